# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the option ``dest`` may name: regular files only, which keep their owner, in any locale."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.local_file import Replacement, check_dest, content_of, path_of, text_of
from ansible_collections.portsip.pbx.tests.unit.support.extension import PHONE
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

FILE_MODULES = {
    "portsip_extension_file": {"extension_id": PHONE, "kind": "recording", "id": "r1", "force": True},
    "portsip_ip_rule_export": {},
}
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a recording."""
    shared_simulator.add_record(PHONE, "r1", content="recorded")
    return shared_simulator


def fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def bound(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))
    return path


def linked(path: Path, to: str) -> Path:
    path.symlink_to(to)
    return path


NO_FILES: dict[str, Any] = {
    "a FIFO": fifo,
    "a socket": bound,
    "a device": lambda path: Path(os.devnull),
    "a link to a device": lambda path: linked(path, os.devnull),
    "a link to a directory": lambda path: linked(path, "."),
    "a link to itself": lambda path: linked(path, path.name),
    "a link below no directory": lambda path: linked(path, "missing/file"),
}


@pytest.mark.parametrize("module", FILE_MODULES)
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_regular_file_is_refused_before_any_request(kind: str, module: str, pbx: Simulator, tmp_path: Path) -> None:
    dest = NO_FILES[kind](tmp_path / "dest")
    before = os.lstat(dest)
    for check in (True, False):
        refused = Task(pbx, module, {**FILE_MODULES[module], "dest": str(dest)}).run(check=check)
        assert isinstance(refused.error, errors.InvalidInput)
        assert str(refused.error).startswith("dest: ")
        assert refused.calls == []
    assert (os.lstat(dest).st_mode, os.lstat(dest).st_ino) == (before.st_mode, before.st_ino)


def test_a_fifo_that_comes_in_between_is_not_waited_for(tmp_path: Path) -> None:
    dest = tmp_path / "dest"
    with Replacement(dest) as new:
        new.write(b"x")
        fifo(dest)
        with pytest.raises(errors.InvalidInput, match="FIFO"):
            content_of(dest)
        with pytest.raises(errors.InvalidInput, match="FIFO"):
            new.put(None)
    assert stat.S_ISFIFO(dest.stat().st_mode)
    assert list(tmp_path.iterdir()) == [dest]


PATHS: list[tuple[str, str, dict[str, Any]]] = [
    ("portsip_ip_rule_export", "dest", {}),
    ("portsip_export", "dest", {}),
    ("portsip_export", "secrets_file", {"secrets": "include"}),
    ("portsip_config", "plan_file", {"definition": {"tenants": []}}),
    ("portsip_drift", "path", {}),
    ("portsip_drift", "dest", {"definition": {"tenants": []}, "report": ["markdown"]}),
    ("portsip_file", "src", {"tenant": "clinic.example.com", "name": "a.wav"}),
]


KEYS = ("-----BEGIN PRIVATE KEY-----\nSnt4711\n-----END PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY----- Snt4711")


@pytest.mark.parametrize("key", KEYS, ids=["several lines", "one line"])
@pytest.mark.parametrize(("module", "option", "options"), PATHS, ids=[f"{module}-{option}" for module, option, _options in PATHS])
def test_a_key_in_place_of_a_path_is_refused_and_not_shown(
    module: str, option: str, options: dict[str, Any], key: str, pbx: Simulator
) -> None:
    for check in (True, False):
        refused = Task(pbx, module).run(check=check, **{**options, option: key})
        assert isinstance(refused.error, errors.InvalidInput)
        assert str(refused.error).startswith(f"{option}: ")
        assert "on one line" in str(refused.error)
        assert str(refused.error).count(f"{option}:") == 1
        assert "Snt4711" not in str(refused.error)
        assert refused.calls == []


@pytest.mark.parametrize("dest", ["a\0b", "a\ud800b", "a\nb", "a\x1b]0;b"])
def test_a_name_that_no_file_can_have(dest: str, pbx: Simulator) -> None:
    refused = Task(pbx, "portsip_ip_rule_export").run(dest=dest)
    assert isinstance(refused.error, errors.InvalidInput)
    assert refused.calls == []


def test_a_link_to_a_file_that_is_not_there_yet(pbx: Simulator, tmp_path: Path) -> None:
    dest = linked(tmp_path / "dest", "later")
    done = Task(pbx, "portsip_extension_file", {**FILE_MODULES["portsip_extension_file"], "dest": str(dest)}).run()
    assert done.changed
    assert dest.is_symlink()
    assert (tmp_path / "later").read_bytes() == b"recorded"


@AS_ROOT
@pytest.mark.parametrize("module", FILE_MODULES)
def test_a_replaced_file_keeps_owner_group_and_mode(module: str, pbx: Simulator, tmp_path: Path) -> None:
    dest = tmp_path / "dest"
    dest.write_bytes(b"old")
    os.chown(dest, 12345, 23456)
    dest.chmod(0o640)
    assert Task(pbx, module, {**FILE_MODULES[module], "dest": str(dest)}).run().changed
    found = dest.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (12345, 23456, 0o640)
    assert dest.read_bytes() != b"old"


@AS_ROOT
def test_whoever_can_not_keep_the_owner_leaves_the_file(pbx: Simulator) -> None:
    with tempfile.TemporaryDirectory() as directory:
        dest = Path(directory, "dest")
        dest.write_bytes(b"old")
        dest.parent.chmod(0o777)
        task = Task(pbx, "portsip_extension_file", {**FILE_MODULES["portsip_extension_file"], "dest": str(dest)})
        os.seteuid(65534)
        try:
            outcomes = [task.run(check=check) for check in (True, False)]
        finally:
            os.seteuid(0)
        for outcome in outcomes:
            assert isinstance(outcome.error, errors.InvalidInput)
            assert "belongs to user 0 and group 0" in str(outcome.error)
        assert (dest.read_bytes(), dest.stat().st_uid, list(dest.parent.iterdir())) == (b"old", 0, [dest])


AS_A_MODULE = """
import json, sys
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
assert sys.getfilesystemencoding() == "ascii", sys.getfilesystemencoding()
name, options = json.loads(sys.argv[1])
print(json.dumps([run(name, options).result, run(name, options).result]))
"""


@pytest.mark.parametrize("module", FILE_MODULES)
def test_letters_outside_ascii_in_an_ascii_locale(module: str, pbx: Simulator, tmp_path: Path, collections_path: Path) -> None:
    # Not in UTF-8 mode, and with a locale that Python does not exchange for one in UTF-8.
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {**os.environ, **ascii_only, "PYTHONPATH": f"{collections_path}:{collections_path}/ansible_collections/portsip/pbx/tests"}
    dest = tmp_path / "Ansage-Zürich-東京.mp3"
    options = {**connection(pbx), **FILE_MODULES[module], "dest": str(dest)}
    command = [sys.executable, "-c", AS_A_MODULE, json.dumps([module, options])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert (first["changed"], second["changed"]) == (True, False), first
    assert first["dest"] == str(dest)
    assert list(tmp_path.iterdir()) == [dest]


def test_a_path_is_shown_as_it_was_given() -> None:
    for text in ("/srv/größe.mp3", "/srv/\udcff.mp3", "plain"):
        assert text_of(path_of(text)) == text


def test_a_directory_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(errors.InvalidInput, match="there is no directory"):
        check_dest(tmp_path / "missing" / "file")
