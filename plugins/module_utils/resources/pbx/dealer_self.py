# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Dealers, what they say of themselves, and their tenants (PortSIP PBX REST API 22.2, /dealers, /dealer, /tenants/{id}/dealers)."""

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
        summary="Set what a PortSIP PBX dealer says of itself",
        description=(
            "Sets name, addresses and remark of the dealer who signs in. What a system administrator sets of a dealer is a "
            "matter of M(portsip.pbx.portsip_dealer).",
        ),
        notes=(
            "Needs a dealer.",
            "Uses C(GET /dealer) and C(POST /dealer).",
        ),
        seealso=(
            "dealer",
            "dealer_self_info",
            "dealer_account",
        ),
        returned=("The dealer as it is after the run, in check mode as it would be. A field without a value is null.",),
        returns={
            "enabled": {
                "description": "Whether the dealer may sign in.",
                "returned": "always",
                "type": "bool",
                "sample": True,
            },
            "id": {
                "description": "Id of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "410283746501928374",
            },
            "level": {
                "description": "Level of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "RESELLER",
            },
            "max_extensions": {
                "description": "How many extensions the tenants of the dealer may have together.",
                "returned": "always",
                "type": "int",
                "sample": 2000,
            },
            "max_tenants": {
                "description": "How many tenants the dealer may have.",
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
        description=("Reads the dealer who signs in, and how many tenants, users and dealers he has and may have.",),
        notes=(
            "Needs a dealer.",
            "Uses C(GET /dealer) and C(GET /dealer/status).",
        ),
        seealso=(
            "dealer_self",
            "system_info",
        ),
        returned=("The release of the PBX, and what there is and may be.",),
        returns={
            "current_dealers": {
                "description": "How many he has.",
                "returned": "always",
                "type": "int",
                "sample": 1,
            },
            "current_tenants": {
                "description": "How many tenants he has.",
                "returned": "always",
                "type": "int",
                "sample": 8,
            },
            "current_users": {
                "description": "How many users they have.",
                "returned": "always",
                "type": "int",
                "sample": 120,
            },
            "max_dealers": {
                "description": "How many dealers he may have below.",
                "returned": "always",
                "type": "int",
                "sample": 5,
            },
            "max_users": {
                "description": "How many users his tenants may have together.",
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
                "description": "What RV(portsip.pbx.portsip_dealer_self#module:dealer) tells.",
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
