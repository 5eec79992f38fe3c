# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The rules of an option of an IVR: what is done with a call (extension API, ivr/context/{context_id}/options/{digits}/rules)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from ...base.libraries import Field, field_validator, model_validator
from ...schema.attribute import Attribute, option
from ...schema.model import Wanted
from ...schema.relations import Parent
from ...schema.resource import Resource
from ...schema.types import Count, Id, Milliseconds, Seconds
from .extension_ivr_action import ACTIONS, NEEDS, RULE_DEFAULTS, Action
from .parts import AT_INTERVAL, EXTENSION, NO_WORD, Destinations, RegularExpression, one_blank_each, sounds

IVR_RULES = "/extension/{extension_id}/ivr/context/{context_id}/options/{digits}/rules/"
Text = Annotated[str, Field(min_length=1)]


class VoiceHelperRule(Wanted):
    """Which words of the caller lead to which option; the words are separated by ``|``."""

    to_option: Text = option(
        "The option, by its digits. A warning says so where the context has none.",
        required=True,
    )
    transcription: Text = option(
        "Words, separated by V(|).",
        required=True,
    )

    @field_validator("transcription")
    @classmethod
    def _words(cls, value: str) -> str:
        if not all(word.strip() for word in value.split("|")):
            raise ValueError("must contain words separated by |, none of them empty")
        return value


class IvrRule(Wanted):
    """One step of an option: what is done with the call, and under which conditions.

    A rule is given as a whole, because nothing but its content and its place identifies it.
    """

    action: Action = option(
        "What is done. The description of each action names the keys that it requires.",
        required=True,
        choices=ACTIONS,
    )
    name: str | None = option(
        "Name of the rule, for people. A rule that was changed is recognised by it first.",
    )
    final: bool | None = option(
        "Whether no further rule is carried out when a call of this rule fails. The default of the API is V(true).",
    )
    call_status: Literal["no_answer", "busy", "any"] | None = option(
        "State of the call under which the rule is carried out. The default of the API is V(any).",
        choices={
            "any": "Always.",
            "busy": "The call before was busy.",
            "no_answer": "The call before was not answered.",
        },
    )
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = option(
        "For which callers the rule is carried out. The default of the API is V(any).",
        choices={
            "anonymous": "For callers who hide their number.",
            "any": "For all.",
            "matches": "For callers whose number matches O(contexts[].options[].rules[].caller_id), which is then required.",
            "not_matches": "For callers whose number does not match O(contexts[].options[].rules[].caller_id), which is then required.",
        },
    )
    caller_id: RegularExpression | None = option(
        "Regular expression that is compared with the caller's number.",
    )
    interval: str | None = option(
        "Times at which the rule is carried out, by the name or id of an interval of the same extension. See "
        "M(portsip.pbx.portsip_extension_interval).",
    )
    match_variable_name: str | None = option(
        "Variable that has to hold O(contexts[].options[].rules[].match_variable_value) for the rule to be carried out.",
    )
    match_variable_value: str | None = option(
        "What O(contexts[].options[].rules[].match_variable_name) has to hold.",
    )
    transfer_dst: Destinations | None = option(
        "Where the call goes. Several numbers, at most 10, are separated by spaces.",
    )
    transfer_timeout: Seconds | None = option(
        "Seconds it rings there.",
    )
    transfer_variable: str | None = option(
        "Variable that holds where the call goes.",
    )
    is_simple_transfer: bool | None = option(
        "Whether a call to a destination from a variable is transferred without waiting for an answer. The default of the API is V(false).",
    )
    hangup_cause: Literal["normal", "busy"] | None = option(
        "The hangup cause that the caller's side receives. The default of the API is V(normal).",
        choices={
            "busy": "The line is busy.",
            "normal": "The call has ended.",
        },
    )
    sound: str | None = option(
        "Sound to play, by its title or id; a title takes precedence over an id.",
    )
    sound_type: Literal["background", "foreground", "None"] | None = option(
        "How it is played.",
        choices={
            "None": "The API's value for no choice.",
            "background": "The next rule follows at once.",
            "foreground": "The next rule follows when the sound is over.",
        },
    )
    play_sound_from_variable: bool | None = option(
        "Whether a sound that a variable holds is played in place of O(contexts[].options[].rules[].sound). The default "
        "of the API is V(false).",
    )
    silence_time: Milliseconds | None = option(
        "Milliseconds of silence.",
    )
    context: str | None = option(
        "Context to go on in, by its name or id. A name takes precedence over an id.",
    )
    context_option: str | None = option(
        "Option of that context to go on with. It has to exist. The default of the API is V(start).",
    )
    digits: str | None = option(
        "Digits to say, in quotes.",
    )
    play_digits_method: Literal["pronounced", "iterated", "None"] | None = option(
        "How digits are said.",
        choices={
            "None": "The API's value for no choice.",
            "iterated": "One by one.",
            "pronounced": "As a number.",
        },
    )
    play_digits_variable: str | None = option(
        "Variable that holds digits to say.",
    )
    call_interactive_url: str | None = option(
        "Address that is asked what to do.",
    )
    call_interactive_method: Literal["GET", "POST", "None"] | None = option(
        "How it is asked. The default of the API is V(GET).",
        choices={
            "GET": "With a GET request.",
            "None": "The API's value for no choice.",
            "POST": "With a POST request.",
        },
    )
    call_interactive_timeout: Count | None = option(
        "For how long its answer is waited for, in a unit that the API does not document.",
    )
    set_variable_name: str | None = option(
        "Variable to set.",
    )
    set_variable_value: str | None = option(
        "What it is set to.",
    )
    caller_id_name: str | None = option(
        "Name to show.",
    )
    caller_id_number: str | None = option(
        "Number to show.",
    )
    record_digits_variable: str | None = option(
        "Variable in which digits are kept.",
    )
    record_digits_max: Count | None = option(
        "Maximum number of digits that are stored.",
    )
    record_digits_timeout: Milliseconds | None = option(
        "Milliseconds to wait for digits.",
    )
    record_digits_sound: str | None = option(
        "Sound to play meanwhile, by its title or id; a title takes precedence over an id.",
    )
    max_rate: Count | None = option(
        "Best rating. The default of the API is 5.",
    )
    voice_helper_rules: list[VoiceHelperRule] | None = option(
        "Words and the options of the same context that they lead to, in the order in which they are tried.",
    )
    voice_helper_timeout: Milliseconds | None = option(
        "Milliseconds to listen before the words are evaluated.",
    )
    voice_helper_digits_max: Count | None = option(
        "Number of digits that end the input.",
    )
    voice_helper_classic_term: bool | None = option(
        "Whether the caller may use the keypad if nothing was recognised. The default of the API is V(true).",
    )

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


