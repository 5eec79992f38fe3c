# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users of an extension: a password that is never told, and mail that is sent once."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput, NotFound, Refused
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

NEW = {"name": "Anna Berg", "email": "anna@example.net", "password": "User-Secret-1"}
ONCE = {**NEW, "update_password": "on_create"}


def _users(pbx: Simulator) -> dict[str, Any]:
    rows: dict[str, Any] = pbx.state()["extension"]["extensions"]["201"]["users"]
    return rows


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """A user of a phone."""
    return Task(shared_simulator, "portsip_extension_user", {"extension_id": 201, "login": "anna"})


def test_what_is_written_once_is_not_compared(task: Task) -> None:
    made = task.settle(**ONCE, email_notify=True, email_for_notify="it@example.net")
    assert not {"password", "email_notify", "email_for_notify"} & set(made.result["user"])
    assert made.context.warnings == []
    task.still(email_notify=False, email_for_notify="else@example.net")
    changed = task.settle(status="blocked", email_notify=False)
    assert not {"login", "password", "email_notify"} & set(changed.bodies[0])


def test_password(task: Task) -> None:
    pbx = task.pbx
    identifier = str(pbx.add_extension_user(201, "anna", "User-Secret-1"))
    tried = task.run(check=True, password="User-Secret-2")
    assert (tried.changed, pbx.writes()) == (True, [])
    for _again in range(2):
        done = task.run(password="User-Secret-2")
        assert done.changed, "nobody can tell whether it differs"
        assert "User-Secret" not in shown(done)
    assert _users(pbx)[identifier]["password"] == "User-Secret-2"
    task.still(password="User-Secret-3", update_password="on_create")


def test_another_login_takes_another_user(task: Task) -> None:
    pbx = task.pbx
    old = str(pbx.add_extension_user(201, "anna"))
    error = task.fails(id=old, login="annab")
    assert isinstance(error, Conflict)
    assert "recreate" in str(error)
    error = task.fails(id=old, login="annab", recreate=True)
    assert isinstance(error, InvalidInput)
    assert "password" in str(error)
    done = task.run(id=old, login="annab", recreate=True, password="User-Secret-1", email_notify=True)
    assert done.changed
    (row,) = _users(pbx).values()
    assert (row["login"], row["email_notify"], row["password"]) == ("annab", True, "User-Secret-1")


def test_creation_says_what_is_missing(task: Task) -> None:
    error = task.fails(name="Anna")
    assert isinstance(error, InvalidInput)
    assert "password and email are required" in str(error)


def test_a_login_that_is_taken(task: Task) -> None:
    task.pbx.add_extension_user(202, "anna")
    outcome = task.run(**NEW)
    assert isinstance(outcome.error, Refused)
    assert "User-Secret" not in shown(outcome)
    assert _users(task.pbx) == {}


@pytest.mark.parametrize("options", [{"email": "anna"}, {"email_for_notify": "it"}, {"password": ""}, {"login": ""}, {"unset": ["email"]}])
def test_users_that_are_not_valid(task: Task, options: dict[str, Any]) -> None:
    assert isinstance(task.fails(requests=[], **options), InvalidInput)


def test_an_extension_that_does_not_exist(task: Task) -> None:
    assert isinstance(task.fails(extension_id=999, **NEW), NotFound)
