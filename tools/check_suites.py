"""pytest over all suites in tests/, without what is marked ``long``; last of all checks, so that its count closes the output."""

from __future__ import annotations

from suites import run_pytest

if __name__ == "__main__":
    run_pytest()
