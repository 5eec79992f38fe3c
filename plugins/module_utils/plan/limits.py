# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How much a plan may remove.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..errors import InvalidInput
from .steps import Step

REMOVING = ("remove", "recreate")
NAMED = 5
"""How many objects of a kind an error text names."""
FEW = 3
"""A list with no more objects than this may be removed whole, whatever its percentage."""


def removals(plan: Iterable[Step]) -> Counter[str]:
    """How many objects of each kind a plan removes, those included that it creates again."""
    return Counter(step.kind for step in plan if step.action in REMOVING for _object in (step.before, *step.doubles))


def check_removals(plan: Iterable[Step], there: Mapping[str, int], *, most: int, percent: int) -> None:
    """Check that a plan removes no more objects of a kind than is allowed.

    :param there: how many objects of each kind there are before.
    :param most: how many may be removed: ``exclusive_limit``.
    :param percent: how many of a hundred may be removed, where there are more than a few: ``exclusive_limit_percent``.
    :raises InvalidInput: it removes more; names each kind with the count, the total, the limit and the option that raises it.
    """
    plan = list(plan)
    faults = []
    for kind, count in sorted(removals(plan).items()):
        held = max(there.get(kind, 0), count)
        if count > most:
            limit = f"exclusive_limit allows {most}; raise exclusive_limit to {count}"
        elif held > FEW and count * 100 > percent * held:
            needed = -(-count * 100 // held)
            limit = f"exclusive_limit_percent allows {percent} percent; raise exclusive_limit_percent to {needed}"
        else:
            continue
        named = [step.name for step in plan if step.kind == kind and step.action in REMOVING]
        first = ", ".join(named[:NAMED]) + (", ..." if len(named) > NAMED else "")
        faults.append(f"{kind}: {count} of {held} would be removed ({first}), and {limit} if all of them should be removed")
    if faults:
        raise InvalidInput(f"{'; '.join(faults)}. Nothing was written.")
