# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A run that is interrupted signs out what it has signed in, and does not go on writing."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Started

    from simulator import Simulator

LOOP = """
- name: receptionists
  portsip.pbx.portsip_ivr:
    tenant: "{{ item[0] }}.example.net"
    extension_number: "80{{ '%02d' % item[1] }}"
    name: R{{ item[1] }}
    pin: "284193"
  loop: "{{ ['a', 'b', 'c'] | product(range(1, 60)) | list | sort(attribute='1') }}"
"""
ONE = """
- name: tenants
  portsip.pbx.portsip_tenant_info: {parallel: 1}
"""
REVOKE = "/api/login/oauth/revoke"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX that takes its time."""
    for name in ("a", "b", "c"):
        shared_simulator.add_tenant(f"{name}.example.net", name)
    for number in range(60):
        shared_simulator.add_tenant(f"t{number}.example.net", f"T{number}")
    shared_simulator.configure(latency=0.15)
    return shared_simulator


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether something came true within so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def interrupt(started: Started, pbx: Simulator, number: signal.Signals, requests: int) -> None:
    """Send a signal to a run that is under way."""
    assert wait_for(lambda: len(pbx.requests()) >= requests, 60)
    started.process.send_signal(number)
    started.process.communicate(timeout=30)


def is_over(pbx: Simulator) -> bool:
    """Whether requests end soon, and leave no session behind."""
    begin = time.monotonic()
    count, since = len(pbx.requests()), begin
    while time.monotonic() - since < 1.5:
        if time.monotonic() - begin > 8:
            return False
        time.sleep(0.05)
        if len(pbx.requests()) != count:
            count, since = len(pbx.requests()), time.monotonic()
    return bool(pbx.state()["sessions"] == 0)


AS_MODULES = pytest.param("false", marks=pytest.mark.long)


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.long)])
@pytest.mark.parametrize(("tasks", "requests"), [(LOOP, 25), (ONE, 8)], ids=["loop", "one"])
@pytest.mark.parametrize("in_process", ["true", AS_MODULES])
def test_an_interrupted_run_signs_out(
    in_process: str, tasks: str, requests: int, number: signal.Signals, playbooks: Playbooks, pbx: Simulator
) -> None:
    started = playbooks.start(tasks, environment={"PORTSIP_IN_PROCESS": in_process})
    interrupt(started, pbx, number, requests)
    assert is_over(pbx)
    if tasks is LOOP and in_process == "true":
        ends = [request for request in pbx.requests() if request["path"] == REVOKE]
        assert {request["tenant"] for request in ends} == {f"{name}.example.net" for name in ("a", "b", "c")}


@pytest.mark.parametrize("in_process", ["true", AS_MODULES])
def test_a_task_that_has_reached_its_timeout_signs_out(in_process: str, playbooks: Playbooks, pbx: Simulator) -> None:
    tasks = f"{ONE}  timeout: 6\n"
    playbooks.run(tasks, environment={"PORTSIP_IN_PROCESS": in_process}, succeed=False)
    assert is_over(pbx)


FAULTS = [
    pytest.param({"delay": 60}, id="slow"),
    pytest.param({"status": 503}, id="unavailable", marks=pytest.mark.long),
    pytest.param({"drop": "before"}, id="broken", marks=pytest.mark.long),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_an_interrupted_run_waits_for_a_moment_only(fault: dict[str, Any], playbooks: Playbooks, pbx: Simulator) -> None:
    started = playbooks.start(LOOP)
    pbx.inject("POST", f"{REVOKE}$", times=None, **fault)
    begin = time.monotonic()
    assert wait_for(lambda: len(pbx.requests()) >= 25, 60)
    begin = time.monotonic()
    started.process.send_signal(signal.SIGINT)
    started.process.communicate(timeout=30)
    # ansible-playbook waits for its workers.
    assert time.monotonic() - begin < 6
