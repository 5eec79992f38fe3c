# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Addresses that an answer names, and which of their hosts are asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_addresses import NamedAddress

NAMES = {
    "storage.example.net": ["198.51.100.7", "2001:db8::7"],
    "inside.example.net": ["10.1.2.3"],
    "rebound.example.net": ["198.51.100.7", "127.0.0.1"],
    "meta.example.net": ["169.254.169.254"],
}


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names above can be resolved, other names can't; texts that are addresses are resolved as ever."""
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *args: Any, **options: Any) -> Any:
        if host in NAMES:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in NAMES[host]]
        return real(host, port, *args, **options, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("169.254.169.254", "link-local"),
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("2130706433", "loopback"),
        ("0x7f.1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("[::1]", "loopback"),
        ("[::]", "unspecified"),
        ("[fe80::1]", "link-local"),
        ("[::ffff:127.0.0.1]", "loopback"),
        ("[::ffff:a9fe:a9fe]", "link-local"),
        ("[64:ff9b::7f00:1]", "loopback"),
        ("[2002:7f00:1::]", "loopback"),
        ("224.0.0.1", "multicast"),
        ("[ff02::1]", "multicast"),
        ("rebound.example.net", "loopback"),
        ("meta.example.net", "link-local"),
        ("META.example.net.", "link-local"),
    ],
)
def test_hosts_that_are_not_asked(host: str, kind: str) -> None:
    refusal = NamedAddress.of(f"http://{host}/file").refusal([])
    assert refusal is not None
    assert kind in refusal


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("storage.example.net", []),
        ("inside.example.net", []),
        ("unknown.example.net", []),
        ("198.51.100.7:8443", []),
        ("127.0.0.1:9000", ["127.0.0.1"]),
        ("[::1]:9000", ["::1"]),
        ("[::1]", ["[::1]"]),
        ("Meta.Example.Net", ["meta.example.NET."]),
    ],
)
def test_hosts_that_are_asked(host: str, allowed: list[str]) -> None:
    assert NamedAddress.of(f"https://{host}/file").refusal(allowed) is None


def test_user_name_and_password_stand_apart() -> None:
    address = NamedAddress.of("https://us%40er:pa%3Ass@storage.example.net:8443/a?b=c")
    assert address == NamedAddress("https://storage.example.net:8443/a?b=c", "us@er", "pa:ss")
    assert (address.base, address.host) == ("https://storage.example.net:8443", "storage.example.net")


@pytest.mark.parametrize(
    "text", ["ftp://host/x", "//host/x", "https://", "https://user:secret@/x", "http://[::1/x", "http://host:port/x", "http://host:0/"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*secret)"):
        NamedAddress.of(text)
