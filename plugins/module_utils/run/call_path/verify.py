# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every number of a tenant over a week and the holidays of a year: who answers, and what is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..call_flow.definition import Entry
from ..call_flow.graph import HANGUP
from .call import ends_at
from .checks import Checks
from .faults import Faults
from .finding import Finding, together
from .follow import Calls
from .model import ANSWERING, LOOP, Call, Key, Trail
from .numbers import each_number
from .reach import Reach
from .year import slots_of

MOST_NUMBERS = 20000
"""Numbers of ranges that are looked at one by one; a range with more leads to as many extensions in a row."""


@dataclass(frozen=True)
class Answer:
    """What becomes of the calls to a number at some times.

    :param times: when, in words.
    :param ends_at: ``kind``, ``name`` and ``number``.
    :param label: the same in words.
    """

    times: str
    ends_at: Mapping[str, str]
    label: str


@dataclass(frozen=True)
class Verification:
    """What was found.

    :param calls: of each number, or range of numbers that all lead to the same place, who answers when.
    :param findings: the most severe ones first.
    """

    calls: Mapping[str, Sequence[Answer]]
    findings: Sequence[Finding]


def verify(
    tenant: Entry,
    first: datetime.date,
    *,
    queues: Iterable[Entry] = (),
    elsewhere: Iterable[Any] = (),
    night_mode: bool | None = None,
) -> Verification:
    """Look at every number of a tenant at every time at which something changes.

    :param tenant: the definition, complete.
    :param first: the first day of the year whose holidays are looked at.
    :param elsewhere: numbers and ranges that exist, but are managed elsewhere.
    """
    calls = Calls(tenant, queues, elsewhere, slots=slots_of([tenant], first), night_mode=night_mode)
    groups = numbers_of(calls)
    answers: dict[str, list[Answer]] = {}
    lost: dict[Key, list[str]] = {}
    silent: list[str] = []
    for label, did in groups.items():
        trails = list(calls.follow(("did", did), Call()))
        answers[label] = list(in_order(calls, trails))
        for trail in trails:
            if trail.end[0] not in (*ANSWERING, HANGUP):
                lost.setdefault(_last(trail, did), []).append(label)
        if all(trail.end[0] not in ANSWERING for trail in trails):
            silent.append(label)
    outside = Reach(calls, [("did", did) for did in groups.values()])
    inside = Reach(calls, [*outside.masks, *((kind, its) for its, (kind, _entry) in calls.site.entries.items())])
    faults = Faults(calls, outside, inside, lost)
    findings = [*faults.findings(), *faults.circles(groups), *Checks(tenant, calls).findings()]
    told = {its for finding in findings if finding.severity == "error" for its in finding.numbers}
    findings += [Finding("nobody answers", "error", its, "nobody answers at any time") for its in silent if its not in told]
    return Verification(answers, list(together(findings)))


def in_order(calls: Calls, trails: Iterable[Trail]) -> Iterator[Answer]:
    """The ends of calls, each with its times, in the order of the week."""
    masks: dict[str, int] = {}
    ends: dict[str, Key] = {}
    for trail in trails:
        label = label_of(calls, trail.end)
        masks[label] = masks.get(label, 0) | trail.mask
        ends.setdefault(label, trail.end)
    for label in sorted(masks, key=lambda label: masks[label] & -masks[label]):
        yield Answer(calls.when(masks[label]), ends_at(calls.site, ends[label]), label)


def label_of(calls: Calls, end: Key) -> str:
    """A place where calls end, in a few words."""
    if end[0] == LOOP:
        return f"a loop through {calls.site.label(end[1:])}"
    return calls.site.place(end).label


def _last(trail: Trail, did: str) -> Key:
    """The last place of a call before it is lost."""
    before = [("did", did), *(turn.target for turn in trail.turns)]
    return before[-2] if len(before) > 1 else before[-1]


def numbers_of(calls: Calls) -> dict[str, str]:
    """The numbers that callers outside can dial; of a range that all leads to the same place, one for all.

    :returns: one number of each by what the whole is called.
    """
    found: dict[str, str] = {}
    shared = {rule.name for pair in calls.arrivals.sharing() for rule in pair}
    for rule in calls.arrivals.rules:
        spread = any(calls.site.is_range(forward.get("number")) or str(forward.get("number")) == "0" for forward in _forwards(rule.entry))
        for one in rule.dids:
            if rule.name not in shared and not spread:
                found[str(one)] = next(each_number(one))
                continue
            for place, its in enumerate(each_number(one)):
                if place == MOST_NUMBERS:
                    break
                found[its] = its
    return found


def _forwards(entry: Entry) -> Iterator[Mapping[str, Any]]:
    for name, value in entry.items():
        if name.endswith("_forward_rule") and isinstance(value, Mapping):
            yield value
