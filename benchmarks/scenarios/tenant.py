"""One large tenant that can make calls: applied, applied again, exported and watched, against a threaded script of the same calls."""

from __future__ import annotations

import json
import pathlib
import tempfile
import threading
from collections import Counter
from typing import Any

import requests

from ..document_script import Job, Place, Threads
from ..figures import median, ratio, spread, table
from ..pbx import Json, Pbx, simulated
from ..play import Failed, play
from ..script import timed

TITLE = "A tenant of 300 users"
TENANT = "clinic.example.net"
THREADS = 8
LATENCIES = (0.02, 0.08)
SIZES = {"users": 300, "ring_groups": 40, "call_queues": 20, "ivrs": 30, "rules": 200}
PATHS = {
    "trunks": "/providers",
    "users": "/users",
    "ring_groups": "/ring_groups",
    "call_queues": "/call_queues",
    "ivrs": "/ivrs",
    "outbound_rules": "/outbound_rules",
    "inbound_rules": "/inbound_rules",
}
"""The kinds, in an order in which what is named exists already, but for the rules of :data:`LATER`."""
LATER = ("available_no_answer_forward_rule", "no_answer_forward_rule", "timeout_forward_rule")
MEMBERS = ("ring_groups", "call_queues")
"""What has agents, which are a list of their own."""


