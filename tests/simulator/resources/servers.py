# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Servers that take over one service (PortSIP PBX REST API 22.2); each service has a built-in one, which stays."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..collection import ADMIN_ONLY, Collection
from ..crud import refuse_removal
from ..described import described
from ..state import Row


def _keep_internal(call: Call, row: Row) -> None:
    if row["type"] == "INTERNAL":
        raise refuse_removal("The built-in server cannot be deleted")


def _servers(path: str, status: Row, **oddities: Any) -> Collection:
    def current(row: Row) -> Row:
        return {**status, "cpu_usage": 3, "memory_usage": 12, "status": "ONLINE" if row["enabled"] else "OFFLINE"}

    return described(
        path,
        level="system",
        roles=ADMIN_ONLY,
        read_only={"type": "EXTERNAL"},
        unique=(("name",),),
        before_destroy=_keep_internal,
        status=current,
        **oddities,
    )


_ADDRESSED = ("ipv4", "ipv6")
CALL_QUEUE_SERVERS = _servers("/call_queue_servers", {}, demanded=("name",), one_of=_ADDRESSED)
CONFERENCE_SERVERS = _servers(
    "/conference_servers",
    {"rooms_count": 0, "participants_count": 0},
    demanded=("name", "max_rooms", "max_participants"),
    one_of=_ADDRESSED,
)
MEDIA_SERVERS = _servers("/media_servers", {"current_concurrency": 0}, demanded=("name",))
IVR_SERVERS = _servers("/ivr_servers", {}, demanded=("name",), one_of=_ADDRESSED)
OF_SERVICES = (CALL_QUEUE_SERVERS, CONFERENCE_SERVERS, MEDIA_SERVERS, IVR_SERVERS)
