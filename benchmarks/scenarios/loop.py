"""What a task costs: 20 in a loop, and 20 one by one, each of which finds nothing to do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import requests

from ..figures import median, ratio, spread, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..rules import put, rules
from ..script import Script, replay, timed
from ..stub import stubbed

TITLE = "What a task costs"
COUNT = 20
SINGLE = ("portsip_ip_rule, in process", "ansible.builtin.uri, one GET", "ansible.builtin.debug")
"""Also run as the only task of a playbook, for what is paid once."""
AS_MODULE = {"PORTSIP_IN_PROCESS": "0"}


@dataclass(frozen=True)
class Case:
    """One way to do next to nothing.

    :param task: with ``{{ n }}`` for the number of the item.
    :param api: which server it asks: pbx, stub, or none.
    """

    title: str
    task: Json
    api: str = "pbx"
    in_process: bool = True


def cases(pbx: Pbx, token: str, tenant: str, stub: str) -> list[Case]:
    """Ours first."""
    rule = {"portsip.pbx.portsip_ip_rule": {name: str(value).replace("0/32", "{{ n }}/32") for name, value in rules(1)[0].items()}}
    rule["portsip.pbx.portsip_ip_rule"]["description"] = "Branch office {{ n }}"
    info = {"portsip.pbx.portsip_ip_rule_info": {"cidr": "10.0.0.{{ n }}/32"}}
    ivr = {"portsip.pbx.portsip_ivr": {"tenant": tenant, "extension_number": "{{ 8000 + n | int }}", "name": "Line {{ n }}"}}
    get = {"url": f"{pbx.api_url}/ip_filters?skip=0&top=100", "headers": {"Authorization": f"Bearer {token}"}, "return_content": True}
    netbox = {"netbox_url": f"{stub}/netbox", "netbox_token": "0123456789abcdef", "data": {"name": "clinic"}, "state": "present"}
    grafana = {"url": f"{stub}/grafana", "url_username": "admin", "url_password": "admin", "name": "clinic", "state": "present"}
    meraki = {"meraki_base_url": f"{stub}/meraki/api/v1", "meraki_api_key": "0" * 40, "name": "clinic", "state": "present"}
    return [
        Case("portsip_ip_rule, in process", rule),
        Case("portsip_ip_rule_info, in process", info),
        Case("portsip_ivr, in process", ivr),
        Case("portsip_ip_rule, as a module", rule, in_process=False),
        Case("ansible.builtin.uri, one GET", {"ansible.builtin.uri": get}),
        Case("ansible.builtin.ping", {"ansible.builtin.ping": {}}, "none"),
        Case("ansible.builtin.debug", {"ansible.builtin.debug": {"msg": "{{ n }}"}}, "none"),
        Case("netbox.netbox.netbox_tag", {"netbox.netbox.netbox_tag": netbox}, "stub"),
        Case("community.grafana.grafana_folder", {"community.grafana.grafana_folder": grafana}, "stub"),
        Case("cisco.meraki.organizations", {"cisco.meraki.organizations": meraki}, "stub"),
    ]


def measure(quick: bool) -> Json:
    """Every case in turn, round after round, so that a busy moment hits all alike."""
    rounds = 1 if quick else 3
    with simulated() as pbx, stubbed() as stub:
        put(pbx, COUNT)
        tenant = "clinic.example.com"
        identifier = pbx.add("tenant", domain=tenant)
        for number in range(COUNT):
            pbx.add("ivr", tenant_id=identifier, extension_number=str(8000 + number), name=f"Line {number}")
        session = Script(pbx)
        stub_get = _stub_get(stub)
        figures: dict[str, Json] = {}
        script: list[float] = []
        single: dict[str, list[float]] = {}
        for _round in range(rounds):
            for case in cases(pbx, session.token, tenant, stub):
                kept = figures.setdefault(case.title, {"loop": [], "separate": [], "loop_network": [], "separate_network": []})
                for way in ("loop", "separate"):
                    _measure_one(case, way, pbx, stub, stub_get, kept)
                if case.title in SINGLE:
                    one = play([{"name": "Task", **case.task, "vars": {"n": 0}}], pbx.environment)
                    single.setdefault(case.title, []).append(one.command_seconds)
            script.append(1000 * timed(lambda: [session.get("/ip_filters", skip=0, top=100) for _number in range(COUNT)]) / COUNT)
        return {"count": COUNT, "cases": figures, "script": script, "single": single, "python": _python_start()}


def _measure_one(case: Case, way: str, pbx: Pbx, stub: str, stub_get: float, kept: Json) -> None:
    loop = {"name": "Task", **case.task, "loop": f"{{{{ range({COUNT}) | list }}}}", "loop_control": {"loop_var": "n"}}
    tasks = [loop] if way == "loop" else [{"name": "Task", **case.task, "vars": {"n": number}} for number in range(COUNT)]
    pbx.clear_log()
    before = _stub_count(stub)
    played = play(tasks, pbx.environment | ({} if case.in_process else AS_MODULE))
    log, asked = pbx.requests(), _stub_count(stub) - before
    done = sum(task.ok for task in played.tasks)
    if done != COUNT or played.changed:
        raise Failed(f"{case.title}: {done} of {COUNT} tasks found nothing to do, {played.changed} changed something")
    network = replay(pbx, log) if case.api == "pbx" else asked * stub_get
    kept[way].append(1000 * played.seconds / COUNT)
    kept[f"{way}_network"].append(1000 * network / COUNT)
    kept[f"{way}_requests"] = len(log) if case.api == "pbx" else asked
    kept.setdefault(f"{way}_command", []).append(played.command_seconds)


def _stub_count(stub: str) -> int:
    return int(requests.get(f"{stub}/count").json())


def _stub_get(stub: str) -> float:
    """Seconds of one GET over a connection that is kept open."""
    session = requests.Session()
    return timed(lambda: [session.get(f"{stub}/netbox/api/") for _number in range(100)]) / 100


def _python_start() -> float:
    """Seconds until Python has started and imported requests: what a bare script pays once."""
    return median([timed(lambda: subprocess.run([sys.executable, "-c", "import requests"], check=True)) for _time in range(3)])


def above(case: Json, way: str) -> list[float]:
    """Milliseconds a task above the network's own time."""
    return [whole - network for whole, network in zip(case[way], case[f"{way}_network"], strict=True)]


