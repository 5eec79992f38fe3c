# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who signs in to the PBX, and what became of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from .. import errors
from .tokens import check_token


@dataclass(frozen=True)
class PbxCredentials:
    """User name and password (with the domain of a tenant's own user), or a token."""

    username: str | None = None
    password: str | None = None
    domain: str | None = None
    token: str | None = None

    def check(self) -> None:
        """:raises InvalidInput: neither is complete, or the token can be none."""
        if not self.token and not (self.username and self.password):
            raise errors.InvalidInput("api_username and api_password, or api_token, are required")
        if self.token:
            check_token("api_token", self.token)


@dataclass
class Logins:
    """What is known of logins with the same credentials, shared by their sessions.

    :ivar refusal: what became of a login that the PBX refused: it is never tried again.
    :ivar accepted: the PBX has taken one; until then threads sign in one after the other, as wrong logins lock an address out.
    """

    refusal: errors.AuthenticationFailed | None = None
    accepted: bool = False
    first: threading.Lock = field(default_factory=threading.Lock)
