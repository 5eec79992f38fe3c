# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The long run: the parts of all suites side by side, and their figures in a table."""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import conftest

from parity.examples import MODULES
from reliability import answers, document_ends, documents, faults, inputs, kills, kinds, races, sentinels
from reliability.report import PROMISES, Report, table
from simulator import Simulator

Part = tuple[str, str, bool, int]
"""A suite, a part of it, whether to leave out what takes long, and of how many cases one is tried."""


def parts(suite: str, quick: bool, step: int = 1) -> list[Part]:
    """The parts of a suite, which can run side by side."""
    named = {
        "faults": list(kinds.kinds()),
        "answers": [*kinds.kinds(), "slow"],
        "documents": [*documents.FAULTS, "alike", "timeouts", "kills", "signals", "at once"],
        "inputs": list(MODULES),
        "kills": ["in process", "as modules"],
        "races": ["creations", "hosts"],
        "sentinels": ["results", "screen", "ids"],
    }
    return [(suite, name, quick, step) for name in named[suite]]


def work(part: Part) -> Report:
    """Run one part."""
    suite, name, quick, step = part
    # From here on it is silent: what modules and Ansible print belongs to no figure.
    with tempfile.TemporaryDirectory(prefix="reliability-") as place, contextlib.redirect_stderr(io.StringIO()):
        # Below a directory of its own: a path that leads up from it finds nothing of others.
        directory = Path(place) / "one" / "two"
        directory.mkdir(parents=True)
        return _suites(directory, conftest.COLLECTIONS, name, quick, step)[suite]()


def _suites(directory: Path, collections: Path, name: str, quick: bool, step: int) -> dict[str, Callable[[], Report]]:
    phases = [case for case in kinds.cases() if case[0] == name]

    def with_pbx(suite: Callable[[Simulator], Report]) -> Callable[[], Report]:
        def run() -> Report:
            with Simulator() as pbx:
                return suite(pbx)

        return run

    def killed(pbx: Simulator) -> Report:
        count = 4 if quick else 15
        points = [(number + 0.5) / count for number in range(count)]
        return kills.run(kills.Bench(pbx, directory, collections, in_process=name == "in process"), points)

    def raced(pbx: Simulator) -> Report:
        if name == "hosts":
            return races.shared(pbx, directory, collections, rounds=2 if quick else 8)
        return races.creations(pbx, directory, collections, rounds=2 if quick else 8)

    def whole(pbx: Simulator) -> Report:
        count = 4 if quick else 25
        points = [(number + 0.5) / count for number in range(count)]
        made: dict[str, Callable[[], Report]] = {
            "alike": lambda: documents.alike(pbx, rounds=1 if quick else 5),
            "timeouts": lambda: document_ends.timeouts(pbx, points),
            "kills": lambda: document_ends.kills(pbx, collections, points),
            "signals": lambda: document_ends.kills(pbx, collections, points[::5], signal.SIGTERM),
            "at once": lambda: document_ends.at_once(pbx, collections, rounds=1 if quick else 10),
        }
        return made[name]() if name in made else documents.faults(pbx, documents.of_kind(name))

    def shown() -> Report:
        made: dict[str, Callable[[], Report]] = {
            "results": lambda: sentinels.in_results(directory, collections),
            "screen": lambda: sentinels.on_the_screen(directory, collections, every=12 if quick else 1),
            "ids": lambda: sentinels.pins_within_ids(directory, collections),
        }
        return made[name]()

    return {
        "faults": with_pbx(lambda pbx: faults.every(pbx, directory, slow=not quick, only=phases, step=step)),
        "documents": with_pbx(whole),
        "answers": with_pbx(
            lambda pbx: answers.slow(pbx, directory) if name == "slow" else answers.every(pbx, directory, only=phases, step=step),
        ),
        "inputs": with_pbx(lambda pbx: inputs.every(pbx, directory, only=[name], step=step)),
        "kills": with_pbx(killed),
        "races": with_pbx(raced),
        "sentinels": shown,
    }


def main() -> int:
    """Run the suites that were asked for, and print their figures: 1 where a promise did not hold, else 0."""
    parser = argparse.ArgumentParser(prog="python -m reliability", description=__doc__)
    parser.add_argument("--only", default="", help=f"suites, separated by commas: {', '.join(PROMISES)}")
    parser.add_argument("--part", default="", help="one part of a suite, such as a module")
    parser.add_argument("--jobs", type=int, default=2, help="how many parts run side by side")
    parser.add_argument("--quick", action="store_true", help="fewer kills, races and screens, and no timeouts")
    parser.add_argument("--step", type=int, default=1, help="of faults, answers and inputs, 5 tries each fifth case only")
    chosen = parser.parse_args()
    names = [name for name in chosen.only.split(",") if name] or list(PROMISES)
    wanted = [part for name in names for part in parts(name, chosen.quick, chosen.step) if chosen.part in ("", part[1])]
    reports = {name: Report(name) for name in names}
    # New processes, not forked ones: the simulator has threads.
    with multiprocessing.get_context("spawn").Pool(chosen.jobs, maxtasksperchild=1) as pool:
        for number, report in enumerate(pool.imap_unordered(work, wanted), 1):
            reports[report.suite].add(report)
            print(f"[{number}/{len(wanted)}] {report.suite}: {dict(report.counts)}, {report.seconds:.0f} s", flush=True)
            for broken in report.broken[:20]:
                print(f"    {broken.promise}: {broken.how}", flush=True)
    print(f"\n{table(list(reports.values()))}")
    return 1 if any(report.broken for report in reports.values()) else 0
