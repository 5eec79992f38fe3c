# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A playbook that still has a module's old name is told the new one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("old", "new"),
    [("portsip_fax_send", "portsip_extension_fax_send"), ("portsip_provider_assignment_info", "portsip_trunk_assignment_info")],
)
def test_the_new_name_is_told(old: str, new: str, ansible_environment: dict[str, str]) -> None:
    command = [str(Path(sys.executable).parent / "ansible"), "localhost", "-m", f"portsip.pbx.{old}"]
    done = subprocess.run(command, env=ansible_environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert f"Use portsip.pbx.{new} instead." in " ".join((done.stdout + done.stderr).split())
