# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The entries of a document that have an extension number: by their names and numbers, in each tenant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...base.texts import normal
from ...read.numbers import NUMBER, is_name
from ...schema.reference import NUMBERED, NumberOf
from .entries import Entry
from .values import Location, located, path_in


@dataclass(frozen=True)
class NumberValue:
    """A value of an entry that is an extension number of another object, or its name.

    :param value: in normal form.
    """

    entry: Entry
    location: Location
    number_of: NumberOf
    value: str

    @property
    def path(self) -> str:
        """As the user writes it."""
        return path_in(self.entry, self.location)


def number_values(entry: Entry) -> Iterator[NumberValue]:
    """The values of an entry that are extension numbers of other objects, or their names."""
    for field_path, number_of in entry.part.resource.numbers.items():
        for location, value in located(entry.values, field_path.split(".")):
            yield NumberValue(entry, location, number_of, str(normal(str(value))))


def named_numbers(entries: Iterable[Entry]) -> Iterator[NumberValue]:
    """The values of what is to be there that stand for an extension number."""
    for entry in entries:
        if not entry.absent:
            yield from (one for one in number_values(entry) if is_name(one.value))


class NamedNumbers:
    """What entries with an extension number are called.

    :param entries: those that count.
    :param absent: whether the object of an entry is to be gone.
    """

    def __init__(self, entries: Iterable[Entry], absent: Callable[[Entry], bool] = lambda entry: entry.absent) -> None:
        self._absent = absent
        self._by_name: dict[tuple[Entry | None, str, Any], list[Entry]] = {}
        self._by_number: dict[tuple[Entry | None, str, Any], Entry] = {}
        for entry in entries:
            kind = entry.part.resource.id
            if kind not in NUMBERED or NUMBER not in entry.values:
                continue
            self._by_number.setdefault((entry.tenant, kind, number_of(entry)), entry)
            for name in dict.fromkeys(normal(entry.values.get(field)) for field in NUMBERED[kind]):
                if name:
                    self._by_name.setdefault((entry.tenant, kind, name), []).append(entry)

    def called(self, tenant: Entry | None, kinds: NumberOf, name: str) -> list[Entry]:
        """The entries of a tenant that have a name, those that are to be gone last.

        :param name: in normal form.
        """
        found = (entry for kind in kinds.to for entry in self._by_name.get((tenant, kind, name), []))
        return sorted(found, key=self._absent)

    def at(self, tenant: Entry | None, kind: str, number: str) -> Entry | None:
        """The entry of a tenant that has a number, unless it is to be gone."""
        entry = self._by_number.get((tenant, kind, number))
        return entry if entry is not None and not self._absent(entry) else None

    def present(self, tenant: Entry | None, kind: str, name: str) -> list[str]:
        """The numbers of a tenant's entries of a kind that have a name and are to be there.

        :param name: in normal form.
        """
        return [number_of(entry) for entry in self._by_name.get((tenant, kind, name), []) if not self._absent(entry)]

    def as_planned(self, tenant: Entry | None, kind: str, items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Objects of a kind as the PBX has them, with the names that the document gives them, without those that are to be gone."""
        planned = []
        for item in items:
            entry = self._by_number.get((tenant, kind, normal(str(item.get(NUMBER)))))
            if entry is None:
                planned.append(dict(item))
            elif not self._absent(entry):
                planned.append({**item, **{field: entry.values[field] for field in NUMBERED[kind] if field in entry.values}})
        return planned


def number_of(entry: Entry) -> str:
    """The extension number of an entry's object."""
    return str(normal(str(entry.values[NUMBER])))
