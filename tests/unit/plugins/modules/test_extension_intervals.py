# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Intervals of an extension: kinds of times, and what uses them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, Refused
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LOGIN = "POST /oauth/token"
INTERVALS = "/api/ver1.0/extension/201/interval/"

WEEK = {"start_dow": 2, "end_dow": 6, "start_time": "09:00:00", "end_time": "18:00:00"}
MAY = {"month": 5, "start_mday": 1, "end_mday": 1}


def _intervals(pbx: Simulator) -> dict[str, Any]:
    rows: dict[str, Any] = pbx.state()["extension"]["extensions"]["201"]["intervals"]
    return rows


@pytest.fixture
def interval(shared_simulator: Simulator) -> Task:
    """An interval of a phone."""
    return Task(shared_simulator, "portsip_extension_interval", {"extension_id": 201})


def _given(conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in condition.items() if value is not None} for condition in conditions]


@pytest.mark.parametrize("blank_as", ["null", "absent"])
def test_conditions_are_a_set(interval: Task, blank_as: str) -> None:
    pbx = interval.pbx
    pbx.configure(blank_as=blank_as)
    key = {"name": "Office hours"}
    identifier = interval.settle(**key, timezone="Europe/Berlin", conditions=[WEEK, MAY]).result["interval"]["id"]
    assert _given(_intervals(pbx)[str(identifier)]["conditions"]) == [WEEK, MAY]
    interval.still(**key, conditions=[MAY, WEEK])
    interval.settle(**key, conditions=[MAY])
    assert _given(_intervals(pbx)[str(identifier)]["conditions"]) == [MAY]
    interval.settle(id=str(identifier), name="May Day")


def test_every_kind_of_time(interval: Task) -> None:
    conditions = [
        {"start_dow": 7, "end_dow": 1},
        {"start_datetime": "2026-12-24 12:00:00", "end_datetime": "2026-12-26 23:59:59"},
        {"sched_start_date": "2026-01-05", "sched_active_days": 4, "sched_skip_days": 3},
        {"month": 12},
        {"month": 2, "start_mday": 29, "end_mday": 29},
        {"start_mday": 31, "end_mday": 31},
        {"start_time": "00:00:00", "end_time": "00:00:00"},
    ]
    interval.settle(name="All", timezone="UTC", conditions=conditions)
    interval.still(name="All", conditions=list(reversed(conditions)))


def test_times_without_seconds(interval: Task) -> None:
    done = interval.settle(name="Short", timezone="UTC", conditions=[{"start_time": "9:00", "end_time": "18:00"}])
    assert done.bodies[0]["conditions"] == [{"start_time": "09:00:00", "end_time": "18:00:00"}]


def test_points_in_time_as_yaml_reads_them(interval: Task) -> None:
    conditions = [{"start_datetime": "2026-12-24T12:00:00", "end_datetime": "2026-12-26 23:59:59"}]
    done = interval.settle(name="Christmas", timezone="UTC", conditions=conditions)
    assert done.bodies[0]["conditions"][0]["start_datetime"] == "2026-12-24 12:00:00"


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ({}, "at least one"),
        ({"start_dow": 2}, "end_dow is missing"),
        ({"end_mday": 2}, "start_mday is missing"),
        ({"start_time": "09:00:00"}, "end_time is missing"),
        ({"start_datetime": "2026-12-24 12:00:00"}, "end_datetime is missing"),
        ({"sched_start_date": "2026-01-05", "sched_active_days": 2}, "sched_skip_days is missing"),
        ({"start_dow": 0, "end_dow": 2}, "conditions[0].start_dow"),
        ({"start_dow": 1, "end_dow": 8}, "conditions[0].end_dow"),
        ({"start_mday": 1, "end_mday": 32}, "conditions[0].end_mday"),
        ({"month": 13}, "conditions[0].month"),
        ({"start_time": "24:00:00", "end_time": "18:00:00"}, "conditions[0].start_time"),
        ({"start_time": "18:00:00", "end_time": "24:00:00"}, 'write "23:59:59"'),
        ({"start_time": "18:00:00", "end_time": "24:00"}, 'write "23:59:59"'),
        ({"start_time": "22:00:00", "end_time": "06:00:00"}, "end_time 06:00:00 comes before start_time 22:00:00; a night needs two"),
        ({"start_mday": 25, "end_mday": 5}, "end_mday 5 comes before start_mday 25"),
        ({"month": 2, "start_mday": 30, "end_mday": 31}, "start_mday 30 is no day of month 2"),
        ({"month": 4, "start_mday": 1, "end_mday": 31}, "end_mday 31 is no day of month 4, which has 30 days"),
        ({"start_datetime": "2026-12-26 12:00:00", "end_datetime": "2026-12-24 23:59:59"}, "end_datetime 2026-12-24 23:59:59 comes"),
        ({"sched_start_date": "2026-02-31", "sched_active_days": 4, "sched_skip_days": 3}, "conditions[0].sched_start_date"),
        ({"start_time": "36000", "end_time": "18:00:00"}, "in quotes"),
        ({"start_datetime": "2026-12-24", "end_datetime": "2026-12-26 23:59:59"}, "conditions[0].start_datetime"),
        ({"start_datetime": "2026-02-30 12:00:00", "end_datetime": "2026-12-26 23:59:59"}, "conditions[0].start_datetime"),
        ({"start_datetime": "2026-02-01T12:00:00Z", "end_datetime": "2026-12-26 23:59:59"}, "conditions[0].start_datetime"),
        ({"sched_start_date": "2026-13-01", "sched_active_days": 4, "sched_skip_days": 3}, "conditions[0].sched_start_date"),
        ({"sched_start_date": "5.1.2026", "sched_active_days": 4, "sched_skip_days": 3}, "conditions[0].sched_start_date"),
    ],
)
def test_conditions_that_are_not_valid(interval: Task, condition: dict[str, Any], named: str) -> None:
    error = interval.fails(requests=[], name="Wrong", timezone="UTC", conditions=[condition])
    assert isinstance(error, InvalidInput)
    assert named in str(error)


def test_what_an_interval_needs(interval: Task) -> None:
    error = interval.fails(name="New")
    assert isinstance(error, InvalidInput)
    assert "timezone and conditions are required" in str(error)
    assert isinstance(interval.fails(requests=[], name="New", conditions=[]), InvalidInput)
    assert isinstance(interval.fails(requests=[], name="New", unset=["timezone"]), InvalidInput)


def test_several_intervals_of_one_name(interval: Task) -> None:
    ids = [interval.pbx.add_interval(201, "Twice"), interval.pbx.add_interval(201, "Twice", timezone="Asia/Tokyo")]
    error = interval.fails(name="Twice", timezone="UTC")
    assert isinstance(error, Ambiguous)
    assert all(str(identifier) in str(error) for identifier in ids)
    interval.settle(id=str(ids[1]), timezone="UTC")


def test_an_interval_in_use_stays(interval: Task) -> None:
    identifier = interval.pbx.add_interval(201, "Used")
    interval.pbx.add_incoming_rule(201, "User", interval=identifier)
    assert isinstance(interval.run(name="Used", state="absent").error, Refused)
