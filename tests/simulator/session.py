# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Sign-ins and what is bound to them: the role, and the tenant a session is in."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["admin", "dealer", "tenant"]


@dataclass
class Account:
    """Somebody who may sign in; ``home`` is the tenant of a tenant's own user, ``owner`` the id of a dealer."""

    username: str
    password: str
    role: Role
    home: str | None = None
    owner: str | None = None


@dataclass
class Session:
    """One token pair. The tenant context belongs to the session, not to the account (tenants, switch)."""

    number: int
    account: Account
    tenant_id: str | None
    expires: float
    refresh_expires: float
    access_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    refresh_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Sessions:
    """The live sessions of one API, by token."""

    def __init__(self) -> None:
        self._by_access: dict[str, Session] = {}
        self._by_refresh: dict[str, Session] = {}
        self._count = 0

    def open(self, account: Account, tenant_id: str | None, lifetime: float, refresh_lifetime: float) -> Session:
        """Start a session with tokens of its own."""
        now = time.monotonic()
        self._count += 1
        session = Session(self._count, account, tenant_id, now + lifetime, now + refresh_lifetime)
        self._by_access[session.access_token] = session
        self._by_refresh[session.refresh_token] = session
        return session

    def find(self, access_token: str) -> Session | None:
        """Return the session of a token that still counts."""
        session = self._by_access.get(access_token)
        return session if session is not None and session.expires > time.monotonic() else None

    def of_header(self, authorization: str) -> Session | None:
        """Return the session of an Authorization header with a bearer that counts."""
        words = authorization.split()
        return self.find(words[1]) if len(words) == 2 and words[0].lower() == "bearer" else None

    def take_refresh(self, refresh_token: str) -> Session | None:
        """End the session of a refresh token, which serves once, and return it; None if the token counts for nothing."""
        session = self._by_refresh.get(refresh_token)
        if session is None:
            return None
        self.close(session)
        return session if session.refresh_expires > time.monotonic() else None

    def close(self, session: Session) -> None:
        """End a session; both of its tokens are void."""
        self._by_access.pop(session.access_token, None)
        self._by_refresh.pop(session.refresh_token, None)

    def expire_all(self) -> None:
        """Let every access token expire; refresh tokens stay good."""
        for session in self._by_access.values():
            session.expires = 0

    def live(self) -> int:
        """Return how many sessions have a token that counts."""
        now = time.monotonic()
        return sum(session.expires > now for session in self._by_access.values())


class Lockout:
    """Counts refused sign-ins by address."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def locked(self, address: str) -> bool:
        """Return whether the address is locked out at present."""
        until = self._until.get(address)
        if until is None:
            return False
        if until > time.monotonic():
            return True
        self.forget(address)
        return False

    def failed(self, address: str, limit: int, seconds: float) -> None:
        """Count a refused sign-in; ``limit`` 0 never locks out."""
        self._failures[address] = self._failures.get(address, 0) + 1
        if limit and self._failures[address] >= limit:
            self._until[address] = time.monotonic() + seconds

    def forget(self, address: str) -> None:
        """Begin anew after a successful sign-in."""
        self._failures.pop(address, None)
        self._until.pop(address, None)
