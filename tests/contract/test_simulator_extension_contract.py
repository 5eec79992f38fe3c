# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The simulated extension API against the recorded facts; its bodies and what it shows are probed in test_simulator_contract."""

from __future__ import annotations

import pytest
from contract import facts, targets
from contract.answers import mistakes
from contract.described import described_queries, routes
from contract.deviations import deviates

from simulator import Simulator
from simulator.models.extension_actions import FaxOut


def test_the_whole_extension_api_is_offered() -> None:
    assert len(facts.OFFERED_EXTENSION) == 103
    assert facts.OFFERED_EXTENSION - routes() == frozenset()
    assert set(facts.EXTENSION) == facts.OFFERED_EXTENSION


def test_parameters_are_the_described_ones() -> None:
    """The parameters of the extension API: none missing, none made up; those of the PBX are probed below."""
    assert [entry for entry in described_queries() if not deviates(*entry[:3])] == []


WRITES = [name for name, described in facts.EXTENSION.items() if not name.startswith("GET") and {"answer", "body"} <= set(described)]


@pytest.mark.parametrize("operation", WRITES)
def test_answer_to_a_write(pbx: Simulator, operation: str) -> None:
    """The extension API answers a write with the object, in the described fields."""
    pbx.configure(later_release_fields=False)
    target = targets.make(pbx, operation)
    ordered = {"rules_ids": target.values["rules_ids"]} if operation.endswith("/order/") else {}
    answer = target.send({**target.base(), **ordered})
    assert answer.status_code == target.accepted, answer.text
    assert mistakes(answer.json(), facts.EXTENSION[operation]["answer"]) == []


EXTENSION_REMOVALS = [name for name in facts.EXTENSION if name.startswith("DELETE")]


@pytest.mark.parametrize("operation", EXTENSION_REMOVALS)
def test_removal_in_the_extension_api(pbx: Simulator, operation: str) -> None:
    """An object is gone afterwards; a collection can be emptied twice."""
    client, path = targets.reader(pbx, operation)
    assert client.request("DELETE", path).status_code == 204
    assert client.request("DELETE", path).status_code == (204 if operation.endswith("/") else 404)


def test_form_is_the_described_one() -> None:
    """The one form of the extension API: the file, and beside it the fields of a model."""
    form = facts.EXTENSION["POST /extension/{extension_id}/fax/out/"]["form"]
    assert form == {"dst_num": {"type": "string", "required": True}, "file": {"type": "file", "required": True}}
    assert [name for name, field in FaxOut.model_fields.items() if field.is_required()] == ["dst_num"] == list(FaxOut.model_fields)
