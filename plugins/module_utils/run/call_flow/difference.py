# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Two definitions of one tenant, side by side: what a definition leaves out stays as it is, and what differs is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .definition import KIND_OF, NUMBERED, Entry, entries
from .graph import ELSEWHERE, MISSING, OUTSIDE, QUEUE, VOICEMAIL, Change, Edge, Graph, Key, Node

NAMED = ("action_urls", "incoming_rules", "inbound_rules", "outbound_rules")
KEYS = {"ivrs": "extension_number", "custom_forward_rules": "user_input"} | dict.fromkeys(NAMED, "name")
"""Lists whose entries are told apart by a field, so that an entry takes over what it leaves out."""
ALWAYS = dict.fromkeys(NUMBERED, "extension_number") | KEYS

SIGNS = {"added": "+", "removed": "\u2212", "changed": "~"}
TOLD = {"added": "to be created", "removed": "not in the definition", "changed": "changed"}
"""What is said of each difference, and its sign for those who cannot tell colours apart."""


def completed(wanted: Entry, actual: Entry) -> dict[str, Any]:
    """A definition with what it leaves out as it is.

    An option that is left out keeps its value, and a list that is left out its entries. Entries of the other side that a list
    does not name are not taken over, as they are not in the definition.
    """
    result = dict(actual) | dict(wanted)
    for name, value in wanted.items():
        there = actual.get(name)
        if name in ALWAYS and there is not None:
            result[name] = _entries_completed(value, there, ALWAYS[name])
        elif isinstance(value, Mapping) and isinstance(there, Mapping):
            result[name] = completed(value, there)
    return result


def _entries_completed(wanted: Any, actual: Any, key: str) -> Any:
    if not isinstance(wanted, (Sequence, Mapping)) or isinstance(wanted, str):
        return wanted
    known = {str(entry.get(key)): entry for entry in entries(actual)}
    named = [(entry, known.get(str(entry.get(key))) if key in entry else None) for entry in entries(wanted)]
    return [entry if there is None else completed(entry, there) for entry, there in named]


def compare(wanted: Graph, actual: Graph) -> int:
    """Mark what differs in two graphs, and return how many differences there are.

    What is only wanted is ``added``, what is only there is ``removed``, and what says something else is ``changed`` on both
    sides.
    """
    found = 0
    before, after = _by_place(actual), _by_place(wanted)
    for graph, others, alone in ((wanted, before, "added"), (actual, after, "removed")):
        for position, edge in enumerate(graph.edges):
            change = _edge_change(edge, others, alone)  # type: ignore[arg-type]
            # What is changed stands on both sides, and counts once.
            found += bool(change) and (graph is wanted or change != "changed")
            graph.edges[position] = replace(edge, change=change)
    touched = {edge.source for graph in (wanted, actual) for edge in graph.edges if edge.change}
    for graph, other, alone in ((wanted, actual, "added"), (actual, wanted, "removed")):
        for key, node in list(graph.nodes.items()):
            change = _node_change(node, other.nodes.get(key), alone, key in touched)  # type: ignore[arg-type]
            found += (node.defined and change == alone) or (change == "changed" and graph is wanted and key not in touched)
            graph.nodes[key] = replace(node, change=change)
    return found


def _node_change(node: Node, other: Node | None, alone: Change, touched: bool) -> Change:
    if other is None or (node.defined and not other.defined):
        return alone
    if other.defined and not node.defined:
        # The other side alone has it, and this one leads to it.
        return "removed" if alone == "added" else "added"
    return "changed" if touched or (node.name, node.facts) != (other.name, other.facts) else ""


def _target(edge: Edge) -> Key:
    """What an edge leads to, whether there is somebody at the number or not."""
    kind, number = edge.target
    if kind == VOICEMAIL:
        return "", f"{kind} {number}"
    return ("", number) if kind in (MISSING, ELSEWHERE, OUTSIDE, QUEUE, *KIND_OF.values()) else edge.target


def worth_showing(graphs: Sequence[Graph], group: list[Key]) -> list[Key]:
    """The objects of a cluster that a picture shows: of a comparison those that differ, and what leads to them or from them."""
    different = {key for graph in graphs for key in group if key in graph.nodes and graph.nodes[key].change}
    if not different:
        return group
    near = set(different)
    for graph in graphs:
        for edge in graph.edges:
            if edge.source in different or edge.target in different:
                near |= {edge.source, edge.target}
    return [key for key in group if key in near]


def different(graphs: Sequence[Graph], group: list[Key]) -> list[Key]:
    """The same, without clusters in which nothing differs."""
    return worth_showing(graphs, group) if any(graph.nodes[key].change for graph in graphs for key in group if key in graph.nodes) else []


def differences(graphs: Sequence[Graph]) -> list[str]:
    """What differs in the ways of calls, one line each."""
    found: dict[str, None] = {}
    for graph in graphs:
        for edge in graph.edges:
            if edge.change:
                way = f"{graph.label(edge.source)}: {edge.label}: {graph.label(edge.target, edge.source)}"
                side = ", wanted" if graph is graphs[0] else ", actual"
                found[f"{SIGNS[edge.change]} {way} ({TOLD[edge.change]}{side if edge.change == 'changed' else ''})"] = None
    return list(found)


def _by_place(graph: Graph) -> dict[tuple[Key, tuple[str, ...]], Edge]:
    return {edge.place: edge for edge in graph.edges}


def _edge_change(edge: Edge, others: Mapping[tuple[Key, tuple[str, ...]], Edge], alone: Change) -> Change:
    other = others.get(edge.place)
    if other is None:
        return alone
    same = (_target(edge), edge.label, edge.off) == (_target(other), other.label, other.off)
    return "" if same else "changed"
