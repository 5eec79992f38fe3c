# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks that the rulebook for events starts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

DOMAIN = "clinic.example.net"
SESSION = "885337248273272832"


@pytest.mark.long
def test_an_agent_is_set_in_its_queues_and_a_missed_call_is_noted_once(
    playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path
) -> None:
    clinic = shared_simulator.add_tenant(DOMAIN, "Clinic")
    for number in ("2001", "2002"):
        shared_simulator.add_user(clinic, number, f"User {number}")
    queues = [
        {"extension_number": "8001", "name": "Sales", "agents": [{"extension_number": "2001"}, {"extension_number": "2002"}]},
        {"extension_number": "8002", "name": "Care", "agents": [{"extension_number": "2002"}]},
    ]
    playbooks.run(
        [
            {"name": queue["name"], "portsip.pbx.portsip_call_queue": {"tenant": DOMAIN, "polling_strategy": "CYCLIC_HUNT", **queue}}
            for queue in queues
        ]
    )
    shared_simulator.clear_log()
    agent = {
        "agent_tenant": int(clinic) if clinic.isdigit() else clinic,
        "agent_address": f"sip:2001@{DOMAIN}",
        "agent_status": "NOT_READY",
    }
    call = {"missed_call_tenant": clinic, "missed_call_session": SESSION, "missed_call_time": "1725845669"}
    numbers = {"missed_call_from": "tel:+4930123456", "missed_call_to": "tel:8001", "missed_call_file": "calls.csv"}
    both = ("portsip.pbx.agent_presence", "portsip.pbx.missed_call")
    first = playbooks.finish(playbooks.start_playbook(*both, variables={**agent, **call, **numbers}))
    assert first.recap["changed"] == 2
    of_agents = {queue["name"]: queue["agent_status"] for queue in shared_simulator.state()["tenants"][clinic]["call_queues"].values()}
    assert of_agents["Sales"]["2001"]["status"] == "NOT_READY"
    assert "2002" not in of_agents["Sales"] and "2001" not in of_agents["Care"]
    # The PBX may report an event several times.
    again = playbooks.finish(playbooks.start_playbook(*both, variables={**agent, **call, **numbers}))
    assert again.recap["changed"] == 0
    lines = (tmp_path / "calls.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{SESSION},2024-09-09T01:34:29Z,{DOMAIN},+4930123456,8001"]
