# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The two sides of a plan as documents: what is wanted, and what is there; without secrets, and with names in place of ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ...plan.documents import Document
from ...plan.report import as_json
from ...plan.secrecy import shown
from ...plan.steps import Step
from ...schema.tree import TENANTS
from .entries import Entry
from .planned import Planned, PlannedDocument
from .selection import KINDS

Hidden = Callable[[str], Collection[str]]
"""The options of an entry, by its path, that are not to be shown."""


def sides_of(plan: PlannedDocument, hidden: Hidden = lambda path: (), *, unmanaged_stays: bool = False) -> tuple[Document, Document]:
    """The tenants that are wanted, and those that are there, as far as the plan is about them.

    :param unmanaged_stays: whether what the document does not name is wanted, as it stays.
    """
    wanted, actual = _Side(hidden), _Side(hidden)
    for planned in plan.planned:
        step = planned.shown()[0]
        if step.action != "remove":
            wanted.add(planned, step, step.after)
        actual.add(planned, step, step.before)
    for planned in plan.unmanaged:
        step = planned.shown()[0]
        actual.add(planned, step, step.before)
        if unmanaged_stays:
            wanted.add(planned, step, step.before)
    return wanted.document, actual.document


class _Side:
    """One side.

    :ivar document: with the tenants, and what is in them under the keys of their kinds.
    """

    def __init__(self, hidden: Hidden) -> None:
        self._hidden = hidden
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
            hidden = set(self._hidden(planned.entry.path))
            entry = {name: value for name, value in entry.items() if not {name, part.called(name)} & hidden}
            entry.update({name: values[name] for name in part.keys if name in values})
        if KINDS[planned.kind_path].single:
            holder[planned.kind_path[-1]] = entry
        else:
            holder.setdefault(planned.kind_path[-1], []).append(entry)
        if planned.entry is not None:
            self._entries[planned.entry] = entry
