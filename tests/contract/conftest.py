# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Makes the simulator and the helpers of these tests importable."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = str(Path(__file__).resolve().parent.parent)
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)

from contract.clients import ExtensionClient, PbxClient  # noqa: E402

from simulator import Simulator  # noqa: E402


@pytest.fixture(scope="session")
def server() -> Iterator[Simulator]:
    """One server for the tests of a process."""
    with Simulator() as running:
        yield running


@pytest.fixture
def pbx(server: Simulator) -> Simulator:
    """A simulated PBX as new."""
    server.reset()
    return server


@pytest.fixture
def admin(pbx: Simulator) -> PbxClient:
    """The system administrator, signed in."""
    return PbxClient(pbx).sign_in()


@pytest.fixture
def extension(pbx: Simulator) -> ExtensionClient:
    """A client of the extension API, signed in."""
    return ExtensionClient(pbx).sign_in()
