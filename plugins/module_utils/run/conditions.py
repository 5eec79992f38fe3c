# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The option ``where`` of plugins: which of the objects that were read are meant, by the values of their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..base.nearest import did_you_mean
from ..errors import InvalidInput
from ..plan.documents import SCALARS, Document, canonical, is_blank
from ..plan.secrecy import is_secret
from ..schema.aliases import api_path, option_path
from ..schema.model import findings
from ..schema.resource import Resource

OPTION = "where"


class Conditions:
    """What an object must be like: each named field has the value that is given, or one of several.

    A list, such as the members of a group, has a value where one of its items is that value. Null means a field that is blank.

    :param where: values by the names of fields, as the modules call them.
    :raises InvalidInput: a field does not exist, is secret, or can't have the value; names it.
    """

    def __init__(self, resource: Resource, where: Mapping[str, Any] | None) -> None:
        self._resource = resource
        self._allowed: dict[str, list[Any]] = {}
        self._given: dict[str, str] = {}
        for given, values in (where or {}).items():
            name = api_path(resource.model, str(given))
            self._check_name(str(given), name)
            several = values if isinstance(values, (list, tuple)) else [values]
            self._allowed[name] = [form for value in several for form in self._forms(f"{OPTION}.{given}", name, value)]
            self._given[name] = str(given)

    @property
    def exact(self) -> dict[str, Any]:
        """The conditions by which the PBX can look objects up, so that not all of them are read."""
        names = (name for name, values in self._allowed.items() if name in self._resource.lookup and len(values) == 1)
        return {name: self._allowed[name][0] for name in names if not is_blank(self._allowed[name][0])}

    def check_told(self, objects: Sequence[Document], how: str) -> None:
        """Check that the fields are among what was read.

        :param objects: as they were read.
        :param how: what to do about it, for the error text.
        :raises InvalidInput: no object has one of the fields.
        """
        for name, given in self._given.items():
            if objects and not any(name in item for item in objects):
                raise InvalidInput(f"{OPTION}.{given}: the list of the PBX does not have this field; {how}")

    def hold(self, item: Document) -> bool:
        """Whether an object, as it was read, is meant."""
        return all(self._holds(name, item.get(name), allowed) for name, allowed in self._allowed.items())

    def _holds(self, name: str, value: Any, allowed: Sequence[Any]) -> bool:
        if isinstance(value, (list, tuple)) and value:
            return any(self._same(item, wanted, (name, "*")) for item in value for wanted in allowed)
        return any(self._same(value, wanted, (name,)) for wanted in allowed)

    def _same(self, value: Any, wanted: Any, path: tuple[str, ...]) -> bool:
        return bool(canonical(self._resource, value, path) == canonical(self._resource, wanted, path))

    def _check_name(self, given: str, name: str) -> None:
        known = _fields_of(self._resource)
        if name not in known:
            shown = [".".join(map(str, option_path(self._resource.model, (field,)))) for field in known]
            meant = did_you_mean(given, shown)
            raise InvalidInput(f"{OPTION}.{given}: unknown field; {meant or 'known are ' + ', '.join(sorted(shown))}")
        if is_secret(self._resource, (name,)):
            raise InvalidInput(f"{OPTION}.{given}: is secret, so that objects cannot be selected by it")

    def _forms(self, option: str, name: str, value: Any) -> list[Any]:
        """A value in the form in which the PBX returns it; of a field that is a list, its items."""
        if value is None:
            return [None]
        if not isinstance(value, SCALARS):
            raise InvalidInput(f"{option}: must be a value or a list of values, not a mapping or a list of lists")
        if name not in self._resource.options:
            return [str(value)]
        # A number stands for a text of digits, as in the options of modules.
        tried: list[Any] = [value, [value], *([str(value)] if isinstance(value, int) and not isinstance(value, bool) else [])]
        faults: list[str] = []
        for each in tried:
            valid, found = findings(self._resource.model, {name: each}, lambda path: False)
            if name in valid:
                return valid[name] if isinstance(valid[name], list) else [valid[name]]
            faults += [text for path, text in found if path]
        if faults:
            raise InvalidInput(f"{OPTION}.{faults[0]}")
        return [value]


def _fields_of(resource: Resource) -> list[str]:
    """The fields that objects are known to have in results."""
    returned = [name for page in (resource.page, resource.info_page) if page is not None for name in page.returns]
    identity = [] if resource.kind == "singleton" else [resource.id_field]
    return list(dict.fromkeys((*identity, *resource.own_fields, *returned)))
