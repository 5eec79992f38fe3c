# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan as a person reads it, and cut to what a result can hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...base.quotes import LONGEST_QUOTE, cut, escape

SIGNS = {"create": "+", "update": "~", "remove": "-", "recreate": "-/+"}
DONE = {"create": "to create", "update": "to update", "remove": "to remove", "recreate": "to recreate", "unchanged": "unchanged"}
LONGEST_PLAN = 250_000
"""Characters of a plan in a result, as JSON; AWX drops results beyond 700,000 bytes."""
LONGEST_TEXT = 150_000
"""Characters of a plan as text."""
MOST_CALLS = 200
"""Calls that end elsewhere, in a result and as text."""


def as_text(plan: Sequence[Mapping[str, Any]], summary: Mapping[str, int]) -> str:
    """A plan for ``--diff``: what stands in one place together, a line for each object and for each field."""
    counts = ", ".join(f"{count} {DONE[action]}" for action, count in summary.items() if count)
    lines = [f"Plan: {counts or 'nothing to do'}."]
    place: str | None = None
    length = 0
    for number, step in enumerate(plan):
        here = " ".join(f"{holder['kind']} {holder['name']}" for holder in step["within"]) or "PBX"
        found = [*([escape(here)] if here != place else []), *_lines(step)]
        place = here
        length += sum(map(len, found))
        if length > LONGEST_TEXT:
            lines.append(f"... and {len(plan) - number} more objects; plan_file gets the whole plan")
            break
        lines += found
    return "".join(f"{line}\n" for line in lines)


def calls_text(calls: Sequence[Mapping[str, str]], left_out: int) -> str:
    """The calls that a plan moves, a line for each."""
    if not calls:
        return ""
    several = len({call["tenant"] for call in calls}) > 1
    lines = [f"  {call['tenant']}: {call['text']}" if several else f"  {call['text']}" for call in calls]
    more = [f"  ... and {left_out} more; plan_file gets all of them"] if left_out else []
    return "".join(f"{escape(line)}\n" for line in ["Calls that will end elsewhere:", *lines, *more])


def _lines(step: Mapping[str, Any]) -> Iterable[str]:
    yield escape(f"  {SIGNS[step['action']]} {step['action']} {step['kind']} {step['name']}".rstrip())
    for change in step["changes"]:
        for path, before, after in _differences(change["field"], change["before"], change["after"]):
            shown = [cut(json.dumps(value, ensure_ascii=False), LONGEST_QUOTE) for value in (before, after)]
            yield escape(f"      {path}: {shown[1] if before is None else ' -> '.join(shown)}")


def _differences(path: str, before: Any, after: Any) -> Iterable[tuple[str, Any, Any]]:
    """What differs between two values, each with its path: inside of mappings, and of lists that keep their length."""
    if before == after:
        pairs = []
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        pairs = [(f".{key}", before.get(key), after.get(key)) for key in {**before, **after}]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after) and _of_mappings([*before, *after]):
        pairs = [(f"[{number}]", *both) for number, both in enumerate(zip(before, after, strict=True))]
    else:
        pairs = []
    if not pairs:
        yield path, before, after
    for name, one, other in pairs:
        if one != other:
            yield from _differences(f"{path}{name}", one, other)


def _of_mappings(values: Sequence[Any]) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def as_far_as_fits(plan: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The first steps of a plan, as many as a result can hold."""
    length = 0
    for number, step in enumerate(plan):
        length += len(json.dumps(step, ensure_ascii=True))
        if length > LONGEST_PLAN:
            return list(plan[:number])
    return list(plan)
