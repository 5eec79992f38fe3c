# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be said of a tenant's rules without following a call: pools, spare numbers, rules for the same calls, holidays, emergency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...base.number_pool import Range, merged
from ..call_flow.definition import Entry, entries, names, number
from ..call_flow.graph import USER
from ..call_flow.wording import shown
from .finding import Finding, listed
from .follow import Calls
from .inbound import Inbound
from .model import NO_ROUTE
from .numbers import dialled, ranges_of, texts, within
from .outbound import NO_HOURS, Outbound

WITH_HOLIDAYS = ("inbound_rules", "outbound_rules", "users")
MASKS = "which one the PBX uses is not documented"


class Checks:
    """Findings that need no call.

    :param tenant: the definition.
    """

    def __init__(self, tenant: Entry, calls: Calls) -> None:
        self.tenant, self.calls, self.site = tenant, calls, calls.site

    def findings(self) -> Iterator[Finding]:
        """All of them."""
        yield from self._pools()
        yield from self._shown_numbers()
        yield from self._same_calls()
        yield from self._never_used()
        yield from self._holidays()
        yield from self._emergency()

    def _pools(self) -> Iterator[Finding]:
        """Numbers of rules that no trunk has, and numbers of trunks that no rule is for."""
        arrivals = self.calls.arrivals
        for rule in arrivals.rules:
            trunk = next((trunk for trunk in arrivals.trunks if trunk.name == rule.trunk), None)
            if trunk is None or not trunk.pool:
                continue
            beyond = left_over(rule.dids, trunk.pool)
            if beyond:
                text = f"{listed(beyond)} is not among the numbers of the trunk {rule.trunk}, so that no call to it comes in"
                yield Finding("not in the pool", "error", f"inbound rule {rule.name}", text)
        if self.tenant.get("inbound_rules") is None:
            return
        covered = [one for rule in arrivals.rules for one in rule.dids]
        for trunk in arrivals.trunks:
            spare = left_over(trunk.pool, covered)
            if spare:
                yield Finding("spare", "note", f"trunk {trunk.name}", f"no inbound rule for {listed(spare)}")

    def _shown_numbers(self) -> Iterator[Finding]:
        """Numbers that calls out show, and that lead nowhere when somebody calls back."""
        if self.tenant.get("inbound_rules") is None:
            return
        found: dict[str, list[str]] = {}
        for who, its in self._shown():
            plain = dialled(its).removeprefix("+")
            pooled = any(within(plain, trunk.pool) for trunk in self.calls.arrivals.trunks)
            if pooled and not any(within(plain, rule.dids) for rule in self.calls.arrivals.rules):
                found.setdefault(plain, []).append(who)
        for its, users in found.items():
            text = f"no inbound rule takes calls to it, although calls out show it: {listed(dict.fromkeys(users))}"
            yield Finding("no inbound rule", "error", its, text, numbers=(its,))

    def _shown(self) -> Iterator[tuple[str, str]]:
        for rule in self.calls.departures.rules:
            for route in rule.routes:
                if route.get("outbound_caller_id"):
                    yield f"outbound rule {rule.name}", str(route["outbound_caller_id"])
        for who, entry in (
            ("tenant", self.tenant),
            *((self.site.label((kind, its)), entry) for its, (kind, entry) in self.site.entries.items()),
        ):
            for item in entries(entry.get("outbound_caller_ids")):
                yield who, str(item.get("caller_id"))

    def _same_calls(self) -> Iterator[Finding]:
        for rule, other in self.calls.arrivals.sharing():
            if rule.same_calls(other):
                shared = [overlap for one in rule.dids for two in other.dids if (overlap := _overlap(one, two))]
                yield self._fitting_both(rule, other, listed(shared))

    @staticmethod
    def _fitting_both(rule: Inbound, other: Inbound, numbers: str) -> Finding:
        callers = [f"{', '.join(one.callers) or 'any caller'}" for one in (rule, other)]
        one_mask = bool(rule.callers) != bool(other.callers)
        text = f"the inbound rules {rule.name} ({callers[0]}) and {other.name} ({callers[1]}) fit the same calls; {MASKS}"
        return Finding("same calls", "note" if one_mask else "warning", numbers, text)

    def _never_used(self) -> Iterator[Finding]:
        """Outbound rules whose calls an earlier rule takes."""
        rules = self.calls.departures.rules
        for place, rule in enumerate(rules):
            first = next((other for other in rules[:place] if other.priority < rule.priority and _takes_all(other, rule)), None)
            if first is not None:
                text = f"it is never used, as the rule {first.name} (priority {first.priority}) fits all its calls and goes first"
                yield Finding("never used", "warning", f"outbound rule {rule.name}", text)

    def _holidays(self) -> Iterator[Finding]:
        known = {shown(entry.get("name")): entry for entry in entries(self.tenant.get("holidays"))}
        used: set[str] = set()
        for who, named in self._naming_holidays():
            used |= set(named)
            unknown = [name for name in named if name not in known]
            if unknown and "holidays" in self.tenant:
                yield Finding("holiday", "error", who, f"it names {listed(unknown)}, which is no holiday of the tenant")
            regions = {shown(known[name].get("region")) for name in named if name in known}
            others = [name for name in known if name not in named and shown(known[name].get("region")) in regions and self._when(name)]
            for name in others if named else ():
                first = min(span.start for span in self.site.spans(name)).date()
                text = f"it names {listed(named)}, but not {name}: on {first} calls go as on any {first:%A}"
                yield Finding("holiday", "warning", who, text)
        for name in known:
            if name not in used and self._when(name):
                yield Finding(
                    "holiday",
                    "warning",
                    f"holiday {name}",
                    f"no rule, menu or user names it: calls go as on any other day {self._when(name)}",
                )

    def _when(self, name: str) -> str:
        spans = self.site.spans(name)
        return self.calls.when(self.site.slots.on(spans)) if spans else ""

    def _naming_holidays(self) -> Iterator[tuple[str, list[str]]]:
        for kind in WITH_HOLIDAYS:
            for entry in entries(self.tenant.get(kind)):
                its = shown(entry.get("extension_number"))
                who = f"user {its}" if kind == "users" else f"{kind[:-1].replace('_', ' ')} {shown(entry.get('name'))}"
                named = names(entry.get("global_holidays" if kind == "users" else "holidays"))
                if named and entry.get("enabled") is not False:
                    yield who, named
        for entry in entries(self.tenant.get("ivrs")):
            for rule in entries(entry.get("custom_forward_rules")):
                named = names(rule.get("holidays"))
                if named:
                    key = shown(rule.get("user_input"))
                    yield f"{self.site.label(('ivr', number(entry.get('extension_number'))))}, key {key}", named

    def _emergency(self) -> Iterator[Finding]:
        """Emergency numbers that some extensions cannot call, each with the times."""
        if not self.calls.departures.described:
            return
        users = [its for its, (kind, entry) in self.site.entries.items() if kind == USER and entry.get("enabled") is not False]
        for prefix in self.calls.departures.emergency:
            lost: dict[int, list[str]] = {}
            unsure: list[str] = []
            for its in users:
                place = self.site.place(("outside", prefix, its))
                mask = 0
                for turn in place.turns:
                    mask |= turn.mask if turn.target[0] == NO_ROUTE else 0
                    unsure += [its] if any(NO_HOURS in step.reason for step in turn.steps) else []
                if mask:
                    lost.setdefault(mask, []).append(its)
            for mask, those in lost.items():
                who = "any extension" if len(those) == len(users) else listed(those)
                times = self.calls.when(mask)
                yield Finding("emergency", "error", f"emergency number {prefix}", f"no outbound rule lets it out from {who}", times)
            if unsure:
                text = "the outbound rule for it says nothing of hours, and that it then applies at any time is not documented"
                yield Finding("emergency", "note", f"emergency number {prefix}", text)


