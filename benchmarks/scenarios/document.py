"""A document of many tenants and what is in them: applied, and applied again, against a threaded script that makes the same calls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from .. import document_script
from ..figures import median, ratio, spread, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..script import timed

TITLE = "A document of 2,000 objects"
THREADS = 8
LATENCIES = (0.02, 0.08)
IVRS, URLS, GROUPS = 30, 10, 9
"""What is in a tenant: with it, 50 objects."""
RUNS: dict[str, Callable[[Pbx, list[Json], int], None]] = {"first": document_script.apply, "again": document_script.compare}


def tenants(count: int) -> list[Json]:
    """So many tenants; the receptionists of each lead to each other in a circle."""
    return [_tenant(number) for number in range(count)]


def _tenant(number: int) -> Json:
    region = {"timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
    ivrs: list[Json] = []
    for place in range(IVRS):
        leads_to = {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": str(8000 + (place + 1) % IVRS)}}
        ivrs.append({"extension_number": str(8000 + place), "name": f"Line {place}", "pin": "407193", **leads_to})
        if place < URLS:
            ivrs[-1]["action_urls"] = [
                {"name": "look up", "type": "CALLER", "caller_mask": "*", "method": "GET", "url": "https://crm.example.net/"}
            ]
        else:
            ivrs[-1]["action_urls"] = []
    groups = [
        {"extension_number": str(6000 + place), "name": f"Group {place}", "ring_strategy": "RING_SIMULTANEOUSLY"} for place in range(GROUPS)
    ]
    return {"domain": f"t{number}.example.net", "name": f"Tenant {number}", **region, "ivrs": ivrs, "ring_groups": groups}


def measure(quick: bool) -> Json:
    """Ours and the script in turn, each on a PBX of its own state."""
    count, rounds = (4, 1) if quick else (40, 3)
    document = tenants(count)
    rows: list[Json] = []
    with simulated() as pbx:
        for latency in LATENCIES:
            row: Json = {"latency": latency, "ours": {}, "script": {}, "requests": {}}
            for _round in range(rounds):
                for who, work in (("ours", _ours), ("script", _script)):
                    pbx.reset(latency=latency, deletion_delay=0)
                    for run in RUNS:
                        pbx.clear_log()
                        seconds = work(pbx, document, run)
                        row[who].setdefault(run, []).append(seconds)
                        row["requests"].setdefault(run, {})[who] = _calls(pbx)
            rows.append(row)
    return {"objects": count * (1 + IVRS + URLS + GROUPS), "threads": THREADS, "latencies": rows}


def _ours(pbx: Pbx, document: list[Json], run: str) -> float:
    task = {"name": "Apply", "portsip.pbx.portsip_config": {"definition": {"tenants": document}, "parallel": THREADS}}
    played = play([task], pbx.environment)
    if bool(played.changed) != (run == "first"):
        raise Failed(f"the {run} run changed {played.changed} times")
    return played.seconds


def _script(pbx: Pbx, document: list[Json], run: str) -> float:
    return timed(lambda: RUNS[run](pbx, document, THREADS))


def _calls(pbx: Pbx) -> dict[str, int]:
    """How many requests of each kind there were."""
    return dict(Counter(f"{entry['method']} {re.sub('/[^/]*[0-9][^/]*', '/ID', entry['path'])}" for entry in pbx.requests()))


def render(data: Json) -> str:
    """A row for each latency and run."""
    rows: list[list[Any]] = []
    for row in data["latencies"]:
        for run in RUNS:
            ours, bare, calls = median(row["ours"][run]), median(row["script"][run]), row["requests"][run]
            rows.append(
                [
                    f"{row['latency'] * 1000:.0f} ms, {run}",
                    spread(row["ours"][run], 2),
                    spread(row["script"][run], 2),
                    ratio(ours, bare),
                    sum(calls["ours"].values()),
                    sum(calls["script"].values()),
                ]
            )
    head = ["run", "portsip_config, s", "script, s", "ours to script", "our requests", "its requests"]
    return (
        f"One task of `portsip_config` with {data['objects']:,} objects, tenants of {1 + IVRS + URLS + GROUPS} objects, "
        f"`parallel: {data['threads']}`, on an empty PBX and once more, against a script with as many threads that makes the same calls, "
        f"kind by kind. Median (least-most).\n\n{table(head, rows)}"
    )
