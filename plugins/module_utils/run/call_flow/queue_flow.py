# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The ways out of a queue of the extension API, as a picture shows them (extension API, queue and incom_rule)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .definition import Entry, entries, number
from .graph import AGENT, DAY, HANGUP, OTHER, QUEUE, VOICEMAIL, Edge, Graph, Key, Node
from .wording import shown

LEAVING = (
    ("timeout_transfer_dst", "waited", "max_wait_time"),
    ("no_agent_timeout_transfer_dst", "no agent", "max_wait_time_with_no_agent"),
    ("exit_transfer_dst", "key", "exit_key"),
    ("agent_hangup_transfer_dst", "agent hangs up", ""),
)
"""Fields with a number that callers are sent to, why, and the field that says after how many seconds or by which key."""
ENDS = {"busy": "busy tone", "hangup": "hang up", "playfile": "announcement"}


def with_agents(queues: Iterable[Entry], tenant: Entry) -> list[Entry]:
    """Queues with the agents that a tenant's definition puts into them; one that only has such agents comes last."""
    found = {number(entry.get("extension_id")): dict(entry) for entry in queues}
    for agent in entries(tenant.get("queue_agents")):
        for seat in entries(agent.get("queues")):
            queue = found.setdefault(number(seat.get("queue")), {"extension_id": seat.get("queue")})
            queue["agents"] = [*entries(queue.get("agents")), {**agent, **seat}]
    return list(found.values())


def add_queue(graph: Graph, entry: Entry, to_number: Callable[[str], Key]) -> None:
    """Add a queue with its agents, its rules and where it sends callers.

    :param to_number: finds or adds the node of a number.
    """
    queue = (QUEUE, number(entry.get("extension_id")))
    strategy = shown(entry.get("strategy")).replace("-", " ")
    graph.nodes[queue] = Node(queue, "", (strategy,) if strategy else (), defined=True)

    def way(target: Key, slot: tuple[str, ...], given: str, condition: str = "", **marks: Any) -> None:
        graph.edges.append(Edge(queue, target, slot, given, condition, frozenset(DAY), **marks))

    def end(key: Key, name: str = "") -> Key:
        graph.nodes.setdefault(key, Node(key, name))
        return key

    for rule in entries(entry.get("incoming_rules")):
        name, sort = shown(rule.get("name")), shown(rule.get("type"))
        slot, off = ("rule", name), rule.get("enabled") is False
        interval = shown(rule.get("interval"))
        for place, (target, condition) in enumerate(_rule_targets(rule, sort)):
            key = to_number(target) if target else end((HANGUP if sort == "hangup" else OTHER, f"{queue[1]} {sort}"), ENDS.get(sort, sort))
            if sort == "voicemail":
                key = end((VOICEMAIL, queue[1]))
            way(key, (*slot, str(place)), f"rule {name}", condition or interval, off=off)
    for agent in sorted(entries(entry.get("agents")), key=_seat):
        extension, name = number(agent.get("extension_id")), shown(agent.get("name"))
        seat = ".".join(filter(None, (number(agent.get("level")), number(agent.get("position")))))
        way(end((AGENT, f"{extension} {name}".strip())), ("agent", extension, name), "agent", seat)
    for field, why, detail in LEAVING:
        its = number(entry.get(field))
        if its:
            after = number(entry.get(detail)) if detail else ""
            text = after if detail == "exit_key" else f"{after} s" if after else ""
            way(to_number(its), ("leaving", field), why, text, idle=field == "timeout_transfer_dst")


def _rule_targets(rule: Entry, sort: str) -> list[tuple[str, str]]:
    """The numbers that a rule leads to, each with its condition; one without a number for any other rule."""
    if sort.endswith("cascade"):
        return [
            (number(item.get("number")), f"after {number(item.get('delay')) or '0'} s") for item in entries(rule.get("cascade_numbers"))
        ]
    if sort.endswith("transfer"):
        return [(its, "") for its in str(rule.get("transfer_dst") or "").split()]
    return [("", "")]


def _seat(agent: Entry) -> tuple[int, int, str]:
    level, position = (value if isinstance(value, int) else 1 for value in (agent.get("level"), agent.get("position")))
    return level, position, shown(agent.get("name"))
