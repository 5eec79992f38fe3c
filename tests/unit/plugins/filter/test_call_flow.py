# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``call_flow``: its arguments, and what it says about what is no definition."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.call_flow import FilterModule

call_flow = FilterModule().filters()["call_flow"]
RULE = {"action": "FORWARD_TO_NUMBER", "number": "7001"}
TENANT = {"domain": "north.example.net", "ivrs": [{"extension_number": "8000", "name": "Desk", "timeout_forward_rule": RULE}]}


def test_formats() -> None:
    assert call_flow(TENANT).startswith("flowchart LR\n")
    assert call_flow(TENANT, "svg").startswith("<svg ")
    assert call_flow(TENANT, format="html").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("elsewhere", [["7001"], ["7000-7099"], "7001", [7001]])
def test_numbers_that_are_managed_elsewhere(elsewhere: object) -> None:
    assert "missing" in call_flow(TENANT)
    assert "missing" not in call_flow(TENANT, elsewhere=elsewhere)


def test_two_definitions() -> None:
    assert "not in the definition" in call_flow({**TENANT, "ivrs": []}, "svg", TENANT)


@pytest.mark.parametrize(("value", "options"), [("text", {}), (TENANT, {"format": "png"}), (TENANT, {"actual": []})])
def test_what_is_refused(value: object, options: dict[str, object]) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^call_flow: .*must be"):
        call_flow(value, **options)


def test_the_page_about_it_shows_what_it_returns() -> None:
    text = (Path(__file__).resolve().parents[4] / "docs" / "call-flow.md").read_text(encoding="utf-8")
    definition = next(yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if block.startswith("domain:"))
    (picture,) = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    assert call_flow(definition, elsewhere=["2000-2099"]) == picture


def test_other_filters_do_not_wait_for_it() -> None:
    """Ansible loads all filters of a collection with the first one that is used."""
    name = call_flow.__module__
    code = f"import sys, {name}; sys.exit(any('.call_flow.drawing' in module for module in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert done.returncode == 0
