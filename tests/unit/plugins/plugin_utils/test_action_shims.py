# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each module has an action plugin of its own, written by a tool: none is missing, stale or left over."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(CHECKOUT / "tools"))

import action_shims  # noqa: E402

MODULES = sorted(path.stem for path in (CHECKOUT / "plugins" / "modules").glob("portsip_*.py"))


def test_each_file_is_as_the_tool_writes_it() -> None:
    found = {path: path.read_text(encoding="utf-8") for path in (CHECKOUT / "plugins" / "action").glob("*.py")}
    assert found == action_shims.wanted(), "run: make shims"


def test_the_tool_knows_all_modules() -> None:
    assert [path.stem for path in action_shims.wanted()] == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_each_action_runs_the_module_of_its_name(name: str) -> None:
    plugins = "ansible_collections.portsip.pbx.plugins"
    action = importlib.import_module(f"{plugins}.action.{name}").ActionModule
    assert action.definition is importlib.import_module(f"{plugins}.modules.{name}").MODULE
    # Ansible writes the plugin's name into the class.
    others = {importlib.import_module(f"{plugins}.action.{other}").ActionModule for other in MODULES if other != name}
    assert action not in others


def test_the_tool_repairs_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    modules, actions = tmp_path / "modules", tmp_path / "action"
    modules.mkdir()
    actions.mkdir()
    for name in ("portsip_one", "portsip_two"):
        (modules / f"{name}.py").touch()
    (actions / "portsip_one.py").write_text("stale", encoding="utf-8")
    (actions / "portsip_three.py").touch()
    for name, value in {"ROOT": tmp_path, "MODULES": modules, "ACTIONS": actions}.items():
        monkeypatch.setattr(action_shims, name, value)
    action_shims.main()
    assert {path: path.read_text(encoding="utf-8") for path in actions.iterdir()} == action_shims.wanted()
    assert capsys.readouterr().out.splitlines() == [
        "wrote action/portsip_one.py",
        "wrote action/portsip_two.py",
        "removed action/portsip_three.py",
    ]
    action_shims.main()
    assert capsys.readouterr().out == ""
