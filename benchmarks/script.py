"""Bare scripts on top of requests, as somebody would write them for one purpose: what the network itself costs."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import requests

from .pbx import PASSWORD, USERNAME, Json, Pbx

PAGE = 100
CLIENT_ID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"


class Script:
    """One session with the simulated PBX over one connection that is kept open.

    :param other: another session, whose connection is used.
    """

    def __init__(self, pbx: Pbx, other: Script | None = None) -> None:
        self._url = pbx.api_url
        self._other = other
        self._http = requests.Session() if other is None else other._http
        form = {"grant_type": "password", "username": USERNAME, "password": PASSWORD, "scope": "all", "client_id": CLIENT_ID}
        answer = self._http.post(f"{self._url}/login/oauth/token", data=form)
        answer.raise_for_status()
        self.token = answer.json()["access_token"]
        self._http.headers["Authorization"] = f"Bearer {self.token}"

    def get(self, path: str, **query: Any) -> Any:
        """GET: the decoded body."""
        answer = self._http.get(self._url + path, params=query or None)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: Json | None = None, **query: Any) -> Any:
        """POST: the decoded body, None where there is none."""
        answer = self._http.post(self._url + path, json=body, params=query or None)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def pages(self, path: str) -> list[Json]:
        """All objects of a collection."""
        items: list[Json] = []
        while True:
            page = self.get(path, skip=len(items), top=PAGE)
            items += page["items"]
            if not page["items"] or len(items) >= page["count"]:
                return items

    def end(self) -> None:
        """Sign out."""
        self._http.post(f"{self._url}/login/oauth/revoke")
        if self._other is None:
            self._http.close()
        else:
            self._http.headers["Authorization"] = f"Bearer {self._other.token}"


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def replay(pbx: Pbx, log: Iterable[Json]) -> float:
    """Send logged requests once more, one after the other, and return how many seconds that takes.

    :raises ValueError: one of them is a write.
    """
    reads = list(log)
    if any(entry["is_write"] for entry in reads):
        raise ValueError("only reads can be sent once more")

    def run() -> None:
        script: Script | None = None
        for entry in reads:
            path = entry["path"].removeprefix("/api")
            if entry["is_login"]:
                script = Script(pbx)
            elif path.endswith("/revoke"):
                assert script is not None
                script.end()
            else:
                script = script or Script(pbx)
                (script.get if entry["method"] == "GET" else script.post)(path, **entry["query"])

    return timed(run)


# 1,000 rules


def create(pbx: Pbx, rules: list[Json]) -> None:
    """Write each rule and read it back."""
    script = Script(pbx)
    for rule in rules:
        script.get(f"/ip_filters/{script.post('/ip_filters', rule)['id']}")
    script.end()


def compare(pbx: Pbx, rules: list[Json]) -> None:
    """Read the list and see that nothing is to be done."""
    script = Script(pbx)
    _wrong(script, rules)
    script.end()


def change(pbx: Pbx, rules: list[Json]) -> None:
    """Read the list, and bring about the rules that differ: look, write, read back."""
    script = Script(pbx)
    for identifier, rule in _wrong(script, rules):
        path = f"/ip_filters/{identifier}"
        script.get(path)
        script.post(path, {name: value for name, value in rule.items() if name != "cidr"})
        script.get(path)
    script.end()


def remove(pbx: Pbx, rules: list[Json]) -> None:
    """Read the list, and remove each rule in it after a look at it."""
    script = Script(pbx)
    ids = {item["cidr"]: item["id"] for item in script.pages("/ip_filters")}
    for rule in rules:
        path = f"/ip_filters/{ids[rule['cidr']]}"
        script.get(path)
        script.post(f"{path}/destroy")
    script.end()


def _wrong(script: Script, rules: list[Json]) -> list[tuple[str, Json]]:
    present = {item["cidr"]: item for item in script.pages("/ip_filters")}
    found = ((present[rule["cidr"]], rule) for rule in rules)
    return [(item["id"], rule) for item, rule in found if any(item[name] != value for name, value in rule.items())]


# Details of many objects


def details(pbx: Pbx, tenant: str, threads: int) -> list[Json]:
    """Read all receptionists of a tenant with all their fields, in threads with a connection each."""
    first = Script(pbx)
    first.post("/tenants/switch", id=tenant)
    ids = [item["id"] for item in first.pages("/ivrs")]
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for identifier in ids:
        waiting.put(identifier)
    found: dict[str, Json] = {}

    def work() -> None:
        http = requests.Session()
        http.headers["Authorization"] = f"Bearer {first.token}"
        while True:
            try:
                identifier = waiting.get_nowait()
            except queue.Empty:
                return
            found[identifier] = http.get(f"{pbx.api_url}/ivrs/{identifier}").json()

    _in_threads(work, threads)
    first.end()
    return [found[identifier] for identifier in ids]


def _in_threads(work: Callable[[], None], threads: int) -> None:
    workers = [threading.Thread(target=work) for _number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


# Many tenants


def tenants(pbx: Pbx, domains: Iterable[str], threads: int) -> None:
    """Sign in to each tenant, and read it with its receptionists and their action URLs, in threads with a connection each."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for domain in domains:
        waiting.put(domain)

    def work() -> None:
        system = Script(pbx)
        while True:
            try:
                domain = waiting.get_nowait()
            except queue.Empty:
                return system.end()
            (tenant,) = system.get("/tenants", filter=f"domain eq '{domain}'")["items"]
            system.get(f"/tenants/{tenant['id']}")
            inside = Script(pbx, system)
            inside.post("/tenants/switch", id=tenant["id"])
            for item in inside.pages("/ivrs"):
                inside.get(f"/ivrs/{item['id']}")
                inside.get(f"/ivrs/{item['id']}/action_urls")
            inside.end()

    _in_threads(work, threads)
