# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Uploads whose connection breaks, whose answers are lost, or which are refused: nothing is doubled, lost or left behind."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client import uploads
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator
from sounds import path_of

WELCOME = path_of("welcome.wav")
CONTENT = Path(WELCOME).read_bytes()
APPEND, COMPLETE = "/append$", "/complete$"


@pytest.fixture
def pbx(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """A PBX with a tenant, to which a file goes in several pieces."""
    shared_simulator.add_tenant("clinic.example.com", id="tenant-1", created_at="2026-01-01T08:00:00.000Z")
    monkeypatch.setattr(uploads, "PIECE_SIZE", 300)
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "welcome.wav", "src": WELCOME})


def stored(pbx: Simulator) -> list[tuple[str, int, str]]:
    files = pbx.state()["tenants"]["tenant-1"]["files"].values()
    return [(file["name"], file["size"], file["sha256"]) for file in files]


THE_FILE = ("welcome.wav", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def asked(pbx: Simulator, end: str) -> int:
    return sum(request["path"].endswith(end) for request in pbx.requests())


def test_a_file_goes_in_pieces(task: Task, pbx: Simulator) -> None:
    done = task.run()
    assert done.error is None
    assert stored(pbx) == [THE_FILE]
    sizes = [request["body"]["size"] for request in pbx.requests() if request["path"].endswith("/append")]
    assert sizes == [300, 300, 84]
    (completed,) = [request for request in pbx.requests() if request["path"].endswith("/complete")]
    assert (completed["query"], completed["status"]) == ({"digest": THE_FILE[2]}, 201)
    assert "upload-" not in shown(done)
    assert {name: done.result["file"][name] for name in ("name", "size", "media_type")} == {
        "name": "welcome.wav",
        "size": 684,
        "media_type": "audio/vnd.wave",
    }


@pytest.mark.parametrize(
    ("fault", "pieces"),
    [
        ({"path": APPEND, "keep": 100, "after": 1}, [300, 300, 284]),
        ({"path": APPEND, "keep": 0, "after": 1}, [300, 300, 300, 84]),
        ({"path": APPEND, "drop": "before"}, None),
        ({"path": APPEND, "drop": "after"}, [300, 300, 84]),
        ({"path": APPEND, "drop": "after", "after": 2}, [300, 300, 84]),
        ({"path": APPEND, "error_after_write": 502, "after": 1}, [300, 300, 84]),
        ({"path": APPEND, "status": 503, "after": 1}, [300, 300, 300, 84]),
        ({"path": APPEND, "status": 401, "after": 1}, [300, 300, 300, 84]),
        ({"path": COMPLETE, "drop": "before"}, [300, 300, 84]),
        ({"path": COMPLETE, "drop": "after"}, [300, 300, 84]),
        ({"path": COMPLETE, "error_after_write": 500}, [300, 300, 84]),
        ({"path": COMPLETE, "garbage": True}, [300, 300, 84]),
        ({"path": "/blobs/uploads$", "drop": "after"}, [300, 300, 84]),
    ],
    ids=lambda value: "-".join(f"{name}={item}" for name, item in value.items()) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("token", ["kept", "renewed"])
def test_what_breaks_off_is_continued(task: Task, pbx: Simulator, fault: dict[str, Any], pieces: list[int] | None, token: str) -> None:
    """Neither a byte nor a file is doubled or lost; what has arrived is not sent again."""
    pbx.configure(upload_token=token)
    pbx.inject(method="POST", **fault)
    done = task.run()
    assert done.error is None
    assert stored(pbx) == [THE_FILE]
    sizes = [request["body"]["size"] for request in pbx.requests() if request["path"].endswith("/append")]
    assert pieces is None or sizes == pieces
    task.still()


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"upload_range": False}, {"path": APPEND, "keep": 10}),
        ({}, {"path": APPEND, "keep": 0}),
        ({}, {"path": APPEND, "keep": 1}),
        ({}, {"path": APPEND, "status": 403, "after": 1}),
        ({}, {"path": APPEND, "status": 404, "after": 1}),
    ],
)
def test_an_upload_of_which_it_is_not_clear_what_has_arrived_is_begun_again(
    task: Task, pbx: Simulator, settings: dict[str, Any], fault: dict[str, Any]
) -> None:
    """So it is with a token that no longer counts, too; the first upload is given up."""
    pbx.configure(**settings)
    pbx.inject(method="POST", **fault)
    assert task.run().error is None
    assert stored(pbx) == [THE_FILE]
    assert (asked(pbx, "/blobs/uploads"), asked(pbx, "/destroy")) == (2, 1)
    assert pbx.state()["uploads"] == {}


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        ({"path": APPEND, "status": 413}, errors.Refused, "'welcome.wav' of 684 bytes is too large"),
        ({"path": COMPLETE, "status": 413}, errors.Refused, "'welcome.wav' of 684 bytes is too large"),
        ({"path": APPEND, "status": 507}, errors.UnexpectedAnswer, "disk quota, has no space left"),
        ({"path": COMPLETE, "status": 507}, errors.UnexpectedAnswer, "disk quota, has no space left"),
        ({"path": COMPLETE, "status": 400, "times": None}, errors.Refused, "answered 400 to POST"),
        ({"path": APPEND, "drop": "before", "times": None}, errors.ConnectionFailed, "connection"),
        ({"path": APPEND, "status": 403, "times": None}, errors.AuthenticationFailed, "answered 403"),
    ],
)
def test_what_had_arrived_of_a_failed_upload_is_given_up(
    task: Task, pbx: Simulator, fault: dict[str, Any], kind: type[errors.PortsipError], says: str
) -> None:
    pbx.inject(method="POST", **{"times": 1, **fault})
    failed = task.run()
    assert failed.error is not None and failed.error.__class__ is kind
    assert says in str(failed.error)
    assert (stored(pbx), pbx.state()["uploads"]) == ([], {})
    assert "upload-" not in shown(failed)


