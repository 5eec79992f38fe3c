# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the entries of a long list share is written once: ``{defaults: {...}, items: [...]}``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...schema.shared_values import DEFAULTS, ITEMS
from ..tree import Part

MANY = 10
"""How many entries a list has at least that is written in this way; a shorter one is read more easily as it is."""


def shortened(part: Part, entry: Any) -> Any:
    """An entry, or what has none of its own such as the system, in which long lists name once what their entries share.

    :param entry: with plain lists.
    """
    if not isinstance(entry, Mapping):
        return entry
    parts = {below.name: below for below in part.parts}
    return {name: _inside(parts[name], value) if name in parts else value for name, value in entry.items()}


def _inside(part: Part, value: Any) -> Any:
    if part.single or not isinstance(value, list):
        return shortened(part, value)
    entries = [shortened(part, entry) for entry in value]
    if len(entries) < MANY or not all(isinstance(entry, Mapping) for entry in entries):
        return entries
    own = {*map(part.called, part.keys), *(below.name for below in part.parts)}
    shared = {name: found for name in _names(entries) if name not in own and (found := _usual(name, entries)) is not None}
    if not shared:
        return entries
    return {DEFAULTS: shared, ITEMS: [dict(_differing(entry, shared)) for entry in entries]}


def _names(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The options that entries have, in their order."""
    return list(dict.fromkeys(name for entry in entries for name in entry))


def _usual(name: str, entries: Sequence[Mapping[str, Any]]) -> Any:
    """The value that more than half of the entries have for an option, None where there is none.

    So each entry that has another one, or none, costs less than what is saved.
    """
    values = {_form(entry[name]): entry[name] for entry in entries if entry.get(name) is not None}
    counts = Counter(_form(entry[name]) for entry in entries if entry.get(name) is not None)
    form, count = counts.most_common(1)[0] if counts else ("", 0)
    return values[form] if 2 * count > len(entries) else None


def _differing(entry: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What an entry says itself; null for what all but it, or a few like it, have."""
    for name, value in entry.items():
        if name not in shared or _form(value) != _form(shared[name]):
            yield name, value
    yield from ((name, None) for name in shared if name not in entry)


def _form(value: Any) -> str:
    """A form in which equal values are equal, and a text differs from one that Ansible evaluates."""
    return f"{type(value).__name__} {json.dumps(value, sort_keys=True)}"
