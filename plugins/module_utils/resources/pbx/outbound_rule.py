# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A rule for calls to a carrier (PortSIP PBX REST API 22.2, /outbound_rules; at most six routes: PortSIP's knowledge base)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from ...base.libraries import AfterValidator, BeforeValidator, Field
from ...schema.attribute import Attribute, option
from ...schema.forms import joined_by_semicolon, object_id, semicolon_list
from ...schema.given_texts import SplitList
from ...schema.lists import once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Reference, WholeList
from ...schema.resource import Resource
from ...schema.types import Count, Name64, NumberRanges
from .number_pools import readable_ranges
from .office_hours import RuleOfficeHours

MOST_ROUTES = 6
LONGEST = 64
"""Characters of all prefixes, or all lengths, with the semicolons between them."""
PRIORITY = 1000
"""Of a rule that has no other (PortSIP PBX REST API 22.2, priority)."""
CONDITIONS = ("number_prefix", "number_length", "number_mask", "groups")


def _parts(pattern: str, allowed: str) -> Any:
    def check(values: list[str]) -> list[str]:
        for value in values:
            if not re.fullmatch(pattern, value):
                raise ValueError(f"{value!r} is not {allowed}")
        if len(";".join(values)) > LONGEST:
            raise ValueError(f"the PBX takes {LONGEST} characters in all, with a semicolon between each two; make another rule of some")
        return values

    return AfterValidator(check)


Prefixes = Annotated[list[str], BeforeValidator(SplitList(",;")), _parts(r"\+|\+?[0-9*#]+", "the beginning of a number, such as 00")]
Lengths = Annotated[list[str], BeforeValidator(SplitList(",;")), _parts("[1-9][0-9]?", "a number of digits from 1 to 99")]


class Route(Wanted):
    """A trunk through which a call goes."""

    provider_id: str = option("The trunk, by name or id.", required=True, reference=Reference(to="trunk"))
    enabled: bool | None = option("Whether the route is used.")
    strip_digits: Annotated[int, Field(ge=0, le=9)] | None = option(
        "How many digits are removed from the beginning of the number that is called, from 0 to 9.", api_default=0
    )
    prepend: str | None = option('Digits that are then put before the number, such as V("0049"), in quotes.')
    outbound_caller_id: Name64 | None = option(
        "Number that the call shows, in quotes. It should be one of the tenant's numbers on the trunk."
    )


class OutboundRule(Wanted):
    """Which calls go through which trunks."""

    name: Name64 | None = option(
        "Name of the rule, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the rule gets.",
    )
    enabled: bool | None = option("Whether the rule is used.", api_default=True)
    number_prefix: Prefixes | None = option(
        'The whole list of prefixes of called numbers to which the rule applies, in any order, such as V(["00", "+"]), or one string '
        "separated by semicolons as in the API, with up to 64 characters in all. An empty list clears the field.",
        items="set",
        decode=semicolon_list,
        encode=joined_by_semicolon,
    )
    number_length: Lengths | None = option(
        'The whole list of lengths of called numbers to which the rule applies, in any order, such as V(["8", "10"]). An empty list '
        "clears the field.",
        items="set",
        decode=semicolon_list,
        encode=joined_by_semicolon,
    )
    number_mask: NumberRanges | None = option(
        "The whole list of calling extensions to which the rule applies, in any order: numbers and ranges such as V(101-110), in quotes. "
        "An empty list clears the field.",
        items="set",
        decode=semicolon_list,
        encode=joined_by_semicolon,
    )
    groups: Annotated[list[str], AfterValidator(once)] | None = option(
        "The whole list of groups to whose members the rule applies, in any order, by names or ids. A group that is not listed is "
        "removed from the rule. An empty list removes all.",
        items="set",
        whole_list=WholeList("/applied_groups", one_by_one=True),
        item=Attribute(reference=Reference(to="group"), decode=object_id),
    )
    priority: Count | None = option(
        "Of several rules that apply to a call, the one with the lowest number is used. Give each its own.", api_default=PRIORITY
    )
    routing_strategy: Literal["PRIORITIZED", "RANDOMLY"] | None = option(
        "Which of O(routes) is tried first.",
        choices={"PRIORITIZED": "The first of the list, then the next.", "RANDOMLY": "Any of them."},
        api_default="PRIORITIZED",
    )
    routes: Annotated[list[Route], Field(max_length=MOST_ROUTES)] | None = option(
        "The whole list of up to six routes, in the order in which they are tried. An empty list clears the field.",
        "In a route through a trunk that the rule has already, keys that are left out keep their values.",
        keys=("provider_id",),
    )
    office_hours: RuleOfficeHours | None = option("When the rule applies. Keys that are left out keep their values.")
    holidays: list[str] | None = option(
        "The whole list of the tenant's holidays on which the rule does not apply, by names or ids, in any order. An empty list clears "
        "the field.",
        items="set",
        item=Attribute(reference=Reference(to="holiday"), decode=object_id),
    )
    enable_audio_recording: bool | None = option("Whether calls by this rule are recorded.", since="22.6")


