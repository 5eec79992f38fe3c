# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid incoming rule, the order of all rules, and an interval are (extension API, incom_rule and interval)."""

from __future__ import annotations

import datetime
import re
import warnings
from typing import Annotated, Any, Literal

from ..libraries import AfterValidator, BeforeValidator, Field, field_validator, model_validator
from .base import Wanted
from .types import Count, Days, KnownTimeZone, LongText, Positive, Seconds

END_OF_DAY = 24 * 60 * 60
"""Seconds at which C(24:00:00) without quotes arrives."""

MAX_TRANSFER_NUMBERS = 10
"""Destinations that one rule may transfer to (extension API, incom_rule)."""


NO_FLAVOUR = ("missing )", "unbalanced parenthesis", "unterminated", "nothing to repeat", "bad character range")
"""How complaints begin about what is wrong in every flavour of regular expressions."""


def _regular_expression(value: str) -> str:
    """Only what no flavour knows is refused: which one the API has is not documented, and Python's differs by release."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        if str(error).startswith(NO_FLAVOUR):
            raise ValueError(f"must be a regular expression: {error}") from None
    return value


def _destinations(value: str) -> str:
    numbers = value.split()
    if len(numbers) > MAX_TRANSFER_NUMBERS:
        raise ValueError(f"must have at most {MAX_TRANSFER_NUMBERS} destinations, and has {len(numbers)}")
    return " ".join(numbers)


def _clock(value: Any) -> Any:
    """C(hh:mm:ss); also C(hh:mm), which lacks the seconds."""
    if value in (END_OF_DAY, str(END_OF_DAY)) or (isinstance(value, str) and re.fullmatch(r"24:00(:00)?", value)):
        raise ValueError('must be a time hh:mm:ss from 00:00:00 to 23:59:59; write "23:59:59" for the end of a day')
    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
        raise ValueError('must be a time hh:mm:ss in quotes, such as "09:00:00"; without quotes, YAML reads a number')
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", value) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise ValueError('must be a time hh:mm:ss on the 24 hour clock, in quotes, such as "09:00:00"')
    return f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}"


def _moment(value: str) -> str:
    """C(YYYY-MM-DD hh:mm:ss); also with a C(T) between, as YAML's own points in time arrive without quotes."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}", value):
            raise ValueError
        return datetime.datetime.fromisoformat(value).isoformat(" ")
    except ValueError:
        raise ValueError("must be a point in time YYYY-MM-DD hh:mm:ss, such as 2026-12-24 18:00:00") from None


def _date(value: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("must be a date YYYY-MM-DD, such as 2026-12-24") from None


Destinations = Annotated[LongText, AfterValidator(_destinations)]
RegularExpression = Annotated[str, AfterValidator(_regular_expression)]
Clock = Annotated[str, BeforeValidator(_clock)]
Date = Annotated[str, AfterValidator(_date)]
Moment = Annotated[str, AfterValidator(_moment)]
DayOfWeek = Annotated[int, Field(ge=1, le=7)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
Month = Annotated[int, Field(ge=1, le=12)]
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
IN_ORDER = (
    ("start_mday", "end_mday", "the days of a turn of the month need two conditions, one up to 31 and one from 1"),
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

    start_dow: DayOfWeek | None = None
    end_dow: DayOfWeek | None = None
    start_mday: DayOfMonth | None = None
    end_mday: DayOfMonth | None = None
    month: Month | None = None
    start_time: Clock | None = None
    end_time: Clock | None = None
    start_datetime: Moment | None = None
    end_datetime: Moment | None = None
    sched_start_date: Date | None = None
    sched_active_days: Days | None = None
    sched_skip_days: Count | None = None

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

    name: Annotated[str, Field(min_length=1)] | None = None
    timezone: Annotated[KnownTimeZone, Field(min_length=1)] | None = None
    conditions: Annotated[list[Condition], Field(min_length=1)] | None = None


class CascadeNumber(Wanted):
    """A number of a cascade, and after how many seconds it is called."""

    delay: Seconds | None = None
    number: Annotated[str, Field(min_length=1)]


class IncomingRule(Wanted):
    """What happens to a call that comes in; interval and sound by id or name."""

    name: Annotated[str, Field(min_length=1)] | None = None
    type: Literal["busy", "transfer", "hangup", "playfile", "voicemail", "cascade", "simple_transfer", "simple_cascade"] | None = None
    enabled: bool | None = None
    final: bool | None = None
    interval: str | None = None
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = None
    caller_id: RegularExpression | None = None
    call_status: Literal["no_answer", "busy", "any"] | None = None
    extension_call_status: Literal["no_answer", "busy", "any"] | None = None
    extension_status: Literal["registered", "unreachable", "any"] | None = None
    transfer_dst: Destinations | None = None
    transfer_timeout: Seconds | None = None
    allow_public_transfer: bool | None = None
    enable_call_screening: bool | None = None
    ignore_early_media: bool | None = None
    cascade_numbers: list[CascadeNumber] | None = None
    playfile_sound: str | None = None
    control_code: str | None = None


class RulePosition(Wanted):
    """A rule's place among all rules of its extension, counted from 1."""

    position: Positive


class IncomingRuleOrder(Wanted):
    """Rules in the order in which they are tried, each by id or name."""

    rules: list[str] | None = None

    @field_validator("rules")
    @classmethod
    def _each_once(cls, rules: list[str] | None) -> list[str] | None:
        for rule in rules or []:
            if not rule:
                raise ValueError("a rule in the list has neither name nor id")
            if (rules or []).count(rule) > 1:
                raise ValueError(f"rule {rule!r} stands in the list {(rules or []).count(rule)} times")
        return rules
