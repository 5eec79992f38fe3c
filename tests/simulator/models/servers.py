# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Network, SBC and IM server (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal

from pydantic import AfterValidator

from ..validation import Blankable, Body, Bool, Port, Str, matching


def _address(version: int) -> AfterValidator:
    def check(value: str) -> str:
        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            raise ValueError(f"must be an IPv{version} address" if version else "must be an address") from None
        if version and address.version != version:
            raise ValueError(f"must be an IPv{version} address")
        return value

    return AfterValidator(check)


IPv4 = Annotated[Str, _address(4)]
IPv6 = Annotated[Str, _address(6)]
Address = Annotated[Str, _address(0)]
HostName = Annotated[Str, matching(r"[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9.])?", "a domain name or an address")]


class _Addresses(Body):
    private_ipv4: Blankable[IPv4] = None
    public_ipv4: Blankable[IPv4] = None
    private_ipv6: Blankable[IPv6] = None
    public_ipv6: Blankable[IPv6] = None


class Network(_Addresses):
    """The body of ``POST /network``."""

    web_domain: Blankable[HostName] = None
    enable_ipv6: Bool | None = True
    primary_dns_server: Blankable[Address] = None
    secondary_dns_server: Blankable[Address] = None


class SbcTransport(Body):
    """Where the SBC listens."""

    protocol: Literal["UDP", "TCP", "TLS"] | None = None
    port: Port | None = None


class Sbc(Body):
    """The body of ``POST /sbc``."""

    domain: Blankable[HostName] = None
    http_port: Port | None = 8882
    https_port: Port | None = 8883
    transports: list[SbcTransport] | None = None


class ImServer(_Addresses):
    """The body of ``POST /im``."""
