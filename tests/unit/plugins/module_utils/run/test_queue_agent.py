# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Agents of the extension API and their places in queues."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench

from simulator import Simulator


@pytest.fixture
def bench(shared_simulator: Simulator) -> Bench:
    """Runs for the agent Anna of the extension 201."""
    return Bench(shared_simulator, QUEUE_AGENT, {"extension_id": 201, "name": "Anna"})


def members(bench: Bench, queue: int, kind: str = "queue_agents") -> list[dict[str, Any]]:
    return list(bench.pbx.state()["extension"]["extensions"][str(queue)][kind])


def test_a_place_in_a_queue_always_has_level_and_position(bench: Bench) -> None:
    agent = bench.both(queues=[{"queue": 901}]).result["agent"]
    assert members(bench, 901) == [{"agent_id": agent["id"], "level": 1, "position": 1}]
    queue = agent["queues"][0]
    assert (queue["queue"], queue["type"], queue["level"], queue["position"]) == (901, "local", 1, 1)


def test_a_place_keeps_what_is_not_given(bench: Bench) -> None:
    agent = bench.pbx.add_agent(201, "Anna")
    bench.pbx.add_queue_agent(901, agent, level=4, position=7)
    assert not bench.both(queues=[{"queue": 901}]).changed
    assert bench.both(queues=[{"queue": 901, "position": 8}]).bodies == [{"level": 4, "position": 8}]
    assert members(bench, 901) == [{"agent_id": agent, "level": 4, "position": 8}]


@pytest.mark.parametrize("value", [0, 5])
def test_zero_is_a_level(value: int, bench: Bench) -> None:
    agent = bench.pbx.add_agent(201, "Anna")
    bench.pbx.add_queue_agent(901, agent, level=3, position=3)
    assert bench.both(queues=[{"queue": 901, "level": value}]).changed
    assert members(bench, 901)[0]["level"] == value
    assert not bench.both(queues=[{"queue": 901, "level": value}]).changed


def test_places_that_are_not_listed_and_agents_of_others_stay(bench: Bench) -> None:
    other = bench.pbx.add_agent(202, "Bert")
    agent = bench.pbx.add_agent(201, "Anna")
    for queue in (901, 902):
        bench.pbx.add_queue_agent(queue, other, level=9)
    bench.pbx.add_queue_agent(902, agent, level=5)
    before = members(bench, 902)
    assert bench.both(queues=[{"queue": 901, "level": 2}]).changed
    assert members(bench, 902) == before
    assert members(bench, 901)[0] == {"agent_id": other, "level": 9, "position": 0}
    assert not bench.both(queues=[]).changed


def test_both_lists_of_a_queue(bench: Bench) -> None:
    queues = [{"queue": 901, "type": "local", "level": 1}, {"queue": 901, "type": "remote", "level": 2}]
    agent = bench.both(queues=queues).result["agent"]["id"]
    assert members(bench, 901) == [{"agent_id": agent, "level": 1, "position": 1}]
    assert members(bench, 901, "remote_queue_agents") == [{"agent_id": agent, "level": 2, "position": 1}]
    assert not bench.both(queues=list(reversed(queues))).changed


def test_a_diff_shows_agent_and_places(bench: Bench) -> None:
    bench.run(call_timeout=20, queues=[{"queue": 901, "level": 1}])
    diff = bench.both(call_timeout=25, queues=[{"queue": 901, "level": 2}, {"queue": 902}]).result["diff"]
    assert (diff["before"]["call_timeout"], diff["after"]["call_timeout"]) == (20, 25)
    assert diff["before"]["queues"] == [{"queue": 901, "type": "local", "level": 1, "position": 1}]
    assert diff["after"]["queues"] == [
        {"queue": 901, "type": "local", "level": 2, "position": 1},
        {"queue": 902, "type": "local", "level": 1, "position": 1},
    ]


@pytest.mark.parametrize("name", ["Anna", "Nobody yet"])
def test_a_queue_that_does_not_exist(name: str, bench: Bench) -> None:
    bench.run(name="Anna", call_timeout=20)
    options = {"name": name, "call_timeout": 30, "queues": [{"queue": 901}, {"queue": 999}]}
    outcome = bench.both(**options)
    assert isinstance(outcome.error, errors.NotFound)
    assert str(outcome.error).startswith("queues[1].queue: ")
    assert "/extension/999/queue" in str(outcome.error)
    assert outcome.bodies == [], "neither the agent nor its other place is written"
    (agent,) = bench.pbx.state()["extension"]["extensions"]["201"]["agents"].values()
    assert (agent["name"], agent["call_timeout"]) == ("Anna", 20)


