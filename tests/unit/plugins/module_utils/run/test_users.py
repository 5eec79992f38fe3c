# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users: passwords that some releases show, users that the PBX gets from elsewhere, and rules that lead round in a circle."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import only
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator
from simulator.releases import Release

DOMAIN = "clinic.example.net"
ANNA = {
    "extension_number": "2001",
    "name": "anna.berg",
    "display_name": "Anna Berg",
    "email": "anna@example.net",
    "role": "StandardUser",
    "password": "Web-Pass-1",
    "extension_password": "Sip-Pass-1",
    "voicemail_pin": "284193",
}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_user", {"tenant": DOMAIN, "extension_number": "2001"})


def _users(pbx: Simulator) -> dict[str, Any]:
    return dict(pbx.state()["tenants"]["tenant-1"]["users"])


def test_passwords_are_compared_where_the_pbx_returns_them(pbx: Simulator, task: Task) -> None:
    pbx.configure(release="22.3")
    task.settle(**ANNA)
    task.settle(password="Web-Pass-2")
    outcome = task.settle(extension_password="Sip-Pass-2")
    assert outcome.bodies == [{"password": "Sip-Pass-2"}]
    assert "Sip-Pass-2" not in shown(outcome)
    row = only(_users(pbx))
    assert (row["password"], row["extension_password"]) == ("Web-Pass-2", "Sip-Pass-2")


def test_passwords_are_written_each_time_where_it_does_not(pbx: Simulator, task: Task) -> None:
    pbx.configure(release="22.2")
    task.run(**ANNA)
    outcome = task.rewrite(password="Web-Pass-1", extension_password="Sip-Pass-2")
    assert sorted(call.rpartition("/")[2] for call in outcome.calls if "/users/" in call and call.startswith("POST")) == [
        "extension_password",
        "password",
    ]


@pytest.mark.parametrize("release", ["22.2", "22.3"])
def test_what_a_user_has_changed_stays_with_on_create(pbx: Simulator, task: Task, release: Release) -> None:
    pbx.configure(release=release)
    task.settle(**ANNA, update_password="on_create")
    task.still(**{**ANNA, "password": "Web-Pass-2", "extension_password": "Sip-Pass-2"}, update_password="on_create")


@pytest.mark.parametrize("release", ["22.2", "22.3"])
def test_a_user_created_again_gets_every_password(pbx: Simulator, task: Task, release: Release) -> None:
    """Those that the PBX returns need not be given."""
    pbx.configure(release=release)
    task.run(**ANNA)
    given = {"password": "Web-Pass-1", "extension_password": "Sip-Pass-1"} if release == "22.2" else {}
    task.run(name="anna.kurz", recreate=True, **given)
    row = only(_users(pbx))
    assert (row["name"], row["password"], row["extension_password"]) == ("anna.kurz", "Web-Pass-1", "Sip-Pass-1")


def test_a_user_from_elsewhere_is_left_alone(pbx: Simulator, task: Task) -> None:
    pbx.add_user("tenant-1", "2001", "Anna Berg", sync_type="Microsoft 365")
    task.still(display_name="Anna Berg")
    for options in ({"display_name": "Else"}, {"state": "absent"}):
        error = task.fails(**options)
        assert isinstance(error, errors.Conflict)
        assert "user 2001 is synchronised from Microsoft 365" in str(error)
    emptied = Documents(pbx).run({"tenants": [{"domain": DOMAIN, "users": []}]}, exclusive=["users"])
    assert (emptied.error, emptied.changed) == (None, False)


@pytest.mark.parametrize("name", ["Admin", "root", ".anna", "anna.", "anna berg", "anna/berg"])
def test_names_that_cannot_be(task: Task, name: str) -> None:
    assert str(task.fails(requests=[], **{**ANNA, "name": name})).startswith(f"name: '{name}'")


