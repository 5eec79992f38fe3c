# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which values of a document are secret, and documents without them: for results, for diffs, for messages.

Secrets are kept out by field: a value that equals one but stands elsewhere, such as a PIN inside an id, stays.
Pure functions; for paths see ``documents``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..base.quotes import LONGEST_QUOTE, cut, escape
from ..base.secret_names import is_flag, leaves, looks_secret, redacted_text, secrets_in_text
from ..schema.model import known_length
from ..schema.resource import Resource
from .documents import SCALARS, Path, canonical, is_blank, key_of_item

HIDDEN = "(hidden)"
MOST_PATHS = 2000
"""How many paths of a resource are remembered: those of mappings with names of the user's own have no end."""


def is_secret(resource: Resource, path: Path) -> bool:
    """Whether the value at ``path`` is never shown.

    These are the fields described as secret, and all that is inside of them, and values under names that the
    collection does not describe (of newer releases, in ``extra``, of HTTP headers) and that say so.
    """
    known = resource.secret_paths
    found = known.get(path)
    if found is None:
        found = _is_secret(resource, path)
        if len(known) < MOST_PATHS:
            known[path] = found
    return found


def _is_secret(resource: Resource, path: Path) -> bool:
    if any(resource.field(path[:length]).secret for length in range(1, len(path) + 1)):
        return True
    if path[:-1] in resource.free_names:
        return looks_secret(path[-1], free=True)
    return any(looks_secret(name) for name in path[known_length(resource.model, path) :] if name != "*")


def hides(resource: Resource, path: Path, value: Any) -> bool:
    """Whether this value at ``path`` is not shown: what only says yes or no is, unless its field is described as secret."""
    return bool(path) and is_secret(resource, path) and not (is_flag(value) and not resource.field(path).secret)


def shown(resource: Resource, value: Any, path: Path = ()) -> Any:
    """A copy for a result, without the secrets; those inside a text, such as a URL, are replaced."""
    if isinstance(value, Mapping):
        kept = {name: item for name, item in value.items() if not hides(resource, (*path, name), item)}
        return {name: shown(resource, item, (*path, name)) for name, item in kept.items()}
    if isinstance(value, (list, tuple)):
        return [shown(resource, item, (*path, "*")) for item in value]
    return redacted_text(value) if isinstance(value, str) else value


def masked(resource: Resource, value: Any, other: Any, note: str, path: Path = (), *, prefix: str = HIDDEN) -> Any:
    """A copy for a diff: each secret is replaced by a note, which tells whether it differs from ``other``'s.

    :param other: the other side of the diff.
    :param note: added to a secret that differs.
    :param prefix: what stands for a secret that differs, before the note.
    """
    if path and is_secret(resource, path):
        return HIDDEN if canonical(resource, value, path) == canonical(resource, other, path) else f"{prefix} {note}".strip()
    if isinstance(value, Mapping):
        others = other if isinstance(other, Mapping) else {}
        return {
            name: masked(resource, item, others.get(name), note, (*path, name), prefix=prefix)
            for name, item in sorted(value.items())
            if not is_blank(item)
        }
    if isinstance(value, (list, tuple)):
        keyed = resource.field(path).items == "keyed"
        partners = _partners(value, other, (lambda item: key_of_item(resource, item, path)) if keyed else None)
        pairs = zip(value, partners, strict=True)
        return [masked(resource, item, partner, note, (*path, "*"), prefix=prefix) for item, partner in pairs]
    return masked_text(value, other, note) if isinstance(value, str) else value


def masked_text(value: str, other: Any, note: str) -> str:
    """A text for a diff; the note follows where a secret in it differs."""
    secrets = secrets_in_text(value)
    text = escape(redacted_text(value))
    differs = secrets and secrets != (secrets_in_text(other) if isinstance(other, str) else set())
    return f"{text} {note}".rstrip() if differs else text


def masked_parts(value: Any, other: Any, note: str, keys: Sequence[str]) -> Any:
    """A copy for a diff of what has no description of its own; see ``masked``.

    :param keys: fields that may identify an item of a list.
    """
    if isinstance(value, Mapping):
        others = other if isinstance(other, Mapping) else {}
        return {name: masked_parts(item, others.get(name), note, keys) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        key = next((name for name in keys if any(isinstance(item, Mapping) and name in item for item in value)), None)
        partners = _partners(value, other, (lambda item: item.get(key) if isinstance(item, Mapping) else item) if key else None)
        return [masked_parts(item, partner, note, keys) for item, partner in zip(value, partners, strict=True)]
    return masked_text(value, other, note) if isinstance(value, str) else value


def _partners(items: Sequence[Any], others: Any, key: Callable[[Any], Any] | None) -> list[Any]:
    """The item of another list that each item is to be compared with.

    :param key: what identifies an item; None where its place does.
    """
    if not isinstance(others, (list, tuple)):
        return [None] * len(items)
    if key is not None:
        by_key = {key(item): item for item in others}
        return [by_key.get(key(item)) for item in items]
    return [others[index] if index < len(others) else None for index in range(len(items))]


def secrets_in(resource: Resource, value: Any, path: Path = ()) -> set[str]:
    """The secret values that a document holds, so that quotes can be searched for them."""
    if hides(resource, path, value):
        return leaves(value)
    if value is None or isinstance(value, SCALARS):
        return secrets_in_text(value) if isinstance(value, str) else set()
    if isinstance(value, Mapping):
        return set().union(*(secrets_in(resource, item, (*path, name)) for name, item in value.items()))
    if isinstance(value, (list, tuple)):
        return set().union(*(secrets_in(resource, item, (*path, "*")) for item in value))
    return set()


def told(resource: Resource, name: str, value: Any) -> str:
    """The value of a field as a message shows it."""
    if is_secret(resource, (name,)):
        return HIDDEN
    return cut(repr(shown(resource, value, (name,))), LONGEST_QUOTE)
