# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Servers of one service each, the tokens of servers, and the state of the moment of transports and receptionists."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, ConnectionFailed, InvalidInput, UnexpectedAnswer
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

LIST = "GET /api/ivr_servers"
NEW: dict[str, dict[str, Any]] = {
    "call_queue_server": {"ipv4": "192.0.2.31"},
    "conference_server": {"ipv4": "192.0.2.31", "max_rooms": 5, "max_participants": 50},
    "media_server": {"private_ipv4": "192.0.2.31", "public_ipv6": "2001:db8::31", "custom_options": '{"a": 1}'},
    "ivr_server": {"ipv4": "192.0.2.31"},
}
"""A server of each service."""
OF_THE_MOMENT = {
    "call_queue_server": set(),
    "conference_server": {"rooms_count", "participants_count"},
    "media_server": {"current_concurrency"},
    "ivr_server": set(),
}


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


@pytest.mark.parametrize("kind", NEW)
def test_the_built_in_server_is_neither_exported_nor_removed(shared_simulator: Simulator, kind: str) -> None:
    pbx, many = shared_simulator, f"{kind}s"
    (built_in,) = pbx.state()[many]
    Task(pbx, f"portsip_{kind}", {"name": "second"}).settle(**NEW[kind])
    exported = Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=[many]).result["definition"]
    assert exported == {"system": {many: [{"name": "second", **NEW[kind]}]}}
    documents = Documents(pbx)
    assert documents.still(exported, exclusive=[many]).result["summary"]["unchanged"] == 1
    documents.settle({"system": {many: []}}, exclusive=[many])
    assert list(pbx.state()[many]) == [built_in]
    # Its switch can be managed like that of any other.
    Task(pbx, f"portsip_{kind}", {"name": "Built-in"}).settle(enabled=False)
    assert pbx.state()[many][built_in]["enabled"] is False


@pytest.mark.parametrize("kind", NEW)
def test_the_state_of_a_server(shared_simulator: Simulator, kind: str) -> None:
    pbx = shared_simulator
    (server,) = pbx.state()[f"{kind}s"]
    task = Task(pbx, f"portsip_{kind}_info", {"name": "Built-in"})
    (plain,) = task.run().result[f"{kind}s"]
    asked = task.run(status=True)
    (told,) = asked.result[f"{kind}s"]
    assert f"GET /api/{kind}s/{server}/status" in asked.calls
    assert set(told) - set(plain) == {"cpu_usage", "memory_usage", "status", *OF_THE_MOMENT[kind]}


@pytest.mark.parametrize(("kind", "lacks"), [("conference_server", "max_rooms"), ("conference_server", "max_participants")])
def test_what_creation_needs(shared_simulator: Simulator, kind: str, lacks: str) -> None:
    given = {name: value for name, value in NEW[kind].items() if name != lacks}
    error = Task(shared_simulator, f"portsip_{kind}").fails(name="second", **given)
    assert isinstance(error, InvalidInput)
    assert lacks in str(error)


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


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"status": 500}])
def test_an_old_token_is_no_new_one(shared_simulator: Simulator, fault: dict[str, Any]) -> None:
    pbx = shared_simulator
    task = Task(pbx, "portsip_server_token", {"server": "sbc"})
    assert task.run().error is None
    old = pbx.state()["system"]["sbc_token"]
    pbx.inject(method="POST", path="/sbc/token$", times=None, **fault)
    assert isinstance(task.run(state="regenerated").error, (ConnectionFailed, UnexpectedAnswer))
    assert pbx.state()["system"]["sbc_token"] == old
