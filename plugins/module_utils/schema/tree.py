# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What contains what: every kind of a document, in the order in which they are created.

A document is ``{system: {...}, tenants: [{...}], queues: [{...}]}``; the definition of a role is one entry of it. Kinds name
their resources, so that this file holds no model; what else is known of a resource is in ``addresses``. A list of entries may
also be written ``{defaults: {...}, items: [...]}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FILES = "files"
"""The key of a tenant's files, which values elsewhere may name by the paths of local files."""
Absence = Literal["removed", "kept", "detached", "stays", "released"]
Turn = Literal["first", "", "last"]


@dataclass(frozen=True)
class Lifted:
    """An option that is a list of mappings, of which a role makes one for each entry.

    :param option: its name; an entry has neither it nor the options whose names begin with it.
    :param keys: keys of the mapping that an entry holds itself.
    :param others: a valid value for each other key that the mapping needs.
    :param holder: other keys of the mapping, each with the option of what contains the entry that says its value.
    """

    option: str
    keys: tuple[str, ...]
    others: Mapping[str, Any]
    holder: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """Where the order of a kind's entries is written, once all of them exist.

    :param resource: unique name of the resource that holds it, which is also the name of its module.
    :param option: its list of the entries' keys.
    """

    resource: str
    option: str


@dataclass(frozen=True)
class Kind:
    """A key of a document, or of the entry that contains it.

    :param name: the key.
    :param resource: unique name of the resource of its entries, which is also the name of its module; empty for ``system``.
    :param what: a sentence for the user.
    :param keys: options that identify an entry; each is required.
    :param single: one mapping rather than a list of them.
    :param children: kinds inside each entry, in the order in which they are created.
    :param exclusive: whether what the list does not name can be removed.
    :param absence: what becomes of an entry when what contains it is taken down: it is ``removed``; it is ``kept``, because
        others may use it, unless the user says otherwise; it is ``detached`` in the same way; it ``stays``, because the API
        can't remove it; or it is ``released``: it stays, and lets go of what it refers to.
    :param turn: whether it is written before everything else of a document, or after it.
    :param without: options of the module that make no sense in an entry.
    :param lifted: a list of the module of which an entry stands for one item.
    :param names: whether the value of its key alone can stand for an entry.
    :param hints: keys that an entry does not have, each with what is said to a user who expects it.
    :param document_only: options of an entry of a document, beside those of its module; the definition of a role has them not.
    :param noun: what its entries are called, with the article where there is one alone; where it is left out, its key in words.
    :param order: where the order of the entries is written, if it means something.
    """

    name: str
    resource: str
    what: str
    keys: tuple[str, ...] = ()
    single: bool = False
    children: tuple[Kind, ...] = ()
    exclusive: bool = False
    absence: Absence = "removed"
    turn: Turn = ""
    without: tuple[str, ...] = ()
    lifted: Lifted | None = None
    names: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    document_only: tuple[str, ...] = ()
    noun: str = ""
    order: Order | None = None

    @property
    def called(self) -> str:
        """What its entries are called in texts for the user."""
        return self.noun or self.name.replace("_", " ")

    def within(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Kind]]:
        """This kind and every one inside it, each with its path of keys, in the order in which they are created."""
        here = (*path, self.name)
        yield here, self
        for child in self.children:
            yield from child.within(here)


def _single(name: str, what: str, noun: str = "", turn: Turn = "", resource: str = "") -> Kind:
    return Kind(name, resource or name, what, single=True, absence="stays", noun=noun or f"the {name}", turn=turn)


