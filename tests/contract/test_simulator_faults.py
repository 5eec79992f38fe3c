# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Misfortune on request: errors, delays, dropped connections, limits; and the log that tells of it."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import trustme
from contract.clients import ExtensionClient, PbxClient

from simulator import Simulator

RULE = {"cidr": "10.0.0.0/8", "target": "DENY"}


def test_drop_before_the_write(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters$", drop="before")
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{pbx.api_url}/ip_filters", json=RULE, headers=admin.headers, timeout=10, proxies={"http": ""})
    assert pbx.state()["ip_filters"] == {}
    assert [(entry["status"], entry["dropped"]) for entry in pbx.writes()] == [(None, "before")]
    assert admin.post("/ip_filters", RULE).status_code == 200


def test_drop_after_the_write(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters$", drop="after")
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{pbx.api_url}/ip_filters", json=RULE, headers=admin.headers, timeout=10, proxies={"http": ""})
    assert [rule["cidr"] for rule in pbx.state()["ip_filters"].values()] == ["10.0.0.0/8"]
    assert [(entry["status"], entry["dropped"]) for entry in pbx.writes()] == [(None, "after")]


def test_error_after_the_write(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters", error_after_write=502)
    answer = admin.post("/ip_filters", RULE)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (502, "UNKNOWN")
    assert len(pbx.state()["ip_filters"]) == 1


def test_status_headers_and_body(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters", status=503, headers={"Retry-After": "7"})
    pbx.inject("POST", "/ip_filters", status=409, body="plain words")
    first, second, third = (admin.post("/ip_filters", RULE) for _number in range(3))
    assert (first.status_code, first.headers["Retry-After"]) == (503, "7") and first.json()["errors"]
    assert (second.status_code, second.text) == (409, "plain words")
    assert third.status_code == 200
    assert [entry["status"] for entry in pbx.writes()] == [503, 409, 200]


def test_garbage(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("GET", "/transports", garbage=True)
    answer = admin.get("/transports")
    assert answer.status_code == 200 and answer.text.startswith("<!DOCTYPE html>")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_times_and_after(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("GET", "/transports", after=1, times=2, status=500)
    assert [admin.get("/transports").status_code for _number in range(5)] == [200, 500, 500, 200, 200]
    pbx.inject("GET", "/transports", times=None, status=500)
    assert {admin.get("/transports").status_code for _number in range(5)} == {500}
    assert admin.get("/ip_filters").status_code == 200
    pbx.clear_faults()
    assert admin.get("/transports").status_code == 200


def test_delay_and_latency(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("GET", "/transports", delay=0.2)
    begun = time.monotonic()
    assert admin.get("/transports").status_code == 200
    assert time.monotonic() - begun >= 0.2
    pbx.configure(latency=0.15)
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        clients = [PbxClient(pbx) for _number in range(8)]
        assert {answer.status_code for answer in pool.map(lambda client: client.get("/tenants"), clients)} == {401}
    assert 0.15 <= time.monotonic() - begun < 8 * 0.15


def test_what_nobody_waits_for_is_still_carried_out(pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters", delay=0.4)
    rule = {"cidr": "192.0.2.0/24", "target": "DENY"}
    with pytest.raises(requests.ReadTimeout):
        requests.post(f"{pbx.api_url}/ip_filters", json=rule, headers=admin.headers, timeout=0.1)
    before = pbx.state()
    with pytest.raises(TimeoutError, match="still at work on 1 requests"):
        pbx.wait_until_idle(0.05)
    assert pbx.state() == before
    pbx.wait_until_idle()
    assert [rule["cidr"] for rule in admin.get("/ip_filters").json()["items"]] == ["192.0.2.0/24"]


@pytest.mark.slow
def test_rate_limit(pbx: Simulator, admin: PbxClient) -> None:
    pbx.configure(rate_limit=3)
    answers = [admin.get("/transports") for _number in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[3].headers["Retry-After"] == "1"
    time.sleep(1.05)
    assert admin.get("/transports").status_code == 200


def test_rate_limit_of_the_extension_api(pbx: Simulator, extension: ExtensionClient) -> None:
    pbx.configure(extension_rate_limit=1, extension_rate_window=3600)
    assert extension.get("/extension/201/agent/").status_code == 200
    answer = extension.get("/extension/201/agent/")
    assert (answer.status_code, answer.json()["message"]) == (429, "rate_limit_exceeded")
    assert 3590 <= int(answer.headers["X-RateLimit-Reset"]) <= 3600


def test_keep_alive_survives_a_drop(pbx: Simulator, admin: PbxClient) -> None:
    for _round in range(3):
        pbx.inject("GET", "/transports", drop="before")
        with pytest.raises(ConnectionError):
            admin.get("/transports")
        assert admin.get("/transports").status_code == 200


def test_log(pbx: Simulator) -> None:
    client = PbxClient(pbx).sign_in()
    tenant = pbx.add_tenant("a.example.com")
    client.get("/tenants", top=5, search="a b")
    client.post("/ip_filters", {**RULE, "colour": "red"})
    client.enter(tenant).post("/ivrs", {"name": "A", "extension_number": "100", "pin": "284193"})
    client.post("/login/oauth/revoke")
    log = pbx.requests()
    assert [(entry["method"], entry["path"], entry["status"]) for entry in log] == [
        ("POST", "/api/login/oauth/token", 200),
        ("GET", "/api/tenants", 200),
        ("POST", "/api/ip_filters", 400),
        ("POST", "/api/tenants/switch", 200),
        ("POST", "/api/ivrs", 201),
        ("POST", "/api/login/oauth/revoke", 200),
    ]
    assert [entry["is_write"] for entry in log] == [False, False, True, False, True, False]
    assert [entry["is_login"] for entry in log] == [True] + [False] * 5
    assert [entry["tenant"] for entry in log] == [None, None, None, None, "a.example.com", "a.example.com"]
    assert log[0]["body"]["password"] == "********" and log[0]["body"]["username"] == "admin"
    assert log[1]["query"] == {"top": "5", "search": "a b"} and log[2]["body"] == {**RULE, "colour": "red"}
    assert log[3]["query"] == {"id": tenant} and log[0]["session"] is None and log[1]["session"] == log[5]["session"]
    assert [entry["at"] for entry in log] == sorted(entry["at"] for entry in log)
    pbx.clear_log()
    assert pbx.requests() == []


def test_reset_and_configure(pbx: Simulator, admin: PbxClient) -> None:
    seed = {**pbx.state(), "sessions": 0}
    pbx.configure(blank_as="absent", rate_limit=1)
    pbx.add_tenant("a.example.com")
    pbx.inject(status=500, times=None)
    pbx.reset()
    assert pbx.state() == seed and pbx.requests() == []
    assert admin.get("/transports").status_code == 401
    again = PbxClient(pbx).sign_in()
    assert again.get("/transports").json()["items"][0]["verification"] is None
    with pytest.raises(ValueError, match="colour"):
        pbx.configure(colour="red")
    with pytest.raises(ValueError, match="blank_as"):
        pbx.configure(blank_as="nothing")


def test_seeding_refuses_what_does_not_exist(pbx: Simulator) -> None:
    with pytest.raises(TypeError, match="colour"):
        pbx.add_tenant("a.example.com", colour="red")
    with pytest.raises(LookupError):
        pbx.add_ivr("nowhere", "100", "A")
    with pytest.raises(LookupError):
        pbx.add_action_url("nowhere")
    with pytest.raises(AttributeError):
        pbx.add_nothing()


def test_control_over_http(pbx: Simulator) -> None:
    def act(path: str, body: object = None) -> requests.Response:
        return requests.post(f"{pbx.control_url}/{path}", json=body, timeout=10, proxies={"http": ""})

    def view(path: str) -> requests.Response:
        return requests.get(f"{pbx.control_url}/{path}", timeout=10, proxies={"http": ""})

    tenant = act("seed/add_tenant", {"domain": "a.example.com", "name": "A"}).json()["id"]
    assert view("state").json()["tenants"][tenant]["name"] == "A"
    assert act("faults", {"method": "GET", "path": "/tenants", "status": 503}).status_code == 200
    assert PbxClient(pbx).get("/tenants").status_code == 503
    assert act("configure", {"blank_as": "empty"}).status_code == 200
    assert [entry["status"] for entry in view("requests").json()] == [503] and view("writes").json() == []
    assert act("clear_log").status_code == 200 and view("requests").json() == []
    for path, body in (
        ("configure", {"colour": 1}),
        ("faults", {"path": "("}),
        ("seed/add_ivr", {"tenant_id": "x"}),
        ("seed/add_tenant", [1]),
    ):
        assert act(path, body).status_code == 400, path
    assert act("seed/add_nothing", {}).status_code == 404 and act("nothing").status_code == 404 and view("nothing").status_code == 404
    assert act("clear_faults").status_code == act("expire_tokens").status_code == act("reset").status_code == 200
    assert view("state").json()["tenants"] == {}


def test_two_simulators_at_once() -> None:
    with Simulator(seed="none") as first, Simulator(release="22.2") as second:
        first.add_ip_filter("10.0.0.0/8")
        assert first.state()["transports"] == {} and second.state()["ip_filters"] == {}
        assert PbxClient(second).sign_in().get("/admin/status").json()["version"].startswith("22.2")
        address = first.api_url
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=2, proxies={"http": ""})


@pytest.mark.slow
def test_command_line_with_tls(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    pem = str(tmp_path / "server.pem")
    options = ["--port-file", str(tmp_path / "port"), "--tls-cert", pem, "--tls-key", pem, "--seed", "none"]
    command = [sys.executable, "-m", "simulator", *options]
    with subprocess.Popen(command, cwd=Path(__file__).resolve().parent.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()[-1]
            assert address == f"https://127.0.0.1:{(tmp_path / 'port').read_text().strip()}/api"
            client = requests.Session()
            client.trust_env, client.verify = False, str(tmp_path / "ca.pem")
            assert client.get(f"{address}/tenants", timeout=10).status_code == 401
            root = address.removesuffix("/api")
            client.post(f"{root}/_simulator/faults", json={"drop": "before"}, timeout=10)
            with pytest.raises(requests.ConnectionError):
                client.get(f"{address}/tenants", timeout=10)
            assert client.get(f"{address}/tenants", timeout=10).status_code == 401
        finally:
            process.terminate()


@pytest.mark.slow
def test_command_line_prints_the_access(tmp_path: Path) -> None:
    """What it prints for a shell signs in to both APIs; a port in use is reported with what to do."""
    command = [sys.executable, "-m", "simulator"]
    tests = Path(__file__).resolve().parent.parent
    with subprocess.Popen(command, cwd=tests, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            lines = list(iter(process.stdout.readline, "\n")) + list(iter(process.stdout.readline, "\n"))
            shown = dict(word.split("=", 1) for line in lines if "export " in line for word in line.split()[1:])
            place: Any = SimpleNamespace(api_url=shown["PORTSIP_API_URL"], extension_api_url=shown["PORTSIP_EXTENSION_API_URL"])
            assert PbxClient(place).login(shown["PORTSIP_USERNAME"], shown["PORTSIP_PASSWORD"]).status_code == 200
            client, secret = shown["PORTSIP_EXTENSION_CLIENT_ID"], shown["PORTSIP_EXTENSION_CLIENT_SECRET"]
            assert ExtensionClient(place).login(client, secret).status_code == 200
            port = shown["PORTSIP_EXTENSION_API_URL"].rpartition(":")[2]
            second = subprocess.run([*command, "--port", port], cwd=tests, capture_output=True, text=True, check=False, timeout=30)
            assert (second.returncode, second.stderr) == (
                1,
                f"Port {port} is in use. Choose another one: make simulator PORT={int(port) + 1}\n",
            )
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("plain", 'cannot take 10.0.0.0/8\nDENY\nit\'s "ü"'),
        ("json", 'cannot take {"cidr": "10.0.0.0/8", "target": "DENY", "description": "it\'s \\"\\u00fc\\""}'),
        ("repr", "cannot take {'cidr': '10.0.0.0/8', 'target': 'DENY', 'description': 'it\\'s \"ü\"'}"),
        ("percent", "cannot take 10.0.0.0%2F8%0ADENY%0Ait%27s%20%22%C3%BC%22"),
    ],
)
def test_a_refusal_that_quotes_the_request(form: str, words: str, pbx: Simulator, admin: PbxClient) -> None:
    pbx.inject("POST", "/ip_filters$", quote=form)
    answer = admin.post("/ip_filters", {**RULE, "description": 'it\'s "ü"'})
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, words)
    assert pbx.state()["ip_filters"] == {}
    assert admin.post("/ip_filters", RULE).status_code == 200


def test_ids_of_digits_only(pbx: Simulator) -> None:
    pbx.configure(ids="digits")
    ids = [pbx.add_ip_filter(f"10.0.{number}.0/24") for number in range(4)]
    assert all(identifier.isdecimal() for identifier in ids) and len(set(ids)) == 4
