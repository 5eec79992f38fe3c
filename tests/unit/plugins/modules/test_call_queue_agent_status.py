# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The status of agents in call queues: read first, set where it is another one, and told as the PBX returns it."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from simulator.releases import Release

AGENTS = [{"extension_number": "2001", "skill_level": 1}, {"extension_number": "2002", "skill_level": 1}]


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Runs for Anna Berg in the queue 8700."""
    tenant = shared_simulator.add_tenant("clinic.example.com", "Clinic")
    for number, name in (("2001", "Anna Berg"), ("2002", "Ben Kurz")):
        shared_simulator.add_user(tenant, number, name)
    shared_simulator.add_object("call_queues", tenant, id="queue-1", extension_number="8700", name="Desk", agents=AGENTS)
    return Task(shared_simulator, "portsip_call_queue_agent_status", {"tenant": "Clinic", "call_queue": "8700", "extension_number": "2001"})


def _held(task: Task) -> Any:
    (tenant,) = task.pbx.state()["tenants"].values()
    return {number: told["status"] for number, told in tenant["call_queues"]["queue-1"]["agent_status"].items()}


@pytest.mark.parametrize("queue", ["8700", "Desk", "queue-1"])
@pytest.mark.parametrize("agent", ["2001", "Anna Berg"])
def test_it_is_set_once(task: Task, queue: str, agent: str) -> None:
    task.options |= {"call_queue": queue, "extension_number": agent}
    task.pbx.configure(release="22.6")
    done = task.settle(status="READY")
    assert done.bodies == [{"status": "READY"}]
    shown = {name: value for name, value in done.result["call_queue_agent"].items() if name != "x_release_note"}
    assert shown == {
        "extension_number": "2001",
        "display_name": "Anna Berg",
        "skill_level": 1,
        "status": "READY",
        "reason": None,
    }
    assert done.result["diff"] == {"before": {"status": "LOGGED_OUT"}, "after": {"status": "READY"}}
    assert _held(task) == {"2001": "READY"}


def test_the_life_of_a_shift(task: Task) -> None:
    for status in ("LOGGED_IN", "WRAP_UP", "NOT_READY", "READY", "LOGGED_OUT"):
        task.settle(status=status)
    assert _held(task) == {"2001": "LOGGED_OUT"}


@pytest.mark.parametrize(("at_once", "status"), [(True, "READY"), (False, "NOT_READY")])
def test_who_logs_in_is_ready_as_the_queue_says(task: Task, at_once: bool, status: str) -> None:
    Task(task.pbx, "portsip_call_queue", {"tenant": "Clinic", "extension_number": "8700"}).run(agent_auto_ready=at_once)
    done = task.settle(status="LOGGED_IN")
    assert done.result["call_queue_agent"]["status"] == status
    # Whoever is at work in any way is logged in.
    task.run(status="WRAP_UP")
    task.still(status="LOGGED_IN")


def test_a_reason(task: Task) -> None:
    task.pbx.configure(release="22.6")
    done = task.settle(status="NOT_READY", reason="Training")
    assert done.result["diff"]["after"] == {"status": "NOT_READY", "reason": "Training"}
    task.still(status="NOT_READY")
    assert task.settle(status="NOT_READY", reason="Lunch").bodies == [{"status": "NOT_READY", "reason": "Lunch"}]
    assert task.settle(status="READY").result["diff"] == {
        "before": {"status": "NOT_READY", "reason": "Lunch"},
        "after": {"status": "READY"},
    }


def test_a_reason_that_the_pbx_does_not_return(task: Task) -> None:
    task.pbx.configure(release="22.3")
    done = task.settle(status="NOT_READY", reason="Training")
    assert done.result["call_queue_agent"]["reason"] == "Training"
    task.still(status="NOT_READY", reason="Lunch")


def test_a_reason_before_its_release(task: Task) -> None:
    task.pbx.configure(release="22.2")
    error = task.fails(status="NOT_READY", reason="Training")
    assert isinstance(error, InvalidInput)
    assert str(error) == "reason: the PBX has release 22.2.13.1503, which takes it from 22.3 on. Nothing was written."


@pytest.mark.parametrize("release", ["22.2", "22.8"])
def test_of_every_release(task: Task, release: Release) -> None:
    task.pbx.configure(release=release, blank_as="absent", update_mode="replace")
    task.settle(status="NOT_READY")


def test_what_is_wrong_is_said_before_the_first_request(task: Task) -> None:
    for options, said in (
        ({"status": "READY", "reason": "Training"}, "reason: goes with status NOT_READY, not with READY"),
        ({"status": "READY", "extension_number": "20"}, "extension_number: '20' is not allowed, it must have 3 to 64 digits, or a name"),
        ({"status": "READY", "call_queue": ""}, "call_queue: '' is not allowed, it must not be empty"),
    ):
        outcome = task.run(**options)
        assert (str(outcome.error), outcome.calls) == (said, [])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"call_queue": "8799"}, "call_queue: there is no call queue with the extension number or name or id '8799'"),
        ({"extension_number": "2009"}, "extension_number: 2009 is no agent of the call queue '8700'"),
        ({"extension_number": "Cleo"}, "extension_number: there is no user named 'Cleo'"),
        ({"tenant": "Nowhere"}, "tenant: "),
    ],
)
def test_what_does_not_exist(task: Task, options: dict[str, str], said: str) -> None:
    """A real run fails; check mode assumes that an earlier task creates it."""
    outcome = task.run(**{**task.options, **options}, status="READY")
    assert isinstance(outcome.error, NotFound)
    assert str(outcome.error).startswith(said)
    tried = task.run(check=True, **{**task.options, **options}, status="READY")
    assert (tried.changed, tried.result["call_queue_agent"]["status"], tried.bodies) == (True, "READY", [])
    assert ["an earlier task creates it" in text.lower() for text in tried.context.warnings] == [True]
