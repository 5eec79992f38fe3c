# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every number over a week and the holidays of a year: who answers, what is wrong, and which calls move when something changes."""

from __future__ import annotations

import contextlib
import datetime
import functools
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.call import tenants_in
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.follow import Calls
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.model import Call
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.moved import moved
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.verify import Verification, verify
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_path.year import slots_of
from ansible_collections.portsip.pbx.tests.unit.support.calls import DAYS, FIRST_DID, Told, Walker, hours, tenant

CLINICS = Path(__file__).resolve().parents[6] / "playbooks" / "vars" / "clinics.yml"
FIRST = datetime.date(2026, 11, 26)
SPARE = "trunk Saguaro line: no inbound rule for 16025550101-16025550103, 16025550105-16025550109, 16025550112-16025550139"
HOLIDAYS = "on Thanksgiving (2026-11-26 to 2026-11-27); on Christmas (2026-12-24 to 2026-12-25)"
NO_HOLIDAYS = HOLIDAYS.replace("on ", "not on ")
TWO_MENUS = "receptionist 8001 English menu \u2192 receptionist 8002 Men\u00fa en espa\u00f1ol \u2192 receptionist 8001 English menu"
CARRIER = "number 16025550111 \u2192 user 1011 Joel Begay \u2192 outside number +16025550111 \u2192 number 16025550111"
UNKNOWN = "which one the PBX uses is not documented"
OWN = {"mode": "GLOBAL"}
HANGUP = {"action": "HANGUP"}
Change = Callable[[dict[str, Any]], Any]


@functools.cache
def example() -> str:
    """The example as JSON, in which entries share no values."""
    return json.dumps(tenants_in(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), None)[0])


def clinics() -> tuple[dict[str, Any], list[Any]]:
    found, queues = json.loads(example())
    return found, queues


def entry(definition: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    known = definition[kind]["items"] if isinstance(definition[kind], dict) else definition[kind]
    return next(one for one in known if one.get("extension_number", one.get("name")) == key)


def to(number: str, **more: Any) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": number, **more}


def voicemail(number: str) -> dict[str, Any]:
    return {"action": "FORWARD_TO_VOICEMAIL", "number": number}


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


def out(definition: dict[str, Any], **fields: Any) -> None:
    entry(definition, "outbound_rules", "Everywhere else").update(fields)


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


def test_what_a_definition_leaves_out_moves_no_call() -> None:
    actual, queues = clinics()
    wanted = {"domain": actual["domain"], "inbound_rules": [{"name": "Pharmacy", "did_numbers": "16025550104"}]}
    kept = {**actual, "inbound_rules": [rule for rule in actual["inbound_rules"] if rule["name"] == "Pharmacy"]}
    assert moved(wanted, kept, FIRST, queues=queues) == []


def test_all_times_at_once_agree_with_each_moment() -> None:
    """Bits for a year say the same as a second walker that looks at one moment after the other."""
    for seed in range(8):
        rng = random.Random(seed)
        definition = tenant(rng, size=3, dids=4)
        calls = Calls(definition, slots=slots_of([definition], FIRST))
        told = Told("", ("1", "timeout", "2"), (), seed % 2 == 0)
        for number in [*range(4), 100]:
            did = str(FIRST_DID + number)
            trails = list(calls.follow(("did", did), Call("", told.keys, told.status, told.answered)))
            total = 0
            for trail in trails:
                assert not trail.mask & total, "one moment, two ends"
                total |= trail.mask
            assert total == calls.site.slots.everything
            for day in calls.site.slots.days:
                date = day.date or regular(definition, day.weekday)
                for part in range(0, day.parts, 3):
                    moment = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=day.cuts[part])
                    (end,) = [trail.end for trail in trails if trail.mask >> (day.offset + part) & 1]
                    kind, where = Walker(definition, moment).ends(did, told)
                    assert end[0] == kind
                    assert where in (*end, ""), (seed, did, moment)


def regular(_definition: dict[str, Any], weekday: int) -> datetime.date:
    """A day without a holiday of ``tenant``."""
    return datetime.date(2027, 2, 1) + datetime.timedelta(days=weekday)


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


@pytest.mark.parametrize("seed", range(20))
def test_any_tenant_can_be_verified(seed: int) -> None:
    rng = random.Random(seed)
    definition = tenant(rng, size=4, dids=6)
    result = verify(definition, FIRST)
    assert result.calls
    assert all("\n" not in finding.line for finding in result.findings)
    other = tenant(rng, size=4, dids=6)
    assert isinstance(moved(other, definition, FIRST), list)
    assert moved(definition, definition, FIRST) == []


@pytest.mark.long
def test_any_of_many_tenants_can_be_verified() -> None:
    for seed in range(20, 400):
        test_any_tenant_can_be_verified(seed)


ODD: list[Any] = [
    *(None, 0, -1, 3.5, True, "", "x", "99-1", "*", "+", "1-", "-", "{{ x }}", [], {}, [1], [None], {"a": 1}, {"action": 5}, 8000, 10**30),
    *({"action": "FORWARD_TO_NUMBER"}, {"action": "FORWARD_TO_NUMBER", "number": 1010}, {"action": "FORWARD_TO_NUMBER", "number": [1]}),
    *("8000", "1000-1003", "25:99", "\u0663", "a;b", {"defaults": 1, "items": 2}, {"items": [{}]}),
]
"""Values that a definition has by mistake, or that a PBX may return."""


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a definition."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*way, key)
        yield from places(item, (*way, key))


def survives(seed: int) -> None:
    """Nothing in a definition, of whatever shape, lets a call go on for ever or ends in another error than one of the collection."""
    rng = random.Random(seed)
    wanted, queues = clinics()
    actual, _queues = clinics()
    ways = [way for way in places(wanted) if way[0] not in ("transports", "ip_rules")]
    for way in rng.sample(ways, rng.randrange(1, 6)):
        holder: Any = wanted
        with contextlib.suppress(KeyError, IndexError, TypeError):
            for key in way[:-1]:
                holder = holder[key]
            holder[way[-1]] = rng.choice(ODD)
    with contextlib.suppress(InvalidInput):
        assert all("\n" not in finding.line for finding in verify(wanted, FIRST, queues=queues).findings)
        moved(wanted, actual, FIRST, queues=queues)


@pytest.mark.parametrize("seed", range(10))
def test_values_of_any_shape_do_no_harm(seed: int) -> None:
    survives(seed)


@pytest.mark.long
def test_more_values_of_any_shape_do_no_harm() -> None:
    for seed in range(10, 400):
        survives(seed)


def test_a_menu_entry_without_input_is_never_pressed() -> None:
    """An empty input must not be taken again and again."""
    definition, queues = clinics()
    entry(definition, "ivrs", "8002")["custom_forward_rules"].append({"user_input": "", "office_hours_forward_rule": {"action": "REPEAT"}})
    assert verify(definition, FIRST, queues=queues).calls
