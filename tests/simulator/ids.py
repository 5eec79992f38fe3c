# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Opaque ids as the PBX makes them: some look like numbers, some like base64, none is one to a client."""

from __future__ import annotations

import base64

FIRST = 700551909773148161  # beyond 2**53: a client that turns it into a number loses digits
STEP = 7919


class IdSource:
    """Hands out ids, every second one base64-like; the same ids in the same order after each start."""

    def __init__(self) -> None:
        self._count = 0

    def next(self) -> str:
        """Return a new id."""
        number = FIRST + STEP * self._count
        self._count += 1
        text = str(number)
        return text if self._count % 2 else base64.b64encode(text.encode()).decode()
