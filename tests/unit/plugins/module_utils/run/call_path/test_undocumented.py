# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What nobody documents is marked in the way of a call, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import (
    AWAY,
    EXCEPTION,
    HANGUP,
    KEY_1,
    MONDAY,
    NEW_YEAR,
    SUNDAY,
    VOICEMAIL,
    by,
    doubts,
    group,
    menu,
    out,
    practice,
    rule,
    through,
    to,
    user,
)

UNDOCUMENTED = [
    (
        "two rules for the same calls",
        practice(inbound_rules=[rule(to("1010")), rule(HANGUP, name="Other")]),
        MONDAY,
        {},
        "the rule Other fits the same calls",
    ),
    (
        "a mask beside a rule for all",
        practice(inbound_rules=[rule(HANGUP), rule(to("1010"), name="Mask", cid_number_mask=["0033***"])]),
        MONDAY,
        {"caller": "0033123"},
        "the rule Main fits the same calls",
    ),
    (
        "a holiday without a destination",
        practice(inbound_rules=[rule(HANGUP, HANGUP, holidays=["New Year"])]),
        NEW_YEAR,
        {},
        "no destination is given",
    ),
    (
        "hours of a rule that names none",
        practice(inbound_rules=[rule(HANGUP, to("1010"), office_hours=None)]),
        MONDAY,
        {},
        "says nothing of hours",
    ),
    (
        "advanced routing",
        practice(inbound_rules=[rule(HANGUP, HANGUP, enable_advanced_routing=True)]),
        MONDAY,
        {},
        "advanced routing is on",
    ),
    (
        "a number outside of the pool",
        practice(inbound_rules=[rule(HANGUP, HANGUP, did_numbers="4930100")], trunks=[{"name": "Line", "did_numbers": "4930200"}]),
        MONDAY,
        {},
        "is not one of its numbers",
    ),
    ("a tenant without hours", practice(office_hours=None), MONDAY, {}, "no office hours of the tenant"),
    ("a key that no entry takes", through(menu()), MONDAY, {"keys": ("4",)}, "is not in the menu"),
    ("night mode without a rule", through(menu(), enable_night_mode=True), MONDAY, {}, "no destination is given"),
    ("a user without a rule", by({}), MONDAY, {"status": (("1010", "away"),)}, "no rule is given"),
    (
        "two exceptions",
        by({"custom_forward_rules": [{**EXCEPTION, "type": "SPECIFIC_HOURS", "hours": {"sunday": {"enabled": True}}}, EXCEPTION]}),
        MONDAY,
        {"caller": "0033123"},
        "another exception",
    ),
    (
        "a mailbox of a ring group",
        practice(inbound_rules=[rule({**VOICEMAIL, "number": "7010"})], ring_groups=[group()]),
        MONDAY,
        {},
        "mailboxes of users and shared voicemails only",
    ),
    (
        "a mailbox of a user who is switched off",
        practice(inbound_rules=[rule({**VOICEMAIL, "number": "1010"})], users=[user(enabled=False)]),
        MONDAY,
        {},
        "the user is switched off",
    ),
    (
        "which extension a forwarded call has",
        through(
            menu(custom_forward_rules=[{"user_input": "1", "office_hours_forward_rule": to("+4989765432")}]),
            outbound_rules=[out("A", 1, number_mask=["8000-8999"])],
        ),
        MONDAY,
        {"keys": ("1",)},
        "which calling extension a call has",
    ),
    (
        "groups for a forwarded call",
        through(
            menu(custom_forward_rules=[{"user_input": "1", "office_hours_forward_rule": to("+4989765432")}]),
            outbound_rules=[out("A", 1, groups=["Office"])],
        ),
        MONDAY,
        {"keys": ("1",)},
        "depends on the release",
    ),
    (
        "a call out at night by a rule without hours",
        practice(inbound_rules=[rule(HANGUP, to("+4989765432"))]),
        SUNDAY,
        {},
        "says nothing of hours applies at any time",
    ),
    (
        "outbound rules of one priority",
        practice(inbound_rules=[rule(to("+4989765432"))], outbound_rules=[out("A", 1), {**out("B", 1), "routes": [{"trunk": "Other"}]}]),
        MONDAY,
        {},
        "may use any of them",
    ),
    (
        "a later rule that is open",
        practice(
            inbound_rules=[rule(HANGUP, to("+4989765432"))], outbound_rules=[out("A", 1, office_hours={"mode": "GLOBAL"}), out("B", 2)]
        ),
        SUNDAY,
        {},
        "then tries the rule B is not documented",
    ),
]


@pytest.mark.parametrize(("name", "definition", "at", "call", "words"), UNDOCUMENTED, ids=[case[0] for case in UNDOCUMENTED])
def test_what_nobody_documents_is_marked(name: str, definition: Any, at: str, call: dict[str, Any], words: str) -> None:
    found = doubts(definition, at, **call)
    assert [text for text in found if words in text], found


@pytest.mark.parametrize(
    ("definition", "at"),
    [(practice(), MONDAY), (practice(), SUNDAY), (through(menu(custom_forward_rules=[KEY_1])), MONDAY), (by(AWAY), MONDAY)],
)
def test_what_is_documented_is_not_marked(definition: Any, at: str) -> None:
    assert doubts(definition, at, keys=("1",)) == []


def test_equal_rules_for_office_hours_and_other_times_leave_no_doubt() -> None:
    assert doubts(practice(inbound_rules=[rule(to("1010"), to("1010"), office_hours=None)])) == []
