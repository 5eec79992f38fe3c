# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects of one list that a document plans, and that can't stand beside each other, such as the numbers of two tenants on a trunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...base.findings import Finding
from .planned import Planned


def check_planned_siblings(planned: Iterable[Planned]) -> Iterator[Finding]:
    """What can't stand beside another object as the plan leaves that; beside what is there, each was checked when it was planned."""
    lists: dict[tuple[int, str], list[Planned]] = {}
    for one in planned:
        site, resource = one.plan.site, one.resource
        if resource.check_siblings is not None and site is not None and not site.is_planned and one.whole.after is not None:
            lists.setdefault((id(site.client), resource.where(site.parents)), []).append(one)
    for several in lists.values():
        for number, one in enumerate(several):
            others = [other for other in several[:number] if one.whole.changed or other.whole.changed]
            for other in others:
                try:
                    _check(one, other)
                except ValueError as error:
                    yield Finding.below(one.path, f"{error} at {other.path}")


def _check(one: Planned, other: Planned) -> None:
    """:raises ValueError: two objects can't stand beside each other."""
    holder = {"tenant": other.within[0].name} if other.within else {}
    if one.resource.check_siblings is not None and one.whole.after is not None:
        one.resource.check_siblings(one.whole.after, [{**(other.whole.after or {}), **holder}])
