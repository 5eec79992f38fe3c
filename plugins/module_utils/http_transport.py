# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One HTTP request and its answer: TLS, proxy, timeout, and what may be repeated.

Knows no vendor.  An answer of any status is returned; only a request without
an answer raises.
"""

from __future__ import annotations

import email.utils
import json
import os
import random
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

from .errors import ConnectionFailed, InvalidInput
from .libraries import AuthBase, get_environ_proxies, requests

USER_AGENT = "portsip.pbx (Ansible collection)"
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
LONGEST_RETRY_AFTER = 60.0
SERVER_TROUBLE = frozenset({500, 502, 503, 504})


@dataclass(frozen=True)
class HttpSettings:
    """How requests are made; the field names are the modules' options, times are seconds."""

    validate_certs: bool = True
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    use_proxy: bool = True
    timeout: float = 30
    retries: int = 3


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers (case-insensitive) and the raw body.

    :param credential: what the request signed in with.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    credential: str = field(default="", repr=False)

    @property
    def ok(self) -> bool:
        """Whether the status is a 2xx."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    @property
    def public_text(self) -> str:
        """The body to quote in an error: some servers repeat a request that they fail on, its headers included."""
        return self.text.replace(self.credential, "(hidden)") if self.credential else self.text

    def json(self) -> Any:
        """The body as JSON, None where it is empty.

        :raises ValueError: the body is not JSON.
        """
        return json.loads(self.content) if self.content.strip() else None

    @property
    def is_json(self) -> bool:
        """Whether the body is empty or JSON."""
        try:
            self.json()
        except ValueError:
            return False
        return True


class Bearer(AuthBase):
    """Puts a token into the request; an object of its own, so that C(~/.netrc) cannot replace it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Requests to one host, over connections that are kept open.

    :param base_url: C(scheme://host[:port][/path]), the option named by I(option).
    :param option: name of the option the URL comes from, for error texts.
    :param sleep: replaced in tests.
    :raises InvalidInput: the URL is not an http or https URL, or holds a user name or password.
    """

    def __init__(
        self, base_url: str, settings: HttpSettings, *, option: str = "api_url", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        if "@" in base_url:
            raise InvalidInput(f"{option}: leave user name and password out of the URL and use the options made for them")
        if not _is_url(base_url):
            raise InvalidInput(f"{option}: {base_url!r} is not a URL; give https://HOST:PORT and the path")
        self.base_url = base_url.rstrip("/")
        self.settings = settings
        self._sleep = sleep
        self._local = threading.local()

    def send(
        self,
        method: str,
        path: str,
        *,
        repeatable: bool,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        auth: Any = None,
        expect_json: bool = True,
        patience: float | None = None,
    ) -> Answer:
        """Send one request and return its answer, whatever its status.

        A request that surely never arrived, and one answered with 429, is
        sent again for every verb; after a broken connection, a server error or
        a success whose body is not JSON only a I(repeatable) one is.

        :param path: below the base URL, or a full URL.
        :param body: sent as JSON where it is not None.
        :param form: sent form-encoded.
        :param repeatable: sending it twice has the effect of sending it once.
        :param patience: send it once only, and wait no longer than so many seconds, whatever the settings say.
        :raises ConnectionFailed: there was no answer.
        """
        settings = self.settings
        if patience is not None:
            settings = replace(settings, retries=0, timeout=min(patience, settings.timeout))
        attempts = settings.retries + 1
        for attempt in range(attempts):
            last = attempt == attempts - 1
            try:
                answer = self._once(settings, method, path, query, body, form, auth)
            except ConnectionFailed as error:
                if last or (error.delivered and not repeatable) or error.final:
                    raise
                self.pause(attempt)
                continue
            wait = retry_after(answer)
            garbage = expect_json and answer.ok and not answer.is_json
            again = answer.status == 429 or (repeatable and (garbage or answer.status in SERVER_TROUBLE))
            if last or not again or (wait or 0) > LONGEST_RETRY_AFTER:
                return answer
            self._sleep(_pause(attempt) if wait is None else wait + random.uniform(0, 0.25))
        raise AssertionError("unreachable")

    def pause(self, attempt: int) -> None:
        """Wait before something is tried again, longer after each attempt (counted from 0)."""
        self._sleep(_pause(attempt))

    def close(self) -> None:
        """Close the connections of this thread."""
        session = getattr(self._local, "session", None)
        if session is not None and self._local.owner == os.getpid():
            session.close()
        self._local.session = None

    def _once(self, settings: HttpSettings, method: str, path: str, query: Any, body: Any, form: Any, auth: Any) -> Answer:
        url = path if "://" in path else self.base_url + path
        try:
            response = self._open().request(
                method,
                url,
                params=_as_query(query) if query else None,
                data=json.dumps(body).encode() if body is not None else form,
                headers={"Content-Type": "application/json"} if body is not None else None,
                auth=auth or _no_auth,
                timeout=settings.timeout,
                allow_redirects=False,
                verify=_verify(settings),
                proxies=_proxies(url) if settings.use_proxy else {},
                cert=(settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert,
            )
        except (requests.RequestException, OSError) as error:
            raise _failure(error, method, url, settings) from None
        credential = response.request.headers.get("Authorization", "").rpartition(" ")[2]
        return Answer(response.status_code, response.headers, response.content, credential)

    def _open(self) -> Any:
        """The session of this thread and process: one that is shared mixes up answers."""
        if getattr(self._local, "session", None) is None or self._local.owner != os.getpid():
            session = requests.Session()
            # Everything the environment may decide is decided in _once, so that
            # neither REQUESTS_CA_BUNDLE nor ~/.netrc overrides an option.
            session.trust_env = False
            if not self.settings.validate_certs:
                # Whoever sets validate_certs to false knows; nothing is written past Ansible's own output.
                warnings.filterwarnings("ignore", message="Unverified HTTPS request")
            session.headers.update({"Accept": "application/json", "User-Agent": USER_AGENT})
            self._local.session, self._local.owner = session, os.getpid()
        return self._local.session


def _no_auth(request: Any) -> Any:
    return request


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket is missing, or the port is no port
        return False


def _as_query(query: Mapping[str, Any]) -> dict[str, Any]:
    """Truth values are written as in JSON: C(False) would be any text to an API."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}


def _verify(settings: HttpSettings) -> bool | str:
    if not settings.validate_certs:
        return False
    return settings.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def _proxies(url: str) -> dict[str, str]:
    """The proxies that the environment names.

    Where it names none, nothing else is asked: on macOS that would be the
    system's settings, which must not be read in a forked process.
    """
    return get_environ_proxies(url) if getproxies_environment() else {}


def _pause(attempt: int) -> float:
    """Seconds before the next attempt: doubling, with jitter so that many runs do not come back together."""
    return min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE) * random.uniform(0.5, 1.0)


