# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pieces of work that depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Key = Hashable


@dataclass(frozen=True)
class Work:
    """A piece of work.

    :param do: does it, in any thread; what it returns is the result.
    :param after: keys of what has to be done before; of what fails, this is skipped.
    :param last: begins once everything that is not ``last`` has ended, however it ended, as removals do; but what other work
        is ``after`` comes before that.
    """

    key: Key
    do: Callable[[], Any]
    after: frozenset[Key] = frozenset()
    last: bool = False


@dataclass(frozen=True)
class Graph:
    """Works, and what depends on what.

    :raises ValueError: a key is given twice, or does not exist, or works wait for each other.
    """

    works: Sequence[Work]

    def __post_init__(self) -> None:
        if len(self.by_key) != len(self.works):
            raise ValueError("two works have the same key")
        missing = [key for work in self.works for key in work.after if key not in self.by_key]
        if missing:
            raise ValueError(f"there is no work {missing[0]!r}")
        if len(self.topological) < len(self.works):
            stuck = self.by_key.keys() - set(self.topological)
            raise ValueError(f"works wait for each other: {', '.join(repr(work.key) for work in self.works if work.key in stuck)}")

    @cached_property
    def by_key(self) -> dict[Key, Work]:
        """The works by their keys."""
        return {work.key: work for work in self.works}

    @cached_property
    def place(self) -> dict[Key, int]:
        """The position of each work in the given order."""
        return {work.key: number for number, work in enumerate(self.works)}

    @cached_property
    def followers(self) -> dict[Key, list[Key]]:
        """What comes directly after each work."""
        found: dict[Key, list[Key]] = {work.key: [] for work in self.works}
        for work in self.works:
            for key in work.after:
                found[key].append(work.key)
        return found

    @cached_property
    def topological(self) -> list[Key]:
        """The works in an order in which each comes after what it is after, without those that wait for each other."""
        waiting = {work.key: len(work.after) for work in self.works}
        found = [key for key, count in waiting.items() if not count]
        for key in found:
            for follower in self.followers[key]:
                waiting[follower] -= 1
                if not waiting[follower]:
                    found.append(follower)
        return found

    @cached_property
    def early(self) -> set[Key]:
        """What is not last, with everything that comes before it."""
        found: set[Key] = set()
        waiting = [work.key for work in self.works if not work.last]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self.by_key[key].after
        return found

    def causes(self, failures: Collection[Key]) -> dict[Key, Key]:
        """For each work that comes after a failure that failure; of several the one that stands first."""
        found: dict[Key, Key] = {}
        for key in self.topological:
            before = [other if other in failures else found.get(other) for other in self.by_key[key].after]
            causes = [cause for cause in before if cause is not None]
            if causes:
                found[key] = min(causes, key=self.place.__getitem__)
        return found
