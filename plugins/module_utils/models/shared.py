# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Parts of objects that several resources of the PBX share: office hours, event URLs, forward rules.

PortSIP PBX REST API 22.2: tenants, ivrs.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field, model_validator
from .base import Wanted
from .types import Credential, DialledNumber, Name64, TimeOfDay, Url

AuthMethod = Literal["DISABLE", "BASIC", "DIGEST", "BEARER"]
NEEDS_NUMBER = "FORWARD_TO_NUMBER"
NUMBER_ACTIONS = (NEEDS_NUMBER, "FORWARD_TO_VOICEMAIL")


class TimeRange(Wanted):
    """Part of a day; both ends C(HH:MM), the first earlier than the second."""

    from_: Annotated[TimeOfDay, Field(alias="from")]
    to: TimeOfDay

    @model_validator(mode="after")
    def _in_order(self) -> TimeRange:
        if self.from_ >= self.to:
            raise ValueError(
                f"from {self.from_} must be earlier than to {self.to}; a day ends at 23:59, and hours after it go into the next day"
            )
        return self


class Day(Wanted):
    """Hours of one day: enabled without ranges is open all day, not enabled is closed."""

    enabled: bool | None = None
    ranges: list[TimeRange] | None = None

    @model_validator(mode="after")
    def _without_overlap(self) -> Day:
        ranges = sorted(self.ranges or [], key=lambda item: item.from_)
        for earlier, later in zip(ranges, ranges[1:], strict=False):
            if later.from_ < earlier.to:
                raise ValueError(f"the ranges {earlier.from_}-{earlier.to} and {later.from_}-{later.to} overlap")
        return self


class OfficeHours(Wanted):
    """Hours of a week."""

    monday: Day | None = None
    tuesday: Day | None = None
    wednesday: Day | None = None
    thursday: Day | None = None
    friday: Day | None = None
    saturday: Day | None = None
    sunday: Day | None = None


class RuleOfficeHours(OfficeHours):
    """Hours of a forward rule: the tenant's own (GLOBAL) or these (CUSTOM)."""

    mode: Literal["GLOBAL", "CUSTOM"] | None = None


class Event(Wanted):
    """A URL that the PBX calls when something happens, and how it signs in there."""

    enabled: bool | None = None
    auth: AuthMethod | None = None
    username: Credential | None = None
    password: Credential | None = None
    token: str | None = None
    url: Url | None = None


class ForwardRule(Wanted):
    """Where a call goes."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"] | None = None
    number: DialledNumber | None = None

    @model_validator(mode="after")
    def _number_fits_action(self) -> ForwardRule:
        if self.action == NEEDS_NUMBER and not self.number:
            raise ValueError(f"action {NEEDS_NUMBER} needs number")
        if self.number and self.action and self.action not in NUMBER_ACTIONS:
            raise ValueError(f"number goes with {' and '.join(NUMBER_ACTIONS)}, not with action {self.action}")
        return self


class MenuForwardRule(ForwardRule):
    """Where a call goes from a menu entry."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP", "DISA"] | None = None  # type: ignore[assignment]


class OutboundCallerId(Wanted):
    """A caller id shown on outbound calls through one trunk."""

    provider_id: str
    caller_id: Name64
    description: Annotated[str, Field(max_length=1024)] | None = None
