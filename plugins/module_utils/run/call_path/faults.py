# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where calls get lost on their way: numbers that nobody has, rules without a destination, loops, groups without members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..call_flow.graph import CALL_QUEUE, GROUP, MISSING, NOWHERE, OUTSIDE, RECEPTIONIST, SHARED_VOICEMAIL, USER, VOICEMAIL
from ..call_flow.loops import loops_among, way_back
from .finding import Finding, Severity
from .follow import Calls
from .model import DID, FORCED, LOOP, NO_ROUTE, NO_RULE, ROUTE, Call, Key, Trail, Turn
from .reach import AVAILABLE, Reach, in_hand
from .site import RULE

IN_NIGHT_MODE = (RECEPTIONIST, GROUP, CALL_QUEUE)
MOST_STATIONS = 8
MOST_LOOPS = 50
"""Stations of a loop, and loops, that are told."""


class Faults:
    """Findings of the ways of calls.

    :param outside: what calls from outside reach.
    :param inside: what calls reach, those from inside included.
    :param lost: the numbers whose calls get lost without anybody's doing, by the last place where they were.
    """

    def __init__(self, calls: Calls, outside: Reach, inside: Reach, lost: Mapping[Key, list[str]]) -> None:
        self.calls, self.site = calls, calls.site
        self.outside, self.inside, self.lost = outside, inside, lost

    def findings(self) -> Iterator[Finding]:
        """Of each way and of each place."""
        for key, turns in self.inside.turns.items():
            from_outside = self.outside.masks.get(key, 0)
            for turn in turns:
                found = self._of_turn(key, turn)
                if found is None:
                    continue
                sort, text, severity = found
                mask = turn.mask & from_outside
                # Colleagues who dial a wrong number notice it; callers are lost.
                severity = "warning" if severity == "error" and not mask else severity
                numbers = tuple(self.lost.get(key, ())) if turn.event in (FORCED, AVAILABLE) and severity == "error" else ()
                yield Finding(sort, severity, self._where(key, turn), text, self.calls.when(mask or turn.mask), numbers)
            yield from self._of_place(key)

    def _where(self, key: Key, turn: Turn) -> str:
        if key[0] == DID:
            return f"inbound rule {turn.steps[-1].name}" if turn.target[0] != NO_RULE else key[1]
        if key[0] == OUTSIDE:
            return self.site.label((self.site.entries[key[2]][0], key[2])) if key[2] else "calls that come in"
        return self.site.label(key)

    def _of_turn(self, key: Key, turn: Turn) -> tuple[str, str, Severity] | None:
        """Sort, text and severity of what is wrong with a way; None where nothing is."""
        told, target = turn.steps[-1].reason.split("; ")[0], turn.target
        doubt = turn.steps[-1].undocumented
        if target[0] == MISSING:
            return "missing", f"{told}: to {target[1]}, which nobody has", "error"
        if target[0] == NOWHERE:
            return "no destination", f"{told}: no destination", "error"
        if target[0] == NO_ROUTE:
            last = turn.steps[-1]
            ruled = f"the outbound rule {last.name}: {told}" if last.name else told.rpartition(" from ")[0] or told
            why = ruled if last.kind == ROUTE else told
            return "no route", f"to {target[1]}: {why}", "warning" if doubt else "error"
        if target[0] == NO_RULE:
            return "no inbound rule", "no inbound rule for callers that no mask means", "warning"
        if target == key and key[0] == USER and turn.steps[-1].kind == USER:
            return "to itself", f"{told}: forwards to itself", "error"
        if target[0] == VOICEMAIL and self.site.place(target).undocumented:
            return "no mailbox", f"{told}: to {self.site.label(target)}: {self.site.place(target).reason.split(';')[0]}", "error"
        if turn.event == FORCED and key[0] in (GROUP, CALL_QUEUE) and not self._night(key):
            return "no members", f"{told}: calls go on to {self.site.place(target).label}", "warning"
        return None

    def _night(self, key: Key) -> bool:
        return self.site.night_mode or self.site.entries[key[1]][1].get("enable_night_mode") is True

    def _of_place(self, key: Key) -> Iterator[Finding]:
        entry = self.site.entries[key[1]][1] if len(key) > 1 and key[1] in self.site.entries else {}
        rule = entry.get(f"night_mode{RULE}")
        if key[0] in IN_NIGHT_MODE and rule and not self._night(key):
            target = self.site.target(key, rule)
            if target[0] == MISSING:
                yield Finding("missing", "warning", self.site.label(key), f"in night mode: to {target[1]}, which nobody has")
            elif target == key:
                yield Finding("to itself", "warning", self.site.label(key), "in night mode: forwards to itself")
        if key[0] == SHARED_VOICEMAIL and not (entry.get("enable_email_notify") is True and entry.get("recipients")):
            yield Finding("not notified", "note", self.site.label(key), "nobody gets an email when there is a message")

    # Loops

    def circles(self, groups: Mapping[str, str]) -> Iterator[Finding]:
        """Loops that callers cannot leave, then those of callers who press nothing.

        :param groups: see ``numbers_of``.
        """
        trapped = self.outside.trapped()
        numbers = tuple(label for label, did in groups.items() if (DID, did) in trapped)
        told: set[frozenset[Key]] = set()
        for reach, severity, masks in ((self.outside, "error", trapped), (self.inside, "warning", self.inside.trapped())):
            for circle, members, mask in self._closed(reach, masks):
                if told & {frozenset(circle)}:
                    continue
                told.add(frozenset(circle))
                if len(circle) > 1 or circle[0][0] != USER:
                    text = f"{self._around(circle)}: no way out" + (f" (a loop of {members})" if members > len(circle) else "")
                    yield Finding("loop", severity, "", text, self.calls.when(mask), numbers if severity == "error" else ())  # type: ignore[arg-type]
        yield from self._idle(groups, told)

    def _closed(self, reach: Reach, trapped: Mapping[Key, int]) -> Iterator[tuple[tuple[Key, ...], int, int]]:
        """Loops without a way out: the shortest circle, of how many places the whole is, and when."""
        left = dict(trapped)
        for _number in range(MOST_LOOPS):
            mask = next((mask for mask in left.values() if mask), 0)
            if not mask:
                return
            now = mask & -mask
            ways: dict[Key, list[Key]] = {key: [] for key, when in left.items() if when & now}
            for key, targets in ways.items():
                targets += [turn.target for turn in reach.turns[key] if turn.mask & now and in_hand(turn) and turn.target in ways]
            for members in loops_among(ways, set(ways)):
                shared = left[members[0]]
                for member in members:
                    shared &= left[member]
                yield way_back(ways, members[0], set(members)), len(members), shared
                for member in members:
                    left[member] &= ~shared
            for key in ways:
                left[key] &= ~now

    def _idle(self, groups: Mapping[str, str], told: set[frozenset[Key]]) -> Iterator[Finding]:
        """Circles of callers who press nothing and whom nobody answers."""
        starts: list[Key] = [(DID, did) for did in groups.values()]
        starts += [(kind, its) for its, (kind, _entry) in self.site.entries.items() if kind in IN_NIGHT_MODE]
        found: dict[frozenset[Key], tuple[tuple[Key, ...], int]] = {}
        for start in starts:
            for trail in self.calls.follow(start, Call(answered=False, idle=True)):
                circle = _circle(start, trail)
                if len(circle) > 1:
                    known = found.get(frozenset(circle), (circle, 0))
                    found[frozenset(circle)] = (known[0], known[1] | trail.mask)
        for members, (circle, mask) in found.items():
            if members not in told:
                text = f"{self._around(circle)}: callers whom nobody answers and who press nothing go round"
                yield Finding("round", "warning", "", text, self.calls.when(mask))

    def _around(self, circle: Iterable[Key]) -> str:
        named = [self.site.label(key) for key in circle]
        more = [f"{len(named) - MOST_STATIONS} more"] if len(named) > MOST_STATIONS else []
        return " \u2192 ".join([*named[:MOST_STATIONS], *more, named[0]])


def _circle(start: Key, trail: Trail) -> tuple[Key, ...]:
    """The places of a loop in which a call ends; none where it ends otherwise."""
    if trail.end[0] != LOOP:
        return ()
    places = [start, *(turn.target for turn in trail.turns)]
    return tuple(places[places.index(trail.end[1:]) : -1])
