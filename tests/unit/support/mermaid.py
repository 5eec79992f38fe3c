# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reads the part of Mermaid's flowcharts that pictures of calls use, and refuses everything else.

The rules are those of Mermaid 11 (flow.jison, and its defaults for ``maxEdges`` and ``maxTextSize``). Within quotes only letters,
digits and harmless punctuation may stand as they are, so that a name can be neither Mermaid nor Markdown nor HTML.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

MAX_EDGES, MAX_TEXT = 500, 50_000
SHAPES = {'["': '"]', '[["': '"]]', '(["': '"])', '[("': '")]', '[/"': '"/]', '("': '")'}
NODE = re.compile(r'\s*([a-z][0-9]+)(\[\["|\(\["|\[\("|\[/"|\["|\(")([^"]*)("\]\]|"\]\)|"\)\]|"/\]|"\]|"\))')
EDGE = re.compile(r'\s*([a-z][0-9]+) (-->|-\.->)\|"([^"]+)"\| ([a-z][0-9]+)')
STYLE = re.compile(r"\s*classDef ([a-z_]+) ((?:[a-z-]+:[#a-z0-9 ]+)(?:,[a-z-]+:[#a-z0-9 ]+)*)")
CLASS = re.compile(r"\s*class ([a-z0-9,]+) ([a-z_]+)")
SUBGRAPH = re.compile(r'\s*subgraph ([a-z][0-9]+)\["([^"]+)"\]')
BLOCK = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
KEYWORDS = ("end", "default", "graph", "flowchart", "subgraph", "class", "style", "click", "direction")


@dataclass
class Flowchart:
    """What a picture says."""

    nodes: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Shape and lines of the label of each node."""
    edges: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Source, target, arrow, label."""
    classes: dict[str, set[str]] = field(default_factory=dict)
    subgraphs: dict[str, list[str]] = field(default_factory=dict)

    def label(self, identifier: str) -> str:
        """The first line of a node's label."""
        return self.nodes[identifier][1][0]

    def find(self, label: str) -> list[str]:
        """The nodes with a label."""
        return [identifier for identifier in self.nodes if self.label(identifier) == label]

    def ways(self) -> set[tuple[str, str]]:
        """Labels of source and target of each edge."""
        return {(self.label(source), self.label(target)) for source, target, *_rest in self.edges}

    def marked(self, name: str) -> set[str]:
        """The labels of the nodes of a class."""
        return {self.label(identifier) for identifier in self.classes.get(name, ())}


def charts(text: str) -> list[Flowchart]:
    """All pictures of a text: itself, or the blocks of code in it."""
    return [parsed(block) for block in BLOCK.findall(text) or [text]]


def parsed(text: str) -> Flowchart:
    """Read a picture.

    :raises AssertionError: it is larger than Mermaid takes, or something in it is not of the subset.
    """
    assert len(text) <= MAX_TEXT
    first, *lines = text.splitlines()
    assert first == "flowchart LR"
    chart, styles, inside = Flowchart(), set(), None
    for line in lines:
        if match := NODE.fullmatch(line):
            identifier, begin, label, end = match.groups()
            assert SHAPES[begin] == end and identifier not in chart.nodes and identifier not in KEYWORDS, line
            chart.nodes[identifier] = (begin, tuple(decoded(part) for part in label.split("<br/>")))
            if inside:
                chart.subgraphs[inside].append(identifier)
        elif match := EDGE.fullmatch(line):
            source, arrow, label, target = match.groups()
            chart.edges.append((source, target, arrow, "\n".join(decoded(part) for part in label.split("<br/>"))))
        elif match := STYLE.fullmatch(line):
            styles.add(match[1])
        elif match := CLASS.fullmatch(line):
            chart.classes.setdefault(match[2], set()).update(match[1].split(","))
        elif match := SUBGRAPH.fullmatch(line):
            assert inside is None
            inside = match[2]
            chart.subgraphs[inside] = []
        else:
            assert line == "  end" and inside, line
            inside = None
    assert inside is None and len(chart.edges) <= MAX_EDGES
    assert {end for edge in chart.edges for end in edge[:2]} <= set(chart.nodes)
    assert styles == set(chart.classes) and all(members <= set(chart.nodes) for members in chart.classes.values())
    return chart


def decoded(text: str) -> str:
    """The text that a line of a label shows.

    :raises AssertionError: something in it could be read as Mermaid, Markdown or HTML.
    """
    assert text, "an empty line"
    bare = re.sub(r"#[0-9]+;", "", text)
    for character in bare:
        assert character in " ,'/.:-+" or unicodedata.category(character)[0] in "LMN", (character, text)
    # Lists, links and icons, which Markdown and Mermaid see without any other character.
    assert not re.search(r"(^|\s)([-+]|[0-9]+\.)\s|www\.|\w://|\bfa[bklrs]?:fa-", bare), text
    return re.sub(r"#([0-9]+);", lambda match: chr(int(match[1])), text)
