# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which work of a plan depends on which other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ...plan.steps import Step, UnknownId
from ...read.numbers import NUMBER
from .dangling import values_at
from .entries import Entry
from .numbers import freed, texts_in
from .planned import Planned

Key = tuple[int, str]
"""The place of an object in the plan, and ``first`` or ``second``."""


class Dependencies:
    """What has to be done before each piece of work.

    :param planned: what changes, in the order of the plan.
    """

    def __init__(self, planned: Sequence[Planned]) -> None:
        self.planned = planned
        self._places: dict[Planned, Key] = {one: (number, "first") for number, one in enumerate(planned)}
        self._freed = freed(planned)
        self._freeing = set(self._freed.values())
        self._present = {one.entry: number for number, one in enumerate(planned) if one.entry is not None and not one.removes}

    def is_last(self, one: Planned) -> bool:
        """Whether it begins when everything else has ended: a removal, unless something waits for it."""
        return one.removes and one not in self._freeing

    def of_first(self, number: int) -> frozenset[Key]:
        """What comes before the first piece of work about an object."""
        one = self.planned[number]
        if one.removes:
            return self._removed_before(number)
        needed = self._creators_in(one.plan.steps) | self._granted(one, one.plan.main) | self._members(one) | self._named(one)
        owner = one.owner if one.within else None
        while owner is not None:
            needed |= {(self._present[owner], "first")} if owner in self._present else set()
            owner = owner.owner
        needed |= {self._places[self._freed[one]]} if one in self._freed else set()
        needed |= {self._places[other] for other in one.waits_for}
        needed |= {self._rules_before[one]} if one in self._rules_before else set()
        return frozenset(needed - {(number, "first")})

    def of_second(self, number: int) -> frozenset[Key]:
        """What comes before the second piece of work about an object."""
        one = self.planned[number]
        return frozenset({(number, "first")} | self._creators_in([one.whole]) | self._numbers(one) | self._granted(one, one.whole))

    def _creators_in(self, steps: Sequence[Step]) -> set[Key]:
        """What creates the objects that steps refer to."""
        return {self._creators[unknown] for step in steps for unknown in unknown_ids(step) if unknown in self._creators}

    @cached_property
    def _creators(self) -> dict[UnknownId, Key]:
        steps = ((number, step) for number, one in enumerate(self.planned) for step in (one.whole, *one.related))
        return {step.creates: (number, "first") for number, step in steps if step.creates is not None}

    @cached_property
    def _rules_before(self) -> dict[Planned, Key]:
        """Of the incoming rules of a queue, which are tried in their order, the one before each."""
        found: dict[Planned, Key] = {}
        last: dict[Entry | None, Planned] = {}
        for one in self.planned:
            if one.kind_path[-1] == "incoming_rules" and not one.removes:
                if one.owner in last:
                    found[one] = self._places[last[one.owner]]
                last[one.owner] = one
        return found

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

    def _members(self, one: Planned) -> set[Key]:
        """The objects to be created in the same tenant whose extension numbers have to exist for what is written first."""
        paths = [path for path, number_of in one.resource.numbers.items() if not number_of.outside]
        first = one.plan.main.after or {}
        numbers = {str(number) for path in paths for number in values_at(first, path.split("."))}
        return {self._by_number[one.tenant, number] for number in numbers if (one.tenant, number) in self._by_number}

    def _named(self, one: Planned) -> set[Key]:
        """The objects of the same tenant that the plan creates or changes, and whose names stand in what is written first."""
        first = one.plan.main.after or {}
        paths = one.resource.refers_by_name.items() if self._by_name else ()
        named = {(one.tenant, to, name) for path, to in paths for name in values_at(first, path.split("."))}
        return {self._by_name[key] for key in named if key in self._by_name}

    @cached_property
    def _by_name(self) -> dict[tuple[Entry | None, str, Any], Key]:
        """Objects of kinds whose names stand in others, by the tenant, the kind and the name."""
        kinds = {to for one in self.planned for to in one.resource.refers_by_name.values()}
        return {
            (one.tenant, one.resource.id, (one.whole.after or {}).get(one.resource.key[0])): (number, "first")
            for number, one in enumerate(self.planned)
            if one.resource.id in kinds and not one.removes
        }

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
        around = {(number, "first"), *self._removals_around(one)}
        return frozenset({*inside, *referring, *self._using(one)} - around)

    def _removals_around(self, one: Planned) -> Iterator[Key]:
        """The removals of the entries that an object stands in, which come after its own."""
        owner = one.owner
        while owner is not None:
            if owner in self._removed:
                yield self._removed[owner]
            owner = owner.owner

    @cached_property
    def _removed(self) -> dict[Entry, Key]:
        """The removals of entries."""
        return {one.entry: (number, "first") for number, one in enumerate(self.planned) if one.removes and one.entry is not None}

    def _using(self, one: Planned) -> set[Key]:
        """The removals of what may use an object that its tenant has by an assignment, such as a trunk."""
        if one.resource.kind != "assignment":
            return set()
        assigned = [parent.to for parent in one.resource.parents if parent.to != "tenant"]
        keys = {key for to in assigned for key in self._removals_of.get((one.tenant, to), [])}
        return {key for key in keys if self.planned[key[0]].resource.kind != "assignment"}

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
