# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A transport (PortSIP PBX REST API 22.2, /transports)."""

from __future__ import annotations

from ..models.transport import Transport
from ..resource import Field, Resource

TRANSPORT = Resource(
    name="transport",
    plural="transports",
    model=Transport,
    level="system",
    collection="/transports",
    key=("protocol", "port"),
    unique=True,
    lookup={"protocol": "str", "port": "int"},
    status="/status",
    required=("protocol", "port"),
    lost_on_recreate="its id; devices that are registered through it must register anew.",
    fields={"protocol": Field(immutable=True)},
)
