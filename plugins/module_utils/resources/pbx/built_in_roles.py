# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The roles that every PBX has (PortSIP PBX REST API 22.2, /roles)."""

from __future__ import annotations

BUILT_IN_ROLES = (
    "SystemAdmin",
    "Replicator",
    "Dealer",
    "Admin",
    "StandardUser",
    "StandardInternationalUser",
    "QueueManager",
)
"""Their names, which no other role can have. They can't be changed."""
