"""How the checks run pytest: the tests in parts, each in one process, so that each test is collected once.

Two or three processes at a time keep two cores at work to the end, where the parts are many and none is long: ``check.py`` starts them
like any other check, long ones first.
"""

from __future__ import annotations

import collections
import os
import re
import shlex
import sys
from collections.abc import Iterable

from checkout import ROOT, run

PROCESSES = "2"
"""Of one run of pytest over what PYTEST_ARGS names: each further one collects all tests once more."""
FAST = {
    "unit-modules": "tests/unit/plugins/modules",
    "unit-run-1": "tests/unit/plugins/module_utils/run",
    "unit-run-2": "tests/unit/plugins/module_utils/run",
    "unit-documents": "tests/unit/plugins/module_utils/run/document",
    "unit-engine": "tests/unit/plugins/module_utils",
    "unit-rest": "tests/unit",
    "contract": "tests/contract",
}
"""The parts of ``make unit``, each with its folder."""
PARTS = {
    **FAST,
    "functional-1": "tests/functional",
    "functional-2": "tests/functional",
    "functional-3": "tests/functional",
    "parity": "tests/parity",
    "other": "tests",
}
"""All parts. A file of tests belongs to the innermost of these folders that it is in; parts of one folder take its files in turn.

So no file is in none of them, or in two.
"""
NOTHING_COLLECTED = 5
"""pytest's status where no test was selected, as with ``-k``."""


def given() -> list[str]:
    """Return PYTEST_ARGS."""
    return shlex.split(os.environ.get("PYTEST_ARGS", ""))


def files_of(part: str) -> list[str]:
    """Return the files of tests that belong to a part, relative to the checkout."""
    folders = sorted(set(PARTS.values()), key=len, reverse=True)
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    mine = [
        name
        for name in files
        if not name.startswith("tests/integration/") and next(folder for folder in folders if name.startswith(f"{folder}/")) == PARTS[part]
    ]
    sharing = [name for name, folder in PARTS.items() if folder == PARTS[part]]
    return mine[sharing.index(part) :: len(sharing)]


def run_part(part: str, *arguments: str) -> None:
    """Run a part in this process's place, with PYTEST_ARGS; leave with a failure when a test fails."""
    run(sys.executable, "-m", "pytest", "-q", *arguments, *given(), *files_of(part), accepted=(NOTHING_COLLECTED,) if given() else ())


def run_given(*arguments: str) -> None:
    """Run what PYTEST_ARGS names in several processes; leave with a failure when a test fails, or when there is none.

    With PYTEST_ARGS that name paths, only these are run: ``PYTEST_ARGS='tests/contract -k ivr'``.
    """
    if any(argument.startswith("tests/") for argument in given()):
        arguments = tuple(argument for argument in arguments if not argument.startswith("tests/"))
    run(sys.executable, "-m", "pytest", "-n", PROCESSES, "--dist", "worksteal", "-q", *arguments, *given())


def total(outputs: Iterable[str]) -> str:
    """Return what several runs of pytest counted, taken together: ``3 failed, 170 passed``."""
    counts: collections.Counter[str] = collections.Counter()
    for output in outputs:
        last = re.findall(r"^(?:=+ )?((?:\d+ [a-z]+(?:, )?)+) in [\d.]+s", output, re.MULTILINE)
        counts.update({word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", last[-1] if last else "")})
    order = ["failed", "passed", *sorted(counts)]
    return ", ".join(f"{counts[word]} {word}" for word in dict.fromkeys(order) if counts[word]) or "no tests ran"
