# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Option values that nobody means: each is taken or refused clearly, and no request leaves the paths of the APIs."""

from __future__ import annotations

import copy
import importlib
import itertools
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import CONNECTION_OPTIONS
from contract import facts

from parity.cases import described, first_of
from parity.examples import MODULES, examples_of
from parity.variables import filled
from reliability.driving import DEFECT, PLUGINS, Driver, without_pauses
from reliability.kinds import kinds
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
Place = tuple[str, ...]
"""Where a value stands in options: names of options, and of those inside."""

TEXTS: tuple[Any, ...] = (
    "",
    " ",
    " north ",
    "north\n",
    "a\r\nX-Odd: 1",
    "a\x00b",
    "\x1b]0;title\x07",
    "\x7f",
    "\u202e",
    "\ud800",
    "\udfff.example.net",
    "Z\u00fcrich",
    "Zu\u0308rich",
    "..",
    ".",
    "../tenants",
    "a/b",
    "%2e%2e",
    "a?b=c#d",
    "x" * 70_000,
    "\u0663\u0664",
    "010",
    "1e400",
    "inf",
    "nan",
    "24:00",
    "31.02.2026",
    "2026-02-31",
    "{{ 7 * 7 }}",
    "'; --",
    "[",
    "{",
    "(((((",
    "https://[",
    "http://user:pass@127.0.0.1:99999/",
    "null",
    "********",
    "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER",
)
NUMBERS: tuple[Any, ...] = (0, -1, 0o1000, 2**31, 2**63, 10**30, -(10**30), 1.5, float("inf"), float("nan"), "1_000", "0x10", " 7 ")
OTHERS: tuple[Any, ...] = (
    None,
    True,
    [],
    {},
    [None],
    [[]],
    [{}],
    [{"x": 1}],
    {"x": {"y": [1]}},
    {"": ""},
    ["a", "a"],
    [10**30],
    {"\ud800": "\ud800"},
)
VALUES: tuple[Any, ...] = (*TEXTS, *NUMBERS, *OTHERS)
ELSEWHERE = re.compile(r"^(api_url|extension_api_url)$")
"""Options that say where requests go: what is tried for them stays on this machine, or can't be an address."""
ADDRESSES: tuple[Any, ...] = (
    "http://pbx..example.net",
    "http://.x",
    "http://*.x",
    "http://a b/",
    f"http://{'x' * 300}/",
    f"http://{'x.' * 200}net/",
    "http://[",
    "http://[::1",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:1/..",
    "http://127.0.0.1:1/%00",
    "http://127.0.0.1:1/\ud800",
    "ftp://127.0.0.1/",
    "//127.0.0.1/",
    "http://",
    "http:///api",
    "\x00",
    " ",
    7,
    [],
)
CONNECTING = ("portsip_ip_rule", "portsip_ivr", "portsip_queue_agent", "portsip_login")
"""Modules with which the options of the connection are tried, which all modules have: one of each level."""
SIGN_IN = ("POST /login/oauth/token", "POST /login/oauth/revoke", "POST /oauth/token")
"""Operations beside those of the descriptions: they are told of in their introductions."""


@cache
def _described() -> tuple[re.Pattern[str], ...]:
    """An expression for each operation of the descriptions, as METHOD and the path as it is sent."""
    system_users = [f"POST /admin/user/{name}" for name in ("username", "password")]  # from 22.3 on
    pbx = [*facts.PBX, *facts.OFFERED, *SIGN_IN[:2], *system_users]
    roots = [(operation, "/api") for operation in pbx] + [(operation, "/api/ver1.0") for operation in facts.EXTENSION]
    found = []
    for operation, root in roots + [(SIGN_IN[2], "")]:
        method, path = operation.split(" ")
        parts = re.split(r"\{\w+\}", path)
        # An id is one part of a path, and neither this directory nor the one above.
        found.append(re.compile(rf"{method} {root}" + r"(?!\.{1,2}(?:/|$))[^/]+".join(re.escape(part) for part in parts)))
    return tuple(found)


def off_the_paths(pbx: Simulator) -> list[str]:
    """The requests in the log that are no operation of the descriptions."""
    sent = [f"{request['method']} {request['raw_path']}" for request in pbx.requests()]
    return [request for request in sent if not any(pattern.fullmatch(request) for pattern in _described())]


