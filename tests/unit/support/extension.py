# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What tests say about the simulated extension API: its paths, what it holds, and how an answer can get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator import Simulator

LOGIN = "POST /oauth/token"
BASE = "/api/ver1.0/extension"
PHONE, CONFERENCE, FAX, MENU, QUEUE = 201, 701, 601, 801, 901
"""An extension of each type, which the simulator has from the beginning."""

LOST: dict[str, dict[str, Any]] = {
    "no answer": {"drop": "after"},
    "no answer, and nothing done": {"drop": "before"},
    "a page": {"garbage": True},
    "a server error after the work": {"error_after_write": 502},
}
"""What leaves it open whether something was done."""


def at(pbx: Simulator, extension: int) -> dict[str, Any]:
    """What the simulator holds of an extension."""
    found: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension)]
    return found
