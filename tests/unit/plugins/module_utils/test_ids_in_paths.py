# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No id leads to another path than that of its object."""

from __future__ import annotations

import itertools
import re
from typing import Any
from urllib.parse import unquote

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.identity import filled
from ansible_collections.portsip.pbx.plugins.module_utils.run.desired import desired_from
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.each import for_each
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench
from ansible_collections.portsip.pbx.tests.unit.support.resources import every_resource
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

RESOURCES = every_resource()
PARTS = "/extension/{extension_id}/ivr/context/"
"""What is written as a part of an IVR has no module of its own."""
COLLECTIONS = [resource for resource in RESOURCES if resource.kind == "collection" and not resource.collection.startswith(PARTS)]
NO_SEGMENTS = ["", ".", "..", "...", "a\x00b", "a\x1b]0;b", "\ud800"]
NO_IDS = [*NO_SEGMENTS, "/", "../tenants", "1/destroy", "a\\b", " 1", "1 ", "1\n"]


def _named(resource: Resource) -> str:
    return resource.collection


def _where(resource: Resource, _identifier: Any) -> str:
    return resource.collection


def _parents(resource: Resource, value: Any) -> dict[str, Any]:
    return dict.fromkeys(re.findall(r"{(\w+)}", resource.collection), value)


@for_each(itertools.product(COLLECTIONS, NO_IDS), _where)
def test_an_id_that_is_none_is_refused(resource: Resource, identifier: str) -> None:
    for state in ("present", "absent"):
        with pytest.raises(errors.InvalidInput, match=r"^id: .* is not allowed, it must"):
            desired_from(resource, {"id": identifier, "state": state})


@for_each(itertools.product(RESOURCES, NO_SEGMENTS), _where)
def test_an_id_of_the_api_that_is_none_never_stands_in_a_path(resource: Resource, identifier: str) -> None:
    good = _parents(resource, "1")
    if resource.kind != "singleton":
        with pytest.raises(errors.UnexpectedAnswer):
            resource.path_of(identifier, good)
    for name in good:
        with pytest.raises(errors.UnexpectedAnswer):
            resource.where({**good, name: identifier})


@for_each(itertools.product(RESOURCES, ["700551909773148161", "NzAw=", 17, "a/b", "%2e%2e", "#", "*", "ü", "a b", "..a"]), _where)
def test_any_other_id_is_one_segment(resource: Resource, identifier: Any) -> None:
    path = resource.path_of(identifier, _parents(resource, identifier))
    template = resource.collection.split("/")
    segments = path.split("/")
    if resource.kind != "singleton":
        assert unquote(segments[-1]) == str(identifier)
    assert [unquote(part) for part in segments[: len(template)] if part] == [
        str(identifier) if part.startswith("{") else part for part in template if part
    ] + ([str(identifier)] if resource.kind != "singleton" and template[-1] == "" else [])


def test_a_path_of_a_field_is_filled_in_the_same_way() -> None:
    assert filled("/dealers/{id}/password", {"id": "a/b"}) == "/dealers/a%2Fb/password"
    with pytest.raises(errors.UnexpectedAnswer):
        filled("/dealers/{id}/password", {"id": ".."})


@pytest.mark.parametrize("identifier", ["..", ".", "../destroy"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_nothing_is_asked_for_with_such_an_id(shared_simulator: Simulator, identifier: str, state: str) -> None:
    shared_simulator.add_ivr(shared_simulator.add_tenant("clinic.example.net", "Clinic"), "8000", "Main")
    url = Task(shared_simulator, "portsip_ivr_action_url", {"tenant": "Clinic", "ivr": "8000"})
    assert isinstance(url.fails(requests=[], id=identifier, name="hook", state=state), errors.InvalidInput)
    tenant = Task(shared_simulator, "portsip_tenant")
    assert isinstance(tenant.fails(requests=[], id=identifier, name="Clinic", state=state), errors.InvalidInput)


@pytest.mark.parametrize("resource", [found for found in COLLECTIONS if found.lookup], ids=_named)
def test_neither_by_an_information_module(resource: Resource, shared_simulator: Simulator) -> None:
    options = {parent.option: 201 if parent.type == "int" else "x" for parent in resource.parents}
    outcome = Bench(shared_simulator, resource, options).info(id="..")
    assert isinstance(outcome.error, errors.InvalidInput)
    assert outcome.calls == []
