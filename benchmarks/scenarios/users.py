"""The users of a CSV file in a tenant: created, and found unchanged, against a threaded script that makes the same calls."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import requests

from ..document_script import Job, Place, Threads
from ..figures import median, ratio, spread, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..script import timed

TITLE = "300 users from a CSV file"
TENANT = "clinic.example.net"
THREADS = 8
LATENCIES = (0.02, 0.08)
RULE = "available_no_answer_forward_rule"
SHARED = {"role": "StandardUser", "password": "Web-Pass-2026", "extension_password": "Sip-Pass-2026", "voicemail_pin": "284193"}


def users(count: int) -> list[Json]:
    """So many users, each of whom forwards to the next one."""
    return [
        {
            **{"extension_number": f"{2000 + number}", "name": f"user.{number}", "display_name": f"User {number}"},
            **{"email": f"user.{number}@example.net", "department": f"Ward {number % 7}"},
            RULE: {"action": "FORWARD_TO_NUMBER", "number": f"{2000 + (number + 1) % count}", "timeout": 20},
        }
        for number in range(count)
    ]


def _text(rows: list[Json]) -> str:
    """The CSV file, with the columns of the web portal."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(name for name in rows[0] if name != RULE), "online_no_answer_forward_rule"])
    writer.writerows([*(value for name, value in row.items() if name != RULE), json.dumps(row[RULE])] for row in rows)
    return text.getvalue()


def measure(quick: bool) -> Json:
    """Ours and the script in turn, each on a PBX of its own state."""
    count, rounds = (30, 1) if quick else (300, 3)
    rows, found = users(count), []
    with simulated() as pbx:
        for latency in LATENCIES:
            row: Json = {"latency": latency, "ours": {}, "script": {}, "requests": {}}
            for _round in range(rounds):
                for who, work in (("ours", _ours), ("script", _script)):
                    pbx.reset(latency=latency, deletion_delay=0)
                    tenant = pbx.add("tenant", domain=TENANT, name="Clinic")
                    for run in RUNS:
                        pbx.clear_log()
                        seconds = work(pbx, tenant, rows, run)
                        row[who].setdefault(run, []).append(seconds)
                        row["requests"].setdefault(run, {})[who] = dict(Counter(entry["method"] for entry in pbx.requests()))
            found.append(row)
    return {"users": count, "threads": THREADS, "latencies": found}


def _ours(pbx: Pbx, tenant: str, rows: list[Json], run: str) -> float:
    tenants = [{"domain": TENANT, "users": {"defaults": SHARED, "items": "{{ content | portsip.pbx.users_from_csv }}"}}]
    options = {"definition": {"tenants": tenants}, "only": ["users"], "parallel": THREADS}
    played = play([{"name": "Apply", "portsip.pbx.portsip_config": options}], pbx.environment, variables={"content": _text(rows)})
    if bool(played.changed) != (run == "first"):
        raise Failed(f"the {run} run changed {played.changed} times")
    return played.seconds


def _script(pbx: Pbx, tenant: str, rows: list[Json], run: str) -> float:
    return timed(lambda: RUNS[run](pbx, tenant, rows))


def _apply(pbx: Pbx, tenant: str, rows: list[Json]) -> None:
    """Create everything, read it back, and write the rules when all users exist."""
    threads, places, ids, lock = Threads(THREADS), [], {}, threading.Lock()

    def begin(http: requests.Session) -> None:
        places.append(Place(pbx, http, tenant))
        places[0].listed(http, "/users")

    def create(row: Json) -> Job:
        def job(http: requests.Session) -> None:
            identifier = places[0].post(http, "/users", {**SHARED, **{name: value for name, value in row.items() if name != RULE}})["id"]
            with lock:
                ids[row["extension_number"]] = identifier
            places[0].get(http, f"/users/{identifier}")

        return job

    def link(row: Json) -> Job:
        def job(http: requests.Session) -> None:
            path = f"/users/{ids[row['extension_number']]}"
            fixed = ("extension_number", "name")
            places[0].post(http, path, {name: value for name, value in row.items() if name not in fixed})
            places[0].get(http, path)

        return job

    threads.run([begin])
    threads.run(create(row) for row in rows)
    threads.run(link(row) for row in rows)
    _end(threads, places)


def _compare(pbx: Pbx, tenant: str, rows: list[Json]) -> None:
    """Read everything, and see that nothing is to be done."""
    threads, places, found, lock = Threads(THREADS), [], {}, threading.Lock()
    ids: list[str] = []

    def begin(http: requests.Session) -> None:
        places.append(Place(pbx, http, tenant))
        ids.extend(item["id"] for item in places[0].listed(http, "/users"))

    def read(identifier: str) -> Job:
        def job(http: requests.Session) -> None:
            item = places[0].get(http, f"/users/{identifier}")
            with lock:
                found[item["extension_number"]] = item[RULE]["number"]

        return job

    threads.run([begin])
    threads.run(read(identifier) for identifier in ids)
    if found != {row["extension_number"]: row[RULE]["number"] for row in rows}:
        raise ValueError("something is to be done")
    _end(threads, places)


def _end(threads: Threads, places: list[Place]) -> None:
    threads.run([lambda http: places[0].call(http, "POST", "/login/oauth/revoke")])
    threads.end()


RUNS: dict[str, Callable[[Pbx, str, list[Json]], None]] = {"first": _apply, "again": _compare}


def render(data: Json) -> str:
    """A row for each latency and run."""
    rows: list[list[Any]] = []
    for row in data["latencies"]:
        for run in RUNS:
            calls = row["requests"][run]
            rows.append(
                [
                    f"{row['latency'] * 1000:.0f} ms, {run}",
                    spread(row["ours"][run], 2),
                    spread(row["script"][run], 2),
                    ratio(median(row["ours"][run]), median(row["script"][run])),
                    sum(calls["ours"].values()),
                    sum(calls["script"].values()),
                ]
            )
    head = ["run", "portsip_config, s", "script, s", "ours to script", "our requests", "its requests"]
    return (
        f"One task of `portsip_config` with {data['users']:,} users from a CSV file, each of whom forwards to the next one, "
        f"`parallel: {data['threads']}`, in a tenant without users and once more, against a script with as many threads that makes the "
        f"same calls. Median (least-most).\n\n{table(head, rows)}"
    )
