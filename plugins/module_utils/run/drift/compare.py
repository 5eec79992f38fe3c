# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a plan says of drift: its steps become findings, without any secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...base.secret_names import redacted_text
from ...plan.documents import Document, Path, canonical, is_blank, key_of_item
from ...plan.report import CHANGES, as_json
from ...plan.secrecy import HIDDEN, is_secret, masked
from ...plan.steps import Step
from ...schema.resource import Resource
from ..document.entries import Entry
from ..document.planned import Planned, PlannedDocument
from ..tree import DOCUMENT_PARTS
from .model import Difference, Finding
from .sources import Source

STATE = "state"
NOT_RETURNED = "the PBX does not return it"
SYSTEM_PART = DOCUMENT_PARTS[0]


def findings_of(kind: str, plan: PlannedDocument, entries: Sequence[Entry], source: Source) -> Iterator[Finding]:
    """What a section was found to be, object by object.

    :param kind: of the section.
    :param plan: that of the section.
    :param entries: those of the section.
    """
    for planned in plan.planned:
        yield from _of_planned(planned, source)
    for planned in plan.unmanaged:
        # An entry that can't be read may be that of any object.
        if not source.unreadable_entries(planned.path):
            yield _finding("unmanaged", planned.shown()[0])
    paths = {entry.path: entry for entry in entries}
    failed: list[Entry] = []
    for fault in plan.findings:
        entry = _entry_at(fault.path, paths)
        failed += [entry] if entry is not None else []
        option = fault.path.removeprefix(entry.path).lstrip(".") if entry is not None else fault.path
        note = source.without_secrets(redacted_text(f"{option}: {fault.message}" if option else fault.message))
        what, name = (entry.part.resource.name, redacted_text(entry.name)) if entry is not None else ("document", "")
        yield Finding("failed", what, name, _around(entry), note=note)
    yield from _not_compared(plan, entries, source)
    yield from _left_out(plan, entries, failed)
    yield from _unreadable_lists(kind, entries, source)


def _of_planned(planned: Planned, source: Source) -> Iterator[Finding]:
    main, *related = planned.shown() if planned.changed else planned.labelled()
    unverified = _unverified(planned, source)
    if main.action == "create":
        yield _finding("missing", main)
    elif main.action == "remove":
        yield _finding("differs", main, differences=(Difference(STATE, "absent", "present"),))
    elif not planned.resource.readable:
        yield _finding("unverified", main, unverified=unverified, note=NOT_RETURNED)
    else:
        differences, more = _differences(planned, main, source)
        unverified = tuple(dict.fromkeys((*unverified, *more)))
        note = _reasons(planned, source)
        yield _finding("differs" if differences else "unchanged", main, differences=differences, unverified=unverified, note=note)
    for step in related:
        if step.action == "create":
            yield _finding("missing", step)
        elif step.action == "remove":
            yield _finding("differs", step, differences=(Difference(STATE, "absent", "present"),))
        elif step.changed:
            found = tuple(_in_fields(step, step, step.fields))
            yield _finding("differs" if found else "unchanged", step, differences=found)


def _finding(status: Any, step: Step, **more: Any) -> Finding:
    """A finding about the object of a step, whose place is told without the section around it."""
    within = tuple((holder.kind, redacted_text(holder.name)) for holder in step.within[1:])
    return Finding(status, step.kind, redacted_text(step.name), within, **more)


def _differences(planned: Planned, main: Step, source: Source) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """The fields that differ, and those among the changing ones that can't be compared."""
    given = {*planned.whole.desired.values, *(path.partition(".")[0] for path in planned.whole.desired.unset)}
    entry = planned.entry
    hidden = source.hidden_in(entry.path) if entry is not None else set()
    differences, unverified = [], []
    for found in _in_fields(main, planned.whole, [name for name in main.fields if name in given]):
        name = re.split(r"[.\[]", found.field, maxsplit=1)[0]
        called = _called(planned, name)
        field = called + found.field.removeprefix(name)
        if _is_blind(planned.resource, tuple(found.field.split("."))):
            unverified.append(field)
        elif called in hidden or name in hidden:
            differences.append(Difference(field, None if found.wanted is None else CHANGES, None if found.actual is None else HIDDEN))
        else:
            differences.append(replace(found, field=field))
    return tuple(differences), tuple(unverified)


