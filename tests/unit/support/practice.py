# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A practice whose calls are followed: what it has, and where a call to one of its numbers ends."""

from __future__ import annotations

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import Path as CallPath
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import call_path, moment_of
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call

from .calls import DAYS

MONDAY, MONDAY_NIGHT, SUNDAY, NEW_YEAR = "2026-11-30T10:00", "2026-11-30T20:00", "2026-11-29T10:00", "2027-01-01T10:00"
SECRET = "907153"
"""What must not be shown of a practice on a PBX."""
VOICEMAIL = {"action": "FORWARD_TO_VOICEMAIL"}
HANGUP = {"action": "HANGUP"}
RING = {"action": "RING_ANYWAY"}
OWN_HOURS = {"mode": "CUSTOM", "sunday": {"enabled": True, "ranges": [{"from": "10:00", "to": "10:01"}]}}


def to(number: str, **more: Any) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": number, **more}


def rule(office: Any = None, other: Any = None, name: str = "Main", **more: Any) -> dict[str, Any]:
    rules = {"office_hours_forward_rule": office, "non_office_hours_forward_rule": other}
    base = {"name": name, "trunk": "Line", "did_numbers": "4930100", "office_hours": {"mode": "GLOBAL"}}
    return {**base, **{field: value for field, value in rules.items() if value}, **more}


def group(number: str = "7010", *members: str, **more: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": "Desk", "agents": [{"extension_number": member} for member in members], **more}


def user(number: str = "1010", **more: Any) -> dict[str, Any]:
    return {"extension_number": number, "display_name": f"User {number}", **more}


def menu(number: str = "8000", **more: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": "Reception", **more}


def out(name: str, priority: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "priority": priority, "routes": [{"trunk": "Line"}], **more}


def practice(**more: Any) -> dict[str, Any]:
    """Open on working days from 09:00 to 17:00; its number 4930100 leads to user 1010, and at other times to a mailbox."""
    day = {"enabled": True, "ranges": [{"from": "09:00", "to": "17:00"}]}
    return {
        "domain": "practice.example.net",
        "timezone": "Europe/Berlin",
        "office_hours": {**dict.fromkeys(DAYS[:5], day), "saturday": {"enabled": False}, "sunday": {"enabled": False}},
        "holidays": [{"name": "New Year", "every_year": True, "consecutive": False, "month_start": 1, "day_start": 1}],
        "trunks": [{"name": "Line", "did_numbers": ["4930100-4930109"]}],
        "shared_voicemails": [{"extension_number": "7900", "name": "Box"}],
        "inbound_rules": [rule(to("1010"), {**VOICEMAIL, "number": "7900"})],
        "outbound_rules": [out("Everywhere", 10)],
        "users": [user()],
        **more,
    }


def path(definition: Any, at: str = MONDAY, number: str = "+49 30 100", night_mode: bool | None = None, **call: Any) -> CallPath:
    return call_path(definition, number, moment_of(at, definition), Call(**call), night_mode=night_mode)


def where(definition: Any, at: str = MONDAY, number: str = "+49 30 100", **call: Any) -> tuple[str, str]:
    ends = path(definition, at, number, **call).ends_at
    return ends["kind"], ends["number"]


def doubts(definition: Any, at: str = MONDAY, number: str = "+49 30 100", **call: Any) -> list[str]:
    return [f"{step.kind} {step.name}: {step.reason}" for step in path(definition, at, number, **call).steps if step.undocumented]


def by(rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    return practice(users=[user(**rules), user("1011")], **more)


def through(entry: dict[str, Any], kind: str = "ivrs", **more: Any) -> dict[str, Any]:
    """A practice whose number leads to one object."""
    target = to(entry["extension_number"])
    return practice(**{"inbound_rules": [rule(target, target)], kind: [entry], **more})


TO_1011, TO_BOX = to("1011"), {**VOICEMAIL, "number": "7900"}
ALL_DAY = [user(), user("1011")]
KEY_1 = {"user_input": "1", "office_hours_forward_rule": to("1010"), "non_office_hours_forward_rule": TO_BOX}
NO_ANSWER = {"available_no_answer_forward_rule": TO_BOX}
AWAY = {"offline_office_hours_forward_rule": TO_1011, "offline_non_office_hours_forward_rule": TO_BOX}
EXCEPTION = {"caller_id": "0033***", "type": "ALL_HOURS", **TO_1011}
