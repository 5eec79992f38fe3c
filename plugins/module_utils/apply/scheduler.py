# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A graph of work, carried out in several threads: each piece once everything that it depends on is done.

Knows no API: a piece of work is a function.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from typing import Any, Literal

from ..base.interruption import current_check, stopped_by
from ..base.progress import caution, heard_by, tell
from ..base.writes import Writes, watched
from ..errors import Interrupted
from .graph import Graph, Key, Work

State = Literal["done", "failed", "skipped", "unknown", "not_begun"]
POLL_SECONDS = 0.2
"""How often the main thread, in which a task's timeout strikes, wakes up while it waits."""
IN_FLIGHT_SECONDS = 10.0
"""For how long what is under way is waited for, once nothing new begins."""


@dataclass(frozen=True)
class Ended:
    """What became of a piece of work.

    :param state: ``done``; ``failed``, where surely not everything of it was written; ``skipped``, as something that it depends
        on failed; ``unknown``, as the answer to a write was lost, or was not there yet when the time was up, or what was written
        could not be read back; ``not_begun``, as everything was ended before it began to write.
    :param result: what it returned.
    :param error: what ended it early; None where it was still under way.
    :param because: key of the work that failed, of what was skipped; of several the one that stands first.
    """

    key: Key
    state: State
    result: Any = None
    error: BaseException | None = None
    because: Key = None


@dataclass(frozen=True)
class Outcome:
    """What became of everything, in the order of the works.

    :param interrupted: why everything was ended early: the task's timeout, or the end of who waits for it. None where it was not.
    """

    ended: Mapping[Key, Ended]
    interrupted: BaseException | None = None

    def of(self, *states: State) -> list[Ended]:
        """What ended in one of these ways."""
        return [end for end in self.ended.values() if end.state in states]

    @property
    def done(self) -> list[Ended]:
        """What is done."""
        return self.of("done")

    @property
    def not_done(self) -> list[Ended]:
        """What is not, or may not be."""
        return self.of("failed", "skipped", "unknown", "not_begun")


def run_works(
    works: Sequence[Work],
    parallel: int,
    *,
    ended: Callable[[Ended], None] = lambda end: None,
    in_flight_seconds: float = IN_FLIGHT_SECONDS,
) -> Outcome:
    """Carry out works in up to ``parallel`` threads, in their order as far as it is free: with one thread, exactly in it.

    A failure stops what depends on it; everything else goes on. When the task's time is up, or nobody waits for it any more,
    nothing new begins, neither work nor request, and what is under way is waited for. The threads are daemons, so that they
    never hold up the end of the process. What they tell is told in the calling thread; what they warn of is said there when all has
    ended, in the order of the works.

    :param ended: called in the calling thread with each work that was begun and has ended.
    :param in_flight_seconds: for how long what is under way is waited for then.
    :raises ValueError: a key is given twice, or does not exist, or works wait for each other.
    :raises KeyboardInterrupt, SystemExit: came meanwhile; raised once what was under way has ended.
    """
    return _Run(Graph(works), max(1, parallel), ended, in_flight_seconds).outcome()


@dataclass
class _Begun:
    """A work that a thread has taken up."""

    work: Work
    writes: Writes = field(default_factory=Writes)
    warnings: list[str] = field(default_factory=list)


