# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How those who do long work tell the user, without knowing who runs them.

Whoever runs the work listens in its own thread; in a thread in which nobody
listens, what is told is lost.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .interruption import check_going

STEP_SECONDS = 5.0
"""How often a long pause says for how much longer."""
NAP_SECONDS = 0.5
"""How often a pause looks whether somebody still waits for the work."""

_here = threading.local()


@contextmanager
def heard_by(listener: Callable[[str], None], warn: Callable[[str], None] | None = None) -> Iterator[None]:
    """Let ``listener`` hear what is told in this thread, and ``warn`` what is warned of."""
    before = getattr(_here, "listener", None), getattr(_here, "warn", None)
    _here.listener, _here.warn = listener, warn
    try:
        yield
    finally:
        _here.listener, _here.warn = before


def tell(text: str) -> None:
    """Tell how far the work is."""
    listener = getattr(_here, "listener", None)
    if listener is not None:
        listener(text)


def caution(text: str) -> None:
    """Warn of something that does not end the work."""
    warn = getattr(_here, "warn", None)
    if warn is not None:
        warn(text)


def warnings_are_heard() -> bool:
    """Whether somebody listens to warnings in this thread."""
    return getattr(_here, "warn", None) is not None


def pause(seconds: float) -> None:
    """Sleep, and tell from time to time for how much longer.

    :raises Interrupted: nobody waits for the work any more.
    """
    while seconds > STEP_SECONDS:
        _sleep(STEP_SECONDS)
        seconds -= STEP_SECONDS
        tell(f"waiting, {seconds:.0f} more seconds until the next attempt")
    _sleep(max(seconds, 0))


def _sleep(seconds: float) -> None:
    while seconds > NAP_SECONDS:
        time.sleep(NAP_SECONDS)
        seconds -= NAP_SECONDS
        check_going()
    time.sleep(seconds)
