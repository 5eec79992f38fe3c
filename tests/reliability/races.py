# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Several runs create the same object at the same moment: afterwards there is one, and a further run changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parity import twin_server
from parity.conftest import plain_environment
from reliability.driving import access, objects
from reliability.kinds import kinds
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
WITHOUT_UNIQUE_KEY = (
    "portsip_ivr_action_url",
    "portsip_queue_agent",
    "portsip_extension_interval",
    "portsip_extension_incoming_rule",
    "portsip_extension_event",
    "portsip_extension_notification",
    "portsip_extension_user",
)
"""Kinds that the API creates again without a word."""
SHARED: tuple[tuple[str, Json], ...] = (
    ("portsip_ip_rule", {"cidr": "198.51.100.0/24", "target": "ACCEPT"}),
    ("portsip_ip_rule", {"cidr": "192.0.2.0/24", "target": "DENY"}),
    ("portsip_transport", {"protocol": "TLS", "port": 5063}),
    ("portsip_transport", {"protocol": "TCP", "port": 5064}),
)
"""What the tenants of one PBX have in common."""
PATIENCE = 60


class Runner:
    """A process that runs modules as a task on localhost does, one after the other."""

    def __init__(self, directory: Path, collections: Path, modules: Sequence[str]) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        environment = plain_environment(directory, collections) | {"PYTHONPATH": str(collections)}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(twin_server.__file__)), "in_process", *modules],
            cwd=directory,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, pbx: Simulator, runs: Sequence[tuple[str, Json]], *, check: bool = False) -> None:
        """Start runs; ``end`` waits for them."""
        common = {"check": check, "diff": True, "environment": {}}
        options = {**access(pbx), "timeout": 20, "retries": 2}
        lines = [{**common, "module": f"portsip.pbx.{module}", "args": {**options, **args}} for module, args in runs]
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(lines) + "\n")
        self._process.stdin.flush()

    def end(self) -> list[Json]:
        """The results of the runs that were started."""
        assert self._process.stdout is not None
        answers = json.loads(self._process.stdout.readline())
        return [answer.get("result") or {"failed": True, "msg": answer["broken"]} for answer in answers]

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=PATIENCE)


@contextmanager
def runners(count: int, directory: Path, collections: Path, modules: Sequence[str]) -> Iterator[list[Runner]]:
    """So many processes."""
    found = [Runner(directory / f"runner-{os.getpid()}-{number}", collections, modules) for number in range(count)]
    try:
        yield found
    finally:
        for runner in found:
            runner.close()


def at_once(racing: list[Runner], pbx: Simulator, runs: Sequence[tuple[str, Json]]) -> list[list[Json]]:
    """The results of the same runs, made by each process at the same time."""
    for runner in racing:
        runner.begin(pbx, runs)
    return [runner.end() for runner in racing]


def creations(pbx: Simulator, directory: Path, collections: Path, *, rounds: int, kinds_of: Sequence[str] = WITHOUT_UNIQUE_KEY) -> Report:
    """Rounds in which two or three runs create the same object."""
    report = Report("races")
    with report.timed(), runners(3, directory, collections, kinds_of) as racing:
        for number in range(rounds):
            for module in kinds_of:
                kind = kinds()[module]
                kind.seed(pbx)
                pbx.configure(latency=0.004 * (number % 4))
                before = objects(pbx.state())
                racing[0].begin(pbx, [(module, kind.steps["create"])])
                racing[0].end()
                alone = objects(pbx.state()) - before
                kind.seed(pbx)
                count = 2 + number % 2
                _round(pbx, report, racing[:count], module, kind.steps["create"], alone, f"{module}, {count} at once, round {number}")
    return report


def _round(pbx: Simulator, report: Report, racing: list[Runner], module: str, args: Json, alone: int, how: str) -> None:
    before = objects(pbx.state())
    results = at_once(racing, pbx, [(module, args)])
    report.counts["rounds"] += 1
    for (result,) in results:
        if result.get("failed"):
            report.breaks("failed", f"{how}: {result['msg'][:250]}")
    made = objects(pbx.state()) - before
    if made != alone:
        report.breaks("doubled" if made > alone else "lost", f"{how}: {made} objects where one run makes {alone}")
    pbx.clear_log()
    racing[0].begin(pbx, [(module, args)])
    (again,) = racing[0].end()
    if again.get("failed") or again["changed"] or pbx.writes():
        report.breaks("not settled", f"{how}: {again.get('msg', 'changed again')[:250]}")


def shared(pbx: Simulator, directory: Path, collections: Path, *, rounds: int, hosts: int = 8) -> Report:
    """Several hosts that ensure the same IP rules and transports: all succeed."""
    report = Report("races")
    modules = sorted({module for module, _args in SHARED})
    with report.timed(), runners(hosts, directory, collections, modules) as racing:
        for number in range(rounds):
            pbx.reset()
            pbx.configure(latency=0.004 * (number % 4))
            before = objects(pbx.state())
            results = at_once(racing, pbx, SHARED)
            report.counts["rounds of hosts"] += 1
            for host, each in enumerate(results):
                for (module, args), result in zip(SHARED, each, strict=True):
                    if result.get("failed"):
                        report.breaks("failed", f"{hosts} hosts, host {host}, {module} {args}: {result['msg'][:250]}")
            made = objects(pbx.state()) - before
            if made != len(SHARED):
                report.breaks("doubled" if made > len(SHARED) else "lost", f"{hosts} hosts: {made} objects of {len(SHARED)}")
    return report