def whole_number(value: Any) -> Any:
    """``"4"`` -> 4: some numbers are written as integers, and read as text."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value


def _nothing_if(usual: Any) -> Callable[[Any], Any]:
    """A canonical form in which a value that says nothing beyond its absence is absent."""
    return lambda value: None if value == usual else value


RULE_FIELDS: dict[str, Attribute] = {
    **sounds("sound", "record_digits_sound"),
    "interval": AT_INTERVAL,
    "transfer_dst": Attribute(canonical=one_blank_each),
    **{name: Attribute(canonical=_nothing_if(usual)) for name, usual in RULE_DEFAULTS.items()},
    "context_option": Attribute(canonical=_nothing_if("start")),
    "sound_type": Attribute(canonical=_nothing_if(NO_WORD)),
    "play_digits_method": Attribute(canonical=_nothing_if(NO_WORD)),
    "record_digits_max": Attribute(decode=whole_number),
    "voice_helper_digits_max": Attribute(decode=whole_number),
}


IVR_RULE = Resource(
    id="extension_ivr_rule",
    name="ivr_rule",
    plural="ivr_rules",
    model=IvrRule,
    level="extension",
    collection=IVR_RULES,
    parents=(*EXTENSION, Parent("context_id", type="int"), Parent("digits")),
    key=("action",),
    paged=False,
    queries=False,
    required=("action",),
    overrides=RULE_FIELDS,
)


class IvrRuleOrder(Wanted):
    """The ids of an option's rules in the order in which they are carried out."""

    rules_ids: list[Id] | None = None


IVR_RULE_ORDER = Resource(
    id="extension_ivr_rule_order",
    name="ivr_rule_order",
    plural="ivr_rule_orders",
    model=IvrRuleOrder,
    level="extension",
    kind="singleton",
    collection=f"{IVR_RULES}order/",
    parents=IVR_RULE.parents,
    key=(),
    paged=False,
    queries=False,
)
