# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of calls from the street to a desk: trunks and their rules, queues, users, shared voicemails, and calls out."""

from __future__ import annotations

import time
from typing import Any
from xml.etree import ElementTree

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.call_queue import CALL_QUEUE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.user import USER as PERSON
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.clusters import LINES_OF_A_CARD, MOST_LINES, pieces
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import FORMATS, comparison, draw, graphs
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.graph import INBOUND, USER, Graph
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.reading import DEFAULTS
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.user_flow import SECONDS, STATUSES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import attributes
from ansible_collections.portsip.pbx.tests.unit.support.mermaid import charts

VOICEMAIL = {"action": "FORWARD_TO_VOICEMAIL"}
TO_MAILBOX = {**VOICEMAIL, "number": "8900"}


def to(number: str, **more: Any) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": number, **more}


def user(number: str, **more: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": f"u{number}", "display_name": f"User {number}", **more}


def rule(did: str, office: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": f"DID {did}", "trunk": "City Telecom", "did_numbers": did, "office_hours_forward_rule": office, **more}


def clinic(**more: Any) -> dict[str, Any]:
    """A call through a trunk meets a receptionist, a queue, a ring group and a user, and ends at a mailbox."""
    return {
        "domain": "north.example.net",
        "name": "North",
        "trunk_assignments": [{"trunk": "City Telecom", "did_numbers": "4930100-4930199"}],
        "users": [user("2001", available_no_answer_forward_rule={**VOICEMAIL, "timeout": 25}, phones=[{"mac": "a", "model": "T54W"}])],
        "ring_groups": [
            {
                "extension_number": "8600",
                "name": "Desk",
                "ring_strategy": "RING_SIMULTANEOUSLY",
                "agents": [{"extension_number": "2001"}],
                "no_answer_forward_rule": TO_MAILBOX,
            }
        ],
        "call_queues": [
            {
                "extension_number": "8700",
                "name": "Appointments",
                "polling_strategy": "SKILL_BASED_ROUTING_CYCLIC_HUNT",
                "agents": [{"extension_number": "User 2001", "skill_level": 5}],
                "max_waiting_time": 240,
                "no_answer_forward_rule": to("Desk"),
                "exit_forward_rule": TO_MAILBOX,
            }
        ],
        "shared_voicemails": [{"extension_number": "8900", "name": "Mailbox", "pin": "739512"}],
        "ivrs": [
            {
                "extension_number": "8000",
                "name": "Reception",
                "pin": "739512",
                "timeout_forward_rule": to("8700", timeout=9, repeat_times=0),
            }
        ],
        "inbound_rules": [rule("4930100", to("Reception"), non_office_hours_forward_rule=to("8900"), office_hours={"mode": "GLOBAL"})],
        **more,
    }


def graph(definition: dict[str, Any], **options: Any) -> Graph:
    ((side,),) = graphs(definition, **options)
    return side.graph


def ways(definition: dict[str, Any]) -> set[tuple[str, str, str]]:
    found = graph(definition)
    return {(found.label(edge.source), edge.label, found.label(edge.target)) for edge in found.edges}


def test_a_call_from_the_street_to_a_desk() -> None:
    (picture,) = charts(draw(clinic(), "mermaid"))
    assert {(picture.label(source), label, picture.label(target)) for source, target, _dotted, label in picture.edges} == {
        ("City Telecom", "4930100, DID 4930100, office hours", "8000 Reception"),
        ("City Telecom", "4930100, DID 4930100, other times", "voicemail 8900 Mailbox"),
        ("8000 Reception", "no input, 9 s", "8700 Appointments"),
        ("8700 Appointments", "agent 1, skill 5", "2001 User 2001"),
        ("8700 Appointments", "no answer, after 240 s", "8600 Desk"),
        ("8700 Appointments", "leaves by key", "voicemail 8900 Mailbox"),
        ("8600 Desk", "member 1", "2001 User 2001"),
        ("8600 Desk", "no answer", "voicemail 8900 Mailbox"),
        ("2001 User 2001", "rings", "desk phone T54W"),
        ("2001 User 2001", "no answer, 25 s", "voicemail 2001 User 2001"),
    }
    assert graph(clinic()).findings == []


def test_users_that_nothing_leads_to_are_counted_and_not_drawn() -> None:
    users = [*clinic()["users"], *(user(str(number), available_no_answer_forward_rule=VOICEMAIL) for number in range(2002, 2010))]
    found = graph(clinic(users=users))
    assert [key for key in found.nodes if key[0] == USER] == [(USER, "2001")]
    assert found.facts[-1] == "Users: 9, 8 of whom nothing here leads to"
    assert "User 2005" not in draw(clinic(users=users), "html")


def test_a_user_leads_on_to_users_that_nothing_else_leads_to() -> None:
    users = [
        user("2001", busy_office_hours_forward_rule=to("2002")),
        user("2002", available_no_answer_forward_rule=to("2003")),
        user("2003"),
    ]
    assert ("2002 User 2002", "no answer, 60 s", "2003 User 2003") in ways(clinic(users=users))


def test_statuses_whose_calls_go_the_same_ways_are_told_together() -> None:
    rules = {f"{status}_{times}_forward_rule": VOICEMAIL for status in ("dnd", "offline") for times in ("office_hours", "non_office_hours")}
    someone = user(
        "2001",
        **rules,
        busy_office_hours_forward_rule={"action": "RING_ANYWAY"},
        lunch_office_hours_forward_rule=to("8600"),
        lunch_non_office_hours_forward_rule={"action": "HANGUP"},
        custom_forward_rules=[{"caller_id": "0049*", "action": "HANGUP", "type": "ALL_HOURS"}],
    )
    assert {way[1:] for way in ways(clinic(users=[someone])) if way[0] == "2001 User 2001"} == {
        ("caller 0049*", "hang up"),
        ("rings", "phone or app"),
        ("busy, office hours", "phone or app"),
        ("do not disturb, offline", "voicemail 2001 User 2001"),
        ("at lunch, office hours", "8600 Desk"),
        ("at lunch, other times", "hang up"),
    }


@pytest.mark.parametrize(
    ("rules", "loop"),
    [
        ({"available_no_answer_forward_rule": to("8600")}, []),
        ({"available_office_hours_forward_rule": to("8600"), "available_non_office_hours_forward_rule": to("8600")}, ["loop"]),
    ],
    ids=["a phone rings between", "nobody is ever called"],
)
def test_a_circle_through_a_user(rules: dict[str, Any], loop: list[str]) -> None:
    group = {"extension_number": "8600", "name": "Desk", "agents": [{"extension_number": "2001"}]}
    found = graph({"domain": "a.example", "users": [user("2001", **rules)], "ring_groups": [group]})
    assert [finding.sort for finding in found.findings if finding.sort == "loop"] == loop


def test_a_range_of_numbers_for_a_range_of_extensions() -> None:
    users = [user(str(number)) for number in (1100, 1101, 1102)]
    rules = [rule("4930110-4930119", to("1100-1109")), rule("4930120-4930129", to("1200-1209"))]
    found = graph(clinic(users=users, inbound_rules=rules))
    assert {found.label(edge.target) for edge in found.edges if edge.source[0] == INBOUND} == {"1100-1109 (3 extensions)", "1200-1209"}
    assert [finding.text for finding in found.findings if "1200-1209" in finding.text] != []
    assert found.facts[-1] == "Users: 3"
    elsewhere = graph(clinic(inbound_rules=rules), elsewhere=["1000-1999", "2000-2999"])
    assert elsewhere.findings == []


def test_rules_for_calls_out_stand_in_the_order_in_which_they_are_tried() -> None:
    rules = [
        {"name": "National", "number_prefix": "0", "routes": [{"trunk": "City Telecom"}, {"trunk": "Carrier", "enabled": False}]},
        {"name": "Abroad", "number_prefix": "00", "number_length": "10;12", "priority": 5, "routes": [{"trunk": "Carrier"}]},
        {"name": "Rest", "priority": 2000, "enabled": False},
    ]
    found = graph(clinic(outbound_rules=rules))
    assert [(edge.label, found.label(edge.target), edge.off, edge.when) for edge in found.edges if edge.source[0] == "outbound"] == [
        ("00, Abroad, 10; 12 digits", "Carrier", False, frozenset()),
        ("0, National, route 1", "City Telecom", False, frozenset()),
        ("0, National, route 2", "Carrier", True, frozenset()),
        ("any number, Rest", "no destination", True, frozenset()),
    ]
    assert [finding.text for finding in found.findings] == ["Calls out, any number, Rest: no destination"]


def test_a_rule_that_is_switched_off() -> None:
    (edge, *_others) = graph(clinic(inbound_rules=[rule("4930100", to("8000"), enabled=False, cid_number_mask="0044*")])).edges
    assert (edge.off, edge.label) == (True, "4930100, DID 4930100, caller 0044*")


def test_lists_are_told_in_whatever_form_and_order_they_are_given() -> None:
    """A list, or one text as the API has it; both sides of a comparison may differ in that."""
    first = [rule("4930100", to("8000"), cid_number_mask=["0049*", "300-399"])]
    second = [rule("4930100", to("8000"), cid_number_mask="300-399;0049*")]
    out = {"name": "Abroad", "number_prefix": ["+", "00"], "groups": ["Sales"], "number_mask": "101-110;199", "routes": [{"trunk": "A"}]}
    assert ways(clinic(inbound_rules=first)) == ways(clinic(inbound_rules=second))
    assert ("City Telecom", "4930100, DID 4930100, caller 0049*; 300-399", "8000 Reception") in ways(clinic(inbound_rules=first))
    assert ("Calls out", "+; 00, Abroad, from 101-110; 199, from Sales", "A") in ways(clinic(outbound_rules=[out]))
    pool = graph(clinic(trunk_assignments=[{"trunk": "City Telecom", "did_numbers": ["4930100", "4930200-4930299"]}]))
    assert pool.nodes[(INBOUND, "City Telecom")].facts == ("4930100; 4930200-4930299",)


def test_services_of_the_pbx_are_not_missing() -> None:
    assert graph(clinic(inbound_rules=[rule("4930100", to("777"))])).findings == []


def test_a_long_strategy_has_room() -> None:
    group = {**clinic()["ring_groups"][0], "ring_strategy": "SKILL_BASED_ROUTING_PRIORITIZED_HUNT"}
    wanted, actual = clinic(ring_groups=[{**group, "agents": []}]), clinic(ring_groups=[group])
    for form in ("svg", "html"):
        text = draw(wanted, form, actual)
        assert "ring group, skill based routing prioritized hunt, 20 s</text>" in text
        assert "ring group, skill based\u2026" not in text


def test_rules_are_compared_by_their_names() -> None:
    wanted = clinic(inbound_rules=[rule("4930100", to("8700")), rule("4930101", to("8600"))])
    found = comparison(wanted, clinic(inbound_rules=[rule("4930100", to("8000"))]))
    assert found is not None
    assert [line for line in found[1] if line.startswith(("+", "~"))] == [
        "~ City Telecom: 4930100, DID 4930100: 8700 Appointments (changed, wanted)",
        "+ City Telecom: 4930101, DID 4930101: 8600 Desk (to be created)",
        "~ City Telecom: 4930100, DID 4930100: 8000 Reception (changed, actual)",
    ]
    assert comparison(clinic(), clinic()) is None


@pytest.mark.parametrize("name", ["a<b>&\"'c", "{{ x }}", "]]> --> %%", "\u202eевил", "x" * 300])
def test_any_name(name: str) -> None:
    users = [user("2001", display_name=name, phones=[{"model": name}], busy_office_hours_forward_rule=to("8600"))]
    rules = [rule(name, to("8000"), name=name, trunk=name, cid_number_mask=name)]
    definition = clinic(
        users=users, inbound_rules=rules, outbound_rules=[{"name": name, "number_prefix": name, "routes": [{"trunk": name}]}]
    )
    ElementTree.fromstring(draw(definition, "svg"))
    assert len(charts(draw(definition, "mermaid"))) >= 1
    assert "{{" not in draw(definition, "html")


@pytest.mark.parametrize(
    "odd",
    [
        {"inbound_rules": [{}, None, {"did_numbers": ["1", "2"], "office_hours_forward_rule": "x"}]},
        {"outbound_rules": [{}, {"routes": [None, {}], "number_prefix": ["0", "1"], "priority": "x"}]},
        {"users": [{}, None, {"extension_number": "2001", "custom_forward_rules": [{}], "busy_office_hours_forward_rule": []}]},
        {"call_queues": [{}, {"extension_number": 8700, "agents": {"items": [{"extension_number": 2001}]}}]},
        {"shared_voicemails": [{}, {"extension_number": None}]},
        {"inbound_rules": [rule("1", to("9-1"))]},
    ],
)
def test_nothing_odd_stops_it(odd: dict[str, Any]) -> None:
    for form in FORMATS:
        assert draw(clinic(**odd), form)


def test_no_secret_of_a_user_is_drawn() -> None:
    secrets = {"password": "Web-Secret-1", "extension_password": "Sip-Secret-2", "voicemail_pin": "739513"}
    users = [
        user(
            "2001", **secrets, busy_office_hours_forward_rule=to("8600"), phones=[{"mac": "cc5ef8", "model": "T54W", "password": "Phone-4"}]
        )
    ]
    for form in FORMATS:
        text = draw(clinic(users=users), form)
        assert [word for word in ("Web-Secret-1", "Sip-Secret-2", "739513", "739512", "Phone-4", "cc5ef8") if word in text] == []


def large(**rules: Any) -> dict[str, Any]:
    """300 users with a rule each, 40 ring groups, 20 queues, 30 receptionists, and 200 numbers, most of them of users."""
    groups = [
        {"extension_number": str(6000 + one), "agents": [{"extension_number": str(1000 + one * 5 + seat)} for seat in range(8)]}
        for one in range(40)
    ]
    queues = [
        {"extension_number": str(7000 + one), "agents": [{"extension_number": str(1000 + one * 9)}], "no_answer_forward_rule": TO_MAILBOX}
        for one in range(20)
    ]
    menus = [
        {"extension_number": str(8000 + one), "timeout_forward_rule": to(str(6000 + one)), "failure_forward_rule": to(str(7000 + one % 20))}
        for one in range(30)
    ]
    dids = [rule(f"4930{one:03}", to(str(1000 + one if one < 170 else 8000 + one - 170))) for one in range(200)]
    users = [user(str(1000 + one), **(rules or {"available_no_answer_forward_rule": VOICEMAIL})) for one in range(300)]
    return clinic(users=users, ring_groups=groups, call_queues=queues, ivrs=menus, inbound_rules=dids)


@pytest.mark.parametrize("rules", [{}, {"available_no_answer_forward_rule": to("8900")}, {"busy_office_hours_forward_rule": to("6000")}])
def test_a_large_tenant(rules: dict[str, Any]) -> None:
    """Users do not swamp the picture: they are members and targets, and have no cards of their own; findings are none the less."""
    start = time.perf_counter()
    found = graph(large(**rules))
    assert [key for key in found.cards() if key[0] == USER] == []
    assert [finding for finding in found.findings if finding.sort != "note"] == []
    page = draw(large(**rules), "html")
    assert time.perf_counter() - start < 4
    assert len(page) < 1_000_000
    drawn = list(pieces([found], MOST_LINES, lambda group: group))
    assert drawn[0][0] == [(INBOUND, "City Telecom")]
    ends = [sum(LINES_OF_A_CARD + len(part.ways()[key]) for key in keys) for keys, (part,) in drawn]
    assert max(ends) <= MOST_LINES
    assert "and 158 more" in page


def test_it_knows_the_defaults_of_the_pbx() -> None:
    queue, someone = (dict(attributes(of.model)) for of in (CALL_QUEUE, PERSON))
    assert queue["ring_time",].api_default == int(DEFAULTS["ring_time"])
    assert queue["max_waiting_time",].api_default == int(DEFAULTS["max_waiting_time"])
    assert someone["available_no_answer_forward_rule", "timeout"].api_default == int(SECONDS)
    statuses = {name.rpartition("_non_office_hours")[0] for (name, *_rest) in someone if name.endswith("_non_office_hours_forward_rule")}
    assert statuses == set(STATUSES)


def test_few_users_with_rules_have_cards() -> None:
    cards = graph(clinic(users=[user("2001", busy_office_hours_forward_rule=VOICEMAIL)])).cards()
    assert (USER, "2001") in cards
