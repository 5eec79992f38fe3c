# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What becomes of calls to a user (PortSIP PBX REST API 22.2, /users; PortSIP's knowledge base, extension call routing).

Exceptions for some callers go before everything else; then the status of the user says which rule applies, within office hours or outside
of them. Holidays of a user count as outside of office hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..call_flow.definition import Entry, entries, number
from ..call_flow.user_flow import RING, SECONDS
from ..call_flow.user_flow import STATUSES as IN_WORDS
from ..call_flow.wording import shown
from .hours import Week
from .model import CALLER, FORCED, NO_ANSWER, STATUS, STATUSES, UNANSWERED, Event, Key, Place, Step, Turn
from .numbers import texts
from .site import RULE, Site

ORDER = "another exception fits the same callers; which one the PBX uses is not documented"
NO_RULE = "no rule is given for calls while the user is {status}; what the PBX does then is not documented"
RINGING = ("available", "busy")
RINGS = "rings"
"""Stands in the key of a user whose phones ring whatever the other rules say."""
OFF = "the user is switched off; what the PBX does with calls then is not documented"


def read_user(site: Site, key: Key) -> Place:
    """A user with all rules, or one whose phones ring because an exception says so."""
    entry = site.entries[key[1]][1]
    reader = _Reader(site, key, entry)
    turns = reader.turns() if len(key) == 2 else reader.not_answered("available")
    return Place(key, site.label(key), site.name(key), "the phones of the user ring", tuple(turns))


class _Reader:
    def __init__(self, site: Site, key: Key, entry: Entry) -> None:
        self.site, self.key, self.entry = site, key, entry
        self.everything = site.slots.everything
        zone = shown(entry.get("timezone"))
        self.hours = site.hours_in(entry.get("office_hours"), zone)
        self.zone = "" if zone == site.zone else zone
        self.off = self._holidays()

    def turns(self) -> Iterator[Turn]:
        """The ways of calls, in the order in which they are tried."""
        if self.entry.get("enabled") is False:
            yield Turn(FORCED, self.everything, (UNANSWERED, self.key[1]), (self._step(OFF, True),))
            return
        yield from self._exceptions()
        if self.entry.get("enable_dnd") is True:
            yield from self._disturbed()
            return
        for status in STATUSES:
            yield from self._by_status((STATUS, status), status)
        for status in RINGING:
            yield from self.not_answered(status)

    def _holidays(self) -> int:
        """When it is a holiday of the tenant that applies to the user, or one of the user's own."""
        found = 0
        for _name, mask in self.site.holidays(self.entry.get("global_holidays")):
            found |= mask
        for holiday in entries(self.entry.get("holidays")):
            found |= self.site.slots.on(self.site.spans_of(holiday))
        return found

    def _exceptions(self) -> Iterator[Turn]:
        rules = list(entries(self.entry.get("custom_forward_rules")))
        for place, rule in enumerate(rules):
            masks = texts(rule.get("caller_id"))
            hours, mask, words = rule.get("hours"), self.everything, ""
            if isinstance(hours, Mapping) and rule.get("type") in ("SPECIFIC_HOURS", "OUTSIDE_SPECIFIC_HOURS"):
                inside = self.site.slots.open(Week.of(hours), self.zone)
                within = rule["type"] == "SPECIFIC_HOURS"
                mask, words = (inside, ", within its hours") if within else (mask & ~inside, ", outside of its hours")
            doubt = any(texts(other.get("caller_id")) == masks for other in rules[:place])
            told = f"exception for {', '.join(masks) or 'all callers'}{words}" + (f"; {ORDER}" if doubt else "")
            event: Event = (CALLER, ";".join(masks)) if masks else FORCED
            if mask and rule.get("action") == RING:
                yield Turn(event, mask, (*self.key, RINGS), (self._step(told, doubt),))
            elif mask:
                yield Turn(event, mask, self.site.target(self.key, rule), (self._step(told, doubt),))

    def _disturbed(self) -> Iterator[Turn]:
        """Do not disturb: its rules, and the voicemail where there is none (PortSIP's knowledge base, DND)."""
        yield from self._rules(FORCED, "dnd")
        yield Turn(FORCED, self.everything, self.site.mailbox(self.key[1]), (self._step("do not disturb is on"),))

    def _by_status(self, event: Event, status: str) -> Iterator[Turn]:
        yield from self._rules(event, status)
        if status != "available":
            told = NO_RULE.format(status=IN_WORDS[status])
            yield Turn(event, self.everything & ~self._given(status), (UNANSWERED, self.key[1]), (self._step(told, True),))

    def _given(self, status: str) -> int:
        """When a rule says what becomes of calls in a status."""
        opened, closed = self._times()
        rules = [self._rule(f"{status}_{hours}") for hours in ("office_hours", "non_office_hours")]
        return (opened if rules[0] else 0) | (closed if rules[1] else 0)

    def _times(self) -> tuple[int, int]:
        opened = self.hours.mask & ~self.off
        return opened, self.everything & ~opened

    def _rules(self, event: Event, status: str) -> Iterator[Turn]:
        opened, closed = self._times()
        rules = [self._rule(f"{status}_{hours}") for hours in ("office_hours", "non_office_hours")]
        same = all(rules) and self.site.target(self.key, rules[0]) == self.site.target(self.key, rules[1])
        for mask, rule, words in ((opened, rules[0], "within"), (closed, rules[1], "outside of")):
            if not mask or rule is None or rule.get("action") == RING:
                continue
            doubt = "" if same else self.hours.doubt
            told = "; ".join(filter(None, (f"{IN_WORDS[status]}, {words} {self.hours.words}", doubt)))
            yield Turn(event, mask, self.site.target(self.key, rule), (self._step(told, bool(doubt)),))

    def not_answered(self, status: str) -> Iterator[Turn]:
        """What becomes of calls that ring in vain."""
        rule = self._rule(f"{status}_no_answer")
        event = (NO_ANSWER, status)
        if rule is not None:
            told = f"no answer, {number(rule.get('timeout')) or SECONDS} s"
            yield Turn(event, self.everything, self.site.target(self.key, rule), (self._step(told),))
        else:
            told = "no rule is given for calls that are not answered; what the PBX does then is not documented"
            yield Turn(event, self.everything, (UNANSWERED, self.key[1]), (self._step(told, True),))

    def _rule(self, name: str) -> Entry | None:
        rule = self.entry.get(name + RULE)
        return rule if isinstance(rule, Mapping) and rule.get("action") else None

    def _step(self, told: str, undocumented: bool = False) -> Step:
        return Step(self.key[0], f"{self.key[1]} {self.site.name(self.key)}".strip(), told, undocumented)
