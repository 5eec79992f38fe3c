# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept between the items of a loop saves requests, and is never trusted where something is written.

Somebody else works on the same PBX meanwhile: the simulator's state is changed from outside.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.client import pbx as pbx_client
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop

if TYPE_CHECKING:
    from simulator import Simulator

RULES = "GET /api/ip_filters"


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
    later(listings.FRESH_SECONDS + 0.1)
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
    later(listings.FRESH_SECONDS + 0.1)
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
