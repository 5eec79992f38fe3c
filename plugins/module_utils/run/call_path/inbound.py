# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Calls that come in: the trunk, the inbound rules for a number, and their hours, holidays and callers.

PortSIP PBX REST API 22.2, inbound_rules, and PortSIP's knowledge base, configuring inbound rules: a rule fits where trunk, number and
caller do; holidays go before office hours; several rules for a number are told apart by their callers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...base.number_pool import Range
from ..call_flow.definition import Entry, entries, number, trunk_of
from ..call_flow.graph import HANGUP, NOWHERE, TRUNK
from ..call_flow.wording import shown
from .model import CALLER, FORCED, NO_RULE, RULE, Key, Place, Step, Turn
from .numbers import meet, ranges_of, texts, within
from .restrictions import BLACKLIST, Restrictions
from .site import Site

DEFAULT_HOURS = "that the tenant's office hours apply to a rule that says nothing of hours is not documented"
WITHOUT = "no destination is given for it; what the PBX does then is not documented"
ADVANCED = "advanced routing is on; its form is not documented, so that it is not followed here"


@dataclass(frozen=True)
class Trunk:
    """A trunk with the numbers that lead to the tenant."""

    name: str
    pool: tuple[Range, ...]

    @property
    def words(self) -> str:
        """Its numbers."""
        return ", ".join(map(str, self.pool))


@dataclass(frozen=True)
class Inbound:
    """A rule for calls that come in."""

    name: str
    trunk: str
    dids: tuple[Range, ...]
    callers: tuple[str, ...]
    entry: Entry

    def same_calls(self, other: Inbound) -> bool:
        """Whether a call can fit both rules."""
        return self.trunk == other.trunk and meet(self.callers, other.callers)


def trunks_of(tenant: Entry) -> list[Trunk]:
    """The trunks of a tenant, and those that are assigned to it, in the order of their names."""
    found: dict[str, list[Range]] = {}
    for entry in (*entries(tenant.get("trunk_assignments")), *entries(tenant.get("trunks"))):
        name = shown(trunk_of(entry)) or shown(entry.get("name"))
        found.setdefault(name, []).extend(ranges_of(entry.get("did_numbers")))
    return [Trunk(name, tuple(found[name])) for name in sorted(found)]


def rules_of(tenant: Entry) -> list[Inbound]:
    """The inbound rules that are switched on, in the order of their names."""
    found = [
        Inbound(
            shown(entry.get("name")) or shown(entry.get("did_numbers")),
            shown(trunk_of(entry)),
            tuple(ranges_of(entry.get("did_numbers"))),
            tuple(texts(entry.get("cid_number_mask"))),
            entry,
        )
        for entry in entries(tenant.get("inbound_rules"))
        if entry.get("enabled") is not False
    ]
    return sorted(found, key=lambda rule: rule.name)


