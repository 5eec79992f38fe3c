# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Trunks on both levels: of the PBX, which tenants are lent, and of a tenant itself."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.export import loaded, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

NORTH = "north.example.net"
LINE = {"transport": "UDP", "port": 5060, "outbound_server": "sip.example.net", "outbound_server_port": 5060, "concurrency": 30}


def trunk(name: str, **fields: Any) -> dict[str, Any]:
    """A trunk as a document has it."""
    return {"name": name, "hostname": f"{name.split()[0].lower()}.example.net", **LINE, **fields}


def document() -> dict[str, Any]:
    """A trunk of the PBX that a tenant is lent, one of the tenant's own, and what uses both."""
    callers = [{"trunk": "City Telecom", "caller_id": "4930100"}, {"trunk": "Own line", "caller_id": "4989100"}]
    north = {
        "domain": NORTH,
        "name": "North",
        **{"timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"},
        "trunk_assignments": [{"trunk": "City Telecom", "did_numbers": ["4930100-4930199"], "concurrency": 10}],
        "trunks": [trunk("Own line", auth_mode="REGISTER_AUTH", username="north", password="line-Pass 1", auth_id="north")],
        "ring_groups": [{"extension_number": "8600", "name": "Desk", "outbound_caller_ids": callers}],
    }
    return {"system": {"trunks": [trunk("City Telecom", auth_mode="IP_AUTH", did_numbers=["4930100-4930199"])]}, "tenants": [north]}


def test_all_of_it_is_created_changed_and_taken_down_in_an_order_that_the_pbx_takes(shared_simulator: Simulator) -> None:
    runs = Documents(shared_simulator, {"update_password": "on_create"})
    runs.settle(document())
    state = shared_simulator.state()
    (city,) = state["providers"].values()
    (north,) = state["tenants"].values()
    (own,) = (one for key, one in north["providers"].items() if key != city["id"])
    assert [entry["did_numbers"] for entry in city["assignees"]] == ["4930100-4930199"]
    assert (own["name"], own["password"], own["assignees"]) == ("Own line", "line-Pass 1", [])
    (desk,) = north["ring_groups"].values()
    assert [caller["provider_id"] for caller in desk["outbound_caller_ids"]] == [city["id"], own["id"]]

    changed = document()
    changed["system"]["trunks"][0]["concurrency"] = 60
    changed["tenants"][0]["trunks"][0]["concurrency"] = 5
    done = runs.settle(changed)
    assert [(step["kind"], step["name"], step["within"]) for step in done.result["plan"]] == [
        ("trunk", "City Telecom", []),
        ("trunk", "Own line", [{"kind": "tenant", "name": NORTH}]),
    ]

    gone = copy.deepcopy(changed)
    gone["system"]["trunks"][0]["state"] = "absent"
    gone["tenants"][0]["state"] = "absent"
    runs.settle(gone)
    assert (shared_simulator.state()["providers"], shared_simulator.state()["tenants"]) == ({}, {})


def test_a_trunk_goes_after_its_assignment_and_that_after_what_uses_it(shared_simulator: Simulator) -> None:
    runs = Documents(shared_simulator, {"update_password": "on_create"})
    runs.settle(document())
    gone = document()
    gone["system"]["trunks"][0]["state"] = "absent"
    for name in ("trunk_assignments", "trunks", "ring_groups"):
        gone["tenants"][0][name] = [
            {key: entry[key] for key in ("name", "trunk", "extension_number") if key in entry} | {"state": "absent"}
            for entry in gone["tenants"][0][name]
        ]
    planned = runs.run(gone, check=True).result["plan"]
    assert [step["kind"] for step in planned] == ["ring_group", "trunk", "trunk_assignment", "trunk"]
    assert runs.run(gone).error is None
    city = next(call["path"] for call in shared_simulator.writes() if "/assignees/" in call["path"]).partition("/assignees")[0]
    removals = [call["path"] for call in shared_simulator.requests() if call["path"].endswith("/destroy")]
    places = [
        next(index for index, path in enumerate(removals) if part in path) for part in ("ring_groups", "assignees", f"{city}/destroy")
    ]
    assert places == sorted(places)


def test_a_trunk_that_the_document_assigns_can_be_named_at_once(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(NORTH, "North")
    carrier = shared_simulator.add_provider("Carrier", shared=False)
    callers = [{"trunk": "Carrier", "caller_id": "4930100"}]
    north = {
        "domain": NORTH,
        "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930100"]}],
        "ring_groups": [{"extension_number": "8600", "name": "Desk", "outbound_caller_ids": callers}],
    }
    Documents(shared_simulator).settle({"tenants": [north]})
    (state,) = shared_simulator.state()["tenants"].values()
    (desk,) = state["ring_groups"].values()
    assert [caller["provider_id"] for caller in desk["outbound_caller_ids"]] == [carrier]


