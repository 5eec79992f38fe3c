# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which calls end elsewhere once a definition is applied, one line each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from ..call_flow.definition import Entry
from ..call_flow.difference import completed
from ..call_flow.graph import OUTSIDE, USER
from ..call_flow.user_flow import STATUSES as IN_WORDS
from .finding import listed
from .follow import Calls, ways
from .model import CALLER, DID, DIGITS, FORCED, NO_ANSWER, NO_MEMBER, NO_RULE, PRESSES, STATUS, TIMEOUT, Call, Event, Key
from .verify import label_of, numbers_of
from .year import slots_of

STAYS: Key = ("stays",)
"""In place of a target: a call stays where it is."""


def moved(
    wanted: Entry,
    actual: Entry,
    first: datetime.date,
    *,
    queues: Iterable[Entry] = (),
    elsewhere: Iterable[Any] = (),
) -> list[str]:
    """The calls that will end elsewhere.

    First calls to the numbers of the trunks, then what decides at each place, then calls to emergency numbers. A place that only one
    side has is told by the numbers that lead to it.

    :param wanted: the definition; what it leaves out stays as it is.
    :param actual: what is there.
    :param first: the first day of the year whose holidays are looked at.
    """
    complete = completed(wanted, actual)
    slots, queues, elsewhere = slots_of([complete, actual], first), list(queues), list(elsewhere)
    after, before = (Calls(tenant, queues, elsewhere, slots=slots) for tenant in (complete, actual))
    comparison = _Comparison(after, before)
    return list(dict.fromkeys([*comparison.numbers(), *comparison.places(), *comparison.emergency()]))


class _Comparison:
    def __init__(self, after: Calls, before: Calls) -> None:
        self.after, self.before = after, before
        self.everything = after.site.slots.everything

    def numbers(self) -> Iterator[str]:
        """Calls to the numbers of the trunks."""
        known = numbers_of(self.before) | numbers_of(self.after)
        for label in sorted(known, key=lambda label: (len(label), label)):
            for (now, then), mask in self._ends((DID, known[label]), (DID, known[label]), self.everything).items():
                yield self._line(mask, label, now, then)

    def places(self) -> Iterator[str]:
        """What decides at each place that both sides have, those together of which the same is to be said."""
        found: dict[tuple[int, str, str, str], list[str]] = {}
        for its, (kind, _entry) in self.after.site.entries.items():
            if self.before.site.entries.get(its, ("", {}))[0] == kind:
                for (words, now, then), mask in self._at((kind, its)).items():
                    found.setdefault((mask, words, now, then), []).append(self.after.site.label((kind, its)))
        for (mask, words, now, then), places in found.items():
            yield self._line(mask, f"{listed(places)}, {words}", now, then)

    def _at(self, key: Key) -> dict[tuple[str, str, str], int]:
        """What is decided otherwise at a place: the event, and where calls end, and ended before, in words, with the times."""
        new, old = (dict(self._events(calls, key)) for calls in (self.after, self.before))
        forced = 0
        for mask, _target in (*new.get(FORCED, ()), *old.get(FORCED, ())):
            forced |= mask
        found: dict[tuple[str, str, str], int] = {}
        for event in dict.fromkeys([*new, *old]):
            # Where calls have no choice, what else would happen does not matter.
            there = self.everything if event == FORCED else self.everything & ~forced
            for mask, to, was in _apart(new.get(event, ()), old.get(event, ()), there):
                for (now, then), part in self._ends(to, was, mask, event).items():
                    words = (_in_words(event), now, then)
                    found[words] = found.get(words, 0) | part
        return found

    @staticmethod
    def _events(calls: Calls, key: Key) -> Iterator[tuple[Event, list[tuple[int, Key]]]]:
        found: dict[Event, list[tuple[int, Key]]] = {}
        for turn in ways(calls.site.place(key), calls.site.slots.everything):
            event = (NO_MEMBER, "") if turn.event[0] == NO_MEMBER else turn.event
            found.setdefault(event, []).append((turn.mask, turn.target))
        yield from found.items()

    def emergency(self) -> Iterator[str]:
        """Calls to emergency numbers, from all users to whom the same happens together."""
        sides = (self.after, self.before)
        if not all(side.departures.described for side in sides):
            return
        users = [its for its, (kind, _entry) in self.after.site.entries.items() if kind == USER and its in self.before.site.entries]
        for prefix in dict.fromkeys(prefix for side in sides for prefix in side.departures.emergency):
            found: dict[tuple[int, str, str], list[str]] = {}
            for its in users:
                for (now, then), mask in self._ends((OUTSIDE, prefix, its), (OUTSIDE, prefix, its), self.everything).items():
                    found.setdefault((mask, now, then), []).append(its)
            for (mask, now, then), callers in found.items():
                who = "any extension" if len(callers) == len(users) else listed(callers)
                yield self._line(mask, f"{prefix} from {who}", now, then)

    def _ends(self, to: Key, was: Key, mask: int, event: Event = FORCED) -> dict[tuple[str, str], int]:
        """Where calls end that go to one place, and ended that went to another one, in words; only where these differ."""
        sides = []
        for calls, start in ((self.after, to), (self.before, was)):
            trails = [(mask, STAYS)] if start == STAYS else [(trail.mask, trail.end) for trail in calls.follow(start, Call(), mask)]
            sides.append(trails)
        found: dict[tuple[str, str], int] = {}
        for new, end in sides[0]:
            for old, former in sides[1]:
                if new & old and _without_source(end) != _without_source(former):
                    words = self._label(self.after, end, event), self._label(self.before, former, event)
                    if words[0] != words[1]:
                        found[words] = found.get(words, 0) | (new & old)
        return found

    def _line(self, mask: int, who: str, now: str, then: str) -> str:
        when = self.after.when(mask)
        return f"{when[0].upper()}{when[1:]}, {who}: {now}, before {then}"

    @staticmethod
    def _label(calls: Calls, end: Key, event: Event) -> str:
        if end == STAYS:
            return (
                "not in the menu" if event[0] in (PRESSES, DIGITS) else "nothing" if event[0] in (TIMEOUT[0], CALLER) else "takes the call"
            )
        if end[0] == NO_RULE:
            return "no inbound rule"
        return label_of(calls, end)


def _apart(new: Iterable[tuple[int, Key]], old: Iterable[tuple[int, Key]], there: int) -> Iterator[tuple[int, Key, Key]]:
    """Times at which two lists of targets say something else, or lead out, where outbound rules decide."""
    sides = []
    for known in (list(new), list(old)):
        rest = there
        for mask, _target in known:
            rest &= ~mask
        sides.append([*known, (rest, STAYS)])
    for mask, to in sides[0]:
        for other, was in sides[1]:
            both = mask & other & there
            if both and (to != was or to[0] == OUTSIDE):
                yield both, to, was


def _without_source(end: Key) -> Key:
    """A place where calls end, without the extension from which they come."""
    return (end[0], end[1], *end[3:]) if end[0] == OUTSIDE else end


def _in_words(event: Event) -> str:
    word, what = event
    if event == FORCED:
        return "all calls"
    if word == STATUS:
        return IN_WORDS[what]
    if word == NO_ANSWER:
        return "no answer" if what == "available" else f"{IN_WORDS[what]}, no answer"
    if word == NO_MEMBER:
        return "no answer"
    if word in (PRESSES, DIGITS, CALLER):
        return f"{ {PRESSES: 'key', DIGITS: 'input', CALLER: 'caller'}[word] } {what}"
    return {"timeout": "no input", "failure": "failed transfer", "exit": "leaves by key"}[word]
