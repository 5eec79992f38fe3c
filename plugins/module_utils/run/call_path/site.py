# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A tenant as calls see it: who has which number, when offices are open, and what each place does; read when it is first needed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..call_flow.definition import KIND_OF, NUMBERED, RANGE, Entry, Numbers, entries, names, number
from ..call_flow.graph import (
    ACTION_URL,
    DIAL_OUT,
    ELSEWHERE,
    HANGUP,
    MISSING,
    NOWHERE,
    OTHER,
    OUTSIDE,
    QUEUE,
    SHARED_VOICEMAIL,
    USER,
    VOICEMAIL,
)
from ..call_flow.hours import week
from ..call_flow.wording import shown
from .hours import ALWAYS, Span, Week, spans_of_holiday
from .model import LOOP, NO_ROUTE, NO_RULE, NOUNS, SERVICE, UNANSWERED, Key, Place, Step
from .numbers import dialled
from .slots import Slots, zone_of

RULE = "_forward_rule"
SERVICES = {"555": "automatic callback", "666": "call park", "777": "voicemail", "888": "monitoring"}
"""Where the services of a tenant are reached unless they were moved (PortSIP's knowledge base, system service extension numbers)."""
SERVICE_NAMES = {"callback": "555", "park": "666", "voicemail": "777", "monitor": "888"}
NOT_OPEN = "the definition has no office hours of the tenant, so that they are taken as always open"


@dataclass(frozen=True)
class Hours:
    """When an entry is open.

    :param mask: the times.
    :param words: whose hours they are.
    :param doubt: what is not documented about it; empty where nothing is.
    """

    mask: int
    words: str
    doubt: str = ""


class Site:
    """A tenant, and the queues of the extension API that belong to it.

    :param tenant: its definition, complete.
    :param slots: the times that calls are looked at.
    :param elsewhere: numbers and ranges that exist, but are managed elsewhere.
    :param night_mode: whether the whole tenant is in night mode; None: what the definition says.
    """

    def __init__(
        self,
        tenant: Entry,
        queues: Iterable[Entry] = (),
        elsewhere: Iterable[Any] = (),
        *,
        slots: Slots,
        night_mode: bool | None = None,
    ) -> None:
        self.tenant = tenant
        self.slots = slots
        queues = list(queues)
        self.numbers = Numbers(tenant, queues, elsewhere)
        self.night_mode = tenant.get("enable_night_mode") is True if night_mode is None else night_mode
        self.entries = numbered(tenant, queues)
        self.services = _services(tenant)
        self.zone = shown(tenant.get("timezone"))
        hours = tenant.get("office_hours")
        self._hours = Week.of(hours) if isinstance(hours, Mapping) else None
        self.opened = slots.open(self._hours) if self._hours is not None else slots.everything
        self._holidays = {shown(entry.get("name")): entry for entry in entries(tenant.get("holidays"))}
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._places: dict[Key, Place] = {}
        self.readers: dict[str, Callable[[Site, Key], Place]] = {}

    def place(self, key: Key) -> Place:
        """What is at a place."""
        known = self._places.get(key)
        if known is None:
            reader = self.readers.get(key[0])
            known = self._places[key] = reader(self, key) if reader else Place(key, self.label(key), self.name(key), _reason(key))
        return known

    # Names

    def name(self, key: Key) -> str:
        """What people call a place."""
        return self.numbers.names.get(key[1], "") if len(key) > 1 and key[0] not in (OTHER, ACTION_URL, HANGUP, NOWHERE, DIAL_OUT) else ""

    def label(self, key: Key) -> str:
        """A place in a few words: ``ring group 7010 Front desk``."""
        kind, *rest = key
        noun = NOUNS.get(kind, kind.replace("_", " "))
        if kind in (HANGUP, NOWHERE, DIAL_OUT, LOOP):
            return noun
        text = f"{rest[0]} {self.name(key)}".strip() if rest else ""
        if kind == MISSING:
            return f"{text}, which nobody has"
        if kind == ELSEWHERE:
            return text
        if kind in (NO_RULE, NO_ROUTE, UNANSWERED):
            return f"{text}, {noun}"
        return f"{noun} {text}".strip()

    # Times

    def hours(self, hours: Any, *, default: str = "") -> Hours:
        """When an entry with these office hours is open.

        :param default: what is not documented where the entry has none, so that the tenant's are taken; empty where it is.
        """
        if isinstance(hours, Mapping) and hours.get("mode") != "GLOBAL" and any(isinstance(value, Mapping) for value in hours.values()):
            return Hours(self.slots.open(Week.of(hours)), f"hours {week(hours, closed=False)}")
        doubt = "" if isinstance(hours, Mapping) and hours.get("mode") else default
        if self._hours is None:
            return Hours(self.slots.everything, "the tenant's office hours", NOT_OPEN)
        return Hours(self.opened, "the tenant's office hours", doubt)

    def hours_in(self, hours: Any, zone: str) -> Hours:
        """When a user with a time zone of its own is at work (22.6: hours and holidays follow the zone of the extension)."""
        if not zone or zone == self.zone:
            return self.hours(hours)
        own = isinstance(hours, Mapping) and hours.get("mode") == "CUSTOM"
        read = Week.of(hours) if own else self._hours or ALWAYS
        known = zone_of(zone) is not None and self.slots.zone is not None
        doubt = "" if known else f"this machine does not know the time zone {zone}, so that the tenant's is taken"
        return Hours(self.slots.open(read, zone), f"office hours in {zone}", doubt)

    def spans(self, name: str) -> tuple[Span, ...]:
        """When one of the tenant's holidays is, in the times that are looked at; none for one that is not known."""
        known = self._spans.get(name)
        if known is None:
            entry = self._holidays.get(name)
            known = self._spans[name] = self.spans_of(entry) if entry is not None else ()
        return known

    def spans_of(self, holiday: Entry) -> tuple[Span, ...]:
        """When a holiday is, in the times that are looked at."""
        dates = [day.date for day in self.slots.days if day.date is not None]
        if not dates:
            return ()
        return tuple(spans_of_holiday(holiday, dates[0], dates[-1] + datetime.timedelta(days=1)))

    def holidays(self, value: Any) -> list[tuple[str, int]]:
        """The holidays that an entry names, each with when it is."""
        return [(name, self.slots.on(self.spans(name))) for name in names(value)]

    # Where rules lead

    def target(self, source: Key, rule: Any, did: str = "") -> Key:
        """Where a forward rule leads.

        :param source: the place whose rule it is.
        :param did: the number that was called, for a rule that passes it on.
        """
        action = shown(rule.get("action")) if isinstance(rule, Mapping) else ""
        if action == "FORWARD_TO_NUMBER":
            return self.to(self.numbers.of(rule.get("number")), source, did)
        if action == "FORWARD_TO_VOICEMAIL":
            return self.mailbox(self.numbers.of(rule.get("number")) or (source[1] if len(source) > 1 else ""))
        if action == "REPEAT":
            return source
        if action == "HANGUP":
            return (HANGUP,)
        if action == "DISA":
            return (DIAL_OUT, source[1])
        return (OTHER, action) if action else (NOWHERE,)

    def to(self, its: str, source: Key = (), did: str = "") -> Key:
        """The place of a number that a call is forwarded to, or that is dialled.

        :param source: the place from which it comes, by whose number outbound rules tell calls apart.
        """
        if its == "0" and did:
            its = did
        kind = self.numbers.kind(its)
        if kind == MISSING and any(character.isdecimal() for character in its):
            # What people write between digits is not dialled.
            its = dialled(its)
            kind = OUTSIDE if its == did else self.numbers.kind(its)
        if its in self.services:
            return (SERVICE, its)
        if kind == OUTSIDE:
            return (OUTSIDE, its, source[1] if len(source) > 1 and source[1] in self.entries else "")
        return (kind, its)

    def mailbox(self, its: str) -> Key:
        """The place of the voicemail of a number."""
        kind = self.numbers.kind(its)
        if kind in (SHARED_VOICEMAIL, MISSING):
            return (kind, its)
        return (VOICEMAIL, its)

    def is_range(self, value: Any) -> bool:
        """Whether a target is a range of numbers rather than one."""
        text = number(value)
        return text not in self.entries and RANGE.fullmatch(text) is not None


