# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What was read is checked before anything rests on it: an update writes the whole object, so that an empty answer would clear it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ..client.answers import Item
from ..client.base import ApiClient
from ..plan.documents import Document, is_blank, read
from ..schema.address import Address, with_id
from ..schema.resource import Resource


def read_object(client: ApiClient, resource: Resource, path: str, identifier: Any) -> Item:
    """The object at ``path`` in wire form, read again once where the answer is another one.

    :param identifier: its id, None for that of which there is one.
    :raises UnexpectedAnswer: the answer is not the object.
    """
    return client.get_object(path, odd=lambda answer: lacking(resource, identifier, answer))


def read_fields(client: ApiClient, path: str, names: Iterable[str]) -> Item:
    """The object at ``path``, of which at least one of ``names`` is known.

    :raises UnexpectedAnswer: the answer has none of them.
    """
    known = frozenset(names)
    return client.get_object(path, odd=lambda answer: None if known & answer.keys() else "any of its fields")


def read_parts(client: ApiClient, resource: Resource, chosen: Collection[str]) -> Document:
    """Something that consists of parts, each read at its own path.

    :param chosen: those that are read; all of them where it names none.
    :raises UnexpectedAnswer: an answer has no field of its part.
    """
    names = [name for name in resource.parts if name in chosen] or list(resource.parts)
    answers = {name: read_fields(client, resource.parts[name], resource.known_in(name)) for name in names}
    return {name: read(resource, answer, (name,)) for name, answer in answers.items()}


def read_list(client: ApiClient, resource: Resource, path: str, fetch: Callable[[], list[Item]]) -> list[Item]:
    """The objects of a collection in wire form, read again once where one of them is none.

    :param fetch: reads them from ``path``.
    :raises UnexpectedAnswer: an object has no id, or no key.
    """
    return _read_twice(client, path, lambda: [resource.with_id(item) for item in fetch()], lambda item: _missing_in(resource, item))


def read_referred(client: ApiClient, address: Address, fetch: Callable[[], list[Item]]) -> list[Item]:
    """Objects that others refer to, in wire form; see ``read_list``.

    :param address: where they live, its path without placeholders.
    :raises UnexpectedAnswer: an object has no id.
    """
    return _read_twice(
        client,
        address.path,
        lambda: [with_id(item, address.id_from) for item in fetch()],
        lambda item: None if is_id(item.get("id")) else f"the id of a {address.noun}",
    )


def _read_twice(client: ApiClient, path: str, fetch: Callable[[], list[Item]], odd: Callable[[Item], str | None]) -> list[Item]:
    items = fetch()
    if any(odd(item) is not None for item in items):
        client.transport.pause(0)
        items = fetch()
    missing = next((found for found in map(odd, items) if found is not None), None)
    if missing is not None:
        raise client.without(missing, path)
    return items


def lacking(resource: Resource, identifier: Any, answer: Mapping[str, Any]) -> str | None:
    """What an answer lacks to be the object with this id, with its article; None where it lacks nothing.

    A blank field may be null, an empty text or left out, so that of a singleton any field will do, and null is a value.
    """
    held = {resource.renamed.get(name, name): value for name, value in answer.items()}
    own = None if resource.kind == "singleton" else held.get(resource.id_field)
    if not is_blank(own) and str(own) != str(identifier):
        return f"the {_noun(resource)} with the id {identifier}: it has the id {own}"
    unknown = [name for name, keys in resource.lists_of_objects.items() if _is_no_list(resource, name, keys, held.get(name))]
    if unknown:
        return f"the list of {' and '.join(unknown)} of the {_noun(resource)}"
    # An assignment is read without its own id (22.2, GET /providers/{id}/assignees/{tenant_id}).
    if resource.kind == "singleton" or resource.key == (resource.id_field,):
        return None if held.keys() & _readable(resource) else f"any field of the {_noun(resource)}"
    return _key_missing(resource, held)


def _is_no_list(resource: Resource, name: str, keys: Sequence[str], value: Any) -> bool:
    """Whether a list can't be one of objects.

    What is not named in a list in which others stay is written back: it can't be told from what is missing.
    """
    others_stay = resource.field((name,)).others_stay
    if not isinstance(value, list):
        return others_stay
    whole = all(isinstance(item, Mapping) and (not others_stay or item.keys() >= set(keys)) for item in value)
    return not whole or (others_stay and not value)


def _missing_in(resource: Resource, item: Mapping[str, Any]) -> str | None:
    """What an item of a list lacks, with its article."""
    held = {resource.renamed.get(name, name): value for name, value in item.items()}
    if not is_id(held.get(resource.id_field)):
        return f"the {resource.id_field} of a {_noun(resource)}"
    return _key_missing(resource, held)


def is_id(value: Any) -> bool:
    """Whether a value can be an id: a text or a whole number."""
    return not is_blank(value) and isinstance(value, (str, int)) and not isinstance(value, bool)


def _key_missing(resource: Resource, held: Mapping[str, Any]) -> str | None:
    # What was made of another object is without its name where that object is gone.
    key = [name for name in resource.key if name not in (resource.id_field, *resource.named_back)] or [resource.id_field]
    if any(name in held for name in key) and not any(isinstance(held.get(name), (list, dict)) for name in key):
        return None
    return f"the {' and '.join(key)} of a {_noun(resource)}"


def _readable(resource: Resource) -> frozenset[str]:
    return frozenset(name for name in resource.own_fields if resource.field((name,)).readable) | frozenset(resource.renamed_in.values())


def _noun(resource: Resource) -> str:
    return resource.name.replace("_", " ")
