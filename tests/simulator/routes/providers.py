# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whom a trunk is assigned to (PortSIP PBX REST API 22.2, providers)."""

from __future__ import annotations

from typing import Any

from .. import crud
from ..call import Answer, Call, Routes, pbx
from ..collection import ADMIN_ONLY
from ..errors import not_found, refused
from ..models.provider import Assignment, ranges_of
from ..representation import rendered
from ..resources import PROVIDERS, TENANTS
from ..state import SYSTEM, Row
from ..validation import defaults_of, given_fields


def _assignees(call: Call, id: str) -> list[Row]:
    assignees: list[Row] = crud.find(call, PROVIDERS, SYSTEM, id)["assignees"]
    return assignees


def _of_tenant(call: Call, id: str, tenant_id: str) -> Row:
    for entry in _assignees(call, id):
        if entry["tenant_id"] == tenant_id:
            return entry
    raise not_found(f"assignment of trunk {id} to tenant {tenant_id}")


def _listed(call: Call, id: str) -> dict[str, Any]:
    return {"items": [rendered(entry, call.world.settings) for entry in _assignees(call, id)]}


def _retrieved(call: Call, id: str, tenant_id: str) -> Row:
    entry = _of_tenant(call, id, tenant_id)
    return rendered({key: value for key, value in entry.items() if key != "tenant_id"}, call.world.settings)


def _assigned(call: Call, id: str, tenant_id: str) -> Answer:
    """Assign, or change what is assigned."""
    assignees = _assignees(call, id)
    crud.find(call, TENANTS, SYSTEM, tenant_id)
    # The description does not require a body.
    body, extra = crud.split(call, "assignees") if call.exchange.raw else ({}, {})
    given = {**given_fields(Assignment, body), **extra}
    old = next((entry for entry in assignees if entry["tenant_id"] == tenant_id), None)
    kept = {} if old is None or call.world.settings.update_mode == "replace" else old
    entry = {"tenant_id": tenant_id, **defaults_of(Assignment), **kept, **given}
    _check(entry, assignees)
    if old is None:
        assignees.append(entry)
    else:
        assignees[assignees.index(old)] = entry
    return Answer(204)


def _check(entry: Row, assignees: list[Row]) -> None:
    """Raise ApiError (400) if a number is another tenant's already."""
    own = ranges_of(entry["did_numbers"]) if entry["did_numbers"] else []
    for other in assignees:
        if other["tenant_id"] == entry["tenant_id"] or not other["did_numbers"]:
            continue
        if any(mine.meets(theirs) for mine in own for theirs in ranges_of(other["did_numbers"])):
            raise refused("did_numbers", f"overlaps {other['did_numbers']} of tenant {other['tenant_id']}")


def _destroyed(call: Call, id: str, tenant_id: str) -> Answer:
    entry = _of_tenant(call, id, tenant_id)
    _assignees(call, id).remove(entry)
    return Answer(204)


def routes() -> Routes:
    """Return the routes."""
    many = "/providers/{id}/assignees"
    one = f"{many}/{{tenant_id}}"
    return [
        ("GET", many, pbx(_listed, "system", ADMIN_ONLY)),
        ("GET", one, pbx(_retrieved, "system", ADMIN_ONLY)),
        ("POST", one, pbx(_assigned, "system", ADMIN_ONLY)),
        ("POST", f"{one}/destroy", pbx(_destroyed, "system", ADMIN_ONLY)),
    ]
