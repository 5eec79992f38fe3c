# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How a graph falls into pictures: one for each cluster of receptionists, and several where a cluster is large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .graph import INBOUND, OUTBOUND, USER, Edge, Graph, Key

Size = Callable[[Key, Sequence[Edge]], int]
"""How large a card is in a picture, with some of the edges that leave it."""


MOST_LINES = 220
"""Lines of the cards of one drawing; a larger one cannot be looked at."""
LINES_OF_A_CARD = 3
"""What the head of a card counts, in lines."""
EVERYWHERE = (INBOUND, OUTBOUND, USER)
"""Kinds that lead to everything, or that everything leads to: where there is too much for one picture, they hold nothing together."""


def clusters(graphs: Sequence[Graph]) -> list[list[Key]]:
    """The cards of graphs in groups that lead to each other; cards that lead to no other card are one last group.

    :param graphs: one, or two of one tenant, of which both fall into the same groups.
    """
    cards = list(dict.fromkeys(key for graph in graphs for key in graph.cards()))
    lines = {key: 0 for key in cards}
    for graph in graphs:
        for key, edges in graph.ways().items():
            if key in lines:
                lines[key] = max(lines[key], len(edges) + LINES_OF_A_CARD)
    groups = _together(graphs, cards, ())
    if any(sum(lines[key] for key in group) > MOST_LINES for group in groups):
        outside = [key for key in cards if key[0] in (INBOUND, OUTBOUND)]
        groups = [*([outside] if outside else []), *_together(graphs, [key for key in cards if key not in set(outside)], EVERYWHERE)]
    return groups


def _together(graphs: Sequence[Graph], cards: Sequence[Key], without: Sequence[str]) -> list[list[Key]]:
    """The groups of cards that lead to each other.

    :param without: kinds whose edges, from them or to them, hold nothing together.
    """
    leader = {key: key for key in cards}

    def find(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for graph in graphs:
        for edge in graph.edges:
            if edge.target in leader and edge.source in leader and not {edge.source[0], edge.target[0]}.intersection(without):
                leader[find(edge.target)] = find(edge.source)
    groups: dict[Key, list[Key]] = {}
    for key in cards:
        groups.setdefault(find(key), []).append(key)
    together = [group for group in groups.values() if len(group) > 1]
    alone = [group[0] for group in groups.values() if len(group) == 1]
    return [*together, *([alone] if alone else [])]


def pieces(graphs: Sequence[Graph], most: int, worth: Callable[[list[Key]], list[Key]]) -> Iterator[tuple[list[Key], list[Graph]]]:
    """The pictures of one graph, or of two that are compared: the cards of each, and the parts of the graphs.

    :param most: lines of the cards of a picture.
    :param worth: the cards of a cluster that are drawn.
    """
    whole = Graph("")
    ways = [graph.ways() for graph in graphs]
    for graph in graphs:
        whole.nodes |= graph.nodes
    whole.edges = list(dict.fromkeys(edge for graph in graphs for edge in graph.edges))
    for group in clusters(graphs):
        for keys, part in parts(whole, worth(group), most, lambda _card, edges: len(edges) + LINES_OF_A_CARD):
            edges, keys = set(part.edges), list(dict.fromkeys(keys))
            of = [[edge for key in keys for edge in its.get(key, ()) if edge in edges] for its in ways]
            yield keys, [graph.part(chosen, keys) for graph, chosen in zip(graphs, of, strict=True)]


def parts(graph: Graph, cards: Iterable[Key], most: int, size: Size) -> Iterator[tuple[list[Key], Graph]]:
    """The picture of some cards, in as many parts as it takes for each to be small enough.

    Cards stay in one part where they can. One that is too large for a part alone is continued in the next, and then is a node
    of both. With each part come its cards.

    :param most: the largest size of a part.
    """
    ways = graph.ways()
    nodes: list[Key] = []
    edges: list[Edge] = []
    used = 0
    for card in cards:
        if card not in graph.nodes:
            continue
        for chunk in _chunks(card, ways[card], most, size):
            its = size(card, chunk)
            if used and used + its > most:
                yield nodes, graph.part(edges, nodes)
                nodes, edges, used = [], [], 0
            nodes.append(card)
            edges += chunk
            used += its
    if nodes:
        yield nodes, graph.part(edges, nodes)


def _chunks(card: Key, edges: list[Edge], most: int, size: Size) -> Iterator[list[Edge]]:
    if size(card, edges) <= most:
        yield edges
        return
    empty = size(card, [])
    chunk: list[Edge] = []
    used = empty
    for edge in edges:
        its = size(card, [edge]) - empty
        if chunk and used + its > most:
            yield chunk
            chunk, used = [], empty
        chunk.append(edge)
        used += its
    yield chunk
