# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Suggestions for misspelt names: the known names that differ in a few letters only."""

from __future__ import annotations

from collections.abc import Iterable

LETTERS_PER_TYPO = 4
"""A name may have one typo for each four letters, and always one."""
MOST_TYPOS = 3


def nearest(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known names that a name is probably a misspelling of, nearest first.

    Upper and lower case, hyphens, underscores and spaces make no difference.  What two names have in common after their first
    dot or before their last slash does not count: ``south.example.net`` is not near to ``north.example.net``.

    :param known: the names to choose from.
    :param most: how many are returned at most.
    """
    found: list[tuple[int, bool, str]] = []
    for other in known:
        mine, theirs = _compared(name, other)
        allowed = min(MOST_TYPOS, max(1, min(len(mine), len(theirs)) // LETTERS_PER_TYPO))
        if mine and theirs and other != name and abs(len(mine) - len(theirs)) <= allowed:
            typos = distance(mine, theirs)
            if typos <= allowed and typos < max(len(mine), len(theirs)):
                found.append((typos, sorted(mine) != sorted(theirs), other))  # swapped letters first
    return [other for _typos, _letters_differ, other in sorted(found)[:most]]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean …?`` for an error text, empty where no known name is near."""
    found = nearest(name, known)
    return f"did you mean {found[0]}?" if found else ""


def _compared(name: str, other: str) -> tuple[str, str]:
    """The parts of two names that are compared."""
    (first, dot, rest), (second, _dot, others) = name.casefold().partition("."), other.casefold().partition(".")
    if not (dot and rest == others):
        first, second = name.casefold(), other.casefold()
    (area, slash, city), (region, _slash, town) = first.rpartition("/"), second.rpartition("/")
    if slash and area == region:
        first, second = city, town
    return _bare(first), _bare(second)


def _bare(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(" ", "")


def distance(first: str, second: str) -> int:
    """How many letters to insert, remove, replace or swap with their neighbour turn one text into the other.

    This is the optimal string alignment distance.
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        last, row, older = row, [i], before
        for j, other in enumerate(second, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
