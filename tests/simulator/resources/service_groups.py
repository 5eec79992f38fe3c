# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Groups of users for call pickup, call park and monitoring (PortSIP PBX REST API 22.2).

Names that are unique, and users who are in one group at most, are told by the vendor's knowledge base; how a request that would break
this is answered is not.
"""

from __future__ import annotations

from typing import Any

from ..described import described, operation
from ..errors import refused
from ..state import Row, World
from .tenant_settings import check_recall

_SHOWN = tuple(operation("GET /call_pickup_groups/{id}/members")["answer"]["items"]["items"]["fields"])


def _user(world: World, tenant_id: str, number: Any) -> Row | None:
    """Return the user who has a number as members are shown; None: nobody has it."""
    users = {user["extension_number"]: user for user in world.rows("users", tenant_id).values()}
    return {name: users[number].get(name) for name in _SHOWN} if number in users else None


def _check_user(world: World, tenant_id: str, where: str, number: Any) -> None:
    if _user(world, tenant_id, number) is None:
        raise refused(where, f"extension {number} does not exist")


CALL_PICKUP_GROUPS = described(
    "/call_pickup_groups",
    demanded=("name",),
    unique=(("name",),),
    checks={"members": _check_user},
    shows={"members": _user},
    one_place=("members",),
)
CALL_PARK_GROUPS = described(
    "/call_park_groups", demanded=("name",), unique=(("name",),), search=("name",), check=check_recall, one_place=("members",)
)
MONITOR_GROUPS = described("/monitor_groups", demanded=("name",), search=("name", "description"))
