# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a host costs does not depend on how many tenants the PBX has, and no tenant is taken for another."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.trunk_assignment import TRUNK_ASSIGNMENT
from ansible_collections.portsip.pbx.tests.unit.support.engine import TENANTS
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.net"
TENANT = {"domain": DOMAIN, "name": "Clinic", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
URL = {"type": "DTMF", "method": "GET", "url": "https://crm.example.net/", "dtmf_mask": "1"}


def play(pbx: Simulator) -> list[tuple[str, dict[str, Any]]]:
    """The tasks that make up a tenant: modules and options."""
    pbx.add_provider("carrier")
    pbx.add_dealer("reseller", "Dealer-Pass-1")
    inside = {"tenant": DOMAIN}
    receptionists = [
        ("portsip_ivr", {**inside, "extension_number": f"80{number:02}", "name": f"R{number}", "pin": "284193"}) for number in range(4)
    ]
    urls = [("portsip_ivr_action_url", {**inside, "ivr": f"80{number:02}", "name": "look up", **URL}) for number in range(4)]
    return [
        ("portsip_tenant", TENANT),
        ("portsip_tenant_dealer", {**inside, "dealer": "reseller"}),
        ("portsip_trunk_assignment", {**inside, "provider": "carrier", "did_numbers": ["4131000"]}),
        *receptionists,
        *urls,
        ("portsip_ivr_info", inside),
        ("portsip_tenant_info", {"domain": DOMAIN, "details": False}),
    ]


def costs(pbx: Simulator) -> list[int]:
    """How many requests the tasks take: in a first run, in a second one, and in check mode for the removal."""
    tasks = play(pbx)
    rounds = []
    for check in (False, False, True):
        requests = 0
        for module, options in tasks if not check else reversed(tasks):
            gone = {"state": "absent"} if check and not module.endswith("_info") else {}
            outcome = Task(pbx, module).run(check=check, **options, **gone)
            assert outcome.error is None, outcome.error
            requests += len(outcome.calls)
        rounds.append(requests)
    return rounds


@pytest.mark.slow
def test_requests_do_not_depend_on_the_number_of_tenants(shared_simulator: Simulator) -> None:
    for number in range(3):
        shared_simulator.add_tenant(f"t{number}.example.net", f"T{number}")
    few = costs(shared_simulator)
    shared_simulator.reset()
    for number in range(1000):
        shared_simulator.add_tenant(f"t{number}.example.net", f"T{number}")
    many = costs(shared_simulator)
    assert many == few


def test_a_loop_over_many_tenants_reads_them_as_a_whole(shared_simulator: Simulator) -> None:
    provider = shared_simulator.add_provider("carrier")
    for number in range(30):
        shared_simulator.add_tenant(f"t{number}.example.net", f"T{number}", id=f"9{number:03}")
    loop = Loop(shared_simulator, TRUNK_ASSIGNMENT, provider="carrier")
    for number in range(30):
        assert loop.item(tenant=f"t{number}.example.net", did_numbers=[f"4131{number:03}"])["changed"]
    assert loop.calls().count(TENANTS) <= 5
    assert len(shared_simulator.state()["providers"][provider]["assignees"]) == 30


# A display name that is another tenant's domain


@pytest.fixture
def impostor(shared_simulator: Simulator) -> Simulator:
    """A PBX on which a tenant is called like the domain of another, which does not exist yet."""
    shared_simulator.add_provider("carrier")
    shared_simulator.add_dealer("reseller", "Dealer-Pass-1")
    tenant = shared_simulator.add_tenant("a.example.net", "b.example.net", id="101")
    shared_simulator.add_ivr(tenant, "8001", name="Reception")
    return shared_simulator


WRITES = [
    ("portsip_ivr", {"extension_number": "8002", "name": "New", "pin": "284193"}),
    ("portsip_ivr_action_url", {"ivr": "8001", "name": "x", **URL}),
    ("portsip_trunk_assignment", {"provider": "carrier", "did_numbers": ["4131000"]}),
    ("portsip_tenant_dealer", {"dealer": "reseller"}),
]


@pytest.mark.parametrize(("module", "options"), WRITES)
@pytest.mark.parametrize("domain", ["b.example.net", "B.Example.net"])
def test_a_display_name_is_not_taken_for_a_domain(module: str, options: dict[str, Any], domain: str, impostor: Simulator) -> None:
    before = impostor.state()
    outcome = Task(impostor, module).run(tenant=domain, **options)
    assert isinstance(outcome.error, errors.NotFound)
    assert "there is no tenant with the domain" in str(outcome.error)
    assert impostor.writes() == []
    removal = {name: options[name] for name in options if name in ("extension_number", "ivr", "name", "provider", "dealer")}
    removal.update({"extension_number": "8001"} if module == "portsip_ivr" else {})
    gone = Task(impostor, module).run(tenant=domain, state="absent", **removal)
    assert not gone.changed
    after = impostor.state()
    assert {**after, "sessions": 0} == {**before, "sessions": 0}


@pytest.mark.parametrize(("module", "options"), WRITES)
def test_the_domain_is_meant_once_it_exists(module: str, options: dict[str, Any], impostor: Simulator) -> None:
    other = impostor.add_tenant("b.example.net", "a.example.net", id="102")
    impostor.add_ivr(other, "8001", name="Reception")
    first = {**impostor.state()["tenants"]["101"], "providers": None}
    assert Task(impostor, module).run(tenant="b.example.net", **options).changed
    assert {**impostor.state()["tenants"]["101"], "providers": None} == first
    assert "101" not in [part for write in impostor.writes() for part in write["path"].split("/")]
