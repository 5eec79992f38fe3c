# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The outcomes that the parity tests compare: all cases are run once, however many processes pytest has."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest

from parity import playbook
from parity.cases import module_cases
from parity.examples import MODULES
from parity.harness import WAYS, Case, Json, Outcome, collection_with_probe, run, run_against
from parity.mechanics import MECHANICS
from parity.playbook import Ended
from parity.twins import Twins
from simulator import Simulator

PROCESSES = 2
"""How many playbooks run side by side."""


def all_cases() -> list[Case]:
    """Every case, in the order of running."""
    return [*module_cases(), *MECHANICS]


def plain_environment(home: Path, collections: Path) -> dict[str, str]:
    """Environment variables for ansible-playbook with nothing of the caller's in it."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "ansible.cfg").write_text("[defaults]\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PORTSIP_", "PYTEST_"))}
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "LC_ALL": "C.UTF-8",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "ANSIBLE_CONFIG": str(home / "ansible.cfg"),
        "ANSIBLE_DEVEL_WARNING": "false",
        "ANSIBLE_HOME": str(home / ".ansible"),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_RETRY_FILES_ENABLED": "false",
    }


@pytest.fixture(scope="session")
def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all processes of this run of pytest have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def probe_collections(shared_directory: Path) -> Path:
    """A collections path in which the collection has the module portsip_probe too."""
    with (shared_directory / "parity-collections.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        directory = shared_directory / "parity-collections"
        return directory if directory.exists() else collection_with_probe(directory)


@pytest.fixture(scope="session")
def outcome(request: pytest.FixtureRequest, shared_directory: Path, probe_collections: Path) -> Outcome:
    """What came of the cases both ways: of those that tests were picked of (``-k``), or of all where none was."""
    asked = [getattr(item, "callspec", _None).params.get("case") for item in request.session.items]
    picked = {case.name for case in asked if isinstance(case, Case)}
    cases = [case for case in all_cases() if case.name in picked or not picked]
    with (shared_directory / "parity.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared_directory / "parity.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_run_all(cases, shared_directory, probe_collections)))
        found: Outcome = pickle.loads(kept.read_bytes())
        return found


class _None:
    """Stands for a test without parameters."""

    params: ClassVar[dict[str, object]] = {}


def _run_all(cases: list[Case], directory: Path, collections: Path) -> Outcome:
    def part(number: int) -> Outcome:
        place = directory / f"parity-{number}"
        place.mkdir()
        return run(cases[number::PROCESSES], place, plain_environment(place / "home", collections))

    # A part without cases would be a playbook without plays, which ansible-playbook refuses.
    count = min(PROCESSES, len(cases))
    with ThreadPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(part, range(count)))
    return Outcome({name: ways for each in parts for name, ways in each.cases.items()}, "".join(each.output for each in parts))


@pytest.fixture(scope="module")
def run_some(tmp_path_factory: pytest.TempPathFactory, probe_collections: Path) -> Callable[..., Outcome]:
    """Runs cases of a module's own: ``run_some(cases, ways=["in_process"])``."""

    def run_them(cases: list[Case], ways: Sequence[str] = WAYS) -> Outcome:
        directory = tmp_path_factory.mktemp("some")
        with contextlib.ExitStack() as stack:
            simulators = {way: stack.enter_context(Simulator()) for way in ways}
            return run_against(cases, directory, plain_environment(directory / "home", probe_collections), simulators)

    return run_them


@pytest.fixture(scope="session")
def all_twins(tmp_path_factory: pytest.TempPathFactory, collections_path: Path) -> Iterator[Twins]:
    """Both ways with all modules loaded, which takes a second or two, once for each process of pytest."""
    directory = tmp_path_factory.mktemp("twins")
    with Simulator() as here, Simulator() as there:
        pair = Twins(directory, plain_environment(directory, collections_path), dict(zip(WAYS, (here, there), strict=True)), MODULES)
        yield pair
        pair.close()


@pytest.fixture
def twins(all_twins: Twins) -> Twins:
    """Simulators and directories as new."""
    all_twins.begin_anew()
    return all_twins


@pytest.fixture
def play(tmp_path: Path, probe_collections: Path) -> Callable[..., Ended]:
    """Runs a playbook of a test's own: ``play(tasks, simulator, environment={...})``."""

    def run_it(tasks: list[Json], pbx: Simulator, *arguments: str, environment: dict[str, str] | None = None, **keywords: Any) -> Ended:
        task_environment = plain_environment(tmp_path / "home", probe_collections) | (environment or {})
        return playbook.play(tasks, pbx, tmp_path, task_environment, *arguments, **keywords)

    return run_it
