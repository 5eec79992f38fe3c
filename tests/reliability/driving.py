# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs of modules in this process, as a task on localhost runs them, against a simulator."""

from __future__ import annotations

import copy
import importlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ansible.parsing.dataloader import DataLoader
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_transport

from parity.comparison import equal_form
from simulator import Simulator

Json = dict[str, Any]
PLUGINS = "ansible_collections.portsip.pbx.plugins"
DEFECT = "defect of the collection"
"""What a failure says that nobody has foreseen."""


def access(pbx: Simulator) -> Json:
    """Connection options of every module."""
    return {
        "api_url": pbx.api_url,
        "api_username": "admin",
        "api_password": "Sim-Admin-2026",
        "extension_api_url": pbx.extension_api_url,
        "extension_client_id": "sim-client",
        "extension_client_secret": "Sim-Client-Secret-2026",
    }


@contextmanager
def without_pauses() -> Iterator[list[float]]:
    """Let no time pass between attempts; the pauses that were asked for."""
    asked: list[float] = []
    defaults = http_transport.Transport.__init__.__kwdefaults__
    before = defaults["sleep"]
    defaults["sleep"] = asked.append
    try:
        yield asked
    finally:
        defaults["sleep"] = before


PATIENCE = 10
"""Seconds after which a run is given up: it has no end."""


class NoEnd(BaseException):
    """A run is given up; nothing in it catches that."""


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """Raise ``NoEnd`` in the main thread when what is inside takes longer."""

    def strike(*_ignored: object) -> None:
        raise NoEnd

    before = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Driver:
    """Runs tasks one after the other; not to be shared between threads, as a task may change the directory.

    :param directory: where relative paths in options begin.
    :param options: given with every run.
    """

    def __init__(self, pbx: Simulator, directory: Path, **options: Any) -> None:
        self.pbx = pbx
        self.options = {"timeout": 5, "retries": 1, **options}
        self._directory = str(directory)

    def run(self, module: str, args: Json, *, check: bool = False) -> Json:
        """The result of one task; the log then holds its requests alone.

        A task that is given up (``PATIENCE``) has ``no_end`` in its result.
        """
        given = {**access(self.pbx), **self.options, **copy.deepcopy(args)}
        task = SimpleNamespace(
            **{"action": f"portsip.pbx.{module}", "args": given, "check_mode": check, "diff": True, "environment": []},
            **{"async_val": 0, "loop": None, "loop_with": None, "no_log": False, "_uuid": "one"},
        )
        shell = SimpleNamespace(tmpdir="", env_prefix=lambda **variables: "")
        connection = SimpleNamespace(become=None, transport="local", _shell=shell, close=lambda: None)
        templar = SimpleNamespace(template=lambda value: value)
        loader = DataLoader()
        loader.set_basedir(str(self._directory))
        action = importlib.import_module(f"{PLUGINS}.action.{module}").ActionModule
        self.pbx.clear_log()
        try:
            with given_up_after(PATIENCE):
                result: Json = action(task, connection, None, loader, templar, None).run(task_vars={"inventory_hostname": "one"})
        except NoEnd:
            return {"failed": True, "msg": f"given up after {PATIENCE} seconds", "no_end": True}
        except Exception as error:  # Ansible shows it with a traceback
            return {"failed": True, "msg": f"{DEFECT}: raised {type(error).__name__}: {error}"}
        return result


UNORDERED = {
    **{"groups": ("members",), "call_park_groups": ("members",), "monitor_groups": ("members", "managers")},
    "outbound_rules": ("applied_groups",),
}
"""Lists to which the PBX adds at the end; their order is that of the requests, and no run changes it."""


def snapshot(pbx: Simulator) -> Json:
    """What the simulator holds, without what differs between two runs that do the same: moments, sessions, and ``UNORDERED``.

    An upload to which nothing was sent is left out, too: when its answer is lost, nobody knows its id.
    """
    state = pbx.state()
    del state["sessions"]
    found: Json = equal_form(state, {})
    found["uploads"] = {key: upload for key, upload in found["uploads"].items() if upload["size"]}
    for tenant in found["tenants"].values():
        for collection, names in UNORDERED.items():
            for row in tenant.get(collection, {}).values():
                row.update({name: sorted(row[name], key=repr) for name in names if row.get(name)})
    return found


def differences(here: Any, there: Any, path: str = "") -> list[str]:
    """Paths at which two snapshots differ, at most ten, with both values."""
    if isinstance(here, dict) and isinstance(there, dict):
        names = sorted(set(here) | set(there), key=str)
        return [line for name in names for line in differences(here.get(name, ...), there.get(name, ...), f"{path}/{name}")][:10]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        return [line for index, pair in enumerate(zip(here, there, strict=True)) for line in differences(*pair, f"{path}/{index}")][:10]
    return [] if here == there else [f"{path}: {_short(here)} where {_short(there)} is expected"]


def _short(value: Any) -> str:
    return "nothing" if value is ... else (text if len(text := repr(value)) <= 90 else text[:89] + "…")


def objects(state: Any) -> int:
    """How many objects a snapshot holds: mappings that have an id, and members of queues."""
    if isinstance(state, dict):
        return sum(map(objects, state.values())) + ("id" in state or "agent_id" in state)
    return sum(map(objects, state)) if isinstance(state, list) else 0


def processes_with(marker: str) -> list[int]:
    """Ids of the processes whose environment holds a text."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
            zombie = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
        except OSError:
            continue
        if marker.encode() in environment and int(entry.name) != os.getpid() and not zombie:
            found.append(int(entry.name))
    return found
