"""What a simulated PBX has, as a text for one screen: at most WIDTH columns, and no secrets."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
WIDTH = 100
NO_BREAK = "\u00a0"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORWARDS = {"FORWARD_TO_NUMBER": "", "FORWARD_TO_VOICEMAIL": "vm ", "REPEAT": "repeat", "HANGUP": "hang up", "DISA": "DISA"}


INSIDE = {
    "users": "user",
    "providers": "trunk",
    "ring_groups": "ring group",
    "call_queues": "call queue",
    "shared_voicemails": "shared voicemail",
    "outbound_rules": "outbound rule",
    "inbound_rules": "inbound rule",
}
"""What is counted in a tenant, by its name in the state, beside its receptionists; on one screen."""


def created(before: Document, after: Document) -> list[str]:
    """Return how many objects of each kind the second state has more than the first: ``["1 tenant", "3 transports"]``."""
    old, new = _counts(before), _counts(after)
    more = {kind: number - old[kind] for kind, number in new.items() if number > old[kind]}
    return [f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in more.items()]


def _counts(state: Document) -> dict[str, int]:
    tenants, extensions = state["tenants"].values(), state["extension"]["extensions"].values()
    ivrs = [ivr for tenant in tenants for ivr in tenant["ivrs"].values()]
    return {
        "tenant": len(tenants),
        "transport": len(state["transports"]),
        "IP rule": len(state["ip_filters"]),
        **{noun: sum(len(tenant.get(name, {})) for tenant in tenants) for name, noun in INSIDE.items()},
        "receptionist": len(ivrs),
        "action URL": sum(len(ivr["action_urls"]) for ivr in ivrs),
        "queue agent": sum(len(extension["agents"]) for extension in extensions),
    }


def overview(state: Document) -> str:
    """Return the text for a state as ``Simulator.state()`` returns it."""
    return "\n".join(
        [
            *(line for tenant in state["tenants"].values() for line in _tenant(tenant)),
            f"Transports   {', '.join(_transport(transport) for transport in state['transports'].values())}",
            f"IP rules     {_ip_rules(list(state['ip_filters'].values()))}",
            *_queues(state["extension"]["extensions"]),
        ]
    )


def _tenant(tenant: Document) -> list[str]:
    ivrs = sorted(tenant["ivrs"].values(), key=lambda ivr: ivr["extension_number"])
    return [
        f"Tenant       {tenant['name']}, {tenant['domain']}, {tenant['timezone']}; {tenant['max_extensions']} extensions",
        *_wrapped(f"Office hours {_week(tenant['office_hours'])}", 13),
        *_wrapped(f"Numbers      {'; '.join(map(_did, tenant.get('inbound_rules', {}).values()))}", 13),
        f"Receptionists ({len(ivrs)}): destination of each key, after the slash outside office hours; vm: voicemail",
        *(line for ivr in ivrs for line in _ivr(ivr)),
    ]


def _did(rule: Document) -> str:
    """Where a number of the street leads, during office hours and outside them."""
    day, night = (_forward(rule[name]) for name in ("office_hours_forward_rule", "non_office_hours_forward_rule"))
    return f"+{rule['did_numbers']} to {day if day == night or not night else f'{day}/{night}'}"


def _ivr(ivr: Document) -> list[str]:
    menu = "  ".join(f"{rule['user_input']}:{_menu_entry(rule)}" for rule in ivr["custom_forward_rules"] or [])
    return _wrapped(f"  {ivr['extension_number']} {ivr['name']:<20} {menu}", 29)


def _menu_entry(rule: Document) -> str:
    open_, closed = (_forward(rule[name]) for name in ("office_hours_forward_rule", "non_office_hours_forward_rule"))
    return open_ if open_ == closed or not closed else f"{open_}/{closed}"


def _forward(rule: Document | None) -> str:
    return FORWARDS[rule["action"]] + (rule["number"] or "") if rule and rule["action"] else ""


def _week(hours: Document | None) -> str:
    """Consecutive days with the same hours are one entry: ``Mon-Wed 08:00-12:00, Thu closed``."""
    spans: list[tuple[str, str, str]] = []
    for day in DAYS:
        text, short = _day((hours or {}).get(day)), day[:3].capitalize()
        if spans and spans[-1][2] == text:
            spans[-1] = (spans[-1][0], short, text)
        else:
            spans.append((short, short, text))
    return ", ".join(f"{first if first == last else f'{first}-{last}'} {text}" for first, last, text in spans)


def _day(day: Document | None) -> str:
    if not day or not day["enabled"]:
        return "closed"
    return " ".join(f"{span['from']}-{span['to']}" for span in day["ranges"] or []) or "all day"


def _transport(transport: Document) -> str:
    certificate = {"OPTIONAL": " (client certificate optional)", "MANDATORY": " (client certificate required)"}
    return f"{transport['protocol']} {transport['port']}{certificate.get(transport['verification'], '')}"


def _ip_rules(rules: list[Document]) -> str:
    targets = Counter(rule["target"] for rule in rules)
    return f"{targets['ACCEPT']} accept, {targets['DENY']} deny; {sum(bool(rule['expire_at']) for rule in rules)} of them expire"


def _queues(extensions: Document) -> list[str]:
    agents = {agent["id"]: agent for extension in extensions.values() for agent in extension["agents"].values()}
    lines = ["Queues of the extension API, with their agents by level and position"]
    for extension in extensions.values():
        members = sorted(extension["queue_agents"], key=lambda member: (member["level"], member["position"]))
        if not members:
            continue
        lines += _wrapped(f"  {extension['id']}  {_queue(extension)}", 7)
        seats = (
            f"{member['level']}.{member['position']} {_agent(agents[member['agent_id']])}".replace(" ", NO_BREAK) for member in members
        )
        lines += _wrapped(f"       {'; '.join(seats)}", 7)
    return lines


def _agent(agent: Document) -> str:
    status = "" if agent["status"] == "available" else f" ({agent['status'].replace('_', ' ')})"
    return f"{agent['extension_id']} {agent['name']}{status}"


def _queue(extension: Document) -> str:
    settings, rules = extension["queue"], extension["incoming_rules"]
    wait = f"callers wait at most {settings['max_wait_time']} s" if settings["max_wait_time"] else "callers wait without limit"
    after = f", then {settings['timeout_transfer_dst']}" if settings["timeout_transfer_dst"] else ""
    tried = ", ".join(f"{rule['name']} ({rule['type']})" for rule in rules) or "none"
    return f"{settings['strategy'].replace('-', ' ')}; {wait}{after}; rules: {tried}"


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines of at most WIDTH columns; those after the first are indented."""
    lines = textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
    return [line.replace(NO_BREAK, " ") for line in lines]
