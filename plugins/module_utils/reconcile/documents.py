# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents in option form: reading, merging, comparing, and writing them.

Pure functions.  C(path) is the tuple of names that leads to a value, C(*)
standing for any list item, as in the keys of L(Resource.fields).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ..resource import Resource

Document = dict[str, Any]
Path = tuple[str, ...]


def is_blank(value: Any) -> bool:
    """Whether a value means "nothing": null, an empty string, list or mapping, or a mapping of such."""
    if value is None or value == "" or value == []:
        return True
    return isinstance(value, Mapping) and all(is_blank(item) for item in value.values())


def read(resource: Resource, value: Any, path: Path = ()) -> Any:
    """Wire form -> option form, without blanks inside mappings, but for those that have to be written back."""
    if not path and isinstance(value, Mapping) and resource.renamed:
        value = {resource.renamed.get(name, name): item for name, item in value.items()}
    decode = resource.field(path).decode
    if decode is not None:
        value = decode(value)
    if isinstance(value, Mapping):
        items = ((name, read(resource, item, (*path, name))) for name, item in value.items())
        kept = () if path else resource.defaulted
        return {name: item for name, item in items if path in resource.free_names or name in kept or not is_blank(item)}
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
    """A form in which equal documents are equal: blanks dropped, sets sorted, values in one spelling."""
    description = resource.field(path)
    if is_blank(value):
        return None
    if isinstance(value, Mapping):
        items = ((name, canonical(resource, item, (*path, name))) for name, item in value.items())
        value = {name: item for name, item in items if item is not None}
    elif isinstance(value, (list, tuple)):
        value = [canonical(resource, item, (*path, "*")) for item in value]
        if description.items in ("set", "keyed"):
            value = sorted(value, key=repr)
    return value if description.canonical is None else description.canonical(value)


def merge(resource: Resource, current: Any, wanted: Any, path: Path = ()) -> Any:
    """What a value will be: keys that are not wanted are left alone, a list is the whole list.

    Items of a keyed list are merged with the current item of the same key.  An empty mapping inside a document
    clears; a document of which nothing is wanted is left alone, as where a run only unsets fields.
    """
    merges = bool(wanted) or not path
    if isinstance(wanted, Mapping) and isinstance(current, Mapping) and merges and path not in resource.free_names:
        merged = dict(current)
        merged.update({name: merge(resource, current.get(name), item, (*path, name)) for name, item in wanted.items()})
        return merged
    description = resource.field(path)
    if isinstance(wanted, list) and isinstance(current, list) and description.items == "keyed":
        by_key = {_key(item, description.keys): item for item in current}
        return [merge(resource, by_key.get(_key(item, description.keys)), item, (*path, "*")) for item in wanted]
    if isinstance(wanted, list) and isinstance(current, list) and description.items == "leading":
        return [*wanted, *(item for item in current if item not in wanted)]
    return wanted


def cleared(document: Document, dotted: str) -> Document:
    """A copy of the document in which the field at the dotted path is null."""
    name, _dot, rest = dotted.partition(".")
    changed = dict(document)
    if not rest:
        changed[name] = None
    elif isinstance(changed.get(name), Mapping):
        changed[name] = cleared(changed[name], rest)
    return changed


def shown(resource: Resource, value: Any, path: Path = ()) -> Any:
    """A copy in which no secret stands."""
    if isinstance(value, Mapping):
        return {name: shown(resource, item, (*path, name)) for name, item in value.items() if not is_secret(resource, (*path, name))}
    if isinstance(value, (list, tuple)):
        return [shown(resource, item, (*path, "*")) for item in value]
    return value


