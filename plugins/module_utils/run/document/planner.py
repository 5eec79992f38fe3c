# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One plan for a document: its entries in the order in which they depend on each other.  Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from ... import errors
from ...base.findings import Finding
from ...base.progress import caution
from ...plan.documents import Document
from ...plan.steps import UnknownId
from ...read.background import Background
from ...read.failures import is_about_one_thing
from ...read.references import TENANTS_ALONE
from ...resources.registry import RESOURCES
from ...schema.addresses import ADDRESSES
from ...schema.tree import DOCUMENT
from ..connection import Params, connection_options, connection_to
from ..context import Context, keep_secret
from ..workspace import Workspace
from .dangling import references_to_removed
from .entries import Entry, Reading
from .entry_orders import orders_of_entries
from .entry_planner import EntryPlanner
from .exclusive import GivenList, given_lists, held, is_called, unmanaged
from .named_numbers import NamedNumbers
from .numbers import conflicts, leading_nowhere
from .one_place import in_two_places
from .planned import Planned, PlannedDocument
from .planning_order import in_order, order_of
from .reading_ahead import FINDINGS, ReadingAhead
from .rules import free_numbers
from .scopes import Scopes
from .selection import KINDS, Selection
from .siblings import check_siblings
from .targets import LedTo
from .tenants import plan_tenant
from .unique_values import taken
from .unreadable import Unreadable

PARALLEL = 8
"""How many requests are made at a time where nothing else is said."""


def plan_document(
    reading: Reading, params: Params, context: Context, workspace: Workspace, selection: Selection | None = None
) -> PlannedDocument:
    """Plan a document.

    :param reading: the document as it was read, without findings.
    :param params: the options of the connection, among others.
    :param workspace: one that keeps lists.
    :param selection: which of it is planned, and how; everything, to be present, where it is left out.
    :returns: the plan; with ``findings``, nothing of it can be carried out.
    :raises PortsipError: the PBX can't be asked.
    """
    planner = DocumentPlanner(reading, params, context, workspace, selection or Selection())
    return planner.plan()


@dataclass
class _Group:
    """What is planned together: what is of the whole PBX, a tenant with all that is in it, or the queues."""

    entries: list[Entry] = field(default_factory=list)
    lists: list[GivenList] = field(default_factory=list)


