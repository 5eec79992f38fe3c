# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Office hours in a few words: ``Mon-Fri 08:00-12:30 13:15-18:00, Sat Sun closed``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = "closed"


def week(hours: Mapping[str, Any], closed: bool = True) -> str:
    """Hours of a week; neighbouring days with the same hours are one entry, and days that are not given are left out.

    :param closed: whether closed days are named where other days are open.
    """
    spans: list[tuple[str, str, str]] = []
    previous = ""
    for day in DAYS:
        value = hours.get(day)
        if isinstance(value, Mapping):
            text, short = _day(value), day[:3].capitalize()
            if spans and spans[-1][2] == text and spans[-1][1] == previous:
                spans[-1] = (spans[-1][0], short, text)
            else:
                spans.append((short, short, text))
        previous = day[:3].capitalize()
    if not closed and any(text != CLOSED for *_days, text in spans):
        spans = [span for span in spans if span[2] != CLOSED]
    return ", ".join(f"{first if first == last else f'{first}-{last}'} {text}" for first, last, text in spans)


def _day(day: Mapping[str, Any]) -> str:
    spans = spans_of(day)
    if spans is None:
        return CLOSED
    return " ".join(f"{start}-{end}" for start, end in spans) or "all day"


def spans_of(day: Mapping[str, Any]) -> list[tuple[Any, Any]] | None:
    """From when to when a day is open; empty where it is open around the clock, None where it is closed.

    A day that is enabled without hours is open around the clock (PortSIP PBX REST API 22.2, office_hours).
    """
    ranges = day.get("ranges")
    known = ranges if isinstance(ranges, (list, tuple)) else ()
    spans = [(span.get("from"), span.get("to")) for span in known if isinstance(span, Mapping)]
    if day.get("enabled") is False or (day.get("enabled") is None and not spans):
        return None
    return spans