def retry_after(answer: Answer) -> float | None:
    """Seconds that C(Retry-After) (RFC 9110, seconds or a date) or C(X-RateLimit-Reset) asks to wait, None where neither does."""
    value = answer.headers.get("Retry-After") or (answer.headers.get("X-RateLimit-Reset") if answer.status == 429 else None)
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _failure(error: Exception, method: str, url: str, settings: HttpSettings) -> ConnectionFailed:
    """Say what went wrong in words that lead to a remedy, without the query, which may hold names."""
    parts = urlsplit(url)
    facts: dict[str, Any] = {"method": method, "path": parts.path}
    host = f"{parts.scheme}://{parts.netloc}"
    chain = _chain(error)
    kinds = {type(item).__name__ for item in chain}
    reason = str(chain[-1]).split("\n", maxsplit=1)[0]
    if isinstance(error, requests.exceptions.SSLError):
        message = f"TLS with {host} failed: {reason}. Set ca_path to the authority of its certificate, or correct client_cert."
        return ConnectionFailed(message, delivered=False, final=True, **facts)
    if isinstance(error, requests.exceptions.ProxyError):
        message = f"The proxy for {host} failed: {reason}. Correct the proxy variables of the environment, or set use_proxy to false."
        return ConnectionFailed(message, delivered=False, **facts)
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return ConnectionFailed(f"{host} did not accept a connection within {settings.timeout:g} seconds.", delivered=False, **facts)
    if isinstance(error, requests.exceptions.Timeout):
        return ConnectionFailed(f"{host} did not answer within {settings.timeout:g} seconds (option timeout).", delivered=True, **facts)
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
