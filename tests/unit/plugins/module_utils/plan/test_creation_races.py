# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Several runs create the same object at the same time: in every order of their requests there is one object in the end."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply import creation
from ansible_collections.portsip.pbx.plugins.module_utils.apply.objects import Applied, apply
from ansible_collections.portsip.pbx.plugins.module_utils.plan.index import id_order
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy
from ansible_collections.portsip.pbx.plugins.module_utils.read import waiting
from ansible_collections.portsip.pbx.plugins.module_utils.read.comparing import plan_object
from ansible_collections.portsip.pbx.plugins.module_utils.read.site import Site
from ansible_collections.portsip.pbx.tests.unit.support.interleaving import Explorer, Program, Replay
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

playing: list[Any] = []
"""The client of the run that is replayed."""
UNIQUE = replace(THING, unique=True)
GROWING = tuple(str(number) for number in range(1, 31))
FALLING = tuple(reversed(GROWING))
MIXED = ("NzAw=", "40", "3", "MTIz=", "200", "5", "b", "6", "7", "a", *(f"x{number}" for number in range(20)))


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few attempts, so that there are not too many orders, and pauses that the test decides about."""
    monkeypatch.setattr(waiting, "PAUSES", (0,))
    monkeypatch.setattr(waiting, "pause", lambda seconds: playing[-1].wait())


def ensuring(resource: Any = THING, **values: Any) -> Program:
    """A run that ensures a thing called main."""

    def program(client: Any) -> Applied:
        playing[:] = [client]
        site = Site(client)
        step = plan_object(site, resource, Desired({"name": "main", "kind": "big", **values}), Policy(), lambda current: current)
        return apply(site, step, check_mode=False)

    return program


@pytest.mark.parametrize("ids", [GROWING, FALLING, MIXED])
@pytest.mark.parametrize("resource", [THING, UNIQUE])
def test_two_runs(resource: Any, ids: tuple[str, ...]) -> None:
    ends = Explorer([ensuring(resource), ensuring(resource)], ids, unique=resource.unique).ends()
    assert len(ends) > 1
    for end in ends:
        assert [thing["name"] for thing in end.things.values()] == ["main"], end
        assert all(isinstance(result, Applied) for result in end.results), end
        assert all(result.after["name"] == "main" for result in end.results)
        assert any(result.step.changed for result in end.results), "somebody tells of the new object"


@pytest.mark.parametrize("ids", [GROWING, FALLING, MIXED])
def test_two_runs_that_want_different_values(ids: tuple[str, ...]) -> None:
    for end in Explorer([ensuring(size=1), ensuring(size=2)], ids).ends():
        assert [thing["size"] in (1, 2) for thing in end.things.values()] == [True], end
        assert all(isinstance(result, Applied) for result in end.results), end


@pytest.mark.parametrize("resource", [THING, UNIQUE])
def test_three_runs_in_every_order(resource: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(creation, "GIVING_WAY", 0)  # which only ids that do not grow call for
    ends = Explorer([ensuring(resource)] * 3, GROWING, unique=resource.unique).ends()
    assert len(ends) > 1
    for end in ends:
        assert [thing["name"] for thing in end.things.values()] == ["main"], end
        assert all(isinstance(result, Applied) for result in end.results), end


@pytest.mark.parametrize("ids", [GROWING, FALLING, MIXED])
@pytest.mark.parametrize("runs", [3, pytest.param(4, marks=pytest.mark.long)])
def test_more_runs(runs: int, ids: tuple[str, ...]) -> None:
    for end in Explorer([ensuring(size=number % 2) for number in range(runs)], ids).walks(300):
        assert [thing["name"] for thing in end.things.values()] == ["main"], end
        # Only a run that comes while others have not settled it yet, and looks too often in too short a time, finds several.
        assert all(isinstance(result, (Applied, errors.Ambiguous)) for result in end.results), end
        assert sum(isinstance(result, Applied) for result in end.results) >= 2


@pytest.mark.parametrize("ids", [GROWING, FALLING])
def test_where_a_run_is_slower_than_others_wait_no_object_is_lost(ids: tuple[str, ...]) -> None:
    for end in Explorer([ensuring(), ensuring()], ids, prompt=False).walks(1000):
        assert len(end.things) >= 1, end
        assert all(isinstance(result, Applied) for result in end.results), end


def test_what_a_killed_run_leaves_behind_is_no_trouble_for_the_next_one() -> None:
    ends = list(Explorer([ensuring(), ensuring()], GROWING, mortal=frozenset({1})).walks(300))
    assert {len(end.things) for end in ends} == {1, 2}
    for end in ends:
        (again,) = Explorer([ensuring()], FALLING, things=end.things).ends()
        assert [result.step.action for result in again.results] == ["none"]
        assert again.things == end.things
        (gone,) = Explorer([removing], FALLING, things=end.things).ends()
        assert gone.things == {}


def removing(client: Any) -> Applied:
    """A run that removes the thing called main."""
    playing[:] = [client]
    site = Site(client)
    step = plan_object(site, THING, Desired({"name": "main"}, absent=True), Policy(), lambda current: current)
    return apply(site, step, check_mode=False)


def test_numbers_come_in_the_order_of_their_values_and_before_other_ids() -> None:
    ids = ["b", "10", 9, "700551909773148161", "NzAw=", "1a", "0"]
    assert sorted(ids, key=id_order) == ["0", 9, "10", "700551909773148161", "1a", "NzAw=", "b"]


def test_a_refusal_for_another_reason_is_what_it_was() -> None:
    class Strict(Replay):
        def create(self, path: str, body: Any) -> Any:
            raise errors.Refused("size is too small", status=400)

    listing = json.dumps({"answer": []})
    with pytest.raises(errors.Refused, match="^size is too small"):
        ensuring()(Strict([listing, listing]))
