# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The system's own resources: IP rules, transports, dealers (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..validation import Blankable, Body, Bool, Cidr, Natural, NonEmpty, Port, Str, Str255, Str1024, Time, update_of
from .account import AccountName


class IpFilterCreate(Body):
    """The body of ``POST /ip_filters``."""

    cidr: Cidr
    target: Literal["ACCEPT", "DENY"]
    expire_at: Blankable[Time] = None
    description: Blankable[Str255] = None


class TransportCreate(Body):
    """The body of ``POST /transports``."""

    protocol: Literal["UDP", "TCP", "TLS"]
    port: Port
    verification: Literal["DISABLE", "OPTIONAL", "MANDATORY"] | None = None


Str32 = Annotated[Str, Field(max_length=32)]
Str128 = Annotated[Str, Field(max_length=128)]


class DealerCreate(Body):
    """The body of ``POST /dealers``."""

    enabled: Bool | None = True
    level: Literal["DISTRIBUTOR", "SUB_DISTRIBUTOR", "RESELLER"]
    name: AccountName
    password: NonEmpty
    email: Blankable[Str128] = None
    display_name: Blankable[Str1024] = None
    website: Blankable[Str] = None
    phone: Blankable[Str32] = None
    address: Blankable[Str128] = None
    description: Blankable[Str] = None
    max_tenants: Natural
    max_extensions: Natural
    tenant_full_access: Bool | None = True


class Dealer22_6Create(DealerCreate):
    """The same from release 22.6 on, which wants to know more of a dealer."""

    email: Annotated[Str128, Field(min_length=1)]
    display_name: Annotated[Str1024, Field(min_length=1)]


class DealerPassword(Body):
    """The body of ``POST /dealers/{id}/password``."""

    password: NonEmpty


IpFilterUpdate = update_of(IpFilterCreate)
TransportUpdate = update_of(TransportCreate, without=("protocol",))
_FIXED = ("level", "name", "password")
_NOT_ITS_OWN = (*_FIXED, "enabled", "max_tenants", "max_extensions", "tenant_full_access")
DealerUpdate = update_of(DealerCreate, without=_FIXED)
Dealer22_6Update = update_of(Dealer22_6Create, without=_FIXED)
DealerSelf = update_of(DealerCreate, without=_NOT_ITS_OWN)
DealerSelf22_6 = update_of(Dealer22_6Create, without=_NOT_ITS_OWN)
