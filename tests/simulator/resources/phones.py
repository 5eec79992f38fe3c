# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Phones of users (PortSIP PBX REST API 22.2, /users/{id}/phones; 22.3 and 22.6, summary of changes).

Addresses are in lower case, with colons or hyphens, and a phone belongs to one user of the PBX (guide, bulk importing users).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..described import described
from ..errors import refused
from ..state import Row, World
from ..validation import Bool, Str


def users_with_phones(world: World, tenant_id: str | None = None) -> Iterator[tuple[Row, Row]]:
    """Yield each phone of a tenant, or of the whole PBX, after the user who has it."""
    for tenant in world.tenants if tenant_id is None else (tenant_id,):
        for user in world.rows("users", tenant).values():
            for phone in world.rows("phones", user["id"]).values():
                yield user, phone


def _check(world: World, owner: str, row: Row) -> None:
    if not re.fullmatch(r"[0-9a-f]{2}([:-][0-9a-f]{2}){5}", row["mac"]):
        raise refused("mac", f"is no MAC address: {row['mac']}")
    for _user, phone in users_with_phones(world):
        if phone["id"] != row["id"] and phone["mac"].replace("-", ":") == row["mac"].replace("-", ":"):
            raise refused("mac", f"is assigned already: {row['mac']}")


def _present(world: World, owner: str, view: Row) -> Row:
    return {**view, "url": f"https://pbx.example.net/provision/{view['id']}-4fd02c/{view['mac'].replace(':', '')}.cfg"}


PHONES = described(
    "/users/{id}/phones",
    parent="users",
    item="phone_id",
    later={"22.3": {"all_codecs": list[Str]}, "22.6": {"dhcp": Bool}},
    check=_check,
    present=_present,
)
