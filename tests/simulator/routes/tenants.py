# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What tenants have beyond a collection: entering one, the tenant one is in, its dealers (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

from typing import Any

from .. import crud
from ..call import Answer, Call, Routes, pbx
from ..callers import check_caller_ids
from ..collection import ADMIN_ONLY, ALL_ROLES
from ..errors import not_found, refused
from ..models.tenant import OWN_TENANT
from ..releases import of_release
from ..representation import rendered
from ..resources import DEALERS, TENANTS
from ..resources.files import check_file, with_file
from ..resources.tenants import with_policy
from ..state import SYSTEM, Row
from ..validation import defaults_of, given_fields, never_blank

_NOT_THE_TENANTS_OWN = ("enabled", "email_recipients", "created_at")
_DEALER_SUMMARY = ("id", "enabled", "level", "name", "display_name")


def _switch(call: Call) -> Answer:
    tenant_id = call.query.get("id")
    if not tenant_id:
        if call.world.settings.switch_without_id == "refuse":
            raise refused("id", "is required")
        call.session.tenant_id = None
        return Answer(200)
    crud.find(call, TENANTS, SYSTEM, tenant_id)
    call.session.tenant_id = tenant_id
    return Answer(200)


def _own(call: Call) -> Row:
    view = with_file(call.world, call.tenant_id, call.world.tenants[call.tenant_id], "avatar_file")
    view = with_policy(call.world, call.tenant_id, view)
    return rendered({key: value for key, value in view.items() if key not in _NOT_THE_TENANTS_OWN}, call.world.settings)


def _update_own(call: Call) -> Answer:
    world, row = call.world, call.world.tenants[call.tenant_id]
    model = of_release(OWN_TENANT, world.settings.release)
    given = given_fields(model, call.body())
    if world.settings.update_mode == "replace":
        blank = {name: None for name in model.model_fields if name in row} | defaults_of(TENANTS.create_model(world.settings.release))
        kept = never_blank(model) | {"avatar_file_id"}
        given = {name: value for name, value in blank.items() if name in model.model_fields and name not in kept} | given
    changed = {**row, **given}
    crud.examine(world, TENANTS, SYSTEM, changed)
    check_file(world, call.tenant_id, changed, "avatar_file_id")
    check_caller_ids(world, call.tenant_id, changed)
    row.update(changed)
    return Answer(200)


def _dealers(call: Call, id: str) -> dict[str, Any]:
    crud.find(call, TENANTS, SYSTEM, id)
    dealers = call.world.rows("dealers")
    items = [{name: dealers[key][name] for name in _DEALER_SUMMARY} for key in call.world.tenant_dealers.get(id, []) if key in dealers]
    return {"items": [rendered(item, call.world.settings) for item in items]}


def _assign(call: Call, id: str, dealer_id: str) -> Answer:
    crud.find(call, TENANTS, SYSTEM, id)
    crud.find(call, DEALERS, SYSTEM, dealer_id)
    assigned = call.world.tenant_dealers.setdefault(id, [])
    if dealer_id not in assigned:
        assigned.append(dealer_id)
    return Answer(200)


def _unassign(call: Call, id: str, dealer_id: str) -> Answer:
    crud.find(call, TENANTS, SYSTEM, id)
    assigned = call.world.tenant_dealers.get(id, [])
    if dealer_id not in assigned:
        raise not_found(f"dealer {dealer_id}")
    assigned.remove(dealer_id)
    return Answer(204)


def routes() -> Routes:
    """Return the routes; they come before the collection's, as ``/tenants/switch`` looks like an id."""
    managers = TENANTS.roles
    return [
        ("POST", "/tenants/switch", pbx(_switch, "any", managers)),
        ("GET", "/tenant", pbx(_own, "tenant", ALL_ROLES)),
        ("POST", "/tenant", pbx(_update_own, "tenant", ALL_ROLES)),
        ("GET", "/tenants/{id}/dealers", pbx(_dealers, "system", managers)),
        ("POST", "/tenants/{id}/dealers/{dealer_id}", pbx(_assign, "system", ADMIN_ONLY)),
        ("POST", "/tenants/{id}/dealers/{dealer_id}/destroy", pbx(_unassign, "system", ADMIN_ONLY)),
    ]
