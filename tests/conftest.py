"""What every test may use: the collection importable by its name, an environment for Ansible, a simulated PBX."""

from __future__ import annotations

import collections
import contextlib
import gc
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from simulator import Simulator

CHECKOUT = Path(__file__).resolve().parent.parent


def _link_collection() -> Path:
    """Return the directory in which ``ansible_collections/portsip/pbx`` is this checkout; made when missing.

    All processes have the same, so that they find each other's compiled files.
    """
    directory = CHECKOUT / ".cache" / "collections"
    link = directory / "ansible_collections" / "portsip" / "pbx"
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        link.symlink_to(CHECKOUT, target_is_directory=True)
    return directory


# Test files import the collection at their top: it has to be there before the first of them is collected.
COLLECTIONS = _link_collection()
for _path in (str(COLLECTIONS), str(CHECKOUT / "tests")):
    if _path not in sys.path:
        sys.path.insert(0, _path)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take ``--sample N``: without tests marked slow, and of each test that has more than N cases, N of them."""
    parser.addoption("--sample", type=int, metavar="N", help="of each test, at most so many cases; none of those marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what ``--sample`` asks for."""
    count = config.getoption("--sample")
    if count is None:
        return
    cases = collections.Counter(_test_of(item) for item in items)
    seen: collections.Counter[str] = collections.Counter()
    chosen, left_out = [], []
    for item in items:
        test = _test_of(item)
        # Spread evenly, and for each test from another one on: all kinds of objects are tried by some test.
        turn = seen[test] * count + zlib.crc32(test.encode()) % cases[test]
        seen[test] += 1
        left = item.get_closest_marker("slow") or (cases[test] > count and turn % cases[test] >= count)
        (left_out if left else chosen).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=left_out)


def _test_of(item: pytest.Item) -> str:
    """Return the name of a test without its case."""
    return item.nodeid.partition("[")[0]


def pytest_collection_finish() -> None:
    """Spare the garbage collector the tests themselves, which stay to the end: it takes a twentieth of the time otherwise."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def collections_path() -> Path:
    """The directory that holds ``ansible_collections`` with this checkout, for ANSIBLE_COLLECTIONS_PATH."""
    return COLLECTIONS


@pytest.fixture
def ansible_environment(tmp_path: Path) -> dict[str, str]:
    """Environment variables for ansible-playbook and its kin: ``subprocess.run([...], env=ansible_environment)``.

    A home directory of the test's own, this interpreter, this collection, no colour, and none of the caller's
    settings of Ansible or of the collection. A new dictionary for each test, free to be added to.
    """
    home = tmp_path / "home"
    home.mkdir()
    # An empty configuration: neither the user's nor the system's counts.
    (home / "ansible.cfg").write_text("[defaults]\n", encoding="utf-8")
    scripts = Path(sys.executable).parent
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PORTSIP_", "PYTEST_"))}
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(scripts), os.environ.get("PATH", os.defpath)]),
        "LC_ALL": "C.UTF-8",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_CONFIG": str(home / "ansible.cfg"),
        "ANSIBLE_DEVEL_WARNING": "false",
        "ANSIBLE_HOME": str(home / ".ansible"),
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
        "ANSIBLE_RETRY_FILES_ENABLED": "false",
    }


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A simulated PBX (release 22.3) of the test's own."""
    from simulator import Simulator

    with Simulator(release="22.3") as pbx:
        yield pbx


@pytest.fixture(scope="session")
def _shared_server() -> Iterator[Simulator]:
    from simulator import Simulator

    with Simulator(release="22.3") as pbx:
        yield pbx


@pytest.fixture
def shared_simulator(_shared_server: Simulator) -> Simulator:
    """A simulated PBX as new, on a server that all tests of a process share: faster where its settings stay as they are."""
    _shared_server.reset()
    return _shared_server
