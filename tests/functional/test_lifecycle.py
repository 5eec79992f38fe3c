# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole play from nothing to nothing: each step foretold in check mode, made, and found to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

TASKS = """
- name: tenant
  portsip.pbx.portsip_tenant:
    state: "{{ state }}"
    domain: clinic.example.net
    name: Hill Clinic
    timezone: Europe/Berlin
    currency: EUR
    region: DEU
    max_extensions: "{{ extensions }}"
    email_recipients: [it@clinic.example.net, desk@clinic.example.net]
    office_hours:
      monday: {enabled: true, ranges: [{from: "08:00", to: "12:00"}, {from: "13:00", to: "{{ closing }}"}]}
      sunday: {enabled: false}
    cdr_event: {enabled: true, auth: BEARER, url: https://cdr.example.net/in, token: "{{ token }}"}

- name: transport
  portsip.pbx.portsip_transport: {state: "{{ state }}", protocol: TLS, port: 5061, verification: "{{ verification }}"}

- name: rule
  portsip.pbx.portsip_ip_rule:
    state: "{{ state }}"
    cidr: 192.0.2.17/24
    target: "{{ target }}"
    expire_at: "2031-03-31T23:59:59+02:00"
    description: Main building

- name: receptionist
  portsip.pbx.portsip_ivr:
    state: "{{ state }}"
    tenant: clinic.example.net
    extension_number: "8001"
    name: Main line
    language: de-DE
    pin: "{{ pin }}"
    exclude_list: ["1900-1999", "1000"]
    timeout_forward_rule: {timeout: 8, repeat_times: 2, action: FORWARD_TO_NUMBER, number: "1000"}
    custom_forward_rules: "{{ menu }}"

- name: action url
  portsip.pbx.portsip_ivr_action_url:
    state: "{{ state }}"
    tenant: Hill Clinic
    ivr: "8001"
    name: Patient lookup
    type: DTMF
    method: POST
    dtmf_mask: 1000-1999;4000
    url: "{{ url }}"
    headers: {X-Clinic: hill, Authorization: "Basic {{ token }}"}

- name: agent
  portsip.pbx.portsip_queue_agent:
    state: "{{ state }}"
    extension_id: 201
    name: Reception desk
    status: available
    wrap_up_time: "{{ wrap_up }}"
    queues: [{queue: 901, level: 1, position: 2}, {queue: 902, level: "{{ level }}", position: 1}]
"""

FIRST: dict[str, Any] = {
    "state": "present",
    "extensions": 60,
    "closing": "17:30",
    "token": "first-token-4711",
    "verification": "OPTIONAL",
    "target": "ACCEPT",
    "pin": "407193",
    "url": "https://crm.example.net/lookup",
    "wrap_up": 10,
    "level": 3,
    "menu": [
        {
            "user_input": "1",
            "office_hours": {"mode": "GLOBAL"},
            "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "1001"},
            "non_office_hours_forward_rule": {"action": "HANGUP"},
        },
        {"user_input": "9", "office_hours_forward_rule": {"action": "REPEAT"}},
    ],
}
SECOND = FIRST | {
    "extensions": 80,
    "closing": "18:00",
    "token": "second-token-0815",
    "verification": "MANDATORY",
    "target": "DENY",
    "pin": "518204",
    "url": "https://crm.example.net/v2/lookup",
    "wrap_up": 20,
    "level": 4,
    "menu": FIRST["menu"][:1],
}
GONE = FIRST | {"state": "absent"}
UP: list[Json] = yaml.safe_load(TASKS)
DOWN = UP[::-1]


def _make_so(playbooks: Playbooks, pbx: Simulator, tasks: list[Json], variables: Json) -> None:
    """Go one step as it should be gone: foretold without a write, and made as foretold."""
    before = pbx.state() | {"sessions": 0}
    pbx.clear_log()
    predicted = playbooks.run(tasks, "--check", "--diff", variables=variables)
    assert pbx.writes() == []
    assert pbx.state() | {"sessions": 0} == before

    made = playbooks.run(tasks, "--diff", variables=variables)
    assert made.outcomes() == predicted.outcomes()
    assert made.recap["changed"] == len(tasks)
    assert all(diff["before"] != diff["after"] for _changed, diff in made.outcomes().values())


