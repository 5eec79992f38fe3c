# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Argument specs of mappings that several options or modules share.

Plain argument spec dictionaries.  What a value must look like beyond its type
is the models' business, so that one place decides it for every way in; the
choices are repeated here because Ansible shows and checks them itself.
PortSIP PBX REST API 22.2: tenants, ivrs.
"""

from __future__ import annotations

from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_RANGE: dict[str, Any] = {"from": {"type": "str", "required": True}, "to": {"type": "str", "required": True}}

_DAY: dict[str, Any] = {
    "enabled": {"type": "bool"},
    "ranges": {"type": "list", "elements": "dict", "options": _RANGE},
}

OFFICE_HOURS: dict[str, Any] = {day: {"type": "dict", "options": _DAY} for day in WEEKDAYS}
"""A week of office hours (tenants: office_hours)."""

MENU_OFFICE_HOURS: dict[str, Any] = {"mode": {"type": "str", "choices": ["GLOBAL", "CUSTOM"]}, **OFFICE_HOURS}
"""A week of one entry of a receptionist's menu, or the tenant's (ivrs: custom_forward_rules.office_hours)."""

_ACTIONS = ["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"]

FORWARD_RULE: dict[str, Any] = {
    "action": {"type": "str", "choices": _ACTIONS},
    "number": {"type": "str"},
}
"""What happens to a call (ivrs: failure_forward_rule, night_mode_forward_rule)."""

TIMEOUT_FORWARD_RULE: dict[str, Any] = {
    "timeout": {"type": "int"},
    "repeat_times": {"type": "int"},
    **FORWARD_RULE,
}
"""What happens to a caller who enters nothing (ivrs: timeout_forward_rule)."""

MENU_FORWARD_RULE: dict[str, Any] = {
    "action": {"type": "str", "choices": [*_ACTIONS, "DISA"]},
    "number": {"type": "str"},
}
"""What happens to a caller who chose an entry of the menu; knows DISA too (ivrs: custom_forward_rules)."""

AUTH_METHODS = ["DISABLE", "BASIC", "DIGEST", "BEARER"]

EVENT: dict[str, Any] = {
    "enabled": {"type": "bool"},
    "url": {"type": "str"},
    "auth": {"type": "str", "choices": AUTH_METHODS},
    "username": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "token": {"type": "str", "no_log": True},
}
"""An address the PBX reports events to (tenants: cdr_event, extension_event)."""

E164: dict[str, Any] = {
    "enabled": {"type": "bool"},
    "international_code": {"type": "str"},
    "country": {"type": "str"},
    "area_code": {"type": "str"},
    "national_code": {"type": "str"},
    "prefix": {"type": "str"},
    "remove_special_chars": {"type": "bool"},
    "remove_duplicate_countries": {"type": "bool"},
    "remove_duplicate_area_codes": {"type": "bool"},
}
"""How a tenant's numbers are brought into E.164 form (tenants: e164)."""
