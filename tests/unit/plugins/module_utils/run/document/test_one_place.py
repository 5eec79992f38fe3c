# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users who are in one call pickup group, and in one call park group, at most: who changes groups leaves the old one first."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator

DOMAIN = "clinic.example.net"
KINDS = ("call_pickup_groups", "call_park_groups")
ONE = (KINDS[0], pytest.param(KINDS[1], marks=pytest.mark.long))


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    for number in ("2001", "2002", "2003"):
        shared_simulator.add_user("tenant-1", number, f"User {number}")
    return shared_simulator


def document(kind: str, **members: list[str] | None) -> dict[str, Any]:
    """Groups with their members; None: the group is to be absent."""
    groups = [{"name": name, "state": "absent"} if held is None else {"name": name, "members": held} for name, held in members.items()]
    return {"tenants": [{"domain": DOMAIN, kind: groups}]}


def held(pbx: Simulator, kind: str) -> dict[str, list[str]]:
    """What the PBX has."""
    return {row["name"]: row["members"] for row in pbx.state()["tenants"]["tenant-1"].get(kind, {}).values()}


@pytest.mark.parametrize("kind", KINDS)
def test_who_moves_leaves_the_old_group_first(pbx: Simulator, kind: str) -> None:
    runs = Documents(pbx)
    runs.settle(document(kind, Desk=[], Lab=["2001"], Door=["2002"]))
    runs.settle(document(kind, Desk=["User 2001"], Lab=["2002"], Door=["2003"]))
    assert held(pbx, kind) == {"Desk": ["2001"], "Lab": ["2002"], "Door": ["2003"]}


@pytest.mark.parametrize("kind", ONE)
def test_who_moves_to_a_new_group_waits_for_the_removal_of_the_old_one(pbx: Simulator, kind: str) -> None:
    runs = Documents(pbx)
    runs.settle(document(kind, Lab=["2001"]))
    runs.settle(document(kind, New=["2001"], Lab=None))
    assert held(pbx, kind) == {"New": ["2001"]}


@pytest.mark.parametrize("kind", ONE)
def test_who_moves_waits_for_the_removal_of_groups_that_nothing_names(pbx: Simulator, kind: str) -> None:
    runs = Documents(pbx)
    runs.settle(document(kind, Lab=["2001"], Door=["2002"]))
    runs.settle(document(kind, New=["2001", "2002"]), exclusive=[kind])
    assert held(pbx, kind) == {"New": ["2001", "2002"]}


def test_nobody_is_in_two_groups_of_a_kind(pbx: Simulator) -> None:
    outcome = Documents(pbx).run(document("call_park_groups", Desk=["2001"], Lab=["User 2001", "2002"]))
    assert isinstance(outcome.error, errors.InvalidInput)
    path = "tenants[0].call_park_groups"
    assert f"{path}[1].members: '2001' is given at {path}[0] too, and a user is in one call park group at most" in str(outcome.error)
    assert outcome.bodies == []


def test_an_exchange_takes_two_runs(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document("call_pickup_groups", Desk=["2001"], Lab=["2002"]))
    outcome = runs.run(document("call_pickup_groups", Desk=["2002"], Lab=["2001"]))
    assert "the plan exchanges '2001' with tenants[0].call_pickup_groups[0], which takes two runs" in str(outcome.error)
    assert outcome.bodies == []


def test_monitor_groups_share_users(pbx: Simulator) -> None:
    Documents(pbx).settle(document("monitor_groups", Desk=["2001"], Lab=["2001"]))
    assert held(pbx, "monitor_groups") == {"Desk": ["2001"], "Lab": ["2001"]}
