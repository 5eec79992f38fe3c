# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the threads of a run share: sessions, lists, references, connections. Told from the request log of the simulator."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply.graph import Work
from ansible_collections.portsip.pbx.plugins.module_utils.apply.scheduler import Outcome, run_works
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import pause
from ansible_collections.portsip.pbx.plugins.module_utils.client import sessions
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.trunk_assignment import TRUNK_ASSIGNMENT
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.run.workspace import Workspace
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import Transport
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, SWITCH, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, calls, connection

from simulator import Simulator, gate

Task = tuple[Resource, dict[str, Any]]
DOMAINS = [f"t{number}.example.net" for number in range(10)]
NUMBERS = [f"80{number:02}" for number in range(20)]
URL = {"type": "DTMF", "method": "GET", "url": "https://crm.example.net/", "dtmf_mask": "1"}


def receptionists() -> list[Task]:
    """200 receptionists in 10 tenants, those of a tenant far apart from each other."""
    return [
        (IVR, {"tenant": domain, "extension_number": number, "name": f"Desk {number}", "pin": "284193"})
        for number in NUMBERS
        for domain in DOMAINS
    ]


def carried_out(pbx: Simulator, tasks: list[Task], parallel: int = 20, **options: Any) -> Outcome:
    """Carry out tasks in threads that share one workspace."""
    workspace = Workspace(keep=True)
    common = {**connection(pbx), "timeout": 20, "retries": 3, **options}

    def do(resource: Resource, values: dict[str, Any]) -> Callable[[], bool]:
        return lambda: bool(run(resource, {**common, **values}, Recorder(), workspace)["changed"])

    try:
        return run_works([Work(number, do(*task)) for number, task in enumerate(tasks)], parallel)
    finally:
        workspace.close()


def all_done(outcome: Outcome) -> list[bool]:
    assert [str(end.error) for end in outcome.not_done] == []
    return [end.result for end in outcome.done]


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Iterator[Simulator]:
    """A PBX with ten tenants; no session is left behind."""
    for domain in DOMAINS:
        shared_simulator.add_tenant(domain, domain)
    yield shared_simulator
    assert shared_simulator.state()["sessions"] == 0


@pytest.mark.slow
def test_many_threads_sign_in_once_for_each_tenant_and_read_each_list_once(pbx: Simulator) -> None:
    assert all_done(carried_out(pbx, receptionists())) == [True] * 200
    made = {domain: sorted(ivr["extension_number"] for ivr in tenant["ivrs"].values()) for domain, tenant in by_domain(pbx).items()}
    assert made == dict.fromkeys(DOMAINS, NUMBERS)
    assert Counter(calls(pbx))["POST /api/ivrs"] == 200
    pbx.clear_log()
    assert all_done(carried_out(pbx, receptionists())) == [False] * 200
    requests = pbx.requests()
    found = Counter(calls(pbx))
    assert pbx.writes() == []
    assert (found[LOGIN], found[SWITCH], found["GET /api/tenant"], found[REVOKE]) == (10, 10, 10, 10)
    assert found["GET /api/tenants"] == 10, "each tenant is looked up once"
    lists = [request["tenant"] for request in requests if request["path"] == "/api/ivrs"]
    assert sorted(lists) == sorted(DOMAINS), "each list is read once"
    inside = {(request["tenant"], request["session"]) for request in requests if request["path"].startswith("/api/ivrs")}
    assert len(inside) == 10, "all threads use the one session of a tenant"
    details = [request["path"] for request in requests if request["path"].startswith("/api/ivrs/")]
    assert len(details) == len(set(details)) == 200


def by_domain(pbx: Simulator) -> dict[str, Any]:
    return {tenant["domain"]: tenant for tenant in pbx.state()["tenants"].values()}


@pytest.mark.parametrize("parallel", [1, 20])
def test_the_end_does_not_depend_on_the_number_of_threads(parallel: int, pbx: Simulator) -> None:
    tasks = [task for task in receptionists() if task[1]["tenant"] == DOMAINS[0]]
    urls: list[Task] = [(IVR_ACTION_URL, {"tenant": DOMAINS[0], "ivr": number, "name": "look up", **URL}) for number in NUMBERS]
    assert all_done(carried_out(pbx, tasks, parallel)) == [True] * 20
    assert all_done(carried_out(pbx, urls, parallel)) == [True] * 20
    ivrs = by_domain(pbx)[DOMAINS[0]]["ivrs"].values()
    made = sorted((ivr["extension_number"], [url["name"] for url in ivr["action_urls"].values()]) for ivr in ivrs)
    assert made == [(number, ["look up"]) for number in NUMBERS]
    pbx.clear_log()
    assert all_done(carried_out(pbx, urls, parallel)) == [False] * 20
    found = Counter(calls(pbx))
    assert (found["GET /api/ivrs"], found[LOGIN]) == (1, 1), "the list in which 20 names are looked up is read once"


def test_a_name_is_looked_up_once_whoever_asks(pbx: Simulator) -> None:
    pbx.add_provider("carrier")
    tasks: list[Task] = [
        (TRUNK_ASSIGNMENT, {"provider": "carrier", "tenant": domain, "did_numbers": [f"4131{number:03}"]})
        for number, domain in enumerate(DOMAINS)
    ]
    assert all_done(carried_out(pbx, tasks)) == [True] * 10
    found = Counter(calls(pbx))
    assert found[LOGIN] == 1
    assert found["GET /api/providers"] == 1


