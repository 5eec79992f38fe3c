# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out the plan of a document, and what became of each piece of work."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ...apply.graph import Work
from ...apply.objects import Applied
from ...apply.plans import carry_out
from ...apply.scheduler import Ended, Outcome, run_works
from ...base.progress import caution, tell
from ...errors import PortsipError
from ...plan.comparison import plan_again
from ...plan.steps import Step, UnknownId, settled
from ...read.listings import FRESH_SECONDS
from ...read.site import Site
from ..context import Context, keep_secret
from .dependencies import Dependencies
from .entries import Entry
from .entry_planner import second_step
from .planned import Planned
from .scopes import Scopes
from .selection import KINDS
from .work_order import tenant_by_tenant

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
        needs = Dependencies(self.planned)
        works: list[Work] = []
        seconds: list[Work] = []
        removals: list[Work] = []
        for number, one in enumerate(self.planned):
            key = (number, "first")
            work = Work(key, partial(self._first, number), needs.of_first(number), last=needs.is_last(one))
            (removals if work.last else works).append(work)
            if one.later is not None:
                seconds.append(Work((number, "second"), partial(self._second, number), needs.of_second(number)))
        everything = [*works, *seconds, *removals]
        first = frozenset(work.key for work in everything if self._turn(work.key) == "first")
        return [work if work.key in first else replace(work, after=work.after | first) for work in everything]

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
