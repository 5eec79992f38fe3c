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
    """

    name: str
    module: str
    description: str
    keys: tuple[str, ...] = ()
    single: bool = False
    required: bool = False
    parts: tuple[Part, ...] = ()


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


def _list(name: str, module: str, keys: tuple[str, ...], what: str, parts: tuple[Part, ...] = ()) -> Part:
    ending = "".join(f", and C({part.name})" for part in parts)
    return Part(name, module, f"{what} An entry holds the options of M(portsip.pbx.portsip_{module}){ending}.", keys, parts=parts)


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

ROLES = (TENANT, SYSTEM)
