# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Playbooks run as users run them: processes of ansible-playbook, and what came of them."""

from __future__ import annotations

import json
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CALLBACKS = Path(__file__).parent / "callback_plugins"
PATIENCE = 180

Json = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """A finished ansible-playbook.

    :param output: everything it printed.
    :param entries: what the callback plugin wrote: one for each task or item of a loop, then the recap.
    """

    returncode: int
    output: str
    entries: list[Json]

    @property
    def recap(self) -> dict[str, int]:
        """The numbers of the recap's line for localhost."""
        recap: dict[str, int] = self.entries[-1]["recap"]["localhost"]
        return recap

    @property
    def names(self) -> list[str]:
        """Names of the tasks that were run, in their order."""
        return list(dict.fromkeys(entry["task"] for entry in self.entries if "task" in entry and entry["status"] != "skipped"))

    @property
    def failed(self) -> list[str]:
        """Names of the tasks that failed, in their order."""
        return [name for name in self.names if self._entry(name)["status"] == "failed"]

    def result(self, task: str) -> Json:
        """The result of the task with this name."""
        result: Json = self._entry(task)["result"]
        return result

    def _entry(self, task: str) -> Json:
        (entry,) = (entry for entry in self.entries if entry.get("task") == task and not entry["item"])
        return entry

    def items(self, task: str) -> list[Json]:
        """The results of the items of a loop, in their order."""
        return [entry["result"] for entry in self.entries if entry.get("task") == task and entry["item"]]

    def outcomes(self) -> dict[str, tuple[bool, Any]]:
        """``changed`` and ``diff`` of each task that was run."""
        return {name: (self.result(name)["changed"], self.result(name).get("diff")) for name in self.names}


class Playbooks:
    """Runs playbooks in a directory of its own.

    :param environment: of the processes.
    :ivar new_session: whether each run is a process group of its own, to be killed as a whole.
    """

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self._directory = directory
        self.new_session = False
        self.environment = environment | {
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": "record",
        }
        self._count = 0

    def run(self, tasks: str | list[Json], *arguments: str, succeed: bool = True, patience: int = PATIENCE, **settings: Any) -> Run:
        """Run tasks on localhost and wait for their end.

        :param tasks: YAML text, or the list it stands for.
        :param arguments: of ansible-playbook, such as ``--check``.
        :param succeed: whether the run has to end well.
        :param patience: seconds after which it counts as hanging.
        :param settings: see :meth:`start`.
        """
        return self.finish(self.start(tasks, *arguments, **settings), succeed=succeed, patience=patience)

    def start(
        self,
        tasks: str | list[Json],
        *arguments: str,
        variables: Json | None = None,
        environment: dict[str, str] | None = None,
        **keywords: Any,
    ) -> Started:
        """Start a run without waiting.

        :param variables: go into a file of their own, as a user's secrets do.
        :param environment: added to that of the process.
        :param keywords: of the play, such as ``module_defaults``.
        """
        text = textwrap.dedent(tasks) if isinstance(tasks, str) else yaml.safe_dump(tasks, sort_keys=False)
        play = {"name": "Play", "hosts": "localhost", "gather_facts": False, **keywords}
        head = yaml.safe_dump([play], sort_keys=False)
        # The tasks' text stays as it is written: what YAML makes of it is part of the test.
        playbook = self._write("playbook.yml", f"{head}  tasks:\n{textwrap.indent(text, '    ')}")
        return self.start_playbook(str(playbook), *arguments, variables=variables, environment=environment)

    def start_playbook(
        self, playbook: str, *arguments: str, variables: Json | None = None, environment: dict[str, str] | None = None
    ) -> Started:
        """Start a playbook that exists: a path, or the full name of one in a collection."""
        self._count += 1
        record = self._directory / f"record-{self._count}.jsonl"
        command = ["ansible-playbook", playbook, *arguments]
        if variables:
            command += ["-e", f"@{self._write('variables.yml', yaml.safe_dump(variables))}"]
        process = subprocess.Popen(
            command,
            cwd=self._directory,
            env=self.environment | (environment or {}) | {"RECORD_FILE": str(record)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=self.new_session,
        )
        return Started(process, record)

    def finish(self, started: Started, *, succeed: bool = True, patience: int = PATIENCE) -> Run:
        """Wait for the end of a run."""
        try:
            output, _nothing = started.process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            started.process.kill()
            raise
        lines = started.record.read_text(encoding="utf-8").splitlines() if started.record.exists() else []
        run = Run(started.process.returncode, output, [json.loads(line) for line in lines])
        assert (run.returncode == 0) is succeed, output
        return run

    def _write(self, name: str, text: str) -> Path:
        self._count += 1
        path = self._directory / f"{self._count}-{name}"
        path.write_text(text, encoding="utf-8")
        return path


@dataclass(frozen=True)
class Started:
    """An ansible-playbook that is running."""

    process: subprocess.Popen[str]
    record: Path


def access(pbx: Any) -> dict[str, str]:
    """Environment variables of the collection for a simulated PBX and its system administrator."""
    return {
        "PORTSIP_API_URL": pbx.api_url,
        "PORTSIP_USERNAME": "admin",
        "PORTSIP_PASSWORD": "Sim-Admin-2026",
        "PORTSIP_EXTENSION_API_URL": pbx.extension_api_url,
        "PORTSIP_EXTENSION_CLIENT_ID": "sim-client",
        "PORTSIP_EXTENSION_CLIENT_SECRET": "Sim-Client-Secret-2026",
    }
