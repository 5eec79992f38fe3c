# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a task runs: in the controller's process only where that makes no difference."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.plugin_utils import in_process
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection as access

from simulator import Simulator


def _run(
    pbx: Simulator, monkeypatch: pytest.MonkeyPatch, variables: dict[str, Any] | None = None, **differs: Any
) -> tuple[dict[str, Any], int]:
    """The result of a task that reads IP rules, and how many requests it made in this process."""
    facts = {"become": None, "transport": "local", "async_val": 0, **differs}
    task = SimpleNamespace(
        **{"action": "portsip.pbx.portsip_ip_rule_info", "args": access(pbx), "check_mode": False, "diff": False, "environment": []},
        **{"async_val": facts["async_val"], "loop": None, "loop_with": None, "no_log": False, "_uuid": "one"},
    )
    shell = SimpleNamespace(tmpdir="", env_prefix=lambda **names: "")
    connection = SimpleNamespace(
        become=facts["become"], transport=facts["transport"], has_native_async=False, _shell=shell, close=lambda: None
    )
    templar = SimpleNamespace(template=lambda value: value)
    loader = SimpleNamespace(get_basedir=lambda: ".")
    action_class = importlib.import_module("ansible_collections.portsip.pbx.plugins.action.portsip_ip_rule_info").ActionModule
    monkeypatch.setattr(action_class, "_execute_module", lambda self, **given: {"as_module": True})
    monkeypatch.setattr(action_class, "_remove_tmp_path", lambda self, path: None)
    pbx.clear_log()
    result = action_class(task, connection, None, loader, templar, None).run(task_vars={"inventory_hostname": "one", **(variables or {})})
    return result, len(pbx.requests())


def test_a_local_task_runs_here(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    result, requests = _run(shared_simulator, monkeypatch)
    assert "as_module" not in result
    assert result["ip_rules"] == []
    assert requests > 0


@pytest.mark.parametrize(
    "differs",
    [
        {"become": SimpleNamespace(name="sudo")},
        {"async_val": 60},
        {"transport": "ssh"},
        {"variables": {"portsip_in_process": False}},
        {"variables": {"portsip_in_process": "no"}},
    ],
    ids=",".join,
)
def test_another_runs_as_a_module(differs: dict[str, Any], shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``become`` it is another user's process, with files and variables of that user's."""
    result, requests = _run(shared_simulator, monkeypatch, **differs)
    assert result["as_module"]
    assert requests == 0


def test_the_environment_decides_too(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(in_process.ENVIRONMENT, "false")
    assert _run(shared_simulator, monkeypatch)[1] == 0


def test_without_a_library_the_module_says_so(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_process, "MISSING", {"pydantic": "trace"})
    assert _run(shared_simulator, monkeypatch)[0]["as_module"]