def test_a_failure_says_what_was_written_before_it(bench: Bench) -> None:
    bench.pbx.inject("POST", "/902/queue/agents/", status=400, message="no_more")
    outcome = bench.run(queues=[{"queue": 901}, {"queue": 902}])
    assert isinstance(outcome.error, errors.Refused)
    assert str(outcome.error).endswith(
        "Written before, and still in place: agent Anna, queue 901 (2 of 3 changes). The next run continues from there."
    )
    assert bench.run(queues=[{"queue": 901}, {"queue": 902}]).changed
    bench.pbx.inject("PUT", "/902/queue/agents/", status=400, message="no_more")
    assert "Written before" not in str(bench.run(queues=[{"queue": 901}, {"queue": 902, "level": 7}]).error), "nothing was"


def test_an_extension_that_does_not_exist(shared_simulator: Simulator) -> None:
    outcome = Bench(shared_simulator, QUEUE_AGENT, {"extension_id": 999, "name": "Anna"}).run()
    assert isinstance(outcome.error, errors.NotFound)
    assert outcome.error.path == "/extension/999/agent/"


def test_several_agents_of_one_name_are_listed_with_their_ids(bench: Bench) -> None:
    ids = [bench.pbx.add_agent(201, "Anna"), bench.pbx.add_agent(201, "Anna", wrap_up_time=7)]
    outcome = bench.both(call_timeout=5)
    assert isinstance(outcome.error, errors.Ambiguous)
    assert all(str(identifier) in str(outcome.error) for identifier in ids)
    chosen = Bench(bench.pbx, QUEUE_AGENT, {"extension_id": 201, "id": str(ids[1])})
    assert chosen.both(call_timeout=5, queues=[{"queue": 901}]).changed
    agents = bench.pbx.state()["extension"]["extensions"]["201"]["agents"]
    assert [agents[str(identifier)]["call_timeout"] for identifier in ids] == [60, 5]
    assert members(bench, 901)[0]["agent_id"] == ids[1]


def test_the_same_name_on_another_extension_is_another_agent(bench: Bench) -> None:
    bench.pbx.add_agent(202, "Anna")
    assert bench.both().changed
    assert len(bench.pbx.state()["extension"]["extensions"]["202"]["agents"]) == 1


def test_another_name_for_the_agent_with_an_id(bench: Bench) -> None:
    agent = bench.pbx.add_agent(201, "Anna")
    assert Bench(bench.pbx, QUEUE_AGENT, {"extension_id": 201, "id": str(agent)}).both(name="Anna B.").changed
    assert bench.pbx.state()["extension"]["extensions"]["201"]["agents"][str(agent)]["name"] == "Anna B."


@pytest.mark.parametrize(("keep", "left"), [(True, 0), (False, 1)])
def test_removal_with_and_without_places(keep: bool, left: int, bench: Bench) -> None:
    bench.run(queues=[{"queue": 901}])
    assert bench.both(state="absent", remove_from_queues=keep).changed
    assert len(members(bench, 901)) == left
    assert not bench.both(state="absent", remove_from_queues=keep).changed


def test_remove_from_queues_means_nothing_while_present(bench: Bench) -> None:
    outcome = bench.both(remove_from_queues=False)
    assert outcome.bodies == [{"name": "Anna"}]
    assert "remove_from_queues" not in outcome.result["agent"]


@pytest.mark.parametrize("mode", ["partial", "replace"])
def test_an_update_sends_the_whole_agent(mode: str, bench: Bench) -> None:
    bench.pbx.configure(update_mode=mode)
    agent = bench.pbx.add_agent(201, "Anna", wrap_up_time=9, extra_params="x=1", status="logged_out")
    assert bench.both(call_timeout=25).changed
    row = bench.pbx.state()["extension"]["extensions"]["201"]["agents"][str(agent)]
    assert (row["call_timeout"], row["wrap_up_time"], row["extra_params"], row["status"]) == (25, 9, "x=1", "logged_out")
