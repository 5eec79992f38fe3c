# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ring groups in the role ``tenant``: created, left alone, removed where they are unmanaged, and removed with the tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

TENANT = {"domain": "clinics.example.net", "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
FRONT_DESK: dict[str, Any] = {
    "extension_number": "8600",
    "name": "Front desk",
    "ring_strategy": "PRIORITIZED_HUNT",
    "agents": [{"extension_number": "2002"}, {"extension_number": "2001"}],
}


def _provision(playbooks: Playbooks, *arguments: str, succeed: bool = True, **variables: Any) -> Run:
    definition = {**TENANT, "ring_groups": [FRONT_DESK]}
    given = {"tenant_definition": definition, "tenant_exclusive": ["ring_groups"], **variables}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=given), succeed=succeed)


@pytest.mark.long
def test_ring_groups_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"])
    for number in ("2001", "2002"):
        pbx.add_user(tenant, number, f"User {number}")
    pbx.add_object("ring_groups", tenant, extension_number="8699", name="Unmanaged")

    refused = _provision(playbooks, succeed=False, tenant_definition=TENANT)
    assert "which ring groups to keep: it has no ring_groups" in " ".join(refused.output.split())
    _provision(playbooks, "--check")
    assert pbx.writes() == []
    _provision(playbooks)
    (group,) = pbx.state()["tenants"][tenant]["ring_groups"].values()
    assert (group["extension_number"], [agent["extension_number"] for agent in group["agents"]]) == ("8600", ["2002", "2001"])
    pbx.clear_log()
    assert _provision(playbooks).recap["changed"] == 0
    assert pbx.writes() == []
    _provision(playbooks, "--tags", "ring_groups", tenant_state="absent")
    assert "ring_groups" not in pbx.state()["tenants"][tenant]


@pytest.mark.long
def test_a_circle_of_rules(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    """A ring group, a queue and a receptionist that lead to each other by name: the rules are written when all of them exist."""
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"])
    pbx.add_user(tenant, "2001", "User 2001")

    def to(number: str) -> dict[str, str]:
        return {"action": "FORWARD_TO_NUMBER", "number": number}

    agents = [{"extension_number": "2001", "skill_level": 2}]
    queue = {"extension_number": "8700", "name": "Appointments", "polling_strategy": "CYCLIC_HUNT", "agents": agents}
    definition = {
        **TENANT,
        "ring_groups": [{"extension_number": "8600", "name": "Front desk", "no_answer_forward_rule": to("Appointments")}],
        "call_queues": [{**queue, "no_answer_forward_rule": to("Reception"), "exit_forward_rule": to("Mailbox")}],
        "shared_voicemails": [{"extension_number": "8900", "name": "Mailbox", "pin": "739512"}],
        "ivrs": [{"extension_number": "8000", "name": "Reception", "pin": "739512", "timeout_forward_rule": to("Front desk")}],
    }
    _provision(playbooks, "--check", tenant_definition=definition)
    assert pbx.writes() == []
    assert "739512" not in _provision(playbooks, "-vv", tenant_definition=definition).output
    held = {row["extension_number"]: row for kind in ("ring_groups", "call_queues", "ivrs") for row in _rows(pbx, tenant, kind)}
    assert held["8600"]["no_answer_forward_rule"]["number"] == "8700"
    assert held["8700"]["no_answer_forward_rule"]["number"] == "8000"
    assert held["8700"]["exit_forward_rule"]["number"] == "8900"
    assert held["8700"]["agents"] == agents
    assert held["8000"]["timeout_forward_rule"]["number"] == "8600"
    pbx.clear_log()
    assert _provision(playbooks, tenant_definition=definition).recap["changed"] == 0
    assert pbx.writes() == []


def _rows(pbx: Simulator, tenant: str, kind: str) -> list[dict[str, Any]]:
    return list(pbx.state()["tenants"][tenant][kind].values())
