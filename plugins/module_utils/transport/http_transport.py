# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One HTTP request and its answer: TLS, proxy, timeout, and what may be repeated.

Knows no vendor.  An answer of any status is returned; only a request without
an answer raises.
"""

from __future__ import annotations

import base64
import contextlib
import random
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ..base.interruption import check_going
from ..base.libraries import AuthBase, requests, urllib3
from ..base.progress import pause, tell
from ..base.strict_json import encode, odd_values
from ..errors import ConnectionFailed, Interrupted, InvalidInput, UnexpectedAnswer
from .http_answer import Answer, retry_after
from .http_body import OddBody, read_body
from .http_connections import Connections
from .http_deadline import Deadline, deadline
from .http_environment import authorities, proxies_for, proxy_for
from .http_failures import failure, unauthorized_proxy
from .http_files import AS_IT_IS, Files, Sink, drain
from .http_limit import Limiter
from .http_settings import HttpSettings
from .http_url import as_query, check_url, host_of

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
LONGEST_RETRY_AFTER = 60.0
"""Seconds that a server in trouble may ask to wait; with 429, ``rate_limit_wait`` decides."""
Sleep = Callable[[float], None]
SERVER_TROUBLE = frozenset({500, 502, 503, 504})


class Bearer(AuthBase):
    """Puts a token into the request; an object of its own, so that ``~/.netrc`` cannot replace it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Basic(AuthBase):
    """Puts a user name and a password into the request, in UTF-8 (RFC 7617)."""

    def __init__(self, username: str, password: str) -> None:
        self._given = base64.b64encode(f"{username}:{password}".encode()).decode()

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Basic {self._given}"
        return request


