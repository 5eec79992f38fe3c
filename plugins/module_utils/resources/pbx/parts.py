# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Network, SBC and IM server of the system, of each of which there is one (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field, model_validator
from ...schema.attribute import Attribute, option
from ...schema.forms import address, time_of_day
from ...schema.model import Wanted
from ...schema.reference import Reference
from ...schema.times import TimeOfDay
from ...schema.types import Credential, DialledNumber, Name64, Url

Text32 = Annotated[str, Field(max_length=32)]


Text128 = Annotated[str, Field(max_length=128)]


Text1024 = Annotated[str, Field(max_length=1024)]


AuthMethod = Literal["DISABLE", "BASIC", "DIGEST", "BEARER"]


NEEDS_NUMBER = "FORWARD_TO_NUMBER"


NUMBER_ACTIONS = (NEEDS_NUMBER, "FORWARD_TO_VOICEMAIL")


class TimeRange(Wanted):
    """Part of a day; both ends ``HH:MM``, the first earlier than the second."""

    from_: TimeOfDay = option(
        'Opening time as C(HH:MM) in 24 hours, in quotes, such as V("08:30"). It must be earlier than the closing time.',
        required=True,
        canonical=time_of_day,
        alias="from",
    )
    to: TimeOfDay = option(
        'Closing time as C(HH:MM) in 24 hours, in quotes, such as V("18:00"). A day ends at V("23:59").',
        required=True,
        canonical=time_of_day,
    )

    @model_validator(mode="after")
    def _in_order(self) -> TimeRange:
        if self.from_ >= self.to:
            raise ValueError(
                f"from {self.from_} must be earlier than to {self.to}; a day ends at 23:59, and hours after it go into the next day"
            )
        return self


class Day(Wanted):
    """Hours of one day: enabled without ranges is open all day, not enabled is closed."""

    enabled: bool | None = option(
        "Whether this day is open at all. An open day without times is open around the clock.",
    )
    ranges: list[TimeRange] | None = option(
        "The whole list of open times of this day, in any order. An empty list clears it.",
        items="set",
    )

    @model_validator(mode="after")
    def _without_overlap(self) -> Day:
        ranges = sorted(self.ranges or [], key=lambda item: item.from_)
        for earlier, later in zip(ranges, ranges[1:], strict=False):
            if later.from_ < earlier.to:
                raise ValueError(f"the ranges {earlier.from_}-{earlier.to} and {later.from_}-{later.to} overlap")
        return self


class OfficeHours(Wanted):
    """Hours of a week."""

    monday: Day | None = option(
        "Hours of this day.",
    )
    tuesday: Day | None = option(
        "Hours of this day.",
    )
    wednesday: Day | None = option(
        "Hours of this day.",
    )
    thursday: Day | None = option(
        "Hours of this day.",
    )
    friday: Day | None = option(
        "Hours of this day.",
    )
    saturday: Day | None = option(
        "Hours of this day.",
    )
    sunday: Day | None = option(
        "Hours of this day.",
    )


class RuleOfficeHours(OfficeHours):
    """Hours of a forward rule: the tenant's own (GLOBAL) or these (CUSTOM)."""

    mode: Literal["GLOBAL", "CUSTOM"] | None = option(
        "Whose hours apply.",
        choices={
            "CUSTOM": "The days given here.",
            "GLOBAL": "The tenant's, as set with M(portsip.pbx.portsip_tenant).",
        },
    )


class Event(Wanted):
    """A URL that the PBX calls when something happens, and how it signs in there."""

    enabled: bool | None = option(
        "Whether events are reported.",
        api_default=False,
    )
    auth: AuthMethod | None = option(
        "How the PBX authenticates to the server.",
        api_default="DISABLE",
        choices={
            "BASIC": "User name and password, HTTP basic authentication.",
            "BEARER": "The token.",
            "DIGEST": "User name and password, HTTP digest authentication.",
            "DISABLE": "Not at all.",
        },
    )
    username: Credential | None = option(
        "User name, 6 to 64 characters.",
    )
    password: Credential | None = option(
        "Password, 6 to 64 characters.",
        secret=True,
    )
    token: str | None = option(
        "Token for V(BEARER).",
        secret=True,
    )
    url: Url | None = option(
        "URL of the webhook, http or https, of up to 1024 characters.",
        partly_secret=True,
    )


class ForwardRule(Wanted):
    """Where a call goes."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"] | None = option(
        "What happens to the call.",
        choices={
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
            "REPEAT": "The prompt is played, or the ring group is called, again.",
        },
    )
    number: DialledNumber | None = option(
        "Extension number or external number with or without a leading C(+), in quotes.",
    )

    @model_validator(mode="after")
    def _number_fits_action(self) -> ForwardRule:
        if self.action == NEEDS_NUMBER and not self.number:
            raise ValueError(f"action {NEEDS_NUMBER} needs number")
        if self.number and self.action and self.action not in NUMBER_ACTIONS:
            raise ValueError(f"number goes with {' and '.join(NUMBER_ACTIONS)}, not with action {self.action}")
        return self


class MenuForwardRule(ForwardRule):
    """Where a call goes from a menu entry."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP", "DISA"] | None = option(  # type: ignore[assignment]
        "What happens to the call.",
        choices={
            "DISA": "The caller may dial out, after the PIN with O(enable_pin=true).",
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
            "REPEAT": "The prompt is played, or the ring group is called, again.",
        },
    )


class OutboundCallerId(Wanted):
    """A caller id shown on outbound calls through one trunk."""

    provider_id: str = option(
        "The trunk, by name or id.",
        required=True,
        reference=Reference(to="trunk"),
    )
    caller_id: Name64 = option(
        "Number to show on calls through this trunk, 1 to 64 characters, in quotes.",
        required=True,
    )
    description: Annotated[str, Field(max_length=1024)] | None = option(
        "Remark, up to 1024 characters.",
    )
    display_name: str | None = option(
        "Name to show with the number.",
        since="22.6",
    )


_ADDRESSES = {name: Attribute(canonical=address) for name in ("private_ipv4", "public_ipv4", "private_ipv6", "public_ipv6")}
