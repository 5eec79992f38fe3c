# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A rule for calls from a carrier (PortSIP PBX REST API 22.2, /inbound_rules; ranges from PortSIP's knowledge base)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from ...base.libraries import AfterValidator, BeforeValidator, Field, model_validator
from ...base.number_pool import Range, check_entry
from ...schema.attribute import Attribute, option
from ...schema.forms import joined_by_semicolon, object_id, semicolon_list
from ...schema.given_texts import SplitList
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import NumberOf, Reference
from ...schema.resource import Resource
from ...schema.types import LongText, Name64, TargetOrRange, number_range
from .forwarding import ForwardRule
from .number_pools import readable_ranges
from .office_hours import RuleOfficeHours

RULES = ("office_hours_forward_rule", "non_office_hours_forward_rule", "holiday_forward_rule")


def _did(value: str) -> str:
    check_entry(value)
    return str(Range.parse(value))


def _masks(values: list[str]) -> list[str]:
    for value in values:
        if "-" in value:
            number_range(value)
        elif not re.fullmatch(r"\+?[0-9*]+", value):
            raise ValueError(f"{value!r} is neither a number, in which * stands for a digit, nor a range")
    return values


class InboundForwardRule(ForwardRule):
    """Where a call from a carrier goes."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"] | None = option(
        "What happens to the call.",
        choices={
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
        },
    )
    number: TargetOrRange | None = option(
        "Extension number or external number with or without a leading C(+), in quotes, or the name of a user, a ring group, a call "
        "queue, a shared voicemail or a receptionist of the tenant, which stands for its extension number.",
        "A range such as V(1100-1199) goes with a range of as many O(did_numbers): the first DID leads to the first number, and so on.",
        number_of=NumberOf(outside=True),
    )


class InboundRule(Wanted):
    """Where calls to a DID go."""

    name: Name64 | None = option(
        "Name of the rule, 1 to 64 characters.",
        "Required unless O(id) is given. Given together with O(id), it is the name that the rule gets.",
    )
    enabled: bool | None = option("Whether the rule is used.", api_default=True)
    provider_id: str | None = option(
        "The trunk from which calls come, by name or id. Required on creation.",
        reference=Reference(to="trunk"),
    )
    did_numbers: Annotated[str, Field(min_length=1), AfterValidator(_did)] | None = option(
        "The number that is called, or one range of numbers such as V(493055501100-493055501199), in quotes. Required on creation.",
        "Numbers are written as in the pool of the tenant on the trunk, and have to be in it: without a leading C(+), C(0) or C(00).",
    )
    cid_number_mask: Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_masks)] | None = option(
        "The whole list of callers to whom the rule applies, in any order: numbers, in which each C(*) stands for one digit, and ranges.",
        "Several rules for one DID are told apart by it. An empty list clears the field, and the rule applies to all callers.",
        items="set",
        decode=semicolon_list,
        encode=joined_by_semicolon,
    )
    office_hours_forward_rule: InboundForwardRule | None = option(
        "What happens to a call within office hours. Keys that are left out keep their values."
    )
    non_office_hours_forward_rule: InboundForwardRule | None = option(
        "What happens to a call outside of office hours. Keys that are left out keep their values."
    )
    holiday_forward_rule: InboundForwardRule | None = option(
        "What happens to a call on one of O(holidays). Keys that are left out keep their values."
    )
    office_hours: RuleOfficeHours | None = option("The office hours of the rule. Keys that are left out keep their values.")
    holidays: list[str] | None = option(
        "The whole list of the tenant's holidays on which O(holiday_forward_rule) applies, by names or ids, in any order. An empty list "
        "clears the field.",
        items="set",
        item=Attribute(reference=Reference(to="holiday"), decode=object_id),
    )
    play_recording_disclaimer: bool | None = option("Whether callers hear that the call is recorded.", api_default=False)
    enable_advanced_routing: bool | None = option("Whether O(advanced_routing) applies.", api_default=False)
    advanced_routing: LongText | None = option(
        "Rules for advanced routing, as the PBX exports them. The vendor does not document their form; the PBX checks it."
    )
    usage: str | None = option("What the rule is used for. The vendor does not document the values; the PBX checks them.", since="22.3")
    enable_audio_recording: bool | None = option("Whether calls by this rule are recorded.", since="22.6")

    @model_validator(mode="after")
    def _lengths(self) -> InboundRule:
        rules = {name: {"number": rule.number} for name in RULES if (rule := getattr(self, name)) is not None}
        _same_length({"did_numbers": self.did_numbers, **rules})
        return self


def _size(text: Any) -> int | None:
    """How many numbers a number or range has; None where it is neither."""
    found = readable_ranges([text]) if text else []
    return found[0].last - found[0].first + 1 if found else None


def _same_length(rule: Mapping[str, Any]) -> None:
    """:raises ValueError: a range of targets has more or fewer numbers than the DID."""
    did = _size(rule.get("did_numbers"))
    for name in RULES:
        number = (rule.get(name) or {}).get("number")
        target = _size(number) if isinstance(number, str) and re.fullmatch(r"[0-9]+-[0-9]+", number) else None
        if did is not None and target is not None and target != did:
            raise ValueError(f"{name}.number: {number} has {target} numbers, and did_numbers {rule.get('did_numbers')} has {did}")


def _beside(rule: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    own, mask = readable_ranges([rule.get("did_numbers")]), sorted(rule.get("cid_number_mask") or [])
    for other in others:
        same = other.get("provider_id") == rule.get("provider_id") and sorted(other.get("cid_number_mask") or []) == mask
        if same and any(one.meets(two) for one in own for two in readable_ranges([other.get("did_numbers")])):
            yield (
                f"did_numbers: {rule.get('did_numbers')} is in the rule {other.get('name')} too, for the same callers; which one is used "
                "is not documented. Tell them apart by cid_number_mask"
            )


INBOUND_RULE = Resource(
    name="inbound_rule",
    plural="inbound_rules",
    model=InboundRule,
    level="tenant",
    collection="/inbound_rules",
    key=("name",),
    lookup={"name": "str", "did_numbers": "str"},
    required=("name", "did_numbers", "provider_id"),
    complete=_same_length,
    warnings_beside=_beside,
    page=Page(
        summary="Create, change and remove inbound rules of PortSIP PBX",
        description=(
            "Creates, changes or removes one inbound rule of a tenant: where calls to a number (DID) of a trunk go.",
            "An inbound rule is found by its O(name) in the tenant, or by its O(id).",
            "A range of DIDs and a range of as many extension numbers are one rule, in which the first DID leads to the first extension.",
        ),
        notes=(
            "What a rule leads to should exist before the rule does, so that no call gets lost: create inbound rules last, and remove "
            "them first.",
        ),
        seealso=("trunk", "trunk_assignment", "outbound_rule", "holiday"),
        samples={"cid_number_mask": ["0049**********"], "did_numbers": "493055501100-493055501199", "name": "Direct dial"},
    ),
    info_page=Page(summary="Read inbound rules of PortSIP PBX"),
)
