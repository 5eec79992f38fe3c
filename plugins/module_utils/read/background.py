# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reads that go on in threads while the calling thread works with what was read before."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Hashable, Sequence
from types import TracebackType
from typing import Generic, TypeVar

from ..base.interruption import current_check, stopped_by
from ..base.progress import caution, heard_by
from ..errors import Interrupted
from .parallel import POLL_SECONDS, wait_for

Given = TypeVar("Given", bound=Hashable)


class Background(Generic[Given]):
    """Calls ``work`` for each item, as a context in which the calling thread waits for one after the other.

    The threads are daemons, and end with the context: no further work begins then, and after a failure what is under way is waited
    for, for a bounded time. What they warn of is said in the calling
    thread when it waits for the item; what they tell of their progress is not told.

    :param items: in the order in which they are begun, each once.
    :param workers: in how many threads; with one, an item is done when it is waited for.
    """

    def __init__(self, work: Callable[[Given], object], items: Sequence[Given], workers: int) -> None:
        self._work = work
        self._items = frozenset(items)
        self._workers = min(workers, len(items))
        self._waiting: queue.SimpleQueue[Given] = queue.SimpleQueue()
        for item in items:
            self._waiting.put(item)
        self._news = threading.Condition()
        self._done: dict[Given, list[str]] = {}
        self._error: Exception | None = None
        self._stopped = False
        self._threads: list[threading.Thread] = []
        self._check = current_check()

    def __enter__(self) -> Background[Given]:
        if self._workers > 1:
            self._threads = [threading.Thread(target=self._worker, daemon=True) for _number in range(self._workers)]
            for thread in self._threads:
                thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopped = True
        if kind is not None:
            wait_for(self._threads)

    def wait(self, item: Given) -> None:
        """Wait until an item is done; one that was not given needs nothing.

        :raises Exception: the first failure, whichever item it was about.
        """
        if item not in self._items:
            return
        if self._workers <= 1:
            self._work(item)
            return
        with self._news:
            while item not in self._done and self._error is None:
                self._news.wait(POLL_SECONDS)
            if self._error is not None:
                raise self._error
            texts = self._done[item]
        for text in texts:
            caution(text)

    def _worker(self) -> None:
        while not self._stopped:
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return
            texts: list[str] = []
            try:
                with heard_by(_nobody, texts.append), stopped_by(self._check_here):
                    self._work(item)
            except Exception as error:
                with self._news:
                    self._error = self._error or error
                    self._stopped = True
                    self._news.notify_all()
                return
            with self._news:
                self._done[item] = texts
                self._news.notify_all()

    def _check_here(self) -> None:
        if self._stopped:  # another thread has failed, or the task's time is up
            raise Interrupted("The work was ended before.")
        if self._check is not None:
            self._check()


def _nobody(text: str) -> None:
    """Hear what is told, and do nothing about it."""
