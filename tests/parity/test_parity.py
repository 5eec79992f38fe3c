# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A task has the same result, sends the same requests and leaves the same behind, wherever its module runs."""

from __future__ import annotations

import re

from parity.comparison import entries_of, names_of, requests_of
from parity.conftest import all_cases
from parity.harness import SECRETS, WAYS, Case, Outcome, Task, Way
from parity.smoke import by_case

CASES = all_cases()
BY_CASE = by_case(CASES)


def test_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@BY_CASE
def test_results_are_the_same(case: Case, outcome: Outcome) -> None:
    ways = outcome.cases[case.name]
    here, there = (entries_of(ways[way], names_of(way, ways[way]), waiting=case.handed_over) for way in WAYS)
    assert here.keys() == there.keys() != set()
    for index in there:
        assert here[index] == there[index], case.tasks[index]


@BY_CASE
def test_requests_and_what_is_on_the_pbx_are_the_same(case: Case, outcome: Outcome) -> None:
    ways = outcome.cases[case.name]
    here, there = (requests_of(case, ways[way], names_of(way, ways[way])) for way in WAYS)
    assert here == there
    states = [entries_of(Way({0: [ways[way].state]}), names_of(way, ways[way])) for way in WAYS]
    assert states[0] == states[1]


@BY_CASE
def test_each_case_is_what_it_claims_to_be(case: Case, outcome: Outcome) -> None:
    for way in WAYS:
        found = outcome.cases[case.name][way]
        for index, task in enumerate(case.tasks):
            _check(task, found, index)
        assert case.sessions in (None, found.state["sessions"]), "sessions were left open"


def _check(task: Task, found: Way, index: int) -> None:
    if task.expect is None:
        return
    (end,) = found.ends(index)
    outcome = "changed" if end["status"] == "ok" and end["result"]["changed"] else end["status"]
    assert outcome == task.expect, end
    if task.says:
        results = [entry["result"] for entry in (end, *found.items(index))]
        assert re.search(task.says, "\n".join(str(result.get(name)) for result in results for name in ("msg", "warnings"))), results


@BY_CASE
def test_the_ways_are_two(case: Case, outcome: Outcome) -> None:
    ways = outcome.cases[case.name]
    started = {way: sum(ways[way].executions.values()) for way in WAYS}
    if case.handed_over:
        assert min(started.values()) > 0
    else:
        assert started["in_process"] == 0
        assert started["as_module"] > 0


@BY_CASE
def test_results_are_plain(case: Case, outcome: Outcome) -> None:
    for way in WAYS:
        for entries in outcome.cases[case.name][way].entries.values():
            for entry in entries:
                assert "ansible_facts" not in entry["result"]
                assert "changed" in entry["result"]
                odd = {name for name, value in entry["result"].items() if re.fullmatch(r"\(\w+\)", str(value))}
                assert odd <= {"exception", "timedout"}


def test_no_secret_is_shown(outcome: Outcome) -> None:
    shown = [name for name, value in SECRETS.items() if value in outcome.output]
    assert shown == []
    assert "Northside" in outcome.output, "nothing was shown at all"
