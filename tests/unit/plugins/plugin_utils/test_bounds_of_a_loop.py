# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept between the items of a loop is bounded, never shared between credentials or tenants, and serves references too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.client import sessions
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings, references
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.run import workspace
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop

if TYPE_CHECKING:
    from simulator import Simulator


# Never shared, and bounded


def test_credentials_have_sessions_and_lists_of_their_own(simulator: Simulator) -> None:
    simulator.add_dealer("dealer", "Dealer-2026", level="DISTRIBUTOR")
    loop = Loop(simulator)
    simulator.add_ip_filter("10.0.0.1/32")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    with pytest.raises(PortsipError):  # a dealer sees no IP rules, whatever was read by somebody else
        loop.item(cidr="10.0.0.1", target="ACCEPT", api_username="dealer", api_password="Dealer-2026")
    assert loop.calls().count(LOGIN) == 2
    loop.workspace.close()
    assert simulator.state()["sessions"] == 0


def test_no_more_credentials_are_kept_than_allowed(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "CREDENTIALS_KEPT", 2)
    loop = Loop(simulator, IVR, name="Desk", extension_number="8000", pin="284193")
    for number in range(4):
        tenant = simulator.add_tenant(f"t{number}.example.com")
        simulator.add_tenant_user(tenant, f"user{number}", "Secret-2026")
        own = {"api_username": f"user{number}", "api_password": "Secret-2026", "api_domain": f"t{number}.example.com"}
        assert loop.item(**own)["changed"]
        assert simulator.state()["sessions"] == min(number + 1, 2)
    loop.workspace.close()
    assert simulator.state()["sessions"] == 0
    assert [len(tenant["ivrs"]) for tenant in simulator.state()["tenants"].values()] == [1] * 4


def test_tenants_never_mix_however_many_there_are(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "SESSIONS_KEPT", 3)
    monkeypatch.setattr(workspace, "SESSIONS_KEPT", 3)
    names = [f"t{number}" for number in range(8)]
    tenants = {name: simulator.add_tenant(f"{name}.example.com") for name in names}
    loop = Loop(simulator, IVR, extension_number="8000", pin="284193")
    for _round in range(2):
        for name in names:
            result = loop.item(tenant=f"{name}.example.com", name=f"Desk of {name}")
            assert result["changed"] is (_round == 0)
            assert simulator.state()["sessions"] <= 4
    found = {name: [desk["name"] for desk in simulator.state()["tenants"][tenants[name]]["ivrs"].values()] for name in names}
    assert found == {name: [f"Desk of {name}"] for name in names}
    loop.workspace.close()
    assert simulator.state()["sessions"] == 0


def test_no_more_objects_are_remembered_than_allowed(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "OBJECTS_KEPT", 10)
    tenants = [simulator.add_tenant(f"t{number}.example.com") for number in range(6)]
    for tenant in tenants:
        for number in range(8000, 8004):
            simulator.add_ivr(tenant, str(number), f"Desk {number}")
    loop = Loop(simulator, IVR, extension_number="8000")
    for tenant in tenants:
        loop.item(tenant=tenant, name="Desk 8000")
    kept = loop.workspace.listings._kept
    assert sum(len(listing.index) for listing in kept.values()) <= 10
    loop.workspace.close()
    assert not loop.workspace.listings._kept


# References


def test_a_collection_that_is_referred_to_is_read_once(simulator: Simulator, later: Any) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    numbers = [str(number) for number in range(8000, 8005)]
    for number in numbers:
        simulator.add_ivr(tenant, number, f"Desk {number}")
    loop = Loop(simulator, IVR_ACTION_URL, tenant=tenant, name="lookup", state="absent")
    for number in numbers:
        loop.item(ivr=number)
    assert loop.calls().count("GET /api/ivrs") == 1
    later(references.TRUSTED_SECONDS + 0.1)
    loop.item(ivr="8000")
    assert loop.calls().count("GET /api/ivrs") == 1
    loop.workspace.close()


def test_a_name_that_is_not_known_is_looked_for_again_after_a_while(simulator: Simulator, later: Any) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    simulator.add_ivr(tenant, "8000", "Desk")
    loop = Loop(
        simulator, IVR_ACTION_URL, tenant=tenant, name="lookup", type="DTMF", method="GET", dtmf_mask="1", url="https://a.example.com"
    )
    loop.item(ivr="8000")
    late = simulator.add_ivr(tenant, "8001", "Late")
    later(listings.FRESH_SECONDS + 0.1)
    assert loop.item(ivr="8001")["changed"]
    assert len(simulator.state()["tenants"][tenant]["ivrs"][late]["action_urls"]) == 1
    loop.workspace.close()
