# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Codes of features: the whole list is sent, and what is not named keeps its code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.net"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_feature_access_codes", {"tenant": DOMAIN})


def _codes(pbx: Simulator) -> dict[str, Any]:
    items = pbx.state()["tenants"]["tenant-1"]["feature_access_codes"]["items"]
    return {item["feature"]: (item["code"], item["enabled"]) for item in items}


def test_all_features_are_sent_where_one_changes(pbx: Simulator, task: Task) -> None:
    before = _codes(pbx)
    outcome = task.settle(codes=[{"feature": "CALL_PARK", "code": "*50"}])
    assert len(outcome.bodies[0]["items"]) == len(before) == 62
    assert _codes(pbx) == {**before, "CALL_PARK": ("*50", True)}


NO_CODES = (
    '{"items": null}',
    '{"count": 1, "items": {}}',
    '{"count": 1}',
    '{"items": []}',
    '{"items": [null]}',
    '{"items": [{"code": "*9"}]}',
)


@pytest.mark.parametrize("body", NO_CODES)
def test_without_the_list_nothing_is_written(pbx: Simulator, task: Task, body: str) -> None:
    """What is not named is sent back as it was read: from such an answer the other codes would be lost."""
    before = _codes(pbx)
    pbx.inject(method="GET", path="/feature_access_codes$", status=200, body=body, times=1)
    assert task.settle(codes=[{"feature": "CALL_PARK", "code": "*50"}]).changed
    assert _codes(pbx) == {**before, "CALL_PARK": ("*50", True)}
    pbx.inject(method="GET", path="/feature_access_codes$", status=200, body=body, times=None)
    error = task.fails(codes=[{"feature": "CALL_PARK", "code": "*51"}])
    assert isinstance(error, errors.UnexpectedAnswer)
    assert _codes(pbx) == {**before, "CALL_PARK": ("*50", True)}


@pytest.mark.parametrize("body", NO_CODES)
def test_an_odd_answer_after_writing_is_read_again(pbx: Simulator, task: Task, body: str) -> None:
    pbx.inject(method="GET", path="/feature_access_codes$", status=200, body=body, times=1, after=1)
    done = task.run(codes=[{"feature": "CALL_PARK", "code": "*50"}])
    assert done.error is None, done.error
    assert _codes(pbx)["CALL_PARK"] == ("*50", True)


def test_a_list_that_names_nothing_changes_nothing(pbx: Simulator, task: Task) -> None:
    task.still(codes=[])
    error = task.fails(unset=["codes"])
    assert isinstance(error, errors.InvalidInput)
    assert "codes" in str(error)


def test_what_a_later_release_knows_is_sent_with_a_warning(pbx: Simulator, task: Task) -> None:
    pbx.configure(release="22.6")
    pbx.add_tenant("west.example.net", "West")
    task = replace(task, options={"tenant": "west.example.net"})
    task.settle(codes=[{"feature": "SELECTIVE_CALL_REJECTION_ACTIVATION", "code": "##123"}])
    outcome = task.run(check=True, codes=[{"feature": "CALL_PRAK", "code": "*50"}])
    (warning,) = outcome.context.warnings
    assert warning == (
        "feature: 'CALL_PRAK' is not among the features known to this collection (similar: CALL_PARK); the PBX may refuse it"
    )


def test_two_features_of_one_code(pbx: Simulator, task: Task) -> None:
    outcome = task.run(check=True, codes=[{"feature": "CALL_PARK", "code": "*98"}])
    assert outcome.context.warnings == [
        "codes: *98 is the code of CALL_PARK and GROUP_CALL_PICKUP, and which of them answers is not documented"
    ]


@pytest.mark.parametrize("code", ["68", "*", "*12345", "****1", "*6a"])
def test_what_is_no_code(task: Task, code: str) -> None:
    assert str(task.fails(requests=[], codes=[{"feature": "CALL_PARK", "code": code}])).startswith("codes[0].code: ")


def test_a_document_sets_them(pbx: Simulator) -> None:
    codes = {"codes": [{"feature": "NIGHT_MODE", "enabled": False}]}
    Documents(pbx).settle({"tenants": [{"domain": DOMAIN, "feature_access_codes": codes}]})
    assert _codes(pbx)["NIGHT_MODE"] == ("*16", False)
