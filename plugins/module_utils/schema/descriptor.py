# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The words of a descriptor, by what they are about; ``Resource`` has them all, as keywords."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..base.identity import filled
from .address import Level, with_id
from .relations import AllowedBy, Dropped, KeyTold, Naming, Parent, ReleaseLimit, Upload


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Identity:
    """What an object is called, and by what it is known.

    :param name: singular noun, the key of the object in results.
    :param plural: key of the list in results of the information module.
    :param id: its unique name, by which references and the tree call it; where it is left out, that of the model's file.
    :param kind: ``collection``: objects that are created and get an id; ``singleton``: one object
        that is always there, at the path itself; ``assignment``: objects with an id known
        beforehand, created by a write to their own path.
    :param naming: how values elsewhere name an object of it.
    :param unique: whether the API refuses a second object with the same key; of what has the key as its id there is only one.
    :param also_unique: further fields of which no two objects have the same value, in any case of letters.
    :param only_one: a field that only one object of the collection can have: where one gets it, it is taken from the others, by the
        API or by a request for each.
    :param id_field: the field that holds the id, in path and answers.
    :param id_from: the field that stands in the place of the id where answers have none, in paths too, as in releases before objects
        of the kind got one.
    :param id_in_update: whether the body of an update holds the id, too.
    """

    name: str
    plural: str
    id: str = ""
    kind: Literal["collection", "singleton", "assignment"] = "collection"
    naming: Naming = Naming()
    unique: bool = False
    also_unique: tuple[str, ...] = ()
    only_one: str = ""
    id_field: str = "id"
    id_from: str = ""
    id_in_update: bool = False

    def with_id(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """An object as the API returns it, with its id: another field where the API returns none."""
        return with_id(item, self.id_from, self.id_field)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Location:
    """Where objects live, and whose they are.

    :param collection: path of the collection, with placeholders for parents.
    :param level: where its requests go.
    :param in_tenant: such objects, whose level is the system, also exist inside tenants: there, where the option ``tenant`` is given.
    :param parents: what it lives below, inside the tenant or extension.
    :param lent: what tells, inside a tenant, an object of the system that the tenant may use: it can be named there, and is read, but
        not changed, removed or exported as one of the tenant's.
    :param made_by_pbx: what tells an object that the PBX itself makes, so that an export leaves it out and nothing exclusive
        removes it: a field, with its value, or all that it can have, or None for any value.
    :param synchronised: a field that has a value in objects which the PBX gets from elsewhere and keeps in step with that: what would
        change them is refused.
    """

    collection: str
    level: Level
    in_tenant: bool = False
    parents: tuple[Parent, ...] = ()
    lent: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    made_by_pbx: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    synchronised: str = ""

    def level_in(self, root: str) -> Level:
        """Where requests go for an entry of a document.

        :param root: the first key of its path: ``system``, ``tenants`` or ``queues``.
        """
        return "tenant" if self.in_tenant and root == "tenants" else self.level

    def level_for(self, tenant: str | None) -> Level:
        """Where requests go.

        :param tenant: the option ``tenant``.
        """
        return "tenant" if self.in_tenant and tenant else self.level

    def is_lent(self, document: Mapping[str, Any], level: Level) -> bool:
        """Whether an object is one of the system that a tenant may use, rather than the tenant's own.

        :param document: the object as it is read at *level*.
        """
        return level == "tenant" and bool(self.lent) and all(document.get(name) == value for name, value in self.lent.items())

    def is_made_by_pbx(self, document: Mapping[str, Any]) -> bool:
        """Whether the PBX itself has made an object, such as the rule for an address that it blocks for a time.

        :param document: the object as it is read.
        """
        held = {name: document.get(name) for name in self.made_by_pbx}
        return any(
            held[name] not in (None, "") and (value is None or held[name] in (value if isinstance(value, tuple) else (value,)))
            for name, value in self.made_by_pbx.items()
        )

    def where(self, parents: Mapping[str, Any]) -> str:
        """Path of the collection below these parents."""
        return filled(self.collection, parents)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Reading:
    """How objects are read.

    :param readable: False where the API has no way to read the object: then every run writes.
    :param item_readable: False where only the list can be read: a single object is looked for in it.
    :param paged: whether its list comes in pages.
    :param large: whether its list may be long: one object is looked up by ``filter`` and ``search``, not in the first page. Where the
        list takes neither (``queries``), it is not read again after each creation.
    :param summary: whether its list leaves out fields, so that the object is read on its own; or the fields that the list has,
        where a document is not to read each object that is given by these alone.
    :param queries: whether its list takes ``filter`` and ``search``.
    :param lookup: options of the information module that pick objects by an exact value, with their types.
    :param status: path below an object at which its state of the moment can be read.
    :param derive: what results tell of an object beyond what the API does.
    """

    readable: bool = True
    item_readable: bool = True
    paged: bool = True
    large: bool = False
    summary: bool | tuple[str, ...] = False
    queries: bool = True
    lookup: Mapping[str, str] = dataclasses.field(default_factory=dict)
    status: str = ""
    derive: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None

    @property
    def searchable(self) -> bool:
        """Whether one object can be found without reading a list that may be long."""
        return self.queries or not self.large


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Writing:
    """What a write needs, what it is checked for, and what the API makes of it.

    :param required: fields without which nothing can be created, and without which a singleton can't be written.
    :param release_limits: what values must be like in some releases only.
    :param allowed_by: other objects of the API that list what some fields may hold; looked at before the first write.
    :param key_told: where the API tells who has a key, for the error text when it refuses an object.
    :param complete: raises ValueError where a whole object lacks something that other values of it call for.
    :param check_siblings: raises ValueError where an object (first) can't stand beside the others of its
        collection (second); for lists that come as a whole.
    :param warnings_for: what the user should know about an object as it will be, one text for each thing.
    :param warnings_beside: what the user should know about an object (first) beside those before it in the same list of a document
        (second), one text for each thing, the option first.
    :param dropped: fields that the API empties by itself.
    :param upload: how its objects are made, where that is by uploading a file.
    """

    required: tuple[str, ...] = ()
    release_limits: tuple[ReleaseLimit, ...] = ()
    allowed_by: tuple[AllowedBy, ...] = ()
    key_told: KeyTold | None = None
    complete: Callable[[Mapping[str, Any]], None] | None = None
    check_siblings: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], None] | None = None
    warnings_for: Callable[[Mapping[str, Any]], Iterable[str]] | None = None
    warnings_beside: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Iterable[str]] | None = None
    dropped: tuple[Dropped, ...] = ()
    upload: Upload | None = None


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Removal:
    """How objects are removed, or take the place of others.

    :param removal_is_asynchronous: a removed object stays readable until it is really gone.
    :param removal_query: options sent as query with the removal.
    :param minimum: how many objects of the list the PBX insists on.
    :param let_go: values with which something of which there is one no longer refers to other objects, by its fields: written before
        these are removed.
    :param replaceable: it is created again without a loss, the new one first, where it would have to change in a way that the API
        can't make.
    :param lost_on_recreate: what is lost when the object is removed and created again, for the user: ``its id, ...``.
    """

    removal_is_asynchronous: bool = False
    removal_query: tuple[str, ...] = ()
    minimum: int = 0
    let_go: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    replaceable: bool = False
    lost_on_recreate: str = ""
