# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A graph of calls as SVG 1.1: no script, no font, nothing from elsewhere.

Colours stand in the elements, so that the picture can be read where styles are blocked; the style sheet beside it holds no more
than the colours of a dark theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .cards import BOLD, FONT, HEADER, PADDING, ROW, SMALL, SPACE, Card, card_of, marks
from .difference import SIGNS
from .graph import (
    ACTION_URL,
    AGENT,
    CALL_QUEUE,
    DESK,
    DIAL_OUT,
    ELSEWHERE,
    EXTENSIONS,
    GROUP,
    HANGUP,
    INBOUND,
    MISSING,
    NIGHT,
    NOWHERE,
    OTHER,
    OUTBOUND,
    OUTSIDE,
    QUEUE,
    RECEPTIONIST,
    SHARED_VOICEMAIL,
    TRUNK,
    USER,
    VOICEMAIL,
    Edge,
    Graph,
    Key,
    Node,
)
from .layout import Box, Line, Point, arrange
from .wording import cut, width

MARGIN = 20.0
CAPTION = 34.0
"""Height of the name above a picture."""
FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
PAINTS: dict[str, tuple[str, str, str, str]] = {
    "ground": ("#f6f7f9", "none", "#14171c", "none"),
    "card": ("#ffffff", "#c3c9d4", "#1e232b", "#454d5a"),
    "bad": ("#ffffff", "#c5221f", "#1e232b", "#f28b82"),
    "ivr": ("#e8f0fe", "#2f5fc4", "#1d2f52", "#8ab4f8"),
    "group": ("#e3f5ec", "#1c8558", "#143729", "#6cc99c"),
    "user": ("#e0f4f7", "#0e7490", "#12343b", "#67d3e4"),
    "outside": ("#fff4d9", "#a66f00", "#3d2f0c", "#f0c14b"),
    "voicemail": ("#f3ecfc", "#7748b5", "#33234a", "#c5a3f0"),
    "plain": ("#eef0f3", "#8a919e", "#2c323c", "#8a919e"),
    "missing": ("#fdecea", "#c5221f", "#4a1d1b", "#f28b82"),
    "added": ("#d8f3e3", "none", "#153d2a", "none"),
    "removed": ("#fbdcd9", "none", "#4a1f1c", "none"),
    "changed": ("#fdeec4", "none", "#43350d", "none"),
    "text": ("#1b2230", "none", "#e8eaed", "none"),
    "quiet": ("#5b6472", "none", "#a5adba", "none"),
    "alarm": ("#b3150f", "none", "#f6a6a0", "none"),
    "way": ("none", "#7d879a", "none", "#8993a5"),
    "night": ("none", "#7748b5", "none", "#c5a3f0"),
    "loop": ("none", "#c5221f", "none", "#f28b82"),
    "head": ("#7d879a", "none", "#8993a5", "none"),
    "nighthead": ("#7748b5", "none", "#c5a3f0", "none"),
    "loophead": ("#c5221f", "none", "#f28b82", "none"),
}
"""Fill and stroke of each sort of shape, in a light and in a dark theme."""
PAINT_OF = {
    RECEPTIONIST: "ivr",
    GROUP: "group",
    CALL_QUEUE: "group",
    QUEUE: "group",
    USER: "user",
    DESK: "user",
    EXTENSIONS: "user",
    OUTSIDE: "outside",
    TRUNK: "outside",
    INBOUND: "outside",
    OUTBOUND: "outside",
    VOICEMAIL: "voicemail",
    SHARED_VOICEMAIL: "voicemail",
    MISSING: "missing",
    NOWHERE: "missing",
} | dict.fromkeys((ELSEWHERE, ACTION_URL, AGENT, HANGUP, DIAL_OUT, OTHER), "plain")
NIGHTLY = ' stroke-dasharray="6 4"'
LEGEND = {
    "receptionist": "ivr",
    "ring group or queue": "group",
    "user": "user",
    "outside number or trunk": "outside",
    "voicemail": "voicemail",
    "managed elsewhere, end of the call": "plain",
    "missing": "missing",
}
"""What the colours of the pictures mean."""
STYLE = (
    "@media (prefers-color-scheme: dark) { "
    + " ".join(f".cf-{name} {{ fill: {fill}; stroke: {stroke} }}" for name, (*_light, fill, stroke) in PAINTS.items())
    + " } g:target > rect { stroke: #3b74e0; stroke-width: 4px }"
    + " .cf-go { text-decoration: none } .cf-go:hover text { text-decoration: underline }"
)
ESCAPED = {ord(character): f"&#{ord(character)};" for character in "&<>\"'{}"}
"""Braces too: what Ansible finds in a result must never look like a template."""


