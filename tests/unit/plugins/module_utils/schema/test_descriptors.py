# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Words of descriptors for resources that are odd: what they do, and what is wrong about them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import object_spec
from ansible_collections.portsip.pbx.plugins.module_utils.plan.deferral import in_two_steps
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired
from ansible_collections.portsip.pbx.plugins.module_utils.read.place import Place
from ansible_collections.portsip.pbx.plugins.module_utils.read.references import References
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.plugins.module_utils.run.desired import desired_from
from ansible_collections.portsip.pbx.plugins.module_utils.run.information import run_info
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.run.workspace import Workspace
from ansible_collections.portsip.pbx.plugins.module_utils.schema.addresses import ADDRESSES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.reference import Endpoint, Reference
from ansible_collections.portsip.pbx.plugins.module_utils.schema.relations import Parent
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.engine import Recorder
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

sys.path.insert(0, str(Path(__file__).resolve().parents[5] / "tools"))

from generator.descriptors import faults  # noqa: E402


def with_fields(resource: Resource = THING, **fields: Attribute) -> Resource:
    """A resource of which more is known of some fields."""
    return replace(resource, overrides={**resource.overrides, **fields})


# A second step


def test_what_may_lead_elsewhere_is_written_in_a_second_step() -> None:
    thing = with_fields(menu=Attribute(deferred=True), options=Attribute(deferred=True))
    desired = Desired({"name": "a", "kind": "big", "menu": [{"digit": "1"}]}, unset=("size", "options.url"))
    now, later = in_two_steps(thing, desired)
    assert now == Desired({"name": "a", "kind": "big"}, unset=("size",))
    assert later == Desired({"name": "a", "menu": [{"digit": "1"}]}, unset=("options.url",))


def test_an_object_that_leads_nowhere_needs_one_step() -> None:
    thing = with_fields(menu=Attribute(deferred=True))
    for desired in (Desired({"name": "a", "size": 1}), Desired({"name": "a", "menu": []}, absent=True)):
        assert in_two_steps(thing, desired) == (desired, None)


def test_an_object_that_is_identified_by_its_id_stays_so() -> None:
    _now, later = in_two_steps(with_fields(menu=Attribute(deferred=True)), Desired({"name": "new", "menu": []}, identifier="7"))
    assert later == Desired({"name": "new", "menu": []}, identifier="7")


# Objects that get an id in a later release

ROLE = replace(THING, id_from="name")


class OnePbx:
    """A PBX with things, the same in every session.

    :ivar asked: its requests.
    """

    filters = False

    def __init__(self, version: str = "22.2.1", *things: dict[str, Any]) -> None:
        self.version = version
        self.things = list(things)
        self.asked: list[str] = []
        self.transport = SimpleNamespace(base_url="https://pbx.example.net")

    def get(self, path: str, query: Any = None) -> Any:
        """The release."""
        self.asked.append(f"GET {path}")
        return {"version": self.version}

    def find(self, path: str, **_how: Any) -> list[dict[str, Any]]:
        """Every thing."""
        self.asked.append(f"GET {path}")
        return self.things

    list_all = find

    def remove(self, path: str, query: Any = None) -> None:
        """Remove the thing."""
        self.asked.append(f"DELETE {path}")
        self.things = []


class OneWorkspace(Workspace):
    """What a run keeps, with one PBX in every session.

    :ivar levels: of the sessions that were opened.
    """

    def __init__(self, pbx: OnePbx) -> None:
        super().__init__()
        self.pbx: Any = pbx
        self.levels: list[str] = []

    def sessions(self, level: Any, params: Any) -> Any:
        """Sessions that all lead to the same PBX."""

        def opened(name: str, value: Any) -> Any:
            self.levels.append(name)
            return value

        return SimpleNamespace(
            system=lambda: opened("system", self.pbx), tenant=lambda tenant: opened(f"tenant {tenant}", (self.pbx, {"id": "1"}))
        )


MAIN = {"id": "7", "name": "main", "kind": "big"}


@pytest.mark.parametrize(("held", "path"), [({"name": "main", "kind": "big"}, "/things/main"), (MAIN, "/things/7")])
def test_what_has_no_id_is_reached_by_its_name(held: dict[str, Any], path: str) -> None:
    pbx = OnePbx("22.2.1", held)
    assert run(ROLE, {"name": "main", "state": "absent"}, Recorder(), OneWorkspace(pbx))["changed"]
    assert f"DELETE {path}" in pbx.asked
    pbx = OnePbx("22.2.1", held)
    assert run_info(replace(ROLE, status="/status"), {"status": True}, Recorder(), OneWorkspace(pbx))["odd_things"][0]["id"] == path[8:]
    assert f"GET {path}/status" in pbx.asked


def test_no_run_asks_for_a_release_without_need() -> None:
    pbx = OnePbx("22.2.1", MAIN)
    assert run(THING, {"name": "main", "state": "absent"}, Recorder(), OneWorkspace(pbx))["changed"]
    assert [path for path in pbx.asked if "status" in path] == []


