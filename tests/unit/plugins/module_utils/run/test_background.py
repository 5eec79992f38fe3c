# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reads that go on while something else is done: what is waited for, what fails, and what ends them."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import check_going
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import caution, heard_by
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Interrupted
from ansible_collections.portsip.pbx.plugins.module_utils.read.background import Background
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.planner import DocumentPlanner
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator

PATIENCE = 10


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_an_item_is_done_when_it_was_waited_for(workers: int) -> None:
    done: list[int] = []
    with Background(done.append, range(50), workers) as reading:
        for number in range(50):
            reading.wait(number)
            assert number in done
        reading.wait(99)  # nobody reads it
    assert sorted(done) == list(range(50))


def test_the_calling_thread_goes_on() -> None:
    last, seen = threading.Event(), threading.Event()

    def work(number: int) -> None:
        assert number == 0 or seen.wait(PATIENCE)
        if number == 3:
            last.set()

    with Background(work, range(4), 2) as reading:
        reading.wait(0)
        assert not last.is_set()
        seen.set()
        reading.wait(3)
    assert last.is_set()


@pytest.mark.parametrize("workers", [1, 4])
def test_a_failure_is_raised_where_it_is_waited_for(workers: int) -> None:
    def work(number: int) -> None:
        if number == 5:
            raise LookupError("five")

    with Background(work, range(10), workers) as reading, pytest.raises(LookupError, match="five"):
        for number in range(10):
            reading.wait(number)


def test_after_a_failure_and_after_the_end_nothing_more_begins() -> None:
    begun: list[int] = []
    stopped = threading.Event()

    def work(number: int) -> None:
        begun.append(number)
        if number > 1:
            return
        try:
            while True:
                check_going()
                time.sleep(0.001)
        except Interrupted:
            stopped.set()
            raise

    with Background(work, range(10), 2):
        pass
    assert stopped.wait(PATIENCE)
    assert set(begun) <= {0, 1}


def test_warnings_are_said_by_the_calling_thread_in_the_order_of_the_items() -> None:
    heard: list[str] = []
    with heard_by(lambda text: None, heard.append), Background(lambda number: caution(str(number)), range(20), 4) as reading:
        for number in range(20):
            reading.wait(number)
    assert heard == [str(number) for number in range(20)]


def test_planning_begins_before_everything_is_read(shared_simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    region = {"timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
    ivrs = [{"extension_number": str(8000 + number), "name": f"Line {number}", "pin": "407193"} for number in range(10)]
    tenants = [{"domain": f"t{number}.example.net", "name": f"Tenant {number}", **region, "ivrs": ivrs} for number in range(6)]
    documents = Documents(shared_simulator)
    assert documents.run({"tenants": tenants}).error is None
    planned: list[float] = []
    first = DocumentPlanner._first

    def noted(self: DocumentPlanner, part: Any, entry: Any) -> None:
        first(self, part, entry)
        planned.extend([time.time()] if entry.tenant is not entry else [])

    monkeypatch.setattr(DocumentPlanner, "_first", noted)
    shared_simulator.configure(latency=0.005)
    documents.still({"tenants": tenants})
    read = [request["at"] for request in shared_simulator.requests() if "/ivrs/" in request["path"]]
    assert len(planned) == len(read) == 60
    assert sum(moment < max(read) for moment in planned) > 10


def test_after_a_failure_what_is_under_way_is_waited_for() -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(number: int) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    with pytest.raises(LookupError), Background(work, [0, 1], 2):
        assert begun.wait(PATIENCE)
        raise LookupError("somewhere else")
    assert ended.is_set()
