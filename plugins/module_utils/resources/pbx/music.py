# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A piece of a tenant's music on hold (PortSIP PBX REST API 22.2, /moh_server/musics)."""

from __future__ import annotations

from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from .linked_file import OVERRIDES, RENAMED, RETURNS, linked_file


class Music(Wanted):
    """A file that is played to callers on hold."""

    file: str | None = linked_file("The file with the music, by its name or its id on the PBX. It identifies the music.")


MUSIC = Resource(
    name="music",
    plural="musics",
    model=Music,
    level="tenant",
    collection="/moh_server/musics",
    key=("file",),
    paged=False,
    queries=False,
    replaceable=True,
    lookup={"file": "str"},
    renamed=RENAMED,
    required=("file",),
    overrides=OVERRIDES,
    page=Page(
        noun="piece of music",
        uses="C(GET /moh_server/musics), C(GET /moh_server/musics/{id}), C(POST /moh_server/musics) and "
        "C(POST /moh_server/musics/{id}/destroy) inside the tenant; C(GET /files) to find what is given by name; the requests of an "
        "upload where O(file) is the path of a local file",
        summary="Add and remove music on hold of a tenant of PortSIP PBX",
        description=(
            "Makes a file a piece of the music that callers of a tenant hear while they are on hold, or removes a piece.",
            "A piece of music is found by the name of its O(file), or by its O(id).",
        ),
        notes=(
            "A piece of music is a file of the tenant. If the PBX has another file of this name now, with another size, the piece is "
            "created again from it.",
            "Removing a piece leaves its file in place; M(portsip.pbx.portsip_file) removes it.",
            "Whether music is played, and which of the pieces, is set by M(portsip.pbx.portsip_music_on_hold). The music of a call "
            "queue belongs to the queue.",
        ),
        seealso=("music_on_hold", "file", "call_queue"),
        returns=RETURNS,
        samples={"file": "waiting-1.wav"},
    ),
    info_page=Page(
        noun="piece of music",
        summary="Read the pieces of music on hold of a tenant of PortSIP PBX",
        description=("Reads one or all pieces of the music on hold of a tenant.",),
        returned=("The pieces of music, with null for a field without a value.",),
    ),
)
