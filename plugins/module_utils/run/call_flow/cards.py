# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a picture draws of each object from which calls go on: a card with a line for each way."""

from __future__ import annotations

from dataclasses import dataclass

from .difference import SIGNS, TOLD
from .graph import EXTENSIONS, MISSING, USER, Edge, Graph, Key, Node
from .wording import width

MOST_MEMBERS = 12
"""Members of a group, and numbers of a trunk that lead to a user, that are listed; a long list says nothing in a picture."""
LISTED = ("member", "agent", "did")
HEADER, ROW, FOOT = 50.0, 28.0, 8.0
PADDING, SPACE = 14.0, 10.0
FONT, SMALL = 13.0, 11.5
WIDEST_GIVEN, WIDEST_CONDITION, WIDEST_TARGET = 190.0, 230.0, 240.0
NARROWEST, WIDEST_HEAD = 300.0, 620.0
BOLD = 1.15
"""How much wider bold letters are."""


@dataclass(frozen=True)
class Row:
    """A line of a card.

    :param edge: the way that it tells of; None for a line that says how many were left out.
    """

    given: str
    condition: str
    target: str
    edge: Edge | None = None


@dataclass(frozen=True)
class Card:
    """An object with its ways, and the sizes of its columns."""

    node: Node
    title: str
    facts: str
    rows: tuple[Row, ...]
    columns: tuple[float, float, float]
    width: float

    @property
    def height(self) -> float:
        """Height of the card."""
        return HEADER + ROW * len(self.rows) + (FOOT if self.rows else 0.0)

    @staticmethod
    def top(row: int) -> float:
        """Where a line begins, from the top of the card."""
        return HEADER + ROW * row


def card_of(graph: Graph, key: Key, edges: list[Edge]) -> Card:
    """The card of an object.

    :param edges: the ways that leave it.
    """
    node = graph.nodes[key]
    rows = tuple(_rows(graph, edges))
    title, facts = graph.label(key), ", ".join((node.called, *node.facts))
    given, condition, target = (
        min(most, max((width(text, SMALL) for text in texts), default=0.0) + 2.0)
        for most, texts in (
            (WIDEST_GIVEN, [row.given for row in rows]),
            (WIDEST_CONDITION, [row.condition for row in rows]),
            (WIDEST_TARGET, [row.target for row in rows]),
        )
    )
    inner = given + 16.0 + (condition + SPACE if condition > 2.0 else 0.0) + target + 30.0
    marked = sum(width(word, SMALL) * BOLD + SPACE for word, _paint in marks(node))
    head = max(width(title, FONT + 1) * BOLD, marked + width(facts, SMALL))
    widest = max(inner, min(WIDEST_HEAD, head + 12.0), NARROWEST - 2 * PADDING)
    return Card(node, title, facts, rows, (given, condition, target), widest + 2 * PADDING)


def marks(node: Node) -> list[tuple[str, str]]:
    """What stands before the facts of an object, each with its colour: what is wrong with it, and how it differs."""
    words = [(word, "alarm") for word, told in (("loop without a way out", node.loop), ("dead end", node.dead_end)) if told]
    return [*words, *([(f"{SIGNS[node.change]} {TOLD[node.change]}", "text")] if node.change else [])]


def _rows(graph: Graph, edges: list[Edge]) -> list[Row]:
    rows = []
    members = 0
    for edge in edges:
        if edge.slot[0] in LISTED and (edge.slot[0] != "did" or edge.target[0] in (USER, EXTENSIONS)):
            members += 1
            if members > MOST_MEMBERS and edge.target[0] != MISSING:
                continue
        target = graph.label(edge.target, edge.source)
        condition = "off" if edge.off and not edge.condition else f"{edge.condition}, off" if edge.off else edge.condition
        rows.append(Row(edge.given, condition, f"{target} missing" if edge.target[0] == MISSING else target, edge))
    hidden = len(edges) - len(rows)
    if hidden:
        rows.append(Row("", f"and {hidden} more", ""))
    return rows
