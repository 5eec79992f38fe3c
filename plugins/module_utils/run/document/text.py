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


def _lines(step: Mapping[str, Any]) -> Iterable[str]:
    yield escape(f"  {SIGNS[step['action']]} {step['action']} {step['kind']} {step['name']}".rstrip())
    for change in step["changes"]:
        before, after = (cut(json.dumps(change[side], ensure_ascii=False), LONGEST_QUOTE) for side in ("before", "after"))
        changed = after if change["before"] is None else f"{before} -> {after}"
        yield escape(f"      {change['field']}: {changed}")


def as_far_as_fits(plan: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The first steps of a plan, as many as a result can hold."""
    length = 0
    for number, step in enumerate(plan):
        length += len(json.dumps(step, ensure_ascii=True))
        if length > LONGEST_PLAN:
            return list(plan[:number])
    return list(plan)