def test_a_circle_of_users_and_groups_in_one_run(pbx: Simulator) -> None:
    """A user forwards to a ring group that has the user as a member, and to another user who comes later."""
    anna = {
        **ANNA,
        "available_no_answer_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "7010", "timeout": 15},
        "dnd_office_hours_forward_rule": {"action": "FORWARD_TO_VOICEMAIL", "number": "2002"},
        "blfs": [{"key": "BLF", "value": "2002"}],
    }
    ben = {**ANNA, "extension_number": "2002", "name": "ben.kurz", "email": "ben@example.net"}
    group = {"extension_number": "7010", "name": "Desk", "agents": [{"extension_number": "2001"}, {"extension_number": "2002"}]}
    tenant = {"domain": DOMAIN, "users": [anna, ben], "ring_groups": [group]}
    documents = Documents(pbx)
    outcome = documents.settle({"tenants": [tenant]})
    assert outcome.context.warnings == []
    row = next(row for row in _users(pbx).values() if row["extension_number"] == "2001")
    assert row["available_no_answer_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "7010", "timeout": 15}
    assert row["blfs"] == [{"key": "BLF", "value": "2002", "first_name": None, "last_name": None}]
    (stored,) = pbx.state()["tenants"]["tenant-1"]["ring_groups"].values()
    assert [agent["extension_number"] for agent in stored["agents"]] == ["2001", "2002"]
    documents.settle({"tenants": [{"domain": DOMAIN, "state": "absent", "users": [], "ring_groups": []}]})


def test_holidays_of_a_user_and_of_the_tenant(pbx: Simulator) -> None:
    christmas = {"name": "Christmas", "region": "DEU", "consecutive": False, "every_year": True, "month_start": 12, "day_start": 25}
    leave = {**christmas, "name": "Leave", "month_start": 8}
    anna = {**ANNA, "global_holidays": ["Christmas"], "holidays": [leave]}
    documents = Documents(pbx)
    documents.settle({"tenants": [{"domain": DOMAIN, "holidays": [christmas], "users": [anna]}]})
    row, holiday = only(_users(pbx)), only(pbx.state()["tenants"]["tenant-1"]["holidays"])
    assert row["global_holidays"] == [holiday["id"]]
    assert only(row["user_holidays"])["name"] == "Leave"
    exported = Task(pbx, "portsip_export").run(only=["users", "holidays"], secrets="omit", extension_api_url=None)
    (tenant,) = exported.result["definition"]["tenants"]
    assert (tenant["users"][0]["global_holidays"], tenant["users"][0]["holidays"][0]["name"]) == (["Christmas"], "Leave")
    documents.settle({"tenants": [{"domain": DOMAIN, "users": [{**anna, "global_holidays": [], "holidays": []}]}]}, exclusive=["holidays"])
    row = only(_users(pbx))
    assert (row["global_holidays"], row.get("user_holidays")) == ([], None)


def test_the_holidays_of_the_tenant_are_read_only_where_they_are_given(pbx: Simulator, task: Task) -> None:
    task.run(**ANNA)
    assert not [call for call in task.run(department="West").calls if "global_holidays" in call]
    outcome = task.still(global_holidays=[])
    assert [call.rpartition("/")[2] for call in outcome.calls if "/users/" in call][1:] == ["global_holidays"]


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_every_user_is_found(pbx: Simulator, count: int) -> None:
    for number in range(count):
        pbx.add_user("tenant-1", str(2001 + number), f"User {number}")
    outcome = Task(pbx, "portsip_user_info", {"tenant": DOMAIN, "details": False}).run()
    assert [user["extension_number"] for user in outcome.result["users"]] == [str(2001 + number) for number in range(count)]
    assert len([call for call in outcome.calls if call.startswith("GET /api/users")]) == max(1, -(-count // 100))


def test_a_name_is_given_once(pbx: Simulator) -> None:
    pbx.add_user("tenant-1", "2009", "Somebody", name="ben.kurz")
    users = [{**ANNA, "extension_number": "2002"}, ANNA, {**ANNA, "extension_number": "2003", "name": "Ben.Kurz"}]
    outcome = Documents(pbx).run({"tenants": [{"domain": DOMAIN, "users": users}]})
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "tenants[0].users[1].name: 'anna.berg' is given at tenants[0].users[0] too" in str(outcome.error)
    assert "tenants[0].users[2].name: 'Ben.Kurz' is that of user 2009" in str(outcome.error)
    assert len(_users(pbx)) == 1


def test_another_number_keeps_the_name(pbx: Simulator, task: Task) -> None:
    """The name is unique, so the user is removed before there is a new one."""
    pbx.configure(release="22.3")
    task.run(**ANNA)
    (identifier,) = _users(pbx)
    moved = Task(pbx, "portsip_user", {"tenant": DOMAIN}).run(id=identifier, extension_number="2002", recreate=True)
    assert moved.error is None
    row = only(_users(pbx))
    assert (row["extension_number"], row["name"], row["password"]) == ("2002", "anna.berg", "Web-Pass-1")


def test_users_given_by_what_the_list_tells_are_not_read_one_by_one(pbx: Simulator) -> None:
    for number in range(120):
        pbx.add_user("tenant-1", str(2001 + number), f"User {number}")
    users = [{"extension_number": str(2001 + number), "display_name": f"User {number}", "password": "Web-Pass-1"} for number in range(120)]
    document = {"tenants": [{"domain": DOMAIN, "users": users}]}
    outcome = Documents(pbx).still(document)
    assert [call for call in outcome.calls if call.startswith("GET /api/users/")] == []
    users[7]["display_name"] = "Anna Berg"
    outcome = Documents(pbx).run(document)
    assert len([call for call in outcome.calls if call.startswith("GET /api/users/")]) == 2


def test_a_user_takes_one_write_and_one_read(pbx: Simulator) -> None:
    """Rules that lead nowhere are part of the creation."""
    rules = {"available_no_answer_forward_rule": {"action": "FORWARD_TO_VOICEMAIL"}, "dnd_office_hours_forward_rule": {"action": "HANGUP"}}
    users = [{**ANNA, **rules, "extension_number": str(2001 + each), "name": f"user.{each}"} for each in range(30)]
    documents = Documents(pbx)
    outcome = documents.run({"tenants": [{"domain": DOMAIN, "users": users}]})
    about = [call.split(" ")[0] for call in outcome.calls if "/api/users" in call]
    assert (about.count("POST"), about.count("GET")) == (30, 31)
    again = documents.still({"tenants": [{"domain": DOMAIN, "users": users}]})
    assert len([call for call in again.calls if "/api/users" in call]) == 31


def test_an_export_says_that_users_from_elsewhere_are_left_out(pbx: Simulator) -> None:
    pbx.add_user("tenant-1", "2001", "Anna Berg", sync_type="Microsoft 365")
    pbx.add_user("tenant-1", "2002", "Ben Kurz")
    outcome = Task(pbx, "portsip_export").run(only=["users"], secrets="omit", extension_api_url=None)
    (tenant,) = outcome.result["definition"]["tenants"]
    assert [user["extension_number"] for user in tenant["users"]] == ["2002"]
    assert len([note for note in outcome.result["notes"] if "synchronised" in note["message"]]) == 1
