# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a call from outside ends: office hours, holidays and callers of inbound rules, and what they lead to."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import (
    HANGUP,
    MONDAY,
    MONDAY_NIGHT,
    NEW_YEAR,
    OWN_HOURS,
    SUNDAY,
    TO_BOX,
    VOICEMAIL,
    practice,
    rule,
    to,
    user,
    where,
)

INBOUND = [
    ("office hours", practice(), MONDAY, {}, ("user", "1010")),
    ("other times", practice(), MONDAY_NIGHT, {}, ("shared_voicemail", "7900")),
    ("a closed day", practice(), SUNDAY, {}, ("shared_voicemail", "7900")),
    ("the minute of opening", practice(), "2026-11-30T09:00", {}, ("user", "1010")),
    ("the minute of closing", practice(), "2026-11-30T17:00", {}, ("shared_voicemail", "7900")),
    ("an instant in UTC", practice(), "2026-11-30T16:30:00Z", {}, ("shared_voicemail", "7900")),
    ("own hours", practice(inbound_rules=[rule(HANGUP, TO_BOX, office_hours=OWN_HOURS)]), SUNDAY, {}, ("hangup", "")),
    (
        "own hours, a day without",
        practice(inbound_rules=[rule(HANGUP, TO_BOX, office_hours=OWN_HOURS)]),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "a holiday before office hours",
        practice(inbound_rules=[rule(to("1010"), HANGUP, holidays=["New Year"], holiday_forward_rule=TO_BOX)]),
        NEW_YEAR,
        {},
        ("shared_voicemail", "7900"),
    ),
    ("a holiday that the rule does not name", practice(), NEW_YEAR, {}, ("user", "1010")),
    (
        "a holiday without a destination",
        practice(inbound_rules=[rule(to("1010"), HANGUP, holidays=["New Year"])]),
        NEW_YEAR,
        {},
        ("nowhere", ""),
    ),
    ("no destination at other times", practice(inbound_rules=[rule(to("1010"))]), SUNDAY, {}, ("nowhere", "")),
    ("a rule that is switched off", practice(inbound_rules=[rule(to("1010"), enabled=False)]), MONDAY, {}, ("no_rule", "4930100")),
    (
        "a caller whom a mask means",
        practice(inbound_rules=[rule(to("1010")), rule(HANGUP, name="French", cid_number_mask=["0033***"])]),
        MONDAY,
        {"caller": "0033123"},
        ("hangup", ""),
    ),
    (
        "a caller who is too long for a mask",
        practice(inbound_rules=[rule(to("1010")), rule(HANGUP, name="French", cid_number_mask=["0033***"])]),
        MONDAY,
        {"caller": "00331234"},
        ("user", "1010"),
    ),
    (
        "a caller in a range",
        practice(inbound_rules=[rule(to("1010")), rule(HANGUP, name="Range", cid_number_mask=["1000-2000"])]),
        MONDAY,
        {"caller": "1500"},
        ("hangup", ""),
    ),
    ("only rules for others", practice(inbound_rules=[rule(HANGUP, cid_number_mask=["0033***"])]), MONDAY, {}, ("no_rule", "4930100")),
    (
        "a rule of a trunk that does not have the number",
        practice(
            trunks=[{"name": "Line", "did_numbers": ["4930100"]}, {"name": "Backup", "did_numbers": ["4930200"]}],
            inbound_rules=[rule(HANGUP, HANGUP, name="Backup", trunk="Backup"), rule(to("1010"))],
        ),
        MONDAY,
        {},
        ("user", "1010"),
    ),
    ("a voicemail", practice(inbound_rules=[rule({**VOICEMAIL, "number": "1010"})]), MONDAY, {}, ("voicemail", "1010")),
    ("by the name of a user", practice(inbound_rules=[rule(to("User 1010"))]), MONDAY, {}, ("user", "1010")),
    ("a number that nobody has", practice(inbound_rules=[rule(to("1099"))]), MONDAY, {}, ("missing", "1099")),
    ("a service", practice(inbound_rules=[rule(to("777"))]), MONDAY, {}, ("service", "777")),
    ("an outside number", practice(inbound_rules=[rule(to("+4989765432"))]), MONDAY, {}, ("outside", "+4989765432")),
]


@pytest.mark.parametrize(("name", "definition", "at", "call", "expected"), INBOUND, ids=[case[0] for case in INBOUND])
def test_inbound(name: str, definition: Any, at: str, call: dict[str, Any], expected: tuple[str, str]) -> None:
    assert where(definition, at, **call) == expected


@pytest.mark.parametrize(("did", "expected"), [("4930104", "1000"), ("4930106", "1002"), ("+49 30 107", "1003")])
def test_a_range_of_numbers_leads_to_a_range_of_extensions_one_to_one(did: str, expected: str) -> None:
    spans = rule(to("1000-1003"), to("1000-1003"), did_numbers="4930104-4930107")
    assert where(practice(inbound_rules=[spans], users=[user(str(number)) for number in range(1000, 1004)]), number=did) == (
        "user",
        expected,
    )


def test_a_destination_of_zero_leaves_the_number_as_it_is() -> None:
    spans = rule(to("0"), to("0"), did_numbers="4930100-4930109")
    assert where(practice(inbound_rules=[spans], users=[user("4930102")]), number="4930102") == ("user", "4930102")
