# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Drift of a simulated PBX from documents: every difference names a field, and nothing else is one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.export import run_export
from ansible_collections.portsip.pbx.tests.unit.support.drift_runs import DOMAIN, GROUPS, HOURS, IVR, RULE, TENANT, URL, Drift, apply
from ansible_collections.portsip.pbx.tests.unit.support.engine import Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection


def test_what_was_applied_has_no_drift(drift: Drift) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [IVR]}]}
    apply(drift.pbx, document)
    result = drift.run(document)
    assert result["totals"] == {
        **{"sections": 1, "drifted": 0, "incomplete": 0},
        **{"differs": 0, "missing": 0, "unmanaged": 0, "unverified": 0, "failed": 0, "unchanged": 3},
    }
    assert result["changed"] is False


def test_each_field_that_differs_is_named_with_both_values(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    changed = {**IVR, "name": "Front desk", "action_urls": [{**URL, "dtmf_mask": "2"}]}
    result = drift.run({"tenants": [{**TENANT, "name": "South", "ivrs": [changed]}]})
    fields = drift.fields()
    assert fields["tenant north.example.net.name"] == ("South", "North")
    assert fields["ivr 8000.name"] == ("Front desk", "Main")
    assert fields["action_url look up.dtmf_mask"] == ("2", "1")
    (url,) = (found for found in drift.findings if found["kind"] == "action_url")
    assert url["within"] == [{"kind": "ivr", "name": "8000"}]
    assert (result["totals"]["differs"], result["totals"]["missing"], result["totals"]["failed"]) == (3, 0, 0)


def test_types_defaults_and_spellings_make_no_drift(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}], "system": {"ip_rules": [RULE]}})
    spelled = {**IVR, "extension_number": 8000, "pin": 284193, "exclude_list": [], "action_urls": [{**URL, "dtmf_mask": 1}]}
    drift.run(
        {
            "tenants": [{**TENANT, "domain": "NORTH.example.net", "ivrs": [spelled]}],
            "system": {"ip_rules": [{**RULE, "cidr": "192.0.2.7/24"}]},
        }
    )
    assert drift.fields() == {}
    assert drift.findings == []


def test_the_order_of_a_set_is_no_drift_that_of_a_list_is(drift: Drift) -> None:
    tenant = drift.pbx.add_tenant(DOMAIN, "North")
    for number in ("101", "102"):
        drift.pbx.add_user(tenant, number, number)
    group = {"extension_number": "8100", "name": "Sales", "agents": [{"extension_number": "101"}, {"extension_number": "102"}]}
    ivr = {**IVR, "exclude_list": ["201", "202"], "action_urls": []}
    apply(drift.pbx, {"tenants": [{"domain": DOMAIN, "ivrs": [ivr], "ring_groups": [group]}]})
    ivr["exclude_list"] = ["202", "201"]
    group["agents"] = list(reversed(group["agents"]))  # type: ignore[call-overload]
    drift.run({"tenants": [{"domain": DOMAIN, "ivrs": [ivr], "ring_groups": [group]}]})
    ((field, (wanted, actual)),) = drift.fields().items()
    assert field == "ring_group 8100.agents"
    assert [agent["extension_number"] for agent in wanted] == ["102", "101"]
    assert [agent["extension_number"] for agent in actual] == ["101", "102"]


def test_what_cannot_be_read_back_is_not_drift(drift: Drift) -> None:
    drift.pbx.add_dealer("reseller", "Dealer-Pass-1")
    dealer = {"name": "reseller", "password": "Sentinel-Pass-2"}
    result = drift.run({"system": {"dealers": [dealer], "brand": {"title": "Example"}}})
    assert drift.fields() == {}
    assert {found["kind"]: (found["status"], found["unverified"]) for found in drift.findings} == {
        "dealer": ("unchanged", ["password"]),
        "brand": ("unverified", ["title"]),
    }
    assert result["totals"]["unverified"] == 2
    # Not even where the document says that such secrets are always written.
    drift.run({"system": {"dealers": [{**dealer, "update_password": "always"}]}})
    assert drift.fields() == {}


def test_what_the_file_hides_is_not_drift_elsewhere(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    (drift.path / "document.yml").write_text(
        f"tenants: [{{domain: {DOMAIN}, name: !vault x, ivrs: [{{extension_number: '8000', name: '{{{{ title }}}}', pin: !vault y}}]}}]",
        encoding="utf-8",
    )
    result = drift.run()
    assert drift.fields() == {}
    assert {found["kind"]: found["unverified"] for found in drift.findings} == {"tenant": ["name"], "ivr": ["name", "pin"]}
    assert "it is encrypted with ansible-vault" in drift.findings[0]["note"]
    assert result["totals"]["unverified"] == 2


def test_lists_that_cannot_be_read_are_told_of(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR], "ring_groups": [{"extension_number": "8100", "name": "Sales"}]}]})
    tenant = f"{{domain: {DOMAIN}, ivrs: '{{{{ common }}}}', ring_groups: ['{{{{ one }}}}']}}"
    (drift.path / "document.yml").write_text(f"tenants: [{tenant}]\nsystem: {{ip_rules: '{{{{ rules }}}}'}}", encoding="utf-8")
    result = drift.run()
    assert [(found["status"], found["kind"], found["note"].split(": ")[0]) for found in drift.findings] == [
        ("unverified", "ip_rule", "system.ip_rules"),
        ("unverified", "ring_group", "tenants[0].ring_groups[0]"),
        ("unverified", "ivr", "tenants[0].ivrs"),
    ]
    assert (result["totals"]["unmanaged"], result["totals"]["incomplete"]) == (0, 0)


