# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Collections made from the recorded facts of the API description: what the description says is said nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StrictFloat, create_model

from .callers import check_caller_ids
from .collection import ALL_ROLES, Collection, Level, Members, Models, OwnPath, WholeList
from .models.common import Forward, ModalOfficeHours, OfficeHours, OutboundCallerId, OutboundCallerId22_6, PhoneNumber, UserCallerId
from .models.ivr import ExtensionNumber, Language, Pin22_2, Pin22_3
from .models.mail import Mail, Recipients
from .models.servers import IPv4, IPv6
from .numbering import check_number
from .singleton import Singleton
from .state import Row, World
from .validation import Blankable, Body, Bool, Int, JsonText, Str, matching, update_of

Fact = dict[str, Any]
FACTS = Path(__file__).parents[1] / "contract" / "facts.json"
KNOWN: dict[str, Any] = {
    "custom_options": JsonText,
    "extension_number": ExtensionNumber,
    "hours": OfficeHours,
    "language": Language,
    "office_hours": ModalOfficeHours,
    "outbound_caller_ids": list[OutboundCallerId],
    "pin": Pin22_2,
    "prompt": Language,
    "recipients": Recipients,
    "reply_to": Mail,
    **{f"{side}ipv4": IPv4 for side in ("", "private_", "public_")},
    **{f"{side}ipv6": IPv6 for side in ("", "private_", "public_")},
    "voicemail_pin": Pin22_2,
    "voicemail_prompt": Language,
}
"""Types of fields that mean the same everywhere, by name: they check more than a description can say."""
CHANGED: dict[str, dict[str, Any]] = {
    "22.3": {"pin": Pin22_3, "voicemail_pin": Pin22_3},
    "22.6": {"outbound_caller_ids": list[OutboundCallerId22_6]},
}
"""Those of them that a later release has another type for, by the first such release."""


def described(
    path: str,
    *,
    level: Level = "tenant",
    demanded: tuple[str, ...] = (),
    later: Mapping[str, Mapping[str, Any]] | None = None,
    checks: Mapping[str, Any] | None = None,
    shows: Mapping[str, Any] | None = None,
    shows_item: Mapping[str, Any] | None = None,
    check: Callable[[World, str, Row], None] | None = None,
    types: Mapping[str, Any] | None = None,
    one_place: tuple[str, ...] = (),
    **oddities: Any,
) -> Collection:
    """Return a collection as its description has it.

    demanded: fields that creation needs although the description does not say so; those that it requires need not be named.
    later: fields that later releases add, or know with another type, each with its type, by the first release.
    check: raises ApiError if the whole object is not valid; numbers and trunks that are named are checked for all.
    types: of fields that take more or less than their description says.
    checks, shows, shows_item: by the name of a list below an object: what checks, and what completes one of its items in the list
        and alone.
    one_place: lists below an object, by name, an item of which is in one of them at most.
    oddities: other attributes of the collection.
    """
    name = path.rpartition("/")[2]
    item = f"{path}/{{{oddities.get('item', 'id')}}}"
    creation, update = f"POST {path}", f"POST {item}"
    created, updated = operation(creation), operation(update)
    needed = tuple(field for field, fact in created["body"].items() if field in demanded or fact.get("required"))
    models = {"22.2": _body(creation, needed, types)}
    for release in sorted({*(later or {}), *CHANGED}):
        changed = {field: kind for field, kind in CHANGED.get(release, {}).items() if field in created["body"]}
        fields = {**changed, **(later or {}).get(release, {})}
        if fields:
            extra: dict[str, Any] = {field: (kind, ...) if field in needed else (kind | None, None) for field, kind in fields.items()}
            models[release] = create_model(f"{name}{release.replace('.', '_')}", __base__=list(models.values())[-1], **extra)
    fixed = tuple(field for field in created["body"] if field not in updated["body"])
    added: dict[str, Any] = {
        field: (_type(field, fact) | None, None) for field, fact in updated["body"].items() if field not in created["body"]
    }
    updates: Models = {
        release: create_model(f"{name}Updated{release.replace('.', '_')}", __base__=update_of(model, without=fixed), **added)
        if added
        else update_of(model, without=fixed)
        for release, model in models.items()
    }
    whole, brief = operation(f"GET {item}")["answer"], operation(f"GET {path}")["answer"]["items"]["items"]["fields"]
    lists = tuple(_list(found, checks or {}, shows or {}, shows_item or {}) for found in _paths() if _is_list_below(found, path))
    groups = tuple(_members(found) for found in _paths() if _is_member(found, path))
    return Collection(
        name=name,
        path=path,
        level=level,
        create=models,
        update=updates,
        create_status=200 if "200" in created["statuses"] else 201,
        summary=None if set(brief) == set(whole) else tuple(brief),
        paged="query" in operation(f"GET {path}"),
        lists=tuple(replace(found, one_place=found.name in one_place) for found in lists),
        members=tuple(replace(found, one_place=found.name in one_place) for found in groups),
        own_paths=tuple(_own_path(found) for found in _paths() if _is_own_path(found, path)),
        check=_checked(created["body"], check),
        demanded=needed,
        later=frozenset(field for fields in (later or {}).values() for field in fields),
        **oddities,
    )


