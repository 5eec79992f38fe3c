# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Agents, queues and memberships of the extension API."""

from __future__ import annotations

import pytest
from contract.clients import ExtensionClient, reasons

from simulator import Simulator

LOCAL = "/extension/901/queue/agents/local/"


def test_agent_life(pbx: Simulator, extension: ExtensionClient) -> None:
    pbx.configure(later_release_fields=False)
    created = extension.post("/extension/201/agent/", {"name": "Anna", "call_timeout": 20})
    assert created.status_code == 201
    agent = created.json()
    assert agent == {
        "id": agent["id"], "extension_id": 201, "name": "Anna", "status": "available", "agent_sound_id": None, "busy_delay_time": 10,
        "no_answer_delay_time": 10, "call_timeout": 20, "wrap_up_time": 0, "reject_delay_time": 10, "extra_params": None,
    }  # fmt: skip
    path = f"/extension/201/agent/{agent['id']}"
    updated = extension.request("PUT", path, {"status": "logged_out"})
    assert (updated.status_code, updated.json()) == (200, agent | {"status": "logged_out"})
    assert extension.get(path).json() == updated.json()
    assert extension.get("/extension/201/agent/").json() == [updated.json()]
    assert extension.get("/extension/202/agent/").json() == []
    assert (extension.request("DELETE", path).status_code, extension.get(path).status_code) == (204, 404)


def test_names_need_not_be_unique_and_ids_are_no_extensions(pbx: Simulator, extension: ExtensionClient) -> None:
    ids = [extension.post(f"/extension/{number}/agent/", {"name": "Anna"}).json()["id"] for number in (201, 201, 202)]
    assert len(set(ids)) == 3 and not set(ids) & set(map(int, pbx.state()["extension"]["extensions"]))


def test_missing_objects(extension: ExtensionClient) -> None:
    for path in (
        "/extension/999/agent/",
        "/extension/201/agent/1",
        "/extension/x/agent/",
        "/extension/201/queue/",
        f"{LOCAL}1",
        "/nothing",
    ):
        answer = extension.get(path)
        assert (answer.status_code, answer.json()) == (404, {"message": "not_found"}), path
    assert extension.get("/extension/201/agent").status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "A", "status": "busy"}, {"name": "A", "call_timeout": "5"}, {"name": "A", "id": 1}]
)
def test_bad_agents(extension: ExtensionClient, body: dict[str, object]) -> None:
    answer = extension.post("/extension/201/agent/", body)
    assert answer.status_code == 400 and set(answer.json()) == {"message", "status"}


def test_membership_life(pbx: Simulator, extension: ExtensionClient) -> None:
    pbx.configure(later_release_fields=False)
    agent = pbx.add_agent(201, "Anna")
    created = extension.post(LOCAL, {"agent_id": agent})
    assert (created.status_code, created.json()) == (201, {"agent_id": agent, "level": 0, "position": 0})
    again = extension.post(LOCAL, {"agent_id": agent})
    assert again.status_code == 400 and "already" in reasons(again)
    assert extension.post(LOCAL, {"agent_id": 1}).status_code == 400
    updated = extension.request("PUT", f"{LOCAL}{agent}", {"level": 2})
    assert (updated.status_code, updated.json()) == (200, {"agent_id": agent, "level": 2, "position": 0})
    assert extension.request("PUT", f"{LOCAL}{agent}", {"agent_id": 7}).status_code == 400
    assert extension.get(LOCAL).json() == [updated.json()]
    assert pbx.state()["extension"]["extensions"]["901"]["queue_agents"] == [updated.json()]
    assert extension.request("DELETE", f"{LOCAL}{agent}").status_code == 204
    assert extension.get(LOCAL).json() == []


def test_remote_members_are_apart(pbx: Simulator, extension: ExtensionClient) -> None:
    remote = "/extension/901/queue/agents/remote/"
    assert extension.post(remote, {"agent_id": 4711, "level": 1, "position": 3}).status_code == 201
    assert extension.get(LOCAL).json() == []
    assert pbx.state()["extension"]["extensions"]["901"]["remote_queue_agents"] == [{"agent_id": 4711, "level": 1, "position": 3}]


@pytest.mark.parametrize(("query", "left"), [({}, 0), ({"remove_from_queues": "true"}, 0), ({"remove_from_queues": "false"}, 2)])
def test_removing_an_agent(pbx: Simulator, extension: ExtensionClient, query: dict[str, str], left: int) -> None:
    agent = pbx.add_agent(201, "Anna")
    for queue in (901, 902):
        pbx.add_queue_agent(queue, agent)
    assert extension.request("DELETE", f"/extension/201/agent/{agent}", **query).status_code == 204
    queues = pbx.state()["extension"]["extensions"]
    assert len(queues["901"]["queue_agents"] + queues["902"]["queue_agents"]) == left


def test_remove_from_queues_is_a_truth(pbx: Simulator, extension: ExtensionClient) -> None:
    agent = pbx.add_agent(201, "Anna")
    assert extension.request("DELETE", f"/extension/201/agent/{agent}", remove_from_queues="maybe").status_code == 400
    assert str(agent) in pbx.state()["extension"]["extensions"]["201"]["agents"]


def test_queue(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/901/queue/"
    assert extension.get(path).json()["strategy"] == "round-robin"
    assert extension.request("PUT", path, {"strategy": "top-down", "max_wait_time": 90}).json()["max_wait_time"] == 90
    assert pbx.state()["extension"]["extensions"]["901"]["queue"]["strategy"] == "top-down"
    assert extension.get("/extension/901/extension/").json()["type"] == "queue"


@pytest.mark.parametrize(("mode", "timeout"), [("partial", 20), ("replace", 60)])
def test_update_mode(pbx: Simulator, extension: ExtensionClient, mode: str, timeout: int) -> None:
    pbx.configure(update_mode=mode)
    agent = pbx.add_agent(201, "Anna", call_timeout=20)
    answer = extension.request("PUT", f"/extension/201/agent/{agent}", {"wrap_up_time": 5}).json()
    assert (answer["name"], answer["call_timeout"], answer["wrap_up_time"]) == ("Anna", timeout, 5)


def test_writes_are_told_from_logins(pbx: Simulator, extension: ExtensionClient) -> None:
    extension.post("/extension/201/agent/", {"name": "Anna"})
    extension.get("/extension/201/agent/")
    log = pbx.requests()
    assert [(entry["api"], entry["is_login"], entry["is_write"]) for entry in log] == [
        ("extension", True, False),
        ("extension", False, True),
        ("extension", False, False),
    ]
    assert log[0]["body"]["client_secret"] == "********"