def _nothing_is_left_to_do(playbooks: Playbooks, pbx: Simulator, tasks: list[Json], variables: Json) -> None:
    pbx.clear_log()
    after = pbx.state()
    again = playbooks.run(tasks, "--diff", variables=variables)
    assert again.recap["changed"] == 0
    assert pbx.writes() == []
    assert pbx.requests(), "nothing was even read"
    assert pbx.state() == after
    assert all(diff["before"] == diff["after"] for _changed, diff in again.outcomes().values())


def test_a_play_is_foretold_made_and_then_leaves_nothing_to_do(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_ip_filter("203.0.113.7/32", "DENY")
    untouched = pbx.state()

    _make_so(playbooks, pbx, UP, FIRST)
    _check_first(pbx.state())
    _nothing_is_left_to_do(playbooks, pbx, UP, FIRST)

    _make_so(playbooks, pbx, UP, SECOND)
    _check_second(pbx.state())

    _make_so(playbooks, pbx, DOWN, GONE)
    _nothing_is_left_to_do(playbooks, pbx, DOWN, GONE)
    assert pbx.state() == untouched


def _only(objects: dict[str, Json]) -> Json:
    (found,) = objects.values()
    return found


def _parts(state: Json) -> dict[str, Json]:
    tenant = _only(state["tenants"])
    ivr = _only(tenant["ivrs"])
    extensions = state["extension"]["extensions"]
    return {
        "tenant": tenant,
        "ivr": ivr,
        "action_url": _only(ivr["action_urls"]),
        "rule": next(item for item in state["ip_filters"].values() if item["cidr"] == "192.0.2.0/24"),
        "transport": next(item for item in state["transports"].values() if item["protocol"] == "TLS"),
        "agent": _only(extensions["201"]["agents"]),
        "places": {queue: extensions[queue]["queue_agents"] for queue in ("901", "902", "903")},
    }


def _check_first(state: Json) -> None:
    parts = _parts(state)
    tenant, ivr, agent = parts["tenant"], parts["ivr"], parts["agent"]
    assert (tenant["domain"], tenant["name"], tenant["max_extensions"]) == ("clinic.example.net", "Hill Clinic", 60)
    assert set(tenant["email_recipients"].split(",")) == {"it@clinic.example.net", "desk@clinic.example.net"}
    assert tenant["office_hours"]["monday"]["ranges"][1] == {"from": "13:00", "to": "17:30"}
    assert tenant["office_hours"]["sunday"]["enabled"] is False
    assert tenant["cdr_event"]["token"] == "first-token-4711"
    assert (ivr["extension_number"], ivr["pin"], ivr["language"]) == ("8001", "407193", "de-DE")
    assert sorted(ivr["exclude_list"].split(",")) == ["1000", "1900-1999"]
    assert ivr["timeout_forward_rule"] == {"timeout": 8, "repeat_times": 2, "action": "FORWARD_TO_NUMBER", "number": "1000"}
    assert [entry["user_input"] for entry in ivr["custom_forward_rules"]] == ["1", "9"]
    assert parts["action_url"]["url"] == "https://crm.example.net/lookup"
    assert sorted(parts["action_url"]["headers"].split("&")) == ["Authorization:Basic first-token-4711", "X-Clinic:hill"]
    assert (parts["rule"]["target"], parts["transport"]["verification"]) == ("ACCEPT", "OPTIONAL")
    assert parts["rule"]["expire_at"].startswith("2031-03-31T21:59:59")
    assert (agent["name"], agent["status"], agent["wrap_up_time"]) == ("Reception desk", "available", 10)
    assert parts["places"] == {
        "901": [{"agent_id": agent["id"], "level": 1, "position": 2}],
        "902": [{"agent_id": agent["id"], "level": 3, "position": 1}],
        "903": [],
    }


def _check_second(state: Json) -> None:
    parts = _parts(state)
    assert parts["tenant"]["max_extensions"] == 80
    assert parts["tenant"]["office_hours"]["monday"]["ranges"][1] == {"from": "13:00", "to": "18:00"}
    assert parts["tenant"]["cdr_event"]["token"] == "second-token-0815"
    assert parts["ivr"]["pin"] == "518204"
    assert [entry["user_input"] for entry in parts["ivr"]["custom_forward_rules"]] == ["1"]
    assert parts["action_url"]["url"] == "https://crm.example.net/v2/lookup"
    assert "Authorization:Basic second-token-0815" in parts["action_url"]["headers"].split("&")
    assert (parts["rule"]["target"], parts["transport"]["verification"]) == ("DENY", "MANDATORY")
    assert parts["agent"]["wrap_up_time"] == 20
    assert parts["places"]["902"][0]["level"] == 4
