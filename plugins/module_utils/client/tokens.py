# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The token behind a session, of either API."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import errors

RENEW_BEFORE = 30.0
"""Seconds before its end at which a token is renewed rather than used, at most."""
RENEW_SHARE = 0.1
"""Share of its lifetime that is left then, at most: a token of a few seconds is used too."""
LONGEST_LIFETIME = 10 * 365 * 86400.0
"""Seconds beyond which a lifetime is not believed."""
TOKEN = re.compile(r"[!-~]+")
"""What can stand in a header: ASCII without spaces and control characters."""


@dataclass
class Token:
    """A bearer token and when it ends, in seconds of ``time.monotonic()``.

    :param renewed_at: when it is renewed rather than used.
    :param ended_at: path that ends its session, where the API has several.
    """

    access: str
    refresh: str | None = None
    ends: float = float("inf")
    renewed_at: float = float("inf")
    ended_at: str | None = None

    @classmethod
    def from_answer(cls, body: Any) -> Token | None:
        """The token in a login's answer, None where there is none.

        A lifetime that makes no sense is not known: then the token is used until the API refuses it.
        """
        access = body.get("access_token") if isinstance(body, Mapping) else None
        if not isinstance(access, str) or not TOKEN.fullmatch(access):
            return None
        refresh = body.get("refresh_token")
        token = cls(access, refresh if isinstance(refresh, str) and refresh else None)
        lifetime = body.get("expires_in")
        if isinstance(lifetime, (int, float)) and not isinstance(lifetime, bool) and 0 < lifetime <= LONGEST_LIFETIME:
            token.ends = time.monotonic() + lifetime
            token.renewed_at = token.ends - min(RENEW_BEFORE, lifetime * RENEW_SHARE)
        return token

    @property
    def worn(self) -> bool:
        """Whether it ends before long."""
        return time.monotonic() > self.renewed_at


def check_token(option: str, token: str) -> None:
    """Check that a token can stand in a header; it is shown to nobody.

    :raises InvalidInput: it contains a space, a line break, or a character that is not ASCII.
    """
    if not TOKEN.fullmatch(token):
        raise errors.InvalidInput(f"{option}: contains a space, a line break or another character that is not allowed in a token")
