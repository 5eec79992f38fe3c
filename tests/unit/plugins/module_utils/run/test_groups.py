# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Members of a group, each written at a path of its own: what is written, what a refusal leaves behind, and whole documents."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import only
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.net"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    for number, name in (("2001", "Anna Berg"), ("2002", "Ben Kurz"), ("2003", "Cleo Lang")):
        shared_simulator.add_user("tenant-1", number, name)
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_group", {"tenant": DOMAIN, "name": "Desk"})


def _members(pbx: Simulator) -> list[str]:
    return list(only(pbx.state()["tenants"]["tenant-1"]["groups"])["members"])


def _writes(pbx: Simulator) -> list[tuple[str, Any]]:
    return [
        (write["path"].partition("/groups/")[2].partition("/")[2], write["body"]) for write in pbx.writes() if "/members/" in write["path"]
    ]


def test_each_member_that_changes_is_one_write_and_no_other_is_written(pbx: Simulator, task: Task) -> None:
    task.run(members=["2001", "2002"])
    assert _writes(pbx) == [("members/2001", None), ("members/2002", None)]
    task.run(members=["2003", "2002"])
    assert _writes(pbx) == [("members/2001/destroy", None), ("members/2003", None)]
    task.run(description="Only this")
    assert (_writes(pbx), _members(pbx)) == ([], ["2002", "2003"])
    task.still(members=["2003", "2002"])


def test_members_stay_where_they_are_not_given(pbx: Simulator, task: Task) -> None:
    task.run(members=["2001"])
    pbx.configure(update_mode="replace")
    task.settle(description="At the desk")
    assert _members(pbx) == ["2001"]


def test_a_member_that_is_refused_leaves_what_was_written(pbx: Simulator, task: Task) -> None:
    pbx.inject(method="POST", path="members/2002$", times=None, status=404, body="{}")
    outcome = task.run(members=["2001", "2002"])
    assert isinstance(outcome.error, errors.Refused)
    assert "members: the PBX has no 2002" in str(outcome.error)
    assert "still in place: members with 2001" in str(outcome.error)
    assert "still in place: group Desk" in str(outcome.error)
    assert _members(pbx) == ["2001"]
    pbx.clear_faults()
    task.settle(members=["2001", "2002"])


def test_a_member_that_nobody_has_is_found_before_the_first_write(pbx: Simulator, task: Task) -> None:
    outcome = task.run(members=["2001", "Dora Noll"])
    assert isinstance(outcome.error, errors.NotFound)
    assert (outcome.bodies, "Dora Noll" in str(outcome.error)) == ([], True)


def test_a_mode_without_members(task: Task) -> None:
    assert "members is required" in str(task.fails(requests=[], members_mode="merge"))


def test_a_document_creates_a_group_with_users_of_the_same_run(pbx: Simulator) -> None:
    user = {"role": "StandardUser", "password": "Web-Pass-1", "extension_password": "Sip-Pass-1", "voicemail_pin": "284193"}
    dora = {**user, "extension_number": "2004", "name": "dora", "display_name": "Dora Noll", "email": "dora@example.net"}
    groups = [{"name": "Desk", "members": ["2001", "Dora Noll"]}, {"name": "Lab", "members": ["2004"], "description": "In the cellar"}]
    documents = Documents(pbx)
    documents.settle({"tenants": [{"domain": DOMAIN, "users": [dora], "groups": groups}]})
    stored = {row["name"]: row["members"] for row in pbx.state()["tenants"]["tenant-1"]["groups"].values()}
    assert stored == {"Desk": ["2001", "2004"], "Lab": ["2004"]}
    documents.settle({"tenants": [{"domain": DOMAIN, "groups": groups[:1]}]}, exclusive=["groups"])
    assert [row["name"] for row in pbx.state()["tenants"]["tenant-1"]["groups"].values()] == ["Desk"]