def test_a_damaged_file_is_not_stored(task: Task, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "ansible_collections.portsip.pbx.plugins.module_utils.base.source_file.SourceFile.piece"
    monkeypatch.setattr(source, lambda self, offset, length: bytes(min(length, self.size - offset)))
    failed = task.run()
    assert isinstance(failed.error, errors.Refused)
    assert "digest" in str(failed.error)
    assert (stored(pbx), pbx.state()["uploads"]) == ([], {})


def test_a_file_that_changes_meanwhile_is_not_stored(pbx: Simulator, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    local = tmp_path / "notes.txt"
    local.write_bytes(bytes(1000))
    begin = uploads._Upload.__init__

    def cut(self: Any, *arguments: Any) -> None:
        begin(self, *arguments)
        local.write_bytes(bytes(400))

    monkeypatch.setattr(uploads._Upload, "__init__", cut)
    failed = Task(pbx, "portsip_file", {"tenant": "clinic.example.com", "name": "notes.txt", "src": str(local)}).run()
    assert "src: " in str(failed.error) and "has become shorter while it was uploaded" in str(failed.error)
    assert (stored(pbx), pbx.state()["uploads"]) == ([], {})


def test_a_range_up_to_the_end_is_understood(task: Task, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PBX may count to the end of what has arrived rather than to its last byte: the first piece shows it."""
    found = uploads.RANGE.fullmatch

    class Longer:
        """Reads ranges one byte longer."""

        @staticmethod
        def fullmatch(text: str) -> Any:
            match = found(text)
            return match and found(f"0-{int(match[1]) + 1}")

    monkeypatch.setattr(uploads, "RANGE", Longer)
    pbx.inject(method="POST", path=APPEND, keep=100, after=1)
    assert task.run().error is None
    assert stored(pbx) == [THE_FILE]
    assert asked(pbx, "/blobs/uploads") == 1
