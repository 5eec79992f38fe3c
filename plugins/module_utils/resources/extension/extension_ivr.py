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


class IvrOption(Wanted):
    """What the caller may enter in a context, or ``start``, ``timeout`` or ``invalid``, and the rules that it leads to."""

    digits: Identifier = option(
        "What the caller enters, in quotes, or V(start) (on entering the context), V(timeout) (nothing was entered) or "
        "V(invalid) (something else was entered). Each may occur once in a context.",
        required=True,
    )
    rules: list[IvrRule] | None = option(
        "The rules of the option, the whole list in the order in which they are carried out. They remain unchanged when it is left out.",
        "A rule has no name of its own to be found by. It is compared as a whole with those on the PBX, so that each rule has "
        "to be given in full. What is left out is at the API's default, or empty.",
        "A rule that exists keeps its id at any position in the list. A rule that differs from all existing ones "
        "changes the existing one that is most similar.",
        "The following keys remain unchanged when they are left out, because the API may have its own defaults for "
        "them: O(contexts[].options[].rules[].transfer_timeout), O(contexts[].options[].rules[].sound_type), "
        "O(contexts[].options[].rules[].play_digits_method), O(contexts[].options[].rules[].call_interactive_timeout), "
        "O(contexts[].options[].rules[].record_digits_max), O(contexts[].options[].rules[].record_digits_timeout), "
        "O(contexts[].options[].rules[].voice_helper_timeout) and "
        "O(contexts[].options[].rules[].voice_helper_digits_max).",
    )


class IvrContextFields(Wanted):
    """A context without what is in it."""

    name: Text = option(
        "Name of the context, each once in the list. The context with this name is changed, or created if it does not exist.",
        "Several contexts on the PBX with this name are an error that lists their ids. Use O(contexts[].id) to select one.",
        required=True,
    )
    description: str | None = option(
        "Description. An empty string clears the field.",
    )
    timeout: Milliseconds | None = option(
        "Milliseconds after which the input counts as missing. The API uses 5000 when it is left out on creation.",
    )
    inter_digit_timeout: Milliseconds | None = option(
        "Milliseconds after the last digit until the input counts as complete. The API uses 2000 when it is left out on creation.",
    )
    digit_len: Count | None = option(
        "Number of digits after which an option is looked for without waiting for more.",
    )
    allow_any_dial: bool | None = option(
        "Whether the caller may dial any extension. The API uses V(false) when it is left out on creation.",
    )
    extra_params: LongText | None = option(
        "Further parameters as the operator of the API gives them. An empty string clears the field.",
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
        "Id of an existing context, which is renamed to O(contexts[].name). An id that does not exist is an error.",
    )
    options: list[IvrOption] | None = option(
        "The options of the context, the whole list. They remain unchanged when it is left out. An option on the PBX "
        "that is not listed is removed. V(start), V(timeout) and V(invalid) cannot be removed; where they are not "
        "listed they have no rules.",
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
        "Context in which calls enter, by its name or id. It may be one that the same task creates. An empty string clears the field.",
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
            "transfer": "The call goes to O(lifetime_exp_transfer_dst), which is then required.",
        },
    )
    lifetime_exp_transfer_dst: str | None = option(
        "Where a call goes when O(lifetime) is over. An empty string clears the field.",
    )
    sleep_time: Milliseconds | None = option(
        "Milliseconds before a call enters O(entry_context).",
    )
    vm_enabled: bool | None = option(
        "Whether the IVR has a mailbox.",
    )
    vm_greeting: str | None = option(
        "Greeting of the mailbox, by the title or the id of the sound. An empty string clears the field.",
    )
    vm_profile: Literal["default", "record_silence"] | None = option(
        "How messages are recorded.",
        choices={
            "default": "As usual.",
            "record_silence": "Silence is recorded too.",
        },
    )
    vm_attach_file: bool | None = option(
        "Whether the recorded message is attached to the notification.",
    )
    vm_mailto: MailAddress | None = option(
        "Email address that is notified of messages. An empty string clears the field.",
    )
    contexts: list[IvrContext] | None = option(
        "The contexts of the IVR. Contexts remain unchanged when it is left out. An empty list removes all of them.",
        "A context on the PBX that is not listed is removed, with all that is in it, unless O(exclusive) is V(false).",
    )

    @field_validator("contexts")
    @classmethod
    def _each_context_once(cls, contexts: list[IvrContext] | None) -> list[IvrContext] | None:
        name = _repeated(context.name for context in contexts or [])
        if name is not None:
            raise ValueError(f"duplicate name {name!r}")
        number = _repeated(context.id for context in contexts or [] if context.id is not None)
        if number is not None:
            raise ValueError(f"duplicate id {number}")
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
"""Fields of a rule for which the API may have defaults that it does not document: left out, they are left unchanged."""


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
        requires="an application of the extension API whose access covers the extension, which has to be an IVR",
        uses="C(GET /extension/{extension_id}/ivr/scheme/), and for what differs C(PUT /extension/{extension_id}/ivr/), C(POST), C(PUT) "
        "and C(DELETE) of C(context/) below it, C(POST) and C(DELETE) of C(options/), C(POST), C(PUT) and C(DELETE) of C(rules/) and "
        "C(PUT) of C(rules/order/); C(GET /extension/{extension_id}/sound/) and C(GET /extension/{extension_id}/interval/) to find what "
        "is given by name. Where the scheme lacks something, contexts, options and rules are read one by one",
        summary="Set up the whole IVR of an extension as one document (extension API)",
        description=(
            "Sets the settings of an IVR, its contexts, their options, and the rules of the options from one document. "
            "After the task, the IVR contains exactly what is listed.",
            "A context is a place in the menu. Its options are what a caller can enter there, besides V(start), V(timeout) and "
            "V(invalid), which every context has. The rules of an option are carried out one after the other.",
            "All changes are planned from one request for the whole IVR, and checked before the first change. The order of "
            "changes ensures that nothing refers to a context or an option that does not exist, even if contexts refer to "
            "each other in a cycle.",
            "These are B(not) the virtual receptionists of PortSIP PBX's own REST API, for which there is M(portsip.pbx.portsip_ivr).",
        ),
        notes=(
            "A run without changes makes a single request, in addition to those for names of sounds and intervals.",
            "A run that fails reports what it has written. The next run continues from there, and creates nothing twice.",
            "What the scheme of an IVR looks like is not documented by the API. The module assumes that it lists rules in "
            "the order in which they are carried out.",
        ),
        seealso=(
            "extension_interval",
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
        },
        returned=(
            "The IVR after the run; in check mode, as it would be after the run. A setting without a value is null. What "
            "others refer to is shown by its id.",
        ),
        returns={
            "contexts": {
                "description": "All contexts, including those that remain unchanged. Of a context, only what has a value.",
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
                        "description": "Id of the context. Null in check mode for one that does not exist yet.",
                        "returned": "always",
                        "sample": 14001,
                        "type": "int",
                    },
                    "inter_digit_timeout": {
                        "description": "Milliseconds after the last digit until the input counts as complete.",
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
                                        "The rules in their order, each with its C(id) and the fields of O(contexts[].options[].rules) "
                                        "that have a value. The C(id) is null in check mode for a rule that does not exist yet."
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
                        "description": "Milliseconds after which the input counts as missing.",
                        "returned": "always",
                        "sample": 8000,
                        "type": "int",
                    },
                },
            },
            "entry_context": {
                "description": "Id of the context in which calls enter. Null in check mode for one that does not exist yet.",
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