def test_an_export_has_each_trunk_at_its_own_level(shared_simulator: Simulator, tmp_path: Path) -> None:
    runs = Documents(shared_simulator, {"update_password": "on_create"})
    runs.settle(document())
    exported = Task(shared_simulator, "portsip_export").run(dest=str(tmp_path))
    assert exported.error is None
    assert (exported.result["notes"], exported.result["incomplete"]) == ([], [])
    secret = f"vault_{NORTH.replace('.', '_')}_trunk_own_line_password"
    found: dict[str, Any] = {}
    for path in tmp_path.iterdir():
        found |= with_values(loaded(path), {secret: "line-Pass 1"})
    assert [entry["name"] for entry in found["system"]["trunks"]] == ["City Telecom"]
    assert [entry["name"] for entry in found["tenants"][0]["trunks"]] == ["Own line"]
    runs.still(found)


def test_what_a_tenant_is_lent_is_neither_removed_nor_changed_as_its_own(shared_simulator: Simulator) -> None:
    north = shared_simulator.add_tenant(NORTH, "North")
    lent = shared_simulator.add_provider("Carrier", north)
    own = shared_simulator.add_object("providers", north, name="Old line", hostname="old.example.net", **LINE)
    done = Documents(shared_simulator, {"exclusive": ["trunks"]}).settle({"tenants": [{"domain": NORTH, "trunks": []}]})
    assert [step["name"] for step in done.result["plan"]] == ["Old line"]
    assert own not in shared_simulator.state()["tenants"][north]["providers"]
    task = Task(shared_simulator, "portsip_trunk", {"tenant": NORTH})
    task.still(name="Carrier", state="absent")
    error = task.fails(id=lent, enabled=False)
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(f"id: the trunk with the id '{lent}' belongs to the PBX")
    seen = Task(shared_simulator, "portsip_trunk_info", {"tenant": NORTH}).run().result["trunks"]
    assert [(one["name"], one["shared"]) for one in seen] == [("Carrier", True)]


@pytest.mark.parametrize("mode", ["IP_AUTH", "TEAMS", "WHATS_APP"])
def test_some_auth_modes_are_for_trunks_of_the_pbx_alone(shared_simulator: Simulator, mode: str) -> None:
    shared_simulator.add_tenant(NORTH, "North")
    task = Task(shared_simulator, "portsip_trunk", trunk("Line", auth_mode=mode))
    error = task.fails(requests=[], tenant=NORTH)
    assert isinstance(error, InvalidInput)
    assert str(error) == f"auth_mode: '{mode}' is not allowed with tenant; allowed are REGISTER_AUTH, ACCEPT_REGISTER"
    task.settle()
    wrong = {"tenants": [{"domain": NORTH, "trunks": [trunk("Line", auth_mode=mode)]}]}
    assert f"tenants[0].trunks[0].auth_mode: '{mode}' is not allowed" in str(
        Documents(shared_simulator).run(wrong, validate_only=True).error
    )


def test_a_custom_header_part_needs_its_text(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_trunk", trunk("Line"))
    error = task.fails(requests=[], outbound_parameters={"from_user_part": {"value": "CUSTOM"}})
    assert "outbound_parameters.from_user_part: value CUSTOM needs custom_value" in str(error)
    task.settle(outbound_parameters={"from_user_part": {"value": "CUSTOM", "custom_value": "4930100"}})
    task.settle(outbound_parameters={"to_user_part": {"value": "CALLED_NUM"}})
    (stored,) = shared_simulator.state()["providers"].values()
    parts = {name: part["value"] for name, part in stored["outbound_parameters"].items() if isinstance(part, dict) and part["value"]}
    assert parts == {"from_user_part": "CUSTOM", "to_user_part": "CALLED_NUM"}


def test_numbers_of_an_assignment_that_goes_can_be_given_to_another_tenant(shared_simulator: Simulator) -> None:
    north, south = shared_simulator.add_tenant(NORTH, "North"), shared_simulator.add_tenant("south.example.net", "South")
    carrier = shared_simulator.add_provider("Carrier", shared=False)
    runs = Documents(shared_simulator)
    first = {"domain": "south.example.net", "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930100-4930199"]}]}
    runs.settle({"tenants": [first]})
    assert [entry["tenant_id"] for entry in shared_simulator.state()["providers"][carrier]["assignees"]] == [south]
    first["trunk_assignments"] = [{"trunk": "Carrier", "state": "absent"}]
    second = {"domain": NORTH, "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930150"]}]}
    runs.settle({"tenants": [second, first]})
    assert [entry["tenant_id"] for entry in shared_simulator.state()["providers"][carrier]["assignees"]] == [north]
