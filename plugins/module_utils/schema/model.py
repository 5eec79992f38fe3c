# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Base of all models: validation of wanted values, and errors in terms of options.

A model holds only what was given.  All its fields are optional: what is
needed to create an object is the descriptor's matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args

from ..base.findings import in_few_lines
from ..base.libraries import BaseModel, ConfigDict, ValidationError
from ..base.secret_names import redacted_text
from ..errors import InvalidInput
from .aliases import option_path
from .given_texts import Fault, regular_texts

HIDDEN = "the value given"

STRUCTURES = ("model_type", "dict_type", "list_type")
"""Types of errors about a value that should hold others."""

_LIMITS = {
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
    "string_too_short": "must have {min_length} characters or more",
    "string_too_long": "must have {max_length} characters or fewer",
    "too_long": "must have {max_length} items or fewer",
    "too_short": "must have {min_length} items or more",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a whole number of at most 19 digits",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "literal_error": "must be {expected}",
    "extra_forbidden": "unknown key; fields of newer releases go into extra",
}


class Wanted(BaseModel):
    """A wanted object, or a part of one, in option form."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, populate_by_name=True, validate_default=False)


def validate(model: Any, values: Mapping[str, Any], is_secret: Any, warn: Callable[[str], None] = lambda text: None) -> dict[str, Any]:
    """Check wanted values, and bring them into their regular form.

    :param values: option form, only what was given, in the names of the API.
    :param is_secret: called with a path (tuple of names, ``*`` for list items): whether the value must not be shown.
    :param warn: called with what may be wrong about a value that is allowed, the option first.
    :returns: the values, only what was given.
    :raises InvalidInput: names each option at fault, its value unless it is secret, and what is allowed.
    """
    valid, found = findings(model, values, is_secret, warn)
    if found:
        raise _refusal([text for _option, text in found])
    return valid


def findings(
    model: Any, values: Mapping[str, Any], is_secret: Any, warn: Callable[[str], None] = lambda text: None
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The same as ``validate``, without an exception.

    :returns: the values in their regular form, empty where something is wrong; and of each fault the path of
        the option, empty where it is about several, and the text, which begins with that path.
    """
    warnings: list[str] = []
    regular, faults = regular_texts(model, values, is_secret)
    if faults:
        return {}, [(_option(model, fault.location), _fault(model, fault, values, is_secret)) for fault in faults]
    try:
        valid: dict[str, Any] = model.model_validate(regular, context=warnings).model_dump(by_alias=True, exclude_unset=True)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return {}, [(_option(model, tuple(item["loc"])), _problem(model, item, values, is_secret)) for item in found]
    for text in dict.fromkeys(warnings):
        warn(text)
    return valid, []


def validate_unknown(option: str, values: Any, is_secret: Any) -> Any:
    """Check the texts of values of which nothing else is known, and bring them into their regular form.

    :param option: where they were given.
    :param is_secret: see ``validate``.
    :raises InvalidInput: names each text at fault.
    """
    regular, faults = regular_texts(None, {option: values}, lambda path: len(path) > 1 and is_secret(path[1:]))
    if faults:
        raise _refusal([_fault(None, fault, {option: values}, lambda path: len(path) > 1 and is_secret(path[1:])) for fault in faults])
    return regular[option]


def _refusal(problems: list[str]) -> InvalidInput:
    return InvalidInput(in_few_lines(problems, "{count} options are not valid:"))


@lru_cache(maxsize=4096)
def known_length(model: Any, path: tuple[str, ...]) -> int:
    """How many of the names in a path, from the first on, a model has fields for; ``*`` stands for any list item."""
    models = {model}
    for length, name in enumerate(path):
        if name == "*":
            continue
        found = [info for each in models for field, info in each.model_fields.items() if (info.alias or field) == name]
        if not found:
            return length
        models = {kind for info in found for kind in _models_in(info.annotation)}
    return len(path)


def _models_in(annotation: Any) -> set[Any]:
    """The models in a type, such as that of an optional list of them."""
    if isinstance(annotation, type) and issubclass(annotation, Wanted):
        return {annotation}
    return set().union(*(_models_in(part) for part in get_args(annotation)))


def has_field(model: Any, path: Sequence[str]) -> bool:
    """Whether a model has a field at the path, which leads through mappings of known names only."""
    name, *rest = path
    found = next((info for field, info in model.model_fields.items() if (info.alias or field) == name), None)
    if found is None or not rest:
        return found is not None
    kinds = (found.annotation, *get_args(found.annotation))
    return any(has_field(kind, rest) for kind in kinds if isinstance(kind, type) and issubclass(kind, Wanted))


def _problem(model: Any, error: Mapping[str, Any], values: Mapping[str, Any], is_secret: Any) -> str:
    location = tuple(error["loc"])
    if error["type"] == "missing":
        return f"{_option(model, location)}: is required"
    # A text in place of a mapping may be what belongs into a secret field of it.
    shown = HIDDEN if error["type"] in STRUCTURES else _shown(location, values, is_secret)
    context = error.get("ctx") or {}
    if error["type"] == "value_error":
        # Rules of the models say themselves which part of the value is wrong.
        text = redacted_text(str(context.get("error")))
        named = f"{_option(model, location)}: " if location else ""
        return f"{named}{text}" if shown == HIDDEN else f"{named}{shown} is not allowed, it {text}"
    rule = "must not be empty" if context.get("min_length") == 1 else _LIMITS.get(error["type"])
    text = rule.format(**context) if rule else str(error["msg"])
    return _said(model, location, shown, text)


def _fault(model: Any, fault: Fault, values: Mapping[str, Any], is_secret: Any) -> str:
    if fault.name is not None:
        return _said(model, fault.location, f"the name {fault.name!r}", fault.text)
    return _said(model, fault.location, _shown(fault.location, values, is_secret), fault.text)


def _said(model: Any, location: tuple[Any, ...], shown: str, text: str) -> str:
    named = f"{_option(model, location)}: {shown}"
    return f"{named} {text}" if shown == HIDDEN else f"{named} is not allowed, it {text}"


def _shown(location: tuple[Any, ...], values: Mapping[str, Any], is_secret: Any) -> str:
    """A value as it may be shown."""
    names = tuple("*" if isinstance(part, int) else part for part in location)
    given = _value_at(values, location)
    # Of several lines are keys and certificates, which are long, or secret in the wrong place.
    hidden = given is None or isinstance(given, (dict, list)) or (isinstance(given, str) and "\n" in given)
    if hidden or (names and is_secret(names)):
        return HIDDEN
    return repr(redacted_text(given)) if isinstance(given, str) else repr(given)


def _option(model: Any, location: tuple[Any, ...]) -> str:
    """The option path as a user writes it: ``office_hours.monday.ranges[0].to``.

    :param model: says which options are not called like their fields; None where nothing is known of them.
    """
    path = ""
    for part in location if model is None else option_path(model, location):
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _value_at(values: Any, location: tuple[Any, ...]) -> Any:
    for part in location:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values
