# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Network, SBC and IM server of the system, of each of which there is one (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from typing import Literal

from ...base.libraries import field_validator, model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Port


class SbcTransport(Wanted):
    """A protocol and port on which the SBC takes SIP."""

    protocol: Literal["UDP", "TCP", "TLS"] = option(
        "The protocol.",
        required=True,
    )
    port: Port = option(
        "The port, from 0 to 65535. TCP and TLS cannot use 0.",
        required=True,
    )

    @model_validator(mode="after")
    def _port_is_usable(self) -> SbcTransport:
        if self.port == 0 and self.protocol != "UDP":
            raise ValueError(f"port 0 is reserved for {self.protocol} and can't be used")
        return self


class Sbc(Wanted):
    """The session border controller."""

    domain: str | None = option(
        "Host name under which the SBC is reached, such as V(sbc.example.net). An empty string clears the field.",
    )
    http_port: Port | None = option(
        "Port for HTTP, from 0 to 65535.",
        api_default=8882,
    )
    https_port: Port | None = option(
        "Port for HTTPS, from 0 to 65535.",
        api_default=8883,
    )
    transports: list[SbcTransport] | None = option(
        "All transports on which the SBC takes SIP. The order does not matter. A transport that is not in the list is "
        "removed; an empty list removes all.",
        items="set",
    )

    @field_validator("transports")
    @classmethod
    def _each_transport_once(cls, transports: list[SbcTransport] | None) -> list[SbcTransport] | None:
        given = [(transport.protocol, transport.port) for transport in transports or []]
        for protocol, port in given:
            if given.count((protocol, port)) > 1:
                raise ValueError(f"duplicate transport {protocol} {port}")
        return transports

    @model_validator(mode="after")
    def _ports_differ(self) -> Sbc:
        if self.http_port is not None and self.http_port == self.https_port:
            raise ValueError(f"http_port and https_port are both {self.http_port}; each needs a port of its own")
        return self


SBC = Resource(
    name="sbc",
    plural="sbcs",
    model=Sbc,
    level="system",
    kind="singleton",
    collection="/sbc",
    key=(),
    page=Page(
        noun="SBC",
        summary="Set up the session border controller of PortSIP PBX",
        description=(
            "Sets the name, the web ports and the transports of the session border controller (SBC), which connects browsers "
            "and phones outside with the PBX.",
        ),
        seealso=(
            "server_token",
            "network",
            "transport",
        ),
        samples={
            "domain": "sbc.example.net",
            "transports": [
                {
                    "port": 5066,
                    "protocol": "UDP",
                },
                {
                    "port": 5069,
                    "protocol": "TLS",
                },
            ],
        },
    ),
)
