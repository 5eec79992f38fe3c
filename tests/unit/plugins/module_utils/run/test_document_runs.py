# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the options of portsip_config do, and what is left when something goes wrong."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, Interrupted, InvalidInput, PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings
from ansible_collections.portsip.pbx.plugins.module_utils.run.document import carry_out
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls

from simulator import Simulator

DOMAIN = "north.example.net"
TENANT = {"domain": DOMAIN, "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
URL = "https://crm.example.net/"
SOUTH = {**TENANT, "domain": "south.example.net", "name": "South"}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """An empty PBX with a trunk and a dealer."""
    shared_simulator.add_provider("Carrier")
    shared_simulator.add_dealer("reseller", "Dealer-Pass-1")
    return shared_simulator


@pytest.fixture
def documents(pbx: Simulator) -> Documents:
    """Runs against it."""
    return Documents(pbx)


def ivr(number: str, **values: Any) -> dict[str, Any]:
    """A receptionist."""
    return {"extension_number": number, "name": f"Line {number}", "pin": "407193", **values}


def to(number: str) -> dict[str, Any]:
    """Where a receptionist leads by default."""
    return {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number}}


def full() -> dict[str, Any]:
    """A tenant with one of everything, and a queue."""
    tenant = {
        **TENANT,
        "transports": [{"protocol": "UDP", "port": 5070}],
        "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}],
        "dealers": ["reseller"],
        "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930100-4930199"], "concurrency": 5}],
        "ring_groups": [{"extension_number": "7000", "name": "Sales", "agents": []}],
        "ivrs": [
            ivr("8000", **to("7000"), action_urls=[{"name": "lookup", "type": "DTMF", "dtmf_mask": "1", "method": "GET", "url": URL}])
        ],
        "queue_agents": [{"extension_id": 201, "name": "Desk", "queues": [{"queue": 901}]}],
    }
    queue = {
        "extension_id": 902,
        "strategy": "random",
        "agents": [{"extension_id": 202, "name": "Night desk", "level": 2}],
        "intervals": [{"name": "Night", "timezone": "Europe/Zurich", "conditions": [{"start_dow": 1, "end_dow": 5}]}],
        "incoming_rules": [
            {"name": "First", "type": "busy"},
            {"name": "Second", "type": "voicemail", "interval": "Night"},
            {"name": "Third", "type": "hangup"},
        ],
        "events": [{"event_type": "hangup", "method": "POST", "url": "https://crm.example.net/hangup"}],
    }
    return {"tenants": [tenant], "queues": [queue]}


def short(plan: list[dict[str, Any]]) -> list[str]:
    """What a plan does, in short."""
    return [f"{step['action']} {step['kind']} {step['name']}" for step in plan]


def test_every_kind_of_a_tenant_and_of_a_queue(documents: Documents, pbx: Simulator) -> None:
    done = documents.settle(full())
    assert done.result["summary"] == {"create": 17, "update": 1, "remove": 0, "recreate": 0, "unchanged": 1}
    assert {"kind": "trunk_assignment", "within": [{"kind": "tenant", "name": DOMAIN}], "name": "Carrier"}.items() <= next(
        step for step in done.result["plan"] if step["kind"] == "trunk_assignment"
    ).items()
    assert documents.run(full(), update_password="always").result["plan"] == []


def test_the_order_of_rules_is_that_of_the_document(documents: Documents, pbx: Simulator) -> None:
    documents.settle(full(), parallel=20)
    document = full()
    document["queues"][0]["incoming_rules"].reverse()
    document["queues"][0]["incoming_rules"].insert(1, {"name": "New", "type": "hangup"})
    done = documents.settle(document)
    assert short(done.result["plan"]) == ["create incoming_rule New", "update order "]
    (change,) = done.result["plan"][1]["changes"]
    assert change["after"] == ["Third", "New", "Second", "First"]


