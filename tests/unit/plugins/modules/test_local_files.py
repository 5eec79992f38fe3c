# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options whose value is the path of a local file: it is uploaded before the object that refers to it, and once for all of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from sounds import path_of

WELCOME = path_of("welcome.wav")


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant."""
    shared_simulator.add_tenant("clinic.example.com", id="tenant-1", created_at="2026-01-01T08:00:00.000Z")
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    options = {"tenant": "clinic.example.com", "extension_number": "8000", "name": "Reception", "pin": "284193"}
    return Task(pbx, "portsip_ivr", options)


def tenant(pbx: Simulator) -> Any:
    return pbx.state()["tenants"]["tenant-1"]


def uploads(pbx: Simulator) -> list[str]:
    return [request["query"]["filename"] for request in pbx.requests() if request["path"].endswith("/blobs/uploads")]


def test_a_prompt_is_uploaded_before_the_receptionist_that_plays_it(task: Task, pbx: Simulator) -> None:
    done = task.settle(prompt_file=WELCOME, transfer_prompt_file=WELCOME)
    assert done.result["diff"]["after"]["prompt_file_id"] == WELCOME
    (file,) = tenant(pbx)["files"].values()
    (ivr,) = tenant(pbx)["ivrs"].values()
    assert (file["name"], file["size"]) == ("welcome.wav", 684)
    assert (ivr["prompt_file_id"], ivr["transfer_prompt_file_id"]) == (file["id"], file["id"])
    assert (done.result["ivr"]["prompt_file_name"], done.result["ivr"]["prompt_file_size"]) == ("welcome.wav", 684)


def test_a_file_that_is_there_is_used(task: Task, pbx: Simulator) -> None:
    pbx.add_file("tenant-1", "welcome.wav", 684, id="there")
    task.settle(prompt_file=WELCOME)
    (ivr,) = tenant(pbx)["ivrs"].values()
    assert (ivr["prompt_file_id"], sorted(tenant(pbx)["files"])) == ("there", ["there"])


def test_one_of_another_size_stays_for_what_else_uses_it(task: Task, pbx: Simulator) -> None:
    pbx.add_file("tenant-1", "welcome.wav", 100, id="old")
    pbx.add_ivr("tenant-1", "8001", "Night", id="night", prompt_file_id="old")
    task.settle(prompt_file=WELCOME)
    ivrs, files = tenant(pbx)["ivrs"], tenant(pbx)["files"]
    assert ivrs["night"]["prompt_file_id"] == "old"
    (new,) = [key for key in files if key != "old"]
    assert [ivr["prompt_file_id"] for key, ivr in ivrs.items() if key != "night"] == [new]


def test_nothing_is_uploaded_for_what_does_not_change(task: Task, pbx: Simulator) -> None:
    task.run(prompt_file=WELCOME)
    task.still(prompt_file=WELCOME)
    assert uploads(pbx) == []
    task.run(state="absent", prompt_file="/nowhere/welcome.wav")
    assert tenant(pbx)["ivrs"] == {}


@pytest.mark.parametrize("option", ["prompt_file", "transfer_prompt_file"])
def test_local_files_are_checked_first(task: Task, tmp_path: Path, option: str) -> None:
    stereo, spoken = path_of("stereo.wav"), tmp_path / "spoken"
    spoken.write_text("hello")
    for path, says in ((stereo, "stereo"), (str(spoken), "is no WAV file"), ("files/none.wav", "can't be read: No such file")):
        failed = task.fails(requests=[], **{option: path})
        assert isinstance(failed, errors.InvalidInput)
        assert str(failed).startswith(f"{option}: '{path}' ")
        assert says in str(failed)


def test_two_local_files_of_one_name(task: Task, tmp_path: Path) -> None:
    other = tmp_path / "welcome.wav"
    shutil.copy(WELCOME, other)
    failed = task.fails(requests=[], prompt_file=WELCOME, transfer_prompt_file=str(other))
    assert f"transfer_prompt_file: '{other}' and '{WELCOME}' have the same name" in str(failed)


def test_a_failed_upload_leaves_the_receptionist_as_it_is(task: Task, pbx: Simulator) -> None:
    task.run()
    before = tenant(pbx)
    pbx.inject(method="POST", path="/append$", status=413)
    failed = task.run(prompt_file=WELCOME)
    assert "This was about file welcome.wav (create). Nothing was written before." in str(failed.error)
    assert tenant(pbx) == before


@pytest.mark.parametrize("old", [[], [100]], ids=["no file", "one of another size"])
def test_the_items_of_a_loop_share_one_upload(pbx: Simulator, old: list[int]) -> None:
    for size in old:
        pbx.add_file("tenant-1", "welcome.wav", size, id="old")
    loop = Loop(pbx, IVR, tenant="clinic.example.com", pin="284193")
    for number in ("8000", "8001", "8002"):
        assert loop.item(extension_number=number, name=f"Line {number}", prompt_file_id=WELCOME)["changed"]
    loop.workspace.close()
    assert uploads(pbx) == ["welcome.wav"]
    (file,) = tenant(pbx)["files"].keys() - {"old"}
    assert {ivr["prompt_file_id"] for ivr in tenant(pbx)["ivrs"].values()} == {file}


def test_the_prompt_of_parked_calls(pbx: Simulator) -> None:
    """A local file inside a part of what is written."""
    task = Task(pbx, "portsip_service_numbers", {"tenant": "clinic.example.com"})
    task.settle(park={"prompt_file": WELCOME})
    ((key, file),) = tenant(pbx)["files"].items()
    assert (file["name"], file["size"]) == ("welcome.wav", 684)
    assert key in str({name: value for name, value in tenant(pbx).items() if name != "files"})
