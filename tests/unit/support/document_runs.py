# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What runs of documents are given: a tenant with one of everything, and the parts that it is made of."""

from __future__ import annotations

from typing import Any

DOMAIN = "north.example.net"
TENANT = {"domain": DOMAIN, "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
URL = "https://crm.example.net/"
SOUTH = {**TENANT, "domain": "south.example.net", "name": "South"}


def ivr(number: str, **values: Any) -> dict[str, Any]:
    """A receptionist."""
    return {"extension_number": number, "name": f"Line {number}", "pin": "407193", **values}


def to(number: str) -> dict[str, Any]:
    """Where a receptionist leads by default."""
    return {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number}}


def full() -> dict[str, Any]:
    """A tenant with one of everything, and a queue."""
    tenant = {
        **TENANT,
        "transports": [{"protocol": "UDP", "port": 5070}],
        "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}],
        "dealers": ["reseller"],
        "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930100-4930199"], "concurrency": 5}],
        "ring_groups": [{"extension_number": "7000", "name": "Sales", "agents": []}],
        "ivrs": [
            ivr("8000", **to("7000"), action_urls=[{"name": "lookup", "type": "DTMF", "dtmf_mask": "1", "method": "GET", "url": URL}])
        ],
        "queue_agents": [{"extension_id": 201, "name": "Desk", "queues": [{"queue": 901}]}],
    }
    queue = {
        "extension_id": 902,
        "strategy": "random",
        "agents": [{"extension_id": 202, "name": "Night desk", "level": 2}],
        "intervals": [{"name": "Night", "timezone": "Europe/Zurich", "conditions": [{"start_dow": 1, "end_dow": 5}]}],
        "incoming_rules": [
            {"name": "First", "type": "busy"},
            {"name": "Second", "type": "voicemail", "interval": "Night"},
            {"name": "Third", "type": "hangup"},
        ],
        "events": [{"event_type": "hangup", "method": "POST", "url": "https://crm.example.net/hangup"}],
    }
    return {"tenants": [tenant], "queues": [queue]}


def short(plan: list[dict[str, Any]]) -> list[str]:
    """What a plan does, in short."""
    return [f"{step['action']} {step['kind']} {step['name']}" for step in plan]
