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
        description=(
            "Sets PINs, sounds and limits of the conference of an extension.",
            "It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.",
        ),
        notes=(
            "Requires an application of the extension API whose access covers the extension.",
            "Uses C(GET) and C(PUT) of C(/extension/{extension_id}/conference/), and C(GET /extension/{extension_id}/sound/) "
            "where a sound is given by its title.",
            "Sounds are given by title or by id. Both are looked up in the sounds of the extension (C(GET "
            "/extension/{extension_id}/sound/)); the title takes precedence. An empty string clears the field. Results have "
            "ids.",
        ),
        seealso=(
            "extension_phone",
            "extension_info",
        ),
        options={
            "extension_id": {
                "description": [
                    ("Id of the extension. This is the id of the extension in the extension API, not the number that is dialled."),
                ],
                "type": "int",
                "required": True,
            },
        },
        returned=(
            "The conference after the run; in check mode, as it would be after the run, without its PINs. A field without a "
            "value is null. Sounds are ids.",
        ),
        returns={
            "enter_sound": {
                "description": "The sound that is played when somebody joins.",
                "returned": "always",
                "type": "int",
                "sample": 32,
            },
            "music_on_hold_sound": {
                "description": "The sound that is played to a single member.",
                "returned": "always",
                "type": "int",
                "sample": 31,
            },
        },
        samples={
            "announce_caller_name": True,
            "max_members": 20,
            "mute_non_moderator": False,
            "record_enabled": False,
        },
    ),
)
