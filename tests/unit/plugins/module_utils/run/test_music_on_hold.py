# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Music on hold: settings with a list inside them, each item of which is a file of the tenant."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from sounds import path_of

DOMAIN = "clinic.example.com"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    shared_simulator.add_file("tenant-1", "evening.wav", 2048, id="file-1")
    return shared_simulator


def _document(**music_on_hold: Any) -> dict[str, Any]:
    return {"tenants": [{"domain": DOMAIN, "music_on_hold": music_on_hold}]}


def _played(pbx: Simulator) -> list[str]:
    tenant = pbx.state()["tenants"]["tenant-1"]
    return [tenant["files"][row["file_id"]]["name"] for row in tenant.get("musics", {}).values()]


def _steps(outcome: Any) -> list[tuple[str, str, str]]:
    return [(step["action"], step["kind"], step["name"]) for step in outcome.result["plan"]]


def test_a_local_file_and_one_of_the_pbx(pbx: Simulator, tmp_path: Path) -> None:
    shutil.copy(path_of("welcome.wav"), tmp_path / "morning.wav")
    musics = [{"file": f"{tmp_path}/morning.wav"}, {"file": "evening.wav"}]
    wanted = _document(enabled=True, play_type="RANDOM_MUSIC_PER_DAY", musics=musics)
    done = Documents(pbx).settle(wanted)
    assert _steps(done) == [
        ("create", "file", "morning.wav"),
        ("update", "music_on_hold", ""),
        ("create", "music", f"{tmp_path}/morning.wav"),
        ("create", "music", "evening.wav"),
    ]
    assert sorted(_played(pbx)) == ["evening.wav", "morning.wav"]
    exported = Task(pbx, "portsip_export").run(only=["music_on_hold"], secrets="omit", extension_api_url=None)
    (tenant,) = exported.result["definition"]["tenants"]
    assert tenant["music_on_hold"] == {
        "enabled": True,
        "play_type": "RANDOM_MUSIC_PER_DAY",
        "musics": [{"file": "evening.wav"}, {"file": "morning.wav"}],
    }
    Documents(pbx).still({"tenants": [tenant]})


def test_only_an_empty_list_empties(pbx: Simulator) -> None:
    pbx.add_object("musics", "tenant-1", file_id="file-1")
    documents = Documents(pbx, {"exclusive": ["musics"]})
    documents.still(_document())
    documents.settle(_document(enabled=True))
    assert _played(pbx) == ["evening.wav"]
    assert _steps(documents.settle(_document(musics=[]))) == [("remove", "music", "evening.wav")]
    assert _played(pbx) == []


def test_it_is_exported_where_nothing_is_set(pbx: Simulator) -> None:
    pbx.set_tenant("tenant-1", "music_on_hold", enabled=None, play_type=None)
    pbx.add_object("musics", "tenant-1", file_id="file-1")
    exported = Task(pbx, "portsip_export").run(only=["music_on_hold"], secrets="omit", extension_api_url=None)
    (tenant,) = exported.result["definition"]["tenants"]
    assert (tenant["music_on_hold"], exported.result["notes"]) == ({"musics": [{"file": "evening.wav"}]}, [])


def test_a_file_that_is_replaced_is_played_from_then_on(pbx: Simulator, tmp_path: Path) -> None:
    pbx.add_object("musics", "tenant-1", file_id="file-1")
    shutil.copy(path_of("welcome.wav"), tmp_path / "evening.wav")
    Task(pbx, "portsip_file", {"tenant": DOMAIN, "name": "evening.wav", "src": f"{tmp_path}/evening.wav"}).settle()
    (file,) = pbx.state()["tenants"]["tenant-1"]["files"].values()
    (music,) = pbx.state()["tenants"]["tenant-1"]["musics"].values()
    assert (music["file_id"], file["id"] == "file-1") == (file["id"], False)
    Task(pbx, "portsip_music", {"tenant": DOMAIN}).still(file="evening.wav")


def test_it_is_removed_with_the_tenants_contents(pbx: Simulator) -> None:
    pbx.add_object("musics", "tenant-1", file_id="file-1")
    wanted = _document(enabled=True, musics=[{"file": "evening.wav"}])
    wanted["tenants"][0]["state"] = "absent"
    steps = _steps(Documents(pbx).settle(wanted))
    assert [step[:2] for step in steps] == [("remove", "music"), ("remove", "tenant")]
