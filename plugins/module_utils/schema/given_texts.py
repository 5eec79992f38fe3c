# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every text of wanted values, at any depth: what none may contain, and the one form that each is brought into.

A text has no surrounding spaces, no control characters and one line, and is in
Unicode NFC.  A secret keeps its spaces and its form, as they may belong to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ..base.texts import composed, fault_in

Location = tuple[Any, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text.

    :param location: where it stands in the values.
    :param text: what is wrong, to follow on the value.
    :param name: the name in the mapping at ``location`` that is at fault, None for the value itself.
    """

    location: Location
    text: str
    name: str | None = None


@dataclass(frozen=True)
class Lines:
    """Marks a text that may have several lines, and surrounding spaces (``Annotated[str, Lines()]``)."""


@dataclass(frozen=True)
class SplitList:
    """Takes a list whose items may be joined by separators of the API; spaces around an item do not belong to it.

    :param separators: each of these characters ends an item.
    """

    separators: str

    def parts(self, value: str) -> list[str]:
        """The items of one text."""
        return [part.strip() for part in re.split(f"[{self.separators}]", value) if part.strip()]

    def __call__(self, value: Any) -> Any:
        """The list; anything else as it is."""
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            return value
        return [part for item in items for part in self.parts(str(item))]


@dataclass(frozen=True)
class _Rule:
    """What holds for a value.

    :param lines: it may have several lines.
    :param split: it is a list in one text.
    :param unknown: nothing is known of it, so that its own line breaks say that it may have several lines.
    """

    lines: bool = False
    split: SplitList | None = None
    unknown: bool = False


@dataclass(frozen=True)
class _Kind:
    """An annotation without its wrapping.

    :param models: classes with fields among its types.
    :param items: annotations of the items of a list, or of the values of a mapping.
    """

    rule: _Rule
    models: tuple[Any, ...] = ()
    items: tuple[Any, ...] = ()


def regular_texts(
    model: Any, values: Mapping[str, Any], is_secret: Callable[[tuple[str, ...]], bool]
) -> tuple[dict[str, Any], list[Fault]]:
    """The values with every text in its regular form, and what is wrong with texts.

    :param model: pydantic model that says which texts have several lines; None where nothing is known of the values.
    :param is_secret: called with a path (tuple of names, ``*`` for list items).
    :returns: the values, and the faults, of which the values are not to be used.
    """
    walk = _Walk(is_secret)
    kind = _Kind(_Rule(unknown=True)) if model is None else _Kind(_Rule(), (model,))
    return walk.regular(values, kind, ()), walk.faults


class _Walk:
    def __init__(self, is_secret: Callable[[tuple[str, ...]], bool]) -> None:
        self._is_secret = is_secret
        self.faults: list[Fault] = []

    def regular(self, value: Any, kind: _Kind, location: Location, *, named_freely: bool = False) -> Any:
        """A value in its regular form.

        :param named_freely: it stands under a name of the user's own, such as an HTTP header.
        """
        if isinstance(value, str):
            return self._text(value, kind, location, named_freely=named_freely)
        if isinstance(value, Mapping):
            return {self._name(name, kind, location): self._inside(name, item, kind, location) for name, item in value.items()}
        if isinstance(value, list):
            below = _item_kind(kind)
            return [self.regular(item, below, (*location, number)) for number, item in enumerate(value)]
        if isinstance(value, float) and not math.isfinite(value):
            self.faults.append(Fault(location, "must be a finite number"))
        return value

    def _text(self, value: str, kind: _Kind, location: Location, *, named_freely: bool) -> str:
        secret = bool(location) and self._is_secret(tuple("*" if isinstance(part, int) else str(part) for part in location))
        parts = [value] if kind.rule.split is None else kind.rule.split.parts(value)
        lines = kind.rule.lines or (kind.rule.unknown and "\n" in value)
        for part in parts:
            fault = fault_in(part, lines=lines, edges=secret and not named_freely)
            if fault:
                self.faults.append(Fault(location, fault))
                return value
        return value if secret else composed(value)

    def _inside(self, name: Any, item: Any, kind: _Kind, location: Location) -> Any:
        known = [_field_kind(model, name) for model in kind.models if isinstance(name, str)]
        found = next((described for described in known if described is not None), None)
        return self.regular(item, found or _item_kind(kind), (*location, name), named_freely=not kind.models and not kind.rule.unknown)

    def _name(self, name: Any, kind: _Kind, location: Location) -> Any:
        """A name of the user's own in its regular form; those of options are known."""
        if not isinstance(name, str) or any(_field_kind(model, name) for model in kind.models):
            return name
        fault = fault_in(name)
        if fault:
            self.faults.append(Fault(location, fault, name))
            return name
        return composed(name)


def _item_kind(kind: _Kind) -> _Kind:
    """What is known of the items of a value: the rule that holds for the whole holds for each."""
    return _kind(kind.items[0], kind.rule) if kind.items else _Kind(kind.rule)


@cache
def _field_kind(model: Any, name: str) -> _Kind | None:
    """What is known of a field, by the name that its option has; None where there is no such field."""
    for field, info in model.model_fields.items():
        if (info.alias or field) == name:
            return _kind(info.annotation, _rule_of(_Rule(), info.metadata))
    return None


@cache
def _kind(annotation: Any, outer: _Rule) -> _Kind:
    rule, models, items = outer, [], []
    for bare, metadata in _unfolded(annotation):
        rule = _rule_of(rule, metadata)
        if hasattr(bare, "model_fields"):
            models.append(bare)
        elif get_origin(bare) in (list, dict):
            items.append(get_args(bare)[-1])
    return _Kind(rule, tuple(models), tuple(items))


def _unfolded(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The types that an annotation consists of, each with the metadata around it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _unfolded(annotation.__origin__, (*metadata, *annotation.__metadata__))
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _unfolded(argument, metadata)
    else:
        yield annotation, metadata


def _rule_of(rule: _Rule, metadata: Any) -> _Rule:
    """The rule that metadata make of another one."""
    for entry in metadata:
        found = getattr(entry, "func", entry)  # a validator of pydantic holds what it calls
        if isinstance(found, SplitList):
            rule = _Rule(rule.lines, found)
        elif isinstance(found, Lines):
            rule = _Rule(True, rule.split)
    return rule