def left_over(numbers: Iterable[Range], taken: Iterable[Range]) -> list[str]:
    """The numbers that are in no range of others, as ranges."""
    left = []
    known = sorted(taken)
    for one in numbers:
        start = one.first
        for other in known:
            if other.kind != one.kind or other.last < start or other.first > one.last:
                continue
            if other.first > start:
                left.append(Range(one.kind, start, other.first - 1))
            start = max(start, other.last + 1)
        if start <= one.last:
            left.append(Range(one.kind, start, one.last))
    return merged(left)


def _overlap(one: Range, two: Range) -> str:
    return str(Range(one.kind, max(one.first, two.first), min(one.last, two.last))) if one.meets(two) else ""


def _takes_all(first: Outbound, later: Outbound) -> bool:
    """Whether every call that fits the later rule fits the first one, at any time."""
    hours, entry, other = first.entry.get("office_hours"), first.entry, later.entry
    if (isinstance(hours, Mapping) and hours.get("mode")) or entry.get("holidays"):
        return False
    prefixes, lengths = texts(entry.get("number_prefix")), texts(entry.get("number_length"))
    inner = texts(other.get("number_prefix"))
    if prefixes and not (inner and all(prefix.startswith(tuple(prefixes)) for prefix in inner)):
        return False
    if lengths and not set(texts(other.get("number_length")) or ["any"]) <= set(lengths):
        return False
    callers, theirs = ranges_of(entry.get("number_mask")), ranges_of(other.get("number_mask"))
    if callers and (not theirs or left_over(theirs, callers)):
        return False
    groups = set(names(entry.get("groups")))
    return not groups or (bool(other.get("groups")) and set(names(other.get("groups"))) <= groups)
