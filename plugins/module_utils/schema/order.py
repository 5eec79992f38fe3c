# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What follows from references and containment: orders, what refers to a resource, and values that refer to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..base.identity import meanings
from .addresses import ADDRESSES
from .tree import Kind

KindPath = tuple[str, ...]


@dataclass(frozen=True)
class NamedValue:
    """A value of a document that names another object.

    :param path: of the value, as the user writes it: ``tenants[0].ivrs[1].prompt_file_id``.
    :param to: unique name of the resource that it names an object of.
    """

    path: str
    to: str
    value: Any


def pointing_at(resource: str) -> list[tuple[str, str]]:
    """What refers to a resource: the unique name of each resource that does, with the path of the field or the option for its parent."""
    return [(name, path) for name, address in ADDRESSES.items() for path, to in address.refers.items() if to == resource]


def build_up(document: Sequence[Kind]) -> list[KindPath]:
    """The kinds of a document in an order in which each comes after what contains it and after what it refers to.

    Where neither says anything, the order of the tree stays. A field that is written in a second step holds nothing up.

    :raises ValueError: kinds refer to each other in a circle.
    """
    waiting = [(path, kind) for root in document for path, kind in root.within()]
    done: list[KindPath] = []
    while waiting:
        ready = next((path for path, kind in waiting if not _awaited(path, kind, waiting)), None)
        if ready is None:
            raise ValueError(f"kinds refer to each other: {', '.join('.'.join(path) for path, _kind in waiting)}")
        done.append(ready)
        waiting = [(path, kind) for path, kind in waiting if path != ready]
    return done


def take_down(document: Sequence[Kind]) -> list[KindPath]:
    """The order in which they are taken down: what refers to something goes before it, what is contained before what contains it."""
    return list(reversed(build_up(document)))


def _awaited(path: KindPath, kind: Kind, waiting: Sequence[tuple[KindPath, Kind]]) -> bool:
    """Whether one of the kinds has to come before: it contains this one, or this one refers to it."""
    address = ADDRESSES.get(kind.resource)
    referred = {to for field_path, to in address.refers.items() if field_path.split(".")[0] not in address.deferred} if address else set()
    for other_path, other in waiting:
        if other_path == path:
            continue
        inside = path[: len(other_path)] == other_path
        around = other_path[: len(path)] == path
        if inside or (not around and other.resource in referred and _same_scope(path, other_path)):
            return True
    return False


def _same_scope(path: KindPath, other: KindPath) -> bool:
    """Whether an entry of one can name an entry of the other: of the same root, or of the system."""
    return other[0] in (path[0], "system") or len(other) == 1


def pointing_nowhere(document: Mapping[str, Any], kinds: Sequence[Kind]) -> list[NamedValue]:
    """The values of a document that name nothing which the document itself creates: the PBX has to have it already.

    :param document: as the user wrote it; entries with ``state: absent`` create nothing.
    """
    system = _Scope()
    scopes: list[_Scope] = []
    for root in kinds:
        for entry_path, entry in _entries(root, document.get(root.name), root.name):
            scope = system if root.name == "system" else _Scope()
            scopes.append(scope)
            _collect(root, entry, entry_path, scope)
            if root.name != "system" and _present(entry):
                system.objects.setdefault(root.resource, []).append(entry)
    return [
        named
        for scope in scopes
        for named in scope.named
        if not _exists(named, [*scope.objects.get(named.to, []), *system.objects.get(named.to, [])])
    ]


@dataclass
class _Scope:
    """Entries that can name each other.

    :ivar objects: entries that are to be present, by the unique name of their resource.
    """

    objects: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    named: list[NamedValue] = field(default_factory=list)


def _collect(kind: Kind, entry: Any, path: str, scope: _Scope) -> None:
    if isinstance(entry, str):
        (key,) = kind.keys
        to = ADDRESSES[kind.resource].refers.get(key)
        scope.named += [NamedValue(path, to, entry)] if to else []
        return
    if not _present(entry):
        return
    if kind.resource:
        scope.objects.setdefault(kind.resource, []).append(entry)
        for field_path, to in ADDRESSES[kind.resource].refers.items():
            scope.named += [NamedValue(where, to, value) for where, value in _values(entry, field_path.split("."), path)]
    for child in kind.children:
        for below, item in _entries(child, entry.get(child.name), f"{path}.{child.name}"):
            _collect(child, item, below, scope)


def _entries(kind: Kind, value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The entries of a kind, each with its path: mappings, and texts where a name alone can stand for one."""
    items = [(path, value)] if kind.single else [(f"{path}[{number}]", item) for number, item in enumerate(value or [])]
    yield from ((where, item) for where, item in items if isinstance(item, Mapping) or (kind.names and isinstance(item, str)))


def _values(value: Any, steps: Sequence[str], path: str) -> Iterator[tuple[str, Any]]:
    """What stands at a path of fields, ``*`` standing for each item of a list; blank values name nothing."""
    if not steps:
        if value not in (None, ""):
            yield path, value
    elif steps[0] == "*":
        for number, item in enumerate(value if isinstance(value, list) else []):
            yield from _values(item, steps[1:], f"{path}[{number}]")
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _values(value[steps[0]], steps[1:], f"{path}.{steps[0]}")


def _present(entry: Mapping[str, Any]) -> bool:
    return entry.get("state", "present") != "absent"


def _exists(named: NamedValue, objects: Sequence[Mapping[str, Any]]) -> bool:
    address = ADDRESSES[named.to]
    return bool(meanings(objects, address.by, named.value, address.any_case, address.never_domain))
