# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How calls of a tenant are billed (PortSIP PBX REST API 22.2, /tenant/billing)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource


class Billing(Wanted):
    """How calls are billed."""

    enabled: bool | None = option("Whether calls are billed.", api_default=False)
    account: Literal["TENANT", "USER"] | None = option(
        "Whose account is charged.",
        choices={
            "TENANT": "The account of the tenant.",
            "USER": "The account of the user who calls.",
        },
        api_default="TENANT",
    )
    type: Literal["OFFLINE", "ONLINE"] | None = option(
        "When calls are charged.",
        choices={
            "OFFLINE": "After the call (offline charging).",
            "ONLINE": "During the call (online charging).",
        },
        api_default="OFFLINE",
    )


BILLING = Resource(
    name="billing",
    plural="billings",
    model=Billing,
    level="tenant",
    kind="singleton",
    collection="/tenant/billing",
    key=(),
    page=Page(
        noun="billing configuration",
        summary="Set up call billing of a tenant of PortSIP PBX",
        description=(
            "Sets whether calls of a tenant are billed, and whose account is charged.",
            "It does not change rates or balances. Set it up before you change these.",
        ),
        seealso=("tenant",),
        samples={"enabled": True},
    ),
    info_page=Page(),
)