def test_what_a_tenant_names_may_be_new_in_the_pbx(documents: Documents, pbx: Simulator) -> None:
    dealer = {"name": "other", "password": "Dealer-Pass-2", "level": "RESELLER"}
    done = documents.settle({"system": {"dealers": [dealer]}, "tenants": [{**TENANT, "dealers": ["other"]}]})
    assert short(done.result["plan"]) == ["create dealer other", f"create tenant {DOMAIN}", "create tenant_dealer other"]
    assert done.result["plan"][2]["changes"] == [{"field": "dealer", "before": None, "after": "other"}]


def test_a_trunk_is_assigned_before_anything_in_the_tenant_refers_to_it(documents: Documents, pbx: Simulator) -> None:
    callers = [{"trunk": "Carrier", "caller_id": "+4930100"}]
    assigned = [{"trunk": "Carrier", "did_numbers": ["4930100"]}]
    tenant = {**TENANT, "outbound_caller_ids": callers, "trunk_assignments": assigned, "ivrs": [ivr("8000", outbound_caller_ids=callers)]}
    pbx.inject("POST", "/assignees/", delay=0.3)
    done = documents.run({"tenants": [tenant]}, parallel=8)
    assert done.error is None, done.error
    paths = [write["path"] for write in pbx.writes() if write["path"] in ("/api/tenant", "/api/ivrs") or "assignees" in write["path"]]
    assert "assignees" in paths[0]
    assert sorted(paths[1:]) == ["/api/ivrs", "/api/tenant"]
    changes = {change["field"]: change["after"] for change in done.result["plan"][0]["changes"]}
    assert changes["outbound_caller_ids"] == [{"caller_id": "+4930100", "provider_id": "Carrier"}]
    documents.still({"tenants": [tenant]})


def test_places_of_agents_are_told_without_ids(documents: Documents, pbx: Simulator) -> None:
    document = {"queues": [{"extension_id": 901, "agents": [{"extension_id": 201, "name": "Desk", "level": 2}]}]}
    plan = documents.settle(document).result["plan"]
    assert [change["field"] for step in plan if step["kind"] == "queue_membership" for change in step["changes"]] == ["level", "position"]
    document["queues"].append({"extension_id": 902, "agents": [{"extension_id": 201, "name": "Desk", "level": 3}]})
    (step,) = documents.settle(document).result["plan"]
    assert step == {
        "action": "create",
        "kind": "queue_membership",
        "within": [{"kind": "queue", "name": "902"}, {"kind": "type", "name": "local"}],
        "name": "201 Desk",
        "changes": [{"field": "level", "before": None, "after": 3}, {"field": "position", "before": None, "after": 1}],
    }


def test_what_is_made_again_counts_as_removed(documents: Documents, pbx: Simulator) -> None:
    server = {"name": "receptionists-2", "ipv4": "192.0.2.31"}
    documents.settle({"system": {"ivr_servers": [server]}})
    moved = {"system": {"ivr_servers": [{**server, "ipv4": "192.0.2.32"}]}}
    assert "Set recreate to true" in str(documents.run(moved).error)
    moved["system"]["ivr_servers"][0]["recreate"] = True
    refused = documents.run(moved, exclusive_limit=0).error
    assert "ivr_server: 1 of 2 would be removed (receptionists-2), and exclusive_limit allows 0" in str(refused)
    assert short(documents.settle(moved).result["plan"]) == ["recreate ivr_server receptionists-2"]


def test_who_signs_in_as_user_of_a_tenant_applies_what_is_in_it(documents: Documents, pbx: Simulator) -> None:
    pbx.add_tenant_user(pbx.add_tenant(DOMAIN, "North"), "operator", "Operator-Pass-1")
    own = {"api_username": "operator", "api_password": "Operator-Pass-1", "api_domain": DOMAIN}
    done = documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000", **to("8001")), ivr("8001")]}]}, only=["ivrs"], **own)
    assert short(done.result["plan"]) == ["create ivr 8000", "create ivr 8001"]


def test_an_api_that_is_not_given_is_said_once(documents: Documents) -> None:
    error = documents.run(full(), extension_api_url=None).error
    assert str(error).startswith("extension_api_url: is required")
    assert documents.run({"tenants": [TENANT]}, check=True, extension_api_url=None).error is None


# Taking down


