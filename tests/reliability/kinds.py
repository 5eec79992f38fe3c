# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The kinds of objects, and how each is created, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from parity.cases import changes_of, described
from parity.variables import filled
from simulator import Simulator

Json = dict[str, Any]
PHASES = ("create", "update", "remove")
STEPS: dict[str, tuple[int, int, int | None]] = {
    "portsip_extension_event": (1, 4, 6),
    "portsip_extension_ivr": (1, 7, 10),
    "portsip_extension_phone": (4, 7, None),
    "portsip_server_token": (1, 1, 9),
    "portsip_brand": (1, 3, None),
}
"""Modules whose life is told step by step: which of its steps create, change and remove."""
WAITS: dict[str, Json] = {"portsip_tenant": {"wait_timeout": 3}}
"""Options that say how long a removal is waited for."""
DECOY: list[Json] = [
    {"call": "seed/add_tenant", "id": "tenant-9", "domain": "decoy.example.net", "name": "Decoy"},
    {"call": "seed/add_ivr", "tenant_id": "tenant-9", "id": "ivr-9", "extension_number": "8000", "name": "Reception"},
    {"call": "seed/add_action_url", "ivr_id": "ivr-9", "id": "url-9", "name": "lookup"},
    {"call": "seed/add_agent", "extension_id": 202, "name": "Reception 1"},
    {"call": "seed/add_interval", "extension_id": 202, "name": "Office hours"},
    {"call": "seed/add_incoming_rule", "extension_id": 202, "name": "Night"},
]
"""Another tenant and another extension, in which nothing is to happen."""


@dataclass(frozen=True)
class Kind:
    """One kind of object.

    :param prepare: steps on the control interface, as in tests/parity/modules.
    :param steps: options by phase; a phase that it does not have is left out.
    """

    module: str
    prepare: list[Json]
    steps: dict[str, Json] = field(default_factory=dict)

    def before(self, phase: str) -> list[Json]:
        """Options of the runs that come before a phase."""
        return [] if phase == "create" else [self.steps["create"]]

    def seed(self, pbx: Simulator) -> None:
        """Make the simulator as it is before the first run."""
        pbx.reset()
        pbx.configure(deletion_delay=0, lockout_after=0)
        # The decoy comes last: ids that the cases name are handed out in order.
        for step in [*self.prepare, *DECOY]:
            arguments = {name: value for name, value in step.items() if name != "call"}
            getattr(pbx, step["call"].removeprefix("seed/"))(**arguments)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind that a module creates, changes or removes, by the module's name."""
    return {kind.module: kind for kind in _kinds()}


def _kinds() -> Iterator[Kind]:
    for module, about in described().items():
        common = about.get("common", {})
        if module in STEPS:
            chosen = dict(zip(PHASES, STEPS[module], strict=True))
            steps = {phase: about["life"][number]["args"] for phase, number in chosen.items() if number is not None}
        elif "create" in about:
            steps = {"create": about["create"]}
            if changes := changes_of(about):
                steps["update"] = changes[0]
            if "key" in about:
                create = {**common, **about["create"]}
                steps["remove"] = {**{name: create[name] for name in about["key"]}, "state": "absent", **WAITS.get(module, {})}
        else:
            continue
        yield Kind(module, filled(about.get("prepare", [])), {phase: filled({**common, **args}) for phase, args in steps.items()})


def cases() -> list[tuple[str, str]]:
    """Every kind with each of its phases."""
    return [(module, phase) for module, kind in kinds().items() for phase in kind.steps]
