# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One HTTP request and its answer: TLS, proxy, timeout, and what may be repeated.

Knows no vendor.  An answer of any status is returned; only a request without
an answer raises.
"""

from __future__ import annotations

import base64
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
from .http_failures import failure
from .http_files import AS_IT_IS, Files, Sink, drain
from .libraries import AuthBase, get_environ_proxies, requests
from .progress import pause, tell
from .quotes import hide

USER_AGENT = "portsip.pbx (Ansible collection)"
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
LONGEST_RETRY_AFTER = 60.0
"""Seconds that a server in trouble may ask to wait; with 429, I(rate_limit_wait) decides."""
Sleep = Callable[[float], None]
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
    rate_limit_wait: float = 60


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
        return hide(self.text, {self.credential}) if self.credential else self.text

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


class Basic(AuthBase):
    """Puts a user name and a password into the request, in UTF-8 (RFC 7617)."""

    def __init__(self, username: str, password: str) -> None:
        self._given = base64.b64encode(f"{username}:{password}".encode()).decode()

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Basic {self._given}"
        return request


class Transport:
    """Requests to one host, over connections that are kept open.

    :param base_url: C(scheme://host[:port][/path]), the option named by I(option).
    :param option: name of the option the URL comes from, for error texts.
    :param sleep: replaced in tests.
    :raises InvalidInput: the URL is not an http or https URL, or holds a user name or password.
    """

    def __init__(self, base_url: str, settings: HttpSettings, *, option: str = "api_url", sleep: Sleep | None = None) -> None:
        check_url(base_url, option)
        self.base_url = base_url.rstrip("/")
        self.settings = settings
        self._sleep = pause if sleep is None else sleep
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
        files: Files | None = None,
        auth: Any = None,
        expect_json: bool = True,
        sink: Sink | None = None,
        patience: float | None = None,
    ) -> Answer:
        """Send one request and return its answer, whatever its status.

        A request that surely never arrived, and one answered with 429, is
        sent again for every verb; after a broken connection, a server error or
        a success whose body is not JSON only a I(repeatable) one is.

        :param path: below the base URL, or a full URL.
        :param body: sent as JSON where it is not None.
        :param form: sent form-encoded, as multipart where I(files) go with it.
        :param sink: takes the body of a success, of any type; the answer then has none.
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
                answer = self._once(settings, method, path, auth, sink, query=query, body=body, form=form, files=files)
            except ConnectionFailed as error:
                if last or (error.delivered and not repeatable) or error.final:
                    raise
                self.pause(attempt)
                continue
            wait = retry_after(answer)
            garbage = expect_json and sink is None and answer.ok and not answer.is_json
            again = answer.status == 429 or (repeatable and (garbage or answer.status in SERVER_TROUBLE))
            longest = settings.rate_limit_wait if answer.status == 429 else LONGEST_RETRY_AFTER
            if last or not again or (wait or 0) > longest:
                return answer
            if wait and answer.status == 429:
                tell(f"too many requests, the API takes more in {wait:.0f} seconds")
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

    def _once(self, settings: HttpSettings, method: str, path: str, auth: Any, sink: Sink | None, **content: Any) -> Answer:
        """:param content: query, body, form and files, as for L(send)."""
        url = path if "://" in path else self.base_url + path
        body, query = content["body"], content["query"]
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            with self._open().request(
                method,
                url,
                params=_as_query(query) if query else None,
                data=json.dumps(body).encode() if body is not None else content["form"],
                files=content["files"],
                headers={**headers, **(AS_IT_IS if sink is not None else {})},
                auth=auth or _no_auth,
                timeout=settings.timeout,
                allow_redirects=False,
                verify=_verify(settings),
                proxies=_proxies(url) if settings.use_proxy else {},
                cert=(settings.client_cert, settings.client_key) if settings.client_key else settings.client_cert,
                stream=sink is not None,
            ) as response:
                into_sink = sink is not None and 200 <= response.status_code < 300
                if sink is not None and into_sink:
                    drain(response, sink)
                credential = response.request.headers.get("Authorization", "").rpartition(" ")[2]
                return Answer(response.status_code, response.headers, b"" if into_sink else response.content, credential)
        except (requests.RequestException, OSError) as error:
            raise failure(error, method, url, settings.timeout) from None

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


def check_url(url: str, option: str) -> None:
    """Check that an API can be at a URL.

    :raises InvalidInput: it is not an http or https URL, or holds a user name or password.
    """
    if "@" in url:
        raise InvalidInput(f"{option}: leave user name and password out of the URL and use the options made for them")
    if not _is_url(url):
        raise InvalidInput(f"{option}: {url!r} is not a URL that begins with https:// or http:// and names a host")


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
