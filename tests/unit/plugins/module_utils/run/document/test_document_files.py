# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of documents: uploaded before what plays them, once for all of it, and replaced without a gap."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from sounds import path_of

DOMAIN = "clinic.example.net"
TENANT = {"domain": DOMAIN, "name": "Clinic", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}


def ivr(number: str, **fields: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": f"Line {number}", "pin": "284193", **fields}


def document(**lists: Any) -> dict[str, Any]:
    return {"tenants": [{**TENANT, **lists}]}


@pytest.fixture
def welcome(tmp_path: Path) -> str:
    """The path of a local file, which a test may change."""
    return str(shutil.copy(path_of("welcome.wav"), tmp_path / "welcome.wav"))


def tenant(pbx: Simulator) -> Any:
    (found,) = pbx.state()["tenants"].values()
    return found


def prompts(pbx: Simulator) -> dict[str, Any]:
    return {row["extension_number"]: row["prompt_file_id"] for row in tenant(pbx)["ivrs"].values()}


def files(pbx: Simulator) -> dict[str, int]:
    return {key: file["size"] for key, file in tenant(pbx)["files"].items()}


def begun(pbx: Simulator) -> int:
    return sum(request["path"].endswith("/blobs/uploads") for request in pbx.requests())


def test_a_new_tenant_with_its_prompts(shared_simulator: Simulator, welcome: str) -> None:
    pbx = shared_simulator
    wanted = document(
        files=[{"name": "welcome.wav", "src": welcome}],
        ivrs=[ivr("8000", prompt_file="welcome.wav"), ivr("8001", prompt_file="welcome.wav")],
    )
    done = Documents(pbx).settle(wanted)
    (file,) = files(pbx)
    assert prompts(pbx) == {"8000": file, "8001": file}
    assert [(step["action"], step["kind"], step["name"]) for step in done.result["plan"]][1] == ("create", "file", "welcome.wav")


def test_one_upload_for_all_that_name_a_local_file(shared_simulator: Simulator, welcome: str) -> None:
    pbx = shared_simulator
    wanted = document(ivrs=[ivr("8000", prompt_file=welcome), ivr("8001", prompt_file=welcome, transfer_prompt_file=welcome)])
    run = Documents(pbx).run(wanted)
    assert (run.error, begun(pbx)) == (None, 1)
    (file,) = files(pbx)
    assert prompts(pbx) == {"8000": file, "8001": file}
    Documents(pbx).still(wanted)


@pytest.mark.parametrize("listed", [True, False])
def test_a_replaced_file(shared_simulator: Simulator, welcome: str, listed: bool) -> None:
    """Whatever uses the old one gets the new one, whether the document names it or not; then the old one goes."""
    pbx = shared_simulator
    given = {"files": [{"name": "welcome.wav", "src": welcome}]} if listed else {}
    wanted = document(**given, ivrs=[ivr("8000", prompt_file="welcome.wav" if listed else welcome)])
    Documents(pbx).settle(wanted)
    (old,) = files(pbx)
    pbx.add_ivr(tenant(pbx)["id"], "8009", "Elsewhere", prompt_file_id=old)
    shutil.copy(path_of("welcome-longer.wav"), welcome)
    done = Documents(pbx).settle(wanted, exclusive=["files"], exclusive_limit=0)
    ((new, size),) = files(pbx).items()
    assert (size, prompts(pbx)) == (1004, {"8000": new, "8009": new})
    assert {(step["action"], step["kind"], step["name"]) for step in done.result["plan"]} == {
        ("recreate", "file", "welcome.wav"),
        ("update", "ivr", "8000"),
    }
    gone = [write["path"] for write in pbx.writes() if write["path"].endswith(f"/files/{old}/destroy")]
    assert gone == [] or pbx.writes()[-1]["path"] == gone[0]


def test_unmanaged_files_go_and_those_of_prompts_stay(shared_simulator: Simulator, welcome: str) -> None:
    pbx = shared_simulator
    wanted = document(files=[], ivrs=[ivr("8000", prompt_file=welcome)])
    Documents(pbx).settle(wanted)
    pbx.add_file(tenant(pbx)["id"], "unmanaged.wav", 99)
    Documents(pbx).settle(wanted, exclusive=["files"])
    assert list(files(pbx).values()) == [684]


def test_only_receptionists_with_their_files(shared_simulator: Simulator, welcome: str) -> None:
    pbx = shared_simulator
    pbx.add_tenant(DOMAIN)
    wanted = document(files=[{"name": "other.wav", "src": path_of("welcome.wav")}], ivrs=[ivr("8000", prompt_file=welcome)])
    Documents(pbx, {"only": ["ivrs"]}).settle(wanted)
    assert [file["name"] for file in tenant(pbx)["files"].values()] == ["welcome.wav"]


def test_what_is_taken_down_takes_its_files_along(shared_simulator: Simulator, welcome: str) -> None:
    pbx = shared_simulator
    pbx.add_tenant(DOMAIN)
    wanted = document(ivrs=[ivr("8000", prompt_file=welcome)])
    options = {"only": ["ivrs"]}
    Documents(pbx, options).settle(wanted)
    done = Documents(pbx, options).run(wanted, state="absent")
    assert done.error is None
    assert (tenant(pbx)["ivrs"], files(pbx)) == ({}, {})


def test_a_file_that_something_else_names_stays(shared_simulator: Simulator, welcome: str) -> None:
    """Receptionists alone are taken down, and a queue goes on playing the same file."""
    pbx = shared_simulator
    pbx.add_tenant(DOMAIN)
    queue = {"extension_number": "8700", "name": "Orders", "polling_strategy": "RING_SIMULTANEOUSLY", "moh_prompt_file": welcome}
    wanted = document(ivrs=[ivr("8000", prompt_file=welcome)], call_queues=[queue])
    Documents(pbx, {"only": ["ivrs", "call_queues"]}).settle(wanted)
    done = Documents(pbx, {"only": ["ivrs"]}).run(wanted, state="absent")
    assert done.error is None
    assert (tenant(pbx)["ivrs"], list(files(pbx).values())) == ({}, [684])


def test_findings_name_the_place(shared_simulator: Simulator, welcome: str) -> None:
    """Every local file is looked at before the first request."""
    pbx = shared_simulator
    stereo = path_of("stereo.wav")
    wanted = document(
        files=[{"name": "closed.wav", "src": "files/none.wav"}],
        ivrs=[ivr("8000", prompt_file=stereo), ivr("8001", transfer_prompt_file="/nowhere/night.wav"), ivr("8002", prompt_file=welcome)],
    )
    for check in (True, False):
        run = Documents(pbx).run(wanted, check=check)
        assert run.error is not None
        found = {finding["path"]: finding["message"] for finding in run.error.as_result()["findings"]}
        assert sorted(found) == ["tenants[0].files[0].src", "tenants[0].ivrs[0].prompt_file", "tenants[0].ivrs[1].transfer_prompt_file"]
        assert "stereo" in found["tenants[0].ivrs[0].prompt_file"]
        assert run.calls == []
    refused = Documents(pbx).run(document(files=[{"name": "welcome.wav"}], ivrs=[ivr("8000", prompt_file=welcome)]))
    assert str(refused.error) == (
        f"tenants[0].ivrs[0].prompt_file: {welcome} is a local file with the name welcome.wav, and tenants[0].files[0] has no src; "
        "give both the same path"
    )


def test_an_export_names_files_and_is_applied_without_a_change(shared_simulator: Simulator, welcome: str, tmp_path: Path) -> None:
    pbx = shared_simulator
    wanted = document(files=[{"name": "welcome.wav", "src": welcome}], ivrs=[ivr("8000", prompt_file="welcome.wav")])
    Documents(pbx).settle(wanted)
    found = Task(pbx, "portsip_export").run().result["definition"]["tenants"][0]
    assert (found["files"], found["ivrs"][0]["prompt_file"]) == ([{"name": "welcome.wav"}], "welcome.wav")
    exported = {**found, "ivrs": [{**one, "pin": "284193"} for one in found["ivrs"]]}
    Documents(pbx).still({"tenants": [exported]})
    pbx.reset()
    refused = Documents(pbx).run({"tenants": [{**exported, "ivrs": []}]})
    assert "tenants[0].files[0]: file welcome.wav does not exist yet, and to create it src is required" in str(refused.error)


def counted(task: Task) -> dict[str, Any]:
    found = task.run()
    assert found.error is None
    (section,) = found.result["summary"]
    return {name: section[name] for name in ("differs", "missing", "unmanaged", "failed", "unchanged")}


def test_drift_compares_the_size_of_local_files(shared_simulator: Simulator, welcome: str, tmp_path: Path) -> None:
    """The tenant, the receptionist, and the file that it names; a local file that is gone is told."""
    pbx = shared_simulator
    wanted = document(ivrs=[ivr("8000", prompt_file=welcome)])
    Documents(pbx).settle(wanted)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "clinic.yml").write_text(str(wanted).replace("'", '"'), encoding="utf-8")
    task = Task(pbx, "portsip_drift", {"path": str(tmp_path / "documents"), "fail_on": "never"})
    usual = {"missing": 0, "unmanaged": 0, "failed": 0}
    assert counted(task) == {**usual, "differs": 0, "unchanged": 3}
    shutil.copy(path_of("welcome-longer.wav"), welcome)
    assert counted(task) == {**usual, "differs": 2, "unchanged": 1}
    Path(welcome).unlink()
    assert "Objects: 1 failed." in str(task.run().error)
    assert pbx.writes() == []
