# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading what stands inside a tenant, the PBX or a queue: lists first, then what lists leave out, level by level.

How many requests that takes depends on the pages of lists and on the objects whose lists are summaries, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ...errors import AuthenticationFailed, NotFound, PortsipError, Refused, UnexpectedAnswer
from ...plan.documents import Document, is_blank, read
from ...plan.steps import within
from ...read.failures import is_about_one_thing
from ...read.names import Lists
from ...read.parallel import parallel_map
from ...read.site import Site
from ...resources.registry import RESOURCES
from ...schema.addresses import ADDRESSES
from ...schema.tree import Order
from ..tree import Part
from .nodes import Node, called
from .selection import KindPath, Selection

AT_ONCE = 8
"""How many requests are under way at a time, in all."""
Found = TypeVar("Found")


@dataclass(frozen=True)
class _Place:
    """A kind inside an object.

    :param owner: the object.
    """

    owner: Node
    part: Part

    @property
    def kinds(self) -> KindPath:
        return (*self.owner.kinds, self.part.name)

    def refused(self, error: PortsipError) -> None:
        """Note that it can't be read."""
        self.owner.note("unreadable", self.part.name, str(error).rstrip("."))


class Reader:
    """Reads for one export; several threads may use it.

    :param at_once: how many requests are under way at a time.
    """

    def __init__(self, selection: Selection, lists: Lists, at_once: int = AT_ONCE) -> None:
        self._selection = selection
        self._lists = lists
        self._at_once = at_once

    def complete(self, *roots: Node) -> None:
        """Read everything inside objects that is to be exported.

        :raises PortsipError: the API can't be reached, or no longer lets this session in.
        """
        places = self._places(roots)
        while places:
            listed = self.together([partial(self._listed, place) for place in places])
            for place, found in zip(places, listed, strict=True):
                if isinstance(found, PortsipError):
                    place.refused(found)
                else:
                    place.owner.children[place.part.name] = self._nodes(place, found)
            self._put_in_order([place for place in places if len(place.owner.children.get(place.part.name, ())) > 1])
            nodes = [node for place in places for node in place.owner.children.get(place.part.name, ())]
            self._read_whole(nodes)
            places = self._places(nodes)

    def reads(self, node: Node, *below: str) -> bool:
        """Whether an object, or something inside it, may be exported.

        :param below: the kind inside it.
        """
        return self._selection.reads((*node.kinds, *below)) and not self._selection.drops(node.kinds, node.names)

    def takes(self, node: Node) -> bool:
        """Whether an object is exported."""
        return self._selection.takes(node.kinds, node.names)

    def together(self, jobs: Sequence[Callable[[], Found]]) -> list[Found | PortsipError]:
        """Do several things in parallel; what the API refuses is an answer too.

        :raises PortsipError: the API can't be reached, or no longer lets this session in.
        """

        def one(job: Callable[[], Found]) -> Found | PortsipError:
            try:
                return job()
            except (AuthenticationFailed, NotFound, Refused, UnexpectedAnswer) as error:
                if not is_about_one_thing(error):
                    raise
                return error

        return parallel_map(one, jobs, self._at_once)

    def _places(self, owners: Iterable[Node]) -> list[_Place]:
        """What has to be looked at inside objects; what is made of other objects is read by itself."""
        places = [_Place(owner, part) for owner in owners for part in owner.part.parts if part.name not in owner.children]
        return [place for place in places if place.part.kind.lifted is None and self._selection.reads(place.kinds)]

    def _listed(self, place: _Place) -> list[Document]:
        """Every object of a kind, as its list tells it; the one object where there is one."""
        resource = place.part.resource
        client = place.owner.clients[resource.level_in(place.kinds[0])]
        if place.part.single:
            # Where nothing is set, the PBX may answer without any of its fields: nothing rests on that here.
            if not resource.readable:
                return []
            if resource.parts:
                return [{name: read(resource, client.get_object(path), (name,)) for name, path in resource.parts.items()}]
            return [read(resource, client.get_object(resource.where(self._parents(place))))]
        holders = [parent for parent in resource.parents if parent.option in place.part.keys]
        if not holders:
            path = resource.where(self._parents(place))
            return [read(resource, item) for item in self._lists.objects(client, resource, path)]
        # What is below other objects, such as the tenants of a trunk, is looked for in all of them.
        (holder,) = holders
        link = next(name for name in resource.key if resource.refers.get(name) == place.owner.part.kind.resource)
        owner = str(place.owner.document["id"])

        def below(identifier: str) -> list[Document]:
            items = self._lists.objects(client, resource, resource.where({holder.option: identifier}))
            own = [document for document in (read(resource, item) for item in items) if str(document.get(link)) == owner]
            return [{**document, holder.option: identifier} for document in own]

        identifiers = [str(item["id"]) for item in self._lists.referred(client, ADDRESSES[holder.to])]
        return [document for found in parallel_map(below, identifiers, self._at_once) for document in found]

    def _nodes(self, place: _Place, documents: Iterable[Document]) -> list[Node]:
        """Those objects of a kind that are to be exported, or that something is in which is."""
        part, owner = place.part, place.owner
        nodes = []
        documents = list(documents)
        if part.resource.synchronised and any(not is_blank(document.get(part.resource.synchronised)) for document in documents):
            owner.note("left_out", part.name, f"those that are synchronised from elsewhere ({part.resource.synchronised}) are left out")
        for document in documents:
            if part.resource.is_made_by_pbx(document) or part.resource.is_lent(document, part.resource.level_in(place.kinds[0])):
                continue
            names = (*owner.names, "" if part.single else called(part, document))
            inside = any(self._selection.reads((*place.kinds, below.name)) for below in part.parts)
            chosen = self._selection.takes(place.kinds, names) or (inside and not self._selection.drops(place.kinds, names))
            # What its key refers to has a name, which is not known yet.
            if not chosen and not any(name in part.resource.refers for name in part.keys):
                continue
            nouns = (*owner.nouns, part.resource.name)
            nodes.append(Node(part, place.kinds, document, owner.clients, names, nouns, self._parents(place)))
        return nodes

    def _put_in_order(self, places: Sequence[_Place]) -> None:
        """Bring the objects of kinds whose order means something into it."""
        ordered = [(place, place.part.kind.order) for place in places if place.part.kind.order is not None]
        jobs = [partial(self._order, place, order) for place, order in ordered if order is not None]
        for (place, _order), found in zip(ordered, self.together(jobs), strict=True):
            if isinstance(found, PortsipError):
                place.owner.note("unreadable", place.part.name, f"their order can't be read: {found}".rstrip("."))
                continue
            places_of = {str(identifier): number for number, identifier in enumerate(found)}
            _sort(place.owner.children[place.part.name], places_of)

    def _order(self, place: _Place, order: Order) -> list[Any]:
        """The ids of the objects of a kind, in their order."""
        holder = RESOURCES[order.resource]
        found = Site(place.owner.clients[holder.level], within(self._parents(place))).get(holder, None) or {}
        return list(found.get(order.option) or ())

    def _read_whole(self, nodes: Sequence[Node]) -> None:
        """Complete those objects of which a list tells only a part; what is gone by now is left out."""
        partial_nodes = [node for node in nodes if node.part.resource.summary or node.part.resource.whole_lists]
        if not partial_nodes:
            return

        def whole(node: Node) -> Document | None:
            resource = node.part.resource
            also = tuple(name for name, below in resource.whole_lists.items() if below.when_given)
            site = Site(node.clients[resource.level_in(node.kinds[0])], within(node.within), also_read=also)
            return site.get(resource, node.document[node.part.resource.id_field])

        found = self.together([partial(whole, node) for node in partial_nodes])
        for node, document in zip(partial_nodes, found, strict=True):
            if isinstance(document, PortsipError):
                node.note("unreadable", "", str(document).rstrip("."))
            else:
                node.document = document or {}

    def _parents(self, place: _Place) -> dict[str, Any]:
        """The values of the placeholders in the path of a kind inside an object."""
        owner, values = place.owner, {}
        for parent in place.part.resource.parents:
            if parent.option in place.part.keys:
                continue
            if parent.to and parent.to == owner.part.kind.resource:
                values[parent.option] = owner.document["id"]
            elif parent.option in owner.document:
                values[parent.option] = owner.document[parent.option]
        return values


def _sort(nodes: list[Node], places: Mapping[str, int]) -> None:
    """Sort objects by the places that their ids have; what has none goes last."""
    nodes.sort(key=lambda node: places.get(str(node.document.get(node.part.resource.id_field)), len(places)))


def gone(node: Node) -> bool:
    """Whether an object has gone while the export was made; of that of which there is one, whether nothing is set, and nothing in it."""
    return node.is_object and not any(not is_blank(value) for value in node.document.values()) and not any(node.children.values())
