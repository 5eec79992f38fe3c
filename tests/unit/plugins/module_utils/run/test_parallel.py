# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Work side by side: results in order, and an end after the first failure."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.read.parallel import parallel_map


@pytest.fixture
def started() -> Iterator[list[int]]:
    """The items that were begun, complete once the test is over."""
    before = set(threading.enumerate())
    yield []
    assert not set(threading.enumerate()) - before, "threads are still at work"


def _wait_for_workers(before: set[threading.Thread]) -> None:
    for thread in set(threading.enumerate()) - before:
        thread.join(5)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_nothing_new_begins_after_a_failure(workers: int, started: list[int]) -> None:
    failed = threading.Event()
    before = set(threading.enumerate())

    def work(item: int) -> int:
        started.append(item)
        if item == 0:
            raise KeyError("first")
        failed.wait(5)  # in flight until the failure has been told
        return item

    with pytest.raises(KeyError, match="first"):
        parallel_map(work, range(50), workers)
    failed.set()
    _wait_for_workers(before)
    # Each worker may have begun one piece of work, and the one that failed another.
    assert len(started) <= workers + 1


def test_results_stand_in_the_order_of_the_items(started: list[int]) -> None:
    second = threading.Event()
    before = set(threading.enumerate())

    def work(item: int) -> int:
        if item == 0:
            second.wait(5)
        second.set()
        return item * 10

    counts: list[int] = []
    assert parallel_map(work, [0, 1, 2], 2, counts.append) == [0, 10, 20]
    assert counts == [1, 2, 3]
    _wait_for_workers(before)
