# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The assignment of a trunk to a tenant (PortSIP PBX REST API 22.2, providers)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from ..validation import Blankable, Body, Natural, Str


@dataclass(frozen=True)
class NumberRange:
    """A stretch of numbers of one kind: a leading plus or zero belongs to a number, ``0100`` is not ``100``."""

    kind: tuple[str, int]
    first: int
    last: int

    def meets(self, other: NumberRange) -> bool:
        """Return whether a number lies in both."""
        return self.kind == other.kind and self.first <= other.last and other.first <= self.last


def ranges_of(pool: str) -> list[NumberRange]:
    """Read ``3000;12000-18000``; raises ValueError."""
    ranges = []
    for part in pool.split(";"):
        match = re.fullmatch(r"(\+?)([0-9]+)(?:-(?:\1)?([0-9]+))?", part.strip())
        if match is None:
            raise ValueError("must be numbers or ranges of numbers, divided by semicolons")
        plus, first, last = match[1], match[2], match[3] or match[2]
        zeros = len(first) if first.startswith("0") else 0
        if int(first) > int(last) or (zeros and len(last) != zeros) or (not zeros and last.startswith("0")):
            raise ValueError("must not have a range that ends before it begins")
        ranges.append(NumberRange((plus, zeros), int(first), int(last)))
    return ranges


def pool(value: str) -> str:
    """Return a pool as it is; raises ValueError where the PBX would not take it."""
    ranges = ranges_of(value)
    if any(one.kind != ("", 0) for one in ranges):
        raise ValueError("must not have numbers that begin with +, 0 or 00")
    if any(one.meets(other) for index, one in enumerate(ranges) for other in ranges[index + 1 :]):
        raise ValueError("must not overlap")
    return value


class Assignment(Body):
    """The body of ``POST /providers/{id}/assignees/{tenant_id}``."""

    did_numbers: Blankable[Annotated[Str, AfterValidator(pool)]] = None
    concurrency: Natural | None = None
