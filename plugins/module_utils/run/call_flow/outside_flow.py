# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Calls from and to the outside: trunks, and rules for their numbers (PortSIP PBX REST API 22.2, inbound_rules, outbound_rules)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .definition import Entry, entries, number, trunk_of
from .hours import week
from .wording import shown

PRIORITY = 1000
"""Of an outbound rule that names none; a lower one comes first."""


@dataclass(frozen=True)
class CallsIn:
    """A trunk through which calls come.

    :param dids: the numbers that lead to the tenant.
    :param rules: the inbound rules, in the order of these numbers.
    """

    trunk: str
    dids: str
    rules: tuple[Entry, ...]


@dataclass(frozen=True)
class CallOut:
    """One way of calls to the outside.

    :param trunk: where they go; empty where the rule names none.
    """

    slot: tuple[str, ...]
    given: str
    condition: str
    trunk: str
    off: bool


def calls_in(tenant: Entry) -> Iterator[CallsIn]:
    """The trunks that inbound rules of a tenant name, each with its rules."""
    pools = {}
    for entry in (*entries(tenant.get("trunk_assignments")), *entries(tenant.get("trunks"))):
        pools[shown(trunk_of(entry)) or shown(entry.get("name"))] = _text(entry.get("did_numbers"))
    found: dict[str, list[Entry]] = {}
    for rule in entries(tenant.get("inbound_rules")):
        found.setdefault(shown(trunk_of(rule)), []).append(rule)
    for trunk in sorted(found):
        yield CallsIn(trunk, pools.get(trunk, ""), tuple(sorted(found[trunk], key=_by_did)))


def _by_did(rule: Entry) -> tuple[int, str, str]:
    did = did_of(rule)
    return len(did), did, shown(rule.get("name"))


def did_of(rule: Entry) -> str:
    """The number, or the range of numbers, that an inbound rule is for."""
    return _text(rule.get("did_numbers"))


def condition_in(rule: Entry) -> str:
    """For which calls an inbound rule is, beside their number: its name, and the callers."""
    name, mask = shown(rule.get("name")), _text(rule.get("cid_number_mask"))
    return ", ".join(filter(None, (name if name != did_of(rule) else "", f"caller {mask}" if mask else "")))


def calls_out(tenant: Entry) -> Iterator[CallOut]:
    """The ways of outbound rules, in the order in which they are tried."""
    for rule in sorted(entries(tenant.get("outbound_rules")), key=_by_priority):
        name, off = shown(rule.get("name")), rule.get("enabled") is False
        lengths, mask, groups = (_text(rule.get(field)) for field in ("number_length", "number_mask", "groups"))
        hours = rule.get("office_hours")
        custom = isinstance(hours, Mapping) and hours.get("mode") == "CUSTOM"
        told = (
            name,
            f"{lengths} digits" if lengths else "",
            f"from {mask}" if mask else "",
            f"from {groups}" if groups else "",
            week(hours, closed=False) if custom and isinstance(hours, Mapping) else "",
        )
        given, condition = _text(rule.get("number_prefix")) or "any number", ", ".join(filter(None, told))
        routes = list(entries(rule.get("routes")))
        for place, route in enumerate(routes, 1):
            turn = f"route {place}" if len(routes) > 1 else ""
            closed = off or route.get("enabled") is False
            yield CallOut(("out", name, str(place)), given, ", ".join(filter(None, (condition, turn))), shown(trunk_of(route)), closed)
        if not routes:
            yield CallOut(("out", name, "0"), given, condition, "", off)


def _by_priority(rule: Entry) -> tuple[int, str]:
    priority = rule.get("priority")
    return priority if isinstance(priority, int) else PRIORITY, shown(rule.get("name"))


def _text(value: Any) -> str:
    """A value, or the values of a list whose order means nothing, also of one in a text as the API has it."""
    values = value if isinstance(value, (list, tuple)) else value.split(";") if isinstance(value, str) else [value]
    return shown("; ".join(sorted(filter(None, map(number, values)))))
