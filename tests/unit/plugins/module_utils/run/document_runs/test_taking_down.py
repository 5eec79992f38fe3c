# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a document names is taken down, and what others use stays."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.document_runs import DOMAIN, SOUTH, TENANT, full, ivr, short
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator


@pytest.mark.slow
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
