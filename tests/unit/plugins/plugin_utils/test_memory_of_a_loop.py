# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept between the items of a loop saves requests, and is never trusted where something is written.

Somebody else works on the same PBX meanwhile: the simulator's state is changed from outside.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.client import pbx as pbx_client
from ansible_collections.portsip.pbx.plugins.module_utils.client import sessions
from ansible_collections.portsip.pbx.plugins.module_utils.engine import references, workspace
from ansible_collections.portsip.pbx.plugins.module_utils.engine.run import run
from ansible_collections.portsip.pbx.plugins.module_utils.engine.workspace import Workspace
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.reconcile import site
from ansible_collections.portsip.pbx.plugins.module_utils.resource import Resource
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

RULES = "GET /api/ip_filters"


class Loop:
    """The items of one task's loop, one after the other."""

    def __init__(self, pbx: Simulator, resource: Resource = IP_RULE, **common: Any) -> None:
        self.pbx = pbx
        self.resource = resource
        self.common = {**connection(pbx), "timeout": 5, "retries": 0, **common}
        self.workspace = Workspace(keep=True)

    def item(self, **options: Any) -> dict[str, Any]:
        """The result of one item."""
        return run(self.resource, {**self.common, **options}, Recorder(), self.workspace)

    def calls(self) -> list[str]:
        """The requests since the last time."""
        found = calls(self.pbx)
        self.pbx.clear_log()
        return found


