# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What receptionists, ring groups, queues and mailboxes do with a call (PortSIP PBX REST API 22.2 and 22.3; PortSIP's knowledge base)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..call_flow.definition import Entry, entries, number
from ..call_flow.graph import ACTION_URL, CALL_QUEUE, GROUP, QUEUE, RECEPTIONIST, SHARED_VOICEMAIL, USER, VOICEMAIL
from ..call_flow.wording import shown
from .inbound import WITHOUT, ways_by_hours
from .model import CALLER, DIGITS, EXIT, FAILURE, FORCED, NO_MEMBER, NOUNS, PRESSES, SERVICE, TIMEOUT, Event, Key, Place, Step, Turn
from .numbers import matches, texts
from .site import RULE, Site

TIMES = {"timeout": "30", "repeat_times": "3", "ring_time": "20", "max_waiting_time": "300"}
"""Seconds, and how often, where nothing is said (PortSIP PBX REST API 22.2)."""
WRONG = (
    "the guide says that callers hear that the extension does not exist and that the rule for failures does not apply; that the prompt is "
    "played again is not documented"
)
NO_MAILBOX = "the guide names mailboxes of users and shared voicemails only; what the PBX does with that of a {kind} is not documented"
OFF = "the user is switched off; whether the mailbox still takes messages is not documented"


def read_receptionist(site: Site, key: Key) -> Place:
    """A receptionist: night mode, action URLs for callers, then the menu and what is done without input."""
    entry = site.entries[key[1]][1]
    night = list(_night(site, key, entry))
    if night:
        return _place(site, key, "night mode is on", night)
    turns = [*_action_urls(site, key, entry), *_menu(site, key, entry)]
    rule = entry.get(f"timeout{RULE}")
    if isinstance(rule, Mapping) and _action(rule):
        seconds, times = (number(rule.get(name)) or TIMES[name] for name in ("timeout", "repeat_times"))
        told = f"no input for {seconds} s" + ("" if times == "0" else f", prompt repeated {times} times")
        turns.append(_turn(site, key, TIMEOUT, rule, told))
    else:
        turns.append(_turn(site, key, TIMEOUT, None, "no input"))
    if _action(entry.get(f"failure{RULE}")):
        turns.append(_turn(site, key, FAILURE, entry[f"failure{RULE}"], "the transfer fails"))
    return _place(site, key, "answers, plays its prompt and waits for input", turns)


def _action_urls(site: Site, key: Key, entry: Entry) -> Iterator[Turn]:
    for url in entries(entry.get("action_urls")):
        digits = url.get("type") == "DTMF"
        masks = texts(url.get("dtmf_mask" if digits else "caller_mask"))
        if url.get("enabled") is True and masks:
            name = shown(url.get("name"))
            told = f"{'input' if digits else 'caller'} {', '.join(masks)}: the web server of the action URL {name} decides"
            event = (DIGITS if digits else CALLER, ";".join(masks))
            yield Turn(event, site.slots.everything, (ACTION_URL, name, key[1]), (_step(site, key, told),))


def _menu(site: Site, key: Key, entry: Entry) -> Iterator[Turn]:
    for rule in entries(entry.get("custom_forward_rules")):
        given = shown(rule.get("user_input"))
        # "2#" waits 3 seconds for further digits before it counts (PortSIP's knowledge base).
        pressed = given.removesuffix("#") or given
        for mask, forward, words, doubt in ways_by_hours(site, key, rule):
            told = "; ".join(filter(None, (f"key {given}, {words}", doubt)))
            yield Turn((PRESSES, pressed), mask, site.target(key, forward), (_step(site, key, told, bool(doubt)),))


def dial(site: Site, place: Place, given: str) -> Turn:
    """What an input does that no entry of a menu takes: a known extension is called, anything else is wrong."""
    entry = site.entries[place.key[1]][1]
    blocked = matches(texts(entry.get("exclude_list")), given)
    if given in site.entries and not blocked:
        return Turn(FORCED, site.slots.everything, site.to(given, place.key), (_step(site, place.key, f"dials {given}"),))
    told = f"dials {given}, which callers cannot reach so" if blocked else f"key {given} is not in the menu"
    return Turn(FORCED, site.slots.everything, place.key, (_step(site, place.key, f"{told}; {WRONG}", True),))


def read_group(site: Site, key: Key) -> Place:
    """A ring group: night mode, its members, and what becomes of calls that none of them answers."""
    entry = site.entries[key[1]][1]
    night = list(_night(site, key, entry))
    if night:
        return _place(site, key, "night mode is on", night)
    return _served(site, key, entry, f"{number(entry.get('ring_time')) or TIMES['ring_time']} s each", "member")


