# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the APIs are, and with which credentials and settings they are asked, as the options of the connection say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from .. import errors
from ..base.progress import caution
from ..base.texts import fault_in
from ..client.extension import ExtensionCredentials
from ..client.pbx_login import PbxCredentials
from ..client.sessions import Sessions
from ..schema.address import Level
from ..schema.model import HIDDEN
from ..transport.http_limit import Limiter
from ..transport.http_settings import HttpSettings
from ..transport.http_url import check_url, host_of, is_loopback

Params = Mapping[str, Any]
PASSWORDS = ("api_password", "extension_client_secret")
CONNECTION_SECRETS = (*PASSWORDS, "api_token", "extension_token")
CONNECTION_TEXTS = ("api_url", "api_username", "api_domain", "extension_api_url", "extension_client_id", *CONNECTION_SECRETS)
HTTP_NAMES = ("validate_certs", "ca_path", "client_cert", "client_key", "use_proxy", "timeout", "retries", "rate_limit_wait")
OWN_OF_EXTENSION = ("validate_certs", "ca_path", "client_cert", "client_key", "timeout", "rate_limit_wait")
"""Those that the extension API has options of its own for, with ``extension_`` before the name."""

RANGES = {
    "timeout": (1, 86400, " seconds"),
    "retries": (0, 100, ""),
    "rate_limit_wait": (0, 86400, " seconds"),
    "wait_timeout": (0, 86400, " seconds"),
}
RANGES |= {f"extension_{name}": RANGES[name] for name in OWN_OF_EXTENSION if name in RANGES}
"""Least and most of the options that say how requests are made, with their unit."""


@dataclass(frozen=True)
class Connection:
    """How an API is reached; equal for what may share a session.

    :param option: the option that holds the URL.
    """

    option: str
    url: str
    credentials: PbxCredentials | ExtensionCredentials
    settings: HttpSettings

    def sessions(self, limiter: Limiter | None = None) -> Sessions:
        """The sessions with the API; none is opened yet.  Warns where others can read what goes over the network.

        :param limiter: of the run, where it has several.
        """
        if self.url.lower().startswith("http:") and not is_loopback(self.url):
            host = host_of(self.url).partition("//")[2]
            caution(
                f"{self.option}: begins with http://, so that the credentials go to {host} unencrypted. Use https://, "
                "with ca_path where its certificate is signed by an authority of your own."
            )
        if isinstance(self.credentials, ExtensionCredentials):
            return Sessions(self.settings, extension=(self.url, self.credentials), limiter=limiter)
        return Sessions(self.settings, pbx=(self.url, self.credentials), limiter=limiter)


def connection_to(level: Level, params: Params) -> Connection:
    """How the API of a level is reached.

    :raises InvalidInput: the options of the connection are not complete, or one of them can't be.
    """
    if level == "extension":
        prefix, option, example = "extension", "extension_api_url", "https://HOST"
    else:
        prefix, option, example = "api", "api_url", "https://pbx.example.net:8887/api"
    if not params.get(option):
        raise errors.InvalidInput(f"{option}: is required, such as {example} (or the environment variable PORTSIP_{option.upper()})")
    url = str(params[option])
    check_url(url, option)
    kind: type[PbxCredentials | ExtensionCredentials] = ExtensionCredentials if level == "extension" else PbxCredentials
    # The options of credentials are called like their fields, with a prefix.
    credentials = kind(**{field.name: params.get(f"{prefix}_{field.name}") or None for field in fields(kind)})
    credentials.check()
    return Connection(option, url, credentials, http_settings(params, level))


def http_settings(params: Params, level: Level = "system") -> HttpSettings:
    """How requests to the API of a level are made.

    :raises InvalidInput: a number is out of its range, or a text of the connection has a control character or spaces around it.
    """
    check_texts(params, CONNECTION_TEXTS, secret=CONNECTION_SECRETS, edges=PASSWORDS)
    for name, (least, most, unit) in RANGES.items():
        value = params.get(name)
        if value is not None and not least <= value <= most:
            raise errors.InvalidInput(f"{name}: {value} is not allowed, it must be between {least} and {most}{unit}")
    for prefix in ("", "extension_"):
        for name in (f"{prefix}ca_path", f"{prefix}client_cert", f"{prefix}client_key"):
            if "\n" in (params.get(name) or "") or "-----BEGIN" in (params.get(name) or ""):
                raise errors.InvalidInput(f"{name}: must be the path of a file, not its content")
        if params.get(f"{prefix}client_key") and not params.get(f"{prefix}client_cert"):
            raise errors.InvalidInput(f"{prefix}client_cert: is required where {prefix}client_key is given")
    given = {name: params[name] for name in HTTP_NAMES if params.get(name) is not None}
    if level == "extension":
        own = {name: params.get(f"extension_{name}") for name in OWN_OF_EXTENSION}
        if own["client_cert"]:
            given.pop("client_key", None)  # that of the other certificate
        own = {name: value for name, value in own.items() if value not in (None, "")}
        given |= {**own, "named": tuple((name, f"extension_{name}") for name in own)}
    return HttpSettings(**given)


def connection_options(params: Params) -> dict[str, Any]:
    """The options of the connection alone."""
    names = (*CONNECTION_TEXTS, *HTTP_NAMES, *(f"extension_{name}" for name in OWN_OF_EXTENSION))
    return {name: params[name] for name in names if name in params}


def check_texts(params: Params, names: Iterable[str], *, secret: Collection[str] = (), edges: Collection[str] = ()) -> None:
    """Check options that each hold one text.

    :param secret: those whose value is not shown.
    :param edges: those that may have surrounding spaces.
    :raises InvalidInput: one has a control character, or spaces around it.
    """
    for name in names:
        value = params.get(name)
        fault = fault_in(value, edges=name in edges) if isinstance(value, str) else None
        if fault:
            shown = HIDDEN if name in secret else f"{value!r} is not allowed, it"
            raise errors.InvalidInput(f"{name}: {shown} {fault}")
