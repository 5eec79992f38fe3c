# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each module has an action plugin of its own, generated: none is missing or left over."""

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
MODULES = sorted(path.stem for path in (CHECKOUT / "plugins" / "modules").glob("portsip_*.py"))


def test_each_module_has_one() -> None:
    assert sorted(path.stem for path in (CHECKOUT / "plugins" / "action").glob("portsip_*.py")) == MODULES


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


def _least(name: str) -> dict[str, object]:
    """The options without which a module's argument spec is not met, with any value that it takes."""
    module = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{name}").MODULE
    needed = [option for option, rule in module.spec.items() if rule.get("required")]
    needed += [names[0] for names in module.rules.get("required_one_of", ())]
    values: dict[str, object] = {"str": "1", "path": "/tmp/1", "int": 1, "list": [], "dict": {}}
    return {option: next(iter(module.spec[option].get("choices", ())), values[module.spec[option].get("type", "str")]) for option in needed}


@pytest.mark.parametrize("name", MODULES)
def test_a_misspelt_option_is_found(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _main(name, {**_least(name), "misspelt": 1}, monkeypatch)
    failure = json.loads(capsys.readouterr().out)["msg"]
    assert "misspelt. Supported parameters include: " in failure


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