def render(data: Json) -> str:
    """The table, and what it says."""
    ours = data["cases"]["portsip_ip_rule_info, in process"]
    rows: list[list[Any]] = []
    for title, case in data["cases"].items():
        row: list[Any] = [title]
        for way in ("loop", "separate"):
            row += [
                spread(case[way], 1),
                f"{median(above(case, way)):.1f}",
                case[f"{way}_requests"],
                ratio(median(case[way]), median(ours[way])),
            ]
        rows.append(row)
    script = spread(data["script"], 1)
    rows.append(["bare script, one GET", script, "0", data["count"], ratio(median(data["script"]), median(ours["loop"])), "", "", "", ""])
    head = ["ms a task", "in a loop", "above network", "requests", "to ours", "one by one", "above network", "requests", "to ours"]
    return (
        f"{data['count']} tasks that find nothing to do, as items of a loop and as tasks of their own; milliseconds a task, median "
        f"(least-most) of {len(ours['loop'])} runs. *Above network*: less what a bare script takes for the same requests. *Requests*: "
        "of all tasks together, logins included. *To ours*: measured against portsip_ip_rule_info in process, which like `uri` sends "
        "one GET a task. `debug` does nothing at all: it is what Ansible itself takes for a task of its own process.\n\n"
        f"{table(head, rows)}\n\n"
        f"Paid once, and in no figure above: {_once(data)}. The bare script needs {data['python'] * 1000:.0f} ms to start Python and "
        "import requests."
    )


def _once(data: Json) -> str:
    """What starting costs: whole commands with a single task."""
    each = ", ".join(f"{title.partition(',')[0]} {spread(seconds, 2)} s" for title, seconds in data["single"].items())
    return f"a whole `ansible-playbook` with a single task, imports included, takes with {each}"
