# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What call queues and their agents are doing (PortSIP PBX REST API 22.2 and 22.3)."""

from __future__ import annotations

from .. import crud
from ..call import Answer, Call, Routes, pbx
from ..collection import ALL_ROLES, model_of
from ..errors import not_found
from ..models.call_queue import AGENT_STATUS
from ..resources.call_queues import CALL_QUEUES
from ..state import Row
from ..validation import given_fields


def _status(call: Call, id: str) -> Row:
    crud.find(call, CALL_QUEUES, call.tenant_id, id)
    return {"status": "ONLINE"}


def _set_agent(call: Call, id: str, agent_number: str) -> Answer:
    """Set the status of an agent; who logs in is ready at once, or not, as the queue says."""
    queue = crud.find(call, CALL_QUEUES, call.tenant_id, id)
    if agent_number not in {agent["extension_number"] for agent in queue["agents"]}:
        raise not_found(f"agent {agent_number}")
    given = given_fields(model_of(AGENT_STATUS, call.world.settings.release), call.body())
    status = given["status"]
    if status == "LOGGED_IN":
        status = "READY" if queue["agent_auto_ready"] else "NOT_READY"
    queue["agent_status"][agent_number] = {"status": status, "reason": given.get("reason")}
    return Answer(200)


def routes() -> Routes:
    """Return the routes."""
    return [
        ("GET", "/call_queues/{id}/status", pbx(_status, "tenant", ALL_ROLES)),
        ("POST", "/call_queues/{id}/agents/{agent_number}", pbx(_set_agent, "tenant", ALL_ROLES)),
    ]