def test_missing_and_unmanaged_objects_are_told_apart(drift: Drift) -> None:
    second = {"extension_number": "8001", "name": "Second", "pin": "284193"}
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR, second], "ring_groups": [{"extension_number": "8100", "name": "Sales"}]}]})
    # The second one has too little in it to be created; the ring groups are not given, and so not looked at.
    other = {"extension_number": "8002"}
    drift.run({"tenants": [{**TENANT, "ivrs": [{**IVR, "action_urls": []}, other]}]})
    assert {(found["status"], found["kind"], found["name"]) for found in drift.findings} == {
        ("missing", "ivr", "8002"),
        ("unmanaged", "ivr", "8001"),
        ("unmanaged", "action_url", "look up"),
    }
    drift.run({"tenants": [{**TENANT, "ring_groups": []}]})
    assert [(found["status"], found["name"]) for found in drift.findings] == [("unmanaged", "8100")]


def test_what_is_to_be_absent_and_stands_there_is_drift(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    drift.run(
        {
            "tenants": [
                {
                    "domain": DOMAIN,
                    "ivrs": [{"extension_number": "8000", "state": "absent"}, {"extension_number": "8001", "state": "absent"}],
                }
            ]
        }
    )
    assert drift.fields() == {"ivr 8000.state": ("absent", "present")}


def test_a_tenant_that_is_missing_is_missing_with_everything_in_it(drift: Drift) -> None:
    drift.run({"tenants": [{**TENANT, "ivrs": [IVR]}]})
    assert [found["status"] for found in drift.findings] == ["missing"] * 3
    assert [found["kind"] for found in drift.findings] == ["tenant", "ivr", "action_url"]


def test_what_the_api_cannot_change_is_drift_all_the_same(drift: Drift) -> None:
    drift.pbx.add_ivr_server("remote", ipv4="192.0.2.20")
    drift.run({"system": {"ivr_servers": [{"name": "remote", "ipv4": "192.0.2.21"}]}})
    assert drift.fields() == {"ivr_server remote.ipv4": ("192.0.2.21", "192.0.2.20")}


def test_what_refers_to_nothing_on_the_pbx_is_drift(drift: Drift) -> None:
    tenant = drift.pbx.add_tenant(DOMAIN, "North")
    drift.pbx.add_action_url(drift.pbx.add_ivr(tenant, "8000", "Main"), "look up")
    ivr = {"extension_number": "8000", "prompt_file": "welcome.wav", "action_urls": [{"name": "look up"}]}
    result = drift.run({"tenants": [{"domain": DOMAIN, "trunk_assignments": [{"trunk": "carrier"}], "ivrs": [ivr]}]})
    assert {(found["status"], found["kind"], found["name"]) for found in drift.findings} == {
        ("missing", "trunk_assignment", "carrier"),
        ("differs", "ivr", "8000"),
    }
    assert drift.fields()["ivr 8000.prompt_file"] == ("welcome.wav", None)
    assert (result["totals"]["failed"], result["totals"]["unchanged"]) == (0, 2)
    assert any("there is no trunk" in text for text in drift.context.warnings), result["summary"]


def test_references_are_told_by_name_on_both_sides(drift: Drift) -> None:
    tenant = drift.pbx.add_tenant(DOMAIN, "North")
    drift.pbx.add_provider("carrier", tenant)
    other = drift.pbx.add_provider("other", tenant)
    drift.pbx.add_ivr(tenant, "8000", "Main", outbound_caller_ids=[{"provider_id": other, "caller_id": "4131000"}])
    ivr = {"extension_number": "8000", "outbound_caller_ids": [{"trunk": "carrier", "caller_id": "4131000"}]}
    drift.run({"tenants": [{"domain": DOMAIN, "ivrs": [ivr]}]})
    fields = drift.fields()
    assert list(fields) == ["ivr 8000.outbound_caller_ids[carrier 4131000]", "ivr 8000.outbound_caller_ids[other 4131000]"]
    (wanted, _none), (_nothing, actual) = fields.values()
    assert (wanted["provider_id"], actual["provider_id"]) == ("carrier", "other")


def test_numbers_given_by_name_make_no_drift(drift: Drift) -> None:
    def group(target: str) -> dict[str, Any]:
        forward = {"no_answer_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": target}}
        return {**TENANT, "ivrs": [IVR], "ring_groups": [{**GROUPS[0], **forward}, GROUPS[1]]}

    apply(drift.pbx, {"tenants": [group(GROUPS[1]["name"])]})
    drift.run({"tenants": [group(GROUPS[1]["name"])]})
    assert drift.findings == []
    drift.run({"tenants": [group(GROUPS[1]["extension_number"])]})
    assert drift.findings == []
    drift.run({"tenants": [group(IVR["name"])]})
    ((field, (wanted, actual)),) = drift.fields().items()
    assert field == f"ring_group {GROUPS[0]['extension_number']}.no_answer_forward_rule.number"
    assert (wanted, actual) == (IVR["name"], GROUPS[1]["extension_number"])


