# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a definition may hold beside the options of modules: values that the entries of a list share, and what is literal.

A list of entries may be written as ``{defaults: {...}, items: [...]}``; what all entries share is given once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .tree import DOCUMENT, Kind

DEFAULTS, ITEMS = "defaults", "items"
"""The keys of such a list."""
LITERAL = "literal"
"""The key of an entry that lists options whose values mean their braces; for validation alone."""
Omitted = Callable[[Any], bool]


def with_defaults(key: str, defaults: Mapping[str, Any], item: Any, is_omitted: Omitted) -> Any:
    """An entry with the values that its list gives to all; those of its own come first, also those that are null.

    :param key: the option that a name alone stands for, empty where it stands for none.
    """
    if key and defaults and isinstance(item, (str, int)) and not isinstance(item, bool) and not is_omitted(item):
        item = {key: item}
    if not isinstance(item, Mapping):
        return item
    given = {name: value for name, value in defaults.items() if not is_omitted(value)}
    return {**given, **{name: value for name, value in item.items() if not is_omitted(value)}}


def expanded(kind: Kind, entry: Any, is_omitted: Omitted) -> Any:
    """An entry of a kind in which each list of entries is a plain list, as modules take it; what is wrong with it stays as it is."""
    if not isinstance(entry, Mapping):
        return entry
    lists = {child.name: child for child in kind.children}
    return {name: _list(lists[name], value, is_omitted) if name in lists else value for name, value in entry.items() if name != LITERAL}


def entries_of(value: Any) -> Any:
    """The entries of a list of mappings, each with the values that all share; what is no list stays as it is."""
    return _shared(value, "", lambda item: False)


def _list(kind: Kind, value: Any, is_omitted: Omitted) -> Any:
    if kind.single:
        return expanded(kind, value, is_omitted)
    entries = _entries(kind, value, is_omitted)
    return [expanded(kind, item, is_omitted) for item in entries] if isinstance(entries, list) else entries


def _entries(kind: Kind, value: Any, is_omitted: Omitted) -> Any:
    """The entries of a list, each with the values that all share; what is no list stays as it is."""
    return _shared(value, kind.keys[0] if kind.names else "", is_omitted)


def _shared(value: Any, key: str, is_omitted: Omitted) -> Any:
    if not (isinstance(value, Mapping) and ITEMS in value):
        return value
    defaults = value.get(DEFAULTS)
    defaults = defaults if isinstance(defaults, Mapping) else {}
    return [with_defaults(key, defaults, item, is_omitted) for item in value[ITEMS] or []]


def combined(documents: Sequence[Mapping[str, Any]], is_omitted: Omitted) -> dict[str, Any]:
    """Several documents as one, such as the files of a directory: all their tenants and queues, and what each has of the system.

    :raises ValueError: one is no document, or two of them have the same part of the system.
    """
    system: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}
    for number, document in enumerate(documents):
        given = {} if document is None else document
        if not isinstance(given, Mapping):
            raise ValueError(f"document {number + 1} must be a mapping with the keys {', '.join(kind.name for kind in DOCUMENT)}")
        for kind in DOCUMENT:
            value = given.get(kind.name)
            if value is None or is_omitted(value):
                continue
            if kind.single and isinstance(value, Mapping):
                twice = system.keys() & value.keys()
                if twice:
                    raise ValueError(f"{', '.join(f'{kind.name}.{name}' for name in sorted(twice))}: given in more than one document")
                system |= value
                continue
            entries = _entries(kind, value, is_omitted)
            if kind.single or not isinstance(entries, list):
                raise ValueError(f"document {number + 1}: {kind.name} must be a {'mapping' if kind.single else 'list'}")
            lists.setdefault(kind.name, []).extend(entries)
    return {**({"system": system} if system else {}), **lists}
