# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How releases of a PBX compare."""

from __future__ import annotations


def numbers(release: str) -> tuple[int, ...]:
    """``22.3.9.1720`` -> ``(22, 3)``, by which releases compare; empty where the release is not known."""
    return tuple(int(part) for part in release.split(".")[:2]) if release else ()
