# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The items of a loop share one session, which is ended when the task is over, however it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parity.harness import Case, Json, Outcome, Task
from parity.mechanics import INFO, NETS, RULE
from simulator import Simulator

LOGIN, LIST, SIGN_OUT = "POST /api/login/oauth/token", "GET /api/ip_filters", "POST /api/login/oauth/revoke"


def _loop(*items: Any, options: Json | None = None, **keywords: Any) -> Task:
    """The items are addresses; a word that is none is an item that fails."""
    wanted = {"cidr": "{{ item }}", "target": "ACCEPT", **(options or {})}
    return Task(RULE, wanted, None, keywords={"loop": list(items), **keywords})


def _known(*cidrs: str) -> list[Json]:
    return [{"call": "seed/add_ip_filter", "cidr": f"{cidr}/32"} for cidr in cidrs]


ENDS = [
    Case("to the end", [_loop(*NETS)], _known(*NETS)),
    Case("last one skipped", [_loop(*NETS, when=f"item != '{NETS[-1]}'")], _known(*NETS)),
    Case("all but the first skipped", [_loop(*NETS, when=f"item == '{NETS[0]}'")], _known(*NETS)),
    Case("last one wrong", [_loop(*NETS, "wrong")], _known(*NETS)),
    Case(
        "last one without its variable", [_loop(*NETS, options={"id": "{{ unknown if item == '198.51.100.4' else omit }}"})], _known(*NETS)
    ),
    Case("with items", [Task(RULE, {"cidr": "{{ item }}", "target": "ACCEPT"}, None, keywords={"with_items": [NETS]})], _known(*NETS)),
    Case("with a label that fails", [_loop(*NETS, loop_control={"label": "{{ unknown }}"})], _known(*NETS)),
    Case("with a pause", [_loop(*NETS[:2], loop_control={"pause": 0.5})], _known(*NETS)),
    Case("with attempts", [_loop(*NETS, until="false", retries=1, delay=0)], _known(*NETS)),
    Case("last one handed over", [_loop(*NETS, become="{{ item == '198.51.100.4' }}", become_method="same_user")], _known(*NETS)),
    Case("once for all hosts", [_loop(*NETS, run_once=True)], _known(*NETS)),
    Case("delegated", [_loop(*NETS, delegate_to="local_{{ way }}")], _known(*NETS), remote=True),
    Case("in check mode", [_loop(*NETS, check_mode=True)], _known(*NETS)),
    Case("of a reader", [Task(INFO, {"cidr": "{{ item }}"}, None, keywords={"loop": NETS})], _known(*NETS)),
]
FREE = Case("free strategy", [_loop(*NETS)], _known(*NETS), play={"strategy": "free"})


@pytest.fixture(scope="module")
def ends(run_some: Callable[..., Outcome]) -> Outcome:
    """What came of the loops, in the controller's process only."""
    return run_some([*ENDS, FREE], ways=["in_process"])


@pytest.mark.parametrize("case", [*ENDS, FREE], ids=lambda case: case.name)
def test_it_signs_in_once_and_out_once(case: Case, ends: Outcome) -> None:
    found = ends.cases[case.name]["in_process"]
    calls = [f"{request['method']} {request['path']}" for request in found.requests]
    handed_over = case.name == "last one handed over"
    assert calls.count(LOGIN) == calls.count(SIGN_OUT) == (2 if handed_over else 1)
    assert calls[-1] == SIGN_OUT
    assert found.state["sessions"] == 0
    if case.name != "of a reader" and not handed_over:
        assert calls == [LOGIN, LIST, SIGN_OUT]
    # The results of the task were told only after that, so that no end of the worker can come before it.
    assert found.ends(0)


@pytest.mark.long
def test_many_unchanged_objects_cost_their_list(run_some: Callable[..., Outcome]) -> None:
    cidrs = [f"10.0.{number // 250}.{number % 250}" for number in range(220)]
    found = run_some([Case("many", [_loop(*cidrs)], _known(*cidrs))], ways=["in_process"]).cases["many"]["in_process"]
    assert [f"{request['method']} {request['path']}" for request in found.requests] == [LOGIN, LIST, LIST, LIST, SIGN_OUT]
    assert len(found.items(0)) == 220
    assert not any(entry["result"]["changed"] for entry in found.items(0))


def test_a_loop_that_ends_the_playbook_signs_out(play: Callable[..., Any], simulator: Simulator) -> None:
    for cidr in NETS:
        simulator.add_ip_filter(f"{cidr}/32")
    for last in ("198.51.100.4", "wrong"):
        play([{"portsip.pbx.portsip_ip_rule": {"cidr": "{{ item }}", "target": "ACCEPT"}, "loop": [*NETS[:3], last]}], simulator)
        assert simulator.state()["sessions"] == 0
        assert [f"{request['method']} {request['path']}" for request in simulator.requests()] == [LOGIN, LIST, SIGN_OUT]
        simulator.clear_log()


def test_hosts_of_a_play_never_meet(play: Callable[..., Any], simulator: Simulator) -> None:
    names = [f"t{number}" for number in range(4)]
    hosts = {}
    tenants = {}
    for name in names:
        tenants[name] = simulator.add_tenant(f"{name}.example.com")
        simulator.add_tenant_user(tenants[name], "boss", f"secret-of-{name}")
        hosts[name] = {"api_domain": f"{name}.example.com", "secret": f"secret-of-{name}", "ansible_connection": "local"}
    desk = {"api_username": "boss", "api_password": "{{ secret }}", "api_domain": "{{ api_domain }}", "pin": "284193"}
    task = {
        "portsip.pbx.portsip_ivr": {**desk, "extension_number": "{{ item }}", "name": "{{ inventory_hostname }} {{ item }}"},
        "loop": ["800", "801", "802"],
    }
    for strategy in ("linear", "free"):
        play([task], simulator, hosts=hosts, strategy=strategy)
        for name in names:
            found = simulator.state()["tenants"][tenants[name]]["ivrs"].values()
            assert sorted(one["name"] for one in found) == [f"{name} {number}" for number in (800, 801, 802)]
        assert simulator.state()["sessions"] == 0
        assert sum(request["is_login"] for request in simulator.requests()) == len(names)
        simulator.clear_log()


def test_an_item_whose_time_is_up_leaves_the_others_alone(play: Callable[..., Any], simulator: Simulator) -> None:
    for cidr in NETS:
        simulator.add_ip_filter(f"{cidr}/32")
    simulator.inject("GET", "/ip_filters/.", delay=60)  # the look before the first change
    options = {"cidr": "{{ item }}", "target": f"{{{{ 'ACCEPT' if item == '{NETS[0]}' else 'DENY' }}}}"}
    ended = play([{"portsip.pbx.portsip_ip_rule": options, "loop": NETS[:3], "timeout": 2, "ignore_errors": True}], simulator)
    assert ended.seconds < 30, "the loop waited for the answer"
    targets = {one["cidr"]: one["target"] for one in simulator.state()["ip_filters"].values()}
    assert [targets[f"{cidr}/32"] for cidr in NETS] == ["ACCEPT", "ACCEPT", "DENY", "ACCEPT"]
    assert simulator.state()["sessions"] == 0
