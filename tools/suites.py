"""How the checks run pytest."""

from __future__ import annotations

import os
import shlex
import sys

from checkout import run

PROCESSES = "2"
"""As many as a small machine has cores: each further one collects all tests once more, which takes as long as a tenth of them."""


def run_pytest(*arguments: str) -> None:
    """Run pytest in several processes, with PYTEST_ARGS; leave with a failure when a test fails, or when there is none.

    With PYTEST_ARGS that name paths, only these are run: ``PYTEST_ARGS='tests/contract -k ivr'``.
    """
    given = shlex.split(os.environ.get("PYTEST_ARGS", ""))
    if any(argument.startswith("tests/") for argument in given):
        arguments = tuple(argument for argument in arguments if not argument.startswith("tests/"))
    run(sys.executable, "-m", "pytest", "-n", PROCESSES, "--dist", "worksteal", "-q", *arguments, *given)
