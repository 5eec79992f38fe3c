# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Dealers, their own contact details, and their tenants (PortSIP PBX REST API 22.2, /dealers, /dealer, /tenants/{id}/dealers)."""

from __future__ import annotations

from ...schema.page import Page
from ...schema.resource import Resource
from .dealer import DealerSelf

DEALER_SELF = Resource(
    id="dealer_self",
    name="dealer",
    plural="dealers",
    model=DealerSelf,
    level="system",
    kind="singleton",
    collection="/dealer",
    key=(),
    page=Page(
        requires="a dealer",
        summary="Set the contact details of the PortSIP PBX dealer who signs in",
        description=(
            "Sets name, addresses and remark of the dealer who signs in. M(portsip.pbx.portsip_dealer) sets what only a "
            "system administrator can change.",
        ),
        seealso=(
            "dealer",
            "dealer_account",
        ),
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
            "max_extensions": {
                "description": "Maximum number of extensions of all tenants of the dealer together.",
                "returned": "always",
                "type": "int",
                "sample": 2000,
            },
            "max_tenants": {
                "description": "Maximum number of tenants.",
                "returned": "always",
                "type": "int",
                "sample": 20,
            },
            "name": {
                "description": "User name of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "northside",
            },
        },
        samples={
            "address": "1 North Street",
            "description": "Runs the north",
            "display_name": "Northside Telecom",
            "email": "office@northside.example.com",
            "phone": "+15550100",
            "website": "https://northside.example.com",
        },
    ),
    info_page=Page(
        summary="Read the PortSIP PBX dealer who signs in",
        description=("Reads the dealer who signs in, with the number of its tenants, users and dealers, and the limits.",),
        seealso=("system_info",),
        returned=("The release of the PBX, and what there is and may be.",),
        returns={
            "current_dealers": {
                "description": "How many he has.",
                "returned": "always",
                "type": "int",
                "sample": 1,
            },
            "current_tenants": {
                "description": "Number of tenants.",
                "returned": "always",
                "type": "int",
                "sample": 8,
            },
            "current_users": {
                "description": "Number of users.",
                "returned": "always",
                "type": "int",
                "sample": 120,
            },
            "max_dealers": {
                "description": "Maximum number of dealers below.",
                "returned": "always",
                "type": "int",
                "sample": 5,
            },
            "max_users": {
                "description": "Maximum number of users of all its tenants together.",
                "returned": "always",
                "type": "int",
                "sample": 2000,
            },
            "version": {
                "description": "Release of the PBX.",
                "returned": "always",
                "type": "str",
                "sample": "22.3.9.1720",
            },
        },
        others={
            "dealer": {
                "description": "The same as RV(portsip.pbx.portsip_dealer_self#module:dealer).",
                "returned": "success",
                "type": "dict",
                "sample": {
                    "level": "RESELLER",
                    "name": "northside",
                },
            },
        },
    ),
)
