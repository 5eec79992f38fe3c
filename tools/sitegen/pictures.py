"""Mermaid on the pages: each block becomes a picture, drawn here, so that a reader needs neither a network nor a script.

Boxes are arranged by the layout of the collection's own pictures of calls. Colours come from the site's style sheet, so that a
picture follows the theme.
"""

from __future__ import annotations

import html
import importlib
import re
from dataclasses import dataclass

from .flowchart import Flowchart, Node, parsed

BLOCK = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL_FLOW = "ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow"
FONT, SMALL, LEADING = 14.0, 12.0, 17.0
PADDING, MARGIN, TITLE = 14.0, 16.0, 20.0
BETWEEN = 40.0
"""Between rows of a picture that runs from the top down."""
RADIUS = {'(["': 22.0, '("': 8.0, '[("': 12.0}
Point = tuple[float, float]


def with_pictures(text: str) -> str:
    """A page with pictures in place of Mermaid.

    :raises NotDrawn: a block holds what is not drawn here.
    """
    return BLOCK.sub(lambda found: f'<div class="flowchart">\n{svg(parsed(found[1]))}\n</div>\n', text)


@dataclass
class _Placed:
    """A box with its place: the label of a node, or that of an arrow."""

    lines: list[str]
    x: float
    y: float
    width: float
    height: float
    node: Node | None


def svg(chart: Flowchart) -> str:
    """The picture as an element of HTML."""
    boxes, routes = _arranged(chart)
    names = list(chart.nodes)
    frames = [_frame(title, [boxes[names.index(name)] for name in inside], chart.down) for title, inside in chart.groups]
    right = max([box.x + box.width for box in boxes] + [frame.x + frame.width for frame in frames]) + MARGIN
    low = max([box.y + box.height for box in boxes] + [frame.y + frame.height for frame in frames]) + MARGIN
    left = min([box.x for box in boxes] + [frame.x for frame in frames]) - MARGIN
    top = min([box.y for box in boxes] + [frame.y for frame in frames]) - MARGIN
    parts = [
        *(
            f'<rect class="fc-group" x="{frame.x:.0f}" y="{frame.y:.0f}" width="{frame.width:.0f}" height="{frame.height:.0f}" rx="10"/>'
            for frame in frames
        ),
        *(f'<text class="fc-quiet" x="{frame.x + 10:.0f}" y="{frame.y + 15:.0f}">{html.escape(frame.lines[0])}</text>' for frame in frames),
        *(_line(points, head, chart.down) for points, head in routes),
        *map(_box, boxes),
    ]
    told = html.escape(
        "; ".join(f"{chart.nodes[source].lines[0]} to {chart.nodes[target].lines[0]}" for source, target, _label in chart.edges)
    )
    size = f'viewBox="{left:.0f} {top:.0f} {right - left:.0f} {low - top:.0f}" width="{right - left:.0f}" height="{low - top:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{told}" {size}>\n' + "\n".join(parts) + "\n</svg>"


def _arranged(chart: Flowchart) -> tuple[list[_Placed], list[tuple[list[Point], bool]]]:
    """The boxes, and the lines, each with whether it has a head. The label of an arrow is a box on its way."""
    layout = importlib.import_module(f"{CALL_FLOW}.layout")
    nodes = [(node.lines, node) for node in chart.nodes.values()]
    boxes = [_sized(lines, node) for lines, node in nodes]
    lines: list[tuple[int, int, bool]] = []
    position = {name: number for number, name in enumerate(chart.nodes)}
    for source, target, label in chart.edges:
        if label:
            boxes.append(_sized(label, None))
            lines += [(position[source], len(boxes) - 1, False), (len(boxes) - 1, position[target], True)]
        else:
            lines.append((position[source], position[target], True))
    down = chart.down
    sizes = [(box.height, box.width) if down else (box.width, box.height) for box in boxes]
    found = layout.arrange(
        [layout.Box(length, across, across / 2) for length, across in sizes],
        [layout.Line(source, target, sizes[source][1] / 2) for source, target, _head in lines],
    )
    squeezed = _Squeeze(found.places, [length for length, _across in sizes]) if down else None
    for box, (along, across) in zip(boxes, found.places, strict=True):
        box.x, box.y = (across, squeezed(along)) if squeezed else (along, across)
    routes = [[(y, squeezed(x)) for x, y in route] if squeezed else list(route) for route in found.routes]
    return boxes, [(route, head) for route, (_source, _target, head) in zip(routes, lines, strict=True)]


