# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid virtual receptionist server is (PortSIP PBX REST API 22.2, /ivr_servers)."""

from __future__ import annotations

from .base import Wanted
from .types import IPv4, IPv6, Name64


class IvrServer(Wanted):
    """A host that serves virtual receptionists."""

    name: Name64 | None = None
    enabled: bool | None = None
    ipv4: IPv4 | None = None
    ipv6: IPv6 | None = None
