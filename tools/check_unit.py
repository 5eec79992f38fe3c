"""pytest over the suites that are fast: tests/unit and tests/contract."""

from __future__ import annotations

from suites import run_pytest

if __name__ == "__main__":
    run_pytest("tests/unit", "tests/contract")
