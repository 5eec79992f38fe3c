# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each (extension API, phone, conference, fax, ani)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Count
from .parts import EXTENSION, sounds


class Conference(Wanted):
    """A conference room; sounds by id or title."""

    moderator_pin: str | None = option(
        "PIN of the moderator. It is compared, but never shown. An empty string clears the field.",
        secret=True,
    )
    pin: str | None = option(
        "PIN of the members. It is compared, but never shown. An empty string clears the field.",
        secret=True,
    )
    max_members: Count | None = option(
        "Maximum number of members at the same time.",
    )
    music_on_hold_sound: str | None = option(
        "The sound that is played to a single member.",
    )
    announce_caller_name: bool | None = option(
        "Whether the names of members who join are announced.",
    )
    enter_sound: str | None = option(
        "The sound that is played when somebody joins.",
    )
    record_enabled: bool | None = option(
        "Whether conferences are recorded.",
    )
    mute_non_moderator: bool | None = option(
        "Whether all members except the moderator are muted.",
    )


CONFERENCE = Resource(
    name="conference",
    plural="conferences",
    model=Conference,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/conference/",
    parents=EXTENSION,
    key=(),
    queries=False,
    overrides={**sounds("music_on_hold_sound", "enter_sound")},
    page=Page(
        summary="Set up the conference of an extension (extension API)",
        description=("Sets PINs, sounds and limits of the conference of an extension.",),
        seealso=("extension_phone",),
        samples={
            "announce_caller_name": True,
            "max_members": 20,
            "mute_non_moderator": False,
            "record_enabled": False,
        },
    ),
)
