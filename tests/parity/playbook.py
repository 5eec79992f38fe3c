# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Small playbooks of a test's own, run as a process that is looked at from outside."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from parity.harness import HERE, PATIENCE, SECRETS, Json
from simulator import Simulator


@dataclass(frozen=True)
class Ended:
    """A finished ansible-playbook."""

    returncode: int
    stdout: str
    stderr: str
    seconds: float


def play(
    tasks: list[Json],
    pbx: Simulator,
    directory: Path,
    environment: dict[str, str],
    *arguments: str,
    hosts: dict[str, Json] | None = None,
    **keywords: Any,
) -> Ended:
    """Run tasks against one simulator.

    :param hosts: name -> variables; one host that is this machine where none is given.
    :param keywords: of the play.
    """
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    inventory = {"all": {"hosts": hosts or {"here": {}}, "vars": {**SECRETS, **local}}}
    (directory / "inventory.yml").write_text(yaml.safe_dump(inventory), encoding="utf-8")
    content = [{"hosts": "all", "gather_facts": False, **keywords, "tasks": tasks}]
    (directory / "playbook.yml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    access = {
        "PORTSIP_API_URL": pbx.api_url,
        "PORTSIP_EXTENSION_API_URL": pbx.extension_api_url,
        "PORTSIP_USERNAME": "admin",
        "PORTSIP_PASSWORD": SECRETS["admin_password"],
        "PORTSIP_RETRIES": "0",
        "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "plugins" / "callback"),
    }
    begin = time.monotonic()
    finished = subprocess.run(
        [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "inventory.yml", "playbook.yml", *arguments],
        check=False,
        cwd=directory,
        env=access | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return Ended(finished.returncode, finished.stdout, finished.stderr, time.monotonic() - begin)
