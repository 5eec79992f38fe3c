# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs at the same time, what such runs have left behind, and answers of a PBX that needs a moment."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client import new_tenant
from ansible_collections.portsip.pbx.plugins.module_utils.read import waiting
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_event import EVENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_incoming_rule import INCOMING_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_interval import INTERVAL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.extension_ivr import EXTENSION_IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.trunk_assignment import TRUNK_ASSIGNMENT
from ansible_collections.portsip.pbx.plugins.module_utils.run.ivr.scheme import run_ivr_scheme
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection

from simulator import Simulator

RUNS = 4
HOOK = {"tenant": "Clinic", "ivr": "8001", "name": "hook", "type": "DTMF", "method": "GET", "url": "https://x.example/", "dtmf_mask": "1"}
NIGHTS = {"name": "Nights", "timezone": "Europe/Berlin", "conditions": [{"start_time": "20:00:00", "end_time": "23:00:00"}]}
RACES: dict[str, tuple[Resource, dict[str, Any], str]] = {
    "action_url": (IVR_ACTION_URL, HOOK, "/action_urls$"),
    "agent": (QUEUE_AGENT, {"extension_id": 201, "name": "Anna"}, "/agent/$"),
    "interval": (INTERVAL, {"extension_id": 201, **NIGHTS}, "/interval/$"),
    "incoming_rule": (INCOMING_RULE, {"extension_id": 201, "name": "Voicemail", "type": "voicemail"}, "/incom_rule/$"),
    "event": (EVENT, {"extension_id": 201, "event_type": "dial-in", "url": "https://x.example/", "method": "GET"}, "/event/$"),
    "ip_rule": (IP_RULE, {"cidr": "198.51.100.0/24", "target": "DENY"}, "/ip_filters$"),
    "transport": (TRANSPORT, {"protocol": "TCP", "port": 5061}, "/transports$"),
}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a receptionist 8001 in a tenant Clinic."""
    clinic = shared_simulator.add_tenant("clinic.example.net", "Clinic")
    shared_simulator.add_ivr(clinic, "8001", "Reception")
    return shared_simulator


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience, where there is nothing to wait for."""
    monkeypatch.setattr(waiting, "PAUSES", (0.01, 0.02))


def objects(pbx: Simulator, kind: str) -> list[dict[str, Any]]:
    """What the PBX holds of a kind, as far as the runs are about it."""
    state = pbx.state()
    if kind == "action_url":
        return [url for tenant in state["tenants"].values() for ivr in tenant["ivrs"].values() for url in ivr["action_urls"].values()]
    if kind == "ip_rule":
        return list(state["ip_filters"].values())
    if kind == "transport":
        return [row for row in state["transports"].values() if row["protocol"] == "TCP"]
    rows = state["extension"]["extensions"]["201"][f"{kind}s"]
    return list(rows.values()) if isinstance(rows, dict) else rows


def at_once(pbx: Simulator, resource: Resource, options: list[dict[str, Any]], engine: Any = run) -> list[Any]:
    """The result or the failure of runs that begin at the same time, each in a thread of its own."""
    results: list[Any] = [None] * len(options)

    def work(number: int) -> None:
        try:
            results[number] = engine(resource, {**connection(pbx), "timeout": 20, "retries": 2, **options[number]}, Recorder())
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(options))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("kind", RACES)
@pytest.mark.slow
def test_runs_that_create_the_same_object(kind: str, pbx: Simulator) -> None:
    resource, options, path = RACES[kind]
    # Each has seen that there is none before any creates it.
    pbx.inject("POST", path, times=RUNS, delay=0.3)
    results = at_once(pbx, resource, [options] * RUNS)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert len([write for write in pbx.writes() if write["path"].endswith(path.rstrip("$"))]) == RUNS, "all of them tried to create it"
    (created,) = objects(pbx, kind)
    assert {str(result[resource.name]["id"]) for result in results} == {str(created["id"])}
    assert any(result["changed"] for result in results)
    again = Bench(pbx, resource, options).run()
    assert (again.changed, again.context.warnings, pbx.writes()) == (False, [], [])


