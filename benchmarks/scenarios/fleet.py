"""An inventory of 1,000 tenants: what it takes to read it, and to provision and compare them all, also on two workers of ansible-runner."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

from ..figures import table
from ..memory import Watch
from ..pbx import ROOT, Json, Pbx, simulated
from ..play import Failed, command

sys.path.insert(0, str(ROOT / "tools"))
from checkout import SCRIPTS, environment, linked_collections  # noqa: E402

TITLE = "A fleet of tenants"
FORKS = 10
WORKERS = 2
PLAYBOOKS = ("provision", "apply", "drift")
INVENTORY = "tenants.portsip.yml"
OF_TENANT = {"timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}


def measure(quick: bool) -> Json:
    """The inventory, a few hosts of few and of many tenants, and all hosts."""
    few, many, some = (4, 8, 2) if quick else (100, 1000, 10)
    with simulated() as pbx, tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as name:
        project = pathlib.Path(name)
        (project / "tenants").mkdir()
        (project / INVENTORY).write_text("plugin: portsip.pbx.tenants\n", encoding="utf-8")
        _add(pbx, project, range(few))
        per_host = {playbook: [_requests_of_a_host(pbx, project, playbook, some)] for playbook in PLAYBOOKS}
        _add(pbx, project, range(few, many))
        for playbook, counts in per_host.items():
            counts.append(_requests_of_a_host(pbx, project, playbook, some))
        inventory = _inventory(pbx, project, many)
        whole = [_whole(pbx, project, playbook, many) for playbook in PLAYBOOKS]
        sliced = [_sliced(pbx, project, playbook, many) for playbook in ("provision", "drift")]
    return {"few": few, "many": many, "per_host": per_host, "inventory": inventory, "whole": whole, "sliced": sliced}


def _domain(number: int) -> str:
    return f"t{number:04}.example.net"


def _add(pbx: Pbx, project: pathlib.Path, numbers: range) -> None:
    """Tenants with a receptionist each, and the file of each, which says the same."""
    for number in numbers:
        fields = {"domain": _domain(number), "name": f"Tenant {number}", **OF_TENANT}
        tenant = pbx.add("tenant", **fields)
        pbx.add("ivr", tenant_id=tenant, extension_number="8000", name="Front desk", pin="284193")
        receptionist = {"extension_number": "8000", "name": "Front desk", "pin": "284193"}
        document = {"tenants": [{**fields, "ivrs": [receptionist]}]}
        (project / "tenants" / f"{_domain(number)}.yml").write_text(json.dumps(document), encoding="utf-8")


def _arguments(playbook: str, *more: str) -> list[str]:
    return [f"portsip.pbx.{playbook}", "-i", INVENTORY, "-e", "tenant_hosts=tenants", "--forks", str(FORKS), *more]


def _pages(pbx: Pbx) -> int:
    """How many requests were made for the inventory's list of tenants."""
    return sum(entry["path"] == "/api/tenants" and set(entry["query"]) == {"skip", "top"} for entry in pbx.requests())


def _unchanged(pbx: Pbx) -> None:
    """:raises Failed: something was written, though all is as the files say."""
    writes = [entry for entry in pbx.requests() if entry["is_write"]]
    if writes:
        raise Failed(f"{len(writes)} writes, such as {writes[0]['path']}")


def _requests_of_a_host(pbx: Pbx, project: pathlib.Path, playbook: str, hosts: int) -> float:
    """How many requests a host takes, those of the inventory left out."""
    pbx.clear_log()
    command(project, _arguments(playbook, "--limit", ",".join(_domain(number) for number in range(hosts))), pbx.environment)
    _unchanged(pbx)
    # Besides the pages, the inventory signs in and out.
    return (len(pbx.requests()) - _pages(pbx) - 2) / hosts


