# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The current objects of one collection, found by id or by natural key.

Pure: no Ansible, no HTTP.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import Ambiguous, NotFound
from ..schema.resource import Resource
from .checks import describe
from .documents import Document, is_blank
from .keys import Key, keys_of
from .steps import Desired


class Index:
    """The current objects of one collection, found by id or by natural key; shared by threads.

    :param documents: option form.
    """

    def __init__(self, resource: Resource, documents: Iterable[Document] = ()) -> None:
        self._resource = resource
        self._by_id: dict[str, Document] = {}
        self._by_key: dict[Key, dict[str, None]] = {}
        self._lock = threading.RLock()
        for document in documents:
            self.put(document)

    def __len__(self) -> int:
        return len(self._by_id)

    def all(self) -> list[Document]:
        """Every object, in the order in which they were taken up."""
        with self._lock:
            return list(self._by_id.values())

    def put(self, document: Document) -> None:
        """Take up an object, in place of the one with its id."""
        identifier = str(document.get(self._resource.id_field))
        keys = keys_of(self._resource, document)
        with self._lock:
            self.drop(identifier)
            self._by_id[identifier] = document
            for key in keys:
                self._by_key.setdefault(key, {})[identifier] = None

    def drop(self, identifier: Any) -> None:
        """Forget the object with this id."""
        with self._lock:
            former = self._by_id.pop(str(identifier), None)
            for key in keys_of(self._resource, former) if former is not None else ():
                self._by_key[key].pop(str(identifier), None)

    def find(self, desired: Desired) -> Document | None:
        """The current object that a wanted one means; of several that differ in nothing but the id, the one with the lowest, and of
        several uploaded ones the newest.

        :raises Ambiguous: several that differ have that key; lists their ids.
        :raises NotFound: the wanted object has an id that no object has, and is to be present.
        """
        resource = self._resource
        if desired.identifier is not None:
            found = self._by_id.get(desired.identifier)
            if found is None and not desired.absent:
                raise NotFound(f"id: there is no {resource.name.replace('_', ' ')} with the id {desired.identifier!r}")
            return found
        several = self.matching(desired)
        if len(several) > 1 and resource.upload is None and not _are_doubles(resource, several):
            what, ids = describe(resource, desired.values), ", ".join(str(item.get(resource.id_field)) for item in several)
            raise Ambiguous(f"{len(several)} objects match {what}; their ids are {ids}. Use the option id to select one.")
        return several[0] if several else None

    def matching(self, desired: Desired) -> list[Document]:
        """Every object with the key of a wanted one, the lowest id first; of uploaded ones the newest.

        Of several keys that a wanted object has, the first counts that any object has. Objects that come from elsewhere only count
        where no other object has it.
        """
        keys, upload = keys_of(self._resource, desired.values), self._resource.upload
        with self._lock:
            having = next((self._by_key[key] for key in keys if self._by_key.get(key)), {})
            found = [self._by_id[identifier] for identifier in sorted(having, key=id_order)]
        if len(found) > 1 and self._resource.synchronised:
            found = [item for item in found if is_blank(item.get(self._resource.synchronised))] or found
        return newest_first(found, upload.newest) if upload else found


def newest_first(documents: Iterable[Document], field: str) -> list[Document]:
    """Objects by the time in a field (RFC 3339 in UTC, fractions of any length), the newest first."""

    def made_at(document: Document) -> tuple[str, str]:
        whole, _point, fraction = str(document.get(field) or "").rstrip("Zz").partition(".")
        return whole, fraction.rstrip("0")

    return sorted(documents, key=made_at, reverse=True)


def id_order(identifier: Any) -> tuple[bool, int, str]:
    """By which ids are put in order, the same for every run: numbers by their value, before all other ids."""
    text = str(identifier)
    number = int(text) if text.isascii() and text.isdecimal() else None
    return (number is None, number or 0, text)


def _are_doubles(resource: Resource, documents: Sequence[Document]) -> bool:
    """Whether whole objects differ in nothing but their ids."""
    first, *others = ({name: value for name, value in item.items() if name != resource.id_field} for item in documents)
    return not resource.unique and all(item == first for item in others)
