# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where objects live, and how they are read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .. import errors
from ..base.identity import filled
from ..client.answers import Item
from ..client.base import ApiClient
from ..plan.documents import Document, read
from ..plan.index import Index
from ..plan.steps import UnknownId, Within, parents_in
from ..schema.reference import Endpoint
from ..schema.resource import Resource
from .answers import read_fields, read_list, read_object, read_parts
from .listings import Listing, Listings


def _raise(error: errors.Conflict) -> None:
    raise error


@dataclass
class Site:
    """Where objects of one collection live, and how they are reached.

    :param within: what they live in, with the values of the placeholders in the collection's path.
    :param listings: what is remembered of collections.
    :param endpoint_client: a session for fields with a path of their own.
    :param also_read: fields that are read at paths of their own, as they come back from nowhere else; of something that consists of
        parts, those that are read, all of them where it names none.
    :param warn: tells the user something that does not stop the run.
    :param progress: tells the user how far long work is.
    :param wait_timeout: seconds to wait for an asynchronous removal, 0 for not at all.
    :param tolerate: takes a conflict with another object, which an earlier task may have changed by the time of the real run;
        raises it where that is not so.
    :param kinds: every resource by its unique name, where an object may be used by objects of any other.
    :param details: whole objects by session and path, where one plan rests on what was read once; None where what a write rests on is
        read again before it.
    """

    client: ApiClient
    within: tuple[Within, ...] = ()
    listings: Listings = field(default_factory=Listings)
    endpoint_client: Callable[[Endpoint, Document], ApiClient] | None = None
    also_read: tuple[str, ...] = ()
    warn: Callable[[str], None] = lambda text: None
    progress: Callable[[str], None] = lambda text: None
    wait_timeout: float = 300
    tolerate: Callable[[errors.Conflict], None] = _raise
    details: dict[tuple[ApiClient, str], Document | None] | None = None
    kinds: Mapping[str, Resource] = field(default_factory=dict)

    @property
    def is_planned(self) -> bool:
        """Whether an object that they live in is still to be created: then nothing is there, and nothing is asked."""
        return any(isinstance(holder.identifier, UnknownId) for holder in self.within)

    @cached_property
    def parents(self) -> dict[str, Any]:
        """The values of the placeholders in the collection's path."""
        return parents_in(self.within)

    def at(self, within: tuple[Within, ...]) -> Site:
        """Where other objects live that are reached in the same way."""
        return self if within == self.within else replace(self, within=within)

    def get(self, resource: Resource, identifier: Any) -> Document | None:
        """The whole object with this id, None where it is gone.

        :raises NotFound: there is none of something of which there is always one: its place does not exist.
        """
        if self.is_planned:
            return {} if resource.kind == "singleton" else None
        path = resource.path_of(identifier, self.parents)
        if not resource.readable:
            return {}
        if resource.parts:
            return read_parts(self.client, resource, self.also_read)
        try:
            if not resource.item_readable:
                return next((item for item in self.all(resource) if str(item.get(resource.id_field)) == str(identifier)), None)
            answer = read_object(self.client, resource, path, identifier)
            asked = {name: below for name, below in resource.whole_lists.items() if not below.when_given or name in self.also_read}
            lists = {name: self.client.list_all(path + below.path, paged=False) for name, below in asked.items()}
            document = read(resource, {**answer, **lists})
        except errors.NotFound:
            if resource.kind == "singleton":
                raise
            return None
        return document if resource.kind == "singleton" else self._with_endpoints(resource, {resource.id_field: identifier, **document})

    def _with_endpoints(self, resource: Resource, document: Document) -> Document:
        """An object with what its endpoints alone tell of it."""
        wanted = [name for name in self.also_read if resource.field((name,)).read_at_endpoint]
        found: Document = {}
        for endpoint in dict.fromkeys(resource.field((name,)).endpoint for name in wanted):
            if endpoint is not None and self.endpoint_client is not None:
                path = filled(endpoint.path, {"id": document[resource.id_field]})
                answer = read(resource, read_fields(self.endpoint_client(endpoint, document), path, endpoint.fields))
                found.update({name: answer[name] for name in wanted if name in answer})
        return {**document, **dict.fromkeys(wanted), **found}

    def all(self, resource: Resource) -> list[Document]:
        """Every object of the collection as its list tells it, read now, in the order of the API."""
        if self.is_planned:
            return []
        path = resource.where(self.parents)
        return self.own(resource, read_list(self.client, resource, path, lambda: self.client.list_all(path, paged=resource.paged)))

    def own(self, resource: Resource, items: Iterable[Item]) -> list[Document]:
        """The objects of a list in the form of the options, without those that a tenant is only lent."""
        documents = [read(resource, item) for item in items]
        return [document for document in documents if not self.is_lent(resource, document)]

    def is_lent(self, resource: Resource, document: Document) -> bool:
        """Whether an object is one of the system that the tenant which they live in may use."""
        return resource.is_lent(document, "tenant" if any(holder.kind == "tenant" for holder in self.within) else resource.level)

    def listed(self, resource: Resource) -> list[Document]:
        """Every object of the collection as its list tells it; where lists are kept, as it was read before."""
        if self.is_planned:
            return []
        path = resource.where(self.parents)
        with self.listings.reading(self.client, path):
            listing = self.listings.get(self.client, path)
            if listing is None:
                listing = Listing(Index(resource, self.all(resource)), time.monotonic())
                self.listings.put(self.client, path, listing)
        return listing.index.all()

    def forget(self, resource: Resource) -> None:
        """Let go of the remembered list."""
        self.listings.forget(self.client, resource.where(self.parents))

    def remember(self, resource: Resource, identifier: Any, document: Document | None) -> None:
        """Keep a remembered list in step: an object is now like this, or gone."""
        listing = self.listings.get(self.client, resource.where(self.parents))
        if listing is None:
            return
        if document is None:
            listing.index.drop(identifier)
        else:
            listing.index.put(document)

    def whole(self, resource: Resource, found: Document) -> Document | None:
        """The object with all its fields, where the list has only some of them; None where it is gone."""
        return self.read_once(resource, found[resource.id_field]) if resource.summary else found

    def read_once(self, resource: Resource, identifier: Any) -> Document | None:
        """The whole object with this id, as it was read before where one plan rests on that."""
        if self.details is None or self.is_planned:
            return self.get(resource, identifier)
        key = (self.client, resource.path_of(identifier, self.parents))
        with self.listings.reading(*key):
            if key not in self.details:
                self.details[key] = self.get(resource, identifier)
            return self.details[key]
