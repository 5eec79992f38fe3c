"""How time and memory grow with the number of objects in one loop."""

from __future__ import annotations

from functools import partial
from typing import Any

from .. import script
from ..figures import table
from ..pbx import Json, simulated
from ..play import Failed, play
from ..rules import loop_over, put, rules

TITLE = "Growth and memory"
COUNTS = (10, 100, 1000, 10000)
MOST_CREATED = 1000


def measure(quick: bool) -> Json:
    """Unchanged objects at every size, created ones up to 1,000; Ansible's own part as a loop over debug."""
    rows: list[Json] = []
    with simulated() as pbx:
        for count in COUNTS[: 2 if quick else None]:
            pbx.reset()
            put(pbx, count)
            row: Json = {"count": count, "script": script.timed(partial(script.compare, pbx, rules(count)))}
            row["unchanged"] = _looped(loop_over("Rules"), count, 0, pbx.environment)
            row["debug"] = _looped(_debug(), count, 0, {})
            if count <= MOST_CREATED:
                pbx.reset()
                row["created"] = _looped(loop_over("Rules"), count, count, pbx.environment)
            rows.append(row)
    return {"rows": rows}


def _debug() -> Json:
    """As many templates as a rule has."""
    message = ["{{ item.cidr }}", "{{ item.target }}", "{{ item.description }}"]
    return {"name": "Say", "ansible.builtin.debug": {"msg": message}, "loop": "{{ rules }}", "loop_control": {"label": "{{ item.cidr }}"}}


def _looped(task: Json, count: int, expected: int, env: dict[str, str]) -> Json:
    played = play([task], env, variables={"rules": rules(count)}, watch=True)
    if played.changed != expected:
        raise Failed(f"{played.changed} rules changed, not {expected}")
    return {"seconds": played.seconds, "worker_mb": played.worker_mb, "controller_mb": played.controller_mb}


def render(data: Json) -> str:
    """A row for each size and kind."""
    rows: list[list[Any]] = []
    for row in data["rows"]:
        for kind, title in (("unchanged", "portsip_ip_rule, unchanged"), ("created", "portsip_ip_rule, created"), ("debug", "debug")):
            if kind not in row:
                continue
            one = row[kind]
            each = 1000 * one["seconds"] / row["count"]
            bare = f"{row['script']:.2f}" if kind == "unchanged" else ""
            memory = [f"{one['worker_mb']:.0f}", f"{one['controller_mb']:.0f}"]
            rows.append([f"{row['count']:,}: {title}", f"{one['seconds']:.2f}", f"{each:.1f}", bare, *memory])
    head = ["objects", "seconds", "ms each", "script, s", "worker, MB", "controller, MB"]
    return (
        "One loop over so many rules, no latency, one run each. `debug` with as many templates shows what Ansible's loop takes by "
        "itself. *Worker*: peak resident memory of the process that runs the loop, what it shares with its parent included; "
        f"*controller*: that of ansible-playbook.\n\n{table(head, rows)}"
    )
