# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ends of a run of the document that nobody has planned: its time is up, it is killed, or another one writes at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import Lifeline, stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.process_end import before_end
from ansible_collections.portsip.pbx.plugins.module_utils.client.sessions import sign_out_everywhere

from reliability.document_probe import Probe
from reliability.document_runs import DOCUMENT, PARALLEL, Json, carried_out, seed
from reliability.driving import access, without_pauses
from reliability.report import Report
from simulator import Simulator


class TimeIsUp(BaseException):
    """What ansible-core raises in the main thread when a task's time is up."""


def timeouts(pbx: Simulator, points: Sequence[float]) -> Report:
    """The time of the task is up after a part of the writes: the result tells what has become of each object.

    :param points: parts of all writes, between 0 and 1.
    """
    report = Report("documents")
    with report.timed():
        probe = Probe(pbx, report)
        writes = len(pbx.writes())
        for point in points:
            seed(pbx)
            pbx.configure(latency=0.01)
            with _struck_after(pbx, max(1, int(point * writes))):
                result = carried_out(access(pbx), DOCUMENT)
            asked = len(pbx.requests())
            time.sleep(0.1)
            if len(pbx.requests()) > asked:
                report.breaks("not settled", f"time is up after {point:.0%} of the writes: requests are made afterwards")
            pbx.configure(latency=0)
            report.counts["timeouts"] += 1
            probe.check(result, f"time is up after {point:.0%} of the writes")
            probe.repair(f"time is up after {point:.0%} of the writes")
    return report


@contextmanager
def _struck_after(pbx: Simulator, writes: int) -> Iterator[None]:
    """Let the time of the main thread be up as soon as so many writes were made."""
    over = threading.Event()

    def strike(*_ignored: object) -> None:
        raise TimeIsUp

    def watch() -> None:
        while len(pbx.writes()) < writes and not over.wait(0.002):
            pass
        if not over.is_set():
            os.kill(os.getpid(), signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, strike)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        signal.signal(signal.SIGALRM, before)


class Process:
    """A process that carries the document out when it is told to."""

    def __init__(self, pbx: Simulator, collections: Path, parallel: int = PARALLEL) -> None:
        tests = str(Path(__file__).resolve().parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(collections), tests])}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reliability.document_ends"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._access, self._parallel = access(pbx), parallel
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it is ready

    def begin(self) -> None:
        """Begin now."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([self._access, DOCUMENT, self._parallel]) + "\n")
        self._process.stdin.flush()

    def end(self) -> Json:
        """The result."""
        output, _errors = self._process.communicate(timeout=60)
        found: Json = json.loads(output)
        return found

    def end_by(self, number: int) -> None:
        """Send it a signal, and wait for its end."""
        self._process.send_signal(number)
        self._process.communicate(timeout=60)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None


def kills(pbx: Simulator, collections: Path, points: Sequence[float], number: int = signal.SIGKILL) -> Report:
    """The process is killed, or told to end, after a part of its writes.

    :param points: parts of all writes, between 0 and 1.
    :param number: of the signal.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        writes = len(pbx.writes())
        for point in points:
            how = f"signal {number} after {point:.0%} of the writes"
            seed(pbx)
            pbx.configure(latency=0.01)
            process = Process(pbx, collections)
            process.begin()
            while len(pbx.writes()) < point * writes and not process.ended:
                time.sleep(0.001)
            process.end_by(number)
            asked = len(pbx.requests())
            time.sleep(0.1)  # for what was on its way
            pbx.configure(latency=0)
            if number != signal.SIGKILL:
                if len(pbx.requests()) > asked:
                    report.breaks("not settled", f"{how}: requests are made afterwards")
                if pbx.state()["sessions"]:
                    report.breaks("not settled", f"{how}: {pbx.state()['sessions']} sessions are left")
            report.counts["kills"] += 1
            probe.repair(how)
    return report


def at_once(pbx: Simulator, collections: Path, rounds: int) -> Report:
    """Two runs of the document at the same time: what they begin to write they complete, and there is one of each object.

    A run whose plan rests on what the other one has half done may end before it writes anything.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        for number in range(rounds):
            how = f"two at once, round {number}"
            seed(pbx)
            runs = [Process(pbx, collections) for _run in range(2)]
            for run in runs:
                run.begin()
            results = [run.end() for run in runs]
            for result in results:
                report.counts["runs at once"] += 1
                if "not_done" in result or (result.get("failed") and all(one.get("failed") for one in results)):
                    report.breaks("failed", f"{how}: {result['msg'][:300]}")
            probe.repair(how)
    return report


def main() -> None:
    """Be the process of ``Process``, with what the collection does about signals and a lost parent."""
    print("ready", flush=True)
    arguments = json.loads(sys.stdin.readline())
    before_end(sign_out_everywhere)
    with stopped_by(Lifeline().check):
        result = carried_out(*arguments)
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
