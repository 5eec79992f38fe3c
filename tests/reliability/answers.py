# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Answers that no healthy API gives: nothing is written that rests on one, each ends in a clear error, and all of them end."""

from __future__ import annotations

import itertools
import json
import random
import re
import resource
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from contract import facts

from reliability.driving import DEFECT, Driver, without_pauses
from reliability.faults import Probe, at
from reliability.kinds import cases, kinds
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
DEEP = 100_000
PAGE = [{"id": f"odd-{number}", "name": f"Odd {number}"} for number in range(100)]
BODIES: dict[str, str] = {
    "{}": "{}",
    "[]": "[]",
    "null": "null",
    "text": '"x"',
    "number": "7",
    "true": "true",
    "nothing": "",
    "count without items": '{"count": 1000000000, "items": []}',
    "no count": '{"items": []}',
    "items null": '{"count": 1, "items": null}',
    "items a mapping": '{"count": 1, "items": {}}',
    "items of null": '{"count": 1, "items": [null]}',
    "items without id": '{"count": 2, "items": [{"name": "x"}, {"name": "y"}]}',
    "list without id": '[{"name": "x"}, {"title": "y"}]',
    "list of lists": "[[]]",
    "count a word": '{"count": "many", "items": []}',
    "count NaN": '{"count": NaN, "items": []}',
    "count infinite": '{"count": 1e999, "items": []}',
    "negative count": '{"count": -1, "items": []}',
    "the same page again": json.dumps({"count": 10**9, "items": PAGE}),
    "the same list again": json.dumps(PAGE),
    "deep list": "[" * DEEP + "]" * DEEP,
    "deep mapping": '{"a":' * DEEP + "1" + "}" * DEEP,
    "lone surrogate": '{"id": "1", "name": "\\ud800", "count": 1, "items": [{"id": "1", "name": "\\udfff"}]}',
    "NaN": "NaN",
    "infinite": '{"id": 1e999, "expires_in": Infinity, "access_token": "x"}',
    "a huge number": '{"id": ' + "9" * 5000 + "}",
    "a byte order mark": "\ufeff{}",
    "half": '{"count": 1, "items": [{"id": "1',
    "token without end": '{"access_token": "x", "refresh_token": "y", "token_type": "Bearer", "expires_in": NaN}',
    "token of another type": '{"access_token": {"x": 1}, "expires_in": "soon", "token_type": []}',
    "token with a line break": '{"access_token": "a\\r\\nX-Odd: 1", "expires_in": 1800, "token_type": "Bearer"}',
}
WAITS: dict[str, Json] = {
    f"{status} for {text}": {"status": status, "headers": {"Retry-After": text, "X-RateLimit-Reset": text}}
    for status in (429, 503)
    for text in ("1e20", "inf", "nan", "-5", "soon", "9" * 400)
}
ANSWERS: dict[str, Json] = {**{name: {"body": body} for name, body in BODIES.items()}, **WAITS}
SLOW: dict[str, Json] = {"byte by byte": {"drip": 0.25}, "a bomb": {"bomb": 300}}
"""Answers that take time or memory."""
MOST_REQUESTS = 120
MOST_MEMORY = 200 << 10
"""Kilobytes by which the process may grow while an answer is read."""


def _readings(probe: Probe, module: str, phase: str) -> list[int]:
    """The numbers of the requests that read, signing in included."""
    requests = probe.reference(module, phase).requests
    return [
        index
        for index, (method, path) in enumerate(requests)
        if method == "GET" or path.endswith(("/oauth/token", "/switch"))
        # The answer to a sign-out is of no interest to anybody.
    ]


BELIEVABLE = ("no count", "lone surrogate")
"""Answers as the descriptions have them for a collection without pages: of an empty one, and of one with another object."""


def _is_believable(name: str, method: str, path: str) -> bool:
    """Whether nobody can tell that an answer is none."""
    return name in BELIEVABLE and method == "GET" and any(pattern.fullmatch(path) for pattern in _without_count())


