# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What valid settings of the system's network and servers are (PortSIP PBX REST API 22.2, /network, /sbc, /im)."""

from __future__ import annotations

from typing import Literal

from ..libraries import field_validator, model_validator
from .base import Wanted
from .types import IPv4, IPv6, Port


class Network(Wanted):
    """Addresses and names of the PBX itself."""

    web_domain: str | None = None
    private_ipv4: IPv4 | None = None
    public_ipv4: IPv4 | None = None
    enable_ipv6: bool | None = None
    private_ipv6: IPv6 | None = None
    public_ipv6: IPv6 | None = None
    primary_dns_server: str | None = None
    secondary_dns_server: str | None = None


class SbcTransport(Wanted):
    """A protocol and port on which the SBC takes SIP."""

    protocol: Literal["UDP", "TCP", "TLS"]
    port: Port

    @model_validator(mode="after")
    def _port_is_usable(self) -> SbcTransport:
        if self.port == 0 and self.protocol != "UDP":
            raise ValueError(f"port 0 is reserved for {self.protocol} and can't be used")
        return self


class Sbc(Wanted):
    """The session border controller."""

    domain: str | None = None
    http_port: Port | None = None
    https_port: Port | None = None
    transports: list[SbcTransport] | None = None

    @field_validator("transports")
    @classmethod
    def _each_transport_once(cls, transports: list[SbcTransport] | None) -> list[SbcTransport] | None:
        given = [(transport.protocol, transport.port) for transport in transports or []]
        for protocol, port in given:
            if given.count((protocol, port)) > 1:
                raise ValueError(f"{protocol} {port} stands in the list {given.count((protocol, port))} times")
        return transports

    @model_validator(mode="after")
    def _ports_differ(self) -> Sbc:
        if self.http_port is not None and self.http_port == self.https_port:
            raise ValueError(f"http_port and https_port are both {self.http_port}; each needs a port of its own")
        return self


class ImServer(Wanted):
    """The host of the server for instant messages."""

    private_ipv4: IPv4 | None = None
    private_ipv6: IPv6 | None = None
    public_ipv4: IPv4 | None = None
    public_ipv6: IPv6 | None = None
