# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Signing in to the PBX: what is sent, and what a refusal leads to (PortSIP PBX REST API 22.2, login)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import Logins, PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME, calls, logins
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

TOKEN = "/api/login/oauth/token"
SIGN_IN = "/api/auth/sign_in"
PAIR = Reply(200, {"access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 1800, "token_type": "Bearer"})
NOT_THERE = Reply(404, {"errors": [{"code": "UNKNOWN", "message": "no such path"}]})


def client(server: ScriptedServer | Simulator, retries: int = 0, **credentials: Any) -> PbxClient:
    url = f"{server.url}/api"
    return PbxClient(url, PbxCredentials(**(credentials or {"username": USERNAME, "password": PASSWORD})), HttpSettings(retries=retries))


def test_the_form_of_a_system_administrator_or_dealer() -> None:
    with ScriptedServer(PAIR, Reply(200, {})) as server:
        client(server, username="admin", password="p&w=ü").get("/tenants")
    login = server.received[0]
    assert (login.method, login.path) == ("POST", TOKEN)
    assert login.headers["content-type"] == "application/x-www-form-urlencoded"
    assert "authorization" not in login.headers
    assert sorted(parse_qsl(login.body.decode())) == [
        ("client_id", "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"),
        ("grant_type", "password"),
        ("password", "p&w=ü"),
        ("scope", "all"),
        ("username", "admin"),
    ]


def test_the_form_of_a_tenants_own_user() -> None:
    with ScriptedServer(PAIR, Reply(200, {})) as server:
        client(server, username="ops", password="geheim", domain="clinic.example.net").get("/tenant")
    assert dict(parse_qsl(server.received[0].body.decode()))["domain"] == "clinic.example.net"


def test_one_login_serves_all_requests() -> None:
    with ScriptedServer(PAIR, Reply(200, {})) as server:
        pbx = client(server)
        for _request in range(3):
            pbx.get("/tenants")
    assert [request.path for request in server.received] == [TOKEN, *["/api/tenants"] * 3]
    assert {request.headers["authorization"] for request in server.received[1:]} == {"Bearer access-1"}


def test_a_given_token_is_used_as_it_is() -> None:
    with ScriptedServer(Reply(200, {})) as server:
        client(server, token="handed-in", username="admin", password="unused").get("/tenant")
    assert [request.path for request in server.received] == ["/api/tenant"]
    assert server.received[0].headers["authorization"] == "Bearer handed-in"


@pytest.mark.parametrize("credentials", [{}, {"username": "admin"}, {"password": "x"}, {"domain": "clinic.example.net"}])
def test_incomplete_credentials_are_refused_before_any_request(credentials: dict[str, str]) -> None:
    with ScriptedServer() as server, pytest.raises(errors.InvalidInput, match="api_username and api_password, or api_token"):
        PbxClient(server.url, PbxCredentials(**credentials), HttpSettings())
    assert server.received == []


@pytest.mark.parametrize("token", ["abc-123\n", " abc-123", "abc\r\nX-Other: 1", "abc-ü", "abc 123"])
def test_a_token_that_no_header_can_hold_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(errors.InvalidInput, match="^api_token: ") as caught:
        PbxClient("https://pbx.example.net/api", PbxCredentials(token=token), HttpSettings())
    assert "abc" not in str(caught.value)


# Refusals


def test_a_wrong_password_is_tried_once(shared_simulator: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed) as caught:
        client(shared_simulator, retries=3, username=USERNAME, password="wrong-one").get("/tenants")
    assert calls(shared_simulator) == [f"POST {TOKEN}"]
    message = str(caught.value)
    assert "'admin'" in message
    assert "api_password" in message
    assert "The user name or the password is wrong" in message
    assert "five wrong logins" in message
    assert "wrong-one" not in message
    assert caught.value.as_result() == {
        "kind": "authentication",
        "status": 400,
        "code": "UNAUTHORIZED",
        "detail": "UNAUTHORIZED: The user name or the password is wrong",
        "method": "POST",
        "path": "/login/oauth/token",
    }


def test_sessions_with_the_same_credentials_try_a_refused_login_once(shared_simulator: Simulator) -> None:
    """Five wrong logins lock an address out (PortSIP PBX REST API 22.2, login)."""
    known = Logins()
    for _session in range(3):
        pbx = PbxClient(f"{shared_simulator.url}/api", PbxCredentials(USERNAME, "wrong-one"), HttpSettings(), known)
        with pytest.raises(errors.AuthenticationFailed, match="api_password"):
            pbx.get("/tenants")
    assert calls(shared_simulator) == [f"POST {TOKEN}"]


def test_a_wrong_domain_is_named(shared_simulator: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed, match=r"'ops' of the tenant 'clinc\.example\.net'.*api_domain"):
        client(shared_simulator, username="ops", password="x", domain="clinc.example.net").get("/tenant")
    assert logins(shared_simulator) == 1


def test_what_the_pbx_says_about_a_lockout_is_shown(shared_simulator: Simulator) -> None:
    shared_simulator.configure(lockout_after=1)
    for _attempt in range(2):
        with pytest.raises(errors.AuthenticationFailed) as caught:
            client(shared_simulator, username=USERNAME, password="wrong-one").get("/tenants")
    assert "locked out" in str(caught.value)


@pytest.mark.parametrize("status", [401, 403])
def test_other_statuses_of_a_refused_login_are_not_retried_either(status: int) -> None:
    with (
        ScriptedServer(Reply(status, {"errors": [{"code": "UNAUTHORIZED", "message": "no"}]})) as server,
        pytest.raises(errors.AuthenticationFailed, match="refused the login"),
    ):
        client(server, retries=3).get("/tenants")
    assert len(server.received) == 1


def test_an_account_with_two_factors_gets_a_clear_message(shared_simulator: Simulator) -> None:
    shared_simulator.configure(two_factor=True)
    with pytest.raises(errors.AuthenticationFailed, match="(?i)two-factor authentication"):
        client(shared_simulator).get("/tenants")
    assert logins(shared_simulator) == 1


@pytest.mark.parametrize("script", [(), (NOT_THERE,)], ids=["oauth", "sign_in"])
def test_two_factors_instead_of_a_token_are_explained(script: tuple[Reply, ...]) -> None:
    with (
        ScriptedServer(*script, Reply(200, {"two_factor_enabled": True, "token": "step-2"})) as server,
        pytest.raises(errors.AuthenticationFailed, match="'admin' uses two-factor.*automation.*off") as caught,
    ):
        client(server).get("/tenants")
    assert "step-2" not in str(caught.value)
    assert [request.path for request in server.received] == [TOKEN, SIGN_IN][: len(script) + 1]


# Another way in


@pytest.mark.parametrize("status", [404, 405])
@pytest.mark.parametrize("domain", [None, "clinic.example.net"])
def test_sign_in_is_used_where_the_token_path_is_missing(status: int, domain: str | None) -> None:
    with ScriptedServer(Reply(status), PAIR, Reply(200, {})) as server:
        client(server, username="ops", password="geheim", domain=domain).get("/tenant")
    assert [request.path for request in server.received] == [TOKEN, SIGN_IN, "/api/tenant"]
    expected = {"username": "ops", "password": "geheim"}
    assert server.received[1].json == (expected | {"domain": domain} if domain else expected)
    assert server.received[2].headers["authorization"] == "Bearer access-1"


def test_sign_in_works_against_the_pbx(shared_simulator: Simulator) -> None:
    shared_simulator.inject("POST", "/login/oauth/token$", status=404)
    assert client(shared_simulator).get("/tenants")["count"] == 0


def test_a_refusal_by_sign_in_is_final(shared_simulator: Simulator) -> None:
    shared_simulator.inject("POST", "/login/oauth/token$", status=404)
    with pytest.raises(errors.AuthenticationFailed) as caught:
        client(shared_simulator, username=USERNAME, password="wrong-one").get("/tenants")
    assert caught.value.path == "/auth/sign_in"
    assert calls(shared_simulator) == [f"POST {TOKEN}", f"POST {SIGN_IN}"]


# Answers that are no login


@pytest.mark.parametrize("body", [{}, {"access_token": None}, {"access_token": 5}, [], "", {"token": "x"}])
def test_a_login_without_a_token_is_unexpected(body: Any) -> None:
    with ScriptedServer(Reply(200, body)) as server, pytest.raises(errors.UnexpectedAnswer, match="without a token.*api_url"):
        client(server).get("/tenants")


def test_a_web_page_in_place_of_the_api_is_said() -> None:
    with (
        ScriptedServer(Reply(200, "<html><title>Welcome</title></html>")) as server,
        pytest.raises(errors.UnexpectedAnswer, match="not JSON.*Check the URL") as caught,
    ):
        client(server).get("/tenants")
    assert caught.value.detail == "<html><title>Welcome</title></html>"


def test_a_server_in_trouble_is_asked_again(shared_simulator: Simulator) -> None:
    shared_simulator.inject("POST", "/login/oauth/token$", status=503, times=2)
    assert client(shared_simulator, retries=2).get("/tenants")["count"] == 0
    assert calls(shared_simulator) == [f"POST {TOKEN}"] * 3 + ["GET /api/tenants"]
