# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The collections of the PBX, each a description; the generic routes do the rest."""

from __future__ import annotations

import importlib
import pkgutil

from ..collection import Collection
from .dealers import DEALERS
from .files import FILES
from .ivrs import ACTION_URLS, IVRS
from .servers import OF_SERVICES
from .singletons import OF_SYSTEM, SINGLETONS
from .system import IP_FILTERS, TRANSPORTS
from .tenant_contents import HOLIDAYS
from .tenant_settings import OF_TENANT
from .tenants import TENANTS
from .trunks import PROVIDERS

BY_NAME: dict[str, Collection] = {
    found.name: found
    for home in pkgutil.iter_modules(__path__)
    for found in vars(importlib.import_module(f"{__name__}.{home.name}")).values()
    if isinstance(found, Collection)
}
"""Every collection that a file of this directory describes, by its name."""
COLLECTIONS = tuple(BY_NAME.values())

__all__ = [
    "ACTION_URLS",
    "BY_NAME",
    "COLLECTIONS",
    "DEALERS",
    "FILES",
    "HOLIDAYS",
    "IP_FILTERS",
    "IVRS",
    "OF_SERVICES",
    "OF_SYSTEM",
    "OF_TENANT",
    "PROVIDERS",
    "SINGLETONS",
    "TENANTS",
    "TRANSPORTS",
]
