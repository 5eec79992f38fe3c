# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The releases of the PBX that can be simulated, and which of two comes later."""

from __future__ import annotations

from typing import Literal, TypeVar

Release = Literal["22.2", "22.3", "22.6", "22.8"]
T = TypeVar("T")

VERSIONS: dict[Release, str] = {"22.2": "22.2.13.1503", "22.3": "22.3.9.1720", "22.6": "22.6.4.2012", "22.8": "22.8.1.2207"}


def _order(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


def since(release: str, first: str) -> bool:
    """Return whether a release is ``first`` or a later one."""
    return _order(release) >= _order(first)


def of_release(by_first: dict[str, T], release: str) -> T:
    """Return the entry of a mapping from first releases that holds in a release."""
    return by_first[max((first for first in by_first if since(release, first)), key=_order)]
