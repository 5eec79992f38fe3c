# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whether callers of a tenant hear music while they are on hold, and which (PortSIP PBX REST API 22.2, /moh_server)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource


class MusicOnHold(Wanted):
    """What callers on hold hear."""

    enabled: bool | None = option("Whether music is played to callers on hold.")
    play_type: Literal["DEFAULT_MUSIC", "RANDOM_MUSIC_PER_CALL", "RANDOM_MUSIC_PER_DAY"] | None = option(
        "Which music is played.",
        choices={
            "DEFAULT_MUSIC": "The default music.",
            "RANDOM_MUSIC_PER_CALL": "One of the tenant's own pieces of music, chosen at random for each call.",
            "RANDOM_MUSIC_PER_DAY": "One of the tenant's own pieces of music, chosen at random each day.",
        },
    )


MUSIC_ON_HOLD = Resource(
    name="music_on_hold",
    plural="music_on_hold",
    model=MusicOnHold,
    level="tenant",
    kind="singleton",
    collection="/moh_server",
    key=(),
    page=Page(
        noun="music on hold",
        summary="Set up the music on hold of a tenant of PortSIP PBX",
        description=(
            "Sets whether callers of a tenant hear music while they are on hold, and which.",
            "The pieces of music themselves are added with M(portsip.pbx.portsip_music).",
        ),
        notes=("The music of a call queue belongs to the queue: see M(portsip.pbx.portsip_call_queue).",),
        seealso=("music", "tenant"),
        samples={"enabled": True, "play_type": "RANDOM_MUSIC_PER_CALL"},
    ),
    info_page=Page(summary="Read how music on hold of a tenant of PortSIP PBX is set up"),
)
