# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Types of values that say when: points in time, times of a day, time zones."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from ..base.codes import is_time_zone, nearest_time_zone
from ..base.libraries import AfterValidator, BeforeValidator
from .checks import Rule, matching, or_empty, warn

END_OF_DAY = 24 * 60
"""Minutes at which ``24:00`` without quotes arrives."""


def _timestamp(value: str) -> str:
    return format_instant(parse_instant(value))


def _not_passed(value: str, info: Any) -> str:
    """A definition outlives the times in it, so that one that has passed is no error."""
    if value and parse_instant(value) <= datetime.datetime.now(datetime.timezone.utc):
        warn(info, f"{value} has passed already")
    return value


def _time_zone(value: str, info: Any) -> str:
    if not value or is_time_zone(value):
        return value
    similar = nearest_time_zone(value)
    if similar is not None:
        raise ValueError(f"must be an IANA time zone; did you mean {similar}?")
    warn(info, f"{value!r} is not in the time zone database of this machine; the API may refuse it")
    return value


def _time_of_day(value: Any) -> Any:
    if value in (END_OF_DAY, str(END_OF_DAY)) or (isinstance(value, str) and re.fullmatch(r"24:00(:00)?", value)):
        raise ValueError('must be a time HH:MM from 00:00 to 23:59; write "23:59" for the end of a day')
    if isinstance(value, int) and not isinstance(value, bool) or (isinstance(value, str) and value.isdecimal()):
        minutes = int(value)
        if minutes < 24 * 60:
            meant = f"{minutes // 60:02d}:{minutes % 60:02d}"
            raise ValueError(f'must be a time HH:MM in quotes; YAML reads {meant} without quotes as the number {minutes}: write "{meant}"')
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", value) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError('must be a time HH:MM on the 24 hour clock, in quotes, such as "09:00"')
    return f"{int(match[1]):02d}:{match[2]}"


def parse_instant(value: str) -> datetime.datetime:
    """Read an RFC 3339 time.

    :raises ValueError: it is none, or lacks the offset from UTC.
    """
    text = value.strip().replace("Z", "+00:00").replace("z", "+00:00")
    # fromisoformat of Python 3.10 takes fractions of 3 or 6 digits only.
    text = re.sub(r"\.(\d+)", lambda match: "." + match[1][:6].ljust(6, "0"), text)
    try:
        instant = datetime.datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError("must be a time as in RFC 3339 with its offset from UTC, such as 2027-06-30T22:00:00Z")
    return instant.astimezone(datetime.timezone.utc)


def format_instant(instant: datetime.datetime) -> str:
    """RFC 3339 in UTC, with a fraction only where there is one."""
    return instant.isoformat().replace("+00:00", "Z")


def _moment(value: str) -> str:
    """``YYYY-MM-DD hh:mm:ss``; also with a ``T`` between, as YAML's own points in time arrive without quotes."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}", value):
            raise ValueError
        return datetime.datetime.fromisoformat(value).isoformat(" ")
    except ValueError:
        raise ValueError("must be a point in time YYYY-MM-DD hh:mm:ss, such as 2026-12-24 18:00:00") from None


Timestamp = Annotated[str, AfterValidator(or_empty(_timestamp))]
Expiry = Annotated[Timestamp, AfterValidator(_not_passed)]
TimeOfDay = Annotated[str, BeforeValidator(Rule(_time_of_day, pattern="^([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?$", numbers=False))]
KnownTimeZone = Annotated[str, AfterValidator(_time_zone)]
TimeZone = Annotated[
    str,
    AfterValidator(matching(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", "must be an IANA time zone, such as Europe/Zurich")),
    AfterValidator(_time_zone),
]
Moment = Annotated[str, AfterValidator(_moment)]
"""In the time of the extension (extension API, interval)."""
