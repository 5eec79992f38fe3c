# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension with its contexts, their options and the rules of these (extension API, ivr).

``GET …/ivr/scheme/`` answers all of it at once; what is written has a path for
each part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal

from ...base.libraries import Field, field_validator, model_validator
from ...schema.attribute import Attribute, option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Parent, Resource
from ...schema.types import Count, Id, Identifier, LongText, MailAddress, Milliseconds, Seconds
from .parts import AT_INTERVAL, EXTENSION, NO_WORD, Destinations, RegularExpression, one_blank_each, sounds

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
    """Which words of the caller lead to which option; the words are divided by ``|``."""

    to_option: Text = option(
        "The option, by its digits. A warning says so where the context has none.",
        required=True,
    )
    transcription: Text = option(
        "Words, divided by V(|).",
        required=True,
    )

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

    action: Action = option(
        "What is done. What an action needs stands with it.",
        required=True,
        choices={
            "call_interactive": "Ask O(contexts[].options[].rules[].call_interactive_url) what to do.",
            "hangup": "End the call.",
            "jump_to_context": "Go on in O(contexts[].options[].rules[].context).",
            "play_digits": "Say O(contexts[].options[].rules[].digits).",
            "play_digits_from_variable": "Say what O(contexts[].options[].rules[].play_digits_variable) holds.",
            "play_silence": "Play nothing for O(contexts[].options[].rules[].silence_time).",
            "play_sound": "Play O(contexts[].options[].rules[].sound).",
            "quality_rate": "Ask for a rating.",
            "record_digits": "Keep what the caller enters in O(contexts[].options[].rules[].record_digits_variable).",
            "set_caller_id_name": "Show O(contexts[].options[].rules[].caller_id_name) as the name of the caller.",
            "set_caller_id_number": "Show O(contexts[].options[].rules[].caller_id_number) as the number of the caller.",
            "set_variable": "Set O(contexts[].options[].rules[].set_variable_name).",
            "simple_transfer": "Hand the call over to O(contexts[].options[].rules[].transfer_dst).",
            "start_record": "Record the call.",
            "transfer": "Put the call through to O(contexts[].options[].rules[].transfer_dst).",
            "transfer_from_variable": "Put the call through to what O(contexts[].options[].rules[].transfer_variable) holds.",
            "voice_helper": "Listen to the caller; see O(contexts[].options[].rules[].voice_helper_rules).",
            "voicemail": "Take a message.",
        },
    )
    name: str | None = option(
        "Name of the rule, for people. A rule that was changed is recognised by it first.",
    )
    final: bool | None = option(
        "Whether no further rule is carried out when a call of this rule fails. Left out, it is V(true).",
    )
    call_status: Literal["no_answer", "busy", "any"] | None = option(
        "State of the call under which the rule is carried out. Left out, it is V(any).",
        choices={
            "any": "Always.",
            "busy": "The call before met somebody busy.",
            "no_answer": "The call before was not answered.",
        },
    )
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = option(
        "For which callers the rule is carried out. Left out, it is V(any).",
        choices={
            "anonymous": "For those who hide their number.",
            "any": "For all.",
            "matches": "For those whose number matches O(contexts[].options[].rules[].caller_id), which is then needed.",
            "not_matches": "For those whose number does not match O(contexts[].options[].rules[].caller_id), which is then needed.",
        },
    )
    caller_id: RegularExpression | None = option(
        "Regular expression that the caller's number is held against.",
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
        "Where the call goes. Several numbers, at most 10, are divided by blanks.",
    )
    transfer_timeout: Seconds | None = option(
        "Seconds it rings there.",
    )
    transfer_variable: str | None = option(
        "Variable that holds where the call goes.",
    )
    is_simple_transfer: bool | None = option(
        "Whether a call that goes where a variable says is handed over rather than put through. Left out, it is V(false).",
    )
    hangup_cause: Literal["normal", "busy"] | None = option(
        "What the caller's side is told. Left out, it is V(normal).",
        choices={
            "busy": "The line is busy.",
            "normal": "The call has ended.",
        },
    )
    sound: str | None = option(
        "Sound to play, by its title or id; a title comes before an id.",
    )
    sound_type: Literal["background", "foreground", "None"] | None = option(
        "How it is played.",
        choices={
            "None": "The API's word for no choice.",
            "background": "The next rule follows at once.",
            "foreground": "The next rule follows when the sound is over.",
        },
    )
    play_sound_from_variable: bool | None = option(
        "Whether a sound that a variable holds is played in place of O(contexts[].options[].rules[].sound). Left out, it is V(false).",
    )
    silence_time: Milliseconds | None = option(
        "Milliseconds of silence.",
    )
    context: str | None = option(
        "Context to go on in, by its name or id. A name comes before an id.",
    )
    context_option: str | None = option(
        "Option of that context to go on with. It has to exist. Left out, it is V(start).",
    )
    digits: str | None = option(
        "Digits to say, in quotes.",
    )
    play_digits_method: Literal["pronounced", "iterated", "None"] | None = option(
        "How digits are said.",
        choices={
            "None": "The API's word for no choice.",
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
        "How it is asked. Left out, it is V(GET).",
        choices={
            "GET": "With a GET request.",
            "None": "The API's word for no choice.",
            "POST": "With a POST request.",
        },
    )
    call_interactive_timeout: Count | None = option(
        "For how long its answer is waited for, in the API's own unit, which it does not tell.",
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
        "How many digits are kept at most.",
    )
    record_digits_timeout: Milliseconds | None = option(
        "Milliseconds to wait for digits.",
    )
    record_digits_sound: str | None = option(
        "Sound to play meanwhile, by its title or id; a title comes before an id.",
    )
    max_rate: Count | None = option(
        "Best rating. Left out, it is 5.",
    )
    voice_helper_rules: list[VoiceHelperRule] | None = option(
        "Which words lead to which option of the same context, in the order in which they are tried.",
    )
    voice_helper_timeout: Milliseconds | None = option(
        "Milliseconds to listen before the words are looked at.",
    )
    voice_helper_digits_max: Count | None = option(
        "Number of digits that end the listening.",
    )
    voice_helper_classic_term: bool | None = option(
        "Whether the caller may use the keys once nothing was understood. Left out, it is V(true).",
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


class IvrOption(Wanted):
    """What the caller may enter in a context, or ``start``, ``timeout`` or ``invalid``, and the rules that it leads to."""

    digits: Identifier = option(
        "What the caller enters, in quotes, or V(start) (on entering the context), V(timeout) (nothing was entered) or "
        "V(invalid) (something else was entered). Each once in a context.",
        required=True,
    )
    rules: list[IvrRule] | None = option(
        "The rules of the option, the whole list in the order in which they are carried out. Left out, they are left alone.",
        "A rule has no name of its own to be found by. It is compared as a whole with those on the PBX, so that each rule has "
        "to be given in full. What is left out is at the API's default, or empty.",
        "A rule that is there already keeps its id wherever it stands in the list. One that differs from all others becomes a "
        "change of the one it resembles.",
        "These are left alone where they are left out, because the API may have a default of its own for them. "
        "O(contexts[].options[].rules[].transfer_timeout), O(contexts[].options[].rules[].sound_type), "
        "O(contexts[].options[].rules[].play_digits_method), O(contexts[].options[].rules[].call_interactive_timeout), "
        "O(contexts[].options[].rules[].record_digits_max), O(contexts[].options[].rules[].record_digits_timeout), "
        "O(contexts[].options[].rules[].voice_helper_timeout) and O(contexts[].options[].rules[].voice_helper_digits_max).",
    )


class IvrContextFields(Wanted):
    """A context without what is in it."""

    name: Text = option(
        "Name of the context, each once in the list. The context on the PBX with this name is meant; where there is none, it is created.",
        "Several contexts on the PBX with this name are an error that lists their ids. O(contexts[].id) then says which is meant.",
        required=True,
    )
    description: str | None = option(
        "Description. An empty string clears.",
    )
    timeout: Milliseconds | None = option(
        "Milliseconds until the caller is taken to enter nothing. The API uses 5000 when it is left out on creation.",
    )
    inter_digit_timeout: Milliseconds | None = option(
        "Milliseconds until the caller is taken to enter no further digit. The API uses 2000 when it is left out on creation.",
    )
    digit_len: Count | None = option(
        "Number of digits after which an option is looked for without waiting for more.",
    )
    allow_any_dial: bool | None = option(
        "Whether the caller may dial any extension. The API uses V(false) when it is left out on creation.",
    )
    extra_params: LongText | None = option(
        "Further parameters as the operator of the API gives them. An empty string clears.",
    )


def _repeated(values: Iterable[str | int]) -> str | int | None:
    """The first value that comes again."""
    seen: set[str | int] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None


class IvrContext(IvrContextFields):
    """A context: a place in which the caller is, with its options."""

    id: Id | None = option(
        "Id of the context on the PBX that is meant, which then gets the name O(contexts[].name). An id that does not exist is an error.",
    )
    options: list[IvrOption] | None = option(
        "The options of the context, the whole list. Left out, they are left alone. An option on the PBX that is not listed is "
        "removed. V(start), V(timeout) and V(invalid) cannot be removed; where they are not listed they have no rules.",
    )

    @field_validator("options")
    @classmethod
    def _each_input_once(cls, options: list[IvrOption] | None) -> list[IvrOption] | None:
        repeated = _repeated(option.digits for option in options or [])
        if repeated is not None:
            raise ValueError(f"the digits {repeated!r} stand in the list more than once")
        return options


class ExtensionIvr(Wanted):
    """The IVR of an extension: its settings, and all its contexts."""

    entry_context: str | None = option(
        "Context in which calls enter, by its name or id. It may be one that the same task creates. An empty string clears.",
        "Where it is left out and O(contexts) would remove the context in which calls enter, that is an error, unless "
        "O(contexts) is empty. Then it is cleared.",
    )
    lifetime: Seconds | None = option(
        "Seconds a call may spend in the IVR.",
    )
    lifetime_exp_action: Literal["hangup", "transfer"] | None = option(
        "What happens to a call when O(lifetime) is over.",
        choices={
            "hangup": "The call ends.",
            "transfer": "The call goes to O(lifetime_exp_transfer_dst), which is then needed.",
        },
    )
    lifetime_exp_transfer_dst: str | None = option(
        "Where a call goes when O(lifetime) is over. An empty string clears.",
    )
    sleep_time: Milliseconds | None = option(
        "Milliseconds before a call enters O(entry_context).",
    )
    vm_enabled: bool | None = option(
        "Whether there is a mailbox.",
    )
    vm_greeting: str | None = option(
        "Greeting of the mailbox, by the title or the id of the sound. An empty string clears.",
    )
    vm_profile: Literal["default", "record_silence"] | None = option(
        "How messages are recorded.",
        choices={
            "default": "As usual.",
            "record_silence": "Silence is recorded too.",
        },
    )
    vm_attach_file: bool | None = option(
        "Whether the recorded message is attached to the mail that tells of it.",
    )
    vm_mailto: MailAddress | None = option(
        "Mail address that is told of messages. An empty string clears.",
    )
    contexts: list[IvrContext] | None = option(
        "The contexts of the IVR. Left out, contexts are left alone. An empty list removes all of them.",
        "A context on the PBX that is not listed is removed, with all that is in it, unless O(exclusive) is V(false).",
    )

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


SCHEME = "scheme/"
"""Below the IVR: the whole of it, to be read only."""


STANDARD_OPTIONS = ("start", "timeout", "invalid")
"""Every context has these options from its creation on (extension API, ivr context)."""


CONTEXT_DEFAULTS: Mapping[str, Any] = {"timeout": 5000, "inter_digit_timeout": 2000, "allow_any_dial": False}
"""What the API takes for a field that is left out when a context is created."""


RULE_DEFAULTS: Mapping[str, Any] = {
    "final": True,
    "call_status": "any",
    "caller_id_action": "any",
    "hangup_cause": "normal",
    "is_simple_transfer": False,
    "play_sound_from_variable": False,
    "call_interactive_method": "GET",
    "max_rate": 5,
    "voice_helper_classic_term": True,
}
"""What the API takes for a field that is left out when a rule is created, as far as it is documented."""


RULE_TUNING = frozenset(
    {
        "transfer_timeout",
        "sound_type",
        "play_digits_method",
        "call_interactive_timeout",
        "record_digits_max",
        "record_digits_timeout",
        "voice_helper_timeout",
        "voice_helper_digits_max",
    }
)
"""Fields of a rule for which the API may have defaults that it does not document: left out, they are left alone."""


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


def _complete(ivr: Mapping[str, Any]) -> None:
    if ivr.get("lifetime_exp_action") == "transfer" and not ivr.get("lifetime_exp_transfer_dst"):
        raise ValueError("lifetime_exp_action transfer needs lifetime_exp_transfer_dst")


EXTENSION_IVR = Resource(
    name="ivr",
    plural="ivrs",
    model=ExtensionIvr,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/ivr/",
    parents=EXTENSION,
    key=(),
    paged=False,
    queries=False,
    complete=_complete,
    overrides={
        **sounds("vm_greeting"),
        **{f"contexts.*.options.*.rules.*.{name}": description for name, description in RULE_FIELDS.items()},
    },
    page=Page(
        summary="Set up the whole IVR of an extension as one document (extension API)",
        description=(
            "Makes the settings of an IVR, its contexts, their options, and the rules of these as one document says. What is "
            "listed is what there is afterwards.",
            "A context is a place in the menu. Its options are what a caller can enter there, besides V(start), V(timeout) and "
            "V(invalid), which every context has. The rules of an option are carried out one after the other.",
            "What is to be done is worked out from one look at the whole IVR, and checked before the first change. Changes "
            "come in an order in which nothing ever leads to a context or an option that is not there, also where contexts "
            "lead to each other in circles.",
            "It belongs to the extension API, a service with its own host and login. These are B(not) the virtual "
            "receptionists of PortSIP PBX's own REST API, for which there is M(portsip.pbx.portsip_ivr).",
        ),
        notes=(
            "Needs an application of the extension API whose access covers the extension, which has to be an IVR.",
            "Uses C(GET /extension/{extension_id}/ivr/scheme/), and, for each thing that differs, C(PUT "
            "/extension/{extension_id}/ivr/), C(POST), C(PUT) and C(DELETE) of C(/extension/{extension_id}/ivr/context/), "
            "C(POST) and C(DELETE) of C(options/) and C(POST), C(PUT) and C(DELETE) of C(rules/) below it, and C(PUT) of "
            "C(rules/order/). Where sounds or intervals are given by name it uses C(GET /extension/{extension_id}/sound/) and "
            "C(GET /extension/{extension_id}/interval/). Where the scheme lacks something, contexts, options and rules are "
            "read one by one.",
            "A run that changes nothing takes a single request, besides those for names of sounds and intervals.",
            "A run that fails halfway says what it has written. The next one goes on from there, and creates nothing twice.",
            "What the scheme of an IVR looks like is not documented by the API. It is taken that rules stand in it in the "
            "order in which they are carried out.",
        ),
        seealso=(
            "extension_interval",
            "extension_info",
            "ivr",
        ),
        options={
            "exclusive": {
                "description": [
                    (
                        "Whether contexts that O(contexts) does not list are removed. With V(false) they stay, and rules may "
                        "lead to them. Options and rules are whole lists in any case."
                    ),
                ],
                "type": "bool",
                "default": True,
            },
            "extension_id": {
                "description": [
                    (
                        "Id of the IVR's extension. That is the number the extension API knows the extension by, not the "
                        "number that is dialled."
                    ),
                ],
                "type": "int",
                "required": True,
            },
        },
        returned=(
            "The IVR as it is after the run, in check mode as it would be. A setting without a value is null. What others "
            "refer to is shown by its id.",
        ),
        returns={
            "contexts": {
                "description": "All contexts, also those that are left alone. Of a context, only what has a value.",
                "returned": "always",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "allow_any_dial": {
                        "description": "Whether the caller may dial any extension.",
                        "returned": "always",
                        "sample": False,
                        "type": "bool",
                    },
                    "description": {
                        "description": "Description.",
                        "returned": "when there is one",
                        "sample": "Played outside of office hours",
                        "type": "str",
                    },
                    "digit_len": {
                        "description": "Number of digits after which an option is looked for without waiting for more.",
                        "returned": "when there is one",
                        "sample": 3,
                        "type": "int",
                    },
                    "extra_params": {
                        "description": "Further parameters.",
                        "returned": "when there are any",
                        "sample": "x=1",
                        "type": "str",
                    },
                    "id": {
                        "description": "Id of the context. Null in check mode for one that is still to be created.",
                        "returned": "always",
                        "sample": 14001,
                        "type": "int",
                    },
                    "inter_digit_timeout": {
                        "description": "Milliseconds until the caller is taken to enter no further digit.",
                        "returned": "always",
                        "sample": 2000,
                        "type": "int",
                    },
                    "name": {
                        "description": "Name.",
                        "returned": "always",
                        "sample": "English",
                        "type": "str",
                    },
                    "options": {
                        "contains": {
                            "digits": {
                                "description": "What the caller enters, or V(start), V(timeout) or V(invalid).",
                                "returned": "always",
                                "sample": "1",
                                "type": "str",
                            },
                            "rules": {
                                "description": [
                                    (
                                        "The rules in their order, each with its C(id) and those fields of "
                                        "O(contexts[].options[].rules) that have a value. The C(id) is null in check mode for "
                                        "a rule that is still to be created."
                                    ),
                                ],
                                "elements": "dict",
                                "returned": "always",
                                "sample": [
                                    {
                                        "action": "transfer",
                                        "final": False,
                                        "id": 15001,
                                        "transfer_dst": "201 202",
                                        "transfer_timeout": 20,
                                    },
                                ],
                                "type": "list",
                            },
                        },
                        "description": "All options of the context.",
                        "elements": "dict",
                        "returned": "always",
                        "type": "list",
                    },
                    "timeout": {
                        "description": "Milliseconds until the caller is taken to enter nothing.",
                        "returned": "always",
                        "sample": 8000,
                        "type": "int",
                    },
                },
            },
            "entry_context": {
                "description": "Id of the context in which calls enter. Null in check mode for one that is still to be created.",
                "returned": "always",
                "type": "int",
                "sample": 14001,
            },
            "vm_greeting": {
                "description": "Id of the greeting of the mailbox.",
                "returned": "always",
                "type": "int",
                "sample": 3001,
            },
        },
        samples={
            "lifetime": 600,
            "lifetime_exp_action": "hangup",
            "lifetime_exp_transfer_dst": "201",
            "sleep_time": 500,
            "vm_attach_file": True,
            "vm_enabled": False,
            "vm_mailto": "office@example.net",
            "vm_profile": "default",
        },
    ),
)


IVR_CONTEXT = Resource(
    id="extension_ivr_context",
    name="ivr_context",
    plural="ivr_contexts",
    model=IvrContextFields,
    level="extension",
    collection=f"{EXTENSION_IVR.collection}context/",
    parents=EXTENSION,
    key=("name",),
    paged=False,
    queries=False,
    required=("name",),
)


IVR_OPTION = Resource(
    id="extension_ivr_option",
    name="ivr_option",
    plural="ivr_options",
    model=IvrOption,
    level="extension",
    collection=f"{IVR_CONTEXT.collection}{{context_id}}/options/",
    parents=(*EXTENSION, Parent("context_id", type="int")),
    key=("digits",),
    unique=True,
    id_field="digits",
    paged=False,
    queries=False,
    required=("digits",),
)


IVR_RULE = Resource(
    id="extension_ivr_rule",
    name="ivr_rule",
    plural="ivr_rules",
    model=IvrRule,
    level="extension",
    collection=f"{IVR_OPTION.collection}{{digits}}/rules/",
    parents=(*IVR_OPTION.parents, Parent("digits")),
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
    collection=f"{IVR_RULE.collection}order/",
    parents=IVR_RULE.parents,
    key=(),
    paged=False,
    queries=False,
)