def masked(resource: Resource, value: Any, other: Any, note: str, path: Path = ()) -> Any:
    """A copy for a diff: each secret is replaced by a note, which tells whether it differs from I(other)'s.

    :param other: the other side of the diff.
    :param note: added to a secret that differs.
    """
    if path and is_secret(resource, path):
        return HIDDEN if canonical(resource, value, path) == canonical(resource, other, path) else f"{HIDDEN} {note}".rstrip()
    if isinstance(value, Mapping):
        others = other if isinstance(other, Mapping) else {}
        return {
            name: masked(resource, item, others.get(name), note, (*path, name))
            for name, item in sorted(value.items())
            if not is_blank(item)
        }
    if isinstance(value, (list, tuple)):
        description = resource.field(path)
        partners = dict(zip(range(len(value)), other, strict=False)) if isinstance(other, (list, tuple)) else {}
        if description.items == "keyed" and isinstance(other, (list, tuple)):
            by_key = {_key(item, description.keys): item for item in other}
            partners = {index: by_key.get(_key(item, description.keys)) for index, item in enumerate(value)}
        return [masked(resource, item, partners.get(index), note, (*path, "*")) for index, item in enumerate(value)]
    return value


def secrets_in(resource: Resource, value: Any, path: Path = ()) -> set[str]:
    """The secret values that a document holds, so that they can be kept out of texts."""
    if isinstance(value, Mapping):
        return set().union(*(secrets_in(resource, item, (*path, name)) for name, item in value.items()))
    if isinstance(value, (list, tuple)):
        return set().union(*(secrets_in(resource, item, (*path, "*")) for item in value))
    if is_blank(value) or isinstance(value, bool):
        return set()
    if is_secret(resource, path):
        # Of C(Bearer TOKEN) a server may repeat the token alone.
        scheme, _blank, token = str(value).partition(" ")
        return {str(value), token} if token and scheme.lower() in AUTH_SCHEMES else {str(value)}
    if isinstance(value, str) and PRIVATE_KEY in value:
        return {value}
    return passwords_in_urls(value)


def passwords_in_urls(value: Any) -> set[str]:
    """The passwords of the URLs that stand in a value, at any depth: C(https://user:PASSWORD@host)."""
    if isinstance(value, Mapping):
        return set().union(*(passwords_in_urls(item) for item in value.values()))
    if isinstance(value, (list, tuple)):
        return set().union(*(passwords_in_urls(item) for item in value))
    if not isinstance(value, str) or "://" not in value:
        return set()
    try:
        password = urlsplit(value).password
    except ValueError:
        return set()
    return {password} if password else set()


def searchable(secrets: set[str]) -> set[str]:
    """Those of some secrets that can be searched for in texts."""
    return {value for value in secrets if len(value) >= SHORTEST_SECRET}


HIDDEN = "(hidden)"
SHORTEST_SECRET = 4
"""Shorter values are not searched for in texts: they would blot out innocent ones."""
PRIVATE_KEY = "PRIVATE KEY-----"
"""In the text of a private key, which is often kept in one file with its certificate."""
AUTH_SCHEMES = ("basic", "bearer", "token")
SECRET_WORDS = (
    "password",
    "passwd",
    "secret",
    "token",
    "authorization",
    "api_key",
    "apikey",
    "api-key",
    "credential",
    "private_key",
    "cookie",
)
SECRET_FREE_NAMES = ("auth", "key", "session", "signature")
"""Besides these, for names of the user's own: C(X-Auth), C(Subscription-Key) and the like are HTTP headers that sign in."""


def is_secret(resource: Resource, path: Path) -> bool:
    """Whether the value at I(path) is never shown.

    Besides the fields described as secret, and all that is inside of them,
    these are values under names that the collection does not know (of newer
    releases, in C(extra), of HTTP headers) and that say so.
    """
    if any(resource.field(path[:length]).secret for length in range(1, len(path) + 1)):
        return True
    if path[:-1] in resource.free_names:
        return any(word in path[-1].lower() for word in (*SECRET_WORDS, *SECRET_FREE_NAMES))
    unknown = path[1:] if path[0] in resource.own_fields else path
    return any(word in name.lower() for name in unknown for word in SECRET_WORDS)


def _key(item: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(item.get(name) for name in keys) if isinstance(item, Mapping) else (item,)
