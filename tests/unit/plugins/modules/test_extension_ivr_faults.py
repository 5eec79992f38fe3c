# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IVR that is set up halfway: what the failure says, and that the next run completes it and doubles nothing."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed, Refused, UnexpectedAnswer
from ansible_collections.portsip.pbx.tests.unit.support.ivr import EXTENSION, context, contexts, jump, menu, wanted
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

HANGUP = {"action": "hangup"}
MAIL = {"action": "voicemail"}
BEFORE = [context("A", {"start": [HANGUP, MAIL], "3": [jump("Old")]}), context("Old", {"1": [jump("A")]})]
AFTER = [
    context("A", {"start": [{"action": "quality_rate"}, MAIL, HANGUP], "1": [jump("B")], "2": [MAIL, MAIL]}, timeout=100),
    context("B", {"1": [jump("A", context_option="2"), HANGUP]}),
]
WRITES = "/ivr/(?!scheme)"
"""All requests about the IVR but the look at the whole of it."""


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR 801, which has a few contexts."""
    task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})
    assert task.run(contexts=BEFORE, entry_context="Old").error is None
    return task


@pytest.fixture
def number_of_writes(shared_simulator: Simulator) -> int:
    """How many writes lead from the one to the other."""
    task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})
    task.run(contexts=BEFORE, entry_context="Old")
    task.run(contexts=AFTER, entry_context="A")
    count = len(shared_simulator.writes())
    shared_simulator.reset()
    return count


FAULTS: list[dict[str, Any]] = [{"drop": "after"}, {"drop": "before"}, {"error_after_write": 502}, {"status": 500}]


SHORT = [pytest.param(fault, id=str(fault), marks=pytest.mark.long if number else ()) for number, fault in enumerate(FAULTS)]
"""The first does most harm: it is done, and nobody is told."""


@pytest.mark.parametrize("fault", SHORT)
@pytest.mark.slow
def test_a_lost_answer_doubles_nothing(fault: dict[str, Any], number_of_writes: int, shared_simulator: Simulator) -> None:
    assert number_of_writes > 12
    for strikes in range(number_of_writes):
        shared_simulator.reset()
        task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})
        task.run(contexts=BEFORE, entry_context="Old")
        shared_simulator.inject(None, WRITES, after=strikes, **fault)
        outcome = task.run(contexts=AFTER, entry_context="A")
        assert outcome.error is None
        assert outcome.context.warnings == []
        assert contexts(shared_simulator) == wanted(AFTER)
        task.still(contexts=AFTER, entry_context="A")


def test_a_rule_beside_one_with_the_same_action_is_created_although_the_first_attempt_is_lost(task: Task) -> None:
    transfers = [{"action": "transfer", "transfer_dst": number} for number in ("201", "202")]
    assert task.run(contexts=[context("A", {"start": transfers[:1]})], entry_context="A").error is None
    task.pbx.inject("POST", "/options/start/rules/", status=500)
    outcome = task.run(contexts=[context("A", {"start": transfers})], entry_context="A")
    assert (outcome.error, outcome.context.warnings) == (None, [])
    assert contexts(task.pbx) == {"A": {"start": transfers}}


@pytest.mark.parametrize("fault", SHORT[:2])
@pytest.mark.slow
def test_a_failure_at_any_place_is_completed_by_the_next_run(
    fault: dict[str, Any], number_of_writes: int, shared_simulator: Simulator
) -> None:
    failures = 0
    for strikes in range(number_of_writes):
        shared_simulator.reset()
        task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION, "retries": 0})
        task.run(contexts=BEFORE, entry_context="Old")
        shared_simulator.inject(None, WRITES, after=strikes, **fault)
        outcome = task.run(contexts=AFTER, entry_context="A")
        if outcome.error is not None:
            failures += 1
            said = str(outcome.error)
            assert isinstance(outcome.error, (ConnectionFailed, UnexpectedAnswer))
            assert "This was about " in said
            assert (f"({strikes} of {number_of_writes} changes)" if strikes else "Nothing was written before.") in said
        assert task.run(contexts=AFTER, entry_context="A").error is None
        assert contexts(shared_simulator) == wanted(AFTER)
        task.still(contexts=AFTER, entry_context="A")
    # A creation whose answer was lost is looked up, and then is none that failed.
    assert failures == number_of_writes if fault == {"drop": "before"} else 0 < failures < number_of_writes


def test_what_a_failure_says(task: Task) -> None:
    task.pbx.inject("POST", "/options/1/rules/", status=400, body='{"message": "no_such_thing"}', after=1)
    outcome = task.run(contexts=AFTER, entry_context="A")
    assert isinstance(outcome.error, Refused)
    assert (outcome.error.method, outcome.error.code) == ("POST", "no_such_thing")
    said = str(outcome.error)
    assert "This was about rule 1 of option '1' of context 'B' (create)." in said
    for done in ("1 ivr context created", "1 ivr context changed", "3 ivr options created", "1 ivr rule order changed"):
        assert done in said
    assert said.endswith("The next run continues from there.")


def test_a_failure_of_the_last_look(task: Task) -> None:
    task.pbx.inject("GET", "/ivr/scheme/", status=403, after=1)
    outcome = task.run(lifetime=5)
    assert "all 1 changes were made before" in str(outcome.error)
    assert menu(task.pbx)["settings"]["lifetime"] == 5


def test_nothing_is_written_when_the_look_fails(task: Task) -> None:
    task.pbx.inject("GET", "/ivr/scheme/", garbage=True, times=None)
    outcome = task.run(contexts=[])
    assert isinstance(outcome.error, UnexpectedAnswer)
    assert task.pbx.writes() == []
    task.pbx.clear_faults()
    task.pbx.inject("GET", "/ivr/scheme/", status=200, body="[]", times=2)
    assert isinstance(task.run(contexts=[]).error, UnexpectedAnswer)


def test_the_answer_of_a_creation_may_lack_the_id(task: Task) -> None:
    task.pbx.inject("POST", "/ivr/context/$", error_after_write=201)
    assert task.run(contexts=AFTER, entry_context="A").error is None
    assert contexts(task.pbx) == wanted(AFTER)


def test_somebody_else_removes_what_is_to_be_removed(task: Task) -> None:
    task.pbx.inject("DELETE", "/ivr/context/", error_after_write=404)
    assert task.run(contexts=AFTER, entry_context="A").error is None
    assert contexts(task.pbx) == wanted(AFTER)
