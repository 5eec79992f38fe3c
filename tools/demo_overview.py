"""What a simulated PBX holds, as a text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Document = Mapping[str, Any]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORWARDS = {"FORWARD_TO_NUMBER": "", "FORWARD_TO_VOICEMAIL": "voicemail ", "REPEAT": "repeat", "HANGUP": "hang up", "DISA": "call out"}
CERTIFICATES = {"DISABLE": "no client certificates", "OPTIONAL": "client certificates welcome", "MANDATORY": "client certificates demanded"}


def overview(state: Document) -> str:
    """Return the text for a state as ``Simulator.state()`` returns it. Secrets stay out."""
    parts = [_tenant(tenant) for tenant in state["tenants"].values()]
    parts += [_transports(state["transports"].values()), _ip_rules(state["ip_filters"].values())]
    parts += [_queues(state["extension"]["extensions"])]
    return "\n\n".join(parts)


def _tenant(tenant: Document) -> str:
    ivrs = sorted(tenant["ivrs"].values(), key=lambda ivr: ivr["extension_number"])
    lines = [
        f"Tenant  {tenant['name']}, {tenant['domain']}",
        f"  {tenant['timezone']}, {tenant['region']}, {tenant['currency']}; {tenant['max_extensions']} extensions, "
        f"{tenant['max_concurrent_calls']} calls at once, recordings kept {tenant['recording_retention']} days",
        f"  Office hours: {_week(tenant['office_hours'])}",
        "",
        f"Receptionists ({len(ivrs)}): key and where it leads, outside office hours after the slash",
        *(line for ivr in ivrs for line in _ivr(ivr)),
        "",
        f"Action URLs ({sum(len(ivr['action_urls']) for ivr in ivrs)})",
        *_table(
            [
                "  " + ivr["extension_number"],
                url["name"],
                "digits" if url["type"] == "DTMF" else "caller",
                url["dtmf_mask"] or url["caller_mask"],
                "" if url["enabled"] else "off",
                url["method"],
                url["url"],
                "" if url["auth"] == "DISABLE" else url["auth"].lower(),
            ]
            for ivr in ivrs
            for url in ivr["action_urls"].values()
        ),
    ]
    return "\n".join(lines)


def _ivr(ivr: Document) -> list[str]:
    menu = ", ".join(f"{rule['user_input']}: {_menu_entry(rule)}" for rule in ivr["custom_forward_rules"] or [])
    timeout = ivr["timeout_forward_rule"]
    silent = f"no key in {timeout['timeout']} s: {_forward(timeout)}" if timeout else ""
    night = f"night mode {'on' if ivr['enable_night_mode'] else 'off'}"
    if ivr["night_mode_forward_rule"]:
        night += f" ({_forward(ivr['night_mode_forward_rule'])})"
    return [
        f"  {ivr['extension_number']}  {ivr['name']:<24} {ivr['language'] or '':<6} {menu}",
        f"        {'; '.join(part for part in (silent, night) if part)}",
    ]


def _menu_entry(rule: Document) -> str:
    open_, closed = (_forward(rule[name]) for name in ("office_hours_forward_rule", "non_office_hours_forward_rule"))
    return open_ if open_ == closed or not closed else f"{open_}/{closed}"


def _forward(rule: Document | None) -> str:
    return FORWARDS[rule["action"]] + (rule["number"] or "") if rule and rule["action"] else ""


def _week(hours: Document | None) -> str:
    """Days that follow each other with the same hours are one entry: ``Mon-Wed 08:00-12:00, Thu closed``."""
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
    return " and ".join(f"{span['from']}-{span['to']}" for span in day["ranges"] or []) or "all day"


def _transports(transports: Iterable[Document]) -> str:
    shown = [
        f"{transport['protocol']} {transport['port']}"
        + (f" ({CERTIFICATES[transport['verification']]})" if transport["verification"] else "")
        for transport in transports
    ]
    return f"Transports ({len(shown)})  {', '.join(shown)}"


def _ip_rules(rules: Iterable[Document]) -> str:
    rows = [
        ["  " + rule["target"], rule["cidr"], f"until {rule['expire_at'][:10]}" if rule["expire_at"] else "", rule["description"] or ""]
        for rule in sorted(rules, key=lambda rule: str(rule["target"]))
    ]
    return "\n".join([f"IP rules ({len(rows)})", *_table(rows)])


def _queues(extensions: Document) -> str:
    agents = {agent["id"]: agent for extension in extensions.values() for agent in extension["agents"].values()}
    lines = [f"Queues of the extension API and their {len(agents)} agents, by level and position"]
    for extension in extensions.values():
        members = sorted(extension["queue_agents"], key=lambda member: (member["level"], member["position"]))
        if not members:
            continue
        lines.append(f"  Queue {extension['id']}: {_queue(extension)}")
        lines += _table(
            [
                f"    {member['level']}.{member['position']}",
                str(agents[member["agent_id"]]["extension_id"]),
                agents[member["agent_id"]]["name"],
                agents[member["agent_id"]]["status"].replace("_", " "),
                f"rings {agents[member['agent_id']]['call_timeout']} s, wraps up {agents[member['agent_id']]['wrap_up_time']} s",
            ]
            for member in members
        )
    return "\n".join(lines)


def _queue(extension: Document) -> str:
    settings, rules = extension["queue"], extension["incoming_rules"]
    wait = f"callers wait {settings['max_wait_time']} s at most" if settings["max_wait_time"] else "callers wait without end"
    after = f", then go to {settings['timeout_transfer_dst']}" if settings["timeout_transfer_dst"] else ""
    tried = ", ".join(f"{rule['name']} ({rule['type']})" for rule in rules) or "none"
    return f"{settings['strategy'].replace('-', ' ')}; {wait}{after}; rules: {tried}"


def _table(rows: Iterable[list[str]]) -> list[str]:
    """Lines with the columns side by side."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
