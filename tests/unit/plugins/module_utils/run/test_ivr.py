# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Receptionists: menus that grow and shrink, references by name and id, both releases, a number that changes."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench, only

from simulator import Simulator


def hangup(*inputs: str) -> list[dict[str, Any]]:
    return [{"user_input": value, "office_hours_forward_rule": {"action": "HANGUP"}} for value in inputs]


@pytest.fixture
def tenant(shared_simulator: Simulator) -> str:
    """The id of a tenant."""
    return str(shared_simulator.add_tenant("clinic.example.net", "Clinic"))


@pytest.fixture
def bench(shared_simulator: Simulator, tenant: str) -> Bench:
    """Runs for the receptionist 8001."""
    return Bench(shared_simulator, IVR, {"tenant": "Clinic", "extension_number": "8001"})


def row(bench: Bench, tenant: str) -> dict[str, Any]:
    return dict(only(bench.pbx.state()["tenants"][tenant]["ivrs"]))


NEW = {"name": "Reception", "pin": "284193"}


# Menus


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["1", "2", "3"], ["1", "3"]),
        (["1", "2"], ["3"]),
        (["1"], ["1", "2"]),
        (["1", "2"], []),
    ],
)
def test_a_menu_is_the_whole_menu(before: list[str], after: list[str], bench: Bench, tenant: str) -> None:
    bench.run(**NEW, custom_forward_rules=hangup(*before))
    assert bench.both(custom_forward_rules=hangup(*after)).changed
    assert [entry["user_input"] for entry in row(bench, tenant)["custom_forward_rules"] or []] == after
    assert not bench.both(custom_forward_rules=hangup(*after)).changed


def test_the_order_of_a_menu_means_nothing(bench: Bench) -> None:
    bench.run(**NEW, custom_forward_rules=hangup("1", "2"))
    assert not bench.both(custom_forward_rules=hangup("2", "1")).changed


def test_an_entry_keeps_what_is_not_given(bench: Bench, tenant: str) -> None:
    voicemail = {"action": "FORWARD_TO_VOICEMAIL", "number": "2000"}
    bench.run(**NEW, custom_forward_rules=[*hangup("1", "2"), {"user_input": "3", "holiday_forward_rule": voicemail}])
    change = [{"user_input": "3"}, {"user_input": "1", "non_office_hours_forward_rule": voicemail}]
    assert bench.both(custom_forward_rules=change).changed
    first, second = sorted(row(bench, tenant)["custom_forward_rules"], key=lambda entry: entry["user_input"])
    assert first["office_hours_forward_rule"] == {"action": "HANGUP", "number": None}
    assert first["non_office_hours_forward_rule"] == voicemail
    assert (second["user_input"], second["holiday_forward_rule"]) == ("3", voicemail)