@pytest.mark.usefixtures("quick")
def test_who_gives_way_waits_for_longer_than_the_run_that_has_the_lowest_id(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """That run waits, too, and takes its own back at the end: what it had is not what stays."""
    (clinic,) = (tenant for tenant in pbx.state()["tenants"].values() if tenant["name"] == "Clinic")
    url = {name: value for name, value in HOOK.items() if name not in ("tenant", "ivr")}
    lowest, stays = (pbx.add_action_url(next(iter(clinic["ivrs"])), id=identifier, **url) for identifier in ("1", "2"))
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == len(waiting.PAUSES) + 1:
            removed = Bench(pbx, IVR_ACTION_URL, {**HOOK, "id": lowest}).run(state="absent")
            assert removed.changed

    monkeypatch.setattr(waiting, "pause", pause)
    pbx.inject("GET", "/action_urls$", body='{"items": []}', times=1)  # before the creation
    outcome = Bench(pbx, IVR_ACTION_URL, HOOK).run()
    assert outcome.result["action_url"]["id"] == stays
    assert [url["id"] for url in objects(pbx, "action_url")] == [stays]


def test_runs_that_want_different_values_of_a_new_object(pbx: Simulator) -> None:
    pbx.inject("POST", "/ip_filters$", times=2, delay=0.3)
    results = at_once(pbx, IP_RULE, [{"cidr": "198.51.100.0/24", "target": target} for target in ("ACCEPT", "DENY")])
    (rule,) = objects(pbx, "ip_rule")
    assert [result["changed"] for result in results] == [True, True]
    assert rule["target"] in ("ACCEPT", "DENY")


def test_a_key_that_another_run_has_taken_meanwhile_is_gone_on_from(pbx: Simulator) -> None:
    bench = Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"})
    pbx.add_ip_filter("198.51.100.0/24", "DENY")
    pbx.inject("GET", "/ip_filters", body='{"count": 0, "items": []}')
    unchanged = bench.run(target="DENY")
    assert not unchanged.changed
    assert unchanged.result["diff"]["before"] == unchanged.result["diff"]["after"]
    pbx.inject("GET", "/ip_filters", body='{"count": 0, "items": []}')
    assert bench.run(target="ACCEPT").changed
    assert [rule["target"] for rule in objects(pbx, "ip_rule")] == ["ACCEPT"]


@pytest.mark.parametrize("status", [400, 409, 422])
def test_a_refusal_that_has_another_reason_stays_one(status: int, pbx: Simulator) -> None:
    pbx.inject("POST", "/ip_filters$", status=status)
    outcome = Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"}).run(target="DENY")
    assert isinstance(outcome.error, (errors.Refused, errors.Conflict))
    assert outcome.error.status == status
    assert objects(pbx, "ip_rule") == []


# What stands already


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["agent", "event"])
def test_objects_that_differ_only_in_their_ids_count_as_one(kind: str, pbx: Simulator) -> None:
    resource, options, _path = RACES[kind]
    bench = Bench(pbx, resource, options)
    ids = [str(add(pbx, kind)) for _number in range(3)]
    for check in (True, False):
        unchanged = bench.run(check=check)
        assert not unchanged.changed
        assert str(unchanged.result[resource.name]["id"]) == min(ids, key=int)
        assert [all(identifier in warning for identifier in ids) for warning in unchanged.context.warnings] == [True]
    assert len(objects(pbx, kind)) == 3
    removed = bench.both(state="absent")
    assert removed.changed
    assert objects(pbx, kind) == []
    assert not bench.both(state="absent").changed


def add(pbx: Simulator, kind: str) -> Any:
    """Put an object of a race into the state."""
    return pbx.add_agent(201, "Anna") if kind == "agent" else pbx.add_event(201, "dial-in", "https://x.example/", "GET")


