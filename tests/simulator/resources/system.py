# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""IP rules and transports (PortSIP PBX REST API 22.2, ip_filters; transports)."""

from __future__ import annotations

from ..call import Call
from ..collection import ADMIN_ONLY, Collection
from ..crud import refuse_removal
from ..models.system import IpFilterCreate, IpFilterUpdate, TransportCreate, TransportUpdate
from ..state import Row


def _keep_one(call: Call, row: Row) -> None:
    if len(call.world.rows("transports")) == 1:
        raise refuse_removal("At least one transport must remain")


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
