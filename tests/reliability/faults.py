# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One thing goes wrong at one request of one run; afterwards a further run brings everything about."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reliability.driving import DEFECT, Driver, differences, objects, snapshot, without_pauses
from reliability.kinds import Kind, cases, kinds
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
FAULTS: dict[str, Json] = {
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "truncated": {"drop": "during"},
    "401": {"status": 401},
    "404": {"status": 404},
    "429": {"status": 429, "headers": {"Retry-After": "1", "X-RateLimit-Reset": "1"}},
    "500 before": {"status": 500},
    "500 after": {"error_after_write": 500},
    "503": {"status": 503},
    "page": {"garbage": True},
    "{}": {"body": "{}"},
    "[]": {"body": "[]"},
    "7": {"body": "7"},
}
SLOW: dict[str, Json] = {"timeout before": {"delay": 1.5, "status": 503}, "timeout after": {"delay": 1.5}}
"""Faults that take time: a run waits for them a second."""
HONEST = ("dropped before", "dropped after", "truncated", "401", "429", "500 before", "500 after", "503", "page", *SLOW)
"""Faults after which an answer that is a success tells the truth: a run that reports success has done its work."""


LEFT = {"portsip_file": ("/files/", "The newest one, which is the first, counts")}
"""What is left over where its removal was answered and not carried out: a part of its path, and the warning of a further run.

Nobody can tell an older file of the same name from one that is meant to be there; nothing uses it.
"""


@dataclass
class Reference:
    """A run without faults.

    :param requests: method and path of each of its requests, in order.
    :param settles: whether the run after it changes nothing; some values can't be compared, and are written each time.
    """

    before: Json
    after: Json
    requests: list[tuple[str, str]]
    settles: bool


class Probe:
    """Runs one phase of one kind with something in its way, and looks at what has become of it.

    :param report: takes what did not hold.
    :ivar requests_made: how many the run with faults made that was the last.
    """

    def __init__(self, pbx: Simulator, directory: Path, report: Report) -> None:
        self.pbx = pbx
        self.report = report
        self.requests_made = 0
        self._directory = directory
        self._references: dict[tuple[str, str], Reference] = {}

    def reference(self, module: str, phase: str) -> Reference:
        """What the phase comes to without faults."""
        known = self._references.get((module, phase))
        if known is None:
            kind, driver = kinds()[module], Driver(self.pbx, self._directory)
            before = self._prepared(kind, phase, driver)
            _succeed(driver.run(module, kind.steps[phase]), module, phase)
            requests = [(request["method"], request["path"]) for request in self.pbx.requests()]
            after = snapshot(self.pbx)
            settles = not _succeed(driver.run(module, kind.steps[phase]), module, phase)["changed"]
            known = Reference(before, after, requests, settles and snapshot(self.pbx) == after)
            self._references[module, phase] = known
        return known

    def _prepared(self, kind: Kind, phase: str, driver: Driver) -> Json:
        kind.seed(self.pbx)
        for args in kind.before(phase):
            _succeed(driver.run(kind.module, args), kind.module, "create")
        return snapshot(self.pbx)

    def run(self, module: str, phase: str, name: str, faults: list[Json], *, honest: bool, **options: Any) -> Json:
        """One case: the run with faults in its way, and two more without.

        :param name: of the fault.
        :param honest: see ``HONEST``.
        :param options: of the first run.
        :returns: the result of the first run.
        """
        how = f"{module} {phase}, {name}"
        kind, reference = kinds()[module], self.reference(module, phase)
        calm = Driver(self.pbx, self._directory)
        self._prepared(kind, phase, calm)
        for fault in faults:
            self.pbx.inject(**fault)
        args = kind.steps[phase]
        first = Driver(self.pbx, self._directory, **options).run(module, args)
        self.requests_made = len(self.pbx.requests())
        self.pbx.wait_until_idle()  # what a run no longer waits for is still carried out
        self.pbx.clear_faults()
        self.report.counts["cases"] += 1
        if DEFECT in str(first.get("msg")):
            self.report.breaks("defect", f"{how}: {first['msg'][:200]}")
        if honest and not first.get("failed"):
            self._compare(reference.after, f"{how}: reported success")
        again = calm.run(module, args)
        path, warning = LEFT.get(module, ("", ""))
        left = path if not honest and warning in str(again.get("warnings")) else ""
        if again.get("failed"):
            self.report.breaks("not repaired", f"{how}: {again['msg'][:300]}")
        elif self._compare(reference.after, f"{how}: after a further run", left=left) and reference.settles:
            last = calm.run(module, args)
            if last.get("failed") or last["changed"] or self.pbx.writes():
                self.report.breaks("not settled", how)
        return first

    def _compare(self, expected: Json, how: str, *, left: str = "") -> bool:
        found = snapshot(self.pbx)
        lines = differences(found, expected)
        if left and lines and all(left in line and line.endswith("where nothing is expected") for line in lines):
            self.report.counts["left with a warning"] += 1
            return True
        if not lines:
            return True
        decoys = ("/tenants/tenant-9", "/extension/extensions/202/")
        count = objects(found) - objects(expected)
        strays = any(line.startswith(decoys) for line in lines)
        promise = "wrong tenant" if strays else "doubled" if count > 0 else "lost" if count < 0 else "not repaired"
        self.report.breaks(promise, f"{how}: {'; '.join(lines[:3])}")
        return False


