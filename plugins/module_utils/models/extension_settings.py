# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What valid settings of an extension are (extension API, /phone/, /conference/, /fax/ and /ani/)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from ..libraries import AfterValidator, Field
from .base import Wanted
from .types import Count, IdOrZero, MailAddress, Seconds, Whole


def _registration(value: str) -> str:
    """C(address:port); an IPv6 address stands in brackets."""
    match = re.fullmatch(r"(?:[^\s:\[\]]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if value and (not match or not 1 <= int(match[1]) <= 65535):
        raise ValueError("must be address:port, such as 192.0.2.10:5060")
    return value


class Phone(Wanted):
    """How an extension of the type phone is called, recorded and registered; sounds by id or title."""

    auth_type: Literal["digest", "network", "both"] | None = None
    vm_enabled: bool | None = None
    hold_music: str | None = None
    preserve_caller_id_number_att_tr: bool | None = None
    conference_pin: str | None = None
    conference_end_on_exit: bool | None = None
    network_permission_group_id: IdOrZero | None = None
    append_to_cid_name_on_transfer: str | None = None
    record_stereo: Literal["yes", "no", "None"] | None = None
    hangup_timeout: Seconds | None = None
    incoming_limit: Count | None = None
    vm_mailto: MailAddress | None = None
    conference_announce_caller_name: bool | None = None
    vm_greeting: str | None = None
    record_enabled: bool | None = None
    vm_attach_file: bool | None = None
    intercom: Whole | None = None
    announce_sound_upon_incoming_call: str | None = None
    announce_sound_upon_outgoing_call: str | None = None
    transfer_caller_id_number: str | None = None
    ignore_early_media: bool | None = None
    vm_profile: Literal["default", "record_silence"] | None = None
    static_reg_address: Annotated[str, AfterValidator(_registration)] | None = None
    password: str | None = None
    geo_list: str | None = None
    call_screening_enabled: bool | None = None
    ringback_sound: str | None = None
    record_format: Literal["mp3", "wav", "None"] | None = None
    replace_pin: str | None = None
    record_transfer: bool | None = None
    external_number: str | None = None


class Conference(Wanted):
    """A conference room; sounds by id or title."""

    moderator_pin: str | None = None
    pin: str | None = None
    max_members: Count | None = None
    music_on_hold_sound: str | None = None
    announce_caller_name: bool | None = None
    enter_sound: str | None = None
    record_enabled: bool | None = None
    mute_non_moderator: bool | None = None


class Fax(Wanted):
    """How faxes come in, and who may send them by mail."""

    fax_in_format: str | None = None
    fax_mailto: str | None = None
    fax_out_greeting: str | None = None
    email_to_fax_accept: list[str] | None = None


class Ani(Wanted):
    """The number that calls go out with."""

    ani_number: Annotated[str, Field(min_length=1)] | None = None
