# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Extension numbers are shared by everything inside a tenant."""

from __future__ import annotations

from .errors import refused
from .state import Row, World

NUMBERED = ("ivrs",)  # the collections whose objects have an extension number; ring groups, queues and users come here


def check_number(world: World, tenant_id: str, row: Row) -> None:
    """Raise ApiError (400) if another object of the tenant has the extension number."""
    for collection in NUMBERED:
        for other in world.rows(collection, tenant_id).values():
            if other["id"] != row["id"] and other["extension_number"] == row["extension_number"]:
                raise refused("extension_number", f"is taken: {row['extension_number']}")
