# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Ring groups (PortSIP PBX REST API 22.2); who does not exist cannot be a member, and members are shown with their names."""

from __future__ import annotations

from ..call import Call
from ..crud import refuse_removal
from ..described import described
from ..numbering import check_member, with_display_name
from ..singleton import IN_TENANTS
from ..state import Row
from ..validation import Bool


def _keep_recalled(call: Call, row: Row) -> None:
    parked = call.world.rows(IN_TENANTS, call.tenant_id).get("call_park", {})
    if parked.get("ring_group_id") == row["id"]:
        raise refuse_removal("Parked calls are forwarded to the ring group")
    for group in call.world.rows("call_park_groups", call.tenant_id).values():
        if group["ring_group_id"] == row["id"]:
            raise refuse_removal(f"Calls that are parked for {group['name']} are forwarded to the ring group")


RING_GROUPS = described(
    "/ring_groups",
    before_destroy=_keep_recalled,
    demanded=("name", "extension_number"),
    later={"22.3": {"enable_night_mode": Bool}, "22.6": {"enable_audio_recording": Bool}},
    checks={"agents": check_member},
    shows={"agents": with_display_name},
)
