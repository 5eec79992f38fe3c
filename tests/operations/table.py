# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which operations of the API the modules reach, and the table of them in the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FACTS = CHECKOUT / "tests" / "contract" / "facts.json"
TABLE = CHECKOUT / "docs" / "operations.md"
BASE = "/api"


def described() -> list[str]:
    """The operations of the administration API, as C(POST /ivrs/{id}): recorded from its description."""
    return list(json.loads(FACTS.read_text(encoding="utf-8"))["offered"])


@dataclass
class Reached:
    """Operation -> the modules that reach it, and the journeys on which they do."""

    modules: dict[str, set[str]] = field(default_factory=dict)
    journeys: dict[str, set[str]] = field(default_factory=dict)

    def note(self, calls: Iterable[str], module: str, journey: str) -> None:
        """Note the requests that a module made, each as C(POST /api/ivrs/17)."""
        for call in calls:
            operation = operation_of(call)
            if operation is not None:
                self.modules.setdefault(operation, set()).add(module)
                self.journeys.setdefault(operation, set()).add(journey)


def operation_of(call: str) -> str | None:
    """The operation that a request belongs to, None where the description has none such."""
    method, _blank, path = call.partition(" ")
    wanted = f"{method} {path.removeprefix(BASE)}"
    matching = [operation for operation in described() if _pattern(operation).fullmatch(wanted)]
    # /tenants/switch is /tenants/{id} in form too: the operation with fewer placeholders is meant.
    return min(matching, key=lambda operation: operation.count("{"), default=None)


def table(reached: Reached) -> str:
    """The table as it stands in the documentation."""
    lines = [
        "# Operations of the API",
        "",
        "Every operation of the administration API of PortSIP PBX, the modules that use it, and the journey in",
        "`tests/operations/journeys.py` that shows it. Written by `make operations`; a test fails when it is not up to date,",
        "and when an operation is reached by no module.",
        "",
        "| operation | modules | journey |",
        "|---|---|---|",
    ]
    for operation in described():
        modules = ", ".join(f"`{name}`" for name in sorted(reached.modules.get(operation, ())))
        journeys = ", ".join(sorted(reached.journeys.get(operation, ())))
        lines.append(f"| `{operation}` | {modules} | {journeys} |")
    count = sum(operation in reached.modules for operation in described())
    return "\n".join([*lines, "", f"{count} of {len(described())} operations.", ""])


def _pattern(operation: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation)))
