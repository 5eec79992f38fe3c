# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each (extension API, phone, conference, fax, ani)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from ...base.libraries import AfterValidator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Count, IdOrZero, MailAddress, Seconds, Whole
from .parts import EXTENSION, OR_NO_WORD, sounds


def _registration(value: str) -> str:
    """``address:port``; an IPv6 address stands in brackets."""
    match = re.fullmatch(r"(?:[^\s:\[\]]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if value and (not match or not 1 <= int(match[1]) <= 65535):
        raise ValueError("must be address:port, such as 192.0.2.10:5060")
    return value


class Phone(Wanted):
    """How an extension of the type phone is called, recorded and registered; sounds by id or title."""

    auth_type: Literal["digest", "network", "both"] | None = option(
        "How the phone authenticates. The default of the API is V(digest).",
        choices={
            "both": "With O(password) and by its network.",
            "digest": "With O(password).",
            "network": "By the network that it is in.",
        },
    )
    vm_enabled: bool | None = option(
        "Whether callers can leave a voice message.",
    )
    hold_music: str | None = option(
        "The sound that is played on hold.",
    )
    preserve_caller_id_number_att_tr: bool | None = option(
        "Whether an attended transfer keeps the number of the caller.",
    )
    conference_pin: str | None = option(
        "PIN of the conference of this extension. It is compared, but never shown. An empty string clears the field.",
        secret=True,
    )
    conference_end_on_exit: bool | None = option(
        "Whether the conference ends when its owner leaves.",
    )
    network_permission_group_id: IdOrZero | None = option(
        "Id of the group of networks that the phone may be in.",
    )
    append_to_cid_name_on_transfer: str | None = option(
        "Text that is added to the name of the caller when a call is forwarded.",
        "An empty string clears the field.",
    )
    record_stereo: Literal["yes", "no", "None"] | None = option(
        "Whether the two sides of a call are recorded in separate channels.",
        "The choices are values of the API; put them in quotes.",
        choices={
            "None": "No own choice.",
            "no": "Both sides share one.",
            "yes": "Each side has its channel.",
        },
    )
    hangup_timeout: Seconds | None = option(
        "Seconds a call rings before it ends.",
    )
    incoming_limit: Count | None = option(
        "Maximum number of simultaneous incoming calls.",
    )
    vm_mailto: MailAddress | None = option(
        "Email address that is notified of voice messages.",
        "An empty string clears the field.",
    )
    conference_announce_caller_name: bool | None = option(
        "Whether the names of members who join are announced.",
    )
    vm_greeting: str | None = option(
        "The sound that callers hear before they leave a message.",
    )
    record_enabled: bool | None = option(
        "Whether calls are recorded.",
    )
    vm_attach_file: bool | None = option(
        "Whether the message is attached to that email.",
    )
    intercom: Whole | None = option(
        "Intercom setting, as the operator of the API numbers it.",
    )
    announce_sound_upon_incoming_call: str | None = option(
        "The sound that is played on incoming calls.",
    )
    announce_sound_upon_outgoing_call: str | None = option(
        "The sound that is played on outgoing calls.",
    )
    transfer_caller_id_number: str | None = option(
        "Number that forwarded calls show.",
        "An empty string clears the field.",
    )
    ignore_early_media: bool | None = option(
        "Whether early media of the other side is ignored.",
    )
    vm_profile: Literal["default", "record_silence"] | None = option(
        "How voice messages are recorded.",
        choices={
            "default": "As usual.",
            "record_silence": "Silence is recorded too.",
        },
    )
    static_reg_address: Annotated[str, AfterValidator(_registration)] | None = option(
        "Where the phone is, as address:port, if it does not register itself.",
        "An empty string clears the field.",
    )
    password: str | None = option(
        "Password that the phone registers with. The API never returns it, so that it cannot be compared; see O(update_password).",
        secret=True,
        readable=False,
    )
    geo_list: str | None = option(
        "Countries that the phone may be in, as the operator of the API writes them.",
        "An empty string clears the field.",
    )
    call_screening_enabled: bool | None = option(
        "Whether callers say their name before they are connected.",
    )
    ringback_sound: str | None = option(
        "The sound that callers hear while it rings.",
    )
    record_format: Literal["mp3", "wav", "None"] | None = option(
        "Format of recordings.",
        "V(None) is a value of the API, which Ansible passes unchanged; null means that the option is not given.",
        choices={
            "None": "No own choice.",
            "mp3": "MP3.",
            "wav": "WAV.",
        },
    )
    replace_pin: str | None = option(
        "PIN with which a call can be taken over. It is compared, but never shown. An empty string clears the field.",
        secret=True,
    )
    record_transfer: bool | None = option(
        "Whether a forwarded call is recorded too.",
    )
    external_number: str | None = option(
        "External number of the extension.",
        "An empty string clears the field.",
    )


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
    overrides={
        "record_stereo": OR_NO_WORD,
        "record_format": OR_NO_WORD,
        **sounds("hold_music", "vm_greeting", "announce_sound_upon_incoming_call", "announce_sound_upon_outgoing_call", "ringback_sound"),
    },
    page=Page(
        summary="Set up the phone of an extension (extension API)",
        description=("Sets how an extension of the type phone registers, rings, records and takes voice messages.",),
        notes=("The extension must be of the type phone.",),
        seealso=(
            "extension_conference",
            "extension_ani",
            "extension_fax",
        ),
        returns={
            "label": {
                "description": "Label of the extension. It is read-only.",
                "returned": "when it has a value",
                "type": "str",
                "sample": "Anna",
            },
            "name": {
                "description": "Name of the extension. It is read-only.",
                "returned": "when it has a value",
                "type": "str",
                "sample": "201*001",
            },
        },
        samples={
            "auth_type": "digest",
            "call_screening_enabled": False,
            "conference_announce_caller_name": False,
            "conference_end_on_exit": True,
            "external_number": "+15550100",
            "hangup_timeout": 60,
            "ignore_early_media": False,
            "incoming_limit": 2,
            "preserve_caller_id_number_att_tr": False,
            "record_enabled": True,
            "record_format": "mp3",
            "record_stereo": "yes",
            "record_transfer": False,
            "static_reg_address": "192.0.2.10:5060",
            "vm_attach_file": True,
            "vm_enabled": True,
            "vm_mailto": "anna@example.net",
            "vm_profile": "default",
        },
    ),
)
