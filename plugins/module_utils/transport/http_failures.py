# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What became of a request without an answer, in words that lead to a remedy."""

from __future__ import annotations

import re
import ssl
from typing import Any
from urllib.parse import urlsplit

from ..base.libraries import requests
from ..base.quotes import quote
from ..errors import ConnectionFailed
from .http_deadline import Deadline
from .http_environment import variable_of
from .http_url import host_of, without_userinfo

ASKS_FOR_CERTIFICATE = re.compile(
    "CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA|ALERT_CERTIFICATE|certificate required"
)
"""Alerts of a server that does not take the client's certificate, or misses one; in TLS 1.3 they come after the handshake."""
NO_TLS = re.compile("WRONG_VERSION_NUMBER|HTTP_REQUEST|RECORD_LAYER_FAILURE|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL", re.IGNORECASE)
"""What OpenSSL says, in one release or another, where the other side does not speak TLS."""
EXPIRED, NOT_YET_VALID = 10, 9
OTHER_HOST = (62, 64)
"""Results of OpenSSL's verification of a certificate: X509_V_ERR_*."""


def failure(
    error: Exception, method: str, url: str, limit: tuple[float, str], clock: Deadline, proxy: str | None = None
) -> ConnectionFailed:
    """Say what went wrong, without the query of the URL, which may hold names, and without user names and passwords in URLs.

    :param limit: the seconds that were waited for an answer, and the option that says so.
    :param proxy: URL of the proxy that was used.
    """
    facts: dict[str, Any] = {"method": method, "path": urlsplit(url).path}
    timeout, option = limit
    host = host_of(url)
    chain = _chain(error)
    kinds = {type(item).__name__ for item in chain}
    reason = _reason(chain, proxy)
    # Told by requests, or by http.client of a header that was added later; both quote it.
    if isinstance(error, requests.exceptions.InvalidHeader) or str(chain[-1]).startswith("Invalid header"):
        message = f"A header of the request to {host} cannot be sent: it contains a line break or another control character."
        return ConnectionFailed(message, delivered=False, final=True, **facts)
    if "SOCKS" in reason and isinstance(error, requests.exceptions.InvalidSchema):
        message = (
            f"{variable_of(url)}: names a SOCKS proxy, for which the Python library PySocks is required: pip install 'requests[socks]'. "
            "Or set use_proxy to false."
        )
        return ConnectionFailed(message, delivered=False, final=True, **facts)
    timed_out = isinstance(error, (requests.exceptions.Timeout, TimeoutError)) or kinds & {"ReadTimeoutError", "TimeoutError"}
    if timed_out and clock.connecting:
        by_proxy = " by way of the proxy" if proxy else ""
        message = f"{host} did not accept a connection{by_proxy} within {timeout:g} seconds (option {option})."
        return ConnectionFailed(message, delivered=False, **facts)
    # A SOCKS proxy that is down looks like a host that is.
    if isinstance(error, requests.exceptions.ProxyError) or (proxy and kinds & {"NewConnectionError", "NameResolutionError", "gaierror"}):
        refused = re.search(r"Tunnel connection failed: (4[0-9][0-9])", reason)
        message = f"The proxy for {host} failed: {reason}. Correct the proxy variables of the environment, or set use_proxy to false."
        if refused and refused[1] == "407":
            message = unauthorized_proxy(host)
        return ConnectionFailed(message, delivered=False, final=bool(refused), **facts)
    # In the middle of a file it is a ConnectionError that wraps the timeout.
    if timed_out:
        what = "did not answer completely within"
        if clock.downloading or (clock.uploading and clock.sending):
            what = f"{'sent' if clock.downloading else 'took'} nothing more of the file for"
        return ConnectionFailed(f"{host} {what} {timeout:g} seconds (option {option}).", delivered=True, late=True, **facts)
    if isinstance(error, requests.exceptions.SSLError) or any(isinstance(item, ssl.SSLError) for item in chain):
        return _tls_failure(chain, reason, host, clock, facts)
    if "NameResolutionError" in kinds or "gaierror" in kinds:
        return ConnectionFailed(f"The host name of {host} cannot be resolved. Correct the URL.", delivered=False, **facts)
    if "NewConnectionError" in kinds:
        return ConnectionFailed(f"Could not connect to {host}: {reason}. Check host, port and firewall.", delivered=False, **facts)
    if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
        return ConnectionFailed(f"A file of the connection options cannot be used: {reason}.", delivered=False, final=True, **facts)
    return _broken(reason, host, clock, facts)


def unauthorized_proxy(host: str) -> str:
    """The text for a proxy that answers 407."""
    return (
        f"The proxy for {host} asks for a user name and password (407), or refuses those it was given. Put them into the proxy variable of "
        "the environment (http://USER:PASSWORD@HOST:PORT), or set use_proxy to false."
    )


def _broken(reason: str, host: str, clock: Deadline, facts: dict[str, Any]) -> ConnectionFailed:
    """A connection that ended early; what a server says that misses a certificate may be lost then."""
    silent = host.startswith("https:") and clock.silent
    advice = " If the server asks for a certificate of the client, set client_cert." if silent else ""
    return ConnectionFailed(f"The connection to {host} broke: {reason}.{advice}", delivered=not clock.connecting, **facts)


def _tls_failure(chain: list[BaseException], reason: str, host: str, clock: Deadline, facts: dict[str, Any]) -> ConnectionFailed:
    code = next((item.verify_code for item in chain if isinstance(item, ssl.SSLCertVerificationError)), None)
    text = " ".join(str(item) for item in chain)
    if code == EXPIRED:
        advice = "The certificate of the server has expired: renew it on the server. Also check the clock of this host."
    elif code == NOT_YET_VALID:
        advice = "The certificate of the server is not valid yet: check the clocks of this host and of the server."
    elif code in OTHER_HOST or any(type(item).__name__ == "CertificateError" for item in chain):
        advice = "The certificate of the server is not valid for this host name: use a URL with a name that the certificate contains."
    elif code is not None:
        advice = (
            "The certificate of the server is signed by an authority that this host does not trust: set ca_path to the certificate of "
            "the authority, or extension_ca_path for the extension API."
        )
    elif NO_TLS.search(text):
        advice = "The server does not speak TLS at this port: correct the port of the URL, or begin the URL with http://."
    elif ASKS_FOR_CERTIFICATE.search(text):
        advice = "The server asks for a certificate of the client, or does not accept it: set or correct client_cert and client_key."
        return ConnectionFailed(f"TLS with {host} failed: {reason}. {advice}", delivered=False, final=True, **facts)
    elif not clock.connecting:
        return _broken(reason, host, clock, facts)
    else:
        advice = "Check ca_path, client_cert and client_key, and which releases of TLS the server speaks."
    return ConnectionFailed(f"TLS with {host} failed: {reason}. {advice}", delivered=False, final=True, **facts)


def _reason(chain: list[BaseException], proxy: str | None) -> str:
    """The innermost error, without what must not be shown."""
    text = str(chain[-1]).split("\n", maxsplit=1)[0] or type(chain[-1]).__name__
    if proxy and "@" in proxy:
        text = text.replace(proxy, "(hidden)").replace(proxy.rpartition("@")[0].rpartition("//")[2], "(hidden)")
    # Libraries quote what they cannot use, such as a file name or a URL.
    return quote(without_userinfo(text))


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, outermost first (requests wraps urllib3 wraps the socket's)."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        nested = getattr(current, "reason", None)
        if not isinstance(nested, BaseException):
            nested = next((item for item in current.args if isinstance(item, BaseException)), None)
        current = nested or current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain
