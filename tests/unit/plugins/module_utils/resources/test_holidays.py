# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The dates of a holiday belong together: what is given is checked with what the PBX has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.holiday import HOLIDAY
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench

if TYPE_CHECKING:
    from simulator import Simulator

TENANT = "clinic.example.com"
NEW = {"name": "Closed", "region": "DEU", "consecutive": True}


@pytest.fixture
def bench(shared_simulator: Simulator) -> Bench:
    shared_simulator.add_tenant(TENANT)
    return Bench(shared_simulator, HOLIDAY, {"tenant": TENANT})


@pytest.mark.parametrize(
    ("dates", "says"),
    [
        ({"every_year": True, "month_start": 4, "day_start": 31}, "day_start: month 4 has no day 31"),
        ({"every_year": False, "year_start": 2027, "month_start": 2, "day_start": 29}, "day_start: month 2 has no day 29"),
        (
            {
                **{"every_year": False, "year_start": 2027, "month_start": 5, "day_start": 14},
                **{"year_end": 2027, "month_end": 5, "day_end": 13},
            },
            "must not end (2027-05-13) before it begins (2027-05-14)",
        ),
    ],
)
def test_dates_that_do_not_exist_are_refused_before_a_write(bench: Bench, dates: dict[str, Any], says: str) -> None:
    outcome = bench.run(**NEW, **dates)
    assert says in str(outcome.error)
    assert not [call for call in outcome.calls if call == "POST /api/holidays"]


@pytest.mark.parametrize(
    "dates",
    [
        {"every_year": True, "month_start": 2, "day_start": 29},
        {"every_year": True, "month_start": 12, "day_start": 31, "month_end": 1, "day_end": 1},
        {"every_year": False, "year_start": 2027, "month_start": 12, "day_start": 31, "year_end": 2028, "month_end": 1, "day_end": 1},
    ],
)
def test_a_leap_day_and_the_turn_of_a_year_are_dates(bench: Bench, dates: dict[str, Any]) -> None:
    assert bench.run(**NEW, **dates).result["changed"] is True


def test_a_change_is_checked_with_what_the_pbx_has(bench: Bench) -> None:
    bench.run(**NEW, every_year=True, month_start=2, day_start=1)
    outcome = bench.run(name="Closed", day_start=30)
    assert "day_start: month 2 has no day 30" in str(outcome.error)
