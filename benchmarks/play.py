"""Runs of ansible-playbook, timed from inside by a callback, so that starting Ansible is not part of a task's cost."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .memory import Watch
from .pbx import ROOT, Json

sys.path.insert(0, str(ROOT / "tools"))
from checkout import SCRIPTS, environment, linked_collections  # noqa: E402

CALLBACKS = pathlib.Path(__file__).parent / "callback_plugins"


@dataclass(frozen=True)
class Task:
    """One task: when it began and its last host was done, and how many results (items, hosts) there were."""

    name: str
    begin: float
    end: float
    ok: int
    changed: int
    failed: int

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.begin


@dataclass(frozen=True)
class Played:
    """A finished run.

    :param command_seconds: of the whole command.
    :param worker_mb: largest resident memory of a worker process, where it was watched.
    :param controller_mb: that of Ansible's own process.
    """

    tasks: list[Task]
    command_seconds: float
    worker_mb: float
    controller_mb: float

    @property
    def seconds(self) -> float:
        """From the begin of the first task to the end of the last."""
        return self.tasks[-1].end - self.tasks[0].begin

    @property
    def changed(self) -> int:
        """Results that changed something."""
        return sum(task.changed for task in self.tasks)


class Failed(Exception):
    """A run did not do what it was to do, so that its figures mean nothing."""


def play(
    tasks: list[Json],
    env: Mapping[str, str] | None = None,
    *,
    variables: Json | None = None,
    hosts: int = 0,
    forks: int = 5,
    watch: bool = False,
    options: Sequence[str] = (),
    files: pathlib.Path | None = None,
) -> Played:
    """Run tasks on localhost, or on so many hosts with a local connection, each with its C(number) as variable.

    :param env: environment variables of the run.
    :param watch: whether to look at the memory of the processes.
    :param options: of the command.
    :param files: the directory that is C(files) beside the playbook.
    :raises Failed: a task failed.
    """
    with tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as name:
        directory = pathlib.Path(name)
        if files:
            (directory / "files").symlink_to(files)
        whole = {"name": "Benchmark", "hosts": "all", "connection": "local", "gather_facts": False, "tasks": tasks}
        playbook = _write(directory / "playbook.json", [{**whole, "vars": variables or {}}])
        inventory = directory / "inventory"
        lines = [f"host{number:03} number={number}\n" for number in range(hosts)] or ["localhost\n"]
        inventory.write_text("".join(lines), encoding="utf-8")
        return command(directory, [str(playbook), "-i", str(inventory), "--forks", str(forks), *options], env or {}, watch=watch)


def command(directory: pathlib.Path, arguments: list[str], env: Mapping[str, str], *, watch: bool = False) -> Played:
    """Run ansible-playbook with these arguments.

    :param directory: for its files.
    :raises Failed: it ended with another status than 0, or without a task.
    """
    times, output = directory / "times.json", directory / "output"
    variables = environment(
        linked_collections(),
        ANSIBLE_CALLBACK_PLUGINS=str(CALLBACKS),
        ANSIBLE_CALLBACKS_ENABLED="benchmark_times",
        ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH="ignore",
        BENCHMARK_TIMES=str(times),
        **env,
    )
    begin = time.monotonic()
    with output.open("w", encoding="utf-8") as screen:
        process = subprocess.Popen(
            [SCRIPTS / "ansible-playbook", *arguments],
            cwd=directory, env=variables, stdin=subprocess.DEVNULL, stdout=screen, stderr=subprocess.STDOUT,
        )  # fmt: skip
        memory = Watch(process.pid) if watch else None
        status = process.wait()
    seconds = time.monotonic() - begin
    worker_mb, controller_mb = memory.ended() if memory else (0.0, 0.0)
    if status or not times.exists():
        raise Failed(f"ansible-playbook ended with {status}:\n{output.read_text(encoding='utf-8', errors='replace')[-4000:]}")
    tasks = [Task(**entry) for entry in json.loads(times.read_text(encoding="utf-8"))["tasks"] if entry["end"] is not None]
    return Played(tasks, seconds, worker_mb, controller_mb)


def _write(path: pathlib.Path, content: Any) -> pathlib.Path:
    """JSON is YAML too."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
