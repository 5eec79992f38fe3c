# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The modules that follow calls: from a definition without a request, and on the PBX without a write."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, NotFound, Unmet
from ansible_collections.portsip.pbx.tests.unit.support.clinics import clinics
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.practice import HANGUP, SECRET, practice, rule, to
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

MONDAY, SUNDAY = "2026-11-30T10:00", "2026-11-29T10:00"
KEY = {"user_input": "1", "office_hours_forward_rule": to("1010")}


def call(pbx: Simulator, **options: Any) -> Outcome:
    return Task(pbx, "portsip_call_path", {"extension_api_url": None}).run(**options)


def verified(pbx: Simulator, **options: Any) -> Outcome:
    return Task(pbx, "portsip_verify", {"extension_api_url": None, "first_day": "2026-11-26"}).run(**options)


def test_a_definition_needs_no_request(shared_simulator: Simulator) -> None:
    outcome = call(shared_simulator, definition=practice(), number="+49 30 100", at=MONDAY)
    assert outcome.calls == []
    assert outcome.result == {
        "changed": False,
        "at": "2026-11-30T10:00",
        "ends_at": {"kind": "user", "name": "User 1010", "number": "1010"},
        "path": [
            {"kind": "trunk", "name": "Line", "reason": "4930100 is one of its numbers 4930100-4930109", "undocumented": False},
            {"kind": "inbound_rule", "name": "Main", "reason": "within the tenant's office hours", "undocumented": False},
            {"kind": "user", "name": "1010 User 1010", "reason": "the phones of the user ring", "undocumented": False},
        ],
    }


def test_options_say_what_caller_and_called_do(shared_simulator: Simulator) -> None:
    menu = {
        "extension_number": "8000",
        "name": "Reception",
        "custom_forward_rules": [KEY],
    }
    definition = practice(ivrs=[menu], inbound_rules=[rule(to("8000"), to("8000"))], enable_night_mode=True)
    base = {"definition": definition, "number": "4930100", "at": MONDAY}
    ends = [
        call(shared_simulator, **base, **more).result["ends_at"]["kind"]
        for more in (
            {"night_mode": False},
            {"night_mode": False, "keys": ["1"]},
            {"night_mode": False, "keys": ["1"], "answered": False},
            {"night_mode": False, "keys": ["1"], "status": {"1010": "offline"}},
            {},
        )
    ]
    assert ends == ["ivr", "user", "unanswered", "unanswered", "nowhere"]
    known = call(
        shared_simulator, definition=practice(inbound_rules=[rule(to("1099"))]), number="4930100", at=MONDAY, elsewhere=["1090-1099"]
    )
    assert known.result["ends_at"] == {"kind": "elsewhere", "name": "", "number": "1099"}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"definition": {}}, "definition: must be a document"),
        ({"definition": {"tenants": []}}, "definition: has no tenant"),
        ({"definition": practice(), "tenant": "north.example.net"}, "has no tenant north.example.net; it has practice.example.net"),
        ({"definition": {"tenants": [practice(), practice(domain="b.example.net")]}}, "tenant: is required"),
        ({"definition": practice(), "at": "soon"}, "at: 'soon' must be a time"),
        ({"definition": practice(), "status": {"1010": "gone"}}, "status.1010: must be one of available"),
        ({"definition": practice(), "number": " "}, "number: must be a number"),
        ({}, "api_url: is required"),
    ],
)
def test_what_is_not_clear_is_refused(shared_simulator: Simulator, options: dict[str, Any], text: str) -> None:
    outcome = call(shared_simulator, **{"number": "4930100", "api_url": None, **options})
    assert isinstance(outcome.error, InvalidInput)
    assert text in str(outcome.error)
    assert outcome.calls == []


def test_the_pbx_is_read_and_not_written(pbx: Simulator) -> None:
    before = {name: value for name, value in pbx.state().items() if name != "sessions"}
    outcome = call(pbx, tenant="practice.example.net", number="4930100", at=MONDAY)
    assert outcome.error is None, outcome.error
    assert outcome.result["ends_at"] == {"kind": "user", "name": "Anna Berg", "number": "1010"}
    assert [step["kind"] for step in outcome.result["path"]] == ["trunk", "inbound_rule", "user"]
    assert {name: value for name, value in pbx.state().items() if name != "sessions"} == before
    ends = {
        at: call(pbx, tenant="practice.example.net", number="4930100", at=at, **more).result["ends_at"]
        for at, more in (
            (SUNDAY, {}),  # type: ignore[var-annotated]
            ("2026-11-30T16:30:00Z", {}),
            ("2026-11-30T11:00", {"answered": False}),
            ("2026-12-01T10:00", {}),
        )
    }
    assert [end["kind"] for end in ends.values()] == ["shared_voicemail", "shared_voicemail", "voicemail", "hangup"]
    assert SECRET not in shown(outcome)


