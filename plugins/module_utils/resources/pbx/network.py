# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Network, SBC and IM server of the system, of each of which there is one (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.forms import address
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import IPv4, IPv6
from .host_addresses import ADDRESS_FIELDS


class Network(Wanted):
    """Addresses and names of the PBX itself."""

    web_domain: str | None = option(
        "Host name of the web portal and of the REST API, such as V(pbx.example.net). An empty string clears the field.",
    )
    private_ipv4: IPv4 | None = option(
        "IPv4 address of the host in the private network.",
    )
    public_ipv4: IPv4 | None = option(
        "IPv4 address of the host for connections from outside. An empty string clears the field.",
    )
    enable_ipv6: bool | None = option(
        "Whether IPv6 is used.",
        api_default=True,
    )
    private_ipv6: IPv6 | None = option(
        "IPv6 address of the host in the private network, compared in its normal form. An empty string clears the field.",
    )
    public_ipv6: IPv6 | None = option(
        "IPv6 address of the host for connections from outside, compared in its normal form. An empty string clears the field.",
    )
    primary_dns_server: str | None = option(
        "First name server.",
        canonical=address,
    )
    secondary_dns_server: str | None = option(
        "Second name server, used when the first one does not respond. An empty string clears the field.",
        canonical=address,
    )


NETWORK = Resource(
    name="network",
    plural="networks",
    model=Network,
    level="system",
    kind="singleton",
    collection="/network",
    key=(),
    overrides=ADDRESS_FIELDS,
    page=Page(
        summary="Set the network addresses of PortSIP PBX",
        description=(
            "Sets the addresses and host names of the PBX, and its name servers.",
            "A wrong address can make the PBX unreachable for phones and for Ansible. Check the difference in check mode first.",
        ),
        seealso=(
            "sbc",
            "im_server",
            "transport",
        ),
        returned=("The network settings after the run; in check mode, as they would be after the run. A field without a value is null.",),
        returns={
            "sbc_domain": {
                "description": "Host name of the SBC.",
                "returned": "when the PBX returns it, from release 22.6 on",
                "type": "str",
                "sample": "sbc.example.net",
            },
        },
        samples={
            "primary_dns_server": "192.0.2.53",
            "private_ipv4": "192.0.2.10",
            "private_ipv6": "2001:db8::10",
            "public_ipv4": "203.0.113.10",
            "secondary_dns_server": "198.51.100.53",
            "web_domain": "pbx.example.net",
        },
    ),
)
