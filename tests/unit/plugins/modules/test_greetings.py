# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Voicemail greetings: files that are linked, of which one is heard, and which stay heard when their file is replaced."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from sounds import path_of

LISTS = ("users", "shared_voicemails")
DOMAIN = "clinic.example.com"
KINDS = {
    "user": ("users", "user-1", "greetings", "2001"),
    "shared_voicemail": ("shared_voicemails", "box-1", "voicemail_greetings", "8800"),
}


@pytest.fixture(params=KINDS)
def owner(request: pytest.FixtureRequest) -> str:
    """What has the greetings."""
    return str(request.param)


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant that has a user, a shared mailbox, and two files."""
    shared_simulator.add_tenant(DOMAIN, id="tenant-1", created_at="2026-01-01T08:00:00.000Z")
    shared_simulator.add_user("tenant-1", id="user-1", extension_number="2001", display_name="Anna Berg")
    shared_simulator.add_object("shared_voicemails", "tenant-1", id="box-1", extension_number="8800", name="Orders", pin="284193")
    shared_simulator.add_file("tenant-1", "absent.wav", 684, id="file-1")
    shared_simulator.add_file("tenant-1", "holiday.wav", 700, id="file-2")
    return shared_simulator


def task_of(pbx: Simulator, owner: str, **options: Any) -> Task:
    return Task(pbx, f"portsip_{owner}_greeting", {"tenant": DOMAIN, owner: KINDS[owner][3], **options})


def greetings(pbx: Simulator, owner: str) -> list[tuple[str, bool]]:
    kind, key, name, _number = KINDS[owner]
    return [(row["file_id"], row["enabled"]) for row in pbx.state()["tenants"]["tenant-1"][kind][key].get(name, {}).values()]


def writes(pbx: Simulator) -> list[str]:
    return [write["path"].removeprefix("/api") for write in pbx.writes()]


@pytest.mark.parametrize("by_itself", [True, False])
def test_one_greeting_is_heard(pbx: Simulator, owner: str, by_itself: bool) -> None:
    """Enabling one disables the others, whoever does it; where nothing is said of it, it stays as it is."""
    pbx.configure(enabling_disables_others=by_itself)
    task_of(pbx, owner, file="absent.wav").settle(enabled=True)
    task_of(pbx, owner, file="holiday.wav").settle()
    assert greetings(pbx, owner) == [("file-1", True), ("file-2", False)]
    task_of(pbx, owner, file="holiday.wav").settle(enabled=True)
    assert greetings(pbx, owner) == [("file-1", False), ("file-2", True)]
    task_of(pbx, owner, file="absent.wav").still()
    assert not task_of(pbx, owner).run(file="file-1").changed


def test_a_new_greeting_is_not_disabled_in_vain(pbx: Simulator, owner: str) -> None:
    done = task_of(pbx, owner, file="absent.wav").settle(enabled=False)
    assert done.bodies == [{"file_id": "file-1"}]
    assert {name: done.result[f"{owner}_greeting"][name] for name in ("file", "file_size", "enabled")} == {
        "file": "absent.wav",
        "file_size": 684,
        "enabled": False,
    }


def test_a_local_file_becomes_a_greeting(pbx: Simulator, owner: str) -> None:
    done = task_of(pbx, owner, file=path_of("welcome.wav")).settle(enabled=True)
    files = {file["name"]: key for key, file in pbx.state()["tenants"]["tenant-1"]["files"].items()}
    assert greetings(pbx, owner) == [(files["welcome.wav"], True)]
    assert done.result[f"{owner}_greeting"]["file"] == "welcome.wav"
    task_of(pbx, owner, file="/elsewhere/welcome.wav", state="absent").settle()
    assert greetings(pbx, owner) == []


def test_a_file_that_is_not_there(pbx: Simulator, owner: str) -> None:
    task = task_of(pbx, owner, file="missing.wav")
    assert "an earlier task creates it" in task.run(check=True).context.warnings[0]
    assert isinstance(task.run().error, errors.NotFound)
    task.still(state="absent")


def test_a_greeting_stays_heard_when_its_file_is_replaced(pbx: Simulator, owner: str) -> None:
    """The greeting of the new file is there and enabled before the old one goes, and the old file goes last."""
    task_of(pbx, owner, file="absent.wav").settle(enabled=True)
    task_of(pbx, owner, file="holiday.wav").settle()
    done = Task(pbx, "portsip_file", {"tenant": DOMAIN, "name": "absent.wav", "src": path_of("welcome-longer.wav")}).run()
    assert done.error is None
    new = done.result["file"]["id"]
    assert sorted(greetings(pbx, owner)) == sorted([(new, True), ("file-2", False)])
    ends = [path.rpartition("/")[2] if path.endswith(("enable", "greetings")) else path.split("/")[1] for path in writes(pbx)][-4:]
    assert ends == ["greetings", "enable", KINDS[owner][0], "files"]
    task_of(pbx, owner, file="absent.wav").still(enabled=True)


def test_a_greeting_of_an_older_file_is_created_again(pbx: Simulator, owner: str) -> None:
    task_of(pbx, owner, file="absent.wav").settle(enabled=True)
    pbx.add_file("tenant-1", "absent.wav", 900, id="newer", created_at="2036-01-01T00:00:00Z")
    done = task_of(pbx, owner, file="absent.wav").settle()
    assert greetings(pbx, owner) == [("newer", True)]
    assert done.result["diff"]["before"]["file_size"] == 684


def test_what_is_refused_after_the_creation(pbx: Simulator, owner: str) -> None:
    """The next run goes on from there."""
    pbx.inject(method="POST", path="/enable$", status=400)
    failed = task_of(pbx, owner, file="absent.wav").run(enabled=True)
    assert f"{owner.replace('_', ' ')} greeting absent.wav" in str(failed.error)
    assert greetings(pbx, owner) == [("file-1", False)]
    task_of(pbx, owner, file="absent.wav").settle(enabled=True)


def document(**lists: Any) -> dict[str, Any]:
    tenant = {"domain": DOMAIN, "name": "Clinic", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
    user = {"extension_number": "2001", "greetings": lists.pop("greetings")}
    return {"tenants": [{**tenant, **lists, "users": [user]}]}


def test_greetings_in_a_document(pbx: Simulator, tmp_path: Path) -> None:
    """A file of the plan, a local one, and what is not named goes."""
    local = str(shutil.copy(path_of("welcome.wav"), tmp_path / "night.wav"))
    task_of(pbx, "user", file="holiday.wav").settle(enabled=True)
    wanted = document(
        files=[{"name": "new.wav", "src": path_of("welcome.wav")}],
        greetings=[{"file": "new.wav", "enabled": True}, {"file": local}, {"file": "absent.wav", "enabled": False}],
    )
    Documents(pbx).settle(wanted, exclusive=["users.greetings"])
    names = {key: file["name"] for key, file in pbx.state()["tenants"]["tenant-1"]["files"].items()}
    found = {names[key]: enabled for key, enabled in greetings(pbx, "user")}
    assert found == {"new.wav": True, "night.wav": False, "absent.wav": False}


def test_only_one_can_be_enabled(pbx: Simulator) -> None:
    wanted = document(greetings=[{"file": "absent.wav", "enabled": True}, {"file": "holiday.wav", "enabled": True}])
    refused = Documents(pbx).run(wanted)
    assert str(refused.error) == (
        "tenants[0].users[0].greetings[1].enabled: only one of them can be enabled, and tenants[0].users[0].greetings[0] is"
    )
    assert refused.calls == []


def test_greetings_are_exported_by_the_names_of_their_files(pbx: Simulator) -> None:
    task_of(pbx, "user", file="absent.wav").settle(enabled=True)
    task_of(pbx, "shared_voicemail", file="holiday.wav").settle()
    (tenant,) = Task(pbx, "portsip_export").run().result["definition"]["tenants"]
    assert tenant["users"][0]["greetings"] == [{"file": "absent.wav", "enabled": True}]
    assert [one["file"] for one in tenant["shared_voicemails"][0]["greetings"]] == ["holiday.wav"]
    kept = {name: tenant[name] for name in ("domain", "files")}
    bare = {kind: [{name: one[name] for name in ("extension_number", "greetings")} for one in tenant[kind]] for kind in LISTS}
    Documents(pbx).still({"tenants": [{**kept, **bare}]})


def test_a_new_tenant_with_users_and_their_greetings(shared_simulator: Simulator, tmp_path: Path) -> None:
    """From nothing, in one run."""
    pbx = shared_simulator
    wanted = document(greetings=[{"file": path_of("welcome.wav"), "enabled": True}])
    (tenant,) = wanted["tenants"]
    tenant["users"][0] |= {
        **{"name": "anna.berg", "password": "Web-2001-Pass", "email": "anna@example.com", "display_name": "Anna Berg"},
        **{"role": "StandardUser", "extension_password": "Sip-2001-Pass", "voicemail_pin": "284193"},
    }
    box = {"extension_number": "8800", "name": "Orders", "pin": "284193", "greetings": [{"file": path_of("welcome.wav")}]}
    Documents(pbx).settle({"tenants": [{**tenant, "shared_voicemails": [box]}]})
    (state,) = pbx.state()["tenants"].values()
    (file,) = state["files"]
    (user,), (mailbox,) = state["users"].values(), state["shared_voicemails"].values()
    assert [(one["file_id"], one["enabled"]) for one in user["greetings"].values()] == [(file, True)]
    assert [(one["file_id"], one["enabled"]) for one in mailbox["voicemail_greetings"].values()] == [(file, False)]


@pytest.mark.parametrize("blank", ["null", "absent", "empty"])
def test_a_greeting_without_its_file_can_be_removed(pbx: Simulator, owner: str, blank: str) -> None:
    """It shows no name any more, and does not stand in the way of others."""
    task_of(pbx, owner, file="absent.wav").settle()
    Task(pbx, "portsip_file", {"tenant": DOMAIN, "name": "absent.wav"}).run(state="absent")
    pbx.configure(blank_as=blank)
    task_of(pbx, owner, file="holiday.wav").settle()
    kind, key, name, number = KINDS[owner]
    listed = Task(pbx, f"portsip_{owner}_greeting_info", {"tenant": DOMAIN, owner: number}).run().result[f"{owner}_greetings"]
    (broken,) = (one for one in listed if not one["file"])
    assert task_of(pbx, owner, id=broken["id"], state="absent").run().changed
    assert [row["file_id"] for row in pbx.state()["tenants"]["tenant-1"][kind][key][name].values()] == ["file-2"]
