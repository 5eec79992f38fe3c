# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the description of call queues does not say (PortSIP PBX REST API 22.2 and 22.3)."""

from __future__ import annotations

from typing import Literal

from ..validation import Blankable, Body, Str
from .common import Forward, PhoneNumber


class QueueForwardRule(Forward):
    """Where a call goes that leaves a queue."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"] | None = None
    number: Blankable[PhoneNumber] = None


class AgentStatus(Body):
    """The body of ``POST /call_queues/{id}/agents/{agent_number}`` in 22.2."""

    status: Literal["READY", "NOT_READY", "WRAP_UP", "BREAK", "LUNCH", "LOGGED_IN", "LOGGED_OUT"]


class AgentStatus22_3(Body):
    """The same from 22.3 on: breaks are reasons not to be ready."""

    status: Literal["READY", "NOT_READY", "WRAP_UP", "LOGGED_IN", "LOGGED_OUT"]
    reason: Blankable[Str] = None


AGENT_STATUS: dict[str, type[Body]] = {"22.2": AgentStatus, "22.3": AgentStatus22_3}
