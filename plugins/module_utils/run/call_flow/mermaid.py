# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A graph of calls as Mermaid flowcharts, in the part of the language that every release since 9 reads alike.

Names stand in quotes, with whatever is no letter or digit as a numbered entity (``#60;``), so that nothing in them can be
read as Mermaid, as Markdown, as HTML or as a template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil

from .clusters import clusters, parts
from .difference import TOLD
from .graph import (
    ACTION_URL,
    CALL_QUEUE,
    ELSEWHERE,
    GROUP,
    INBOUND,
    MISSING,
    NIGHT,
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

MOST_EDGES = 400
"""Edges of a picture; renderers refuse more than 500 (Mermaid's ``maxEdges``)."""
MOST_CHARACTERS = 40_000
"""Characters of a picture, about; renderers refuse more than 50,000 (Mermaid's ``maxTextSize``)."""
LINES_OF_A_LABEL = 8
"""Ways from one node to another that are named at the one arrow for them."""
PLAIN = re.compile(r"(?<=[^\W_])[.-](?=[^\W_])|(?<=[0-9]):(?=[0-9])|[ ,'/]|\+(?=[0-9])")
"""Punctuation that means nothing where it stands."""
SIMPLE = re.compile("[A-Za-z0-9 ,]*")

SHAPES = {
    RECEPTIONIST: ('["', '"]'),
    GROUP: ('[["', '"]]'),
    CALL_QUEUE: ('[["', '"]]'),
    QUEUE: ('[["', '"]]'),
    OUTSIDE: ('(["', '"])'),
    TRUNK: ('(["', '"])'),
    INBOUND: ('(["', '"])'),
    OUTBOUND: ('(["', '"])'),
    VOICEMAIL: ('[("', '")]'),
    SHARED_VOICEMAIL: ('[("', '")]'),
    ACTION_URL: ('[/"', '"/]'),
}
OTHER_SHAPE = ('("', '")')
STYLES = {
    RECEPTIONIST: "fill:#e8f0fe,stroke:#2f5fc4,color:#12233f",
    GROUP: "fill:#e5f6ee,stroke:#1c8558,color:#0d3323",
    CALL_QUEUE: "fill:#e5f6ee,stroke:#1c8558,color:#0d3323",
    QUEUE: "fill:#e5f6ee,stroke:#1c8558,color:#0d3323",
    USER: "fill:#e0f4f7,stroke:#0e7490,color:#0b2f38",
    OUTSIDE: "fill:#fff6e0,stroke:#a66f00,color:#3d2a00",
    TRUNK: "fill:#fff6e0,stroke:#a66f00,color:#3d2a00",
    INBOUND: "fill:#fff6e0,stroke:#a66f00,color:#3d2a00",
    OUTBOUND: "fill:#fff6e0,stroke:#a66f00,color:#3d2a00",
    VOICEMAIL: "fill:#f3ecfc,stroke:#7748b5,color:#2c1650",
    SHARED_VOICEMAIL: "fill:#f3ecfc,stroke:#7748b5,color:#2c1650",
    ACTION_URL: "fill:#f4f5f7,stroke:#8a919e,color:#2a2f38",
    ELSEWHERE: "fill:#f4f5f7,stroke:#8a919e,color:#2a2f38",
    "other": "fill:#f4f5f7,stroke:#8a919e,color:#2a2f38",
    "missing": "fill:#fdecea,stroke:#c5221f,color:#5c0f0d,stroke-dasharray:5 3",
    "loop": "fill:#fdecea,stroke:#c5221f,color:#5c0f0d,stroke-width:3px",
    "deadend": "fill:#fdecea,stroke:#c5221f,color:#5c0f0d,stroke-width:2px",
    "off": "fill:#ffffff,stroke:#b5bac4,color:#6b7280,stroke-dasharray:3 3",
    "added": "stroke:#1c8558,stroke-width:4px",
    "removed": "stroke:#c5221f,stroke-width:4px,stroke-dasharray:6 4",
    "changed": "stroke:#a66f00,stroke-width:4px",
}
"""Classes of nodes; all of them name the colour of the text, which a dark theme would make light."""
SIDES = ("wanted", "actual")
LOOP = "loop without a way out"
EXTRA = 24
"""Characters of a node or an arrow beside its label, at most: ids, arrows, brackets, and its place in a class."""


def pictures(graph: Graph, actual: Graph | None = None) -> list[tuple[str, str]]:
    """The pictures of a graph, each as its title and its text.

    :param actual: the other side of a comparison, which stands beside the first side where both fit into one picture.
    """
    sides = [graph] if actual is None else [graph, actual]
    found: list[list[tuple[str, Graph]]] = []
    for cards in clusters(sides):
        cut = [[(side, part) for part in _parts(whole, cards)] for side, whole in zip(SIDES, sides, strict=False)]
        together = len(sides) == 2 and len(cut[0]) == len(cut[1]) == 1 and sum(_weights(cut[0][0][1], cut[1][0][1])) <= MOST_EDGES
        found += [[cut[0][0], cut[1][0]]] if together else [[item] for side in cut for item in side]
    title = f"{graph.title} {graph.subtitle}".strip()
    result = []
    for number, picture in enumerate(found, 1):
        names = "" if actual is None else f", {' and '.join(side for side, _graph in picture)}"
        count = f", picture {number} of {len(found)}" if len(found) > 1 else ""
        result.append((title + names + count, _text(picture)))
    return result


def _parts(graph: Graph, cards: Sequence[Key]) -> list[Graph]:
    return [part for _cards, part in parts(graph, cards, MOST_EDGES, lambda card, edges: _weight(graph, card, edges))]


def _weights(*graphs: Graph) -> Iterator[int]:
    for graph in graphs:
        ways = graph.ways()
        yield sum(_weight(graph, key, ways[key]) for key in graph.cards())


def _weight(graph: Graph, card: Key, edges: Sequence[Edge]) -> int:
    """How much of a picture's size a card and some of its edges take: whichever of both limits they are nearer to."""
    nodes = [card, *(edge.target for edge in edges)]
    characters = sum(len(_node(graph.nodes[key], graph.label(key))) + EXTRA for key in nodes)
    characters += sum(len(quoted(edge.label)) + EXTRA for edge in edges)
    return max(len(edges), ceil(characters / MOST_CHARACTERS * MOST_EDGES))


def quoted(text: str) -> str:
    """A text as it may stand between Mermaid's quotes."""
    if SIMPLE.fullmatch(text):
        return text
    # In "www.example.net" Markdown sees a link, and Mermaid shows an error in its place.
    text = text.replace("www.", "www\0")
    kept = {match.start() for match in PLAIN.finditer(text)}
    return "".join(
        character if position in kept or unicodedata.category(character)[0] in "LMN" else f"#{ord(character) or ord('.')};"
        for position, character in enumerate(text)
    )


def heading(text: str) -> str:
    """A text as it may stand in a heading of Markdown."""
    return "".join(letter if letter == " " or unicodedata.category(letter)[0] in "LMN" else f"&#{ord(letter)};" for letter in text)


def _text(sides: Sequence[tuple[str, Graph]]) -> str:
    lines = ["flowchart LR"]
    members: dict[str, list[str]] = {}
    for number, (side, graph) in enumerate(sides):
        ids = {key: f"{'nm'[number]}{position}" for position, key in enumerate(graph.nodes, 1)}
        off = {edge.target for edge in graph.edges if edge.off} - {edge.target for edge in graph.edges if not edge.off}
        drawn = [f"  {ids[key]}{_node(node, graph.label(key))}" for key, node in graph.nodes.items()]
        drawn += [f"  {line}" for line in _edges(graph, ids)]
        lines += [f'  subgraph s{number}["{side}"]', *drawn, "  end"] if len(sides) > 1 else drawn
        for key, node in graph.nodes.items():
            for name in _classes(node, key in off):
                members.setdefault(name, []).append(ids[key])
    for name in sorted(members):
        lines += [f"  classDef {name} {STYLES[name]}", f"  class {','.join(members[name])} {name}"]
    return "\n".join(lines) + "\n"


def _node(node: Node, label: str) -> str:
    lines = [label, *node.facts[:1]]
    lines += [word for word, told in (("missing", node.kind == MISSING), (LOOP, node.loop), ("dead end", node.dead_end)) if told]
    lines += [TOLD[node.change]] if node.change in ("added", "removed") else []
    begin, end = SHAPES.get(node.kind, OTHER_SHAPE)
    return begin + "<br/>".join(quoted(line) for line in lines if line) + end


def _classes(node: Node, off: bool) -> list[str]:
    mark = "loop" if node.loop else "deadend" if node.dead_end else "off" if off else node.kind if node.kind in STYLES else "other"
    return [mark, node.change] if node.change else [mark]


def _edges(graph: Graph, ids: dict[Key, str]) -> Iterator[str]:
    """One arrow for all ways of one sort between two nodes."""

    def sort(edge: Edge) -> tuple[Key, Key, bool, str]:
        return edge.source, edge.target, _dotted(edge), edge.change

    first: dict[tuple[Key, Key, bool, str], int] = {}
    for position, edge in enumerate(graph.edges):
        first.setdefault(sort(edge), position)
    ordered = sorted(graph.edges, key=lambda edge: first[sort(edge)])
    for (source, target, dotted, change), group in groupby(ordered, key=sort):
        label = _label(list(group), change)
        yield f'{ids[source]} {"-.->" if dotted else "-->"}|"{label}"| {ids[target]}'


def _dotted(edge: Edge) -> bool:
    """What is no way of a call now: night mode, action URLs, and what is switched off."""
    return edge.off or not edge.when or (NIGHT in edge.when and edge.condition != "on now")


def _label(edges: list[Edge], change: str) -> str:
    words = list(dict.fromkeys(edge.label for edge in edges))
    conditions: dict[str, list[str]] = {}
    for edge in edges:
        conditions.setdefault(edge.condition, []).append(edge.given)
    if len(words) > len(conditions):
        words = [", ".join(filter(None, (" ".join(given), condition))) for condition, given in conditions.items()]
    more = len(words) - LINES_OF_A_LABEL
    lines = [*words[:LINES_OF_A_LABEL], *([f"{more} more"] if more > 0 else []), *([change] if change else [])]
    return "<br/>".join(map(quoted, _short(lines)))


def _short(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if len(line) <= 120 else line[:119] + "\u2026"
