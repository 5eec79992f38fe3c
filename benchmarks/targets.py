"""What is to be reached, and whether the figures reach it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .figures import median, ratio
from .pbx import Json
from .scenarios import document, example, loop

MOST_MS = 15.0
TIMES_CHEAPER = 15.0
MOST_TO_SCRIPT = 1.3
TIMES_LESS = 4
MOST_MB = 120.0
MOST_REQUESTS = 12
MOST_SECONDS = 3.0
OURS = ("portsip_ip_rule, in process", "portsip_ip_rule_info, in process", "portsip_ivr, in process")
URI = "ansible.builtin.uri, one GET"


@dataclass(frozen=True)
class Check:
    """One target.

    :param remark: what explains the figure, where it needs that.
    """

    target: str
    measured: str
    met: bool
    remark: str = ""

    @property
    def row(self) -> list[Any]:
        """As a row of the table."""
        return [self.target, self.measured, "yes" if self.met else "**no**", self.remark]


def checks(results: dict[str, Json]) -> Iterator[Check]:
    """All targets for which there are figures."""
    for name, of_scenario in (
        ("loop", _loop),
        ("rules", _rules),
        ("receptionists", _receptionists),
        ("document", _document),
        ("users", _users),
        ("example", _example),
        ("growth", _growth),
        ("fleet", _fleet),
    ):
        if name in results:
            yield from of_scenario(results[name])


def _loop(data: Json) -> Iterator[Check]:
    floor = median(data["cases"]["ansible.builtin.debug"]["loop"])
    uri = median(data["cases"][URI]["loop"])
    for title in OURS:
        case = data["cases"][title]
        above = median(loop.above(case, "loop"))
        remark = f"{floor:.1f} ms of it are Ansible's own: what a task of debug takes"
        yield Check(f"{title}, in a loop: at most {MOST_MS:.0f} ms a task above the network", f"{above:.1f} ms", above <= MOST_MS, remark)
    for title in OURS:
        whole = median(data["cases"][title]["loop"])
        remark = f"{uri:.0f} ms for one GET with `uri`"
        if uri < TIMES_CHEAPER * whole:
            remark += f"; {TIMES_CHEAPER:.0f} times less is {uri / TIMES_CHEAPER:.1f} ms, and debug alone takes {floor:.1f} ms"
        name = f"{title}, in a loop: {TIMES_CHEAPER:.0f} times cheaper than `uri`"
        yield Check(name, ratio(uri, whole), uri >= TIMES_CHEAPER * whole, remark)


def _rules(data: Json) -> Iterator[Check]:
    for at in data["latencies"]:
        latency, count = at["latency"] * 1000, at["count"]
        kinds = at["ours"]["unchanged"]["requests"]
        lists = -(-count // 100)
        needed = {"login": 1, "list": lists, "logout": 1}
        found = " + ".join(f"{number} {kind}" for kind, number in kinds.items())
        yield Check(f"{count:,} unchanged at {latency:.0f} ms: login, lists and logout, nothing else", found, kinds == needed)
    for at in data["latencies"]:
        if at["latency"] != 0.02:
            continue
        created, count = at["ours"]["created"], at["count"]
        kinds = created["requests"]
        trips = (kinds["write"] + kinds["detail"]) / count
        remark = f"and {kinds['list']} list pages in all, so that a creation rests on a list that is not older than a few seconds"
        yield Check("created at 20 ms: two round trips an object", f"{trips:.2f}", trips == 2.0, remark)
        bare = at["script"]["created"]
        extra = 1000 * (created["seconds"] - bare) / count
        remark = f"{extra:.1f} ms an object more than the script"
        times = ratio(created["seconds"], bare)
        within = created["seconds"] <= MOST_TO_SCRIPT * bare
        yield Check(f"created at 20 ms: at most {MOST_TO_SCRIPT} times a sequential script", times, within, remark)


def _receptionists(data: Json) -> Iterator[Check]:
    for row in data["latencies"]:
        ours, bare = median(row["ours"]), median(row["script"])
        remark = f"{1000 * (ours - bare):.0f} ms more for the whole task"
        name = f"{data['count']} details in parallel at {row['latency'] * 1000:.0f} ms: at most {MOST_TO_SCRIPT} times a threaded script"
        yield Check(name, ratio(ours, bare), ours <= MOST_TO_SCRIPT * bare, remark)


def _document(data: Json) -> Iterator[Check]:
    yield from _to_script(data, f"a document of {data['objects']:,} objects", document.RUNS)


def _users(data: Json) -> Iterator[Check]:
    # Of the run that changes nothing, starting the task is a large part.
    yield from _to_script(data, f"{data['users']:,} users from a CSV file", ["first"])


def _to_script(data: Json, subject: str, runs: Iterable[str]) -> Iterator[Check]:
    for row in data["latencies"]:
        for run in runs:
            ours, bare = median(row["ours"][run]), median(row["script"][run])
            calls = row["requests"][run]
            more = {name: count for name, count in calls["ours"].items() if count > calls["script"].get(name, 0)}
            remark = "more requests than the script: " + ", ".join(more) if more else "the same requests"
            what = f"{subject}, {run} run, at {row['latency'] * 1000:.0f} ms"
            yield Check(
                f"{what}: at most {MOST_TO_SCRIPT} times a threaded script", ratio(ours, bare), ours <= MOST_TO_SCRIPT * bare, remark
            )


def _example(data: Json) -> Iterator[Check]:
    for name in ("first", "second"):
        seconds = {run["way"]: run["play"] for run in data["runs"] if run["name"] == name}
        if example.DOCUMENT in seconds:  # figures of an earlier day have none
            role, whole = seconds["in process"], seconds[example.DOCUMENT]
            what = f"the example as a document, {name} run: at most a quarter of the role's time"
            yield Check(what, ratio(whole, role), whole <= role / TIMES_LESS)


def _growth(data: Json) -> Iterator[Check]:
    for row in data["rows"]:
        if row["count"] < 1000:
            continue
        for kind in ("unchanged", "created"):
            if kind not in row:
                continue
            worker = row[kind]["worker_mb"]
            remark = f"a loop of debug takes {row['debug']['worker_mb']:.0f} MB"
            yield Check(f"worker with {row['count']:,} {kind}: under {MOST_MB:.0f} MB", f"{worker:.0f} MB", worker < MOST_MB, remark)


def _fleet(data: Json) -> Iterator[Check]:
    inventory, many = data["inventory"], f"{data['many']:,}"
    requests, seconds = inventory["requests"], inventory["seconds"]
    yield Check(f"inventory of {many} tenants: at most {MOST_REQUESTS} requests", str(requests), requests <= MOST_REQUESTS)
    yield Check(f"inventory of {many} tenants: at most {MOST_SECONDS:.0f} s", f"{seconds:.1f} s", seconds <= MOST_SECONDS)
    for playbook, (few, most) in data["per_host"].items():
        yield Check(f"{playbook}: no more requests of a host among {many} tenants", f"{few:.1f}, {most:.1f}", most <= few)
