# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Many reads in parallel, with results in the order of what was asked for."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..base.interruption import current_check, stopped_by
from ..base.progress import caution, heard_by, tell
from ..errors import Interrupted

Given = TypeVar("Given")
Found = TypeVar("Found")
POLL_SECONDS = 0.2
"""How often the main thread, in which a task's timeout strikes, wakes up while it waits."""
IN_FLIGHT_SECONDS = 5.0
"""For how long requests under way are waited for, once nothing new begins: what follows may sign out."""


def parallel_map(
    work: Callable[[Given], Found],
    items: Sequence[Given],
    workers: int,
    done: Callable[[int], None] = lambda count: None,
) -> list[Found]:
    """Call ``work`` for each item in up to ``workers`` threads.

    The threads are daemons: unlike those of a ThreadPoolExecutor they never
    hold up the end of the process, so that a task's ``timeout`` works.  What
    they tell of their progress is told in the calling thread, and what they
    warn of is said there in the order of the items.

    :param done: called in the calling thread with the number of items done.
    :raises Exception: the first failure; work that has not begun is then left out.
    """
    if workers <= 1 or len(items) <= 1:
        found = []
        for item in items:
            found.append(work(item))
            done(len(found))
        return found
    waiting: queue.SimpleQueue[tuple[int, Given]] = queue.SimpleQueue()
    answers: queue.SimpleQueue[tuple[int, Any, Exception | None]] = queue.SimpleQueue()
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    stop = threading.Event()
    for numbered in enumerate(items):
        waiting.put(numbered)

    check = current_check()
    cautions: dict[int, list[str]] = {}

    def check_here() -> None:
        if stop.is_set():  # another thread has failed, or the task's time is up
            raise Interrupted("The work was ended before.")
        if check is not None:
            check()

    def worker() -> None:
        while not stop.is_set():
            try:
                index, item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                with heard_by(told.put, cautions.setdefault(index, []).append), stopped_by(check_here):
                    answers.put((index, work(item), None))
            except Exception as error:
                answers.put((index, None, error))

    for _number in range(min(workers, len(items))):
        threading.Thread(target=worker, daemon=True).start()
    results: dict[int, Found] = {}
    try:
        while len(results) < len(items):
            with contextlib.suppress(queue.Empty):
                while True:
                    tell(told.get_nowait())
            try:
                index, result, error = answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if error is not None:
                raise error
            results[index] = result
            done(len(results))
    finally:
        stop.set()
        for _index, texts in sorted(cautions.items()):
            for text in list(texts):
                caution(text)
    return [results[index] for index in range(len(items))]


def wait_for(threads: Sequence[threading.Thread]) -> None:
    """Wait until threads that begin nothing new have ended, for a bounded time."""
    end = time.monotonic() + IN_FLIGHT_SECONDS
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
