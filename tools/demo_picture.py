"""The page with the pictures of the calls of a simulated PBX, drawn from its state as from a document."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checkout import linked_collections

sys.path.insert(0, str(linked_collections()))

from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import draw  # noqa: E402

Document = Mapping[str, Any]
ELSEWHERE = ("1000-3999", "7000-7099")
"""Numbers of the example that its dial plan says are created elsewhere."""


def write_page(state: Document, path: Path) -> None:
    """Write the page for a state as ``Simulator.state()`` returns it."""
    path.write_text(draw(document(state), "html", elsewhere=ELSEWHERE), encoding="utf-8")


def document(state: Document) -> dict[str, Any]:
    """The tenants and queues of a state, as a document has them."""
    extensions = state["extension"]["extensions"].values()
    agents = {agent["id"]: agent for extension in extensions for agent in extension["agents"].values()}
    return {
        "tenants": [
            {**tenant, "ivrs": [{**ivr, "action_urls": [*ivr["action_urls"].values()]} for ivr in tenant["ivrs"].values()]}
            for tenant in state["tenants"].values()
        ],
        "queues": [
            {
                **extension["queue"],
                "extension_id": extension["id"],
                "incoming_rules": [_rule(rule, extension) for rule in extension["incoming_rules"]],
                "agents": [{**agents[member["agent_id"]], **member} for member in extension["queue_agents"]],
            }
            for extension in extensions
            if extension["queue_agents"]
        ],
    }


def _rule(rule: Document, extension: Document) -> dict[str, Any]:
    """A rule with the name of its interval."""
    interval = extension["intervals"].get(str(rule["interval"]))
    return {**rule, "interval": interval and interval["name"]}
