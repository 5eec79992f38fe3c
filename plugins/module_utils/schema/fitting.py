# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values as YAML has them, brought into the types of a model the way Ansible does it with the options of a module.

What can't be brought into a type is left as it is, for the model to refuse.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from .aliases import option_path
from .model import Wanted
from .types import JsonText


@dataclass(frozen=True)
class UnknownKey:
    """A key that a model does not have.

    :param place: path of the mapping that holds it, with a dot at the end where it is not empty.
    :param known: the keys of that mapping, as its options are called.
    """

    place: str
    name: str
    known: tuple[str, ...]


@dataclass
class Fitting:
    """Fits values to models, and collects the keys that no model knows; they are left out of what is returned."""

    unknown: list[UnknownKey] = field(default_factory=list)

    def fit(self, model: Any, values: Mapping[str, Any], place: str = "") -> dict[str, Any]:
        """:param values: in the names of the API.
        :param place: as in ``UnknownKey``.
        """
        fields = _fields(model)
        self.unknown += [UnknownKey(place, name, _options(model)) for name in values if name not in fields]
        return {name: self._value(fields[name], value, f"{place}{name}") for name, value in values.items() if name in fields}

    def _value(self, annotation: Any, value: Any, path: str) -> Any:
        if annotation == JsonText:
            return json.dumps(value) if isinstance(value, (Mapping, list)) else _text(value)
        kind = _bare(annotation)
        if kind == JsonText:
            return self._value(kind, value, path)
        if get_origin(kind) is Annotated:
            kind = _bare(get_args(kind)[0])
        if isinstance(kind, type) and issubclass(kind, Wanted):
            return self.fit(kind, value, f"{path}.") if isinstance(value, Mapping) else value
        if get_origin(kind) is list:
            (inner,) = get_args(kind)
            items = _items(value)
            return [self._value(inner, item, f"{path}[{index}]") for index, item in enumerate(items)] if isinstance(items, list) else value
        return _text(value) if kind is str else value


@lru_cache(maxsize=256)
def _fields(model: Any) -> dict[str, Any]:
    """The types of the fields of a model, by their names in the API."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


@lru_cache(maxsize=256)
def _options(model: Any) -> tuple[str, ...]:
    """What the fields of a model are called as options."""
    return tuple(option_path(model, (name,))[0] for name in _fields(model))


def _bare(annotation: Any) -> Any:
    """A type without None."""
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _text(value: Any) -> Any:
    """A number as text; a boolean is refused where text is wanted."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _items(value: Any) -> Any:
    """A list, also where it is one text with commas, or a number."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(",")]
    return [str(value)] if isinstance(value, (int, float)) and not isinstance(value, bool) else value
