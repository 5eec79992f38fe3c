# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A change of a definition shows exactly the calls that move."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.moved import moved
from ansible_collections.portsip.pbx.tests.unit.support.clinics import FIRST, Change, clinics, entry, out, voicemail
from ansible_collections.portsip.pbx.tests.unit.support.practice import HANGUP, to

MOVED: list[tuple[str, Change, list[str]]] = [
    ("nothing", lambda it: None, []),
    ("a name", lambda it: entry(it, "ivrs", "8000").update(name="Welcome"), []),
    (
        "open on Sundays",
        lambda it: entry(it, "inbound_rules", "Main number").update(
            office_hours={"mode": "CUSTOM", **it["office_hours"], "sunday": {"enabled": True, "ranges": [{"from": "08:00", "to": "23:59"}]}}
        ),
        ["Sundays 08:00 to 24:00, 16025550100: receptionist 8000 Main line, before receptionist 8050 Night line"],
    ),
    (
        "another key",
        lambda it: entry(it, "ivrs", "8001")["custom_forward_rules"][2]["office_hours_forward_rule"].update(number="7020"),
        [
            "Within the tenant's office hours, receptionist 8001 English menu, key 3: ring group 7020 Billing, "
            "before receptionist 8040 Pharmacy and refills"
        ],
    ),
    (
        "a new key",
        lambda it: entry(it, "ivrs", "8001")["custom_forward_rules"].append(
            {"user_input": "7", "office_hours_forward_rule": to("7070"), "non_office_hours_forward_rule": to("7070")}
        ),
        ["At any time, receptionist 8001 English menu, key 7: ring group 7070 IT help desk, before not in the menu"],
    ),
    (
        "a rule of a user",
        lambda it: entry(it, "users", "1010").update(available_non_office_hours_forward_rule=HANGUP),
        [
            "Outside of the tenant's office hours, 16025550110: hang up, before voicemail 1010 Ana Flores",
            "Outside of the tenant's office hours, user 1010 Ana Flores, available: hang up, before voicemail 1010 Ana Flores",
        ],
    ),
    (
        "no answer",
        lambda it: entry(it, "ring_groups", "7010").update(no_answer_forward_rule=voicemail("7091")),
        ["At any time, ring group 7010 Phoenix front desk, no answer: voicemail 7091 Billing mailbox, before voicemail 7090 Night mailbox"],
    ),
    (
        "a holiday",
        lambda it: entry(it, "inbound_rules", "Main number")["holidays"].remove("Thanksgiving"),
        [
            "On Thanksgiving (2026-11-26) 08:00 to 12:30 and 13:15 to 20:00; on Thanksgiving (2026-11-27) 08:00 to 12:30 and 13:15 "
            "to 18:00, 16025550100: receptionist 8000 Main line, before receptionist 8050 Night line"
        ],
    ),
    (
        "a new rule",
        lambda it: it["inbound_rules"].append(
            {"name": "Billing", "trunk": "Saguaro line", "did_numbers": "16025550120-16025550125",
             "office_hours_forward_rule": to("7020"), "non_office_hours_forward_rule": to("7020")}
        ),
        ["At any time, 16025550120-16025550125: ring group 7020 Billing, before no inbound rule"],
    ),
    (
        "night mode",
        lambda it: entry(it, "ivrs", "8040").update(enable_night_mode=True),
        [
            "At any time, 16025550104: voicemail 7092 Pharmacy mailbox, before receptionist 8040 Pharmacy and refills",
            "At any time, receptionist 8040 Pharmacy and refills, all calls: voicemail 7092 Pharmacy mailbox, before takes the call",
        ],
    ),
    (
        "the way out",
        lambda it: out(it, number_length=["10", "11"]),
        [
            "At any time, 911 from any extension: 911, no outbound rule, before 911 through Saguaro line",
            "At any time, 988 from any extension: 988, no outbound rule, before 988 through Saguaro line",
        ],
    ),
    (
        "the physician on call",
        lambda it: out(it, number_mask=["1000-3999", "7000-7099", "8000-8040"]),
        [
            f"At any time, receptionist 8050 Night line, {words}, no outbound rule, before {number} through Saguaro line"
            for words, number in (
                ("key 1: +16025550141", "+16025550141"),
                ("key 2: +16025550177", "+16025550177"),
                ("no input: +16025550141", "+16025550141"),
                ("failed transfer: +16025550141", "+16025550141"),
            )
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "expected"), MOVED, ids=[case[0] for case in MOVED])
def test_a_change_shows_exactly_the_calls_that_move(name: str, change: Change, expected: list[str]) -> None:
    (wanted, queues), (actual, _queues) = clinics(), clinics()
    change(wanted)
    assert moved(wanted, actual, FIRST, queues=queues) == expected


def test_calls_to_a_new_emergency_number_are_told() -> None:
    (wanted, queues), (actual, _queues) = clinics(), clinics()
    for definition in (wanted, actual):
        definition["disallowed_codes"] = [{"number_prefix": "112"}]
    wanted["emergency_numbers"] = [*wanted["emergency_numbers"], {"number_prefix": "112"}]
    told = "At any time, 112 from any extension: 112 through Saguaro line, before 112, no outbound rule"
    assert moved(wanted, actual, FIRST, queues=queues) == [told]


def test_what_a_definition_leaves_out_moves_no_call() -> None:
    actual, queues = clinics()
    wanted = {"domain": actual["domain"], "inbound_rules": [{"name": "Pharmacy", "did_numbers": "16025550104"}]}
    kept = {**actual, "inbound_rules": [rule for rule in actual["inbound_rules"] if rule["name"] == "Pharmacy"]}
    assert moved(wanted, kept, FIRST, queues=queues) == []
    wanted = {"domain": actual["domain"], "outbound_rules": [{"name": rule["name"]} for rule in actual["outbound_rules"]]}
    assert moved(wanted, actual, FIRST, queues=queues) == []
