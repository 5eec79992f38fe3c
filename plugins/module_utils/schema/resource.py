# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How a resource is described, so that one engine serves them all.

A descriptor says where a resource lives, what identifies it, and which of its
fields are out of the ordinary.  Documents appear in two forms: the I(wire
form) is what the API sends and takes, the ``option form`` is what the module's
user writes; ``Field.decode`` and ``Field.encode`` lead from one to the other.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from ..base.identity import filled, segment
from .address import Level, with_id
from .attribute import PLAIN, Attribute, attributes
from .page import Page
from .reference import NumberOf, WholeList
from .relations import AllowedBy, Dropped, KeyTold, Naming, Parent, ReleaseLimit, Upload


@dataclass(frozen=True)
class Related:
    """Objects elsewhere that belong to a resource and are given inside it.

    :param option: the list of them, each item a mapping.
    :param resource: what each item is.
    :param parents: keys of an item that are placeholders in the collection of ``resource``, with
        the values each can have, the first where it is left out (empty: any, and it is required).
    :param link: field of the related object that holds the id of this one.
    :param mode: the option that says what becomes of the list: ``merge`` ensures what is listed, ``remove`` takes it
        away, ``replace`` ensures it and takes away all else in the places looked through.
    :param scope: the option with further values of the first of ``parents`` to look through for ``replace``.
    """

    option: str
    resource: Resource
    parents: Mapping[str, tuple[Any, ...]]
    link: str
    mode: str = ""
    scope: str = ""

    def places(self, values: Iterable[Any]) -> Iterator[dict[str, Any]]:
        """Every place there is: each of these values of the first of ``parents``, with each that the others can have."""
        first, *others = self.parents
        for combination in itertools.product(values, *(self.parents[name] for name in others)):
            yield dict(zip((first, *others), combination, strict=True))


