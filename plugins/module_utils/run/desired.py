# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""From option values to wanted objects; everything is checked before the first request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .. import errors
from ..base.identity import id_fault
from ..plan.documents import Document
from ..plan.keys import beside_key
from ..plan.secrecy import is_secret
from ..plan.steps import Desired
from ..schema.address import Level
from ..schema.aliases import api_path, option_name
from ..schema.model import has_field, validate, validate_unknown
from ..schema.resource import Resource
from .connection import Params, check_texts, connection_to
from .extra import with_extra


def required(options: Sequence[str]) -> str:
    """``a, b: are required``, as the beginning of an error text."""
    return f"{', '.join(options)}: {'is' if len(options) == 1 else 'are'} required"


def checked(model: Any, params: Params, level: Level) -> dict[str, Any]:
    """The options that were given for something that is no object.

    Those of the connection are checked too, so that nothing is left to complain about later, in check mode neither.

    :param model: pydantic model of the options; none of them is secret.
    :raises InvalidInput: names each option at fault.
    """
    values = validate(model, {name: params[name] for name in model.model_fields if params.get(name) is not None}, lambda path: False)
    connection_to(level, params)
    return values


def desired_from(resource: Resource, params: Params, warn: Callable[[str], None] = lambda text: None) -> Desired:
    """The wanted object.

    :param params: the module's options in the names of the API; an option that is None was not given.
    :param warn: called with what may be wrong about a value that is allowed.
    :raises InvalidInput: names every option at fault.
    """
    own = {name: _given(value) for name, value in params.items() if name in resource.options and value is not None}
    return desired_of(resource, params, validate(resource.model, own, lambda path: is_secret(resource, path), warn))


def desired_of(resource: Resource, params: Params, values: Document) -> Desired:
    """The wanted object, where its fields are known to be valid.

    :param params: see ``desired_from``.
    :param values: its fields in their regular form.
    :raises InvalidInput: something else is wrong; names every option at fault.
    """
    check_place(resource, params)
    options = resource.options
    extra = validate_unknown("extra", params["extra"], lambda path: is_secret(resource, path)) if params.get("extra") else {}
    level = resource.level_for(params.get("tenant"))
    elsewhere = [name for name in values if resource.field((name,)).only_at not in (None, level)]
    if elsewhere:
        where = "with" if level == "system" else "without"
        raise errors.InvalidInput(f"{', '.join(elsewhere)}: only allowed {where} tenant")
    for name, value in values.items():
        allowed = resource.field((name,)).choices_at.get(level)
        if allowed is not None and value not in allowed:
            where = "without" if level == "system" else "with"
            raise errors.InvalidInput(f"{name}: {value!r} is not allowed {where} tenant; allowed are {', '.join(allowed)}")
    unset = {path: api_path(resource.model, path) for path in params.get("unset") or ()}
    desired = Desired(
        values=with_extra(resource, values, extra) if extra else values,
        unset=tuple(unset.values()),
        absent=params.get("state") == "absent",
        identifier=identifier_in(params),
    )
    _check_unset(resource, desired, unset, options | frozenset(extra))
    missing = [name for name in resource.key if name not in values]
    if missing and desired.identifier is None:
        raise errors.InvalidInput(f"{required(missing)} to identify the {resource.name.replace('_', ' ')} (or id)")
    if resource.key_with and desired.identifier is None and not beside_key(resource, values):
        one = f"{', '.join(resource.key_with)}: one of them is required"
        raise errors.InvalidInput(
            f"{one} to identify the {resource.name.replace('_', ' ')} together with {' and '.join(resource.key)} (or id)"
        )
    return desired


def check_place(resource: Resource, params: Params, *others: str) -> None:
    """Check the options that say where an object is.

    :param others: names of further options that hold one text.
    :raises InvalidInput: one of them is no text that names anything.
    """
    called = {option_name(parent.option, parent.to): params.get(parent.option) for parent in resource.parents}
    check_texts({**params, **called}, ("tenant", *called, *others))


def identifier_in(params: Params) -> str | None:
    """The option ``id``.

    :raises InvalidInput: it can't be the id of anything.
    """
    if params.get("id") is None:
        return None
    identifier = str(params["id"])
    fault = id_fault(identifier)
    if fault:
        raise errors.InvalidInput(f"id: {identifier!r} is not allowed, it {fault}")
    return identifier


def _check_unset(resource: Resource, desired: Desired, unset: Mapping[str, str], options: frozenset[str]) -> None:
    """:param unset: paths as they were given, each with the path in the names of the API."""
    for dotted, named in unset.items():
        path = named.split(".")
        if path[0] in resource.key or path[0] in resource.required:
            raise errors.InvalidInput(f"unset: {dotted!r} is not allowed, {path[0]} can't be empty")
        if _stands_in(desired.values, path):
            raise errors.InvalidInput(f"unset: {dotted!r} is given as an option too")
        for names in resource.renamed_in.items():
            if named in names and any(name in desired.values for name in names):
                raise errors.InvalidInput(f"unset: {dotted!r} is the same setting as {' and '.join(set(names) - {named})}, which is given")
        if path[0] not in options or (path[0] in resource.options and not has_field(resource.model, path)):
            raise errors.InvalidInput(f"unset: {dotted!r} is not a field of {resource.name.replace('_', ' ')}")


def _stands_in(values: Any, path: list[str]) -> bool:
    name, *rest = path
    return isinstance(values, Mapping) and name in values and (not rest or _stands_in(values[name], rest))


def _given(value: Any) -> Any:
    """What was really given: suboptions that were left out arrive as None."""
    if isinstance(value, Mapping):
        return {name: _given(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_given(item) for item in value]
    return value