def test_what_does_not_decide_is_not_read(pbx: Simulator) -> None:
    calls = call(pbx, tenant="practice.example.net", number="4930100", at=MONDAY).calls
    assert [path for path in calls if "greetings" in path or "phones" in path or "/files" in path or "ip_filters" in path] == []


def test_a_tenant_that_the_pbx_does_not_have(pbx: Simulator) -> None:
    assert isinstance(call(pbx, tenant="nobody.example.net", number="1").error, NotFound)


def test_a_pbx_is_verified_as_it_is(pbx: Simulator) -> None:
    outcome = verified(pbx, tenant="practice.example.net")
    assert outcome.error is None, outcome.error
    assert [(call["number"], call["text"]) for call in outcome.result["calls"]] == [
        ("4930100", "voicemail 7900 Box"),
        ("4930100", "user 1010 Anna Berg"),
        ("4930100", "hang up"),
    ]
    assert [finding["text"] for finding in outcome.result["findings"]] == [
        "holiday New Year: no rule, menu or user names it: calls go as on any other day on New Year (2027-01-01)",
        "voicemail 7900 Box: nobody gets an email when there is a message",
        "trunk Line: no inbound rule for 4930101-4930109",
    ]


EXPECTED = [
    {"number": "16025550100", "at": "2026-11-30T09:00", "ends_at": "8000"},
    {"number": "+1 602 555 0100", "at": "2026-12-24T09:00", "ends_at": "receptionist 8050"},
    {"number": "16025550104", "at": SUNDAY, "keys": ["1"], "ends_at": "voicemail 7092"},
    {"number": "16025550104", "at": MONDAY, "keys": ["1"], "ends_at": "call queue 7040 Pharmacy"},
    {"number": "16025550110", "at": MONDAY, "answered": False, "ends_at": "voicemail"},
    {"number": "911", "caller": "1010", "ends_at": {"kind": "outside", "name": "Saguaro line"}},
]


def expecting(pbx: Simulator, *expected: dict[str, Any], **options: Any) -> Outcome:
    definition, queues = clinics()
    return verified(pbx, definition={"tenants": [definition], "queues": queues}, expect=list(expected), **options)


def test_expectations_that_are_met(shared_simulator: Simulator) -> None:
    outcome = expecting(shared_simulator, *EXPECTED)
    assert outcome.error is None, outcome.error
    assert outcome.calls == []
    assert [one["met"] for one in outcome.result["expectations"]] == [True] * len(EXPECTED)
    assert outcome.result["totals"] == {"tenants": 1, "numbers": 4, "error": 0, "warning": 0, "note": 1, "unmet": 0}


@pytest.mark.parametrize(
    "ends_at", ["8001", "ring group", "voicemail 8000", "receptionist 8000 Welcome", {"number": "8000", "kind": "user"}]
)
def test_an_expectation_that_is_not_met_fails(shared_simulator: Simulator, ends_at: Any) -> None:
    outcome = expecting(shared_simulator, *EXPECTED, {"number": "16025550100", "at": MONDAY, "ends_at": ends_at})
    assert isinstance(outcome.error, Unmet)
    first, second = str(outcome.error).splitlines()
    assert first == "1 of 7 expectations is not met:"
    assert second.startswith("16025550100 at 2026-11-30T10:00 ends at receptionist 8000 Main line, not at ")
    assert outcome.error.as_result()["kind"] == "verification"
    assert [one["met"] for one in outcome.error.results["expectations"]] == [True] * len(EXPECTED) + [False]
    assert outcome.error.results["calls"]


def test_findings_fail_where_that_is_asked_for(shared_simulator: Simulator) -> None:
    definition = practice(inbound_rules=[rule(to("1099"), HANGUP)], shared_voicemails=[])
    open_at = "Mondays to Fridays 09:00 to 17:00"
    told = f"inbound rule Main: within the tenant's office hours: to 1099, which nobody has, {open_at} (calls to 4930100)"
    assert verified(shared_simulator, definition=definition).error is None
    outcome = verified(shared_simulator, definition=definition, fail_on="error")
    assert str(outcome.error) == f"1 finding:\n{told}"
    warned = verified(shared_simulator, definition=definition, fail_on="warning").error
    assert len(str(warned).splitlines()) == 3
    json.dumps(outcome.error.results if outcome.error else None)


