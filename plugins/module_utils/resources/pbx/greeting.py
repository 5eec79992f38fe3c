# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the voicemail greetings of users and of shared mailboxes have in common (PortSIP PBX REST API 22.2, .../greetings)."""

from __future__ import annotations

from ...schema.attribute import Attribute, option
from ...schema.model import Wanted
from ...schema.page import Documented, Page
from ...schema.reference import Reference, Switch
from ...schema.relations import Parent
from ...schema.resource import Resource
from .file import FILE, LOCAL_PROMPT

LONGEST = "From release 22.6 on, a greeting may last up to three minutes."
LINKED = (
    "A greeting is a file of the tenant. If the PBX has another file of this name now, with another size, the greeting is created again "
    "from it. It is enabled again if it was."
)
ONE = "Only one greeting can be enabled: the others are disabled when one is enabled."
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


class Greeting(Wanted):
    """What callers hear before they leave a message."""

    file: str | None = option(
        "The file of the greeting, by its name or its id on the PBX. It identifies the greeting.",
        LOCAL_PROMPT,
        "Required unless O(id) is given.",
        immutable=True,
        canonical=_name_of,
        reference=Reference(to="file", local_file=FILE, audio=True),
        matched_by={"file": "name", "file_size": "size"},
        id_as="file_id",
    )
    enabled: bool | None = option(
        "Whether callers hear this greeting. Left out, the PBX decides for a new one.",
        ONE,
        switch=Switch("/enable", "/disable"),
        after_creation=True,
    )


def greeting_of(owner: str, noun: str, model: type[Greeting]) -> Resource:
    """The greetings of one kind of mailbox.

    :param owner: unique name of the resource that they belong to.
    :param noun: what has the mailbox, with its article.
    :param model: a class of the resource's own file, by which it is named.
    """
    whose = f"of {noun} of PortSIP PBX"
    return Resource(
        name=f"{owner}_greeting",
        plural=f"{owner}_greetings",
        model=model,
        level="tenant",
        collection=f"/{owner}s/{{{owner}}}/greetings",
        key=("file",),
        parents=(Parent(owner, to=owner),),
        paged=False,
        queries=False,
        item_readable=False,
        replaceable=True,
        only_one="enabled",
        lookup={"file": "str"},
        renamed={"file_name": "file"},
        required=("file",),
        overrides={"file_size": Attribute(immutable=True), "file_id": Attribute(readable=False, once=True)},
        page=Page(
            noun="greeting",
            uses=f"C(GET /{owner}s/{{id}}/greetings), C(POST /{owner}s/{{id}}/greetings), "
            f"C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/enable), C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/disable) and "
            f"C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/destroy) inside the tenant; C(GET /{owner}s) and C(GET /files) to find "
            "what is given by name; the requests of an upload where O(file) is the path of a local file",
            summary=f"Create, enable and remove voicemail greetings {whose}",
            description=(
                f"Makes a file a voicemail greeting of {noun}, chooses the greeting that callers hear, or removes a greeting.",
                "A greeting is found by the name of its O(file), or by its O(id).",
            ),
            notes=(LINKED, LONGEST),
            seealso=("file", owner),
            returns=RETURNS,
            samples={"enabled": True, "file": "absent-en.wav"},
        ),
        info_page=Page(
            summary=f"Read voicemail greetings {whose}",
            description=(f"Reads one or all voicemail greetings of {noun}.",),
        ),
    )
