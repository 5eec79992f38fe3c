# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where one call ends, and why: a table of cases, and tenants made at random against a second walker."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import Path as CallPath
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import call_path, moment_of, tenants_in
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call
from ansible_collections.portsip.pbx.tests.unit.support.calls import DAYS, FIRST_DID, STATUSES, Told, Walker, moments, tenant

CLINICS = Path(__file__).resolve().parents[6] / "playbooks" / "vars" / "clinics.yml"
MONDAY, MONDAY_NIGHT, SUNDAY, NEW_YEAR = "2026-11-30T10:00", "2026-11-30T20:00", "2026-11-29T10:00", "2027-01-01T10:00"
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


KEY_1 = {"user_input": "1", "office_hours_forward_rule": to("1010"), "non_office_hours_forward_rule": TO_BOX}
WITHOUT_INPUT = {"timeout_forward_rule": {"timeout": 5, "repeat_times": 2, "action": "HANGUP"}}
URL = {"name": "Look up", "enabled": True, "type": "DTMF", "dtmf_mask": "10-19", "method": "GET", "url": "https://a.example.net"}
SERVICES = [
    ("a receptionist answers", through(menu()), MONDAY, {}, ("ivr", "8000")),
    ("a key in office hours", through(menu(custom_forward_rules=[KEY_1])), MONDAY, {"keys": ("1",)}, ("user", "1010")),
    ("a key at other times", through(menu(custom_forward_rules=[KEY_1])), SUNDAY, {"keys": ("1",)}, ("shared_voicemail", "7900")),
    ("no input", through(menu(**WITHOUT_INPUT)), MONDAY, {"keys": ("timeout",)}, ("hangup", "")),
    ("a failed transfer", through(menu(failure_forward_rule=TO_BOX)), MONDAY, {"keys": ("failure",)}, ("shared_voicemail", "7900")),
    ("a known extension", through(menu()), MONDAY, {"keys": ("1010",)}, ("user", "1010")),
    ("an extension that is kept from callers", through(menu(exclude_list=["1000-1999"])), MONDAY, {"keys": ("1010",)}, ("ivr", "8000")),
    ("a wrong key, then a right one", through(menu(custom_forward_rules=[KEY_1])), MONDAY, {"keys": ("9", "1")}, ("user", "1010")),
    ("an action URL overrides the menu", through(menu(action_urls=[URL])), MONDAY, {"keys": ("12",)}, ("action_url", "")),
    (
        "an action URL that is switched off",
        through(menu(action_urls=[{**URL, "enabled": False}])),
        MONDAY,
        {"keys": ("12",)},
        ("ivr", "8000"),
    ),
    (
        "dialling out",
        through(menu(custom_forward_rules=[{"user_input": "5", "office_hours_forward_rule": {"action": "DISA"}}])),
        MONDAY,
        {"keys": ("5",)},
        ("dial_out", ""),
    ),
    (
        "a key with a number sign",
        through(menu(custom_forward_rules=[{**KEY_1, "user_input": "1#"}])),
        MONDAY,
        {"keys": ("1",)},
        ("user", "1010"),
    ),
    (
        "night mode of the receptionist",
        through(menu(enable_night_mode=True, night_mode_forward_rule=TO_BOX)),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "night mode of the tenant",
        through(menu(night_mode_forward_rule=TO_BOX), enable_night_mode=True),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    ("night mode without a rule", through(menu(), enable_night_mode=True), MONDAY, {}, ("nowhere", "")),
    ("a ring group", through(group("7010", "1010"), "ring_groups"), MONDAY, {}, ("ring_group", "7010")),
    (
        "a ring group that nobody answers",
        through(group("7010", "1010", no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {"answered": False},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group that is offline",
        through(group("7010", "1010", no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {"status": (("1010", "offline"),)},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group without members",
        through(group(no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group that repeats",
        through(group("7010", "1010", no_answer_forward_rule={"action": "REPEAT"}), "ring_groups"),
        MONDAY,
        {"answered": False},
        ("loop", "7010"),
    ),
    ("a queue", through(group("7040", "1010"), "call_queues"), MONDAY, {}, ("call_queue", "7040")),
    (
        "a queue after waiting",
        through(group("7040", "1010", no_answer_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"answered": False},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue without agents",
        through(group("7040", no_answer_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue that waits for agents",
        through(group("7040", wait_when_no_agents_online=True), "call_queues"),
        MONDAY,
        {},
        ("call_queue", "7040"),
    ),
    (
        "leaving a queue",
        through(group("7040", "1010", enable_exit_forward_rule=True, exit_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"keys": ("exit",)},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue that cannot be left",
        through(group("7040", "1010", exit_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"keys": ("exit",)},
        ("call_queue", "7040"),
    ),
]


@pytest.mark.parametrize(("name", "definition", "at", "call", "expected"), SERVICES, ids=[case[0] for case in SERVICES])
def test_services(name: str, definition: Any, at: str, call: dict[str, Any], expected: tuple[str, str]) -> None:
    assert where(definition, at, **call) == expected


NO_ANSWER = {"available_no_answer_forward_rule": TO_BOX}
AWAY = {"offline_office_hours_forward_rule": TO_1011, "offline_non_office_hours_forward_rule": TO_BOX}
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
EXCEPTION = {"caller_id": "0033***", "type": "ALL_HOURS", **TO_1011}
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


INTERNATIONAL = {"enabled": True, "country": "49", "area_code": "30", "national_code": "0", "international_code": "00"}
OUT = [
    ("the lowest number first", [out("A", 20), out("B", 10, number_prefix=["+49"])], "+4989765432", "1010", "B"),
    ("a prefix that does not fit", [out("A", 20), out("B", 10, number_prefix=["+33"])], "+4989765432", "1010", "A"),
    ("a length", [out("A", 20), out("B", 10, number_length=["3"])], "112", "1010", "B"),
    ("a length that does not fit", [out("A", 20), out("B", 10, number_length=["3"])], "1122", "1010", "A"),
    ("callers", [out("A", 20), out("B", 10, number_mask=["1010-1019"])], "0123456789", "1010", "B"),
    ("other callers", [out("A", 20), out("B", 10, number_mask=["1011-1019"])], "0123456789", "1010", "A"),
    ("members of a group", [out("A", 20), out("B", 10, groups=["Office"])], "0123456789", "1010", "B"),
    ("none of a group", [out("A", 20), out("B", 10, groups=["Office"])], "0123456789", "1011", "A"),
    ("a rule that is switched off", [out("A", 20), out("B", 10, enabled=False)], "0123456789", "1010", "A"),
]


@pytest.mark.parametrize(("name", "rules", "number", "caller", "expected"), OUT, ids=[case[0] for case in OUT])
def test_calls_out(name: str, rules: list[Any], number: str, caller: str, expected: str) -> None:
    definition = practice(outbound_rules=rules, users=ALL_DAY, groups=[{"name": "Office", "members": ["1010"]}])
    found = path(definition, number=number, caller=caller)
    assert (found.ends_at["kind"], found.ends_at["number"]) == ("outside", number)
    assert [step.name for step in found.steps if step.kind == "outbound_rule"] == [expected]


@pytest.mark.parametrize(
    ("number", "settings", "seen"),
    [
        ("+4989123", INTERNATIONAL, "089123"),
        ("+4930123", INTERNATIONAL, "0123"),
        ("+33123", INTERNATIONAL, "0033123"),
        ("+4989123", {**INTERNATIONAL, "prefix": "9"}, "9089123"),
        ("+4989123", {**INTERNATIONAL, "country": "Germany(49)"}, "089123"),
        ("+4989123", {**INTERNATIONAL, "enabled": False}, "+4989123"),
        ("089123", INTERNATIONAL, "089123"),
    ],
)
def test_e164_processing_comes_before_outbound_rules(number: str, settings: Any, seen: str) -> None:
    rules = [out("Seen", 10, number_length=[str(len(seen))], number_prefix=[seen])]
    assert where(practice(e164=settings, outbound_rules=rules), number=number, caller="1010") == ("outside", number)


def test_digits_are_taken_off_and_put_before() -> None:
    routes = [{"trunk": "Backup", "enabled": False}, {"trunk": "Line", "strip_digits": 2, "prepend": "+44"}]
    found = path(practice(outbound_rules=[out("A", 1, routes=routes)]), number="002345", caller="1010")
    assert [(step.name, step.reason) for step in found.steps if step.kind == "trunk"] == [("Line", "the call goes out, as +442345")]


@pytest.mark.parametrize(
    ("rules", "at"),
    [
        ([], MONDAY),
        ([out("A", 1, routes=[])], MONDAY),
        ([out("A", 1, routes=[{"trunk": "Line", "enabled": False}])], MONDAY),
        ([out("A", 1, office_hours={"mode": "GLOBAL"})], SUNDAY),
        ([out("A", 1, holidays=["New Year"])], NEW_YEAR),
        ([out("A", 1, number_prefix=["00"])], MONDAY),
    ],
)
def test_an_emergency_number_needs_a_route(rules: list[Any], at: str) -> None:
    definition = practice(outbound_rules=rules, emergency_numbers=[{"number_prefix": "112"}])
    found = path(definition, at, number="112", caller="1010")
    assert [step.kind for step in found.steps] == ["emergency_number", "outbound_rule", "no_route"]
    assert found.ends_at["kind"] == "no_route"


FORBIDDEN = {
    "blacklisted_numbers": [{"number": "+4989765432"}],
    "disallowed_codes": [{"number_prefix": "0900"}, {"number_prefix": "+4990"}],
    "allowed_country_codes": {"codes": ["49", "+41"]},
}


@pytest.mark.parametrize(
    ("number", "refused_by"),
    [
        ("+4989765432", "blacklisted_number"),
        ("+4989765433", None),
        ("0900123", "disallowed_code"),
        ("+4990123", "disallowed_code"),
        ("089900", None),
        ("+33123", "allowed_country_codes"),
        ("0033123", "allowed_country_codes"),
        ("0041123", None),
        ("+41123", None),
        ("+49123", None),
        ("112", None),
    ],
)
def test_numbers_that_are_not_called(number: str, refused_by: str | None) -> None:
    definition = practice(e164=INTERNATIONAL, emergency_numbers=[{"number_prefix": "112"}], **FORBIDDEN)
    definition["disallowed_codes"] = [*definition["disallowed_codes"], {"number_prefix": "11"}]
    found = path(definition, number=number, caller="1010")
    assert [step.kind for step in found.steps if step.kind in (refused_by, "no_route")] == ([refused_by, "no_route"] if refused_by else [])


def test_countries_are_not_compared_where_a_prefix_makes_calls_national() -> None:
    definition = practice(e164={**INTERNATIONAL, "prefix": "9"}, **FORBIDDEN)
    assert where(definition, number="+33123", caller="1010")[0] == "outside"
    assert where(practice(e164={"enabled": False}, **FORBIDDEN), number="+33123", caller="1010")[0] == "no_route"


def test_a_caller_on_the_blacklist_is_rejected() -> None:
    definition = practice(**FORBIDDEN)
    assert where(definition, caller="+4989765432") == ("hangup", "")
    assert where(definition, caller="+4989765433") == ("user", "1010")


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


def test_the_way_is_told_step_by_step() -> None:
    definition = through(menu(custom_forward_rules=[KEY_1]), users=[user(**NO_ANSWER)])
    assert [step.as_result() for step in path(definition, keys=("1",), answered=False).steps] == [
        {"kind": "trunk", "name": "Line", "reason": "4930100 is one of its numbers 4930100-4930109", "undocumented": False},
        {"kind": "inbound_rule", "name": "Main", "reason": "at any time", "undocumented": False},
        {"kind": "ivr", "name": "8000 Reception", "reason": "key 1, within the tenant's office hours", "undocumented": False},
        {"kind": "user", "name": "1010 User 1010", "reason": "no answer, 60 s", "undocumented": False},
        {"kind": "shared_voicemail", "name": "7900 Box", "reason": "the caller may leave a message", "undocumented": False},
    ]


def test_night_mode_can_be_tried() -> None:
    definition = through(menu(night_mode_forward_rule=TO_BOX))
    assert path(definition, night_mode=True).ends_at["kind"] == "shared_voicemail"
    assert path({**definition, "enable_night_mode": True}, night_mode=False).ends_at["kind"] == "ivr"


@pytest.mark.parametrize(
    ("at", "local"),
    [
        ("2026-11-30T10:00", "2026-11-30T10:00:00"),
        ("2026-11-30 10:00", "2026-11-30T10:00:00"),
        ("2026-11-30T10:00:00Z", "2026-11-30T11:00:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01T12:00:00"),
        ("2026-11-30T10:00:00-07:00", "2026-11-30T18:00:00"),
    ],
)
def test_times(at: str, local: str) -> None:
    assert moment_of(at, practice()).isoformat() == local


@pytest.mark.parametrize("at", ["tomorrow", "10:00", "2026-13-01T10:00"])
def test_what_is_no_time_is_refused(at: str) -> None:
    with pytest.raises(InvalidInput, match="^at: "):
        moment_of(at, practice())


def test_an_instant_needs_the_time_zone_of_the_tenant() -> None:
    with pytest.raises(InvalidInput, match="local time"):
        moment_of("2026-11-30T10:00:00Z", practice(timezone=None))


def test_which_tenant_is_meant() -> None:
    one, other = practice(), practice(domain="other.example.net", name="Other")
    queue = {"extension_id": 901}
    assert tenants_in({"tenants": [one], "queues": [queue]}, None) == [(one, [queue])]
    assert tenants_in({"tenants": [one, other], "queues": [queue]}, None) == [(one, []), (other, [])]
    assert tenants_in({"tenants": [one, other]}, "OTHER.example.net") == [(other, [])]
    assert tenants_in({"tenants": [one, other]}, "Other") == [(other, [])]
    with pytest.raises(InvalidInput, match="it has practice.example.net"):
        tenants_in({"tenants": [one]}, "nobody.example.net")
    with pytest.raises(InvalidInput, match="has no tenant"):
        tenants_in({"queues": [queue]}, None)


def agree(seed: int, moments_each: int = 12) -> None:
    """Both ways find the same end for the calls of a random tenant."""
    rng = random.Random(seed)
    dids = 6
    definition = tenant(rng, size=rng.randrange(2, 6), dids=dids)
    for moment in moments(rng, moments_each):
        did = str(FIRST_DID + rng.choice([*range(dids), 100, 101, 150]))
        keys = tuple(rng.choices(["1", "2", "3", "timeout", "1001", "8001"], k=rng.randrange(0, 5)))
        status = tuple((str(1000 + its), rng.choice(STATUSES)) for its in range(5) if rng.random() < 0.5)
        told = Told(rng.choice(["", "004912", "1001"]), keys, status, rng.random() < 0.5)
        # A caller with the number of an extension calls from inside, and is tried by the cases above.
        told = Told("", told.keys, told.status, told.answered) if told.caller in Walker(definition, moment).kinds else told
        found = call_path(definition, did, moment, Call(told.caller, told.keys, told.status, told.answered)).ends_at
        assert (found["kind"], found["number"]) == Walker(definition, moment).ends(did, told), (seed, did, str(moment), told)


@pytest.mark.parametrize("seed", range(100))
def test_a_second_walker_agrees(seed: int) -> None:
    agree(seed)


@pytest.mark.long
def test_a_second_walker_agrees_for_900_more() -> None:
    for seed in range(100, 1000):
        agree(seed)


def test_a_chain_of_2000_users_is_followed_to_its_end() -> None:
    users = [user(str(10000 + number), available_office_hours_forward_rule=to(str(10001 + number))) for number in range(2000)]
    definition = practice(inbound_rules=[rule(to("10000"))], users=[*users, user("12000")])
    assert where(definition) == ("user", "12000")


def test_the_example_of_the_collection() -> None:
    ((clinics, queues),) = tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)
    ends = {
        at: call_path(clinics, "+1 602 555 0100", moment_of(at, clinics), queues=queues).ends_at["number"]
        for at in ("2026-11-30T08:00", "2026-11-30T12:45", "2026-12-03T19:00", "2026-11-29T10:00", "2026-11-26T10:00", "2026-12-24T10:00")
    }
    assert list(ends.values()) == ["8000", "8050", "8000", "8050", "8050", "8050"]


@pytest.mark.parametrize(("caller", "kind"), [("1000", "outside"), ("1020", "no_route")])
def test_the_example_lets_the_office_alone_call_other_countries(caller: str, kind: str) -> None:
    ((clinics, queues),) = tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)
    found = call_path(clinics, "0114420794600", moment_of(MONDAY, clinics), Call(caller=caller), queues=queues)
    assert found.ends_at["kind"] == kind
