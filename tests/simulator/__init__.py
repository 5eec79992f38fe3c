# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A stateful stand-in for PortSIP PBX and for the extension API, on loopback. See README.md."""

from __future__ import annotations

from .server import Simulator
from .settings import Settings

__all__ = ["Settings", "Simulator"]