@pytest.fixture
def loop(simulator: Simulator) -> Iterator[Loop]:
    items = Loop(simulator)
    yield items
    items.workspace.close()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Lets time pass: C(later(6)) is six seconds later."""
    real, passed = time.monotonic, [0.0]

    def pass_by(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: real() + passed[0])
    yield pass_by


# What is saved


def test_a_thousand_unchanged_rules_cost_one_login_ten_lists_and_one_sign_out(loop: Loop) -> None:
    cidrs = [f"10.0.{number // 250}.{number % 250}/32" for number in range(1000)]
    for cidr in cidrs:
        loop.pbx.add_ip_filter(cidr)
    results = [loop.item(cidr=cidr, target="ACCEPT") for cidr in cidrs]
    loop.workspace.close()
    assert not any(result["changed"] for result in results)
    assert [result["ip_rule"]["cidr"] for result in results] == cidrs
    assert loop.calls() == [LOGIN, *[RULES] * 10, REVOKE]
    assert loop.pbx.state()["sessions"] == 0


def test_own_writes_are_known(loop: Loop) -> None:
    created = loop.item(cidr="10.0.0.1", target="ACCEPT")["ip_rule"]["id"]
    assert loop.calls() == [LOGIN, RULES, "POST /api/ip_filters", f"GET /api/ip_filters/{created}"]
    assert not loop.item(cidr="10.0.0.1", target="ACCEPT")["changed"]
    assert loop.calls() == []
    assert loop.item(cidr="10.0.0.1", target="DENY")["changed"]
    path = f"/api/ip_filters/{created}"
    assert loop.calls() == [f"GET {path}", f"POST {path}", f"GET {path}"]
    assert not loop.item(cidr="10.0.0.1", target="DENY")["changed"]
    assert loop.item(cidr="10.0.0.1", state="absent")["changed"]
    assert loop.calls() == [f"GET {path}", f"POST {path}/destroy"]
    assert not loop.item(cidr="10.0.0.1", state="absent")["changed"]
    assert loop.calls() == []


# Somebody else at work


def test_a_change_by_somebody_else_is_seen_before_an_update(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32", description="ours")
    loop.pbx.add_ip_filter("10.0.0.2/32")
    loop.item(cidr="10.0.0.2", target="ACCEPT")
    _other(loop, rule, description="theirs")
    result = loop.item(cidr="10.0.0.1", target="DENY")
    assert result["diff"]["before"]["description"] == "theirs"
    found = loop.pbx.state()["ip_filters"][rule]
    assert (found["description"], found["target"]) == ("theirs", "DENY")


def test_a_change_by_somebody_else_can_leave_nothing_to_do(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    _other(loop, rule, target="DENY")
    loop.pbx.clear_log()
    assert not loop.item(cidr="10.0.0.1", target="DENY")["changed"]
    assert loop.pbx.writes() == []


def test_what_somebody_else_removed_is_created_anew(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    _remove(loop, rule)
    result = loop.item(cidr="10.0.0.1", target="DENY")
    assert result["changed"]
    assert [(found["cidr"], found["target"]) for found in loop.pbx.state()["ip_filters"].values()] == [("10.0.0.1/32", "DENY")]


def test_what_somebody_else_removed_is_not_removed_again(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    _remove(loop, rule)
    assert not loop.item(cidr="10.0.0.1", state="absent")["changed"]
    assert loop.pbx.writes()[-1]["session"] != 1, "only somebody else wrote"


def test_what_somebody_else_made_anew_is_found_under_its_new_id(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    _remove(loop, rule)
    anew = loop.pbx.add_ip_filter("10.0.0.1/32", description="anew")
    result = loop.item(cidr="10.0.0.1", target="DENY")
    assert result["ip_rule"]["id"] == anew
    assert loop.pbx.state()["ip_filters"].keys() == {anew}


def test_what_somebody_else_gave_another_key_is_left_alone(loop: Loop) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32", target="ACCEPT")
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    _other(loop, rule, cidr="10.0.0.9/32")
    loop.item(cidr="10.0.0.1", target="DENY")
    found = {one["cidr"]: one["target"] for one in loop.pbx.state()["ip_filters"].values()}
    assert found == {"10.0.0.9/32": "ACCEPT", "10.0.0.1/32": "DENY"}


def test_a_creation_rests_on_a_list_that_is_seconds_old(loop: Loop, later: Any) -> None:
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    loop.calls()
    loop.item(cidr="10.0.0.2", target="ACCEPT")
    assert RULES not in loop.calls()
    theirs = loop.pbx.add_ip_filter("10.0.0.3/32", target="DENY")
    later(site.FRESH_SECONDS + 0.1)
    result = loop.item(cidr="10.0.0.3", target="ACCEPT")
    assert loop.calls()[0] == RULES
    assert result["ip_rule"]["id"] == theirs
    assert len(loop.pbx.state()["ip_filters"]) == 3


def test_a_summary_that_vanished_is_looked_for_again(simulator: Simulator) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    desk = simulator.add_ivr(tenant, "8000", "Desk")
    loop = Loop(simulator, IVR, tenant="clinic.example.com")
    loop.item(extension_number="8000", name="Desk")
    _remove(loop, desk, tenant)
    anew = simulator.add_ivr(tenant, "8000", "Other")
    assert loop.item(extension_number="8000", name="Desk")["ivr"]["id"] == anew
    loop.workspace.close()


def test_a_failure_does_not_rest_on_what_is_remembered(loop: Loop, later: Any) -> None:
    rule = loop.pbx.add_ip_filter("10.0.0.1/32")
    twin = loop.pbx.add_ip_filter("10.0.0.1/32")
    with pytest.raises(PortsipError, match="2 objects match"):
        loop.item(cidr="10.0.0.1", target="DENY")
    _remove(loop, twin)
    assert loop.item(cidr="10.0.0.1", target="DENY")["ip_rule"]["id"] == rule
    loop.pbx.add_ip_filter("10.0.0.2/32")
    later(site.FRESH_SECONDS + 0.1)
    assert loop.item(cidr="10.0.0.2", description="no target, which only a creation needs")["changed"]


# Failures


def test_after_a_write_that_may_have_happened_the_list_is_read_again(loop: Loop) -> None:
    loop.item(cidr="10.0.0.1", target="ACCEPT")
    loop.pbx.inject("POST", "/ip_filters$", drop="after")
    loop.pbx.inject("GET", "/ip_filters$", drop="before")  # and it can't be looked up either
    with pytest.raises(PortsipError):
        loop.item(cidr="10.0.0.2", target="ACCEPT")
    loop.calls()
    assert not loop.item(cidr="10.0.0.2", target="ACCEPT")["changed"]
    assert loop.calls() == [RULES]
    assert len(loop.pbx.state()["ip_filters"]) == 2


def test_a_refused_login_is_tried_once(simulator: Simulator) -> None:
    loop = Loop(simulator, api_password="wrong")
    texts = set()
    for number in range(20):
        with pytest.raises(PortsipError) as failure:
            loop.item(cidr=f"10.0.0.{number}", target="ACCEPT")
        texts.add(str(failure.value))
    assert loop.calls() == [LOGIN]
    assert len(texts) == 1
    inside = Loop(simulator, IVR, api_password="wrong", tenant="clinic.example.com", name="Desk")
    for number in ("8000", "8001"):
        with pytest.raises(PortsipError):
            inside.item(extension_number=number)
    assert loop.calls() == [LOGIN]


def test_signing_out_does_not_wait_long_and_gives_up_where_nobody_answers(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pbx_client, "SIGN_OUT_SECONDS", 0.2)
    loop = Loop(simulator, IVR, name="Desk", extension_number="8000", pin="284193", timeout=30)
    for name in "abc":
        simulator.add_tenant(f"{name}.example.com")
    for name in "abc":
        loop.item(tenant=f"{name}.example.com")
    loop.calls()
    simulator.inject("POST", "/revoke$", times=None, delay=20)
    begin = time.monotonic()
    loop.workspace.close()
    assert time.monotonic() - begin < 5
    assert len([call for call in loop.calls() if call == REVOKE]) <= 1


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
    monkeypatch.setattr(site, "OBJECTS_KEPT", 10)
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
    later(site.FRESH_SECONDS + 0.1)
    assert loop.item(ivr="8001")["changed"]
    assert len(simulator.state()["tenants"][tenant]["ivrs"][late]["action_urls"]) == 1
    loop.workspace.close()


def _other(loop: Loop, rule: str, **fields: Any) -> None:
    """Somebody else changes a rule."""
    other = Loop(loop.pbx)
    found = loop.pbx.state()["ip_filters"][rule]
    other.item(id=rule, **{name: found[name] for name in ("cidr", "target", "description")} | fields)
    other.workspace.close()


def _remove(loop: Loop, identifier: str, tenant: str = "") -> None:
    """Somebody else removes an object."""
    other = Loop(loop.pbx, IVR, tenant=tenant) if tenant else Loop(loop.pbx)
    other.item(id=identifier, state="absent")
    other.workspace.close()
