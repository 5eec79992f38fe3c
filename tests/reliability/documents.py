# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A whole document, carried out in several threads: with a fault at each request, killed, and by two runs at once."""

from __future__ import annotations

import copy
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import Lifeline, stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.process_end import before_end
from ansible_collections.portsip.pbx.plugins.module_utils.client.sessions import sign_out_everywhere
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config

from reliability.driving import DEFECT, access, differences, objects, snapshot, without_pauses
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
Case = tuple[str, Json]
"""A fault and a name for it."""
PARALLEL = 8
FAULTS: dict[str, Json] = {
    "dropped before": {"drop": "before"},
    "dropped after": {"drop": "after"},
    "500 before": {"status": 500},
    "500 after": {"error_after_write": 500},
    "429": {"status": 429, "headers": {"Retry-After": "1", "X-RateLimit-Reset": "1"}},
}
LASTING = ("500 before", "dropped before", "dropped after")
"""Faults that are tried as lasting ones too: no attempt of that request succeeds."""
TENANT = {"timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}


def _ivr(number: str, **values: Any) -> Json:
    return {"extension_number": number, "name": f"Line {number}", "pin": "407193", **values}


def _url(name: str) -> Json:
    return {"name": name, "type": "CALLER", "caller_mask": "*", "method": "GET", "url": f"https://{name}.example.net/"}


def _to(number: str) -> Json:
    return {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": number}}


def _ring(number: str) -> Json:
    return {"extension_number": number, "name": f"Ring {number}", "ring_strategy": "RING_SIMULTANEOUSLY"}


DOCUMENT: Json = {
    "system": {"transports": [{"protocol": "TCP", "port": 5090}], "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}]},
    "tenants": [
        {
            **TENANT,
            "domain": "a.example.net",
            "name": "A",
            "trunk_assignments": [{"trunk": "carrier", "did_numbers": ["41310001"]}],
            "ivrs": [_ivr("8001", **_to("8002"), action_urls=[_url("one"), _url("two")]), _ivr("8002", **_to("8001"))],
            "ring_groups": [_ring("6001")],
        },
        {
            **TENANT,
            "domain": "b.example.net",
            "name": "B",
            "ivrs": [_ivr("8001", action_urls=[_url("one")])],
            "ring_groups": [_ring("6001")],
        },
    ],
    "queues": [
        {
            "extension_id": 901,
            "agents": [{"extension_id": 201, "name": "Anna", "level": 1, "position": 1}],
            "intervals": [{"name": "Office hours", "timezone": "Europe/Berlin", "conditions": [{"month": 5}]}],
            "incoming_rules": [{"name": "Night", "type": "voicemail", "interval": "Office hours"}, {"name": "Day", "type": "voicemail"}],
        }
    ],
}
"""Objects of both APIs: inside each other, referring to each other, in a circle; some of which the API would create twice."""


def lesser() -> Json:
    """The document with some objects to be removed, and some to be changed."""
    found = copy.deepcopy(DOCUMENT)
    first, second = found["tenants"]
    first["ivrs"][0]["action_urls"][1]["state"] = "absent"
    first["ivrs"][1].update(name="Renamed", **_to("8003"))
    first["trunk_assignments"][0]["did_numbers"] = ["41310002"]
    second["state"] = "absent"
    second["ivrs"], second["ring_groups"] = [], []
    found["queues"][0]["incoming_rules"].reverse()
    found["system"]["ip_rules"][0]["state"] = "absent"
    return found


@dataclass
class Told:
    """The engine's context: keeps what it is told."""

    check_mode: bool = False
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Keep a warning."""
        self.warnings.append(text)

    def progress(self, text: str) -> None:
        """Progress is of no interest."""

    def add_secret(self, value: str) -> None:
        """Nothing is quoted."""


def carried_out(connection: Json, document: Json, parallel: int = PARALLEL, **options: Any) -> Json:
    """The result of one run, or of its failure.

    :param connection: options that say where the PBX is.
    """
    params = {**connection, "timeout": 10, "retries": 1, "parallel": parallel, **options, "definition": copy.deepcopy(document)}
    context = Told()
    try:
        return run_config(params, context)
    except PortsipError as error:
        return {"failed": True, "msg": str(error), **error.results}
    except Exception as error:
        return {"failed": True, "msg": f"{DEFECT}: raised {type(error).__name__}: {error}"}


def seed(pbx: Simulator) -> None:
    """Make the simulator as it is before the first run."""
    pbx.reset()
    pbx.configure(deletion_delay=0, lockout_after=0)
    pbx.add_provider("carrier")


# What the PBX holds


def normal_form(pbx: Simulator) -> Any:
    """What the simulator holds, whatever ids it has given: objects by what they are called, ids by what they mean."""
    state = snapshot(pbx)
    meanings: dict[str, str] = {}
    _name_ids(state, "", meanings)
    return _without_ids(state, meanings)


CALLED = ("domain", "extension_number", "name", "path", "port", "cidr", "ip_address", "username")


def _called(item: Json) -> str:
    if "ani_rfc3325" in item:  # an extension, which is given its id
        return f"id={item['id']}"
    return next((f"{name}={item[name]}" for name in CALLED if item.get(name) not in (None, "")), "")


def _name_ids(value: Any, path: str, meanings: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            inside = f"{path}/{key}"
            if isinstance(item, dict) and "id" in item:
                inside = f"{path}/{_called(item) or 'one'}"
                meanings[str(item["id"])] = f"<{inside}>"
            _name_ids(item, inside, meanings)
    elif isinstance(value, list):
        for item in value:
            inside = path
            if isinstance(item, dict) and "id" in item:
                inside = f"{path}/{_called(item) or 'one'}"
                meanings[str(item["id"])] = f"<{inside}>"
            _name_ids(item, inside, meanings)


def _without_ids(value: Any, meanings: dict[str, str]) -> Any:
    """Ids replaced by what they mean; of several objects of one meaning each stays."""
    if isinstance(value, dict):
        found: Json = {}
        for key, item in value.items():
            name = meanings.get(str(key), str(key))
            while name in found:
                name += "+"
            found[name] = _without_ids(item, meanings)
        return found
    if isinstance(value, list):
        return [_without_ids(item, meanings) for item in value]
    return meanings.get(str(value), value) if isinstance(value, (str, int)) and not isinstance(value, bool) else value


def _objects(form: Json) -> dict[str, Any]:
    """The objects of the document as a normal form has them, by their paths in the document; None where they do not exist."""
    found: dict[str, Any] = {
        "system.transports[0]": _get(form, "transports", "port=5090"),
        "system.ip_rules[0]": _get(form, "ip_filters", "cidr=192.0.2.0/24"),
    }
    for number, tenant in enumerate(DOCUMENT["tenants"]):
        here = f"tenants[{number}]"
        node = found[here] = _get(form, "tenants", f"domain={tenant['domain']}")
        for place, ivr in enumerate(tenant["ivrs"]):
            desk = found[f"{here}.ivrs[{place}]"] = _get(node, "ivrs", f"extension_number={ivr['extension_number']}")
            for position, url in enumerate(ivr.get("action_urls", ())):
                found[f"{here}.ivrs[{place}].action_urls[{position}]"] = _get(desk, "action_urls", f"name={url['name']}")
        found[f"{here}.ring_groups[0]"] = _get(node, "ring_groups", "extension_number=6001")
    assignees = _get(form, "providers", "name=carrier")["assignees"]
    found["tenants[0].trunk_assignments[0]"] = next(iter(assignees), None)
    queue = _extension(form, 901)
    agent = _get(_extension(form, 201), "agents", "name=Anna")
    found["queues[0].agents[0]"] = {"agent": agent, "places": queue["queue_agents"]} if agent is not None else None
    found["queues[0].intervals[0]"] = _get(queue, "intervals", "name=Office hours")
    for place, rule in enumerate(DOCUMENT["queues"][0]["incoming_rules"]):
        found[f"queues[0].incoming_rules[{place}]"] = _get(queue, "incoming_rules", f"name={rule['name']}")
    return {path: _own(node) for path, node in found.items()}


CHILDREN = ("ivrs", "ring_groups", "action_urls", "providers")


def _extension(form: Json, number: int) -> Any:
    return _get(form["extension"], "extensions", f"id={number}")


def _get(node: Any, collection: str, called: str) -> Any:
    """The one object that is called so in a collection; None where it does not exist."""
    held = (node or {}).get(collection) or {}
    values = held.values() if isinstance(held, dict) else held
    return next((item for item in values if isinstance(item, dict) and str(item.get("id", "")).endswith(f"/{called}>")), None)


def _own(node: Any) -> Any:
    """An object without what stands in it."""
    return {name: value for name, value in node.items() if name not in CHILDREN} if isinstance(node, dict) else node


# Faults


class Probe:
    """Carries the document out with something in its way, and looks at what has become of it.

    :param report: takes what did not hold.
    """

    def __init__(self, pbx: Simulator, report: Report) -> None:
        self.pbx = pbx
        self.report = report
        seed(pbx)
        result = carried_out(access(pbx), DOCUMENT)
        if result.get("failed"):
            raise RuntimeError(f"the document fails without any fault: {result['msg']}")
        self.requests = [(request["method"], request["path"]) for request in pbx.requests()]
        self._ids = set(_ids(pbx.state()))
        self.expected = normal_form(pbx)
        missing = [path for path, node in _objects(self.expected).items() if node is None]
        if missing:
            raise RuntimeError(f"not found: {missing}")

    def kinds_of_requests(self) -> list[tuple[str, str]]:
        """Methods and paths of the requests, as expressions in which any id stands for each."""
        return sorted({(method, self._without_ids(path)) for method, path in self.requests})

    def _without_ids(self, path: str) -> str:
        parts = ("[^/]+" if part in self._ids else re.escape(part) for part in path.split("/"))
        return f"^{'/'.join(parts)}$"

    def run(self, name: str, fault: Json, *, parallel: int = PARALLEL) -> None:
        """One case: a run with a fault in its way, and two more without.

        :param fault: see the simulator's ``Fault``.
        """
        how = f"parallel {parallel}, {name}"
        seed(self.pbx)
        self.pbx.inject(**fault)
        first = carried_out(access(self.pbx), DOCUMENT, parallel)
        self.pbx.clear_faults()
        self.report.counts["cases"] += 1
        self.check(first, how)
        self.repair(how)

    def check(self, result: Json, how: str) -> None:
        """Check that a result tells what has become of each object."""
        if DEFECT in str(result.get("msg")):
            self.report.breaks("defect", f"{how}: {result['msg'][:200]}")
        form = normal_form(self.pbx)
        if not result.get("failed"):
            self._compare(form, f"{how}: reported success")
            return
        found, wanted = _objects(form), _objects(self.expected)
        told = {one["path"]: "done" for one in result.get("done", ())}
        told |= {one["path"]: one["reason"] for one in result.get("not_done", ())}
        self.report.counts.update(told.values())
        for path, word in told.items():
            if path not in wanted:  # the order of rules
                continue
            there = found[path] == wanted[path]
            if (word == "done" and not there) or (word in ("failed", "skipped") and there):
                self.report.breaks("told wrong", f"{how}: {path} is {word}, but the PBX has {found[path]}"[:400])
        if told:
            return
        made = [path for path, node in found.items() if node is not None]
        if made:
            self.report.breaks("told wrong", f"{how}: nothing is said of {made}: {result['msg'][:200]}")

    def repair(self, how: str) -> None:
        """Check that a further run brings everything about, and one more changes nothing."""
        left = self.pbx.state()["sessions"]  # where the end of one could not be asked for
        again = carried_out(access(self.pbx), DOCUMENT)
        if again.get("failed"):
            self.report.breaks("not repaired", f"{how}: {again['msg'][:300]}")
        elif self._compare(normal_form(self.pbx), f"{how}: after a further run"):
            self.pbx.clear_log()
            last = carried_out(access(self.pbx), DOCUMENT)
            if last.get("failed") or last["changed"] or self.pbx.writes():
                self.report.breaks("not settled", f"{how}: {last.get('msg') or last['summary']}")
        if self.pbx.state()["sessions"] > left:
            self.report.breaks("not settled", f"{how}: {self.pbx.state()['sessions'] - left} sessions of a run without faults are left")

    def _compare(self, form: Json, how: str) -> bool:
        lines = differences(form, self.expected)
        if lines:
            count = objects(form) - objects(self.expected)
            promise = "doubled" if count > 0 else "lost" if count < 0 else "not repaired"
            self.report.breaks(promise, f"{how}: {'; '.join(lines[:3])}")
        return not lines


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "id" in value:
            yield str(value["id"])
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def of_kind(name: str) -> Callable[[list[Case]], list[Case]]:
    """What picks the cases of one of ``FAULTS``."""
    return lambda cases: [case for case in cases if case[0].startswith(name)]


def _faulty(probe: Probe) -> Iterator[Case]:
    """Every case of one fault, by a name for it."""
    for name, fault in FAULTS.items():
        for number in range(len(probe.requests)):
            yield f"{name} at request {number}", {**fault, "after": number}
        for method, path in probe.kinds_of_requests():
            if name in LASTING:
                yield f"{name} at each {method} {path}", {**fault, "method": method, "path": path, "times": None}


def faults(pbx: Simulator, chosen: Callable[[list[Case]], list[Case]] = lambda cases: cases) -> Report:
    """A fault at each request of carrying the document out.

    :param chosen: picks some of all cases.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        for name, fault in chosen(list(_faulty(probe))):
            probe.run(name, fault)
    return report


def some_faults(pbx: Simulator, count: int, number: int) -> Report:
    """So many of the cases of ``faults``, the same ones for the same seed."""
    return faults(pbx, lambda cases: random.Random(number).sample(cases, count))


# Several threads


def alike(pbx: Simulator, rounds: int = 1) -> Report:
    """One thread and 20 lead to the same, with the document as a whole and with a change of it."""
    report = Report("documents")
    with report.timed(), without_pauses():
        forms = []
        for parallel in (1, 20) * rounds:
            seed(pbx)
            found = []
            for document in (DOCUMENT, lesser()):
                result = carried_out(access(pbx), document, parallel)
                told = {name: result.get(name) for name in ("failed", "changed", "plan", "summary", "plan_digest")}
                found.append((told, normal_form(pbx)))
            forms.append(found)
            report.counts["runs"] += 2
            if forms[0] != found:
                report.breaks("not alike", f"parallel {parallel}: {'; '.join(differences(found, forms[0]))}")
    return report


# Ends that nobody has planned


class TimeIsUp(BaseException):
    """What ansible-core raises in the main thread when a task's time is up."""


def timeouts(pbx: Simulator, points: Sequence[float]) -> Report:
    """The time of the task is up after a part of the writes: the result tells what has become of each object.

    :param points: parts of all writes, between 0 and 1.
    """
    report = Report("documents")
    with report.timed():
        probe = Probe(pbx, report)
        writes = len(pbx.writes())
        for point in points:
            seed(pbx)
            pbx.configure(latency=0.01)
            with _struck_after(pbx, max(1, int(point * writes))):
                result = carried_out(access(pbx), DOCUMENT)
            asked = len(pbx.requests())
            time.sleep(0.1)
            if len(pbx.requests()) > asked:
                report.breaks("not settled", f"time is up after {point:.0%} of the writes: requests are made afterwards")
            pbx.configure(latency=0)
            report.counts["timeouts"] += 1
            probe.check(result, f"time is up after {point:.0%} of the writes")
            probe.repair(f"time is up after {point:.0%} of the writes")
    return report


@contextmanager
def _struck_after(pbx: Simulator, writes: int) -> Iterator[None]:
    """Let the time of the main thread be up as soon as so many writes were made."""
    over = threading.Event()

    def strike(*_ignored: object) -> None:
        raise TimeIsUp

    def watch() -> None:
        while len(pbx.writes()) < writes and not over.wait(0.002):
            pass
        if not over.is_set():
            os.kill(os.getpid(), signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, strike)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        signal.signal(signal.SIGALRM, before)


class Process:
    """A process that carries the document out when it is told to."""

    def __init__(self, pbx: Simulator, collections: Path, parallel: int = PARALLEL) -> None:
        tests = str(Path(__file__).resolve().parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(collections), tests])}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reliability.documents"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._access, self._parallel = access(pbx), parallel
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it is ready

    def begin(self) -> None:
        """Begin now."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([self._access, DOCUMENT, self._parallel]) + "\n")
        self._process.stdin.flush()

    def end(self) -> Json:
        """The result."""
        output, _errors = self._process.communicate(timeout=60)
        found: Json = json.loads(output)
        return found

    def end_by(self, number: int) -> None:
        """Send it a signal, and wait for its end."""
        self._process.send_signal(number)
        self._process.communicate(timeout=60)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None


def kills(pbx: Simulator, collections: Path, points: Sequence[float], number: int = signal.SIGKILL) -> Report:
    """The process is killed, or told to end, after a part of its writes.

    :param points: parts of all writes, between 0 and 1.
    :param number: of the signal.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        writes = len(pbx.writes())
        for point in points:
            how = f"signal {number} after {point:.0%} of the writes"
            seed(pbx)
            pbx.configure(latency=0.01)
            process = Process(pbx, collections)
            process.begin()
            while len(pbx.writes()) < point * writes and not process.ended:
                time.sleep(0.001)
            process.end_by(number)
            asked = len(pbx.requests())
            time.sleep(0.1)  # for what was on its way
            pbx.configure(latency=0)
            if number != signal.SIGKILL:
                if len(pbx.requests()) > asked:
                    report.breaks("not settled", f"{how}: requests are made afterwards")
                if pbx.state()["sessions"]:
                    report.breaks("not settled", f"{how}: {pbx.state()['sessions']} sessions are left")
            report.counts["kills"] += 1
            probe.repair(how)
    return report


def at_once(pbx: Simulator, collections: Path, rounds: int) -> Report:
    """Two runs of the document at the same time: what they begin to write they complete, and there is one of each object.

    A run whose plan rests on what the other one has half done may end before it writes anything.
    """
    report = Report("documents")
    with report.timed(), without_pauses():
        probe = Probe(pbx, report)
        for number in range(rounds):
            how = f"two at once, round {number}"
            seed(pbx)
            runs = [Process(pbx, collections) for _run in range(2)]
            for run in runs:
                run.begin()
            results = [run.end() for run in runs]
            for result in results:
                report.counts["runs at once"] += 1
                if "not_done" in result or (result.get("failed") and all(one.get("failed") for one in results)):
                    report.breaks("failed", f"{how}: {result['msg'][:300]}")
            probe.repair(how)
    return report


def main() -> None:
    """Be the process of ``Process``, with what the collection does about signals and a lost parent."""
    print("ready", flush=True)
    arguments = json.loads(sys.stdin.readline())
    before_end(sign_out_everywhere)
    with stopped_by(Lifeline().check):
        result = carried_out(*arguments)
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
