# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Addresses: which can be requested, and what of them may be shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ..errors import InvalidInput

LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
"""One part of a host name between dots; 63 characters at most (RFC 1123; underscores occur in practice)."""
LONGEST_HOST = 253
"""Characters of a host name (RFC 1035)."""


def check_url(url: str, option: str) -> None:
    """Check that an API can be at a URL.

    :raises InvalidInput: it is not an http or https URL without user name, password, query and fragment.
    """
    if "@" in url:
        raise InvalidInput(f"{option}: leave user name and password out of the URL and use the options made for them")
    if "?" in url or "#" in url:
        raise InvalidInput(f"{option}: leave out what begins with '?' or '#'; an address with scheme, host, port and path is required")
    odd = odd_url(url)
    if odd:
        raise InvalidInput(f"{option}: {excerpt(url)!r} is not a URL that begins with https:// or http:// and names a host: {odd}")


def odd_url(url: str, schemes: tuple[str, ...] = ("http", "https")) -> str | None:
    """What is wrong with a URL, without quoting it; None where it can be requested."""
    if re.search(r"[\x00-\x20\x7f\\]", url):
        return "it contains a space, a backslash or a control character"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme not in schemes:
            return f"it does not begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
        if parts.port == 0:
            return "port 0 is not allowed"
    except ValueError:  # a bracket is missing, or the port is no port
        return "its host or port is malformed"
    return odd_host(host)


def odd_host(host: str) -> str | None:
    """What is wrong with a host name or address; None where nothing is."""
    if not host:
        return "it names no host"
    if ":" in host:
        return None if _address(host.partition("%")[0]) else "its IPv6 address is malformed"
    try:
        # Labels of other scripts are looked up in this form.
        ascii_host = host.removesuffix(".").encode("idna").decode() if not host.isascii() else host.removesuffix(".")
    except UnicodeError:
        return "its host name has a part that cannot be looked up"
    if len(ascii_host) > LONGEST_HOST:
        return f"its host name is longer than {LONGEST_HOST} characters"
    for label in ascii_host.split("."):
        if not label:
            return "its host name has an empty part"
        if len(label) > 63:
            return "its host name has a part that is longer than 63 characters"
        if not LABEL.fullmatch(label):
            return f"its host name has a part with characters that are not allowed: {label!r}"
    return None


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this very host, as far as its text tells."""
    host = (urlsplit(url).hostname or "").removesuffix(".")
    address = _address(host.partition("%")[0])
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def host_of(url: str) -> str:
    """``scheme://host:port`` of a URL, without user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that is malformed"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def without_userinfo(text: str) -> str:
    """A text without user names and passwords of URLs that it quotes."""
    return re.sub(r"//[^\s'\"]*@", "//", text)


def excerpt(text: str, length: int = 200) -> str:
    """The beginning of a text on one line, without control characters."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= length else line[: length - 1] + "…"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def as_query(query: Mapping[str, Any]) -> dict[str, Any]:
    """A query as it is sent, with truth values as in JSON: ``False`` would be any text to an API."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
