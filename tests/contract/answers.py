# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How an answer differs from its description."""

from __future__ import annotations

from typing import Any

from . import facts
from .deviations import ANSWER_DEVIATIONS


def mistakes(answer: Any, described: facts.Fields, path: str = "") -> list[str]:
    """Return how an answer differs from its description: names in both directions, and types of what is not blank."""
    found = [f"{path}{name}: in one only" for name in set(answer) ^ set(described)]
    types = {"string": str, "integer": int, "boolean": bool, "number": float, "array": list, "object": dict}
    for name, fact in described.items():
        value = answer.get(name)
        if value is None:
            continue
        if not isinstance(value, types[fact["type"]]) or (fact["type"] == "integer" and isinstance(value, bool)):
            found.append(f"{path}{name}: no {fact['type']}")
        elif "fields" in fact:
            found += mistakes(value, fact["fields"], f"{path}{name}.")
        elif "fields" in fact.get("items", {}):
            found += [mistake for entry in value for mistake in mistakes(entry, fact["items"]["fields"], f"{path}{name}.")]
    return [mistake for mistake in found if mistake not in ANSWER_DEVIATIONS]
