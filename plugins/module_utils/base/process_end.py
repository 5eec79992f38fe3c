# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is still done when this process is told to end, or when nobody waits for its result any more."""

from __future__ import annotations

import _thread
import contextlib
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Any

SECONDS = 3.0
"""For how long the end of the process is held up, at most."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AGAIN_SECONDS = 0.2
"""After how long the main thread is told once more."""
STDOUT = 1

_owner: int | None = None


def before_end(action: Callable[[], None]) -> None:
    """Call I(action) when a signal ends this process; once it is done, at most L(SECONDS) later, the signal does what it would have done.

    From ansible-core 2.19 on a worker ends itself in its own signal handler, so that no C(finally) is reached.  Meanwhile
    the main thread goes on, so that a request under way is answered.

    :param action: called in a thread of its own. The first one that is given in a process stays.
    """
    global _owner
    if _owner == os.getpid() or threading.current_thread() is not threading.main_thread():
        return
    _owner = owner = os.getpid()
    former = {number: signal.getsignal(number) for number in SIGNALS}
    # What is ignored, as by nohup, or was not set from Python stays as it is.
    handled = [number for number, before in former.items() if before not in (signal.SIG_IGN, None)]
    states = {"begun": False, "done": False}
    main, over = threading.get_ident(), _thread.allocate_lock()
    over.acquire()

    def act(number: int) -> None:
        _within(SECONDS, action)
        states["done"] = True
        # Sent to the main thread, and until it notices: where another signal has just arrived, or a wait is about to begin, one alone
        # would not interrupt what it waits for.
        signal.pthread_kill(main, number)
        while not over.acquire(timeout=AGAIN_SECONDS):
            signal.pthread_kill(main, number)

    def handle(number: int, frame: Any) -> None:
        if os.getpid() == owner and not states["done"]:
            if not states["begun"]:
                states["begun"] = True
                _thread.start_new_thread(act, (number,))
            return
        if os.getpid() == owner and over.locked():
            over.release()
        for other in handled:
            signal.signal(other, former[other])
        before = former[signal.Signals(number)]
        if callable(before):
            before(number, frame)
        else:
            os.kill(os.getpid(), number)

    for number in handled:
        signal.signal(number, handle)


def when_unheard(action: Callable[[], None]) -> None:
    """Call I(action) once nobody reads the output of this process any more.

    A module whose task has reached its C(timeout), or whose controller is gone, is not told: it would go on writing.
    """

    def watch() -> None:
        poll = select.poll()
        poll.register(STDOUT, 0)  # a pipe without a reader is an error, which needs no asking for
        with contextlib.suppress(OSError):
            if any(events & (select.POLLERR | select.POLLHUP) for _descriptor, events in poll.poll()):
                action()

    if hasattr(select, "poll"):
        threading.Thread(target=watch, daemon=True).start()


def _within(seconds: float, action: Callable[[], None]) -> None:
    """Call I(action) in a new thread and wait for its end; without C(threading), whose locks the main thread may hold."""
    done = _thread.allocate_lock()
    done.acquire()

    def work() -> None:
        try:
            action()
        finally:
            done.release()

    _thread.start_new_thread(work, ())
    done.acquire(timeout=seconds)
