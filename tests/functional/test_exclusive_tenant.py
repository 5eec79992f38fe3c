# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The role ``tenant`` where it removes what the definition does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

    from simulator import Simulator

pytestmark = pytest.mark.long
DOMAIN = "clinics.example.net"
ROLE = "portsip.pbx.tenant : "
DIRECTORY = {"enabled": True, "type": "CALLER", "caller_mask": "+1*", "method": "GET", "url": "https://directory.example.net/callers"}
TENANT = {"domain": DOMAIN, "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
DEFINITION = {
    **TENANT,
    "ivrs": [
        {"extension_number": "8000", "name": "Main", "pin": "284193", "action_urls": [{"name": "Caller directory", **DIRECTORY}]},
        {"extension_number": "8001", "name": "Night", "pin": "284193"},
        {"extension_number": "8002", "state": "absent", "action_urls": []},
    ],
}


def _provision(playbooks: Playbooks, *arguments: str, succeed: bool = True, **variables: object) -> Run:
    started = playbooks.start_playbook("portsip.pbx.provision", *arguments, variables={"tenant_definition": DEFINITION, **variables})
    return playbooks.finish(started, succeed=succeed)


def _held(pbx: Simulator, domain: str = DOMAIN) -> dict[str, set[str]]:
    """Action URLs of each receptionist of a tenant."""
    (tenant,) = (tenant for tenant in pbx.state()["tenants"].values() if tenant["domain"] == domain)
    return {ivr["extension_number"]: {url["name"] for url in ivr["action_urls"].values()} for ivr in tenant["ivrs"].values()}


def _removals(run: Run) -> dict[str, list[bool]]:
    kinds = ("action URLs", "receptionists")
    return {kind: [result["changed"] for result in run.items(f"{ROLE}Remove unmanaged {kind}")] for kind in kinds}


def test_receptionists_and_action_urls_that_nobody_named_go(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    exclusive: Json = {"tenant_exclusive": ["ivrs", "action_urls"]}
    # Nothing is there to be read when a tenant that does not exist is looked at in check mode.
    assert _removals(_provision(playbooks, "--check", **exclusive)) == {"action URLs": [], "receptionists": []}
    tenant = pbx.add_tenant(DOMAIN, "Clinics")
    main = pbx.add_ivr(tenant, "8000", "Main")
    night = pbx.add_ivr(tenant, "8001", "Night")
    for ivr, name in ((main, "left over"), (main, "kept back"), (night, "not spoken of")):
        pbx.add_action_url(ivr, name)
    for number in ("8002", "8010", "8011"):
        pbx.add_action_url(pbx.add_ivr(tenant, number, f"Receptionist {number}"), "its own")
    neighbour = pbx.add_tenant("neighbour.example.net", "Neighbour")
    pbx.add_ivr(neighbour, "8010", "Neighbour's")

    _provision(playbooks)
    everything = _held(pbx)
    assert set(everything) == {"8000", "8001", "8010", "8011"}, "8002 is named with state absent"

    refused = _provision(playbooks, succeed=False, tenant_exclusive=["ivrs"], tenant_exclusive_limit=1)
    assert "2 receptionists would be removed" in refused.items(f"{ROLE}Check the removal limit")[-1]["msg"]
    assert _held(pbx) == everything

    wanted: Json = exclusive | {"tenant_exclusive_protected": ["8011", "8000 kept back"]}
    pbx.clear_log()
    predicted = _provision(playbooks, "--check", **wanted)
    assert pbx.writes() == []
    made = _provision(playbooks, **wanted)
    assert _removals(made) == _removals(predicted) == {"action URLs": [True], "receptionists": [True]}
    assert _held(pbx) == {"8000": {"Caller directory", "kept back"}, "8001": {"not spoken of"}, "8011": {"its own"}}
    assert _held(pbx, "neighbour.example.net") == {"8010": set()}
    pbx.clear_log()
    assert _provision(playbooks, **wanted).recap["changed"] == 0
    assert pbx.writes() == []


def test_exclusive_receptionists_have_to_be_listed(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    before = shared_simulator.state()
    run = _provision(playbooks, succeed=False, tenant_definition=TENANT, tenant_exclusive=["ivrs"])
    assert "tenant_definition does not say which receptionists to keep" in " ".join(run.output.split())
    assert shared_simulator.state() == before
