"""pytest over all suites in tests/; last of all checks, so that its count closes the output."""

from __future__ import annotations

import os
import shlex
import sys

from checkout import run


def main() -> None:
    """Leave with a failure when a test fails, or when there is none."""
    run(sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q", *shlex.split(os.environ.get("PYTEST_ARGS", "")))


if __name__ == "__main__":
    main()
