# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a call to a user ends: statuses, hours, holidays and exceptions."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import (
    AWAY,
    EXCEPTION,
    MONDAY,
    NO_ANSWER,
    OWN_HOURS,
    RING,
    TO_1011,
    VOICEMAIL,
    by,
    rule,
    to,
    where,
)

OWN_HOLIDAY = {
    "holidays": [
        {
            "name": "Leave",
            "consecutive": True,
            "every_year": False,
            "year_start": 2026,
            "month_start": 11,
            "day_start": 30,
            "year_end": 2026,
            "month_end": 12,
            "day_end": 1,
        }
    ]
}
USERS = [
    ("no answer", by(NO_ANSWER), MONDAY, {"answered": False}, ("shared_voicemail", "7900")),
    ("no answer without a rule", by({}), MONDAY, {"answered": False}, ("unanswered", "1010")),
    ("offline", by(AWAY), MONDAY, {"status": (("1010", "offline"),)}, ("user", "1011")),
    ("offline without a rule", by({}), MONDAY, {"status": (("1010", "offline"),)}, ("unanswered", "1010")),
    ("available, elsewhere", by({"available_office_hours_forward_rule": TO_1011}), MONDAY, {}, ("user", "1011")),
    ("busy, rings all the same", by({"busy_office_hours_forward_rule": RING}), MONDAY, {"status": (("1010", "busy"),)}, ("user", "1010")),
    (
        "busy, rings in vain",
        by({"busy_office_hours_forward_rule": RING, "busy_no_answer_forward_rule": TO_1011, **NO_ANSWER}),
        MONDAY,
        {"status": (("1010", "busy"),), "answered": False},
        ("unanswered", "1011"),
    ),
    ("the own voicemail", by({"available_office_hours_forward_rule": VOICEMAIL}), MONDAY, {}, ("voicemail", "1010")),
    ("do not disturb", by({"enable_dnd": True}), MONDAY, {}, ("voicemail", "1010")),
    ("do not disturb with a rule", by({"enable_dnd": True, "dnd_office_hours_forward_rule": TO_1011}), MONDAY, {}, ("user", "1011")),
    ("own hours", by({"available_non_office_hours_forward_rule": TO_1011, "office_hours": OWN_HOURS}), MONDAY, {}, ("user", "1011")),
    ("a holiday of the user", by({"available_non_office_hours_forward_rule": TO_1011, **OWN_HOLIDAY}), MONDAY, {}, ("user", "1011")),
    ("an exception", by({"custom_forward_rules": [EXCEPTION]}), MONDAY, {"caller": "0033123"}, ("user", "1011")),
    ("an exception for others", by({"custom_forward_rules": [EXCEPTION]}), MONDAY, {"caller": "0044123"}, ("user", "1010")),
    (
        "an exception outside of its hours",
        by({"custom_forward_rules": [{**EXCEPTION, "type": "SPECIFIC_HOURS", "hours": {"sunday": {"enabled": True}}}]}),
        MONDAY,
        {"caller": "0033123"},
        ("user", "1010"),
    ),
    (
        "an exception that lets the phones ring",
        by({"available_office_hours_forward_rule": TO_1011, "custom_forward_rules": [{**EXCEPTION, **RING, "number": ""}]}),
        MONDAY,
        {"caller": "0033123"},
        ("user", "1010"),
    ),
    ("switched off", by({"enabled": False}), MONDAY, {}, ("unanswered", "1010")),
    ("forwards to itself", by({"available_office_hours_forward_rule": to("1010")}), MONDAY, {}, ("loop", "1010")),
    (
        "forwards to itself through the carrier",
        by({"available_office_hours_forward_rule": to("+4930100")}),
        MONDAY,
        {},
        ("loop", "4930100"),
    ),
]


@pytest.mark.parametrize(("name", "definition", "at", "call", "expected"), USERS, ids=[case[0] for case in USERS])
def test_users(name: str, definition: Any, at: str, call: dict[str, Any], expected: tuple[str, str]) -> None:
    assert where(definition, at, **call) == expected


def test_the_hours_of_a_user_follow_its_own_time_zone() -> None:
    hours = {"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [{"from": "09:00", "to": "10:00"}]}}
    there = by({"timezone": "America/New_York", "office_hours": hours, "available_non_office_hours_forward_rule": TO_1011})
    assert where(there, "2026-11-30T15:30") == ("user", "1010")  # 09:30 in New York
    there["inbound_rules"] = [rule(to("1010"), to("1010"))]
    assert where(there, "2026-11-30T09:30") == ("user", "1011")