def described_single(
    path: str,
    name: str,
    *,
    level: Level = "tenant",
    later: Mapping[str, Mapping[str, Any]] | None = None,
    types: Mapping[str, Any] | None = None,
    **oddities: Any,
) -> Singleton:
    """Return something of which there is one, as its description has it.

    later: fields that later releases add, each with its type, by the first release.
    types: fields that have another type than those of the same name elsewhere.
    oddities: other attributes of the singleton.
    """
    needed = tuple(field for field, fact in operation(f"POST {path}")["body"].items() if fact.get("required"))
    models: dict[str, type[Body]] = {"22.2": _body(f"POST {path}", needed)}
    fitting = {field: _blankable(kind) for field, kind in (types or {}).items()}
    for release, fields in {"22.2": fitting, **(later or {})}.items():
        extra: dict[str, Any] = {field: (kind | None, None) for field, kind in fields.items()}
        models[release] = create_model(f"{name}{release.replace('.', '_')}", __base__=list(models.values())[-1], **extra)
    return Singleton(name=name, path=path, level=level, roles=ALL_ROLES, update=models, **oddities)


def _checked(fields: Mapping[str, Fact], own: Callable[[World, str, Row], None] | None) -> Callable[[World, str, Row], None]:
    def check(world: World, owner: str, row: Row) -> None:
        if "extension_number" in fields:
            check_number(world, owner, row)
        if "outbound_caller_ids" in fields:
            check_caller_ids(world, owner, row)
        if own is not None:
            own(world, owner, row)

    return check


@cache
def operation(name: str) -> Fact:
    """Return the recorded facts of an operation, with shapes put in their places."""
    found = _recorded()["pbx"][name]
    parts = {part: _fields(found[part]) for part in ("body", "answer") if part in found}
    return {**found, **parts}


@cache
def _recorded() -> Fact:
    facts: Fact = json.loads(FACTS.read_text(encoding="utf-8"))
    return facts


def _paths() -> list[str]:
    return [name.partition(" ")[2] for name in _recorded()["pbx"] if name.startswith("POST ")]


def _is_list_below(path: str, collection: str) -> bool:
    return path.startswith(f"{collection}/{{id}}/") and "items" in operation(f"POST {path}").get("body", {})


def _list(path: str, checks: Mapping[str, Any], shows: Mapping[str, Any], shows_item: Mapping[str, Any]) -> WholeList:
    name = path.rpartition("/")[2]
    below = f"GET {path}/{{"
    item = next((found.rpartition("{")[2].strip("}") for found in _recorded()["pbx"] if found.startswith(below)), None)
    entry_fact, statuses = operation(f"POST {path}")["body"]["items"]["items"], operation(f"POST {path}")["statuses"]
    fields = entry_fact.get("fields", {})
    entry: Any = _model(f"{name}_item", fields, tuple(fields)[:1]) if fields else _type(name, entry_fact)
    members: dict[str, Any] = {"items": (list[entry] | None, None)}
    body = create_model(f"{name}_list", __base__=Body, **members)
    status = 201 if "201" in statuses else 200
    return WholeList(name, body, next(iter(fields), ""), item, checks.get(name), shows.get(name), shows_item.get(name), status)