def _in_fields(named: Step, step: Step, fields: Iterable[str]) -> Iterator[Difference]:
    """What differs in some fields of an object, at the depth at which it does.

    :param named: the step with names in place of ids.
    :param step: the same with ids, for what differs in nothing but these.
    """
    resource = step.resource
    order = {name: number for number, name in enumerate(resource.own_fields)}
    for name in sorted(fields, key=lambda name: order.get(name, len(order))):
        found = list(_inside(resource, named.before or {}, named.after or {}, name))
        yield from found or _inside(resource, step.before or {}, step.after or {}, name)


def _inside(resource: Resource, before: Document, after: Document, name: str) -> Iterator[Difference]:
    path = (name,)
    actual, wanted = before.get(name), after.get(name)
    hidden = masked(resource, actual, wanted, "", path)
    shown = masked(resource, wanted, actual, CHANGES, path, prefix="")
    return _deeper(resource, path, name, _Side(actual, hidden), _Side(wanted, shown))


@dataclass(frozen=True)
class _Side:
    """A value of the PBX or of the document.

    :param told: the same without secrets.
    """

    value: Any
    told: Any

    def at(self, name: str) -> _Side:
        """What is under a key, nothing where this is no mapping."""
        inside = [one.get(name) if isinstance(one, Mapping) else None for one in (self.value, self.told)]
        return _Side(*inside)

    def items(self, resource: Resource, path: Path) -> dict[tuple[Any, ...], _Side]:
        """The items of a list by what identifies each."""
        pairs = zip(self.value, self.told, strict=True) if isinstance(self.told, list) else ()
        return {key_of_item(resource, value, path): _Side(value, told) for value, told in pairs}


def _deeper(resource: Resource, path: Path, field: str, actual: _Side, wanted: _Side) -> Iterator[Difference]:
    """What differs, at the depth at which it does.

    :param field: the path as it is told.
    """
    if canonical(resource, actual.value, path) == canonical(resource, wanted.value, path):
        return
    found = [] if is_secret(resource, path) else list(_within(resource, path, field, actual, wanted))
    if found:
        yield from found
        return
    told_wanted, told_actual = (None if is_blank(side.value) else as_json(side.told) for side in (wanted, actual))
    yield Difference(field, told_wanted, told_actual)


def _within(resource: Resource, path: Path, field: str, actual: _Side, wanted: _Side) -> Iterator[Difference]:
    """What differs inside of two mappings, or of two lists whose items have keys."""
    sides = (actual.value, wanted.value)
    if all(isinstance(value, Mapping) for value in sides) and path not in resource.free_names:
        for name in dict.fromkeys((*wanted.value, *actual.value)):
            yield from _deeper(resource, (*path, name), f"{field}.{name}", actual.at(name), wanted.at(name))
    elif all(isinstance(value, list) for value in sides) and resource.field(path).keys:
        there, asked = actual.items(resource, path), wanted.items(resource, path)
        order = [key for key in there if key in asked] == [key for key in asked if key in there]
        if order or resource.field(path).items == "keyed":
            for key in dict.fromkeys((*asked, *there)):
                label = f"{field}[{' '.join(str(part) for part in key if part is not None)}]"
                nothing = _Side(None, None)
                yield from _deeper(resource, (*path, "*"), label, there.get(key, nothing), asked.get(key, nothing))


# What can't be compared


def _is_blind(resource: Resource, path: Path) -> bool:
    """Whether the PBX does not return a field, nor anything that tells what it is."""
    known = resource.field(path)
    return (not known.readable and not known.matched_by and not known.read_at_endpoint) or known.once


