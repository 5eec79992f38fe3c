# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Interactive menus: settings, contexts, their options and rules (extension API, ivr)."""

from __future__ import annotations

from typing import Literal

from ..validation import Blankable, Body, Bool, Int, NonEmpty, Str, update_of
from .extension_rules import Destinations, Expression

Action = Literal[
    "transfer",
    "hangup",
    "play_sound",
    "play_silence",
    "jump_to_context",
    "play_digits",
    "call_interactive",
    "transfer_from_variable",
    "set_variable",
    "voicemail",
    "simple_transfer",
    "set_caller_id_name",
    "set_caller_id_number",
    "record_digits",
    "play_digits_from_variable",
    "quality_rate",
    "voice_helper",
    "start_record",
]


class IvrSettings(Body):
    """The body of ``PUT .../ivr/``; the defaults are those of its answer."""

    lifetime_exp_action: Literal["hangup", "transfer"] | None = None
    entry_context: Int | None = None
    lifetime_exp_transfer_dst: Blankable[Str] = None
    vm_enabled: Bool | None = False
    vm_greeting: Int | None = None
    vm_profile: Literal["default", "record_silence"] | None = "default"
    lifetime: Int | None = None
    vm_attach_file: Bool | None = True
    sleep_time: Int | None = None
    vm_mailto: Blankable[Str] = None


class Context(Body):
    """The body of ``POST .../ivr/context/``."""

    name: NonEmpty
    inter_digit_timeout: Int | None = 2000
    timeout: Int | None = 5000
    extra_params: Blankable[Str] = None
    allow_any_dial: Bool | None = False
    digit_len: Int | None = None
    description: Blankable[Str] = None


class Option(Body):
    """The body of ``POST .../ivr/context/{context_id}/options/``."""

    digits: NonEmpty


class VoiceHelperRule(Body):
    """Words (divided by ``|``) that lead to an option."""

    to_option: NonEmpty
    transcription: NonEmpty


class Rule(Body):
    """The body of ``POST .../ivr/context/{context_id}/options/{option_digits}/rules/``."""

    transfer_variable: Blankable[Str] = None
    call_status: Literal["no_answer", "busy", "any"] | None = "any"
    play_digits_method: Literal["pronounced", "iterated", "None"] | None = None
    voice_helper_classic_term: Bool | None = None
    caller_id: Blankable[Expression] = None
    match_variable_value: Blankable[Str] = None
    play_digits_variable: Blankable[Str] = None
    call_interactive_method: Literal["GET", "POST", "None"] | None = "GET"
    voice_helper_timeout: Int | None = None
    record_digits_max: Int | None = None
    is_simple_transfer: Bool | None = False
    voice_helper_digits_max: Int | None = None
    match_variable_name: Blankable[Str] = None
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = "any"
    context_option: Blankable[Str] = None
    silence_time: Int | None = None
    set_variable_name: Blankable[Str] = None
    caller_id_number: Blankable[Str] = None
    hangup_cause: Literal["normal", "busy"] | None = "normal"
    final: Bool | None = True
    sound: Int | None = None
    sound_type: Literal["background", "foreground", "None"] | None = None
    max_rate: Int | None = None
    call_interactive_url: Blankable[Str] = None
    order_position: Blankable[Str] = None
    caller_id_name: Blankable[Str] = None
    voice_helper_rules: list[VoiceHelperRule] | None = None
    transfer_timeout: Int | None = None
    digits: Blankable[Str] = None
    name: Blankable[Str] = None
    record_digits_variable: Blankable[Str] = None
    play_sound_from_variable: Bool | None = None
    interval: Int | None = None
    record_digits_timeout: Int | None = None
    transfer_dst: Blankable[Destinations] = None
    context: Int | None = None
    action: Action
    set_variable_value: Blankable[Str] = None
    call_interactive_timeout: Int | None = None
    record_digits_sound: Int | None = None


ContextUpdate = update_of(Context)
RuleUpdate = update_of(Rule, without=("order_position",))
