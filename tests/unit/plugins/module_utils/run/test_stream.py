# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Work on items that come one by one: results in order, failures where they belong, secrets while a part lasts."""

from __future__ import annotations

import threading
import time

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import check_going
from ansible_collections.portsip.pbx.plugins.module_utils.base.quotes import further_secrets, quote
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Interrupted
from ansible_collections.portsip.pbx.plugins.module_utils.read.stream import Stream

PATIENCE = 10


def test_results_come_in_the_order_of_the_items() -> None:
    later = threading.Event()

    def work(number: int) -> int:
        assert number or later.wait(PATIENCE)
        if number == 3:
            later.set()
        return number * number

    with Stream(work, 4) as stream:
        for number in range(4):
            stream.submit(number)
        assert stream.pending == 4
        assert [stream.take() for _number in range(4)] == [0, 1, 4, 9]
        assert stream.pending == 0
        stream.submit(5)
        assert stream.take() == 25


def test_it_works_in_so_many_threads_at_most() -> None:
    names: set[str] = set()

    def work(number: int) -> None:
        names.add(threading.current_thread().name)
        time.sleep(0.001)

    with Stream(work, 3) as stream:
        for number in range(30):
            stream.submit(number)
        while stream.pending:
            stream.take()
    assert 1 <= len(names) <= 3


def test_a_failure_belongs_to_its_item() -> None:
    def work(number: int) -> int:
        if number == 1:
            raise LookupError("one")
        return number

    with Stream(work, 2) as stream:
        for number in range(3):
            stream.submit(number)
        assert stream.take() == 0
        with pytest.raises(LookupError, match="one"):
            stream.take()
        assert stream.take() == 2


def test_whether_a_result_is_there() -> None:
    go = threading.Event()
    with Stream(lambda number: go.wait(PATIENCE), 1) as stream:
        stream.submit(0)
        assert not stream.is_ready()
        go.set()
        assert stream.take()


def test_after_the_end_no_request_begins() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(number: int) -> None:
        begun.set()
        try:
            while True:
                check_going()
                time.sleep(0.001)
        except Interrupted:
            stopped.set()
            raise

    with Stream(work, 1) as stream:
        stream.submit(0)
        assert begun.wait(PATIENCE)
    assert stopped.wait(PATIENCE)


def test_secrets_of_a_part_are_hidden_while_it_lasts() -> None:
    with further_secrets() as secrets:
        secrets.add("Long-Secret-1")
        with secrets.part() as first, secrets.part() as second:
            first.add("Part-Secret-1")
            second.add("Part-Secret-2")
            assert not {"Long-Secret-1", "Part-Secret-1", "Part-Secret-2"} & set(quote("Long-Secret-1 Part-Secret-1 Part-Secret-2").split())
        assert quote("Part-Secret-1 Part-Secret-2") == "Part-Secret-1 Part-Secret-2"
        assert "Long-Secret-1" not in quote("Long-Secret-1")


def test_after_a_failure_what_is_under_way_is_waited_for() -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(number: int) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    with pytest.raises(LookupError), Stream(work, 1) as stream:
        stream.submit(0)
        assert begun.wait(PATIENCE)
        raise LookupError("somewhere else")
    assert ended.is_set()
