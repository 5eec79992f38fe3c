# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a run of drift fails on, and that what cannot be read leaves the rest to be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client import new_tenant
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import drift as drift_module
from ansible_collections.portsip.pbx.tests.unit.support.drift_runs import DOMAIN, GROUPS, IVR, RULE, TENANT, Drift, apply
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls


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


@pytest.mark.slow
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


def test_failures_with_others_between_them_end_no_comparison(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift_module, "PARALLEL", 1)
    monkeypatch.setattr(drift_module, "MOST_FAILURES", 2)
    tenants = [{**TENANT, "domain": f"t{number}.example.net", "name": f"T{number}"} for number in range(6)]
    apply(drift.pbx, {"tenants": tenants})
    broken = [key for key, row in drift.pbx.state()["tenants"].items() if row["name"] in ("T1", "T3")]
    drift.pbx.inject("GET", f"/tenants/({'|'.join(broken)})$", times=None, status=401)
    result = drift.run({"tenants": tenants})
    drift.pbx.clear_faults()
    assert [bool(section["error"]) for section in result["summary"]] == [False, True, False, True, False, False]


@pytest.mark.parametrize(("tenants", "more"), [(3, 0), (4, 1), (6, 1)])
def test_of_very_many_warnings_some_are_told(drift: Drift, monkeypatch: pytest.MonkeyPatch, tenants: int, more: int) -> None:
    monkeypatch.setattr(drift_module, "MOST_WARNINGS", 3)
    odd = [{**TENANT, "domain": f"t{number}.example.net", "timezone": "Mars/Olympus"} for number in range(tenants)]
    drift.run({"tenants": odd})
    assert [text.partition(": ")[0] for text in drift.context.warnings] == [
        *(f"tenant t{number}.example.net" for number in range(3)),
        *["More warnings are left out."] * more,
    ]


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
