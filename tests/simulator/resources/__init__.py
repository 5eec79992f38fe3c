# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The collections of the PBX, each a description; the generic routes do the rest."""

from __future__ import annotations

from ..collection import Collection
from .dealers import DEALERS
from .ivrs import ACTION_URLS, IVRS
from .singletons import OF_SYSTEM, SINGLETONS
from .system import IP_FILTERS, IVR_SERVERS, TRANSPORTS
from .tenant_contents import FILES, HOLIDAYS, PROVIDERS
from .tenants import TENANTS

COLLECTIONS: tuple[Collection, ...] = (
    TENANTS,
    DEALERS,
    IP_FILTERS,
    TRANSPORTS,
    IVR_SERVERS,
    IVRS,
    ACTION_URLS,
    HOLIDAYS,
    FILES,
    PROVIDERS,
)
BY_NAME = {collection.name: collection for collection in COLLECTIONS}

__all__ = [
    "ACTION_URLS",
    "BY_NAME",
    "COLLECTIONS",
    "DEALERS",
    "FILES",
    "HOLIDAYS",
    "IP_FILTERS",
    "IVRS",
    "IVR_SERVERS",
    "OF_SYSTEM",
    "PROVIDERS",
    "SINGLETONS",
    "TENANTS",
    "TRANSPORTS",
]
