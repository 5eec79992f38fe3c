# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Times as bits, holidays on the calendar, and times in words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.follow import Calls
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.hours import Week, spans_of_holiday
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.numbers import meet
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.slots import Slots
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.words import times_in_words
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.year import slots_of
from ansible_collections.portsip.pbx.tests.unit.support.calls import DAYS

FIRST, LAST = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)
CLOSED = {"enabled": False}


def opened(*ranges: tuple[str, str]) -> dict[str, Any]:
    return {"enabled": True, "ranges": [{"from": start, "to": end} for start, end in ranges]}


def week(**days: Any) -> Week:
    return Week.of({**dict.fromkeys(DAYS, CLOSED), **days})


WORDS = [
    (week(sunday=opened(("08:00", "23:59"))), "Sundays 08:00 to 24:00"),
    (week(monday=opened(("09:00", "17:00")), tuesday=opened(("09:00", "17:00"))), "Mondays and Tuesdays 09:00 to 17:00"),
    (week(**dict.fromkeys(("monday", "tuesday", "wednesday"), opened(("09:00", "12:00"), ("13:00", "17:00")))),
     "Mondays to Wednesdays 09:00 to 12:00 and 13:00 to 17:00"),
    (week(monday={"enabled": True}, friday=opened(("10:00", "11:00"))), "Mondays; Fridays 10:00 to 11:00"),
    (week(), "never"),
    (week(**dict.fromkeys(DAYS, {"enabled": True})), "at any time"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "words"), WORDS, ids=[case[1] for case in WORDS])
def test_times_in_words(hours: Week, words: str) -> None:
    slots = Slots.of_year(FIRST, hours.cuts(), ())
    assert times_in_words(slots, slots.open(hours)) == words


HOLIDAYS = [
    ({"every_year": True, "month_start": 5, "day_start": 1}, ["2027-05-01 00:00 2027-05-02 00:00"]),
    ({"every_year": False, "year_start": 2026, "month_start": 5, "day_start": 1}, []),
    ({"every_year": True, "month_start": 5, "day_start": 1, "hour_start": 12, "hour_end": 18}, ["2027-05-01 12:00 2027-05-01 18:00"]),
    (
        {"every_year": True, "consecutive": True, "month_start": 12, "day_start": 24, "hour_start": 14, "month_end": 1, "day_end": 2},
        ["2026-12-24 14:00 2027-01-03 00:00", "2027-12-24 14:00 2028-01-03 00:00"],
    ),
    (
        {"every_year": False, "consecutive": True, "year_start": 2027, "month_start": 3, "day_start": 30, "year_end": 2027, "month_end": 4,
         "day_end": 2, "hour_end": 24},
        ["2027-03-30 00:00 2027-04-03 00:00"],
    ),
    ({"every_year": True, "month_start": 2, "day_start": 29}, []),
    ({"every_year": True, "consecutive": True, "month_start": 2, "day_start": 1, "month_end": 2, "day_end": 29},
     ["2027-02-01 00:00 2027-03-01 00:00"]),
    ({"every_year": True}, []),
]  # fmt: skip


@pytest.mark.parametrize(("holiday", "expected"), HOLIDAYS)
def test_holidays_on_the_calendar(holiday: dict[str, Any], expected: list[str]) -> None:
    assert [f"{span.start:%Y-%m-%d %H:%M} {span.end:%Y-%m-%d %H:%M}" for span in spans_of_holiday(holiday, FIRST, LAST)] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([], ["1"], True),
        (["0044**"], ["004412"], True),
        (["0044**"], ["0044***"], False),
        (["0044**"], ["00**12"], True),
        (["0044**"], ["0033**"], False),
        (["100-199"], ["150"], True),
        (["100-199"], ["2**"], False),
        (["100-199"], ["1**"], True),
        (["1", "2"], ["3", "2"], True),
    ],
)
def test_masks_that_can_fit_one_caller(one: list[str], other: list[str], expected: bool) -> None:
    assert {meet(*both) for both in ((one, other), (other, one))} == {expected}


@pytest.mark.parametrize("of_tenant", [False, True])
def test_the_hours_of_a_user_elsewhere_count_in_winter_and_in_summer(of_tenant: bool) -> None:
    """09:00 in New York is 15:00 in Berlin, and 14:00 in the weeks between the two changes of the clocks."""
    hours = {"sunday": opened(("09:00", "10:00")), "monday": opened(("09:00", "10:00"))}
    own = {"office_hours": {"mode": "GLOBAL"} if of_tenant else {"mode": "CUSTOM", **hours}}
    whole = {"office_hours": hours} if of_tenant else {}
    days = [
        {"name": "Spring", "every_year": False, "consecutive": False, "year_start": 2027, "month_start": 3, "day_start": 21},
        {"name": "Autumn", "every_year": False, "consecutive": False, "year_start": 2027, "month_start": 11, "day_start": 8},
    ]
    user = {"extension_number": "1010", "timezone": "America/New_York", **own}
    user["available_non_office_hours_forward_rule"] = {"action": "HANGUP"}
    definition = {"timezone": "Europe/Berlin", "users": [user], "holidays": days, **whole}
    calls = Calls(definition, slots=slots_of([definition], FIRST))
    rings = next(trail.mask for trail in calls.follow(("user", "1010"), Call()) if trail.end == ("user", "1010"))
    told = {str(day.date or day.weekday): ranges for day, ranges in calls.site.slots.parts(rings)}
    assert told == {"0": [(900, 960)], "6": [(900, 960)], "2027-03-21": [(840, 900)], "2027-11-08": [(900, 960)]}