def read_queue(site: Site, key: Key) -> Place:
    """A call queue of the PBX: night mode, its agents, and the ways out."""
    entry = site.entries[key[1]][1]
    night = list(_night(site, key, entry))
    if night:
        return _place(site, key, "night mode is on", night)
    waiting = f"{number(entry.get('max_waiting_time')) or TIMES['max_waiting_time']} s"
    leaving = []
    if entry.get("enable_exit_forward_rule") is True:
        leaving.append(_turn(site, key, EXIT, entry.get(f"exit{RULE}"), "leaves by key"))
    return _served(site, key, entry, waiting, "agent", leaving)


def _served(site: Site, key: Key, entry: Entry, seconds: str, noun: str, more: list[Turn] | None = None) -> Place:
    members = [site.numbers.of(member.get("extension_number")) for member in entries(entry.get("agents"))]
    able = [its for its in members if not (site.numbers.kind(its) == USER and site.entries[its][1].get("enabled") is False)]
    rule = entry.get(f"no_answer{RULE}")
    waits = entry.get("wait_when_no_agents_online") is True
    turns = list(more or ())
    if not able and not waits:
        turns.append(_turn(site, key, FORCED, rule, f"it has no {noun}s" if not members else f"all {noun}s are switched off"))
    turns.append(_turn(site, key, (NO_MEMBER, "" if waits else ";".join(able)), rule, f"no answer, {seconds}"))
    count = f"{len(able)} {noun}s ring" if len(able) != 1 else f"{noun} {able[0]} rings"
    return _place(site, key, count if noun == "member" else count.replace(" rings", " is called").replace(" ring", " are called"), turns)


def read_extension_queue(site: Site, key: Key) -> Place:
    """A queue of the extension API; its incoming rules are not followed."""
    entry = site.entries[key[1]][1]
    its = number(entry.get("timeout_transfer_dst"))
    told = f"nobody answers for {number(entry.get('max_wait_time')) or 'some'} s"
    turns = [Turn((NO_MEMBER, ""), site.slots.everything, site.to(its, key), (_step(site, key, told),))] if its else []
    return _place(site, key, "callers wait for an agent; incoming rules of the extension API are not followed here", turns)


def read_mailbox(site: Site, key: Key) -> Place:
    """The mailbox of a user, or of something that has none."""
    kind, entry = site.entries.get(key[1], ("", {}))
    if kind == USER and entry.get("enabled") is False:
        return Place(key, site.label(key), site.name(key), OFF, undocumented=True)
    if kind not in (USER, ""):
        reason = NO_MAILBOX.format(kind=NOUNS.get(kind, kind))
        return Place(key, site.label(key), site.name(key), reason, undocumented=True)
    return Place(key, site.label(key), site.name(key), "the caller may leave a message")


def read_shared_mailbox(site: Site, key: Key) -> Place:
    """A shared voicemail."""
    return Place(key, site.label(key), site.name(key), "the caller may leave a message")


def read_service(site: Site, key: Key) -> Place:
    """A service of the tenant."""
    return Place(key, f"service {key[1]} ({site.services[key[1]]})", site.services[key[1]], "the service answers")


def _night(site: Site, key: Key, entry: Entry) -> Iterator[Turn]:
    own = entry.get("enable_night_mode") is True
    if own or site.night_mode:
        words = "night mode is on" if own else "the tenant is in night mode"
        yield _turn(site, key, FORCED, entry.get(f"night_mode{RULE}"), words)


def _turn(site: Site, key: Key, event: Event, rule: Any, told: str) -> Turn:
    """A way that a rule describes, at any time."""
    there = _action(rule)
    words = told if there else f"{told}; {WITHOUT}"
    return Turn(event, site.slots.everything, site.target(key, rule), (_step(site, key, words, not there),))


def _action(rule: Any) -> bool:
    return isinstance(rule, Mapping) and bool(rule.get("action"))


def _step(site: Site, key: Key, told: str, undocumented: bool = False) -> Step:
    return Step(key[0], f"{key[1]} {site.name(key)}".strip(), told, undocumented)


def _place(site: Site, key: Key, reason: str, turns: list[Turn]) -> Place:
    return Place(key, site.label(key), site.name(key), reason, tuple(turns))


READERS = {
    RECEPTIONIST: read_receptionist,
    GROUP: read_group,
    CALL_QUEUE: read_queue,
    QUEUE: read_extension_queue,
    VOICEMAIL: read_mailbox,
    SHARED_VOICEMAIL: read_shared_mailbox,
    SERVICE: read_service,
}
