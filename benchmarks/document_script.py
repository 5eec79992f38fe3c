"""A bare script that makes what a document says, in several threads: the calls that portsip_config makes, and nothing else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import requests

from .pbx import PASSWORD, USERNAME, Json, Pbx
from .script import CLIENT_ID, PAGE

Job = Callable[[requests.Session], object]


class Threads:
    """So many threads, each with a connection that is kept open."""

    def __init__(self, count: int) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ended: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _number in range(count)]
        for thread in self._threads:
            thread.start()

    def _work(self) -> None:
        with requests.Session() as http:
            while (job := self._jobs.get()) is not None:
                try:
                    job(http)
                    self._ended.put(None)
                except Exception as error:
                    self._ended.put(error)

    def run(self, jobs: Iterable[Job]) -> None:
        """Do jobs in any order, and wait for all of them."""
        count = 0
        for job in jobs:
            self._jobs.put(job)
            count += 1
        for _number in range(count):
            error = self._ended.get()
            if error is not None:
                raise error

    def end(self) -> None:
        """Close the connections."""
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()


class Place:
    """A session, in a tenant or in none."""

    def __init__(self, pbx: Pbx, http: requests.Session, tenant: str | None = None) -> None:
        self._url = pbx.api_url
        form = {"grant_type": "password", "username": USERNAME, "password": PASSWORD, "scope": "all", "client_id": CLIENT_ID}
        self._headers: dict[str, str] = {}
        self._headers = {"Authorization": f"Bearer {self.call(http, 'POST', '/login/oauth/token', data=form)['access_token']}"}
        if tenant is not None:
            self.call(http, "POST", "/tenants/switch", params={"id": tenant})
            self.call(http, "GET", "/tenant")

    def call(self, http: requests.Session, method: str, path: str, **content: Any) -> Any:
        """One request: the decoded body, None where there is none."""
        answer = http.request(method, self._url + path, headers=self._headers, **content)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def get(self, http: requests.Session, path: str, **query: Any) -> Any:
        """GET."""
        return self.call(http, "GET", path, params=query)

    def post(self, http: requests.Session, path: str, body: Json) -> Any:
        """POST."""
        return self.call(http, "POST", path, json=body)

    def listed(self, http: requests.Session, path: str) -> list[Json]:
        """All objects of a collection."""
        items: list[Json] = []
        while True:
            page = self.get(http, path, skip=len(items), top=PAGE)
            items += page["items"]
            if not page["items"] or len(items) >= page["count"]:
                return items


def apply(pbx: Pbx, tenants: Sequence[Json], count: int) -> None:
    """Create everything, kind by kind: look for what is there, create, read back, and link what leads to each other.

    :param count: of threads.
    """
    threads = Threads(count)
    system: list[Place] = []
    threads.run([lambda http: (system.append(Place(pbx, http)), system[0].get(http, "/admin/status"))[0]])
    inside: dict[str, Place] = {}
    ids: dict[tuple[str, str], str] = {}
    threads.run([lambda http: system[0].listed(http, "/tenants")])

    def create(tenant: Json) -> Job:
        def job(http: requests.Session) -> None:
            body = {name: value for name, value in tenant.items() if name not in ("ivrs", "ring_groups")}
            identifier = system[0].post(http, "/tenants", body)["id"]
            system[0].get(http, f"/tenants/{identifier}")
            inside[tenant["domain"]] = Place(pbx, http, identifier)

        return job

    def desk(tenant: Json, ivr: Json) -> Job:
        def job(http: requests.Session) -> None:
            place = inside[tenant["domain"]]
            body = {name: value for name, value in ivr.items() if name not in ("action_urls", "timeout_forward_rule")}
            identifier = place.post(http, "/ivrs", body)["id"]
            ids[tenant["domain"], ivr["extension_number"]] = identifier
            place.get(http, f"/ivrs/{identifier}")

        return job

    def url(tenant: Json, ivr: Json, action: Json) -> Job:
        def job(http: requests.Session) -> None:
            path = f"/ivrs/{ids[tenant['domain'], ivr['extension_number']]}/action_urls"
            inside[tenant["domain"]].post(http, path, action)
            inside[tenant["domain"]].get(http, path)

        return job

    def ring(tenant: Json, group: Json) -> Job:
        def job(http: requests.Session) -> None:
            place = inside[tenant["domain"]]
            identifier = place.post(http, "/ring_groups", group)["id"]
            place.get(http, f"/ring_groups/{identifier}")
            place.get(http, f"/ring_groups/{identifier}/agents")

        return job

    def link(tenant: Json, ivr: Json) -> Job:
        def job(http: requests.Session) -> None:
            place, path = inside[tenant["domain"]], f"/ivrs/{ids[tenant['domain'], ivr['extension_number']]}"
            place.post(http, path, {name: value for name, value in ivr.items() if name not in ("action_urls", "extension_number")})
            place.get(http, path)

        return job

    threads.run(create(tenant) for tenant in tenants)
    threads.run(desk(tenant, ivr) for tenant in tenants for ivr in tenant["ivrs"])
    threads.run(url(tenant, ivr, action) for tenant in tenants for ivr in tenant["ivrs"] for action in ivr["action_urls"])
    threads.run(ring(tenant, group) for tenant in tenants for group in tenant["ring_groups"])
    threads.run(link(tenant, ivr) for tenant in tenants for ivr in tenant["ivrs"])
    _sign_out(threads, [*system, *inside.values()])


def compare(pbx: Pbx, tenants: Sequence[Json], count: int) -> None:
    """Read everything, and see that nothing is to be done.

    :param count: of threads.
    :raises ValueError: something is.
    """
    threads = Threads(count)
    system: list[Place] = []
    known: dict[str, str] = {}
    inside: dict[str, Place] = {}
    lists: dict[tuple[str, str], list[Json]] = {}
    found: list[tuple[str, str, Json]] = []

    def begin(http: requests.Session) -> None:
        system.append(Place(pbx, http))
        known.update({item["domain"]: item["id"] for item in system[0].listed(http, "/tenants")})

    def enter(domain: str) -> Job:
        def job(http: requests.Session) -> None:
            system[0].get(http, f"/tenants/{known[domain]}")
            inside[domain] = Place(pbx, http, known[domain])

        return job

    def listing(domain: str, path: str) -> Job:
        return lambda http: lists.update({(domain, path): inside[domain].listed(http, path)})

    def reading(domain: str, path: str) -> Job:
        return lambda http: found.append((domain, path, inside[domain].get(http, path)))

    threads.run([begin])
    domains = [tenant["domain"] for tenant in tenants]
    threads.run(enter(domain) for domain in domains)
    threads.run(listing(domain, path) for domain in domains for path in ("/ivrs", "/ring_groups"))
    paths: list[tuple[str, str]] = []
    for tenant in tenants:
        domain = tenant["domain"]
        with_urls = {ivr["extension_number"] for ivr in tenant["ivrs"] if ivr["action_urls"]}
        for ivr in lists[domain, "/ivrs"]:
            paths.append((domain, f"/ivrs/{ivr['id']}"))
            if ivr["extension_number"] in with_urls:
                paths.append((domain, f"/ivrs/{ivr['id']}/action_urls"))
        for group in lists[domain, "/ring_groups"]:
            paths += [(domain, f"/ring_groups/{group['id']}"), (domain, f"/ring_groups/{group['id']}/agents")]
    threads.run(reading(domain, path) for domain, path in paths)
    wanted = {(tenant["domain"], ivr["extension_number"]): ivr["name"] for tenant in tenants for ivr in tenant["ivrs"]}
    there = {(domain, item["extension_number"]): item["name"] for domain, path, item in found if path.count("/") == 2 and "/ivrs/" in path}
    if there != wanted:
        raise ValueError("something is to be done")
    _sign_out(threads, [*system, *inside.values()])


def _sign_out(threads: Threads, places: Iterable[Place]) -> None:
    def end(place: Place) -> Job:
        return lambda http: place.call(http, "POST", "/login/oauth/revoke")

    threads.run(end(place) for place in places)
    threads.end()
