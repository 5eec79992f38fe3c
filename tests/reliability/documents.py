# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole document, carried out in several threads: with a fault at each request, and with the outcome of one thread alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from reliability.document_forms import normal_form
from reliability.document_probe import Probe
from reliability.document_runs import DOCUMENT, Json, carried_out, lesser, seed
from reliability.driving import access, differences, without_pauses
from reliability.report import Report
from simulator import Simulator

Case = tuple[str, Json]
"""A fault and a name for it."""
FAULTS: dict[str, Json] = {
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "500 before": {"status": 500},
    "500 after": {"error_after_write": 500},
    "429": {"status": 429, "headers": {"Retry-After": "1", "X-RateLimit-Reset": "1"}},
}
LASTING = ("500 before", "dropped before", "dropped after")
"""Faults that are tried as lasting ones too: no attempt of that request succeeds."""


def of_kind(name: str) -> Callable[[list[Case]], list[Case]]:
    """What picks the cases of one of ``FAULTS``."""
    return lambda cases: [case for case in cases if case[0].startswith(name)]


def _faulty(probe: Probe) -> Iterator[Case]:
    """Every case of one fault, by a name for it."""
    for name, fault in FAULTS.items():
        for number in range(len(probe.requests)):
            yield f"{name} at request {number}", {**fault, "after": number}
        for method, path in probe.kinds_of_requests():
            if name in LASTING:
                yield f"{name} at each {method} {path}", {**fault, "method": method, "path": path, "times": None}


def faults(pbx: Simulator, chosen: Callable[[list[Case]], list[Case]] = lambda cases: cases) -> Report:
    """A fault at each request of carrying the document out.

    :param chosen: picks some of all cases.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        for name, fault in chosen(list(_faulty(probe))):
            probe.run(name, fault)
    return report


def some_faults(pbx: Simulator, count: int, number: int) -> Report:
    """So many of the cases of ``faults``, the same ones for the same seed."""
    return faults(pbx, lambda cases: random.Random(number).sample(cases, count))


def alike(pbx: Simulator, rounds: int = 1) -> Report:
    """One thread and 20 lead to the same, with the document as a whole and with a change of it."""
    report = Report("documents")
    with report.timed(), without_pauses():
        forms = []
        for parallel in (1, 20) * rounds:
            seed(pbx)
            found = []
            for document in (DOCUMENT, lesser()):
                result = carried_out(access(pbx), document, parallel)
                told = {name: result.get(name) for name in ("failed", "changed", "plan", "summary", "plan_digest")}
                found.append((told, normal_form(pbx)))
            forms.append(found)
            report.counts["runs"] += 2
            if forms[0] != found:
                report.breaks("not alike", f"parallel {parallel}: {'; '.join(differences(found, forms[0]))}")
    return report
