# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading queues of the extension API, with the agents that work for them.

That API has no list of extensions, and does not say whose agents work for a queue. What there is, is looked for among the
extensions that ``GET /extension/registration/`` tells about, unless the user names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ...client.extension import ExtensionClient
from ...errors import PortsipError
from ...plan.documents import Document
from ...plan.steps import within
from ...read.names import Lists
from ...read.site import Site
from ...resources.extension.queue import QUEUE
from ...resources.extension.queue_agent import QUEUE_AGENT
from ..connection import Params
from .former import ROOTS
from .nodes import Node, called
from .reading import Reader

REGISTRATIONS = "/extension/registration/"
AGENTS = "agents"


def read_queues(client: ExtensionClient, reader: Reader, lists: Lists, params: Params) -> list[Node]:
    """The queues to export, each with everything that is to be exported of it.

    :returns: an object without a key for what is known of no queue in particular.
    :raises PortsipError: the API can't be reached.
    """
    part = ROOTS["queues"]
    finder = _Finder(client, reader, lists, params)
    nodes = []
    for extension in finder.queues():
        place = {"extension_id": extension}
        node = Node(part, ("queues",), dict(place), {"extension": client}, (str(extension),), ("queue",), place)
        nodes += [node] if reader.reads(node) else []
    found = reader.together([partial(Site(client, within(node.within)).get, QUEUE, None) for node in nodes])
    for node, document in zip(nodes, found, strict=True):
        if isinstance(document, PortsipError):
            node.note("unreadable", "", str(document).rstrip("."))
        else:
            node.document.update(document or {})
    reader.complete(*nodes)
    finder.add_agents(nodes)
    return [*nodes, finder.unknown] if finder.unknown.notes else nodes


class _Finder:
    """Finds queues, and the extensions that their agents belong to."""

    def __init__(self, client: ExtensionClient, reader: Reader, lists: Lists, params: Params) -> None:
        self._client = client
        self._reader = reader
        self._lists = lists
        self._params = params
        self._known: list[int] | None = None
        self.unknown = Node(ROOTS["queues"], ("queues",), {}, {"extension": client}, ("",), ("queue",))

    def queues(self) -> list[int]:
        """The extensions that are queues, in order."""
        if self._params.get("queues"):
            return sorted(set(self._params["queues"]))
        extensions = self._extensions()
        found = self._reader.together([partial(self._client.get_object, f"/extension/{number}/extension/") for number in extensions])
        queues = []
        for number, item in zip(extensions, found, strict=True):
            if isinstance(item, PortsipError):
                self.unknown.note("unreadable", "", f"whether the extension {number} is a queue can't be read: {item}".rstrip("."))
            elif item.get("type") == QUEUE.name:
                queues.append(number)
        return queues

    def _extensions(self) -> list[int]:
        """Every extension that the API tells about."""
        if self._known is None:
            read = partial(self._lists.items, self._client, REGISTRATIONS, partial(self._client.list_all, REGISTRATIONS, paged=False))
            (items,) = self._reader.together([read])
            if isinstance(items, PortsipError):
                self.unknown.note("unreadable", "", f"the extensions can't be read, name the queues in queues: {items}".rstrip("."))
                items = []
            self._known = sorted({item["extension_id"] for item in items if isinstance(item.get("extension_id"), int)})
        return self._known

    def add_agents(self, nodes: Sequence[Node]) -> None:
        """Give each queue the agents that work for it."""
        part = next(below for below in ROOTS["queues"].parts if below.name == AGENTS)
        wanted = [node for node in nodes if self._reader.reads(node, AGENTS)]
        (related,) = QUEUE_AGENT.related
        places = [(node, values) for node in wanted for values in related.places([node.document["extension_id"]])]
        found = self._reader.together([partial(Site(self._client, within(values)).all, related.resource) for _node, values in places])
        members: list[tuple[Node, Document]] = []
        for (node, values), listed in zip(places, found, strict=True):
            if isinstance(listed, PortsipError):
                node.note("unreadable", AGENTS, str(listed).rstrip("."))
                continue
            members += [(node, {**values, **member}) for member in listed]
        agents = self._agents() if members else {}
        for node, member in members:
            agent = agents.get(str(member[related.link]))
            if agent is None:
                node.note(
                    "unreadable",
                    AGENTS,
                    f"the agent with the id {member[related.link]} belongs to none of the extensions that were looked at; "
                    "name its extension in agent_extensions",
                )
                continue
            document = {**agent, "level": member.get("level"), "position": member.get("position"), "type": member["type"]}
            child = Node(part, (*node.kinds, AGENTS), document, node.clients, (*node.names, called(part, document)), ("queue", "agent"))
            if self._reader.takes(child):
                node.children.setdefault(AGENTS, []).append(child)

    def _agents(self) -> dict[str, Document]:
        """The agents of all extensions that are looked at, by id."""
        extensions: Sequence[Any] = self._params.get("agent_extensions") or self._extensions()
        jobs = [partial(Site(self._client, within({"extension_id": number})).all, QUEUE_AGENT) for number in extensions]
        agents: dict[str, Document] = {}
        for number, found in zip(extensions, self._reader.together(jobs), strict=True):
            if not isinstance(found, PortsipError):
                agents.update({str(item["id"]): {**item, "extension_id": number} for item in found})
        return agents
