# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What happens to calls that come in for an extension, and when (extension API, incom_rule and interval)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models.extension_rule import IncomingRule, IncomingRuleOrder, Interval
from ..resource import Field, Reference, Resource
from .extension import EXTENSION, sounds

INTERVALS = "/extension/{extension_id}/interval/"
RULES = "/extension/{extension_id}/incom_rule/"
TRANSFERS = ("transfer", "simple_transfer")
BY_CALLER = ("matches", "not_matches")

AT_INTERVAL = Field(reference=Reference(INTERVALS, "interval", paged=False, integer=True, provisioned=True))
"""A field that holds the id of an interval and takes its name too."""

INTERVAL = Resource(
    name="interval",
    plural="intervals",
    model=Interval,
    level="extension",
    collection=INTERVALS,
    parents=EXTENSION,
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    required=("name", "timezone", "conditions"),
    fields={"conditions": Field(items="set")},
)


def _has_what_its_type_needs(rule: Mapping[str, Any]) -> None:
    """:raises ValueError: the type or the choice of callers calls for something that is not there."""
    if rule.get("type") == "cascade" and not rule.get("cascade_numbers"):
        raise ValueError("cascade_numbers is needed where type is cascade")
    if rule.get("type") in TRANSFERS and not rule.get("transfer_dst"):
        raise ValueError(f"transfer_dst is needed where type is {rule['type']}")
    if rule.get("caller_id_action") in BY_CALLER and not rule.get("caller_id"):
        raise ValueError(f"caller_id is needed where caller_id_action is {rule['caller_id_action']}")


def one_blank_each(value: Any) -> Any:
    """Numbers that are divided by blanks, however many these are."""
    return " ".join(value.split()) if isinstance(value, str) else value


INCOMING_RULE = Resource(
    name="incoming_rule",
    plural="incoming_rules",
    model=IncomingRule,
    level="extension",
    collection=RULES,
    parents=EXTENSION,
    key=("name",),
    lookup={"name": "str"},
    paged=False,
    queries=False,
    required=("name", "type"),
    complete=_has_what_its_type_needs,
    fields={
        "interval": AT_INTERVAL,
        "transfer_dst": Field(canonical=one_blank_each),
        **sounds("playfile_sound"),
    },
)


def _each_once(order: Mapping[str, Any]) -> None:
    """:raises ValueError: a rule is named twice, by its name and by its id."""
    rules = order.get("rules") or []
    twice = next((rule for rule in rules if rules.count(rule) > 1), None)
    if twice is not None:
        raise ValueError(f"rules: the rule with the id {twice} is named twice")


INCOMING_RULE_ORDER = Resource(
    name="order",
    plural="orders",
    model=IncomingRuleOrder,
    level="extension",
    kind="singleton",
    collection=RULES + "order/",
    parents=EXTENSION,
    key=(),
    queries=False,
    required=("rules",),
    renamed={"rules_ids": "rules"},
    complete=_each_once,
    fields={
        "rules": Field(items="leading", written_as="rules_ids"),
        "rules.*": Field(reference=Reference(RULES, "incoming rule", paged=False, integer=True, provisioned=True)),
    },
)
