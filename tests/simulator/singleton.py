# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of an object of which there is one: read and written at its path, neither created nor destroyed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .collection import ADMIN_ONLY, Level, Models, model_of
from .validation import Body, defaults_of

if TYPE_CHECKING:
    from .call import Call
    from .state import Row, World


def _of_its_level(call: Call, singleton: Singleton) -> Row:
    if singleton.level == "tenant":
        return call.world.rows(IN_TENANTS, call.tenant_id)[singleton.name]
    return call.world.system[singleton.name]


IN_TENANTS = "singletons"
"""The table that holds those of tenants, by their names."""


@dataclass(frozen=True)
class Singleton:
    """One such object: what it is called, who may use it, and what makes it valid.

    Attributes
        name: its name in the state.
        path: below /api.
        update: body model, or models by first release.
        initial: what a new PBX has there, where that is not the default of the body; read-only fields included. It may depend on the
            release.
        hidden: fields that are stored but not answered.
        readable: whether there is a GET.
        status: of a successful update.
        present: turns the stored object into the one that is answered; called with its tenant.
        level: system, or tenant, where each tenant has one.
        row: finds the stored object; the one of the system, or of the tenant, by default.
        check: raises ApiError if the whole object is not valid in this world; called with its tenant, SYSTEM where it has none.
        updated: called after an update.
    """

    name: str
    path: str
    update: Models
    initial: dict[str, object] | Callable[[str], dict[str, object]] = field(default_factory=dict)
    roles: frozenset[str] = ADMIN_ONLY
    hidden: tuple[str, ...] = ()
    readable: bool = True
    status: int = 200
    level: Level = "system"
    row: Callable[[Call, Singleton], Row] = _of_its_level
    check: Callable[[World, str, Row], None] | None = None
    present: Callable[[World, str, Row], Row] | None = None
    updated: Callable[[Call, Row], None] | None = None

    def model(self, release: str) -> type[Body]:
        """Return the model of the body in a release."""
        return model_of(self.update, release)

    def new(self, release: str) -> Row:
        """Return the object as a PBX of a release has it at first."""
        initial = self.initial(release) if callable(self.initial) else copy.deepcopy(self.initial)
        return {**defaults_of(self.model(release)), **initial}
