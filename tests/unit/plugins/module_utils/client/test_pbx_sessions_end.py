# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How a session is renewed, and how it ends."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client import tokens
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME, calls, logins
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

TOKEN = "POST /api/login/oauth/token"
REVOKE = "POST /api/login/oauth/revoke"
ENTER = ["POST /api/tenants/switch", "GET /api/tenant"]
RECEPTIONIST = {"name": "Main", "extension_number": "8001", "pin": "284193"}


class Clock:
    """Stands in for time.monotonic of the client."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that the client goes by."""
    stopped = Clock()
    monkeypatch.setattr(tokens, "time", stopped)
    return stopped


def client(server: ScriptedServer | Simulator, **credentials: Any) -> PbxClient:
    given = PbxCredentials(**(credentials or {"username": USERNAME, "password": PASSWORD}))
    return PbxClient(f"{server.url}/api", given, HttpSettings(retries=0))


def pair(number: int, lifetime: Any = 1800) -> Reply:
    body = {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}", "expires_in": lifetime, "token_type": "Bearer"}
    return Reply(200, body)


def bearers(server: ScriptedServer) -> list[str | None]:
    return [request.headers.get("authorization") for request in server.received]


# Renewal before the end


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999", "1e300"])
def test_a_lifetime_that_is_no_number_of_seconds_is_not_known(written: str, clock: Clock) -> None:
    login = Reply(200, f'{{"access_token": "access-1", "expires_in": {written}}}')
    with ScriptedServer(login, Reply(200, {})) as server:
        pbx = client(server)
        assert pbx.hand_over() == ("access-1", None)


@pytest.mark.parametrize("token", ["", "line\r\nbreak", "with space", 5, None, ["a"], "\u00e9"])
def test_a_login_without_a_usable_token_is_an_error_that_does_not_show_it(token: Any) -> None:
    with ScriptedServer(Reply(200, {"access_token": token, "expires_in": 1800})) as server:
        with pytest.raises(errors.UnexpectedAnswer, match="login without a token") as caught:
            client(server).get("/tenants")
    assert not token or str(token) not in str(caught.value)
    assert len(server.received) == 1


