# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The contexts of an IVR and their options: where a caller is, and what can be entered there (extension API, ivr/context)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...base.libraries import field_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.relations import Parent
from ...schema.resource import Resource
from ...schema.types import Count, Id, Identifier, LongText, Milliseconds
from .extension_ivr_rule import IvrRule, Text
from .parts import EXTENSION

CONTEXTS = "/extension/{extension_id}/ivr/context/"
STANDARD_OPTIONS = ("start", "timeout", "invalid")
"""Every context has these options from its creation on (extension API, ivr context)."""


CONTEXT_DEFAULTS: Mapping[str, Any] = {"timeout": 5000, "inter_digit_timeout": 2000, "allow_any_dial": False}
"""What the API takes for a field that is left out when a context is created."""


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


def first_repeated(values: Iterable[str | int]) -> str | int | None:
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
        repeated = first_repeated(option.digits for option in options or [])
        if repeated is not None:
            raise ValueError(f"the digits {repeated!r} stand in the list more than once")
        return options


IVR_CONTEXT = Resource(
    id="extension_ivr_context",
    name="ivr_context",
    plural="ivr_contexts",
    model=IvrContextFields,
    level="extension",
    collection=CONTEXTS,
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
    collection=f"{CONTEXTS}{{context_id}}/options/",
    parents=(*EXTENSION, Parent("context_id", type="int")),
    key=("digits",),
    unique=True,
    id_field="digits",
    paged=False,
    queries=False,
    required=("digits",),
)
