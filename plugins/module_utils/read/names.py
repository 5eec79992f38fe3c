# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ids become names: the way back of ``references``, through lists that are read once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..base.identity import is_domain
from ..base.texts import fault_in, normal
from ..client.answers import Item
from ..client.base import ApiClient
from ..errors import PortsipError
from ..plan.index import newest_first
from ..schema.address import Address
from ..schema.resource import Resource
from .answers import read_list, read_referred


class Lists:
    """Whole collections in wire form, each read once in each session; for one run, and for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[tuple[ApiClient, str], threading.Lock] = {}
        self._read: dict[tuple[ApiClient, str], list[Item] | PortsipError] = {}

    def items(self, client: ApiClient, path: str, fetch: Callable[[], list[Item]]) -> list[Item]:
        """Every object at ``path``, in the order of the API.

        :param fetch: reads them.
        :raises PortsipError: they can't be read, also where that was tried before.
        """
        with self._lock:
            place = self._places.setdefault((client, path), threading.Lock())
        with place:
            if (client, path) not in self._read:
                try:
                    self._read[client, path] = fetch()
                except PortsipError as error:
                    self._read[client, path] = error
            found = self._read[client, path]
        if isinstance(found, PortsipError):
            raise found
        return found

    def objects(self, client: ApiClient, resource: Resource, path: str) -> list[Item]:
        """Every object of a resource whose collection is at ``path``; see ``items`` and ``read_list``."""
        fetch = partial(client.list_all, path, paged=resource.paged)
        return self.items(client, path, lambda: read_list(client, resource, path, fetch))

    def referred(self, client: ApiClient, address: Address) -> list[Item]:
        """Every object of a collection that others refer to; see ``items`` and ``read_referred``."""
        fetch = partial(client.list_all, address.path, paged=address.paged)
        return self.items(client, address.path, lambda: read_referred(client, address, fetch))

    def forget(self, client: ApiClient) -> None:
        """Let go of what was read in a session that has ended."""
        with self._lock:
            for key in [key for key in self._places if key[0] is client]:
                self._read.pop(key, None)
                del self._places[key]


@dataclass(frozen=True)
class Named:
    """How an object is called.

    :param text: its name, or its id where it has none that leads to it alone.
    :param fault: why it is the id, as a sentence without a period.
    """

    text: str
    fault: str = ""


class Names:
    """Names of the objects that the ids in one session mean.

    :param lists: what is read of the collections that they are in.
    """

    def __init__(self, client: ApiClient, lists: Lists) -> None:
        self._client = client
        self._lists = lists
        self._books: dict[str, _Book] = {}

    def named(self, address: Address, identifier: Any) -> Named:
        """The name of the object with this id.

        :param address: of the collection, its placeholders filled in.
        :raises PortsipError: the collection can't be read.
        """
        return self._book(address).named(str(identifier))

    def like(self, address: Address, facts: Mapping[str, Any]) -> Named | None:
        """The name of the one object that has these values, None where there is none or several have them.

        :raises PortsipError: the collection can't be read.
        """
        book = self._book(address)
        found = [item for item in book.items if all(item.get(name) == value for name, value in facts.items())]
        return book.named(str(found[0]["id"])) if len(found) == 1 else None

    def _book(self, address: Address) -> _Book:
        if address.path not in self._books:
            self._books[address.path] = _Book(address, self._lists.referred(self._client, address))
        return self._books[address.path]


class _Book:
    """The objects of one collection by what a value can be compared with; finds each in constant time."""

    def __init__(self, address: Address, items: Iterable[Item]) -> None:
        self._address = address
        self.items = list(items)
        self._by: dict[str, dict[str, list[Item]]] = {way: {} for way in address.ways}
        for item in self.items:
            for way, held in self._by.items():
                if item.get(way) not in (None, ""):
                    held.setdefault(self._compared(way, str(item[way])), []).append(item)

    def _compared(self, way: str, text: str) -> str:
        return normal(text).casefold() if way in self._address.any_case else str(normal(text))

    def _meant(self, text: str) -> list[Item]:
        """The objects that a value means; see ``base.identity.meanings``."""
        for way, held in self._by.items():
            found = held.get(self._compared(way, text))
            if found and not (way in self._address.never_domain and is_domain(text)):
                return newest_first(found, self._address.newest)[:1] if self._address.newest else found
        return []

    def named(self, identifier: str) -> Named:
        noun = self._address.noun
        found = self._by["id"].get(identifier)
        if not found:
            return Named(identifier, f"there is no {noun} with the id {identifier}")
        fault = f"the {noun} with the id {identifier} has no name that an option can hold"
        for way in self._address.by:
            name = str(normal(str(found[0].get(way) or "")))
            if not name or fault_in(name):
                continue
            meant = self._meant(name)
            if len(meant) == 1 and meant[0] is found[0]:
                return Named(name)
            fault = f"{len(self._by[way].get(self._compared(way, name), meant))} {noun}s have the {way.replace('_', ' ')} {name!r}"
        return Named(identifier, fault)