def test_items_of_a_list_that_have_keys_are_told_one_by_one(drift: Drift) -> None:
    def rule(key: str, number: str) -> dict[str, Any]:
        return {"user_input": key, **{f"{name}_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number} for name in HOURS}}

    apply(
        drift.pbx,
        {"tenants": [{**TENANT, "ivrs": [{**IVR, "custom_forward_rules": [rule("1", "101"), rule("2", "102"), rule("3", "1")]}]}]},
    )
    wanted = [rule("2", "102"), rule("1", "109"), rule("4", "104")]
    result = drift.run({"tenants": [{**TENANT, "ivrs": [{**IVR, "custom_forward_rules": wanted}]}]}, report=["json", "html"])
    fields = drift.fields()
    assert {name.removeprefix("ivr 8000.custom_forward_rules"): value for name, value in fields.items() if "[1]" in name} == {
        f"[1].{name}_forward_rule.number": ("109", "101") for name in HOURS
    }
    assert [name for name in fields if "[1]" not in name] == [f"ivr 8000.custom_forward_rules[{key}]" for key in "43"]
    assert (fields["ivr 8000.custom_forward_rules[4]"][1], fields["ivr 8000.custom_forward_rules[3]"][0]) == (None, None)
    assert result["totals"]["differs"] == 1
    page = (drift.dest / "drift.html").read_text(encoding="utf-8")
    assert "<summary>Call flow, wanted and actual, where they differ</summary>" in page
    assert re.search(r"<svg[^>]*>.*109.*</svg>", page, re.DOTALL)
    assert "8000 Main: 1: 109 (changed, wanted)" in page


def test_queues_are_sections_of_their_own(drift: Drift) -> None:
    agent = {"extension_id": 201, "name": "Desk"}
    interval = {"name": "Day", "timezone": "Europe/Berlin", "conditions": [{"start_dow": 2, "end_dow": 6}]}
    first = {"extension_id": 901, "strategy": "random", "agents": [{**agent, "level": 1}], "intervals": [interval]}
    first["incoming_rules"] = rules = [{"name": name, "type": "hangup"} for name in ("Closed", "Busy")]
    second = {"extension_id": 902, "agents": [{**agent, "level": 2}]}
    drift.pbx.add_extension(902, "queue")
    apply(drift.pbx, {"queues": [first, second]})
    result = drift.run({"queues": [first, second]})
    assert [(section["kind"], section["name"]) for section in result["summary"]] == [("queue", "901"), ("queue", "902")]
    assert (result["totals"]["incomplete"], drift.findings) == (0, [])
    drift.run(
        {
            "queues": [
                {**first, "strategy": "ring-all", "intervals": [], "incoming_rules": rules[::-1]},
                {**second, "agents": [{**agent, "level": 3}]},
            ]
        }
    )
    assert drift.fields() == {
        "queue 901.strategy": ("ring-all", "random"),
        "order .rules": (["Busy", "Closed"], ["Closed", "Busy"]),
        "queue_membership 201 Desk.level": (3, 2),
    }
    assert [found["name"] for found in drift.findings if found["status"] == "unmanaged"] == ["Day"]


@pytest.mark.parametrize("release", ["22.2", "22.3", "22.6", "22.8"])
def test_an_export_has_no_drift(drift: Drift, release: str) -> None:
    drift.pbx.configure(release=release)
    tenant = drift.pbx.add_tenant(DOMAIN, "North", website="https://north.example.net")
    drift.pbx.add_user(tenant, "101", "Ada")
    drift.pbx.add_action_url(drift.pbx.add_ivr(tenant, "8000", "Main"))
    drift.pbx.add_object("ring_groups", tenant, extension_number="8100", name="Sales")
    drift.pbx.add_ip_filter("192.0.2.0/24")
    exported = {**connection(drift.pbx), "secrets": "omit", "dest": str(drift.path), "path": str(drift.path)}
    run_export(exported, Recorder())
    result = drift.run()
    assert drift.fields() == {}
    assert {found["status"] for found in drift.findings} <= {"unchanged", "unverified"}
    assert result["totals"]["unchanged"] > 4


def test_a_value_that_may_be_wrong_gives_a_warning(drift: Drift) -> None:
    drift.run({"tenants": [{**TENANT, "timezone": "Mars/Olympus"}]})
    assert [text for text in drift.context.warnings if "timezone: " in text and "Mars/Olympus" in text] == drift.context.warnings != []