class _Run:
    """One run over a graph; everything but ``_work`` happens in the calling thread."""

    def __init__(self, graph: Graph, parallel: int, ended: Callable[[Ended], None], in_flight_seconds: float) -> None:
        self._graph = graph
        self._parallel = parallel
        self._tell_ended = ended
        self._in_flight_seconds = in_flight_seconds
        self._ended: dict[Key, Ended] = {}
        self._failures: set[Key] = set()
        self._warnings: dict[Key, list[str]] = {}
        self._blocked: set[Key] = set()
        self._waits_for = {work.key: len(work.after) for work in graph.works}
        self._ready: list[int] = []
        self._held: list[Key] = []
        self._early_left = len(graph.early)
        self._in_flight: dict[Key, _Begun] = {}
        self._threads = 0
        self._given: queue.SimpleQueue[_Begun | None] = queue.SimpleQueue()
        self._news: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._check = current_check()
        self._interrupted: Interrupted | None = None

    def outcome(self) -> Outcome:
        """Carry everything out."""
        interrupted: BaseException | None = None
        for work in self._graph.works:
            if not work.after:
                self._set_ready(work.key)
        try:
            self._carry_out()
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            self._wait_for_flying()
            raise
        except BaseException as error:
            self._wait_for_flying()
            # The time of a task is up with a BaseException. Who calls has to know what was done by then, and fails.
            if isinstance(error, Exception) and not isinstance(error, Interrupted):
                raise
            interrupted = error
        finally:
            self._stop.set()
            for _thread in range(self._threads):
                self._given.put(None)
            self._warn()
        causes = self._graph.causes(self._failures)
        return Outcome({work.key: self._end_of(work.key, causes.get(work.key)) for work in self._graph.works}, interrupted)

    def _carry_out(self) -> None:
        while True:
            if self._check is not None:
                self._check()
            self._begin_ready()
            if not self._in_flight:
                return
            self._take_news(POLL_SECONDS)
            if self._interrupted is not None:
                raise self._interrupted

    def _begin_ready(self) -> None:
        """Hand ready works to threads, the first of them first."""
        if not self._early_left and self._held:
            for key in self._held:
                heappush(self._ready, self._graph.place[key])
            self._held = []
        while self._ready and len(self._in_flight) < self._parallel:
            work = self._graph.works[heappop(self._ready)]
            begun = self._in_flight[work.key] = _Begun(work)
            self._warnings[work.key] = begun.warnings
            self._given.put(begun)
            if self._threads < len(self._in_flight):
                self._threads += 1
                threading.Thread(target=self._work, daemon=True).start()

    def _take_news(self, seconds: float) -> None:
        """Wait for what a thread has to say, and take all there is of it."""
        with contextlib.suppress(queue.Empty):
            self._news.get(timeout=seconds)()
            while True:
                self._news.get_nowait()()

    def _wait_for_flying(self) -> None:
        """Begin nothing new, and wait for what is under way."""
        self._stop.set()
        end = time.monotonic() + self._in_flight_seconds
        while self._in_flight and (left := end - time.monotonic()) > 0:
            self._take_news(min(POLL_SECONDS, left))

    def _take_end(self, end: Ended) -> None:
        """Take note of the end of a work, and of what can begin now."""
        del self._in_flight[end.key]
        self._ended[end.key] = end
        if isinstance(end.error, Interrupted):
            self._interrupted = end.error
        self._settle(end.key)
        for follower in self._graph.followers[end.key]:
            if end.state == "done":
                self._waits_for[follower] -= 1
                if not self._waits_for[follower] and follower not in self._blocked:
                    self._set_ready(follower)
            else:
                self._block(follower)
        if end.state in ("failed", "unknown"):
            self._failures.add(end.key)
        self._tell_ended(end)

    def _block(self, key: Key) -> None:
        """Leave out a work and what depends on it."""
        waiting = [key]
        while waiting:
            key = waiting.pop()
            if key not in self._blocked:
                self._blocked.add(key)
                self._settle(key)
                waiting += self._graph.followers[key]

    def _settle(self, key: Key) -> None:
        if key in self._graph.early:
            self._early_left -= 1

    def _set_ready(self, key: Key) -> None:
        if key in self._graph.early or not self._early_left:
            heappush(self._ready, self._graph.place[key])
        else:
            self._held.append(key)

    def _warn(self) -> None:
        """Say what works have warned of."""
        for work in self._graph.works:
            for text in self._warnings.get(work.key, ()):
                caution(text)

    def _end_of(self, key: Key, cause: Key) -> Ended:
        """What became of a work, now that nothing is waited for any more.

        :param cause: the failure that it comes after.
        """
        if key in self._ended:
            return self._ended[key]
        if key in self._in_flight and self._in_flight[key].writes.may_have_effect:
            return Ended(key, "unknown")
        return Ended(key, "not_begun") if cause is None else Ended(key, "skipped", because=cause)

    # In the threads

    def _work(self) -> None:
        while True:
            begun = self._given.get()
            if begun is None:
                return
            end = self._carried_out(begun)
            self._news.put(partial(self._take_end, end))

    def _carried_out(self, begun: _Begun) -> Ended:
        key = begun.work.key
        try:
            with heard_by(self._tell, begun.warnings.append), stopped_by(self._check_here), watched(begun.writes):
                self._check_here()
                return Ended(key, "done", begun.work.do())
        except Interrupted as error:
            return Ended(key, "unknown" if begun.writes.unsettled else "not_begun", error=error)
        except BaseException as error:  # a task's timeout strikes in the main thread only
            return Ended(key, "unknown" if begun.writes.unsettled else "failed", error=error)

    def _tell(self, text: str) -> None:
        """Tell something in the calling thread."""
        self._news.put(partial(tell, text))

    def _check_here(self) -> None:
        """:raises Interrupted: no new request may begin."""
        if self._stop.is_set():
            raise Interrupted("The work was ended before it was done.")
        if self._check is not None:
            self._check()
