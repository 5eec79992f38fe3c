# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""In which order works begin as far as they are free: one tenant after the other, as each has a session of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ...apply.graph import Work
from .entries import Entry
from .planned import Planned

MOST_AHEAD = 8
"""How many tenants are created before what is in the first of them."""


def tenant_by_tenant(works: Sequence[Work], planned: Sequence[Planned], parallel: int) -> list[Work]:
    """Works, those in one tenant next to each other, so that few tenants are signed in to at a time.

    What is in no tenant comes first. A tenant is created while threads are still at work in tenants before it, so that they do not
    all wait for its session.

    :param planned: what each work is about; its key begins with the place in it.
    :param parallel: how many threads there are.
    """
    tenants: dict[Entry, int] = {}
    ahead = min(parallel, MOST_AHEAD) if parallel > 1 else 0

    def turn(work: Work) -> float:
        one = planned[work.key[0]]  # type: ignore[index]
        if one.tenant is None:
            return -1
        place = tenants.setdefault(one.tenant, len(tenants))
        return place - ahead - 0.5 if one.entry is one.tenant else place

    return sorted(works, key=turn)
