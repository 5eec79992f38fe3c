"""What a page says where its resource does not say it: who may do it, which requests are made, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .requests import address, listed, option_name, requests_text

APPLICATION = "an application of the extension API whose access covers the extension"
IN_TENANT = "a system administrator or the tenant's dealer together with O(tenant)"
NEEDS = {
    "system": ("a system administrator", "a system administrator"),
    "tenant": (f"a user of the tenant who may administer it, or {IN_TENANT}", f"a user of the tenant, or {IN_TENANT}"),
    "extension": (APPLICATION, APPLICATION),
}
"""Who may change an object, and who may read it, by the level of the resource."""
WHERE = {"system": "the PBX", "tenant": "a tenant", "extension": "an extension"}
EXTENSION_API = "It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API."
EXTENSION_ID = "Id of the extension. This is the id of the extension in the extension API, not the number that is dialled."
SOUNDS = "Sounds are given by title or by id; the title takes precedence. An empty string clears the field. Results have ids."
SAMPLE_ID = {"extension": 21}
OTHER_SAMPLE_ID = "601827364509182736"


def object_page(resource: Any) -> Any:
    """The page of the module that manages an object, complete."""
    page, noun = resource.page, _noun(resource.page, resource)
    of = f"{WHERE[resource.level]} (extension API)" if resource.level == "extension" else "PortSIP PBX"
    return replace(
        page,
        description=_placed(resource, page.description or _description(resource)),
        summary=page.summary or f"Create, change and remove {_nouns(page, resource)} of {of}",
        notes=(*_notes(resource, page, reading=False), *page.notes),
        options={**_parents(resource), **_recreation(resource), **_passwords(resource), **page.options},
        seealso=(*_reading(resource), *page.seealso),
        returned=page.returned or (_returned(resource),),
        returns={**_identity(resource, f"Id of the {noun}. Null in check mode for one that does not exist yet."), **page.returns},
    )


def info_page(resource: Any) -> Any:
    """The page of the information module, complete."""
    page = resource.info_page
    page = replace(page, requires=page.requires or resource.page.requires, noun=page.noun or resource.page.noun)
    noun, nouns = _noun(page, resource), _nouns(page, resource)
    brief = " With O(details=false) only the fields of the list." if resource.summary else ""
    single = resource.kind == "singleton"
    hidden = f", without {'its' if single else 'their'} secrets" if _has_secrets(resource) else ""
    which = f"the {noun}" if single else f"one, some or all {nouns}"
    of = "a tenant of PortSIP PBX" if single and resource.level == "tenant" else "PortSIP PBX"
    return replace(
        page,
        summary=page.summary or f"Read {f'the {noun}' if single else nouns} of {of}",
        description=_placed(resource, page.description or (f"Reads {which} of {WHERE[resource.level]}.",)),
        notes=(*_notes(resource, page, reading=True), *page.notes),
        seealso=(resource.id, *page.seealso),
        options={
            **_parents(resource),
            **{name: _lookup(resource, noun, nouns, name, kind) for name, kind in resource.lookup.items()},
            **page.options,
        },
        returned=page.returned or (f"The {noun if single else nouns}{hidden}, with null for a field without a value.{brief}",),
        returns={**_identity(resource, f"Id of the {noun}."), **page.returns},
    )


def _description(resource: Any) -> tuple[str, ...]:
    noun = _noun(resource.page, resource)
    article = "An" if noun[0] in "aeiouAEIO" else "A"
    found = (f"Creates, changes or removes one {noun} of {WHERE[resource.level]}.", f"{article} {noun} is found by its {_key(resource)}.")
    lists = (f"O({name}) is written after the {noun} itself. If the PBX refuses it, the {noun} exists." for name in resource.whole_lists)
    return (*found, *lists)


def _key(resource: Any) -> str:
    return listed(f"O({name})" for name in resource.key) + ", or by its O(id)"


def _placed(resource: Any, description: tuple[str, ...]) -> tuple[str, ...]:
    """A description that says of which API the object is, where that is not the PBX's own."""
    first, *others = description
    return (first, *((EXTENSION_API,) if resource.level == "extension" else ()), *others)


def _reading(resource: Any) -> tuple[str, ...]:
    """The module that reads such objects."""
    if resource.info_page is not None:
        return (f"{resource.id}_info",)
    return ("extension_info",) if resource.level == "extension" else ()


