# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What was tried and what did not hold: the figures of the reliability suites."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PROMISES: dict[str, tuple[str, ...]] = {
    "faults": ("lost", "doubled", "wrong tenant", "not repaired", "not settled", "defect"),
    "kills": ("lost", "doubled", "not repaired", "not settled"),
    "races": ("lost", "doubled", "not settled", "failed"),
    "documents": ("lost", "doubled", "told wrong", "not alike", "not repaired", "not settled", "failed", "defect"),
    "answers": ("lost", "doubled", "wrong tenant", "not repaired", "not settled", "defect", "no end"),
    "inputs": ("defect", "off the paths", "write in check mode", "no end"),
    "sentinels": ("visible", "changed id", "not removed", "changed value"),
}
"""What each suite looks for; each has to come out as 0."""


@dataclass(frozen=True)
class Broken:
    """A promise that did not hold.

    :param promise: one of ``PROMISES``.
    :param how: what was done, so that it can be done again.
    """

    promise: str
    how: str


@dataclass
class Report:
    """The outcome of one suite.

    :param counts: how often something was tried, by what it was (cases, kills, rounds).
    """

    suite: str
    counts: Counter[str] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)
    seconds: float = 0

    @contextmanager
    def timed(self) -> Iterator[Report]:
        """Measure the time that it takes."""
        begin = time.monotonic()
        try:
            yield self
        finally:
            self.seconds += time.monotonic() - begin

    def add(self, other: Report) -> None:
        """Take up the outcome of a part of the suite."""
        self.counts += other.counts
        self.broken += other.broken
        self.seconds += other.seconds

    def breaks(self, promise: str, how: str) -> None:
        """Note that a promise did not hold."""
        if promise not in PROMISES[self.suite]:
            raise ValueError(promise)
        self.broken.append(Broken(promise, how))

    def lines(self) -> Iterator[str]:
        """The figures, one row for each promise."""
        tried = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        broken = Counter(item.promise for item in self.broken)
        for number, promise in enumerate(PROMISES[self.suite]):
            yield f"{self.suite if not number else '':<10} {promise:<20} {broken[promise]:>6}   {tried if not number else ''}".rstrip()


def table(reports: list[Report]) -> str:
    """The figures of all suites."""
    head = f"{'suite':<10} {'promise':<20} {'broken':>6}   tried"
    return "\n".join([head, "-" * 72, *(line for report in reports for line in report.lines())])
