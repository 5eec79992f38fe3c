# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The recorded facts, with shapes put in their places (see record_facts.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .changes import CHANGES, changed

Fact = dict[str, Any]
Fields = dict[str, Fact]

_RECORDED = json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))


def _expanded(fact: Fact) -> Fact:
    result = dict(fact)
    if "fields" in fact:
        result["fields"] = {name: _expanded(inner) for name, inner in _RECORDED["shapes"][fact["fields"]["shape"]].items()}
    if "items" in fact:
        result["items"] = _expanded(fact["items"])
    return result


def _operation(operation: Fact) -> Fact:
    parts = {
        part: {name: _expanded(fact) for name, fact in operation[part].items()} for part in ("query", "body", "answer") if part in operation
    }
    return {**operation, **parts}


PBX: dict[str, Fact] = {name: _operation(operation) for name, operation in _RECORDED["pbx"].items()}
EXTENSION: dict[str, Fact] = {name: _operation(operation) for name, operation in _RECORDED["extension"].items()}


OFFERED: frozenset[str] = frozenset(_RECORDED["offered"])
OFFERED_EXTENSION: frozenset[str] = frozenset(_RECORDED["offered_extension"])


def _later(before: Fact, shown: Fact) -> Fact:
    """Return a field of a later release: the page leaves out the values of an enumeration, and what it no longer limits is free."""
    kept = (
        before
        if before.get("type") != "string"
        else {key: before[key] for key in before if key not in ("minLength", "maxLength", "pattern")}
    )
    return {**kept, **shown}


# Operation and body fields that the page of the later release shows, each with all that is known of it.
LATER: dict[str, Fact] = {
    operation: {"body": {name: _later(PBX[operation]["body"].get(name, {}), fact) for name, fact in shown["body"].items()}}
    for operation, shown in _RECORDED["later"]["22.3"].items()
}


# The same of what else a release has changed, as far as it has: fields that it has no longer are left out.
CHANGED: dict[str, dict[str, Fact]] = {
    release: {operation: {"body": changed({}, fields)} for operation, fields in operations.items()}
    for release, operations in CHANGES.items()
}


def bodies(release: str) -> dict[str, Fields]:
    """Return the body fields of every operation in a release, nested ones included."""
    found = {operation: fact["body"] for operation, fact in {**PBX, **EXTENSION}.items() if "body" in fact}
    if release != "22.2":
        found |= {operation: found[operation] | fact["body"] for operation, fact in LATER.items()}
    for later, operations in CHANGES.items():
        if later <= release:
            found |= {operation: changed(found[operation], fields) for operation, fields in operations.items()}
    return found


def leaves(fields: Fields, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Fact]]:
    """Yield every field that is no object, with its path; ``[]`` stands for the entries of a list.

    Of the seven days of a week only the first two, as all are alike.
    """
    for name, fact in fields.items():
        if name in ("wednesday", "thursday", "friday", "saturday", "sunday"):
            continue
        yield from _leaf(fact, (*path, name))


def _leaf(fact: Fact, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Fact]]:
    if "fields" in fact:
        yield from leaves(fact["fields"], path)
    elif fact["type"] == "array" and "fields" in fact.get("items", {}):
        yield from leaves(fact["items"]["fields"], (*path, "[]"))
    else:
        yield path, fact


def objects(fields: Fields, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Fields]]:
    """Yield every nested object, with its path."""
    for name, fact in fields.items():
        inner = fact.get("items", fact) if fact["type"] == "array" else fact
        if "fields" in inner:
            deeper = (*path, name, "[]") if fact["type"] == "array" else (*path, name)
            yield deeper, inner["fields"]
            yield from objects(inner["fields"], deeper)
