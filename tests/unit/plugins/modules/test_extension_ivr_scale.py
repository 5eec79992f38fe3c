# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A large IVR: 30 contexts that lead to each other, and 200 rules; each request is counted."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.ivr import EXTENSION, context, contexts, counted, jump, wanted
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

Json = dict[str, Any]
CONTEXTS = 30
RULES = 200
LOOK = {"POST token": 1, "GET scheme": 1}


def large() -> list[Json]:
    """Contexts in a circle, two options each; the first twenty have seven rules, the others six."""
    document = []
    for number in range(CONTEXTS):
        name, following = f"Menu {number:02}", f"Menu {(number + 1) % CONTEXTS:02}"
        start = [
            {"action": "play_sound", "sound": "Main menu"},
            {"action": "set_variable", "set_variable_name": "at", "set_variable_value": name},
        ]
        if number < RULES - 6 * CONTEXTS:
            start.append({"action": "play_silence", "silence_time": 500})
        one = [
            {"action": "transfer", "transfer_dst": f"{201 + number}", "final": False},
            {"action": "transfer", "transfer_dst": "220", "interval": "Working days", "final": False},
            {"action": "play_sound", "sound": "Closed"},
            jump(following),
        ]
        document.append(context(name, {"start": start, "1": one}, timeout=4000 + number))
    assert sum(len(option["rules"]) for entry in document for option in entry["options"]) == RULES
    return document


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR 801, whose extension has the interval that the rules name."""
    shared_simulator.add_interval(EXTENSION, "Working days")
    return Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})


def held(task: Task) -> dict[str, Any]:
    """What is on the PBX, the interval by name."""
    found = contexts(task.pbx)
    for options in found.values():
        for rules in options.values():
            for rule in rules:
                if "interval" in rule:
                    rule["interval"] = "Working days"
    return found


@pytest.mark.slow
def test_a_large_scheme(task: Task) -> None:
    document = large()
    lists = {"GET sound": 1, "GET interval": 1}
    created = task.settle(contexts=document, entry_context="Menu 00")
    assert held(task) == wanted(document)
    writes = {"POST context": CONTEXTS, "POST options": CONTEXTS, "POST rules": RULES, "PUT ivr": 1}
    assert counted(created.calls) == {**LOOK, **lists, **writes, "GET scheme": 2}
    assert created.context.warnings == []

    assert counted(task.still(contexts=document).calls) == {**LOOK, **lists}

    turned = copy.deepcopy(document)
    for entry in turned[:10]:
        entry["options"][1]["rules"].reverse()
    done = task.settle(contexts=turned)
    assert held(task) == wanted(turned)
    assert counted(done.calls) == {**LOOK, **lists, "PUT order": 10, "GET scheme": 2}

    shuffled = list(reversed(turned))
    task.still(contexts=shuffled)

    fewer = copy.deepcopy(turned[:10])
    fewer[9]["options"][1]["rules"] = [{"action": "hangup"}]
    done = task.settle(contexts=fewer)
    assert held(task) == wanted(fewer)
    # What is left of the circle of contexts leads into one direction, so that none has to be broken up.
    assert counted(done.calls) == {**LOOK, **lists, "PUT rules": 1, "DELETE rules": 3, "DELETE context": 20, "GET scheme": 2}

    done = task.settle(contexts=[])
    assert held(task) == {}
    assert counted(done.calls) == {**LOOK, "PUT ivr": 1, "DELETE context": 10, "GET scheme": 2}


def test_a_whole_circle_goes(task: Task) -> None:
    task.run(contexts=large())
    done = task.settle(contexts=[])
    assert held(task) == {}
    assert counted(done.calls) == {**LOOK, "DELETE rules": 1, "DELETE context": CONTEXTS, "GET scheme": 2}


@pytest.mark.slow
def test_a_rule_among_many(task: Task) -> None:
    rules = [{"action": "set_variable", "set_variable_name": f"v{number}", "set_variable_value": "x"} for number in range(RULES)]
    task.settle(contexts=[context("Main", {"1": rules})])
    changed = [*rules[:50], {**rules[50], "set_variable_value": "y"}, *rules[51:]]
    assert counted(task.settle(contexts=[context("Main", {"1": changed})]).calls) == {**LOOK, "PUT rules": 1, "GET scheme": 2}
    moved = [changed[-1], *changed[:-1]]
    assert counted(task.settle(contexts=[context("Main", {"1": moved})]).calls) == {**LOOK, "PUT order": 1, "GET scheme": 2}
    fewer = moved[:100]
    assert counted(task.settle(contexts=[context("Main", {"1": fewer})]).calls) == {**LOOK, "DELETE rules": 100, "GET scheme": 2}
    assert held(task) == {"Main": {"1": fewer}}
