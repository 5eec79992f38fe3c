# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each module has an action plugin of its own, written by a tool: none is missing, stale or left over."""

from __future__ import annotations

import importlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ansible.module_utils import basic

if TYPE_CHECKING:
    from simulator import Simulator

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


def _main(name: str, options: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Call ``main`` of an action plugin in the way of ansible-lint, which finds no ``main`` of a module that has one."""
    monkeypatch.setattr(basic, "_ANSIBLE_ARGS", None)
    monkeypatch.setattr(sys, "argv", [""])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"ANSIBLE_MODULE_ARGS": options}).encode())))
    importlib.import_module(f"ansible_collections.portsip.pbx.plugins.action.{name}").main()


@pytest.mark.parametrize("name", MODULES)
def test_a_misspelt_option_is_found(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _main(name, {"misspelt": 1}, monkeypatch)
    failure = json.loads(capsys.readouterr().out)["msg"]
    # Ansible reports a required option that is missing first.
    assert "misspelt. Supported parameters include: " in failure or failure.startswith("missing required arguments: ")


def test_valid_options_pass_and_nothing_is_done(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options: dict[str, object] = {"cidr": "192.0.2.0/24", "target": "ACCEPT", "api_url": simulator.api_url}
    _main("portsip_ip_rule", {**options, "api_username": "admin", "api_password": "Sim-Admin-2026"}, monkeypatch)
    assert capsys.readouterr().out == ""
    assert simulator.requests() == []
    with pytest.raises(SystemExit):
        _main("portsip_ip_rule", {**options, "target": "MAYBE"}, monkeypatch)
    assert "value of target must be one of: ACCEPT, DENY, got: MAYBE" in capsys.readouterr().out


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
