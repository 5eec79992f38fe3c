# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Planning one entry of a document by the same code as the object of a single module."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from ... import errors
from ...base.progress import caution, tell
from ...client.base import ApiClient
from ...plan.comparison import plan_one
from ...plan.deferral import in_two_steps
from ...plan.steps import Desired, Policy, Step
from ...read.references import References
from ...read.site import Site
from ..context import Context, keep_secret
from ..desired import desired_from, desired_of
from ..local_files import LocalFiles
from ..planning import Complete, ObjectPlan, ObjectPlanner
from .entries import Entry
from .planned import Planned
from .scopes import Scopes
from .selection import Selection


class EntryContext:
    """The engine's context for one entry, whose warnings begin with its path.

    :param path: of the entry, as the user writes it.
    """

    def __init__(self, context: Context, path: str) -> None:
        self.check_mode = context.check_mode
        self.add_secret = context.add_secret
        self._path = path

    def warn(self, text: str) -> None:
        """Tell the user something that does not stop the run."""
        caution(f"{self._path}: {text}")

    def progress(self, text: str) -> None:
        """Tell the user how far long work is."""
        tell(text)


@dataclass
class EntryPlanner(ObjectPlanner):
    """Plans the object of an entry.  What is missing is an error in check mode, too: nothing but the plan will create it.

    :param whole: everything that is wanted of it, some of which may be planned later.
    :ivar conflict: what on the PBX is in its way.
    """

    entry: Entry
    scopes: Scopes
    whole: Desired = field(default_factory=lambda: Desired({}))
    conflict: str = ""

    @classmethod
    def of(cls, entry: Entry, scopes: Scopes, context: Context, selection: Selection) -> EntryPlanner:
        """The planner of an entry.

        :param selection: how it is planned, as far as the entry does not say it itself.
        """
        params = {**scopes.params, "update_password": selection.update_password, **entry.params()}
        own = EntryContext(context, entry.path)
        planner = cls(entry.part.resource, params, own, scopes.workspace, entry=entry, scopes=scopes)
        if selection.comparing:
            planner.policy = Policy("on_create", comparing=True)
        return planner

    def present(self, identifier: str | None = None) -> Planned:
        """What is to be done so that the object is as it is wanted, but for fields that may lead to objects of later entries.

        :param identifier: its id, where it has another key so far.
        :raises PortsipError: see ``ObjectPlanner.plan``.
        """
        for text in self.entry.warnings:
            caution(text)
        # The values of an entry have been checked, and are in their regular form.
        own = {name: value for name, value in self.params.items() if name in self.resource.options and value is not None}
        desired = replace(desired_of(self.resource, self.params, own), identifier=identifier)
        now, later = in_two_steps(self.resource, desired)
        self.whole = desired if later is not None else now
        plan = self.plan(now)
        return self._planned_as(plan, later=desired if later is not None else None)

    def absent(self) -> Planned:
        """What is to be done so that the object is gone; only what identifies it matters.

        :raises PortsipError: see ``ObjectPlanner.plan``.
        """
        resource = self.resource
        around = (*(parent.option for parent in resource.parents), "tenant")
        names = {*resource.identifying, *around, *resource.removal_query, "wait", "wait_timeout"}
        params = {name: value for name, value in self.entry.params().items() if name in names}
        self.params = {**self.scopes.params, **params, "state": "absent"}
        self.whole = desired_from(resource, self.params, self.context.warn)
        return self._planned_as(self.plan(self.whole))

    def detached(self) -> Planned:
        """What is to be done so that the object is no longer in the place that its entry gives it; it stays itself.

        :raises PortsipError: see ``ObjectPlanner.plan``.
        """
        found = self.absent()
        lifted = self.entry.part.lifted
        if lifted is None or found.plan.main.before is None:
            return self._planned_as(replace(found.plan, main=replace(found.plan.main, action="none")))
        (related,) = (one for one in self.resource.related if one.option == lifted.option)
        places = [{name: one[name] for name in related.parents if name in one} for one in (self.entry.place, *self.entry.places)]
        named = {name: value for name, value in self.params.items() if name != "state"}
        self.params = {**named, lifted.option: places, related.mode: "remove"}
        self.whole = desired_from(self.resource, self.params, self.context.warn)
        return self._planned_as(self.plan(self.whole))

    def released(self) -> Planned:
        """What is to be done so that something of which there is one no longer refers to what is removed.

        :raises PortsipError: see ``ObjectPlanner.plan``.
        """
        place = {name: value for name, value in self.entry.params().items() if name == "tenant"}
        self.params = {**self.scopes.params, **place, **{name: self.resource.let_go[name] for name in self._let_go}}
        self.whole = desired_from(self.resource, self.params, self.context.warn)
        try:
            return self._planned_as(self.plan(self.whole))
        except errors.NotFound as error:  # the tenant is gone
            if error.status is not None:
                raise
            nothing = Desired({}, absent=True)
            return self._planned_as(ObjectPlan(self.resource, None, self.place, plan_one(self.resource, nothing, None, self.policy)))

    @property
    def _let_go(self) -> list[str]:
        """What of the entry refers to other objects."""
        return [name for name in self.resource.let_go if name in self.entry.values]

    def complete(self, planned: Planned) -> None:
        """Plan the fields that were left out, now that every object of the entries around is known.

        :raises PortsipError: see ``ObjectPlanner.plan``.
        """
        first, site = planned.plan.main, planned.plan.site
        if planned.later is None or site is None:
            return
        desired, complete = self.resolved(site, replace(planned.later, values=_without_related(self, planned.later)))
        current = complete(first.before) if first.before is not None else None
        whole = plan_one(self.resource, desired, current, self.policy)
        planned.plan = replace(planned.plan, place=self.place)
        planned.whole = replace(whole, within=first.within, creates=first.creates)
        self._check_release(site, planned.whole)
        if planned.whole.changed:
            keep_secret(self.resource, planned.whole.after, self.context)
        planned.complete = complete
        changed = planned.whole.changed and second_step(planned, first.after, desired, complete).changed
        planned.later = desired if changed else None

    def _planned_as(self, plan: ObjectPlan, later: Desired | None = None) -> Planned:
        entry = self.entry
        scope = self.scopes.of(entry) if plan.site is not None else None
        return Planned(entry.kind_path, entry.path, entry, entry.owner, plan, plan.main, later, plan.complete, scope, entry.name)

    # What an entry has its own way for

    def _site(self, desired: Desired) -> Site | None:
        return super()._site(desired if desired.absent else self.whole)

    def _open_site(self) -> Site:
        return self.scopes.site(self.entry, self.resource, self.params)

    def _local_files(self, desired: Desired) -> LocalFiles | None:
        return None  # the document has an entry for each

    def _references(self, client: ApiClient) -> References:
        return self.scopes.references(self.scopes.of(self.entry))

    def _references_inside(self, site: Site, desired: Desired, names: Collection[str]) -> References:
        return self.scopes.references(self.scopes.at("tenant", self.entry))

    def _tolerate_missing(self, error: errors.NotFound, *, absent: bool) -> None:
        if self.policy.comparing and error.status is None:
            self.context.warn(str(error))
        elif not absent:
            raise error

    def _tolerate_conflict(self, error: errors.Conflict) -> None:
        # What is in the way may be changed by the same plan: that is known once everything is planned.
        self.conflict = str(error).removesuffix(" Nothing was written.").removesuffix(".")


def second_step(planned: Planned, current: dict[str, Any] | None, desired: Desired, complete: Complete) -> Step:
    """The step that writes what was left out at first.

    Secrets were written before, so that none is compared again.

    :param current: the object as it is after the first step.
    :param desired: everything that is wanted of it.
    """
    policy = Policy("on_create", recreate=planned.whole.policy.recreate)
    step = plan_one(planned.resource, desired, complete(current or {}), policy)
    return replace(step, within=planned.plan.main.within)


def _without_related(planner: ObjectPlanner, desired: Desired) -> dict[str, Any]:
    """The wanted values without those that describe related objects or belong to a removal."""
    resource = planner.resource
    elsewhere = {name for related in resource.related for name in (related.option, related.mode, related.scope)}
    return {name: value for name, value in desired.values.items() if name not in elsewhere | set(resource.removal_query)}