def _unverified(planned: Planned, source: Source) -> tuple[str, ...]:
    """The options of an entry that can't be compared."""
    entry = planned.entry
    if entry is None:
        return ()
    resource, values = planned.resource, entry.values
    if not resource.readable:
        return tuple(_called(planned, name) for name in resource.own_fields if name in values)
    blind = (path for path in resource.fields if "*" not in path and _is_blind(resource, tuple(path.split("."))))
    given = [path for path in blind if not is_blank(_at(values, path.split(".")))]
    told = (".".join((_called(planned, path.split(".")[0]), *path.split(".")[1:])) for path in given)
    return tuple(dict.fromkeys((*told, *_unreadable(entry, source))))


def _unreadable(entry: Entry, source: Source) -> dict[str, str]:
    """Options of an entry that can't be read from the file, each with the reason; not the lists inside."""
    lists = {part.name for part in entry.part.parts}
    return {name: why for name, why in source.unreadable_in(entry.path).items() if name not in lists}


def _reasons(planned: Planned, source: Source) -> str:
    """Why options of an entry can't be read from the file."""
    reasons = _unreadable(planned.entry, source) if planned.entry is not None else {}
    return "; ".join(f"{name}: {why}" for name, why in reasons.items())


def _not_compared(plan: PlannedDocument, entries: Sequence[Entry], source: Source) -> Iterator[Finding]:
    """Kinds that can't be read, each once."""
    for one in plan.not_compared:
        count = sum(entry.owner is one.owner and entry.kind_path == one.kind_path for entry in entries)
        what = f"{count} {'entry' if count == 1 else 'entries'} could not be compared" if count else "could not be compared"
        note = source.without_secrets(redacted_text(f"{what}: {one.reason}"))
        yield Finding("failed", one.resource.name, "", _around(one.owner, inside=True), note=note)


def _left_out(plan: PlannedDocument, entries: Sequence[Entry], failed: Sequence[Entry]) -> Iterator[Finding]:
    """Entries that were not compared, as one around them could not be."""
    known = {id(planned.entry) for planned in plan.planned} | {id(entry) for entry in failed}
    for entry in entries if failed else ():
        around = entry.owner
        while around is not None and not any(around is one for one in failed):
            around = around.owner
        if around is not None and id(entry) not in known:
            note = f"not compared, as {around.path} could not be"
            yield Finding("failed", entry.part.resource.name, redacted_text(entry.name), _around(entry), note=note)


def _unreadable_lists(kind: str, entries: Sequence[Entry], source: Source) -> Iterator[Finding]:
    """Entries and lists of the section that can't be read from the file."""
    lists = [(f"{entry.path}.{part.name}", part, entry) for entry in entries for part in entry.part.parts]
    of_system = [(f"{SYSTEM_PART.name}.{part.name}", part, None) for part in SYSTEM_PART.parts] if kind == SYSTEM_PART.name else []
    for path, part, entry in [*of_system, *lists]:
        for found in source.unreadable_entries(path):
            note = f"{found}: {source.unreadable[found]}"
            yield Finding("unverified", part.resource.name, "", _around(entry, inside=True), note=note)


def _around(entry: Entry | None, *, inside: bool = False) -> tuple[tuple[str, str], ...]:
    """The entries around an entry, but for the section.

    :param inside: for what stands in the entry.
    """
    holders: list[tuple[str, str]] = []
    around = entry if inside or entry is None else entry.owner
    while around is not None and around.owner is not None:
        holders.insert(0, (around.part.resource.name, redacted_text(around.name)))
        around = around.owner
    return tuple(holders)


def _entry_at(path: str, entries: Mapping[str, Entry]) -> Entry | None:
    """The innermost entry at a path, or around it."""
    found = [place for place in entries if path == place or path.startswith((f"{place}.", f"{place}["))]
    return entries[max(found, key=len)] if found else None


def _called(planned: Planned, name: str) -> str:
    """A field as the option is called."""
    return planned.entry.part.called(name) if planned.entry is not None and name in planned.resource.options else name


def _at(values: Any, path: Sequence[str]) -> Any:
    for name in path:
        values = values.get(name) if isinstance(values, Mapping) else None
    return values
