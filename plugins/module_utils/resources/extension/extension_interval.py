# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules for the incoming calls of an extension, and their intervals (extension API, incom_rule and interval)."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from ...base.libraries import AfterValidator, BeforeValidator, Field, model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.times import KnownTimeZone, Moment
from ...schema.types import Count, Days
from .parts import EXTENSION, INTERVALS

END_OF_DAY = 24 * 60 * 60
"""Seconds at which ``24:00:00`` without quotes arrives."""


def _clock(value: Any) -> Any:
    """``hh:mm:ss``; also ``hh:mm``, which lacks the seconds."""
    if value in (END_OF_DAY, str(END_OF_DAY)) or (isinstance(value, str) and re.fullmatch(r"24:00(:00)?", value)):
        raise ValueError('must be a time hh:mm:ss from 00:00:00 to 23:59:59; write "23:59:59" for the end of a day')
    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
        raise ValueError('must be a time hh:mm:ss in quotes, such as "09:00:00"; without quotes, YAML reads a number')
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", value) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise ValueError('must be a time hh:mm:ss on the 24 hour clock, in quotes, such as "09:00:00"')
    return f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}"


def _date(value: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("must be a date YYYY-MM-DD, such as 2026-12-24") from None


Clock = Annotated[str, BeforeValidator(_clock)]


Date = Annotated[str, AfterValidator(_date)]


DayOfWeek = Annotated[int, Field(ge=1, le=7)]


DayOfMonth = Annotated[int, Field(ge=1, le=31)]


Month = Annotated[int, Field(ge=1, le=12)]


DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


IN_ORDER = (
    ("start_mday", "end_mday", "days across the end of a month need two conditions, one up to 31 and one from 1"),
    ("start_time", "end_time", "a night needs two conditions, one up to 23:59:59 and one from 00:00:00"),
    ("start_datetime", "end_datetime", ""),
)
"""Beginnings and ends of which the end can't come first; only days of the week may wrap (extension API, interval)."""


TOGETHER = (
    ("start_dow", "end_dow"),
    ("start_mday", "end_mday"),
    ("start_time", "end_time"),
    ("start_datetime", "end_datetime"),
    ("sched_start_date", "sched_active_days", "sched_skip_days"),
)
"""Fields of a condition of which one means nothing without the others (extension API, interval)."""


class Condition(Wanted):
    """Times that belong to an interval: all that is given must hold at once."""

    start_dow: DayOfWeek | None = option(
        "First day of the week, 1 to 7. 1 is Sunday. May be later in the week than O(conditions[].end_dow), which then is in "
        "the next week.",
    )
    end_dow: DayOfWeek | None = option(
        "Last day of the week, 1 to 7.",
    )
    start_mday: DayOfMonth | None = option(
        "First day of the month, 1 to 31.",
    )
    end_mday: DayOfMonth | None = option(
        "Last day of the month, 1 to 31. It can't come before the first one.",
    )
    month: Month | None = option(
        "Month, 1 to 12.",
    )
    start_time: Clock | None = option(
        "Begin within the day, C(hh:mm:ss), in quotes.",
    )
    end_time: Clock | None = option(
        'End within the day, C(hh:mm:ss), in quotes. A day ends at V("23:59:59").',
        'It can\'t come before the beginning. A night needs two conditions, one up to V("23:59:59") and one from V("00:00:00").',
    )
    start_datetime: Moment | None = option(
        "Begin as a point in time, C(YYYY-MM-DD hh:mm:ss).",
    )
    end_datetime: Moment | None = option(
        "End as a point in time, C(YYYY-MM-DD hh:mm:ss).",
    )
    sched_start_date: Date | None = option(
        "Date from which a schedule of days repeats, C(YYYY-MM-DD).",
    )
    sched_active_days: Days | None = option(
        "How many days of the schedule count.",
    )
    sched_skip_days: Count | None = option(
        "How many days of the schedule are left out after these.",
    )

    @model_validator(mode="after")
    def _complete(self) -> Condition:
        given = self.model_fields_set
        if not given:
            raise ValueError("must name at least one time")
        for group in TOGETHER:
            missing = [name for name in group if name not in given]
            if missing and len(missing) < len(group):
                raise ValueError(f"{', '.join(group)} go together, and {' and '.join(missing)} is missing")
        self._in_order()
        self._in_month()
        return self

    def _in_order(self) -> None:
        for first, last, hint in IN_ORDER:
            begin, end = getattr(self, first), getattr(self, last)
            if begin and end and begin > end:
                raise ValueError(f"{last} {end} comes before {first} {begin}{'; ' if hint else ''}{hint}")

    def _in_month(self) -> None:
        if self.month:
            days = DAYS_OF_MONTH[self.month - 1]
            for name in ("start_mday", "end_mday"):
                if (getattr(self, name) or 0) > days:
                    raise ValueError(f"{name} {getattr(self, name)} is no day of month {self.month}, which has {days} days")


class Interval(Wanted):
    """Times under one name, which rules refer to."""

    name: Annotated[str, Field(min_length=1)] | None = option(
        "Name of the interval. Required unless O(id) is given. Given together with O(id), it is the name the interval gets.",
        "Several intervals with the same name are an error that lists their ids.",
    )
    timezone: Annotated[KnownTimeZone, Field(min_length=1)] | None = option(
        "Time zone of the times, as the API names it, such as V(Europe/Berlin). Required to create an interval.",
    )
    conditions: Annotated[list[Condition], Field(min_length=1)] | None = option(
        "When the interval is. Required to create an interval. It is always the whole list, of one condition at least. "
        "The order does not matter.",
        "A condition names one or more kinds of times. Begin and end go together, and so do the three that begin with C(sched_).",
        items="set",
    )


INTERVAL = Resource(
    name="interval",
    plural="intervals",
    model=Interval,
    level="extension",
    collection=INTERVALS,
    parents=EXTENSION,
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    required=("name", "timezone", "conditions"),
    page=Page(
        summary="Create, change and remove intervals of an extension (extension API)",
        description=(
            "Creates, changes or removes one interval of an extension. An interval is a set of times under one name, which "
            "incoming rules refer to.",
            "An interval is found by its O(name), or by its O(id).",
        ),
        notes=("The API takes a change as a whole only, so that name, time zone and conditions are always sent together.",),
        seealso=("extension_incoming_rule",),
        returns={
            "client_id": {
                "description": "Id of the client that the extension belongs to. It is read-only.",
                "returned": "when it has a value",
                "type": "int",
                "sample": 11,
            },
            "conditions": {
                "description": "When the interval is.",
                "returned": "always",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "end_datetime": {
                        "description": "End as a point in time.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "str",
                    },
                    "end_dow": {
                        "description": "Last day of the week.",
                        "returned": "when the condition has it",
                        "sample": 6,
                        "type": "int",
                    },
                    "end_mday": {
                        "description": "Last day of the month.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "int",
                    },
                    "end_time": {
                        "description": "End within the day.",
                        "returned": "when the condition has it",
                        "sample": "18:00:00",
                        "type": "str",
                    },
                    "month": {
                        "description": "Month.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "int",
                    },
                    "sched_active_days": {
                        "description": "How many days of the schedule count.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "int",
                    },
                    "sched_skip_days": {
                        "description": "How many days of the schedule are left out after these.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "int",
                    },
                    "sched_start_date": {
                        "description": "Date from which a schedule of days repeats.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "str",
                    },
                    "start_datetime": {
                        "description": "Begin as a point in time.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "str",
                    },
                    "start_dow": {
                        "description": "First day of the week, 1 is Sunday.",
                        "returned": "when the condition has it",
                        "sample": 2,
                        "type": "int",
                    },
                    "start_mday": {
                        "description": "First day of the month.",
                        "returned": "when the condition has it",
                        "sample": None,
                        "type": "int",
                    },
                    "start_time": {
                        "description": "Begin within the day.",
                        "returned": "when the condition has it",
                        "sample": "09:00:00",
                        "type": "str",
                    },
                },
            },
            "dealer_id": {
                "description": "Id of the dealer of that client. It is read-only.",
                "returned": "when it has a value",
                "type": "int",
                "sample": None,
            },
            "extension_id": {
                "description": "Id of the extension.",
                "returned": "when the interval exists",
                "type": "int",
                "sample": 201,
            },
        },
        samples={
            "name": "Office hours",
            "timezone": "Europe/Berlin",
        },
    ),
)
