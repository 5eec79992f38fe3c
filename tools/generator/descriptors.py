"""What is wrong with descriptors: words that contradict each other, and names that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

RELEASE = re.compile(r"[0-9]+\.[0-9]+")


def faults(resource: Any, kinds: Collection[str]) -> Iterator[str]:
    """Each fault of a resource as a text that begins with its unique name.

    kinds: unique names of all that a reference can name.
    """
    yield from (f"{resource.id}: {text}" for text in (*_names(resource, kinds), *_deferred(resource), *_levels(resource)))


def _names(resource: Any, kinds: Collection[str]) -> Iterator[str]:
    for path, to in resource.refers.items():
        if to not in kinds:
            yield f"{path} refers to {to!r}, which is no kind"
    for word in ("key", "required", "removal_query"):
        for name in getattr(resource, word):
            if name not in resource.options:
                yield f"{word} names {name!r}, which is no field"
    for path, known in resource.fields.items():
        if known.endpoint is not None and path not in known.endpoint.fields:
            yield f"{path} is written to {known.endpoint.path}, which does not list it"
    if resource.id_from and resource.id_from not in resource.key:
        yield f"id_from names {resource.id_from!r}, which does not identify an object"
    if resource.parts and (resource.kind != "singleton" or set(resource.parts) != set(resource.own_fields)):
        yield "part has a meaning only where there is one of it, which consists of nothing but parts"
    if resource.let_go and not resource.parts.keys() >= resource.let_go.keys():
        yield "let_go names what is no part"
    if resource.id_from and resource.kind != "collection":
        yield f"id_from has no meaning for a {resource.kind}"


def _deferred(resource: Any) -> Iterator[str]:
    for path, known in resource.fields.items():
        if not known.deferred:
            continue
        if "." in path:
            yield f"{path} is deferred, which only a field at the top can be"
        elif path in resource.key or path in resource.required or known.immutable or known.once:
            yield f"{path} is deferred, and creation needs it"


def _levels(resource: Any) -> Iterator[str]:
    if resource.in_tenant and resource.level != "system":
        yield f"in_tenant has no meaning at the level {resource.level}"
    for path, known in resource.fields.items():
        if known.only_at is not None and not (resource.in_tenant and known.only_at in ("system", "tenant") and "." not in path):
            yield f"{path} is only allowed at the level {known.only_at}, and the resource has one level"
