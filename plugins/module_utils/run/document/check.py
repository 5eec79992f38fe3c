# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reads documents and definitions of roles: into entries, and into everything that is wrong, without any request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.nearest import did_you_mean
from ...base.texts import normal
from ...plan.documents import canonical
from ...plan.keys import beside_key
from ...schema.shared_values import DEFAULTS, ITEMS, with_defaults
from ..tree import DOCUMENT_PARTS, TREES, Part
from .between import check_between, named_elsewhere
from .entries import Entry, Reading
from .entry_check import EntryCheck, hint
from .file_entries import add_files
from .leftovers import Leftovers, is_omitted, without_omitted
from .rules import check_rules

TREE_ROOTS = {"tenant": ("tenants",), "system": ("system",), "queue": ("queues",)}
"""Where the definition of each role stands in a document."""
VARIABLES = {
    "tenant_definition": "a definition of the role tenant is an entry of tenants",
    "system_definition": "a definition of the role system is the value of system",
    "queue_definition": "a definition of the role queue is an entry of queues",
    "queue_definitions": "definitions of the role queue are the entries of queues",
}
"""Variables of the roles, and what they are in a document."""
_Key = tuple[tuple[str, Any], ...]
"""The fields that identify an entry in its list, each with its value in normal form."""


def read_document(document: Mapping[str, Any]) -> Reading:
    """Read a document.

    :param document: ``{system: {...}, tenants: [...], queues: [...]}``; values that are null or were omitted were not given.
    :returns: its entries, and what is wrong: about each entry, between entries, and about references to what the document removes.
    """
    walk = _Walk()
    names = [part.name for part in DOCUMENT_PARTS]
    for name in document:
        if name not in names:
            meant = f"; {VARIABLES[name]}" if name in VARIABLES else _meant_at_root(str(name), DOCUMENT_PARTS)
            walk.found(str(name), f"unknown key{meant}")
    for part in DOCUMENT_PARTS:
        walk.kind(part, document.get(part.name), part.name, (part.name,), None)
    add_files(walk.reading)
    check_between(walk.reading)
    check_rules(walk.reading)
    walk.reading.named_elsewhere = named_elsewhere(walk.reading.entries)
    return walk.reading


def read_definition(role: str, definition: Mapping[str, Any], path: str) -> Reading:
    """Read the definition of a role.

    :param role: ``tenant``, ``system`` or ``queue``.
    :param path: the variable that holds it.
    """
    walk = _Walk()
    root = TREES[role]
    if root.module and definition.get(root.name) is not None and root.name not in root.options:
        begin = f"{{{root.keys[0]}: ..., {root.parts[0].name}: [...]}}"
        text = f"unknown key; the {root.name}'s own fields belong directly into {path}, such as {path}: {begin}"
        walk.found(f"{path}.{root.name}", text)
    else:
        walk.single(root, definition, path, TREE_ROOTS[role], None, root.name if root.module else "")
        add_files(walk.reading)
        check_rules(walk.reading)
    return walk.reading


