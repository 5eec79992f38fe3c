# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Connections break and servers stumble before and after a write: nothing is lost, nothing doubled, a further run converges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import REVOKE, Bench, Outcome

from simulator import Simulator

Trouble = Callable[[Simulator, str, str, int], None]

FAULTS: dict[str, dict[str, Any]] = {
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "500 before": {"status": 500},
    "500 after": {"error_after_write": 500},
    "garbage before": {"garbage": True},
    "429": {"status": 429, "headers": {"Retry-After": "1"}},
    "401": {"status": 401},
}


@pytest.fixture(params=[*FAULTS, "garbage after"])
def trouble(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trouble]:
    """Lets something go wrong: called with the PBX, method and path of the requests it strikes, and how often."""
    garbled: list[str] = []

    def strike(pbx: Simulator, method: str, path: str, times: int = 1) -> None:
        if request.param in FAULTS:
            pbx.inject(method, path, times=times, **FAULTS[request.param])
            return
        ask = requests.Session.request

        def garble(self: requests.Session, verb: str, url: str, **options: Any) -> requests.Response:
            answer = ask(self, verb, url, **options)
            if len(garbled) < times and verb == method and re.search(path, url):
                garbled.append(url)
                answer.status_code, answer._content = 200, b"<html>It works.</html>"
            return answer

        monkeypatch.setattr(requests.Session, "request", garble)

    yield strike
    assert garbled or request.param in FAULTS


KINDS = ("tenant", "ivr", "action_url", "ip_rule", "transport", "agent")


def bench_for(kind: str, pbx: Simulator) -> tuple[Bench, dict[str, Any], dict[str, Any], str, Callable[[], dict[str, Any]]]:
    """A bench, what to create, what to change, the path of the collection, and the objects with that key in the state."""
    pbx.configure(deletion_delay=0)
    if kind == "tenant":
        wanted: dict[str, Any] = {"name": "School", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU", "max_extensions": 5}
        bench = Bench(pbx, TENANT, {"domain": "school.example.net"})
        return bench, wanted, {"max_extensions": 6}, "/api/tenants", lambda: pbx.state()["tenants"]
    if kind == "ip_rule":
        bench = Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"})
        return bench, {"target": "DENY", "description": "x"}, {"description": "y"}, "/api/ip_filters", lambda: pbx.state()["ip_filters"]
    if kind == "transport":

        def tls() -> dict[str, Any]:
            return {key: row for key, row in pbx.state()["transports"].items() if row["protocol"] == "TLS"}

        bench = Bench(pbx, TRANSPORT, {"protocol": "TLS", "port": 5061})
        return bench, {"verification": "OPTIONAL"}, {"verification": "MANDATORY"}, "/api/transports", tls
    if kind == "agent":
        bench = Bench(pbx, QUEUE_AGENT, {"extension_id": 201, "name": "Anna"})
        path = "/api/ver1.0/extension/201/agent/"
        return bench, {"call_timeout": 5}, {"call_timeout": 6}, path, lambda: pbx.state()["extension"]["extensions"]["201"]["agents"]
    tenant = pbx.add_tenant("clinic.example.net", "Clinic")
    if kind == "ivr":
        bench = Bench(pbx, IVR, {"tenant": "Clinic", "extension_number": "8001"})
        wanted = {"name": "Reception", "pin": "284193", "language": "de-DE"}
        return bench, wanted, {"language": "fr-CH"}, "/api/ivrs", lambda: pbx.state()["tenants"][tenant]["ivrs"]
    ivr = pbx.add_ivr(tenant, "8001", "Reception")
    bench = Bench(pbx, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "8001", "name": "lookup"})
    wanted = {"type": "DTMF", "method": "GET", "url": "https://x.example/1", "dtmf_mask": "1"}

    def rows() -> Any:
        return pbx.state()["tenants"][tenant]["ivrs"][ivr]["action_urls"]

    return bench, wanted, {"url": "https://x.example/2"}, f"/api/ivrs/{ivr}/action_urls", rows


