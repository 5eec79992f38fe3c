# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How many requests are made in a time, by all threads and clients of a run together."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MEASURED_SECONDS = 1.0
"""Over how long the rate is measured that a server has taken before it said that it was too much."""
UNMEASURED_INTERVAL = 0.05
LONGEST_INTERVAL = 5.0
EASE = 0.97
"""By how much the distance between requests shrinks with each one that the server takes."""


@dataclass
class _Host:
    """What is known of a server.

    :ivar held_until: no request is sent before, as it said that there are too many.
    :ivar next_turn: when the next request may be sent after those that wait already.
    :ivar interval: seconds between requests, 0 where it has never said so.
    :ivar count: how often it has said so.
    :ivar under_way: requests that wait for their turn, or for their answer.
    :ivar taken: when it answered requests lately.
    """

    begun: float
    held_until: float = 0
    next_turn: float = 0
    interval: float = 0
    count: int = 0
    under_way: int = 0
    taken: deque[float] = field(default_factory=deque)


class Limiter:
    """Shared by all clients of a run: one 429 holds back the requests of all threads to the same server.

    From then on requests keep a distance, so that the threads that were held back do not come back together; it shrinks as long
    as the server takes what comes. Who was refused goes first.

    :param requests_per_minute: a limit of the user's, for all servers together; 0 for none.
    """

    def __init__(self, requests_per_minute: int = 0) -> None:
        self._lock = threading.Lock()
        self._spacing = 60 / requests_per_minute if requests_per_minute else 0.0
        self._next_turn = 0.0
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str, sleep: Callable[[float], None]) -> Iterator[None]:
        """Wait for the turn of a request, and note that it is under way.

        :param host: scheme, name and port of the server.
        :param sleep: waits for so many seconds.
        """
        known = self._host(host)
        with self._lock:
            known.under_way += 1
        try:
            while True:
                wait, count = self._reserve(known)
                if wait > 0:
                    sleep(wait)
                if self._reached(known, count) or wait <= 0:
                    break
            yield
        finally:
            with self._lock:
                known.under_way -= 1

    def taken(self, host: str) -> None:
        """Note that the server has answered a request."""
        known = self._host(host)
        now = time.monotonic()
        with self._lock:
            known.taken.append(now)
            while known.taken[0] < now - MEASURED_SECONDS:
                known.taken.popleft()
            known.interval *= EASE

    def refused(self, host: str, seconds: float) -> None:
        """Note that the server has said that there are too many requests.

        :param seconds: how long to send none.
        """
        known = self._host(host)
        now = time.monotonic()
        with self._lock:
            first = now >= known.held_until  # the others were on their way by then
            known.held_until = max(known.held_until, now + seconds)
            known.next_turn = max(known.next_turn, known.held_until)
            if first:
                known.count += 1
                known.next_turn = known.held_until
                if known.under_way:  # beside the one that was refused
                    rate = len(known.taken) / max(min(MEASURED_SECONDS, now - known.begun), 0.001)
                    known.interval = min(max(1 / rate if rate else UNMEASURED_INTERVAL, known.interval), LONGEST_INTERVAL)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(time.monotonic()))

    @staticmethod
    def _reached(known: _Host, count: int) -> bool:
        """Whether a turn that was waited for is one: nobody was refused meanwhile."""
        if count != known.count:
            return False
        if not known.interval:
            known.next_turn = 0  # those who come later need not wait
        return True

    def _reserve(self, known: _Host) -> tuple[float, int]:
        """Take the next free turn: for how many seconds to wait, and how often the server had refused by then."""
        now = time.monotonic()
        with self._lock:
            turn = max(now, self._next_turn, known.next_turn)
            if self._spacing:
                self._next_turn = turn + self._spacing
            known.next_turn = turn + known.interval
            return turn - now, known.count
