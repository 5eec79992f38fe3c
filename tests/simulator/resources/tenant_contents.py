# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What receptionists refer to: holidays, trunks (PortSIP PBX REST API 22.2)."""

from __future__ import annotations

from ..call import Call
from ..collection import Collection
from ..models.holiday import HolidayCreate, HolidayUpdate
from ..state import Row, World

HOLIDAYS = Collection(name="holidays", path="/holidays", level="tenant", create=HolidayCreate, update=HolidayUpdate)


def _usable(call: Call, row: Row) -> bool:
    tenant = call.session.tenant_id
    return tenant is None or row["id"] in call.world.providers_in(tenant)


def _present_provider(world: World, owner: str, view: Row) -> Row:
    return {key: value for key, value in view.items() if key != "assignees"}


PROVIDERS = Collection(
    name="providers",
    path="/providers",
    level="any",
    destroyable=False,
    summary=("id", "name", "enabled", "brand", "hostname", "port", "did_numbers", "shared"),
    read_only={
        "name": None,
        "enabled": True,
        "brand": "Generic",
        "auth_mode": "IP_AUTH",
        "transport": "UDP",
        "hostname": None,
        "port": 5060,
        "auth_id": None,
        "username": None,
        "registration": True,
        "register_interval": 600,
        "outbound_server": None,
        "outbound_server_port": None,
        "inlan": False,
        "single_via_header": True,
        "rewrite_via_ip": True,
        "verify_port": True,
        "keep_alive": True,
        "keep_alive_interval": 360,
        "concurrency": None,
        "additional_ips": None,
        "adjust_sdp_direction": True,
        "remove_srtp_info": True,
        "stir_shaken_signature_required": False,
        "did_numbers": None,
        "inbound_parameters": None,
        "outbound_parameters": None,
        "shared": True,
        "assignees": [],
    },
    search=("name", "hostname"),
    visible=_usable,
    present=_present_provider,
)