def test_what_the_document_names_is_taken_down_in_reverse(documents: Documents, pbx: Simulator) -> None:
    before = documents.state()
    documents.settle(full())
    gone = documents.settle(full(), state="absent")
    assert short(gone.result["plan"]) == [
        "remove event hangup https://crm.example.net/hangup",
        "remove incoming_rule Third",
        "remove incoming_rule Second",
        "remove incoming_rule First",
        "remove interval Night",
        "remove agent 202 Night desk",
        "remove agent 201 Desk",
        "remove ivr 8000",
        "remove ring_group 7000",
        "remove trunk_assignment Carrier",
        "remove tenant_dealer reseller",
        "remove tenant north.example.net",
    ]
    after = documents.state()
    assert after["tenants"] == before["tenants"]
    assert len(after["transports"]) == len(before["transports"]) + 1
    documents.settle(full(), state="absent", absent_keeps=[])
    assert documents.state()["transports"] == before["transports"]


def test_agents_that_are_kept_leave_the_queue(documents: Documents, pbx: Simulator) -> None:
    document = {"queues": full()["queues"]}
    documents.settle(document)
    gone = documents.settle(document, state="absent", absent_keeps=["agents"])
    assert "remove queue_membership 202 Night desk" in short(gone.result["plan"])
    assert "remove agent 202 Night desk" not in short(gone.result["plan"])


def test_an_agent_of_two_queues_leaves_one(documents: Documents, pbx: Simulator) -> None:
    agent = {"agents": [{"extension_id": 201, "name": "Desk"}]}
    document = {"queues": [{"extension_id": 901, **agent}, {"extension_id": 902, **agent}]}
    documents.settle(document)
    document["queues"][0]["state"] = "absent"
    (step,) = documents.settle(document).result["plan"]
    assert (step["action"], step["kind"], step["within"][0]["name"]) == ("remove", "queue_membership", "901")
    document["queues"][1]["state"] = "absent"
    gone = documents.settle(document, absent_keeps=["agents"])
    assert [(step["action"], step["within"][0]["name"]) for step in gone.result["plan"]] == [("remove", "902")]


def test_an_entry_that_is_to_be_gone(documents: Documents, pbx: Simulator) -> None:
    documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000"), ivr("8001")]}, SOUTH]})
    gone = documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000"), {"extension_number": "8001", "state": "absent"}]}]})
    assert short(gone.result["plan"]) == ["remove ivr 8001"]
    gone = documents.settle({"tenants": [{"domain": DOMAIN, "state": "absent", "ivrs": [ivr("8000")]}]})
    assert short(gone.result["plan"]) == ["remove ivr 8000", f"remove tenant {DOMAIN}"]
    assert [tenant["domain"] for tenant in documents.state()["tenants"].values()] == ["south.example.net"]


def test_what_another_tenant_uses_stays(documents: Documents, pbx: Simulator) -> None:
    shared = {"ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}]}
    document = {"tenants": [{**TENANT, **shared}, {**SOUTH, **shared}]}
    assert documents.settle(document).result["summary"]["create"] == 3
    gone = documents.settle(document, state="absent", absent_keeps=[], tenants=[DOMAIN])
    assert short(gone.result["plan"]) == [f"remove tenant {DOMAIN}"]


def test_of_the_pbx_goes_what_can_go(documents: Documents, pbx: Simulator) -> None:
    dealer = {"name": "other", "password": "Dealer-Pass-2", "level": "RESELLER"}
    document = {
        "system": {"settings": {"user_agent": "Voice"}, "dealers": [dealer], "ip_rules": [{"cidr": "192.0.2.0/24", "target": "DENY"}]}
    }
    documents.settle(document)
    gone = documents.settle(document, state="absent")
    assert short(gone.result["plan"]) == ["remove dealer other"]


# Which part of it


def test_only_these_kinds(documents: Documents, pbx: Simulator) -> None:
    missing = documents.run({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]}, only=["ivrs"], check=True).error
    assert f"there is no tenant with the domain '{DOMAIN}'" in str(missing)
    documents.settle({"tenants": [TENANT]})
    changed = {
        "tenants": [
            {
                **TENANT,
                "name": "Norden",
                "ivrs": full()["tenants"][0]["ivrs"],
                "ring_groups": [{"extension_number": "7001", "name": "Else", "agents": []}],
            }
        ]
    }
    done = documents.settle(changed, only=["ivrs"])
    assert short(done.result["plan"]) == ["create ivr 8000", "create action_url lookup"]
    assert short(documents.run(changed, check=True).result["plan"]) == [f"update tenant {DOMAIN}", "create ring_group 7001"]


