# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Roles: found by name in 22.2, by id from 22.3 on (PortSIP PBX REST API 22.2, /roles; 22.3, summary of changes).

That the list tells ids from 22.3 on is assumed, as nothing else would lead to one.
"""

from __future__ import annotations

from dataclasses import replace

from ..call import Call
from ..crud import refuse_removal
from ..described import described
from ..errors import refused
from ..releases import since
from ..state import Row, World
from ..validation import Str

BUILT_IN = ("SystemAdmin", "Replicator", "Dealer", "Admin", "StandardUser", "StandardInternationalUser", "QueueManager")


def check_role(world: World, tenant_id: str, name: str) -> None:
    """Raise ApiError (400) if a tenant has no role of a name."""
    if name not in BUILT_IN and name not in {row["name"] for row in world.rows("roles", tenant_id).values()}:
        raise refused("role", f"role {name} does not exist")


def _check(world: World, tenant_id: str, row: Row) -> None:
    if row["name"] in BUILT_IN:
        raise refused("name", f"is reserved: {row['name']}")


def _present(world: World, tenant_id: str, view: Row) -> Row:
    """Leave out what later releases tell."""
    later = () if since(world.settings.release, "22.3") else ("id", "protected", "capabilities")
    return {name: value for name, value in view.items() if name not in later}


def _keep_used(call: Call, row: Row) -> None:
    for user in call.world.rows("users", call.tenant_id).values():
        if user["role"] == row["name"]:
            raise refuse_removal(f"The user {user['extension_number']} has the role")


ROLES = replace(
    described(
        "/roles",
        item="name",
        found_by={"22.2": "name", "22.3": "id"},
        fixed=tuple(
            {"id": f"role-{name}", "name": name, "description": None, "permissions": {}, "protected": True, "capabilities": None}
            for name in BUILT_IN
        ),
        unique=(("name",),),
        search=("name", "description"),
        later={"22.3": {"capabilities": list[Str]}},
        read_only={"protected": False},
        check=_check,
        present=_present,
        before_destroy=_keep_used,
    ),
    summary=("id", "name", "description", "protected"),
)
