# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a request goes, and what goes along."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.libraries import requests, urllib3
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed, InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_connections
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_deadline import Deadline
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_failures import failure
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import Bearer, HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that answers everything with an empty object."""
    with ScriptedServer(Reply(200, {})) as running:
        yield running


def transport(url: str, **settings: Any) -> Transport:
    return Transport(url, HttpSettings(**{"timeout": 5, "retries": 0, **settings}))


# The request


def test_path_query_and_body(server: ScriptedServer) -> None:
    transport(f"{server.url}/api/").send(
        "POST", "/things", repeatable=False, query={"skip": 0, "filter": "name eq 'Ü & x'"}, body={"n": "ü"}
    )
    (request,) = server.received
    assert request.path == "/api/things?skip=0&filter=name+eq+%27%C3%9C+%26+x%27"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == "application/json"
    assert request.json == {"n": "ü"}


def test_form(server: ScriptedServer) -> None:
    transport(server.url).send("POST", "/login", repeatable=True, form={"grant_type": "password", "password": "a&b=c ü"})
    (request,) = server.received
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.body == b"grant_type=password&password=a%26b%3Dc+%C3%BC"


@pytest.mark.parametrize(("value", "written"), [(True, "true"), (False, "false")])
def test_a_truth_value_in_a_query_is_written_as_in_json(value: bool, written: str, server: ScriptedServer) -> None:
    transport(server.url).send("DELETE", "/agent/5", repeatable=True, query={"remove_from_queues": value})
    assert server.received[0].path == f"/agent/5?remove_from_queues={written}"


def test_an_empty_object_is_sent_as_one(server: ScriptedServer) -> None:
    transport(server.url).send("POST", "/things", repeatable=False, body={})
    assert server.received[0].json == {}


def test_without_a_body_nothing_is_sent(server: ScriptedServer) -> None:
    transport(server.url).send("POST", "/tenants/switch", repeatable=True, query={"id": "7"})
    assert server.received[0].body == b""
    assert "content-type" not in server.received[0].headers


def test_one_connection_is_kept_for_all_requests(server: ScriptedServer) -> None:
    client = transport(server.url)
    for _request in range(3):
        client.send("GET", "/", repeatable=True)
    assert len({request.client for request in server.received}) == 1


def test_a_connection_does_not_cross_a_fork(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    client = transport(server.url)
    client.send("GET", "/", repeatable=True)
    monkeypatch.setattr(http_connections.os, "getpid", lambda: 4711)
    client.send("GET", "/", repeatable=True)
    assert len({request.client for request in server.received}) == 2


def test_redirects_are_not_followed(server: ScriptedServer) -> None:
    with ScriptedServer(Reply(302, headers={"Location": f"{server.url}/elsewhere"})) as redirecting:
        answer = transport(redirecting.url).send("GET", "/things", repeatable=True, auth=Bearer("token-1"))
    assert answer.status == 302
    assert server.received == []


# Who decides


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A netrc file with a password for this host, where requests looks for one."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))


@pytest.mark.usefixtures("netrc")
def test_netrc_replaces_no_token(server: ScriptedServer) -> None:
    transport(server.url).send("GET", "/", repeatable=True, auth=Bearer("token-1"))
    assert server.received[0].headers["authorization"] == "Bearer token-1"


@pytest.mark.usefixtures("netrc")
def test_netrc_adds_nothing_to_a_login(server: ScriptedServer) -> None:
    transport(server.url).send("POST", "/login", repeatable=True, form={"grant_type": "password"})
    assert "authorization" not in server.received[0].headers


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A proxy that the environment names."""
    with ScriptedServer(Reply(200, {"by": "proxy"})) as running:
        monkeypatch.setenv("http_proxy", running.url)
        yield running


def test_the_proxy_of_the_environment_is_used(server: ScriptedServer, proxy: ScriptedServer) -> None:
    assert transport(server.url).send("GET", "/things", repeatable=True).json() == {"by": "proxy"}
    assert proxy.received[0].path == f"{server.url}/things"
    assert server.received == []


def test_use_proxy_false_goes_past_it(server: ScriptedServer, proxy: ScriptedServer) -> None:
    assert transport(server.url, use_proxy=False).send("GET", "/things", repeatable=True).json() == {}
    assert proxy.received == []


