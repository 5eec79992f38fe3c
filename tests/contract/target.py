# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An operation with a body, made ready to be probed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .clients import Answer


@dataclass
class Target:
    """How to send one operation: a fresh valid ``base`` body, where to, and where its effect can be read."""

    send: Callable[[dict[str, Any]], Answer]
    read: Callable[[Answer], dict[str, Any]]
    base: Callable[[], dict[str, Any]] = dict
    accepted: int = 200
    refused: int = 400
    values: dict[str, Any] = field(default_factory=dict)  # ids that exist
