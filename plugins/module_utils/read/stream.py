# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Work on items that come one by one, in several threads, with results in the order of the items."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

from ..base.interruption import current_check, stopped_by
from ..errors import Interrupted
from .parallel import POLL_SECONDS, wait_for

Given = TypeVar("Given")
Found = TypeVar("Found")


class Stream(Generic[Given, Found]):
    """Calls ``work`` for items as a context; the calling thread hands over items, and takes results.

    The threads are daemons, and end with the context: no further work begins then. After a failure what is under way is waited
    for, for a bounded time.

    :param workers: in how many threads.
    """

    def __init__(self, work: Callable[[Given], Found], workers: int) -> None:
        self._work = work
        self._workers = workers
        self._threads: list[threading.Thread] = []
        self._given: queue.SimpleQueue[tuple[int, Given] | None] = queue.SimpleQueue()
        self._news = threading.Condition()
        self._found: dict[int, Found] = {}
        self._errors: dict[int, Exception] = {}
        self._submitted = self._taken = 0
        self._stopped = False
        self._check = current_check()

    def __enter__(self) -> Stream[Given, Found]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopped = True
        for _thread in self._threads:
            self._given.put(None)
        if kind is not None:
            wait_for(self._threads)

    @property
    def pending(self) -> int:
        """How many items were handed over whose results are not taken yet."""
        return self._submitted - self._taken

    def submit(self, item: Given) -> None:
        """Hand over an item."""
        self._given.put((self._submitted, item))
        self._submitted += 1
        if len(self._threads) < min(self._workers, self.pending):
            self._threads.append(threading.Thread(target=self._worker, daemon=True))
            self._threads[-1].start()

    def is_ready(self) -> bool:
        """Whether the next result is there."""
        with self._news:
            return self._taken in self._found or self._taken in self._errors

    def take(self) -> Found:
        """The next result, waited for.

        :raises Exception: the work on that item failed.
        """
        number = self._taken
        with self._news:
            while number not in self._found and number not in self._errors:
                self._news.wait(POLL_SECONDS)
            self._taken += 1
            if number in self._errors:
                raise self._errors.pop(number)
            return self._found.pop(number)

    def _worker(self) -> None:
        while not self._stopped:
            given = self._given.get()
            if given is None:
                return
            number, item = given
            try:
                with stopped_by(self._check_here):
                    found = self._work(item)
            except Exception as error:
                with self._news:
                    self._errors[number] = error
                    self._news.notify_all()
                continue
            with self._news:
                self._found[number] = found
                self._news.notify_all()

    def _check_here(self) -> None:
        if self._stopped:
            raise Interrupted("The work was ended before.")
        if self._check is not None:
            self._check()
