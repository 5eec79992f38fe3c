# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One plan for a document: its entries in the order in which they depend on each other.  Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ... import errors
from ...base.findings import Finding
from ...plan.comparison import plan_one
from ...plan.documents import Document
from ...plan.steps import Desired, Policy, UnknownId
from ...read.references import Place
from ...resources.extension.extension_incoming_rule import INCOMING_RULE
from ...resources.extension.extension_incoming_rule_order import INCOMING_RULE_ORDER
from ...schema.addresses import ADDRESSES
from ...schema.order import KindPath, build_up
from ...schema.tree import DOCUMENT
from ..connection import Params, connection_options
from ..context import Context
from ..planning import ObjectPlan
from ..workspace import Workspace
from .entries import Entry
from .entry_planner import EntryPlanner
from .planned import Planned, PlannedDocument
from .scopes import Scopes
from .selection import Selection

ORDER: dict[KindPath, int] = {path: number for number, path in enumerate(build_up(DOCUMENT))}
"""The place of each kind in the order of creation."""
FINDINGS = (errors.InvalidInput, errors.NotFound, errors.Ambiguous, errors.Conflict, errors.Refused)
"""Failures that are about one entry; any other ends the run."""


def plan_document(
    entries: Sequence[Entry], params: Params, context: Context, workspace: Workspace, selection: Selection | None = None
) -> PlannedDocument:
    """Plan a document.

    :param entries: as they were read, without findings.
    :param params: the options of the connection, among others.
    :param workspace: one that keeps lists.
    :param selection: which of it is planned, and how; everything, to be present, where it is left out.
    :returns: the plan; with ``findings``, nothing of it can be carried out.
    :raises PortsipError: the PBX can't be asked.
    """
    planner = DocumentPlanner(entries, params, context, workspace, selection or Selection())
    document = PlannedDocument()
    for part in planner.parts():
        document.add(part)
    document.planned = in_order(document.planned)
    return document


