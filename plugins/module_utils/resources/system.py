# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Network, SBC and IM server of the system, of each of which there is one (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from ..models.system import ImServer, Network, Sbc
from ..resource import Field, Resource
from .shapes import address

_ADDRESSES = {name: Field(canonical=address) for name in ("private_ipv4", "public_ipv4", "private_ipv6", "public_ipv6")}

NETWORK = Resource(
    name="network",
    plural="networks",
    model=Network,
    level="system",
    kind="singleton",
    collection="/network",
    key=(),
    defaulted=dict.fromkeys(("enable_ipv6",)),
    fields={
        **_ADDRESSES,
        "primary_dns_server": Field(canonical=address),
        "secondary_dns_server": Field(canonical=address),
    },
)

SBC = Resource(
    name="sbc",
    plural="sbcs",
    model=Sbc,
    level="system",
    kind="singleton",
    collection="/sbc",
    key=(),
    defaulted=dict.fromkeys(("http_port", "https_port")),
    fields={"transports": Field(items="set")},
)

IM_SERVER = Resource(
    name="im_server",
    plural="im_servers",
    model=ImServer,
    level="system",
    kind="singleton",
    collection="/im",
    key=(),
    fields=_ADDRESSES,
)
