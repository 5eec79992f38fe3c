# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No request begins once nobody waits for the work."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import (
    CONTROLLER_PID,
    Lifeline,
    check_going,
    lifeline_of_module,
    stopped_by,
)
from ansible_collections.portsip.pbx.plugins.module_utils.read.parallel import parallel_map
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

ORPHAN = """
import os, sys, time
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import Lifeline
line = Lifeline()
worker = os.fork()
if worker:
    time.sleep(float(sys.argv[2]))
    os._exit(0)
said = []
for _number in range(40):
    try:
        line.check()
        said.append("going")
    except errors.Interrupted:
        said.append("interrupted")
        break
    time.sleep(0.05)
with open(sys.argv[1], "w") as file:
    file.write(said[0] + " " + said[-1])
"""


def over() -> None:
    raise errors.Interrupted("over")


@pytest.mark.parametrize(("lives", "last"), [("0.3", "going interrupted"), ("4", "going going")])
@pytest.mark.slow
def test_a_worker_notices_that_its_parent_is_gone(lives: str, last: str, tmp_path: Path, collections_path: Path) -> None:
    told = tmp_path / "told"
    environment = {**os.environ, "PYTHONPATH": str(collections_path)}
    process = subprocess.Popen([sys.executable, "-c", ORPHAN, str(told), lives], env=environment)
    deadline = time.monotonic() + 20
    while not (told.exists() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.wait(10)
    assert told.read_text() == last


def test_a_module_notices_that_the_controller_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    controller = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setenv(CONTROLLER_PID, str(controller.pid))
    lifeline = lifeline_of_module()
    try:
        lifeline.check()
    finally:
        controller.kill()
        controller.wait()
    with pytest.raises(errors.Interrupted, match="ansible-playbook has ended"):
        lifeline.check()


def test_without_word_of_a_controller_only_the_parent_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("", "none"):
        monkeypatch.setenv(CONTROLLER_PID, text)
        lifeline_of_module().check()
    Lifeline().check()


def test_no_request_begins_but_the_end_of_a_session() -> None:
    with ScriptedServer(Reply(200, {})) as server:
        transport = Transport(server.url, HttpSettings(timeout=5, retries=2))
        with stopped_by(over):
            for method in ("GET", "POST"):
                with pytest.raises(errors.Interrupted):
                    transport.send(method, "/x", repeatable=True)
            assert server.received == []
            assert transport.send("POST", "/revoke", repeatable=True, patience=3).ok
        assert transport.send("GET", "/x", repeatable=True).ok


def test_a_request_is_not_tried_again() -> None:
    with ScriptedServer(Reply(503), Reply(200, {})) as server:
        told: list[Any] = []

        def once() -> None:
            told.append(None)
            if len(told) > 1:
                over()

        transport = Transport(server.url, HttpSettings(timeout=5, retries=2), sleep=lambda seconds: None)
        with stopped_by(once), pytest.raises(errors.Interrupted):
            transport.send("POST", "/x", repeatable=True)
        assert len(server.received) == 1


def test_threads_are_stopped_with_the_one_that_they_work_for() -> None:
    with stopped_by(over), pytest.raises(errors.Interrupted):
        parallel_map(lambda item: check_going(), [1, 2, 3], 3)
    check_going()


def test_a_failure_stops_the_other_threads_before_their_next_request() -> None:
    failed, ended = threading.Event(), threading.Event()

    def work(item: int) -> None:
        if item == 0:
            raise errors.Refused("no")
        failed.wait(5)
        try:
            check_going()
        except errors.Interrupted:
            ended.set()

    with pytest.raises(errors.Refused):
        parallel_map(work, [0, 1], 2)
    failed.set()
    assert ended.wait(5)
