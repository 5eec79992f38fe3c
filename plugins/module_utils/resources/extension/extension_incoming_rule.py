# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules for the incoming calls of an extension, and their intervals (extension API, incom_rule and interval)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import Positive, Seconds
from .parts import AT_INTERVAL, EXTENSION, RULES, Destinations, RegularExpression, one_blank_each, sounds


class CascadeNumber(Wanted):
    """A number of a cascade, and after how many seconds it is called."""

    delay: Seconds | None = option(
        "Seconds after which it is called.",
        default=0,
    )
    number: Annotated[str, Field(min_length=1)] = option(
        "The number.",
        required=True,
    )


class IncomingRule(Wanted):
    """What happens to an incoming call; interval and sound by id or name."""

    name: Annotated[str, Field(min_length=1)] | None = option(
        "Name of the rule. Required unless O(id) is given. Given together with O(id), it is the name the rule gets.",
        "The API allows several rules with the same name. Such a name is an error that lists their ids.",
    )
    type: Literal["busy", "transfer", "hangup", "playfile", "voicemail", "cascade", "simple_transfer", "simple_cascade"] | None = option(
        "What happens to a call. Required to create a rule.",
        choices={
            "busy": "The caller hears that the line is busy.",
            "cascade": "The numbers of O(cascade_numbers) are called, each after its delay.",
            "hangup": "The call ends.",
            "playfile": "The caller hears O(playfile_sound).",
            "simple_cascade": "The numbers of O(cascade_numbers) are called. The API does not document how it differs from V(cascade).",
            "simple_transfer": "The call goes to O(transfer_dst). The API does not document how it differs from V(transfer).",
            "transfer": "The call goes to O(transfer_dst), all destinations at once.",
            "voicemail": "The caller leaves a voice message.",
        },
    )
    enabled: bool | None = option(
        "Whether the rule is used. The API uses V(true) when it is left out on creation.",
    )
    final: bool | None = option(
        "Whether no further rule is tried if the call failed. The API uses V(true) when it is left out on creation.",
    )
    interval: str | None = option(
        "The interval in which the rule applies, by its name or its id; a name takes precedence over an id. An empty "
        "string makes the rule apply at any time.",
        "In check mode, an interval that does not exist yet gives a warning, assuming that an earlier task creates it.",
    )
    caller_id_action: Literal["matches", "not_matches", "anonymous", "any"] | None = option(
        "Which callers the rule is for. The API uses V(any) when it is left out on creation.",
        choices={
            "anonymous": "Callers without a number.",
            "any": "All of them.",
            "matches": "Callers whose number matches O(caller_id).",
            "not_matches": "Callers whose number does not match O(caller_id).",
        },
    )
    caller_id: RegularExpression | None = option(
        "Regular expression for the number of the caller. Required with O(caller_id_action=matches) and "
        "O(caller_id_action=not_matches). An empty string clears the field.",
    )
    call_status: Literal["no_answer", "busy", "any"] | None = option(
        "Which outcome of the call so far the rule is for. The API uses V(any) when it is left out on creation.",
    )
    extension_call_status: Literal["no_answer", "busy", "any"] | None = option(
        "Which state of calls of the extension the rule is for. The API uses V(any) when it is left out on creation.",
    )
    extension_status: Literal["registered", "unreachable", "any"] | None = option(
        "Which state of the extension the rule is for. The API uses V(any) when it is left out on creation.",
    )
    transfer_dst: Destinations | None = option(
        "Destinations of a transfer, separated by spaces, at most 10. Required with O(type=transfer) and "
        "O(type=simple_transfer). An empty string clears the field.",
        canonical=one_blank_each,
    )
    transfer_timeout: Seconds | None = option(
        "Seconds it rings at a destination. The API uses 60 when it is left out on creation.",
    )
    allow_public_transfer: bool | None = option(
        "Whether an external destination may forward the call.",
    )
    enable_call_screening: bool | None = option(
        "Whether the caller says the name before the call is connected.",
    )
    ignore_early_media: bool | None = option(
        "Whether the caller hears a ringback tone instead of early media of the destination. The API uses V(true) when "
        "it is left out on creation.",
    )
    cascade_numbers: list[CascadeNumber] | None = option(
        "The numbers of a cascade. Required with O(type=cascade). It is always the whole list, and an empty list clears.",
    )
    playfile_sound: str | None = option(
        "The sound that is played with O(type=playfile).",
    )
    control_code: str | None = option(
        "Code with which the rule is switched on and off by phone. An empty string clears the field.",
    )


