# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rules for incoming calls, and the times they hold at (extension API, incom_rule; interval)."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt, model_validator

from ..validation import Blankable, Body, Bool, Int, Natural, NonEmpty, Positive, Str, update_of
from .tenant import Timezone

MAX_NUMBERS = 10


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"must be a regular expression: {error}") from None
    return value


def _destinations(value: str) -> str:
    if len(value.split()) > MAX_NUMBERS:
        raise ValueError(f"must be at most {MAX_NUMBERS} numbers")
    return value


def _clock(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d", value, re.ASCII):
        raise ValueError("must be hh:mm:ss")
    return value


def _date(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("must be YYYY-MM-DD")
    date.fromisoformat(value)
    return value


def _moment(value: str) -> str:
    day, _blank, clock = value.partition(" ")
    try:
        return f"{_date(day)} {_clock(clock)}"
    except ValueError:
        raise ValueError("must be YYYY-MM-DD hh:mm:ss") from None


Expression = Annotated[Str, AfterValidator(_expression)]
Destinations = Annotated[Str, AfterValidator(_destinations)]
Clock = Annotated[Str, AfterValidator(_clock)]
Moment = Annotated[Str, AfterValidator(_moment)]
Date = Annotated[Str, AfterValidator(_date)]
DayOfWeek = Annotated[StrictInt, Field(ge=1, le=7)]
DayOfMonth = Annotated[StrictInt, Field(ge=1, le=31)]
Month = Annotated[StrictInt, Field(ge=1, le=12)]


class CascadeNumber(Body):
    """One number of a cascade, called so many seconds after its start."""

    delay: Natural | None = 0
    number: NonEmpty


class IncomingRule(Body):
    """The body of ``POST .../incom_rule/``."""

    allow_public_transfer: Bool | None = False
    extension_call_status: Literal["no_answer", "busy", "any"] | None = "any"
    call_status: Literal["no_answer", "busy", "any"] | None = "any"
    transfer_dst: Blankable[Destinations] = None
    enable_call_screening: Bool | None = False
    enabled: Bool | None = True
    interval: Int | None = None
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = "any"
    control_code: Blankable[Str] = None
    caller_id: Blankable[Expression] = None
    ignore_early_media: Bool | None = True
    extension_status: Literal["registered", "unreachable", "any"] | None = "any"
    transfer_timeout: Int | None = 60
    playfile_sound: Int | None = None
    cascade_numbers: list[CascadeNumber] | None = None
    type: Literal["busy", "transfer", "hangup", "playfile", "voicemail", "cascade", "simple_transfer", "simple_cascade"]
    final: Bool | None = True
    name: Blankable[Str] = None


class Condition(Body):
    """A stretch of time; all that is named has to hold. Days of the week count from Sunday and may wrap."""

    start_dow: DayOfWeek | None = None
    end_dow: DayOfWeek | None = None
    start_mday: DayOfMonth | None = None
    end_mday: DayOfMonth | None = None
    start_time: Blankable[Clock] = None
    end_time: Blankable[Clock] = None
    month: Month | None = None
    start_datetime: Blankable[Moment] = None
    end_datetime: Blankable[Moment] = None
    sched_start_date: Blankable[Date] = None
    sched_active_days: Positive | None = None
    sched_skip_days: Natural | None = None

    @model_validator(mode="after")
    def _together(self) -> Condition:
        for kind in ("dow", "mday", "time", "datetime"):
            self._all_or_none(f"start_{kind}", f"end_{kind}")
        self._all_or_none("sched_start_date", "sched_active_days", "sched_skip_days")
        for kind in ("mday", "time", "datetime"):
            self._ordered(f"start_{kind}", f"end_{kind}")
        if self.month is not None:
            longest = calendar.monthrange(2024, self.month)[1]
            if max(self.start_mday or 1, self.end_mday or 1) > longest:
                raise ValueError("start_mday and end_mday are days of the month")
        return self

    def _ordered(self, first: str, last: str) -> None:
        begin, end = getattr(self, first), getattr(self, last)
        if begin is not None and end is not None and begin > end:
            raise ValueError(f"{last} must not be before {first}")

    def _all_or_none(self, *names: str) -> None:
        given = [name for name in names if getattr(self, name) is not None]
        if given and len(given) < len(names):
            raise ValueError(f"{', '.join(names)} are given together")


class Interval(Body):
    """The body of ``POST`` and of ``PUT .../interval/``."""

    timezone: Timezone
    conditions: list[Condition]
    name: NonEmpty


class Order(Body):
    """The body of every ``PUT .../order/``: each of the ids once."""

    rules_ids: list[Int]


IncomingRuleUpdate = update_of(IncomingRule)