def _succeed(result: Json, module: str, phase: str) -> Json:
    if result.get("failed"):
        raise RuntimeError(f"{module} {phase} fails without any fault: {result['msg']}")
    return result


def at(requests: list[tuple[str, str]], index: int, fault: Json, *, times: int | None = 1) -> Json:
    """A fault that strikes the request with this number."""
    method, path = requests[index]
    earlier = sum(request == (method, path) for request in requests[:index])
    return {"method": method, "path": f"^{re.escape(path)}$", "after": earlier, "times": times, **fault}


def every(pbx: Simulator, directory: Path, *, slow: bool, only: list[tuple[str, str]] | None = None, step: int = 1) -> Report:
    """Every fault at every request of every kind and phase.

    :param slow: with timeouts, each of which takes a second.
    :param only: kinds with phases; all where left out.
    :param step: 5 tries each fifth of these cases.
    """
    report = Report("faults")
    probe = Probe(pbx, directory, report)
    with report.timed(), without_pauses():
        for module, phase in only or cases():
            requests = probe.reference(module, phase).requests
            every_case = itertools.product(range(len(requests)), (FAULTS | (SLOW if slow else {})).items())
            for index, (name, fault) in itertools.islice(every_case, None, None, step):
                _case(probe, module, phase, index, name, fault)
    return report


def some(pbx: Simulator, directory: Path, count: int, seed: int) -> Report:
    """So many of the cases of ``every``, the same ones for the same seed."""
    report = Report("faults")
    probe = Probe(pbx, directory, report)
    with report.timed(), without_pauses():
        for module, phase, position, name in _drawn(count, random.Random(seed)):
            requests = probe.reference(module, phase).requests
            _case(probe, module, phase, int(position * len(requests)), name, FAULTS[name])
    return report


def _drawn(count: int, chance: random.Random) -> Iterator[tuple[str, str, float, str]]:
    found = cases()
    chance.shuffle(found)
    names = sorted(FAULTS)
    for number in range(count):
        module, phase = found[number % len(found)]
        yield module, phase, chance.random(), chance.choice(names)


def _case(probe: Probe, module: str, phase: str, index: int, name: str, fault: Json) -> None:
    requests = probe.reference(module, phase).requests
    options = {"timeout": 1} if name in SLOW else {}
    method, path = requests[index]
    probe.run(module, phase, f"{name} at {index} {method} {path}", [at(requests, index, fault)], honest=name in HONEST, **options)