class RulePosition(Wanted):
    """The position of a rule among all rules of its extension, counted from 1."""

    position: Positive


TRANSFERS = ("transfer", "simple_transfer")


BY_CALLER = ("matches", "not_matches")


def _has_what_its_type_needs(rule: Mapping[str, Any]) -> None:
    """:raises ValueError: the type or the choice of callers requires an option that is missing."""
    if rule.get("type") == "cascade" and not rule.get("cascade_numbers"):
        raise ValueError("cascade_numbers is required where type is cascade")
    if rule.get("type") in TRANSFERS and not rule.get("transfer_dst"):
        raise ValueError(f"transfer_dst is required where type is {rule['type']}")
    if rule.get("caller_id_action") in BY_CALLER and not rule.get("caller_id"):
        raise ValueError(f"caller_id is required where caller_id_action is {rule['caller_id_action']}")


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
    overrides={"interval": AT_INTERVAL, **sounds("playfile_sound")},
    page=Page(
        work="incoming_rule.run_incoming_rule",
        noun="rule",
        requests="C(GET) and C(PUT) of C(/extension/{extension_id}/incom_rule/order/) for O(position)",
        summary="Create, change and remove rules for incoming calls of an extension (extension API)",
        description=(
            "Creates, changes or removes one rule for the incoming calls of an extension.",
            "A rule is found by its O(name), or by its O(id).",
            "It is B(not) one of the inbound rules of PortSIP PBX's own REST API.",
        ),
        notes=("Rule and position are written one after the other. A run that failed in between is completed by the next one.",),
        seealso=(
            "extension_incoming_rule_order",
            "extension_interval",
        ),
        options={
            "position": {
                "description": [
                    (
                        "Position of the rule among all rules of the extension, which are tried from the first on, counted from 1. A "
                        "number beyond the end means the last position. A new rule is added at the end when this is left out."
                    ),
                    (
                        "To order all rules, use M(portsip.pbx.portsip_extension_incoming_rule_order) instead. Several rules with a "
                        "position in one play move each other."
                    ),
                ],
                "type": "int",
            },
        },
        returns={
            "cascade_numbers": {
                "description": "The numbers of a cascade.",
                "returned": "always",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "delay": {
                        "description": "Seconds after which it is called.",
                        "returned": "always",
                        "sample": 10,
                        "type": "int",
                    },
                    "number": {
                        "description": "The number.",
                        "returned": "always",
                        "sample": "301",
                        "type": "str",
                    },
                },
            },
            "interval": {
                "description": "Id of the interval in which the rule applies.",
                "returned": "always",
                "type": "int",
                "sample": 7,
            },
            "position": {
                "description": "Position of the rule among all rules of the extension.",
                "returned": "when O(position) is given and the rule is there",
                "type": "int",
                "sample": 1,
            },
        },
        samples={
            "allow_public_transfer": False,
            "call_status": "any",
            "caller_id": "^\\+49",
            "caller_id_action": "any",
            "enable_call_screening": False,
            "enabled": True,
            "extension_call_status": "any",
            "extension_status": "any",
            "final": True,
            "ignore_early_media": True,
            "name": "Night",
            "transfer_dst": "301 302",
            "transfer_timeout": 60,
            "type": "transfer",
        },
    ),
)
