# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Two runs at the same time, each for a tenant of its own on one PBX."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
