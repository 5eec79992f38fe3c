# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Opaque ids as the PBX makes them: some look like numbers, some like base64, none is one to a client."""

from __future__ import annotations

import base64
from typing import Literal

FIRST = 700551909773148161  # beyond 2**53: a client that turns it into a number loses digits
STEP = 7919

IdKind = Literal["mixed", "digits"]


class IdSource:
    """Hands out ids in the same order after each start: every second one base64-like, or all of digits."""

    def __init__(self) -> None:
        self._count = 0

    def next(self, kind: IdKind = "mixed") -> str:
        """Return a new id."""
        number = FIRST + STEP * self._count
        self._count += 1
        text = str(number)
        return text if kind == "digits" or self._count % 2 else base64.b64encode(text.encode()).decode()