SYSTEM = Kind(
    "system",
    "",
    "The PBX as a whole.",
    single=True,
    absence="stays",
    children=(
        # The license says what else is allowed.
        _single("license", "The license", turn="first"),
        _single("network", "Addresses and name servers"),
        _single("settings", "The system settings", "the system settings"),
        _single("notification", "Mail server and notifications", "the mail server and the notifications"),
        _single("sbc", "The session border controller", "the session border controller"),
        _single("im_server", "The server for instant messages", "the server for instant messages"),
        _single("brand", "How the web portal looks. The API can't read it, so it is written, and reported as changed, in every run"),
        Kind("call_queue_servers", "call_queue_server", "Servers for call queues.", ("name",), exclusive=True),
        Kind("conference_servers", "conference_server", "Servers for conferences.", ("name",), exclusive=True),
        Kind("media_servers", "media_server", "Servers for audio and video.", ("name",), exclusive=True),
        Kind(
            "ivr_servers",
            "ivr_server",
            "Servers for virtual receptionists.",
            ("name",),
            exclusive=True,
            noun="servers for receptionists",
        ),
        Kind("transports", "transport", "Transports of the whole PBX.", ("protocol", "port"), exclusive=True),
        Kind("ip_rules", "ip_rule", "IP rules of the whole PBX.", ("cidr",), exclusive=True, noun="IP rules"),
        Kind("trunks", "trunk", "Trunks of the whole PBX.", ("name",), exclusive=True),
        Kind("dealers", "dealer", "Dealers.", ("name",), exclusive=True),
        # From then on the PBX presents the new one.
        _single("certificate", "The TLS certificate", turn="last"),
    ),
)

TENANTS = Kind(
    "tenants",
    "tenant",
    "A tenant and what is in it.",
    ("domain",),
    hints={
        "state": "the variable tenant_state says whether the tenant exists",
        "renamed_from": "only a tenant of a document is renamed; in a definition, give its new domain to portsip_tenant with its id",
    },
    document_only=("renamed_from",),
    noun="tenant",
    children=(
        Kind("transports", "transport", "Transports of the whole PBX.", ("protocol", "port"), absence="kept"),
        Kind("ip_rules", "ip_rule", "IP rules of the whole PBX.", ("cidr",), absence="kept", noun="IP rules"),
        Kind("dealers", "tenant_dealer", "Dealers of the tenant, each as a mapping or by name.", ("dealer",), names=True),
        Kind("trunk_assignments", "trunk_assignment", "Trunks of the PBX that the tenant may use.", ("provider",), without=("tenant",)),
        # What passwords of users have to be like.
        _single("password_policy", "The password policy", "the password policy"),
        _single("notification", "Mail server and notifications", "the mail server and the notifications", resource="tenant_notification"),
        _single("billing", "How calls are billed", "call billing"),
        _single("custom_headers", "SIP headers that are added or passed on", "the custom headers"),
        # Users have one each.
        Kind("roles", "role", "The tenant's own roles.", ("name",), exclusive=True),
        Kind("holidays", "holiday", "The tenant's holidays.", ("name",), exclusive=True),
        Kind("files", "file", "The tenant's files, such as prompts.", ("name",), exclusive=True),
        Kind(
            "users",
            "user",
            "The tenant's users.",
            ("extension_number",),
            exclusive=True,
            children=(
                Kind("phones", "user_phone", "The user's phones.", ("mac",), exclusive=True),
                Kind("greetings", "user_greeting", "The user's voicemail greetings.", ("file",), exclusive=True),
                Kind("holidays", "user_holiday", "The user's own holidays.", ("name",), exclusive=True, noun="users' holidays"),
            ),
        ),
        Kind("groups", "group", "The tenant's groups of users.", ("name",), exclusive=True, noun="groups of users"),
        Kind("trunks", "trunk", "The tenant's own trunks.", ("name",), exclusive=True),
        Kind("ring_groups", "ring_group", "The tenant's ring groups.", ("extension_number",), exclusive=True),
        Kind(
            "call_queues",
            "call_queue",
            "The tenant's call queues.",
            ("extension_number",),
            exclusive=True,
            hints={
                "extension_id": "a call queue of a tenant is known by its extension_number; the queues of the extension API, which have "
                "an extension_id, are the queues of the document"
            },
        ),
        Kind(
            "shared_voicemails",
            "shared_voicemail",
            "The tenant's shared mailboxes.",
            ("extension_number",),
            exclusive=True,
            children=(Kind("greetings", "shared_voicemail_greeting", "The mailbox's greetings.", ("file",), exclusive=True),),
        ),
        Kind(
            "ivrs",
            "ivr",
            "The tenant's virtual receptionists.",
            ("extension_number",),
            exclusive=True,
            noun="receptionists",
            children=(
                Kind("action_urls", "ivr_action_url", "The receptionist's action URLs.", ("name",), exclusive=True, noun="action URLs"),
            ),
        ),
        Kind("call_pickup_groups", "call_pickup_group", "The tenant's call pickup groups.", ("name",), exclusive=True),
        Kind("call_park_groups", "call_park_group", "The tenant's call park groups.", ("name",), exclusive=True),
        Kind("monitor_groups", "monitor_group", "Who may listen to whose calls.", ("name",), exclusive=True),
        # Its ring group has to be there.
        Kind(
            "service_numbers",
            "service_numbers",
            "Numbers of the tenant's services, and how these work.",
            single=True,
            absence="released",
            noun="the service numbers",
        ),
        Kind(
            "music_on_hold",
            "music_on_hold",
            "What callers on hold hear",
            single=True,
            absence="stays",
            noun="the music on hold",
            children=(Kind("musics", "music", "The tenant's own pieces of music.", ("file",), exclusive=True, noun="music"),),
        ),
        Kind("contacts", "contact", "The tenant's company directory.", ("name",), exclusive=True),
        Kind("blacklisted_numbers", "blacklisted_number", "Numbers that the tenant has no calls with.", ("number",), exclusive=True),
        Kind("disallowed_codes", "disallowed_code", "Beginnings of numbers that are not called.", ("number_prefix",), exclusive=True),
        _single("allowed_country_codes", "Which countries can be called", "the allowed country codes"),
        _single("feature_access_codes", "What is dialed for which feature", "the feature access codes"),
        Kind("emergency_numbers", "emergency_number", "The tenant's emergency numbers.", ("number_prefix",), exclusive=True),
        Kind("outbound_rules", "outbound_rule", "Which calls of the tenant go through which trunks.", ("name",), exclusive=True),
        Kind("inbound_rules", "inbound_rule", "Where calls to the tenant's numbers go.", ("name",), exclusive=True),
        Kind(
            "queue_agents",
            "queue_agent",
            "Agents of the extension API and their places in its queues.",
            ("extension_id", "name"),
        ),
    ),
)