def test_only_these_tenants(documents: Documents, pbx: Simulator) -> None:
    document = {"system": {"dealers": [{"name": "other", "password": "Dealer-Pass-2", "level": "RESELLER"}]}, "tenants": [TENANT, SOUTH]}
    done = documents.settle(document, tenants=["SOUTH.example.net"])
    assert short(done.result["plan"]) == ["create tenant south.example.net"]
    wrong = documents.run(document, tenants=["sout.example.net"])
    assert str(wrong.error) == "tenants[0]: the document has no tenant 'sout.example.net'; did you mean south.example.net?"
    assert wrong.calls == []


# Renaming


def test_a_tenant_is_renamed_with_what_is_in_it(documents: Documents, pbx: Simulator) -> None:
    documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]})
    renamed = {"tenants": [{**TENANT, "domain": "norden.example.net", "renamed_from": DOMAIN, "ivrs": [ivr("8000"), ivr("8001")]}]}
    done = documents.settle(renamed)
    assert short(done.result["plan"]) == ["update tenant norden.example.net", "create ivr 8001"]
    assert done.result["plan"][0]["changes"] == [{"field": "domain", "before": DOMAIN, "after": "norden.example.net"}]
    assert len(documents.state()["tenants"]) == 1
    pbx.add_tenant(DOMAIN, "Another")
    error = documents.run(renamed).error
    assert "both exist; leave renamed_from out" in str(error)


def test_a_tenant_whose_name_has_another_domain_gives_a_warning(documents: Documents, pbx: Simulator) -> None:
    pbx.add_tenant("norden.example.net", "North")
    outcome = documents.run({"tenants": [TENANT]}, check=True)
    assert outcome.context.warnings == [
        "tenants[0]: there is a tenant with the name 'North' and another domain, norden.example.net; to rename it, add renamed_from: "
        "norden.example.net"
    ]
    assert documents.run({"tenants": [SOUTH]}, check=True).context.warnings == []


# Approval


def test_only_the_plan_that_was_approved_is_carried_out(documents: Documents, pbx: Simulator, tmp_path: Path) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]}
    file = tmp_path / "plan.json"
    approved = documents.run(document, check=True, plan_file=str(file)).result
    assert json.loads(file.read_text()) == {name: approved[name] for name in ("plan_digest", "summary", "plan", "moved_calls")}
    assert file.stat().st_mode & 0o777 == 0o600
    pbx.add_tenant(DOMAIN, "North", timezone="Europe/Zurich", currency="CHF", region="CHE")
    refused = documents.run(document, plan_digest=approved["plan_digest"])
    assert isinstance(refused.error, Conflict)
    assert pbx.writes() == []
    again = documents.run(document, check=True).result
    assert again["plan_digest"] != approved["plan_digest"]
    assert documents.run(document, plan_digest=again["plan_digest"]).changed


def test_a_digest_does_not_depend_on_ids_that_are_not_known_yet(documents: Documents) -> None:
    digests = {documents.run(full(), check=True, parallel=parallel).result["plan_digest"] for parallel in (1, 20)}
    assert len(digests) == 1
    assert documents.run({**full(), "queues": []}, check=True).result["plan_digest"] not in digests


def test_validation_alone_makes_no_request(documents: Documents) -> None:
    outcome = documents.run(full(), validate_only=True)
    assert outcome.calls == []
    assert outcome.result == {"changed": False, "entries": outcome.result["entries"]}
    assert outcome.result["entries"]["tenants.ivrs.action_urls"] == 1
    wrong = documents.run({"tenants": [{**TENANT, "ivrs": [ivr("8000", pin="111")]}, {"domain": DOMAIN}]}, validate_only=True).error
    assert isinstance(wrong, InvalidInput)
    assert [finding["path"] for finding in wrong.findings] == ["tenants[0].ivrs[0].pin", "tenants[1]"]


