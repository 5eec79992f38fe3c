"""The part of Mermaid's flowcharts that the pages use: nodes with labels, arrows, groups and classes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

HEAD = re.compile(r"flowchart (TD|LR)")
NODE = re.compile(r'(\w+)(\[\["|\[\("|\(\["|\["|\(")(.*?)("\]\]|"\)\]|"\]\)|"\]|"\))')
SUBGRAPH = re.compile(r'subgraph (\w+)\["(.*?)"\]')
ARROW = re.compile(r'\s*-->(?:\|"(.*?)"\|)?\s*')
CLASS = re.compile(r"class ([\w,]+) (\w+)")
IGNORED = re.compile(r"classDef \w+ .*|%%.*|")


class NotDrawn(ValueError):
    """A picture uses more of Mermaid than is drawn here."""


@dataclass
class Node:
    """A box.

    :ivar lines: of its label.
    :ivar opening: what its label begins with in Mermaid, which says its shape.
    """

    lines: list[str]
    opening: str = '["'
    style: str = ""


@dataclass
class Flowchart:
    """A picture.

    :ivar edges: source, target, and the lines of the label.
    :ivar groups: title and nodes of each.
    """

    down: bool
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str, list[str]]] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)


def parsed(text: str) -> Flowchart:
    """What a picture says.

    :raises NotDrawn: a line is none of those that are known.
    """
    head, *lines = [line.strip() for line in text.strip().splitlines()]
    direction = HEAD.fullmatch(head)
    if not direction:
        raise NotDrawn(f"not a flowchart that is drawn from the top down or from left to right: {head}")
    chart = Flowchart(direction[1] == "TD")
    inside: list[str] | None = None
    for line in lines:
        if found := SUBGRAPH.fullmatch(line):
            inside = []
            chart.groups.append((_lines(found[2])[0], inside))
        elif line == "end" and inside is not None:
            inside = None
        elif found := NODE.fullmatch(line):
            chart.nodes[found[1]] = Node(_lines(found[3]), found[2])
            if inside is not None:
                inside.append(found[1])
        elif found := CLASS.fullmatch(line):
            for name in found[1].split(","):
                chart.nodes[name].style = found[2]
        elif "-->" in line:
            _edges(chart, line)
        elif not IGNORED.fullmatch(line):
            raise NotDrawn(f"a line that is not known: {line}")
    return chart


def _edges(chart: Flowchart, line: str) -> None:
    names = ARROW.split(line)
    for source, label, target in zip(names[::2], names[1::2], names[2::2], strict=False):
        if source not in chart.nodes or target not in chart.nodes:
            raise NotDrawn(f"an arrow between nodes that are not declared before: {line}")
        chart.edges.append((source, target, _lines(label) if label else []))


def _lines(label: str) -> list[str]:
    """The lines of a label. ``#44;`` stands for a character in Mermaid."""
    return [html.unescape(re.sub(r"#(\d+|\w+);", r"&#\1;", line)) for line in label.split("<br/>")]
