"""What the roles take: the parts of their definitions, each with the module behind it, and their other variables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Part:
    """A part of a role's definition.

    :param name: its key.
    :param module: what its entries are handed to, without ``portsip_``.
    :param description: for the user.
    :param keys: options that identify an entry.
    :param single: one mapping rather than a list of them.
    :param parts: lists inside each entry.
    :param without: options of the module that make no sense in an entry.
    :param lifted: an option of the module that is a list of mappings, of which the role makes one for each entry; and those of
        its keys that the entry holds in its stead.
    """

    name: str
    module: str
    description: str
    keys: tuple[str, ...] = ()
    single: bool = False
    required: bool = False
    parts: tuple[Part, ...] = ()
    without: tuple[str, ...] = ()
    lifted: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Role:
    """A role.

    :param definition: describes the variable that holds the parts.
    :param variables: the role's other variables without the role's name in front, as in argument_specs.
    """

    name: str
    summary: str
    description: tuple[str, ...]
    definition: str
    parts: tuple[Part, ...]
    variables: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules behind all parts, without ``portsip_``."""
        return tuple(part.module for outer in self.parts for part in (outer, *outer.parts))


def _single(name: str, what: str, keys: tuple[str, ...] = (), *, required: bool = False) -> Part:
    return Part(name, name, f"{what}: the options of M(portsip.pbx.portsip_{name}).", keys, single=True, required=required)


def _list(name: str, module: str, keys: tuple[str, ...], what: str, parts: tuple[Part, ...] = (), without: tuple[str, ...] = ()) -> Part:
    ending = "".join(f", and C({part.name})" for part in parts)
    text = f"{what} An entry holds the options of M(portsip.pbx.portsip_{module}){ending}."
    return Part(name, module, text, keys, parts=parts, without=without)


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


TRANSPORTS = _list("transports", "transport", ("protocol", "port"), "Transports of the whole PBX.")
IP_RULES = _list("ip_rules", "ip_rule", ("cidr",), "IP rules of the whole PBX.")
ACTION_URLS = _list("action_urls", "ivr_action_url", ("name",), "The receptionist's action URLs.")

TENANT = Role(
    name="tenant",
    summary="Provision one tenant of a PortSIP PBX",
    description=(
        "Makes the PBX what C(tenant_definition) says, from the tenant to the queue agents.",
        "What it does not name is left alone, unless C(tenant_exclusive) says otherwise.",
        "Signs in as a system administrator, because transports and IP rules belong to the whole PBX.",
    ),
    definition="One tree that describes the tenant wholly. Every entry of a list may carry its own C(state).",
    parts=(
        _single("tenant", "The tenant itself", ("domain",), required=True),
        TRANSPORTS,
        IP_RULES,
        _list("ivrs", "ivr", ("extension_number",), "The tenant's virtual receptionists.", (ACTION_URLS,)),
        _list("queue_agents", "queue_agent", ("extension_id", "name"), "Agents of the extension API and their places in its queues."),
    ),
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
            ("ivrs", "action_urls"),
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
    parts=(
        _single("license", "The license"),
        _single("network", "Addresses and name servers"),
        _single("settings", "The system settings"),
        _single("notification", "Mail server and notifications"),
        _single("sbc", "The session border controller"),
        _single("im_server", "The server for instant messages"),
        TRANSPORTS,
        IP_RULES,
        _list("ivr_servers", "ivr_server", ("name",), "Servers for virtual receptionists."),
        _single("brand", "How the web portal looks. The API can't read it, so it is written, and reported as changed, in every run"),
        _list("dealers", "dealer", ("name",), "Dealers."),
        _single("certificate", "The TLS certificate"),
    ),
    variables=_exclusive(
        ("transports", "ip_rules", "ivr_servers", "dealers"),
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
    parts=(
        _single("queue", "The queue itself", ("extension_id",), required=True),
        Part(
            "agents",
            "queue_agent",
            "Agents with a place in the queue. An entry holds the options of M(portsip.pbx.portsip_queue_agent), and the C(level), "
            "C(position) and C(type) of the place instead of C(queues).",
            ("extension_id", "name"),
            lifted=("queues", ("level", "position", "type")),
        ),
        _list("intervals", "extension_interval", ("name",), "Intervals that the rules refer to."),
        _list(
            "incoming_rules",
            "extension_incoming_rule",
            ("name",),
            "Rules for incoming calls, in the order they are tried in.",
            without=("position",),
        ),
        _list("events", "extension_event", ("event_type", "url"), "Addresses that are told about calls.", without=("all",)),
    ),
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
        **_exclusive(("incoming_rules", "intervals", "events"), "", "by their name, or V(hangup https://crm.example.net) for an event"),
    },
)

ROLES = (TENANT, SYSTEM, QUEUE)
