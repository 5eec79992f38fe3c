# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Users and their extensions (PortSIP PBX REST API 22.2, /users; 22.3 to 22.6, summary of changes)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field

from .. import timestamps
from ..collection import Collection
from ..described import described
from ..errors import refused
from ..models.common import UserCallerId22_6
from ..models.holiday import HolidayCreate, HolidayUpdate
from ..models.tenant import Timezone
from ..releases import since
from ..state import Row, World
from ..validation import Blankable, Bool, Str
from .roles import check_role

_RESERVED = frozenset({"admin", "system", "administrator", "root"})
_BLANKABLE: Any = Blankable
_SECRETS = ("password", "extension_password")


def _check(world: World, tenant_id: str, row: Row) -> None:
    name = row["name"]
    if name.lower() in _RESERVED or not re.fullmatch(r"(?!\.)[A-Za-z0-9_\-'.]+(?<!\.)", name):
        raise refused("name", f"is not allowed: {name}")
    check_role(world, tenant_id, row["role"])


def _present(world: World, tenant_id: str, view: Row) -> Row:
    """Show passwords, and the role under two more names, from 22.3 on."""
    if since(world.settings.release, "22.3"):
        return {**view, "role_id": f"role-{view['role']}", "role_name": view["role"]}
    return {name: value for name, value in view.items() if name not in _SECRETS}


def _check_holiday(world: World, tenant_id: str, where: str, item: Any) -> None:
    if item not in world.rows("holidays", tenant_id):
        raise refused(where, f"holiday {item} does not exist")


USERS = described(
    "/users",
    checks={"global_holidays": _check_holiday},
    shows={"global_holidays": lambda world, tenant_id, item: dict(world.rows("holidays", tenant_id)[item])},
    later={
        "22.3": {"enable_ai_transcript": Bool, "enable_uc_app": Bool, "enable_teams_phone_app": Bool},
        "22.6": {
            "display_name": Annotated[Str, Field(min_length=1, max_length=128)],
            "outbound_caller_ids": list[UserCallerId22_6],
            "timezone": _BLANKABLE[Timezone],
            "soft_phone_template": Str,  # since 22.4
            "enable_selective_call_acceptation": Bool,
            "enable_selective_call_rejection": Bool,
        },
    },
    check=_check,
    present=_present,
    write_only=_SECRETS,
    unique=(("name",),),
    search=("name", "display_name", "email", "extension_number"),
    read_only={
        "profile": None,
        "created_at": timestamps.now,
        **dict.fromkeys(("avatar_file_name", "avatar_file_size", "avatar_file_url", "sync_type")),
    },
)

USER_HOLIDAYS = Collection(
    name="user_holidays",
    path="/users/{id}/holidays",
    level="tenant",
    parent="users",
    item="holiday_id",
    create=HolidayCreate,
    update=HolidayUpdate,
    demanded=("name", "region", "consecutive", "every_year"),
)
