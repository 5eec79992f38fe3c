# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out the plan of a document: which work depends on which, and what became of each."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from ...apply.graph import Work
from ...apply.objects import Applied
from ...apply.plans import carry_out
from ...apply.side_by_side import Ended, Outcome, run_works
from ...base.progress import caution, tell
from ...errors import PortsipError
from ...plan.comparison import plan_again
from ...plan.steps import Step, UnknownId, settled
from ...read.listings import FRESH_SECONDS
from ...read.site import Site
from ..context import Context, keep_secret
from .dangling import values_at
from .entries import Entry
from .entry_planner import second_step
from .numbers import NUMBER, freed, texts_in
from .planned import Planned
from .scopes import Scopes
from .selection import KINDS
from .work_order import tenant_by_tenant

Key = tuple[int, str]
"""The place of an object in the plan, and ``first`` or ``second``."""
REASONS = {"failed": "failed", "skipped": "skipped", "not_begun": "skipped", "unknown": "unknown"}


@dataclass(frozen=True)
class NotDone:
    """An object that is not as it is wanted, or may not be.

    :param reason: failed, skipped or unknown.
    :param why: the error; of what was skipped what it depends on; empty where the run was ended before.
    """

    planned: Planned
    reason: str
    why: str


@dataclass
class Carrying:
    """What became of a plan."""

    done: list[Planned]
    not_done: list[NotDone]
    first_error: BaseException | None
    first_failed: Planned | None
    interrupted: BaseException | None


