# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What became of a request without an answer, in words that lead to a remedy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .errors import ConnectionFailed
from .libraries import requests
from .quotes import quote


def failure(error: Exception, method: str, url: str, timeout: float) -> ConnectionFailed:
    """Say what went wrong, without user name, password and query of the URL.

    :param timeout: the seconds that were waited for an answer.
    """
    parts = urlsplit(url)
    facts: dict[str, Any] = {"method": method, "path": parts.path}
    host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    chain = _chain(error)
    kinds = {type(item).__name__ for item in chain}
    # Libraries quote what they cannot use, such as a file name or a URL.
    reason = quote(str(chain[-1])).split("\n", maxsplit=1)[0]
    if isinstance(error, requests.exceptions.InvalidHeader):
        message = f"A header of the request to {host} cannot be sent: it contains a line break or another control character."
        return ConnectionFailed(message, delivered=False, final=True, **facts)
    if isinstance(error, requests.exceptions.SSLError):
        message = f"TLS with {host} failed: {reason}. Set ca_path to the authority of its certificate, or correct client_cert."
        return ConnectionFailed(message, delivered=False, final=True, **facts)
    if isinstance(error, requests.exceptions.ProxyError):
        message = f"The proxy for {host} failed: {reason}. Correct the proxy variables of the environment, or set use_proxy to false."
        return ConnectionFailed(message, delivered=False, **facts)
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return ConnectionFailed(f"{host} did not accept a connection within {timeout:g} seconds.", delivered=False, **facts)
    # In the middle of a file it is a ConnectionError that wraps the timeout.
    if isinstance(error, requests.exceptions.Timeout) or "ReadTimeoutError" in kinds:
        return ConnectionFailed(f"{host} did not answer within {timeout:g} seconds (option timeout).", delivered=True, **facts)
    if "NameResolutionError" in kinds or "gaierror" in kinds:
        return ConnectionFailed(f"The host name of {host} cannot be resolved. Correct the URL.", delivered=False, **facts)
    if "NewConnectionError" in kinds:
        return ConnectionFailed(f"Could not connect to {host}: {reason}. Check host, port and firewall.", delivered=False, **facts)
    if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
        return ConnectionFailed(f"A file of the connection options cannot be used: {reason}.", delivered=False, final=True, **facts)
    return ConnectionFailed(f"The connection to {host} broke: {reason}.", delivered=True, **facts)


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, outermost first (requests wraps urllib3 wraps the socket's)."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        nested = getattr(current, "reason", None)
        if not isinstance(nested, BaseException):
            nested = next((item for item in current.args if isinstance(item, BaseException)), None)
        current = nested or current.__cause__ or current.__context__
    return chain