class DocumentPlanner:
    """Plans a document part by part: what is of the whole PBX, each tenant with all that is in it, and the queues.

    :ivar scopes: where the entries live; carrying the plan out needs it, too.
    """

    def __init__(self, reading: Reading, params: Params, context: Context, workspace: Workspace, selection: Selection) -> None:
        self.context = context
        self.parallel = PARALLEL if params.get("parallel") is None else int(params["parallel"])
        self.scopes = Scopes(connection_options(params), workspace)
        self.selection = selection
        self._reading = reading
        self._failed: set[Entry] = set()
        self._unreadable = Unreadable(comparing=selection.comparing)
        self._planners: dict[Planned, EntryPlanner] = {}

    def plan(self) -> PlannedDocument:
        """The plan of everything."""
        document = PlannedDocument()
        for part in self._parts(self._groups()):
            document.add(part)
        document.planned = in_order(document.planned)
        document.findings += [*check_siblings(document.planned), *taken(document.planned), *in_two_places(document.planned)]
        free_numbers(document.planned)
        document.findings += references_to_removed(document.planned)
        led_to = LedTo(document.planned, self._reading.entries, self.scopes)
        document.findings += led_to.missing_members()
        for one, number in leading_nowhere(document.planned):
            caution(f"{one.path}: leads to {number}, which this plan removes")
        for text in led_to.unknown_targets():
            caution(text)
        return document

    def parts(self) -> Iterator[PlannedDocument]:
        """The plan of each part, one at a time, in the order of the document."""
        for group in self._groups():
            yield from self._parts([group])

    def _groups(self) -> list[_Group]:
        groups: dict[Entry | str, _Group] = {root.name: _Group() for root in DOCUMENT[:1]}
        chosen = self.selection.chosen(self._reading.entries)
        for entry in chosen:
            groups.setdefault(entry.tenant or entry.kind_path[0], _Group()).entries.append(entry)
        for one in given_lists(self._reading, self.selection):
            key = (one.owner.tenant if one.owner is not None else None) or one.kind_path[0]
            groups.setdefault(key, _Group()).lists.append(one)
        for level in {entry.part.resource.level for entry in chosen}:
            connection_to(level, self.scopes.params)
        self.scopes.names = NamedNumbers(chosen, lambda entry: self.selection.fate(entry) == "absent")
        tenants = [entry for entry in chosen if entry.tenant is entry]
        self.scopes.few_tenants = len(tenants) <= TENANTS_ALONE
        return [group for group in groups.values() if group.entries or group.lists]

    def _parts(self, groups: Sequence[_Group]) -> Iterator[PlannedDocument]:
        """The plan of each group; what they rest on is read together."""
        ahead = ReadingAhead(self.scopes, self.parallel, self._unreadable)
        ahead.read(entry for group in groups for entry in group.entries if entry.tenant is entry)
        begun = [self._begin(group) for group in groups]
        inside = [sorted((entry for entry in group.entries if entry.tenant is not entry), key=order_of) for group in groups]
        with ahead.in_background([[one for one in entries if one.tenant not in self._failed] for entries in inside]) as reading:
            for group, entries, part in zip(groups, inside, begun, strict=True):
                self._finish(group, entries, part, reading)
                yield part

    def _begin(self, group: _Group) -> PlannedDocument:
        """Plan the tenant of a group, or look it up where it is no part of the plan itself."""
        part = PlannedDocument()
        tenant = next((entry.tenant for entry in group.entries if entry.tenant is not None), None)
        if tenant is None:
            return part
        if tenant in group.entries:
            self._try(part, tenant, partial(self._first, part, tenant))
        elif any(self.selection.fate(entry) == "present" and self.scopes.lives_in_tenant(entry) for entry in group.entries):
            self._try(part, tenant, partial(self.scopes.at, "tenant", tenant))
        return part

    def leave(self, part: PlannedDocument) -> None:
        """Let go of what is known of the tenants of a part, where no more of it is to be asked."""
        for tenant in dict.fromkeys(planned.tenant for planned in part.planned if planned.tenant is not None):
            self.scopes.leave(tenant)

    def _finish(self, group: _Group, entries: Sequence[Entry], part: PlannedDocument, reading: Background[Entry]) -> None:
        """Plan what is inside a group.

        :param entries: in the order in which they are planned.
        :param reading: reads what their plan rests on.
        """
        for entry in entries:
            reading.wait(entry)
            self._try(part, entry, partial(self._first, part, entry))
        for planned in list(part.planned):
            if planned.entry is not None and planned.later is not None:
                self._try(part, planned.entry, partial(self._planners[planned].complete, planned))
        for planned in part.planned:
            self._planners.pop(planned, None)
        for path, order in orders_of_entries(self.scopes, [one for one in part.planned if one.entry and one.whole.after is not None]):
            self._put_in_order(part, path, order)
        for given in group.lists:
            self._look_for_unmanaged(part, given)
        part.not_compared = self._unreadable.found()
        part.held |= dict(filter(None, map(held, part.planned)))
        part.findings += [] if self.selection.comparing else conflicts(part.planned)

    def _look_for_unmanaged(self, part: PlannedDocument, given: GivenList) -> None:
        if given.owner is not None and given.owner in self._failed or (given.owner, given.kind_path) in self._unreadable.kinds:
            return
        try:
            found = unmanaged(given, self._named.get((given.owner, KINDS[given.kind_path].resource), []), self.scopes)
        except FINDINGS as error:  # what the list stands in is neither on the PBX nor in the plan
            part.findings.append(Finding(given.path, str(error)))
            return
        except errors.PortsipError as error:
            if not self._unreadable.takes(given.owner, given.kind_path, RESOURCES[KINDS[given.kind_path].resource], error):
                raise
            return
        part.unmanaged += found
        if given.kind_path in self.selection.exclusive:
            part.planned += [one for one in found if not self._is_protected(one)]

    def _put_in_order(self, part: PlannedDocument, path: str, order: Callable[[], Planned]) -> None:
        """Plan the order of the entries of a list."""
        try:
            part.planned.append(order())
        except errors.PortsipError as error:
            if not (self.selection.comparing and is_about_one_thing(error)):
                raise
            part.findings.append(Finding(path, f"their order can't be read: {error}"))

    def _is_protected(self, one: Planned) -> bool:
        within = [vars(holder) for holder in one.within]
        return self.selection.is_protected(one.kind_path, one.kind, within, partial(is_called, one))

    @cached_property
    def _named(self) -> dict[tuple[Entry | None, str], list[Entry]]:
        """The entries of each list, by the entry around it; what belongs to the whole PBX, wherever it stands, by None."""
        found: dict[tuple[Entry | None, str], list[Entry]] = {}
        for entry in self._reading.entries:
            resource = entry.part.resource
            found.setdefault((entry.owner, resource.id), []).append(entry)
            if resource.level == "system" and entry.owner is not None and not self.scopes.lives_in_tenant(entry):
                found.setdefault((None, resource.id), []).append(entry)
        return found

    def _try(self, part: PlannedDocument, entry: Entry, work: Callable[[], object]) -> None:
        """Plan an entry; what is wrong about it alone becomes a finding."""
        if entry in self._failed or (entry.owner is not None and entry.owner in self._failed) or self._unreadable.holds(entry):
            self._failed.add(entry)
            return
        try:
            work()
        except FINDINGS as error:
            self._failed.add(entry)
            part.findings.append(entry.finding(str(error).removesuffix(" Nothing was written.")))
            # Of a file that can't be compared, what names it is compared with the one on the PBX.
            if entry.part.resource.upload is None or not self.selection.comparing:
                self._take_up(entry, UnknownId(entry.name), entry.values, None)
        except errors.PortsipError as error:
            if not self._unreadable.takes(entry.owner, entry.kind_path, entry.part.resource, error):
                error.args = (f"{entry.path}: {error}",)
                raise
            self._failed.add(entry)
            part.findings += [] if self._unreadable.holds(entry) else [entry.finding(str(error))]

    def _first(self, part: PlannedDocument, entry: Entry) -> None:
        """Plan an entry, but for fields that may lead to what comes later."""
        fate = self.selection.fate(entry)
        owner = entry.owner
        goes_along = owner is not None and owner.owner is not None and self.selection.is_chosen(owner)
        if fate == "left" or (fate == "absent" and goes_along and owner is not None and self.selection.fate(owner) == "absent"):
            return
        planner = EntryPlanner.of(entry, self.scopes, self.context, self.selection)
        if fate == "absent":
            planned = planner.absent()
        elif fate == "detached":
            planned = planner.detached()
        elif fate == "released":
            planned = planner.released()
        elif entry.tenant is entry:
            planned = plan_tenant(planner)
        else:
            planned = planner.present()
        part.planned.append(planned)
        planned.conflict = planner.conflict
        for step in planned.plan.steps:
            if step.changed:
                keep_secret(step.resource, step.after, self.context)
        self._planners[planned] = planner
        self._warn_of(planned, planner)
        main = planned.plan.main
        current = main.after or main.before
        if current is not None and planned.plan.site is not None:
            self._take_up(entry, main.known_id, {**entry.values, **current}, planned)
            if planned.resource.kind == "assignment" and not planned.removes:
                self.scopes.lend(entry)

    @staticmethod
    def _warn_of(planned: Planned, planner: EntryPlanner) -> None:
        """Warn of what an object will be like."""
        resource, after = planned.resource, planned.whole.after
        for text in resource.warnings_for(after) if resource.warnings_for is not None and after is not None else ():
            planner.context.warn(text)

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
            params = entry.params()
            if any(parent.to or params.get(parent.option) is None for parent in resource.parents):
                return
            address = address.below({parent.option: params[parent.option] for parent in resource.parents})
        if address.by and not (planned is not None and planned.removes):
            scope = self.scopes.of(entry)
            self.scopes.objects.add(self.scopes.place(address, scope), address, item)
