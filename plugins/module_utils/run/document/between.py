# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be wrong between the entries of a document: one object asked for in two ways, and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.identity import is_domain
from ...base.texts import normal
from ...plan.checks import describe
from ...schema.addresses import ADDRESSES
from ...schema.order import NamedValue
from .entries import Entry, Identity, Reading
from .named_numbers import NamedNumbers, named_numbers
from .values import located, path_in


def check_between(reading: Reading) -> None:
    """Check entries against each other, and note what is wrong."""
    named = [entry for entry in reading.entries if entry.identified]
    told = {finding.path for finding in reading.findings}
    reading.findings += [finding for finding in _several(named) if finding.path not in told]
    reading.findings += _renamings(named)
    reading.findings += _to_removed(named)
    reading.findings += _of_numbers(named)


def named_elsewhere(entries: Iterable[Entry]) -> list[NamedValue]:
    """The values that name nothing which the document itself creates; the PBX has to have it already."""
    known = _Names(entries)
    numbers = NamedNumbers(known.entries)
    elsewhere = [named for entry, named in _references(known.entries) if known.find(entry, named) is None]
    unknown = (one for one in named_numbers(known.entries) if not numbers.called(one.entry.tenant, one.number_of, one.value))
    return elsewhere + [NamedValue(one.path, one.number_of.nouns, one.value) for one in unknown]


def _several(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Entries of one object in several places, that ask for it in different ways."""
    first: dict[Identity, Entry] = {}
    for entry in entries:
        known = first.setdefault(entry.identity, entry)
        if known is entry:
            continue
        what = describe(entry.part.resource, entry.values)
        if known.kind_path[0] != entry.kind_path[0] and "queues" in (known.kind_path[0], entry.kind_path[0]):
            yield Finding(entry.path, f"{what} stands at {known.path} too; keep it in the tenant or in the queue")
            continue
        mine, theirs = entry.compared(), known.compared()
        different = sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
        if different:
            options = ", ".join(entry.part.called(name) for name in different)
            yield Finding(
                entry.path, f"{what} stands at {known.path} too, with another {options}; it is one object, give both the same values"
            )


def _renamings(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Tenants that take over a name that stays in use."""
    tenants = [entry for entry in entries if entry.tenant is entry]
    domains = {str(entry.values["domain"]).casefold(): entry for entry in tenants}
    former: dict[str, Entry] = {}
    for entry in tenants:
        name = entry.renamed_from.casefold()
        if not name:
            continue
        if name in domains:
            which = "is its domain already" if domains[name] is entry else f"is the domain of {domains[name].path}"
            yield Finding(f"{entry.path}.renamed_from", f"{entry.renamed_from} {which}")
        elif former.setdefault(name, entry) is not entry:
            yield Finding(f"{entry.path}.renamed_from", f"{entry.renamed_from} is given at {former[name].path} too; keep one of them")


def _to_removed(entries: Sequence[Entry]) -> Iterator[Finding]:
    """References of what is to be there to what the document removes."""
    known = _Names(entries)
    for entry, named in _references(known.entries):
        target = known.find(entry, named)
        if target is not None and target.absent:
            noun = ADDRESSES[named.to].noun
            yield Finding(named.path, f"{named.value!r} is the {noun} at {target.path}, which the document removes")


def _of_numbers(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Names that stand for the extension number of several entries, or of one that is to be gone."""
    numbers = NamedNumbers(entries)
    for one in named_numbers(entries):
        found = numbers.called(one.entry.tenant, one.number_of, one.value)
        there = [entry for entry in found if not entry.absent]
        if len(there) > 1:
            paths = " and ".join(entry.path for entry in there)
            yield Finding(one.path, f"{one.value!r} is the name of {paths}; give the extension number instead")
        elif found and not there:
            noun = ADDRESSES[found[0].part.resource.id].noun
            yield Finding(one.path, f"{one.value!r} is the {noun} at {found[0].path}, which the document removes")


def _references(entries: Iterable[Entry]) -> Iterator[tuple[Entry, NamedValue]]:
    """The values of what is to be there that name another object."""
    for entry in entries:
        resource = entry.part.resource
        for field_path, to in () if entry.absent else resource.refers.items():
            reference = resource.field(tuple(field_path.split("."))).reference
            for location, value in located(entry.values, field_path.split(".")):
                yield entry, NamedValue(path_in(entry, location), to, value if reference is None else reference.named(value))


class _Names:
    """What entries can be named by, each name within the tenant, the queue or the PBX that it stands in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self._found: dict[tuple[Any, ...], Entry] = {}
        for entry in self.entries:
            resource = entry.part.resource
            address = ADDRESSES[resource.id]
            for way in address.by:
                value = entry.values.get(way)
                if value not in (None, ""):
                    self._put((_scope(entry), resource.id, way, _text(value, any_case=way in address.any_case)), entry)

    def _put(self, name: tuple[Any, ...], entry: Entry) -> None:
        if name not in self._found or self._found[name].absent:
            self._found[name] = entry

    def find(self, entry: Entry, named: NamedValue) -> Entry | None:
        """The entry that a value names, None where the document has none."""
        address = ADDRESSES[named.to]
        for way in address.by:
            if way in address.never_domain and is_domain(normal(str(named.value))):
                continue
            for scope in (_scope_around(entry), None):
                found = self._found.get((scope, named.to, way, _text(named.value, any_case=way in address.any_case)))
                if found is not None:
                    return found
        return None


def _scope(entry: Entry) -> Entry | None:
    """What has to be around an entry for it to name this one; None where every entry can."""
    around = entry.owner
    while around is not None and around.owner is not None:
        around = around.owner
    return around


def _scope_around(entry: Entry) -> Entry | None:
    """What an entry names others in: the tenant or the queue that it is in, or itself."""
    around = entry
    while around.owner is not None:
        around = around.owner
    return around


def _text(value: Any, *, any_case: bool) -> str:
    text = str(normal(str(value)))
    return text.casefold() if any_case else text
