# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Roles, which have a name in their path in release 22.2 and an id from 22.3 on, and users who have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import only
from ansible_collections.portsip.pbx.tests.unit.support.export import loaded
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from simulator.releases import Release

DOMAIN = "clinic.example.net"
RELEASES: tuple[Release, ...] = ("22.2", "22.3")
NIGHT = {"name": "Night desk", "permissions": {"policies": {"internal_calls": True}}}
ANNA = {
    **{"extension_number": "2001", "name": "anna.berg", "display_name": "Anna Berg", "email": "anna@example.net"},
    **{"password": "Web-Pass-1", "extension_password": "Sip-Pass-1", "voicemail_pin": "284193", "role": "Night desk"},
}


@pytest.fixture(params=RELEASES)
def pbx(shared_simulator: Simulator, request: pytest.FixtureRequest) -> Simulator:
    shared_simulator.configure(release=request.param)
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_role", {"tenant": DOMAIN})


def _roles(pbx: Simulator) -> dict[str, Any]:
    return dict(pbx.state()["tenants"]["tenant-1"].get("roles", {}))


def _document(**role: Any) -> dict[str, Any]:
    return {"tenants": [{"domain": DOMAIN, "roles": [{**NIGHT, **role}], "users": [ANNA]}]}


def test_a_role_is_renamed_by_its_id_or_where_it_has_none_by_its_name(pbx: Simulator, task: Task) -> None:
    created = task.settle(**NIGHT).result["role"]
    ((identifier, row),) = _roles(pbx).items()
    assert created["id"] == (identifier if "capabilities" in row else "Night desk")
    renamed = task.run(id=created["id"], name="Night").result["role"]
    assert (renamed["name"], only(_roles(pbx))["name"]) == ("Night", "Night")
    assert renamed["id"] == (identifier if "capabilities" in row else "Night")
    task.settle(name="Night", state="absent")
    assert _roles(pbx) == {}


def test_a_built_in_role_is_shown_and_neither_changed_nor_removed(pbx: Simulator, task: Task) -> None:
    shown = Task(pbx, "portsip_role_info", {"tenant": DOMAIN}).run(name="Admin").result["roles"]
    assert [role["name"] for role in shown] == ["Admin"]
    assert "built-in role" in str(task.fails(requests=[], name="Admin", state="absent"))
    Documents(pbx).settle({"tenants": [{"domain": DOMAIN, "roles": [NIGHT]}]})
    done = Documents(pbx).settle({"tenants": [{"domain": DOMAIN, "roles": []}]}, exclusive=["roles"])
    assert [(step["action"], step["name"]) for step in done.result["plan"]] == [("remove", "Night desk")]


def test_a_document_creates_the_role_before_its_users_and_removes_it_after_them(pbx: Simulator, tmp_path: Path) -> None:
    runs = Documents(pbx, {"update_password": "on_create"})
    runs.settle(_document())
    assert only(pbx.state()["tenants"]["tenant-1"]["users"])["role"] == "Night desk"
    exported = Task(pbx, "portsip_export").run(dest=str(tmp_path))
    (found,) = (loaded(path) for path in tmp_path.iterdir() if DOMAIN in path.name)
    assert exported.result["notes"] == []
    assert [role["name"] for role in found["tenants"][0]["roles"]] == ["Night desk"]
    assert found["tenants"][0]["users"][0]["role"] == "Night desk"
    runs.settle({"tenants": [{"domain": DOMAIN, "roles": [], "users": []}]}, exclusive=["roles", "users"])
    assert _roles(pbx) == {}


def test_users_get_the_new_role_before_the_old_one_is_removed(pbx: Simulator) -> None:
    runs = Documents(pbx, {"update_password": "on_create"})
    runs.settle(_document())
    changed = {"domain": DOMAIN, "roles": [{**NIGHT, "name": "Day desk"}], "users": [{**ANNA, "role": "Day desk"}]}
    runs.settle({"tenants": [changed]}, exclusive=["roles"])
    assert [row["name"] for row in _roles(pbx).values()] == ["Day desk"]
    assert only(pbx.state()["tenants"]["tenant-1"]["users"])["role"] == "Day desk"


def test_a_role_that_a_user_keeps_is_not_removed(pbx: Simulator) -> None:
    runs = Documents(pbx, {"update_password": "on_create"})
    runs.settle(_document())
    outcome = runs.run({"tenants": [{"domain": DOMAIN, "roles": [], "users": [ANNA]}]}, exclusive=["roles"])
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "tenants[0].users[0].role: names the role Night desk" in str(outcome.error)


def test_a_user_with_a_role_that_is_not_there(pbx: Simulator) -> None:
    task = Task(pbx, "portsip_user", {"tenant": DOMAIN})
    outcome = task.run(**ANNA)
    assert isinstance(outcome.error, errors.NotFound)
    assert (str(outcome.error), outcome.bodies) == ("role: there is no role with the name or id 'Night desk'", [])
    # An earlier task may create it.
    assert task.run(check=True, **ANNA).changed


@pytest.mark.slow
def test_a_session_that_may_not_read_roles(pbx: Simulator) -> None:
    Task(pbx, "portsip_role", {"tenant": DOMAIN}).run(**NIGHT)
    pbx.inject(method="GET", path="/roles$", times=None, status=403, body="{}")
    Task(pbx, "portsip_user", {"tenant": DOMAIN, "update_password": "on_create"}).settle(**ANNA)
    assert only(pbx.state()["tenants"]["tenant-1"]["users"])["role"] == "Night desk"


def test_a_built_in_role_is_not_looked_up(pbx: Simulator) -> None:
    outcome = Task(pbx, "portsip_user", {"tenant": DOMAIN}).run(**{**ANNA, "role": "Admin"})
    assert outcome.changed
    assert [call for call in outcome.calls if call.endswith("/roles")] == []
