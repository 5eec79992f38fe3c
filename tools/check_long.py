"""pytest over all suites in tests/, with what is marked ``long`` and left out of ``make test``."""

from __future__ import annotations

from suites import run_pytest

if __name__ == "__main__":
    run_pytest("-m", "")
