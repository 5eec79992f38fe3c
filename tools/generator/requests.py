"""Which requests the modules of a resource make, as their pages say it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Any

PACKAGE = "ansible_collections.portsip.pbx.plugins"
NUMBER = "extension_number"
INSIDE = {"tenant": " inside the tenant"}


def requests_text(resource: Any, also: str, *, reading: bool) -> str:
    """The sentence that names the requests.

    also: further requests of a page, to stand at its end.
    """
    if resource.page.uses:
        return f"Uses {resource.page.uses}."
    parts = [joined(_requests(resource, reading=reading)) + INSIDE.get(resource.level, "")]
    if not reading:
        parts += _endpoints(resource)
    own = {f"GET {resource.collection}"}
    looked_up = [request for request in dict.fromkeys(_looked_up(resource, reading=reading)) if request not in own]
    parts += [f"{joined(looked_up)} to find what is given by name"] if looked_up else []
    numbered = not reading and resource.level == "tenant" and NUMBER in resource.key
    parts += [f"C(GET /{NUMBER}s/{{{NUMBER}}}) after a refusal, to tell what has the number"] if numbered else []
    parts += [also] if also else []
    return f"Uses {'; '.join(parts)}."


def joined(requests: Iterable[str]) -> str:
    """Requests as a list in a sentence."""
    return listed(f"C({request})" for request in requests)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence."""
    known = list(words)
    return f" {last} ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def _requests(resource: Any, *, reading: bool) -> Iterator[str]:
    """The requests for the object itself."""
    collection = resource.collection
    if resource.parts:
        for verb in ("GET",) if reading else ("GET", "POST"):
            yield from (f"{verb} {path}" for path in resource.parts.values())
        return
    if resource.kind == "singleton":
        yield from (f"GET {collection}",) if resource.readable else ()
        yield from () if reading else (f"{_writing(resource)} {collection}",)
        yield from (f"GET {collection}{resource.status}",) if reading and resource.status else ()
        return
    item = f"{collection.rstrip('/')}/{{{resource.id_field}}}"
    yield f"GET {collection}"
    single = resource.item_readable and not (reading and resource.kind == "assignment")
    yield from (f"GET {item}",) if single else ()
    lists = {f"{item}{found.path}": name if found.one_by_one else "" for name, found in resource.whole_lists.items()}
    yield from (f"GET {path}" for path in lists)
    if reading:
        yield from (f"GET {item}{resource.status}",) if resource.status else ()
        return
    yield from (f"POST {collection}",) if resource.kind == "collection" else ()
    yield f"{_writing(resource)} {item}"
    for path, one_by_one in lists.items():
        to = resource.refers.get(f"{one_by_one}.*")
        one = f"{_writing(resource)} {path}" + (f"/{{{f'{to}_id' if to else 'extension_number'}}}" if one_by_one else "")
        yield from (one, f"{one}/destroy") if one_by_one else (one,)
    yield f"DELETE {item}" if resource.level == "extension" else f"POST {item}/destroy"


def _writing(resource: Any) -> str:
    return "PUT" if resource.level == "extension" else "POST"


def _endpoints(resource: Any) -> Iterator[str]:
    """The requests for fields that have a path of their own."""
    paths: dict[Any, list[str]] = {}
    for field, known in resource.fields.items():
        if known.endpoint is not None:
            paths.setdefault(known.endpoint.path, []).append(field)
    for path, fields in paths.items():
        endpoint = resource.field(tuple(fields[0].split("."))).endpoint
        made = [*([f"GET {path}"] if endpoint.readable else []), f"POST {path}"]
        inside = INSIDE.get(endpoint.level, "") if endpoint.level != resource.level else ""
        options = (option_name(field, resource.refers.get(field, "")) for field in fields)
        yield f"{joined(made)}{inside} for {listed(f'O({option})' for option in options)}"


def _looked_up(resource: Any, *, reading: bool) -> Iterator[str]:
    """The lists in which something is found by its name: what the object is below, and what its fields name."""
    parents = {parent.option for parent in resource.parents}
    for path, to in resource.refers.items():
        if path in parents or not reading:
            yield f"GET {address(to).path}"
    if not reading:
        yield from (f"GET {address.path}" for number_of in resource.numbers.values() for address in number_of.kinds.values())


def address(kind: str) -> Any:
    """Where the objects of a kind live."""
    return importlib.import_module(f"{PACKAGE}.module_utils.schema.addresses").ADDRESSES[kind]


def option_name(field: str, to: str) -> str:
    """The name of the option for a field."""
    return str(importlib.import_module(f"{PACKAGE}.module_utils.schema.aliases").option_name(field, to))
