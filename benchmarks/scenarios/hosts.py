"""50 hosts with four tasks each, ten at a time: every task of every host is a process, a login and a look of its own."""

from __future__ import annotations

from typing import Any

from ..figures import ratio, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..script import Script

TITLE = "50 hosts"
FORKS = 10
TASKS = 4


def _ours() -> list[Json]:
    place = {"cidr": "10.0.{{ number }}.0/24"}
    rule = {**place, "target": "ACCEPT", "description": "Branch office {{ number }}"}
    return [
        {"name": "Create", "portsip.pbx.portsip_ip_rule": rule},
        {"name": "Nothing to do", "portsip.pbx.portsip_ip_rule": rule},
        {"name": "Read", "portsip.pbx.portsip_ip_rule_info": place},
        {"name": "Remove", "portsip.pbx.portsip_ip_rule": {**place, "state": "absent"}},
    ]


def _uri(pbx: Pbx) -> list[Json]:
    options = {"url": f"{pbx.api_url}/ip_filters?skip=0&top=100", "headers": {"Authorization": f"Bearer {Script(pbx).token}"}}
    return [{"name": f"GET {number}", "ansible.builtin.uri": {**options, "return_content": True}} for number in range(TASKS)]


def measure(quick: bool) -> Json:
    """Ours, the same as modules, and what Ansible has of its own."""
    count = 10 if quick else 50
    rows: list[Json] = []
    with simulated() as pbx:
        cases: list[tuple[str, list[Json], dict[str, str]]] = [
            ("portsip_ip_rule, in process", _ours(), {}),
            ("portsip_ip_rule, as modules", _ours(), {"PORTSIP_IN_PROCESS": "0"}),
            ("ansible.builtin.uri, one GET a task", _uri(pbx), {}),
            ("ansible.builtin.ping", [{"name": f"Ping {number}", "ansible.builtin.ping": {}} for number in range(TASKS)], {}),
            ("ansible.builtin.debug", [{"name": f"Say {number}", "ansible.builtin.debug": {"msg": "x"}} for number in range(TASKS)], {}),
        ]
        for title, tasks, env in cases:
            pbx.clear_log()
            played = play(tasks, pbx.environment | env, hosts=count, forks=FORKS)
            if "portsip" in title and played.changed != 2 * count:
                raise Failed(f"{title}: {played.changed} changes, not {2 * count}")
            rows.append({"title": title, "seconds": played.seconds, "requests": len(pbx.requests())})
    return {"count": count, "rows": rows}


def render(data: Json) -> str:
    """A row for each way."""
    number = data["count"] * TASKS
    base = data["rows"][0]["seconds"]
    rows: list[list[Any]] = [
        [row["title"], f"{row['seconds']:.1f}", f"{1000 * row['seconds'] / number:.0f}", ratio(row["seconds"], base), row["requests"]]
        for row in data["rows"]
    ]
    head = [f"{data['count']} hosts, {TASKS} tasks each", "seconds", "ms a task and host", "to ours", "requests"]
    return (
        f"`forks` {FORKS}, connection local, no latency. Ours create, find unchanged, read and remove a rule of each host, and sign in "
        f"for each of these, as tasks share nothing; the others do next to nothing. One run each.\n\n{table(head, rows)}"
    )
