"""Run the project's checks: ``python tools/check.py lint-python sanity``, or ``--all``.

Checks named on the command line run one after the other and write straight to the screen. With ``--all`` the checks of
``make test`` run side by side (JOBS at once, 3 unless told otherwise), each into a log, with one line at its end, and its
log when it failed. The tests are several of these checks; what pytest counted in all of them is the last thing to be read.
So it is with ``unit``, ``suites`` and ``long``, which are the tests alone.
"""

from __future__ import annotations

import concurrent.futures
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from checkout import CACHE, ROOT, environment
from suites import FAST, PARTS, given, total

LOGS = CACHE / "logs"
REMINDER_SECONDS = 30
LINES_SHOWN = 200
TESTS = "check_suites.py"
LIVES = ("tests/unit/test_cases.py", "tests/unit/test_cases_together.py", "tests/parity/test_all_modules.py", "tests/operations")
"""The life of each kind of object: with every behaviour of a PBX, both ways of running, and each operation of the APIs."""


@dataclass(frozen=True)
class Check:
    """One check: the make target's name, what it looks at, and the script in tools/ that does it, with its arguments.

    seconds: how long it takes about, of those that run side by side: long ones start first, and short ones fill what is left.
    """

    name: str
    title: str
    script: str
    arguments: tuple[str, ...] = ()
    seconds: int = 0

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(ROOT / "tools" / self.script), *self.arguments]


SHORTENED = (
    Check(
        "integration",
        "ansible-test integration against the simulated PBX, with some of the cases",
        "check_integration.py",
        ("--sample",),
        20,
    ),
    Check(
        "lint-ansible",
        "yamllint and ansible-lint, without examples and the pages of most generated modules",
        "check_lint_ansible.py",
        ("--sample",),
        40,
    ),
    Check("sanity", "ansible-test sanity, slow tests with some of the generated files", "check_sanity.py", ("--sample",), 75),
    Check("molecule", "the molecule scenario default", "check_molecule.py", ("--sample",), 60),
    Check(
        "docs", "changelog fragments and plugin documentation, without the pages made from it", "check_docs.py", ("--skip-rstcheck",), 20
    ),
)
"""Checks that do less in ``make test`` than by name."""
WHOLE = (
    Check("build", "build, install, ansible-doc, galaxy-importer", "check_build.py", seconds=17),
    Check("lint-python", "ruff and mypy", "check_lint_python.py", seconds=6),
)
SECONDS = {
    **{"functional-1": 75, "functional-2": 170, "functional-3": 130, "parity": 160, "other": 125},
    **{"unit-run-1": 85, "unit-run-2": 65, "unit-modules": 45, "unit-rest": 40, "contract": 15, "unit-documents": 10},
}
"""How long the parts of the tests take that differ from the rest."""
PYTEST = tuple(Check(part, f"pytest over {PARTS[part]}", TESTS, (part,), SECONDS.get(part, 60)) for part in PARTS)
UNIT = tuple(
    Check(check.name, f"{check.title}, some of many cases", TESTS, (check.name, "--sample", "2")) for check in PYTEST if check.name in FAST
)
LONG = tuple(
    Check(part, f"{check.title}, with the tests marked long", TESTS, (part, "-m", "")) for part, check in zip(PARTS, PYTEST, strict=True)
)
SIDE_BY_SIDE = sorted((*SHORTENED, *WHOLE, *PYTEST), key=lambda check: check.seconds, reverse=True)
TOGETHER = {"unit": [*UNIT], "suites": [*PYTEST], "long": [*LONG]}
"""Names for several checks."""
ALONE = (
    Check("sanity", "ansible-test sanity, all of it", "check_sanity.py"),
    Check("docs", "changelog fragments and plugin documentation", "check_docs.py"),
    Check("lint-ansible", "yamllint and ansible-lint, production profile", "check_lint_ansible.py"),
    Check("integration", "ansible-test integration against the simulated PBX", "check_integration.py"),
    Check("molecule", "molecule scenarios", "check_molecule.py"),
    Check("unit", "pytest over the fast suites: tests/unit and tests/contract", TESTS, ("--given", "tests/unit", "tests/contract")),
    Check("suites", "pytest over all suites, without the tests marked long", TESTS, ("--given",)),
    Check("long", "pytest over all suites, with the tests marked long", TESTS, ("--given", "-m", "")),
    Check("lives", "pytest over the life of each kind of object, all of it", TESTS, ("--given", "-m", "", *LIVES)),
)
"""By name; the tests in this way with PYTEST_ARGS only."""
CHECKS = {check.name: check for check in (*WHOLE, *PYTEST, *ALONE)}

JOBS = 3
"""One more than a small machine has cores: a fifth of the time a check waits for a clock or a disk."""

_screen = threading.Lock()


def say(*lines: str) -> None:
    """Write whole lines, one thread at a time."""
    with _screen:
        print(*lines, sep="\n", flush=True)


def run_on_screen(check: Check) -> bool:
    """Run a check with its output on the screen; tell whether it passed."""
    say(f"== {check.name}: {check.title}")
    started = time.monotonic()
    passed = subprocess.run(check.command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode == 0
    if check.script != TESTS or not passed:
        say(f"== {check.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return passed


def run_logged(check: Check) -> bool:
    """Run a check with its output in a log, saying now and then that it is at work; tell whether it passed."""
    log = LOGS / f"{check.name}.log"
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(check.command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        while True:
            try:
                passed = process.wait(REMINDER_SECONDS) == 0
                break
            except subprocess.TimeoutExpired:
                say(f"   {check.name}: at work for {time.monotonic() - started:.0f} s ...")
    text = _log(check)
    notes = [line for line in text.splitlines() if line.startswith("NOTE: ")]
    head = f"== {check.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s ({check.title})"
    failure = [] if passed else [*text.splitlines()[-LINES_SHOWN:], f"== end of {log.relative_to(ROOT)}"]
    say(head, *(f"   {note}" for note in notes), *failure)
    return passed


def _log(check: Check) -> str:
    return (LOGS / f"{check.name}.log").read_text(encoding="utf-8", errors="replace")


def run_side_by_side(checks: Sequence[Check]) -> bool:
    """Run checks, also after a failure; tell whether all passed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    jobs = int(os.environ.get("JOBS") or JOBS)
    started = time.monotonic()
    say(f"== {len(checks)} checks, {jobs} at a time, with Python {sys.version.split()[0]}; their output goes to {LOGS.relative_to(ROOT)}")
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = dict(zip(checks, pool.map(run_logged, checks), strict=True))
    failed = [check.name for check, passed in results.items() if not passed]
    if failed:
        say(f"== FAILED after {time.monotonic() - started:.0f} s: {', '.join(failed)}")
    say(f"{total(_log(check) for check in checks if check.script == TESTS)} in {time.monotonic() - started:.2f}s")
    return not failed


def main() -> int:
    """Return the exit status for the command line."""
    names = sys.argv[1:]
    if names == ["--all"]:
        return 0 if run_side_by_side(SIDE_BY_SIDE) else 1
    unknown = [name for name in names if name not in CHECKS]
    if unknown or not names:
        print(f"usage: check.py --all | {' | '.join(CHECKS)}", file=sys.stderr)
        return 2
    together = {} if given() else TOGETHER
    failed = [name for name in names if not (run_side_by_side(together[name]) if name in together else run_on_screen(CHECKS[name]))]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
