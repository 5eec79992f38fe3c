# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The pieces of a tenant's music on hold (PortSIP PBX REST API 22.2, /moh_server/musics), each a file of the tenant."""

from __future__ import annotations

from ..collection import Collection
from ..errors import refused
from ..state import Row, World
from ..validation import Body, Str
from .files import with_file


class MusicCreate(Body):
    """The body of a creation."""

    file_id: Str


def _check(world: World, owner: str, row: Row) -> None:
    if row["file_id"] not in world.rows("files", owner):
        raise refused("file_id", f"file {row['file_id']} does not exist")


def _present(world: World, owner: str, view: Row) -> Row:
    return with_file(world, owner, view, "file")


MUSICS = Collection(
    name="musics",
    path="/moh_server/musics",
    level="tenant",
    create=MusicCreate,
    paged=False,
    check=_check,
    present=_present,
    demanded=("file_id",),
)
