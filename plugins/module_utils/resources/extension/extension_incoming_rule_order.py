# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules for the incoming calls of an extension, and their intervals (extension API, incom_rule and interval)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...base.libraries import field_validator
from ...schema.attribute import Attribute, option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference
from ...schema.resource import Resource
from .parts import EXTENSION, RULES


class IncomingRuleOrder(Wanted):
    """Rules in the order in which they are tried, each by id or name."""

    rules: list[str] | None = option(
        "Rules, each by its name or its id, in the order in which they are tried. Each rule may occur once. Rules that "
        "are not listed come after them, in their current order.",
        "A name takes precedence over an id. A name that several rules have is an error that lists their ids.",
        "In check mode, a rule that does not exist yet gives a warning, assuming that an earlier task creates it.",
        "Without it, the module changes nothing and returns the order.",
        items="ordered_prefix",
        written_as="rules_ids",
        item=Attribute(reference=Reference(to="extension_incoming_rule")),
    )

    @field_validator("rules")
    @classmethod
    def _each_once(cls, rules: list[str] | None) -> list[str] | None:
        for rule in rules or []:
            if not rule:
                raise ValueError("a rule in the list has neither name nor id")
            if (rules or []).count(rule) > 1:
                raise ValueError(f"duplicate rule {rule!r}")
        return rules


def _each_once(order: Mapping[str, Any]) -> None:
    """:raises ValueError: a rule is named twice, by its name and by its id."""
    rules = order.get("rules") or []
    twice = next((rule for rule in rules if rules.count(rule) > 1), None)
    if twice is not None:
        raise ValueError(f"rules: duplicate rule, the id {twice} is given by name and by id")


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
    page=Page(
        summary="Order the rules for incoming calls of an extension (extension API)",
        description=("Sets the order of the rules for incoming calls of an extension. The first rule that fits a call is used.",),
        notes=("The order is written at once, and only where it differs.",),
        seealso=("extension_incoming_rule",),
        returns={
            "rules": {
                "description": "Ids of all rules, in the order in which they are tried.",
                "returned": "always",
                "type": "list",
                "elements": "int",
                "sample": [
                    12,
                    11,
                    13,
                ],
            },
        },
    ),
)
