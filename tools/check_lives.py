"""pytest over the life of each kind of object: with every behaviour of a PBX, both ways of running, and each operation of the APIs."""

from __future__ import annotations

from suites import run_pytest

if __name__ == "__main__":
    run_pytest(
        "-m", "", "tests/unit/test_cases.py", "tests/unit/test_cases_together.py", "tests/parity/test_all_modules.py", "tests/operations"
    )
