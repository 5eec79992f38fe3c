# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What came back from a request."""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..base import strict_json
from ..base.quotes import hide

LONGEST_WAIT = 366 * 24 * 3600.0
"""Seconds; a server that asks for more than a year has made a mistake, and is not listened to."""


@dataclass(frozen=True)
class Answer:
    """Status, headers (case-insensitive) and the raw body.

    :param secrets: what the request signed in with, and other secrets in its headers.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

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
        return hide(self.text, self.secrets) if self.secrets else self.text

    @cached_property
    def _decoded(self) -> tuple[Any, str | None]:
        try:
            return strict_json.decode(self.content), None
        except ValueError as error:
            return None, str(error)

    def json(self) -> Any:
        """The body as JSON, None where it is empty.

        :raises ValueError: the body is not JSON; the text says what is odd.
        """
        value, odd = self._decoded
        if odd is not None:
            raise ValueError(odd)
        return value

    def public_json(self) -> Any:
        """The body to take an error from, as JSON; see ``public_text``.

        :raises ValueError: the body is not JSON.
        """
        return strict_json.decode(self.public_text.encode())

    @property
    def is_json(self) -> bool:
        """Whether the body is empty or JSON."""
        return self._decoded[1] is None


def retry_after(answer: Answer) -> float | None:
    """Seconds that ``Retry-After`` (RFC 9110, seconds or a date) or ``X-RateLimit-Reset`` asks to wait.

    :returns: None where neither does, or what they say makes no sense.
    """
    value = answer.headers.get("Retry-After") or (answer.headers.get("X-RateLimit-Reset") if answer.status == 429 else None)
    if not value:
        return None
    try:
        seconds = _seconds(value)
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError):
        return None
    return max(0.0, seconds) if math.isfinite(seconds) and seconds <= LONGEST_WAIT else None


def _seconds(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return email.utils.parsedate_to_datetime(value).timestamp() - time.time()
