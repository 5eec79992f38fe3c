# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""``--list-tags`` of the playbooks lists the tags of every task of their roles."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROLES = Path(__file__).parents[2] / "roles"


@pytest.mark.parametrize(("playbook", "roles"), [("provision", ["tenant", "queue"]), ("baseline", ["system"])])
def test_list_tags_lists_the_tags_of_the_roles(playbook: str, roles: list[str], ansible_environment: dict[str, str]) -> None:
    files = [path for role in roles for path in (ROLES / role / "tasks").glob("*.yml")]
    tasks = [task for path in files for task in yaml.safe_load(path.read_text(encoding="utf-8"))]
    used = {tag for task in tasks for tag in task["tags"]}
    command = ["ansible-playbook", f"portsip.pbx.{playbook}", "--list-tags"]
    output = subprocess.run(command, env=ansible_environment, capture_output=True, text=True, check=True).stdout
    (listed,) = re.findall(r"TASK TAGS: \[(.*)\]", output)
    assert "ip_rules" in used
    assert set(listed.split(", ")) == used
