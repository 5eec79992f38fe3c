# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pools of phone numbers, written as numbers and ranges such as ``3000;12000-18000`` (PortSIP PBX REST API 22.2, did_numbers).

The PBX takes no number with a leading plus or zero.  In what it holds already they are understood: ``0100`` and ``100``
are two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Range:
    """Numbers from ``first`` to ``last``.

    :param kind: what numbers must have in common to lie in one range: the plus, and their length where it starts with a zero.
    """

    kind: tuple[str, int]
    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Range:
        """Read ``3000`` or ``12000-18000``.

        :raises ValueError: it is neither, or ends before it begins.
        """
        match = re.fullmatch(r"\s*(\+?)(\d+)\s*(?:-\s*(\+?)(\d+)\s*)?", text)
        if not match:
            raise ValueError(f"{text!r} is neither a number nor a range such as 12000-18000")
        plus, first, last_plus, last = match.groups()
        last = last or first
        zero = len(first) if first.startswith("0") else 0
        if (match[4] and last_plus not in ("", plus)) or (zero and len(last) != zero) or (not zero and last.startswith("0")):
            raise ValueError(f"the ends of the range {text!r} do not have the same length or prefix")
        if int(first) > int(last):
            raise ValueError(f"the range {text!r} ends before it begins")
        return cls((plus, zero), int(first), int(last))

    def __str__(self) -> str:
        plus, length = self.kind
        ends = [plus + str(end).zfill(length) for end in (self.first, self.last)]
        return ends[0] if self.first == self.last else "-".join(ends)

    def meets(self, other: Range) -> bool:
        """Whether a number lies in both."""
        return self.kind == other.kind and self.first <= other.last and other.first <= self.last


def check_entry(text: str) -> None:
    """Check an entry that is to be written: the PBX takes no leading plus or zero (PortSIP's knowledge base, trunks).

    :raises ValueError: an end of it begins with one.
    """
    if re.match(r"\s*[+0]", text) or re.search(r"-\s*[+0]", text):
        raise ValueError(f"{text!r} begins with + or 0; write numbers in a pool without +, 0 or 00 before them, such as 4940123")


def parse_pool(texts: Iterable[str]) -> list[Range]:
    """:raises ValueError: see ``Range.parse``."""
    return [Range.parse(text) for text in texts]


def overlap(one: Iterable[Range], other: Iterable[Range]) -> tuple[Range, Range] | None:
    """The first two ranges, one of each pool, that have a number in common."""
    others = list(other)
    return next(((mine, theirs) for mine in one for theirs in others if mine.meets(theirs)), None)


def overlap_within(pool: list[Range]) -> tuple[Range, Range] | None:
    """The first two ranges of one pool that have a number in common."""
    return next(((mine, theirs) for index, mine in enumerate(pool) for theirs in pool[index + 1 :] if mine.meets(theirs)), None)


def merged(pool: Iterable[Range]) -> list[str]:
    """The pool in its one regular form: sorted, and what adjoins or overlaps in one range."""
    found: list[Range] = []
    for item in sorted(pool):
        if found and found[-1].kind == item.kind and item.first <= found[-1].last + 1:
            found[-1] = Range(item.kind, found[-1].first, max(found[-1].last, item.last))
        else:
            found.append(item)
    return [str(item) for item in found]