QUEUES = Kind(
    "queues",
    "queue",
    "A queue of the extension API, its agents and its rules.",
    ("extension_id",),
    hints={
        "extension_number": "a queue of the extension API is known by its extension_id; the queues of the PBX itself are the "
        "call_queues of a tenant",
        "state": "the variable queue_state says whether the queue is set up",
    },
    document_only=("state",),
    noun="queue",
    absence="stays",
    children=(
        Kind(
            "agents",
            "queue_agent",
            "Agents of the queue, with C(level), C(position) and C(type) instead of C(queues).",
            ("extension_id", "name"),
            absence="detached",
            lifted=Lifted("queues", ("level", "position", "type"), {"queue": 1}, {"queue": "extension_id"}),
        ),
        Kind("intervals", "extension_interval", "Intervals that the rules refer to.", ("name",), exclusive=True),
        Kind(
            "incoming_rules",
            "extension_incoming_rule",
            "Rules for incoming calls, in the order in which they are tried.",
            ("name",),
            exclusive=True,
            without=("position",),
            order=Order("extension_incoming_rule_order", "rules"),
        ),
        Kind(
            "events",
            "extension_event",
            "Webhooks for events of the queue.",
            ("event_type", "url"),
            exclusive=True,
            without=("all",),
        ),
    ),
)

DOCUMENT = (SYSTEM, TENANTS, QUEUES)
"""The kinds of a document."""
