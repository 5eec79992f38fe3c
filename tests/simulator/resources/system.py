# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""IP rules and transports (PortSIP PBX REST API 22.2, ip_filters; transports)."""

from __future__ import annotations

from ..call import Call
from ..collection import ADMIN_ONLY, Collection
from ..crud import refuse_removal
from ..errors import refused
from ..models.servers import IvrServerCreate, IvrServerUpdate
from ..models.system import IpFilterCreate, IpFilterUpdate, TransportCreate, TransportUpdate
from ..state import Row, World


def _keep_one(call: Call, row: Row) -> None:
    if len(call.world.rows("transports")) == 1:
        raise refuse_removal("At least one transport must remain")


def _addressed(world: World, owner: str, row: Row) -> None:
    if row["ipv4"] is None and row["ipv6"] is None:
        raise refused("ipv4", "at least one of ipv4 and ipv6 is required")


def _keep_internal(call: Call, row: Row) -> None:
    if row["type"] == "INTERNAL":
        raise refuse_removal("The built-in server cannot be deleted")


IP_FILTERS = Collection(
    name="ip_filters",
    path="/ip_filters",
    level="system",
    roles=ADMIN_ONLY,
    create=IpFilterCreate,
    update=IpFilterUpdate,
    create_status=200,
    unique=(("cidr",),),
    search=("cidr", "description"),
)

TRANSPORTS = Collection(
    name="transports",
    path="/transports",
    level="system",
    roles=ADMIN_ONLY,
    create=TransportCreate,
    update=TransportUpdate,
    unique=(("protocol", "port"),),
    search=("protocol",),
    before_destroy=_keep_one,
)

IVR_SERVERS = Collection(
    name="ivr_servers",
    path="/ivr_servers",
    level="system",
    roles=ADMIN_ONLY,
    create=IvrServerCreate,
    update=IvrServerUpdate,
    read_only={"type": "EXTERNAL"},
    unique=(("name",),),
    check=_addressed,
    before_destroy=_keep_internal,
)
