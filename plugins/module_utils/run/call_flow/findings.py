# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What somebody should look at in a graph of calls: loops without a way out, dead ends, and numbers that nobody has."""

from __future__ import annotations

from collections.abc import Iterable

from .graph import CARDS, CLOSED, DAY, HOLIDAY, MISSING, NIGHT, NOWHERE, OPEN, QUEUE, Edge, Finding, Graph, Key
from .loops import Ways, loops_among, way_back, without_end

MOST_NAMED = 12
"""Stations of a loop that a sentence names."""


def examine(graph: Graph) -> None:
    """Note the findings of a graph in it, and mark the nodes that they are about."""
    graph.findings += [*_loops(graph), *_dead_ends(graph), *_missing(graph), *_rounds(graph)]


def _loops(graph: Graph) -> Iterable[Finding]:
    """Loops that callers cannot leave, in any of the situations."""
    situations: dict[tuple[Key, ...], list[str]] = {}
    around: dict[tuple[Key, ...], str] = {}
    for situation in (OPEN, CLOSED, HOLIDAY, NIGHT):
        ways = _ways_in(graph, situation)
        for members in loops_among(ways, without_end(ways)):
            situations.setdefault(members, []).append(situation)
            around.setdefault(members, _around(graph, ways, members))
    for members, found in situations.items():
        graph.mark(members, loop=True)
        # On holidays most menus do what they do otherwise, which is not worth a word.
        known = [situation for situation in found if situation != HOLIDAY or found == [HOLIDAY]]
        when = "" if set(DAY) <= set(found) else f" {' and '.join(known)}"
        yield Finding("loop", f"{around[members]}: no way out{when}", members)


def _ways_in(graph: Graph, situation: str) -> dict[Key, list[Key]]:
    """Where calls can go in a situation, from each node. In night mode nothing but its rule applies to what has one."""
    ways: dict[Key, list[Key]] = {key: [] for key in graph.nodes}
    nightly = {edge.source for edge in graph.edges if NIGHT in edge.when} if situation == NIGHT else ()
    for edge in graph.edges:
        taken = NIGHT in edge.when if edge.source in nightly else situation in edge.when or (situation == NIGHT and edge.when)
        if taken and not edge.off:
            ways[edge.source].append(edge.target)
    return ways


def _around(graph: Graph, ways: Ways[Key], members: tuple[Key, ...]) -> str:
    """The shortest circle from the first node of a loop, and how many more nodes the loop has."""
    circle = way_back(ways, members[0], set(members))
    named = [graph.label(key) for key in circle[:MOST_NAMED]]
    more = len(circle) - len(named)
    text = " \u2192 ".join([*named, *([f"{more} more"] if more else []), named[0]])
    others = len(members) - len(circle)
    return f"{text} (a loop of {len(members)})" if others else text


def _dead_ends(graph: Graph) -> Iterable[Finding]:
    """What is there to lead somewhere, and does not."""
    leading = {edge.source for edge in graph.edges if edge.when}
    for key, node in list(graph.nodes.items()):
        if node.defined and key[0] in CARDS and key not in leading and key[0] != QUEUE:
            graph.mark([key], dead_end=True)
            yield Finding("dead end", f"{graph.label(key)}: the {node.called} has neither a destination nor a member", (key,))
    for edge in graph.edges:
        if edge.target[0] == NOWHERE:
            graph.mark([edge.source, edge.target], dead_end=True)
            yield Finding("dead end", f"{graph.label(edge.source)}, {edge.label}: no destination", (edge.source,))


def _missing(graph: Graph) -> Iterable[Finding]:
    users: dict[Key, list[Edge]] = {}
    for edge in graph.edges:
        if edge.target[0] == MISSING:
            users.setdefault(edge.target, []).append(edge)
    for key, edges in users.items():
        sources = list(dict.fromkeys(edge.source for edge in edges))
        by = ", ".join(graph.label(source) for source in sources[:MOST_NAMED])
        more = f" and {len(sources) - MOST_NAMED} more" if len(sources) > MOST_NAMED else ""
        yield Finding("missing", f"{graph.label(key)}: no object of the definition has this number; used by {by}{more}", (key, *sources))


def _rounds(graph: Graph) -> Iterable[Finding]:
    """Circles of what happens to callers who enter nothing, although a key leads out."""
    ways: dict[Key, list[Key]] = {key: [] for key in graph.nodes}
    for edge in graph.edges:
        if edge.idle and edge.target != edge.source:
            ways[edge.source].append(edge.target)
    for members in loops_among(ways, without_end(ways)):
        if not all(graph.nodes[key].loop for key in members):
            yield Finding("note", f"{_around(graph, ways, members)}: callers who enter nothing are forwarded in a circle", members)