class Anchors:
    """The places of objects in a document, to which links lead.

    :param prefix: what the ids begin with; numbers follow, as names are not fit for ids.
    """

    def __init__(self, prefix: str = "", keys: Iterable[Key] = ()) -> None:
        self._ids = {key: f"{prefix}-{number}" for number, key in enumerate(keys, 1)}
        self._free = set(self._ids)

    def address(self, key: Key) -> str:
        """What a link to an object has, an empty text where it has no place."""
        return f"#{self._ids[key]}" if key in self._ids else ""

    def take(self, key: Key) -> str:
        """The attribute of the place of an object; the first one that asks is the place."""
        if key not in self._free:
            return ""
        self._free.remove(key)
        return f' id="{self._ids[key]}"'


def escaped(text: str) -> str:
    """A text as it may stand in an element or in an attribute."""
    return text.translate(ESCAPED)


def paint(name: str, more: str = "") -> str:
    """The attributes that give a shape its colours."""
    fill, stroke = PAINTS[name][:2]
    return f'class="cf-{name}" fill="{fill}" stroke="{stroke}"{more}'


@dataclass(frozen=True)
class Picture:
    """What is drawn, and how large it is."""

    name: str
    width: float
    height: float
    content: str

    def element(self, more: str = "", style: str = "") -> str:
        """The picture as an element.

        :param more: further attributes.
        :param style: a style sheet to go with it, where it stands alone.
        """
        w, h = f"{self.width:.0f}", f"{self.height:.0f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{escaped(self.name)}" width="{w}" height="{h}" '
            f'viewBox="0 0 {w} {h}" font-family="{FAMILY}" font-size="{FONT:g}"{more}>{f"<style>{style}</style>" if style else ""}'
            f'<title>{escaped(self.name)}</title><rect width="{w}" height="{h}" {paint("ground")}/>\n{self.content}</svg>\n'
        )


def pictures(sides: Sequence[tuple[str, Graph]], keys: Iterable[Key], anchors: Anchors | None = None) -> list[Picture]:
    """One picture, or both of a comparison, in which the same object has the same place.

    :param sides: what each picture shows, for those who cannot see it, and its graph.
    :param keys: the objects that get a card.
    :param anchors: the places of the document that the picture stands in.
    """
    keys, anchors = list(keys), anchors or Anchors()
    drawings = [_Drawing(graph, [key for key in keys if key in graph.nodes], anchors) for _side, graph in sides]
    cards = [[drawing.cards[key] for drawing in drawings if key in drawing.cards] for key in keys]
    boxes = [Box(max(card.width for card in of), max(card.height for card in of), HEADER / 2) for of in cards]
    position = {key: number for number, key in enumerate(keys)}
    layout = arrange(boxes, [line for drawing in drawings for line in drawing.lines(position)])
    places = dict(zip(keys, layout.places, strict=True))
    routes = iter(layout.routes)
    result = []
    for (name, _graph), drawing in zip(sides, drawings, strict=True):
        text = drawing.text(places, {key: box.width for key, box in zip(keys, boxes, strict=True)}, routes)
        content = f'<g transform="translate({MARGIN:g} {MARGIN:g})">\n{text}</g>'
        result.append(Picture(name, layout.width + 2 * MARGIN, layout.height + 2 * MARGIN, content))
    return result


