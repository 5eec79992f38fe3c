# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the unit tests share: an environment that decides nothing, and time that does not pass."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.apply import objects
from ansible_collections.portsip.pbx.plugins.module_utils.client import new_tenant
from ansible_collections.portsip.pbx.plugins.module_utils.read import waiting
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_transport as http

from .support.direct import answering

if TYPE_CHECKING:
    from simulator import Simulator

FASTER = 200
"""How many times as fast as usual what was just created is read again."""
INFLUENCES = ("proxy", "ca_bundle", "ssl_cert", "netrc", "portsip_")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings of the machine nor those of its user reach a test."""
    for name in list(os.environ):
        if any(word in name.lower() for word in INFLUENCES):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Between attempts no time passes, unless a test hands in a sleep of its own; what is new is waited for for a short time only.

    A test that uses the fixture ``patience`` waits as long as users do: it has runs that wait for each other.
    """
    monkeypatch.setitem(http.Transport.__init__.__kwdefaults__, "sleep", lambda seconds: None)
    for patient in () if "patience" in request.fixturenames else (waiting, new_tenant, objects):
        monkeypatch.setattr(patient, "PAUSES", tuple(seconds / FASTER for seconds in patient.PAUSES))
    yield


@pytest.fixture
def shared_simulator(_shared_server: Simulator) -> Iterator[Simulator]:
    """A simulated PBX as new, on a server that all tests of a process share: faster where its settings stay as they are.

    What the main thread asks it goes over no network, which takes half of the time. The network has its own tests, and so it has
    for whatever needs it: broken connections, latency, other threads and other processes.
    """
    _shared_server.reset()
    with answering(_shared_server):
        yield _shared_server


@pytest.fixture
def patience() -> None:
    """What is new is waited for as long as users do."""
