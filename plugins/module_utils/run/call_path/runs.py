# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The modules portsip_call_path and portsip_verify: where a call goes, and where all calls of tenants go.  Nothing is ever written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import InvalidInput, Unmet
from ..call_flow.definition import Entry
from ..call_flow.wording import shown
from ..connection import Params
from ..context import Context, Result
from ..workspace import Workspace
from .call import Tenants, call_path, is_called, moment_of
from .finding import SEVERITIES
from .inbound import Arrivals
from .model import NOUNS, Call
from .numbers import dialled
from .slots import tenant_zone
from .sources import tenants_of
from .verify import Verification, verify

MOST_LINES = 10
"""Lines of a failure."""


def run_call_path(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Follow one call.

    :returns: ``changed`` false, ``path``, ``ends_at`` and ``at``, the time in the time zone of the tenant.
    :raises InvalidInput: an option is not valid.
    :raises PortsipError: the PBX can't be read.
    """
    tenants = tenants_of(params, context, workspace)
    if len(tenants) != 1:
        raise InvalidInput(f"tenant: is required, as there are {len(tenants)} tenants")
    tenant, queues = tenants[0]
    moment = moment_of(params.get("at") or "", tenant)
    found = call_path(
        tenant,
        params["number"],
        moment,
        _call(params),
        queues=queues,
        elsewhere=params.get("elsewhere") or (),
        night_mode=params.get("night_mode"),
    )
    return {
        "changed": False,
        "path": [step.as_result() for step in found.steps],
        "ends_at": dict(found.ends_at),
        "at": moment.isoformat(timespec="minutes"),
    }


def _call(given: Mapping[str, Any]) -> Call:
    answered = given.get("answered")
    return Call(
        dialled(given.get("caller") or ""),
        tuple(shown(key) for key in given.get("keys") or ()),
        tuple((shown(its), shown(status)) for its, status in (given.get("status") or {}).items()),
        True if answered is None else bool(answered),
    )


def run_verify(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Look at all numbers of tenants, and compare calls with what is expected of them.

    :returns: ``changed`` false, ``calls``, ``findings``, ``expectations`` and ``totals``.
    :raises InvalidInput: an option is not valid.
    :raises Unmet: an expectation is not met, or there are findings of ``fail_on``; has the same results.
    :raises PortsipError: the PBX can't be read.
    """
    tenants = tenants_of(params, context, workspace)
    calls, findings = [], []
    for place, (tenant, queues) in enumerate(tenants, 1):
        name = shown(tenant.get("domain"))
        found = verify(
            tenant,
            _first_day(params, tenant),
            queues=queues,
            elsewhere=params.get("elsewhere") or (),
            night_mode=params.get("night_mode"),
        )
        calls += _calls(name, found)
        findings += [{"tenant": name, **finding.as_result()} for finding in found.findings]
        if place % 10 == 0:
            context.progress(f"{place} of {len(tenants)} tenants verified")
    expectations = [_expectation(place, one, tenants, params) for place, one in enumerate(params.get("expect") or ())]
    totals: dict[str, int] = {severity: sum(finding["severity"] == severity for finding in findings) for severity in SEVERITIES}
    totals |= {"tenants": len(tenants), "numbers": len({(call["tenant"], call["number"]) for call in calls})}
    totals["unmet"] = sum(not one["met"] for one in expectations)
    result: Result = {"changed": False, "calls": calls, "findings": findings, "expectations": expectations, "totals": totals}
    lines = _failing(result, params.get("fail_on") or "never", several=len(tenants) > 1)
    if lines:
        cut = [*lines[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more"] if len(lines) > MOST_LINES else lines
        error = Unmet("\n".join(cut))
        error.results = result
        raise error
    return result


def _first_day(params: Params, tenant: Entry) -> datetime.date:
    """:raises InvalidInput: it is no date."""
    text = params.get("first_day")
    if not text:
        return datetime.datetime.now(tenant_zone(tenant)).date()
    try:
        return datetime.date.fromisoformat(str(text).strip()[:10])
    except ValueError:
        raise InvalidInput(f"first_day: {text!r} must be a date such as 2027-01-01") from None


def _calls(tenant: str, found: Verification) -> list[dict[str, Any]]:
    return [
        {"tenant": tenant, "number": number, "times": answer.times, "ends_at": dict(answer.ends_at), "text": answer.label}
        for number, answers in found.calls.items()
        for answer in answers
    ]


def _expectation(place: int, given: Mapping[str, Any], tenants: Tenants, params: Params) -> dict[str, Any]:
    """One expectation, and what becomes of the call.

    :raises InvalidInput: it is not clear what is meant.
    """
    try:
        tenant, queues = _tenant_for(given, tenants)
        moment = moment_of(given.get("at") or "", tenant)
        found = call_path(
            tenant,
            given["number"],
            moment,
            _call(given),
            queues=queues,
            elsewhere=params.get("elsewhere") or (),
            night_mode=params.get("night_mode"),
        )
    except InvalidInput as error:
        raise InvalidInput(f"expect[{place}].{error}") from None
    return {
        "tenant": shown(tenant.get("domain")),
        "number": given["number"],
        "at": moment.isoformat(timespec="minutes"),
        "expected": given["ends_at"],
        "ends_at": dict(found.ends_at),
        "text": in_words(found.ends_at),
        "met": is_met(given["ends_at"], found.ends_at),
    }


def _tenant_for(given: Mapping[str, Any], tenants: Tenants) -> tuple[Entry, Sequence[Entry]]:
    """The tenant that an expectation means: the one that it names, that has the number, or the only one.

    :raises InvalidInput: there is none, or there are several.
    """
    wanted = shown(given.get("tenant"))
    if wanted:
        known = [one for one in tenants if is_called(one[0], wanted)]
    else:
        did = dialled(given["number"]).removeprefix("+")
        known = [one for one in tenants if Arrivals(one[0]).leads_in(did)] if len(tenants) > 1 else tenants
    if len(known) != 1:
        raise InvalidInput(f"tenant: {f'there is no tenant {wanted}' if wanted else 'is required, as several tenants are verified'}")
    return known[0]


def in_words(ends: Mapping[str, str]) -> str:
    """Where a call ends, in a few words."""
    noun = NOUNS.get(ends["kind"], ends["kind"].replace("_", " "))
    return " ".join(filter(None, (noun, ends["number"], ends["name"])))


def is_met(expected: Any, ends: Mapping[str, str]) -> bool:
    """Whether a call ends where it is to.

    :param expected: a number, a kind, or both, with or without a name: ``8050``, ``hangup``, ``voicemail 7090``; or a mapping.
    """
    if isinstance(expected, Mapping):
        return all(shown(value) == ends.get(name) for name, value in expected.items())
    wanted = " ".join(shown(expected).replace("_", " ").lower().split())
    kinds = {ends["kind"].replace("_", " "), NOUNS.get(ends["kind"], "").lower()}
    known = {ends["number"].lower(), ends["number"].lower().removeprefix("+")} if ends["number"] else set()
    for kind in filter(None, kinds):
        known |= {kind, f"{kind} {ends['number']}".lower(), f"{kind} {ends['number']} {ends['name']}".lower()}
    return wanted in {" ".join(text.split()) for text in known}


def _failing(result: Result, fail_on: str, *, several: bool) -> list[str]:
    """What the task fails on: a line that says how much, then each."""
    lines = []
    for one in result["expectations"]:
        if not one["met"]:
            wanted = one["expected"]
            told = ", ".join(f"{name} {value}" for name, value in wanted.items()) if isinstance(wanted, Mapping) else wanted
            lines.append(f"{one['number']} at {one['at']} ends at {one['text']}, not at {told}")
    unmet = len(lines)
    severities = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    found = [finding for finding in result["findings"] if finding["severity"] in severities]
    lines += [f"{finding['tenant']}: {finding['text']}" if several else finding["text"] for finding in found]
    if not lines:
        return []
    counts = [f"{unmet} of {len(result['expectations'])} expectations {'is' if unmet == 1 else 'are'} not met"] if unmet else []
    counts += [f"{len(found)} finding{'' if len(found) == 1 else 's'}"] if found else []
    return [f"{' and '.join(counts)}:", *lines]
