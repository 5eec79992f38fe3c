"""200 receptionists read with all their fields: a list in pages, then one request for each."""

from __future__ import annotations

from typing import Any

from .. import script
from ..figures import median, ratio, spread, table
from ..pbx import Json, simulated
from ..play import play

TITLE = "200 receptionists with all details"
THREADS = 8
LATENCIES = (0.0, 0.02, 0.08)
DOMAIN = "clinic.example.com"


def measure(quick: bool) -> Json:
    """Ours and the threaded script in turn; once without threads, for comparison."""
    count, rounds = (20, 1) if quick else (200, 3)
    rows: list[Json] = []
    with simulated() as pbx:
        tenant = pbx.add("tenant", domain=DOMAIN)
        for number in range(count):
            pbx.add("ivr", tenant_id=tenant, extension_number=str(3000 + number), name=f"Line {number}")
        for latency in LATENCIES:
            pbx.configure(latency=latency)
            row: Json = {"latency": latency, "ours": [], "script": [], "alone": []}
            for turn in range(rounds):
                pbx.clear_log()
                row["ours"].append(_ours(pbx.environment, THREADS))
                row["requests"] = len(pbx.requests())
                row["script"].append(script.timed(lambda: script.details(pbx, tenant, THREADS)))
                if turn == 0:
                    row["alone"].append(_ours(pbx.environment, 1))
            rows.append(row)
    return {"count": count, "latencies": rows}


def _ours(environment: dict[str, str], parallel: int) -> float:
    task = {"name": "Read", "portsip.pbx.portsip_ivr_info": {"tenant": DOMAIN, "parallel": parallel}}
    return play([task], environment).seconds


def render(data: Json) -> str:
    """A row for each latency."""
    rows: list[list[Any]] = []
    for row in data["latencies"]:
        ours, bare = median(row["ours"]), median(row["script"])
        alone = median(row["alone"])
        rows.append(
            [
                f"{row['latency'] * 1000:.0f} ms",
                spread(row["ours"], 2),
                spread(row["script"], 2),
                ratio(ours, bare),
                f"{alone:.2f}",
                ratio(alone, ours),
                row["requests"],
            ]
        )
    head = ["seconds", f"portsip_ivr_info, parallel {THREADS}", f"script, {THREADS} threads", "ours to script"]
    head += ["parallel 1", "gain by threads", "our requests"]
    return (
        f"One task of `portsip_ivr_info` over {data['count']} receptionists, against a script with {THREADS} threads that keep their "
        "connections open and send the same requests. Median (least-most). Without latency the simulated PBX itself, one process, is "
        f"what both wait for.\n\n{table(head, rows)}"
    )
