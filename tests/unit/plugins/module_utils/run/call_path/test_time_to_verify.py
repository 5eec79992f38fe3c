# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Numbers are verified over a year in little time, which grows with the numbers and not faster."""

from __future__ import annotations

import random
import time
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.verify import verify
from ansible_collections.portsip.pbx.tests.unit.support.calls import DAYS, FIRST_DID, hours
from ansible_collections.portsip.pbx.tests.unit.support.clinics import FIRST, voicemail
from ansible_collections.portsip.pbx.tests.unit.support.practice import to

OWN = {"mode": "GLOBAL"}


def many(users: int, dids: int) -> dict[str, Any]:
    """A tenant in which each number leads to a user with rules; some have hours and holidays of their own."""
    rng = random.Random(1)
    own = [{"mode": "CUSTOM", **hours(rng)} for _number in range(20)]
    made = [
        {
            "extension_number": str(1000 + number),
            "display_name": f"User {number}",
            **{
                f"{status}_{time}_forward_rule": voicemail("7900")
                for status in ("away", "offline")
                for time in ("office_hours", "non_office_hours")
            },
            "available_non_office_hours_forward_rule": to(str(1000 + (number + 1) % users)) if number % 3 == 0 else voicemail("7900"),
            "available_no_answer_forward_rule": to("8000"),
            "office_hours": own[number % 20] if number % 2 else {"mode": "GLOBAL"},
            **({"holidays": [holiday("Leave", 1 + number % 12, number % 20 + 1, 7)]} if number % 10 == 0 else {}),
        }
        for number in range(users)
    ]
    return {
        "domain": "many.example.net",
        "office_hours": hours(rng),
        "trunks": [{"name": "Line", "did_numbers": [f"{FIRST_DID}-{FIRST_DID + dids - 1}"]}],
        "holidays": [holiday(f"Holiday {month}", month, 3, 1) for month in range(1, 13)],
        "users": made,
        "ring_groups": [
            {"extension_number": str(7000 + number), "name": "Team", "agents": [{"extension_number": str(1000 + number)}],
             "no_answer_forward_rule": voicemail("7900")} for number in range(20)
        ],
        "shared_voicemails": [{"extension_number": "7900", "name": "Box", "enable_email_notify": True, "recipients": ["a@example.net"]}],
        "ivrs": [
            {"extension_number": str(8000 + number), "name": "Menu", "timeout_forward_rule": {"action": "HANGUP"},
             "custom_forward_rules": [{"user_input": str(key), "office_hours": OWN, "office_hours_forward_rule": to(str(7000 + key)),
                                       "non_office_hours_forward_rule": voicemail("7900")} for key in range(10)]} for number in range(10)
        ],
        "emergency_numbers": [{"number_prefix": "112"}],
        "outbound_rules": [
            {"name": "Out", "priority": 1, "routes": [{"trunk": "Line"}], "office_hours": {**dict.fromkeys(DAYS, {"enabled": True})}}
        ],
        "inbound_rules": [
            {"name": f"Rule {number}", "trunk": "Line", "did_numbers": str(FIRST_DID + number), "office_hours": {"mode": "GLOBAL"},
             "holidays": [f"Holiday {month}" for month in range(1, 13)], "holiday_forward_rule": voicemail("7900"),
             "office_hours_forward_rule": to(str(1000 + number % users) if number % 5 else str(8000 + number % 10)),
             "non_office_hours_forward_rule": to(str(1000 + number % users))}
            for number in range(dids)
        ],
    }  # fmt: skip


def holiday(name: str, month: int, day: int, days: int) -> dict[str, Any]:
    return {"name": name, "every_year": True, "consecutive": True, "month_start": month, "day_start": day, "month_end": month,
            "day_end": day + days - 1}  # fmt: skip


def seconds(users: int, dids: int) -> float:
    definition = many(users, dids)
    start = time.process_time()
    result = verify(definition, FIRST)
    assert len(result.calls) == dids
    return time.process_time() - start


def test_300_users_and_100_numbers_over_a_year_take_less_than_two_seconds() -> None:
    assert seconds(300, 100) < 2


def test_time_grows_with_the_numbers_and_not_faster() -> None:
    few, more = (min(seconds(60, dids) for _turn in range(2)) for dids in (60, 240))
    assert more < 8 * few
