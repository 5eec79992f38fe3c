# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which calls go out: outbound rules, emergency numbers, and numbers that are not called."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import ALL_DAY, MONDAY, NEW_YEAR, SUNDAY, out, path, practice, where

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
