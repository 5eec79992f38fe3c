# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What each tenant has one of (PortSIP PBX REST API 22.2 to 22.6, /tenant/...)."""

from __future__ import annotations

from ..described import described_single
from ..errors import refused
from ..singleton import IN_TENANTS, Singleton
from ..state import Row, World
from ..validation import Bool


def _lengths(world: World, owner: str, row: Row) -> None:
    if row["min_length"] is not None and row["max_length"] is not None and row["min_length"] > row["max_length"]:
        raise refused("min_length", "must be less than or equal to max_length")


PASSWORD_POLICY = described_single("/tenant/password_policy", "password_policy", check=_lengths)

NOTIFICATION = described_single(
    "/tenant/notification",
    "notification",
    initial={"enable_system_email_server": True},
    hidden=("password",),
    later={"22.6": dict.fromkeys(("notify_emergency_call", "notify_license_limited", "notify_trunk_call_limited"), Bool)},
)

BILLING = described_single("/tenant/billing", "billing")

# What is relayed at first is told by the vendor's knowledge base.
CUSTOM_HEADERS = described_single(
    "/tenant/custom_headers",
    "custom_headers",
    initial={"relay": [{"name": name, "scope": "ALL"} for name in ("X-CID", "X-Session-Id", "X-Trunk-Name")]},
)

OF_TENANT: tuple[Singleton, ...] = (PASSWORD_POLICY, NOTIFICATION, BILLING, CUSTOM_HEADERS)


def furnish(world: World, tenant_id: str) -> None:
    """Give a tenant what each has one of, as the release has it; values of fields that stay are kept."""
    rows, extra = world.rows(IN_TENANTS, tenant_id), world.settings.accepted_extra_fields
    for singleton in OF_TENANT:
        new, old = singleton.new(world.settings.release), rows.get(singleton.name, {})
        kept = {name: value for name, value in old.items() if name in new or name in extra.get(singleton.name, ())}
        rows[singleton.name] = {**new, **kept}
