# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Hours of a week, of a tenant or of a rule (PortSIP PBX REST API 22.2, /tenants, /ivrs)."""

from __future__ import annotations

from typing import Literal

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.forms import time_of_day
from ...schema.model import Wanted
from ...schema.times import TimeOfDay


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
