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
"""Seconds before its end at which a token is renewed rather than used."""


@dataclass
class Token:
    """A bearer token and when it ends, in seconds of C(time.monotonic())."""

    access: str
    refresh: str | None = None
    ends: float = float("inf")

    @classmethod
    def from_answer(cls, body: Any) -> Token | None:
        """The token in a login's answer, None where there is none."""
        if not isinstance(body, Mapping) or not isinstance(body.get("access_token"), str):
            return None
        lifetime = body.get("expires_in")
        ends = time.monotonic() + lifetime if isinstance(lifetime, (int, float)) else float("inf")
        return cls(body["access_token"], body.get("refresh_token"), ends)

    @property
    def worn(self) -> bool:
        """Whether it ends within the next seconds."""
        return time.monotonic() > self.ends - RENEW_BEFORE


def check_token(option: str, token: str) -> None:
    """Check that a token can stand in a header; it is shown to nobody.

    :raises InvalidInput: it holds a blank, a line break, or what is not ASCII.
    """
    if not re.fullmatch(r"[!-~]+", token):
        raise errors.InvalidInput(f"{option}: holds a blank, a line break or another character that no token has")
