# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What stands between a task and its PBX: each is told in words that lead to a remedy."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trustme

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator


def _paths(pbx: Simulator) -> list[tuple[str, str]]:
    return [(request["method"], request["path"]) for request in pbx.requests()]


def test_a_refused_login_is_tried_once(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    run = playbooks.run(
        """
        - name: password
          portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, target: ACCEPT, api_password: "{{ wrong }}"}
        """,
        "-vvv",
        ignore_errors=True,
        variables={"wrong": "Wrong-Pass-2026"},
    )
    assert _paths(pbx) == [("POST", "/api/login/oauth/token")]
    failure = run.result("password")
    assert (failure["error"]["kind"], failure["error"]["status"], failure["error"]["code"]) == ("authentication", 400, "UNAUTHORIZED")
    assert all(word in failure["msg"] for word in ("refused the login of 'admin'", "api_password", "not tried again", "lock"))
    assert "Wrong-Pass-2026" not in run.output

    pbx.clear_log()
    run = playbooks.run(
        """
        - name: client secret
          portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Desk, extension_client_secret: "{{ wrong }}"}
        """,
        "-vvv",
        ignore_errors=True,
        variables={"wrong": "Wrong-Pass-2026"},
    )
    assert _paths(pbx) == [("POST", "/oauth/token")]
    failure = run.result("client secret")
    assert failure["error"]["kind"] == "authentication"
    assert "extension_client_secret" in failure["msg"]
    assert "Wrong-Pass-2026" not in run.output


def test_a_tenant_that_is_not_the_only_one_of_its_name_or_none(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    north = pbx.add_tenant("north.example.net", "Clinic")
    south = pbx.add_tenant("south.example.net", "Clinic")
    run = playbooks.run(
        """
        - name: none
          portsip.pbx.portsip_ivr: &receptionist {tenant: nroth.example.net, extension_number: "8001", name: Main line, pin: "407193"}

        - name: several
          portsip.pbx.portsip_ivr: {<<: *receptionist, tenant: Clinic}

        - name: id
          portsip.pbx.portsip_ivr: {<<: *receptionist, tenant: "{{ south }}"}
        """,
        ignore_errors=True,
        variables={"south": south},
    )
    none, several = run.result("none"), run.result("several")
    assert (none["error"]["kind"], several["error"]["kind"]) == ("not_found", "ambiguous")
    assert "tenant: " in none["msg"] and "'nroth.example.net'" in none["msg"]
    assert "'north.example.net'" in none["msg"], "a name that comes close is a help"
    assert all(word in several["msg"] for word in ("tenant: ", north, south, "north.example.net", "south.example.net"))
    assert run.result("id")["changed"] is True
    assert {request["tenant"] for request in pbx.writes()} == {"south.example.net"}
    assert [len(tenant["ivrs"]) for tenant in pbx.state()["tenants"].values()] == [0, 1]


@pytest.fixture
def closed_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, str]:
    """Files of a certificate for 127.0.0.1, its key, and the authority that signed it."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    files = {name: tmp_path / f"{name}.pem" for name in ("authority", "certificate", "key")}
    authority.cert_pem.write_to_path(str(files["authority"]))
    issued.cert_chain_pems[0].write_to_path(str(files["certificate"]))
    issued.private_key_pem.write_to_path(str(files["key"]))
    return {name: str(path) for name, path in files.items()}


def test_a_pbx_that_cannot_be_reached_or_trusted(
    playbooks: Playbooks, shared_simulator: Simulator, closed_port: int, certificate: dict[str, str]
) -> None:
    from simulator import Simulator

    shared_simulator.inject("GET", "/api/ip_filters$", garbage=True, times=None)
    read: Json = {"retries": 0, "timeout": 2}
    with Simulator(tls_cert=certificate["certificate"], tls_key=certificate["key"]) as secure:
        options = {
            "host": {"api_url": "https://pbx.invalid:8887/api"},
            "port": {"api_url": f"https://127.0.0.1:{closed_port}/api"},
            "certificate": {"api_url": secure.api_url},
            "authority": {"api_url": secure.api_url, "ca_path": certificate["authority"]},
            "unchecked certificate": {"api_url": secure.api_url, "validate_certs": False},
            "http": {"api_url": secure.api_url.replace("https", "http")},
            "html": {},
            "path": {"api_url": shared_simulator.url},
        }
        tasks = [{"name": name, "portsip.pbx.portsip_ip_rule_info": read | given} for name, given in options.items()]
        run = playbooks.run(tasks, ignore_errors=True)
        assert [request["status"] for request in secure.requests()] == [200] * 6, "two logins, readings and logouts"

    reached = ["authority", "unchecked certificate"]
    assert [run.result(name)["count"] for name in reached] == [0, 0]
    failures = {name: run.result(name) for name in options if name not in reached}
    assert {name: failure["error"]["kind"] for name, failure in failures.items()} == {
        "host": "connection",
        "port": "connection",
        "certificate": "connection",
        "http": "connection",
        "html": "unexpected",
        "path": "unexpected",
    }
    said = {
        "host": ["https://pbx.invalid:8887", "resolve"],
        "port": [f"https://127.0.0.1:{closed_port}", "port"],
        "certificate": ["TLS with https://127.0.0.1", "certificate", "ca_path"],
        "http": ["http://127.0.0.1"],
        "html": ["GET /ip_filters", "not JSON", shared_simulator.api_url],
        "path": [shared_simulator.url, "api_url", "/api"],
    }
    unsaid = {name: (word, failures[name]["msg"]) for name, words in said.items() for word in words if word not in failures[name]["msg"]}
    assert unsaid == {}
    assert "It works" in failures["html"]["error"]["detail"]
