# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files: what is uploaded, what is compared, and how a new one takes the place of an old one that is in use."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from sounds import path_of, sound

LONGER = path_of("welcome-longer.wav")


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant that has a file, a receptionist who uses it, and one who uses another file."""
    shared_simulator.add_tenant("clinic.example.com", id="tenant-1", created_at="2026-01-01T08:00:00.000Z")
    old = shared_simulator.add_file("tenant-1", "welcome.wav", 684, id="old")
    other = shared_simulator.add_file("tenant-1", "closed.wav", 684, id="other")
    shared_simulator.add_ivr("tenant-1", "8000", "Reception", id="uses", prompt_file_id=old)
    shared_simulator.add_ivr("tenant-1", "8001", "Night", id="another", prompt_file_id=other, transfer_prompt_file_id=old)
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "welcome.wav"})


def tenant(pbx: Simulator) -> Any:
    return pbx.state()["tenants"]["tenant-1"]


def writes(pbx: Simulator) -> list[str]:
    return [write["path"].removeprefix("/api") for write in pbx.writes()]


def test_a_new_file_takes_the_place_of_one_in_use(task: Task, pbx: Simulator) -> None:
    """It is uploaded, given to whatever uses the old one, and only then the old one goes."""
    tried = task.run(check=True, src=LONGER)
    assert (tried.changed, pbx.writes()) == (True, [])
    done = task.run(src=LONGER)
    assert done.error is None
    assert done.result["diff"] == tried.result["diff"]
    after = tenant(pbx)
    new = done.result["file"]["id"]
    assert {key: file["size"] for key, file in after["files"].items()} == {"other": 684, new: 1004}
    prompts = {key: (ivr["prompt_file_id"], ivr["transfer_prompt_file_id"]) for key, ivr in after["ivrs"].items()}
    assert prompts == {"uses": (new, None), "another": ("other", new)}
    assert writes(pbx)[-3:] == ["/ivrs/uses", "/ivrs/another", "/files/old/destroy"]
    assert all(path.startswith("/blobs/") for path in writes(pbx)[:-3])
    task.still(src=LONGER)


def test_the_picture_of_the_tenant_is_replaced_too(pbx: Simulator, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"\x89PNG" + bytes(500))
    first = Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "logo.png", "src": str(picture)})
    assert first.run().error is None
    avatar = Task(pbx, "portsip_tenant", {"domain": "clinic.example.com", "avatar_file": "logo.png"})
    assert avatar.run().error is None
    picture.write_bytes(b"\x89PNG" + bytes(600))
    done = first.run()
    assert done.error is None
    assert tenant(pbx)["avatar_file_id"] == done.result["file"]["id"]


def test_the_old_file_stays_where_something_can_not_be_given_the_new_one(task: Task, pbx: Simulator) -> None:
    pbx.inject(method="POST", path="/ivrs/another$", status=400, times=None)
    failed = task.run(src=LONGER)
    assert isinstance(failed.error, errors.Refused)
    assert "the old one with the id old stays" in str(failed.error)
    after = tenant(pbx)
    assert len(after["files"]) == 3
    assert after["ivrs"]["another"]["transfer_prompt_file_id"] == "old"


def test_nothing_is_uploaded_where_it_can_not_be_told_what_uses_the_old_one(task: Task, pbx: Simulator) -> None:
    pbx.inject(method="GET", path="/ivrs/another$", status=403, times=None)
    failed = task.run(src=LONGER)
    assert isinstance(failed.error, errors.AuthenticationFailed)
    assert pbx.writes() == []


@pytest.mark.parametrize("path", ["/users$", "/shared_voicemails$", "/ivrs$"])
def test_nothing_is_uploaded_where_a_list_of_what_may_use_it_is_none(task: Task, pbx: Simulator, path: str) -> None:
    pbx.inject(method="GET", path=path, status=200, body='{"count": 1, "items": [{"name": "x"}]}', times=None)
    failed = task.run(src=LONGER)
    assert isinstance(failed.error, errors.UnexpectedAnswer)
    assert pbx.writes() == []


def test_the_newest_of_several_counts(task: Task, pbx: Simulator) -> None:
    pbx.add_file("tenant-1", "welcome.wav", 1004, id="newest", created_at="2026-12-01T08:00:00.500Z")
    pbx.add_file("tenant-1", "welcome.wav", 99, id="older", created_at="2026-12-01T08:00:00Z")
    pbx.configure(filter_support="ignore")
    done = task.still(src=LONGER)
    assert done.result["file"]["id"] == "newest"
    assert [text for text in done.context.warnings if "3 objects match file welcome.wav" in text and "newest" in text]
    assert [task.run(state="absent").changed, sorted(tenant(pbx)["files"])] == [True, ["other"]]


@pytest.mark.parametrize("used", [True, False])
def test_files_of_one_size_are_compared_by_content(task: Task, pbx: Simulator, used: bool) -> None:
    """Also where another tenant has the same content already."""
    if not used:
        for ivr, fields in (("uses", "prompt"), ("another", "transfer_prompt")):
            Task(
                pbx,
                "portsip_ivr",
                {"tenant": "clinic.example.com", "id": ivr, f"{fields}_file": ""},
            ).run()
    given = {"src": path_of("welcome.wav")}
    task.still(**given)
    if used:
        pbx.add_tenant("other.example.com")
        assert Task(pbx, "portsip_file", {"tenant": "other.example.com", "name": "welcome.wav", **given}).run().error is None
    done = task.settle(**given, compare="content")
    new = done.result["file"]["id"]
    after = tenant(pbx)
    assert after["ivrs"]["uses"]["prompt_file_id"] == (new if used else None)
    assert after["files"][new]["sha256"] != after["files"]["other"]["sha256"]
    assert "old" not in after["files"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (sound(channels=2), "is a WAV file with PCM, 16 bit, stereo, at 16 kHz. The PBX plays WAV files with PCM, 16 bit, mono"),
        (sound(width=1), "is a WAV file with PCM, 8 bit, mono, at 16 kHz"),
        (sound(rate=44100), "at 44.1 kHz"),
        (sound(rate=8000), "at 8 kHz"),
        (sound().replace(b"fmt \x10\x00\x00\x00\x01", b"fmt \x10\x00\x00\x00\x07"), "with µ-law, 16 bit"),
        (sound()[:-100], "that ends early: 540 of 640 bytes of sound"),
        (sound()[:44], "without sound"),
        (sound()[:30], "ends within its header"),
        (sound().replace(b"fmt ", b"LIST"), "without a format before its sound"),
        (b"ID3\x04" + bytes(100), "is no WAV file, but MP3"),
        (b"OggS" + bytes(100), "is no WAV file, but Ogg"),
        (b"hello", "is no WAV file. "),
        (b"", "is empty"),
    ],
)
def test_audio_is_checked_before_anything_is_uploaded(task: Task, tmp_path: Path, content: bytes, says: str) -> None:
    local = tmp_path / "new.wav"
    local.write_bytes(content)
    failed = task.fails(requests=[], src=str(local))
    assert isinstance(failed, errors.InvalidInput)
    assert str(failed).startswith(f"src: '{local}' ")
    assert says in str(failed)


@pytest.mark.parametrize("rate", [16000, 32000, 48000])
def test_audio_that_the_pbx_plays(task: Task, tmp_path: Path, rate: int) -> None:
    """A list of further facts before the sound does no harm, nor does a size that a program did not know."""
    local = tmp_path / "new.wav"
    plain = sound(rate=rate)
    local.write_bytes(plain[:36] + b"LIST" + struct.pack("<I", 3) + b"abc\x00" + plain[36:40] + b"\xff\xff\xff\xff" + plain[44:])
    assert task.run(check=True, src=str(local)).error is None


def test_what_is_no_audio_by_its_name_is_not_checked(pbx: Simulator, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("hello")
    options = {"tenant": "clinic.example.com", "src": str(notes)}
    assert Task(pbx, "portsip_file", {**options, "name": "notes.txt"}).run(check=True).error is None
    assert Task(pbx, "portsip_file", {**options, "name": "notes.wav", "check_audio": False}).run(check=True).error is None
    for given in ({"name": "notes.wav"}, {"name": "notes.txt", "check_audio": True}):
        assert "is no WAV file" in str(Task(pbx, "portsip_file", {**options, **given}).fails(requests=[]))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nowhere/new.wav", "can't be read: No such file or directory"),
        ("/tmp", "is not a regular file"),
        ("/dev/null", "is not a regular file"),
        ("a\0b.wav", "src: "),
    ],
)
def test_what_is_no_file(task: Task, path: str, says: str) -> None:
    assert says in str(task.fails(requests=[], src=path))


def test_a_file_that_is_not_there_needs_a_local_one(pbx: Simulator) -> None:
    missing = Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "new.wav"})
    assert "file new.wav does not exist yet, and to create it src is required" in str(missing.fails())
    missing.still(state="absent")
    Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "closed.wav"}).still()
    assert "without a directory" in str(Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "a/b.wav"}).fails(requests=[]))


@pytest.mark.parametrize("filters", ["full", "ignore"])
@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_a_file_among_many(shared_simulator: Simulator, count: int, filters: str) -> None:
    """Whatever the pages hold, and whether the PBX filters or not."""
    pbx = shared_simulator
    pbx.add_tenant("clinic.example.com", id="tenant-1", created_at="2026-01-01T08:00:00.000Z")
    for number in range(count):
        pbx.add_file("tenant-1", f"prompt-{number}.wav", 684)
    pbx.configure(filter_support=filters)
    options = {"tenant": "clinic.example.com", "src": path_of("welcome.wav")}
    for name in ("prompt-0.wav", f"prompt-{count - 1}.wav") if count else ():
        Task(pbx, "portsip_file", {**options, "name": name}).still()
    task = Task(pbx, "portsip_file", {**options, "name": "welcome.wav"})
    assert task.run().changed
    task.still()
    assert len(tenant(pbx)["files"]) == count + 1
    assert Task(pbx, "portsip_file_info", {"tenant": "clinic.example.com"}).run().result["count"] == count + 1
    assert task.run(state="absent").changed
    assert len(tenant(pbx)["files"]) == count
