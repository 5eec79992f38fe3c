# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Virtual receptionist servers, the tokens of servers, and the state of the moment of transports and receptionists."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, ConnectionFailed, InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

LIST = "GET /api/ivr_servers"


def test_a_receptionist_server_moves_with_recreate(shared_simulator: Simulator) -> None:
    old = shared_simulator.add_ivr_server("receptionists-2", ipv4="192.0.2.31", enabled=False)
    task = Task(shared_simulator, "portsip_ivr_server", {"name": "receptionists-2", "ipv4": "192.0.2.32"})
    assert isinstance(task.fails(), Conflict)
    task.settle(recreate=True)
    (moved,) = (row for row in shared_simulator.state()["ivr_servers"].values() if row["name"] == "receptionists-2")
    assert (moved["ipv4"], moved["enabled"]) == ("192.0.2.32", False)
    assert moved["id"] != old


def test_a_receptionist_server_needs_an_address(shared_simulator: Simulator) -> None:
    error = Task(shared_simulator, "portsip_ivr_server").fails(name="receptionists-2")
    assert isinstance(error, InvalidInput)
    assert "ipv4 or ipv6" in str(error)
    Task(shared_simulator, "portsip_ivr_server", {"name": "receptionists-2"}).settle(ipv6="2001:db8::31")


def test_states_of_the_moment(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    server = pbx.add_ivr_server("receptionists-2")
    task = Task(pbx, "portsip_ivr_server_info", {"name": "receptionists-2"})
    assert "cpu_usage" not in task.run().result["ivr_servers"][0]
    asked = task.run(status=True)
    assert asked.calls == [LOGIN, LIST, f"GET /api/ivr_servers/{server}/status", REVOKE]
    assert asked.result["ivr_servers"][0]["status"] in ("ONLINE", "OFFLINE")

    (transport,) = Task(pbx, "portsip_transport_info").run(status=True).result["transports"]
    assert transport["status"] in ("ACTIVATED", "DEACTIVATED")

    clinic = pbx.add_tenant("clinic.example.net", "Clinic")
    ivr = pbx.add_ivr(clinic, "8001", "Reception")
    read = Task(pbx, "portsip_ivr_info", {"tenant": "Clinic", "details": False}).run(status=True)
    assert f"GET /api/ivrs/{ivr}/status" in read.calls
    (receptionist,) = read.result["ivrs"]
    assert (receptionist["name"], receptionist["status"] in ("ONLINE", "OFFLINE")) == ("Reception", True)


@pytest.mark.parametrize("absent_token", ["null", "not_found"])
@pytest.mark.parametrize("server", ["sbc", "im"])
def test_life_of_a_token(shared_simulator: Simulator, server: str, absent_token: Any) -> None:
    pbx = shared_simulator
    pbx.configure(absent_token=absent_token)
    path = f"/api/{server}/token"
    task = Task(pbx, "portsip_server_token", {"server": server})

    def stored() -> Any:
        return pbx.state()["system"][f"{server}_token"]

    made = task.settle()
    first = stored()
    assert made.calls == [LOGIN, f"GET {path}", f"POST {path}", REVOKE]
    assert made.result["server_token"] == {"server": server, "exists": True}
    assert first not in shown(made)
    assert first in made.context.secrets

    told = task.still(return_token=True)
    assert told.result["server_token"]["token"] == first
    assert first not in told.context.secrets

    tried = task.run(check=True, state="regenerated")
    assert (tried.changed, pbx.writes(), stored()) == (True, [], first)
    new = task.run(state="regenerated", return_token=True)
    assert new.changed
    assert new.result["server_token"]["token"] == stored() != first
    assert new.result["diff"]["before"] != new.result["diff"]["after"]

    gone = task.settle(state="absent")
    assert gone.calls == [LOGIN, f"GET {path}", f"POST {path}/destroy", REVOKE]
    assert stored() is None
    assert gone.result["server_token"] == {"server": server, "exists": False}


def test_a_token_is_made_once_however_the_answer_is_lost(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.inject(method="POST", path="/sbc/token$", drop="after")
    made = Task(pbx, "portsip_server_token").run(server="sbc", return_token=True)
    assert made.changed
    assert made.result["server_token"]["token"] == pbx.state()["system"]["sbc_token"]
    assert made.calls.count("POST /api/sbc/token") == 1


def test_a_token_that_is_not_made_is_no_success(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.inject(method="POST", path="/sbc/token$", drop="before", times=None)
    assert isinstance(Task(pbx, "portsip_server_token").run(server="sbc").error, ConnectionFailed)
    assert isinstance(Task(pbx, "portsip_server_token").run(server="sbc", state="regenerated").error, ConnectionFailed)