@dataclass(frozen=True)
class Resource:
    """One kind of object of an API.

    :param name: singular noun, the key of the object in results.
    :param plural: key of the list in results of the information module.
    :param model: pydantic model of the wanted object (option form), all fields optional.
    :param collection: path of the collection, with placeholders for parents.
    :param key: fields that identify an object among its siblings.
    :param key_with: further fields that identify an object together with its key, where the key alone does not: the first of them
        that is given and that an object of the key has. A wanted object needs one of them, as it needs the key.
    :param level: where its requests go.
    :param in_tenant: such objects, whose level is the system, also exist inside tenants: there, where the option ``tenant`` is given.
    :param lent: what tells, inside a tenant, an object of the system that the tenant may use: it can be named there, and is read, but
        not changed, removed or exported as one of the tenant's.
    :param id: its unique name, by which references and the tree call it; where it is left out, that of the model's file.
    :param naming: how values elsewhere name an object of it.
    :param kind: ``collection``: objects that are created and get an id; ``singleton``: one object
        that is always there, at the path itself; ``assignment``: objects with an id known
        beforehand, created by a write to their own path.
    :param renamed: names of the API that an option has another name for, with the option's name.
    :param unique: whether the API refuses a second object with the same key; of what has the key as its id there is only one.
    :param also_unique: further fields of which no two objects have the same value, in any case of letters.
    :param readable: False where the API has no way to read the object: then every run writes.
    :param item_readable: False where only the list can be read: a single object is looked for in it.
    :param status: path below an object at which its state of the moment can be read.
    :param renamed_in: names of fields -> the names that later releases have for them; the one that
        the API answers with is the one that is written.
    :param release_limits: what values must be like in some releases only.
    :param lookup: options of the information module that pick objects by an exact value, with their types.
    :param queries: whether its list takes ``filter`` and ``search``.
    :param required: fields without which nothing can be created, and without which a singleton can't be written.
    :param overrides: attributes by dotted path, ``*`` for list items, that differ from what the model says of them.
    :param parents: what it lives below, inside the tenant or extension.
    :param paged: whether its list comes in pages.
    :param large: whether its list may be long: one object is looked up by ``filter`` and ``search``, not in the first page. Where the
        list takes neither (``queries``), it is not read again after each creation.
    :param summary: whether its list leaves out fields, so that the object is read on its own; or the fields that the list has,
        where a document is not to read each object that is given by these alone.
    :param id_field: the field that holds the id, in path and answers.
    :param id_from: the field that stands in the place of the id where answers have none, in paths too, as in releases before objects
        of the kind got one.
    :param id_in_update: whether the body of an update holds the id, too.
    :param removal_is_asynchronous: a removed object stays readable until it is really gone.
    :param removal_query: options sent as query with the removal.
    :param related: objects elsewhere that are given inside it.
    :param dropped: fields that the API empties by itself.
    :param allowed_by: other objects of the API that list what some fields may hold; looked at before the first write.
    :param key_told: where the API tells who has a key, for the error text when it refuses an object.
    :param complete: raises ValueError where a whole object lacks something that other values of it call for.
    :param check_siblings: raises ValueError where an object (first) can't stand beside the others of its
        collection (second); for lists that come as a whole.
    :param warnings_for: what the user should know about an object as it will be, one text for each thing.
    :param warnings_beside: what the user should know about an object (first) beside those before it in the same list of a document
        (second), one text for each thing, the option first.
    :param let_go: values with which something of which there is one no longer refers to other objects, by its fields: written before
        these are removed.
    :param made_by_pbx: what tells an object that the PBX itself makes, so that an export leaves it out and nothing exclusive
        removes it: a field, with its value, or all that it can have, or None for any value.
    :param synchronised: a field that has a value in objects which the PBX gets from elsewhere and keeps in step with that: what would
        change them is refused.
    :param upload: how its objects are made, where that is by uploading a file.
    :param replaceable: it is created again without a loss, the new one first, where it would have to change in a way that the API
        can't make.
    :param only_one: a field that only one object of the collection can have: where one gets it, it is taken from the others, by the
        API or by a request for each.
    :param minimum: how many objects of the list the PBX insists on.
    :param derive: what results tell of an object beyond what the API does.
    :param page: what the page of the module says, and *info_page* that of the information module.
    :param lost_on_recreate: what is lost when the object is removed and created again, for the user: ``its id, ...``.
    """

    name: str
    plural: str
    model: Any
    collection: str
    key: tuple[str, ...]
    level: Level
    key_with: tuple[str, ...] = ()
    in_tenant: bool = False
    lent: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    id: str = ""
    naming: Naming = Naming()
    kind: Literal["collection", "singleton", "assignment"] = "collection"
    renamed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unique: bool = False
    also_unique: tuple[str, ...] = ()
    readable: bool = True
    item_readable: bool = True
    status: str = ""
    renamed_in: Mapping[str, str] = dataclasses.field(default_factory=dict)
    release_limits: tuple[ReleaseLimit, ...] = ()
    lookup: Mapping[str, str] = dataclasses.field(default_factory=dict)
    queries: bool = True
    required: tuple[str, ...] = ()
    overrides: Mapping[str, Attribute] = dataclasses.field(default_factory=dict)
    parents: tuple[Parent, ...] = ()
    paged: bool = True
    large: bool = False
    summary: bool | tuple[str, ...] = False
    id_field: str = "id"
    id_from: str = ""
    id_in_update: bool = False
    removal_is_asynchronous: bool = False
    removal_query: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    allowed_by: tuple[AllowedBy, ...] = ()
    key_told: KeyTold | None = None
    complete: Callable[[Mapping[str, Any]], None] | None = None
    check_siblings: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], None] | None = None
    warnings_for: Callable[[Mapping[str, Any]], Iterable[str]] | None = None
    warnings_beside: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Iterable[str]] | None = None
    let_go: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    made_by_pbx: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    synchronised: str = ""
    upload: Upload | None = None
    replaceable: bool = False
    only_one: str = ""
    minimum: int = 0
    derive: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    lost_on_recreate: str = ""
    page: Page | None = None
    info_page: Page | None = None

    def __post_init__(self) -> None:
        home = getattr(self.model, "__module__", "")
        object.__setattr__(self, "id", self.id or home.rpartition(".")[2] or self.name)

    @cached_property
    def fields(self) -> Mapping[str, Attribute]:
        """What is known of each attribute, by dotted path, ``*`` standing for any item of a list."""
        return {**{".".join(path): found for path, found in attributes(self.model)}, **self.overrides}

    def field(self, path: tuple[str, ...]) -> Attribute:
        """The description of the field at ``path``."""
        return self._fields_by_path.get(path, PLAIN)

    @cached_property
    def _fields_by_path(self) -> Mapping[tuple[str, ...], Attribute]:
        return {tuple(path.split(".")): found for path, found in self.fields.items()}

    @cached_property
    def secret_paths(self) -> dict[tuple[str, ...], bool]:
        """Whether values are secret, by their paths, as far as somebody has asked."""
        return {}

    @cached_property
    def own_fields(self) -> tuple[str, ...]:
        """Names of the fields that an object consists of, as its options are called."""
        elsewhere = {name for related in self.related for name in (related.option, related.mode, related.scope)}
        elsewhere |= {*self.removal_query, *(below.mode for below in self.whole_lists.values() if below.mode)}
        elsewhere |= set(self.upload.options if self.upload else ())
        names = (info.alias or name for name, info in self.model.model_fields.items())
        return tuple(name for name in names if name not in elsewhere)

    @cached_property
    def whole_lists(self) -> Mapping[str, WholeList]:
        """The lists below an object that are given as its options, by the option."""
        return {path: found.whole_list for path, found in self.fields.items() if found.whole_list is not None}

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The mappings that it consists of, where each is an object with a path of its own, with these paths."""
        return {path: found.part for path, found in self.fields.items() if found.part}

    def known_in(self, name: str) -> tuple[str, ...]:
        """Names of the fields inside of a mapping."""
        return tuple(path.removeprefix(f"{name}.") for path in self.fields if path.startswith(f"{name}."))

    @property
    def identifying(self) -> tuple[str, ...]:
        """Fields by which an object can be found, without its id."""
        return (*self.key, *self.key_with)

    @property
    def searchable(self) -> bool:
        """Whether one object can be found without reading a list that may be long."""
        return self.queries or not self.large

    @cached_property
    def immutable(self) -> tuple[str, ...]:
        """Fields that can only be changed by creating the object again."""
        return tuple(path for path, description in self.fields.items() if description.immutable and "." not in path)

    @property
    def replaces(self) -> bool:
        """Whether an object that has to change is replaced by a new one without being asked."""
        return self.replaceable or self.upload is not None

    @cached_property
    def named_back(self) -> Mapping[str, Attribute]:
        """Fields that come back as the name of another object whose id is written."""
        return {path: known for path, known in self.fields.items() if known.id_as}

    @cached_property
    def told_apart(self) -> tuple[str, ...]:
        """Fields by which objects of one key are told apart, where one takes the place of another."""
        shown = (name for path, known in self.named_back.items() for name in known.matched_by if name != path)
        return (*((self.upload.size,) if self.upload else ()), *shown)

    @cached_property
    def defaulted(self) -> Mapping[str, Any]:
        """Attributes for which the API has a value of its own that is not blank -> what is written for one that is blank."""
        return {path: known.blank for path, known in self.fields.items() if known.api_default not in (None, "", False)}

    @cached_property
    def needed_since(self) -> Mapping[str, str]:
        """Fields that can't be blank -> the release from which on (``22.6``)."""
        return {path: known.needed_since for path, known in self.fields.items() if known.needed_since}

    @cached_property
    def of_releases(self) -> Mapping[str, Attribute]:
        """Attributes, by dotted path, that some releases of the API do not have."""
        return {path: known for path, known in self.fields.items() if known.since or known.until}

    @cached_property
    def deferred(self) -> tuple[str, ...]:
        """Fields that a document writes in a second step, when everything else exists."""
        return tuple(path for path, description in self.fields.items() if description.deferred and "." not in path)

    @cached_property
    def refers(self) -> Mapping[str, str]:
        """What its fields, by their paths, and the options for its parents refer to, by unique names of resources."""
        parents = {parent.option: parent.to for parent in self.parents if parent.to}
        return {**parents, **{path: known.reference.to for path, known in self.fields.items() if known.reference is not None}}

    @cached_property
    def refers_by_name(self) -> Mapping[str, str]:
        """Those of its fields, by their paths, that hold the name of what they refer to in place of its id."""
        return {path: known.reference.to for path, known in self.fields.items() if known.reference is not None and known.reference.by_name}

    @cached_property
    def named_fields(self) -> frozenset[str]:
        """Its fields in which, at any depth, another object may stand by its name."""
        return frozenset(path.partition(".")[0] for path in (*self.refers, *self.numbers))

    @cached_property
    def numbers(self) -> Mapping[str, NumberOf]:
        """Its fields, by their paths, whose values are extension numbers of other objects or their names."""
        return {path: known.number_of for path, known in self.fields.items() if known.number_of is not None}

    @cached_property
    def options(self) -> frozenset[str]:
        """Names of the options that describe an object."""
        return frozenset(info.alias or name for name, info in self.model.model_fields.items())

    @cached_property
    def free_names(self) -> frozenset[tuple[str, ...]]:
        """Paths of mappings with names of the user's own, which are given as a whole."""
        return frozenset(tuple(path.split(".")) for path, description in self.fields.items() if description.free_names)

    @property
    def has_write_only_secrets(self) -> bool:
        """Whether a secret of it can't be compared (option ``update_password``)."""
        return any(description.secret and not description.readable for description in self.fields.values())

    @cached_property
    def controls(self) -> frozenset[str]:
        """Names of the options that a module has for it besides its fields, its id, and where it lives."""
        names = {
            "unset": self.options > frozenset(self.key) and self.upload is None,
            "extra": self.options > frozenset(self.key) and self.upload is None,
            "state": self.kind != "singleton",
            "recreate": bool(self.immutable) and self.kind == "collection" and not self.replaces,
            "update_password": self.has_write_only_secrets,
            "wait": self.removal_is_asynchronous,
            "wait_timeout": self.removal_is_asynchronous,
        }
        return frozenset(name for name, has_it in names.items() if has_it)

    def is_made_by_pbx(self, document: Mapping[str, Any]) -> bool:
        """Whether the PBX itself has made an object, such as the rule for an address that it blocks for a time.

        :param document: the object as it is read.
        """
        held = {name: document.get(name) for name in self.made_by_pbx}
        return any(
            held[name] not in (None, "") and (value is None or held[name] in (value if isinstance(value, tuple) else (value,)))
            for name, value in self.made_by_pbx.items()
        )

    def is_lent(self, document: Mapping[str, Any], level: Level) -> bool:
        """Whether an object is one of the system that a tenant may use, rather than the tenant's own.

        :param document: the object as it is read at *level*.
        """
        return level == "tenant" and bool(self.lent) and all(document.get(name) == value for name, value in self.lent.items())

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

    def with_id(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """An object as the API returns it, with its id: another field where the API returns none."""
        return with_id(item, self.id_from, self.id_field)

    def where(self, parents: Mapping[str, Any]) -> str:
        """Path of the collection below these parents."""
        return filled(self.collection, parents)

    def path_of(self, identifier: Any, parents: Mapping[str, Any]) -> str:
        """Path of one object: its id below the collection, or the path itself of a singleton."""
        if self.kind == "singleton":
            return self.where(parents)
        return f"{self.where(parents).rstrip('/')}/{segment(identifier)}"