class Transport:
    """Requests to one host, over connections that are kept open.

    :param base_url: ``scheme://host[:port][/path]``, the option named by ``option``.
    :param option: name of the option the URL comes from, for error texts.
    :param sleep: replaced in tests.
    :param connections: where they are shared with other clients, which then close them.
    :param limiter: shared by all clients of a run.
    :raises InvalidInput: the URL is not an http or https URL, or holds a user name or password.
    """

    def __init__(
        self,
        base_url: str,
        settings: HttpSettings,
        *,
        option: str = "api_url",
        sleep: Sleep | None = None,
        connections: Connections | None = None,
        limiter: Limiter | None = None,
    ) -> None:
        check_url(base_url, option)
        self.base_url = base_url.rstrip("/")
        self.settings = settings
        self._sleep = pause if sleep is None else sleep
        self._connections = connections or Connections()
        self._own_connections = connections is None
        self._limiter = limiter or Limiter()
        self._cookies = requests.cookies.RequestsCookieJar()

    def send(
        self,
        method: str,
        path: str,
        *,
        repeatable: bool,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        files: Files | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Any = None,
        expect_json: bool = True,
        sink: Sink | None = None,
        patience: float | None = None,
    ) -> Answer:
        """Send one request and return its answer, whatever its status.

        A request that surely never arrived, and one answered with 429, is
        sent again for every verb; after a broken connection, a server error or
        a success whose body is not JSON only a ``repeatable`` one is.

        :param path: below the base URL, or a full URL.
        :param body: sent as JSON where it is not None.
        :param form: sent form-encoded, as multipart where ``files`` go with it.
        :param content: sent as it is, as ``application/octet-stream``.
        :param headers: further ones; their values are secrets.
        :param sink: takes the body of a success, of any type; the answer then has none.
        :param repeatable: sending it twice has the effect of sending it once.
        :param patience: send it once only, and wait no longer than so many seconds, whatever the settings say.
        :raises Interrupted: nobody waits for it any more.
        :raises ConnectionFailed: there was no answer.
        :raises UnexpectedAnswer: there was one that is not read, as it is too large.
        """
        settings = self.settings
        if patience is not None:
            settings = replace(settings, retries=0, timeout=min(patience, settings.timeout))
        host = host_of(self.base_url if path.startswith("/") else path)
        attempts = settings.retries + 1
        delivered = False
        sent = {"query": query, "body": body, "form": form, "files": files, "content": content, "headers": headers or {}}
        for attempt in range(attempts):
            last = attempt == attempts - 1
            try:
                # The end of a session is not held up.
                with contextlib.nullcontext() if patience is not None else self._limiter.turn(host, self._sleep):
                    if patience is None:
                        check_going()
                    answer = self._once(settings, method, path, auth, sink, **sent)
            except Interrupted as error:
                error.delivered = delivered
                raise
            except ConnectionFailed as error:
                delivered = error.delivered = error.delivered or delivered
                if last or (delivered and not repeatable) or error.final:
                    raise
                self.pause(attempt)
                continue
            wait = retry_after(answer)
            limited = answer.status == 429
            garbage = expect_json and sink is None and answer.ok and not answer.is_json
            trouble = garbage or answer.status in SERVER_TROUBLE
            delivered = delivered or trouble
            longest = settings.rate_limit_wait if limited else LONGEST_RETRY_AFTER
            seconds = _pause(attempt) if wait is None else wait + random.uniform(0.01, 0.25)
            if not limited:
                self._limiter.taken(host)
            elif (wait or 0) <= longest:
                self._limiter.refused(host, seconds)
            if last or not (limited or (repeatable and trouble)) or (wait or 0) > longest:
                return answer
            if not limited:
                self._sleep(seconds)
            elif wait:
                tell(f"too many requests, the API takes more in {wait:.0f} seconds")
        raise AssertionError("unreachable")

    def wait(self, seconds: float) -> None:
        """Wait for so long."""
        self._sleep(seconds)

    def pause(self, attempt: int) -> None:
        """Wait before something is tried again, longer after each attempt (counted from 0)."""
        self._sleep(_pause(attempt))

    def close(self) -> None:
        """Close the connections, unless they are shared."""
        if self._own_connections:
            self._connections.close()

    def _once(self, settings: HttpSettings, method: str, path: str, auth: Any, sink: Sink | None, **content: Any) -> Answer:
        """:param content: query, body, form, files, content and headers, as for ``send``."""
        url = path if "://" in path else self.base_url + path
        facts: dict[str, Any] = {"method": method, "path": urlsplit(url).path}
        arguments = _arguments(settings, url, sink, content)
        proxy = proxy_for(url, arguments["proxies"])
        with deadline(settings.timeout) as clock:
            clock.uploading = bool(content["files"]) or content["content"] is not None
            try:
                response = self._open(url).request(method, url, auth=auth or _no_auth, **arguments)
            except Exception as error:  # errors of urllib3, http.client, ssl and idna come through too
                raise failure(error, method, url, (settings.timeout, settings.option("timeout")), clock, proxy) from None
            if response.status_code == 407 and proxy and not _is_tls(url):
                response.close()
                raise ConnectionFailed(unauthorized_proxy(host_of(url)), delivered=False, final=True, status=407, **facts)
            secrets = (response.request.headers.get("Authorization", "").rpartition(" ")[2], *content["headers"].values())
            try:
                content_read = _read(response, sink, clock)
            except OddBody as error:
                raise UnexpectedAnswer(
                    f"{host_of(url)} answered {method} {facts['path']} with {error}.", status=response.status_code, **facts
                ) from None
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise failure(error, method, url, (settings.timeout, settings.option("timeout")), clock, proxy) from None
            return Answer(response.status_code, response.headers, content_read, frozenset(filter(None, secrets)))

    def _open(self, url: str) -> Any:
        """The session of this thread, made ready for a request to a URL.

        Cookies are those of this client: a server may tell its sessions apart by them.
        """
        session = self._connections.of_this_thread()
        session.cookies = self._cookies
        session.verify = self._verify(session, url)
        return session

    def _verify(self, session: Any, url: str) -> bool | str:
        """Whom to trust, as requests takes it; the store of the system is looked for once in a session."""
        if not self.settings.validate_certs:
            if not hasattr(session, "warned"):
                # Whoever sets validate_certs to false knows; nothing is written past Ansible's own output.
                warnings.filterwarnings("ignore", message="Unverified HTTPS request")
                session.warned = True
            return False
        if self.settings.ca_path or not _is_tls(url):
            return self.settings.ca_path or True
        if not hasattr(session, "authorities"):
            session.authorities, session.get_adapter(url).ca_directory = authorities()
        verify: bool | str = session.authorities
        return verify


def _arguments(settings: HttpSettings, url: str, sink: Sink | None, content: Mapping[str, Any]) -> dict[str, Any]:
    """What requests is called with, besides method, address and who signs in.

    :raises InvalidInput: something of it cannot be sent.
    """
    body, query, form = content["body"], content["query"], content["form"]
    odd = next(odd_values({**(query or {}), **(form or {})}), None)
    if odd:
        raise InvalidInput(": ".join(odd))
    headers = {"Content-Type": "application/json"} if body is not None else {}
    headers |= {"Content-Type": "application/octet-stream"} if content["content"] is not None else {}
    return {
        "params": as_query(query) if query else None,
        "data": encode(body) if body is not None else content["content"] or form,
        "files": content["files"],
        "headers": {**headers, **content["headers"], **(AS_IT_IS if sink is not None else {})},
        "timeout": settings.timeout,
        "allow_redirects": False,
        "proxies": proxies_for(url) if settings.use_proxy else {},
        "cert": (settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert,
        "stream": True,
    }


def _read(response: Any, sink: Sink | None, clock: Deadline) -> bytes:
    """The body, unless it goes into the sink."""
    with response:
        if sink is None or not 200 <= response.status_code < 300:
            return read_body(response)
        clock.downloading = True
        drain(response, sink)
        return b""


def _is_tls(url: str) -> bool:
    return url[:6].lower() == "https:"


def _no_auth(request: Any) -> Any:
    return request


def _pause(attempt: int) -> float:
    """Seconds before the next attempt: doubling, with jitter so that many runs do not come back together."""
    return min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)
