# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Lists whose order counts and whose items have no key: which current item stands for which wanted one.

Pure.  An item that is wanted as it is keeps its id wherever it stands, so that
reordering writes an order and nothing else; one that was changed is changed
rather than removed and created again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

Wanted = TypeVar("Wanted")
Current = TypeVar("Current")


def align(
    wanted: Sequence[Wanted],
    current: Sequence[Current],
    same: Callable[[Wanted, Current], bool],
    likenesses: Iterable[Callable[[Any], Any]] = (),
) -> list[int | None]:
    """For each wanted item the index of the current one that stands for it, None where there is none.

    :param same: whether nothing would have to be changed.
    :param likenesses: what makes two items that differ likely to be meant as one, the surest first: called
        with either, equal values that are not None match.
    """
    partners: list[int | None] = [None] * len(wanted)
    free = dict.fromkeys(range(len(current)))
    for number, item in enumerate(wanted):
        # Of several that are equal, the one in the same place leaves the order as it is.
        places = [number, *free] if number in free else free
        _take(free, partners, number, (place for place in places if same(item, current[place])))
    for likeness in likenesses:
        for number, item in enumerate(wanted):
            if partners[number] is None and likeness(item) is not None:
                _take(free, partners, number, (place for place in free if likeness(current[place]) == likeness(item)))
    return partners


def _take(free: dict[int, None], partners: list[int | None], number: int, candidates: Iterator[int]) -> None:
    place = next(candidates, None)
    if place is not None:
        partners[number] = place
        del free[place]


def left_over(partners: Sequence[int | None], current: Sequence[Current]) -> list[Current]:
    """The current items that stand for no wanted one."""
    taken = set(partners)
    return [item for place, item in enumerate(current) if place not in taken]


def falls_into_place(partners: Sequence[int | None]) -> bool:
    """Whether the order is right once what is left over is gone, and what is new was added at the end."""
    kept = [place for place in partners if place is not None]
    return kept == sorted(kept) and None not in partners[: len(kept)]
