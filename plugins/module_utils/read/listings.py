# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is remembered of collections while a task runs."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from contextlib import AbstractContextManager
from dataclasses import dataclass

from ..base.locks import Locks
from ..client.base import ApiClient
from ..plan.index import Index

FRESH_SECONDS = 5.0
"""For how long a list is recent enough to create something that does not stand in it."""
OBJECTS_KEPT = 20_000
"""How many objects are remembered at most, in all lists together."""


@dataclass
class Listing:
    """A collection as it was read, kept in step with what is written since."""

    index: Index
    read_at: float

    @property
    def fresh(self) -> bool:
        """Whether nothing that somebody else has created meanwhile is likely to be missing."""
        return time.monotonic() - self.read_at < FRESH_SECONDS


class Listings:
    """Whole lists, each read once while a task runs, and each for the session it was read in; shared by threads.

    :param keep: False for the run of a single object: then a list may be read in part, and none is kept.
    :param whole: whether one plan rests on all that is read, so that no list is let go of.
    """

    def __init__(self, *, keep: bool = False, whole: bool = False) -> None:
        self.keep = keep
        self.whole = whole
        self._reading = Locks()
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[ApiClient, str], Listing] = OrderedDict()

    def get(self, client: ApiClient, path: str) -> Listing | None:
        """The list that was read in this session from this path."""
        with self._lock:
            return self._kept.get((client, path))

    def reading(self, client: ApiClient, path: str) -> AbstractContextManager[None]:
        """Held while a list is read that is to be kept: another thread that wants it waits, and finds it."""
        return self._reading.held((client, path))

    def put(self, client: ApiClient, path: str, listing: Listing) -> None:
        """Keep a list, and let go of those that were read longest ago when there are many objects."""
        if not self.keep:
            return
        with self._lock:
            self._kept[client, path] = listing
            self._kept.move_to_end((client, path))
            while not self.whole and len(self._kept) > 1 and self._size() > OBJECTS_KEPT:
                self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(1 + len(kept.index) for kept in self._kept.values())

    def leave(self, client: ApiClient) -> None:
        """Let go of all lists that were read in this session."""
        with self._lock:
            for key in [key for key in self._kept if key[0] is client]:
                del self._kept[key]

    def forget(self, client: ApiClient, path: str) -> None:
        """Let go of a list that may be wrong."""
        with self._lock:
            self._kept.pop((client, path), None)