# Two levels

TRUNK = replace(with_fields(size=Attribute(only_at="system"), note=Attribute(only_at="tenant")), in_tenant=True)


@pytest.mark.parametrize(("tenant", "session"), [(None, "system"), ("clinic.example.net", "tenant clinic.example.net")])
def test_the_level_is_the_one_of_the_use(tenant: str | None, session: str) -> None:
    workspace = OneWorkspace(OnePbx("22.2.1", MAIN))
    run(TRUNK, {"name": "main", "state": "absent", "tenant": tenant}, Recorder(), workspace)
    assert set(workspace.levels) == {session}


def test_a_resource_of_two_levels_has_the_option_tenant() -> None:
    assert "tenant" in object_spec(TRUNK, {})
    assert "tenant" not in object_spec(THING, {})


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"size": 1, "tenant": "clinic.example.net"}, "size: only allowed without tenant"),
        ({"note": "x"}, "note: only allowed with tenant"),
        ({"size": 1}, None),
        ({"note": "x", "tenant": "clinic.example.net"}, None),
    ],
)
def test_a_field_may_belong_to_one_level(given: dict[str, Any], text: str | None) -> None:
    if text is None:
        assert desired_from(TRUNK, {"name": "main", **given}).values["name"] == "main"
        return
    with pytest.raises(errors.InvalidInput, match=f"^{text}$"):
        desired_from(TRUNK, {"name": "main", **given})


# Local files


@pytest.mark.parametrize(
    ("value", "name"), [("files/welcome.wav", "welcome.wav"), ("welcome.wav", "welcome.wav"), ("/srv/a b.wav", "a b.wav")]
)
def test_a_local_file_stands_for_the_object_of_its_name(value: str, name: str) -> None:
    client: Any = OnePbx("22.2.1", {"id": "1", "name": name}, {"id": "2", "name": "other.wav"})
    thing = with_fields(file_id=Attribute(readable=False, reference=Reference("file", local_file=RESOURCES["file"])))
    resolved = References(client).resolve(thing, {"file_id": value}, Place({}, lambda error: None))
    assert resolved == {"file_id": "1"}


def test_any_other_value_is_taken_as_it_is() -> None:
    client: Any = OnePbx("22.2.1", {"id": "1", "name": "a/b"}, {"id": "2", "name": "b"})
    thing = with_fields(file_id=Attribute(reference=Reference("file")))
    assert References(client).resolve(thing, {"file_id": "a/b"}, Place({}, lambda error: None)) == {"file_id": "1"}


# What the PBX makes itself


@pytest.mark.parametrize(
    ("held", "own"),
    [({"kind": "INTERNAL"}, True), ({"kind": "EXTERNAL"}, False), ({"end": "2035-01-01"}, True), ({"end": ""}, False), ({}, False)],
)
def test_an_object_of_the_pbx_itself_is_told_by_a_field(held: dict[str, Any], own: bool) -> None:
    assert replace(THING, made_by_pbx={"kind": "INTERNAL", "end": None}).is_made_by_pbx(held) is own


# What is wrong about a descriptor


@pytest.mark.parametrize("name", RESOURCES)
def test_every_descriptor_is_sound(name: str) -> None:
    assert list(faults(RESOURCES[name], ADDRESSES)) == []


WRONG: dict[str, tuple[Resource, str]] = {
    "a reference to nothing": (with_fields(file_id=Attribute(reference=Reference("fille"))), "file_id refers to 'fille'"),
    "a parent of no kind": (replace(THING, parents=(Parent("owner", to="ownr"),)), "owner refers to 'ownr'"),
    "a key that is no field": (replace(THING, key=("nmae",)), "key names 'nmae'"),
    "a required field that is none": (replace(THING, required=("kid",)), "required names 'kid'"),
    "an endpoint without the field": (
        with_fields(size=Attribute(endpoint=Endpoint("/thing", "tenant", ("title",)))),
        "size is written to /thing, which does not list it",
    ),
    "a deferred key": (with_fields(name=Attribute(deferred=True)), "name is deferred, and creation needs it"),
    "a deferred field that never changes": (with_fields(size=Attribute(deferred=True, immutable=True)), "size is deferred, and creation"),
    "a deferred field inside": (with_fields(**{"options.url": Attribute(deferred=True)}), "options.url is deferred, which only"),
    "an id that others may have": (replace(THING, id_from="size"), "id_from names 'size', which does not identify an object"),
    "an id of a singleton": (replace(THING, kind="singleton", id_from="name"), "no meaning for a singleton"),
    "two levels of the extension API": (replace(THING, level="extension", in_tenant=True), "in_tenant has no meaning"),
    "a level that the resource lacks": (with_fields(size=Attribute(only_at="tenant")), "size is only allowed at the level tenant"),
}


@pytest.mark.parametrize(("resource", "text"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_about_a_descriptor_is_told(resource: Resource, text: str) -> None:
    (fault,) = faults(resource, ADDRESSES)
    assert fault.startswith("things: ")
    assert text in fault
