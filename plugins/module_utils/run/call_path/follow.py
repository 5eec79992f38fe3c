# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Following calls from place to place, at one moment or at all times at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..call_flow.definition import Entry
from ..call_flow.graph import OUTSIDE, RECEPTIONIST, USER
from .inbound import Arrivals
from .model import (
    CALLER,
    DID,
    DIGITS,
    FORCED,
    LOOP,
    NO_ANSWER,
    NO_MEMBER,
    PRESSES,
    STATUS,
    TIMEOUT,
    WORDS,
    Call,
    Event,
    Key,
    Place,
    Trail,
    Turn,
)
from .numbers import dialled, matches
from .outbound import Departures
from .services import READERS, dial
from .site import Site
from .slots import Slots
from .users import read_user
from .words import times_in_words
from .year import feasts_of


class Calls:
    """The calls of a tenant.

    :ivar site: the tenant.
    :ivar arrivals: its trunks and inbound rules.
    :ivar departures: its outbound rules.
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
        self.site = Site(tenant, queues, elsewhere, slots=slots, night_mode=night_mode)
        self._words: dict[int, str] = {}
        self.feasts = feasts_of(tenant, slots)
        self.arrivals = Arrivals(tenant)
        self.departures = Departures(tenant, self.arrivals)
        self.site.readers = {**READERS, USER: read_user, DID: self.arrivals.read, OUTSIDE: self.departures.read}

    def when(self, mask: int) -> str:
        """Times in words."""
        known = self._words.get(mask)
        if known is None:
            known = self._words[mask] = times_in_words(self.site.slots, mask, self.feasts, self.site.opened)
        return known

    def start(self, number: str, caller: str = "") -> Key:
        """Where a call to a number begins: at a number of a trunk, or inside, as that of an extension.

        :param number: as it is dialled, with or without spaces and a leading plus.
        :param caller: an extension of the tenant calls from inside, anybody else from outside.
        """
        its, site = dialled(number), self.site
        did = its.removeprefix("+")
        if caller in site.entries:
            if its in site.entries or its in site.services or site.numbers.kind(its) == "elsewhere":
                return site.to(its, ("", caller))
            return (OUTSIDE, its, caller)
        if self.arrivals.leads_in(did):
            return (DID, did)
        named = site.numbers.of(number)
        return site.to(named) if named in site.entries or named in site.services else (DID, did)

    def follow(self, start: Key, call: Call, mask: int | None = None) -> Iterator[Trail]:
        """How a call goes, for each part of some times in which it goes otherwise; loops end where they close.

        :param mask: the times; all where it is left out.
        """
        site = self.site
        pending: list[tuple[Key, int, int, tuple[Turn, ...], frozenset[tuple[Key, int]]]] = [
            (start, 0, site.slots.everything if mask is None else mask, (), frozenset())
        ]
        while pending:
            key, used, rest, turns, seen = pending.pop()
            if (key, used) in seen:
                yield Trail(rest, turns, (LOOP, *key))
                continue
            place, on_way = site.place(key), seen | {(key, used)}
            for turn in place.turns:
                part = rest & turn.mask
                presses = takes(turn.event, call, used, key[1] if len(key) > 1 else "") if part else None
                if presses is not None:
                    pending.append((turn.target, used + presses, part, (*turns, turn), on_way))
                    rest &= ~part
                    if not rest:
                        break
            if rest and place.kind == RECEPTIONIST and used < len(call.keys) and call.keys[used] not in WORDS:
                turn = dial(site, place, call.keys[used])
                pending.append((turn.target, used + 1, rest, (*turns, turn), on_way))
            elif rest:
                yield Trail(rest, turns, key)


def takes(event: Event, call: Call, used: int, its: str) -> int | None:
    """How many of its keys a call uses with an event; None where the event does not happen.

    :param used: how many it has used before.
    :param its: the number at which it is.
    """
    word, what = event
    if event == FORCED:
        return 0
    if word == CALLER:
        return 0 if matches(what.split(";"), call.caller) else None
    if word == STATUS:
        return 0 if call.status_of(its) == what else None
    if word == NO_ANSWER:
        return 0 if not call.answered and call.status_of(its) == what else None
    if word == NO_MEMBER:
        away = bool(what) and all(call.status_of(member) == "offline" for member in what.split(";"))
        return 0 if away or not call.answered else None
    return _pressed(event, call, used)


def _pressed(event: Event, call: Call, used: int) -> int | None:
    word, what = event
    pressed = call.keys[used] if used < len(call.keys) else ""
    if event == TIMEOUT and call.idle:
        return 0
    if not pressed:
        return None
    if word == DIGITS:
        return 1 if pressed not in WORDS and matches(what.split(";"), pressed) else None
    if word == PRESSES:
        return 1 if pressed not in WORDS and pressed == what else None
    return 1 if pressed == word else None


def ways(place: Place, everything: int) -> Iterator[Turn]:
    """The ways from a place whatever happens, each with the times at which it can be taken."""
    free: dict[Event, int] = {}
    rest = everything
    for turn in place.turns:
        word, what = turn.event
        left = free.get(turn.event, everything) & rest
        # Phones ring in vain only when they ring.
        left &= free.get((STATUS, what), everything) if word == NO_ANSWER else everything
        part = left & turn.mask
        free[turn.event] = left & ~turn.mask
        if turn.event == FORCED:
            rest &= ~turn.mask
        if part:
            yield Turn(turn.event, part, turn.target, turn.steps)
