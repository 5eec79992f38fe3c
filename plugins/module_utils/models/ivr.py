# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid virtual receptionist is (PortSIP PBX REST API 22.2 and 22.3, POST /ivrs)."""

from __future__ import annotations

import re
from typing import Annotated

from ..libraries import AfterValidator, Field, field_validator
from .base import Wanted
from .shared import ForwardRule, MenuForwardRule, OutboundCallerId, RuleOfficeHours
from .types import Count, ExtensionNumber, Language, Name64, NumberRanges, Positive

RESERVED_NUMBERS = ("555", "666", "777", "888")
"""Feature codes of the PBX, which no extension can have."""


def _pin(value: str) -> str:
    """The PIN policy: 22.2 wants 6 to 10 digits, 22.3 leaves the length (4 or more) to the tenant's policy."""
    if not value:
        return value
    if not re.fullmatch(r"[0-9]{4,64}", value):
        raise ValueError("must have digits only: 6 to 10 in release 22.2, as many as the tenant's policy says (4 or more) since 22.3")
    if re.search(r"(\d)\1\1", value):
        raise ValueError("must not have the same digit three times running")
    if any(int(a) + 1 == int(b) and int(b) + 1 == int(c) for a, b, c in zip(value, value[1:], value[2:], strict=False)):
        raise ValueError("must not have three digits in sequence, such as 012 or 789")
    return value


def _free_number(value: str) -> str:
    if value in RESERVED_NUMBERS:
        raise ValueError(f"is reserved by the PBX, as are {', '.join(RESERVED_NUMBERS)}")
    return value


class TimeoutRule(ForwardRule):
    """Where a caller goes who enters nothing."""

    timeout: Count | None = None
    repeat_times: Count | None = None


class MenuEntry(Wanted):
    """What one input of the caller leads to."""

    user_input: Annotated[str, Field(min_length=1)]
    office_hours: RuleOfficeHours | None = None
    office_hours_forward_rule: MenuForwardRule | None = None
    non_office_hours_forward_rule: MenuForwardRule | None = None
    holidays: list[str] | None = None
    holiday_forward_rule: MenuForwardRule | None = None


class Ivr(Wanted):
    """A virtual receptionist."""

    name: Name64 | None = None
    extension_number: Annotated[ExtensionNumber, AfterValidator(_free_number)] | None = None
    language: Language | None = None
    dtmf_interval: Positive | None = None
    prompt_file_id: str | None = None
    transfer_prompt_file_id: str | None = None
    enable_pin: bool | None = None
    pin: Annotated[str, AfterValidator(_pin)] | None = None
    enable_night_mode: bool | None = None
    exclude_list: NumberRanges | None = None
    timeout_forward_rule: TimeoutRule | None = None
    failure_forward_rule: ForwardRule | None = None
    night_mode_forward_rule: ForwardRule | None = None
    custom_forward_rules: list[MenuEntry] | None = None
    outbound_caller_ids: list[OutboundCallerId] | None = None

    @field_validator("custom_forward_rules")
    @classmethod
    def _each_input_once(cls, entries: list[MenuEntry] | None) -> list[MenuEntry] | None:
        inputs = [entry.user_input for entry in entries or []]
        for value in inputs:
            if inputs.count(value) > 1:
                raise ValueError(f"user_input {value!r} stands in the menu {inputs.count(value)} times")
        return entries