def numbered(tenant: Entry, queues: Sequence[Entry]) -> dict[str, tuple[str, Entry]]:
    """Everything that has a number, by it: its kind and its entry."""
    found: dict[str, tuple[str, Entry]] = {}
    for name in NUMBERED:
        for entry in entries(tenant.get(name)):
            found.setdefault(number(entry.get("extension_number")), (KIND_OF[name], entry))
    for entry in queues:
        found.setdefault(number(entry.get("extension_id")), (QUEUE, entry))
    found.pop("", None)
    return found


def _services(tenant: Entry) -> dict[str, str]:
    """The numbers of services, and what they do."""
    found = dict(SERVICES)
    moved = tenant.get("service_numbers")
    for name, at_first in SERVICE_NAMES.items():
        service = moved.get(name) if isinstance(moved, Mapping) else None
        its = number(service.get("extension_number")) if isinstance(service, Mapping) else ""
        if its:
            what = found.pop(at_first, SERVICES[at_first])
            found[its] = what
    return found


def _reason(key: Key) -> str:
    return {
        HANGUP: "the call ends",
        NOWHERE: "the call has no destination",
        MISSING: "nothing in the definition has this number",
        DIAL_OUT: "the caller may dial out",
        ACTION_URL: "the answer of the web server says where the call goes",
        ELSEWHERE: "it is managed elsewhere",
        OTHER: "this action is not known here",
        NO_RULE: "no inbound rule takes the call",
        NO_ROUTE: "no outbound rule takes the call",
        UNANSWERED: "nobody answers",
        USER: "the phones of the user ring",
    }.get(key[0], "takes the call")


def step_of(place: Place) -> Step:
    """What is told of a place at which a call stays."""
    return Step(place.kind, f"{place.number} {place.name}".strip(), place.reason, place.undocumented)
