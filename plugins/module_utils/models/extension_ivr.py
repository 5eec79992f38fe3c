# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid IVR of an extension is, with all its contexts (extension API, /extension/{extension_id}/ivr/…)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from ..libraries import Field, field_validator, model_validator
from .base import Wanted
from .extension_rule import Destinations, RegularExpression
from .types import Count, Id, Identifier, LongText, MailAddress, Milliseconds, Seconds

NEEDS: dict[str, str] = {
    "transfer": "transfer_dst",
    "simple_transfer": "transfer_dst",
    "play_silence": "silence_time",
    "jump_to_context": "context",
    "play_digits": "digits",
    "play_digits_from_variable": "play_digits_variable",
    "call_interactive": "call_interactive_url",
    "transfer_from_variable": "transfer_variable",
    "set_variable": "set_variable_name",
    "set_caller_id_name": "caller_id_name",
    "set_caller_id_number": "caller_id_number",
    "record_digits": "record_digits_variable",
    "voice_helper": "voice_helper_rules",
}
"""What an action can't do without: the field that the API describes as the one for this action."""

Text = Annotated[str, Field(min_length=1)]
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


class VoiceHelperRule(Wanted):
    """Which words of the caller lead to which option; the words are divided by C(|)."""

    to_option: Text
    transcription: Text

    @field_validator("transcription")
    @classmethod
    def _words(cls, value: str) -> str:
        if not all(word.strip() for word in value.split("|")):
            raise ValueError("must hold words divided by |, and none of them empty")
        return value


class IvrRule(Wanted):
    """One step of an option: what is done with the call, and under which conditions.

    A rule is given as a whole, because nothing but its content and its place identifies it.
    """

    action: Action
    name: str | None = None
    final: bool | None = None
    call_status: Literal["no_answer", "busy", "any"] | None = None
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = None
    caller_id: RegularExpression | None = None
    interval: str | None = None
    match_variable_name: str | None = None
    match_variable_value: str | None = None
    transfer_dst: Destinations | None = None
    transfer_timeout: Seconds | None = None
    transfer_variable: str | None = None
    is_simple_transfer: bool | None = None
    hangup_cause: Literal["normal", "busy"] | None = None
    sound: str | None = None
    sound_type: Literal["background", "foreground", "None"] | None = None
    play_sound_from_variable: bool | None = None
    silence_time: Milliseconds | None = None
    context: str | None = None
    context_option: str | None = None
    digits: str | None = None
    play_digits_method: Literal["pronounced", "iterated", "None"] | None = None
    play_digits_variable: str | None = None
    call_interactive_url: str | None = None
    call_interactive_method: Literal["GET", "POST", "None"] | None = None
    call_interactive_timeout: Count | None = None
    set_variable_name: str | None = None
    set_variable_value: str | None = None
    caller_id_name: str | None = None
    caller_id_number: str | None = None
    record_digits_variable: str | None = None
    record_digits_max: Count | None = None
    record_digits_timeout: Milliseconds | None = None
    record_digits_sound: str | None = None
    max_rate: Count | None = None
    voice_helper_rules: list[VoiceHelperRule] | None = None
    voice_helper_timeout: Milliseconds | None = None
    voice_helper_digits_max: Count | None = None
    voice_helper_classic_term: bool | None = None

    @model_validator(mode="after")
    def _complete(self) -> IvrRule:
        needed = NEEDS.get(self.action)
        if needed and getattr(self, needed) in (None, "", []):
            raise ValueError(f"action {self.action} needs {needed}")
        if self.action == "play_sound" and not self.sound and not self.play_sound_from_variable:
            raise ValueError("action play_sound needs sound, or play_sound_from_variable")
        if self.caller_id_action in ("matches", "not_matches") and not self.caller_id:
            raise ValueError(f"caller_id_action {self.caller_id_action} needs caller_id")
        if self.match_variable_value and not self.match_variable_name:
            raise ValueError("match_variable_value needs match_variable_name")
        if self.context_option and not self.context:
            raise ValueError("context_option needs context")
        return self


class IvrOption(Wanted):
    """What the caller may enter in a context, or C(start), C(timeout) or C(invalid), and the rules that it leads to."""

    digits: Identifier
    rules: list[IvrRule] | None = None


class IvrContextFields(Wanted):
    """A context without what is in it."""

    name: Text
    description: str | None = None
    timeout: Milliseconds | None = None
    inter_digit_timeout: Milliseconds | None = None
    digit_len: Count | None = None
    allow_any_dial: bool | None = None
    extra_params: LongText | None = None


class IvrContext(IvrContextFields):
    """A context: a place in which the caller is, with its options."""

    id: Id | None = None
    options: list[IvrOption] | None = None

    @field_validator("options")
    @classmethod
    def _each_input_once(cls, options: list[IvrOption] | None) -> list[IvrOption] | None:
        repeated = _repeated(option.digits for option in options or [])
        if repeated is not None:
            raise ValueError(f"the digits {repeated!r} stand in the list more than once")
        return options


class ExtensionIvr(Wanted):
    """The IVR of an extension: its settings, and all its contexts."""

    entry_context: str | None = None
    lifetime: Seconds | None = None
    lifetime_exp_action: Literal["hangup", "transfer"] | None = None
    lifetime_exp_transfer_dst: str | None = None
    sleep_time: Milliseconds | None = None
    vm_enabled: bool | None = None
    vm_greeting: str | None = None
    vm_profile: Literal["default", "record_silence"] | None = None
    vm_attach_file: bool | None = None
    vm_mailto: MailAddress | None = None
    contexts: list[IvrContext] | None = None

    @field_validator("contexts")
    @classmethod
    def _each_context_once(cls, contexts: list[IvrContext] | None) -> list[IvrContext] | None:
        name = _repeated(context.name for context in contexts or [])
        if name is not None:
            raise ValueError(f"the name {name!r} stands in the list more than once")
        number = _repeated(context.id for context in contexts or [] if context.id is not None)
        if number is not None:
            raise ValueError(f"the id {number} stands in the list more than once")
        return contexts


def _repeated(values: Iterable[str | int]) -> str | int | None:
    """The first value that comes again."""
    seen: set[str | int] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