def _without_condition(rule: Mapping[str, Any]) -> Iterable[str]:
    if rule.get("enabled") is not False and not any(rule.get(name) for name in CONDITIONS):
        yield (
            f"The outbound rule {rule.get('name')} has none of {', '.join(CONDITIONS)}, so that it applies to all calls. If that is meant, "
            "give it a higher priority number than all others."
        )


def _beside(rule: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for other in others:
        if _priority(rule) == _priority(other) and _overlap(rule, other):
            yield (
                f"priority: {_priority(rule)} is that of the rule {other.get('name')} too, which applies to the same calls; the PBX "
                "may use either. Give each its own priority"
            )


def _priority(rule: Mapping[str, Any]) -> Any:
    return PRIORITY if rule.get("priority") is None else rule["priority"]


def _overlap(rule: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a call can fit the conditions of both rules, as far as they tell."""
    prefixes = rule.get("number_prefix") or [""], other.get("number_prefix") or [""]
    lengths = set(rule.get("number_length") or ()), set(other.get("number_length") or ())
    masks = readable_ranges(rule.get("number_mask") or ()), readable_ranges(other.get("number_mask") or ())
    groups = set(rule.get("groups") or ()), set(other.get("groups") or ())
    return (
        any(one.startswith(two) or two.startswith(one) for one in prefixes[0] for two in prefixes[1])
        and (not all(lengths) or bool(lengths[0] & lengths[1]))
        and (not all(masks) or any(one.meets(two) for one in masks[0] for two in masks[1]))
        and (not all(groups) or bool(groups[0] & groups[1]))
    )


OUTBOUND_RULE = Resource(
    name="outbound_rule",
    plural="outbound_rules",
    model=OutboundRule,
    level="tenant",
    collection="/outbound_rules",
    key=("name",),
    lookup={"name": "str"},
    summary=True,
    id_in_update=True,
    required=("name",),
    warnings_for=_without_condition,
    warnings_beside=_beside,
    page=Page(
        summary="Create, change and remove outbound rules of PortSIP PBX",
        description=(
            "Creates, changes or removes one outbound rule of a tenant: which calls go through which trunks, with which number.",
            "An outbound rule is found by its O(name) in the tenant, or by its O(id).",
            "A rule without any condition applies to all calls, which gives a warning.",
            "O(groups) are added and removed after the rule itself is written. If the PBX refuses one, the rule exists.",
        ),
        notes=("Emergency numbers need a rule, too: see M(portsip.pbx.portsip_emergency_number).",),
        seealso=("trunk", "inbound_rule", "emergency_number", "group", "holiday"),
        samples={
            "groups": ["601827364509182736"],
            "name": "International",
            "number_length": ["10", "11"],
            "number_mask": ["2001-2099"],
            "number_prefix": ["00"],
            "routes": [{"enabled": True, "provider_id": "601827364509182701", "strip_digits": 2, "prepend": "+"}],
        },
    ),
    info_page=Page(summary="Read outbound rules of PortSIP PBX"),
)
