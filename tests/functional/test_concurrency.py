# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs and hosts at the same time on one PBX, each for a tenant of its own or all for the same objects; and one that is killed."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

TASKS = """
- portsip.pbx.portsip_tenant: {domain: "{{ domain }}", name: "{{ domain }}", timezone: Europe/Berlin, currency: EUR, region: DEU}

- portsip.pbx.portsip_ivr:
    tenant: "{{ domain }}"
    extension_number: "{{ item }}"
    name: "{{ domain }} {{ item }}"
    pin: "407193"
  loop: ["8001", "8002", "8003", "8004"]

- portsip.pbx.portsip_ivr_action_url:
    tenant: "{{ domain }}"
    ivr: "{{ item }}"
    name: "{{ domain }}"
    type: DTMF
    method: GET
    dtmf_mask: "1000"
    url: "https://{{ domain }}/lookup"
  loop: ["8001", "8002", "8003", "8004"]

- portsip.pbx.portsip_tenant: {domain: "{{ domain }}", name: "{{ domain }} renamed"}
"""
DOMAINS = ("north.example.net", "south.example.net")


def _from(writes: list[Json], domain: str) -> list[int]:
    """Positions in the log of the writes that a run made: all it writes has its domain in it."""
    return [position for position, write in enumerate(writes) if domain in yaml.safe_dump(write["body"])]


def test_two_tenants_provisioned_at_once_stay_apart(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.configure(latency=0.04)  # so that the requests of the two runs alternate
    started = [playbooks.start(TASKS, variables={"domain": domain}) for domain in DOMAINS]
    for each in started:
        playbooks.finish(each)

    writes = pbx.writes()
    north, south = (_from(writes, domain) for domain in DOMAINS)
    assert len(north) == len(south) == 10
    assert sorted(north + south) == list(range(len(writes)))
    assert north[0] < south[-1] and south[0] < north[-1], "the runs did not overlap, so that they prove nothing"

    for domain, positions in zip(DOMAINS, (north, south), strict=True):
        inside = [write["tenant"] for write in map(writes.__getitem__, positions) if write["path"] != "/api/tenants"]
        assert inside == [domain] * 9

    tenants = {tenant["domain"]: tenant for tenant in pbx.state()["tenants"].values()}
    assert set(tenants) == set(DOMAINS)
    for domain, tenant in tenants.items():
        assert tenant["name"] == f"{domain} renamed"
        assert sorted(ivr["name"] for ivr in tenant["ivrs"].values()) == [f"{domain} {number}" for number in (8001, 8002, 8003, 8004)]
        assert [[url["name"] for url in ivr["action_urls"].values()] for ivr in tenant["ivrs"].values()] == [[domain]] * 4

    used = {session: {request["tenant"] for request in pbx.requests() if request["session"] == session} for session in range(1, 100)}
    assert not any(set(DOMAINS) <= places for places in used.values()), "a session was in both tenants"
    assert pbx.state()["sessions"] == 0


HOSTS = [f"tenant{number}.example.net" for number in range(8)]
SHARED = """
- portsip.pbx.portsip_ip_rule: {cidr: "{{ item }}", target: DENY, description: shared}
  loop: [192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24]

- portsip.pbx.portsip_transport: {protocol: TCP, port: 5070}
  changed_when: true
  notify: reload

- portsip.pbx.portsip_extension_event: {extension_id: 201, event_type: hangup, url: "https://crm.example.net/", method: POST}
"""
HANDLERS = [{"name": "reload", "portsip.pbx.portsip_transport": {"protocol": "TLS", "port": 5071}}]


@pytest.mark.long
def test_hosts_side_by_side_share_objects_of_the_whole_pbx(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.configure(latency=0.05)
    variables = {"ansible_connection": "local", "ansible_python_interpreter": playbooks.environment["ANSIBLE_PYTHON_INTERPRETER"]}
    arguments = ("-i", ",".join(HOSTS), "-f", "8")
    playbooks.run(SHARED, *arguments, hosts="all", handlers=HANDLERS, variables=variables)
    state = pbx.state()
    assert sorted(rule["cidr"] for rule in state["ip_filters"].values()) == ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"]
    transports = sorted((row["protocol"], row["port"]) for row in state["transports"].values())
    assert transports == [("TCP", 5070), ("TLS", 5071), ("UDP", 5060)]
    assert len(state["extension"]["extensions"]["201"]["events"]) == 1
    creations = [write for write in pbx.writes() if write["path"].endswith(("/ip_filters", "/transports", "/event/"))]
    assert len(creations) > 6, "the hosts did not overlap, so that they prove nothing"

    pbx.clear_log()
    playbooks.run(SHARED, *arguments, hosts="all", handlers=HANDLERS, variables=variables)
    assert pbx.writes() == []


@pytest.mark.parametrize("in_process", ["true", pytest.param("false", marks=pytest.mark.long)])
def test_a_killed_run_does_not_go_on_writing(in_process: str, playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.configure(latency=0.05)
    tasks = """
    - portsip.pbx.portsip_ip_rule: {cidr: "10.0.{{ item }}.0/24", target: DENY}
      loop: "{{ range(60) | list }}"
    """
    playbooks.new_session = True
    started = playbooks.start(tasks, environment={"PORTSIP_IN_PROCESS": in_process})
    end = time.monotonic() + 60
    while len(pbx.writes()) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(started.process.pid, signal.SIGKILL)
    started.process.communicate()
    time.sleep(0.5)  # requests that were under way
    asked = len(pbx.requests())
    assert 3 <= len(pbx.writes()) <= 5
    time.sleep(2)
    assert len(pbx.requests()) == asked
    if in_process == "true":
        assert pbx.state()["sessions"] == 0, "what survived has signed out"