def _returned(resource: Any) -> str:
    hidden = ", without its secrets" if _has_secrets(resource) else ""
    gone = " Null after O(state=absent)." if "state" in resource.controls or "state" in resource.page.options else ""
    noun = _noun(resource.page, resource)
    return f"The {noun} after the run; in check mode, as it would be after the run{hidden}.{gone} Fields without a value are null."


def _lookup(resource: Any, noun: str, nouns: str, name: str, kind: str) -> dict[str, Any]:
    quoted = ", in quotes" if name.endswith("number") else ""
    which = f"the {noun}" if resource.key == (name,) else nouns
    return {"description": [f"Only {which} with exactly this {name.replace('_', ' ')}{quoted}."], "type": kind}


def _parents(resource: Any) -> dict[str, Any]:
    """The options that say what the object is below."""
    return {parent.option: _parent(parent) for parent in resource.parents}


def _parent(parent: Any) -> dict[str, Any]:
    if not parent.to:
        return {"description": [EXTENSION_ID], "type": parent.type, "required": True}
    to = address(parent.to)
    called = f" (the API calls it a {parent.option})" if option_name(parent.option, parent.to) != parent.option else ""
    ways = [f"its {'SIP ' if way == 'domain' else ''}{way.replace('_', ' ')}" for way in to.ways]
    quoted = ", in quotes" if any("number" in way for way in ways) else ""
    text = f"The {to.noun}{called}, by {listed(ways, 'or')}{quoted}."
    if to.never_domain:
        text += " A name is only used if no domain matches, and never if it looks like a domain."
    elif len(ways) > 1:
        text += " The first match in this order is used."
    return {"description": [text], "type": parent.type, "required": True}


def _recreation(resource: Any) -> dict[str, Any]:
    if "recreate" not in resource.controls:
        return {}
    noun = _noun(resource.page, resource)
    fixed = listed((f"O({name})" for name in resource.immutable), "or")
    text = f"Whether a change of {fixed}, which the API cannot make, may be made by removing the {noun} and creating it again."
    lost = f"The new {noun} does not keep {resource.lost_on_recreate} Everything else is kept." if resource.lost_on_recreate else ""
    needed = [f"O({name})" for name in resource.required if resource.field((name,)).secret and not resource.field((name,)).readable]
    given = f"{listed(needed)} {'has' if len(needed) == 1 else 'have'} to be given." if needed else ""
    return {"recreate": {"description": [text, *filter(None, [" ".join(filter(None, [lost, given]))])], "type": "bool", "default": False}}


def _passwords(resource: Any) -> dict[str, Any]:
    if "update_password" not in resource.controls:
        return {}
    noun = _noun(resource.page, resource)
    names = [path for path, known in resource.fields.items() if known.secret and not known.readable]
    secrets, it, them = listed(f"O({path})" for path in names), *(("it", "it") if len(names) == 1 else ("they", "them"))
    always = f"V(always) writes {secrets} in every run that gives {them}, and reports a change each time, because {it} cannot be compared."
    first = {resource.field((name,)).readable_since for name in names} - {""}
    always += f" From release {max(first)} on the PBX returns {them}, so that only another value is written." if first else ""
    once = f"V(on_create) writes {them} only when the {noun} is created."
    if resource.kind == "singleton":
        once = f"V(on_create) never writes it, because the {noun} exists already. It exists so that the same options work with all modules."
    return {
        "update_password": {"description": [always, once], "type": "str", "choices": ["always", "on_create"], "default": "always"},
    }


def _identity(resource: Any, text: str) -> dict[str, Any]:
    if resource.kind != "collection":
        return {}
    kind = "int" if resource.level == "extension" else "str"
    return {"id": {"description": text, "returned": "always", "type": kind, "sample": SAMPLE_ID.get(resource.level, OTHER_SAMPLE_ID)}}


def _notes(resource: Any, page: Any, *, reading: bool) -> Iterator[str]:
    yield f"Requires {page.requires or NEEDS[resource.level][reading]}."
    yield requests_text(resource, page.requests, reading=reading)
    if not reading and "extension_sound" in resource.refers.values():
        yield SOUNDS


def _has_secrets(resource: Any) -> bool:
    return any(known.secret for known in resource.fields.values())


def _noun(page: Any, resource: Any) -> str:
    return page.noun or str(resource.name).replace("_", " ")


def _nouns(page: Any, resource: Any) -> str:
    return f"{page.noun}s" if page.noun else str(resource.plural).replace("_", " ")