class DocumentPlanner:
    """Plans a document part by part: what is of the whole PBX, each tenant with all that is in it, and what is of the extension API.

    :ivar scopes: where the entries live; carrying the plan out needs it, too.
    """

    def __init__(self, entries: Sequence[Entry], params: Params, context: Context, workspace: Workspace, selection: Selection) -> None:
        self.context = context
        self.scopes = Scopes(connection_options(params), workspace)
        self.selection = selection
        self._entries = entries
        self._chosen = selection.chosen(entries)
        self._failed: set[Entry] = set()

    def parts(self) -> Iterator[PlannedDocument]:
        """The plan of each part, in the order of the document."""
        groups: dict[Entry | str, list[Entry]] = {}
        for entry in self._chosen:
            groups.setdefault(entry.tenant or entry.kind_path[0], []).append(entry)
        for group in groups.values():
            yield self._part(sorted(group, key=lambda entry: ORDER[entry.kind_path]))

    def leave(self, part: PlannedDocument) -> None:
        """Let go of what is known of the tenants of a part, where no more of it is to be asked."""
        for tenant in dict.fromkeys(planned.tenant for planned in part.planned if planned.tenant is not None):
            self.scopes.leave(tenant)

    def _part(self, entries: Sequence[Entry]) -> PlannedDocument:
        part = PlannedDocument()
        for entry in entries:
            self._try(part, entry, lambda entry=entry: part.planned.extend(self._first(entry)))  # type: ignore[misc]
        for planned in list(part.planned):
            if planned.entry is not None and planned.later is not None:
                self._try(part, planned.entry, lambda planned=planned: self._planners[planned].complete(planned))  # type: ignore[misc]
        self._order_rules(part, entries)
        return part

    @cached_property
    def _planners(self) -> dict[Planned, EntryPlanner]:
        return {}

    def _try(self, part: PlannedDocument, entry: Entry, work: Callable[[], None]) -> None:
        """Plan an entry; what is wrong about it alone becomes a finding."""
        if entry in self._failed or (entry.owner is not None and entry.owner in self._failed):
            self._failed.add(entry)
            return
        try:
            work()
        except FINDINGS as error:
            self._failed.add(entry)
            part.findings.append(Finding.below(entry.path, str(error).removesuffix(" Nothing was written.")))
            self._take_up(entry, UnknownId(entry.name), entry.values, None)
        except errors.PortsipError as error:
            error.args = (f"{entry.path}: {error}",)
            raise

    def _first(self, entry: Entry) -> list[Planned]:
        """What is to be done about an entry, but for fields that may lead to what comes later."""
        planner = EntryPlanner.of(entry, self.scopes, self.context, self.selection.update_password)
        if self.selection.is_absent(entry):
            if entry.owner is not None and entry.owner.owner is not None and self.selection.is_absent(entry.owner):
                return []  # it goes along with what it stands in
            planned = planner.absent()
        else:
            planned = planner.present()
        self._planners[planned] = planner
        main = planned.plan.main
        current = main.after or main.before
        if current is not None and planned.plan.site is not None:
            self._take_up(entry, main.known_id, {**entry.values, **current}, planned)
        return [planned]

    def _take_up(self, entry: Entry, identifier: object, document: Document, planned: Planned | None) -> None:
        """Let later entries name the object of an entry."""
        resource = entry.part.resource
        address = ADDRESSES.get(resource.id)
        if resource.kind == "singleton" or address is None:
            return
        item = {**document, "id": identifier}
        if entry.owner is None and entry.tenant is entry:
            self.scopes.take_up(entry, identifier, item)
        if planned is not None and planned.plan.site is not None:
            address = address.below(planned.plan.site.parents)
        elif "{" in address.path:
            return
        if address.by and not (planned is not None and planned.removes):
            scope = self.scopes.of(entry)
            self.scopes.objects.add(self.scopes.place(address, scope), address, item)

    def _order_rules(self, part: PlannedDocument, entries: Sequence[Entry]) -> None:
        """Plan the order of incoming rules: that of the document, and behind it the rules that it does not name."""
        queues: dict[Entry, list[Entry]] = {}
        for entry in entries:
            if entry.part.resource is INCOMING_RULE and entry.owner is not None and not self.selection.is_absent(entry):
                queues.setdefault(entry.owner, []).append(entry)
        for queue, rules in queues.items():
            if not any(rule in self._failed for rule in rules):
                last = max(number for number, planned in enumerate(part.planned) if planned.entry in rules)
                part.planned.insert(last + 1, self._order_of(queue, rules))

    def _order_of(self, queue: Entry, rules: Sequence[Entry]) -> Planned:
        params = {**queue.params()}
        site = self.scopes.site(rules[0], INCOMING_RULE_ORDER, params)
        references = self.scopes.references(self.scopes.of(queue))
        place = Place(site.parents, _raise)
        values = references.resolve(INCOMING_RULE_ORDER, {"rules": [rule.name for rule in rules]}, place)
        current = references.predicted(INCOMING_RULE_ORDER, values, site.get(INCOMING_RULE_ORDER, None) or {})
        step = replace(plan_one(INCOMING_RULE_ORDER, Desired(values), current, Policy()), within=site.within)
        path = rules[0].path.rpartition("[")[0]
        return Planned(rules[0].kind_path, path, None, queue, ObjectPlan(INCOMING_RULE_ORDER, site, place, step), step)


def _raise(error: errors.NotFound) -> None:
    raise error


def in_order(planned: Sequence[Planned]) -> list[Planned]:
    """The order in which a plan is carried out: kind by kind as they depend on each other, and removals last, in reverse."""
    by_kind = sorted(planned, key=lambda one: ORDER[one.kind_path])
    return [*(one for one in by_kind if not one.removes), *reversed([one for one in by_kind if one.removes])]
