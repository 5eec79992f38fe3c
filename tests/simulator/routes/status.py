# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""States and other things to read only (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

from typing import Any

from .. import crud, timestamps
from ..call import Answer, Call, Routes, pbx
from ..collection import ADMIN_ONLY, ALL_ROLES
from ..errors import not_found
from ..models.system import DealerPassword
from ..numbering import holder
from ..releases import VERSIONS
from ..resources import DEALERS, IP_FILTERS, IVRS, TRANSPORTS
from ..resources.dealers import DEALERS_ONLY, own_dealer
from ..state import SYSTEM
from ..validation import given_fields


def _calls() -> list[dict[str, Any]]:
    return [{"time": timestamps.now(), "count": 0}]


def _admin(call: Call) -> dict[str, Any]:
    world = call.world
    counts = dict.fromkeys(("current_users", "online_users", "current_calls"), 0)
    servers = {f"current_{kind}_servers": 1 for kind in ("conference", "media", "call_queue", "ivr")}
    return {
        "version": VERSIONS[world.settings.release],
        "news": "",
        "license_key": world.system["license"]["license_key"] or "",
        "license_type": "FREE",
        "maintenance_expires_at": "2030-12-31T23:59:59.000Z",
        "max_concurrent_calls": 100,
        "licensed_users": 1000,
        "current_tenants": len(world.tenants),
        "current_dealers": len(world.rows("dealers")),
        "current_trunks": len(world.rows("providers")),
        "calls_in_24_hours": _calls(),
        **counts,
        **servers,
    }


def _tenant(call: Call) -> dict[str, Any]:
    counts = dict.fromkeys(
        ("current_users", "online_users", "current_calls", "current_queues", "current_conference_rooms", "current_ring_groups"), 0
    )
    return {
        "version": VERSIONS[call.world.settings.release],
        "licensed_users": call.world.tenants[call.tenant_id]["max_extensions"],
        "current_ivrs": len(call.world.rows("ivrs", call.tenant_id)),
        "current_trunks": len(call.world.providers_in(call.tenant_id)),
        "calls_in_24_hours": _calls(),
        **counts,
    }


def _dealer(call: Call) -> dict[str, Any]:
    dealer = own_dealer(call)
    owner = dealer["id"]
    parents = call.world.dealer_parents.values()
    return {
        "version": VERSIONS[call.world.settings.release],
        "max_dealers": 0,
        "current_dealers": sum(parent == owner for parent in parents),
        "max_users": dealer["max_extensions"],
        "current_users": 0,
        "max_tenants": dealer["max_tenants"],
        "current_tenants": sum(owner in dealers for dealers in call.world.tenant_dealers.values()),
    }


def _ivr_status(call: Call, id: str) -> dict[str, str]:
    crud.find(call, IVRS, call.tenant_id, id)
    return {"status": "ONLINE"}


def _transport_status(call: Call, id: str) -> dict[str, str]:
    crud.find(call, TRANSPORTS, SYSTEM, id)
    return {"status": "ACTIVATED"}


def _export(call: Call) -> Answer:
    lines = [
        ",".join(str(row[name] or "") for name in ("cidr", "target", "expire_at", "description"))
        for row in call.world.rows(IP_FILTERS.name).values()
    ]
    headers = {"Content-Disposition": 'attachment; filename="ip_filters.csv"'}
    return Answer(200, "".join(line + "\n" for line in lines), headers, "application/octet-stream")


def _dealer_password(call: Call, id: str) -> Answer:
    row = crud.find(call, DEALERS, SYSTEM, id)
    row["password"] = given_fields(DealerPassword, call.body())["password"]
    for account in call.world.accounts:
        if account.owner == id:
            account.password = row["password"]
    return Answer(200)


def _extension_number(call: Call, extension_number: str) -> dict[str, Any]:
    found = holder(call.world, call.tenant_id, extension_number)
    if found is None:
        raise not_found(f"extension number {extension_number}")
    return found


def routes() -> Routes:
    """Return the routes; they come before the collections', as ``/ip_filters/export`` looks like an id."""
    return [
        ("GET", "/admin/status", pbx(_admin, "system", ADMIN_ONLY)),
        ("GET", "/tenant/status", pbx(_tenant, "tenant", ALL_ROLES)),
        ("GET", "/dealer/status", pbx(_dealer, "system", DEALERS_ONLY)),
        ("GET", "/extension_numbers/{extension_number}", pbx(_extension_number, "tenant", ALL_ROLES)),
        ("GET", "/ivrs/{id}/status", pbx(_ivr_status, "tenant", ALL_ROLES)),
        ("GET", "/transports/{id}/status", pbx(_transport_status, "system", ADMIN_ONLY)),
        ("GET", "/ip_filters/export", pbx(_export, "system", ADMIN_ONLY)),
        ("POST", "/dealers/{id}/password", pbx(_dealer_password, "system", ADMIN_ONLY)),
    ]
