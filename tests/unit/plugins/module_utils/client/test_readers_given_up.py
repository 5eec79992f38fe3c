# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Readers in other threads that are still at work when a run is given up leave no session behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.run.information import run_info
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import Transport
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

PATIENCE = 30
"""Seconds after which the test gives up itself; nothing in it takes that long."""


def test_they_do_not_sign_in_again(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = simulator.add_tenant("clinic.example.com", created_at="2026-01-01T00:00:00.000Z")
    failing, *_others = [simulator.add_ivr(tenant, str(number), f"Desk {number}") for number in range(8000, 8006)]
    simulator.inject("GET", f"/ivrs/{failing}$", status=403, body="{}")
    at_work, given_up = threading.Event(), threading.Event()
    readers: set[threading.Thread] = set()
    send = Transport.send

    def send_in_turn(transport: Transport, method: str, path: str, **content: Any) -> Answer:
        """One reader fails once another is at work, and the others send what they have when the run is over."""
        if path == f"/ivrs/{failing}":
            assert at_work.wait(PATIENCE)
        elif path.startswith("/ivrs/"):
            readers.add(threading.current_thread())
            at_work.set()
            assert given_up.wait(PATIENCE)
        return send(transport, method, path, **content)

    monkeypatch.setattr(Transport, "send", send_in_turn)
    with pytest.raises(PortsipError, match="403"):
        run_info(IVR, {**connection(simulator), "tenant": tenant, "parallel": 6, "retries": 0, "timeout": PATIENCE}, Recorder())
    given_up.set()
    for reader in readers:
        reader.join(PATIENCE)
    late = [request for request in simulator.requests() if request["path"].startswith("/api/ivrs/") and request["status"] != 403]
    assert late == [], "no request begins once the run is over"
    assert readers
    assert calls(simulator).count(LOGIN) == 1
    assert simulator.state()["sessions"] == 0
