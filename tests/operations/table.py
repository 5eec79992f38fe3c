# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which operations of both APIs the modules reach, and the tables of them in the documentation."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FACTS = CHECKOUT / "tests" / "contract" / "facts.json"
TABLE = CHECKOUT / "docs" / "operations.md"
INTRODUCTION = """\
# Operations of the APIs

Every operation of both APIs, and the modules that use it on journeys through `tests/operations`, which do with a few
modules what a user would; a case is a file of `tests/cases`. Written by `make operations`; a test fails when it is not up to
date, and when an operation is reached by no module.
"""


@dataclass(frozen=True)
class Api:
    """One of the two APIs.

    :param recorded: where the recorded facts list its operations.
    :param base: what its paths begin with.
    :param journeys: the file with the journeys through it.
    """

    title: str
    recorded: str
    base: str
    journeys: str

    @functools.cached_property
    def operations(self) -> list[str]:
        """Its operations, as C(POST /ivrs/{id}): recorded from its description."""
        return list(json.loads(FACTS.read_text(encoding="utf-8"))[self.recorded])

    def operation_of(self, call: str) -> str | None:
        """The operation that a request belongs to, None where the description has none such."""
        method, _blank, path = call.partition(" ")
        wanted = f"{method} {path.removeprefix(self.base)}"
        matching = [operation for operation in self.operations if _pattern(operation).fullmatch(wanted)]
        # /tenants/switch is /tenants/{id} in form too: the operation with fewer placeholders is meant.
        return min(matching, key=lambda operation: operation.count("{"), default=None)


PBX = Api("Administration API of PortSIP PBX", "offered", "/api", "journeys.py")
EXTENSION = Api("Extension API", "offered_extension", "/api/ver1.0", "extension_journeys.py")


@dataclass
class Reached:
    """Operation -> the modules that reach it, and the journeys on which they do."""

    api: Api
    modules: dict[str, set[str]] = field(default_factory=dict)
    journeys: dict[str, set[str]] = field(default_factory=dict)

    def note(self, calls: Iterable[str], module: str, journey: str) -> None:
        """Note the requests that a module made, each as C(POST /api/ivrs/17)."""
        for call in calls:
            operation = self.api.operation_of(call)
            if operation is not None:
                self.modules.setdefault(operation, set()).add(module)
                self.journeys.setdefault(operation, set()).add(journey)

    def missing(self) -> list[str]:
        """The operations that no module reaches."""
        return [operation for operation in self.api.operations if operation not in self.modules]

    def section(self) -> str:
        """The table of this API as it stands in the documentation."""
        lines = [f"## {self.api.title}", ""]
        lines += [f"The journeys are those in `tests/operations/{self.api.journeys}`.", ""]
        lines += ["| operation | modules | journey |", "|---|---|---|"]
        for operation in self.api.operations:
            modules = ", ".join(f"`{name}`" for name in sorted(self.modules.get(operation, ())))
            journeys = ", ".join(sorted(self.journeys.get(operation, ())))
            lines.append(f"| `{operation}` | {modules} | {journeys} |")
        count = len(self.api.operations) - len(self.missing())
        return "\n".join([*lines, "", f"{count} of {len(self.api.operations)} operations.", ""])


def document(sections: Iterable[Reached]) -> str:
    """The whole page of the documentation."""
    return "\n".join([INTRODUCTION, *(reached.section() for reached in sections)])


@functools.cache
def _pattern(operation: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation)))
