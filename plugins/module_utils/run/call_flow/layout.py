# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where boxes go in a picture, and how lines run between them: in columns from left to right.

The way of Sugiyama, Tagawa and Toda (1981): lines that would close a circle are turned round, boxes are put into columns,
columns are sorted by where their neighbours are, and boxes move as near to their neighbours as the others let them.
The same boxes and lines always give the same picture.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

GAP = 26.0
"""Between boxes of a column."""
LANE = 14.0
"""Height of a line that passes through a column."""
NARROWEST, WIDEST, PER_LINE = 70.0, 150.0, 5.0
"""Room between two columns, and what each line adds to it."""
LOWEST = 800.0
"""Height that a column may always have; more only in pictures with many boxes, which are to be wider than high."""
ASPECT = 1.5
SWEEPS = 6

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """What has a place in a picture.

    :param entry: height at which lines reach it, from its top.
    """

    width: float
    height: float
    entry: float


@dataclass(frozen=True)
class Line:
    """What leads from one box to another.

    :param source: position of the box in the list of boxes.
    :param leaves: height at which it leaves that box, from its top.
    :param back: it leads back, so that its target rather stands to the left of its source.
    """

    source: int
    target: int
    leaves: float
    back: bool = False


@dataclass
class Layout:
    """A picture.

    :ivar places: left and top of each box.
    :ivar routes: the points of each line; it runs straight between the second and the third one, and so on.
    """

    places: list[Point]
    routes: list[list[Point]]
    width: float
    height: float


@dataclass
class _Item:
    """A box in a column, or a line that passes through one."""

    height: float
    entry: float
    box: int | None = None
    column: int = 0
    y: float = 0.0
    before: list[tuple[_Item, float]] = field(default_factory=list)
    after: list[tuple[_Item, float]] = field(default_factory=list)