@pytest.mark.usefixtures("quick")
def test_a_change_of_doubles_leaves_them_doubles(pbx: Simulator) -> None:
    for _number in range(2):
        pbx.add_agent(201, "Anna")
    bench = Bench(pbx, QUEUE_AGENT, {"extension_id": 201, "name": "Anna"})
    assert bench.both(call_timeout=5).changed
    assert [agent["call_timeout"] for agent in objects(pbx, "agent")] == [5, 5]
    assert not bench.both(call_timeout=5).changed


# A PBX that needs a moment


@pytest.mark.parametrize("misses", [1, 3])
def test_what_was_just_created_is_read_again_until_it_is_found(misses: int, pbx: Simulator) -> None:
    pbx.inject("GET", "/ip_filters/", status=404, times=misses)
    outcome = Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"}).run(target="DENY")
    assert outcome.changed
    assert len(objects(pbx, "ip_rule")) == 1
    assert sum(call.startswith("GET /api/ip_filters/") for call in outcome.calls) == misses + 1


@pytest.mark.usefixtures("quick")
def test_what_is_never_found_again_is_an_error(pbx: Simulator) -> None:
    pbx.inject("GET", "/ip_filters/", status=404, times=None)
    outcome = Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"}).run(target="DENY")
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "was written, but cannot be read back" in str(outcome.error)


def test_a_list_that_lacks_what_was_just_created_is_read_again(pbx: Simulator) -> None:
    pbx.inject("GET", "/action_urls$", body='{"items": []}', times=2)  # before the creation, and once after it
    outcome = Bench(pbx, IVR_ACTION_URL, HOOK).run()
    assert outcome.changed
    assert len(objects(pbx, "action_url")) == 1


# What an earlier task frees


def test_numbers_that_another_tenant_has_are_a_warning_in_check_mode(pbx: Simulator) -> None:
    first, second = (pbx.add_tenant(f"{name}.example.net", name) for name in ("north", "south"))
    trunk = pbx.add_provider("trunk", assignees=[{"tenant_id": first, "did_numbers": "4930100-4930199", "concurrency": 1}])
    bench = Bench(pbx, TRUNK_ASSIGNMENT, {"provider": str(trunk), "tenant": second, "did_numbers": ["4930150"]})
    tried = bench.run(check=True)
    assert tried.changed
    assert [("4930100-4930199" in text, "check mode" in text) for text in tried.context.warnings] == [(True, True)]
    assert pbx.writes() == []
    refused = bench.run()
    assert isinstance(refused.error, errors.Conflict)
    assert pbx.writes() == []


def test_a_key_that_another_object_has_is_a_warning_in_check_mode(pbx: Simulator) -> None:
    used = pbx.add_tenant("south.example.net", "South")
    north = pbx.add_tenant("north.example.net", "North")
    tried = Bench(pbx, TENANT, {"id": north, "domain": "south.example.net"}).run(check=True)
    assert tried.changed
    assert [(used in text, "check mode" in text) for text in tried.context.warnings] == [(True, True)]
    assert isinstance(Bench(pbx, TENANT, {"id": north, "domain": "south.example.net"}).run().error, errors.Refused)


def test_a_recreation_under_a_taken_key_is_a_warning_in_check_mode_and_loses_nothing(pbx: Simulator) -> None:
    used = pbx.add_transport("TCP", 5065)
    udp = next(key for key, row in pbx.state()["transports"].items() if row["protocol"] == "UDP")
    bench = Bench(pbx, TRANSPORT, {"id": udp, "protocol": "TCP", "port": 5065, "recreate": True})
    tried = bench.run(check=True)
    assert tried.changed
    assert [(used in text, "check mode" in text) for text in tried.context.warnings] == [(True, True)]
    assert isinstance(bench.run().error, errors.Conflict)
    assert pbx.writes() == []
    assert udp in pbx.state()["transports"]


# A new tenant


