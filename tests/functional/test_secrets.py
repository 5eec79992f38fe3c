# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No secret shows on the screen or in a result: not at -vvv, not with --diff, not in failures, whichever way a module runs."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from simulator.session import Session, Sessions

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

STORED = {
    "pin": "518204",
    "event_password": "storedeventpassword1",
    "event_token": "stored-event-token-1",
    "url_password": "storedurlpassword1",
    "url_token": "stored-url-token-1",
    "header": "Basic c3RvcmVkOmhlYWRlcg",
    "key": "stored-api-key-1",
}
"""What the PBX holds and a playbook never names."""

GIVEN = {
    "admin_password": "Sim-Admin-2026",
    "client_secret": "Sim-Client-Secret-2026",
    "wrong_password": "Wrong-Pass-2026",
    "pin": "407193",
    "bad_pin": "407777",
    "event_password": "giveneventpassword1",
    "event_token": "given-event-token-1",
    "bad_event_password": "Bad-5",
    "url_password": "givenurlpassword1",
    "url_token": "given-url-token-1",
    "password_in_url": "given-password-in-url",
    "header": "Bearer given-header-1",
    "key": "given-api-key-1",
    "cookie": "given-cookie-1",
    "extra_password": "given-extra-password-1",
    "extra_secret": "given-extra-secret-1",
}
"""What a playbook takes from its vault."""

