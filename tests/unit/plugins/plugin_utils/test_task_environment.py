# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What code in a worker finds around it is what a module would find, and is put back."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

import pytest
from ansible_collections.portsip.pbx.plugins.plugin_utils.task_environment import TaskEnvironment


def test_variables_are_those_of_the_process_and_the_task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEPT", "1")
    monkeypatch.setenv("REPLACED", "2")
    with TaskEnvironment({"REPLACED": 3, "ADDED": True}, str(tmp_path)).entered():
        assert [os.environ[name] for name in ("KEPT", "REPLACED", "ADDED")] == ["1", "3", "True"]
        os.environ["LEFT"] = "behind"
    assert os.environ["REPLACED"] == "2"
    assert "ADDED" not in os.environ
    assert "LEFT" not in os.environ


def test_relative_paths_begin_at_the_playbook(tmp_path: Path) -> None:
    before = Path.cwd()
    with TaskEnvironment({}, str(tmp_path)).entered():
        assert Path.cwd() == tmp_path.resolve()
    assert Path.cwd() == before


def test_everything_is_put_back_after_a_timeout(tmp_path: Path) -> None:
    class Timeout(BaseException):
        pass

    before = Path.cwd(), dict(os.environ), sys.stdout
    with pytest.raises(Timeout), TaskEnvironment({"A": 1}, str(tmp_path)).entered():
        raise Timeout
    assert (Path.cwd(), dict(os.environ), sys.stdout) == before


def test_a_directory_that_is_gone_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with TaskEnvironment({}, str(tmp_path)).entered():
        assert Path.cwd() == tmp_path.resolve()


def test_nothing_reaches_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with TaskEnvironment({}, str(tmp_path)).entered():
        print("stray")
        print("stray", file=sys.stderr)
        sys.stderr.write(warnings.formatwarning("stray", UserWarning, "here.py", 1))
    print("wanted")
    assert capfd.readouterr() == ("wanted\n", "")
