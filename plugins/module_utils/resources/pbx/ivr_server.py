# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A virtual receptionist server (PortSIP PBX REST API 22.2, /ivr_servers)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...schema.attribute import option
from ...schema.forms import address
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import IPv4, IPv6, Name64


class IvrServer(Wanted):
    """A host that serves virtual receptionists."""

    name: Name64 | None = option(
        "Name of the server, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the server gets, which requires O(recreate=true).",
        immutable=True,
    )
    enabled: bool | None = option(
        "Whether the server is used.",
        api_default=True,
    )
    ipv4: IPv4 | None = option(
        "IPv4 address of the host. It or O(ipv6) is required on creation, and can then only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )
    ipv6: IPv6 | None = option(
        "IPv6 address of the host, compared in its normal form. It can only be changed with O(recreate=true).",
        immutable=True,
        canonical=address,
    )


def _complete(server: Mapping[str, Any]) -> None:
    """:raises ValueError: a new server has no address; one that exists has a type."""
    if not server.get("type") and not server.get("ipv4") and not server.get("ipv6"):
        raise ValueError("ipv4 or ipv6 is required")


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
    required=("name",),
    complete=_complete,
    made_by_pbx={"type": "INTERNAL"},  # the one that the PBX brings along
    lost_on_recreate="its id; calls that it serves end.",
    page=Page(
        noun="server",
        summary="Create, change and remove virtual receptionist servers of PortSIP PBX",
        description=(
            "Creates, changes or removes one server for virtual receptionists.",
            "A server is found by its O(name), or by its O(id). This includes the built-in server of the PBX (type C(INTERNAL)).",
        ),
        seealso=("ivr",),
        returns={
            "type": {
                "description": "C(INTERNAL) for the built-in server of the PBX, C(EXTERNAL) for any other.",
                "returned": "when the server exists",
                "type": "str",
                "sample": "EXTERNAL",
            },
        },
        samples={
            "ipv4": "192.0.2.31",
            "name": "receptionists-2",
        },
    ),
    info_page=Page(
        summary="Read virtual receptionist servers of PortSIP PBX",
        description=("Reads one, some or all servers for virtual receptionists, optionally with their load.",),
        returns={
            "cpu_usage": {
                "description": "CPU load in percent.",
                "returned": "when O(status=true)",
                "type": "int",
                "sample": 12,
            },
            "ipv6": {
                "description": "IPv6 address of the host.",
                "returned": "always",
                "type": "str",
                "sample": None,
            },
            "memory_usage": {
                "description": "Memory usage in percent.",
                "returned": "when O(status=true)",
                "type": "int",
                "sample": 40,
            },
            "name": {
                "description": "Name of the server.",
                "returned": "always",
                "type": "str",
                "sample": "receptionists-2",
            },
            "status": {
                "description": "C(ONLINE) or C(OFFLINE).",
                "returned": "when O(status=true)",
                "type": "str",
                "sample": "ONLINE",
            },
            "type": {
                "description": "C(INTERNAL) for the built-in server of the PBX, C(EXTERNAL) for any other.",
                "returned": "always",
                "type": "str",
                "sample": "EXTERNAL",
            },
        },
    ),
)
