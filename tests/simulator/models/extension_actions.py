# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is done to calls, conferences and chats (extension API, callback; current_calls; conference; valet_park and others)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..validation import Blankable, Body, Bool, Int, NonEmpty, Str
from .extension_contents import HttpUrl


class Callback(Body):
    """The body of ``POST .../callback/``."""

    allow_public_transfer: Bool | None = False
    transfer_after_dst_hangup: Blankable[Str] = None
    src_num: Annotated[list[NonEmpty], Field(min_length=1)]
    callback_rate_limit: Int | None = None
    call_duration: Int | None = None
    src_caller_id_number: Blankable[Str] = None
    transfer_after_src_hangup: Blankable[Str] = None
    wait_for_pickup: Int | None = None
    caller_id_name: Blankable[Str] = None
    dst_num: NonEmpty
    dst_ani: Blankable[Str] = None
    src_caller_id_name: Blankable[Str] = None
    caller_id_number: Blankable[Str] = None
    announce_sound_id: Int | None = None
    dst_announce_sound_id: Int | None = None
    src_ani: Blankable[Str] = None
    dst_dtmf: Blankable[Str] = None


class CallChange(Body):
    """The body of ``PUT .../current_calls/{call_api_id}``."""

    action: Literal["eavesdrop", "whisper", "conference", "transfer", "attended_transfer", "hold", "offhold", "park", "pickup"]
    caller_id_name: Blankable[Str] = None
    send_dst: Blankable[Str] = None
    caller_id_number: Blankable[Str] = None


class ConferenceControl(Body):
    """The body of ``PUT .../conference/status/``."""

    mute: Bool | None = None
    stop_play: Bool | None = None
    lock: Bool | None = None
    deaf: Bool | None = None
    enter_sound: Bool | None = None
    member_id: Int | None = None
    play_file: Int | None = None


class SpeechToText(Body):
    """The body of ``PUT .../speech_to_text/{call_api_id}``."""

    action: Literal["start", "stop"]
    url: Blankable[HttpUrl] = None
    direction: Literal["in", "out"]


class ValetPark(Body):
    """The body of ``PUT .../valet_park/{call_api_id}``."""

    action: Literal["park", "bridge", "slots"]
    slot: Int | None = None


class ChatMessages(Body):
    """The body of ``PUT .../chat/{chat_id}/messages/``."""

    read: Bool | None = None


class FaxOut(Body):
    """The fields of the form of ``POST .../fax/out/`` beside the file."""

    dst_num: NonEmpty