def test_hours_of_a_day_are_the_whole_day_and_other_days_stay(bench: Bench, tenant: str) -> None:
    morning, evening = {"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}
    hours = {"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [morning, evening]}, "friday": {"enabled": True, "ranges": [morning]}}
    bench.run(**NEW, custom_forward_rules=[{"user_input": "1", "office_hours": hours}])
    shorter = [{"user_input": "1", "office_hours": {"monday": {"ranges": [morning]}}}]
    assert bench.both(custom_forward_rules=shorter).changed
    (entry,) = row(bench, tenant)["custom_forward_rules"]
    assert entry["office_hours"]["monday"] == {"enabled": True, "ranges": [morning]}
    assert entry["office_hours"]["friday"] == {"enabled": True, "ranges": [morning]}
    assert entry["office_hours"]["mode"] == "CUSTOM"


def test_other_spellings_of_hours_are_no_change(bench: Bench) -> None:
    hours = {"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]}}
    bench.run(**NEW, custom_forward_rules=[{"user_input": "1", "office_hours": hours}])
    other = {"monday": {"ranges": [{"from": "13:00:00", "to": "18:00"}, {"from": "8:00", "to": "12:00"}]}}
    assert not bench.both(custom_forward_rules=[{"user_input": "1", "office_hours": other}]).changed


@pytest.mark.parametrize(("given", "stored"), [(["3000-3999", "4000"], "3000-3999,4000"), (["4000"], "4000")])
def test_excluded_numbers_are_a_list(given: list[str], stored: str, bench: Bench, tenant: str) -> None:
    bench.run(**NEW, exclude_list=["1000", "3000-3999"])
    outcome = bench.both(exclude_list=given)
    assert outcome.result["ivr"]["exclude_list"] == given
    assert row(bench, tenant)["exclude_list"] == stored
    assert not bench.both(exclude_list=list(reversed(given))).changed


# References


@pytest.mark.parametrize("by", ["name", "id"])
def test_holidays_trunks_and_prompts_by_name_or_id(by: str, bench: Bench, tenant: str) -> None:
    pbx = bench.pbx
    names = {"holiday": "Easter", "file": "hello.wav", "trunk": "Carrier"}
    ids = {"holiday": pbx.add_holiday(tenant, "Easter"), "file": pbx.add_file(tenant, "hello.wav"), "trunk": pbx.add_provider("Carrier")}
    given = names if by == "name" else ids
    options = {
        "prompt_file_id": given["file"],
        "custom_forward_rules": [{"user_input": "1", "holidays": [given["holiday"]], "holiday_forward_rule": {"action": "HANGUP"}}],
        "outbound_caller_ids": [{"provider_id": given["trunk"], "caller_id": "+4930123"}],
    }
    outcome = bench.both(**NEW, **options)
    created = row(bench, tenant)
    assert created["prompt_file_id"] == ids["file"]
    assert created["custom_forward_rules"][0]["holidays"] == [ids["holiday"]]
    assert created["outbound_caller_ids"][0]["provider_id"] == ids["trunk"]
    assert outcome.result["ivr"]["custom_forward_rules"][0]["holidays"] == [ids["holiday"]]
    assert (outcome.result["ivr"]["prompt_file_name"], "prompt_file_id" in outcome.result["ivr"]) == ("hello.wav", False)
    assert not bench.both(**options).changed
    assert bench.both(**options, language="de-DE").bodies[0]["prompt_file_id"] == ids["file"]


def test_a_list_of_holidays_shrinks(bench: Bench, tenant: str) -> None:
    for name in ("Easter", "Christmas", "New Year"):
        bench.pbx.add_holiday(tenant, name)
    bench.run(**NEW, custom_forward_rules=[{"user_input": "1", "holidays": ["Easter", "Christmas", "New Year"]}])
    assert not bench.both(custom_forward_rules=[{"user_input": "1", "holidays": ["New Year", "Easter", "Christmas"]}]).changed
    assert bench.both(custom_forward_rules=[{"user_input": "1", "holidays": ["Christmas"]}]).changed
    holidays = bench.pbx.state()["tenants"][tenant]["holidays"]
    assert [holidays[key]["name"] for key in row(bench, tenant)["custom_forward_rules"][0]["holidays"]] == ["Christmas"]


def test_another_prompt(bench: Bench, tenant: str) -> None:
    first, second = bench.pbx.add_file(tenant, "one.wav", 100), bench.pbx.add_file(tenant, "two.wav", 100)
    bench.run(**NEW, prompt_file_id="one.wav", transfer_prompt_file_id=first)
    assert bench.both(prompt_file_id="two.wav").changed
    assert (row(bench, tenant)["prompt_file_id"], row(bench, tenant)["transfer_prompt_file_id"]) == (second, first)
    assert not bench.both(prompt_file_id=second, transfer_prompt_file_id="one.wav").changed


def test_a_replaced_file_of_the_same_name_is_noticed_by_its_size(bench: Bench, tenant: str) -> None:
    bench.pbx.add_file(tenant, "hello.wav", 100, id="11")
    newer = bench.pbx.add_file(tenant, "hello.wav", 200, id="12")
    bench.run(**NEW, prompt_file_id="11")
    assert bench.both(prompt_file_id="12").changed
    assert row(bench, tenant)["prompt_file_id"] == newer


@pytest.mark.parametrize(
    ("options", "noun", "option"),
    [
        ({"custom_forward_rules": [{"user_input": "1", "holidays": ["nothing"]}]}, "holiday", "custom_forward_rules[0].holidays[0]"),
        ({"outbound_caller_ids": [{"provider_id": "nothing", "caller_id": "1"}]}, "trunk", "outbound_caller_ids[0].trunk"),
    ],
)
def test_no_and_several_matches_are_two_errors(options: dict[str, Any], noun: str, option: str, bench: Bench, tenant: str) -> None:
    missing = bench.run(**NEW, **options)
    assert isinstance(missing.error, errors.NotFound)
    assert str(missing.error).startswith(f"{option}: there is no {noun} ")
    assert "'nothing'" in str(missing.error)
    pbx = bench.pbx
    add = {"holiday": pbx.add_holiday, "trunk": lambda _tenant, name: pbx.add_provider(name)}[noun]
    ids = [add(tenant, "nothing"), add(tenant, "nothing")]
    several = bench.run(**NEW, **options)
    assert isinstance(several.error, errors.Ambiguous)
    assert str(several.error).startswith(f"{option}: 2 {noun}s ")
    assert all(identifier in str(several.error) for identifier in ids)
    assert several.bodies == []


def test_names_beyond_the_first_page_are_found(bench: Bench, tenant: str) -> None:
    ids = [bench.pbx.add_holiday(tenant, f"Holiday {number}") for number in range(130)]
    bench.run(**NEW, custom_forward_rules=[{"user_input": "1", "holidays": ["Holiday 129", "Holiday 3"]}])
    assert row(bench, tenant)["custom_forward_rules"][0]["holidays"] == [ids[129], ids[3]]


# Secrets, releases, numbers


def test_the_pin_is_compared_and_not_shown(bench: Bench, tenant: str) -> None:
    bench.run(**NEW)
    assert not bench.both(pin="284193").changed
    outcome = bench.both(pin="957364")
    assert outcome.changed
    assert row(bench, tenant)["pin"] == "957364"
    assert outcome.context.secrets >= {"284193", "957364"}
    for text in (repr(outcome.result), repr(outcome.error)):
        assert "284193" not in text and "957364" not in text


def test_release_22_2_gets_nothing_that_it_does_not_know(bench: Bench, tenant: str) -> None:
    bench.pbx.configure(release="22.2")
    assert bench.both(**NEW, language="de-DE").changed
    assert bench.both(name="Front desk").changed
    assert row(bench, tenant)["name"] == "Front desk"
    refused = bench.both(enable_night_mode=True)
    assert isinstance(refused.error, errors.InvalidInput)
    assert "enable_night_mode" in str(refused.error)


def test_another_number_needs_recreation(bench: Bench, tenant: str) -> None:
    bench.run(**NEW, language="de-DE", exclude_list=["4000"])
    identifier = row(bench, tenant)["id"]
    renumbered = Bench(bench.pbx, IVR, {"tenant": "Clinic", "id": identifier})
    refused = renumbered.both(extension_number="8002")
    assert isinstance(refused.error, errors.Conflict)
    assert "extension_number from '8001' to '8002'" in str(refused.error) and "action URLs" in str(refused.error)

    outcome = renumbered.both(extension_number="8002", recreate=True)
    assert outcome.changed
    created = row(bench, tenant)
    assert created["id"] != identifier
    assert (created["extension_number"], created["name"], created["pin"]) == ("8002", "Reception", "284193")
    assert (created["language"], created["exclude_list"]) == ("de-DE", "4000")
    assert outcome.result["ivr"]["id"] == created["id"]


def test_recreation_under_a_number_that_is_taken_loses_nothing(bench: Bench, tenant: str) -> None:
    bench.run(**NEW)
    identifier = row(bench, tenant)["id"]
    bench.pbx.add_ivr(tenant, "8002", "Other")
    renumbered = Bench(bench.pbx, IVR, {"tenant": "Clinic", "id": identifier, "extension_number": "8002", "recreate": True})
    outcome = renumbered.run()
    assert isinstance(outcome.error, errors.Conflict)
    assert identifier in bench.pbx.state()["tenants"][tenant]["ivrs"]
    assert outcome.bodies == []


def test_a_number_that_something_else_has_is_refused_by_the_pbx(bench: Bench, tenant: str) -> None:
    bench.pbx.inject(
        "POST", "/ivrs$", status=400, body='{"errors": [{"code": "VALIDATE_FAILED", "message": "extension_number: is taken"}]}'
    )
    outcome = bench.run(**NEW)
    assert isinstance(outcome.error, errors.Refused)
    assert (outcome.error.code, outcome.error.path) == ("VALIDATE_FAILED", "/ivrs")
    assert "is taken" in str(outcome.error)


def test_creation_needs_name_and_pin(bench: Bench) -> None:
    outcome = bench.both(language="de-DE")
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "ivr 8001 does not exist yet" in str(outcome.error)
    assert "name and pin are required" in str(outcome.error)