class _Squeeze:
    """Moves rows nearer to each other: a way along the picture becomes another one."""

    def __init__(self, places: list[Point], lengths: list[float]) -> None:
        rows: dict[float, float] = {}
        for (start, _across), length in zip(places, lengths, strict=True):
            rows[start] = max(rows.get(start, 0.0), length)
        self._ends: list[tuple[float, float]] = []
        there = 0.0
        for start, length in sorted(rows.items()):
            self._ends += [(start, there), (start + length, there + length)]
            there += length + BETWEEN

    def __call__(self, along: float) -> float:
        for (before, new_before), (after, new_after) in zip(self._ends, self._ends[1:], strict=False):
            if along <= after:
                return new_before + (along - before) * (new_after - new_before) / ((after - before) or 1.0)
        return self._ends[-1][1] + along - self._ends[-1][0]


def _sized(lines: list[str], node: Node | None) -> _Placed:
    longest = max(_width(line, FONT if node and not number else SMALL) for number, line in enumerate(lines))
    padding = PADDING if node else 4.0
    return _Placed(lines, 0.0, 0.0, longest * 1.06 + 2 * padding, len(lines) * LEADING + padding, node)


def _width(text: str, font: float) -> float:
    """About how wide a text is."""
    wide: float = importlib.import_module(f"{CALL_FLOW}.wording").width(text, font)
    return wide


def _frame(title: str, inside: list[_Placed], down: bool) -> _Placed:
    """What is drawn around a group. In a picture from the top down its title has room beside the line that comes from above."""
    left, top = min(box.x for box in inside) - PADDING, min(box.y for box in inside) - TITLE
    right, low = max(box.x + box.width for box in inside) + PADDING, max(box.y + box.height for box in inside) + PADDING / 2
    if down:
        wide = max(right - left, 2 * (_width(title, SMALL) + 2 * PADDING))
        left, right = (left + right - wide) / 2, (left + right + wide) / 2
    return _Placed([title], left, top, right - left, low - top, None)


def _box(box: _Placed) -> str:
    """A node with its frame, or the label of an arrow on the ground of the page."""
    style = f"fc-node fc-{box.node.style}" if box.node and box.node.style else "fc-node" if box.node else "fc-label"
    radius = RADIUS.get(box.node.opening, 4.0) if box.node else 3.0
    first = box.y + (box.height - len(box.lines) * LEADING) / 2 + LEADING * 0.75
    texts = [
        f'<text class="{"fc-text" if box.node and not number else "fc-quiet"}" x="{box.x + box.width / 2:.1f}" '
        f'y="{first + number * LEADING:.1f}" text-anchor="middle">{html.escape(line)}</text>'
        for number, line in enumerate(box.lines)
    ]
    frame = f'<rect class="{style}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{radius:g}"/>'
    return frame + "".join(texts)


def _line(points: list[Point], head: bool, down: bool) -> str:
    """A line that leaves and reaches its boxes along the direction of the picture."""
    (x, y), *others = points
    path = [f"M{x:.1f} {y:.1f}"]
    for number, (to_x, to_y) in enumerate(others):
        if number % 2:
            path.append(f"L{to_x:.1f} {to_y:.1f}")
        elif down:
            path.append(f"C{x:.1f} {(y + to_y) / 2:.1f} {to_x:.1f} {(y + to_y) / 2:.1f} {to_x:.1f} {to_y:.1f}")
        else:
            path.append(f"C{(x + to_x) / 2:.1f} {y:.1f} {(x + to_x) / 2:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    onward = 1 if (y > points[0][1] if down else x > points[0][0]) else -1
    turned = f"l-4.5 {-8 * onward}h9z" if down else f"l{-8 * onward} -4.5v9z"
    return f'<path class="fc-way" d="{"".join(path)}"/>' + (f'<path class="fc-head" d="M{x:.1f} {y:.1f}{turned}"/>' if head else "")
