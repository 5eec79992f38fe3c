# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects of one list that can't stand beside each other, such as the numbers of two tenants on a trunk.

What is in the way of one object may be changed by the same plan: then that comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...base.findings import Finding
from ...plan.documents import Document
from .planned import Planned


def check_siblings(planned: Iterable[Planned]) -> Iterator[Finding]:
    """What can't stand beside another object, as the plan leaves that; notes which object has to wait for which."""
    for several in _by_list(planned):
        by_id = {str(one.whole.identifier): one for one in several if one.whole.before is not None}
        for number, one in enumerate(several):
            if one.whole.after is None or not one.whole.changed:
                continue
            others = [*several[:number], *(other for other in several[number + 1 :] if not other.whole.changed)]
            faults = []
            if _fault(one, *map(_as_planned, others)):
                faults = [f"{fault} at {other.path}" for other in others if (fault := _fault(one, _as_planned(other)))]
            faults += list(_beside_what_is_there(one, by_id)) if one.conflict else []
            yield from (Finding.below(one.path, fault) for fault in faults[:1])
        yield from _circles(several)


def _by_list(planned: Iterable[Planned]) -> Iterator[Sequence[Planned]]:
    lists: dict[tuple[int, str], list[Planned]] = {}
    for one in planned:
        site, resource = one.plan.site, one.resource
        if resource.check_siblings is not None and site is not None and not site.is_planned:
            lists.setdefault((id(site.client), resource.where(site.parents)), []).append(one)
    yield from lists.values()


def _beside_what_is_there(one: Planned, by_id: dict[str, Planned]) -> Iterator[str]:
    """What is on the PBX in the way of an object, and stays there; what the plan changes is waited for."""
    site = one.plan.site
    for document in site.listed(one.resource) if site is not None else ():
        identifier = str(document.get(one.resource.id_field))
        fault = _fault(one, document) if identifier != str(one.whole.identifier) else ""
        other = by_id.get(identifier)
        if fault and (other is None or not other.whole.changed):
            yield fault
        elif fault and other is not None:
            one.waits_for.append(other)


def _circles(several: Sequence[Planned]) -> Iterator[Finding]:
    """Objects that wait for each other: no order of writes leads there."""
    for one in several:
        if any(one in other.waits_for for other in one.waits_for):
            yield Finding.below(one.path, f"{one.conflict}; the plan exchanges them, which takes two runs")
            one.waits_for.clear()


def _as_planned(other: Planned) -> Document | None:
    """Another object as it will be, called by name; None where it will be gone."""
    holder = {"tenant": other.within[0].name} if other.within else {}
    return {**other.whole.after, **holder} if other.whole.after is not None else None


def _fault(one: Planned, *documents: Document | None) -> str:
    """Why an object can't stand beside others, empty where it can."""
    try:
        if one.resource.check_siblings is not None and one.whole.after is not None:
            one.resource.check_siblings(one.whole.after, [document for document in documents if document is not None])
    except ValueError as error:
        return str(error)
    return ""
