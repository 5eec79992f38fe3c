# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Readers in other threads that are still at work when a run is given up leave no session behind."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.engine.info import run_info
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.resources.ivr import IVR
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator


def test_they_do_not_sign_in_again(simulator: Simulator) -> None:
    tenant = simulator.add_tenant("clinic.example.com")
    for number in range(8000, 8006):
        simulator.add_ivr(tenant, str(number), f"Desk {number}")
    simulator.inject("GET", "/ivrs/.", status=403, body="{}")
    simulator.inject("GET", "/ivrs/.", delay=0.3, times=None)
    with pytest.raises(PortsipError, match="403"):
        run_info(IVR, {**connection(simulator), "tenant": tenant, "parallel": 6, "retries": 0, "timeout": 5}, Recorder())
    time.sleep(0.6)  # by now the readers have been told that their session has ended
    assert calls(simulator).count(LOGIN) == 1
    assert any(request["status"] == 401 for request in simulator.requests())
    assert simulator.state()["sessions"] == 0
