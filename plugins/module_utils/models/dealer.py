# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid dealer is (PortSIP PBX REST API 22.2, /dealers and /dealer)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..libraries import Field
from .base import Wanted
from .types import Count, DealerName, MailAddress

Text32 = Annotated[str, Field(max_length=32)]
Text128 = Annotated[str, Field(max_length=128)]
Text1024 = Annotated[str, Field(max_length=1024)]


class DealerSelf(Wanted):
    """What a dealer says of itself."""

    email: MailAddress | None = None
    display_name: Text1024 | None = None
    website: str | None = None
    phone: Text32 | None = None
    address: Text128 | None = None
    description: str | None = None


class Dealer(DealerSelf):
    """A dealer: somebody who runs tenants of his own."""

    name: DealerName | None = None
    level: Literal["DISTRIBUTOR", "SUB_DISTRIBUTOR", "RESELLER"] | None = None
    enabled: bool | None = None
    password: Annotated[str, Field(min_length=1)] | None = None
    max_tenants: Count | None = None
    max_extensions: Count | None = None
    tenant_full_access: bool | None = None


class TenantDealer(Wanted):
    """That a tenant belongs to a dealer."""

    dealer: Annotated[str, Field(min_length=1)] | None = None
