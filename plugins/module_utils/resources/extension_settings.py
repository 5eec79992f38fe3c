# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each (extension API, phone, conference, fax, ani)."""

from __future__ import annotations

from ..models.extension_settings import Ani, Conference, Fax, Phone
from ..resource import Field, Resource
from .extension import EXTENSION, OR_NO_WORD, sounds

PHONE = Resource(
    name="phone",
    plural="phones",
    model=Phone,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/phone/",
    parents=EXTENSION,
    key=(),
    queries=False,
    fields={
        "password": Field(secret=True, readable=False),
        "conference_pin": Field(secret=True),
        "replace_pin": Field(secret=True),
        "record_stereo": OR_NO_WORD,
        "record_format": OR_NO_WORD,
        **sounds(
            "hold_music",
            "vm_greeting",
            "announce_sound_upon_incoming_call",
            "announce_sound_upon_outgoing_call",
            "ringback_sound",
        ),
    },
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
    fields={"pin": Field(secret=True), "moderator_pin": Field(secret=True), **sounds("music_on_hold_sound", "enter_sound")},
)

FAX = Resource(
    name="fax",
    plural="faxes",
    model=Fax,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/fax/",
    parents=EXTENSION,
    key=(),
    queries=False,
    fields={"email_to_fax_accept": Field(items="set"), **sounds("fax_out_greeting")},
)

ANI = Resource(
    name="ani",
    plural="anis",
    model=Ani,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/ani/",
    parents=EXTENSION,
    key=(),
    queries=False,
    required=("ani_number",),
    renamed={"default": "ani_number"},
)
