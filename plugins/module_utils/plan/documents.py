# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents in option form: reading, merging, comparing, and writing them.

Pure functions.  ``path`` is the tuple of names that leads to a value, ``*``
standing for any list item, as in the keys of ``Resource.fields``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..base.texts import normal
from ..schema.resource import Resource

Document = dict[str, Any]
Path = tuple[str, ...]
SCALARS = (str, int, float)
"""The types of values that hold no others."""


@dataclass(frozen=True)
class Placed:
    """What is wanted of a list of others' items: one item at a place, and all others as they are.

    :param item: maybe the ``UnknownId`` of what is still to be created.
    :param position: counted from 1; one beyond the end is the last.
    """

    item: Any
    position: int

    def among(self, current: Sequence[Any]) -> list[Any]:
        """The list with the item at its place."""
        others = [other for other in current if other != self.item]
        return [*others[: self.position - 1], self.item, *others[self.position - 1 :]]


def is_blank(value: Any) -> bool:
    """Whether a value means "nothing": null, an empty string, list or mapping, or a mapping of such."""
    if value is None or isinstance(value, str):
        return not value
    if value == []:
        return True
    return isinstance(value, Mapping) and all(is_blank(item) for item in value.values())


def comes_back(resource: Resource, name: str, document: Mapping[str, Any]) -> bool:
    """Whether a field is read with an object: whatever the release, or because it stands in this answer."""
    known = resource.field((name,))
    return known.readable or bool(known.readable_since and not is_blank(document.get(name)))


def read(resource: Resource, value: Any, path: Path = ()) -> Any:
    """Wire form -> option form, without blanks inside mappings, but for those that have to be written back."""
    if not path and isinstance(value, Mapping) and resource.renamed:
        value = {resource.renamed.get(name, name): item for name, item in value.items()}
    decode = resource.field(path).decode
    if decode is not None:
        value = decode(value)
    if isinstance(value, Mapping):
        items = {name: read(resource, item, (*path, name)) for name, item in value.items()}
        if path in resource.free_names:
            return items
        kept = {name: item for name, item in items.items() if ".".join((*path, name)) in resource.defaulted or not is_blank(item)}
        return {name: None if path and is_blank(item) else item for name, item in kept.items()}
    if isinstance(value, (list, tuple)):
        return [read(resource, item, (*path, "*")) for item in value]
    return value


def write(resource: Resource, value: Any, path: Path = ()) -> Any:
    """Option form -> wire form; blanks stay, as they clear something."""
    if isinstance(value, Mapping):
        value = {name: write(resource, item, (*path, name)) for name, item in value.items()}
    elif isinstance(value, list):
        value = [write(resource, item, (*path, "*")) for item in value]
    encode = resource.field(path).encode
    return encode(value) if encode is not None and value is not None else value


def canonical(resource: Resource, value: Any, path: Path = ()) -> Any:
    """A form in which equal documents are equal: blanks dropped, sets sorted, values in one spelling.

    Texts are compared stripped and in Unicode NFC, but for secrets.
    """
    description = resource.field(path)
    if not description.secret:
        value = normal(value)
    if is_blank(value):
        return None
    if isinstance(value, SCALARS):  # most values: whether they are mappings takes time to tell
        return value if description.canonical is None else description.canonical(value)
    if isinstance(value, Mapping):
        items = ((normal(name), canonical(resource, item, (*path, name))) for name, item in value.items())
        value = {name: item for name, item in items if item is not None}
    elif isinstance(value, (list, tuple)):
        value = [canonical(resource, item, (*path, "*")) for item in value]
        if description.items in ("set", "keyed"):
            value = sorted(value, key=repr)
    return value if description.canonical is None else description.canonical(value)


def merge(resource: Resource, current: Any, wanted: Any, path: Path = ()) -> Any:
    """What a value will be: keys that are not wanted are left alone, a list is the whole list.

    An item of a list whose items have keys is merged with the current item of the same key; others stay where that is said of the
    list.  An empty mapping inside a document
    clears; a document of which nothing is wanted is left alone, as where a run only unsets fields.
    """
    if isinstance(wanted, Placed):
        return wanted.among(current if isinstance(current, list) else [])
    merges = bool(wanted) or not path
    if isinstance(wanted, Mapping) and isinstance(current, Mapping) and merges and path not in resource.free_names:
        merged = dict(current)
        merged.update({name: merge(resource, current.get(name), item, (*path, name)) for name, item in wanted.items()})
        return merged
    description = resource.field(path)
    if isinstance(wanted, list) and isinstance(current, list) and description.keys:
        by_key = {key_of_item(resource, item, path): item for item in current}
        items = [merge(resource, by_key.get(key_of_item(resource, item, path)), item, (*path, "*")) for item in wanted]
        if description.others_stay:
            return list({**by_key, **{key_of_item(resource, item, path): item for item in items}}.values())
        return items
    if isinstance(wanted, list) and isinstance(current, list) and description.items == "ordered_prefix":
        return [*wanted, *(item for item in current if item not in wanted)]
    return wanted


def inside(document: Document, part: str) -> Document:
    """The mapping under a key of a document, empty where there is none; the document itself where no key is named."""
    found = document.get(part) if part else document
    return found if isinstance(found, dict) else {}


def readable_part(resource: Resource, value: Any, name: str) -> Any:
    """What of a part that an object consists of can be read: without what is only written; any other value as it is."""
    if name not in resource.parts or not isinstance(value, Mapping):
        return value
    return {key: item for key, item in value.items() if resource.field((name, key)).readable}


def cleared(document: Document, dotted: str) -> Document:
    """A copy of the document in which the field at the dotted path is null."""
    name, _dot, rest = dotted.partition(".")
    changed = dict(document)
    if not rest:
        changed[name] = None
    elif isinstance(changed.get(name), Mapping):
        changed[name] = cleared(changed[name], rest)
    return changed


def key_of_item(resource: Resource, item: Any, path: Path) -> tuple[Any, ...]:
    """What identifies an item of the list at ``path``, whose items have keys."""
    if not isinstance(item, Mapping):
        return (normal(item),)
    return tuple(canonical(resource, item.get(name), (*path, "*", name)) for name in resource.field(path).keys)
