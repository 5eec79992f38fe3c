# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Drift of a simulated PBX from documents: every difference names a field, and nothing else is one."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.findings import Finding
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import caution
from ansible_collections.portsip.pbx.plugins.module_utils.base.yaml_files import Hidden, yaml_read_by
from ansible_collections.portsip.pbx.plugins.module_utils.client import new_tenant
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.planned import PlannedDocument
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import drift as drift_module
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.drift import run_drift
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.export import run_export
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

DOMAIN = "north.example.net"
TENANT = {"domain": DOMAIN, "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
URL = {"name": "look up", "type": "DTMF", "method": "GET", "url": "https://crm.example.net/", "dtmf_mask": "1"}
GROUPS = [{"extension_number": f"860{number}", "name": f"Group {number}"} for number in range(5)]
RULE = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
HOURS = ("office_hours", "non_office_hours")
IVR = {"extension_number": "8000", "name": "Main", "pin": "284193", "action_urls": [URL]}


def apply(pbx: Simulator, document: dict[str, Any]) -> None:
    """Make the PBX as the document says."""
    run_config({**connection(pbx), "definition": document, "parallel": 1}, Recorder())


class Drift:
    """Runs of the module.

    :ivar findings: what each section was found to be in the last run, but for what is unchanged.
    """

    def __init__(self, pbx: Simulator, directory: Path) -> None:
        self.pbx = pbx
        self.path = directory / "documents"
        self.path.mkdir()
        self.dest = directory / "reports"
        self.context = Recorder()
        self.findings: list[dict[str, Any]] = []

    def write(self, document: dict[str, Any], name: str = "document.yml") -> None:
        """Write a document; JSON is YAML."""
        (self.path / name).write_text(json.dumps(document), encoding="utf-8")

    def run(self, document: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        """One run; what it returned, also where it failed on drift."""
        if document is not None:
            self.write(document)
        self.pbx.clear_log()
        self.context = Recorder()
        given = {"path": str(self.path), "report": ["json"], "dest": str(self.dest), "fail_on": "never", **options}
        try:
            result = run_drift({**connection(self.pbx), **given}, self.context)
        except errors.Drifted as error:
            result = {**error.results, "failed": str(error)}
        assert self.pbx.writes() == []
        report = json.loads((self.dest / "drift.json").read_text(encoding="utf-8"))
        self.findings = [finding for section in report["sections"] for finding in section["findings"]]
        return dict(result)

    def fields(self) -> dict[str, tuple[Any, Any]]:
        """Wanted and actual value of each field that differs, by kind, name and field."""
        return {
            f"{found['kind']} {found['name']}.{each['field']}": (each["wanted"], each["actual"])
            for found in self.findings
            for each in found["differences"]
        }


@pytest.fixture
def drift(shared_simulator: Simulator, tmp_path: Path) -> Drift:
    """Runs against a PBX with nothing in it."""
    return Drift(shared_simulator, tmp_path)


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


def test_no_secret_is_shown(drift: Drift) -> None:
    event = {"cdr_event": {"url": "https://user:Sentinel-1@crm.example.net/", "token": "Sentinel-2"}}
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [{**IVR, "action_urls": [{**URL, "url": "https://a:Sentinel-3@x.example.net/"}]}]}]})
    url = {**URL, "url": "https://a:Sentinel-4@x.example.net/", "password": "Sentinel-5", "dtmf_mask": "2"}
    ivr = {**IVR, "pin": "917364", "action_urls": [url]}
    result = drift.run({"tenants": [{**TENANT, **event, "ivrs": [ivr]}]}, report=["json", "markdown", "junit", "html"])
    assert drift.fields()["ivr 8000.pin"] == ("(changes)", "(hidden)")
    assert {found["kind"] for found in drift.findings} == {"tenant", "ivr", "action_url"}
    assert "<svg" in (drift.dest / "drift.html").read_text(encoding="utf-8")
    for path in drift.dest.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search("Sentinel-|917364|284193", text), path.name
    assert not re.search("Sentinel-|917364|284193", json.dumps(result))


