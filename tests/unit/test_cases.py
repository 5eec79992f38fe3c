# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The case file of each resource, step by step against a simulated PBX: foretold in check mode, done, and nothing left to do."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors

from cases import Case, cases, prepare
from parity.smoke import marks_of
from parity.variables import filled, secrets_hidden
from simulator import Simulator

from .support.task import Task

BEHAVIOURS: dict[str, dict[str, Any]] = {
    "replacing": {"update_mode": "replace", "blank_as": "empty"},
    "plain": {},
    "absent": {"blank_as": "absent", "ids": "digits"},
}
"""What the API leaves open: whether an update is partial, how a blank field is answered, what an id looks like."""
CASES = list(cases().values())
LIVES = [
    # The first asks most of a module: what it does not write is gone.
    pytest.param(case, behaviour, id=f"{case.name}-{name}", marks=marks_of(case.module) if behaviour is not BEHAVIOURS["replacing"] else ())
    for case in CASES
    for name, behaviour in BEHAVIOURS.items()
]


@pytest.mark.parametrize(("case", "behaviour"), LIVES)
def test_life(case: Case, shared_simulator: Simulator, behaviour: dict[str, Any]) -> None:
    """Each step changes what it says and nothing else; secrets stay out of results."""
    prepare(shared_simulator, filled(case.prepare))
    shared_simulator.configure(**behaviour)
    task = Task(shared_simulator, case.module, filled(case.named))
    first = before = case.rows(shared_simulator.state())
    if not case.key:
        task.still()
    outcomes = []
    for step in case.life:
        # After its creation, an object that needs no change is looked at in check mode with each behaviour but the first.
        settle = partial(task.settle, brief=bool(outcomes) and behaviour is BEHAVIOURS["replacing"])
        outcome = (task.rewrite if step.again else settle)(**filled(step.options))
        after = case.rows(shared_simulator.state())
        (identifier,) = [name for name, row in after.items() if row != before.get(name)]
        row, was, expect = after[identifier], before.get(identifier), filled(step.expect)
        changed = expect if was is None else {name: row[name] for name in row if row[name] != was.get(name)}
        assert {name: row.get(name) for name in changed} == expect, step.name
        if step.body is not None:
            assert outcome.bodies == [filled(step.body)], step.name
        if step.requests is not None:
            assert _asked(outcome.calls) == [request.replace("{id}", identifier) for request in step.requests], step.name
        if was is None:
            _read(case, shared_simulator, found=True)
        outcomes.append(outcome)
        before = after
    if case.key:
        outcomes.append(task.settle(state="absent"))
        assert case.rows(shared_simulator.state()) == first
        _read(case, shared_simulator, found=False)
    shown = repr([outcome.result for outcome in outcomes])
    assert [name for name, secret in secrets_hidden().items() if secret in shown] == []


def _asked(calls: list[str]) -> list[str]:
    """Requests without those that sign in and out, and without the base of the API."""
    asked = [re.sub(r" /api(/ver[0-9.]+)?/", " /", call) for call in calls]
    return [call for call in asked if not re.search(r" /(oauth|login/oauth)/", call)]


def _read(case: Case, pbx: Simulator, *, found: bool) -> None:
    """The information module finds the object by each of its ways, and writes nothing."""
    for options in case.reads:
        outcome = Task(pbx, case.info_module or "", {**case.common, **filled(options)}).run()
        assert not outcome.changed
        assert outcome.bodies == []
        # Of what there is one, no list is read.
        assert (outcome.result.get("count", 1) > 0) is found or not options


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_refused(case: Case, shared_simulator: Simulator) -> None:
    """Options that are not valid are refused with their path, before the first request."""
    outcome = Task(shared_simulator, case.module, filled({**case.named, **case.refused})).run()
    assert isinstance(outcome.error, errors.InvalidInput)
    assert re.search(case.says, str(outcome.error))
    assert outcome.calls == []
