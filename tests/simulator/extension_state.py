# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the simulated extension API holds (extension API, agents and queues)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .session import Account, Sessions

Kind = Literal["phone", "queue"]

CLIENT = Account("sim-client", "Sim-Client-Secret-2026", "admin")


@dataclass
class Extension:
    """One extension: a phone has agents of its own, a queue has memberships by kind and agent id."""

    fields: dict[str, Any]
    agents: dict[int, dict[str, Any]] = field(default_factory=dict)
    queue: dict[str, Any] | None = None
    members: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: {"local": {}, "remote": {}})

    def dump(self) -> dict[str, Any]:
        """Return the extension as plain JSON, memberships as lists."""
        return {
            **self.fields,
            "agents": {str(key): agent for key, agent in self.agents.items()},
            "queue": self.queue,
            "queue_agents": list(self.members["local"].values()),
            "remote_queue_agents": list(self.members["remote"].values()),
        }


class ExtensionState:
    """All extensions, the clients that may sign in, and their sessions."""

    def __init__(self) -> None:
        self.extensions: dict[int, Extension] = {}
        self.clients: list[Account] = []
        self.sessions = Sessions()
        self._last_agent = 5000

    def next_agent_id(self) -> int:
        """Return a new agent id; it has nothing to do with extension ids."""
        self._last_agent += 1
        return self._last_agent

    def agent_exists(self, agent_id: int) -> bool:
        """Return whether any extension has this agent."""
        return any(agent_id in extension.agents for extension in self.extensions.values())

    def forget_agent(self, agent_id: int) -> None:
        """Remove an agent from all queues."""
        for extension in self.extensions.values():
            for members in extension.members.values():
                members.pop(agent_id, None)

    def dump(self) -> dict[str, Any]:
        """Return ``{extensions: {id: {agents, queue, queue_agents, ...}}}``."""
        return {"extensions": {str(key): extension.dump() for key, extension in self.extensions.items()}}