def test_what_cannot_be_is_found_of_all_entries_before_the_first_write(documents: Documents, pbx: Simulator) -> None:
    document = {
        "tenants": [
            {**TENANT, "ivrs": [ivr("8000", prompt_file="welcome.wav", action_urls=[])], "dealers": ["nobody"]},
            {"domain": "south.example.net", "name": "South"},
        ]
    }
    for check in (True, False):
        error = documents.run(document, check=check).error
        assert isinstance(error, InvalidInput)
        assert [finding["path"] for finding in error.findings] == [
            "tenants[0].dealers[0]",
            "tenants[0].ivrs[0].prompt_file",
            "tenants[1]",
        ]
        assert "the tenant does not exist yet, and the document does not create one in it" in str(error)
    assert pbx.writes() == []


def test_numbers_that_two_tenants_are_to_get_are_found_before_the_first_write(documents: Documents, pbx: Simulator) -> None:
    def on_trunk(tenant: dict[str, Any], numbers: str) -> dict[str, Any]:
        return {**tenant, "trunk_assignments": [{"trunk": "Carrier", "did_numbers": [numbers]}]}

    error = documents.run({"tenants": [on_trunk(TENANT, "4930100-4930199"), on_trunk(SOUTH, "4930150")]}).error
    assert isinstance(error, InvalidInput)
    (finding,) = error.findings
    assert finding["path"] == "tenants[1].trunk_assignments[0].did_numbers"
    assert "4930150 overlaps 4930100-4930199" in finding["message"]
    assert finding["message"].endswith("at tenants[0].trunk_assignments[0]")
    assert pbx.writes() == []
    documents.settle({"tenants": [on_trunk(TENANT, "4930100-4930199"), on_trunk(SOUTH, "4930200")]})


@pytest.mark.parametrize("parallel", [1, 8])
def test_numbers_move_from_one_tenant_to_another(parallel: int, documents: Documents, pbx: Simulator) -> None:
    def shared(north: list[str], south: list[str]) -> dict[str, Any]:
        tenants = zip((TENANT, SOUTH), (north, south), strict=True)
        return {"tenants": [{**tenant, "trunk_assignments": [{"trunk": "Carrier", "did_numbers": numbers}]} for tenant, numbers in tenants]}

    documents.settle(shared(["4930100"], ["4930200", "4930201"]), parallel=parallel)
    # The tenant that gives one away stands behind the one that gets it.
    documents.settle(shared(["4930100", "4930201"], ["4930200"]), parallel=parallel)
    exchanged = documents.run(shared(["4930200"], ["4930100", "4930201"])).error
    assert "the plan exchanges them, which takes two runs" in str(exchanged)
    assert pbx.writes() == []
    gone = shared(["4930100", "4930200", "4930201"], [])
    gone["tenants"][1]["trunk_assignments"][0]["state"] = "absent"
    done = documents.settle(gone, parallel=parallel)
    assert short(done.result["plan"]) == ["update trunk_assignment Carrier", "remove trunk_assignment Carrier"]
    third = pbx.add_tenant("third.example.net", "Third")
    documents.run({"tenants": [{"domain": "third.example.net", "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930900"]}]}]})
    taken = documents.run(shared(["4930900"], [])).error
    assert f"did_numbers: 4930900 overlaps 4930900, which the tenant with the id {third} has already" in str(taken)
    assert pbx.writes() == []


@pytest.mark.parametrize("release", ["22.2"])
def test_releases_are_checked_of_all_entries(release: str, documents: Documents, pbx: Simulator) -> None:
    pbx.configure(release=release)
    new = {"enable_trunk_audio_recording": True}
    document = {"tenants": [{**TENANT, **new}, {**SOUTH, **new, "ivrs": [ivr("8000", pin="28")]}]}
    document["tenants"][1]["ivrs"][0]["pin"] = "284193"
    for check in (True, False):
        error = documents.run(document, check=check).error
        assert isinstance(error, InvalidInput)
        assert [finding["path"] for finding in error.findings] == [f"tenants[{number}].enable_trunk_audio_recording" for number in (0, 1)]
    assert pbx.writes() == []


