"""What a page says where its resource does not say it: who may do it, which requests are made, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

NEEDS = {
    "system": ("Requires a system administrator.", "Requires a system administrator."),
    "tenant": (
        "Requires a user of the tenant who may administer it, or a system administrator or the tenant's dealer together with O(tenant).",
        "Requires a user of the tenant, or a system administrator or the tenant's dealer together with O(tenant).",
    ),
}
"""Who may change an object, and who may read it, by the level of the resource."""
INSIDE = {"system": "", "tenant": " inside the tenant"}
RETURNED = (
    "The {noun} after the run; in check mode, as it would be after the run. Null after O(state=absent). Fields without a value are null."
)
SAMPLE_ID = "601827364509182736"


def object_page(resource: Any) -> Any:
    """The page of the module that manages an object, complete."""
    page, noun = resource.page, _noun(resource)
    return replace(
        page,
        description=page.description or _description(resource),
        summary=page.summary or f"Manage {_nouns(resource)} of PortSIP PBX",
        notes=page.notes or _notes(resource, reading=False),
        options={**_recreation(resource), **page.options},
        returned=page.returned or (RETURNED.format(noun=noun),),
        returns=page.returns or _identity(resource, f"Id of the {noun}. Null in check mode for one that does not exist yet."),
    )


def info_page(resource: Any) -> Any:
    """The page of the information module, complete."""
    page, noun, nouns = resource.info_page, _noun(resource), _nouns(resource)
    where = {"system": "the PBX", "tenant": "a tenant"}[resource.level] if resource.level in NEEDS else ""
    brief = " With O(details=false) only the fields of the list." if resource.summary else ""
    return replace(
        page,
        summary=page.summary or f"Read {nouns} of PortSIP PBX",
        description=page.description or (f"Reads one, some or all {nouns} of {where}.",),
        notes=page.notes or _notes(resource, reading=True),
        seealso=page.seealso or (resource.id,),
        options=page.options or {name: _lookup(noun, name, kind) for name, kind in resource.lookup.items()},
        returned=page.returned or (f"The {nouns}, with null for a field without a value.{brief}",),
        returns=page.returns or _identity(resource, f"Id of the {noun}."),
    )


def _description(resource: Any) -> tuple[str, ...]:
    noun, where = _noun(resource), {"system": "the PBX", "tenant": "a tenant"}[resource.level]
    key = " and ".join(f"O({name})" for name in resource.key)
    found = (f"Creates, changes or removes one {noun} of {where}.", f"It is found by its {key}, or by its O(id).")
    lists = (f"O({name}) is written after the {noun} itself. If the PBX refuses it, the {noun} exists." for name in resource.whole_lists)
    return (*found, *lists)


def _lookup(noun: str, name: str, kind: str) -> dict[str, Any]:
    quoted = ", in quotes" if name.endswith("number") else ""
    return {"description": [f"Only the {noun} with exactly this {name.replace('_', ' ')}{quoted}."], "type": kind}


def _recreation(resource: Any) -> dict[str, Any]:
    if "recreate" not in resource.controls:
        return {}
    fixed = " and ".join(f"O({name})" for name in resource.immutable)
    text = f"Whether a change of {fixed}, which the PBX cannot make, may be made by removing the {_noun(resource)} and creating it again."
    lost = f"The new object does not keep {resource.lost_on_recreate} Everything else is kept." if resource.lost_on_recreate else ""
    return {"recreate": {"description": [text, *([lost] if lost else [])], "type": "bool", "default": False}}


def _identity(resource: Any, text: str) -> dict[str, Any]:
    if resource.kind != "collection":
        return {}
    return {"id": {"description": text, "returned": "always", "type": "str", "sample": SAMPLE_ID}}


def _notes(resource: Any, *, reading: bool) -> tuple[str, ...]:
    if resource.level not in NEEDS:
        return ()
    requests = [f"C({request})" for request in _requests(resource, reading=reading)]
    uses = f"Uses {', '.join(requests[:-1])} and {requests[-1]}{INSIDE[resource.level]}"
    found = sorted({known.reference.address.path for known in resource.fields.values() if known.reference is not None})
    names = ", ".join(f"C(GET {collection})" for collection in found)
    return (NEEDS[resource.level][reading], uses + (f"; {names} to find what is given by name." if found and not reading else "."))


def _requests(resource: Any, *, reading: bool) -> Iterator[str]:
    """The requests that a module may make for the object itself."""
    item = f"{resource.collection}/{{id}}"
    lists = [f"{item}{below.path}" for below in resource.whole_lists.values()]
    yield from (f"GET {path}" for path in (resource.collection, item, *lists))
    if reading:
        yield from ([f"GET {item}{resource.status}"] if resource.status else [])
    else:
        yield from (f"POST {path}" for path in (resource.collection, item, *lists, f"{item}/destroy"))


def _noun(resource: Any) -> str:
    return str(resource.name).replace("_", " ")


def _nouns(resource: Any) -> str:
    return str(resource.plural).replace("_", " ")
