# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What becomes of requests that the extension API turns away: too many in an hour, or not allowed to the application."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient, ExtensionCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_transport as http
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_ID, CLIENT_SECRET
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

AGENTS = "/extension/201/agent/"


def limited(seconds: Any, header: str = "X-RateLimit-Reset") -> Reply:
    return Reply(429, {"message": "rate_limit_exceeded", "status": 429}, {header: str(seconds)})


def client(url: str, **settings: Any) -> ExtensionClient:
    return ExtensionClient(url, ExtensionCredentials(token="token-1"), HttpSettings(**settings))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, in seconds; no time passes."""
    made: list[float] = []
    monkeypatch.setitem(http.Transport.__init__.__kwdefaults__, "sleep", made.append)
    return made


@pytest.mark.parametrize("header", ["X-RateLimit-Reset", "Retry-After"])
@pytest.mark.parametrize(("asked", "allowed"), [(60, 60), (59, 60), (1800, 3600), (3600, 3600), (1, 1)])
def test_a_limit_that_ends_in_time_is_waited_for(header: str, asked: int, allowed: int, pauses: list[float]) -> None:
    told: list[str] = []
    with ScriptedServer(limited(asked, header), Reply(200, [])) as server, heard_by(told.append):
        assert client(server.url, rate_limit_wait=allowed).list_all(AGENTS, paged=False) == []
    assert len(server.received) == 2
    assert [asked <= pause <= asked + 0.25 for pause in pauses] == [True]
    assert told == [f"too many requests, the API takes more in {asked} seconds"]


@pytest.mark.parametrize("header", ["X-RateLimit-Reset", "Retry-After"])
@pytest.mark.parametrize(("asked", "allowed"), [(61, 60), (3600, 60), (3600, 3599), (1, 0)])
def test_a_limit_that_takes_longer_is_a_failure_at_once(header: str, asked: int, allowed: int, pauses: list[float]) -> None:
    before = datetime.datetime.now(datetime.timezone.utc)
    with ScriptedServer(limited(asked, header)) as server, pytest.raises(errors.RateLimited) as caught:
        client(server.url, rate_limit_wait=allowed).list_all(AGENTS, paged=False)
    text = str(caught.value)
    assert (len(server.received), pauses) == (1, [])
    assert caught.value.as_result()["kind"] == "rate_limited"
    assert (caught.value.status, caught.value.code) == (429, "rate_limit_exceeded")
    assert f"no more requests for {asked} seconds" in text
    assert f"raise rate_limit_wait, which is {allowed} seconds" in text
    ends = re.search(r"until (\d\d:\d\d:\d\d) UTC", text)
    assert ends is not None
    expected = {(before + datetime.timedelta(seconds=asked + late)).strftime("%H:%M:%S") for late in range(3)}
    assert ends[1] in expected


def test_a_limit_that_never_ends_uses_up_the_retries(pauses: list[float]) -> None:
    with ScriptedServer(limited(5)) as server, pytest.raises(errors.RateLimited, match="raise retries"):
        client(server.url, retries=2).list_all(AGENTS, paged=False)
    assert (len(server.received), len(pauses)) == (3, 2)


def test_a_limit_without_an_end(pauses: list[float]) -> None:
    with (
        ScriptedServer(Reply(429, {"message": "rate_limit_exceeded"})) as server,
        pytest.raises(errors.RateLimited, match="try again later"),
    ):
        client(server.url, retries=1).list_all(AGENTS, paged=False)
    assert len(server.received) == 2
    assert pauses[0] < 1


def test_writes_wait_too_and_are_done_once(shared_simulator: Simulator, pauses: list[float]) -> None:
    shared_simulator.inject("POST", "/agent/", status=429, headers={"X-RateLimit-Reset": "30"})
    credentials = ExtensionCredentials(CLIENT_ID, CLIENT_SECRET)
    api = ExtensionClient(shared_simulator.url, credentials, HttpSettings())
    api.create(AGENTS, {"name": "Anna"})
    assert len(pauses) == 1
    assert len(shared_simulator.state()["extension"]["extensions"]["201"]["agents"]) == 1


def test_the_login_waits_too(shared_simulator: Simulator, pauses: list[float]) -> None:
    shared_simulator.inject("POST", "/oauth/token", status=429, headers={"X-RateLimit-Reset": "2"})
    api = ExtensionClient(shared_simulator.url, ExtensionCredentials(CLIENT_ID, CLIENT_SECRET), HttpSettings())
    assert api.list_all(AGENTS, paged=False) == []
    assert len(pauses) == 1


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("access_denied", "The application has no access to this. Let its access cover this extension"),
        ("app_access_type_deny", "Applications of this access type may not do this. Change the access type"),
        ("something_else", "The application has no access to this, or not of the kind that this needs."),
    ],
)
def test_what_is_not_allowed_says_what_the_application_lacks(word: str, says: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/agent/", status=403, message=word)
    api = ExtensionClient(shared_simulator.url, ExtensionCredentials(CLIENT_ID, CLIENT_SECRET), HttpSettings())
    with pytest.raises(errors.AuthenticationFailed) as caught:
        api.list_all(AGENTS, paged=False)
    assert says in str(caught.value)
    assert (caught.value.status, caught.value.code) == (403, word)
    assert len(shared_simulator.requests()) == 2
