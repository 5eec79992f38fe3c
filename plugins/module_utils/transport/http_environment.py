# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the environment of the process says about connections: proxies, and the certificate authorities to trust."""

from __future__ import annotations

import os
import re
import ssl
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment

from ..base.libraries import get_environ_proxies, select_proxy
from ..errors import ConnectionFailed
from .http_url import odd_url

PROXY_VARIABLE = b"_proxy"
CGI = b"REQUEST_METHOD"
"""Where a web server has set this, Python takes no proxy from C(HTTP_PROXY)."""
PROXY_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


def proxies_for(url: str) -> dict[str, str]:
    """The proxies that the environment names.

    Where it names none, nothing else is asked: on macOS that would be the
    system's settings, which must not be read in a forked process.
    """
    # Asked for each request: to look at the names alone is quick, to find out what they mean is not.
    names = [name for name in os.environb if name[-len(PROXY_VARIABLE) :].lower() == PROXY_VARIABLE]
    if not names:
        return {}
    parts = urlsplit(url)
    return dict(_proxies(f"{parts.scheme}://{parts.netloc}/", tuple((name, os.environb.get(name)) for name in [*names, CGI])))


@lru_cache(maxsize=64)
def _proxies(url: str, _variables: tuple[tuple[bytes, bytes | None], ...]) -> dict[str, str]:
    """The proxies for a server, for as long as the variables are these."""
    return get_environ_proxies(url) if getproxies_environment() else {}


def proxy_for(url: str, proxies: dict[str, str]) -> str | None:
    """The proxy for a URL.

    :raises ConnectionFailed: the environment names it in a way that cannot be right; the text does not quote it.
    """
    proxy = select_proxy(url, proxies)
    if not proxy:
        return None
    # The user name and password end at the last @, whatever is in them.
    scheme, rest = proxy.split("://", 1) if "://" in proxy else ("http", proxy)
    userinfo, _at, place = rest.rpartition("@")
    odd = odd_url(f"{scheme.lower()}://{place}", PROXY_SCHEMES)
    if not odd and re.search(r"[/?#\s\\\x00-\x1f\x7f]", userinfo):
        odd = "its user name or password contains a character that has to be written as % and two digits"
    if not odd and not unquote(userinfo).isascii():
        odd = "its user name or password contains a character that is not ASCII"
    if odd:
        message = (
            f"{variable_of(url)}: is not the URL of a proxy, such as http://proxy.example.net:3128: {odd}. "
            "Correct this environment variable, or set use_proxy to false."
        )
        raise ConnectionFailed(message, delivered=False, final=True)
    return proxy


def variable_of(url: str) -> str:
    """Name of the environment variable that names the proxy for a URL."""
    names = [name for scheme in (urlsplit(url).scheme, "all") for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper())]
    return next((name for name in names if os.environ.get(name)), names[0])


def authorities() -> tuple[str | bool, str | None]:
    """Which authorities to trust where no option says so.

    :returns: what requests takes as ``verify``, and a directory of hashed
        certificates to trust too.  The variables of requests and curl come
        first, then what OpenSSL uses (``SSL_CERT_FILE``, ``SSL_CERT_DIR``, or the
        system's store), then what requests brings along.
    """
    named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if named:
        return named, None
    store = ssl.get_default_verify_paths()
    file = store.cafile if store.cafile and Path(store.cafile).stat().st_size else None
    directory = store.capath if store.capath and _holds_certificates(store.capath) else None
    return file or directory or True, directory


def _holds_certificates(directory: str) -> bool:
    """Whether OpenSSL finds certificates in a directory, which it does by the hash of their subject."""
    return any(re.fullmatch(r"[0-9a-f]{8}\.[0-9]+", entry.name) for entry in os.scandir(directory))
