# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""More objects than one page of the API holds (100)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

TASKS = """
- name: rules
  portsip.pbx.portsip_ip_rule: {cidr: "{{ item }}", target: DENY, description: kept out}
  loop: [10.0.0.0/24, 10.0.99.0/24, 10.0.100.0/24, 10.0.129.0/24, 10.0.130.0/24]

- name: all rules
  portsip.pbx.portsip_ip_rule_info:

- name: one rule
  portsip.pbx.portsip_ip_rule_info: {cidr: 10.0.117.9/24}
"""


@pytest.mark.parametrize("filter_support", ["full", "ignore"])
def test_130_ip_rules_are_found_on_every_page_and_each_once(playbooks: Playbooks, shared_simulator: Simulator, filter_support: str) -> None:
    pbx = shared_simulator
    pbx.configure(filter_support=filter_support)
    ids = {f"10.0.{number}.0/24": pbx.add_ip_filter(f"10.0.{number}.0/24", "DENY", description="kept out") for number in range(130)}

    run = playbooks.run(TASKS)

    assert [item["changed"] for item in run.items("rules")] == [False, False, False, False, True]
    assert [item["ip_rule"]["id"] for item in run.items("rules")][:4] == [ids[f"10.0.{number}.0/24"] for number in (0, 99, 100, 129)]
    assert [(write["path"], write["body"]["cidr"]) for write in pbx.writes()] == [("/api/ip_filters", "10.0.130.0/24")]
    on_the_pbx = Counter(rule["cidr"] for rule in pbx.state()["ip_filters"].values())
    assert on_the_pbx == Counter([*ids, "10.0.130.0/24"])

    read = run.result("all rules")
    assert read["count"] == len(read["ip_rules"]) == 131
    assert Counter(rule["cidr"] for rule in read["ip_rules"]) == on_the_pbx
    assert [rule["id"] for rule in run.result("one rule")["ip_rules"]] == [ids["10.0.117.0/24"]]
