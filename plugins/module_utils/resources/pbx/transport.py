# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A transport (PortSIP PBX REST API 22.2, /transports)."""

from __future__ import annotations

from typing import Literal

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Port


class Transport(Wanted):
    """A protocol and port on which the PBX takes SIP."""

    protocol: Literal["UDP", "TCP", "TLS"] | None = option(
        "Protocol of the transport. Required unless O(id) is given.",
        "The PBX cannot change it, so a protocol other than that of the transport with O(id) is an error, unless "
        "O(recreate=true) allows the module to remove the transport and create it again.",
        immutable=True,
    )
    port: Port | None = option(
        "Port of the transport, 0 to 65535. V(0) is not allowed with O(protocol=TCP) and O(protocol=TLS).",
        "Required unless O(id) is given. Given together with O(id), it is the port the transport gets. Phones and "
        "trunks that use the old one must then be set up again.",
    )
    verification: Literal["DISABLE", "OPTIONAL", "MANDATORY"] | None = option(
        "Whether clients must present a certificate. It has an effect with O(protocol=TLS) only.",
        choices={
            "DISABLE": "No certificate is asked for.",
            "MANDATORY": "Clients without a valid certificate are rejected.",
            "OPTIONAL": "A certificate is asked for, and checked if there is one.",
        },
    )

    @model_validator(mode="after")
    def _port_is_usable(self) -> Transport:
        if self.port == 0 and self.protocol in ("TCP", "TLS"):
            raise ValueError(f"port 0 is reserved for {self.protocol} and can't be used")
        return self


TRANSPORT = Resource(
    name="transport",
    plural="transports",
    model=Transport,
    level="system",
    collection="/transports",
    key=("protocol", "port"),
    unique=True,
    minimum=1,
    lookup={"protocol": "str", "port": "int"},
    status="/status",
    required=("protocol", "port"),
    lost_on_recreate="its id; devices that are registered through it must register again.",
    page=Page(
        summary="Create, change and remove transports of PortSIP PBX",
        description=(
            "Creates, changes or removes one transport of the PBX. A transport is a protocol and a port at which the PBX takes SIP.",
            "A transport is found by O(protocol) and O(port) together, or by its O(id).",
        ),
        notes=(
            "The PBX needs at least one transport and refuses to remove the last one. Create the new one before the old one is removed.",
        ),
        seealso=("ip_rule",),
        samples={
            "port": 5061,
            "protocol": "TLS",
            "verification": "MANDATORY",
        },
    ),
    info_page=Page(
        summary="Read transports of PortSIP PBX",
        description=("Reads one, some or all transports of the PBX, that is the protocols and ports at which it takes SIP.",),
        returns={
            "status": {
                "description": "V(ACTIVATED) or V(DEACTIVATED).",
                "returned": "when O(status=true)",
                "type": "str",
                "sample": "ACTIVATED",
            },
        },
    ),
)
