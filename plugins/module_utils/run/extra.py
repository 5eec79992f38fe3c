# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The option ``extra``: fields that the collection does not know, also inside mappings and lists that an option describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InvalidInput
from ..plan.documents import Path, key_of_item
from ..schema.aliases import api_name, option_path
from ..schema.attribute import value_type
from ..schema.model import Wanted
from ..schema.resource import Resource


def with_extra(resource: Resource, values: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an object with the fields of ``extra`` in their places.

    :param values: valid, in the names of the API.
    :param extra: checked as texts; names of fields that options describe are those of the options or of the API.
    :raises InvalidInput: a field has an option of its own, or there is no item in a list that it could be added to.
    """
    return _Merge(resource).mapping(resource.model, values, extra, (), "")


class _Merge:
    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def mapping(self, model: Any, values: Mapping[str, Any], extra: Mapping[str, Any], path: Path, place: str) -> dict[str, Any]:
        """:param place: where the mapping is in ``extra``, with a dot at the end where it is not empty."""
        merged = dict(values)
        kinds = {info.alias or field: info.annotation for field, info in model.model_fields.items()}
        known = []
        for given, value in extra.items():
            name = api_name(self._resource.model, path, given)
            if name not in kinds:
                merged[name] = value
                continue
            kind, is_list = value_type(kinds[name])
            inside = isinstance(kind, type) and issubclass(kind, Wanted)
            if inside and not is_list and isinstance(value, Mapping):
                own = merged.get(name)
                merged[name] = self.mapping(kind, own if isinstance(own, Mapping) else {}, value, (*path, name), f"{place}{given}.")
            elif inside and is_list and isinstance(value, list):
                merged[name] = self._items(kind, merged.get(name), value, (*path, name), f"{place}{given}")
            else:
                known.append(f"{place}{given}")
        if known:
            raise InvalidInput(f"extra: {', '.join(known)} is an option of the module; give it there")
        return merged

    def _items(self, model: Any, items: Any, extra: list[Any], path: Path, place: str) -> list[Any]:
        """A list with fields added to some of its items, which are identified by their keys."""
        description = self._resource.field(path)
        keys = description.keys
        shown = ".".join(str(part) for part in option_path(self._resource.model, path))
        if description.items != "keyed":
            raise InvalidInput(f"extra: {place}: items of {shown} have no key, so that fields can't be added to them")
        merged = list(items) if isinstance(items, list) else []
        places = {key_of_item(self._resource, item, path): number for number, item in enumerate(merged)}
        for number, entry in enumerate(extra):
            here = f"{place}[{number}]"
            if not isinstance(entry, Mapping):
                raise InvalidInput(f"extra: {here}: must be a mapping")
            named = {api_name(self._resource.model, (*path, "*"), name): value for name, value in entry.items()}
            key = {name: str(named[name]) for name in keys if name in named}
            found = places.get(key_of_item(self._resource, key, path))
            if found is None or len(key) < len(keys):
                words = " and ".join(str(option_path(self._resource.model, (*path, 0, name))[-1]) for name in keys)
                raise InvalidInput(f"extra: {here}: there is no item of {shown} with the same {words}; give it there too")
            fields = {name: value for name, value in entry.items() if api_name(self._resource.model, (*path, "*"), name) not in keys}
            merged[found] = self.mapping(model, merged[found], fields, (*path, "*"), f"{here}.")
        return merged