def test_what_a_file_holds_encrypted_is_shown_nowhere(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    ivr = {"extension_number": "8000", "name": Hidden("Sentinel-6"), "action_urls": [{**URL, "dtmf_mask": Hidden("735191")}]}
    drift.write({})
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "ivrs": [ivr]}]}):
        result = drift.run(report=["json", "markdown", "junit", "html"])
    assert drift.fields() == {"ivr 8000.name": ("(changes)", "(hidden)"), "action_url look up.dtmf_mask": ("(changes)", "(hidden)")}
    told = [path.read_text(encoding="utf-8") for path in drift.dest.iterdir()] + [json.dumps(result)]
    assert not [text for text in told if re.search("Sentinel-|735191", text)]
    # Nor where it is wrong.
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "contact_match_type": Hidden("Sentinel-7")}]}):
        result = drift.run()
    assert result["summary"][0]["error"].startswith("tenants[0].contact_match_type: ")
    assert "Sentinel" not in json.dumps(result)


def test_what_a_file_holds_encrypted_is_in_no_error_and_no_warning(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    def parts(_planner: Any) -> None:
        caution("the name Sentinel-8 is odd")
        raise errors.UnexpectedAnswer("there is no Sentinel-8")

    monkeypatch.setattr(drift_module.DocumentPlanner, "parts", parts)
    drift.write({})
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "name": Hidden("Sentinel-8")}]}):
        result = drift.run()
    told = [result["summary"][0]["error"], *drift.context.warnings]
    assert [text.partition("there is no ")[1] or text.partition("the name ")[1] for text in told] == ["there is no ", "the name "]
    assert "Sentinel" not in json.dumps([result, told])
    found = PlannedDocument(findings=[Finding("tenants[0].name", "there is no Sentinel-8")])
    monkeypatch.setattr(drift_module.DocumentPlanner, "parts", lambda planner: [found])
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "name": Hidden("Sentinel-8")}]}):
        drift.run()
    assert drift.findings[0]["note"].startswith("name: there is no ")
    assert "Sentinel" not in json.dumps(drift.findings)


# What fails


@pytest.mark.parametrize(
    ("fail_on", "in_document", "fails"),
    [
        ("never", "Other", False),
        ("drift", "Other", True),
        ("drift", "Main", False),
        ("unmanaged", "Main", True),
        ("unmanaged", "Other", True),
    ],
)
def test_the_task_fails_on_what_it_is_told_to(drift: Drift, fail_on: str, in_document: str, fails: bool) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    ivr = {"extension_number": "8000", "name": in_document, "action_urls": []}
    result = drift.run({"tenants": [{"domain": DOMAIN, "ivrs": [ivr]}]}, fail_on=fail_on, report=["json", "html"])
    assert ("failed" in result) is fails
    assert (result["totals"]["unmanaged"], result["totals"]["differs"]) == (1, int(in_document == "Other"))
    assert [Path(each["path"]).name for each in result["reports"]] == ["drift.json", "drift.html"]
    if fails:
        assert "1 of 1 tenant differs from the documents." in result["failed"]
        assert "1 unmanaged" in result["failed"]
        assert str(drift.dest / "drift.html") in result["failed"]


def test_a_tenant_that_fails_stops_no_other(drift: Drift) -> None:
    tenants = [{**TENANT, "domain": f"t{number}.example.net", "name": f"T{number}", "ivrs": [IVR]} for number in range(6)]
    apply(drift.pbx, {"tenants": tenants})
    for number, tenant in enumerate(tenants):
        drift.write({"tenants": [tenant]}, f"t{number}.yml")
    broken = next(key for key, row in drift.pbx.state()["tenants"].items() if row["domain"] == "t2.example.net")
    drift.write({"tenants": [{**tenants[3], "nmae": "x"}]}, "t3.yml")
    (drift.path / "t4.yml").write_text("tenants: [", encoding="utf-8")
    drift.pbx.inject("GET", f"/tenants/{broken}$", times=50, status=500)
    result = drift.run()
    errors_of = {section["name"]: section["error"] for section in result["summary"]}
    assert [section["name"] for section in result["summary"]] == [
        *("t0.example.net", "t1.example.net", "t2.example.net", "t3.example.net", str(drift.path / "t4.yml"), "t5.example.net")
    ]
    assert "500" in errors_of["t2.example.net"]
    assert "tenants[0].nmae: unknown key; did you mean name?" in errors_of["t3.example.net"]
    assert "is not valid YAML" in errors_of[str(drift.path / "t4.yml")]
    assert (result["totals"]["unchanged"], result["totals"]["incomplete"]) == (9, 3)
    assert "3 could not be read completely: this report is incomplete." in result["failed"]


