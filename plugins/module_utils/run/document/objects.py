# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The objects of a document as they will be, so that values can name what does not exist yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ... import errors
from ...base.identity import is_domain
from ...base.texts import normal
from ...client.answers import Item
from ...client.base import ApiClient
from ...read.listings import Listings
from ...read.numbers import NUMBER, Holder, Numbered, by_name, holder
from ...read.references import References
from ...schema.address import Address
from .entries import Entry
from .named_numbers import NamedNumbers


class PlannedObjects:
    """Objects as the plan leaves them, found as values name them.

    :ivar places: for each place and path the objects by the field that has the value, and by the value.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Hashable, str], dict[tuple[str, str], list[Item]]] = {}

    def add(self, place: Hashable, address: Address, item: Item) -> None:
        """Take up an object.

        :param place: the session that it is seen in: equal for objects that values of each other can name.
        :param address: with the placeholders of its path filled in.
        :param item: with its id, or the ``UnknownId`` of one that is still to be created.
        """
        known = self._known.setdefault((place, address.path), {})
        for way in address.by:
            if item.get(way) not in (None, ""):
                known.setdefault((way, _form(address, way, item[way])), []).append(item)

    def find(self, place: Hashable, address: Address, value: Any, option: str) -> Item | None:
        """The object that a value names, None where the document has none.

        :raises Ambiguous: it has several.
        """
        known = self._known.get((place, address.path), {})
        for way in address.by:
            if way in address.never_domain and is_domain(str(value)):
                continue
            found = known.get((way, _form(address, way, value)), [])
            if len(found) > 1:
                words = way.replace("_", " ")
                raise errors.Ambiguous(f"{option}: the document has {len(found)} {address.noun}s with the {words} {value!r}")
            if found:
                return found[0]
        return None

    def forget(self, place: Hashable) -> None:
        """Let go of the objects of a place."""
        self._known = {key: known for key, known in self._known.items() if key[0] is not place}


def _form(address: Address, way: str, value: Any) -> str:
    text = str(normal(str(value)))
    return text.casefold() if way in address.any_case else text


class DocumentReferences(References):
    """Looks up references in what the document holds first, then in one session.

    :param places: which places of ``objects`` are meant by an address, by precedence.
    :param names: what entries with an extension number are called.
    :param tenant: the entry of the tenant.
    :param listings: lists that were read.
    :param planned: whether the tenant is still to be created: then it has nothing else.
    """

    def __init__(
        self,
        client: ApiClient,
        objects: PlannedObjects,
        places: Callable[[Address], tuple[Hashable, ...]],
        names: NamedNumbers,
        tenant: Entry | None,
        listings: Listings,
        *,
        planned: bool,
    ) -> None:
        super().__init__(client, keep=True)
        self.client = client
        self._objects = objects
        self._places = places
        self._names = names
        self._tenant = tenant
        self._listings = listings
        self._planned = planned
        self._having: dict[str, frozenset[str]] = {}
        self._called: dict[str, dict[str, list[Numbered]]] = {}

    def find(self, address: Address, value: Any, option: str, warn: Callable[[str], None] = lambda text: None) -> Item:
        """The object that a value names; see ``References.find``.

        :raises NotFound: the tenant is still to be created, and the document does not create such an object in it.
        """
        for place in self._places(address):
            found = self._objects.find(place, address, value, option)
            if found is not None:
                return found
        if self._planned and address.level == "tenant":
            raise errors.NotFound(
                f"{option}: there is no {address.noun} {value!r}: the tenant does not exist yet, and the document does not create one in it"
            )
        return super().find(address, value, option, warn)

    def numbers(self, address: Address, *, read: bool) -> frozenset[str] | None:
        """The extension numbers of the objects of a kind that the tenant has now; None where that is not known.

        :param read: whether the list is read where it was not read before.
        :raises PortsipError: it can't be read.
        """
        if self._planned:
            return frozenset()
        if address.path not in self._having:
            items = self._items(address, read=read)
            if items is None:
                return None
            self._having[address.path] = frozenset(str(normal(str(item[NUMBER]))) for item in items if item.get(NUMBER))
        return self._having[address.path]

    def holder(self, number: str) -> Holder | None:
        """What the PBX says that has a number, None where nothing is known to have it."""
        return None if self._planned else holder(self.client, number)

    def _numbered(self, kind: str, address: Address, name: str) -> list[Numbered]:
        planned = [Numbered(kind, address, number) for number in self._names.present(self._tenant, kind, name)]
        if self._planned:
            return planned
        if kind not in self._called:
            items = self._items(address, read=True) or []
            self._called[kind] = by_name(kind, address, self._names.as_planned(self._tenant, kind, items))
        return [*planned, *self._called[kind].get(name, [])]

    def _items(self, address: Address, *, read: bool) -> list[Item] | None:
        """Every object of a collection, None where it was not read and is not to be read."""
        listing = self._listings.get(self.client, address.path)
        if listing is not None:
            return listing.index.all()
        return self._list(address, bool) if read else None
