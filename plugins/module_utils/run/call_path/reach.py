# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which places calls reach at which times, whatever callers press and whoever answers, and from which there is no way out."""

from __future__ import annotations

from collections.abc import Iterable

from ..call_flow.graph import HANGUP, RECEPTIONIST
from .follow import Calls, ways
from .model import ANSWERING, CALLER, FORCED, NO_ANSWER, STATUS, Key, Turn

AVAILABLE = (STATUS, "available")


class Reach:
    """Places and times that calls can get to.

    :ivar masks: when each place is reached.
    :ivar turns: the ways from each place, with the times at which they can be taken and a call is there.
    """

    def __init__(self, calls: Calls, starts: Iterable[Key]) -> None:
        self._calls = calls
        self.masks: dict[Key, int] = {}
        self.turns: dict[Key, list[Turn]] = {}
        everything = calls.site.slots.everything
        pending = list(dict.fromkeys(starts))
        self.masks = dict.fromkeys(pending, everything)
        known: dict[Key, list[Turn]] = {}
        while pending:
            key = pending.pop()
            if key not in known:
                known[key] = list(ways(calls.site.place(key), everything))
            for turn in known[key]:
                there = self.masks[key] & turn.mask
                before = self.masks.get(turn.target, 0)
                if there & ~before or turn.target not in self.masks:
                    self.masks[turn.target] = before | there
                    pending.append(turn.target)
        for key, mask in self.masks.items():
            here = (Turn(turn.event, turn.mask & mask, turn.target, turn.steps) for turn in known[key])
            self.turns[key] = [turn for turn in here if turn.mask]

    def trapped(self) -> dict[Key, int]:
        """When calls at a place go round and never end, whatever callers press."""
        ending = {key: self._ends(key, mask) for key, mask in self.masks.items()}
        back: dict[Key, list[tuple[Key, int]]] = {key: [] for key in self.masks}
        for key, turns in self.turns.items():
            for turn in turns:
                if in_hand(turn):
                    back[turn.target].append((key, turn.mask))
        pending = [key for key, mask in ending.items() if mask]
        while pending:
            key = pending.pop()
            for source, mask in back[key]:
                more = ending[key] & mask & ~ending[source]
                if more:
                    ending[source] |= more
                    pending.append(source)
        left = {key: mask & ~ending[key] for key, mask in self.masks.items()}
        return {key: mask for key, mask in left.items() if mask}

    def _ends(self, key: Key, mask: int) -> int:
        """When a call can stay at a place: all the time but where it is sent on without anybody's doing."""
        forced = 0
        for turn in self.turns[key]:
            if turn.event in (FORCED, AVAILABLE):
                forced |= turn.mask
        if key[0] == RECEPTIONIST:
            return 0
        if not self.turns[key] or key[0] in (*ANSWERING, HANGUP):
            return mask & ~forced
        return 0


def in_hand(turn: Turn) -> bool:
    """Whether a way is taken by itself or by what callers do, or because nobody answers.

    Not because of who calls, nor because a user has another status.
    """
    word, what = turn.event
    return word != CALLER and not (word == STATUS and what != "available") and not (word == NO_ANSWER and what != "available")