def tenant(shrink: int = 1) -> Json:
    """The tenant, or one with so many times fewer objects: the users ring in groups, wait in queues, and forward to each other."""
    users, groups, queues, ivrs, rules = (max(2, size // shrink) for size in SIZES.values())

    def number(first: int, place: int, count: int) -> str:
        return str(first + place % count)

    def to(first: int, place: int, count: int, **more: Any) -> Json:
        return {"action": "FORWARD_TO_NUMBER", "number": number(first, place, count), **more}

    def agents(place: int) -> list[Json]:
        return [{"extension_number": number(2000, 7 * place + step, users)} for step in range(2)]

    secrets = {"password": "Web-Pass-2026", "extension_password": "Sip-Pass-2026", "voicemail_pin": "284193"}
    line = {"auth_mode": "REGISTER_AUTH", "transport": "UDP", "hostname": "sip.carrier.example.net", "port": 5060, "concurrency": 40}
    line |= {"outbound_server": "sip.carrier.example.net", "outbound_server_port": 5060}
    routes = [{"trunk": "Line", "enabled": True}]
    return {
        "domain": TENANT,
        "users": [
            {
                **{"extension_number": number(2000, place, users), "name": f"user.{place}", "email": f"user.{place}@example.net"},
                **{"display_name": f"User {place}", "role": "StandardUser", "department": f"Ward {place % 7}", **secrets},
                LATER[0]: to(2000, place + 1, users, timeout=20),
            }
            for place in range(users)
        ],
        "trunks": [
            {
                "name": "Line",
                **line,
                "auth_id": "clinic",
                "username": "clinic",
                "password": "Trunk-Pass-2026",
                "did_numbers": ["16025550000-16025550999"],
            }
        ],
        "ring_groups": [
            {"extension_number": str(6000 + place), "name": f"Group {place}", "agents": agents(place), LATER[1]: to(8000, place, ivrs)}
            for place in range(groups)
        ],
        "call_queues": [
            {
                **{"extension_number": str(7000 + place), "name": f"Queue {place}", "polling_strategy": "PRIORITIZED_HUNT"},
                **{"language": "en-US", "agents": agents(place), LATER[1]: to(6000, place, groups)},
            }
            for place in range(queues)
        ],
        "ivrs": [
            {"extension_number": str(8000 + place), "name": f"Line {place}", "pin": "407193", LATER[2]: to(8000, place + 1, ivrs)}
            for place in range(ivrs)
        ],
        "outbound_rules": [
            {
                "name": f"Out {place}",
                "priority": 10 + place,
                "number_prefix": [f"0{100 + place}"],
                "routes": routes,
            }
            for place in range(rules // 2)
        ],
        "inbound_rules": [
            {
                **{"name": f"In {place}", "trunk": "Line", "did_numbers": str(16025550000 + place)},
                **{"office_hours_forward_rule": to(8000, place, ivrs), "non_office_hours_forward_rule": to(6000, place, groups)},
            }
            for place in range(rules // 2)
        ],
    }


def measure(quick: bool) -> Json:
    """Each run of ours, then the same requests by the script: writes on a PBX of its own state, reads on the one that ours read."""
    wanted, rounds, latencies = (tenant(30), 1, LATENCIES[:1]) if quick else (tenant(), 3, LATENCIES)
    rows: list[Json] = []
    with simulated() as pbx, tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as directory:
        for latency in latencies:
            row: Json = {"latency": latency, "ours": {}, "script": {}, "requests": {}}
            for _round in range(rounds):
                identifier = _empty(pbx, latency)
                for run, task in _tasks(wanted, directory).items():
                    pbx.clear_log()
                    played = play([{"name": run, **task}], pbx.environment)
                    if bool(played.changed) != (run in ("first", "export")):
                        raise Failed(f"{run} changed {played.changed} times")
                    row["ours"].setdefault(run, []).append(played.seconds)
                    log = pbx.requests()
                    row["requests"][run] = dict(Counter(entry["method"] for entry in log))
                    if run != "first":
                        row["script"].setdefault(run, []).append(timed(lambda log=log, at=identifier: _read(pbx, at, log)))  # type: ignore[misc]
                identifier = _empty(pbx, latency)
                row["script"].setdefault("first", []).append(timed(lambda at=identifier: _apply(pbx, at, wanted)))  # type: ignore[misc]
            rows.append(row)
    return {"objects": sum(len(wanted[kind]) for kind in PATHS), "threads": THREADS, "latencies": rows}


def _empty(pbx: Pbx, latency: float) -> str:
    pbx.reset(latency=latency, deletion_delay=0)
    return pbx.add("tenant", domain=TENANT, name="Clinic")


def _tasks(wanted: Json, directory: str) -> dict[str, Json]:
    """What is run, by its name, in this order."""
    definition, place = {"tenants": [wanted]}, pathlib.Path(directory, "exported")
    (watched := pathlib.Path(directory, "wanted.yml")).write_text(json.dumps(definition), encoding="utf-8")
    for file in place.rglob("*.yml"):
        file.unlink()
    apply = {"portsip.pbx.portsip_config": {"definition": definition, "parallel": THREADS}}
    return {
        "first": apply,
        "again": apply,
        "export": {"portsip.pbx.portsip_export": {"tenants": [TENANT], "dest": str(place), "secrets": "placeholder"}},
        "drift": {"portsip.pbx.portsip_drift": {"path": str(watched)}},
    }


def _apply(pbx: Pbx, identifier: str, wanted: Json) -> None:
    """Create everything, kind by kind, read it back, and write the rules when all that they name exists."""
    threads, lock = Threads(THREADS), threading.Lock()
    places: list[Place] = []
    ids: dict[tuple[str, str], str] = {}

    def begin(http: requests.Session) -> None:
        places.append(Place(pbx, http, identifier))

    def listing(path: str) -> Job:
        return lambda http: places[0].listed(http, path)

    def look(http: requests.Session, kind: str, path: str) -> None:
        places[0].get(http, path)
        if kind in MEMBERS:
            places[0].get(http, f"{path}/agents")

    def create(kind: str, item: Json) -> Job:
        def job(http: requests.Session) -> None:
            body = {name: value for name, value in item.items() if name not in (*LATER, "agents", "trunk")}
            if "trunk" in item:
                body["provider_id"] = ids["trunks", "Line"]
            if kind == "outbound_rules":
                body["routes"] = [{"provider_id": ids["trunks", "Line"], "enabled": True}]
                body["number_prefix"] = ";".join(item["number_prefix"])
            if kind == "trunks":
                body["did_numbers"] = ";".join(item["did_numbers"])
            made = places[0].post(http, PATHS[kind], body)["id"]
            with lock:
                ids[kind, item["name"]] = made
            path = f"{PATHS[kind]}/{made}"
            look(http, kind, path)
            if kind in MEMBERS:
                places[0].post(http, f"{path}/agents", {"items": item["agents"]})
                look(http, kind, path)

        return job

    def link(kind: str, item: Json) -> Job:
        def job(http: requests.Session) -> None:
            path = f"{PATHS[kind]}/{ids[kind, item['name']]}"
            fixed = ("extension_number", "agents", *(("name", "role", "password", "extension_password") if kind == "users" else ()))
            places[0].post(http, path, {name: value for name, value in item.items() if name not in fixed})
            look(http, kind, path)

        return job

    threads.run([begin])
    threads.run(listing(path) for path in PATHS.values())
    for kind in PATHS:
        threads.run(create(kind, item) for item in wanted[kind])
    threads.run(link(kind, item) for kind in PATHS for item in wanted[kind] if not set(LATER).isdisjoint(item))
    threads.run([lambda http: places[0].call(http, "POST", "/login/oauth/revoke")])
    threads.end()


def _read(pbx: Pbx, identifier: str, log: list[Json]) -> None:
    """Send what was read inside the tenant once more: lists first, as their ids are needed, then everything else."""
    threads = Threads(THREADS)
    places: list[Place] = []
    asked = [entry for entry in log if entry["method"] == "GET" and entry["status"] == 200 and entry["api"] == "pbx"]

    def sending(entry: Json) -> Job:
        place, path = places[entry["tenant"] is not None], entry["path"].removeprefix("/api")
        return lambda http: place.get(http, path, **entry["query"])

    threads.run([lambda http: places.append(Place(pbx, http))])
    threads.run([lambda http: places.append(Place(pbx, http, identifier))])
    threads.run(sending(entry) for entry in asked if "top" in entry["query"])
    threads.run(sending(entry) for entry in asked if "top" not in entry["query"])
    threads.run((lambda http, place=place: place.call(http, "POST", "/login/oauth/revoke")) for place in places)  # type: ignore[misc]
    threads.end()


RUNS: dict[str, str] = {
    "first": "portsip_config, first",
    "again": "portsip_config, again",
    "export": "portsip_export",
    "drift": "portsip_drift",
}


def render(data: Json) -> str:
    """A row for each latency and run."""
    rows: list[list[Any]] = []
    for row in data["latencies"]:
        for run, title in RUNS.items():
            ours, bare = row["ours"][run], row["script"][run]
            calls = sum(row["requests"][run].values())
            rows.append(
                [f"{row['latency'] * 1000:.0f} ms: {title}", spread(ours, 2), spread(bare, 2), ratio(median(ours), median(bare)), calls]
            )
    head = ["run", "ours, s", "script, s", "ours to script", "our requests"]
    return (
        f"A tenant of {data['objects']:,} objects (300 users, 40 ring groups, 20 call queues, 30 receptionists, 100 rules in, 100 out, a "
        f"trunk): applied, applied again, exported, and held against its document, with `parallel: {data['threads']}`, next to a script "
        f"with as many threads that makes the same calls. It compares nothing, and writes no file. Median (least-most).\n\n"
        f"{table(head, rows)}"
    )