def test_what_others_change_meanwhile_is_kept(documents: Documents, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000", language="en-US", **to("8001")), ivr("8001")]}]})
    monkeypatch.setattr(carry_out, "FRESH_SECONDS", -1.0)
    begin = carry_out.PlanWorks.run

    def run_late(works: Any, parallel: int) -> Any:
        other = Documents(pbx).run({"tenants": [{"domain": DOMAIN, "ivrs": [{"extension_number": "8000", "dtmf_interval": 7}]}]})
        assert other.error is None
        return begin(works, parallel)

    with monkeypatch.context() as patches:
        patches.setattr(carry_out.PlanWorks, "run", lambda works, parallel: (patches.undo(), run_late(works, parallel))[1])
        changed = documents.run({"tenants": [{"domain": DOMAIN, "ivrs": [ivr("8000", language="de-DE", **to("8002"))]}]})
    assert changed.error is None
    (tenant,) = pbx.state()["tenants"].values()
    (found,) = (one for one in tenant["ivrs"].values() if one["extension_number"] == "8000")
    assert (found["language"], found["dtmf_interval"], found["timeout_forward_rule"]["number"]) == ("de-DE", 7, "8002")


# When something goes wrong


def test_a_failure_stops_what_depends_on_it_and_the_next_run_goes_on(documents: Documents, pbx: Simulator) -> None:
    document = {
        "tenants": [
            {
                **TENANT,
                "ivrs": [
                    ivr("8000", **to("8001"), action_urls=[]),
                    ivr("8001", action_urls=[{"name": "lookup", "type": "DTMF", "dtmf_mask": "1", "method": "GET", "url": URL}]),
                ],
            },
            SOUTH,
        ]
    }
    whole = documents.run(document, check=True).result
    # The second receptionist is refused once.
    pbx.inject("POST", "/api/ivrs$", status=400, after=1)
    failed = documents.run(document, parallel=1)
    assert isinstance(failed.error, PortsipError)
    assert str(failed.error).startswith(f"tenants[0].ivrs[1] (ivr 8001 of tenant {DOMAIN}): ")
    results = failed.error.results
    assert [one["path"] for one in results["done"]] == ["tenants[0]", "tenants[1]"]
    assert [(one["path"], one["reason"]) for one in results["not_done"]] == [
        ("tenants[0].ivrs[0]", "skipped"),
        ("tenants[0].ivrs[1]", "failed"),
        ("tenants[0].ivrs[1].action_urls[0]", "skipped"),
    ]
    assert len(results["done"]) + len(results["not_done"]) == len(whole["plan"])
    why = {one["path"]: one["msg"] for one in results["not_done"]}
    assert why["tenants[0].ivrs[1]"].startswith("The PBX answered 400 to POST /ivrs")
    assert why["tenants[0].ivrs[1].action_urls[0]"] == "depends on tenants[0].ivrs[1]"
    again = documents.settle(document)
    assert short(again.result["plan"]) == ["update ivr 8000", "create ivr 8001", "create action_url lookup"]


def test_after_a_defect_too_what_was_done_is_told(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    carried_out = carry_out.carry_out

    def breaking(site: Any, steps: Any, **options: Any) -> Any:
        if any(step.kind == "ivr" for step in steps):
            raise KeyError("defect")
        return carried_out(site, steps, **options)

    monkeypatch.setattr(carry_out, "carry_out", breaking)
    with pytest.raises(KeyError) as caught:
        documents.run({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]})
    told = vars(caught.value)["results"]
    assert [one["path"] for one in told["done"]] == ["tenants[0]"]
    assert [(one["path"], one["reason"], one["msg"]) for one in told["not_done"]] == [("tenants[0].ivrs[0]", "failed", "'defect'")]


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_in_a_new_tenant_is_asked_again_until_the_tenant_answers(status: int, documents: Documents, pbx: Simulator) -> None:
    pbx.inject("POST", "/api/ivrs$", status=status, times=2)
    documents.settle({"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]})


def test_a_run_that_is_ended_tells_what_was_done(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr(str(number)) for number in range(8000, 8006)]}]}

    def check() -> None:
        if len(pbx.writes()) >= 3:
            raise Interrupted("Nobody waits for the result any more.")

    with stopped_by(check):
        ended = documents.run(document, parallel=2)
    assert isinstance(ended.error, Interrupted)
    written = sum(write["path"] == "/api/ivrs" for write in pbx.writes())
    reasons = {one["name"]: one["reason"] for one in ended.error.results["not_done"]}
    assert set(reasons.values()) <= {"skipped", "unknown"}
    assert written - len([one for one in ended.error.results["done"] if one["kind"] == "ivr"]) == list(reasons.values()).count("unknown")
    assert len(reasons) + len(ended.error.results["done"]) == 7
    documents.settle(document)


