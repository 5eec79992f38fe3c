# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which object of a collection is the wanted one: looked up now, or in a remembered list."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from .. import errors
from ..client.answers import Item
from ..plan.checks import describe
from ..plan.documents import Document, is_blank
from ..plan.index import Index
from ..plan.steps import Desired, UnknownId
from ..schema.resource import Resource
from .answers import read_list
from .listings import Listing
from .site import Site
from .waiting import patiently


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


def find_current(site: Site, resource: Resource, desired: Desired) -> Document | None:
    """The whole current object that is meant, looked up now.

    :raises Ambiguous, NotFound: see ``Index.find``.
    """
    found = look_up(site, resource, desired, renew=True).document
    return found if desired.identifier is not None or found is None else site.whole(resource, found)


def matching_objects(site: Site, resource: Resource, desired: Desired, own: Any = None) -> list[Document]:
    """Every object with the key of a wanted one, looked up now, as the list tells it.

    :param own: the id of an object that counts whatever key it has.
    """
    path = resource.where(site.parents)
    documents = site.own(resource, read_list(site.client, resource, path, _search(site, resource, desired)))
    found = Index(resource, documents).matching(desired)
    return [
        *found,
        *(item for item in documents if own is not None and str(item.get(resource.id_field)) == str(own) and item not in found),
    ]


def look_up(site: Site, resource: Resource, desired: Desired, *, renew: bool) -> Seen:
    """The object as its list tells it."""
    if desired.identifier is not None or resource.kind == "singleton":
        document = site.read_once(resource, desired.identifier)
        if document is not None and site.is_lent(resource, document):
            what = f"the {resource.name.replace('_', ' ')} with the id {desired.identifier!r}"
            raise errors.InvalidInput(f"id: {what} belongs to the PBX, and the tenant may only use it; leave out tenant to manage it")
        return Seen(document, fresh=True)
    if site.is_planned:
        return Seen(None, fresh=True)
    if renew or not site.listings.keep:
        return _looked_up(site, resource, desired)
    path = resource.where(site.parents)
    listing = site.listings.get(site.client, path)
    if listing is None:
        with site.listings.reading(site.client, path):
            listing = site.listings.get(site.client, path)
            if listing is None:
                return _looked_up(site, resource, desired)
    if len(listing.index.matching(desired)) <= 1:
        return Seen(listing.index.find(desired), fresh=site.details is not None)
    return _looked_up(site, resource, desired)


def _looked_up(site: Site, resource: Resource, desired: Desired) -> Seen:
    """The object as its list tells it now."""
    # Other runs that have just created the same object at the same time take back all but one.
    several = resource.unique or resource.upload is not None
    index = patiently(lambda: _listed(site, resource, desired), lambda index: several or len(index.matching(desired)) <= 1)
    found, doubles = index.find(desired), tuple(index.matching(desired)[1:])
    if doubles and resource.upload is not None and not desired.absent:
        tell_of_doubles(site, resource, desired, [found or {}, *doubles])
        doubles = ()
    return Seen(found, fresh=True, doubles=doubles)


def _listed(site: Site, resource: Resource, desired: Desired) -> Index:
    """The collection, read now; as far as it can hold the wanted object, where no more items are to come."""
    path = resource.where(site.parents)
    fetch = partial(site.client.list_all, path, paged=resource.paged) if site.listings.keep else _search(site, resource, desired)
    items = read_list(site.client, resource, path, fetch)
    listing = Listing(Index(resource, site.own(resource, items)), time.monotonic())
    site.listings.put(site.client, path, listing)
    return listing.index


def _search(site: Site, resource: Resource, desired: Desired) -> Callable[[], list[Item]]:
    """What reads objects among which those with the key of a wanted one surely are."""
    key = {name: desired.values.get(name) for name in resource.key}
    wanted = odata_filter(key) if resource.queries else None
    # What is stored in another form of Unicode is found neither by filter nor by search.
    search = " ".join(map(str, key.values())) if resource.large and (wanted or "").isascii() else None
    return partial(site.client.find, resource.where(site.parents), paged=resource.paged, wanted=wanted, search=search)


def tell_of_doubles(site: Site, resource: Resource, desired: Desired, doubles: list[Document]) -> None:
    """Warn of objects that differ in nothing but the id, as two runs at the same time may have created them."""
    ids = ", ".join(str(item.get(resource.id_field)) for item in doubles)
    what = describe(resource, desired.values)
    if resource.upload is not None:
        outcome = "All of them are removed" if desired.absent else "The newest one, which is the first, counts"
        site.warn(f"{len(doubles)} objects match {what}; their ids are {ids}. {outcome}.")
        return
    outcome = "All of them are removed" if desired.absent else "They are treated as one; state=absent removes all of them"
    site.warn(f"{len(doubles)} objects match {what} and differ only in their ids: {ids}. {outcome}.")


def told_by_list(resource: Resource, names: Collection[str]) -> bool:
    """Whether fields of an object are in the list of its kind, where that has only some."""
    return isinstance(resource.summary, tuple) and set(names) <= {*resource.summary, *resource.key}


def odata_filter(values: Mapping[str, Any]) -> str | None:
    """``name eq 'value' and …``: OData, quotes doubled; None where a value is missing or not known yet."""
    if any(is_blank(value) or isinstance(value, UnknownId) for value in values.values()):
        return None
    quoted = {name: value if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'" for name, value in values.items()}
    return " and ".join(f"{name} eq {value}" for name, value in quoted.items())
