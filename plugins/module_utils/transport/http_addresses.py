# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Addresses that an answer names: which hosts are asked there, and which are not."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from .http_url import odd_url

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that lead to the IPv4 address in their last 32 bits (RFC 6052)."""
THIS_NETWORK = ipaddress.IPv4Network("0.0.0.0/8")
"""Leads to the host itself on common systems (RFC 1122, section 3.2.1.3)."""


@dataclass(frozen=True)
class NamedAddress:
    """An http or https URL that an answer names, with its user name and password apart.

    :param url: without user name and password.
    """

    url: str
    username: str | None
    password: str | None

    @classmethod
    def of(cls, text: str) -> NamedAddress:
        """:raises ValueError: the text is no such URL."""
        parts = urlsplit(text)
        userinfo, at, host = parts.netloc.rpartition("@")
        odd = odd_url(urlunsplit(parts._replace(netloc=host)))
        if odd:
            raise ValueError(odd)
        if not at:
            return cls(text, None, None)
        name, _colon, password = userinfo.partition(":")
        return cls(urlunsplit(parts._replace(netloc=host)), unquote(name), unquote(password))

    @property
    def base(self) -> str:
        """``scheme://host[:port]``."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host, in lower case and without brackets."""
        return (urlsplit(self.url).hostname or "").rstrip(".")

    def refusal(self, allowed: Iterable[str]) -> str | None:
        """Why this host is not asked: it is, or leads to, this machine, its link, or no single host.

        :param allowed: hosts that are asked in any case.
        :returns: what its address is, or None where the host may be asked. A name that can't be resolved
            here may be asked: without a proxy, the request fails by itself.
        """
        if self.host in {name.strip().strip("[]").rstrip(".").lower() for name in allowed}:
            return None
        for address in _addresses(self.host):
            kind = _refused_kind(address)
            if kind is not None:
                return kind if str(address) == self.host else f"{kind} ({address})"
        return None


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """All addresses of a host."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_kind, place in found]


def _refused_kind(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str | None:
    """What an address is that is never asked, None for any other one."""
    inner = _embedded(address)
    if inner is not None:
        return _refused_kind(inner)
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_unspecified or (address.version == 4 and address in THIS_NETWORK):
        return "an unspecified address"
    return None


def _embedded(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
