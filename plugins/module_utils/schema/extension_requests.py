# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be asked for, or asked about, that is no object (extension API: callback, current_calls, valet_park and so on)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..base.libraries import Field
from .model import Wanted
from .times import Moment
from .types import Count, Id, Identifier, Seconds, Url

Number = Annotated[str, Field(min_length=1)]


class CallOrder(Wanted):
    """What becomes of a call, or which call is to be made."""

    extension_id: Id | None = None
    call_api_id: Identifier | None = None
    src_num: Annotated[list[Number], Field(min_length=1)] | None = None
    dst_num: Number | None = None
    allow_public_transfer: bool | None = None
    announce_sound_id: Id | None = None
    call_duration: Seconds | None = None
    callback_rate_limit: Count | None = None
    caller_id_name: str | None = None
    caller_id_number: str | None = None
    dst_ani: str | None = None
    dst_announce_sound_id: Id | None = None
    dst_dtmf: str | None = None
    src_ani: str | None = None
    src_caller_id_name: str | None = None
    src_caller_id_number: str | None = None
    transfer_after_dst_hangup: str | None = None
    transfer_after_src_hangup: str | None = None
    wait_for_pickup: Seconds | None = None
    send_dst: Number | None = None
    slot: Count | None = None
    direction: Literal["in", "out"] | None = None
    url: Annotated[Url, Field(min_length=1)] | None = None


class ConferenceOrder(Wanted):
    """What is to happen in a conference that is under way."""

    extension_id: Id | None = None
    member_id: Count | None = None
    mute: bool | None = None
    deaf: bool | None = None
    lock: bool | None = None
    enter_sound: bool | None = None
    stop_play: bool | None = None
    play_file: Id | None = None


class FaxOrder(Wanted):
    """A fax that is to be sent, or what becomes of one."""

    extension_id: Id | None = None
    file: Annotated[str, Field(min_length=1)] | None = None
    dst_num: Number | None = None
    message_id: Id | None = None


class ChatOrder(Wanted):
    """Whose messages are meant."""

    extension_id: Id | None = None
    chat_id: Identifier | None = None


class RegistrationOrder(Wanted):
    """Which registration is to go."""

    extension_id: Id | None = None
    registration_id: Identifier | None = None


class FileOrder(Wanted):
    """Which file is meant, and what is known of it."""

    extension_id: Id | None = None
    id: Identifier | None = None
    size: Count | None = None
    checksum: str | None = None


class AliasFilter(Wanted):
    """Which aliases are meant: those with any of the values, of each field that is given."""

    id: list[Id] | None = None
    name: list[str] | None = None
    domain: list[str] | None = None


class SoundFilter(Wanted):
    """Which sounds are meant."""

    id: list[Id] | None = None
    title: list[str] | None = None


class UserFilter(Wanted):
    """Which users are meant."""

    id: list[Id] | None = None
    login: list[str] | None = None
    name: list[str] | None = None
    email: list[str] | None = None
    comment: list[str] | None = None
    status: list[str] | None = None
    timezone: list[str] | None = None
    access: list[str] | None = None


class ExtensionQuestion(Wanted):
    """What is asked about an extension."""

    extension_id: Id | None = None
    extension_ids: list[Id] | None = None
    agent_id: Id | None = None
    call_api_id: Identifier | None = None
    context_id: Id | None = None
    event_id: Id | None = None
    interval_id: Id | None = None
    notification_id: Id | None = None
    option_digits: Identifier | None = None
    rule_id: Id | None = None
    user_id: Id | None = None
    start_datetime: Moment | None = None
    end_datetime: Moment | None = None
    alias_filter: AliasFilter | None = None
    sound_filter: SoundFilter | None = None
    user_filter: UserFilter | None = None
    conference_facts: list[str] | None = None