class Arrivals:
    """What becomes of calls to the numbers of a tenant."""

    def __init__(self, tenant: Entry) -> None:
        self.trunks = trunks_of(tenant)
        self.rules = rules_of(tenant)
        self._refused = ";".join(Restrictions(tenant).blacklisted)
        self._of_one: dict[str, list[Inbound]] = {}
        self._of_many: list[Inbound] = []
        for rule in self.rules:
            if all(one.first == one.last for one in rule.dids):
                for one in rule.dids:
                    self._of_one.setdefault(str(one), []).append(rule)
            else:
                self._of_many.append(rule)

    def rules_for(self, did: str) -> list[Inbound]:
        """The rules for a number, whoever calls."""
        return [*self._of_one.get(did, ()), *(rule for rule in self._of_many if within(did, rule.dids))]

    def leads_in(self, did: str) -> bool:
        """Whether a number is one of the tenant's, in a pool or a rule."""
        return bool(self.rules_for(did)) or any(within(did, trunk.pool) for trunk in self.trunks)

    def sharing(self) -> list[tuple[Inbound, Inbound]]:
        """The rules that have numbers in common, in pairs."""
        spans = sorted(((one.kind, one.first, one.last, place) for place, rule in enumerate(self.rules) for one in rule.dids))
        found: dict[tuple[int, int], None] = {}
        open_ones: list[tuple[tuple[str, int], int, int, int]] = []
        for span in spans:
            open_ones = [other for other in open_ones if other[0] == span[0] and other[2] >= span[1]]
            for other in open_ones:
                if other[3] != span[3]:
                    found[min(other[3], span[3]), max(other[3], span[3])] = None
            open_ones.append(span)
        return [(self.rules[one], self.rules[other]) for one, other in sorted(found)]

    def read(self, site: Site, key: Key) -> Place:
        """The place of a number that callers outside dial."""
        did = key[1]
        holders = [trunk for trunk in self.trunks if within(did, trunk.pool)]
        rules = self.rules_for(did)
        # Rules of a trunk that has the number go first: through it the call comes.
        owners = [trunk.name for trunk in holders]
        rules.sort(key=lambda rule: (rule.trunk not in owners, not rule.callers))
        turns: list[Turn] = []
        if self._refused:
            refused = Step(BLACKLIST, "", "the caller is on the blacklist of the tenant, so that the call is rejected")
            turns.append(Turn((CALLER, self._refused), site.slots.everything, (HANGUP,), (refused,)))
        for rule in rules:
            turns += self._turns(site, key, rule, rules)
        if not any(not rule.callers for rule in rules):
            turns.append(Turn(FORCED, site.slots.everything, (NO_RULE, did), tuple(self._trunk(did, owners[0] if owners else ""))))
        return Place(key, did, "", "", tuple(turns))

    def _turns(self, site: Site, key: Key, rule: Inbound, rules: Sequence[Inbound]) -> Iterable[Turn]:
        event = (CALLER, ";".join(rule.callers)) if rule.callers else FORCED
        others = [other.name for other in rules if other is not rule and other.same_calls(rule)]
        doubts = [ADVANCED] if rule.entry.get("enable_advanced_routing") is True else []
        if others:
            named = f"the rule {others[0]} fits" if len(others) == 1 else f"the rules {', '.join(others)} fit"
            doubts.append(f"{named} the same calls; which one the PBX uses is not documented")
        steps = tuple(self._trunk(key[1], rule.trunk))
        for mask, forward, words, doubt in ways_by_hours(site, key, rule.entry, DEFAULT_HOURS):
            target = self._target(site, key, rule, forward)
            told = "; ".join(
                (*([f"caller {', '.join(rule.callers)}"] if rule.callers else ()), words, *doubts, *([doubt] if doubt else ()))
            )
            yield Turn(event, mask, target, (*steps, Step(RULE, rule.name, told, bool(doubts or doubt))))

    def _trunk(self, did: str, name: str) -> Iterable[Step]:
        trunk = next((trunk for trunk in self.trunks if trunk.name == name), None)
        if trunk is None or not trunk.pool:
            yield Step(TRUNK, name, f"calls to {did} come in") if name else Step(TRUNK, "", f"no trunk of the definition has {did}")
        elif within(did, trunk.pool):
            yield Step(TRUNK, name, f"{did} is one of its numbers {trunk.words}")
        else:
            told = f"{did} is not one of its numbers {trunk.words}; what the PBX does with calls to it is not documented"
            yield Step(TRUNK, name, told, undocumented=True)

    @staticmethod
    def _target(site: Site, key: Key, rule: Inbound, forward: Entry | None) -> Key:
        """Where a rule leads; a range of numbers leads to as many extensions, one to one."""
        did = key[1]
        its = forward.get("number") if forward else None
        if forward and site.is_range(its):
            spans, own = ranges_of(number(its)), within(did, rule.dids)
            called = ranges_of(did)
            if spans and own and called:
                to = spans[0].first + called[0].first - own.first
                if to > spans[0].last:
                    return (NOWHERE,)
                forward = {**forward, "number": str(to).zfill(spans[0].kind[1])}
        return site.target(key, forward, did)


def ways_by_hours(site: Site, key: Key, entry: Entry, default: str = "") -> list[tuple[int, Entry | None, str, str]]:
    """What an entry with rules for office hours, other times and holidays says: when, the rule, in words, and what is not documented.

    :param default: see ``Site.hours``.
    """
    found: list[tuple[int, Entry | None, str, str]] = []
    rest = site.slots.everything
    opened, closed, feast = (_rule(entry, name) for name in ("office_hours", "non_office_hours", "holiday"))
    feasts = [(name, mask) for name, mask in site.holidays(entry.get("holidays")) if mask]
    if feasts:
        free = 0
        for _name, mask in feasts:
            free |= mask
        noun = "holiday" if len(feasts) == 1 else "holidays"
        found.append((free, feast, f"{noun} {', '.join(name for name, _mask in feasts)}", "" if feast else WITHOUT))
        rest &= ~free
    hours = site.hours(entry.get("office_hours"), default=default)
    if opened and closed and site.target(key, opened, "0") == site.target(key, closed, "0"):
        return [*found, *([(rest, opened, "at any time", "")] if rest else ())]
    for mask, rule, words in ((hours.mask, opened, "within"), (~hours.mask, closed, "outside of")):
        if mask & rest:
            doubts = "; ".join(filter(None, (hours.doubt, "" if rule else WITHOUT)))
            found.append((mask & rest, rule, f"{words} {hours.words}", doubts))
    return found


def _rule(entry: Entry, name: str) -> Entry | None:
    rule = entry.get(f"{name}_forward_rule")
    return rule if isinstance(rule, Mapping) and rule.get("action") else None