def test_one_token_of_the_extension_api_serves_all_threads(pbx: Simulator) -> None:
    tasks: list[Task] = [(QUEUE_AGENT, {"extension_id": 201, "name": f"Agent {number}"}) for number in range(20)]
    assert all_done(carried_out(pbx, tasks)) == [True] * 20
    assert [call for call in calls(pbx) if call.endswith("/oauth/token")] == ["POST /oauth/token"]


def test_a_thread_has_one_connection_whichever_tenant_it_works_in(pbx: Simulator) -> None:
    ports: set[int] = set()
    with pytest.MonkeyPatch.context() as patch:
        entry = gate.Gate._read

        async def noting(self: Any, scope: Any, receive: Any) -> Any:
            ports.add(scope["client"][1])
            return await entry(self, scope, receive)

        patch.setattr(gate.Gate, "_read", noting)
        all_done(carried_out(pbx, receptionists()[:60], 4))
    # Threads that sign out take over the connections of those that have ended.
    assert len(ports) <= 4 + sessions.SIGN_OUT_THREADS


# Sessions that rest


def test_a_session_in_use_is_never_ended_however_few_are_kept(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "SESSIONS_KEPT", 2)
    assert all_done(carried_out(pbx, receptionists()[:60], 6, retries=0)) == [True] * 60
    assert {domain: len(tenant["ivrs"]) for domain, tenant in by_domain(pbx).items()} == dict.fromkeys(DOMAINS, 6)
    # A request that comes just when its session is put to rest is answered with 401, and sent again in a new one.
    assert {status for request in pbx.requests() if (status := request["status"]) >= 400} <= {401}
    assert calls(pbx).count(REVOKE) > len(DOMAINS), "sessions did rest"


def test_a_tenant_that_is_looked_at_without_a_request_ends_no_other_session(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "SESSIONS_KEPT", 4)
    workspace = Workspace(keep=True)
    signed_in = workspace.sessions("tenant", connection(pbx))
    for _time in range(3):
        for domain in DOMAINS:
            signed_in.tenant(domain)
    # The first time makes room for each tenant but the first four; then the sessions that are open may stay, but for a single one.
    assert len(DOMAINS) - 4 <= calls(pbx).count(REVOKE) <= len(DOMAINS) - 3
    workspace.close()
    assert calls(pbx).count(REVOKE) == calls(pbx).count(LOGIN)


def test_requests_that_are_independent_do_not_wait_for_each_other(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these requests is answered only once the same one in four other tenants is under way."""
    together = {path: threading.Barrier(4) for path in ("/tenants/switch", "/ivrs")}
    once = Transport._once

    def held(transport: Transport, settings: Any, method: str, path: str, *others: Any, **content: Any) -> Any:
        if path in together and (method == "POST" or content["query"]):
            together[path].wait(10)
        return once(transport, settings, method, path, *others, **content)

    all_done(carried_out(pbx, receptionists()[:4], 1))  # the first login is waited for by all others
    pbx.clear_log()
    monkeypatch.setattr(Transport, "_once", held)
    assert all_done(carried_out(pbx, receptionists()[:4], 4)) == [False] * 4


# Wrong credentials


def test_a_refused_login_is_tried_once_by_all_threads(pbx: Simulator) -> None:
    outcome = carried_out(pbx, receptionists()[:40], api_password=PASSWORD + "x")
    assert {type(end.error) for end in outcome.not_done} == {errors.AuthenticationFailed}
    assert {end.state for end in outcome.not_done} == {"failed"}
    assert calls(pbx) == [LOGIN]


# Limits


def test_requests_per_minute_count_for_all_sessions(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setitem(Transport.__init__.__kwdefaults__, "sleep", naps.append)
    document = {"tenants": [{"domain": domain, "ivrs": [ivr(number) for number in NUMBERS[:3]]} for domain in DOMAINS[:3]]}
    params = {**connection(pbx), "timeout": 20, "retries": 0, "parallel": 4, "requests_per_minute": 60, "definition": document}
    assert run_config(params, Recorder())["changed"]
    ends = calls(pbx).count(REVOKE)  # which are not held up
    # Nobody sleeps here, so that each request waits for the whole time of all before it.
    assert max(naps) == pytest.approx(len(calls(pbx)) - ends - 1, abs=5)


def ivr(number: str) -> dict[str, Any]:
    return {"extension_number": number, "name": f"Desk {number}", "pin": "284193"}


@pytest.mark.slow
def test_the_limit_of_the_pbx_holds_back_all_threads(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real pauses: ten threads at a PBX that takes 20 requests a second, fewer than even a busy machine sends."""
    monkeypatch.setitem(Transport.__init__.__kwdefaults__, "sleep", pause)
    pbx.configure(rate_limit=20)
    assert all_done(carried_out(pbx, receptionists()[:10], retries=9)) == [True] * 10
    refused = [request for request in pbx.requests() if request["status"] == 429]
    assert refused
    assert len(refused) < 60