def arrange(boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    """Lay out a picture. Lines from a box to itself have no route."""
    pairs = list(dict.fromkeys((line.source, line.target) for line in lines if line.source != line.target))
    onward = list(dict.fromkeys((line.target, line.source) if line.back else (line.source, line.target) for line in lines))
    columns = _columns(boxes, _forward(len(boxes), [pair for pair in onward if pair[0] != pair[1]]))
    items = [_Item(box.height, box.entry, number, columns[number]) for number, box in enumerate(boxes)]
    table: list[list[_Item]] = [[] for _column in range(max(columns, default=0) + 1)]
    for item in items:
        table[item.column].append(item)
    leaves: dict[tuple[int, int], float] = {}
    for line in lines:
        leaves.setdefault((line.source, line.target), line.leaves)
    chains = {pair: _chain(items, table, pair, leaves[pair]) for pair in pairs}
    _sort(table)
    _settle(table)
    lefts, width = _lefts(boxes, table)
    places = [(lefts[item.column], item.y) for item in items]
    widths = [max((boxes[item.box].width for item in column if item.box is not None), default=0.0) for column in table]
    routes = [_route(line, boxes, places, chains.get((line.source, line.target), []), lefts, widths) for line in lines]
    height = max((item.y + item.height for column in table for item in column), default=0.0)
    return Layout(places, routes, width, height)


def _forward(count: int, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, those that would close a circle turned round; what nothing leads to comes first."""
    ways: list[list[int]] = [[] for _box in range(count)]
    entered = [False] * count
    for source, target in pairs:
        ways[source].append(target)
        entered[target] = True
    state = [0] * count
    turned: set[tuple[int, int]] = set()
    for start in sorted(range(count), key=lambda number: entered[number]):
        if state[start]:
            continue
        stack = [(start, 0)]
        state[start] = 1
        while stack:
            here, position = stack.pop()
            if position == len(ways[here]):
                state[here] = 2
                continue
            stack.append((here, position + 1))
            target = ways[here][position]
            if state[target] == 1:
                turned.add((here, target))
            elif not state[target]:
                state[target] = 1
                stack.append((target, 0))
    return list(dict.fromkeys((pair[1], pair[0]) if pair in turned else pair for pair in pairs))


def _columns(boxes: Sequence[Box], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The column of each box: behind all that lead to it, and where there is room."""
    area = sum((box.width + WIDEST) * (box.height + GAP) for box in boxes)
    most = max([LOWEST, sqrt(area / ASPECT), *(box.height for box in boxes)])
    ways: list[list[int]] = [[] for _box in boxes]
    waiting = [0] * len(boxes)
    for source, target in pairs:
        ways[source].append(target)
        waiting[target] += 1
    column = [0] * len(boxes)
    filled: list[float] = []
    # What a box leads to gets its place before the next box that nothing leads to, and so stands near.
    ready = [number for number, count in enumerate(waiting) if not count][::-1]
    while ready:
        number = ready.pop()
        here = column[number]
        while here < len(filled) and filled[here] + boxes[number].height > most:
            here += 1
        filled.extend([0.0] * (here + 1 - len(filled)))
        filled[here] += boxes[number].height + GAP
        column[number] = here
        for target in reversed(ways[number]):
            column[target] = max(column[target], here + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return column


def _chain(items: list[_Item], table: list[list[_Item]], pair: tuple[int, int], leaves: float) -> list[_Item]:
    """What stands for a line in the columns that it passes, from its source on."""
    source, target = (items[number] for number in pair)
    step = 1 if target.column > source.column else -1
    chain = [_Item(LANE, LANE / 2, column=column) for column in range(source.column + step, target.column, step)]
    for item in chain:
        table[item.column].append(item)
    stations = [source, *chain, target]
    for here, there in zip(stations, stations[1:], strict=False):
        first, second = (here, there) if step == 1 else (there, here)
        # A neighbour counts with the height at which the line reaches it.
        at = {id(here): leaves if here is source else LANE / 2, id(there): there.entry}
        first.after.append((second, at[id(second)] - at[id(first)]))
        second.before.append((first, at[id(first)] - at[id(second)]))
    return chain


def _sort(table: list[list[_Item]]) -> None:
    """Sort each column by the mean position of the neighbours, in turns from the left and from the right."""
    place = {id(item): float(position) for column in table for position, item in enumerate(column)}

    def mean(item: _Item, neighbours: list[tuple[_Item, float]]) -> float:
        if not neighbours:
            return place[id(item)]
        return sum(place[id(other)] + 0.001 * offset / (other.height or 1) for other, offset in neighbours) / len(neighbours)

    for sweep in range(SWEEPS):
        for column in table if sweep % 2 == 0 else reversed(table):
            keys = {id(item): mean(item, item.before if sweep % 2 == 0 else item.after) for item in column}
            column.sort(key=lambda item: keys[id(item)])
            place.update((id(item), float(position)) for position, item in enumerate(column))


def _settle(table: list[list[_Item]]) -> None:
    """Move what is in each column near to its neighbours."""
    for column in table:
        y = 0.0
        for item in column:
            item.y = y
            y += item.height + GAP
    for sweep in range(SWEEPS):
        for column in table if sweep % 2 == 0 else reversed(table):
            goals = []
            for item in column:
                neighbours = item.before if sweep % 2 == 0 else item.after
                goals.append(sum(other.y + offset for other, offset in neighbours) / len(neighbours) if neighbours else item.y)
            _spread(column, goals)
    top = min((item.y for column in table for item in column), default=0.0)
    for column in table:
        for item in column:
            item.y -= top


def _spread(column: list[_Item], goals: list[float]) -> None:
    """Give each item of a column the place nearest to its goal, without overlap and in their order (isotonic regression)."""
    starts: list[float] = []
    y = 0.0
    for item in column:
        starts.append(y)
        y += item.height + GAP
    blocks: list[list[float]] = []  # sum of what is wanted, and how many want it
    for goal, start in zip(goals, starts, strict=True):
        blocks.append([goal - start, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    shifts = [total / count for total, count in blocks for _item in range(int(count))]
    for item, start, shift in zip(column, starts, shifts, strict=True):
        item.y = start + shift


def _lefts(boxes: Sequence[Box], table: list[list[_Item]]) -> tuple[list[float], float]:
    """The left of each column, and how wide all of them are together."""
    lefts, x, width = [], 0.0, 0.0
    for column in table:
        lefts.append(x)
        wide = max((boxes[item.box].width for item in column if item.box is not None), default=0.0)
        leaving = sum(len(item.after) for item in column)
        width = x + wide
        x = width + min(WIDEST, NARROWEST + PER_LINE * leaving)
    return lefts, width


def _route(
    line: Line, boxes: Sequence[Box], places: list[Point], chain: list[_Item], lefts: list[float], widths: list[float]
) -> list[Point]:
    """The points of a line: its begin, both ends of each column that it passes, its end."""
    if line.source == line.target:
        return []
    (x, y), (to_x, to_y) = places[line.source], places[line.target]
    onward = to_x > x
    points = [(x + boxes[line.source].width if onward else x, y + line.leaves)]
    for item in chain:
        left, right = lefts[item.column], lefts[item.column] + widths[item.column]
        middle = item.y + LANE / 2
        points += [(left, middle), (right, middle)] if onward else [(right, middle), (left, middle)]
    points.append((to_x if onward else to_x + boxes[line.target].width, to_y + boxes[line.target].entry))
    return points