def test_a_failure_has_at_most_ten_lines(shared_simulator: Simulator) -> None:
    expected = [{"number": "16025550100", "at": MONDAY, "ends_at": str(number)} for number in range(30)]
    lines = str(expecting(shared_simulator, *expected).error).splitlines()
    assert len(lines) == 10
    assert lines[-1] == "and 22 more"


@pytest.mark.parametrize("number", ["https://user:s3cret-of-mine@h.example.net", "+", "", "front desk"])
def test_what_can_not_be_dialled_is_refused_and_not_shown(shared_simulator: Simulator, number: str) -> None:
    outcome = call(shared_simulator, definition=practice(), number=number, at=MONDAY)
    assert isinstance(outcome.error, InvalidInput)
    assert str(outcome.error).startswith("number: must be a number as it is dialled")
    assert "s3cret-of-mine" not in shown(outcome)


def test_the_status_of_what_is_no_user_is_refused_and_not_shown(shared_simulator: Simulator) -> None:
    outcome = call(shared_simulator, definition=practice(), number="8000", at=MONDAY, status={"X-Token": "s3cret-of-mine"})
    assert isinstance(outcome.error, InvalidInput)
    assert str(outcome.error) == "status.X-Token: must be the extension number of a user"
    assert "s3cret-of-mine" not in shown(outcome)


def test_the_tenant_of_an_expectation_is_the_one_that_has_the_number(shared_simulator: Simulator) -> None:
    other = practice(domain="other.example.net", name="Other", trunks=[{"name": "Line", "did_numbers": "4940100"}])
    other["inbound_rules"] = [rule(HANGUP, HANGUP, did_numbers="4940100")]
    document = {"tenants": [practice(), other]}
    expected = [
        {"number": "4940100", "at": MONDAY, "ends_at": "hangup"},
        {"number": "112", "tenant": "Other", "at": MONDAY, "ends_at": "no_rule"},
    ]
    outcome = verified(shared_simulator, definition=document, expect=expected)
    assert [one["tenant"] for one in outcome.result["expectations"]] == ["other.example.net"] * 2
    for unclear, text in (({"number": "112"}, "expect[0].tenant: is required"), ({"number": "112", "tenant": "X"}, "there is no tenant X")):
        error = verified(shared_simulator, definition=document, expect=[{**unclear, "ends_at": "x"}]).error
        assert text in str(error)


def test_a_first_day_is_a_date(shared_simulator: Simulator) -> None:
    assert str(verified(shared_simulator, definition=practice(), first_day="soon").error).startswith("first_day: 'soon' must be a date")


def test_the_numbers_of_a_trunk_that_is_assigned(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant("practice.example.net", timezone="Europe/Berlin")
    shared_simulator.add_provider("Carrier")
    assigned = {"trunk": "Carrier", "did_numbers": ["4930100-4930109"], "concurrency": 4}
    rules = [{**rule(HANGUP, HANGUP), "trunk": "Carrier"}]
    document = {"tenants": [{"domain": "practice.example.net", "trunk_assignments": [assigned], "inbound_rules": rules}]}
    assert Task(shared_simulator, "portsip_config", {"extension_api_url": None}).run(definition=document).error is None
    found = call(shared_simulator, tenant="practice.example.net", number="4930100", at=MONDAY)
    assert [(step["name"], step["reason"]) for step in found.result["path"]][:2] == [
        ("Carrier", "4930100 is one of its numbers 4930100-4930109"),
        ("Main", "at any time"),
    ]
    spare = verified(shared_simulator, tenant="practice.example.net").result["findings"]
    assert "trunk Carrier: no inbound rule for 4930101-4930109" in [finding["text"] for finding in spare]


def test_a_pbx_without_outbound_rules_lets_no_emergency_call_out(pbx: Simulator) -> None:
    """A list that could be read and is empty is empty, not unknown."""
    document = {"tenants": [{"domain": "practice.example.net", "emergency_numbers": [{"number_prefix": "112"}], "outbound_rules": []}]}
    applied = Task(pbx, "portsip_config", {"extension_api_url": None}).run(definition=document, exclusive=["outbound_rules"])
    assert applied.error is None, applied.error
    texts = [finding["text"] for finding in verified(pbx, tenant="practice.example.net").result["findings"]]
    assert "emergency number 112: no outbound rule lets it out from any extension" in texts
