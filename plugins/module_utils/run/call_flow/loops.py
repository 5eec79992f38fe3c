# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Loops among places that lead to each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from typing import TypeVar

Place = TypeVar("Place", bound=tuple[str, ...])
Ways = Mapping[Place, list[Place]]
"""Where calls can go from each place."""


def without_end(ways: Ways[Place]) -> set[Place]:
    """The nodes from which a call can go on, but never ends."""
    back: dict[Place, list[Place]] = {key: [] for key in ways}
    for source, targets in ways.items():
        for target in targets:
            back[target].append(source)
    ends = deque(key for key, targets in ways.items() if not targets)
    ending = set(ends)
    while ends:
        for source in back[ends.popleft()]:
            if source not in ending:
                ending.add(source)
                ends.append(source)
    return set(ways) - ending


def loops_among(ways: Ways[Place], keys: Collection[Place]) -> list[tuple[Place, ...]]:
    """The nodes that lead to each other, among some nodes: the strongly connected components (Tarjan, 1972) with a way inside."""
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    path: list[Place] = []
    on_path: set[Place] = set()
    found: list[set[Place]] = []
    for start in (key for key in ways if key in keys):
        if start in index:
            continue
        stack = [(start, iter(ways[start]))]
        while stack:
            here, rest = stack[-1]
            if here not in index:
                index[here] = low[here] = len(index)
                path.append(here)
                on_path.add(here)
            for target in rest:
                if target not in keys:
                    continue
                if target not in index:
                    stack.append((target, iter(ways[target])))
                    break
                if target in on_path:
                    low[here] = min(low[here], index[target])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[here])
                if low[here] == index[here]:
                    found.append(set())
                    while here in on_path:
                        last = path.pop()
                        found[-1].add(last)
                        on_path.remove(last)
    order = {key: number for number, key in enumerate(ways)}
    loops = [tuple(sorted(members, key=order.__getitem__)) for members in found if len(members) > 1 or _repeats(ways, members)]
    return sorted(loops, key=lambda members: order[members[0]])


def _repeats(ways: Ways[Place], members: set[Place]) -> bool:
    (key,) = members
    return key in ways[key]


def way_back(ways: Ways[Place], start: Place, keys: Collection[Place]) -> tuple[Place, ...]:
    """The stations of the shortest way from a node of a loop back to it."""
    came: dict[Place, Place] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for target in ways[here]:
            if target == start:
                stations = [here]
                while stations[-1] != start:
                    stations.append(came[stations[-1]])
                return tuple(reversed(stations))
            if target in keys and target not in came:
                came[target] = here
                queue.append(target)
    return (start,)