@cache
def _base(module: str) -> tuple[tuple[Json, ...], Json]:
    """Steps before a module's run, and options that are valid."""
    if module in kinds():
        kind = kinds()[module]
        return tuple(kind.prepare), kind.steps["create"]
    about = described().get(module)
    if about is None:
        return (), next(iter(examples_of(module)), {})
    return tuple(filled(about.get("prepare", []))), filled(first_of(about))


@cache
def places(module: str) -> tuple[Place, ...]:
    """The options of a module, and every option inside one."""
    spec = importlib.import_module(f"{PLUGINS}.modules.{module}").MODULE.spec
    own = {name: option for name, option in spec.items() if module in CONNECTING or name not in CONNECTION_OPTIONS}
    return tuple(_places(own, ()))


def _places(spec: Json, above: Place) -> Iterator[Place]:
    for name, option in spec.items():
        yield (*above, name)
        yield from _places(option.get("options") or {}, (*above, name))


def changed(options: Json, place: Place, value: Any) -> Json:
    """A copy of options with a value at a place; where that lies in a list, in its first item."""
    result = copy.deepcopy(options)
    current: Any = result
    for name in place[:-1]:
        inner = current.get(name)
        if isinstance(inner, list):
            if not inner or not isinstance(inner[0], dict):
                current[name] = inner = [{}]
            current = inner[0]
        elif isinstance(inner, dict):
            current = inner
        else:
            current[name] = current = {}
    current[place[-1]] = value
    return result


def values_for(place: Place) -> tuple[Any, ...]:
    """What is tried at a place."""
    return ADDRESSES if ELSEWHERE.match(place[-1]) and len(place) == 1 else VALUES


def every(pbx: Simulator, directory: Path, *, only: list[str] | None = None, step: int = 1) -> Report:
    """Every value at every option of every module.

    :param step: 5 tries each fifth of these.
    """
    report = Report("inputs")
    with report.timed(), without_pauses() as pauses:
        for module in only or MODULES:
            every_case = ((place, value) for place in places(module) for value in values_for(place))
            for place, value in itertools.islice(every_case, None, None, step):
                _case(pbx, directory, report, module, place, value, pauses)
    return report


def some(pbx: Simulator, directory: Path, count: int, seed: int) -> Report:
    """So many of the cases of ``every``, the same ones for the same seed, from all modules alike."""
    report, chance = Report("inputs"), random.Random(seed)
    modules = list(MODULES)
    chance.shuffle(modules)
    with report.timed(), without_pauses() as pauses:
        for number in range(count):
            module = modules[number % len(modules)]
            place = chance.choice(places(module) or [("timeout",)])
            _case(pbx, directory, report, module, place, chance.choice(values_for(place)), pauses)
    return report


def _case(pbx: Simulator, directory: Path, report: Report, module: str, place: Place, value: Any, pauses: list[float]) -> None:
    prepare, base = _base(module)
    how = f"{module}: {'.'.join(place)} = {ascii(value)[:80]}"
    pbx.reset()
    pbx.configure(lockout_after=0)
    for step in prepare:
        getattr(pbx, step["call"].removeprefix("seed/"))(**{name: item for name, item in step.items() if name != "call"})
    if place[0] in ("api_url", "extension_api_url"):
        base = {**base, "timeout": 1, "retries": 0}
    pauses.clear()
    result = Driver(pbx, directory, retries=0).run(module, changed(base, place, value), check=True)
    report.counts["inputs"] += 1
    message = str(result.get("msg"))
    if DEFECT in message or (result.get("failed") and "Traceback" in str(result)):
        report.breaks("defect", f"{how}: {message[:200]}")
    if result.get("no_end") or sum(pauses) > 3600:
        report.breaks("no end", how)
    strays = off_the_paths(pbx)
    report.counts["requests"] += len(pbx.requests())
    if strays:
        report.breaks("off the paths", f"{how}: {strays[0][:150]}")
    if pbx.writes():
        report.breaks("write in check mode", f"{how}: {pbx.writes()[0]['path']}")
