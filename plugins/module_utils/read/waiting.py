# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading again what an API, or another run, needs a moment for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..base.progress import pause

Found = TypeVar("Found")
PAUSES: Sequence[float] = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
"""Seconds between the attempts to read what was just created, and to see what other runs do about their own."""
MOST_READINGS = 40
"""What never rests is not waited for without end."""


def patiently(read: Callable[[], Found], enough: Callable[[Found], bool], changing: Callable[[Found], Any] = lambda found: None) -> Found:
    """Read again, with growing pauses, until it is enough; what was read last.

    :param changing: what another run is at work on: whenever it has changed, the pauses begin anew.
    """
    found = read()
    waited = 0
    for _reading in range(MOST_READINGS):
        if enough(found) or waited >= len(PAUSES):
            break
        pause(PAUSES[waited])
        before, found = changing(found), read()
        waited = waited + 1 if changing(found) == before else 0
    return found
