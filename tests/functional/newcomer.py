# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Somebody who follows README.md and docs/tenants.md: saves their files, types their commands, in a fresh HOME, in a fresh clone."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import site
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tenants.md")
"""In the order in which they are read."""
NOT_RUN = ("make test",)
"""It runs this very test."""
MEANWHILE = "make demo"
"""It needs nothing that other commands make; it runs beside them to save time."""
IN_ANOTHER_TERMINAL = "make simulator"
READY = "Ctrl-C"
"""In the last line that the simulator prints before it serves."""
ADDRESS = "127.0.0.1:8887"
"""Of the simulator, as the pages have it. A free port takes its place, so that several tests can run on a machine."""
PATIENCE = 180

Step = tuple[str, str]
"""A command to type, with an empty name; or a text to save, with the name of its file."""


@dataclass
class Outcome:
    """What came of a command.

    :param output: both outputs.
    :param written: paths of the requests that asked the simulated PBX to change something.
    :param domains: of the tenants on the PBX afterwards.
    :param files: first line of each file that was saved before.
    """

    command: str
    returncode: int
    output: str
    seconds: float
    written: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def steps(pages: Sequence[str] = PAGES) -> list[Step]:
    """The steps of pages in their order."""
    text = "\n".join((CHECKOUT / page).read_text(encoding="utf-8") for page in pages)
    found: list[Step] = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL):
        if language == "console":
            typed = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, flags=re.MULTILINE)
            found += [("", re.sub(r"  +#.*", "", command)) for command in typed]
        elif name := re.match(r"---\n# ([\w.]+)\n", block):
            found.append((name[1], block))
    return found


def commands(pages: Sequence[str] = PAGES) -> list[str]:
    """The commands of pages that are run."""
    return [text for name, text in steps(pages) if not name and text not in NOT_RUN]


class Newcomer:
    """Has a directory with a home and a clone, and a shell whose environment lasts from command to command.

    :param pages: to follow, from the first one on.
    """

    def __init__(self, directory: Path, pages: Sequence[str] = PAGES) -> None:
        self._pages = pages
        self.home, self.clone, self._exported = directory / "home", directory / "clone", directory / "exported.sh"
        self.home.mkdir(parents=True)
        self._exported.touch()
        _clone(self.clone)
        self._port = _free_port()
        self._saved: list[str] = []
        self._simulator: subprocess.Popen[str] | None = None

    def follow(self) -> list[Outcome]:
        """Do all steps, until a command fails."""
        outcomes: list[Outcome] = []
        try:
            with ThreadPoolExecutor(1) as meanwhile:
                demo = meanwhile.submit(self._measured, MEANWHILE)
                for name, text in steps(self._pages):
                    if name:
                        self._saved.append(name)
                        (self.clone / name).write_text(self._at_port(text), encoding="utf-8")
                    elif text not in (*NOT_RUN, MEANWHILE):
                        outcomes.append(self._type(text))
                        if outcomes[-1].returncode:
                            break
        finally:
            if self._simulator is not None:
                os.killpg(self._simulator.pid, signal.SIGINT)
                self._simulator.wait(timeout=PATIENCE)
        return [demo.result(), *outcomes]

    def _measured(self, command: str) -> Outcome:
        start = time.monotonic()
        returncode, output = self._start_simulator() if command == IN_ANOTHER_TERMINAL else self._run(command)
        return Outcome(command, returncode, output, time.monotonic() - start)

    def _type(self, command: str) -> Outcome:
        if self._simulator is not None:
            self._control("clear_log", method="POST")
        outcome = self._measured(command)
        if self._simulator is not None and not outcome.returncode:
            outcome.written = [write["path"] for write in self._control("writes")]
            outcome.domains = sorted(tenant["domain"] for tenant in self._control("state")["tenants"].values())
        outcome.files = {name: (self.clone / name).read_text(encoding="utf-8").partition("\n")[0] for name in self._saved}
        return outcome

    def _run(self, command: str) -> tuple[int, str]:
        script = self._at_port(command)
        if command != MEANWHILE:
            script = f". {self._exported}\n{script}\nstatus=$?\nexport -p > {self._exported}\nexit $status\n"
        process = subprocess.run(
            ["bash", "-c", script],
            cwd=self.clone,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return process.returncode, process.stdout

    def _start_simulator(self) -> tuple[int, str]:
        self._simulator = subprocess.Popen(
            ["bash", "-c", IN_ANOTHER_TERMINAL],
            cwd=self.clone,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._simulator.stdout is not None
        lines: list[str] = []
        for line in self._simulator.stdout:
            lines.append(line)
            if READY in line:
                return 0, "".join(lines)
        return self._simulator.wait(), "".join(lines)

    def _control(self, what: str, method: str = "GET") -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self._port}/_simulator/{what}", method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def _at_port(self, text: str) -> str:
        return text.replace(ADDRESS, f"127.0.0.1:{self._port}")

    def _environment(self) -> dict[str, str]:
        """Nothing of the caller's, but the packages that are installed already: pip and make find them, and download nothing."""
        kept = {name: os.environ[name] for name in ("ANSIBLE_CORE", "PYTHON") if name in os.environ}  # settings of make
        return kept | {
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath, os.environ.get("PATH", "")]),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INDEX": "1",
            "PORT": str(self._port),
            "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
            "VENV": sys.prefix,
        }


def _clone(destination: Path) -> None:
    """A clone of what is committed, with the changes that are not."""
    git = ("git", "-c", "safe.directory=*")
    listed = subprocess.run(
        [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            target = destination / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, target, follow_symlinks=False)
    subprocess.run([*git, "init", "--quiet"], cwd=destination, check=True)
    subprocess.run([*git, "add", "--all"], cwd=destination, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def followed_once(directory: Path, pages: Sequence[str]) -> list[Outcome]:
    """The outcomes of all commands of these pages; of several processes that ask with the same directory, one follows them."""
    results = directory / "newcomer.json"
    with _locked(directory / "newcomer.lock"):
        if not results.exists():
            outcomes = Newcomer(directory / "newcomer", pages).follow()
            results.write_text(json.dumps([asdict(outcome) for outcome in outcomes]), encoding="utf-8")
    return [Outcome(**outcome) for outcome in json.loads(results.read_text(encoding="utf-8"))]
