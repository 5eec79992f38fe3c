# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid dealer is (PortSIP PBX REST API 22.2, /dealers and /dealer)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference
from ...schema.relations import Parent
from ...schema.resource import Resource


class TenantDealer(Wanted):
    """The assignment of a tenant to a dealer."""

    dealer: Annotated[str, Field(min_length=1)] | None = option(
        "The dealer, by user name or id.",
        reference=Reference(to="dealer"),
        immutable=True,
    )


TENANT_DEALER = Resource(
    name="tenant_dealer",
    plural="tenant_dealers",
    model=TenantDealer,
    level="system",
    kind="assignment",
    collection="/tenants/{tenant}/dealers",
    parents=(Parent("tenant", to="tenant"),),
    key=("dealer",),
    id_field="dealer",
    renamed={"id": "dealer"},
    paged=False,
    queries=False,
    item_readable=False,
    page=Page(
        requires="a system administrator, or a dealer for the dealers below",
        summary="Assign tenants of PortSIP PBX to dealers",
        description=(
            "Assigns a tenant to a dealer, or removes the assignment.",
            "Only the assignment to this dealer is changed. What happens to a former dealer of the tenant is decided by the PBX.",
        ),
        seealso=(
            "tenant",
            "dealer",
        ),
        returned=("The dealer of the tenant after the run; in check mode, as he would be after the run. Null after O(state=absent).",),
        returns={
            "display_name": {
                "description": "Name that is shown.",
                "returned": "when the dealer has one",
                "type": "str",
                "sample": "Northside Telecom",
            },
            "enabled": {
                "description": "Whether the dealer may sign in.",
                "returned": "when the assignment is there",
                "type": "bool",
                "sample": True,
            },
            "level": {
                "description": "Level of the dealer.",
                "returned": "when the assignment is there",
                "type": "str",
                "sample": "RESELLER",
            },
            "name": {
                "description": "User name of the dealer.",
                "returned": "when the assignment is there",
                "type": "str",
                "sample": "northside",
            },
        },
        samples={
            "dealer": "410283746501928374",
        },
    ),
    info_page=Page(
        summary="Read the dealers of a tenant of PortSIP PBX",
        description=("Reads the dealers that a tenant is assigned to.",),
        returned=("The dealers.",),
        returns={
            "enabled": {
                "description": "Whether the dealer may sign in.",
                "returned": "always",
                "type": "bool",
                "sample": True,
            },
            "level": {
                "description": "Level of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "RESELLER",
            },
            "name": {
                "description": "User name of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "northside",
            },
        },
    ),
)
