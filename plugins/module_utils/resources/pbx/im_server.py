# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Network, SBC and IM server of the system, of each of which there is one (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import IPv4, IPv6
from .host_addresses import ADDRESS_FIELDS


class ImServer(Wanted):
    """The host of the server for instant messages."""

    private_ipv4: IPv4 | None = option(
        "IPv4 address of the host in the private network. An empty string clears the field.",
    )
    private_ipv6: IPv6 | None = option(
        "IPv6 address of the host in the private network, compared in its normal form. An empty string clears the field.",
    )
    public_ipv4: IPv4 | None = option(
        "IPv4 address of the host for connections from outside. An empty string clears the field.",
    )
    public_ipv6: IPv6 | None = option(
        "IPv6 address of the host for connections from outside, compared in its normal form. An empty string clears the field.",
    )


IM_SERVER = Resource(
    name="im_server",
    plural="im_servers",
    model=ImServer,
    level="system",
    kind="singleton",
    collection="/im",
    key=(),
    overrides=ADDRESS_FIELDS,
    page=Page(
        noun="server for instant messages",
        summary="Set up the instant messaging server of PortSIP PBX",
        description=("Sets the addresses of the host on which the server for instant messages (IM) runs.",),
        seealso=(
            "server_token",
            "network",
        ),
        returned=("The addresses after the run; in check mode, as they would be after the run. A field without a value is null.",),
        samples={
            "private_ipv4": "192.0.2.20",
            "public_ipv4": "203.0.113.20",
        },
    ),
)
