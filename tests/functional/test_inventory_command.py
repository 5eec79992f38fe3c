# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The inventory of tenants as ansible-inventory hands it on, which is how AWX reads a source from a project."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from functional.running import access

if TYPE_CHECKING:
    from simulator import Simulator


@pytest.fixture
def command(tmp_path: Path, ansible_environment: dict[str, str], shared_simulator: Simulator) -> list[str]:
    """Lists the hosts as AWX does; the plugin is found by the file, without any setting."""
    (tmp_path / "pbx.yml").write_text("---\nplugin: portsip.pbx.tenants\nname: north\n", encoding="utf-8")
    ansible_environment.update(access(shared_simulator), ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED="true")
    return ["ansible-inventory", "-i", str(tmp_path / "pbx.yml"), "--list", "--export"]


def test_names_are_plain_and_templates_are_marked(
    command: list[str], ansible_environment: dict[str, str], shared_simulator: Simulator
) -> None:
    shared_simulator.add_tenant("clinic.example.net", "Clinic")
    shared_simulator.add_tenant("odd.example.net", "{{ 7*7 }}")
    done = subprocess.run(command, env=ansible_environment, capture_output=True, text=True, check=True)
    listed = json.loads(done.stdout)
    names = {host: variables["portsip_tenant"]["name"] for host, variables in listed["_meta"]["hostvars"].items()}
    assert names == {"clinic.example.net": "Clinic", "odd.example.net": {"__ansible_unsafe": "{{ 7*7 }}"}}
    assert listed["tenants"]["children"] == ["pbx_north"]
    assert listed["tenants"]["vars"]["ansible_connection"] == "local"
    assert listed["pbx_north"]["vars"] == {"tenant_connection": {"api_url": shared_simulator.api_url}}
    assert "Sim-Admin-2026" not in done.stdout
    assert done.stderr == ""


def test_what_cannot_be_read_fails(command: list[str], ansible_environment: dict[str, str], shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant("clinic.example.net", "Clinic")
    shared_simulator.inject("GET", "/api/tenants$", times=None, status=403)
    done = subprocess.run(command, env=ansible_environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "The tenants of the PBX 'north' (" in done.stderr
    assert "clinic.example.net" not in done.stdout
