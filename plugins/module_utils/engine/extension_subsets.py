# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be read of an extension, one entry for each subset (extension API: every GET but those of files)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["object", "list", "any"]
CONFERENCE_FACTS = ("show_members", "is_locked", "max_members", "count", "run_time")


@dataclass(frozen=True)
class Subset:
    """One thing that can be read.

    :param path: with placeholders for options.
    :param shape: what the API answers: an object, a list, or what its description does not tell.
    :param needs: options without which it can't be read.
    :param query: fields of the query -> the options they come from.
    :param filters: the option whose keys are fields of the query.
    :param paged: whether the list comes in pages.
    :param inside: field of the answer that holds what is meant.
    :param by_order: path of the order in which the list is given back.
    :param each: name of a query field that is asked for with each of its values.
    :param parts: paths of parts that make up the whole, by name.
    :param hidden: fields that are secret.
    :param by_id: whether it is one object that may not exist, which then is null.
    """

    path: str = ""
    shape: Shape = "object"
    needs: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    filters: str = ""
    paged: bool = False
    inside: str = ""
    by_order: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    by_id: bool = False


def _item(path: str, *needs: str, hidden: tuple[str, ...] = ()) -> Subset:
    return Subset(path, needs=needs, by_id=True, hidden=hidden)


EXTENSION = "/extension/{extension_id}"
OPTION = f"{EXTENSION}/ivr/context/{{context_id}}/options/{{option_digits}}"
PERIOD = {"start_datetime": "start_datetime", "end_datetime": "end_datetime"}
PINS_OF_PHONE = ("password", "conference_pin", "replace_pin")
PINS_OF_CONFERENCE = ("pin", "moderator_pin")

SUBSETS: dict[str, Subset] = {
    "agent": _item(f"{EXTENSION}/agent/{{agent_id}}", "agent_id"),
    "agents": Subset(f"{EXTENSION}/agent/", "list"),
    "aliases": Subset(f"{EXTENSION}/alias/", "list", paged=True, filters="alias_filter"),
    "ani": Subset(f"{EXTENSION}/ani/"),
    "call": _item(f"{EXTENSION}/current_calls/{{call_api_id}}", "call_api_id"),
    "conference": Subset(f"{EXTENSION}/conference/", hidden=PINS_OF_CONFERENCE),
    "conference_status": Subset(f"{EXTENSION}/conference/status/", facts=CONFERENCE_FACTS),
    "current_calls": Subset(f"{EXTENSION}/current_calls/", "list", inside="call_list"),
    "event": _item(f"{EXTENSION}/event/{{event_id}}", "event_id"),
    "events": Subset(f"{EXTENSION}/event/", "list"),
    "extension": Subset(f"{EXTENSION}/extension/"),
    "fax": Subset(f"{EXTENSION}/fax/"),
    "incoming_rule": _item(f"{EXTENSION}/incom_rule/{{rule_id}}", "rule_id"),
    "incoming_rule_order": Subset(f"{EXTENSION}/incom_rule/order/", "any", inside="rules_ids"),
    "incoming_rules": Subset(f"{EXTENSION}/incom_rule/", "list", by_order=f"{EXTENSION}/incom_rule/order/"),
    "interval": _item(f"{EXTENSION}/interval/{{interval_id}}", "interval_id"),
    "intervals": Subset(f"{EXTENSION}/interval/", "list"),
    "ivr": Subset(f"{EXTENSION}/ivr/"),
    "ivr_context": _item(f"{EXTENSION}/ivr/context/{{context_id}}", "context_id"),
    "ivr_contexts": Subset(f"{EXTENSION}/ivr/context/", "list"),
    "ivr_options": Subset(f"{EXTENSION}/ivr/context/{{context_id}}/options/", "list", needs=("context_id",)),
    "ivr_rule": _item(f"{OPTION}/rules/{{rule_id}}", "context_id", "option_digits", "rule_id"),
    "ivr_rule_order": Subset(f"{OPTION}/rules/order/", "any", needs=("context_id", "option_digits"), inside="rules_ids"),
    "ivr_rules": Subset(f"{OPTION}/rules/", "list", needs=("context_id", "option_digits"), by_order=f"{OPTION}/rules/order/"),
    "ivr_scheme": Subset(f"{EXTENSION}/ivr/scheme/"),
    "notification": _item(f"{EXTENSION}/mail_notification/{{notification_id}}", "notification_id"),
    "notifications": Subset(f"{EXTENSION}/mail_notification/", "list"),
    "phone": Subset(f"{EXTENSION}/phone/", hidden=PINS_OF_PHONE),
    "queue": Subset(f"{EXTENSION}/queue/"),
    "queue_agent": Subset(
        needs=("agent_id",),
        by_id=True,
        parts={name: f"{EXTENSION}/queue/agents/{name}/{{agent_id}}" for name in ("local", "remote")},
    ),
    "queue_agents": Subset(shape="list", parts={name: f"{EXTENSION}/queue/agents/{name}/" for name in ("local", "remote")}),
    "queue_status": Subset(f"{EXTENSION}/queue/status/"),
    "queue_status_agents": Subset(f"{EXTENSION}/queue/status/agents/", "list"),
    "queue_status_members": Subset(f"{EXTENSION}/queue/status/members/", "list"),
    "record": _item(f"{EXTENSION}/record/{{record_uuid}}", "record_uuid"),
    "record_statistics": Subset(f"{EXTENSION}/record/stats/", "any", needs=tuple(PERIOD), query=PERIOD),
    "records": Subset(f"{EXTENSION}/record/", "list", needs=tuple(PERIOD), query={**PERIOD, "order": "order"}, paged=True),
    "registration": Subset(f"{EXTENSION}/registration/"),
    "registrations": Subset("/extension/registration/", "list", query={"extension_id": "extension_ids"}),
    "sounds": Subset(f"{EXTENSION}/sound/", "list", paged=True, filters="sound_filter"),
    "user": _item(f"{EXTENSION}/user/extension/{{user_id}}", "user_id", hidden=("password",)),
    "users": Subset(f"{EXTENSION}/user/extension/", "list", filters="user_filter", hidden=("password",)),
}
WITHOUT_EXTENSION = ("registrations",)
"""Subsets that belong to no single extension."""