TASKS = """
- name: tenant
  portsip.pbx.portsip_tenant:
    api_password: "{{ admin_password }}"
    domain: clinic.example.net
    max_extensions: 61
    cdr_event: &event {auth: BASIC, username: reporter1, password: "{{ event_password }}", token: "{{ event_token }}"}
    extra: &extra {sso: {client_secret: "{{ extra_secret }}", issuer: visible-issuer}}
- name: new tenant
  portsip.pbx.portsip_tenant:
    {domain: new.example.net, name: New, timezone: Europe/Berlin, currency: EUR, region: DEU, extension_event: *event, extra: *extra}
- name: receptionist
  portsip.pbx.portsip_ivr: &receptionist
    {tenant: Clinic, extension_number: "8001", name: Main line, pin: "{{ pin }}", extra: {portal_password: "{{ extra_password }}"}}
- name: action url
  portsip.pbx.portsip_ivr_action_url: &action_url
    tenant: Clinic
    ivr: "8001"
    name: lookup
    password: "{{ url_password }}"
    token: "{{ url_token }}"
    url: "https://crm:{{ password_in_url }}@crm.example.net/lookup"
    headers: {Authorization: "{{ header }}", X-Api-Key: "{{ key }}", Cookie: "id={{ cookie }}", X-Clinic: visible-clinic}
- name: agent
  portsip.pbx.portsip_queue_agent: {extension_client_secret: "{{ client_secret }}", extension_id: 201, name: Desk}
- name: tenants
  portsip.pbx.portsip_tenant_info:
- name: receptionists
  portsip.pbx.portsip_ivr_info: {tenant: Clinic}
- name: action urls
  portsip.pbx.portsip_ivr_action_url_info: {tenant: Clinic, ivr: "8001"}
- name: agents
  portsip.pbx.portsip_queue_agent_info: {extension_id: 201}

- name: sign in
  portsip.pbx.portsip_login: {tenant: Clinic}
  register: session
  no_log: true
- name: by token
  portsip.pbx.portsip_ivr: {<<: *receptionist, api_token: "{{ session.token }}", language: de-DE}
- name: sign out
  portsip.pbx.portsip_logout: {api_token: "{{ session.token }}"}

- name: wrong password
  portsip.pbx.portsip_tenant_info: {api_password: "{{ wrong_password }}"}
- name: ended token
  portsip.pbx.portsip_ivr_info: {api_token: "{{ session.token }}"}
- name: bad pin
  portsip.pbx.portsip_ivr: {<<: *receptionist, pin: "{{ bad_pin }}"}
- name: bad event password
  portsip.pbx.portsip_tenant: {domain: clinic.example.net, cdr_event: {<<: *event, password: "{{ bad_event_password }}"}}
- name: wrong type of another option
  portsip.pbx.portsip_ivr_action_url: {<<: *action_url, connection_timeout: soon}
- name: headers as the API writes them
  portsip.pbx.portsip_ivr_action_url: {<<: *action_url, headers: "Authorization:{{ header }}&X-Api-Key:{{ key }}"}
- name: misspelt option
  portsip.pbx.portsip_ivr: {<<: *receptionist, langauge: de-DE}
- name: refused by the PBX
  portsip.pbx.portsip_ivr_action_url: {<<: *action_url, request_timeout: 9}
"""
ALL = [task["name"] for task in yaml.safe_load(TASKS)]
FAILING = ALL[ALL.index("wrong password") :]
AS_MODULES = ["tenant", "new tenant", "receptionist", "action url", *FAILING[2:]]
"""A task takes long that runs as a module; these are enough to see that secrets are hidden there too."""


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens of all sessions that the simulator opens."""
    opened: list[str] = []
    really_open = Sessions.open

    def note(self: Sessions, *arguments: Any) -> Session:
        session = really_open(self, *arguments)
        opened.extend((session.access_token, session.refresh_token))
        return session

    monkeypatch.setattr(Sessions, "open", note)
    return opened


def _seed(pbx: Simulator) -> None:
    pbx.configure(accepted_extra_fields={"tenants": ["sso"], "ivrs": ["portal_password"]})
    event = {"enabled": True, "password": STORED["event_password"], "token": STORED["event_token"], "auth": "BASIC", "url": None}
    clinic = pbx.add_tenant("clinic.example.net", "Clinic", cdr_event={**event, "username": "reporter0"})
    ivr = pbx.add_ivr(clinic, "8001", "Old name", pin=STORED["pin"])
    pbx.add_action_url(
        ivr,
        "lookup",
        password=STORED["url_password"],
        token=STORED["url_token"],
        headers=f"Authorization:{STORED['header']}&X-Api-Key:{STORED['key']}",
    )
    # What a careless server says about a request that it does not like.
    said = {"code": "VALIDATE_FAILED", "message": f"cannot take {GIVEN['url_password']}, {GIVEN['header']} and {GIVEN['url_token']}"}
    pbx.inject("POST", "/action_urls/[^/]+$", after=1, status=400, body=json.dumps({"errors": [said]}))


@pytest.mark.parametrize(
    ("in_process", "names"),
    [pytest.param("true", ALL, id="in process"), pytest.param("false", AS_MODULES, id="as modules", marks=pytest.mark.long)],
)
def test_no_secret_shows(playbooks: Playbooks, shared_simulator: Simulator, tokens: list[str], in_process: str, names: list[str]) -> None:
    pbx = shared_simulator
    _seed(pbx)
    tasks = [task for task in yaml.safe_load(TASKS) if task["name"] in names]
    run = playbooks.run(tasks, "-vvv", "--diff", ignore_errors=True, variables=GIVEN, environment={"PORTSIP_IN_PROCESS": in_process})

    assert run.names == names
    assert run.failed == [name for name in names if name in FAILING]
    _check_written(pbx.state())
    assert len(tokens) >= 10
    secrets = {**{f"given {name}": value for name, value in GIVEN.items()}, **{f"stored {name}": value for name, value in STORED.items()}}
    secrets |= {f"token {number}": token for number, token in enumerate(tokens)}
    # Results are looked at too, as other callbacks, AWX among them, keep what the screen leaves out.
    shown = {"screen": run.output, **{entry["task"]: json.dumps(entry["result"]) for entry in run.entries if "task" in entry}}
    assert {(name, where) for name, value in secrets.items() for where, text in shown.items() if value in text} == set()
    for visible in ("visible-issuer", "visible-clinic", "clinic.example.net", "8001", "reporter1", "VALIDATE_FAILED", "(hidden)"):
        assert visible in run.output, "what is no secret stays readable"


def _check_written(state: Json) -> None:
    """The secrets were not only hidden: they reached the PBX."""
    tenants = {tenant["domain"]: tenant for tenant in state["tenants"].values()}
    clinic, new = tenants["clinic.example.net"], tenants["new.example.net"]
    (ivr,) = clinic["ivrs"].values()
    (action_url,) = ivr["action_urls"].values()
    assert clinic["cdr_event"]["password"] == new["extension_event"]["password"] == GIVEN["event_password"]
    assert clinic["sso"]["client_secret"] == GIVEN["extra_secret"]
    assert (ivr["pin"], ivr["portal_password"]) == (GIVEN["pin"], GIVEN["extra_password"])
    assert (action_url["password"], action_url["token"]) == (GIVEN["url_password"], GIVEN["url_token"])
    assert f"Authorization:{GIVEN['header']}" in action_url["headers"]


class EchoingServer(BaseHTTPRequestHandler):
    """Lets everybody sign in, and fails on all else with a page that repeats the request, as some servers do."""

    token = "token-of-the-echoing-server"

    def do_POST(self) -> None:
        self._answer(200, json.dumps({"access_token": self.token, "expires_in": 1800, "token_type": "Bearer"}))

    def do_GET(self) -> None:
        self._answer(500, f"<html>Something is wrong with this request: {self.headers}</html>")

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep quiet."""


def test_a_token_that_the_server_repeats_does_not_show(bare_playbooks: Playbooks) -> None:
    with HTTPServer(("127.0.0.1", 0), EchoingServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/api"
        run = bare_playbooks.run(
            """
            - name: rules
              portsip.pbx.portsip_ip_rule_info: {api_username: admin, api_password: "{{ password }}", retries: 0}
            """,
            "-vvv",
            ignore_errors=True,
            variables={"password": "Sim-Admin-2026"},
            environment={"PORTSIP_API_URL": url},
        )
        server.shutdown()
    assert "Bearer ********" in run.result("rules")["error"]["detail"]
    assert EchoingServer.token not in run.output
