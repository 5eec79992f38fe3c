# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading again what an API, or another run, needs a moment for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..base.progress import pause

Found = TypeVar("Found")
PAUSES: Sequence[float] = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds between the attempts to read what was just created, and to see what other runs do about their own."""


def patiently(read: Callable[[], Found], enough: Callable[[Found], bool]) -> Found:
    """Read again, with growing pauses, until it is enough; what was read last."""
    found = read()
    for seconds in PAUSES:
        if enough(found):
            break
        pause(seconds)
        found = read()
    return found
