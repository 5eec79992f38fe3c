# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How many requests are made in a time: one limit for all threads, clients and servers of a run."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_limit
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_limit import EASE, Limiter
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

HERE, THERE = "https://a:8887", "https://b"


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.naps: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(http_limit, "time", found)
    return found


def make_requests(limiter: Limiter, clock: Clock, count: int, host: str = HERE) -> None:
    for _number in range(count):
        with limiter.turn(host, clock.sleep):
            pass
        limiter.taken(host)


def test_without_a_limit_nobody_waits(clock: Clock) -> None:
    make_requests(Limiter(), clock, 100)
    assert clock.naps == []


def test_requests_per_minute_count_for_all_servers_together(clock: Clock) -> None:
    limiter = Limiter(120)
    make_requests(limiter, clock, 3)
    make_requests(limiter, clock, 2, THERE)
    assert clock.naps == [0.5] * 4


def test_one_refusal_holds_back_what_comes_later_to_the_same_server(clock: Clock) -> None:
    limiter = Limiter()
    make_requests(limiter, clock, 1)
    limiter.refused(HERE, 2.0)
    make_requests(limiter, clock, 3, THERE)
    assert clock.naps == []
    make_requests(limiter, clock, 3)
    assert clock.naps == [2.0], "nobody else was under way, so that no distance is kept"


def test_several_threads_come_back_at_the_rate_that_the_server_took(clock: Clock) -> None:
    limiter = Limiter()
    make_requests(limiter, clock, 1)
    clock.sleep(2)
    make_requests(limiter, clock, 10)
    clock.naps.clear()
    with ExitStack() as others:
        for _thread in range(3):
            others.enter_context(limiter.turn(HERE, clock.sleep))
        limiter.refused(HERE, 1.0)
        limiter.refused(HERE, 1.0)  # on its way when the first was refused
        begun = clock.now
        make_requests(limiter, clock, 3)
    assert clock.naps == [1.0, 0.1, pytest.approx(0.1, abs=0.01)]
    assert clock.now - begun == pytest.approx(1 + 0.1 + 0.1 * EASE, abs=0.01)


def test_the_distance_shrinks_while_the_server_takes_what_comes(clock: Clock) -> None:
    limiter = Limiter()
    make_requests(limiter, clock, 1)
    with limiter.turn(HERE, clock.sleep):
        limiter.refused(HERE, 0.5)
    clock.naps.clear()
    make_requests(limiter, clock, 300)
    assert clock.naps[0] > 100 * clock.naps[-1]


@pytest.mark.slow
def test_a_429_to_one_thread_stops_the_others_until_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real time and threads, two clients: no request begins between the refusal and its end."""
    parallel = 8
    begun: list[float] = []
    refused: list[float] = []
    once = Transport._once

    def noting(transport: Transport, *arguments: Any, **content: Any) -> Any:
        begun.append(time.monotonic())
        answer = once(transport, *arguments, **content)
        refused.extend([time.monotonic()] if answer.status == 429 else [])
        return answer

    monkeypatch.setattr(Transport, "_once", noting)
    with ScriptedServer(*[Reply(200, {})] * 4, Reply(429, headers={"Retry-After": "1"}), Reply(200, {})) as server:
        limiter = Limiter()
        clients = [Transport(server.url, HttpSettings(timeout=5), sleep=time.sleep, limiter=limiter) for _client in range(2)]
        statuses: list[int] = []

        def work(client: Transport) -> None:
            for _number in range(4):
                statuses.append(client.send("GET", "/x", repeatable=True).status)
                time.sleep(0.02)

        threads = [threading.Thread(target=work, args=(clients[number % 2],)) for number in range(parallel)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert statuses == [200] * 4 * parallel
    (end,) = refused
    # A thread may have had its turn by then, and be a moment late.
    assert [moment - end for moment in begun if 0.3 < moment - end < 0.99] == []
    assert len(server.received) == 4 * parallel + 1