def test_what_is_in_an_object_that_failed_is_told_of(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    drift.pbx.inject("GET", "/ivrs/[^/]+$", times=50, status=400)
    result = drift.run({"tenants": [{**TENANT, "ivrs": [IVR]}]})
    assert [(found["status"], found["kind"]) for found in drift.findings] == [("failed", "ivr"), ("failed", "action_url")]
    assert drift.findings[1]["note"] == "not compared, as tenants[0].ivrs[0] could not be"
    assert (result["totals"]["unchanged"], result["totals"]["failed"], result["totals"]["incomplete"]) == (1, 2, 1)


@pytest.mark.parametrize(("status", "words"), [(403, "role"), (500, "500")])
@pytest.mark.parametrize("given", [GROUPS, []])
def test_a_kind_that_cannot_be_read_leaves_the_rest_to_be_compared(
    drift: Drift, status: int, words: str, given: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR], "ring_groups": GROUPS}]})
    drift.pbx.inject("GET", "/ring_groups", times=None, status=status)
    monkeypatch.setattr(new_tenant, "PAUSES", ())
    result = drift.run({"tenants": [{**TENANT, "ivrs": [{**IVR, "dtmf_interval": 9}], "ring_groups": given}]}, retries=0)
    assert [(found["status"], found["kind"], found["name"]) for found in drift.findings] == [
        ("differs", "ivr", IVR["extension_number"]),
        ("failed", "ring_group", ""),
    ]
    note = drift.findings[1]["note"]
    assert note.startswith("5 entries could not be compared: " if given else "could not be compared: ")
    assert words in note
    (section,) = result["summary"]
    assert (section["complete"], section["error"], section["failed"], section["differs"]) == (False, "", 1, 1)
    assert "1 could not be read completely: this report is incomplete." in result["failed"]
    asked = [request for request in drift.pbx.requests() if request["path"].endswith("/ring_groups")]
    assert len(asked) == 1
    drift.pbx.clear_faults()


def test_an_object_that_cannot_be_read_leaves_the_rest_to_be_compared(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR], "ring_groups": GROUPS}]})
    drift.pbx.inject("GET", "/ivrs/[^/]+$", times=None, status=403)
    result = drift.run({"tenants": [{**TENANT, "ivrs": [IVR], "ring_groups": [{**GROUPS[0], "name": "Other"}, *GROUPS[1:]]}]})
    assert [(found["status"], found["kind"]) for found in drift.findings] == [
        ("differs", "ring_group"),
        ("failed", "ivr"),
        ("failed", "action_url"),
    ]
    assert result["totals"]["incomplete"] == 1
    drift.pbx.clear_faults()


def test_what_is_named_and_cannot_be_read_leaves_the_rest_to_be_compared(drift: Drift) -> None:
    drift.pbx.add_provider("City Telecom")
    ids = {"outbound_caller_ids": [{"trunk": "City Telecom", "caller_id": "100"}]}
    apply(drift.pbx, {"tenants": [{**TENANT, "ring_groups": GROUPS}]})
    drift.pbx.inject("GET", "/providers", times=None, status=403)
    drift.run({"tenants": [{**TENANT, "ring_groups": [*GROUPS[:4], {**GROUPS[4], **ids}]}]})
    assert [(found["status"], found["kind"], found["name"]) for found in drift.findings] == [("failed", "ring_group", "8604")]
    drift.pbx.clear_faults()


def test_a_document_that_is_to_be_applied_needs_everything(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ring_groups": GROUPS}]})
    drift.pbx.inject("GET", "/ring_groups", times=None, status=403)
    with pytest.raises(errors.AuthenticationFailed):
        apply(drift.pbx, {"tenants": [{**TENANT, "ring_groups": GROUPS}]})
    drift.pbx.clear_faults()


def test_one_tenant_of_a_document_that_is_wrong_spoils_no_other(drift: Drift) -> None:
    south = {**TENANT, "domain": "south.example.net", "name": "South"}
    apply(drift.pbx, {"tenants": [TENANT, south]})
    result = drift.run({"tenants": [{**TENANT, "nmae": "x"}, south], "system": {"licence": {}}, "tenant": []})
    assert {(section["kind"], section["name"]): bool(section["error"]) for section in result["summary"]} == {
        ("document", str(drift.path / "document.yml")): True,
        ("system", ""): True,
        ("tenant", DOMAIN): True,
        ("tenant", "south.example.net"): False,
    }


def test_a_tenant_in_two_documents_is_refused(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [TENANT]})
    drift.write({"tenants": [TENANT]}, "a.yml")
    drift.write({"tenants": [{**TENANT, "domain": "North.Example.net"}]}, "b.yml")
    result = drift.run()
    assert [section["error"] for section in result["summary"]] == [
        "",
        f"tenant North.Example.net is in {drift.path / 'a.yml'}, too; keep it in one document",
    ]


