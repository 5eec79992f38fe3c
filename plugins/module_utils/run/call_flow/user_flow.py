# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the calls of a user go, by the status of the user (PortSIP PBX REST API 22.2, /users)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .definition import Entry, entries, number
from .graph import CARDS, CLOSED, DAY, HOLIDAY, OPEN, USER, Graph, Key
from .hours import week
from .wording import shown

RULE = "_forward_rule"
STATUSES = {
    "available": "available",
    "busy": "busy",
    "dnd": "do not disturb",
    "away": "away",
    "lunch": "at lunch",
    "trip": "on a trip",
    "offline": "offline",
}
"""Statuses of a user, by the beginning of the fields with their rules, and in words."""
TIMES = {"_office_hours": ("office hours", frozenset((OPEN,))), "_non_office_hours": ("other times", frozenset((CLOSED, HOLIDAY)))}
RING = "RING_ANYWAY"
NO_ANSWER = {"available_no_answer": "no answer", "busy_no_answer": "busy, no answer"}
SECONDS = "60"
"""How long a user is called before the call goes on, where nothing is said."""
MOST_USERS = 30
"""Users with rules of their own that get a card each; of more, only those that lead on to another object, if they are not too many."""
OF_CALLERS = {"SPECIFIC_HOURS": "within hours", "OUTSIDE_SPECIFIC_HOURS": "outside hours"}


@dataclass(frozen=True)
class Way:
    """One way that calls of a user can take.

    :param slot: what it is among them.
    :param rule: the forward rule, None where the phones of the user ring.
    """

    slot: tuple[str, ...]
    given: str
    condition: str
    rule: Any
    when: frozenset[str]
    idle: bool = False


def ways_of(user: Entry) -> Iterator[Way]:
    """The ways of a user's calls, none where no rule is given: those for some callers, what rings, and what becomes of the rest."""
    given = {name: user[name] for name in user if name.endswith(RULE) and isinstance(user[name], Mapping) and user[name].get("action")}
    custom = list(entries(user.get("custom_forward_rules")))
    if not given and not custom:
        return
    for rule in custom:
        hours = week(rule["hours"], closed=False) if isinstance(rule.get("hours"), Mapping) else ""
        condition = " ".join(filter(None, (OF_CALLERS.get(shown(rule.get("type")), ""), hours)))
        mask = shown(rule.get("caller_id"))
        yield Way(("caller", mask, condition), f"caller {mask}".strip(), condition, _ringing_is_none(rule), frozenset(DAY))
    yield from _ringing(given)
    yield from _by_status(given)
    for name, words in NO_ANSWER.items():
        if name + RULE in given:
            rule = given[name + RULE]
            seconds = f"{number(rule.get('timeout')) or SECONDS} s"
            yield Way(("rule", name), words, seconds, rule, frozenset(DAY), idle=True)


def _ringing(given: Mapping[str, Entry]) -> Iterator[Way]:
    """When the phones ring: as long as no rule says that calls of an available user go elsewhere."""
    free = {times: given.get(f"available{times}{RULE}", {"action": RING}).get("action") == RING for times in TIMES}
    if all(free.values()):
        yield Way(("rings", "always"), "rings", "", None, frozenset(DAY))
        return
    for times, (words, when) in TIMES.items():
        if free[times]:
            yield Way(("rings", times), "rings", words, None, when)


def _by_status(given: Mapping[str, Entry]) -> Iterator[Way]:
    """The rules for each status; statuses whose calls go the same ways are told together."""
    together: dict[tuple[tuple[str, str] | None, ...], list[str]] = {}
    for status in STATUSES:
        places = tuple(_place(given.get(f"{status}{times}{RULE}")) for times in TIMES)
        # That phones ring while the user is available is told already.
        told = status == "available" and all(place is None or place[0] == RING for place in places)
        if any(places) and not told:
            together.setdefault(places, []).append(status)
    for (opened, closed), (first, *others) in together.items():
        words = ", ".join(STATUSES[status] for status in (first, *others))
        rules = [given.get(f"{first}{times}{RULE}") for times in TIMES]
        if rules[0] is not None and opened == closed:
            yield Way(("status", first, "always"), words, "", _ringing_is_none(rules[0]), frozenset(DAY))
            continue
        for (times, (when_words, when)), rule in zip(TIMES.items(), rules, strict=True):
            if rule is not None and not (first == "available" and rule.get("action") == RING):
                yield Way(("status", first, times), words, when_words, _ringing_is_none(rule), when)


def _place(rule: Entry | None) -> tuple[str, str] | None:
    return None if rule is None else (shown(rule.get("action")), number(rule.get("number")))


def _ringing_is_none(rule: Entry) -> Entry | None:
    return None if rule.get("action") == RING else rule


def desk_of(user: Entry) -> str:
    """What rings at a user, in a few words."""
    models = [shown(phone.get("model")) or shown(phone.get("vendor")) for phone in entries(user.get("phones"))]
    if len(models) > 1:
        return f"{len(models)} desk phones and apps"
    return f"desk phone {models[0]}".strip() if models else "phone or app"


def without_card(graph: Graph) -> frozenset[Key]:
    """Users who get no card, as there would be too many: those whose calls end where nobody else is reached, or all of them."""
    ruled = {edge.source for edge in graph.edges if edge.source[0] == USER}
    if len(ruled) <= MOST_USERS:
        return frozenset()
    onward = {edge.source for edge in graph.edges if edge.source in ruled and edge.target[0] in (USER, *CARDS)}
    return frozenset(ruled if len(onward) > MOST_USERS else ruled - onward)
