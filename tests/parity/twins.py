# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Single runs of modules both ways, without a playbook, and with it without Ansible's own part in a task."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from parity.comparison import equal_form, polled_once
from parity.harness import SECRETS, WAYS, Json
from simulator import Simulator

FILES = {
    "letter.pdf": "%PDF-1.7\n",
    "clinic.yml": "tenants: [{domain: clinic.example.com, ivrs: [{extension_number: '8000', name: Reception}]}]\n",
}
"""The files that each way finds in its directory, with their content."""


class Twins:
    """Runs modules both ways against two simulators.

    :param directory: has a directory of its own for each way, in which its modules run.
    :param environment: of the process that runs them.
    :param modules: their names, so that they are loaded once.
    """

    def __init__(self, directory: Path, environment: dict[str, str], simulators: dict[str, Simulator], modules: list[str]) -> None:
        self.simulators = simulators
        self._directories = {way: directory / way for way in WAYS}
        self._processes = {way: self._started(way, self._directories[way], environment, modules) for way in WAYS}

    @staticmethod
    def _started(way: str, directory: Path, environment: dict[str, str], modules: list[str]) -> subprocess.Popen[str]:
        directory.mkdir()
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("twin_server.py")), way, *modules],
            cwd=directory,
            # ansible-core goes through sets, and names of several things that are wrong the last one.
            env=environment | {"PYTHONPATH": environment["ANSIBLE_COLLECTIONS_PATH"], "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End the processes."""
        for process in self._processes.values():
            process.communicate(timeout=10)

    def begin_anew(self) -> None:
        """Make simulators and directories as new."""
        for way, directory in self._directories.items():
            self.simulators[way].reset()
            for entry in directory.iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            for name, content in FILES.items():
                (directory / name).write_text(content, encoding="ascii")

    def run(self, runs: list[Json]) -> tuple[list[Json], list[Json]]:
        """Results of runs one after the other, in the controller's process and as modules, in the form in which they have to be equal.

        :param runs: ``module``, ``args``, and where wanted ``check``, ``diff`` and ``invocation``.
        """
        here, there = (self.run_one_way(way, runs) for way in WAYS)
        return here, there

    def prepare(self, steps: list[Json]) -> None:
        """Take steps on the control interface of both simulators; see plugins/action/simulator.py."""
        for pbx in self.simulators.values():
            for step in steps:
                call, arguments = step["call"], {name: value for name, value in step.items() if name != "call"}
                if call == "faults":
                    pbx.inject(**arguments)
                else:
                    getattr(pbx, call.removeprefix("seed/"))(**arguments)

    def requests(self, polls: str | None = None) -> list[list[Json]]:
        """The requests since the last time each way, in the form in which both have to be equal; some go side by side.

        :param polls: an expression for the paths that are asked again and again until something has happened: how often
            depends on the load of the machine, so that equal GET requests for them count once.
        """
        found = []
        for way, pbx in self.simulators.items():
            # Sessions are opened side by side where several tenants are read: the tenant says which is meant.
            beside = {"at", "session"} if any(request["tenant"] for request in pbx.requests()) else {"at"}
            kept = [{name: value for name, value in request.items() if name not in beside} for request in pbx.requests()]
            found.append(polled_once(sorted(equal_form(kept, self._names(way)), key=json.dumps), polls))
            pbx.clear_log()
        return found

    def states(self) -> list[Json]:
        """What is on the simulators and in the directories, in the form in which both have to be equal."""
        return [{"pbx": equal_form(pbx.state(), self._names(way)), "files": self._files(way)} for way, pbx in self.simulators.items()]

    def _files(self, way: str) -> Json:
        top = self._directories[way]
        files = sorted(file for file in top.rglob("*") if file.is_file())
        return {str(file.relative_to(top)): [f"{file.stat().st_mode:o}", hashlib.sha256(file.read_bytes()).hexdigest()] for file in files}

    def _names(self, way: str) -> dict[str, str]:
        return {self.simulators[way].url.removeprefix("http://"): "127.0.0.1:(port)"}

    def run_one_way(self, way: str, runs: list[Json]) -> list[Json]:
        """Results of runs one after the other; see ``run``."""
        pbx = self.simulators[way]
        access = {
            "PORTSIP_API_URL": pbx.api_url,
            "PORTSIP_EXTENSION_API_URL": pbx.extension_api_url,
            "PORTSIP_USERNAME": "admin",
            "PORTSIP_PASSWORD": SECRETS["admin_password"],
            "PORTSIP_EXTENSION_CLIENT_ID": "sim-client",
            "PORTSIP_EXTENSION_CLIENT_SECRET": SECRETS["client_secret"],
            "PORTSIP_RETRIES": "0",
            "PORTSIP_TIMEOUT": "20",
        }
        process = self._processes[way]
        assert process.stdin is not None
        assert process.stdout is not None
        usual: Json = {"check": False, "diff": True, "invocation": True, "environment": access}
        process.stdin.write(json.dumps([{**usual, **run} for run in runs]) + "\n")
        process.stdin.flush()
        return [self._result(way, run, answer) for run, answer in zip(runs, json.loads(process.stdout.readline()), strict=True)]

    def _result(self, way: str, run: Json, answer: Json) -> Json:
        if "broken" in answer:
            raise RuntimeError(f"{way}, {run}: {answer['broken']}")
        result: Json = answer["result"]
        if "warnings" in result:  # from ansible-core 2.19 on a module hands over more than the text
            result["warnings"] = [text if isinstance(text, str) else text["event"]["msg"] for text in result["warnings"]]
        equal: Json = equal_form(result, self._names(way))
        return equal
