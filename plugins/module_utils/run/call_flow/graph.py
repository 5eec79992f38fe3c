# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The graph of a tenant's calls: who is reached, and where calls go from there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Literal

Key = tuple[str, str]
"""What a node is: its kind, and its number, or another text that is unique within the kind."""
Change = Literal["", "added", "removed", "changed"]

OPEN, CLOSED, HOLIDAY, NIGHT = "in office hours", "outside office hours", "on holidays", "in night mode"
DAY = (OPEN, CLOSED, HOLIDAY)
"""The situations that menu entries tell apart while night mode is off."""

RECEPTIONIST, GROUP, CALL_QUEUE, QUEUE = "ivr", "ring_group", "call_queue", "queue"
USER, SHARED_VOICEMAIL = "user", "shared_voicemail"
OUTSIDE, MISSING, ELSEWHERE, VOICEMAIL = "outside", "missing", "elsewhere", "voicemail"
HANGUP, DIAL_OUT, NOWHERE, OTHER = "hangup", "dial_out", "nowhere", "other"
ACTION_URL, AGENT, TRUNK, DESK, EXTENSIONS = "action_url", "agent", "trunk", "desk", "extensions"
INBOUND, OUTBOUND = "inbound", "outbound"

CALLED = {
    RECEPTIONIST: "receptionist",
    GROUP: "ring group",
    CALL_QUEUE: "call queue",
    QUEUE: "queue",
    SHARED_VOICEMAIL: "shared voicemail",
    INBOUND: "trunk, calls in",
    OUTBOUND: "rules for calls out",
    DESK: "phones of a user",
    EXTENSIONS: "range of extensions",
    OUTSIDE: "outside number",
    MISSING: "missing",
    ELSEWHERE: "managed elsewhere",
    VOICEMAIL: "voicemail",
    HANGUP: "end of the call",
    DIAL_OUT: "dial out",
    NOWHERE: "no destination",
    OTHER: "other destination",
    ACTION_URL: "action URL",
    AGENT: "agent",
    TRUNK: "trunk",
}
"""What a reader calls each kind of node; kinds of the tree that are not here are called by their name."""
CARDS = (RECEPTIONIST, GROUP, CALL_QUEUE, QUEUE)
"""Kinds from which calls go on, so that each has what it does listed, even where that is nothing."""


@dataclass(frozen=True)
class Node:
    """What can be reached.

    :param key: kind and number.
    :param name: what people call it; empty where nobody does.
    :param facts: further short texts, such as ``rings 20 s``.
    :param defined: the definition has it, rather than only its number.
    :param loop: it is part of a loop without a way out.
    :param dead_end: it leads nowhere, although its kind is there to lead somewhere.
    :param change: how it differs from the other side of a comparison.
    """

    key: Key
    name: str = ""
    facts: tuple[str, ...] = ()
    defined: bool = False
    loop: bool = False
    dead_end: bool = False
    change: Change = ""

    @property
    def kind(self) -> str:
        """Kind of the node."""
        return self.key[0]

    @property
    def called(self) -> str:
        """What a reader calls its kind."""
        return CALLED.get(self.kind, self.kind.replace("_", " "))


@dataclass(frozen=True)
class Edge:
    """One way that a call can take, or one thing that is asked or shown on the way.

    :param slot: what the way is among those of its source: equal in two graphs where they say the same of it.
    :param given: what the caller does or what happens, such as ``1`` or ``no input``.
    :param condition: when, such as ``office hours``; empty where always.
    :param when: the situations in which a call takes this way; none for what is no way of a call, such as an action URL.
    :param idle: a caller who enters nothing takes it.
    :param off: it is there, but switched off.
    """

    source: Key
    target: Key
    slot: tuple[str, ...]
    given: str
    condition: str = ""
    when: frozenset[str] = frozenset()
    idle: bool = False
    off: bool = False
    change: Change = ""

    @property
    def label(self) -> str:
        """What stands at the arrow."""
        return f"{self.given}, {self.condition}" if self.condition else self.given

    @property
    def place(self) -> tuple[Key, tuple[str, ...]]:
        """Where the way begins, and which of the ways there it is."""
        return self.source, self.slot


@dataclass(frozen=True)
class Finding:
    """Something that somebody should look at.

    :param sort: ``loop``, ``dead end``, ``missing``, or ``note`` for what may be meant so.
    :param text: what it is, in a sentence.
    :param nodes: where.
    """

    sort: Literal["loop", "dead end", "missing", "note"]
    text: str
    nodes: tuple[Key, ...]


@dataclass
class Graph:
    """The calls of one tenant.

    :param title: the tenant's name, or what the picture is of.
    :param subtitle: its domain.
    :param facts: short texts about the whole, such as its office hours.
    :ivar nodes: by key, in the order in which they are drawn.
    :ivar plain: what has no card although it leads on, as there is too much of it.
    """

    title: str
    subtitle: str = ""
    facts: tuple[str, ...] = ()
    nodes: dict[Key, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    plain: frozenset[Key] = frozenset()

    def ways(self) -> dict[Key, list[Edge]]:
        """The edges that leave each node, in their order."""
        found: dict[Key, list[Edge]] = {key: [] for key in self.nodes}
        for edge in self.edges:
            found[edge.source].append(edge)
        return found

    def cards(self) -> list[Key]:
        """The nodes that have what they do listed: those of ``CARDS``, and whatever leads on, but for ``plain``."""
        leading = {edge.source for edge in self.edges} - self.plain
        return [key for key, node in self.nodes.items() if (node.defined and key[0] in CARDS) or key in leading]

    def part(self, edges: Collection[Edge], nodes: Collection[Key]) -> Graph:
        """A graph of some edges, with the nodes at both their ends, and of further nodes; without findings."""
        wanted = {*nodes, *(edge.source for edge in edges), *(edge.target for edge in edges)}
        kept = {key: node for key, node in self.nodes.items() if key in wanted}
        return Graph(self.title, self.subtitle, self.facts, kept, list(edges))

    def mark(self, keys: Collection[Key], **marks: bool) -> None:
        """Set marks of nodes."""
        for key in keys:
            self.nodes[key] = replace(self.nodes[key], **marks)  # type: ignore[arg-type]

    def label(self, key: Key, source: Key | None = None) -> str:
        """What a node is called in one line.

        :param source: where the call comes from; a call that goes back to it repeats it.
        """
        kind, number = key
        if key == source:
            return "repeat"
        if kind in (HANGUP, DIAL_OUT, NOWHERE):
            return {HANGUP: "hang up", DIAL_OUT: "dial out (DISA)", NOWHERE: "no destination"}[kind]
        name = self.nodes[key].name
        if kind in (ACTION_URL, TRUNK, OTHER, INBOUND, OUTBOUND, DESK):
            return name or "(no name)"
        text = f"{number} {name}".strip() or "(no number)"
        return {VOICEMAIL: f"voicemail {text}", SHARED_VOICEMAIL: f"voicemail {text}", QUEUE: f"queue {text}"}.get(kind, text)
