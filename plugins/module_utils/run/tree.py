# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the definitions of the roles hold: their parts, each with the resource behind it, from the tree of the schema."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..resources.registry import RESOURCES
from ..schema.aliases import option_name, refers_to
from ..schema.attribute import value_type
from ..schema.resource import Resource
from ..schema.tree import DOCUMENT, QUEUES, SYSTEM, TENANTS, Kind, Lifted


@dataclass(frozen=True)
class Part:
    """A part of a definition: a kind of the tree with its resource.

    :param name: its key.
    :param parts: lists inside each entry.
    :param in_document: whether it is a part of a document rather than of the definition of a role.
    """

    name: str
    kind: Kind
    single: bool = False
    parts: tuple[Part, ...] = ()
    in_document: bool = False

    @property
    def module(self) -> str:
        """What its entries are handed to, without ``portsip_``."""
        return self.kind.resource

    @property
    def resource(self) -> Resource:
        """What each entry is; the definition of the role system is no object itself."""
        return RESOURCES[self.kind.resource]

    @property
    def what(self) -> str:
        """A sentence for the user."""
        return self.kind.what

    @property
    def keys(self) -> tuple[str, ...]:
        """Options that identify an entry; each is required."""
        return self.kind.keys

    @property
    def without(self) -> tuple[str, ...]:
        """Options of the module that make no sense in an entry."""
        return self.kind.without

    @property
    def lifted(self) -> Lifted | None:
        """The list of the module of which an entry stands for one item."""
        return self.kind.lifted

    @cached_property
    def lifted_model(self) -> Any:
        """The model of such an item."""
        return value_type(self.resource.model.model_fields[self.kind.lifted.option].annotation)[0] if self.kind.lifted else None

    @cached_property
    def parents(self) -> dict[str, str]:
        """Those of the keys that say what an object lives below, with their types."""
        return {parent.option: parent.type for parent in self.resource.parents if parent.option in self.keys}

    def called(self, name: str) -> str:
        """The name of the option for a parent, or for a field at the top of an entry."""
        return self._called.get(name, name)

    @cached_property
    def _called(self) -> dict[str, str]:
        """The names of options that differ from those of the API."""
        fields = {name: refers_to(self.resource.field((name,))) for name in self.resource.options}
        parents = {parent.option: parent.to for parent in self.resource.parents}
        return {name: option_name(name, to) for name, to in {**fields, **parents}.items() if to}

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields of the object that an entry may hold."""
        lifted = {name for name in self.resource.options if self.lifted and name.startswith(self.lifted.option)}
        return self.resource.options - lifted - set(self.without)

    @cached_property
    def controls(self) -> frozenset[str]:
        """The other options of its module that an entry may hold."""
        return self.resource.controls - ({"state"} if self.single else set())

    @cached_property
    def entry_only(self) -> frozenset[str]:
        """The options that an entry may hold and its module has not."""
        return frozenset(("literal", *(self.kind.document_only if self.in_document else ()))) if self.module else frozenset()

    @cached_property
    def options(self) -> frozenset[str]:
        """Everything that an entry may hold, but for the parts inside, as the options are called."""
        lifted = frozenset(self.lifted.keys if self.lifted else ())
        return frozenset(map(self.called, self.fields | set(self.parents))) | self.controls | self.entry_only | lifted


def part_of(kind: Kind, *, in_document: bool = False) -> Part:
    """A kind with its resource.

    :param in_document: see ``Part``.
    """
    parts = tuple(part_of(child, in_document=in_document) for child in kind.children)
    return Part(kind.name, kind, kind.single, parts, in_document)


TREES: dict[str, Part] = {
    name: Part(name, kind, single=True, parts=tuple(map(part_of, kind.children)))
    for name, kind in (("tenant", TENANTS), ("system", SYSTEM), ("queue", QUEUES))
}
"""The definition of each role, by its name: its own fields, and its parts."""

DOCUMENT_PARTS = tuple(part_of(kind, in_document=True) for kind in DOCUMENT)
"""What a document holds."""