MEMBERS = {"extension_number": ("users", "extension_number"), "group_id": ("groups", "id")}
"""The collections that members are of, and the field that names one, by the path parameter."""


def _is_member(path: str, collection: str) -> bool:
    """Return whether a user or a group is added there."""
    parameter = path.rpartition("/")[2].strip("{}")
    return path.startswith(f"{collection}/{{id}}/") and parameter in MEMBERS and "body" not in operation(f"POST {path}")


def _members(path: str) -> Members:
    below, _slash, parameter = path.rpartition("/")
    fields = tuple(operation(f"GET {below}")["answer"]["items"]["items"]["fields"])
    retrievable = f"GET {path}" in _recorded()["pbx"]
    return Members(below.rpartition("/")[2], fields, parameter.strip("{}"), *MEMBERS[parameter.strip("{}")], retrievable=retrievable)


def _is_own_path(path: str, collection: str) -> bool:
    """Return whether one field is written there, whose name ends the path or is in the body, and nothing is created."""
    body = operation(f"POST {path}").get("body", {})
    return (
        "answer" not in operation(f"POST {path}")
        and path.startswith(f"{collection}/{{id}}/")
        and path.count("{") == 1
        and len(body) == 1
        and "items" not in body
    )


def _own_path(path: str) -> OwnPath:
    (member,) = operation(f"POST {path}")["body"]
    return OwnPath(path.rpartition("/")[2], _body(f"POST {path}", (member,)), member)


def _fields(fields: Mapping[str, Fact]) -> dict[str, Fact]:
    return {name: _expanded(fact) for name, fact in fields.items()}


def _expanded(fact: Fact) -> Fact:
    result = dict(fact)
    if "fields" in fact:
        result["fields"] = _fields(_recorded()["shapes"][fact["fields"]["shape"]])
    if "items" in fact:
        result["items"] = _expanded(fact["items"])
    return result


def _body(name: str, demanded: tuple[str, ...], types: Mapping[str, Any] | None = None) -> type[Body]:
    return _model(name, operation(name)["body"], demanded, types=types)


def _model(
    name: str, fields: Mapping[str, Fact], demanded: tuple[str, ...], base: type[Body] = Body, types: Mapping[str, Any] | None = None
) -> type[Body]:
    """Return the model of an object; a field that it needs cannot be blank."""
    members: dict[str, Any] = {}
    for field, fact in fields.items():
        kind = (types or {}).get(field) or _type(field, fact)
        if field in demanded or fact.get("required"):
            says_something = field in demanded and fact["type"] == "string" and not {"enum", "minLength"} & set(fact)
            members[field] = (Annotated[kind, Field(min_length=1)] if says_something else kind, ...)
        else:
            blankable = fact["type"] == "string" and "enum" not in fact
            members[field] = (_blankable(kind) if blankable else kind | None, fact.get("default"))
    return create_model(name, __base__=base, **members)


def _blankable(kind: Any) -> Any:
    generic: Any = Blankable
    return generic[kind]


def _type(name: str, fact: Fact) -> Any:
    if name == "outbound_caller_ids" and "preferred" in fact["items"]["fields"]:
        return list[UserCallerId]
    if name in KNOWN and "enum" not in fact:
        return KNOWN[name]
    if "fields" in fact:
        base = Forward if {"action", "number"} <= set(fact["fields"]) else Body
        return _model(name, fact["fields"], (), base)
    if name == "number":
        return PhoneNumber
    if fact["type"] == "array":
        return list.__class_getitem__(_type(name, fact["items"]))
    if "enum" in fact:
        return Literal[tuple(fact["enum"])]
    plain: Any = {"string": Str, "integer": Int, "boolean": Bool, "number": StrictFloat}[fact["type"]]
    limits = {"min": "ge", "max": "le", "minLength": "min_length", "maxLength": "max_length"}
    held = {limit: fact[short] for short, limit in limits.items() if short in fact}
    checked = Annotated[plain, Field(**held)] if held else plain
    return Annotated[checked, matching(fact["pattern"], f"like {fact['pattern']}")] if "pattern" in fact else checked
