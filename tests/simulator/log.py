# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The request log, the other thing besides the state that tests verify against."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

Api = Literal["pbx", "extension"]

_PBX_SIGN_IN = frozenset({"/api/login/oauth/token", "/api/auth/sign_in", "/api/login"})
_NO_WRITE = _PBX_SIGN_IN | {"/api/login/oauth/revoke", "/api/auth/sign_out", "/api/auth/refresh_token", "/api/tenants/switch"}
_EXTENSION_SIGN_IN = "/oauth/token"
_SECRETS = frozenset({"password", "client_secret", "refresh_token"})


@dataclass
class Entry:
    """One request as it came in, and how it was answered; a dropped one (before or after the work) has no status."""

    method: str
    path: str
    query: dict[str, Any]  # of several equal names: a list
    body: Any
    session: int | None
    tenant: str | None
    api: Api
    at: float
    status: int | None = None
    dropped: str | None = None
    raw_path: str = ""  # as it was sent, escapes included

    @property
    def is_login(self) -> bool:
        """Whether credentials were presented; a refresh is no login."""
        if self.method != "POST":
            return False
        if self.path in _PBX_SIGN_IN or self.path == _EXTENSION_SIGN_IN:
            return not (isinstance(self.body, dict) and self.body.get("grant_type") == "refresh_token")
        return False

    @property
    def is_write(self) -> bool:
        """Whether the request would change what is configured, had it been accepted."""
        if self.api == "pbx":
            return self.method == "POST" and self.path not in _NO_WRITE
        return self.method in ("POST", "PUT", "DELETE") and self.path != _EXTENSION_SIGN_IN

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain JSON; secrets of a sign-in are masked."""
        body = self.body
        if isinstance(body, dict) and (self.path in _NO_WRITE or self.path == _EXTENSION_SIGN_IN):
            body = {key: "********" if key in _SECRETS else value for key, value in body.items()}
        return {
            "method": self.method,
            "path": self.path,
            "raw_path": self.raw_path,
            "query": dict(self.query),
            "body": copy.deepcopy(body),
            "status": self.status,
            "dropped": self.dropped,
            "session": self.session,
            "tenant": self.tenant,
            "api": self.api,
            "is_write": self.is_write,
            "is_login": self.is_login,
            "at": self.at,
        }


class RequestLog:
    """All requests since the last clearing, in the order of their arrival."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Append an entry; its status is filled in later."""
        self._entries.append(entry)

    def clear(self) -> None:
        """Forget all requests."""
        self._entries = []

    def requests(self) -> list[dict[str, Any]]:
        """Return every request as plain JSON."""
        return [entry.as_json() for entry in list(self._entries)]

    def writes(self) -> list[dict[str, Any]]:
        """Return the requests that are writes, refused ones included."""
        return [entry for entry in self.requests() if entry["is_write"]]


def api_of(path: str) -> Api:
    """Return which of the two APIs a path belongs to."""
    return "extension" if path.startswith(("/api/ver1.0", "/oauth")) else "pbx"


def moment() -> float:
    """Return the time a request came in, in seconds since 1970."""
    return time.time()


def pairs(text: str) -> dict[str, str]:
    """Return a query string or a form as a mapping; the last of several equal names counts."""
    return dict(parse_qsl(text, keep_blank_values=True))
