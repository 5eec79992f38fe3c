"""What is said of the roles, and which variables they take besides their definitions, whose parts are in ``schema/tree.py``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Role:
    """A role.

    :param definition: describes the variable that holds the parts of the tree of the role's name.
    :param variables: the role's other variables without the role's name in front, as in argument_specs.
    """

    name: str
    summary: str
    description: tuple[str, ...]
    definition: str
    variables: dict[str, dict[str, Any]] = field(default_factory=dict)


def _exclusive(kinds: tuple[str, ...], kept: str, example: str) -> dict[str, dict[str, Any]]:
    """The variables for the removal of what nobody named.

    kinds: what can be exclusive; kept: what is never removed; example: how one object is named.
    """
    return {
        "exclusive": {
            "type": "list",
            "elements": "str",
            "choices": list(kinds),
            "default": [],
            "description": f"Kinds of which everything that the definition does not name is removed at the end. {kept}".strip(),
        },
        "exclusive_protected": {
            "type": "list",
            "elements": "str",
            "default": [],
            "description": f"Objects of these kinds that are left in place nevertheless, {example}.",
        },
        "exclusive_limit": {
            "type": "int",
            "default": 10,
            "description": "How many objects of a kind may be removed in that way. Where there are more, the role fails before the first.",
        },
    }


TENANT = Role(
    name="tenant",
    summary="Provision one tenant of a PortSIP PBX",
    description=(
        "Makes the PBX what C(tenant_definition) says, from the tenant to the queue agents.",
        "What it does not name is left alone, unless C(tenant_exclusive) says otherwise.",
        "Signs in as a system administrator, because transports and IP rules belong to the whole PBX.",
    ),
    definition="One tree that describes the tenant wholly. Every entry of a list may carry its own C(state).",
    variables={
        "state": {
            "type": "str",
            "choices": ["present", "absent"],
            "default": "present",
            "description": "V(present) provisions the tenant; V(absent) removes what the definition names, in reverse order.",
        },
        "absent_keeps": {
            "type": "list",
            "elements": "str",
            "choices": ["transports", "ip_rules"],
            "default": ["transports"],
            "description": "What V(absent) leaves in place, because other tenants of the PBX may use it.",
        },
        **_exclusive(
            ("ring_groups", "ivrs", "action_urls"),
            "Action URLs go only from receptionists that the definition names with C(action_urls).",
            "such as V(8000) or V(8000 Caller directory)",
        ),
    },
)

SYSTEM = Role(
    name="system",
    summary="Set up a PortSIP PBX as a whole",
    description=(
        "Makes the PBX what C(system_definition) says, from the license to the certificate.",
        "What it does not name is left alone, unless C(system_exclusive) says otherwise.",
        "Signs in as a system administrator.",
    ),
    definition="One tree that describes the PBX. Every part may be left out. Every entry of a list may carry its own C(state).",
    variables=_exclusive(
        ("ivr_servers", "transports", "ip_rules", "dealers"),
        "IP rules that end by themselves and the PBX's own server for receptionists stay in any case.",
        "such as V(UDP 5060), V(192.0.2.0/24) or the name of a dealer",
    ),
)

QUEUE = Role(
    name="queue",
    summary="Set up a queue of the extension API with its agents and rules",
    description=(
        "Makes a queue of the extension API what C(queue_definition) says, from its settings to the rules for its calls.",
        "What it does not name is left alone, unless C(queue_exclusive) says otherwise. Agents keep their places in other queues.",
        "The queue's extension has to be there: the extension API creates and removes none.",
        "Signs in as an application of the extension API whose access covers the extensions of the queue and of its agents.",
    ),
    definition="One tree that describes the queue. Every entry of a list may carry its own C(state).",
    variables={
        "state": {
            "type": "str",
            "choices": ["present", "absent"],
            "default": "present",
            "description": "V(present) sets the queue up; V(absent) takes the agents out of it and removes the events, rules and intervals "
            "that the definition names. The settings of the queue stay as they are.",
        },
        "absent_keeps": {
            "type": "list",
            "elements": "str",
            "choices": ["agents"],
            "default": ["agents"],
            "description": "What V(absent) only takes out of the queue, because other queues may have it.",
        },
        **_exclusive(("intervals", "incoming_rules", "events"), "", "by their name, or V(hangup https://crm.example.net) for an event"),
    },
)

ROLES = (TENANT, SYSTEM, QUEUE)
