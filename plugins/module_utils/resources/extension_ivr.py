# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension with its contexts, their options and the rules of these (extension API, ivr).

C(GET …/ivr/scheme/) answers all of it at once; what is written has a path for
each part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..models.extension_ivr import ExtensionIvr, IvrContextFields, IvrOption, IvrRule
from ..resource import Field, Parent, Resource
from .extension import EXTENSION, NO_WORD, sounds
from .extension_rule import AT_INTERVAL, one_blank_each

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
    """C("4") -> 4: some numbers are written as integers, and read as text."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value


def _nothing_if(usual: Any) -> Callable[[Any], Any]:
    """A canonical form in which a value that says nothing beyond its absence is absent."""
    return lambda value: None if value == usual else value


RULE_FIELDS: dict[str, Field] = {
    **sounds("sound", "record_digits_sound"),
    "interval": AT_INTERVAL,
    "transfer_dst": Field(canonical=one_blank_each),
    **{name: Field(canonical=_nothing_if(usual)) for name, usual in RULE_DEFAULTS.items()},
    "context_option": Field(canonical=_nothing_if("start")),
    "sound_type": Field(canonical=_nothing_if(NO_WORD)),
    "play_digits_method": Field(canonical=_nothing_if(NO_WORD)),
    "record_digits_max": Field(decode=whole_number),
    "voice_helper_digits_max": Field(decode=whole_number),
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
    fields={
        **sounds("vm_greeting"),
        **{f"contexts.*.options.*.rules.*.{name}": description for name, description in RULE_FIELDS.items()},
    },
)

IVR_CONTEXT = Resource(
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
    fields=RULE_FIELDS,
)

IVR_RULE_ORDER = Resource(
    name="ivr_rule_order",
    plural="ivr_rule_orders",
    model=IvrRule,
    level="extension",
    kind="singleton",
    collection=f"{IVR_RULE.collection}order/",
    parents=IVR_RULE.parents,
    key=(),
    paged=False,
    queries=False,
)
"""The ids of an option's rules in the order in which they are carried out, as C(rules_ids)."""
