# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks for documents pass every option on, and say which variables they have."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import CONNECTION_OPTIONS

CHECKOUT = Path(__file__).resolve().parents[2]
MODULES = {"apply": "portsip_config", "export": "portsip_export", "drift": "portsip_drift", "verify": "portsip_verify"}
NOT_PASSED_ON = {"validate_only"}
"""What has a playbook of its own."""
PAGE = "".join((CHECKOUT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("documents", "where-calls-go"))


def text_of(playbook: str) -> str:
    """A playbook as it is written."""
    return (CHECKOUT / "playbooks" / f"{playbook}.yml").read_text(encoding="utf-8")


def arguments_of(playbook: str) -> dict[str, Any]:
    """What a playbook hands to its module."""
    (play,) = yaml.safe_load(text_of(playbook))
    name = f"portsip.pbx.{MODULES[playbook]}"
    (task,) = (task for task in play["tasks"] if name in task)
    arguments: dict[str, Any] = task[name]
    return arguments


@pytest.mark.parametrize("playbook", MODULES)
def test_every_option_is_passed_on(playbook: str) -> None:
    module = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{MODULES[playbook]}").MODULE
    assert arguments_of(playbook).keys() == module.spec.keys() - CONNECTION_OPTIONS.keys() - NOT_PASSED_ON


@pytest.mark.parametrize("playbook", ["validate", *MODULES])
def test_every_variable_is_described(playbook: str) -> None:
    comment, _play, rest = text_of(playbook).partition("\n- name:")
    taken = set(re.findall(rf"\b((?:{playbook}|document|tenant|system|queue)_\w+) (?:is (?:un)?defined|\| default)", rest))
    taken -= {"apply_result", "export_result"}
    assert {"document_path"} <= taken or playbook == "export"
    assert [name for name in sorted(taken) if name not in comment] == []
    assert [name for name in sorted(taken) if f"`{name}`" not in PAGE] == []


def test_no_title_names_a_single_host() -> None:
    """A task runs for many tenants at once, under one title."""
    files = [*CHECKOUT.glob("playbooks/**/*.yml"), *CHECKOUT.glob("roles/*/tasks/*.yml")]
    assert [path.name for path in files if re.search(r"^ *- name: .*\{\{", path.read_text(encoding="utf-8"), re.MULTILINE)] == []
