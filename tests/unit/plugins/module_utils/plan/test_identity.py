# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which current object a wanted one means."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired
from ansible_collections.portsip.pbx.tests.unit.support.things import planned_among

THREE: list[dict[str, Any]] = [
    {"id": "700551909773148161", "name": "main", "kind": "big"},
    {"id": "NzAw=", "name": "double", "kind": "big"},
    {"id": 5001, "name": "DOUBLE", "kind": "big"},
]


def wanted(name: str | None = None, **options: Any) -> Desired:
    return Desired({"name": name} if name else {}, **options)


@pytest.mark.parametrize("name", ["main", "Main", "MAIN"])
def test_by_key(name: str) -> None:
    step = planned_among(THREE, wanted(name, absent=True))
    assert step.identifier == "700551909773148161"


@pytest.mark.parametrize("absent", [False, True])
def test_a_key_that_several_have_is_an_error_that_lists_them(absent: bool) -> None:
    with pytest.raises(errors.Ambiguous, match=r"2 objects match odd thing double.*5001, NzAw=.*option id"):
        planned_among(THREE, wanted("double", absent=absent))


@pytest.mark.parametrize("identifier", ["700551909773148161", "NzAw=", "5001"])
def test_by_id_whatever_its_key(identifier: str) -> None:
    step = planned_among(THREE, wanted(absent=True, identifier=identifier))
    assert str(step.identifier) == identifier


def test_with_an_id_the_key_is_a_value_to_set() -> None:
    step = planned_among(THREE, wanted("other", identifier="NzAw="))
    assert (step.action, step.fields) == ("update", ("name",))


def test_an_id_that_no_object_has() -> None:
    with pytest.raises(errors.NotFound, match="^id: .*'99'"):
        planned_among(THREE, wanted("other", identifier="99"))
    step = planned_among(THREE, wanted(absent=True, identifier="99"))
    assert step.action == "none"


def test_what_is_to_be_done() -> None:
    desired = [
        Desired({"name": "new", "kind": "small"}),
        wanted("main"),
        wanted("gone", absent=True),
        wanted(absent=True, identifier="5001"),
    ]
    assert [step.action for step in (planned_among(THREE, one) for one in desired)] == ["create", "none", "none", "remove"]