def stacked(name: str, rows: Sequence[Sequence[Picture]]) -> str:
    """All pictures in one that stands alone: rows below each other, each with its pictures side by side and their names."""
    parts: list[str] = []
    y, w = 0.0, 0.0
    for row in rows:
        x = 0.0
        for drawn in row:
            title = _text(x + MARGIN, y + CAPTION - 6, drawn.name, "text", f' font-size="{FONT + 3:g}" font-weight="600"')
            parts.append(f'{title}<g transform="translate({x:.0f} {y + CAPTION:.0f})">{drawn.content}</g>\n')
            x += drawn.width
        y += CAPTION + max((drawn.height for drawn in row), default=0.0)
        w = max(w, x)
    return Picture(name, w, y, "".join(parts)).element(style=STYLE)


class _Drawing:
    """The elements of a picture."""

    def __init__(self, graph: Graph, keys: list[Key], anchors: Anchors) -> None:
        ways = graph.ways()
        self._graph = graph
        self._anchors = anchors
        self.cards = {key: card_of(graph, key, ways[key]) for key in keys}
        self._edges: list[Edge] = []

    def lines(self, position: Mapping[Key, int]) -> Iterator[Line]:
        """The lines between cards.

        :param position: that of each card among the boxes of the picture.
        """
        for key, card in self.cards.items():
            for number, row in enumerate(card.rows):
                if row.edge and row.edge.target in self.cards and row.edge.target != key:
                    self._edges.append(row.edge)
                    # From a user calls go back to groups and queues, whose members are users.
                    back = key[0] == USER and row.edge.target[0] != USER
                    yield Line(position[key], position[row.edge.target], card.top(number) + ROW / 2, back)

    def text(self, places: Mapping[Key, Point], widths: Mapping[Key, float], routes: Iterator[list[Point]]) -> str:
        """All elements: lines below cards.

        :param routes: of the lines, in their order.
        """
        parts = [self._line(edge, next(routes)) for edge in self._edges]
        parts += [self._card(replace(card, width=widths[key]), places[key]) for key, card in self.cards.items()]
        return "\n".join(parts) + "\n"

    def _line(self, edge: Edge, points: list[Point]) -> str:
        nodes = self._graph.nodes
        name = "loop" if nodes[edge.source].loop and nodes[edge.target].loop else "night" if NIGHT in edge.when else "way"
        dashes = NIGHTLY if NIGHT in edge.when else ""
        wide = "2.4" if name == "loop" or edge.change else "1.5"
        (x, y), onward = points[-1], 1 if points[-1][0] > points[0][0] else -1
        head = f"M{x:.1f} {y:.1f}l{-9 * onward} -4.5v9z"
        told = f"{self._graph.label(edge.source)}: {edge.label}: {self._graph.label(edge.target)}"
        return (
            f'<g><title>{escaped(told)}</title><path d="{_curve(points, onward)}" stroke-width="{wide}"{dashes} {paint(name)}/>'
            f'<path d="{head}" {paint({"way": "head"}.get(name, name + "head"))}/></g>'
        )

    def _card(self, card: Card, place: Point) -> str:
        node, w = card.node, card.width
        frame = paint("bad", ' stroke-width="2.5"') if node.loop or node.dead_end else paint("card", ' stroke-width="1.2"')
        title = _text(PADDING, 21, cut(card.title, FONT + 1, w - 2 * PADDING), "text", f' font-size="{FONT + 1:g}" font-weight="600"')
        parts = [
            f'<g{self._anchors.take(node.key)} transform="translate({place[0]:.1f} {place[1]:.1f})">',
            f'<rect width="{w:.1f}" height="{card.height:.1f}" rx="9" {frame}/>',
            f'<path d="{_top(w)}" {paint(PAINT_OF.get(node.kind, "plain"))} stroke-width="0"/>',
            title,
            self._facts(card),
        ]
        for number, row in enumerate(card.rows):
            if row.edge:
                parts.append(self._row(card, number, row.edge))
            else:
                parts.append(_text(PADDING, card.top(number) + 18, row.condition, "quiet", _small()))
        return "".join([*parts, "</g>"])

    def _facts(self, card: Card) -> str:
        """The second line: what is wrong, how it differs, what it is."""
        parts, x = [], PADDING
        for word, name in marks(card.node):
            parts.append(_text(x, 38, word, name, f'{_small()} font-weight="600"'))
            x += width(word, SMALL) * BOLD + SPACE
        facts = cut(card.facts, SMALL, card.width - PADDING - x)
        return "".join([*parts, _text(x, 38, facts, "quiet", _small())])

    def _row(self, card: Card, number: int, edge: Edge) -> str:
        row, top = card.rows[number], card.top(number)
        given_wide, condition_wide = card.columns[:2]
        parts = []
        if edge.change:
            parts.append(f'<rect x="1" y="{top:g}" width="{card.width - 2:.1f}" height="{ROW:g}" {paint(edge.change)}/>')
            parts.append(_text(3, top + 18, SIGNS[edge.change], "text", ' font-weight="700"'))
        above = card.rows[number - 1] if number else None
        if above is None or (above.given, above.edge and above.edge.slot[:2]) != (row.given, edge.slot[:2]):
            given = cut(row.given, SMALL, given_wide)
            wide = min(given_wide, width(given, SMALL)) + 12
            shape = f'x="{PADDING:g}" y="{top + 4:g}" width="{wide:.1f}" height="{ROW - 8:g}" rx="5"'
            parts.append(f'<rect {shape} {paint("plain")} stroke-width="0"/>')
            parts.append(_text(PADDING + 6, top + 18, given, "text", _small()))
        x = PADDING + given_wide + 12 + SPACE
        if row.condition:
            parts.append(_text(x, top + 18, cut(row.condition, SMALL, condition_wide), "quiet", _small()))
        x += condition_wide + SPACE if condition_wide > 2.0 else 0.0
        room = card.width - PADDING - x
        target = cut(row.target, SMALL, room - 18)
        wide = min(room, width(target, SMALL) + 18)
        left = card.width - PADDING - wide
        node = self._graph.nodes[edge.target]
        chip = self._chip(node, edge, left, top, wide) + _text(left + 9, top + 18, target, "text", _small())
        parts.append(_linked(chip, self._anchors.address(edge.target) if edge.target != edge.source else ""))
        return f"<g><title>{escaped(self._told(row.given, row.condition, row.target, node))}</title>{''.join(parts)}</g>"

    @staticmethod
    def _told(given: str, condition: str, target: str, node: Node) -> str:
        facts = f" ({', '.join(node.facts)})" if node.kind == ACTION_URL and node.facts else ""
        return f"{', '.join(filter(None, (given, condition)))}: {target}{facts}"

    @staticmethod
    def _chip(node: Node, edge: Edge, left: float, top: float, wide: float) -> str:
        name = "plain" if edge.target == edge.source else PAINT_OF.get(node.kind, "plain")
        dashes = ' stroke-dasharray="4 3"' if name == "missing" or edge.off else ""
        return f'<rect x="{left:.1f}" y="{top + 4:g}" width="{wide:.1f}" height="{ROW - 8:g}" rx="10" {paint(name)}{dashes}/>'


def _curve(points: list[Point], onward: int) -> str:
    """A line that leaves and reaches everything horizontally: curves between columns, straight through them."""
    (x, y), *others = points
    path = [f"M{x:.1f} {y:.1f}"]
    for number, (to_x, to_y) in enumerate(others):
        if number % 2:
            path.append(f"H{to_x:.1f}")
        else:
            bend = max(24.0, abs(to_x - x) / 2) * onward
            path.append(f"C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(path)


def _top(w: float) -> str:
    """The head of a card, in the colour of its kind, inside of its border."""
    return f"M1.2 9A8 8 0 0 1 9 1.2H{w - 9:.1f}A8 8 0 0 1 {w - 1.2:.1f} 9V{HEADER - 5:g}H1.2z"


def _small() -> str:
    return f' font-size="{SMALL:g}"'


def _text(x: float, y: float, text: str, name: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {paint(name, more)}>{escaped(text)}</text>'


def _linked(content: str, address: str) -> str:
    return f'<a class="cf-go" href="{escaped(address)}">{content}</a>' if address else content
