# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a call can do: the places that it reaches, the turns that lead from one to the next, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..call_flow.graph import (
    ACTION_URL,
    CALL_QUEUE,
    CALLED,
    DIAL_OUT,
    ELSEWHERE,
    GROUP,
    HANGUP,
    MISSING,
    NOWHERE,
    OTHER,
    OUTSIDE,
    QUEUE,
    RECEPTIONIST,
    SHARED_VOICEMAIL,
    TRUNK,
    USER,
    VOICEMAIL,
)

Key = tuple[str, ...]
"""A place: its kind, its number or another text, and where it matters the extension that the call comes from."""
Event = tuple[str, str]
"""What has to happen for a turn: a word below, and what exactly."""

DID, RULE, ROUTE = "did", "inbound_rule", "outbound_rule"
NO_RULE, NO_ROUTE, UNANSWERED, LOOP, SERVICE, EMERGENCY = "no_rule", "no_route", "unanswered", "loop", "service", "emergency_number"

FORCED: Event = ("", "")
"""Nothing has to happen: calls go this way by themselves."""
CALLER, PRESSES, DIGITS, STATUS, NO_ANSWER, NO_MEMBER = "caller", "key", "digits", "status", "no answer", "no member"
TIMEOUT: Event = ("timeout", "")
FAILURE: Event = ("failure", "")
EXIT: Event = ("exit", "")
WORDS = ("timeout", "failure", "exit")
"""What stands among the keys of a call in place of a key: nothing is pressed, a transfer fails, the key that leaves a queue."""

STATUSES = ("available", "busy", "dnd", "away", "lunch", "trip", "offline")
ANSWERING = (
    *(USER, GROUP, CALL_QUEUE, QUEUE, RECEPTIONIST, VOICEMAIL, SHARED_VOICEMAIL, OUTSIDE),
    *(ELSEWHERE, SERVICE, ACTION_URL, DIAL_OUT, OTHER),
)
"""Kinds at which somebody or something takes a call. At others but the end of a call, which a rule orders, it is lost."""
NOUNS = {
    **CALLED,
    DID: "number",
    NO_RULE: "no inbound rule",
    NO_ROUTE: "no outbound rule",
    UNANSWERED: "nobody answers",
    LOOP: "loop",
    SERVICE: "service",
    HANGUP: "hang up",
    DIAL_OUT: "dial out (DISA)",
    NOWHERE: "no destination",
    TRUNK: "trunk",
    VOICEMAIL: "voicemail",
    SHARED_VOICEMAIL: "voicemail",
}
"""What a reader calls each kind."""


@dataclass(frozen=True)
class Step:
    """One thing that decides where a call goes, or where it ends.

    :param kind: what decides: a kind of the tree, or of the constants above.
    :param name: what it is called.
    :param reason: why the call goes on as it does.
    :param undocumented: the reason rests on something that the vendor does not document; the reason says what.
    """

    kind: str
    name: str
    reason: str
    undocumented: bool = False

    def as_result(self) -> dict[str, Any]:
        """The step as a module returns it."""
        return {"kind": self.kind, "name": self.name, "reason": self.reason, "undocumented": self.undocumented}


@dataclass(frozen=True)
class Turn:
    """One way from a place to the next.

    :param event: what has to happen.
    :param mask: when, as bits of ``Slots``.
    :param target: the next place.
    :param steps: what is told of it.
    """

    event: Event
    mask: int
    target: Key
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Place:
    """Where a call can be.

    :param label: what it is called, such as ``ring group 7010 Front desk``.
    :param name: its name alone.
    :param reason: what happens to a call that stays here.
    :param turns: the ways from here; of those that are possible at a time the first one is taken.
    :param undocumented: whether the reason rests on something that is not documented.
    """

    key: Key
    label: str
    name: str
    reason: str
    turns: tuple[Turn, ...] = ()
    undocumented: bool = False

    @property
    def kind(self) -> str:
        """Kind of the place."""
        return self.key[0]

    @property
    def number(self) -> str:
        """The number at which it is reached, or to which a call goes out; empty where it has none."""
        return self.key[1] if self.kind in (*NUMBERED, OUTSIDE, NO_ROUTE, MISSING, UNANSWERED, NO_RULE, DID) and len(self.key) > 1 else ""


NUMBERED = (USER, GROUP, CALL_QUEUE, QUEUE, RECEPTIONIST, VOICEMAIL, SHARED_VOICEMAIL, ELSEWHERE, SERVICE)


@dataclass(frozen=True)
class Call:
    """What caller and called do.

    :param caller: number of the caller, as the trunk sends it; an extension number for a call from inside. Empty for a caller whom
        no mask means.
    :param keys: what the caller enters, in order, and words of ``WORDS``; then the call stays where it is.
    :param status: extension numbers of users with their statuses; all others are available.
    :param answered: whether the first one who can answers.
    :param idle: the caller presses nothing, at any receptionist.
    """

    caller: str = ""
    keys: tuple[str, ...] = ()
    status: tuple[tuple[str, str], ...] = ()
    answered: bool = True
    idle: bool = False

    def status_of(self, its: str) -> str:
        """The status of a user."""
        return next((status for number, status in self.status if number == its), "available")


@dataclass(frozen=True)
class Trail:
    """How a call goes at some times.

    :param mask: when.
    :param turns: the way.
    :param end: the last place.
    """

    mask: int
    turns: tuple[Turn, ...]
    end: Key

    def steps(self) -> Iterator[Step]:
        """What is told of the way, without its end."""
        for turn in self.turns:
            yield from turn.steps
