# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carries the document out with something in its way: each object is told of as it is, and a further run repairs everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reliability.document_forms import normal_form, objects_of
from reliability.document_runs import DOCUMENT, PARALLEL, Json, carried_out, seed
from reliability.driving import DEFECT, access, differences, objects
from reliability.report import Report
from simulator import Simulator


class Probe:
    """Carries the document out with something in its way, and looks at what has become of it.

    :param report: takes what did not hold.
    """

    def __init__(self, pbx: Simulator, report: Report) -> None:
        self.pbx = pbx
        self.report = report
        seed(pbx)
        result = carried_out(access(pbx), DOCUMENT)
        if result.get("failed"):
            raise RuntimeError(f"the document fails without any fault: {result['msg']}")
        self.requests = [(request["method"], request["path"]) for request in pbx.requests()]
        self._ids = set(_ids(pbx.state()))
        self.expected = normal_form(pbx)
        missing = [path for path, node in objects_of(self.expected).items() if node is None]
        if missing:
            raise RuntimeError(f"not found: {missing}")

    def kinds_of_requests(self) -> list[tuple[str, str]]:
        """Methods and paths of the requests, as expressions in which any id stands for each."""
        return sorted({(method, self._without_ids(path)) for method, path in self.requests})

    def _without_ids(self, path: str) -> str:
        parts = ("[^/]+" if part in self._ids else re.escape(part) for part in path.split("/"))
        return f"^{'/'.join(parts)}$"

    def run(self, name: str, fault: Json, *, parallel: int = PARALLEL) -> None:
        """One case: a run with a fault in its way, and two more without.

        :param fault: see the simulator's ``Fault``.
        """
        how = f"parallel {parallel}, {name}"
        seed(self.pbx)
        self.pbx.inject(**fault)
        first = carried_out(access(self.pbx), DOCUMENT, parallel)
        self.pbx.clear_faults()
        self.report.counts["cases"] += 1
        self.check(first, how)
        self.repair(how)

    def check(self, result: Json, how: str) -> None:
        """Check that a result tells what has become of each object."""
        if DEFECT in str(result.get("msg")):
            self.report.breaks("defect", f"{how}: {result['msg'][:200]}")
        form = normal_form(self.pbx)
        if not result.get("failed"):
            self._compare(form, f"{how}: reported success")
            return
        found, wanted = objects_of(form), objects_of(self.expected)
        told = {one["path"]: "done" for one in result.get("done", ())}
        told |= {one["path"]: one["reason"] for one in result.get("not_done", ())}
        self.report.counts.update(told.values())
        for path, word in told.items():
            if path not in wanted:  # the order of rules
                continue
            there = found[path] == wanted[path]
            if (word == "done" and not there) or (word in ("failed", "skipped") and there):
                self.report.breaks("told wrong", f"{how}: {path} is {word}, but the PBX has {found[path]}"[:400])
        if told:
            return
        made = [path for path, node in found.items() if node is not None]
        if made:
            self.report.breaks("told wrong", f"{how}: nothing is said of {made}: {result['msg'][:200]}")

    def repair(self, how: str) -> None:
        """Check that a further run brings everything about, and one more changes nothing."""
        left = self.pbx.state()["sessions"]  # where the end of one could not be asked for
        again = carried_out(access(self.pbx), DOCUMENT)
        if again.get("failed"):
            self.report.breaks("not repaired", f"{how}: {again['msg'][:300]}")
        elif self._compare(normal_form(self.pbx), f"{how}: after a further run"):
            self.pbx.clear_log()
            last = carried_out(access(self.pbx), DOCUMENT)
            if last.get("failed") or last["changed"] or self.pbx.writes():
                self.report.breaks("not settled", f"{how}: {last.get('msg') or last['summary']}")
        if self.pbx.state()["sessions"] > left:
            self.report.breaks("not settled", f"{how}: {self.pbx.state()['sessions'] - left} sessions of a run without faults are left")

    def _compare(self, form: Json, how: str) -> bool:
        lines = differences(form, self.expected)
        if lines:
            count = objects(form) - objects(self.expected)
            promise = "doubled" if count > 0 else "lost" if count < 0 else "not repaired"
            self.report.breaks(promise, f"{how}: {'; '.join(lines[:3])}")
        return not lines


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "id" in value:
            yield str(value["id"])
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)
