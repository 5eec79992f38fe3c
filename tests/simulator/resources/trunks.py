# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Trunks of the PBX and of tenants (PortSIP PBX REST API 22.2); levels, auth modes and the order of removal from PortSIP's guides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..call import Call
from ..crud import refuse_removal
from ..described import described
from ..errors import refused
from ..models.provider import pool
from ..state import SYSTEM, Row, World
from ..validation import Bool, Str

OF_TENANTS = ("REGISTER_AUTH", "ACCEPT_REGISTER")


def _usable(call: Call, row: Row) -> bool:
    tenant = call.session.tenant_id
    return tenant is None or row["id"] in call.world.providers_in(tenant)


def _present(world: World, owner: str, view: Row) -> Row:
    """A trunk without its assignments, and whether it is shared: inside a tenant, whether it is one of the PBX."""
    used = view["shared"] or bool(view["assignees"])
    shared = used if owner == SYSTEM else view["id"] not in world.rows("providers", owner)
    return {**{key: value for key, value in view.items() if key not in ("assignees", "password")}, "shared": shared}


def _check(world: World, owner: str, row: Row) -> None:
    if owner != SYSTEM and row["auth_mode"] not in (None, *OF_TENANTS):
        raise refused("auth_mode", f"{row['auth_mode']} is not allowed for a trunk of a tenant")
    if row["did_numbers"]:
        try:
            pool(row["did_numbers"])
        except ValueError as error:
            raise refused("did_numbers", str(error)) from None
    for name, part in (row["outbound_parameters"] or {}).items():
        if isinstance(part, dict) and part.get("value") == "CUSTOM" and not part.get("custom_value"):
            raise refused(f"outbound_parameters.{name}.custom_value", "is required for CUSTOM")


def _status(row: Row) -> Row:
    return {"status": "ONLINE" if row["enabled"] else "OFFLINE"}


def _unused(call: Call, row: Row) -> None:
    if row["assignees"]:
        raise refuse_removal("The trunk is assigned to tenants")
    for name in ("inbound_rules", "outbound_rules", "users", "groups", "ring_groups", "call_queues", "ivrs"):
        for tenant in call.world.tenants:
            if any(row["id"] in _trunks_in(held) for held in call.world.rows(name, tenant).values()):
                raise refuse_removal(f"The trunk is in use by {name}")


def _trunks_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (item for name, item in value.items() if name == "provider_id")
        for item in value.values():
            yield from _trunks_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _trunks_in(item)


PROVIDERS = described(
    "/providers",
    level="any",
    both=True,
    later={
        "22.3": {"remove_plus_prefix": Bool},
        "22.4": {"force_outbound_proxy": Bool},
        "22.6": {"enable_sdp_codecs": Bool, "sdp_codecs": list[Str]},
    },
    write_only=("password",),
    read_only={"shared": False, "assignees": []},
    search=("name", "hostname"),
    visible=_usable,
    check=_check,
    present=_present,
    before_destroy=_unused,
    status=_status,
)
