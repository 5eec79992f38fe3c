# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The way out: which outbound rule takes a call, and through which trunk (PortSIP PBX REST API 22.2, outbound_rules).

PortSIP's knowledge base, configuring outbound rules: of several rules that fit, the one with the lowest priority number is used, and of
equal ones any; outside of its office hours and on its holidays a rule lets no call out. E.164 processing comes before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..call_flow.definition import Entry, entries, names, trunk_of
from ..call_flow.graph import OUTSIDE, TRUNK, USER
from ..call_flow.outside_flow import PRIORITY
from ..call_flow.wording import shown
from .inbound import Arrivals
from .model import DID, EMERGENCY, FORCED, NO_ROUTE, NOUNS, ROUTE, Key, Place, Step, Turn
from .numbers import in_e164, matches, texts
from .restrictions import Restrictions
from .site import Site

SYSTEM = "which calling extension a call has that a {kind} forwards is not documented; it is taken to be {number}"
TRUNKS = "which calling extension a call from a trunk has is not documented; it is taken to have none"
GROUPS = "whether the groups of a rule count for calls that no user makes depends on the release (22.5, 22.6) and on custom options"
LATER = "whether the PBX then tries the rule {name} is not documented"
NO_HOURS = "that a rule that says nothing of hours applies at any time is not documented"


@dataclass(frozen=True)
class Outbound:
    """A rule for calls out."""

    name: str
    priority: int
    entry: Entry

    @property
    def routes(self) -> list[Entry]:
        """The routes that are switched on."""
        return [route for route in entries(self.entry.get("routes")) if route.get("enabled") is not False]


def outbound_rules(tenant: Entry) -> list[Outbound]:
    """The outbound rules that are switched on, in the order in which they are tried."""
    found = []
    for entry in entries(tenant.get("outbound_rules")):
        if entry.get("enabled") is not False:
            priority = entry.get("priority")
            priority = priority if isinstance(priority, int) and not isinstance(priority, bool) else PRIORITY
            found.append(Outbound(shown(entry.get("name")), priority, entry))
    return sorted(found, key=lambda rule: (rule.priority, rule.name))


