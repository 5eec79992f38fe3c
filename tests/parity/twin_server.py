# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A process that runs modules one way, each in a child of its own, without a playbook around them: many times faster.

``twin_server.py WAY MODULE...`` loads the modules once. It reads a line of JSON from standard input for each list of
runs: mappings with ``module``, ``args``, ``environment``, ``check``, ``diff`` and
``invocation`` (whether Ansible is to add the options to the result); it writes their results, as Ansible would
get them, as a line of JSON. It has no threads, so that it can be forked. Each way has a process of its own, as ansible-core
behaves in another way where its parts for the controller are loaded.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ansible.module_utils import basic
from ansible.module_utils.common import warnings as core_warnings
from ansible.module_utils.common.parameters import PASS_VARS

PLUGINS = "ansible_collections.portsip.pbx.plugins"
PATIENT = ("client.new_tenant", "read.waiting", "apply.objects")
"""Where a run waits for what the PBX has just made; here nothing takes a PBX any time."""
FASTER = 100


def as_module(run: dict[str, Any]) -> Any:
    """What the module's own program prints."""
    for kept in (core_warnings._global_warnings, core_warnings._global_deprecations):
        kept.clear()  # a module has a process of its own
    given = {"_ansible_check_mode": run["check"], "_ansible_diff": run["diff"], "_ansible_module_name": run["module"]}
    if "inject_invocation" in PASS_VARS:  # from ansible-core 2.21 on a setting
        given["_ansible_inject_invocation"] = run.get("invocation", True)
    basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": {**run["args"], **given}}).encode()
    basic._ANSIBLE_PROFILE = "legacy"  # known from ansible-core 2.19 on
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        importlib.import_module(f"{PLUGINS}.modules.{run['module'].rpartition('.')[2]}").main()
    return json.loads(printed.getvalue())


def in_process(run: dict[str, Any]) -> Any:
    """What the action returns, inside as much of Ansible as it looks at."""
    task = SimpleNamespace(
        **{"action": run["module"], "args": run["args"], "check_mode": run["check"], "diff": run["diff"]},
        **{"async_val": 0, "environment": [], "loop": None, "loop_with": None, "no_log": False, "_uuid": "one"},
    )
    shell = SimpleNamespace(tmpdir="", env_prefix=lambda **variables: "")
    connection = SimpleNamespace(become=None, transport="local", _shell=shell, close=lambda: None)
    templar = SimpleNamespace(template=lambda value: value)
    loader = importlib.import_module("ansible.parsing.dataloader").DataLoader()
    loader.set_basedir(str(Path.cwd()))
    variables = {"inventory_hostname": "one", "ansible_inject_invocation": run.get("invocation", True)}
    action = importlib.import_module(f"{PLUGINS}.action.{run['module'].rpartition('.')[2]}").ActionModule
    return action(task, connection, None, loader, templar, None).run(task_vars=variables)


def main() -> None:
    """Serve until there is no more input."""
    way, *names = sys.argv[1:]
    work, kind = {"as_module": (as_module, "modules"), "in_process": (in_process, "action")}[way]
    for name in names:
        importlib.import_module(f"{PLUGINS}.{kind}.{name}")
    for name in PATIENT:
        patient = importlib.import_module(f"{PLUGINS}.module_utils.{name}")
        patient.PAUSES = tuple(seconds / FASTER for seconds in patient.PAUSES)
    gc.freeze()  # spares the children the copies
    for line in sys.stdin:
        sys.stdout.flush()
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        answers = []
        for run in json.loads(line):
            os.environ.update(run["environment"])
            try:
                answers.append({"result": work(run)})
            except BaseException:
                answers.append({"broken": traceback.format_exc()})
        print(json.dumps(answers), flush=True)
        os._exit(0)


if __name__ == "__main__":
    main()
