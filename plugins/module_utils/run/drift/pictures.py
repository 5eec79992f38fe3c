# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The picture of how the calls of a tenant differ, drawn from its plan: wanted and actual side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...plan.documents import Document
from ...plan.report import as_json
from ...plan.secrecy import shown
from ...plan.steps import Step
from ...schema.tree import TENANTS
from ..call_flow.drawing import comparison
from ..document.entries import Entry
from ..document.planned import Planned, PlannedDocument
from ..document.selection import KINDS
from .model import Picture
from .sources import Source

TITLE = "Call flow, wanted and actual, where they differ"
ELSEWHERE = tuple(f"{'0' * digits}-{'9' * digits}" for digits in range(1, 7))
"""Numbers that no document has, such as those of users, may exist; the PBX was not asked about them."""


def picture_of(plan: PlannedDocument, source: Source) -> Picture | None:
    """The picture of what differs in the calls of a tenant; None where nothing does.

    :param plan: the plan of the tenant.
    """
    wanted, actual = _Side(source), _Side(source)
    for planned in plan.planned:
        step = planned.shown()[0]
        if step.action != "remove":
            wanted.add(planned, step, step.after)
        actual.add(planned, step, step.before)
    for planned in plan.unmanaged:
        step = planned.shown()[0]
        actual.add(planned, step, step.before)
    found = comparison(wanted.document, actual.document, ELSEWHERE) if wanted.document[TENANTS.name] else None
    return Picture(TITLE, found[0], "; ".join(found[1])) if found is not None else None


class _Side:
    """One side, as the document of a tenant: without secrets, and with names in place of ids.

    :ivar document: with the tenant, and what is in it under the keys of its kinds.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.document: dict[str, Any] = {TENANTS.name: []}
        self._entries: dict[Entry, dict[str, Any]] = {}

    def add(self, planned: Planned, step: Step, document: Document | None) -> None:
        """Take up an object, where there is one, and where what it is in was taken up."""
        holder: dict[str, Any] | None = self.document if planned.owner is None else self._entries.get(planned.owner)
        if document is None or holder is None or planned.kind_path[0] != TENANTS.name:
            return
        told: Mapping[str, Any] = as_json(shown(step.resource, document))
        entry = {name: value for name, value in told.items() if value is not None}
        if planned.entry is not None:
            part, values = planned.entry.part, planned.entry.values
            hidden = self._source.hidden_in(planned.entry.path)
            entry = {name: value for name, value in entry.items() if not {name, part.called(name)} & hidden}
            entry.update({name: values[name] for name in part.keys if name in values})
        if KINDS[planned.kind_path].single:
            holder[planned.kind_path[-1]] = entry
        else:
            holder.setdefault(planned.kind_path[-1], []).append(entry)
        if planned.entry is not None:
            self._entries[planned.entry] = entry
