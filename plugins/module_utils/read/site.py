# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where objects live, and how they are read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from .. import errors
from ..base.identity import filled
from ..client.answers import Item
from ..client.base import ApiClient
from ..plan.checks import describe
from ..plan.comparison import plan_one
from ..plan.documents import Document, is_blank, read
from ..plan.index import Index
from ..plan.steps import Desired, Policy, Step, UnknownId, Within, parents_in
from ..schema.reference import Endpoint
from ..schema.resource import Resource
from .answers import read_fields, read_list, read_object, read_parts
from .listings import Listing, Listings
from .waiting import patiently


def _raise(error: errors.Conflict) -> None:
    raise error


@dataclass(frozen=True)
class Seen:
    """What a list tells of a wanted object.

    :param document: the current object, None where there is none.
    :param fresh: whether the list was read now.
    :param doubles: further objects that differ from it in nothing but the id.
    """

    document: Document | None
    fresh: bool
    doubles: tuple[Document, ...] = ()


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
        return self._own(resource, read_list(self.client, resource, path, lambda: self.client.list_all(path, paged=resource.paged)))

    def _own(self, resource: Resource, items: Iterable[Item]) -> list[Document]:
        """The objects of a list in the form of the options, without those that a tenant is only lent."""
        documents = [read(resource, item) for item in items]
        return [document for document in documents if not self._is_lent(resource, document)]

    def _is_lent(self, resource: Resource, document: Document) -> bool:
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

    def find(self, resource: Resource, desired: Desired) -> Document | None:
        """The whole current object that is meant, looked up now.

        :raises Ambiguous, NotFound: see ``Index.find``.
        """
        found = self._look_up(resource, desired, renew=True).document
        return found if desired.identifier is not None or found is None else self.whole(resource, found)

    def matching(self, resource: Resource, desired: Desired, own: Any = None) -> list[Document]:
        """Every object with the key of a wanted one, looked up now, as the list tells it.

        :param own: the id of an object that counts whatever key it has.
        """
        path = resource.where(self.parents)
        documents = self._own(resource, read_list(self.client, resource, path, self._search(resource, desired)))
        found = Index(resource, documents).matching(desired)
        return [
            *found,
            *(item for item in documents if own is not None and str(item.get(resource.id_field)) == str(own) and item not in found),
        ]

    def plan(self, resource: Resource, desired: Desired, policy: Policy, complete: Callable[[Document], Document]) -> Step:
        """What is to be done about one object.

        A remembered list is enough to see that nothing is to be done; before a
        write, what it rests on is looked at again.

        :param complete: adds to a current object what the API does not tell.
        :raises PortsipError: see ``plan``.
        :raises Conflict: the object can't stand beside the others of its collection.
        """
        step = self._plan(resource, desired, policy, complete)
        if resource.check_siblings is not None and step.changed and step.after is not None:
            own = str(step.after.get(resource.id_field))
            listed = self.all(resource) if self.details is None else self.listed(resource)
            others = [item for item in listed if str(item.get(resource.id_field)) != own]
            try:
                resource.check_siblings(step.after, others)
            except ValueError as error:
                self.tolerate(errors.Conflict(f"{error}. Nothing was written."))
        return step

    def _plan(self, resource: Resource, desired: Desired, policy: Policy, complete: Callable[[Document], Document]) -> Step:
        seen = self._look_up(resource, desired, renew=False)
        found = seen.document
        if found is not None and not seen.doubles and self._is_told(resource, desired, policy):
            step = self._step(resource, desired, found, policy, complete)
            if not step.changed:
                return step
        current = found if desired.identifier is not None or found is None else self.whole(resource, found)
        gone = found is not None and current is None
        if seen.doubles:
            self._tell_of(resource, desired, [found or {}, *seen.doubles])
        if seen.fresh and not gone:
            return replace(self._step(resource, desired, current, policy, complete), doubles=seen.doubles)
        # What is remembered may show that nothing is to be done; nothing else, a failure neither, rests on it.
        with contextlib.suppress(errors.PortsipError):
            step = self._step(resource, desired, current, policy, complete)
            if not (step.changed or gone):
                return step
        if found is not None:
            current = self._again(resource, desired, found, current)
        else:
            listing = self.listings.get(self.client, resource.where(self.parents))
            current = None if listing is not None and listing.fresh else self.find(resource, desired)
        return self._step(resource, desired, current, policy, complete)

    def _is_told(self, resource: Resource, desired: Desired, policy: Policy) -> bool:
        """Whether the list tells all that is wanted of an object, where nobody asks for the rest of it."""
        if self.details is None or desired.absent or desired.identifier is not None:
            return False
        kept = {name for name in desired.values if policy.update_password == "on_create" and not resource.field((name,)).readable}
        return told_by_list(resource, {*desired.values, *(path.partition(".")[0] for path in desired.unset)} - kept)

    def _again(self, resource: Resource, desired: Desired, found: Document, current: Document | None) -> Document | None:
        """The object that a remembered list told of, as it is now.

        :param current: what was just read, where the list has only some of the fields.
        """
        identifier = found[resource.id_field]
        if not resource.summary:
            current = self.get(resource, identifier)
        self.remember(resource, identifier, current)
        if current is not None and Index(resource, [current]).find(desired) is not None:
            return current
        # It is gone or has another key now: another object may have taken its place.
        return self.find(resource, desired)

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

    def _step(
        self,
        resource: Resource,
        desired: Desired,
        current: Document | None,
        policy: Policy,
        complete: Callable[[Document], Document],
    ) -> Step:
        if current is None and desired.identifier is not None:
            Index(resource).find(desired)
        step = plan_one(resource, desired, complete(current) if current is not None else None, policy)
        return replace(step, within=self.within)

    def _tell_of(self, resource: Resource, desired: Desired, doubles: list[Document]) -> None:
        """Warn of objects that differ in nothing but the id, as two runs at the same time may have created them."""
        ids = ", ".join(str(item.get(resource.id_field)) for item in doubles)
        what = describe(resource, desired.values)
        if resource.upload is not None:
            outcome = "All of them are removed" if desired.absent else "The newest one, which is the first, counts"
            self.warn(f"{len(doubles)} objects match {what}; their ids are {ids}. {outcome}.")
            return
        outcome = "All of them are removed" if desired.absent else "They are treated as one; state=absent removes all of them"
        self.warn(f"{len(doubles)} objects match {what} and differ only in their ids: {ids}. {outcome}.")

    def _look_up(self, resource: Resource, desired: Desired, *, renew: bool) -> Seen:
        """The object as its list tells it."""
        if desired.identifier is not None or resource.kind == "singleton":
            document = self.read_once(resource, desired.identifier)
            if document is not None and self._is_lent(resource, document):
                what = f"the {resource.name.replace('_', ' ')} with the id {desired.identifier!r}"
                raise errors.InvalidInput(f"id: {what} belongs to the PBX, and the tenant may only use it; leave out tenant to manage it")
            return Seen(document, fresh=True)
        if self.is_planned:
            return Seen(None, fresh=True)
        if renew or not self.listings.keep:
            return self._looked_up(resource, desired)
        path = resource.where(self.parents)
        listing = self.listings.get(self.client, path)
        if listing is None:
            with self.listings.reading(self.client, path):
                listing = self.listings.get(self.client, path)
                if listing is None:
                    return self._looked_up(resource, desired)
        if len(listing.index.matching(desired)) <= 1:
            return Seen(listing.index.find(desired), fresh=self.details is not None)
        return self._looked_up(resource, desired)

    def _looked_up(self, resource: Resource, desired: Desired) -> Seen:
        """The object as its list tells it now."""
        # Other runs that have just created the same object at the same time take back all but one.
        several = resource.unique or resource.upload is not None
        index = patiently(lambda: self._listed(resource, desired), lambda index: several or len(index.matching(desired)) <= 1)
        found, doubles = index.find(desired), tuple(index.matching(desired)[1:])
        if doubles and resource.upload is not None and not desired.absent:
            self._tell_of(resource, desired, [found or {}, *doubles])
            doubles = ()
        return Seen(found, fresh=True, doubles=doubles)

    def _listed(self, resource: Resource, desired: Desired) -> Index:
        """The collection, read now; as far as it can hold the wanted object, where no more items are to come."""
        path = resource.where(self.parents)
        fetch = partial(self.client.list_all, path, paged=resource.paged) if self.listings.keep else self._search(resource, desired)
        items = read_list(self.client, resource, path, fetch)
        listing = Listing(Index(resource, self._own(resource, items)), time.monotonic())
        self.listings.put(self.client, path, listing)
        return listing.index

    def _search(self, resource: Resource, desired: Desired) -> Callable[[], list[Item]]:
        """What reads objects among which those with the key of a wanted one surely are."""
        key = {name: desired.values.get(name) for name in resource.key}
        wanted = odata_filter(key) if resource.queries else None
        # What is stored in another form of Unicode is found neither by filter nor by search.
        search = " ".join(map(str, key.values())) if resource.large and (wanted or "").isascii() else None
        return partial(self.client.find, resource.where(self.parents), paged=resource.paged, wanted=wanted, search=search)

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


def told_by_list(resource: Resource, names: Collection[str]) -> bool:
    """Whether fields of an object are in the list of its kind, where that has only some."""
    return isinstance(resource.summary, tuple) and set(names) <= {*resource.summary, *resource.key}


def odata_filter(values: Mapping[str, Any]) -> str | None:
    """``name eq 'value' and …``: OData, quotes doubled; None where a value is missing or not known yet."""
    if any(is_blank(value) or isinstance(value, UnknownId) for value in values.values()):
        return None
    quoted = {name: value if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'" for name, value in values.items()}
    return " and ".join(f"{name} eq {value}" for name, value in quoted.items())
