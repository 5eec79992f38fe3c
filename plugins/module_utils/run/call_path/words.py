# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Times in words: ``Sundays 08:00 to 24:00``, and holidays by name and date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from ..call_flow.hours import DAYS
from .hours import MINUTES
from .slots import WEEKDAYS, Day, Slots

Ranges = tuple[tuple[int, int], ...]
Feasts = Mapping[datetime.date, str]
ANY, NEVER = "at any time", "never"
OPEN, CLOSED = "within the tenant's office hours", "outside of the tenant's office hours"
MOST = 5
"""Parts of a text; what is more is counted."""
FEW = 2
"""Parts of a week in words that are better read than the name of the hours."""
ALL_DAY: Ranges = ((0, MINUTES),)


def times_in_words(slots: Slots, mask: int, feasts: Feasts | None = None, hours: int = 0) -> str:
    """When a mask is, for people.

    :param feasts: the holidays, by the dates on which they are.
    :param hours: the tenant's office hours, which are called so where their days would be many words.
    """
    if mask == slots.everything:
        return ANY
    if not mask:
        return NEVER
    found: dict[tuple[int, datetime.date | None], Ranges] = {(day.weekday, day.date): tuple(ranges) for day, ranges in slots.parts(mask)}
    week = [found.get((weekday, None), ()) for weekday in range(WEEKDAYS)]
    dates = [day for day in slots.days if day.date is not None]
    more = [(day, found.get((day.weekday, day.date), ())) for day in dates]
    # A holiday is worth a word where calls go otherwise than on that day of the week.
    on = [(day, ranges) for day, ranges in more if ranges and (ranges != week[day.weekday] or not any(week))]
    out = [(day, ranges) for day, ranges in more if not ranges and week[day.weekday]]
    parts = [ANY] if all(ranges == ALL_DAY for ranges in week) else list(_weekdays(week))
    regular = slots.regular()
    if len(parts) > FEW and mask & regular in (hours & regular, ~hours & regular):
        parts = [OPEN if mask & hours & regular else CLOSED]
    parts += [_on(name, ranges) for name, ranges in _dates(on, feasts or {})]
    parts += [f"not on {name}" for name, _ranges in _dates(out, feasts or {})]
    shown = parts[:MOST]
    return "; ".join([*shown, *([f"{len(parts) - MOST} more"] if len(parts) > MOST else [])])


def _weekdays(week: Sequence[Ranges]) -> Iterable[str]:
    """Neighbouring days with the same times together: ``Mondays to Fridays 08:00 to 12:30``."""
    start = 0
    while start < WEEKDAYS:
        end = start
        while end + 1 < WEEKDAYS and week[end + 1] == week[start]:
            end += 1
        if week[start]:
            first, last = (f"{DAYS[day].capitalize()}s" for day in (start, end))
            names = first if start == end else f"{first} and {last}" if end == start + 1 else f"{first} to {last}"
            yield f"{names} {_ranges(week[start])}".strip()
        start = end + 1


def _dates(days: Sequence[tuple[Day, Ranges]], feasts: Feasts) -> Iterable[tuple[str, Ranges]]:
    """Days in a row with the same times together, by the name of the holiday where it has one."""
    groups: list[tuple[datetime.date, datetime.date, str, Ranges]] = []
    for day, ranges in days:
        date = day.date or datetime.date.min
        name = feasts.get(date, "")
        if groups and groups[-1][1] + datetime.timedelta(days=1) == date and groups[-1][2:] == (name, ranges):
            groups[-1] = (groups[-1][0], date, name, ranges)
        else:
            groups.append((date, date, name, ranges))
    for first, last, name, ranges in groups:
        when = str(first) if first == last else f"{first} to {last}"
        yield (f"{name} ({when})" if name else when), ranges


def _on(name: str, ranges: Ranges) -> str:
    return f"on {name} {_ranges(ranges)}".strip()


def _ranges(ranges: Ranges) -> str:
    if ranges == ALL_DAY:
        return ""
    texts = [f"{_minute(start)} to {_minute(end)}" for start, end in ranges]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _minute(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
