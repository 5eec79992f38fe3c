# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The role ``tenant`` gives the tenant its dealers and trunks, and takes them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

    from simulator import Simulator

DOMAIN = "clinics.example.net"
DEFINITION: Json = {
    "domain": DOMAIN,
    "name": "Clinics",
    "timezone": "Europe/Berlin",
    "currency": "EUR",
    "region": "DEU",
    "dealers": ["northern", {"dealer": "southern"}],
    "trunk_assignments": [
        {"trunk": "Carrier One", "did_numbers": ["4930100-4930199"], "concurrency": 10},
        {"provider": "Carrier Two", "concurrency": 5},
    ],
}


def _provision(playbooks: Playbooks, *arguments: str, **variables: object) -> Run:
    started = playbooks.start_playbook("portsip.pbx.provision", *arguments, variables={"tenant_definition": DEFINITION, **variables})
    return playbooks.finish(started)


def _held(pbx: Simulator) -> dict[str, int]:
    """How many calls the tenant may have on each trunk."""
    trunks = pbx.state()["providers"].values()
    return {trunk["name"]: item["concurrency"] for trunk in trunks for item in trunk["assignees"]}


@pytest.mark.long
def test_dealers_and_trunks_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    northern, southern = pbx.add_dealer("northern", "dealer-1-pass"), pbx.add_dealer("southern", "dealer-2-pass")
    for name in ("Carrier One", "Carrier Two"):
        pbx.add_provider(name, shared=False, assignees=[])

    _provision(playbooks)
    (tenant,) = pbx.state()["tenants"].values()
    assert sorted(tenant["dealers"]) == sorted([northern, southern])
    assert _held(pbx) == {"Carrier One": 10, "Carrier Two": 5}

    pbx.clear_log()
    _provision(playbooks)
    assert pbx.writes() == []

    gone = {
        **DEFINITION,
        "dealers": [{"dealer": "southern", "state": "absent"}],
        "trunk_assignments": [{"trunk": "Carrier Two", "state": "absent"}],
    }
    _provision(playbooks, tenant_definition=gone)
    (tenant,) = pbx.state()["tenants"].values()
    assert tenant["dealers"] == [northern]
    assert _held(pbx) == {"Carrier One": 10}

    _provision(playbooks, tenant_state="absent")
    assert (pbx.state()["tenants"], _held(pbx)) == ({}, {})
    paths = [write["path"] for write in pbx.writes()]
    assert paths.index(next(path for path in paths if path.endswith("/destroy") and "/assignees/" in path)) < len(paths) - 1
