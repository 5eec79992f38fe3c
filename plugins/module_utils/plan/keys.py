# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What identifies an object among its siblings, in a form in which equal means the same.

Mostly that is its key. Where the key alone does not tell objects apart (``Resource.key_with``), it is the key together with a value of
one of further fields, so that an object has as many keys as it has such values.

Pure: no Ansible, no HTTP.
"""

from __future__ import annotations

from typing import Any

from ..schema.resource import Resource
from .documents import Document, canonical, is_blank

Key = tuple[Any, ...]


def beside_key(resource: Resource, document: Document) -> list[str]:
    """Those of the fields beside the key that have a value in a document."""
    return [name for name in resource.key_with if not is_blank(document.get(name))]


def telling(resource: Resource, document: Document) -> tuple[str, ...]:
    """The fields that a document is called by: its key, and the first of the fields beside the key that has a value."""
    return (*resource.key, *beside_key(resource, document)[:1])


def keys_of(resource: Resource, document: Document) -> list[Key]:
    """Every key that an object has; where it is a wanted one, in the order in which they are looked for."""
    key = tuple(_form(resource, document, name) for name in resource.key)
    return [(*key, name, _form(resource, document, name)) for name in beside_key(resource, document)] or [key]


def shared(resource: Resource, document: Document, other: Document) -> str:
    """The first field beside the key in which two documents of one key have the same value; empty where there is none."""
    names = beside_key(resource, document)
    return next((name for name in names if _form(resource, document, name) == _form(resource, other, name)), "")


def _form(resource: Resource, document: Document, name: str) -> Any:
    return canonical(resource, document.get(name), (name,))
