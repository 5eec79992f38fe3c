# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""From what was read to what a document says: each object filled in, those that can't be told apart found, all put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...client.base import ApiClient
from ...errors import Ambiguous
from ...plan.index import Index, id_order, newest_first
from ...plan.keys import Key, keys_of, shared
from ...plan.steps import Desired
from ...read.names import Lists, Names
from ..planning import refers_inside
from .entries import fill
from .nodes import Node, called, key_of, natural
from .reading import gone
from .selection import Selection


class Builder:
    """Builds what stands inside roots.

    :ivar clashes: objects with one name, each a sentence without a period.
    """

    def __init__(self, selection: Selection, lists: Lists) -> None:
        self._selection = selection
        self._lists = lists
        self._names: dict[ApiClient, Names] = {}
        self.clashes: list[str] = []

    def build(self, node: Node) -> None:
        """Fill in an object and everything inside it."""
        if node.is_object and node.document:
            self._fill(node)
        for name, children in node.children.items():
            there = [child for child in children if not gone(child)]
            for child in there:
                self.build(child)
            there = [child for child in there if self._is_wanted(child)]
            there = self._told_apart(node, name, there)
            if there and there[0].part.kind.order is None:
                there.sort(key=lambda child: natural(child.names[-1]))
            node.children[name] = there

    def _fill(self, node: Node) -> None:
        resource = node.part.resource

        def names_for(field: str) -> Names:
            inside = refers_inside(resource, field) and "tenant" in node.clients
            return self._names_in(node.clients["tenant" if inside else resource.level_in(node.kinds[0])])

        if len(node.names) == 1 and not self._selection.takes(node.kinds, node.names):
            node.values = {name: node.document[name] for name in node.part.keys}
            return
        fill(node, names_for)
        if node.values and not node.part.single:
            node.names = (*node.names[:-1], called(node.part, node.values))

    def _names_in(self, client: ApiClient) -> Names:
        if client not in self._names:
            self._names[client] = Names(client, self._lists)
        return self._names[client]

    def _is_wanted(self, node: Node) -> bool:
        """Whether an object is selected by the name that it has now, or holds what is."""
        if self._selection.takes(node.kinds, node.names):
            return True
        return not self._selection.drops(node.kinds, node.names) and any(node.children.values())

    def _told_apart(self, owner: Node, name: str, nodes: Sequence[Node]) -> list[Node]:
        """Those objects of a kind that have a key of their own; the first of those that differ in nothing but the id."""
        by_key: dict[tuple[object, ...], list[Node]] = {}
        for node in _unambiguous(owner, name, nodes):
            # What is left out for want of something beside its key is in nobody's way.
            alone = (id(node),) if node.part.resource.key_with and not node.values else ()
            by_key.setdefault(alone or key_of(node.part, node.values or node.document), []).append(node)
        kept = []
        for same in by_key.values():
            first = min(same, key=lambda node: id_order(node.document.get(node.part.resource.id_field)))
            if len(same) == 1:
                kept.append(first)
                continue
            ids = ", ".join(sorted((str(node.document.get(node.part.resource.id_field)) for node in same), key=id_order))
            what = f"{len(same)} {name.replace('_', ' ')} are called {first.labels[-1]!r} (ids {ids})"
            if len({str(node.document.get(node.part.resource.id_field)) for node in same}) == 1:
                owner.note("left_out", name, f"{first.labels[-1]!r} stands there {len(same)} times; it is exported once")
                kept.append(first)
            elif first.part.resource.upload is not None:
                newest = newest_first([node.document for node in same], first.part.resource.upload.newest)[0]
                owner.note("left_out", name, f"{what}; the newest one is exported")
                kept += [node for node in same if node.document is newest]
            elif all(_facts(node) == _facts(first) for node in same):
                owner.note("left_out", name, f"{what} and differ in nothing but the id; one of them is exported")
                kept.append(first)
            elif all(_raw_key(node) == _raw_key(first) for node in same):
                around = " ".join(part for part in first.labels[:-1] if part)
                self.clashes.append(
                    f"{'.'.join(first.kinds)}{f' of {around}' if around else ''}: {what}, which no document can tell apart. "
                    f"Rename all but one, or leave them out with exclude: ['{name}:{first.labels[-1]}']"
                )
            else:
                owner.note("left_out", name, f"{what} in normal form, and no document can tell them apart")
        return _sharing_nothing(owner, name, kept)


def _unambiguous(owner: Node, name: str, nodes: Sequence[Node]) -> list[Node]:
    """Those objects that their entries would lead to, of a kind whose objects may have several keys."""
    if not any(node.part.resource.key_with for node in nodes):
        return list(nodes)
    resource = nodes[0].part.resource
    index = Index(resource, [node.document for node in nodes])
    kept = []
    for node in nodes:
        try:
            if node.values:
                index.find(Desired(node.values))
            kept.append(node)
        except Ambiguous as error:
            owner.note("left_out", name, str(error).partition(". ")[0])
    return kept


def _sharing_nothing(owner: Node, name: str, nodes: Sequence[Node]) -> list[Node]:
    """Those objects that can stand in one list: of those of one key that have a value beside it in common, the first."""
    if not any(node.part.resource.key_with for node in nodes):
        return list(nodes)
    taken: dict[Key, Node] = {}
    kept = []
    for node in sorted(nodes, key=lambda node: id_order(node.document.get(node.part.resource.id_field))):
        keys = keys_of(node.part.resource, node.values) if node.values else []
        first = next((taken[key] for key in keys if key in taken), None)
        if first is None:
            kept.append(node)
            taken.update(dict.fromkeys(keys, node))
            continue
        field = shared(node.part.resource, node.values, first.values)
        ids = ", ".join(str(one.document.get(one.part.resource.id_field)) for one in (first, node))
        what = f"{first.labels[-1]!r} and {node.labels[-1]!r} have the same {field} (ids {ids})"
        owner.note("left_out", name, f"{what}, and no document can tell them apart; the first one is exported")
    return kept


def _facts(node: Node) -> Mapping[str, object]:
    """What an object is, apart from its id."""
    return {name: value for name, value in node.document.items() if name != node.part.resource.id_field}


def _raw_key(node: Node) -> tuple[object, ...]:
    return tuple(node.document.get(name) for name in node.part.keys)
