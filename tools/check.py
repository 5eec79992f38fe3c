"""Run the project's checks: ``python tools/check.py lint-python sanity``, or ``--all``.

Checks named on the command line run one after the other and write straight to the screen. With ``--all`` the checks of
``make test`` run side by side (JOBS at once, 2 unless told otherwise), each into a log, with one line at its end, and its
log when it failed. pytest starts last, when less runs than may, and its output is shown at the end, so that its count of
passed tests is the last thing to be read.
"""

from __future__ import annotations

import concurrent.futures
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from checkout import CACHE, ROOT, environment

LOGS = CACHE / "logs"
REMINDER_SECONDS = 30
LINES_SHOWN = 200


@dataclass(frozen=True)
class Check:
    """One check: the make target's name, what it looks at, and the script in tools/ that does it, with its arguments."""

    name: str
    title: str
    script: str
    arguments: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(ROOT / "tools" / self.script), *self.arguments]


# In the order of starting, long ones first: two at a time, they end at about the same moment.
SIDE_BY_SIDE = (
    Check("sanity", "ansible-test sanity, slow tests with some of the generated files", "check_sanity.py", ("--sample",)),
    Check("molecule", "molecule scenarios", "check_molecule.py"),
    Check("integration", "ansible-test integration against the simulated PBX", "check_integration.py"),
    Check("build", "build, install, ansible-doc, galaxy-importer", "check_build.py"),
    Check("lint-ansible", "yamllint and ansible-lint, production profile", "check_lint_ansible.py"),
    Check("lint-python", "ruff and mypy", "check_lint_python.py"),
    Check("docs", "changelog fragments and plugin documentation, without the pages made from it", "check_docs.py", ("--skip-rstcheck",)),
)
LAST = Check("suites", "pytest over all suites, without the tests marked long", "check_suites.py")
OTHERS = (
    Check("sanity", "ansible-test sanity, all of it", "check_sanity.py"),
    Check("docs", "changelog fragments and plugin documentation", "check_docs.py"),
    Check("unit", "pytest over the fast suites: tests/unit and tests/contract", "check_unit.py"),
    Check("lives", "pytest over the life of each kind of object, all of it", "check_lives.py"),
    Check("long", "pytest over all suites, with the tests marked long", "check_long.py"),
)
"""Run by name only; of two with one name, the one that does more."""
CHECKS = {check.name: check for check in (*SIDE_BY_SIDE, LAST, *OTHERS)}

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
    if not check.title.startswith("pytest") or not passed:
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
    text = log.read_text(encoding="utf-8", errors="replace")
    notes = [line for line in text.splitlines() if line.startswith("NOTE: ")]
    head = f"== {check.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s ({check.title})"
    # What pytest wrote closes the output of the whole run.
    failure = [] if passed or check is LAST else [*text.splitlines()[-LINES_SHOWN:], f"== end of {log.relative_to(ROOT)}"]
    say(head, *(f"   {note}" for note in notes), *failure)
    return passed


def run_all() -> bool:
    """Run every check, also after a failure; tell whether all passed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    jobs = int(os.environ.get("JOBS") or 2)
    started = time.monotonic()
    checks = (*SIDE_BY_SIDE, LAST)
    say(f"== {len(checks)} checks, {jobs} at a time, with Python {sys.version.split()[0]}; their output goes to {LOGS.relative_to(ROOT)}")
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = dict(zip(checks, pool.map(run_logged, checks), strict=True))
    failed = [check.name for check, passed in results.items() if not passed]
    say((LOGS / f"{LAST.name}.log").read_text(encoding="utf-8", errors="replace").rstrip())
    if failed:
        say(f"== FAILED after {time.monotonic() - started:.0f} s: {', '.join(failed)}")
    return not failed


def main() -> int:
    """Return the exit status for the command line."""
    names = sys.argv[1:]
    if names == ["--all"]:
        return 0 if run_all() else 1
    unknown = [name for name in names if name not in CHECKS]
    if unknown or not names:
        print(f"usage: check.py --all | {' | '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = [name for name in names if not run_on_screen(CHECKS[name])]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
