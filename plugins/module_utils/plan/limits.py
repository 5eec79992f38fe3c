# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How much a plan may remove.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..errors import InvalidInput
from .steps import Step

FEW = 3
"""A list with no more objects than this may be removed whole, whatever its percentage."""


def removals(plan: Iterable[Step]) -> Counter[str]:
    """How many objects of each kind a plan removes, those included that it creates again."""
    return Counter(step.kind for step in plan if step.action in ("remove", "recreate") for _object in (step.before, *step.doubles))


def check_removals(plan: Iterable[Step], there: Mapping[str, int], *, most: int, percent: int) -> None:
    """Check that a plan removes no more objects of a kind than is allowed.

    :param there: how many objects of each kind there are before.
    :param most: how many may be removed.
    :param percent: how many of a hundred may be removed, where there are more than a few.
    :raises InvalidInput: it removes more; names each kind.
    """
    faults = []
    for kind, count in sorted(removals(plan).items()):
        held = there.get(kind, 0)
        if count > most:
            faults.append(f"{kind}: {count} would be removed, and the limit is {most}")
        elif held > FEW and count * 100 > percent * held:
            faults.append(f"{kind}: {count} of {held} would be removed, and the limit is {percent} percent")
    if faults:
        raise InvalidInput(f"{'; '.join(faults)}. Nothing was written.")