@pytest.mark.parametrize(("method", "path"), [("POST", "/tenants/switch$"), ("GET", "/tenant$"), ("GET", "/ivrs$"), ("POST", "/ivrs$")])
@pytest.mark.parametrize("status", [403, 404])
def test_inside_of_a_new_tenant_a_request_is_sent_again(status: int, method: str, path: str, pbx: Simulator) -> None:
    tenant = pbx.add_tenant("new.example.net", "New")
    pbx.inject(method, path, status=status, times=2)
    bench = Bench(pbx, IVR, {"tenant": "new.example.net", "extension_number": "8001"})
    outcome = bench.run(name="Reception", pin="284193")
    assert outcome.changed
    assert len(pbx.state()["tenants"][tenant]["ivrs"]) == 1
    assert sum(call.startswith("POST /api/login") for call in outcome.calls) <= 2, "one sign-in, and the end of the session"


def test_inside_of_an_old_tenant_it_is_not(pbx: Simulator) -> None:
    pbx.add_tenant("old.example.net", "Old", created_at="2026-01-01T00:00:00.000Z")
    pbx.inject("GET", "/ivrs$", status=403)
    outcome = Bench(pbx, IVR, {"tenant": "old.example.net", "extension_number": "8001"}).run(name="Reception", pin="284193")
    assert isinstance(outcome.error, errors.AuthenticationFailed)
    assert sum(call == "GET /api/ivrs" for call in outcome.calls) == 1


def test_a_new_tenant_is_not_waited_for_without_end(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_tenant, "PAUSES", (0.01, 0.02))
    pbx.add_tenant("new.example.net", "New")
    pbx.inject("GET", "/ivrs$", status=404, times=None)
    outcome = Bench(pbx, IVR, {"tenant": "new.example.net", "extension_number": "8001"}).run(name="Reception", pin="284193")
    assert isinstance(outcome.error, errors.NotFound)
    assert sum(call == "GET /api/ivrs" for call in outcome.calls) == 3


# The IVR of an extension


HANGUP = {"action": "hangup"}
MENU = [
    {
        "name": "Main",
        "options": [{"digits": "start", "rules": [{"action": "jump_to_context", "context": "Sub"}]}, {"digits": "1", "rules": [HANGUP]}],
    },
    {"name": "Sub", "options": [{"digits": "2", "rules": [HANGUP, {"action": "transfer", "transfer_dst": "201"}]}]},
]


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize(
    ("there", "exclusive"),
    [
        pytest.param(False, True, marks=pytest.mark.long),
        pytest.param(False, False, marks=pytest.mark.long),
        pytest.param(True, True, marks=pytest.mark.long),
        (True, False),
    ],
)
@pytest.mark.slow
def test_runs_that_build_the_same_menu(there: bool, exclusive: bool, pbx: Simulator) -> None:
    if there:
        pbx.add_context(801, "Main")
        pbx.add_context(801, "Sub")
    pbx.inject("POST", "/ivr/", times=2, delay=0.2)
    options = {"extension_id": 801, "contexts": MENU, "entry_context": "Main", "exclusive": exclusive}
    results = at_once(pbx, EXTENSION_IVR, [options] * 2, engine=run_menu)
    assert [result for result in results if isinstance(result, Exception)] == []
    held = pbx.state()["extension"]["extensions"]["801"]["ivr"]
    rules = {row["name"]: {digits: len(rules) for digits, rules in row["options"].items() if rules} for row in held["contexts"].values()}
    assert rules == {"Main": {"start": 1, "1": 1}, "Sub": {"2": 2}}
    assert sorted(row["name"] for row in held["contexts"].values()) == ["Main", "Sub"]
    assert held["contexts"][str(held["settings"]["entry_context"])]["name"] == "Main"
    pbx.clear_log()
    again = run_menu(EXTENSION_IVR, {**connection(pbx), "timeout": 20, "retries": 2, **options}, Recorder())
    assert (again["changed"], pbx.writes()) == (False, [])


def run_menu(resource: Resource, params: dict[str, Any], context: Recorder) -> Any:
    """A run for a whole IVR."""
    return run_ivr_scheme(params, context)
