# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects elsewhere that are given inside another one, such as an agent's places in queues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .. import errors
from ..apply.single import apply
from ..plan.checks import mentioning
from ..plan.documents import Document
from ..plan.steps import Desired, Policy, Step
from ..read.site import Site
from ..schema.resource import Related

Mode = Literal["merge", "replace", "remove"]
PlacedStep = tuple[Site, Step]
"""A step, and the place where it is to be carried out."""


@dataclass(frozen=True)
class RelatedRequest:
    """What is wanted of related objects.

    :param items: the list as the user gave it, placeholders and fields in one mapping.
    :param scope: further values of the first placeholder to look through.
    """

    items: Sequence[Document]
    mode: Mode = "merge"
    scope: Sequence[Any] = ()

    @classmethod
    def taken_from(cls, values: Document, related: Related) -> RelatedRequest | None:
        """Take the wish out of the values of the object that it was given with; None where there is none."""
        items = values.pop(related.option, None)
        mode: Mode = values.pop(related.mode, None) or "merge"  # a choice, checked by the model
        scope = values.pop(related.scope, None) or ()
        return None if items is None else cls(items, mode, scope)


@dataclass
class Relations:
    """What became of related objects.

    :ivar before: a side of the diff, the placeholders among the fields of each.
    :ivar present: what the user listed as it is now, with the placeholders apart.
    """

    changed: bool = False
    before: list[Document] = field(default_factory=list)
    after: list[Document] = field(default_factory=list)
    present: list[tuple[Mapping[str, Any], Document | None]] = field(default_factory=list)

    def note(self, place: Mapping[str, Any], step: Step, link: str, after: Document | None) -> None:
        """Take up a step: its change, its two sides for a diff, and what was listed as it is now."""
        self.changed = self.changed or step.changed
        diff = step.diff()
        for side, documents in (("before", self.before), ("after", self.after)):
            if diff[side]:
                documents.append({**place, **without(diff[side], link)})
        if not step.desired.absent:
            self.present.append((place, after))


def plan_relations(related: Related, wish: RelatedRequest, site: Site, owner: Any, policy: Policy) -> list[PlacedStep]:
    """What is to be done about the related objects of one owner; those of others are never touched.

    What is to be added comes first, so that the owner is at no time in fewer places than before and after.

    :param owner: the id of the object they belong to, None for one that is still to be created.
    :raises NotFound: a place does not exist; says in which option it was named.
    :raises PortsipError: a place can't be looked at.
    """

    def planned(place: Document, desired: Desired, option: str) -> PlacedStep:
        below = replace(site, parents=place, query={})
        try:
            return below, below.plan(related.resource, desired, policy, lambda current: current)
        except errors.NotFound as error:
            error.args = (f"{option}: {error}",)
            raise

    gone = Desired({related.link: owner}, absent=True)
    first = next(iter(related.parents))
    listed = [_apart(related, item) for item in wish.items]
    steps: list[PlacedStep] = []
    for number, (place, values) in enumerate(listed):
        option = f"{related.option}[{number}].{first}"
        if wish.mode != "remove":
            steps.append(planned(place, Desired({**values, related.link: owner}), option))
            continue
        try:
            steps.append(planned(place, gone, option))
        except errors.NotFound as error:
            # Nobody is in a place that does not exist; the user may have meant another one.
            site.warn(f"{error} So nothing is there to remove.")
    if wish.mode == "replace":
        others = _elsewhere(related, [place for place, _values in listed], wish.scope)
        steps += [planned(place, gone, related.scope) for place in others]
    return steps


def relate(related: Related, steps: Iterable[PlacedStep], owner: Any, written: list[str], *, check_mode: bool) -> Relations:
    """Carry out what was planned.

    :param owner: the id of the object they belong to, which was not known before where that is new.
    :param written: what was written before, in words; grows.
    :raises PortsipError: a write failed; the text says what was written before.
    """
    relations = Relations()
    link = {related.link: owner}
    for site, planned in steps:
        step = replace(planned, desired=replace(planned.desired, values={**planned.desired.values, **link}))
        if step.action == "create":
            step = replace(step, after={**(step.after or {}), **link})
        with mentioning(written):
            applied = apply(site, step, check_mode=check_mode)
            relations.note(site.parents, applied.step, related.link, applied.after)
        if applied.step.changed:
            name, value = next(iter(site.parents.items()))
            written.append(f"{name} {value}")
    return relations


def _apart(related: Related, item: Document) -> tuple[Document, Document]:
    """The placeholders of an item, and its other values."""
    place = {name: item.get(name, next(iter(choices), None)) for name, choices in related.parents.items()}
    return place, {name: value for name, value in item.items() if name not in place}


def _elsewhere(related: Related, listed: Sequence[Document], scope: Sequence[Any]) -> list[Document]:
    """The places to look through that are not listed."""
    first = next(iter(related.parents))
    values = dict.fromkeys([*(place[first] for place in listed), *scope])
    return [place for place in related.places(values) if place not in listed]


def without(document: Mapping[str, Any], name: str) -> Document:
    """A copy without one field."""
    return {key: value for key, value in document.items() if key != name}