def test_only_the_wanted_tenants_are_compared(drift: Drift) -> None:
    south = {**TENANT, "domain": "south.example.net", "name": "South"}
    apply(drift.pbx, {"tenants": [TENANT, south]})
    drift.write({"tenants": [TENANT, {**south, "nmae": "x"}], "system": {"ip_rules": [RULE]}}, "a.yml")
    result = drift.run(tenants=["NORTH.example.net", "east.example.net"])
    assert [(section["name"], section["error"]) for section in result["summary"]] == [
        (DOMAIN, ""),
        ("east.example.net", "tenants: no document has the tenant 'east.example.net'"),
    ]


@pytest.mark.parametrize(
    ("option", "value", "kind"), [("api_password", "wrong", "authentication"), ("api_url", "http://127.0.0.1:9/api", "connection")]
)
def test_a_pbx_that_cannot_be_asked_is_asked_for_one_section_only(drift: Drift, option: str, value: str, kind: str) -> None:
    for number in range(30):
        drift.write({"tenants": [{**TENANT, "domain": f"t{number:02}.example.net"}]}, f"t{number:02}.yml")
    options = {option: value, "retries": 0}
    with pytest.raises(errors.PortsipError) as refused:
        drift.run(**options)
    assert refused.value.kind == kind
    assert not (drift.dest / "drift.json").exists()
    assert len(calls(drift.pbx)) <= 1


# What it costs


def requests_for(drift: Drift, count: int) -> list[str]:
    """The requests for some tenants, after which no session is left."""
    drift.pbx.reset()
    for number in range(count):
        domain = f"t{number:02}.example.net"
        drift.pbx.add_action_url(drift.pbx.add_ivr(drift.pbx.add_tenant(domain, f"T{number}"), "8000", "Main"), "look up")
        ivr = {"extension_number": "8000", "name": "Main", "action_urls": [{"name": "look up"}]}
        drift.write({"tenants": [{"domain": domain, "name": f"T{number}", "ivrs": [ivr]}]}, f"{domain}.yml")
    result = drift.run()
    assert result["totals"]["unchanged"] == 3 * count
    assert drift.pbx.state()["sessions"] == 0
    return calls(drift.pbx)


def test_requests_grow_with_the_tenants_alone(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "PARALLEL", 1)
    counts = [len(requests_for(drift, count)) for count in (2, 3, 23)]
    each = counts[1] - counts[0]
    assert counts[2] - counts[1] == each * 20
    assert each <= 9, calls(drift.pbx)[-2 * each :]
    # A tenant's session ends before the next one begins.
    opened = [{LOGIN: 1, REVOKE: -1}.get(call, 0) for call in calls(drift.pbx)]
    assert max(accumulate(opened)) == 2


def test_sections_side_by_side_are_told_in_their_order(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "BATCH", 4)
    requests_for(drift, 10)
    drift.pbx.add_tenant("t03b.example.net")
    drift.write({"tenants": [{"domain": "t03b.example.net", "ivrs": [{"extension_number": "8000"}]}]}, "t03b.example.net.yml")
    beside = drift.run()
    assert [section["name"] for section in beside["summary"]] == sorted(section["name"] for section in beside["summary"])
    assert beside["totals"]["missing"] == 1
    monkeypatch.setattr(drift_module, "PARALLEL", 1)
    assert drift.run() == beside
    assert drift.pbx.state()["sessions"] == 0


def test_of_very_many_sections_those_with_findings_are_told(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "MOST_SUMMARIES", 3)
    requests_for(drift, 5)
    for number in (3, 4):
        drift.write({"tenants": [{"domain": f"t{number:02}.example.net", "name": "Other"}]}, f"t{number:02}.example.net.yml")
    result = drift.run()
    assert [section["name"][:3] for section in result["summary"]] == ["t00", "t03", "t04"]
    assert (result["totals"]["sections"], result["totals"]["differs"]) == (5, 2)


def test_an_interrupted_comparison_signs_out_and_leaves_no_report(drift: Drift) -> None:
    requests_for(drift, 12)
    (drift.dest / "drift.json").unlink()
    left = iter(range(40))

    def check() -> None:
        if next(left, None) is None:
            raise errors.Interrupted("nobody waits")

    with pytest.raises(errors.Interrupted), stopped_by(check):
        drift.run()
    assert list(drift.dest.iterdir()) == []
    assert drift.pbx.state()["sessions"] == 0