@cache
def _without_count() -> tuple[re.Pattern[str], ...]:
    """An expression for the path of each collection that is described without a count."""
    described = [(*operation.split(" "), found.get("answer", {})) for operation, found in facts.PBX.items()]
    paths = [path for method, path, answer in described if method == "GET" and "items" in answer and "count" not in answer]
    return tuple(re.compile("/api" + "[^/]+".join(map(re.escape, re.split(r"\{\w+\}", path)))) for path in paths)


def every(pbx: Simulator, directory: Path, *, only: list[tuple[str, str]] | None = None, step: int = 1) -> Report:
    """Every answer to every reading of every kind and phase: once, and for as long as the run lasts.

    :param step: 5 tries each fifth of these cases.
    """
    report = Report("answers")
    probe = Probe(pbx, directory, report)
    with report.timed(), without_pauses():
        for module, phase in only or cases():
            every_case = itertools.product(_readings(probe, module, phase), ANSWERS, (1, None))
            for index, name, times in itertools.islice(every_case, None, None, step):
                _case(probe, module, phase, index, name, times)
    return report


def some(pbx: Simulator, directory: Path, count: int, seed: int) -> Report:
    """So many of the cases of ``every``, the same ones for the same seed."""
    report = Report("answers")
    probe = Probe(pbx, directory, report)
    with report.timed(), without_pauses():
        for module, phase, position, name, times in _drawn(count, random.Random(seed)):
            readings = _readings(probe, module, phase)
            _case(probe, module, phase, readings[int(position * len(readings))], name, times)
    return report


def _drawn(count: int, chance: random.Random) -> Iterator[tuple[str, str, float, str, int | None]]:
    found = cases()
    chance.shuffle(found)
    for number in range(count):
        module, phase = found[number % len(found)]
        yield module, phase, chance.random(), chance.choice(sorted(ANSWERS)), chance.choice((1, None))


def _case(probe: Probe, module: str, phase: str, index: int, name: str, times: int | None) -> None:
    requests = probe.reference(module, phase).requests
    method, path = requests[index]
    if _is_believable(name, method, path):
        return
    how = f"{name} {'once' if times else 'always'} at {index} {method} {path}"
    first = probe.run(module, phase, how, [at(requests, index, ANSWERS[name], times=times)], honest=False)
    if first.get("no_end") or probe.requests_made > MOST_REQUESTS:
        probe.report.breaks("no end", f"{module} {phase}, {how}: {probe.requests_made} requests")


def slow(pbx: Simulator, directory: Path) -> Report:
    """Answers that come byte by byte, and such as unpack to a lot: for a list, an object and the sign-in of both APIs."""
    report = Report("answers")
    targets: tuple[Json, ...] = ({"method": "GET"}, {"path": "oauth/token$"}, {"path": "(destroy|revoke|oauth/token)$", "after": 1})
    with report.timed():
        for module, phase in (("portsip_ip_rule", "update"), ("portsip_extension_interval", "update"), ("portsip_ivr", "update")):
            for name, fault in SLOW.items():
                for target in targets:
                    _slow_case(pbx, directory, report, module, phase, name, {**target, **fault})
    return report


def _slow_case(pbx: Simulator, directory: Path, report: Report, module: str, phase: str, name: str, fault: Json) -> None:
    kind, driver = kinds()[module], Driver(pbx, directory, timeout=2, retries=0)
    kind.seed(pbx)
    for args in kind.before(phase):
        driver.run(module, args)
    pbx.inject(**{"times": None, **fault})
    begin, memory = time.monotonic(), _memory()
    result = driver.run(module, kind.steps[phase])
    seconds, grown = time.monotonic() - begin, _memory() - memory
    pbx.clear_faults()
    report.counts["cases"] += 1
    how = f"{module} {phase}, {name}, {fault}: {seconds:.1f} s, {grown >> 10} MB"
    if DEFECT in str(result.get("msg")):
        report.breaks("defect", f"{how}: {result['msg'][:200]}")
    if result.get("no_end") or grown > MOST_MEMORY:
        report.breaks("no end", how)


def _memory() -> int:
    """The most memory that this process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
