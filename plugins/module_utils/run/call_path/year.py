# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The times that are worth a look: when the hours of a tenant change within a week, and its holidays of a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..call_flow.definition import Entry, entries
from ..call_flow.wording import shown
from .hours import MINUTES, Span, Week, spans_of_holiday
from .slots import Slots, tenant_zone, zone_of

WITH_HOURS = ("inbound_rules", "outbound_rules", "users")


def slots_of(tenants: Iterable[Entry], first: datetime.date) -> Slots:
    """The times at which calls of a tenant may change, from a day on for a year.

    :param tenants: the tenant, or several definitions of it that are compared.
    """
    known = list(tenants)
    cuts: set[int] = set()
    spans: list[Span] = []
    for tenant in known:
        for hours, zone in _all_hours(tenant):
            cuts |= {minute % MINUTES for minute in _in_time_of(Week.of(hours).cuts(), zone, tenant, first)}
        spans += _all_holidays(tenant, first)
    return Slots.of_year(first, cuts, spans, tenant_zone(known[0]) if known else None)


def _all_hours(tenant: Entry) -> Iterator[tuple[Mapping[str, Any], str]]:
    """All office hours, each with the time zone in which they are where that is another one."""
    own = tenant.get("office_hours")
    if isinstance(own, Mapping):
        yield own, ""
    for name in WITH_HOURS:
        for entry in entries(tenant.get(name)):
            zone = shown(entry.get("timezone")) if name == "users" else ""
            hours = entry.get("office_hours")
            if isinstance(hours, Mapping) and hours.get("mode") != "GLOBAL":
                yield hours, zone
            elif zone and isinstance(own, Mapping):
                yield own, zone
            for rule in entries(entry.get("custom_forward_rules")):
                if isinstance(rule.get("hours"), Mapping):
                    yield rule["hours"], zone
    for entry in entries(tenant.get("ivrs")):
        for rule in entries(entry.get("custom_forward_rules")):
            hours = rule.get("office_hours")
            if isinstance(hours, Mapping) and hours.get("mode") != "GLOBAL":
                yield hours, ""


def _in_time_of(cuts: Iterable[int], zone: str, tenant: Entry, first: datetime.date) -> Iterator[int]:
    """Minutes in the time of the tenant; of another time zone in summer and in winter."""
    here, there = tenant_zone(tenant), zone_of(zone) if zone else None
    shifts = {0}
    if here is not None and there is not None:
        moments = (datetime.datetime(first.year, month, 1, 12, tzinfo=here) for month in range(1, 13))
        offsets = ((moment.utcoffset(), moment.astimezone(there).utcoffset()) for moment in moments)
        shifts = {round((own - other).total_seconds() / 60) for own, other in offsets if own is not None and other is not None}
    for cut in cuts:
        yield from (cut + shift for shift in shifts)


def _all_holidays(tenant: Entry, first: datetime.date) -> Iterator[Span]:
    """The holidays of the tenant that something names, and those of users."""
    last = first + datetime.timedelta(days=365)
    for entry in entries(tenant.get("holidays")):
        yield from spans_of_holiday(entry, first, last)
    for user in entries(tenant.get("users")):
        for entry in entries(user.get("holidays")):
            yield from spans_of_holiday(entry, first, last)


def feasts_of(tenant: Entry, slots: Slots) -> dict[datetime.date, str]:
    """The holidays of a tenant, by the dates on which they are."""
    found: dict[datetime.date, list[str]] = {}
    dates = [day.date for day in slots.days if day.date is not None]
    for entry in entries(tenant.get("holidays")) if dates else ():
        for span in spans_of_holiday(entry, dates[0], dates[-1] + datetime.timedelta(days=1)):
            for date in dates:
                midnight = datetime.datetime.combine(date, datetime.time())
                if span.start < midnight + datetime.timedelta(days=1) and span.end > midnight:
                    found.setdefault(date, []).append(shown(entry.get("name")))
    return {date: " and ".join(dict.fromkeys(known)) for date, known in found.items()}
