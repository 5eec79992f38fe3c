"""Drift over many tenants of 20 objects: what a tenant costs, and that memory does not grow with their number."""

from __future__ import annotations

import json
import pathlib
import tempfile
from functools import partial
from typing import Any

from .. import script
from ..figures import ratio, table
from ..pbx import Json, Pbx, simulated
from ..play import play

TITLE = "Drift over tenants of 20 objects"
THREADS = (8, 12)
"""Of the script; portsip_drift has twelve."""
LATENCIES = (0.0, 0.02)
RECEPTIONISTS, URLS = 4, 4
URL = {"type": "DTMF", "method": "GET", "url": "https://crm.example.com/lookup", "dtmf_mask": "1000-1999"}


def measure(quick: bool) -> Json:
    """Few and many tenants, ours and the threaded script in turn."""
    counts = (5, 10) if quick else (10, 1000)
    rows: list[Json] = []
    with simulated() as pbx, tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as directory:
        places = {count: pathlib.Path(directory, str(count)) for count in counts}
        for place in places.values():
            place.mkdir()
        for number in range(counts[-1]):
            _add_tenant(pbx, number, [place for count, place in places.items() if number < count])
        for latency in LATENCIES:
            pbx.configure(latency=latency)
            for count in counts:
                tenants = [_domain(number) for number in range(count)]
                pbx.clear_log()
                run = play([{"name": "Compare", "portsip.pbx.portsip_drift": {"path": str(places[count])}}], pbx.environment, watch=True)
                row: Json = {"latency": latency, "count": count, "ours": run.seconds, "memory": run.worker_mb}
                row["requests"] = len(pbx.requests())
                row["script"] = [script.timed(partial(script.tenants, pbx, tenants, threads)) for threads in THREADS]
                rows.append(row)
    return {"objects": 1 + RECEPTIONISTS * (1 + URLS), "rows": rows}


def _domain(number: int) -> str:
    return f"t{number:04}.example.net"


def _add_tenant(pbx: Pbx, number: int, places: list[pathlib.Path]) -> None:
    """A tenant, and in each of these directories the document that says the same."""
    tenant = pbx.add("tenant", domain=_domain(number), name=f"Tenant {number}")
    ivrs: list[Json] = []
    for ivr in range(RECEPTIONISTS):
        extension, name = str(8000 + ivr), f"Line {ivr}"
        identifier = pbx.add("ivr", tenant_id=tenant, extension_number=extension, name=name)
        urls = [{"name": f"look up {url}", **URL} for url in range(URLS)]
        for url in urls:
            pbx.add("action_url", ivr_id=identifier, **url)
        ivrs.append({"extension_number": extension, "name": name, "pin": "284193", "action_urls": urls})
    document = {"tenants": [{"domain": _domain(number), "name": f"Tenant {number}", "ivrs": ivrs}]}
    for place in places:
        (place / f"{_domain(number)}.yml").write_text(json.dumps(document), encoding="utf-8")


def render(data: Json) -> str:
    """A row for each latency and number of tenants."""
    rows: list[list[Any]] = [
        [
            f"{row['latency'] * 1000:.0f} ms",
            row["count"],
            f"{row['ours']:.2f}",
            *(text for seconds in row["script"] for text in (f"{seconds:.2f}", ratio(row["ours"], seconds))),
            f"{row['requests'] / row['count']:.1f}",
            f"{row['memory']:.0f}",
        ]
        for row in data["rows"]
    ]
    head = [
        "latency",
        "tenants",
        "portsip_drift, s",
        *(text for threads in THREADS for text in (f"script, {threads} threads, s", "ours to script")),
        "our requests per tenant",
        "memory, MB",
    ]
    return (
        f"One task of `portsip_drift`, which compares twelve documents at a time, each of {data['objects']} objects and without a "
        "difference, against a script that signs in to each tenant and reads the same, and compares nothing. Documents are read by ours "
        f"alone. Memory is the peak of the worker, with what Ansible itself takes.\n\n{table(head, rows)}"
    )
