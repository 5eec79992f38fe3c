# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IP rule (PortSIP PBX REST API 22.2, /ip_filters).

The PBX adds rules of its own for addresses that it blocks, so that only
named rules are ever touched.
"""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.forms import instant, network
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.times import Expiry
from ...schema.types import Cidr, Text255


class IpRule(Wanted):
    """An address or network that is accepted or blocked."""

    cidr: Cidr | None = option(
        "The network as address and prefix length, IPv4 such as V(192.0.2.0/24) or IPv6 such as V(2001:db8::/32). A single "
        "address may be written without a prefix length.",
        "Compared, and written, in normal form, so V(192.0.2.17/24) and V(192.0.2.0/24) are the same rule, and so are "
        "V(2001:DB8:0::/32) and V(2001:db8::/32).",
        "Required unless O(id) is given. Given together with O(id), it is the network the rule gets.",
        canonical=network,
    )
    target: Literal["ACCEPT", "DENY"] | None = option(
        "What happens to packets from the network. Required on creation.",
        choices={
            "ACCEPT": "Packets are accepted, and the network is never blocked.",
            "DENY": "Packets are rejected.",
        },
    )
    expire_at: Expiry | None = option(
        "When the rule ends, in RFC 3339 form with an offset from UTC, such as V(2027-03-31T22:00:00Z). Times that "
        "denote the same instant are equal.",
        "An empty string clears it, and the rule does not end. A rule that is created without it does not end either.",
        canonical=instant,
    )
    description: Text255 | None = option(
        "Remark, up to 255 characters. An empty string clears the field.",
    )


IP_RULE = Resource(
    name="ip_rule",
    plural="ip_rules",
    model=IpRule,
    level="system",
    collection="/ip_filters",
    key=("cidr",),
    unique=True,
    lookup={"cidr": "str"},
    required=("cidr", "target"),
    made_by_pbx={"expire_at": None},  # by which it blocks an address for a while
    page=Page(
        noun="IP rule",
        summary="Create, change and remove IP rules of PortSIP PBX",
        description=(
            "Creates, changes or removes one IP rule of the PBX. An IP rule always accepts a network, or always blocks it.",
            "A rule is found by its O(cidr), or by its O(id).",
        ),
        notes=(
            "The PBX itself adds rules for addresses it blocks. The module never touches a rule that is not named.",
            "In a loop, the rules of the PBX are listed once for all items when the task runs on the controller.",
        ),
        seealso=("transport",),
        samples={
            "cidr": "192.0.2.0/24",
            "description": "Scans for open ports",
            "expire_at": "2027-03-31T22:00:00Z",
            "target": "DENY",
        },
    ),
    info_page=Page(
        options={
            "cidr": {
                "description": [
                    "Only the rule for exactly this network, however it is written. A rule for a larger or smaller network does not match."
                ],
                "type": "str",
            },
        },
        summary="Read IP rules of PortSIP PBX",
        description=("Reads one, some or all IP rules of the PBX, including those the PBX added itself for addresses it blocks.",),
    ),
)
