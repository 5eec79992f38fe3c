# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every number over a week and the holidays of a year: who answers, and what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.verify import Verification, verify
from ansible_collections.portsip.pbx.tests.unit.support.calls import DAYS
from ansible_collections.portsip.pbx.tests.unit.support.clinics import FIRST, Change, clinics, entry, out, voicemail
from ansible_collections.portsip.pbx.tests.unit.support.practice import HANGUP, to

SPARE = "trunk Saguaro line: no inbound rule for 16025550101-16025550103, 16025550105-16025550109, 16025550112-16025550139"
HOLIDAYS = "on Thanksgiving (2026-11-26 to 2026-11-27); on Christmas (2026-12-24 to 2026-12-25)"
NO_HOLIDAYS = HOLIDAYS.replace("on ", "not on ")
TWO_MENUS = "receptionist 8001 English menu \u2192 receptionist 8002 Men\u00fa en espa\u00f1ol \u2192 receptionist 8001 English menu"
CARRIER = "number 16025550111 \u2192 user 1011 Joel Begay \u2192 outside number +16025550111 \u2192 number 16025550111"
UNKNOWN = "which one the PBX uses is not documented"


def verified(change: Change | None = None) -> Verification:
    definition, queues = clinics()
    if change is not None:
        change(definition)
    return verify(definition, FIRST, queues=queues)


def found(change: Change) -> list[tuple[str, str]]:
    """What a mistake adds to the findings of the example."""
    return [(finding.severity, finding.line) for finding in verified(change).findings if finding.line != SPARE]


def test_the_example_has_spare_numbers_and_nothing_else() -> None:
    assert [(finding.severity, finding.line) for finding in verified().findings] == [("note", SPARE)]


def test_who_answers_the_numbers_of_the_example() -> None:
    answers = {number: [(answer.times, answer.label) for answer in known] for number, known in verified().calls.items()}
    closed, opened = "outside of the tenant's office hours", "within the tenant's office hours"
    assert answers == {
        "16025550100": [
            (f"{closed}; {HOLIDAYS}", "receptionist 8050 Night line"),
            (f"{opened}; {NO_HOLIDAYS}", "receptionist 8000 Main line"),
        ],
        "16025550104": [("at any time", "receptionist 8040 Pharmacy and refills")],
        "16025550110": [(closed, "voicemail 1010 Ana Flores"), (opened, "user 1010 Ana Flores")],
        "16025550111": [(closed, "voicemail 1011 Joel Begay"), (opened, "user 1011 Joel Begay")],
    }


def circle(definition: dict[str, Any], *, closed: bool) -> None:
    """Two receptionists whose callers are sent from one to the other."""
    for one, other in (("8001", "8002"), ("8002", "8001")):
        menu = entry(definition, "ivrs", one)
        menu["timeout_forward_rule"]["number"] = other
        if closed:
            menu["custom_forward_rules"] = []
            del menu["failure_forward_rule"], menu["action_urls"]


def masks(definition: dict[str, Any]) -> None:
    entry(definition, "inbound_rules", "Pharmacy")["cid_number_mask"] = ["1602*******"]
    rules = {"office_hours_forward_rule": to("7040"), "non_office_hours_forward_rule": voicemail("7092")}
    for name, callers in (("Local callers", ["16025******"]), ("All others", [])):
        line = {"trunk": "Saguaro line", "did_numbers": "16025550104", "office_hours": {"mode": "GLOBAL"}}
        definition["inbound_rules"].append({"name": name, "cid_number_mask": callers, **line, **rules})


def mailbox_off(definition: dict[str, Any]) -> None:
    entry(definition, "users", "3020")["enabled"] = False
    entry(definition, "inbound_rules", "Pharmacy").update(non_office_hours_forward_rule=voicemail("3020"), office_hours={"mode": "GLOBAL"})


