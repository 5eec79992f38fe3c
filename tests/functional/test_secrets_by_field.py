# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Secrets under any name at -vvvv and with --diff, what equals one, and texts of an API on the terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

TASKS = """
- name: tenant
  portsip.pbx.portsip_tenant:
    {domain: lac.example.net, name: Lac, timezone: Europe/Zurich, currency: CHF, region: CHE}
- name: receptionist
  portsip.pbx.portsip_ivr: {tenant: lac.example.net, name: Desk 8020, extension_number: "8020", pin: "{{ pin }}"}
  register: made
- name: action url
  portsip.pbx.portsip_ivr_action_url: &hook
    tenant: lac.example.net
    ivr: "{{ made.ivr.extension_number }}"
    name: hook
    type: CALLER
    caller_mask: "*"
    method: POST
    url: "https://hooks.example.net/x?api_key={{ s_query }}&b=2"
    headers:
      {X-Api-Key: "{{ s_key }}", X-Pin: "{{ s_pin }}", X-Auth-Code: "{{ s_auth }}", X-Pwd: "{{ s_pwd }}", X-Passphrase: "{{ s_phrase }}"}
- name: other secrets
  portsip.pbx.portsip_ivr_action_url:
    <<: *hook
    url: "https://hooks.example.net/x?api_key={{ s_query }}2&b=2"
    headers: {X-Api-Key: "{{ s_key }}2", X-Pin: "{{ s_pin }}2", X-Jwt: "{{ s_jwt }}", X-Pass: "{{ s_pass }}"}
- name: event
  portsip.pbx.portsip_extension_event:
    {extension_id: 201, event_type: dial-in, url: "https://h.example.net/?token={{ s_event }}", method: POST}
- name: JSON in a text
  portsip.pbx.portsip_tenant: {domain: lac.example.net, custom_options: '{"smtp_password": "{{ s_json }}", "x": 1}'}
- name: extra
  portsip.pbx.portsip_tenant:
    domain: lac.example.net
    extra: {web_pin: "{{ s_e1 }}", sip_pwd: "{{ s_e2 }}", passphrase: "{{ s_e3 }}", sip_password: "{{ s_e4 }}"}
- name: parameters of an agent
  portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Anna, extra_params: "a=b,sip_auth_password={{ s_params }}"}
- name: misspelt option
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, api_pasword: "{{ s_misspelt }}"}
- name: misspelt list
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, itms: [{token: "{{ s_item }}"}]}
- name: list in place of a mapping
  portsip.pbx.portsip_tenant: {domain: lac.example.net, cdr_event: [{token: "{{ s_list }}"}]}
- name: token in a URL
  portsip.pbx.portsip_ip_rule_info: {api_url: "http://{{ s_user }}@127.0.0.1:1"}
- name: key in place of a path
  portsip.pbx.portsip_ip_rule_info:
    client_cert: /nowhere
    client_key: "-----BEGIN PRIVATE KEY-----\\n{{ s_pem }}\\n-----END PRIVATE KEY-----\\n"
- name: refused
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, target: DENY}
"""
NAMES = [task["name"] for task in yaml.safe_load(TASKS)]
FAILING = NAMES[NAMES.index("misspelt option") :]
SECRETS = {name: f"Hidden{number}Zq" for number, name in enumerate(sorted(set(re.findall(r"\bs_\w+", TASKS))), start=101)}
SAID = "terminal \x1b]0;title\x07 \x9b31m \u202eover"


@pytest.mark.parametrize("in_process", ["true", pytest.param("false", marks=pytest.mark.long)])
def test_secrets_are_hidden_where_they_stand(playbooks: Playbooks, shared_simulator: Simulator, in_process: str) -> None:
    pbx = shared_simulator
    pbx.configure(accepted_extra_fields={"tenants": ["web_pin", "sip_pwd", "passphrase", "sip_password"]})
    refusal = {"errors": [{"code": "VALIDATE_FAILED", "message": SAID}]}
    pbx.inject("POST", "/ip_filters$", status=400, body=json.dumps(refusal))
    run = playbooks.run(
        TASKS,
        "-vvvv",
        "--diff",
        ignore_errors=True,
        variables={"pin": "8020", **SECRETS},
        environment={"PORTSIP_IN_PROCESS": in_process},
    )
    assert len(SECRETS) == 20
    assert run.names == NAMES
    assert run.failed == FAILING
    shown = {"screen": run.output, **{entry["task"]: json.dumps(entry["result"]) for entry in run.entries if "task" in entry}}
    assert {(name, where) for name, value in SECRETS.items() for where, text in shown.items() if value in text} == set()

    (tenant,) = (tenant for tenant in pbx.state()["tenants"].values() if tenant["domain"] == "lac.example.net")
    ((identifier, ivr),) = tenant["ivrs"].items()
    made = run.result("receptionist")["ivr"]
    assert (made["id"], made["extension_number"], made["name"]) == (identifier, "8020", "Desk 8020")
    assert ivr["pin"] == "8020"
    (hook,) = ivr["action_urls"].values()
    assert hook["url"] == f"https://hooks.example.net/x?api_key={SECRETS['s_query']}2&b=2"
    changed = run.result("other secrets")["diff"]
    assert changed["before"]["url"] == "https://hooks.example.net/x?api_key=********&b=2 (to be replaced)"
    assert changed["after"]["headers"] == {name: "(hidden) (new)" for name in ("X-Api-Key", "X-Pin", "X-Jwt", "X-Pass")}

    assert "\\x1b]0;title\\x07 \\x9b31m \\u202eover" in run.result("refused")["msg"]
    assert {sign for sign in run.output if unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\t\r"} == set()
