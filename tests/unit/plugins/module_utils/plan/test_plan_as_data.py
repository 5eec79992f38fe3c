# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan as data: JSON, lines, a digest, limits of what it removes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.plan.limits import check_removals
from ansible_collections.portsip.pbx.plugins.module_utils.plan.report import as_data, as_lines, digest
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Step, Within, within
from ansible_collections.portsip.pbx.plugins.module_utils.run.ivr.planner import plan_scheme
from ansible_collections.portsip.pbx.tests.unit.support.things import CURRENT, THING, step

TENANT = (Within("tenant", "north.example.net"),)


def placed(planned: Step) -> Step:
    return replace(planned, within=TENANT)


def data(planned: Step) -> dict[str, Any]:
    (found,) = as_data([placed(planned)])
    return found


def ivr_plan() -> tuple[Step, ...]:
    rules = [{"action": "jump_to_context", "context": "New"}]
    wanted = [{"name": "Main", "options": [{"digits": "1", "rules": rules}]}, {"name": "New"}]
    return plan_scheme(Desired({"contexts": wanted}), {"contexts": []}, within({"extension_id": 801}), exclusive=True).steps


def test_an_update_tells_both_values() -> None:
    assert data(step({"size": 6, "note": "", "tags": ["b", "a"]})) == {
        "action": "update",
        "kind": "odd_thing",
        "within": [{"kind": "tenant", "name": "north.example.net"}],
        "name": "main",
        "changes": [{"field": "size", "before": 5, "after": 6}, {"field": "note", "before": "kept", "after": None}],
    }


def test_a_creation_tells_what_is_written() -> None:
    found = data(step({"kind": "big", "headers": {"A": "1"}}, None))
    assert found["action"] == "create"
    changes = {change["field"]: (change["before"], change["after"]) for change in found["changes"]}
    assert changes == {"name": (None, "main"), "kind": (None, "big"), "headers": (None, {"A": "1"}), "level": (None, 1)}


def test_a_removal_tells_its_name() -> None:
    found = data(step({}, absent=True))
    assert (found["action"], found["name"], found["changes"]) == ("remove", "main", [])


def test_what_stays_is_left_out() -> None:
    assert as_data([step({"size": 5}), step({"size": 6})])[0]["changes"][0]["after"] == 6
    assert as_lines([step({"size": 5})]) == []


def test_secrets_are_not_told() -> None:
    planned = step({"pin": "2468", "password": "pw-1", "options": {"token": "tok-2", "url": "https://y"}})
    changes = {change["field"]: (change["before"], change["after"]) for change in data(planned)["changes"]}
    assert changes == {
        "pin": ("(hidden)", "(changes)"),
        "password": (None, "(changes)"),
        "options": (
            {"mode": "on", "token": "(hidden)", "url": "https://x"},
            {"mode": "on", "token": "(changes)", "url": "https://y"},
        ),
    }
    kept = step({"options": {"url": "https://y"}})
    assert data(kept)["changes"][0]["after"]["token"] == "(hidden)"


def test_a_line_for_each_step() -> None:
    plan = [placed(step({"size": 6, "note": "", "pin": "2468"})), placed(step({}, absent=True)), step({"kind": "big"}, None)]
    assert as_lines(plan) == [
        'update odd_thing main of tenant north.example.net: size 5 -> 6; note "kept" -> null; pin "(hidden)" -> "(changes)"',
        "remove odd_thing main of tenant north.example.net",
        'create odd_thing main: name "main"; kind "big"; level 1',
    ]


def test_a_line_stays_one_line() -> None:
    (line,) = as_lines([step({"note": "a\nb\x1b[31m" + "c" * 5000})])
    assert "\n" not in line and "\x1b" not in line
    assert len(line) < 1000


def test_ids_that_are_not_known_are_told_by_name() -> None:
    plan = ivr_plan()
    assert json.loads(json.dumps(as_data(plan))) == as_data(plan)
    rule = as_data(plan)[-1]
    assert (rule["action"], rule["kind"], rule["name"]) == ("create", "ivr_rule", "1")
    assert rule["within"] == [
        {"kind": "extension", "name": "801"},
        {"kind": "ivr_context", "name": "Main"},
        {"kind": "ivr_option", "name": "1"},
    ]
    assert {"field": "context", "before": None, "after": "New"} in rule["changes"]


def test_equal_plans_have_one_digest() -> None:
    assert digest(ivr_plan()) == digest(ivr_plan())
    plan = [placed(step({"size": 6})), step({}, absent=True)]
    assert digest(plan) == digest([*plan, step({"size": 5})]), "what stays does not count"
    others = [[placed(step({"size": 7})), plan[1]], plan[:1], plan[::-1], [step({"size": 6}), plan[1]], []]
    assert len({digest(plan), *map(digest, others)}) == len(others) + 1


def test_a_digest_tells_nothing_of_a_secret() -> None:
    assert digest([step({"pin": "2468"})]) == digest([step({"pin": "8642"})])
    assert digest([step({"pin": "2468"})]) != digest([])


def test_a_digest_is_the_same_in_every_process() -> None:
    code = f"""
import sys
sys.path[:0] = {sys.path!r}
from ansible_collections.portsip.pbx.tests.unit.support.things import step
from ansible_collections.portsip.pbx.plugins.module_utils.plan.report import digest
print(digest([step({{"size": 6, "options": {{"url": "u", "mode": "m"}}, "tags": ["x", "y"]}})]))
"""
    found = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert found == {digest([step({"size": 6, "options": {"mode": "m", "url": "u"}, "tags": ["x", "y"]})]) + "\n"}


def removal(number: int, doubles: int = 0) -> Step:
    before = {**CURRENT, "id": str(number), "name": str(number)}
    return Step(
        THING, "remove", Desired({}, absent=True), before=before, doubles=tuple({**before, "id": f"{number}-{n}"} for n in range(doubles))
    )


@pytest.mark.parametrize(
    ("removed", "held", "most", "percent", "fault"),
    [
        (10, 100, 10, 50, None),
        (11, 100, 10, 50, r"odd_thing: 11 of 100 would be removed \(.*\), and exclusive_limit allows 10; raise exclusive_limit to 11"),
        (5, 10, 10, 50, None),
        (
            6,
            10,
            10,
            50,
            r"6 of 10 would be removed \(.*, \.\.\.\), and exclusive_limit_percent allows 50 percent; raise exclusive_limit_percent to 60",
        ),
        (3, 3, 10, 50, None),
        (3, 4, 10, 50, "odd_thing: 3 of 4 would be removed"),
        (1, 1, 0, 50, r"odd_thing: 1 of 1 would be removed \(.*\), and exclusive_limit allows 0; raise exclusive_limit to 1"),
        (0, 5, 0, 0, None),
    ],
)
def test_limits(removed: int, held: int, most: int, percent: int, fault: str | None) -> None:
    plan = [*(removal(number) for number in range(removed)), step({"size": 6}), step({"kind": "big"}, None)]
    if fault is None:
        check_removals(plan, {"odd_thing": held}, most=most, percent=percent)
        return
    with pytest.raises(InvalidInput, match=fault):
        check_removals(plan, {"odd_thing": held}, most=most, percent=percent)


def test_what_is_recreated_counts_and_every_double() -> None:
    recreated = step({"kind": "small"}, recreate=True)
    assert recreated.action == "recreate"
    check_removals([recreated, removal(1)], {}, most=2, percent=50)
    with pytest.raises(InvalidInput, match="odd_thing: 3 of 3 would be removed"):
        check_removals([recreated, removal(1, doubles=1)], {}, most=2, percent=50)