@pytest.mark.parametrize("refresh", [5, ["a"], {"a": 1}, True])
def test_a_refresh_token_that_is_no_text_is_not_used(refresh: Any, clock: Clock) -> None:
    login = Reply(200, {"access_token": "access-1", "refresh_token": refresh, "expires_in": 1800})
    with ScriptedServer(login, Reply(200, {}), pair(2), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += 1799
        pbx.get("/tenants")
    assert [dict(parse_qsl(request.body.decode())).get("grant_type") for request in server.received] == ["password", None, "password", None]


@pytest.mark.parametrize("lifetime", [1800, 3600])
def test_a_token_is_renewed_shortly_before_it_ends(lifetime: int, clock: Clock) -> None:
    with ScriptedServer(pair(1, lifetime), Reply(200, {}), Reply(200, {}), pair(2, lifetime), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += lifetime - 60
        pbx.get("/tenants")
        clock.now += 59
        pbx.get("/tenants")
    assert bearers(server) == [None, "Bearer access-1", "Bearer access-1", None, "Bearer access-2"]
    renewal = server.received[3]
    assert (renewal.method, renewal.path) == ("POST", "/api/login/oauth/token")
    assert sorted(parse_qsl(renewal.body.decode())) == [
        ("client_id", "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"),
        ("grant_type", "refresh_token"),
        ("refresh_token", "refresh-1"),
    ]


@pytest.mark.parametrize(("lifetime", "requests"), [(30, 8), (5, 8), (0.5, 8)])
def test_a_short_lived_token_serves_several_requests(lifetime: float, requests: int, clock: Clock) -> None:
    with ScriptedServer(pair(1, lifetime), Reply(200, {})) as server:
        pbx = client(server)
        for _request in range(requests):
            pbx.get("/tenants")
            clock.now += lifetime * 0.85 / requests
    assert [request.path for request in server.received if request.path.endswith("/token")] == ["/api/login/oauth/token"]


def test_a_short_lived_token_is_renewed_before_it_ends(clock: Clock) -> None:
    with ScriptedServer(pair(1, 20), Reply(200, {}), pair(2, 20), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += 19
        pbx.get("/tenants")
    assert bearers(server) == [None, "Bearer access-1", None, "Bearer access-2"]


@pytest.mark.parametrize("lifetime", [None, "soon", "1800", True, -5, 0, 10**400, [], {}])
def test_a_token_without_an_end_is_kept(lifetime: Any, clock: Clock) -> None:
    with ScriptedServer(pair(1, lifetime), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += 100_000
        pbx.get("/tenants")
    assert len(server.received) == 3


def test_where_the_refresh_is_refused_it_signs_in(clock: Clock) -> None:
    refused = Reply(400, {"errors": [{"code": "UNAUTHORIZED", "message": "used"}]})
    with ScriptedServer(pair(1), Reply(200, {}), refused, pair(2), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += 1799
        pbx.get("/tenants")
    forms = [dict(parse_qsl(request.body.decode())).get("grant_type") for request in server.received]
    assert forms == ["password", None, "refresh_token", "password", None]
    assert bearers(server)[-1] == "Bearer access-2"


@pytest.mark.parametrize("keeps", [False, True])
def test_a_renewed_session_is_in_its_tenant_again(keeps: bool, shared_simulator: Simulator, clock: Clock) -> None:
    shared_simulator.configure(refresh_keeps_tenant=keeps)
    tenant = shared_simulator.add_tenant("clinic.example.net")
    pbx = client(shared_simulator)
    pbx.enter_tenant(tenant)
    shared_simulator.clear_log()
    clock.now += 1790
    pbx.create("/ivrs", RECEPTIONIST)
    assert calls(shared_simulator) == [TOKEN, *ENTER, "POST /api/ivrs"]
    assert logins(shared_simulator) == 0
    assert len(shared_simulator.state()["tenants"][tenant]["ivrs"]) == 1


# The end comes unexpectedly


def test_a_token_that_ends_meanwhile_leads_to_one_new_login(shared_simulator: Simulator) -> None:
    pbx = client(shared_simulator)
    pbx.get("/tenants")
    shared_simulator.expire_tokens()
    shared_simulator.clear_log()
    assert pbx.get("/tenants")["count"] == 0
    assert calls(shared_simulator) == ["GET /api/tenants", TOKEN, "GET /api/tenants"]
    assert logins(shared_simulator) == 1


def test_threads_that_are_refused_at_once_share_one_new_login(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    pbx = client(shared_simulator)
    pbx.get("/tenants")
    shared_simulator.expire_tokens()
    shared_simulator.clear_log()
    both, send = threading.Barrier(2), pbx.transport.send

    def together(*args: Any, **content: Any) -> Answer:
        answer = send(*args, **content)
        if answer.status == 401:
            both.wait(10)
        return answer

    monkeypatch.setattr(pbx.transport, "send", together)
    with ThreadPoolExecutor(2) as threads:
        assert [answer["count"] for answer in threads.map(pbx.get, ["/tenants", "/tenants"])] == [0, 0]
    assert logins(shared_simulator) == 1
    pbx.sign_out()
    assert shared_simulator.state()["sessions"] == 0


def test_a_write_is_repeated_after_a_new_login_in_its_tenant(shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant("clinic.example.net")
    pbx = client(shared_simulator)
    pbx.enter_tenant(tenant)
    shared_simulator.expire_tokens()
    shared_simulator.clear_log()
    assert pbx.create("/ivrs", RECEPTIONIST)["id"]
    assert calls(shared_simulator) == ["POST /api/ivrs", TOKEN, *ENTER, "POST /api/ivrs"]
    assert [write["tenant"] for write in shared_simulator.writes()] == [None, "clinic.example.net"]
    assert len(shared_simulator.state()["tenants"][tenant]["ivrs"]) == 1


def test_a_second_refusal_is_final() -> None:
    refused = Reply(401, {"errors": [{"code": "UNAUTHORIZED", "message": "expired"}]})
    with ScriptedServer(pair(1), refused, pair(2), refused) as server, pytest.raises(errors.AuthenticationFailed) as caught:
        client(server).get("/tenants")
    assert len(server.received) == 4
    assert caught.value.status == 401


def test_a_given_token_that_has_ended_leads_to_no_login(shared_simulator: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed, match="api_token was refused.*portsip_login"):
        client(shared_simulator, token="long-gone", username=USERNAME, password=PASSWORD).get("/tenants")
    assert calls(shared_simulator) == ["GET /api/tenants"]


# Signing out


def test_what_was_signed_in_is_signed_out(shared_simulator: Simulator) -> None:
    pbx = client(shared_simulator)
    pbx.get("/tenants")
    assert shared_simulator.state()["sessions"] == 1
    pbx.sign_out()
    assert calls(shared_simulator)[-1] == REVOKE
    assert shared_simulator.state()["sessions"] == 0


def test_the_second_way_in_has_a_way_out_of_its_own(shared_simulator: Simulator) -> None:
    """Where the PBX has no ``/login/oauth``, the session is signed in and out below ``/auth``."""
    shared_simulator.configure(token_endpoint=False)
    pbx = client(shared_simulator)
    pbx.get("/tenants")
    assert shared_simulator.state()["sessions"] == 1
    pbx.sign_out()
    assert calls(shared_simulator) == [TOKEN, "POST /api/auth/sign_in", "GET /api/tenants", "POST /api/auth/sign_out"]
    assert shared_simulator.state()["sessions"] == 0


@pytest.mark.parametrize("missing", [{"token_endpoint": False}, {"sign_in_endpoint": False}, {}])
def test_the_session_of_a_given_token_is_ended_whichever_way_it_was_signed_in(missing: dict[str, Any], shared_simulator: Simulator) -> None:
    shared_simulator.configure(**missing)
    token, _lifetime = client(shared_simulator).hand_over()
    client(shared_simulator, token=token).revoke()
    assert shared_simulator.state()["sessions"] == 0


def test_a_session_that_no_path_ends_is_said(shared_simulator: Simulator) -> None:
    token, _lifetime = client(shared_simulator).hand_over()
    shared_simulator.configure(token_endpoint=False, sign_in_endpoint=False)
    with pytest.raises(errors.NotFound):
        client(shared_simulator, token=token).revoke()


def test_a_client_that_was_not_used_asks_nothing(shared_simulator: Simulator) -> None:
    client(shared_simulator).sign_out()
    assert calls(shared_simulator) == []


def test_a_given_token_is_not_signed_out(shared_simulator: Simulator) -> None:
    token, _lifetime = client(shared_simulator).hand_over()
    pbx = client(shared_simulator, token=token)
    pbx.get("/tenants")
    pbx.sign_out()
    assert REVOKE not in calls(shared_simulator)
    assert shared_simulator.state()["sessions"] == 1


def test_a_session_that_was_handed_over_is_left_open(shared_simulator: Simulator) -> None:
    shared_simulator.configure(token_lifetime=1234)
    pbx = client(shared_simulator)
    token, lifetime = pbx.hand_over()
    pbx.sign_out()
    assert shared_simulator.state()["sessions"] == 1
    assert lifetime is not None and 1230 <= lifetime <= 1234
    assert client(shared_simulator, token=token).get("/tenants")["count"] == 0


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 401}, {"drop": "before"}, {"garbage": True}])
def test_signing_out_never_fails(fault: dict[str, Any], shared_simulator: Simulator) -> None:
    pbx = client(shared_simulator)
    pbx.get("/tenants")
    shared_simulator.inject("POST", "/revoke$", **fault)
    pbx.sign_out()
    assert calls(shared_simulator)[-1] == REVOKE


def test_a_session_that_ended_by_itself_is_not_renewed_to_be_ended(clock: Clock) -> None:
    with ScriptedServer(pair(1), Reply(200, {})) as server:
        pbx = client(server)
        pbx.get("/tenants")
        clock.now += 1801
        pbx.sign_out()
    assert len(server.received) <= 3
    assert not any(b"grant_type" in request.body for request in server.received[1:])


def test_a_session_that_cannot_enter_its_tenant_is_signed_out(shared_simulator: Simulator) -> None:
    pbx = client(shared_simulator)
    with pytest.raises(errors.NotFound):
        pbx.enter_tenant("no-such-tenant")
    pbx.sign_out()
    assert shared_simulator.state()["sessions"] == 0


def test_a_renewed_session_that_cannot_enter_its_tenant_is_signed_out(shared_simulator: Simulator) -> None:
    shared_simulator.configure(deletion_delay=0)
    tenant = shared_simulator.add_tenant("clinic.example.net")
    pbx = client(shared_simulator)
    pbx.enter_tenant(tenant)
    shared_simulator.expire_tokens()
    administrator = client(shared_simulator)
    administrator.remove(f"/tenants/{tenant}")
    administrator.sign_out()
    with pytest.raises(errors.NotFound):
        pbx.get("/ivrs")
    pbx.sign_out()
    assert shared_simulator.state()["sessions"] == 0
