# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How a resource is described, so that one engine serves them all.

A descriptor says where a resource lives, what identifies it, and which of its
fields are out of the ordinary.  Documents appear in two forms: the ``wire
form`` is what the API sends and takes, the ``option form`` is what the module's
user writes; ``Attribute.decode`` and ``Attribute.encode`` lead from one to the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..base.identity import segment
from .descriptor import Identity, Location, Reading, Removal, Writing
from .fields import Fields
from .page import Page


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


@dataclass(frozen=True, kw_only=True)
class Resource(Identity, Location, Fields, Reading, Writing, Removal):
    """One kind of object of an API.

    :param related: objects elsewhere that are given inside it.
    :param page: what the page of the module says, and *info_page* that of the information module.
    """

    related: tuple[Related, ...] = ()
    page: Page | None = None
    info_page: Page | None = None

    def __post_init__(self) -> None:
        home = getattr(self.model, "__module__", "")
        object.__setattr__(self, "id", self.id or home.rpartition(".")[2] or self.name)

    @cached_property
    def own_fields(self) -> tuple[str, ...]:
        """Names of the fields that an object consists of, as its options are called."""
        elsewhere = {name for related in self.related for name in (related.option, related.mode, related.scope)}
        elsewhere |= {*self.removal_query, *(below.mode for below in self.whole_lists.values() if below.mode)}
        elsewhere |= set(self.upload.options if self.upload else ())
        names = (info.alias or name for name, info in self.model.model_fields.items())
        return tuple(name for name in names if name not in elsewhere)

    @property
    def replaces(self) -> bool:
        """Whether an object that has to change is replaced by a new one without being asked."""
        return self.replaceable or self.upload is not None

    @cached_property
    def told_apart(self) -> tuple[str, ...]:
        """Fields by which objects of one key are told apart, where one takes the place of another."""
        shown = (name for path, known in self.named_back.items() for name in known.matched_by if name != path)
        return (*((self.upload.size,) if self.upload else ()), *shown)

    @cached_property
    def refers(self) -> Mapping[str, str]:
        """What its fields, by their paths, and the options for its parents refer to, by unique names of resources."""
        parents = {parent.option: parent.to for parent in self.parents if parent.to}
        return {**parents, **{path: known.reference.to for path, known in self.fields.items() if known.reference is not None}}

    @cached_property
    def named_fields(self) -> frozenset[str]:
        """Its fields in which, at any depth, another object may stand by its name."""
        return frozenset(path.partition(".")[0] for path in (*self.refers, *self.numbers))

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

    def path_of(self, identifier: Any, parents: Mapping[str, Any]) -> str:
        """Path of one object: its id below the collection, or the path itself of a singleton."""
        if self.kind == "singleton":
            return self.where(parents)
        return f"{self.where(parents).rstrip('/')}/{segment(identifier)}"
