# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""When offices are open and when holidays are, read from a definition (PortSIP PBX REST API 22.2, office_hours and holidays)."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..call_flow.definition import Entry
from ..call_flow.hours import DAYS, spans_of

MINUTES = 24 * 60
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Week:
    """Hours of a week.

    :param days: of each day from Monday on, from which minute to which it is open.
    """

    days: tuple[Ranges, ...]

    @classmethod
    def of(cls, hours: Mapping[str, Any]) -> Week:
        """Read office hours; a day that is not given is closed."""
        return cls(tuple(_day(hours.get(day)) for day in DAYS))

    def cuts(self) -> set[int]:
        """The minutes of a day at which something changes."""
        return {minute for ranges in self.days for ends in ranges for minute in ends}

    def is_open(self, weekday: int, minute: int) -> bool:
        """Whether a minute is one of these hours."""
        return any(start <= minute < end for start, end in self.days[weekday])


ALWAYS = Week(tuple(((0, MINUTES),) for _day in DAYS))


def _day(day: Any) -> Ranges:
    spans = spans_of(day) if isinstance(day, Mapping) else None
    if spans is None:
        return ()
    if not spans:
        return ((0, MINUTES),)
    ends = ((_minute(start), _minute(end, END)) for start, end in spans)
    return tuple(sorted((start, end) for start, end in ends if start is not None and end is not None and start < end))


END = MINUTES - 1
"""The last minute that the API can name, which stands for the end of the day."""


def _minute(text: Any, end: int | None = None) -> int | None:
    hour, _colon, minute = str(text).partition(":")
    if not hour.isdecimal() or not minute[:2].isdecimal():
        return None
    value = int(hour) * 60 + int(minute[:2])
    return MINUTES if value == end else min(value, MINUTES)


@dataclass(frozen=True)
class Span:
    """One time from a first moment up to, not including, a last one, in the time of the tenant."""

    start: datetime.datetime
    end: datetime.datetime


def spans_of_holiday(holiday: Entry, first: datetime.date, last: datetime.date) -> Iterator[Span]:
    """When a holiday is, between two days.

    Without hours it lasts from the beginning of its first day to the end of its last one, which is part of it.
    """
    years = range(first.year - 1, last.year + 1) if holiday.get("every_year") else [_whole(holiday.get("year_start"))]
    for year in years:
        begin = _date(holiday, "start", year)
        if begin is None:
            continue
        until = year + (_whole(holiday.get("year_end"), year) - year if not holiday.get("every_year") else 0)
        end = (_date(holiday, "end", until) if holiday.get("consecutive") else None) or begin
        if end < begin and holiday.get("every_year"):
            end = _date(holiday, "end", year + 1) or begin
        start = _at(begin, holiday, "start", 0)
        finish = _at(end, holiday, "end", MINUTES)
        if start < finish and finish.date() >= first and start.date() <= last:
            yield Span(start, finish)


def _date(holiday: Entry, end: str, year: int) -> datetime.date | None:
    month, day = (_whole(holiday.get(f"{part}_{end}")) for part in ("month", "day"))
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    days = calendar.monthrange(year, month)[1]
    # A holiday that begins on 29 February is none in other years; one that ends then ends with the month.
    return datetime.date(year, month, min(day, days)) if day <= days or end == "end" else None


def _at(day: datetime.date, holiday: Entry, end: str, default: int) -> datetime.datetime:
    minutes = _whole(holiday.get(f"hour_{end}")) * 60 + _whole(holiday.get(f"minute_{end}"))
    if end == "end" and minutes in (0, END):
        minutes = default
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=min(minutes, MINUTES))


def _whole(value: Any, default: int = 0) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
