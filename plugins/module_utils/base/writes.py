# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whether a piece of work has written something, for when it fails or is ended before it is done.

Whoever runs the work watches in the thread that does it; each client says what becomes of its writes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()


class Writes:
    """The writes of one piece of work; read by other threads than the one that makes them.

    :ivar last_had_none: the last write that has ended surely had no effect: it was refused, or never arrived.
    """

    def __init__(self) -> None:
        self._begun = 0
        self._without_effect = 0
        self.last_had_none = False

    @property
    def may_have_effect(self) -> bool:
        """Whether one of them may have taken effect; one that is under way may."""
        return self._begun > self._without_effect

    @property
    def unsettled(self) -> bool:
        """Whether it is unknown what the work has left behind, where it ends with an error now."""
        return self.may_have_effect and not self.last_had_none

    def begin(self) -> None:
        """A write is about to be sent."""
        self._begun += 1
        self.last_had_none = False

    def had_none(self) -> None:
        """The last write surely had no effect."""
        if not self.last_had_none and self._begun > self._without_effect:
            self._without_effect += 1
        self.last_had_none = True


@contextmanager
def watched(writes: Writes) -> Iterator[None]:
    """Note the writes of this thread."""
    before = getattr(_here, "writes", None)
    _here.writes = writes
    try:
        yield
    finally:
        _here.writes = before


def begin_write() -> None:
    """Say that a write is about to be sent from this thread."""
    writes: Writes | None = getattr(_here, "writes", None)
    if writes is not None:
        writes.begin()


def write_had_no_effect() -> None:
    """Say that the last write of this thread surely had no effect."""
    writes: Writes | None = getattr(_here, "writes", None)
    if writes is not None:
        writes.had_none()
