# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""When a holiday is, of a tenant or of one user (PortSIP PBX REST API 22.2, /holidays, /users/{id}/holidays)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.forms import upper
from ...schema.model import Wanted
from ...schema.types import Name64, Region

Year = Annotated[int, Field(ge=0, le=9999)]
Month = Annotated[int, Field(ge=1, le=12)]
MonthDay = Annotated[int, Field(ge=1, le=31)]
Hour = Annotated[int, Field(ge=0, le=24)]
Minute = Annotated[int, Field(ge=0, le=59)]

LEAP_YEAR = 2000
"""Stands for the year of a date that has none: in it, every day of a year exists."""


class AnyHoliday(Wanted):
    """A day, or several days in a row, on which calls go elsewhere."""

    name: Name64 | None = option("Name of the holiday, 1 to 64 characters.", "Required unless O(id) is given.")
    region: Region | None = option(
        "Country that the holiday belongs to, as three letters of ISO 3166-1, such as V(DEU). Required on creation.", canonical=upper
    )
    consecutive: bool | None = option(
        "Whether the holiday is a range of days in a row. Otherwise it is a time within one day, or the whole day. Required on creation."
    )
    every_year: bool | None = option("Whether the holiday applies every year. Required on creation.")
    year_start: Year | None = option("Year in which the holiday begins, of a holiday that applies in one year only.")
    month_start: Month | None = option("Month in which the holiday begins.")
    day_start: MonthDay | None = option("Day of the month on which the holiday begins.")
    hour_start: Hour | None = option("Hour at which the holiday begins on its first day.")
    minute_start: Minute | None = option("Minute at which the holiday begins on its first day.")
    year_end: Year | None = option("Year in which the holiday ends, of a holiday that applies in one year only.")
    month_end: Month | None = option("Month in which the holiday ends.")
    day_end: MonthDay | None = option("Day of the month on which the holiday ends. The day itself is part of the holiday.")
    hour_end: Hour | None = option("Hour at which the holiday ends on its last day.")
    minute_end: Minute | None = option("Minute at which the holiday ends on its last day.")


def check_dates(holiday: Mapping[str, Any]) -> None:
    """Check the dates of a whole holiday.

    :raises ValueError: a day does not exist, or a holiday of one year ends before it begins.
    """
    first, last = (_date(holiday, end) for end in ("start", "end"))
    in_one_year = not holiday.get("every_year") and holiday.get("year_start") and holiday.get("year_end")
    if in_one_year and first and last and last < first:
        raise ValueError(f"the holiday must not end ({last}) before it begins ({first})")


def _date(holiday: Mapping[str, Any], end: str) -> datetime.date | None:
    year, month, day = (holiday.get(f"{part}_{end}") for part in ("year", "month", "day"))
    if not month or not day:
        return None
    try:
        return datetime.date(year if year and not holiday.get("every_year") else LEAP_YEAR, month, day)
    except ValueError:
        raise ValueError(f"day_{end}: month {month} has no day {day}") from None
