# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Names become ids: what a wanted object refers to is looked up before anything is planned."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import errors
from ..base.identity import meanings
from ..base.locks import Locks
from ..base.texts import normal
from ..client.answers import Item
from ..client.base import ApiClient
from ..client.tenants import TENANTS, one_tenant, tenants_among
from ..plan.documents import Document, Path, is_blank
from ..plan.index import newest_first
from ..plan.steps import UnknownId
from ..schema.address import Address
from ..schema.aliases import option_name, refers_to
from ..schema.attribute import Attribute
from ..schema.reference import NUMBERED, NumberOf, Reference
from ..schema.resource import Resource
from .answers import read_referred
from .listings import FRESH_SECONDS
from .lookup import odata_filter
from .matching import matched
from .numbers import NUMBER, Numbered, called, check_once, is_name, the_one
from .place import Place

TRUSTED_SECONDS = 30.0
"""For how long a name that was looked up is taken to lead to the same object."""
FORBIDDEN = 403
TENANTS_ALONE = 3
"""How many tenants the items of a loop look up one by one, before all are read."""


@dataclass(frozen=True)
class Found:
    """What a text was found to name.

    :param way: the field that has it.
    :param other_id: it is the id of another object too.
    :param at: when it was looked up.
    :param others: how many older objects have the text, too, where the newest counts.
    """

    item: Item
    way: str
    other_id: bool
    at: float
    others: int = 0


