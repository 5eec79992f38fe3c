# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What of two outcomes cannot be equal, and is taken out or made equal before they are compared: all of it, with reasons."""

from __future__ import annotations

import re
import time
from typing import Any

from parity.harness import Case, Json, Way

DROPPED = {
    # Words of ansible-core about itself, from 2.19 on, made of the place in the playbook and of "module" or "action".
    "exception",
    # Where the time of a task ran out.
    "timedout",
    # Names of an asynchronous job, which always runs as a module, and of its file.
    "ansible_job_id",
    "results_file",
    "jid",
    # How long a session lasts from now on, a second more or less.
    "expires_in",
    # Where a delegated task ran: the two hosts have names of their own.
    "_ansible_delegated_vars",
}
TIME = re.compile(r"20[23]\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
"""A moment; the simulators note when something was created.  Moments that tasks set lie in 2030."""
SET_BY_TASKS = "2030-"
TIME_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d")
"""A moment as the extension API writes it; those of today are noted by the simulators: when a fax was sent."""
CLOCK = re.compile(r"\d\d:\d\d:\d\d UTC")
"""When a limit of requests ends: a second later the second way."""
UNORDERED = re.compile(r"(Valid booleans include: ).*")
"""ansible-core lists a set, in another order in each process."""
UPLOAD = re.compile(r"(/blobs/uploads/)[0-9a-f-]{36}\b")
"""An upload, which a simulator gives an id that it has drawn."""
REQUEST_FIELDS = ("method", "path", "query", "body", "status", "dropped", "session", "tenant", "api")
"""What of a request is compared: all but the time it came in."""


DRAWN = re.compile(r"[\w-]{32,}")
"""A token that a simulator has drawn; under a name that says so."""


def equal_form(value: Any, names: dict[str, str]) -> Any:
    """A value with what belongs to one way only replaced by what it is.

    :param names: texts that belong to the way (addresses of its simulator, tokens of its sessions), and what they are.
    """
    if isinstance(value, dict):
        kept = {name: equal_form(item, names) for name, item in value.items() if name not in DROPPED}
        return {name: "(a token)" if "token" in name and DRAWN.fullmatch(str(item)) else item for name, item in kept.items()}
    if isinstance(value, list):
        return [equal_form(item, names) for item in value]
    if isinstance(value, str):
        for text, meaning in names.items():
            value = value.replace(text, meaning)
        value = CLOCK.sub("(a time)", UNORDERED.sub(r"\1(a set)", UPLOAD.sub(r"\1(an upload)", value)))
        value = TIME_OF_DAY.sub(lambda found: "(a moment)" if found[1] == time.strftime("%Y-%m-%d") else found[0], value)
        return TIME.sub(lambda found: found[0] if found[0].startswith(SET_BY_TASKS) else "(a moment)", value)
    return value


def names_of(way: str, outcome: Way) -> dict[str, str]:
    """What belongs to one way only in its results: the host's name, the simulator's port, the tokens of its sessions."""
    tokens = {
        entry["result"]["token"]: "(a token)"
        for entries in outcome.entries.values()
        for entry in entries
        if isinstance(entry["result"].get("token"), str)
    }
    ports = {port: "127.0.0.1:(port)" for port in re.findall(r"127\.0\.0\.1:\d{4,}", str(outcome.entries))}
    return {**tokens, **ports, f"local_{way}": "(host)", way: "(host)"}


def entries_of(outcome: Way, names: dict[str, str], *, waiting: bool = False) -> dict[int, list[Json]]:
    """What callbacks were told of each task, in their order.

    :param waiting: leaves out how often it was asked whether something is ready, which depends on the time that takes.
    """
    kept = {
        index: [entry for entry in entries if not (waiting and entry["status"] == "retry")] for index, entries in outcome.entries.items()
    }
    found: dict[int, list[Json]] = {index: equal_form(entries, names) for index, entries in sorted(kept.items())}
    if waiting:
        for entries in found.values():
            for entry in entries:
                entry["result"].pop("attempts", None)
    return found


def requests_of(case: Case, outcome: Way, names: dict[str, str]) -> list[Json]:
    """The requests that have to be equal."""
    if case.compare == "state":
        return []
    # One way keeps its sessions while a loop runs: then their numbers differ.
    fields = [name for name in REQUEST_FIELDS if case.compare == "requests" or name != "session"]
    chosen = (request for request in outcome.requests if case.compare == "requests" or request["is_write"])
    return polled_once([equal_form({name: request[name] for name in fields}, names) for request in chosen], case.polls)


def polled_once(requests: list[Json], polls: str | None) -> list[Json]:
    """Requests without the repetitions of polling: of neighbours that are equal and read a path that is polled, the first.

    :param polls: an expression for these paths; None where nothing is polled.
    """
    found: list[Json] = []
    for request in requests:
        polled = polls is not None and request["method"] == "GET" and re.search(polls, request["path"])
        if not (polled and found and request == found[-1]):
            found.append(request)
    return found