class _Walk:
    """Collects the entries of a tree, and what is wrong with them."""

    def __init__(self) -> None:
        self.reading = Reading()

    def found(self, path: str, message: str) -> None:
        """Note that something is wrong."""
        self.reading.findings.append(Finding(path, message))

    def kind(self, part: Part, value: Any, path: str, kind_path: tuple[str, ...], owner: Entry | None, short: str = "") -> None:
        """Read what stands under the key of a kind.

        :param short: path of its key for ``counts``, without the root of a definition.
        """
        short = short or path
        if value is None or is_omitted(value):
            return
        if part.single:
            self.single(part, value, path, kind_path, owner, short)
            return
        entries = self._items(part, value, path)
        if entries is None:
            return
        self.reading.counts.setdefault(short, 0)
        first: dict[_Key, str] = {}
        only_one = part.resource.only_one if part.module else ""
        having: list[str] = []
        for here, item, shared in entries:
            self.reading.counts[short] += 1
            before = len(self.reading.findings)
            entry = self._entry(part, item, here, kind_path, owner, short)
            self._tell_of_defaults(before, here, f"{path}.{DEFAULTS}", shared)
            if only_one and entry is not None and not entry.absent and entry.values.get(only_one):
                having.append(here)
                if len(having) > 1:
                    self.found(f"{here}.{part.called(only_one)}", f"only one of them can be {only_one}, and {having[0]} is")
            same = [key for key in (_keys(entry) if entry is not None else ()) if first.setdefault(key, here) != here]
            for key in same[:1]:
                self.found(here, f"has the same {_names(part, key)} as {first[key]}{_shown_key(part, key)}; keep one of them")

    def single(self, part: Part, value: Any, path: str, kind_path: tuple[str, ...], owner: Entry | None, short: str) -> None:
        """Read what there is only one of."""
        if part.module:
            self.reading.counts[short] = 1
            self._entry(part, value, path, kind_path, owner, "" if owner is None and len(kind_path) == 1 else short)
            return
        if not isinstance(value, Mapping):
            self.found(path, Leftovers.of_structure(value) or "must be a mapping")
            return
        names = [below.name for below in part.parts]
        for name, item in value.items():
            if name not in names and item is not None and not is_omitted(item):
                self.found(f"{path}.{name}", f"unknown key{_meant_at_root(str(name), part.parts)}")
        self._below(part, value, path, kind_path, None, short)

    def _items(self, part: Part, value: Any, path: str) -> list[tuple[str, Any, frozenset[str]]] | None:
        """The entries of a list: each with its path, and with the keys that the defaults of the list give it.

        :returns: None where there is no list; it is noted what is wrong.
        """
        defaults: Mapping[str, Any] = {}
        items, place = value, path
        if isinstance(value, Mapping) and ITEMS in value:
            items, place = value[ITEMS] if value[ITEMS] is not None else [], f"{path}.{ITEMS}"
            given = value.get(DEFAULTS)
            if given is not None and not isinstance(given, Mapping):
                self.found(f"{path}.{DEFAULTS}", Leftovers.of_structure(given) or "must be a mapping")
            defaults = {name: one for name, one in given.items() if not is_omitted(one)} if isinstance(given, Mapping) else {}
            for name in value:
                if name not in (DEFAULTS, ITEMS):
                    self.found(f"{path}.{name}", f"unknown key; beside {ITEMS} there is only {DEFAULTS}")
        if not isinstance(items, list):
            self.found(place, Leftovers.of_structure(items) or f"must be a list of mappings{_as_list(value)}")
            return None
        return [
            (
                f"{place}[{number}]",
                with_defaults(part.keys[0] if part.kind.names else "", defaults, item, is_omitted),
                _shared(defaults, item),
            )
            for number, item in enumerate(items)
            if not is_omitted(item)
        ]

    def _tell_of_defaults(self, before: int, here: str, place: str, shared: frozenset[str]) -> None:
        """Tell once, and of the defaults, what is wrong with a value that an entry has from them."""
        later, self.reading.findings[before:] = self.reading.findings[before:], []
        for finding in later:
            name = finding.path.removeprefix(f"{here}.").split(".")[0].split("[")[0] if finding.path.startswith(f"{here}.") else ""
            told = Finding(place + finding.path.removeprefix(here), finding.message) if name in shared else finding
            if told is finding or told not in self.reading.findings:
                self.reading.findings.append(told)

    def _entry(self, part: Part, value: Any, path: str, kind_path: tuple[str, ...], owner: Entry | None, short: str) -> Entry | None:
        """Read one entry, and the lists inside it."""
        by_name = part.kind.names and isinstance(value, (str, int)) and not isinstance(value, bool)
        if by_name:
            value = {part.keys[0]: value}
        if not isinstance(value, Mapping):
            self.found(path, Leftovers.of_structure(value) or "must be a mapping")
            return None
        inner = [below.name for below in part.parts]
        given = {str(name): item for name, item in value.items() if item is not None and not is_omitted(item)}
        own = without_omitted({name: item for name, item in given.items() if name not in inner})
        check = EntryCheck(part, path)
        values = check.values(own)
        absent = values.get("state") == "absent" or (owner is not None and owner.absent)
        listed = frozenset(name for name in inner if name in given)
        entry = Entry(part, kind_path, path, values, owner, absent, listed, by_name=by_name, warnings=tuple(check.warnings))
        check.together(entry)
        self.reading.findings += [Finding(entry.path_of(finding.path), finding.message) for finding in check.findings]
        self.reading.entries.append(entry)
        self._below(part, given, path, kind_path, entry, short)
        return entry

    def _below(self, part: Part, given: Mapping[str, Any], path: str, kind_path: tuple[str, ...], owner: Entry | None, short: str) -> None:
        for below in part.parts:
            counted = f"{short}.{below.name}" if short else below.name
            self.kind(below, given.get(below.name), f"{path}.{below.name}", (*kind_path, below.name), owner, counted)


def _shared(defaults: Mapping[str, Any], item: Any) -> frozenset[str]:
    own = {name for name, value in item.items() if not is_omitted(value)} if isinstance(item, Mapping) else set()
    return frozenset(str(name) for name in defaults if name not in own)


def _keys(entry: Entry) -> list[_Key]:
    """The keys of an entry in normal form, of which no other entry of its list may have one; none where it has none that is valid."""
    if any(name not in entry.values for name in entry.part.keys):
        return []
    resource = entry.part.resource

    def form(name: str) -> tuple[str, Any]:
        return name, normal(canonical(resource, entry.values[name], (name,)))

    key = tuple(map(form, entry.part.keys))
    return [(*key, form(name)) for name in beside_key(resource, entry.values)] if resource.key_with else [key]


def _as_list(value: Any) -> str:
    return f", or {{{DEFAULTS}: {{...}}, {ITEMS}: [...]}}" if isinstance(value, Mapping) and DEFAULTS in value else ""


def _meant_at_root(name: str, parts: Sequence[Part]) -> str:
    """What is said of a key beside the parts: it may belong into one of them."""
    meant = did_you_mean(name, [part.name for part in parts])
    if not meant:
        return hint(_owners(name, parts), f"; allowed are {', '.join(part.name for part in parts)}")
    return f"; {meant}"


def _owners(name: str, parts: Sequence[Part]) -> Iterator[str]:
    """Where a key belongs that stands beside the parts."""
    for part in parts:
        if part.single and part.module and name in part.options or part.single and any(below.name == name for below in part.parts):
            yield f"{part.name}.{name}"


def _names(part: Part, key: _Key) -> str:
    return " and ".join(part.called(name) for name, _value in key)


def _shown_key(part: Part, key: _Key) -> str:
    """The key of an entry in its normal form, without what may hold a secret, such as a URL."""
    shown = [str(value) for name, value in key if not part.resource.field((name,)).partly_secret]
    return f" ({' '.join(shown)})" if shown else ""
