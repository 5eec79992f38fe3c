# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the definitions of the roles hold: their parts, each with the resource and the module behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..resources.extension.extension_event import EVENT
from ..resources.extension.extension_incoming_rule import INCOMING_RULE
from ..resources.extension.extension_interval import INTERVAL
from ..resources.extension.queue import QUEUE
from ..resources.extension.queue_agent import QUEUE_AGENT, QueuePlace
from ..resources.pbx.brand import BRAND
from ..resources.pbx.certificate import CERTIFICATE
from ..resources.pbx.dealer import DEALER
from ..resources.pbx.im_server import IM_SERVER
from ..resources.pbx.ip_rule import IP_RULE
from ..resources.pbx.ivr import IVR
from ..resources.pbx.ivr_action_url import IVR_ACTION_URL
from ..resources.pbx.ivr_server import IVR_SERVER
from ..resources.pbx.license import LICENSE
from ..resources.pbx.network import NETWORK
from ..resources.pbx.notification import NOTIFICATION
from ..resources.pbx.sbc import SBC
from ..resources.pbx.settings import SETTINGS
from ..resources.pbx.tenant import TENANT
from ..resources.pbx.transport import TRANSPORT
from ..schema.resource import Resource


@dataclass(frozen=True)
class Lifted:
    """An option that is a list of mappings, of which a role makes one for each entry.

    :param option: its name; an entry has neither it nor the options whose names begin with it.
    :param model: of such a mapping.
    :param keys: keys of the mapping that an entry holds itself.
    :param others: a valid value for each other key that the model needs.
    """

    option: str
    model: Any
    keys: tuple[str, ...]
    others: Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of a definition.

    :param name: its key.
    :param module: what its entries are handed to, without ``portsip_``.
    :param what: a sentence for the user.
    :param keys: options that identify an entry; each is required.
    :param single: one mapping rather than a list of them.
    :param parts: lists inside each entry.
    :param without: options of the module that make no sense in an entry.
    """

    name: str
    module: str
    resource: Resource
    what: str
    keys: tuple[str, ...] = ()
    single: bool = False
    required: bool = False
    parts: tuple[Part, ...] = ()
    without: tuple[str, ...] = ()
    lifted: Lifted | None = None

    @property
    def parents(self) -> dict[str, str]:
        """Those of the keys that say what an object lives below, with their types."""
        return {parent.option: parent.type for parent in self.resource.parents if parent.option in self.keys}

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the object that an entry may hold."""
        lifted = {name for name in self.resource.options if self.lifted and name.startswith(self.lifted.option)}
        return self.resource.options - lifted - set(self.without)

    @property
    def controls(self) -> frozenset[str]:
        """The other options that an entry may hold."""
        return self.resource.controls - ({"state"} if self.single else set())

    @property
    def options(self) -> frozenset[str]:
        """Everything that an entry may hold, but for the parts inside."""
        return self.fields | self.controls | set(self.parents) | set(self.lifted.keys if self.lifted else ())


def _single(name: str, resource: Resource, what: str, keys: tuple[str, ...] = (), *, required: bool = False) -> Part:
    return Part(name, name, resource, what, keys, single=True, required=required)


TRANSPORTS = Part("transports", "transport", TRANSPORT, "Transports of the whole PBX.", ("protocol", "port"))
IP_RULES = Part("ip_rules", "ip_rule", IP_RULE, "IP rules of the whole PBX.", ("cidr",))
ACTION_URLS = Part("action_urls", "ivr_action_url", IVR_ACTION_URL, "The receptionist's action URLs.", ("name",))

TREES: dict[str, tuple[Part, ...]] = {
    "tenant": (
        _single("tenant", TENANT, "The tenant itself", ("domain",), required=True),
        TRANSPORTS,
        IP_RULES,
        Part("ivrs", "ivr", IVR, "The tenant's virtual receptionists.", ("extension_number",), parts=(ACTION_URLS,)),
        Part(
            "queue_agents",
            "queue_agent",
            QUEUE_AGENT,
            "Agents of the extension API and their places in its queues.",
            ("extension_id", "name"),
        ),
    ),
    "system": (
        _single("license", LICENSE, "The license"),
        _single("network", NETWORK, "Addresses and name servers"),
        _single("settings", SETTINGS, "The system settings"),
        _single("notification", NOTIFICATION, "Mail server and notifications"),
        _single("sbc", SBC, "The session border controller"),
        _single("im_server", IM_SERVER, "The server for instant messages"),
        TRANSPORTS,
        IP_RULES,
        Part("ivr_servers", "ivr_server", IVR_SERVER, "Servers for virtual receptionists.", ("name",)),
        _single("brand", BRAND, "How the web portal looks. The API can't read it, so it is written, and reported as changed, in every run"),
        Part("dealers", "dealer", DEALER, "Dealers.", ("name",)),
        _single("certificate", CERTIFICATE, "The TLS certificate"),
    ),
    "queue": (
        _single("queue", QUEUE, "The queue itself", ("extension_id",), required=True),
        Part(
            "agents",
            "queue_agent",
            QUEUE_AGENT,
            "Agents with a place in the queue, whose C(level), C(position) and C(type) stand in place of C(queues).",
            ("extension_id", "name"),
            lifted=Lifted("queues", QueuePlace, ("level", "position", "type"), {"queue": 1}),
        ),
        Part("intervals", "extension_interval", INTERVAL, "Intervals that the rules refer to.", ("name",)),
        Part(
            "incoming_rules",
            "extension_incoming_rule",
            INCOMING_RULE,
            "Rules for incoming calls, in the order they are tried in.",
            ("name",),
            without=("position",),
        ),
        Part(
            "events",
            "extension_event",
            EVENT,
            "Addresses that are told about calls.",
            ("event_type", "url"),
            without=("all",),
        ),
    ),
}
"""The parts of each definition, by its kind, which is the name of the role."""
