# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The graph of a tenant's calls, made of its definition (PortSIP PBX REST API 22.2 and 22.3, /ivrs, /ring_groups, /call_queues)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from .definition import KIND_OF, NUMBERED, RANGE, Entry, Numbers, entries, in_span, names, number, trunk_of
from .graph import (
    ACTION_URL,
    CALL_QUEUE,
    CLOSED,
    DAY,
    DESK,
    DIAL_OUT,
    EXTENSIONS,
    HANGUP,
    HOLIDAY,
    INBOUND,
    MISSING,
    NIGHT,
    NOWHERE,
    OPEN,
    OTHER,
    OUTBOUND,
    SHARED_VOICEMAIL,
    TRUNK,
    USER,
    VOICEMAIL,
    Edge,
    Graph,
    Key,
    Node,
)
from .hours import week
from .outside_flow import CallOut, CallsIn, calls_in, calls_out, condition_in, did_of
from .queue_flow import add_queue, with_agents
from .user_flow import desk_of, ways_of, without_card
from .wording import shown

RULE = "_forward_rule"
RULES = {
    "timeout": "no input",
    "failure": "invalid input",
    "no_answer": "no answer",
    "exit": "leaves by key",
    "night_mode": "night mode",
}
"""What the forward rules of an object are for, by their fields without ``_forward_rule``."""
AFTER_TIME = ("timeout", "no_answer")
"""Rules for callers who enter nothing."""
DEFAULTS = {"timeout": "30", "repeat_times": "3", "ring_time": "20", "max_waiting_time": "300"}
"""What the PBX does where nothing is said (PortSIP PBX REST API 22.2); an action URL is switched off then. An export leaves it out."""
KEYPAD = "123456789*0#"
MENU_RULES = ("office_hours", "non_office_hours", "holiday")


def graph_of(
    tenant: Entry, queues: Iterable[Entry] = (), elsewhere: Iterable[Any] = (), beside: tuple[Entry, Iterable[Entry]] | None = None
) -> Graph:
    """The graph of a tenant, or of queues alone where the definition of a tenant is empty.

    :param queues: those of the extension API that belong to it.
    :param elsewhere: numbers and ranges that exist, but are managed elsewhere.
    :param beside: the tenant and the queues as they are, which may have numbers that the definition does not name.
    """
    queues = with_agents(queues, tenant)
    numbers = Numbers(tenant, queues, elsewhere)
    if beside:
        numbers.know(*beside)
    domain = shown(tenant.get("domain"))
    graph = Graph(shown(tenant.get("name")) or domain or "Queues of the extension API", domain, tuple(_facts(tenant)))
    builder = _Builder(graph, numbers)
    for trunk in calls_in(tenant):
        builder.add_calls_in(trunk)
    users = {number(user.get("extension_number")): user for user in entries(tenant.get("users"))}
    numbered = [(KIND_OF[name], entry) for name in NUMBERED if KIND_OF[name] != USER for entry in entries(tenant.get(name))]
    for kind, entry in sorted(numbered, key=lambda item: _in_order(number(item[1].get("extension_number")))):
        builder.add(kind, entry)
    for entry in sorted(queues, key=lambda entry: _in_order(number(entry.get("extension_id")))):
        add_queue(graph, entry, builder.number)
    builder.add_users(users)
    builder.add_calls_out(calls_out(tenant))
    return graph


def _in_order(its: str) -> tuple[int, str]:
    return len(its), its


def _facts(tenant: Entry) -> Iterable[str]:
    hours = tenant.get("office_hours")
    text = week(hours) if isinstance(hours, Mapping) else ""
    if text:
        yield f"Office hours: {text}"
    zone = shown(tenant.get("timezone"))
    if zone:
        yield f"Time zone: {zone}"
    trunks = [shown(trunk_of(entry)) for entry in entries(tenant.get("trunk_assignments"))]
    if any(trunks):
        yield f"Trunks: {', '.join(filter(None, trunks))}"