def test_what_was_removed_by_hand_comes_back(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("8000")]}]}
    documents.settle(document)
    documents.settle({"tenants": [{"domain": DOMAIN, "ivrs": [{"extension_number": "8000", "state": "absent"}]}]})
    assert short(documents.settle(document).result["plan"]) == ["create ivr 8000"]


def test_parallel_runs_end_alike(documents: Documents, pbx: Simulator) -> None:
    plans = []
    for parallel in (1, 20):
        pbx.reset()
        pbx.add_provider("Carrier")
        pbx.add_dealer("reseller", "Dealer-Pass-1")
        plans.append(documents.run(full(), parallel=parallel).result["plan"])
        documents.still(full())
    assert plans[0] == plans[1]


# Secrets


def test_secrets_are_nowhere(documents: Documents, pbx: Simulator, tmp_path: Path) -> None:
    secrets = ["407193", "Bearer-Sentinel-1", "Dealer-Sentinel-1"]
    document = {
        "system": {"dealers": [{"name": "other", "password": secrets[2], "level": "RESELLER"}]},
        "tenants": [
            {
                **TENANT,
                "cdr_event": {"enabled": True, "auth": "BEARER", "url": "https://crm.example.net/", "token": secrets[1]},
                "ivrs": [ivr("8000")],
            }
        ],
    }
    for text in (secrets[1], "Bearer-Sentinel-2"):
        document["tenants"][0]["cdr_event"]["token"] = text
        for check in (True, False):
            outcome = documents.run(document, check=check, plan_file=str(tmp_path / "plan.json"))
            assert outcome.changed
            seen = (
                json.dumps(outcome.result)
                + (tmp_path / "plan.json").read_text()
                + "".join(outcome.context.steps + outcome.context.warnings)
            )
            assert {secret for secret in (*secrets[:1], text)} <= outcome.context.secrets
            assert not [secret for secret in [*secrets, "Bearer-Sentinel-2"] if secret in seen]
    (step,) = outcome.result["plan"]
    (change,) = step["changes"]
    assert change["before"]["token"] != change["after"]["token"] == "(changes)"


def test_a_pin_that_is_also_a_number_leaves_the_number_alone(documents: Documents, pbx: Simulator) -> None:
    document = {"tenants": [{**TENANT, "ivrs": [ivr("407193")]}]}
    done = documents.settle(document)
    assert short(done.result["plan"]) == [f"create tenant {DOMAIN}", "create ivr 407193"]


def test_a_plan_lets_go_of_no_list_however_long(documents: Documents, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    document = {
        "tenants": [
            {**TENANT, "ivrs": [ivr(str(number)) for number in range(8000, 8004)], "ring_groups": full()["tenants"][0]["ring_groups"]}
        ]
    }
    documents.settle(document)
    monkeypatch.setattr(listings, "OBJECTS_KEPT", 2)
    again = documents.still(document)
    assert [again.calls.count(f"GET /api/{path}") for path in ("ivrs", "ring_groups")] == [1, 1]


def test_the_document_is_left_as_it_was(documents: Documents) -> None:
    document = full()
    given = copy.deepcopy(document)
    documents.settle(document)
    assert document == given
    assert "GET /api/tenants" in calls(documents.pbx)
