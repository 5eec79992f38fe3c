# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which calls the changes of a plan move, told from the plan alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from ...schema.tree import TENANTS
from ..call_flow.definition import Entry
from ..call_flow.wording import shown
from ..document.planned import Planned, PlannedDocument
from ..document.sides import Hidden, sides_of
from .moved import moved
from .slots import tenant_zone

DECIDING = frozenset(
    {
        *("tenant", "inbound_rule", "outbound_rule", "emergency_number", "trunk", "trunk_assignment", "group", "holiday"),
        *("user", "user_holiday", "ring_group", "call_queue", "shared_voicemail", "ivr", "ivr_action_url", "service_numbers"),
        *("blacklisted_number", "disallowed_code", "allowed_country_codes"),
    }
)
"""Kinds of objects that decide where calls go."""
OF_TENANT = frozenset({"office_hours", "enable_night_mode", "timezone", "e164"})
"""Fields of a tenant that do."""
ELSEWHERE = tuple(f"{'0' * digits}-{'9' * digits}" for digits in range(1, 7))
"""Numbers that no document has may exist; the PBX was not asked about them."""


def moved_calls(plan: PlannedDocument, hidden: Hidden = lambda path: (), *, drift: bool = False) -> list[dict[str, str]]:
    """The calls that end elsewhere once a plan is carried out, each a mapping of ``tenant`` and ``text``.

    A tenant that is new has none, as nobody can call it yet.

    :param hidden: see ``sides_of``.
    :param drift: the plan only tells what differs: what the document does not name stays.
    """
    touched = {id(planned.tenant) for planned in plan.planned if planned.tenant is not None and _decides(planned)}
    if not touched:
        return []
    part = PlannedDocument(
        [planned for planned in plan.planned if id(planned.tenant) in touched and planned.kind in DECIDING],
        [planned for planned in plan.unmanaged if id(planned.tenant) in touched and planned.kind in DECIDING] if drift else [],
    )
    wanted, actual = sides_of(part, hidden, unmanaged_stays=drift)
    there = {_domain(tenant): tenant for tenant in actual[TENANTS.name]}
    found = []
    for tenant in wanted[TENANTS.name]:
        before = there.get(_domain(tenant))
        if before is not None:
            first = datetime.datetime.now(tenant_zone(before)).date()
            name = shown(tenant.get("domain"))
            found += [{"tenant": name, "text": line} for line in moved(tenant, before, first, elsewhere=ELSEWHERE)]
    return found


def _domain(tenant: Entry) -> str:
    return shown(tenant.get("domain")).lower()


def _decides(planned: Planned) -> bool:
    """Whether something changes that may decide where calls go."""
    if not planned.changed or planned.kind not in DECIDING:
        return False
    return planned.kind != "tenant" or planned.whole.action != "update" or bool(OF_TENANT & _changed_in(planned))


def _changed_in(planned: Planned) -> set[str]:
    before: Mapping[str, Any] = planned.whole.before or {}
    after: Mapping[str, Any] = planned.whole.after or {}
    return {name for name in OF_TENANT if before.get(name) != after.get(name)}
