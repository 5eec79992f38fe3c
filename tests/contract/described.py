# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the simulator says of itself: its routes and its body models, in the terms of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.app import table
from simulator.collection import model_of
from simulator.models.account import NameChange, PasswordChange
from simulator.models.call_queue import AGENT_STATUS
from simulator.models.provider import Assignment
from simulator.models.settings import TrialEmail
from simulator.models.system import DealerPassword
from simulator.models.tenant import OWN_TENANT
from simulator.releases import of_release
from simulator.resources import COLLECTIONS, SINGLETONS
from simulator.routes import extension

from . import facts

_INT32 = (-(2**31), 2**31 - 1)

Difference = tuple[str, str, str, Any, Any]  # operation, field, aspect, here, described


def routes() -> set[str]:
    """Return "METHOD /path" of everything that is served, without the prefixes of the two APIs."""
    return {f"{method} {path.removeprefix('/api/ver1.0').removeprefix('/api')}" for method, path in table().operations()}


def _models(release: str) -> dict[str, type[BaseModel]]:
    models: dict[str, type[BaseModel]] = {
        "POST /tenant": of_release(OWN_TENANT, release),
        "POST /dealers/{id}/password": DealerPassword,
        "POST /dealer/username": NameChange,
        "POST /dealer/password": PasswordChange,
        "POST /admin/username": NameChange,
        "POST /admin/password": PasswordChange,
        "POST /admin/notification/test_email": TrialEmail,
        "POST /providers/{id}/assignees/{tenant_id}": Assignment,
        "POST /call_queues/{id}/agents/{agent_number}": model_of(AGENT_STATUS, release),
    }
    models |= {f"POST {singleton.path}": singleton.model(release) for singleton in SINGLETONS}
    for collection in COLLECTIONS:
        if collection.create is not None:
            models[f"POST {collection.path}"] = collection.create_model(release)
        if collection.update is not None:
            models[f"POST {collection.path}/{{{collection.item}}}"] = collection.update_model(release)
        below_item = f"POST {collection.path}/{{{collection.item}}}"
        models |= {f"{below_item}/{below.name}": below.body for below in (*collection.lists, *collection.own_paths)}
    return models | extension.models()


def described_bodies(release: str) -> Iterator[Difference]:
    """Yield every difference between the bodies of the simulator and the facts of a release."""
    described = facts.bodies(release)
    for operation, model in _models(release).items():
        schema = model.model_json_schema(by_alias=True)
        known = _excused(operation)
        differences = _differences(operation, _fields(schema, schema.get("$defs", {})), described[operation], "")
        yield from (found for found in differences if found[1:3] not in known)


def _excused(operation: str) -> set[tuple[str, str]]:
    """Return the differences that a collection itself tells: what it demands, and what later releases add."""
    for collection in COLLECTIONS:
        if operation in (f"POST {collection.path}", f"POST {collection.path}/{{{collection.item}}}"):
            # What creation needs says something, and a default of it has no use.
            demanded = {(name, aspect) for name in collection.demanded for aspect in ("required", "minLength", "default")}
            return demanded | {(name, "presence") for name in collection.later}
        for own in collection.own_paths:
            if operation == f"POST {collection.path}/{{{collection.item}}}/{own.name}":
                return {(own.member, "required"), (own.member, "minLength")}
    return set()


def described_queries() -> Iterator[Difference]:
    """Yield every difference between the parameters of the simulated extension API and the facts, in both directions."""
    models = extension.queries()
    described = {operation: fact["query"] for operation, fact in facts.EXTENSION.items() if "query" in fact}
    for operation in sorted(set(models) | set(described)):
        schema = models[operation].model_json_schema() if operation in models else {}
        yield from _differences(operation, _fields(schema, {}), described.get(operation, {}), "")


def _fields(schema: dict[str, Any], definitions: dict[str, Any]) -> facts.Fields:
    fields = {}
    for name, part in schema.get("properties", {}).items():
        fields[name] = _fact(part, definitions)
        if name in schema.get("required", []):
            fields[name]["required"] = True
    return fields


def _fact(part: dict[str, Any], definitions: dict[str, Any]) -> facts.Fact:
    default = part.get("default")
    choices = [choice for choice in part.get("anyOf", []) if choice.get("type") != "null"]
    if choices:
        part = choices[0]
    if "$ref" in part:
        part = definitions[part["$ref"].rsplit("/", 1)[1]]
    fact: facts.Fact = {"type": part.get("type", "string")}
    names = {"minimum": "min", "maximum": "max", "minLength": "minLength", "maxLength": "maxLength", "enum": "enum"}
    fact |= {short: part[name] for name, short in names.items() if name in part}
    if "const" in part:
        fact["enum"] = [part["const"]]
    if default is not None:
        fact["default"] = default
    if fact.get("min") == _INT32[0]:
        del fact["min"]
    if fact.get("max") == _INT32[1]:
        del fact["max"]
    if fact["type"] == "object":
        fact["fields"] = _fields(part, definitions)
    if fact["type"] == "array":
        fact["items"] = _fact(part["items"], definitions)
    return fact


def _differences(operation: str, here: facts.Fields, described: facts.Fields, path: str) -> Iterator[Difference]:
    for name in sorted(set(here) | set(described)):
        field = f"{path}{name}"
        if name not in here or name not in described:
            yield operation, field, "presence", name in here, name in described
            continue
        yield from _aspects(operation, field, here[name], described[name])


def _aspects(operation: str, field: str, here: facts.Fact, described: facts.Fact) -> Iterator[Difference]:
    nested = "." in field
    for aspect in ("type", "enum", "min", "max", "minLength", "maxLength", "required", "default"):
        if aspect == "default" and operation.startswith(("POST", "PUT")) and not (nested or _creates(operation)):
            continue  # an absent field of an update stays as it is
        mine, theirs = here.get(aspect), described.get(aspect)
        if mine != theirs:
            yield operation, field, aspect, mine, theirs
    yield from _differences(operation, here.get("fields", {}), described.get("fields", {}), f"{field}.")
    if "items" in here and "items" in described:
        yield from _aspects(operation, f"{field}.[]", here["items"], described["items"])


def _creates(operation: str) -> bool:
    return operation.startswith("POST") and not operation.endswith("id}") and operation != "POST /tenant"
