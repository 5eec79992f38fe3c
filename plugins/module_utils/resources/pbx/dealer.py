# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Dealers (PortSIP PBX REST API 22.2, /dealers)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.page import Page
from ...schema.reference import Endpoint
from ...schema.resource import Resource
from ...schema.types import Count, UserName
from .dealer_self import DealerSelf

PASSWORD = Endpoint(path="/dealers/{id}/password", level="system", fields=("password",), readable=False)


class Dealer(DealerSelf):
    """A dealer, which manages its own tenants."""

    name: UserName | None = option(
        "User name of the dealer, 1 to 64 letters, digits and the characters C(_ - ' .), with no period at the "
        "beginning or end. V(admin), V(system), V(administrator) and V(root) are reserved.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the dealer gets, which requires O(recreate=true).",
        immutable=True,
    )
    level: Literal["DISTRIBUTOR", "SUB_DISTRIBUTOR", "RESELLER"] | None = option(
        "Level of the dealer. Required on creation, and can then only be changed with O(recreate=true).",
        choices={
            "DISTRIBUTOR": "The first level.",
            "RESELLER": "The third level.",
            "SUB_DISTRIBUTOR": "The second level.",
        },
        immutable=True,
    )
    enabled: bool | None = option(
        "Whether the dealer may sign in.",
        api_default=True,
    )
    password: Annotated[str, Field(min_length=1)] | None = option(
        "Password of the dealer. Required on creation.",
        "The PBX never returns it, so that it cannot be compared; see O(update_password).",
        secret=True,
        readable=False,
        endpoint=PASSWORD,
    )
    max_tenants: Count | None = option(
        "Maximum number of tenants.",
        api_default=100,
        on_create=100,
    )
    max_extensions: Count | None = option(
        "Maximum number of extensions of all tenants of the dealer together.",
        api_default=50000,
        on_create=50000,
    )
    tenant_full_access: bool | None = option(
        "Whether the dealer has full access to its tenants. Only a distributor can change it.",
        api_default=True,
    )


DEALER = Resource(
    name="dealer",
    plural="dealers",
    model=Dealer,
    level="system",
    collection="/dealers",
    key=("name",),
    unique=True,
    lookup={"name": "str"},
    required=("level", "name", "password"),
    lost_on_recreate="its id, its password unless it is given, and its tenants and dealers. The PBX may refuse to remove a dealer "
    "that has any.",
    page=Page(
        requires="a system administrator, or a dealer for the dealers below",
        summary="Create, change and remove dealers of PortSIP PBX",
        description=(
            "Creates, changes or removes one dealer of the PBX. Dealers manage their own tenants.",
            "A dealer is found by its O(name), or by its O(id).",
        ),
        notes=("From release 22.8 on the PBX refuses to remove a dealer that still has tenants or dealers.",),
        seealso=(
            "tenant_dealer",
            "dealer_self",
            "tenant",
        ),
        samples={
            "address": "1 North Street",
            "description": "Runs the north",
            "display_name": "Northside Telecom",
            "email": "office@northside.example.com",
            "level": "RESELLER",
            "max_extensions": 2000,
            "max_tenants": 20,
            "name": "northside",
            "phone": "+15550100",
            "website": "https://northside.example.com",
        },
    ),
    info_page=Page(
        summary="Read dealers of PortSIP PBX",
        description=("Reads one, some or all dealers of the PBX.",),
    ),
)
