# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the objects have in common that are made of a file of the tenant: voicemail greetings, music on hold (PortSIP PBX REST API 22.2).

Such an object is created with the id of the file, and shows its name, its size and its address. It can't be changed.
"""

from __future__ import annotations

from typing import Any

from ...schema.attribute import Attribute, option
from ...schema.page import Documented
from ...schema.reference import Reference
from .file import FILE, LOCAL_PROMPT

RENAMED = {"file_name": "file"}
OVERRIDES = {"file_size": Attribute(immutable=True), "file_id": Attribute(readable=False, once=True)}
RETURNS: dict[str, Documented] = {
    "file_size": {"description": "Size of the file in bytes.", "returned": "when the PBX returns it", "type": "int", "sample": 183244},
    "file_url": {
        "description": "Path from which the file can be downloaded.",
        "returned": "when the PBX returns it",
        "type": "str",
        "sample": "/api/blobs/WexWdABcd5D4PDgz",
    },
}


def _name_of(path: str) -> str:
    """The name of the file that a path leads to, which is how the PBX calls it."""
    return path.rpartition("/")[2]


def linked_file(what: str) -> Any:
    """The option that names the file.

    :param what: what it says of the file, as the first paragraph.
    """
    return option(
        what,
        LOCAL_PROMPT,
        "Required unless O(id) is given.",
        immutable=True,
        canonical=_name_of,
        reference=Reference(to="file", local_file=FILE, audio=True),
        matched_by={"file": "name", "file_size": "size"},
        id_as="file_id",
    )
