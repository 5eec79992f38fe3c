# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects elsewhere that are given inside another one, such as an agent's places in queues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .. import errors
from ..plan.documents import Document
from ..plan.steps import Desired, Policy, Step, within
from ..read.comparing import plan_object
from ..read.site import Site
from ..schema.resource import Related

Mode = Literal["merge", "replace", "remove"]


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
        """Take the request out of the values of the object that it was given with; None where there is none."""
        items = values.pop(related.option, None)
        mode: Mode = values.pop(related.mode, None) or "merge"  # a choice, checked by the model
        scope = values.pop(related.scope, None) or ()
        return None if items is None else cls(items, mode, scope)


def plan_related(related: Related, request: RelatedRequest, site: Site, owner: Any, policy: Policy) -> list[Step]:
    """What is to be done about the related objects of one owner; those of others are never touched.

    What is to be added comes first, so that the owner is at no time in fewer places than before and after.

    :param owner: the id of the object they belong to, an ``UnknownId`` for one that is still to be created.
    :raises NotFound: a place does not exist; says in which option it was named.
    :raises PortsipError: a place can't be looked at.
    """

    def planned(place: Document, desired: Desired, option: str) -> Step:
        try:
            step = plan_object(site.at(within(place)), related.resource, desired, policy, lambda current: current)
        except errors.NotFound as error:
            error.args = (f"{option}: {error}",)
            raise
        return replace(step, about=f"{first} {place[first]}")

    gone = Desired({related.link: owner}, absent=True)
    first = next(iter(related.parents))
    listed = [_apart(related, item) for item in request.items]
    steps: list[Step] = []
    for number, (place, values) in enumerate(listed):
        option = f"{related.option}[{number}].{first}"
        if request.mode != "remove":
            steps.append(planned(place, Desired({**values, related.link: owner}), option))
            continue
        try:
            steps.append(planned(place, gone, option))
        except errors.NotFound as error:
            # Nobody is in a place that does not exist; the user may have meant another one.
            site.warn(f"{error} Nothing to remove.")
    if request.mode == "replace":
        others = _elsewhere(related, [place for place, _values in listed], request.scope)
        steps += [planned(place, gone, related.scope) for place in others]
    return steps


def _apart(related: Related, item: Document) -> tuple[Document, Document]:
    """The placeholders of an item, and its other values."""
    place = {name: item.get(name, next(iter(choices), None)) for name, choices in related.parents.items()}
    return place, {name: value for name, value in item.items() if name not in place}


def _elsewhere(related: Related, listed: Sequence[Document], scope: Sequence[Any]) -> list[Document]:
    """The places to look through that are not listed."""
    first = next(iter(related.parents))
    values = dict.fromkeys([*(place[first] for place in listed), *scope])
    return [place for place in related.places(values) if place not in listed]
