# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rules for calls from and to carriers (PortSIP PBX REST API 22.2); pools and ranges from PortSIP's guides."""

from __future__ import annotations

from typing import Annotated, Literal

from ..described import described
from ..errors import refused
from ..models.common import Forward
from ..models.provider import NumberRange, ranges_of
from ..state import Row, World
from ..validation import Blankable, Bool, Str, matching

Target = Annotated[Str, matching(r"\+?[0-9]+|[0-9]+-[0-9]+", "digits, with or without a plus sign before them, or a range of them")]


class InboundForward(Forward):
    """Where a call from a carrier goes; a range of numbers has as many as the rule has DID numbers."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"] | None = None
    number: Blankable[Target] = None


RULES = ("office_hours_forward_rule", "non_office_hours_forward_rule", "holiday_forward_rule")


def _pool(world: World, tenant_id: str, provider: Row) -> str | None:
    """Return the numbers that a tenant has on a trunk, None where nothing says so."""
    if provider["id"] in world.rows("providers", tenant_id):
        return provider["did_numbers"]
    return next((entry["did_numbers"] for entry in provider["assignees"] if entry["tenant_id"] == tenant_id), None)


def _check_inbound(world: World, tenant_id: str, row: Row) -> None:
    _check_trunk(world, tenant_id, row["provider_id"], "provider_id")
    _check_holidays(world, tenant_id, row)
    did = _range("did_numbers", row["did_numbers"])
    if did.kind != ("", 0):
        raise refused("did_numbers", "must not have numbers that begin with +, 0 or 00")
    pool = _pool(world, tenant_id, world.providers_in(tenant_id)[row["provider_id"]])
    if pool and not _holds(pool, did):
        raise refused("did_numbers", f"{row['did_numbers']} is not in the pool {pool}")
    for name in RULES:
        number = (row[name] or {}).get("number")
        if number and "-" in number:
            target = _range(f"{name}.number", number)
            if target.last - target.first != did.last - did.first:
                raise refused(f"{name}.number", f"{number} has another length than {row['did_numbers']}")


def _holds(pool: str, did: NumberRange) -> bool:
    """Return whether every number of a range is in a pool."""
    reach = did.first
    for one in sorted(ranges_of(pool), key=lambda one: one.first):
        if one.kind == did.kind and one.first <= reach <= one.last:
            reach = one.last + 1
    return reach > did.last


def _range(field: str, text: str) -> NumberRange:
    try:
        found = ranges_of(text)
    except ValueError as error:
        raise refused(field, str(error)) from None
    if len(found) != 1:
        raise refused(field, "must be one number or range")
    return found[0]


def _check_trunk(world: World, tenant_id: str, provider_id: str | None, field: str) -> None:
    if provider_id is not None and provider_id not in world.providers_in(tenant_id):
        raise refused(field, f"trunk {provider_id} does not exist")


def _check_holidays(world: World, tenant_id: str, row: Row) -> None:
    for position, holiday in enumerate(row["holidays"] or []):
        if holiday not in world.rows("holidays", tenant_id):
            raise refused(f"holidays.{position}", f"holiday {holiday} does not exist")


def _with_holidays(world: World, tenant_id: str, view: Row) -> Row:
    """Return a rule with its holidays as objects, which were written as ids."""
    holidays = world.rows("holidays", tenant_id)
    kept = [holidays[key] for key in view.get("holidays") or [] if key in holidays]
    return {**view, "holidays": [{name: value for name, value in holiday.items() if name != "region"} for holiday in kept] or None}


INBOUND_RULES = described(
    "/inbound_rules",
    later={"22.3": {"usage": Str}, "22.6": {"enable_audio_recording": Bool}},
    types=dict.fromkeys(RULES, InboundForward),
    search=("name", "did_numbers"),
    check=_check_inbound,
    present=_with_holidays,
)


def _check_outbound(world: World, tenant_id: str, row: Row) -> None:
    _check_holidays(world, tenant_id, row)
    routes = row["routes"] or []
    if len(routes) > MOST_ROUTES:
        raise refused("routes", f"must be at most {MOST_ROUTES}")
    for index, route in enumerate(routes):
        _check_trunk(world, tenant_id, route["provider_id"], f"routes.{index}.provider_id")


MOST_ROUTES = 6

OUTBOUND_RULES = described(
    "/outbound_rules",
    later={"22.6": {"enable_audio_recording": Bool}},
    search=("name", "number_prefix"),
    check=_check_outbound,
    present=_with_holidays,
)
