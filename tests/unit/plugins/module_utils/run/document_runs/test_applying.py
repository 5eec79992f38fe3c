# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a document says is applied in an order that fits, all of it or a part, and a further run has nothing to do."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings
from ansible_collections.portsip.pbx.plugins.module_utils.run.document import carry_out
from ansible_collections.portsip.pbx.tests.unit.support.document_runs import DOMAIN, SOUTH, TENANT, full, ivr, short, to
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls

from simulator import Simulator


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


def test_a_value_that_may_be_wrong_gives_a_warning_once(documents: Documents) -> None:
    odd = {"tenants": [{**TENANT, "timezone": "Mars/Olympus"}]}
    for options in ({"check": True}, {"validate_only": True}, {}):
        warnings = documents.run(odd, **options).context.warnings
        assert [text.partition(": ")[0] for text in warnings] == ["tenants[0].timezone"]
        assert "Mars/Olympus" in warnings[0]


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


def test_parallel_runs_end_alike(documents: Documents, pbx: Simulator) -> None:
    plans = []
    for parallel in (1, 20):
        pbx.reset()
        pbx.add_provider("Carrier")
        pbx.add_dealer("reseller", "Dealer-Pass-1")
        plans.append(documents.run(full(), parallel=parallel).result["plan"])
        documents.still(full())
    assert plans[0] == plans[1]


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