class PlanWorks:
    """The work that a plan makes.

    :param planned: in the order in which it is carried out.
    """

    def __init__(self, planned: Sequence[Planned], scopes: Scopes, context: Context) -> None:
        self.planned = [one for one in planned if one.changed]
        self._scopes = scopes
        self._context = context
        self._ids: dict[UnknownId, Any] = {}
        self._after_first: dict[int, dict[str, Any] | None] = {}
        self._ended = 0

    def run(self, parallel: int) -> Carrying:
        """Carry everything out."""
        works = tenant_by_tenant(self.works(), self.planned, parallel)
        last = {work.key for work in works if self._turn(work.key) == "last"}
        outcome = run_works([work for work in works if work.key not in last], parallel, ended=lambda end: self._tell(end, len(works)))
        ended = dict(outcome.ended)
        at_the_end = [replace(work, after=work.after & last) for work in works if work.key in last]
        if outcome.interrupted is None:
            outcome = run_works(at_the_end, 1, ended=lambda end: self._tell(end, len(works)))
            ended |= outcome.ended
        else:
            ended |= {key: Ended(key, "not_begun") for key in last}
        return self._carrying(Outcome(ended, outcome.interrupted))

    def _turn(self, key: Any) -> str:
        return KINDS[self.planned[_number(key)].kind_path].turn

    def works(self) -> list[Work]:
        """Every piece of work with what it depends on."""
        creators = {one.whole.creates: (number, "first") for number, one in enumerate(self.planned) if one.whole.creates is not None}
        creators |= {
            step.creates: (number, "first") for number, one in enumerate(self.planned) for step in one.related if step.creates is not None
        }
        entries = {one.entry: number for number, one in enumerate(self.planned) if one.entry is not None and not one.removes}
        works: list[Work] = []
        seconds: list[Work] = []
        removals: list[Work] = []
        rules: dict[Entry | None, Key] = {}
        places = {one: (number, "first") for number, one in enumerate(self.planned)}
        freeing = freed(self.planned)
        early = set(freeing.values())
        for number, one in enumerate(self.planned):
            needed = {creators[unknown] for step in one.plan.steps for unknown in unknown_ids(step) if unknown in creators}
            owner = one.owner
            while owner is not None:
                if owner in entries and one.within:
                    needed.add((entries[owner], "first"))
                owner = owner.owner
            key = (number, "first")
            needed.discard(key)
            if one.removes:
                last = one not in early
                (removals if last else works).append(Work(key, partial(self._first, number), self._removed_before(number), last=last))
                continue
            if one in freeing:
                needed.add(places[freeing[one]])
            needed |= {places[other] for other in one.waits_for}
            if one.kind_path[-1] == "incoming_rules":
                needed |= {rules[one.owner]} if one.owner in rules else set()
                rules[one.owner] = key
            needed |= self._granted(one, one.plan.main)
            works.append(Work(key, partial(self._first, number), frozenset(needed)))
            if one.later is not None:
                led_to = {creators[unknown] for unknown in unknown_ids(one.whole) if unknown in creators}
                after = {key, *led_to, *self._numbers(one), *self._granted(one, one.whole)}
                seconds.append(Work((number, "second"), partial(self._second, number), frozenset(after)))
        everything = [*works, *seconds, *removals]
        first = frozenset(work.key for work in everything if self._turn(work.key) == "first")
        return [work if work.key in first else replace(work, after=work.after | first) for work in everything]

    def _granted(self, one: Planned, step: Step) -> set[Key]:
        """The assignments by which the tenant gets what a step refers to, such as a trunk."""
        refers = one.resource.refers.items() if self._assignments and one.resource.kind != "assignment" else ()
        return {
            self._assignments[one.tenant, to, str(value)]
            for path, to in refers
            for value in values_at(step.desired.values, path.split("."))
            if (one.tenant, to, str(value)) in self._assignments
        }

    @cached_property
    def _assignments(self) -> dict[tuple[Entry | None, str, str], Key]:
        """What assigns something to a tenant, by the tenant, the kind and the id of what it gets."""
        return {
            (one.tenant, parent.to, str(one.plan.site.parents[parent.option])): (number, "first")
            for number, one in enumerate(self.planned)
            if one.resource.kind == "assignment" and one.plan.site is not None and not one.removes
            for parent in one.resource.parents
            if parent.to and parent.to != "tenant"
        }

    def _numbers(self, one: Planned) -> set[Key]:
        """The objects to be created in the same tenant whose extension numbers stand in what is written second."""
        later = one.whole.after or {}
        texts = {text for name in one.resource.deferred for text in texts_in(later.get(name))}
        return {self._by_number[one.tenant, text] for text in texts if (one.tenant, text) in self._by_number}

    @cached_property
    def _by_number(self) -> dict[tuple[Entry | None, Any], Key]:
        """The objects to be created by their extension numbers."""
        return {
            (one.tenant, one.whole.after.get(NUMBER)): (number, "first")
            for number, one in enumerate(self.planned)
            if one.whole.action in ("create", "recreate") and one.whole.after
        }

    def _removed_before(self, number: int) -> frozenset[Key]:
        """The removals that come before one: of what is in it, or refers to its kind."""
        one = self.planned[number]
        inside = self._removals_in.get(one.entry, []) if one.entry is not None else []
        tenants = [one.tenant] if one.tenant is not None else [tenant for tenant, _kind in self._removals_of]
        referring = [key for tenant in dict.fromkeys(tenants) for key in self._removals_of.get((tenant, one.resource.id), [])]
        return frozenset({*inside, *referring} - {(number, "first")})

    @cached_property
    def _removals_in(self) -> dict[Entry, list[Key]]:
        """The removals of what stands in an entry, at any depth."""
        found: dict[Entry, list[Key]] = {}
        for number, one in enumerate(self.planned):
            around = one.owner if one.removes else None
            while around is not None:
                found.setdefault(around, []).append((number, "first"))
                around = around.owner
        return found

    @cached_property
    def _removals_of(self) -> dict[tuple[Entry | None, str], list[Key]]:
        """The removals of what refers to a kind, by the tenant and the kind."""
        found: dict[tuple[Entry | None, str], list[Key]] = {}
        for number, one in enumerate(self.planned):
            for to in set(one.resource.refers.values()) if one.removes else ():
                found.setdefault((one.tenant, to), []).append((number, "first"))
        return found

    # Doing it

    def _site(self, one: Planned) -> Site:
        site = one.plan.site
        if site is None or one.scope is None:
            raise ValueError(f"{one.path} can't be carried out")
        return replace(site, client=self._scopes.client(one.scope, self._ids), details=None, warn=caution, progress=tell)

    def _first(self, number: int) -> None:
        one = self.planned[number]
        site = self._site(one)
        planned = [step for step in one.plan.steps if step.changed]
        steps = [self._again(one, site, step) for step in planned]
        applied = carry_out(site, steps, check_mode=False, ids=self._ids, done=self._done)
        main = [result for result, step in zip(applied, planned, strict=True) if step is one.plan.main]
        self._after_first[number] = main[0].after if main else None
        if one.entry is not None and one.entry.tenant is one.entry and main and main[0].after is not None:
            self._scopes.note(one.entry, main[0].after)
            self._enter(one.entry)

    def _enter(self, tenant: Entry) -> None:
        """Sign in to a tenant that is new, unless nothing is to be done in it, before several threads wait for that."""
        if any(one.tenant is tenant and one.entry is not tenant for one in self.planned):
            # The tenant exists: a failure is that of what is in it.
            with contextlib.suppress(PortsipError):
                self._scopes.client(self._scopes.at("tenant", tenant), self._ids)

    def _second(self, number: int) -> None:
        one = self.planned[number]
        if one.later is None:
            return
        site = self._site(one)
        main = one.plan.main.with_ids(self._ids)
        current = self._after_first.get(number)
        if current is None:
            current = site.get(one.resource, main.identifier) if self._is_old(one) else main.before
        desired = replace(one.later, values=settled(one.later.values, self._ids))
        step = second_step(one, current, desired, one.complete).with_ids(self._ids)
        carry_out(site, [step], check_mode=False, ids=self._ids, done=self._done)

    def _again(self, one: Planned, site: Site, step: Step) -> Step:
        """A step that changes an object, as it is to be done now that others may have changed the object, too.

        A change writes the whole object: what a large plan rests on may be minutes old.
        """
        if step.action not in ("update", "recreate") or not step.resource.readable or not self._is_old(one):
            return step
        now = step.with_ids(self._ids)
        found = site.at(now.within).get(now.resource, now.identifier)
        current = one.complete(found) if found is not None and step is one.plan.main else found
        if current is None or current == now.before:
            return step
        return replace(plan_again(now, current, now.policy), creates=step.creates)

    @staticmethod
    def _is_old(one: Planned) -> bool:
        return time.monotonic() - one.read_at > FRESH_SECONDS

    def _done(self, applied: Applied) -> None:
        if applied.after is not None:
            keep_secret(applied.step.resource, applied.after, self._context)

    def _tell(self, end: Ended, all_works: int) -> None:
        self._ended += 1
        one = self.planned[_number(end.key)]
        tell(f"{self._ended} of {all_works}: {one.whole.action} {one.kind} {one.name} {end.state}")

    def _carrying(self, outcome: Outcome) -> Carrying:
        states: dict[int, list[Ended]] = {}
        for key, end in outcome.ended.items():
            states.setdefault(_number(key), []).append(end)
        done, not_done = [], []
        for number, ends in sorted(states.items()):
            reasons = {REASONS[end.state]: end for end in reversed(ends) if end.state != "done"}
            if reasons:
                reason = next(word for word in ("unknown", "failed", "skipped") if word in reasons)
                not_done.append(NotDone(self.planned[number], reason, self._why(reasons[reason])))
            else:
                done.append(self.planned[number])
        failed = [end for end in outcome.ended.values() if end.error is not None]
        first = failed[0] if failed else None
        planned = self.planned[_number(first.key)] if first is not None else None
        return Carrying(done, not_done, first.error if first is not None else None, planned, outcome.interrupted)

    def _why(self, end: Ended) -> str:
        if end.because is not None:
            return f"depends on {self.planned[_number(end.because)].path}"
        return str(end.error or "")


def _number(key: Any) -> int:
    """The place in the plan that a key of a work has."""
    return int(key[0])


def unknown_ids(value: Any) -> Iterator[UnknownId]:
    """Each id in a step, or in a part of one, that another step brings about."""
    if isinstance(value, UnknownId):
        yield value
    elif isinstance(value, Step):
        for part in (value.desired.values, value.before, value.after, [holder.identifier for holder in value.within]):
            yield from unknown_ids(part)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from unknown_ids(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from unknown_ids(item)