class _Builder:
    """Adds objects to a graph."""

    def __init__(self, graph: Graph, numbers: Numbers) -> None:
        self._graph = graph
        self._numbers = numbers

    def add(self, kind: str, entry: Entry) -> None:
        """Add an object and all ways that leave it."""
        key = (kind, number(entry.get("extension_number")))
        self._graph.nodes[key] = Node(key, shown(entry.get("name")), tuple(self._facts(entry)), defined=True)
        for rule in sorted(entries(entry.get("custom_forward_rules")), key=_on_keypad):
            self._menu_entry(key, rule)
        called = "agent" if kind == CALL_QUEUE else "member"
        for position, member in enumerate(entries(entry.get("agents")), 1):
            its, skill = self._numbers.of(member.get("extension_number")), number(member.get("skill_level"))
            level = f"skill {skill}" if skill and _needs_skills(entry) else ""
            self._edge(key, self.number(its), ("member", its), f"{called} {position}", level, frozenset(DAY))
        given = {name.removesuffix(RULE) for name in entry if name.endswith(RULE)}
        for name in [*(name for name in RULES if name in given), *sorted(given.difference(RULES))]:
            self._rule(key, name, entry)
        for url in sorted(entries(entry.get("action_urls")), key=lambda url: shown(url.get("name"))):
            self._action_url(key, url)
        for item in entries(entry.get("outbound_caller_ids")):
            self._caller_id(key, item)

    def _facts(self, entry: Entry) -> Iterable[str]:
        strategy = shown(entry.get("ring_strategy") or entry.get("polling_strategy"))
        if strategy:
            yield f"{strategy.replace('_', ' ').lower()}, {number(entry.get('ring_time')) or DEFAULTS['ring_time']} s"
        if entry.get("enable_callback") is True:
            yield "calls back"
        excluded = names(entry.get("exclude_list"))
        if excluded:
            yield f"callers cannot dial {', '.join(excluded)}"

    def _menu_entry(self, key: Key, rule: Entry) -> None:
        given = shown(rule.get("user_input")) or "?"
        self._by_hours(key, rule, ("key", given), given)

    def _by_hours(self, key: Key, rule: Entry, slot: tuple[str, ...], given: str, also: str = "", *, off: bool = False) -> None:
        """Add the ways of an entry with rules for office hours, for other times and for holidays.

        :param slot: what the entry is among those of its source.
        :param also: a condition that holds at any time.
        :param off: it is switched off.
        """
        opened, closed, holiday = (self._target(key, rule.get(name + RULE), (*slot[1:], name)) for name in MENU_RULES)

        def way(target: Key, turn: str, condition: str, when: Iterable[str]) -> None:
            self._edge(key, target, (*slot, turn), given, ", ".join(filter(None, (also, condition))), frozenset(when), off=off)

        days = names(rule.get("holidays"))
        rest = (OPEN, CLOSED) if days and holiday else DAY
        hours = rule.get("office_hours")
        # Without hours of its own nothing says when the other rule would apply.
        if closed is None and not isinstance(hours, Mapping):
            closed = opened
        nowhere = (NOWHERE, f"{key[1]} {slot[1]}")
        if opened == closed:
            way(opened or nowhere, "always", "", rest)
        else:
            custom = week(hours, closed=False) if isinstance(hours, Mapping) and hours.get("mode") == "CUSTOM" else ""
            way(opened or nowhere, "open", custom or "office hours", (OPEN,))
            way(closed or nowhere, "closed", "other times", set(rest) - {OPEN})
        if days and holiday:
            way(holiday, "holiday", shown(", ".join(days)), (HOLIDAY,))

    def _rule(self, key: Key, name: str, entry: Entry) -> None:
        rule = entry[name + RULE]
        target = self._target(key, rule, ("", name))
        if target is None:
            return
        condition, night = "", name == "night_mode"
        if name == "timeout":
            seconds, repeats = (number(rule.get(field)) or DEFAULTS[field] for field in ("timeout", "repeat_times"))
            condition = f"{seconds} s" + (f", {repeats}\u00d7 again" if repeats != "0" else "")
        if night:
            condition = "on now" if entry.get("enable_night_mode") is True else ""
        if name == "no_answer" and "polling_strategy" in entry:
            condition = f"after {number(entry.get('max_waiting_time')) or DEFAULTS['max_waiting_time']} s"
        off = name == "exit" and entry.get("enable_exit_forward_rule") is not True
        when = frozenset((NIGHT,) if night else DAY)
        self._edge(key, target, ("rule", name), RULES.get(name, name.replace("_", " ")), condition, when, name in AFTER_TIME, off)

    def _target(self, key: Key, rule: Any, place: tuple[str, ...]) -> Key | None:
        """Where a forward rule leads, None where it does not say."""
        action = shown(rule.get("action")) if isinstance(rule, Mapping) else ""
        if action == "FORWARD_TO_NUMBER":
            return self.number(self._numbers.of(rule.get("number")))
        if action == "FORWARD_TO_VOICEMAIL":
            return self._voicemail(self._numbers.of(rule.get("number")) or key[1])
        if action == "REPEAT":
            return key
        if action == "HANGUP":
            return self._node((HANGUP, key[1]))
        if action == "DISA":
            return self._node((DIAL_OUT, key[1]))
        return self._node((OTHER, " ".join((key[1], *place))), action.replace("_", " ").lower()) if action else None

    def add_calls_in(self, calls: CallsIn) -> None:
        """Add a trunk and what its numbers lead to."""
        key = (INBOUND, calls.trunk)
        self._graph.nodes[key] = Node(key, calls.trunk, (calls.dids,) if calls.dids else (), defined=True)
        for rule in calls.rules:
            slot = ("did", shown(rule.get("name")) or did_of(rule))
            self._by_hours(key, rule, slot, did_of(rule), condition_in(rule), off=rule.get("enabled") is False)

    def add_calls_out(self, ways: Iterable[CallOut]) -> None:
        """Add the rules for calls out; no call of the picture is followed through them."""
        key = (OUTBOUND, "")
        for way in ways:
            self._graph.nodes.setdefault(key, Node(key, "Calls out", defined=True))
            target = (TRUNK, way.trunk) if way.trunk else (NOWHERE, f"{OUTBOUND} {way.slot[1]}")
            self._edge(key, self._node(target, way.trunk), way.slot, way.given, way.condition, off=way.off)

    def add_users(self, users: Mapping[str, Entry]) -> None:
        """Add what becomes of the calls of users, but only of those that something leads to."""
        pending = [key for key in self._graph.nodes if key[0] == USER]
        found = set(pending)
        for key in pending:
            entry = users.get(key[1], {})
            self._graph.nodes[key] = Node(key, self._numbers.names.get(key[1], ""), defined=bool(entry))
            for way in ways_of(entry):
                target = self._node((DESK, key[1]), desk_of(entry)) if way.rule is None else self._target(key, way.rule, way.slot)
                if target is not None:
                    self._edge(key, target, way.slot, way.given, way.condition, way.when, way.idle)
                    if target[0] == USER and target not in found:
                        found.add(target)
                        pending.append(target)
        self._graph.plain = without_card(self._graph)
        if users:
            spans = [RANGE.fullmatch(key[1]) for key in self._graph.nodes if key[0] == EXTENSIONS]
            reached = {its for its in users if (USER, its) in found or any(span and in_span(its, span) for span in spans)}
            left = f", {len(users) - len(reached)} of whom nothing here leads to" if len(users) > len(reached) else ""
            self._graph.facts = (*self._graph.facts, f"Users: {len(users)}{left}")

    def number(self, its: str) -> Key:
        """The node that a number leads to, or a range of numbers."""
        span = RANGE.fullmatch(its)
        if span and its not in self._numbers.kinds:
            count = self._numbers.within(span)
            return self._node((EXTENSIONS if count else MISSING, its), f"({count} extensions)" if count else "")
        return self._node((self._numbers.kind(its), its), self._numbers.names.get(its, ""))

    def _voicemail(self, its: str) -> Key:
        if self._numbers.kind(its) == SHARED_VOICEMAIL:
            return self.number(its)
        if self._numbers.kind(its) == MISSING:
            return self._node((MISSING, f"voicemail {its}"))
        return self._node((VOICEMAIL, its), self._numbers.names.get(its, ""))

    def _action_url(self, key: Key, url: Entry) -> None:
        """The path and query of a URL may hold a token, so that only the host is shown."""
        name = shown(url.get("name"))
        mask = shown(url.get("dtmf_mask" if url.get("type") == "DTMF" else "caller_mask"))
        try:
            host = urlsplit(str(url.get("url") or "")).hostname
        except ValueError:
            host = None
        facts = tuple(filter(None, (f"{shown(url.get('method'))} {shown(host)}".strip(),)))
        target = self._node((ACTION_URL, f"{key[1]} {name}"), name, facts)
        given = "digits" if url.get("type") == "DTMF" else "caller"
        self._edge(key, target, ("url", name), given, mask, off=url.get("enabled") is not True)

    def _caller_id(self, key: Key, item: Entry) -> None:
        trunk, caller = shown(trunk_of(item)), shown(item.get("caller_id"))
        self._edge(key, self._node((TRUNK, trunk), trunk), ("caller id", trunk, caller), "outbound", f"shown as {caller}")

    def _node(self, key: Key, name: str = "", facts: tuple[str, ...] = ()) -> Key:
        if key not in self._graph.nodes:
            self._graph.nodes[key] = Node(key, name, facts)
        return key

    def _edge(self, source: Key, target: Key, slot: tuple[str, ...], given: str, condition: str = "", *rest: Any, **marks: Any) -> None:
        if target not in self._graph.nodes:
            self._graph.nodes[target] = Node(target)
        self._graph.edges.append(Edge(source, target, slot, given, condition, *rest, **marks))


def _needs_skills(entry: Entry) -> bool:
    return shown(entry.get("ring_strategy") or entry.get("polling_strategy")).startswith("SKILL")


def _on_keypad(rule: Entry) -> tuple[int, int, str]:
    """Menu entries as on a telephone's keypad; longer inputs after that."""
    given = shown(rule.get("user_input"))
    return len(given), KEYPAD.find(given) if len(given) == 1 else 0, given
