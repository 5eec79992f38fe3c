# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid IP rule is (PortSIP PBX REST API 22.2, /ip_filters)."""

from __future__ import annotations

from typing import Literal

from .base import Wanted
from .types import Cidr, Expiry, Text255


class IpRule(Wanted):
    """An address or network that is let in or kept out."""

    cidr: Cidr | None = None
    target: Literal["ACCEPT", "DENY"] | None = None
    expire_at: Expiry | None = None
    description: Text255 | None = None
