# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What uses a file, and what is in it.

The PBX tells neither (22.2, GET /files): an object that was given the id of a file shows its name, its size, and an address from
which it can be read. So the users of a file are those that show its name and size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import errors
from ..client.base import ApiClient
from ..plan.documents import Document, inside, read
from ..plan.steps import Within
from ..schema.address import Address
from ..schema.addresses import ADDRESSES
from ..schema.attribute import Attribute
from ..schema.resource import Resource
from .answers import read_fields, read_referred
from .parallel import parallel_map
from .site import Site

BLOBS = "/blobs/"
AT_ONCE = 8
"""How many requests are under way at a time."""
FILE = "file"
"""The unique name of the resource that they are objects of."""


@dataclass(frozen=True)
class FileUser:
    """A field of an object that uses a file.

    :param document: the object as it is now.
    :param field: the name of the field, with the name of the part that it is in where the object consists of parts.
    """

    resource: Resource
    site: Site
    document: Document
    field: str

    @property
    def known(self) -> Attribute:
        """What is known of the field."""
        return self.resource.field(tuple(self.field.split(".")))

    @property
    def url(self) -> str:
        """The address that the object shows of the file, empty where it shows none."""
        named = next(shown for shown, name in self.known.matched_by.items() if name == "name")
        return str(inside(self.document, self.field.rpartition(".")[0]).get(f"{named.removesuffix('_name')}_url") or "")


def users_of(site: Site, file: Mapping[str, Any]) -> Iterator[FileUser]:
    """What uses a file.

    :param site: where the file is.
    :param file: the file as it is read.
    :raises PortsipError: it can't be told.
    """
    if not site.kinds:
        raise ValueError("what uses a file can't be told without the resources that may")
    for resource in site.kinds.values():
        fields = _fields(resource)
        for place, document in _objects(site, resource, fields) if fields else ():
            for field, known in fields.items():
                held = inside(document, field.rpartition(".")[0])
                if all(held.get(shown) == file.get(name) for shown, name in known.matched_by.items()):
                    yield FileUser(resource, place, document, field)


def content_is(site: Site, file: Mapping[str, Any], checksum: str) -> bool:
    """Whether a file has a content.

    Of a file that nothing uses, there is no address: then it is taken to have the content where the PBX has it at all.

    :param file: the file as it is read.
    :param checksum: SHA-256 in hexadecimal.
    :raises PortsipError: it can't be read.
    """
    url = next((user.url for user in users_of(site, file) if user.url), "")
    path = BLOBS + (url.rpartition(BLOBS)[2] if BLOBS in url else checksum)
    content = _Digest()
    try:
        site.client.fetch(path, content)
    except errors.NotFound:
        return False
    return content.checksum == checksum


def _fields(resource: Resource) -> dict[str, Attribute]:
    """The fields of a resource that hold files, and show what they hold."""
    return {
        path: known
        for path, known in resource.fields.items()
        if known.reference is not None and known.reference.to == FILE and known.matched_by
        if "." not in path or path.partition(".")[0] in resource.parts
    }


def _objects(site: Site, resource: Resource, fields: Mapping[str, Attribute]) -> Iterator[tuple[Site, Document]]:
    """Every object of a resource in the tenant, each as far as its fields are known, and where it is."""
    if resource.level == "system":
        # Of the tenant itself, what is written inside of it.
        for endpoint in dict.fromkeys(known.endpoint for known in fields.values() if known.endpoint is not None):
            yield site, read(resource, read_fields(site.client, endpoint.path, endpoint.fields))
        return
    places = _places(site, resource)
    lists = parallel_map(lambda place: _listed_in(place, resource), places, AT_ONCE)
    found = [(place, item) for place, items in zip(places, lists, strict=True) for item in items]
    if resource.kind != "singleton" and resource.summary:
        wholes = parallel_map(lambda one: one[0].whole(resource, one[1]), found, AT_ONCE)
        found = [(place, whole) for (place, _item), whole in zip(found, wholes, strict=True) if whole is not None]
    yield from found


def _listed_in(place: Site, resource: Resource) -> list[Document]:
    """The objects of a resource at a place, as their list tells them."""
    try:
        if resource.kind != "singleton":
            return place.all(resource)
        document = place.get(resource, None)
    except errors.NotFound:  # a release that has none of them, or something that has gone meanwhile
        return []
    return [] if document is None else [document]


def _places(site: Site, resource: Resource) -> list[Site]:
    """Where objects of a resource are: below each of the objects that they can be below."""
    places = [site.at(tuple(holder for holder in site.within if not holder.placeholder))]
    for parent in resource.parents:
        address = ADDRESSES[parent.to]
        below = [(place, item) for place in places for item in _listed(place.client, address.below(place.parents))]
        places = [
            place.at((*place.within, Within(parent.kind, str(item.get(address.by[0]) or ""), parent.option, str(item["id"]))))
            for place, item in below
        ]
    return places


def _listed(client: ApiClient, address: Address) -> list[Document]:
    try:
        return read_referred(client, address, lambda: client.list_all(address.path, paged=address.paged))
    except errors.NotFound:
        return []


class _Digest:
    """Takes the SHA-256 of a file while it arrives; see ``http_files.Sink``."""

    def __init__(self) -> None:
        self.begin("", None)

    def begin(self, content_type: str, size: int | None) -> None:
        """A body begins."""
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """The next piece."""
        self._digest.update(piece)

    @property
    def checksum(self) -> str:
        """In hexadecimal."""
        return self._digest.hexdigest()
