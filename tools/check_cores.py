"""Install a tarball of the collection on each ansible-core, as a user does, and run the first playbook from it.

``python tools/check_cores.py [--tarball FILE] [2.17 2.21]``. Without a tarball, one is built. Each ansible-core has an environment of
its own in ``.cache/cores``, with the libraries of requirements.txt and nothing else, which is made once. The playbook is the one of the
README; it is run twice on a simulated PBX, in whose state and log is looked up what came of it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from check_build import build
from checkout import CACHE, ROOT, environment

sys.path.insert(0, str(ROOT / "tests"))
from simulator import Simulator  # noqa: E402

CORES = {"2.17": "3.11", "2.18": "3.11", "2.19": "3.11", "2.20": "3.12", "2.21": "3.12"}
"""Each ansible-core that is supported, with the oldest Python that the project tries it with."""
PAGE = ROOT / "README.md"
FILES = ("practice.yml", "practice_secrets.yml")
ADDRESS = "http://127.0.0.1:8887"
"""Of the simulated PBX on the page."""
WANTED = ({"practice.example.net"}, {"8000"})
"""Domains of tenants, and numbers of receptionists, after the playbook."""


class Failed(Exception):
    """What does not work on an ansible-core."""


def playbook_files(text: str) -> dict[str, str]:
    """The files of the first playbook, by their names, as the page has them.

    :raises Failed: the page has another number of them.
    """
    blocks = re.findall(r"^```yaml\n(---\n# ([\w.]+)\n.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    found = {name: block for block, name in blocks if name in FILES}
    if set(found) != set(FILES):
        raise Failed(f"{PAGE.name} does not have the files {' and '.join(FILES)}")
    return found


def python_of(core: str) -> Path:
    """Make the environment of an ansible-core, or bring it up to date; return its interpreter.

    :raises Failed: it can't be made.
    """
    venv = CACHE / "cores" / core
    settings = {"VENV": str(venv), "PYTHON": "", "PYTHON_MIN": CORES[core], "ANSIBLE_CORE": f"~={core}.0"}
    if subprocess.run(["sh", "tools/venv.sh", "requirements.txt"], cwd=ROOT, env=environment() | settings, check=False).returncode:
        raise Failed("there is no environment for it")
    return venv / "bin" / "python"


class Installation:
    """The collection, installed from a tarball for one ansible-core.

    :param python: the interpreter of the ansible-core's environment.
    :param directory: an empty one, for the collection and the files of the playbook.
    """

    def __init__(self, python: Path, directory: Path) -> None:
        self._scripts, self._directory = python.parent, directory
        self._environment = environment(
            directory / "collections",
            PATH=os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)]),
            VIRTUAL_ENV=str(python.parent.parent),
            ANSIBLE_HOME=str(directory / "home"),
            ANSIBLE_PYTHON_INTERPRETER=str(python),
        )

    def install(self, tarball: Path) -> None:
        """Install the collection.

        :raises Failed: it can't be installed.
        """
        self._run("ansible-galaxy", "collection", "install", "--offline", str(tarball), "-p", str(self._directory / "collections"))

    def play(self) -> str:
        """Run the first playbook, and return what Ansible printed.

        :raises Failed: it fails.
        """
        return self._run("ansible-playbook", FILES[0], "-e", f"@{FILES[1]}")

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self._scripts / program, *arguments],
            cwd=self._directory,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise Failed(f"{program} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout


def try_on(core: str, tarball: Path, pbx: Simulator) -> None:
    """Install the tarball and run the playbook twice.

    :raises Failed: a step fails, the PBX is not as it should be, or the second run changes something.
    """
    python = python_of(core)
    with tempfile.TemporaryDirectory(prefix="portsip-core-") as name:
        directory = Path(name).resolve()
        for file, text in playbook_files(PAGE.read_text(encoding="utf-8")).items():
            (directory / file).write_text(text.replace(ADDRESS, pbx.url), encoding="utf-8")
        installation = Installation(python, directory)
        installation.install(tarball)
        installation.play()
        tenants = pbx.state()["tenants"].values()
        found = ({row["domain"] for row in tenants}, {ivr["extension_number"] for row in tenants for ivr in row["ivrs"].values()})
        if found != WANTED:
            raise Failed(f"the PBX has {found}, not {WANTED}")
        pbx.clear_log()
        output = installation.play()
        if pbx.writes() or " changed=0 " not in output:
            raise Failed(f"the second run has changed something:\n{output}")


def try_all(tarball: Path, cores: Sequence[str] = tuple(CORES)) -> None:
    """Try the tarball on each ansible-core; leave with a failure where it does not work on one."""
    failed = []
    for core in cores:
        with Simulator() as pbx:
            try:
                try_on(core, tarball, pbx)
            except Failed as failure:
                failed.append(core)
                print(f"ansible-core {core}: {failure}", flush=True)
            else:
                print(f"ansible-core {core}: installed, the first playbook runs, and a second run changes nothing", flush=True)
    if failed:
        sys.exit(f"The tarball does not work on ansible-core {', '.join(failed)}.")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tarball", type=Path, help="the collection; built from the checkout where it is left out")
    parser.add_argument("cores", nargs="*", default=list(CORES), choices=[*CORES, list(CORES)], metavar="core", help="such as 2.19")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portsip-build-") as directory:
        tarball = arguments.tarball or build(Path(directory).resolve())
        try_all(tarball.resolve(), arguments.cores)


if __name__ == "__main__":
    main()