def test_no_proxy_is_honoured(server: ScriptedServer, proxy: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    transport(server.url).send("GET", "/things", repeatable=True)
    assert proxy.received == []
    assert len(server.received) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "proxy",
    [
        "[", "http://[", "http://..x:3128", f"http://{'a' * 64}.example.net", "http://*.x:3128", "http://:3128", "http://proxy:port",
        "http://proxy:99999", "ftp://proxy:21", "http://pro xy:3128", "http://admin:geheim1@", "http://admin:geheim1@[",
        "http://admin:gehe/geheim1@proxy:3128", "http://admin:ge?geheim1@proxy:3128", "http://admin:geheim1 #@proxy:3128",
        "http://admin:geheim1@x@..proxy", "admin:geheim1@[::1", "http://ädmin:geheim1ü@proxy:3128", "http://admin:%FCgeheim1@pro_xy_:1",
        "https://admin:geheim1@proxy:3128:3128", "socks9://admin:geheim1@proxy:1",
    ],
)  # fmt: skip
def test_a_malformed_proxy_is_named_by_its_variable_and_not_quoted(proxy: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", proxy)
    pauses: list[float] = []
    client = Transport(f"{scheme}://pbx.example.net", HttpSettings(timeout=5), sleep=pauses.append)
    with pytest.raises(ConnectionFailed, match=rf"^{scheme}_proxy: .*use_proxy") as caught:
        client.send("POST", "/things", repeatable=False)
    assert (pauses, caught.value.delivered) == ([], False)
    assert "geheim1" not in f"{caught.value} {caught.value.as_result()}"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_the_variable_that_names_the_proxy_is_told(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://..x")
    with pytest.raises(ConnectionFailed, match=f"^{variable}: "):
        transport("http://pbx.example.net").send("GET", "/", repeatable=True)


@pytest.mark.parametrize(
    "proxy", ["http://admin:geheim1@127.0.0.1:PORT", "admin:geheim1@127.0.0.1:PORT", "http://admin:gehei%6d1@127.0.0.1:PORT"]
)
@pytest.mark.parametrize("target", ["http://pbx.example.net", "https://pbx.example.net"])
@pytest.mark.parametrize(
    "reply", [Reply(407), Reply(403, "no"), Reply(drop=True), Reply(raw=b"http://admin:geheim1@x garbage"), Reply(silent=True), None]
)
def test_no_failure_shows_the_password_of_the_proxy(proxy: str, target: str, reply: Reply | None, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(reply or Reply(), listening=reply is not None) as server:
        monkeypatch.setenv(f"{target.partition(':')[0]}_proxy", proxy.replace("PORT", str(server.port)))
        try:
            answer = transport(target, timeout=0.5).send("GET", "/things", repeatable=True)
        except ConnectionFailed as error:
            shown = f"{error} {error.as_result()}"
        else:
            assert (answer.status, target) == (403, "http://pbx.example.net"), "what a proxy answers for a plain target may be the target's"
            return
    assert "gehei" not in shown
    assert "admin" not in shown


@pytest.mark.parametrize("target", ["http://pbx.example.net", "https://pbx.example.net"])
def test_a_proxy_that_wants_a_password_says_so(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    with ScriptedServer(Reply(407, "<html>", {"Proxy-Authenticate": "Basic"})) as server:
        monkeypatch.setenv(f"{target.partition(':')[0]}_proxy", server.url)
        with pytest.raises(ConnectionFailed, match="^The proxy for http.* asks for a user name and password.*use_proxy") as caught:
            Transport(target, HttpSettings(timeout=5), sleep=pauses.append).send("POST", "/things", repeatable=False)
    assert (pauses, len(server.received), caught.value.delivered) == ([], 1, False)


def test_a_407_without_a_proxy_is_the_answer_of_the_server(server: ScriptedServer) -> None:
    server.replies = [Reply(407)]
    assert transport(server.url).send("GET", "/", repeatable=True).status == 407


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "socks5h://admin:geheim1@proxy:1080", "socks4://proxy"])
def test_a_socks_proxy_without_its_library(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **kwargs: object) -> None:
        """What requests has in the place of its support where PySocks is not installed."""
        raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")

    monkeypatch.setattr(requests.adapters, "SOCKSProxyManager", missing)
    monkeypatch.setenv("all_proxy", proxy)
    pauses: list[float] = []
    with pytest.raises(ConnectionFailed, match=r"^all_proxy: .*PySocks.*requests\[socks\]") as caught:
        Transport("https://pbx.example.net", HttpSettings(timeout=5), sleep=pauses.append).send("GET", "/", repeatable=True)
    assert (pauses, caught.value.delivered) == ([], False)
    assert "geheim1" not in str(caught.value)


def test_a_socks_proxy_that_is_down_is_named() -> None:
    reason = urllib3.exceptions.NewConnectionError(object(), "Failed to establish a new connection: [Errno 111] Connection refused")
    error = requests.exceptions.ConnectionError(urllib3.exceptions.MaxRetryError(object(), "/", reason))
    told = failure(error, "GET", "https://pbx.example.net/", (5, "timeout"), Deadline(5), "socks5://admin:geheim1@proxy:1080")
    assert str(told).startswith("The proxy for https://pbx.example.net failed: ")
    assert not told.delivered


def test_a_proxy_that_is_down_is_named_as_the_culprit(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(listening=False) as down:
        monkeypatch.setenv("http_proxy", down.url)
        with pytest.raises(ConnectionFailed, match="proxy.*use_proxy") as caught:
            transport(server.url).send("POST", "/things", repeatable=False)
    assert not caught.value.delivered


def test_the_timeout_is_the_one_asked_for() -> None:
    with ScriptedServer(Reply(silent=True)) as server:
        begin = time.monotonic()
        with pytest.raises(ConnectionFailed, match=r"within 0\.2 seconds \(option timeout\)") as caught:
            transport(server.url, timeout=0.2).send("GET", "/", repeatable=True)
    assert 0.15 < time.monotonic() - begin < 2
    assert caught.value.delivered


def test_a_host_that_does_not_exist_is_said() -> None:
    with pytest.raises(ConnectionFailed, match="host name of http://pbx.invalid:8887") as caught:
        transport("http://pbx.invalid:8887/api").send("GET", "/tenants", repeatable=True)
    assert not caught.value.delivered
    assert caught.value.path == "/api/tenants"


def test_a_failure_shows_neither_query_nor_token() -> None:
    with ScriptedServer(Reply(drop=True)) as server, pytest.raises(ConnectionFailed) as caught:
        transport(server.url).send("GET", "/things", repeatable=True, query={"search": "confidential"}, auth=Bearer("token-1"))
    shown = f"{caught.value} {caught.value.as_result()}"
    assert "confidential" not in shown
    assert "token-1" not in shown


# The URL


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pbx.example.net",
        "pbx.example.net:8887/api",
        "ftp://pbx.example.net/api",
        "https://",
        "https:///api",
        "https://[2001:db8::1/api",
        "https://pbx.example.net:99999/api",
        "https://pbx.example.net:port/api",
        "https://pbx.example.net:0/api",
        "http://pbx..example.net",
        "http://.pbx.example.net",
        "http://.x",
        "http://*.x",
        "http://pbx_.example!.net",
        "http://-pbx.example.net",
        "http://pbx%2eexample.net",
        f"http://{'a' * 64}.example.net",
        f"http://{'a' * 300}",
        f"http://{'a.' * 150}net",
        "http://xn--" + "ü" * 60 + ".example.net",
        "http://ü..example.net",
        "http://pbx example.net",
        " http://pbx.example.net",
        "http://pbx.example.net/a b",
        "http://pbx.exam\nple.net",
        "http://pbx.example.net\\api",
        "http://[",
        "http://[::1",
        "http://[12345::1]",
        "http://[pbx.example.net]",
        "http://\ud800.example.net",
        "https://pbx.example.net/api?token=geheim1",
        "https://pbx.example.net/#api",
    ],
)
@pytest.mark.parametrize("option", ["api_url", "extension_api_url"])
def test_what_is_no_url_is_refused(url: str, option: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{option}: ") as caught:
        Transport(url, HttpSettings(), option=option)
    assert "geheim1" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("url", ["https://admin:geheim1@pbx.example.net/api", "https://admin@pbx.example.net/api", "ftp://admin:geheim1@x"])
def test_a_url_with_credentials_is_refused_without_showing_them(url: str) -> None:
    with pytest.raises(InvalidInput, match="^api_url: ") as caught:
        Transport(url, HttpSettings())
    assert "geheim1" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8887/api",
        "https://pbx.example.net/api",
        "https://[2001:db8::1]:8887/api",
        "https://pbx.example.net.",
        "HTTP://PBX_1/api",
        f"https://{'a' * 63}.example.net",
        "https://münchen.example.net/api",
        "https://[fe80::1%25eth0]/api",
    ],
)
def test_urls_of_both_schemes_are_taken(url: str) -> None:
    assert Transport(url + "/", HttpSettings()).base_url == url


@pytest.mark.parametrize("token", ["tok-1\r\nX-Other: 2", "tok-1\n"])
def test_a_header_that_cannot_be_sent_is_not_shown(server: ScriptedServer, token: str) -> None:
    with pytest.raises(ConnectionFailed, match="header") as caught:
        transport(server.url).send("GET", "/things", repeatable=True, auth=Bearer(token))
    assert caught.value.final
    assert "tok-1" not in str(caught.value.as_result()) + str(caught.value)
