# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where boxes and lines go in a picture of calls."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.layout import Box, Layout, Line, arrange


def overlapping(boxes: list[Box], layout: Layout) -> list[tuple[int, int]]:
    placed = [(x, y, x + box.width, y + box.height) for box, (x, y) in zip(boxes, layout.places, strict=True)]
    return [
        (first, second)
        for (first, one), (second, other) in combinations(enumerate(placed), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("seed", range(12))
def test_boxes_do_not_overlap_and_lines_reach_them(seed: int) -> None:
    chance = random.Random(seed)
    boxes = [Box(chance.uniform(200, 460), chance.uniform(60, 500), 25.0) for _number in range(30)]
    lines = [Line(chance.randrange(30), chance.randrange(30), chance.uniform(50, 60)) for _number in range(45)]
    layout = arrange(boxes, lines)
    assert overlapping(boxes, layout) == []
    assert arrange(boxes, lines) == layout
    for line, route in zip(lines, layout.routes, strict=True):
        if line.source == line.target:
            assert route == []
            continue
        (x, y), (to_x, to_y) = layout.places[line.source], layout.places[line.target]
        onward = to_x > x
        assert route[0] == (x + boxes[line.source].width if onward else x, y + line.leaves)
        assert route[-1] == (to_x if onward else to_x + boxes[line.target].width, to_y + 25.0)
    for points in (layout.places, *layout.routes):
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in points)


def test_lines_lead_to_the_right_but_those_that_close_a_circle() -> None:
    boxes = [Box(300, 100, 25.0)] * 4
    lefts = [x for x, y in arrange(boxes, [Line(0, 1, 60), Line(1, 2, 60), Line(2, 0, 60), Line(0, 3, 60)]).places]
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[3] == lefts[1]


def test_a_box_stands_beside_what_leads_to_it() -> None:
    """Not at the top of its column, if what leads to it is further down."""
    boxes = [Box(300, 100, 25.0), Box(300, 600, 25.0), Box(300, 100, 25.0)]
    layout = arrange(boxes, [Line(1, 2, 560.0)])
    assert layout.places[2][1] + 25.0 == pytest.approx(layout.places[1][1] + 560.0)


def test_many_boxes_without_lines_fill_a_sheet() -> None:
    layout = arrange([Box(300, 200, 25.0)] * 60, [])
    assert 0.8 < layout.width / layout.height < 3


def test_nothing_to_draw() -> None:
    assert arrange([], []) == Layout([], [], 0.0, 0.0)
