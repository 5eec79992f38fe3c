# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Times as bits of one number, so that when a call takes a way is computed for a week and for all holidays at once.

The week stands for all weeks in which there is no holiday. Each day on which there is one follows it with its date.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..call_flow.wording import shown
from .hours import MINUTES, Span, Week

Zone = zoneinfo.ZoneInfo
WEEKDAYS = 7


@dataclass(frozen=True)
class Day:
    """A day in parts.

    :param date: of a day with a holiday; None for a weekday of the week that stands for all others.
    :param cuts: minutes at which a part begins, and the end of the last one.
    :param offset: the bit of the first part.
    """

    weekday: int
    date: datetime.date | None
    cuts: tuple[int, ...]
    offset: int

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return len(self.cuts) - 1


@dataclass
class Slots:
    """Parts of days, each of which is a bit of a mask.

    :param days: in the order of their bits.
    :param zone: the time zone of the tenant, where it is known.
    :param monday: the first day of the week that stands for all others.
    """

    days: Sequence[Day]
    zone: Zone | None = None
    monday: datetime.date = datetime.date(2026, 1, 5)
    _open: dict[tuple[Week, str], int] = field(default_factory=dict)
    _patterns: dict[tuple[Week, int, tuple[int, ...], int], int] = field(default_factory=dict)
    _on: dict[tuple[Span, ...], int] = field(default_factory=dict)

    @classmethod
    def of_moment(cls, moment: datetime.datetime, zone: Zone | None = None) -> Slots:
        """One part: the minute of a moment in the time of the tenant."""
        minute = moment.hour * 60 + moment.minute
        return cls([Day(moment.weekday(), moment.date(), (minute, minute + 1), 0)], zone)

    @classmethod
    def of_year(cls, first: datetime.date, cuts: Iterable[int], holidays: Iterable[Span], zone: Zone | None = None) -> Slots:
        """A week, and the days with holidays of a year.

        :param first: the first day of the year.
        :param cuts: minutes of a day at which something may change.
        :param holidays: those that are worth a look.
        """
        regular = tuple(sorted({0, MINUTES, *(cut for cut in cuts if 0 < cut < MINUTES)}))
        last = first + datetime.timedelta(days=365)
        dates: dict[datetime.date, set[int]] = {}
        for span in holidays:
            touched = max(span.start.date(), first)
            while touched < last and datetime.datetime.combine(touched, datetime.time()) < span.end:
                dates.setdefault(touched, set()).update(_ends_on(touched, span))
                touched += datetime.timedelta(days=1)
        days, offset = [], 0
        for weekday, date, more in (
            *((weekday, None, ()) for weekday in range(WEEKDAYS)),
            *((date.weekday(), date, tuple(dates[date])) for date in sorted(dates)),
        ):
            parts = tuple(sorted({*regular, *more})) if more else regular
            days.append(Day(weekday, date, parts, offset))
            offset += len(parts) - 1
        return cls(days, zone, first + datetime.timedelta(days=-first.weekday() % WEEKDAYS))

    @property
    def everything(self) -> int:
        """All times."""
        last = self.days[-1]
        return (1 << (last.offset + last.parts)) - 1

    def regular(self) -> int:
        """The week without holidays; nothing where there is only one moment."""
        return _sum(self._mask_of(day) for day in self.days if day.date is None)

    @staticmethod
    def _mask_of(day: Day) -> int:
        return ((1 << day.parts) - 1) << day.offset

    def open(self, week: Week, zone: str = "") -> int:
        """When it is within some hours.

        :param zone: the time zone in which these are, where it is not that of the tenant.
        """
        known = self._open.get((week, zone))
        if known is None:
            known = self._open[week, zone] = _sum(self._pattern(week, day, self.shift(day, zone)) << day.offset for day in self.days)
        return known

    def _pattern(self, week: Week, day: Day, shift: int) -> int:
        key = (week, day.weekday, day.cuts, shift)
        known = self._patterns.get(key)
        if known is None:
            known = 0
            for part, minute in enumerate(day.cuts[:-1]):
                days, there = divmod(minute + shift, MINUTES)
                known |= week.is_open((day.weekday + days) % WEEKDAYS, there) << part
            self._patterns[key] = known
        return known

    def shift(self, day: Day, zone: str) -> int:
        """Minutes by which the clocks of another time zone are ahead on a day; none where it is not known."""
        there = zone_of(zone) if zone else None
        if there is None or self.zone is None:
            return 0
        date = day.date or self.monday + datetime.timedelta(days=day.weekday)
        noon = datetime.datetime.combine(date, datetime.time(12), tzinfo=self.zone)
        own, other = noon.utcoffset(), noon.astimezone(there).utcoffset()
        return round((other - own).total_seconds() / 60) if own is not None and other is not None else 0

    def on(self, spans: Sequence[Span]) -> int:
        """When one of some holidays is."""
        known = self._on.get(tuple(spans))
        if known is None:
            known = self._on[tuple(spans)] = _sum(
                self._part_mask(day, day.date, span) for span in spans for day in self.days if day.date is not None
            )
        return known

    @staticmethod
    def _part_mask(day: Day, date: datetime.date, span: Span) -> int:
        midnight = datetime.datetime.combine(date, datetime.time())
        if span.end <= midnight or span.start >= midnight + datetime.timedelta(days=1):
            return 0
        start, end = ((moment - midnight).total_seconds() / 60 for moment in (span.start, span.end))
        return _sum(1 << (day.offset + part) for part, minute in enumerate(day.cuts[:-1]) if start <= minute < end)

    def parts(self, mask: int) -> Iterator[tuple[Day, list[tuple[int, int]]]]:
        """Of each day that a mask touches, from which minute to which; neighbouring parts as one."""
        for day in self.days:
            bits = (mask >> day.offset) & ((1 << day.parts) - 1)
            found: list[tuple[int, int]] = []
            for part in range(day.parts) if bits else ():
                if bits >> part & 1:
                    start, end = day.cuts[part], day.cuts[part + 1]
                    if found and found[-1][1] == start:
                        start = found.pop()[0]
                    found.append((start, end))
            if found:
                yield day, found


def _ends_on(date: datetime.date, span: Span) -> Iterator[int]:
    yield 0
    for moment in (span.start, span.end):
        if moment.date() == date:
            yield moment.hour * 60 + moment.minute


def _sum(masks: Iterable[int]) -> int:
    """All times of some masks together."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def tenant_zone(tenant: Mapping[str, Any]) -> Zone | None:
    """The time zone of a tenant, where this machine knows it."""
    name = shown(tenant.get("timezone"))
    return zone_of(name) if name else None


def zone_of(name: str) -> Zone | None:
    """A time zone by its name; None where this machine does not know it."""
    try:
        return Zone(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
