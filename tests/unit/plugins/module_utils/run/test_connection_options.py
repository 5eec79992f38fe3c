# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options of the connection, as modules take them: what is refused before any request, and what is warned of."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by
from ansible_collections.portsip.pbx.plugins.module_utils.run.workspace import Workspace
from ansible_collections.portsip.pbx.plugins.module_utils.schema.address import Level
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

FINE = {"protocol": "TCP", "port": 5070}


def failure(name: str, **options: Any) -> str:
    """The text with which a module refuses its options."""
    result = run(name, options).result
    assert result["error"]["kind"] == "input", result["msg"]
    assert "defect" not in result["msg"]
    return str(result["msg"])


@pytest.mark.parametrize("value", ["LEAST", "MOST", 10**12, 10**30, "1e12"])
@pytest.mark.parametrize(
    ("option", "least", "most"), [("timeout", 1, 86400), ("retries", 0, 100), ("rate_limit_wait", 0, 86400), ("wait_timeout", 0, 86400)]
)
def test_a_number_out_of_its_range_is_refused_with_the_range(
    option: str, least: int, most: int, value: Any, shared_simulator: Simulator
) -> None:
    given = {"LEAST": least - 1, "MOST": most + 1}.get(value, value)
    options = {**connection(shared_simulator), "domain": "clinic.example.net", "state": "absent", option: given}
    shared_simulator.clear_log()
    result = run("portsip_tenant", options).result
    assert result["failed"]
    assert result["msg"].startswith((f"{option}: ", f"argument '{option}'")), result["msg"]
    if value in ("LEAST", "MOST", 10**12):
        assert f"between {least} and {most}" in result["msg"]
        assert result["error"]["kind"] == "input"
    assert "defect" not in result["msg"]
    assert shared_simulator.requests() == []


@pytest.mark.parametrize(("option", "value"), [("timeout", 1), ("timeout", 86400), ("retries", 100), ("rate_limit_wait", 86400)])
def test_the_ends_of_a_range_are_taken(option: str, value: int, shared_simulator: Simulator) -> None:
    assert not run("portsip_transport_info", {**connection(shared_simulator), option: value}).failed


@pytest.mark.parametrize(
    "url", ["http://pbx..example.net", f"http://{'a' * 300}", "http://.x", "http://*.x", "http://pbx example.net", "https://["]
)
@pytest.mark.parametrize(
    ("name", "option", "options"),
    [
        ("portsip_transport", "api_url", FINE),
        ("portsip_login", "api_url", {}),
        ("portsip_logout", "api_url", {"api_token": "token-1"}),
        ("portsip_queue_agent_info", "extension_api_url", {"extension_id": 1}),
        ("portsip_extension_call", "extension_api_url", {"extension_id": 1, "action": "callback", "dst_num": "30"}),
    ],
)
def test_a_host_that_cannot_be_is_refused(url: str, name: str, option: str, options: dict[str, Any], shared_simulator: Simulator) -> None:
    assert failure(name, **{**connection(shared_simulator), **options, option: url}).startswith(f"{option}: ")


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        ({"x": 10**30}, "extra.x: is larger"),
        ({"x": [{"y": -(2**63)}]}, "extra.x[0].y: is larger"),
        (json.loads('{"x": ' + "[" * 70 + "]" * 70 + "}"), "extra.x[0]"),
        (json.loads('{"x": Infinity}'), "extra.x: inf is not a number"),
        (json.loads('{"x": [NaN]}'), "extra.x[0]: nan is not a number"),
    ],
)
def test_what_no_request_can_hold_is_refused(extra: Any, path: str, shared_simulator: Simulator) -> None:
    shared_simulator.clear_log()
    assert failure("portsip_transport", **connection(shared_simulator), **FINE, extra=extra).startswith(path)
    assert shared_simulator.requests() == []


# Credentials in plain text


UNENCRYPTED = "http://192.0.2.1:8887/api"


@pytest.fixture
def pbx(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A PBX at another host, which a proxy stands in for, with one answer to everything."""
    token = {"access_token": "token-1", "items": [], "count": 0, "id": "1"}
    with ScriptedServer(Reply(200, token)) as server:
        monkeypatch.setenv("http_proxy", server.url)
        yield server


@pytest.mark.parametrize(
    ("name", "option", "options"),
    [
        ("portsip_transport_info", "api_url", {"api_username": "admin", "api_password": "geheim1"}),
        ("portsip_transport_info", "api_url", {"api_token": "token-1"}),
        ("portsip_login", "api_url", {"api_username": "admin", "api_password": "geheim1"}),
        ("portsip_logout", "api_url", {"api_token": "token-1"}),
        ("portsip_queue_agent_info", "extension_api_url", {"extension_token": "token-1", "extension_id": 1}),
    ],
)
def test_credentials_over_plain_http_are_warned_of_once(name: str, option: str, options: dict[str, Any], pbx: ScriptedServer) -> None:
    result = run(name, {**options, option: UNENCRYPTED}).result
    assert pbx.received, "a request was made"
    said = [warning for warning in result.get("warnings", []) if "unencrypted" in str(warning)]
    assert len(said) == 1
    assert f"{option}: begins with http://" in str(said)
    assert "192.0.2.1:8887" in str(said)


@pytest.mark.parametrize(("level", "option"), [("system", "api_url"), ("tenant", "api_url"), ("extension", "extension_api_url")])
def test_the_items_of_a_loop_warn_once(level: Level, option: str) -> None:
    options = {option: UNENCRYPTED, "api_token": "token-1", "extension_token": "token-1"}
    warned: list[str] = []
    workspace = Workspace(keep=True)
    with heard_by(lambda text: None, warned.append):
        for _item in range(3):
            workspace.sessions(level, options)
    assert [text.partition(":")[0] for text in warned] == [option]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "pbx.localhost", "[::1]", "LOCALHOST."])
def test_to_this_very_host_nothing_is_warned_of(host: str, pbx: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    result = run("portsip_transport_info", {"api_token": "token-1", "api_url": f"http://{host}:9/api", "retries": 0, "timeout": 2}).result
    assert "unencrypted" not in str(result)
