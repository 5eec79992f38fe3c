# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of the extension API on the host: complete or not at all, and read only where something speaks against what is there."""

from __future__ import annotations

import hashlib
import os
import stat
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by
from ansible_collections.portsip.pbx.tests.unit.support.extension import BASE, FAX, LOGIN, PHONE
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

AUDIO = b"ID3 " + bytes(range(256)) * 40
SHA = hashlib.sha256(AUDIO).hexdigest()
ONE = f"GET {BASE}/201/record/r1"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a recording."""
    shared_simulator.add_record(PHONE, "r1", content=AUDIO.decode("latin-1"))
    return shared_simulator


@pytest.fixture
def recorded(pbx: Simulator) -> bytes:
    """The bytes of the recording, as the simulator has them."""
    return AUDIO.decode("latin-1").encode()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def save(pbx: Simulator, dest: Path, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_file", {"extension_id": PHONE, "kind": "recording", "id": "r1", "dest": str(dest), **options})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_recording_is_saved_once(pbx: Simulator, recorded: bytes, tmp_path: Path) -> None:
    dest = tmp_path / "r1.mp3"
    task = save(pbx, dest)
    tried = task.run(check=True)
    assert (tried.changed, tried.calls, list(tmp_path.iterdir())) == (True, [LOGIN, ONE], [])
    assert (tried.result["size"], tried.result["checksum"]) == (len(recorded), None)

    done = task.run()
    assert (done.changed, done.calls) == (True, [LOGIN, ONE])
    assert dest.read_bytes() == recorded
    assert (mode(dest), list(tmp_path.iterdir())) == (0o600, [dest])
    facts = {"checksum": sha(recorded), "size": len(recorded)}
    headers = {"before_header": str(dest), "after_header": str(dest)}
    assert done.result == {"changed": True, "dest": str(dest), **facts, "diff": {"before": {}, "after": facts, **headers}}

    moment = dest.stat().st_mtime_ns
    for check in (True, False):
        again = task.run(check=check)
        assert (again.changed, again.calls) == (False, [])
        assert again.result["diff"]["before"] == again.result["diff"]["after"] == facts
    assert dest.stat().st_mtime_ns == moment
    assert pbx.writes() == []


KINDS = [
    (PHONE, "recording", f"{BASE}/201/record/f1", "add_record"),
    (PHONE, "voicemail", f"{BASE}/201/voicemail/f1", "add_voicemail"),
    (FAX, "fax", f"{BASE}/601/fax/in/f1", "add_fax_in"),
]


@pytest.mark.parametrize(("extension", "kind", "path", "add"), KINDS)
def test_each_kind_has_its_path(extension: int, kind: str, path: str, add: str, shared_simulator: Simulator, tmp_path: Path) -> None:
    getattr(shared_simulator, add)(extension, "f1", content="content")
    done = save(shared_simulator, tmp_path / "file", extension_id=extension, kind=kind, id="f1").run()
    assert done.calls == [LOGIN, f"GET {path}"]
    assert (tmp_path / "file").read_bytes() == b"content"


def test_a_sound(shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.set_sound_file(3001, content="sound")
    done = save(shared_simulator, tmp_path / "file", kind="sound", id="3001").run()
    assert done.calls == [LOGIN, f"GET {BASE}/201/sound/3001/download/"]
    assert (tmp_path / "file").read_bytes() == b"sound"


def test_force_reads_again_and_replaces_what_differs(pbx: Simulator, recorded: bytes, tmp_path: Path) -> None:
    dest = tmp_path / "r1.mp3"
    dest.write_bytes(b"something else")
    dest.chmod(0o640)
    assert save(pbx, dest).run().changed is False
    task = save(pbx, dest, force=True)
    tried = task.run(check=True)
    assert (tried.changed, dest.read_bytes()) == (True, b"something else")
    done = task.run()
    assert done.result["diff"] == tried.result["diff"]
    assert (dest.read_bytes(), mode(dest)) == (recorded, 0o640)
    moment = dest.stat().st_mtime_ns
    for check in (True, False):
        again = task.run(check=check)
        assert (again.changed, again.calls) == (False, [LOGIN, ONE])
    assert dest.stat().st_mtime_ns == moment


@pytest.mark.parametrize("how", ["checksum", "sha256:", "size"])
def test_a_file_that_is_not_the_right_one_is_replaced(how: str, pbx: Simulator, recorded: bytes, tmp_path: Path) -> None:
    dest = tmp_path / "r1.mp3"
    dest.write_bytes(recorded[:-1])
    known: dict[str, Any] = {"size": len(recorded)} if how == "size" else {"checksum": how.removeprefix("checksum") + sha(recorded).upper()}
    if how == "sha256:":
        known = {"checksum": f"sha256:{sha(recorded)}"}
    task = save(pbx, dest, **known)
    assert task.run(check=True).changed
    assert task.run().changed
    assert dest.read_bytes() == recorded
    again = task.run()
    assert (again.changed, again.calls) == (False, [])


@pytest.mark.parametrize("known", [{"checksum": "0" * 64}, {"size": 5}])
@pytest.mark.parametrize("old", [b"what was there", None])
def test_a_download_that_is_not_the_right_one_changes_nothing(
    known: dict[str, Any], old: bytes | None, pbx: Simulator, tmp_path: Path
) -> None:
    dest = tmp_path / "r1.mp3"
    if old is not None:
        dest.write_bytes(old)
    outcome = save(pbx, dest, **known).run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert f"its {next(iter(known))} is " in str(outcome.error)
    if "size" in known:  # which is announced before the file comes
        assert str(save(pbx, dest, **known).run(check=True).error) == str(outcome.error)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if old is None else [old])


def test_the_mode_is_kept_or_set(pbx: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "r1.mp3"
    assert save(pbx, dest, mode="0644").run().changed
    assert mode(dest) == 0o644
    tried = save(pbx, dest, mode="0640").run(check=True)
    assert (tried.changed, tried.calls, mode(dest)) == (True, [], 0o644)
    done = save(pbx, dest, mode="0640").run()
    assert (done.changed, done.calls, mode(dest)) == (True, [], 0o640)
    assert save(pbx, dest, mode="0640").run().changed is False
    done = save(pbx, dest, mode="0600", force=True).run()
    assert (done.changed, done.calls, mode(dest)) == (True, [LOGIN, ONE], 0o600)
    assert save(pbx, dest, mode="0600", force=True).run().changed is False
    assert save(pbx, dest).run().changed is False


def test_a_link_stays_a_link(pbx: Simulator, recorded: bytes, tmp_path: Path) -> None:
    target, dest = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    dest.symlink_to(target)
    assert save(pbx, dest, force=True).run().changed
    assert (dest.is_symlink(), target.read_bytes()) == (True, recorded)


CUT: dict[str, dict[str, Any]] = {
    "before the answer": {"drop": "before"},
    "in the middle": {"drop": "during"},
    "with a server error": {"status": 503},
}


@pytest.mark.parametrize("how", CUT)
def test_a_download_that_breaks_off_is_begun_again(how: str, pbx: Simulator, recorded: bytes, tmp_path: Path) -> None:
    pbx.inject("GET", "/record/r1", **CUT[how])
    done = save(pbx, tmp_path / "r1.mp3").run()
    assert done.calls == [LOGIN, ONE, ONE]
    assert (tmp_path / "r1.mp3").read_bytes() == recorded


@pytest.mark.parametrize("old", [b"what was there", None])
@pytest.mark.parametrize("fault", [*CUT.values(), {"garbage": True}, {"status": 404}, {"status": 200, "body": "{}"}])
def test_a_download_that_fails_leaves_what_was_there(fault: dict[str, Any], old: bytes | None, pbx: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "r1.mp3"
    if old is not None:
        dest.write_bytes(old)
    pbx.inject("GET", "/record/r1", times=None, **fault)
    outcome = save(pbx, dest, force=True).run()
    assert outcome.error is not None
    assert outcome.error.path is not None
    assert outcome.error.path.endswith("/extension/201/record/r1")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if old is None else [old])


def test_a_page_is_no_recording(pbx: Simulator, tmp_path: Path) -> None:
    pbx.inject("GET", "/record/r1", garbage=True, times=None)
    outcome = save(pbx, tmp_path / "r1.mp3").run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "text/html instead of a file" in str(outcome.error)
    assert outcome.calls == [LOGIN, ONE]


def test_nothing_is_no_recording(shared_simulator: Simulator, tmp_path: Path) -> None:
    shared_simulator.add_record(PHONE, "r1", content="")
    outcome = save(shared_simulator, tmp_path / "r1.mp3").run()
    assert "it is empty" in str(outcome.error)
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_is_not_there(shared_simulator: Simulator, tmp_path: Path) -> None:
    for check in (True, False):
        outcome = save(shared_simulator, tmp_path / "r1.mp3").run(check=check)
        assert isinstance(outcome.error, errors.NotFound)
    assert list(tmp_path.iterdir()) == []


def test_a_large_file_is_never_in_memory_and_shows_how_far_it_is(shared_simulator: Simulator, tmp_path: Path) -> None:
    size = 24_000_000
    file = Reply(200, "x" * size, {"Content-Type": "audio/mpeg"})
    with ScriptedServer(Reply(200, {"access_token": "t", "expires_in": 60}), file) as server:
        told: list[str] = []
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        task = save(shared_simulator, tmp_path / "large.mp3", extension_api_url=server.url)
        with heard_by(told.append):
            done = task.run()
        peak = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
    assert done.result["size"] == size
    # The server, in this process, holds the encoded answer and what it sends of it.
    assert peak < size * 1.5
    assert told[-1] == "24.0 of 24.0 MB read"
    assert len(told) == 24


def test_a_disk_that_is_full(pbx: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("os.fsync", full)
    outcome = save(pbx, tmp_path / "r1.mp3").run()
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "can't be written: No space left on device" in str(outcome.error)
    assert list(tmp_path.iterdir()) == []


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"dest": "/nowhere/r1.mp3"}, "dest: there is no directory '/nowhere'"),
    ({"dest": "/tmp"}, "dest: '/tmp' is a directory; give the path of a file"),
    ({"dest": None}, "dest: is required, or url_only"),
    ({"url_only": True}, "dest: is mutually exclusive with url_only"),
    ({"url_only": True, "dest": None, "kind": "fax"}, "url_only: is not possible with kind=fax, only with recording or voicemail"),
    ({"mode": "644"}, "mode: '644' is not allowed"),
    ({"checksum": "md5:d41d8cd98f00b204e9800998ecf8427e"}, "checksum: 'md5:d41d8cd98f00b204e9800998ecf8427e' is not allowed"),
    ({"size": -1}, "size: -1 is not allowed"),
    ({"id": ""}, "id: '' is not allowed"),
    ({"id": ".."}, "id: '..' is not allowed"),
    ({"kind": "sound", "source": "storage"}, "source: 'storage' is not allowed, a sound comes from api"),
    ({"kind": "voicemail", "source": "password"}, "source: 'password' is not allowed, a voicemail comes from api or storage"),
    ({"source": "password", "download_username": "x"}, "download_username, download_password: are required with source=password"),
]


@pytest.mark.parametrize(("options", "says"), WRONG)
def test_wrong_options_make_no_request(options: dict[str, Any], says: str, shared_simulator: Simulator, tmp_path: Path) -> None:
    error = save(shared_simulator, tmp_path / "r1.mp3").fails(requests=[], **options)
    assert isinstance(error, errors.InvalidInput)
    assert str(error).startswith(says)