PLANTED: list[tuple[str, Change, list[tuple[str, str]]]] = [
    (
        "a closed day that nobody covers",
        lambda it: entry(it, "inbound_rules", "Main number").update(
            office_hours={"mode": "CUSTOM", **dict.fromkeys(DAYS[:6], {"enabled": True}), "sunday": {"enabled": False}},
            non_office_hours_forward_rule={},
        ),
        [("error", "inbound rule Main number: outside of hours Mon-Sat all day: no destination, Sundays (calls to 16025550100)")],
    ),
    (
        "a loop of two receptionists",
        lambda it: circle(it, closed=True),
        [
            (
                "error",
                f"{TWO_MENUS}: no way out, within the tenant's office hours; {NO_HOLIDAYS}",
            )
        ],
    ),
    (
        "receptionists that send callers who press nothing to each other",
        lambda it: circle(it, closed=False),
        [
            (
                "warning",
                f"{TWO_MENUS}: callers whom nobody answers and who press nothing go round",
            )
        ],
    ),
    (
        "a ring group without members",
        lambda it: entry(it, "ring_groups", "7010").update(agents=[]),
        [("warning", "ring group 7010 Phoenix front desk: it has no members: calls go on to voicemail 7090 Night mailbox")],
    ),
    (
        "a number in no rule",
        lambda it: it["inbound_rules"].remove(entry(it, "inbound_rules", "Main number")),
        [
            (
                "error",
                "16025550100: no inbound rule takes calls to it, although calls out show it: outbound rule Everywhere else, "
                "receptionist 8000 Main line (calls to 16025550100)",
            ),
            ("note", SPARE.replace("16025550101-", "16025550100-")),
        ],
    ),
    (
        "a number that the trunk does not have",
        lambda it: entry(it, "inbound_rules", "Direct dial, Phoenix").update(did_numbers="16025550138-16025550141"),
        [
            (
                "error",
                "inbound rule Direct dial, Phoenix: 16025550140-16025550141 is not among the numbers of the trunk Saguaro line, so that no "
                "call to it comes in",
            ),
            ("error", "inbound rule Direct dial, Phoenix: at any time: no destination (calls to 16025550140, 16025550141)"),
            (
                "note",
                SPARE.replace("16025550109, 16025550112-16025550139", "16025550137"),
            ),
        ],
    ),
    (
        "a holiday that falls through",
        lambda it: entry(it, "inbound_rules", "Main number").pop("holiday_forward_rule"),
        [
            (
                "error",
                f"inbound rule Main number: holidays Thanksgiving, Christmas: no destination, {HOLIDAYS} (calls to 16025550100)",
            )
        ],
    ),
    (
        "a holiday that a rule forgets",
        lambda it: entry(it, "inbound_rules", "Main number")["holidays"].remove("Christmas"),
        [("warning", "inbound rule Main number: it names Thanksgiving, but not Christmas: on 2026-12-24 calls go as on any Thursday")],
    ),
    (
        "a holiday that nothing names",
        lambda it: it["holidays"].append(
            {**it["holidays"][1], "name": "Founders Day", "month_start": 3, "month_end": 3, "day_start": 10, "day_end": 10, "region": "MEX"}
        ),
        [("warning", "holiday Founders Day: no rule, menu or user names it: calls go as on any other day on Founders Day (2027-03-10)")],
    ),
    (
        "a mask that shadows another rule",
        masks,
        [
            (
                "warning",
                f"16025550104: the inbound rules Local callers (16025******) and Pharmacy (1602*******) fit the same calls; {UNKNOWN}",
            ),
            *(
                (
                    "note",
                    f"16025550104: the inbound rules All others (any caller) and {name} fit the same calls; {UNKNOWN}",
                )
                for name in ("Local callers (16025******)", "Pharmacy (1602*******)")
            ),
        ],
    ),
    (
        "an outbound rule that is never used",
        lambda it: it["outbound_rules"].append(
            {"name": "Mexico", "priority": 20, "number_prefix": ["01152"], "groups": ["Office"], "routes": []}
        ),
        [
            (
                "warning",
                "outbound rule Mexico: it is never used, as the rule Other countries (priority 10) fits all its calls and goes first",
            )
        ],
    ),
    (
        "a user who forwards to himself",
        lambda it: entry(it, "users", "1010").update(available_no_answer_forward_rule=to("1010", timeout=20)),
        [("error", "user 1010 Ana Flores: no answer, 20 s: forwards to itself, within the tenant's office hours")],
    ),
    (
        "a user who forwards to himself through the carrier",
        lambda it: entry(it, "users", "1011").update(available_non_office_hours_forward_rule=to("+1 602 555 0111")),
        [
            (
                "error",
                f"{CARRIER}: no way out, outside of the tenant's office hours (calls to 16025550111)",
            )
        ],
    ),
    (
        "night mode into nothing",
        lambda it: entry(it, "ivrs", "8040").update(enable_night_mode=True, night_mode_forward_rule={}),
        [("error", "receptionist 8040 Pharmacy and refills: night mode is on: no destination (calls to 16025550104)")],
    ),
    (
        "night mode to nobody",
        lambda it: entry(it, "ivrs", "8000").update(night_mode_forward_rule=to("8059")),
        [("warning", "receptionist 8000 Main line: in night mode: to 8059, which nobody has")],
    ),
    (
        "an emergency number without a route",
        lambda it: out(it, number_length=["10", "11"]),
        [("error", "emergency number 911, emergency number 988: no outbound rule lets it out from any extension")],
    ),
    (
        "an emergency number without a route for a site",
        lambda it: out(it, number_mask=["1000-2999", "7000-7099", "8000-8069"]),
        [("error", "emergency number 911, emergency number 988: no outbound rule lets it out from 3000, 3010, 3020")],
    ),
    (
        "an emergency number that may have no route at night",
        lambda it: out(it, office_hours={}),
        [
            (
                "note",
                "emergency number 911, emergency number 988: the outbound rule for it says nothing of hours, and that it then applies "
                "at any time is not documented",
            )
        ],
    ),
    (
        "a voicemail that is off",
        mailbox_off,
        [
            (
                "error",
                "inbound rule Pharmacy: outside of the tenant's office hours: to voicemail 3020 Kim Larsen: the user is switched off",
            )
        ],
    ),
    (
        "a key to a number that nobody has",
        lambda it: entry(it, "ivrs", "8040")["custom_forward_rules"][0]["office_hours_forward_rule"].update(number="7049"),
        [("error", "receptionist 8040 Pharmacy and refills: key 1, within the tenant's office hours: to 7049, which nobody has")],
    ),
    (
        "a number that only hangs up",
        lambda it: entry(it, "inbound_rules", "Pharmacy").update(office_hours_forward_rule=HANGUP, non_office_hours_forward_rule=HANGUP),
        [("error", "16025550104: nobody answers at any time")],
    ),
    (
        "a mailbox of which nobody is told",
        lambda it: entry(it, "shared_voicemails", "7092").update(enable_email_notify=False),
        [("note", "voicemail 7092 Pharmacy mailbox: nobody gets an email when there is a message")],
    ),
]


@pytest.mark.parametrize(("name", "change", "expected"), PLANTED, ids=[case[0] for case in PLANTED])
def test_a_planted_mistake_is_told_in_one_line(name: str, change: Change, expected: list[tuple[str, str]]) -> None:
    told = found(change)
    assert sorted(line for line in told) == sorted(expected)


def test_calls_to_outside_that_no_outbound_rule_takes() -> None:
    """A rule for the extensions of users lets no call out that a receptionist forwards."""
    told = found(lambda it: out(it, number_mask=["1000-3999"]))
    assert {severity for severity, _line in told} == {"warning"}
    assert ("warning", "receptionist 8050 Night line: to +16025550177: no outbound rule fits 16025550177, "
            f"outside of the tenant's office hours; {HOLIDAYS}") in told  # fmt: skip
