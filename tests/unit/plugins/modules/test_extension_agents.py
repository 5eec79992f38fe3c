# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An agent's places in queues: added, taken away, and made exactly those that are listed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LOGIN = "POST /oauth/token"
AGENTS = "/api/ver1.0/extension/201/agent/"


def _places(pbx: Simulator, agent: int) -> list[tuple[int, str, int, int]]:
    """Queue, type, level and position of each place of an agent."""
    found = []
    for number, extension in pbx.state()["extension"]["extensions"].items():
        for kind, name in (("local", "queue_agents"), ("remote", "remote_queue_agents")):
            rows = [row for row in extension[name] if row["agent_id"] == agent]
            found += [(int(number), kind, row["level"], row["position"]) for row in rows]
    return found


@pytest.fixture
def anna(shared_simulator: Simulator) -> int:
    """An agent in three places, beside another one in the same."""
    agent = shared_simulator.add_agent(201, "Anna")
    other = shared_simulator.add_agent(202, "Bert")
    for who in (agent, other):
        shared_simulator.add_queue_agent(901, who, level=1, position=2)
        shared_simulator.add_queue_agent(902, who, level=3, position=4)
        shared_simulator.add_queue_agent(901, who, level=5, position=6, remote=True)
    return agent


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """The agent's module."""
    return Task(shared_simulator, "portsip_queue_agent", {"extension_id": 201, "name": "Anna"})


@pytest.fixture(autouse=True)
def _others_are_left_alone(shared_simulator: Simulator, anna: int) -> Any:
    """Whatever happens, the other agent keeps all places."""
    before = _places(shared_simulator, anna + 1)
    assert len(before) == 3
    yield
    assert _places(shared_simulator, anna + 1) == before


def _path(queue: int, kind: str = "local") -> str:
    return f"/api/ver1.0/extension/{queue}/queue/agents/{kind}/"


def test_places_are_taken_away(task: Task, anna: int) -> None:
    pbx = task.pbx
    done = task.settle(queues_mode="remove", queues=[{"queue": 902, "level": 9}, {"queue": 903}])
    assert done.calls == [LOGIN, f"GET {AGENTS}", f"GET {_path(902)}", f"GET {_path(903)}", f"DELETE {_path(902)}{anna}"]
    assert done.result["agent"]["queues"] == []
    assert done.result["diff"]["before"]["queues"] == [{"queue": 902, "type": "local", "level": 3, "position": 4}]
    assert "queues" not in done.result["diff"]["after"]
    assert _places(pbx, anna) == [(901, "local", 1, 2), (901, "remote", 5, 6)]
    task.settle(queues_mode="remove", queues=[{"queue": 901, "type": "remote"}])
    assert _places(pbx, anna) == [(901, "local", 1, 2)]


def test_a_queue_that_is_gone_has_no_places(task: Task) -> None:
    outcome = task.still(queues_mode="remove", queues=[{"queue": 999}])
    assert "/extension/999/queue" in outcome.context.warnings[0]


def test_exactly_the_places_that_are_listed(task: Task, anna: int) -> None:
    pbx = task.pbx
    wanted = [{"queue": 903, "level": 2}, {"queue": 901}]
    done = task.settle(queues_mode="replace", queues_scope=[901, 902, 904], queues=wanted)
    assert _places(pbx, anna) == [(901, "local", 1, 2), (903, "local", 2, 1)]
    assert [place["queue"] for place in done.result["agent"]["queues"]] == [903, 901]
    writes = [call for call in done.calls if not call.startswith("GET") and call != LOGIN]
    assert writes == [f"POST {_path(903)}", f"DELETE {_path(901, 'remote')}{anna}", f"DELETE {_path(902)}{anna}"]
    assert {place["queue"] for place in done.result["diff"]["before"]["queues"]} == {901, 902}
    task.still(queues_mode="replace", queues_scope=[], queues=list(reversed(wanted)))


def test_queues_that_are_not_looked_through_keep_their_places(task: Task, anna: int) -> None:
    task.settle(queues_mode="replace", queues_scope=[], queues=[{"queue": 901, "level": 7}])
    assert _places(task.pbx, anna) == [(901, "local", 7, 2), (902, "local", 3, 4)]


def test_out_of_every_queue_looked_through(task: Task, anna: int) -> None:
    task.settle(queues_mode="replace", queues_scope=[901, 902], queues=[])
    assert _places(task.pbx, anna) == []


def test_an_agent_that_is_new(task: Task, anna: int) -> None:
    pbx = task.pbx
    done = task.settle(name="Carla", queues_mode="replace", queues_scope=[902], queues=[{"queue": 901}])
    assert _places(pbx, done.result["agent"]["id"]) == [(901, "local", 1, 1)]
    assert len(_places(pbx, anna)) == 3
    task.settle(name="Dora", queues_mode="remove", queues=[{"queue": 901}])


def test_merge_is_what_happens_otherwise(task: Task, anna: int) -> None:
    task.settle(queues_mode="merge", queues=[{"queue": 903}])
    task.still(queues=[{"queue": 903}])
    assert len(_places(task.pbx, anna)) == 4


def test_a_queue_to_look_through_has_to_be_there(task: Task, anna: int) -> None:
    assert isinstance(task.fails(queues_mode="replace", queues_scope=[999], queues=[{"queue": 901}]), NotFound)
    assert len(_places(task.pbx, anna)) == 3


def test_removal_of_the_agent_ignores_places(task: Task, anna: int) -> None:
    task.settle(state="absent", queues_mode="remove", queues=[{"queue": 901}])
    assert _places(task.pbx, anna) == []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"queues_mode": "replace", "queues": [{"queue": 901}]}, "queues_scope is required"),
        ({"queues_mode": "replace", "queues_scope": [901]}, "queues is required"),
        ({"queues_mode": "remove"}, "queues is required"),
        ({"queues_scope": [901], "queues": []}, "queues_scope goes with"),
        ({"queues_mode": "remove", "queues_scope": [901], "queues": []}, "queues_scope goes with"),
        ({"queues_mode": "replace", "queues_scope": [0], "queues": []}, "queues_scope[0]"),
    ],
)
def test_options_that_do_not_fit(task: Task, options: dict[str, Any], named: str) -> None:
    error = task.fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)