def settled(bench: Bench, outcome: Outcome, **options: Any) -> None:
    """A run that failed said what happened, and a further run brings it about; the one after that changes nothing."""
    if outcome.error is not None:
        assert isinstance(outcome.error, (errors.ConnectionFailed, errors.UnexpectedAnswer, errors.RateLimited))
        bench.pbx.clear_faults()
        again = bench.run(**options)
        assert again.error is None
    last = bench.run(**options)
    assert not last.changed
    assert last.bodies == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_creation_in_trouble_creates_one(kind: str, trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, wanted, _change, path, rows = bench_for(kind, shared_simulator)
    trouble(shared_simulator, "POST", f"{path.removesuffix('/')}/?$", 1)
    outcome = bench.run(**wanted)
    assert outcome.error is None, "one mishap is got over"
    assert outcome.changed
    assert len(rows()) == 1
    (row,) = rows().values()
    assert {name: row[name] for name in wanted} == wanted
    assert outcome.result[bench.resource.name]["id"] == row["id"]
    settled(bench, outcome, **wanted)
    assert len(rows()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_creation_in_lasting_trouble_doubles_none(kind: str, trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, wanted, _change, path, rows = bench_for(kind, shared_simulator)
    trouble(shared_simulator, "POST", f"{path.removesuffix('/')}/?$", 20)
    outcome = bench.run(**wanted)
    assert len(rows()) <= 1
    if outcome.error is not None and outcome.error.status == 401:
        return
    settled(bench, outcome, **wanted)
    assert len(rows()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_in_trouble_takes_effect(kind: str, trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, wanted, change, path, rows = bench_for(kind, shared_simulator)
    bench.run(**wanted)
    (identifier,) = rows()
    method = "PUT" if kind == "agent" else "POST"
    trouble(shared_simulator, method, f"{path.removesuffix('/')}/{re.escape(identifier)}$", 1)
    outcome = bench.run(**change)
    assert outcome.error is None
    assert outcome.changed
    (row,) = rows().values()
    assert {name: row[name] for name in {**wanted, **change}} == {**wanted, **change}
    settled(bench, outcome, **change)


@pytest.mark.parametrize("kind", KINDS)
def test_a_removal_in_trouble_takes_effect(kind: str, trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, wanted, _change, path, rows = bench_for(kind, shared_simulator)
    bench.run(**wanted)
    (identifier,) = rows()
    method, suffix = ("DELETE", "") if kind == "agent" else ("POST", "/destroy")
    trouble(shared_simulator, method, f"{path.removesuffix('/')}/{re.escape(identifier)}{suffix}$", 1)
    outcome = bench.run(state="absent")
    assert outcome.error is None
    assert outcome.changed
    assert rows() == {}
    settled(bench, outcome, state="absent")


@pytest.mark.parametrize("kind", ["tenant", "ip_rule", "agent"])
def test_reading_in_trouble_is_tried_again(kind: str, trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, wanted, change, path, rows = bench_for(kind, shared_simulator)
    bench.run(**wanted)
    trouble(shared_simulator, "GET", path, 1)
    assert bench.run(**change).changed
    (row,) = rows().values()
    assert {name: row[name] for name in change} == change


@pytest.mark.parametrize("kind", ["ivr", "ip_rule", "agent"])
def test_a_creation_that_the_api_refuses_is_not_tried_again(kind: str, shared_simulator: Simulator) -> None:
    bench, wanted, _change, path, rows = bench_for(kind, shared_simulator)
    shared_simulator.inject("POST", f"{path.removesuffix('/')}/?$", status=400)
    outcome = bench.run(**wanted)
    assert isinstance(outcome.error, errors.Refused)
    assert len(outcome.bodies) == 1
    assert rows() == {}


@pytest.mark.parametrize("kind", ["ivr", "ip_rule"])
def test_a_creation_that_is_redirected_did_not_take_place(kind: str, shared_simulator: Simulator) -> None:
    bench, wanted, _change, path, rows = bench_for(kind, shared_simulator)
    shared_simulator.inject("POST", f"{path}$", status=307, headers={"Location": "https://elsewhere.example.net/"})
    outcome = bench.run(**wanted)
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert outcome.calls[-2:] == [f"POST {path}", REVOKE], "there is nothing to look up"
    assert rows() == {}


def test_a_creation_that_came_about_differently_is_put_right(shared_simulator: Simulator) -> None:
    """Somebody else creates the object in the moment in which the answer is lost."""
    bench, wanted, _change, _path, rows = bench_for("ip_rule", shared_simulator)
    ask = requests.Session.request
    lost: list[str] = []

    def meanwhile(self: requests.Session, method: str, url: str, **options: Any) -> requests.Response:
        if method == "POST" and url.endswith("/ip_filters") and not lost:
            lost.append(url)
            shared_simulator.add_ip_filter("198.51.100.0/24", "ACCEPT", description="other")
            raise requests.ConnectionError("lost")
        return ask(self, method, url, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.Session, "request", meanwhile)
        outcome = bench.run(**wanted)
    assert lost
    assert outcome.changed
    (row,) = rows().values()
    assert (row["target"], row["description"]) == ("DENY", "x")


def test_a_removal_of_what_is_gone_meanwhile_is_fine(shared_simulator: Simulator) -> None:
    bench, wanted, _change, _path, rows = bench_for("ip_rule", shared_simulator)
    bench.run(**wanted)
    shared_simulator.inject("POST", "/destroy$", error_after_write=404)
    assert bench.run(state="absent").changed
    assert rows() == {}


def test_a_404_to_a_removal_is_not_believed_while_the_object_is_there(shared_simulator: Simulator) -> None:
    bench, wanted, _change, _path, rows = bench_for("ip_rule", shared_simulator)
    bench.run(**wanted)
    shared_simulator.inject("POST", "/destroy$", status=404)
    assert isinstance(bench.run(state="absent").error, errors.NotFound)
    assert len(rows()) == 1


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"status": 500}, {"garbage": True}, {"status": 403}])
def test_a_failure_signs_out(fault: dict[str, Any], shared_simulator: Simulator) -> None:
    bench, wanted, _change, _path, _rows = bench_for("ivr", shared_simulator)
    shared_simulator.inject("POST", "/ivrs$", times=20, **fault)
    assert bench.run(**wanted).error is not None
    assert shared_simulator.state()["sessions"] == 0


def test_a_membership_in_trouble_is_made_once(trouble: Trouble, shared_simulator: Simulator) -> None:
    bench, _wanted, _change, _path, rows = bench_for("agent", shared_simulator)
    trouble(shared_simulator, "POST", "/queue/agents/local/$", 1)
    queues = [{"queue": 901, "level": 2}, {"queue": 902, "level": 3}]
    outcome = bench.run(queues=queues)
    assert outcome.error is None
    (agent,) = rows().values()
    extensions = shared_simulator.state()["extension"]["extensions"]
    assert extensions["901"]["queue_agents"] == [{"agent_id": agent["id"], "level": 2, "position": 1}]
    assert extensions["902"]["queue_agents"] == [{"agent_id": agent["id"], "level": 3, "position": 1}]
    settled(bench, outcome, queues=queues)