class References:
    """Looks up references in one session, and remembers what it found; shared by threads.

    :param keep: whether more items are to come, so that reading a whole collection once pays; where nothing less
        can be read, it is read once in any case.
    """

    def __init__(self, client: ApiClient, *, keep: bool = False) -> None:
        self._client = client
        self._keep = keep
        self._found: dict[tuple[str, str], Found] = {}
        self._by_id: dict[tuple[str, str], Item] = {}
        self._lists: dict[str, tuple[float, list[Item]]] = {}
        self._numbers: dict[tuple[NumberOf, str], tuple[float, str]] = {}
        self._tenants_alone = 0
        self._locks = Locks()

    def find(self, address: Address, value: Any, option: str, warn: Callable[[str], None] = lambda text: None) -> Item:
        """The object that a value names.

        :param address: where it is looked for.
        :param option: the option the value was given in, for error texts.
        :param warn: told where a text of digits is the name of one object and the id of another one.
        :raises NotFound, Ambiguous: none, or several, have that name.
        """
        text = normal(str(value))
        key = (address.path, text)
        with self._locks.held(key):  # a name is looked up once, by whichever thread comes first
            found = self._found.get(key)
            if found is None or self._age(found.at) > TRUSTED_SECONDS:
                found = self._found[key] = self._look_up(address, text, option)
        if found.other_id:
            warn(
                f"{option}: {text!r} is the {_words(found.way)} of the {address.noun} with the id {found.item.get('id')} "
                f"and the id of another {address.noun}; the {_words(found.way)} counts."
            )
        if found.others:
            warn(f"{option}: {found.others + 1} {address.noun}s have the {_words(found.way)} {text!r}; the newest one counts.")
        return found.item

    def _look_up(self, address: Address, value: str, option: str) -> Found:
        candidates = self._candidates(address, value)
        found = _meanings(candidates, address, value)
        if not found:
            if address.path == TENANTS:
                one_tenant(candidates, value, option)
            named = " or ".join(_words(way) for way in address.ways)
            raise errors.NotFound(f"{option}: there is no {address.noun} with the {named} {value!r}")
        (way, items), *others = found
        if len(items) > 1 and address.newest:
            return Found(newest_first(items, address.newest)[0], way, False, time.monotonic(), len(items) - 1)
        if len(items) > 1:
            ids = ", ".join(str(item.get("id")) for item in items)
            raise errors.Ambiguous(
                f"{option}: {len(items)} {address.noun}s have the {_words(way)} {value!r}; their ids are {ids}. Use one of these ids."
            )
        other_id = way != "id" and any(name == "id" and items[0] not in same for name, same in others)
        return Found(items[0], way, other_id, time.monotonic())

    def _candidates(self, address: Address, value: str) -> list[Item]:
        """Objects among which the one that is meant surely is, where it exists."""
        if address.path == TENANTS and self._client.filters and not (self._keep and self._tenants_alone >= TENANTS_ALONE):
            self._tenants_alone += 1
            return self._read(address, lambda: tenants_among(self._client, value))
        natural = len(address.by) > 1
        # A name of digits may be another object's id, which only the whole list tells.
        if not self._keep and address.paged and self._client.filters and (natural or not value.isdecimal()):
            wanted = odata_filter({address.by[0]: value})
            return self._read(address, lambda: self._client.find(address.path, paged=address.paged, wanted=wanted))
        return self._list(address, lambda items: bool(_meanings(items, address, value)))

    def _list(self, address: Address, settles: Callable[[list[Item]], bool]) -> list[Item]:
        """Every object of a collection.

        :param settles: whether what was read before is enough.
        """
        with self._locks.held(address.path):
            read_at, items = self._lists.get(address.path, (None, []))
            if self._age(read_at) > (TRUSTED_SECONDS if settles(items) else FRESH_SECONDS):
                items = self._read(address, lambda: self._client.list_all(address.path, paged=address.paged))
                self._lists[address.path] = (time.monotonic(), items)
            return items

    def number(self, number_of: NumberOf, name: str, option: str) -> str:
        """The extension number of the object that has a name.

        :param option: the option the name was given in, for error texts.
        :raises NotFound, Ambiguous: none, or several, have that name.
        """
        text = str(normal(name))
        key = (number_of, text)
        with self._locks.held(key):
            read_at, number = self._numbers.get(key, (None, ""))
            if self._age(read_at) > TRUSTED_SECONDS:
                found = [one for kind, address in number_of.kinds.items() for one in self._numbered(kind, address, text)]
                number = the_one(found, number_of, text, option)
                self._numbers[key] = (time.monotonic(), number)
        return number

    def _numbered(self, kind: str, address: Address, name: str) -> list[Numbered]:
        """The objects of a kind that have a name."""
        if self._keep or not (address.paged and self._client.filters):
            items = self._list(address, lambda items: bool(called(kind, address, items, name)))
        else:
            wanted = " or ".join(filter(None, (odata_filter({field: name}) for field in NUMBERED[kind])))
            items = self._read(address, lambda: self._client.find(address.path, paged=address.paged, wanted=wanted))
        return called(kind, address, items, name)

    def _read(self, address: Address, fetch: Callable[[], list[Item]]) -> list[Item]:
        return read_referred(self._client, address, fetch)

    @staticmethod
    def predicted(resource: Resource, desired: Document, current: Document) -> Document:
        """The current object with what an earlier task will have added to it by then.

        In check mode, named objects that do not exist yet are assumed to be at the end of lists such as that of all rules.
        """
        lists = [name for name, description in resource.fields.items() if description.items == "ordered_prefix" and name in desired]
        unknown = (str, UnknownId)
        added = {
            name: [item for item in desired[name] if isinstance(item, unknown) and item not in current.get(name, [])] for name in lists
        }
        return {**current, **{name: [*current.get(name, []), *items] for name, items in added.items() if items}}

    @staticmethod
    def _age(moment: float | None) -> float:
        return float("inf") if moment is None else time.monotonic() - moment

    def resolve(self, resource: Resource, values: Document, place: Place) -> Document:
        """A copy of the wanted values with an id in place of each name.

        :raises NotFound, Ambiguous: see ``find``; where ``place`` tolerates a missing object, its name is kept.
        """
        resolved: Document = {}
        for name, value in values.items():
            known, option = resource.field((name,)), option_name(name, refers_to(resource.field((name,))))
            if known.id_as and known.reference is not None and not is_blank(value):
                resolved |= self._by_name(name, known, known.reference, value, option, place)
            else:
                resolved[name] = self._walk(resource, value, (name,), option, place)
        return resolved

    def _by_name(self, name: str, known: Attribute, reference: Reference, value: Any, option: str, place: Place) -> Document:
        """The values for a field that comes back as the name of another object: the name, the id, and what shows it besides."""
        if place.absent:
            return {name: reference.named(value)}
        try:
            if place.local is not None and reference.is_path(value):
                item = place.local(reference, value, option)
            else:
                item = self.find(reference.address.below(place.parents), reference.named(value), option, place.warn)
        except errors.NotFound as error:
            place.tolerate_missing(error)
            return {name: reference.named(value)}
        shown = {own: item[of] for own, of in known.matched_by.items() if own != name and item.get(of) is not None}
        return {name: item[known.matched_by[name]], known.id_as: item["id"], **shown}

    def forget(self, path: str) -> None:
        """Let go of what is known of a collection, as something was added to it."""
        self._lists.pop(path, None)
        for key in [key for key in self._found if key[0] == path]:
            self._found.pop(key, None)

    def tell_names(self, resource: Resource, place: Place) -> None:
        """Let a diff call by name also what nobody named, as far as whole lists of it had to be read."""
        for description in resource.fields.values():
            if description.reference is not None:
                address = description.reference.address.below(place.parents)
                _read_at, items = self._lists.get(address.path, (None, []))
                names = {str(item.get("id")): item.get(address.by[0]) for item in items}
                place.given_names.update({(address.path, identifier): name for identifier, name in names.items() if name})

    def matched_by(self, resource: Resource, desired: Document, current: Document) -> Document:
        """The current object, completed with fields that can't be read but leave evidence; see ``matched``."""
        return matched(resource, desired, current, lambda address, identifier: self._by_id.get((address.path, identifier)))

    def _walk(self, resource: Resource, value: Any, path: Path, option: str, place: Place) -> Any:
        """:param option: the path as the user writes it: ``rules[0].interval``."""
        if isinstance(value, Mapping):
            inside = {name: (*path, name) for name in value}
            called = {name: option_name(name, refers_to(resource.field(here))) for name, here in inside.items()}
            return {name: self._walk(resource, item, inside[name], f"{option}.{called[name]}", place) for name, item in value.items()}
        if isinstance(value, list):
            items = [self._walk(resource, item, (*path, "*"), f"{option}[{number}]", place) for number, item in enumerate(value)]
            check_once(resource, path, value, items, option)
            return items
        description: Attribute = resource.field(path)
        if description.number_of is not None and is_name(value):
            return self._number(description.number_of, value, option, place)
        if description.reference is None:
            return value
        address = description.reference.address.below(place.parents)
        if is_blank(value) or value in description.reference.built_in:
            return None if address.integer else value
        try:
            if place.local is not None and description.reference.is_path(value):
                item = place.local(description.reference, value, option)
            else:
                item = self.find(address, description.reference.named(value), option, place.warn)
        except errors.NotFound as error:
            # What identifies an object can't stay a name: the object would be looked for under it.
            if not (address.managed or place.any_missing) or path[0] in resource.key:
                raise
            place.tolerate_missing(error)
            return value
        except errors.AuthenticationFailed as error:
            # A session that may not read the list may still write the name; the PBX tells whether there is such an object.
            if not description.reference.by_name or error.status != FORBIDDEN:
                raise
            return value
        if description.reference.by_name:
            return item[address.by[0]]
        identifier = item["id"]
        self._by_id[address.path, str(identifier)] = item
        if str(value) != str(identifier):
            place.given_names[address.path, str(identifier)] = value
        return identifier if address.integer or isinstance(identifier, UnknownId) else str(identifier)

    def _number(self, number_of: NumberOf, value: str, option: str, place: Place) -> str:
        try:
            number = self.number(number_of, value, option)
        except errors.NotFound as error:
            place.tolerate_missing(error)
            return value
        place.given_names[NUMBER, number] = value
        return number


def _meanings(items: list[Item], address: Address, value: str) -> list[tuple[str, list[Item]]]:
    return meanings(items, address.ways, value, address.any_case, address.never_domain)


def _words(field_name: str) -> str:
    return field_name.replace("_", " ")
