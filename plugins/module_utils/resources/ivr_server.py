# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A virtual receptionist server (PortSIP PBX REST API 22.2, /ivr_servers)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models.ivr_server import IvrServer
from ..resource import Field, Resource
from .shapes import address


def _complete(server: Mapping[str, Any]) -> None:
    """:raises ValueError: a new server has no address; one that exists has a type."""
    if not server.get("type") and not server.get("ipv4") and not server.get("ipv6"):
        raise ValueError("ipv4 or ipv6 is needed")


IVR_SERVER = Resource(
    name="ivr_server",
    plural="ivr_servers",
    model=IvrServer,
    level="system",
    collection="/ivr_servers",
    key=("name",),
    unique=True,
    lookup={"name": "str"},
    status="/status",
    defaulted=dict.fromkeys(("enabled",)),
    required=("name",),
    complete=_complete,
    lost_on_recreate="its id; calls that it serves end.",
    fields={
        "name": Field(immutable=True),
        "ipv4": Field(immutable=True, canonical=address),
        "ipv6": Field(immutable=True, canonical=address),
    },
)
