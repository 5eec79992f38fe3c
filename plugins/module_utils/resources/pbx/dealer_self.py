# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a dealer can set about itself (PortSIP PBX REST API 22.2, /dealer)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import MailAddress, Text32, Text128, Text1024


class DealerSelf(Wanted):
    """The contact details of a dealer."""

    email: MailAddress | None = option(
        "Email address, up to 128 characters.",
        needed_since="22.6",
    )
    display_name: Text1024 | None = option(
        "Name that is shown, up to 1024 characters.",
        needed_since="22.6",
    )
    website: str | None = option(
        "Web site. An empty string clears the field.",
    )
    phone: Text32 | None = option(
        "Phone number in quotes, up to 32 characters. An empty string clears the field.",
    )
    address: Text128 | None = option(
        "Postal address, up to 128 characters. An empty string clears the field.",
    )
    description: str | None = option(
        "Remark. An empty string clears the field.",
    )


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
            "dealer_self_info",
            "dealer_account",
        ),
        returns={
            "id": {
                "description": "Id of the dealer.",
                "returned": "always",
                "type": "str",
                "sample": "410283746501928374",
            },
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
)
