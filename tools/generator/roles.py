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


def _exclusive(kept: str, example: str) -> dict[str, dict[str, Any]]:
    """The variables for the removal of unmanaged objects.

    kept: what is never removed; example: how one object is named. What can be exclusive is in the tree.
    """
    return {
        "exclusive": {
            "type": "list",
            "elements": "str",
            "default": [],
            "description": f"Kinds of which unmanaged objects, which the definition does not name, are removed at the end. {kept}".strip(),
        },
        "exclusive_protected": {
            "type": "list",
            "elements": "str",
            "default": [],
            "description": f"Objects of these kinds that are never removed, {example}.",
        },
        "exclusive_limit": {
            "type": "int",
            "default": 10,
            "description": "Maximum number of unmanaged objects of a kind that may be removed. If "
            "there are more, the role fails before it removes any.",
        },
    }


TENANT = Role(
    name="tenant",
    summary="Provision one tenant of a PortSIP PBX",
    description=(
        "Configures the PBX as C(tenant_definition) describes it, from the tenant to the queue agents.",
        "Objects that it does not name remain unchanged, unless their kind is listed in C(tenant_exclusive).",
        "Signs in as a system administrator, because transports and IP rules belong to the whole PBX.",
    ),
    definition="The complete definition of the tenant. Every entry of a list may carry its own C(state).",
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
            "default": ["transports"],
            "description": "Kinds that V(absent) does not remove, because other tenants of the PBX may use them.",
        },
        **_exclusive(
            "Action URLs are only removed from receptionists that the definition names with C(action_urls).",
            "such as V(8000) or V(8000 Caller directory)",
        ),
    },
)

SYSTEM = Role(
    name="system",
    summary="Set up a PortSIP PBX as a whole",
    description=(
        "Configures the PBX as C(system_definition) describes it, from the license to the certificate.",
        "Objects that it does not name remain unchanged, unless their kind is listed in C(system_exclusive).",
        "Signs in as a system administrator.",
    ),
    definition="The definition of the PBX. Every key is optional. Every entry of a list may carry its own C(state).",
    variables=_exclusive(
        "IP rules with an expiry date and the built-in server of the PBX for receptionists are never removed.",
        "such as V(UDP 5060), V(192.0.2.0/24) or the name of a dealer",
    ),
)

QUEUE = Role(
    name="queue",
    summary="Set up a queue of the extension API with its agents and rules",
    description=(
        "Configures a queue of the extension API as C(queue_definition) describes it, from its settings to the rules for its calls.",
        "Objects that it does not name remain unchanged, unless their kind is listed in C(queue_exclusive). "
        "Agents keep their places in other queues.",
        "The extension of the queue has to exist: the extension API cannot create or remove extensions.",
        "Signs in as an application of the extension API whose access covers the extensions of the queue and of its agents.",
    ),
    definition="The definition of the queue. Every entry of a list may carry its own C(state).",
    variables={
        "state": {
            "type": "str",
            "choices": ["present", "absent"],
            "default": "present",
            "description": "V(present) configures the queue; V(absent) removes its agents, and the events, rules and intervals "
            "that the definition names. The settings of the queue remain unchanged.",
        },
        "absent_keeps": {
            "type": "list",
            "elements": "str",
            "default": ["agents"],
            "description": "Kinds that V(absent) only removes from the queue, because they may be in other queues.",
        },
        **_exclusive("", "by their name, or V(hangup https://crm.example.net) for an event"),
    },
)

ROLES = (TENANT, SYSTEM, QUEUE)
