"""pytest over one part of the tests (see suites.py), or over what PYTEST_ARGS names; what follows goes to pytest.

``check_suites.py contract -m ''``; ``check_suites.py --given tests/unit tests/contract``.
"""

from __future__ import annotations

import sys

from suites import run_given, run_part

GIVEN = "--given"

if __name__ == "__main__":
    part, *arguments = sys.argv[1:]
    if part == GIVEN:
        run_given(*arguments)
    else:
        run_part(part, *arguments)
