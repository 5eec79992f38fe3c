# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The case file of each resource, step by step against a simulated PBX: foretold in check mode, done, and nothing left to do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors

from cases import Case, cases, prepare
from parity.variables import filled, secrets_hidden
from simulator import Simulator

from .support.task import Task

BEHAVIOURS = [{}, {"update_mode": "replace", "blank_as": "empty"}, {"blank_as": "absent", "ids": "digits"}]
"""What the API leaves open: whether an update is partial, how a blank field is answered, what an id looks like."""
CASES = list(cases().values())


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest, shared_simulator: Simulator) -> Case:
    """A case, and what it needs on the PBX."""
    chosen: Case = request.param
    prepare(shared_simulator, filled(chosen.prepare))
    return chosen


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=["plain", "replacing", "absent"])
def test_life(case: Case, shared_simulator: Simulator, behaviour: dict[str, Any]) -> None:
    """Each step changes what it says and nothing else; secrets stay out of results."""
    shared_simulator.configure(**behaviour)
    task = Task(shared_simulator, case.module, filled(case.named))
    before = case.rows(shared_simulator.state())
    outcomes = [task.settle(**filled(case.life[0].options))]
    (identifier,) = case.rows(shared_simulator.state()).keys() - before.keys()
    row = case.rows(shared_simulator.state())[identifier]
    expect = filled(case.life[0].expect)
    assert {name: row.get(name) for name in expect} == expect
    _read(case, shared_simulator, found=True)
    for step in case.life[1:]:
        outcomes.append(task.settle(**filled(step.options)))
        changed = case.rows(shared_simulator.state())[identifier]
        expect = filled(step.expect)
        assert {name: changed[name] for name in changed if changed[name] != row.get(name)} == expect, step.name
        row = changed
    task.settle(state="absent")
    assert case.rows(shared_simulator.state()) == before
    _read(case, shared_simulator, found=False)
    shown = repr([outcome.result for outcome in outcomes])
    assert [name for name, secret in secrets_hidden().items() if secret in shown] == []


def _read(case: Case, pbx: Simulator, *, found: bool) -> None:
    """The information module finds the object by each of its ways, and writes nothing."""
    for options in case.reads:
        outcome = Task(pbx, case.info_module or "", {**case.common, **filled(options)}).run()
        assert not outcome.changed
        assert outcome.bodies == []
        assert (outcome.result["count"] > 0) is found or not options


def test_what_is_refused(case: Case, shared_simulator: Simulator) -> None:
    """Options that are not valid are refused with their path, before the first request."""
    outcome = Task(shared_simulator, case.module, filled({**case.named, **case.refused})).run()
    assert isinstance(outcome.error, errors.InvalidInput)
    assert re.search(case.says, str(outcome.error))
    assert outcome.calls == []