def _inventory(pbx: Pbx, project: pathlib.Path, count: int) -> Json:
    """``ansible-inventory --list``, of which starting Ansible is a part."""
    pbx.clear_log()
    variables = environment(linked_collections(), **pbx.environment)
    begin = time.monotonic()
    done = subprocess.run(
        [SCRIPTS / "ansible-inventory", "-i", INVENTORY, "--list"],
        check=False,
        cwd=project,
        env=variables,
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - begin
    if done.returncode or len(json.loads(done.stdout)["_meta"]["hostvars"]) != count:
        raise Failed(f"the inventory has not {count} hosts: {done.stderr[-2000:]}")
    return {"seconds": seconds, "requests": len(pbx.requests())}


def _whole(pbx: Pbx, project: pathlib.Path, playbook: str, hosts: int) -> Json:
    """All hosts in one ansible-playbook."""
    pbx.clear_log()
    played = command(project, _arguments(playbook), pbx.environment, watch=True)
    _unchanged(pbx)
    memory = {"controller_mb": played.controller_mb, "worker_mb": played.worker_mb}
    return {"playbook": playbook, "hosts": hosts, "seconds": played.command_seconds, "requests": len(pbx.requests()), **memory}


def _sliced(pbx: Pbx, project: pathlib.Path, playbook: str, hosts: int) -> Json:
    """The hosts in slices, each on a worker of ansible-runner (``transmit``, ``worker``, ``process``), at the same time."""
    pbx.clear_log()
    slices = [[_domain(number) for number in range(first, hosts, WORKERS)] for first in range(WORKERS)]
    outcomes: list[Any] = [None] * WORKERS
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as name:
        places = [_job(pathlib.Path(name, str(number)), project, playbook, limit) for number, limit in enumerate(slices)]

        def run(number: int) -> None:
            outcomes[number] = _run_on_worker(pbx, places[number])

        threads = [threading.Thread(target=run, args=(number,)) for number in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    seconds = time.monotonic() - begin
    _unchanged(pbx)
    for code, text, _memory in outcomes:
        if code:
            raise Failed(f"ansible-runner ended with {code}: {text[-3000:]}")
    memory = max(memory for _code, _text, memory in outcomes)
    return {"playbook": playbook, "hosts": hosts, "seconds": seconds, "requests": len(pbx.requests()), "worker_mb": memory}


def _job(place: pathlib.Path, project: pathlib.Path, playbook: str, limit: list[str]) -> pathlib.Path:
    """The directory of a job as ansible-runner takes it, as AWX makes one for each slice."""
    (place / "env").mkdir(parents=True)
    (place / "inventory").mkdir()
    (place / "project").mkdir()
    (place / "inventory" / INVENTORY).write_text((project / INVENTORY).read_text(encoding="utf-8"), encoding="utf-8")
    (place / "project" / "tenants").symlink_to(project / "tenants")
    site = [{"name": "Run the playbook", "ansible.builtin.import_playbook": f"portsip.pbx.{playbook}"}]
    (place / "project" / "site.yml").write_text(json.dumps(site), encoding="utf-8")
    (place / "project" / "limit").write_text("\n".join(limit) + "\n", encoding="utf-8")
    (place / "env" / "cmdline").write_text(f"--limit @limit --forks {FORKS}", encoding="utf-8")
    (place / "env" / "extravars").write_text(json.dumps({"tenant_hosts": "tenants"}), encoding="utf-8")
    return place


def _run_on_worker(pbx: Pbx, place: pathlib.Path) -> tuple[int, str, float]:
    """Send a job, run it and take its results in: status, output, and the peak memory of the worker's ansible-playbook in MB."""
    work = place / "work"
    work.mkdir()
    variables = environment(linked_collections(), **pbx.environment)
    program = str(SCRIPTS / "ansible-runner")
    sent, done = place / "sent", place / "done"
    with sent.open("wb") as stream:
        subprocess.run([program, "transmit", str(place), "-p", "site.yml"], env=variables, stdout=stream, check=True)
    with sent.open("rb") as stream, done.open("wb") as results:
        process = subprocess.Popen(
            [program, "worker", "--private-data-dir", str(work)], env=variables, stdin=stream, stdout=results, stderr=subprocess.PIPE
        )
        memory = Watch(process.pid)
        process.communicate()
        worker_mb, _runner_mb = memory.ended()
    with done.open("rb") as stream:
        ended = subprocess.run([program, "process", str(place)], check=False, env=variables, stdin=stream, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr, worker_mb


def render(data: Json) -> str:
    """Requests of a host, and what all hosts take."""
    inventory = data["inventory"]
    per_host: list[list[Any]] = [[playbook, *(f"{count:.1f}" for count in counts)] for playbook, counts in data["per_host"].items()]
    rows: list[list[Any]] = []
    for title, key in (("one ansible-playbook", "whole"), (f"{WORKERS} workers of ansible-runner", "sliced")):
        for run in data[key]:
            each = f"{1000 * run['seconds'] / run['hosts']:.0f}"
            memory = f"{run.get('controller_mb', run['worker_mb']):.0f}"
            rows.append([f"{run['playbook']}, {title}", f"{run['seconds']:.0f}", each, run["requests"], memory])
    head = [f"{data['many']:,} hosts, unchanged", "seconds", "ms a host", "requests", "memory, MB"]
    tenants = [f"{data[size]:,} tenants" for size in ("few", "many")]
    return (
        f"Each tenant is a host of the inventory `portsip.pbx.tenants`, with a file for itself and a receptionist. The inventory of "
        f"{data['many']:,} tenants takes {inventory['requests']} requests and {inventory['seconds']:.1f} s, starting `ansible-inventory` "
        f"included.\n\nRequests of a host, those of the inventory left out:\n\n"
        f"{table(['playbook', *tenants], per_host)}\n\n"
        f"All hosts with `forks` {FORKS}, nothing to change, no latency; memory is that of Ansible's own process. The workers share the "
        f"cores of this machine, which one ansible-playbook keeps busy already; on machines of their own each takes its part of the hosts:"
        f"\n\n{table(head, rows)}"
    )
