# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan as people and programs read it: one line a step, JSON, and a digest by which two plans are told apart.

Pure.  None of it shows a secret; a new value of one is ``(changes)``, whatever it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from ..base.quotes import LONGEST_QUOTE, cut, escape
from ..schema.resource import Resource
from .documents import Document, is_blank
from .secrecy import masked
from .steps import Step, UnknownId

CHANGES = "(changes)"
Named = Callable[[Resource, Document], Document]
"""Puts names in place of the ids in a document of a resource."""


def as_data(plan: Iterable[Step], named: Named = lambda resource, document: document) -> list[dict[str, Any]]:
    """The steps that change something, as JSON knows them, in their order.

    :returns: for each ``action``, ``kind``, ``within`` (``kind`` and ``name`` of what the object lives in, the outermost first),
        ``name``, and ``changes`` (``field``, ``before`` and ``after``, null where there is no value); a removal has no changes.
    """
    return [
        {
            "action": step.action,
            "kind": step.kind,
            "within": [{"kind": holder.kind, "name": holder.name} for holder in step.within],
            "name": step.name,
            "changes": _changes(step, named),
        }
        for step in plan
        if step.changed
    ]


def as_lines(plan: Iterable[Step], named: Named = lambda resource, document: document) -> list[str]:
    """One line a step: ``update ip_rule 192.0.2.0/24 of tenant north.example.net: action "ALLOW" -> "DENY"``."""
    return [_line(step) for step in as_data(plan, named)]


def digest(plan: Iterable[Step], named: Named = lambda resource, document: document) -> str:
    """The SHA-256 of a plan in hexadecimal: equal for plans that would do the same, as far as it can be shown.

    It does not depend on ids that are not known yet, nor on the value that a secret gets.
    """
    return digest_of(as_data(plan, named))


def digest_of(data: Iterable[dict[str, Any]]) -> str:
    """The digest of a plan that is data already."""
    text = json.dumps(list(data), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _changes(step: Step, named: Named) -> list[dict[str, Any]]:
    if step.action == "remove":
        return []
    resource = step.resource
    before, after = (named(resource, side or {}) for side in (step.before, step.after))
    order = {name: number for number, name in enumerate(resource.own_fields)}
    fields = sorted(step.fields, key=lambda name: order.get(name, len(order)))
    names = [name for name in fields if not is_blank(before.get(name)) or not is_blank(after.get(name))]
    hidden = masked(resource, before, after, "")
    shown = masked(resource, after, before, CHANGES, prefix="")
    return [{"field": name, "before": as_json(hidden.get(name)), "after": as_json(shown.get(name))} for name in names]


def as_json(value: Any) -> Any:
    """A copy that JSON knows."""
    if isinstance(value, UnknownId):
        return value.name
    if isinstance(value, dict):
        return {str(name): as_json(item) for name, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def _line(step: dict[str, Any]) -> str:
    holders = "".join(f" of {holder['kind']} {holder['name']}" for holder in reversed(step["within"]))
    changes = "; ".join(_change(change) for change in step["changes"])
    return escape(f"{step['action']} {step['kind']} {step['name']}".rstrip() + holders + (f": {changes}" if changes else ""))


def _change(change: dict[str, Any]) -> str:
    before, after = (cut(json.dumps(change[side], ensure_ascii=False), LONGEST_QUOTE) for side in ("before", "after"))
    return f"{change['field']} {after}" if change["before"] is None else f"{change['field']} {before} -> {after}"