class Departures:
    """What becomes of calls to the outside."""

    def __init__(self, tenant: Entry, arrivals: Arrivals) -> None:
        self.rules = outbound_rules(tenant)
        self.described = tenant.get("outbound_rules") is not None
        self.emergency = sorted(filter(None, (shown(entry.get("number_prefix")) for entry in entries(tenant.get("emergency_numbers")))))
        self._e164 = tenant.get("e164")
        self._arrivals = arrivals
        self._restrictions = Restrictions(tenant)
        self._members: dict[str, set[str]] = {}
        for group in entries(tenant.get("groups")):
            for member in names(group.get("members")):
                self._members.setdefault(member, set()).add(shown(group.get("name")))

    def read(self, site: Site, key: Key) -> Place:
        """An outside number that somebody dials, or that a call is forwarded to.

        The key of the place has the number, and the extension that the call comes from.
        """
        _kind, its, source = key[:3]
        if len(key) > 3:
            return Place(key, f"{its} through {key[3]}", "", "the call goes out")
        turns: list[Turn] = []
        rest, used = site.slots.everything, in_e164(its, self._e164)
        steps: tuple[Step, ...] = ()
        emergency = next((prefix for prefix in self.emergency if its.startswith(prefix)), "")
        if emergency:
            steps = (Step(EMERGENCY, emergency, "it is an emergency number; the call needs an outbound rule all the same"),)
        refusal = None if emergency else self._restrictions.refusal(its)
        if refusal is not None:
            return Place(key, its, "", "", (Turn(FORCED, rest, (NO_ROUTE, its), (*steps, refusal)),))
        if not self.described:
            return Place(key, its, "", "the call goes out; the definition says nothing of outbound rules")
        doubt = self._restrictions.doubt(its, used[0])
        doubts = [doubt] if doubt else []
        fitting = []
        for rule in self.rules:
            fits, doubt = self._fits(site, rule, used[0], source)
            doubts += [doubt] if doubt and doubt not in doubts else []
            if fits:
                fitting.append(rule)
        if used[1]:
            steps = (*steps, Step("e164", its, f"{used[1]}: {used[0]}"))
        if not fitting:
            told = "; ".join((f"no outbound rule fits {used[0]}{f' from {source}' if source else ''}", *doubts))
            return Place(key, f"{its}, no outbound rule", "", "", (self._lost(site, its, steps, "", told, bool(doubts)),))
        best = fitting[0]
        equal = [rule.name for rule in fitting[1:] if rule.priority == best.priority and trunks(rule) != trunks(best)]
        if equal:
            doubts.append(f"the rules {best.name} and {', '.join(equal)} have priority {best.priority}; the PBX may use any of them")
        opened, told_hours, doubt = self._hours(site, best)
        if opened & rest:
            words = "; ".join(filter(None, (_conditions(best), told_hours, doubt, *doubts)))
            turns += self._out(site, key, best, used[0], opened & rest, (*steps, Step(ROUTE, best.name, words, bool(doubt or doubts))))
            rest &= ~opened
        if rest:
            later = LATER.format(name=fitting[1].name) if len(fitting) > 1 else ""
            told = "; ".join(filter(None, ("outside of its hours, or on one of its holidays, it lets no call out", later, *doubts)))
            turns.append(self._lost(site, its, steps, best.name, told, bool(later or doubts), rest))
        return Place(key, its, "", "", tuple(turns))

    @staticmethod
    def _lost(site: Site, its: str, steps: tuple[Step, ...], name: str, told: str, doubt: bool, mask: int | None = None) -> Turn:
        step = Step(ROUTE, name, told, doubt)
        return Turn(FORCED, site.slots.everything if mask is None else mask, (NO_ROUTE, its), (*steps, step))

    def _out(self, site: Site, key: Key, rule: Outbound, its: str, mask: int, steps: tuple[Step, ...]) -> Iterator[Turn]:
        routes = rule.routes
        if not routes:
            yield self._lost(site, key[1], steps[:-1], rule.name, "it has no route that is switched on", False, mask)
            return
        route = routes[0]
        trunk, strip, prepend = shown(trunk_of(route)), route.get("strip_digits"), shown(route.get("prepend"))
        sent = prepend + its[strip if isinstance(strip, int) else 0 :]
        random = rule.entry.get("routing_strategy") == "RANDOMLY" and len(routes) > 1
        told = f"any of {len(routes)} routes" if random else f"first of {len(routes)} routes" if len(routes) > 1 else "the call goes out"
        told += f", as {sent}" if sent != its else ""
        own = key[1].removeprefix("+")
        if self._arrivals.leads_in(own):
            told += "; the number is one of the tenant's, so that the carrier sends the call back in"
            yield Turn(FORCED, mask, (DID, own), (*steps, Step(TRUNK, trunk, told)))
            return
        yield Turn(FORCED, mask, (OUTSIDE, key[1], key[2], trunk), (*steps, Step(TRUNK, trunk, told)))

    def _fits(self, site: Site, rule: Outbound, its: str, source: str) -> tuple[bool, str]:
        """Whether a rule is for a call, and what is not documented about it."""
        prefixes, lengths = texts(rule.entry.get("number_prefix")), texts(rule.entry.get("number_length"))
        if (prefixes and not its.startswith(tuple(prefixes))) or (lengths and str(len(its)) not in lengths):
            return False, ""
        callers, groups = texts(rule.entry.get("number_mask")), names(rule.entry.get("groups"))
        kind = site.entries[source][0] if source in site.entries else ""
        doubt = ""
        if callers and kind != USER:
            doubt = SYSTEM.format(kind=NOUNS.get(kind, kind), number=source) if kind else TRUNKS
        if groups and kind != USER:
            doubt = GROUPS
        fits = (not callers or matches(callers, source)) and (not groups or bool(self._members.get(source, set()) & set(groups)))
        return fits, doubt

    def _hours(self, site: Site, rule: Outbound) -> tuple[int, str, str]:
        """When a rule lets calls out, in words, and what is not documented about it."""
        closed = 0
        for _name, mask in site.holidays(rule.entry.get("holidays")):
            closed |= mask
        hours = rule.entry.get("office_hours")
        given = isinstance(hours, Mapping) and bool(hours)
        own = site.hours(hours)
        if given:
            return own.mask & ~closed, f"within {own.words}", own.doubt
        doubt = NO_HOURS if own.mask != site.slots.everything else ""
        return site.slots.everything & ~closed, "", doubt


def _conditions(rule: Outbound) -> str:
    parts = [
        f"{words} {', '.join(texts(rule.entry.get(name)))}"
        for name, words in (("number_prefix", "prefix"), ("number_length", "digits"), ("number_mask", "from"), ("groups", "groups"))
        if texts(rule.entry.get(name))
    ]
    return f"priority {rule.priority}, {', '.join(parts) if parts else 'any call'}"


def trunks(rule: Outbound) -> list[str]:
    """The trunks that a rule may use."""
    return [shown(trunk_of(route)) for route in rule.routes]
