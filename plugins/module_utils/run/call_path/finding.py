# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is wrong with where calls go: findings of one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
MOST_NAMED = 6
"""Objects that a line names."""


@dataclass(frozen=True)
class Finding:
    """Something that somebody should look at.

    :param sort: what it is, such as ``loop``.
    :param severity: ``error``: calls are lost; ``warning``: they may be, or go where probably nobody wants them; ``note``: worth knowing.
    :param where: what it is about, such as ``receptionist 8000 Main line``.
    :param text: what is wrong, in a few words.
    :param times: when, in words; empty where it does not depend on times.
    :param numbers: numbers callers dial that are lost by it.
    """

    sort: str
    severity: Severity
    where: str
    text: str
    times: str = ""
    numbers: tuple[str, ...] = field(default=())

    @property
    def line(self) -> str:
        """The finding as one line."""
        # What the text says of the times already is not said again.
        parts = [part for part in self.times.split("; ") if part and part != "at any time" and part not in self.text]
        when = f", {'; '.join(parts)}" if parts else ""
        callers = f" (calls to {listed(self.numbers)})" if self.numbers else ""
        return f"{self.where}: {self.text}{when}{callers}" if self.where else f"{self.text}{when}{callers}"

    def as_result(self) -> dict[str, Any]:
        """The finding as a module returns it."""
        return {"sort": self.sort, "severity": self.severity, "text": self.line, "numbers": list(self.numbers)}


def listed(texts: Iterable[str]) -> str:
    """Some texts in a row; of many the first ones, and how many more there are."""
    known = list(texts)
    if len(known) <= MOST_NAMED:
        return ", ".join(known)
    return f"{', '.join(known[:MOST_NAMED])} and {len(known) - MOST_NAMED} more"


def together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that say the same of several objects as one, the most severe ones first."""
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.sort, finding.severity, finding.text, finding.times), []).append(finding)
    found = []
    for group in groups.values():
        where = listed(dict.fromkeys(finding.where for finding in group))
        numbers = tuple(dict.fromkeys(its for finding in group for its in finding.numbers))
        found.append(replace(group[0], where=where, numbers=numbers))
    yield from sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
