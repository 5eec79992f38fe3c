# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be read of an extension, one entry for each subset (extension API: every GET but those of files)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..resources.extension.extension_ani import ANI
from ..resources.extension.extension_conference import CONFERENCE
from ..resources.extension.extension_event import EVENT
from ..resources.extension.extension_fax import FAX
from ..resources.extension.extension_incoming_rule import INCOMING_RULE
from ..resources.extension.extension_interval import INTERVAL
from ..resources.extension.extension_ivr_context import IVR_CONTEXT
from ..resources.extension.extension_ivr_rule import IVR_RULE
from ..resources.extension.extension_notification import NOTIFICATION
from ..resources.extension.extension_phone import PHONE
from ..resources.extension.extension_user import USER
from ..resources.extension.queue import QUEUE
from ..resources.extension.queue_agent import QUEUE_AGENT
from ..resources.extension.queue_membership import QUEUE_MEMBERSHIP
from ..schema.resource import Resource

Shape = Literal["object", "list", "any"]


@dataclass(frozen=True)
class Subset:
    """One thing that can be read.

    :param path: with placeholders for options.
    :param shape: what the API answers: an object, a list, or what its description does not tell.
    :param resource: how what is answered is described, where a module sets it up: then it is shown as that module does.
    :param needs: options without which it can't be read.
    :param query: fields of the query -> the options they come from.
    :param filters: the option whose keys are fields of the query.
    :param paged: whether the list comes in pages.
    :param inside: field of the answer that holds what is meant.
    :param by_order: path of the order in which the list is given back.
    :param parts: paths of the parts that it consists of, by name.
    :param facts: values of the query field ``action``, each of which is asked for on its own.
    :param by_id: whether it is one object that may not exist, which then is null.
    """

    path: str = ""
    shape: Shape = "object"
    resource: Resource | None = None
    needs: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    filters: str = ""
    paged: bool = False
    inside: str = ""
    by_order: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    by_id: bool = False


CONFERENCE_FACTS = ("show_members", "is_locked", "max_members", "count", "run_time")
EXTENSION = "/extension/{extension_id}"
OPTION = f"{EXTENSION}/ivr/context/{{context_id}}/options/{{option_digits}}"
PLACES = {name: f"{EXTENSION}/queue/agents/{name}/" for name in ("local", "remote")}
PERIOD = {"start_datetime": "start_datetime", "end_datetime": "end_datetime"}


def _item(path: str, *needs: str, resource: Resource | None = None) -> Subset:
    """One object, by its id."""
    return Subset(f"{EXTENSION}/{path}", resource=resource, needs=needs, by_id=True)


def _single(path: str, resource: Resource | None = None) -> Subset:
    """What an extension has once."""
    return Subset(f"{EXTENSION}/{path}", resource=resource)


def _list(path: str, resource: Resource | None = None) -> Subset:
    """A collection that comes whole."""
    return Subset(f"{EXTENSION}/{path}", "list", resource)


SUBSETS: dict[str, Subset] = {
    "agent": _item("agent/{agent_id}", "agent_id", resource=QUEUE_AGENT),
    "agents": _list("agent/", QUEUE_AGENT),
    "aliases": Subset(f"{EXTENSION}/alias/", "list", paged=True, filters="alias_filter"),
    "ani": _single("ani/", ANI),
    "call": _item("current_calls/{call_api_id}", "call_api_id"),
    "conference": _single("conference/", CONFERENCE),
    "conference_status": Subset(f"{EXTENSION}/conference/status/", facts=CONFERENCE_FACTS),
    "current_calls": Subset(f"{EXTENSION}/current_calls/", "list", inside="call_list"),
    "event": _item("event/{event_id}", "event_id", resource=EVENT),
    "events": _list("event/", EVENT),
    "extension": _single("extension/"),
    "fax": _single("fax/", FAX),
    "incoming_rule": _item("incom_rule/{rule_id}", "rule_id", resource=INCOMING_RULE),
    "incoming_rule_order": Subset(f"{EXTENSION}/incom_rule/order/", "any", inside="rules_ids"),
    "incoming_rules": Subset(f"{EXTENSION}/incom_rule/", "list", INCOMING_RULE, by_order=f"{EXTENSION}/incom_rule/order/"),
    "interval": _item("interval/{interval_id}", "interval_id", resource=INTERVAL),
    "intervals": _list("interval/", INTERVAL),
    "ivr": _single("ivr/"),
    "ivr_context": _item("ivr/context/{context_id}", "context_id", resource=IVR_CONTEXT),
    "ivr_contexts": _list("ivr/context/", IVR_CONTEXT),
    "ivr_options": Subset(f"{EXTENSION}/ivr/context/{{context_id}}/options/", "list", needs=("context_id",)),
    "ivr_rule": Subset(f"{OPTION}/rules/{{rule_id}}", "object", IVR_RULE, ("context_id", "option_digits", "rule_id"), by_id=True),
    "ivr_rule_order": Subset(f"{OPTION}/rules/order/", "any", needs=("context_id", "option_digits"), inside="rules_ids"),
    "ivr_rules": Subset(f"{OPTION}/rules/", "list", IVR_RULE, ("context_id", "option_digits"), by_order=f"{OPTION}/rules/order/"),
    "ivr_scheme": _single("ivr/scheme/"),
    "notification": _item("mail_notification/{notification_id}", "notification_id", resource=NOTIFICATION),
    "notifications": _list("mail_notification/", NOTIFICATION),
    "phone": _single("phone/", PHONE),
    "queue": _single("queue/", QUEUE),
    "queue_agent": Subset(
        resource=QUEUE_MEMBERSHIP, needs=("agent_id",), parts={name: f"{path}{{agent_id}}" for name, path in PLACES.items()}, by_id=True
    ),
    "queue_agents": Subset(shape="list", resource=QUEUE_MEMBERSHIP, parts=PLACES),
    "queue_status": _single("queue/status/"),
    "queue_status_agents": _list("queue/status/agents/"),
    "queue_status_members": _list("queue/status/members/"),
    "record_statistics": Subset(f"{EXTENSION}/record/stats/", "any", needs=tuple(PERIOD), query=PERIOD),
    "records": Subset(f"{EXTENSION}/record/", "list", needs=tuple(PERIOD), query={**PERIOD, "order": "order"}, paged=True),
    "registration": _single("registration/"),
    "registrations": Subset("/extension/registration/", "list", query={"extension_id": "extension_ids"}),
    "sounds": Subset(f"{EXTENSION}/sound/", "list", paged=True, filters="sound_filter"),
    "user": _item("user/extension/{user_id}", "user_id", resource=USER),
    "users": Subset(f"{EXTENSION}/user/extension/", "list", USER, filters="user_filter"),
}
WITHOUT_EXTENSION = ("registrations",)
"""Subsets that belong to no single extension."""
