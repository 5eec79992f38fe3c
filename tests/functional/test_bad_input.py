# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values that no PBX takes end a task before its first request, with the option by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

TASKS = """
- name: pin
  portsip.pbx.portsip_ivr: {tenant: clinic.example.net, extension_number: "8001", name: Main line, pin: "{{ pin }}"}

- name: times in the wrong order
  portsip.pbx.portsip_tenant:
    {domain: new.example.net, office_hours: {monday: {enabled: true, ranges: [{from: "18:00", to: "08:00"}]}}}

- name: time without quotes
  portsip.pbx.portsip_tenant:
    domain: new.example.net
    office_hours:
      monday:
        enabled: true
        ranges:
          - from: 08:00
            to: 18:00

- name: cidr
  portsip.pbx.portsip_ip_rule: {cidr: 300.1.2.3/24, target: ACCEPT}

- name: rule without number
  portsip.pbx.portsip_ivr:
    {tenant: clinic.example.net, extension_number: "8001", timeout_forward_rule: {action: FORWARD_TO_NUMBER}}

- name: menu entry without number
  portsip.pbx.portsip_ivr:
    tenant: clinic.example.net
    extension_number: "8001"
    custom_forward_rules:
      - {user_input: "1", office_hours_forward_rule: {action: HANGUP}}
      - {user_input: "2", office_hours_forward_rule: {action: FORWARD_TO_NUMBER}}

- name: port
  portsip.pbx.portsip_transport: {protocol: TCP, port: 70000}

- name: url
  portsip.pbx.portsip_ivr_action_url:
    {tenant: clinic.example.net, ivr: "8001", name: lookup, type: DTMF, method: GET, dtmf_mask: "1000", url: crm.example.net/lookup}

- name: url of events
  portsip.pbx.portsip_tenant: {domain: new.example.net, cdr_event: {enabled: true, url: "ftp://cdr.example.net/in"}}

- name: expiry
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, expire_at: 31.3.2031}

- name: place in a queue
  portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Desk, queues: [{queue: 901, level: -1}]}

- name: name without quotes
  portsip.pbx.portsip_ivr: {tenant: clinic.example.net, extension_number: "8001", name: yes, pin: "508294"}

- name: no number at all
  portsip.pbx.portsip_queue_agent: {extension_id: .inf, name: Desk}

- name: end of a day
  portsip.pbx.portsip_tenant:
    {domain: new.example.net, office_hours: {monday: {enabled: true, ranges: [{from: "18:00", to: "24:00"}]}}}

- name: field that is given and unset
  portsip.pbx.portsip_tenant: {domain: new.example.net, website: https://new.example.net, unset: [website]}
"""

NAMED = {
    "pin": ["pin: "],
    "times in the wrong order": ["office_hours.monday.ranges[0]", "18:00", "08:00"],
    "time without quotes": ["office_hours.monday.ranges[0].to", "quotes", '"18:00"'],
    "cidr": ["cidr: ", "300.1.2.3/24"],
    "rule without number": ["timeout_forward_rule", "FORWARD_TO_NUMBER", "number"],
    "menu entry without number": ["custom_forward_rules[1].office_hours_forward_rule", "number"],
    "port": ["port: ", "70000", "65535"],
    "url": ["url: ", "crm.example.net/lookup", "http://"],
    "url of events": ["cdr_event.url: ", "ftp://cdr.example.net/in"],
    "expiry": ["expire_at: ", "31.3.2031"],
    "place in a queue": ["queues[0].level: ", "-1"],
    "name without quotes": ["name: ", "boolean", "quotes"],
    "no number at all": ["extension_id: "],
    "end of a day": ["office_hours.monday.ranges[0].to", '"23:59"'],
    "field that is given and unset": ["unset: ", "website"],
}
"""Task -> what its message must say: where, what, and what would be right."""


def test_bad_input_is_refused_before_the_first_request(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    run = playbooks.run(TASKS, "-vvv", ignore_errors=True, variables={"pin": "111222"})

    assert shared_simulator.requests() == []
    assert run.names == list(NAMED)
    results = {name: run.result(name) for name in NAMED}
    assert {name: result.get("error", {}).get("kind") for name, result in results.items()} == dict.fromkeys(NAMED, "input")
    unsaid = {name: (word, results[name]["msg"]) for name, words in NAMED.items() for word in words if word not in results[name]["msg"]}
    assert unsaid == {}
    assert "111222" not in run.output, "a PIN is a secret, a wrong one too"


def test_options_that_ansible_itself_refuses(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    run = playbooks.run(
        """
        - name: misspelt option
          portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, taget: DENY}

        - name: misspelt option of a day
          portsip.pbx.portsip_tenant: {domain: new.example.net, office_hours: {monday: {open: true}}}

        - name: choice
          portsip.pbx.portsip_transport: {protocol: SCTP, port: 5060}

        - name: no receptionist
          portsip.pbx.portsip_ivr_action_url: {tenant: clinic.example.net, name: lookup}
        """,
        ignore_errors=True,
    )

    assert shared_simulator.requests() == []
    assert "taget" in run.result("misspelt option")["msg"]
    assert "office_hours.monday.open" in run.result("misspelt option of a day")["msg"]
    assert "SCTP" in run.result("choice")["msg"] and "UDP, TCP, TLS" in run.result("choice")["msg"]
    assert "ivr" in run.result("no receptionist")["msg"]
