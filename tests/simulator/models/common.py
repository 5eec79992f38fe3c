# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Parts that several resources share: office hours, forward rules, events, caller ids."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..validation import Blankable, Body, Bool, Credential, Int, Name64, Natural, NonEmpty, Str, Str1024, Url, matching
from .iso import REGIONS

ClockTime = Annotated[Str, matching("([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day as HH:MM")]
PhoneNumber = Annotated[Str, matching(r"\+?[0-9]+", "digits, with or without a plus sign before them")]


def one_of(codes: frozenset[str], expected: str) -> AfterValidator:
    """Return a validator that wants one of the codes; ``expected`` completes "must be ..."."""

    def check(value: str) -> str:
        if value not in codes:
            raise ValueError(f"must be {expected}")
        return value

    return AfterValidator(check)


Region = Annotated[Str, one_of(REGIONS, "an ISO 3166-1 alpha-3 code")]
EventAuth = Literal["DISABLE", "BASIC", "DIGEST", "BEARER"]


class TimeRange(Body):
    """A stretch of one day; ``from`` lies before ``to``."""

    from_: ClockTime = Field(alias="from")
    to: ClockTime

    @model_validator(mode="after")
    def _ordered(self) -> TimeRange:
        if self.from_ >= self.to:
            raise ValueError("from must be earlier than to")
        return self


class DayHours(Body):
    """One day: closed, open all day (enabled without ranges) or open in its ranges."""

    enabled: Bool | None = None
    ranges: list[TimeRange] | None = None


class OfficeHours(Body):
    """A week."""

    monday: DayHours | None = None
    tuesday: DayHours | None = None
    wednesday: DayHours | None = None
    thursday: DayHours | None = None
    friday: DayHours | None = None
    saturday: DayHours | None = None
    sunday: DayHours | None = None


class ModalOfficeHours(OfficeHours):
    """The office hours of a menu entry: the tenant's own or a week of its own."""

    mode: Literal["GLOBAL", "CUSTOM"] | None = None


class Forward(Body):
    """Where a call goes; whose fields these are says what it may do."""

    @model_validator(mode="after")
    def _target(self) -> Forward:
        if getattr(self, "action", None) == "FORWARD_TO_NUMBER" and not getattr(self, "number", None):
            raise ValueError("number is required for FORWARD_TO_NUMBER")
        return self


class ForwardRule(Forward):
    """What happens to a call in the end."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"] | None = None
    number: Blankable[PhoneNumber] = None


class TimeoutForwardRule(ForwardRule):
    """What happens after the caller pressed nothing."""

    timeout: Int | None = 30
    repeat_times: Natural | None = 3


class MenuForwardRule(Forward):
    """What happens to a call after a key."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP", "DISA"] | None = None
    number: Blankable[PhoneNumber] = None


class OutboundCallerId(Body):
    """The caller id shown on one trunk."""

    provider_id: Blankable[NonEmpty] = None
    caller_id: Blankable[Name64] = None
    description: Blankable[Str1024] = None


class OutboundCallerId22_6(OutboundCallerId):
    """The same from release 22.6 on."""

    display_name: Blankable[Str] = None


class UserCallerId(OutboundCallerId):
    """The same of a user."""

    preferred: Bool | None = None


class UserCallerId22_6(UserCallerId):
    """The same from release 22.6 on."""

    display_name: Blankable[Str] = None


class Event(Body):
    """Where and how the PBX reports an event. The url is 1..1024 characters, user name and password are 6..64 of any."""

    enabled: Bool | None = False
    auth: EventAuth | None = "DISABLE"
    username: Blankable[Credential] = None
    password: Blankable[Credential] = None
    token: Blankable[Str] = None
    url: Blankable[Url] = None
