# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where one call ends, and why: from a number, a time, a caller and what is pressed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import InvalidInput
from ...schema.times import parse_instant
from ..call_flow.definition import Entry, document_of
from ..call_flow.wording import shown
from .follow import Calls
from .model import LOOP, STATUSES, Call, Key, Step
from .numbers import NUMBER, dialled
from .site import Site, step_of
from .slots import Slots, tenant_zone

Tenants = list[tuple[Entry, Sequence[Entry]]]
"""Definitions of tenants, each with the queues of the extension API that belong to it."""


@dataclass(frozen=True)
class Path:
    """How a call goes.

    :param steps: what decides on the way, and at last where the call stays.
    :param ends_at: ``kind``, ``name`` and ``number`` of the place where it ends.
    """

    steps: tuple[Step, ...]
    ends_at: Mapping[str, str]


def call_path(
    tenant: Entry,
    number: str,
    moment: datetime.datetime,
    call: Call = Call(),  # noqa: B008 (frozen)
    *,
    queues: Iterable[Entry] = (),
    elsewhere: Iterable[Any] = (),
    night_mode: bool | None = None,
) -> Path:
    """How a call to a number goes.

    :param tenant: the definition, complete.
    :param moment: when, in the time of the tenant.
    :param elsewhere: numbers and ranges that exist, but are managed elsewhere.
    :param night_mode: whether the whole tenant is in night mode; None: what the definition says.
    :raises InvalidInput: the number can not be dialled, or a status is none, or that of what is no extension number.
    """
    for its, status in call.status:
        if not NUMBER.fullmatch(its):
            raise InvalidInput(f"status.{its}: must be the extension number of a user")
        if status not in STATUSES:
            raise InvalidInput(f"status.{its}: must be one of {', '.join(STATUSES)}, not {status!r}")
    if not NUMBER.fullmatch(dialled(number)):
        raise InvalidInput("number: must be a number as it is dialled, such as +16025550100, 8000 or *57")
    calls = Calls(tenant, queues, elsewhere, slots=Slots.of_moment(moment, tenant_zone(tenant)), night_mode=night_mode)
    trail = next(calls.follow(calls.start(number, call.caller), call))
    place = calls.site.place(trail.end)
    if trail.end[0] == LOOP:
        steps = (*trail.steps(), Step(LOOP, calls.site.label(trail.end[1:]), "the call has been here before, and goes round"))
    else:
        steps = (*trail.steps(), step_of(place))
    return Path(steps, ends_at(calls.site, trail.end))


def ends_at(site: Site, end: Key) -> dict[str, str]:
    """A place where a call ends, as a module returns it."""
    if end[0] == LOOP:
        return {"kind": LOOP, "name": site.name(end[1:]), "number": end[2] if len(end) > 2 else ""}
    place = site.place(end)
    name = place.name or (end[3] if end[0] == "outside" and len(end) > 3 else "")
    return {"kind": place.kind, "name": name, "number": place.number}


def moment_of(text: str, tenant: Entry) -> datetime.datetime:
    """A point in time in the time of a tenant.

    :param text: RFC 3339 with an offset, or a local time of the tenant such as ``2026-11-29T08:00``; empty for now.
    :raises InvalidInput: it is neither, or this machine does not know the time zone of the tenant.
    """
    given = text.strip()
    try:
        local = datetime.datetime.fromisoformat(given.replace(" ", "T", 1)) if given else None
    except ValueError:
        local = None
    if local is not None and local.tzinfo is None:
        return local
    try:
        instant = parse_instant(given) if given else datetime.datetime.now(datetime.timezone.utc)
    except ValueError:
        raise InvalidInput(
            f"at: {text!r} must be a time of the tenant such as 2026-11-29T08:00, or as in RFC 3339 with its offset from UTC, such as "
            "2026-11-29T15:00:00Z"
        ) from None
    zone = tenant_zone(tenant)
    if zone is None:
        name = shown(tenant.get("timezone")) or "none"
        raise InvalidInput(f"at: the time zone of the tenant ({name}) is not known here; give a local time such as 2026-11-29T08:00")
    return instant.astimezone(zone).replace(tzinfo=None)


def tenants_in(document: Any, wanted: str | None) -> Tenants:
    """The tenants of a document, each with the queues of the extension API that belong to it.

    :param wanted: domain or name of the only one that is meant.
    :raises InvalidInput: it is no document, or has no such tenant.
    """
    read = document_of(document)
    tenants = read["tenants"]
    # With one tenant alone it is clear to whom the queues belong.
    queues = read["queues"] if len(tenants) == 1 else []
    chosen = [tenant for tenant in tenants if wanted is None or is_called(tenant, wanted)]
    if not chosen:
        known = ", ".join(filter(None, (shown(tenant.get("domain")) for tenant in tenants)))
        raise InvalidInput(f"has no tenant {wanted}; it has {known}" if wanted is not None and known else "has no tenant")
    return [(tenant, queues) for tenant in chosen]


def is_called(tenant: Entry, wanted: str) -> bool:
    """Whether a text is the domain or the name of a tenant."""
    return shown(wanted).lower() in (shown(tenant.get("domain")).lower(), shown(tenant.get("name")).lower())
