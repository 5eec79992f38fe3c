# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Trunks for tenants, and their pools of numbers."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

PROVIDERS = "GET /api/providers"


@pytest.fixture
def clinic(shared_simulator: Simulator) -> str:
    """The id of a tenant."""
    return str(shared_simulator.add_tenant("clinic.example.net", "Clinic"))


@pytest.fixture
def trunk(shared_simulator: Simulator) -> str:
    """The id of a trunk."""
    return str(shared_simulator.add_provider("Carrier One"))


@pytest.fixture
def task(shared_simulator: Simulator, clinic: str, trunk: str) -> Task:
    """The assignment of the trunk to the clinic."""
    return Task(shared_simulator, "portsip_trunk_assignment", {"provider": "Carrier One", "tenant": "clinic.example.net"})


def _assignees(pbx: Simulator, trunk: str) -> list[dict[str, Any]]:
    assignees: list[dict[str, Any]] = pbx.state()["providers"][trunk]["assignees"]
    return assignees


@pytest.mark.parametrize(
    "same",
    [
        ["3002;3000-3001"],
        ["3000-3002"],
        ["3001", "3000", "3002"],
        ["3000,3001,3002"],
    ],
)
def test_pools_are_compared_as_sets(task: Task, same: list[str]) -> None:
    task.settle(did_numbers=["3000", "3001-3002"])
    task.still(did_numbers=same)


def test_a_pool_with_a_plus_that_the_pbx_has_is_no_fault(task: Task, clinic: str) -> None:
    trunk = task.pbx.add_provider("Old", clinic, assignees=[{"tenant_id": clinic, "did_numbers": "+4930100", "concurrency": 1}])
    task.settle(provider=trunk, did_numbers=["4930100"])
    assert _assignees(task.pbx, trunk)[0]["did_numbers"] == "4930100"


@pytest.mark.parametrize("other", [["3000-3001"], ["3000-3003"], ["3000-3001", "3003"]])
def test_other_pools_differ(task: Task, other: list[str]) -> None:
    task.settle(did_numbers=["3000-3002"])
    assert task.run(check=True, did_numbers=other).changed


@pytest.mark.parametrize(
    ("pool", "named"),
    [
        (["3000-3100", "3050"], "3000-3100 and 3050 overlap"),
        (["3000;3000"], "3000 and 3000 overlap"),
        (["3100-3000"], "ends before it begins"),
        (["sales"], "neither a number nor a range"),
        (["3000-2"], "ends before it begins"),
        (["3000-03100"], "begins with + or 0"),
        (["0100"], "begins with + or 0"),
        (["004930100"], "begins with + or 0"),
        (["3000", "+4930100-4930199"], "begins with + or 0"),
    ],
)
def test_bad_pools_are_found_before_the_first_request(task: Task, pool: list[str], named: str) -> None:
    error = task.fails(requests=[], did_numbers=pool)
    assert isinstance(error, InvalidInput)
    assert named in str(error)


def test_numbers_of_others_are_found_before_the_first_write(shared_simulator: Simulator, task: Task, trunk: str) -> None:
    office = shared_simulator.add_tenant("office.example.net", "Office")
    Task(shared_simulator, "portsip_trunk_assignment", {"provider": trunk, "tenant": "Office"}).settle(did_numbers=["3000-3100"])
    error = task.run(did_numbers=["2000", "3100-3200"]).error
    assert isinstance(error, Conflict)
    assert "3100-3200 overlaps 3000-3100" in str(error)
    assert office in str(error)
    task.settle(did_numbers=["3101-3200"])
    assert isinstance(task.run(did_numbers=["3050"]).error, Conflict), "also when a pool changes"
    assert shared_simulator.writes() == []


def test_numbers_that_an_earlier_task_frees_do_not_fail_check_mode(shared_simulator: Simulator, task: Task, trunk: str) -> None:
    """The range of one tenant is shrunk, and another one gets the rest: one document, as case of a number that moves."""
    shared_simulator.add_tenant("office.example.net", "Office")
    office = Task(shared_simulator, "portsip_trunk_assignment", {"provider": trunk, "tenant": "Office"})
    office.settle(did_numbers=["3000-3100"])
    shrunk, given = {"did_numbers": ["3000-3049"]}, {"did_numbers": ["3050-3100"]}
    assert office.run(check=True, **shrunk).changed
    tried = task.run(check=True, **given)
    assert tried.changed
    assert shared_simulator.writes() == []
    (warning,) = tried.context.warnings
    assert "3050-3100 overlaps 3000-3100" in warning
    assert "check mode" in warning
    assert office.run(**shrunk).changed
    done = task.run(**given)
    assert (done.changed, done.context.warnings) == (True, [])
    assert tried.result["diff"] == done.result["diff"]
    pools = {entry["did_numbers"] for entry in _assignees(shared_simulator, trunk)}
    assert pools == {"3000-3049", "3050-3100"}


def test_an_unknown_trunk(task: Task) -> None:
    assert isinstance(task.run(provider="Carrier Two").error, NotFound)
    task.still(provider="Carrier Two", state="absent")


def test_an_answer_that_is_lost(shared_simulator: Simulator, task: Task, trunk: str) -> None:
    shared_simulator.inject(method="POST", path="/assignees/", drop="after")
    assert task.run(did_numbers=["3000"]).changed
    assert len(_assignees(shared_simulator, trunk)) == 1
    task.still(did_numbers=["3000"])
