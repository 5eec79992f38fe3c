# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The order in which the entries of a document are planned, and in which a plan is carried out."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.order import KindPath, build_up
from ...schema.tree import DOCUMENT
from .entries import Entry
from .numbers import freed
from .planned import Planned
from .selection import KINDS

ORDER: dict[KindPath, int] = {path: number for number, path in enumerate(build_up(DOCUMENT))}
"""The place of each kind in the order of creation."""


def order_of(entry: Entry) -> int:
    """The place of an entry's kind in the order of creation."""
    return ORDER[entry.kind_path]


def in_order(planned: Sequence[Planned]) -> list[Planned]:
    """The order in which a plan is carried out: kind by kind as they depend on each other, and removals after that, in reverse.

    What has the number that another object is to get goes first.
    """
    by_kind = sorted(planned, key=lambda one: ORDER[one.kind_path])
    freeing = set(freed(planned).values())
    removals = [one for one in reversed(by_kind) if one.removes]
    last = [one for one in by_kind if KINDS[one.kind_path].turn == "last"]
    return [
        *(one for one in removals if one in freeing),
        *(one for one in by_kind if not one.removes and one not in last),
        *(one for one in removals if one not in freeing),
        *last,
    ]
