# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Outbound caller ids name trunks; these must exist."""

from __future__ import annotations

from .errors import refused
from .state import Row, World


def check_caller_ids(world: World, tenant_id: str, row: Row) -> None:
    """Raise ApiError (400) if an outbound caller id names a trunk that the tenant cannot use."""
    providers = world.providers_in(tenant_id)
    for index, entry in enumerate(row.get("outbound_caller_ids") or []):
        provider = entry.get("provider_id")
        if provider is not None and provider not in providers:
            raise refused(f"outbound_caller_ids.{index}.provider_id", f"trunk {provider} does not exist")
