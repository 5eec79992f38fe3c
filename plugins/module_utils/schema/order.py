# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What follows from references and containment: orders, and what refers to a resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .address import Address
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
        if inside or (not around and other.resource in referred and _same_scope(path, other_path) and _names(address, other, other_path)):
            return True
    return False


def _names(address: Address | None, other: Kind, other_path: KindPath) -> bool:
    """Whether an object can name one of a kind, of which some are a tenant's own: what is no tenant's names those of the system."""
    own = other_path[0] == "tenants" and ADDRESSES[other.resource].in_tenant
    return not own or address is None or address.level == "tenant" or address.in_tenant


def _same_scope(path: KindPath, other: KindPath) -> bool:
    """Whether an entry of one can name an entry of the other: of the same root, or of the system."""
    return other[0] in (path[0], "system") or len(other) == 1
