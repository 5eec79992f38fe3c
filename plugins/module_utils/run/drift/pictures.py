# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The picture of how the calls of a tenant differ, drawn from its plan: wanted and actual side by side."""

from __future__ import annotations

from ...schema.tree import TENANTS
from ..call_flow.drawing import comparison
from ..document.planned import PlannedDocument
from ..document.sides import sides_of
from .model import Picture
from .sources import Source

TITLE = "Call flow, wanted and actual, where they differ"
ELSEWHERE = tuple(f"{'0' * digits}-{'9' * digits}" for digits in range(1, 7))
"""Numbers that no document has, such as those of users, may exist; the PBX was not asked about them."""


def picture_of(plan: PlannedDocument, source: Source) -> Picture | None:
    """The picture of what differs in the calls of a tenant; None where nothing does.

    :param plan: the plan of the tenant.
    """
    wanted, actual = sides_of(plan, source.hidden_in)
    found = comparison(wanted, actual, ELSEWHERE) if wanted[TENANTS.name] else None
    return Picture(TITLE, found[0], "; ".join(found[1])) if found is not None else None
