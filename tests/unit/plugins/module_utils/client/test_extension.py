# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The extension API: client credentials, bare lists, PUT and DELETE."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient, ExtensionCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_ID, CLIENT_SECRET, calls, logins
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

LOGIN = "POST /oauth/token"
AGENTS = "/extension/201/agent/"


def client(server: ScriptedServer | Simulator, retries: int = 0, suffix: str = "", **credentials: Any) -> ExtensionClient:
    given = ExtensionCredentials(**(credentials or {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}))
    return ExtensionClient(server.url + suffix, given, HttpSettings(retries=retries))


def test_the_login_has_no_version_prefix() -> None:
    token = Reply(200, {"access_token": "access-1", "token_type": "Bearer", "expires_in": 3600, "scope": "all"})
    with ScriptedServer(token, Reply(200, [])) as server:
        assert client(server, client_id="me", client_secret="s&cret").list_all(AGENTS, paged=False) == []
    login, listing = server.received
    assert (login.method, login.path) == ("POST", "/oauth/token")
    assert login.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sorted(parse_qsl(login.body.decode())) == [
        ("client_id", "me"),
        ("client_secret", "s&cret"),
        ("grant_type", "client_credentials"),
    ]
    assert (listing.method, listing.path) == ("GET", "/api/ver1.0/extension/201/agent/")
    assert listing.headers["authorization"] == "Bearer access-1"


@pytest.mark.parametrize("suffix", ["", "/", "/api/ver1.0", "/api/ver1.0/"])
def test_the_base_path_may_be_in_the_url(suffix: str, shared_simulator: Simulator) -> None:
    assert client(shared_simulator, suffix=suffix).list_all(AGENTS, paged=False) == []
    assert calls(shared_simulator) == [LOGIN, "GET /api/ver1.0/extension/201/agent/"]


def test_the_four_verbs(shared_simulator: Simulator) -> None:
    api = client(shared_simulator)
    agent = api.create(AGENTS, {"name": "Anna"})
    path = f"{AGENTS}{agent['id']}"
    assert api.update(path, {"call_timeout": 25})["call_timeout"] == 25
    assert api.get(path)["name"] == "Anna"
    api.remove(path, {"remove_from_queues": False})
    log = shared_simulator.requests()
    assert [request["method"] for request in log] == ["POST", "POST", "PUT", "GET", "DELETE"]
    assert log[-1]["query"] == {"remove_from_queues": "false"}
    assert log[-1]["status"] == 204


def test_wrong_client_credentials_are_tried_once(shared_simulator: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed, match="extension_client_id and extension_client_secret") as caught:
        client(shared_simulator, retries=3, client_id=CLIENT_ID, client_secret="wrong-one").list_all(AGENTS, paged=False)
    assert "wrong-one" not in str(caught.value)
    assert calls(shared_simulator) == [LOGIN]


def test_a_token_that_ends_meanwhile_leads_to_one_new_login(shared_simulator: Simulator) -> None:
    api = client(shared_simulator)
    api.get(AGENTS)
    shared_simulator.expire_tokens()
    shared_simulator.clear_log()
    api.create(AGENTS, {"name": "Anna"})
    assert [call.partition("/api/ver1.0")[0] for call in calls(shared_simulator)] == ["POST ", LOGIN, "POST "]
    assert len(shared_simulator.state()["extension"]["extensions"]["201"]["agents"]) == 1


def test_a_second_refusal_is_final() -> None:
    token = Reply(200, {"access_token": "access-1", "expires_in": 3600})
    with ScriptedServer(token, Reply(401), token, Reply(401)) as server, pytest.raises(errors.AuthenticationFailed):
        client(server).get(AGENTS)
    assert len(server.received) == 4


def test_a_given_token_is_used_and_leads_to_no_login(shared_simulator: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed, match="extension_token was refused"):
        client(shared_simulator, token="long-gone").get(AGENTS)
    assert logins(shared_simulator) == 0
    assert len(calls(shared_simulator)) == 1


def test_nothing_is_signed_out_as_the_api_has_no_way_to(shared_simulator: Simulator) -> None:
    api = client(shared_simulator)
    api.get(AGENTS)
    shared_simulator.clear_log()
    api.sign_out()
    assert calls(shared_simulator) == []


@pytest.mark.parametrize("credentials", [{"client_id": "x"}, {"client_secret": "x"}, {"token": ""}])
def test_incomplete_credentials_are_refused(credentials: dict[str, str]) -> None:
    with pytest.raises(errors.InvalidInput, match="extension_client_id and extension_client_secret, or extension_token"):
        ExtensionClient("https://api.example.net", ExtensionCredentials(**credentials), HttpSettings())


def test_a_token_that_no_header_can_hold_is_refused_without_showing_it() -> None:
    with pytest.raises(errors.InvalidInput, match="^extension_token: ") as caught:
        ExtensionClient("https://api.example.net", ExtensionCredentials(token="abc\n"), HttpSettings())
    assert "abc" not in str(caught.value)


def test_a_bad_url_is_named_by_its_option() -> None:
    with pytest.raises(errors.InvalidInput, match="^extension_api_url: "):
        ExtensionClient("api.example.net", ExtensionCredentials(token="x"), HttpSettings())


def test_a_short_rate_limit_is_waited_for(shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/agent/", status=429, headers={"X-RateLimit-Reset": "3"})
    assert client(shared_simulator, retries=1).list_all(AGENTS, paged=False) == []


def test_a_login_without_a_token_is_unexpected() -> None:
    with (
        ScriptedServer(Reply(200, {"scope": "all"})) as server,
        pytest.raises(errors.UnexpectedAnswer, match="without a token.*extension_api_url"),
    ):
        client(server).get(AGENTS)


@pytest.mark.parametrize("body", [{"items": []}, {}, None, ["x"]])
def test_what_is_no_list_is_unexpected(body: Any) -> None:
    with ScriptedServer(Reply(200, body)) as server, pytest.raises(errors.UnexpectedAnswer, match="without a list"):
        client(server, token="token-1").list_all(AGENTS, paged=False)
