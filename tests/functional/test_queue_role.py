# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The role ``queue``: a queue with its agents, intervals, rules and events, and what becomes of what it does not name."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

    from simulator import Simulator

QUEUE = 901
ROLE = "portsip.pbx.queue : "
BASE = "/api/ver1.0/extension"
HOOK = "https://crm:Sim-Hook-2026@crm.example.net/calls"
NIGHT = [{"start_time": "18:00:00", "end_time": "23:59:59"}, {"start_time": "00:00:00", "end_time": "08:00:00"}]
OWN: Json = {
    "extension_id": QUEUE,
    "strategy": "longest-idle-agent",
    "sound_type": "music",
    "sound": "Hold music",
    "max_wait_time": 600,
    "timeout_transfer_dst": "7010",
}
DEFINITION: Json = {
    **OWN,
    "agents": [
        {"extension_id": 201, "name": "Support 1", "status": "available", "level": 1, "position": 1},
        {"extension_id": 202, "name": "Support 2", "level": 1, "position": 2, "call_timeout": 20},
        {"extension_id": 203, "name": "Stand-by", "level": 2, "type": "remote"},
    ],
    "intervals": [
        {"name": "Night", "timezone": "Europe/Berlin", "conditions": NIGHT},
        {"name": "Christmas", "timezone": "Europe/Berlin", "conditions": [{"month": 12, "start_mday": 24, "end_mday": 26}]},
    ],
    "incoming_rules": [
        {"name": "Withheld numbers", "type": "busy", "caller_id_action": "anonymous"},
        {"name": "Holidays", "type": "playfile", "playfile_sound": "Closed", "interval": "Christmas"},
        {"name": "Closed", "type": "voicemail", "interval": "Night"},
    ],
    "events": [{"event_type": "hangup", "url": HOOK, "method": "POST"}, {"event_type": "answer", "url": HOOK, "method": "GET"}],
}
EXCLUSIVE = ["incoming_rules", "intervals", "events"]


def _play(playbooks: Playbooks, *arguments: str, succeed: bool = True, **variables: Any) -> Run:
    """One run of the role; the variables are its own."""
    tasks = [{"name": "Queue", "ansible.builtin.include_role": {"name": "portsip.pbx.queue"}, "tags": ["always"]}]
    return playbooks.run(tasks, *arguments, succeed=succeed, variables={"queue_definition": DEFINITION, **variables})


_MADE: Json = {}
"""What a PBX holds on which the role has made the queue; once for each process."""


def _made(playbooks: Playbooks, pbx: Simulator) -> None:
    """Let the role have made the queue."""
    if not _MADE:
        _play(playbooks)
        _MADE.update(pbx.saved())
    pbx.put_back(_MADE)


def _with(**parts: Any) -> Json:
    """The definition with some parts in place of its own."""
    return {**deepcopy(DEFINITION), **parts}


def _held(pbx: Simulator, extension: int = QUEUE) -> Json:
    held: Json = pbx.state()["extension"]["extensions"][str(extension)]
    return held


def _names(pbx: Simulator) -> dict[str, list[str]]:
    """What stands around the queue, rules in their order."""
    held = _held(pbx)
    return {
        "incoming_rules": [rule["name"] for rule in held["incoming_rules"]],
        "intervals": sorted(interval["name"] for interval in held["intervals"].values()),
        "events": sorted(event["event_type"] for event in held["events"].values()),
    }


def _places(pbx: Simulator, queue: int = QUEUE) -> dict[str, tuple[int, int]]:
    """Level and position of each agent of a queue's own list."""
    extensions = pbx.state()["extension"]["extensions"].values()
    names = {agent["id"]: agent["name"] for extension in extensions for agent in extension["agents"].values()}
    rows = _held(pbx, queue)["queue_agents"]
    return {names[row["agent_id"]]: (row["level"], row["position"]) for row in rows}


def _outcomes(run: Run) -> list[tuple[str, bool, Any]]:
    """Name, ``changed`` and difference of all that was done, each item of a loop for itself."""
    entries = [entry for entry in run.entries if "task" in entry and entry["status"] == "ok" and "changed" in entry["result"]]
    # A loop that hides its items for a secret's sake has an entry of its own at the end.
    return [(entry["task"], entry["result"]["changed"], entry["result"].get("diff")) for entry in entries]


def _writes(pbx: Simulator) -> list[str]:
    return [f"{write['method']} {write['path']}" for write in pbx.writes()]


def test_a_queue_is_foretold_made_and_then_as_it_should_be(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    before = pbx.state()
    predicted = _play(playbooks, "--check", "--diff")
    assert pbx.writes() == []
    assert pbx.state() == before

    made = _play(playbooks, "--diff")
    assert _outcomes(made) == _outcomes(predicted)
    assert made.recap == predicted.recap
    held = _held(pbx)
    sound = next(row["id"] for row in pbx.state()["extension"]["sounds"].values() if row["title"] == "Hold music")
    wanted = {**OWN, "sound": sound}
    assert {name: held["queue"][name] for name in wanted if name != "extension_id"} == {
        name: value for name, value in wanted.items() if name != "extension_id"
    }
    assert _places(pbx) == {"Support 1": (1, 1), "Support 2": (1, 2)}
    (remote,) = held["remote_queue_agents"]
    assert (remote["level"], remote["position"]) == (2, 1)
    assert _names(pbx) == {
        "incoming_rules": ["Withheld numbers", "Holidays", "Closed"],
        "intervals": ["Christmas", "Night"],
        "events": ["answer", "hangup"],
    }
    intervals = {row["id"]: row["name"] for row in held["intervals"].values()}
    assert [intervals.get(rule["interval"]) for rule in held["incoming_rules"]] == [None, "Christmas", "Night"]

    pbx.clear_log()
    again = _play(playbooks, "--diff")
    assert again.recap["changed"] == 0
    assert pbx.writes() == []
    assert pbx.requests(), "nothing was even read"


@pytest.mark.long
def test_another_order_of_the_rules_is_one_write(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _made(playbooks, pbx)
    pbx.add_incoming_rule(QUEUE, "Nobody named this one")
    first, second, third = DEFINITION["incoming_rules"]
    pbx.clear_log()
    other = _with(incoming_rules=[third, first, second])
    predicted = _play(playbooks, "--check", "--diff", queue_definition=other)
    made = _play(playbooks, "--diff", queue_definition=other)
    assert _outcomes(made) == _outcomes(predicted)
    assert _writes(pbx) == [f"PUT {BASE}/{QUEUE}/incom_rule/order/"]
    assert _names(pbx)["incoming_rules"] == ["Closed", "Withheld numbers", "Holidays", "Nobody named this one"]


@pytest.mark.long
def test_another_place_of_an_agent_is_one_write(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _made(playbooks, pbx)
    agents = deepcopy(DEFINITION["agents"])
    agents[0]["level"] = 3
    (agent,) = _held(pbx, 201)["agents"]
    pbx.clear_log()
    _play(playbooks, queue_definition=_with(agents=agents))
    assert _writes(pbx) == [f"PUT {BASE}/{QUEUE}/queue/agents/local/{agent}"]
    assert _places(pbx) == {"Support 1": (3, 1), "Support 2": (1, 2)}


def test_entries_that_are_to_be_absent_go(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _made(playbooks, pbx)
    gone = deepcopy(DEFINITION)
    for part, index in (("agents", 1), ("intervals", 1), ("incoming_rules", 1), ("events", 1)):
        gone[part][index]["state"] = "absent"
    pbx.clear_log()
    predicted = _play(playbooks, "--check", "--diff", queue_definition=gone)
    assert pbx.writes() == []
    made = _play(playbooks, "--diff", queue_definition=gone)
    assert _outcomes(made) == _outcomes(predicted)
    # The rule that goes is put behind the others first: so check mode, in which it stays, tells the same of the order.
    kinds = ["DELETE agent", "PUT incom_rule", "DELETE incom_rule", "DELETE interval", "DELETE event"]
    assert [re.sub(r" .*?/[0-9]+/(\w+)/.*", r" \1", write) for write in _writes(pbx)] == kinds
    assert _names(pbx) == {"incoming_rules": ["Withheld numbers", "Closed"], "intervals": ["Night"], "events": ["hangup"]}
    assert _places(pbx) == {"Support 1": (1, 1)}
    assert _held(pbx, 202)["agents"] == {}
    pbx.clear_log()
    assert _play(playbooks, queue_definition=gone).recap["changed"] == 0
    assert pbx.writes() == []


def _crowd(pbx: Simulator) -> None:
    """Put around the queue what nobody is going to name; a rule that refers to an interval goes before it."""
    weekend = pbx.add_interval(QUEUE, "Weekend")
    pbx.add_incoming_rule(QUEUE, "At the weekend", interval=weekend)
    pbx.add_incoming_rule(QUEUE, "Kept by hand")
    pbx.add_event(QUEUE, "voicemail", HOOK, "GET")
    pbx.add_event(QUEUE, "dial-in", "https://kept.example.net/", "GET")
    pbx.add_incoming_rule(902, "Of another queue")


@pytest.mark.long
def test_what_nobody_named_goes_only_where_that_is_asked_for(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _made(playbooks, pbx)
    _crowd(pbx)
    everything = _names(pbx)
    assert {kind: len(names) for kind, names in everything.items()} == {"incoming_rules": 5, "intervals": 3, "events": 4}

    wanted: Json = {"queue_exclusive": EXCLUSIVE, "queue_exclusive_protected": ["Kept by hand", "dial-in https://kept.example.net/"]}
    pbx.clear_log()
    predicted = _play(playbooks, "--check", **wanted)
    assert pbx.writes() == []
    assert _names(pbx) == everything
    made = _play(playbooks, **wanted)
    assert _outcomes(made) == _outcomes(predicted)
    assert _names(pbx) == {
        "incoming_rules": ["Withheld numbers", "Holidays", "Closed", "Kept by hand"],
        "intervals": ["Christmas", "Night"],
        "events": ["answer", "dial-in", "hangup"],
    }
    assert [rule["name"] for rule in _held(pbx, 902)["incoming_rules"]] == ["Of another queue"]
    pbx.clear_log()
    assert _play(playbooks, **wanted).recap["changed"] == 0
    assert pbx.writes() == []


@pytest.mark.long
def test_nothing_is_removed_where_too_much_would_be(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _made(playbooks, pbx)
    for number in range(12):
        pbx.add_incoming_rule(QUEUE, f"Left over {number}")
    pbx.add_interval(QUEUE, "Left over too")
    before = pbx.state()
    wanted: Json = {"queue_exclusive": ["intervals", "incoming_rules"]}
    # A check that is skipped along with a kind's tag would be none.
    for arguments in ((), ("--skip-tags", "intervals,events")):
        run = _play(playbooks, *arguments, succeed=False, **wanted)
        said = run.items(f"{ROLE}Check the removal limit")[-1]["msg"]
        assert "12 incoming rules would be removed" in said
        assert "queue_exclusive_limit" in said
        assert said.count("Left over") == 5, "not all of them"
        assert pbx.state() == before

    _play(playbooks, **wanted, queue_exclusive_limit=12)
    assert _names(pbx)["incoming_rules"] == ["Withheld numbers", "Holidays", "Closed"]
    assert _names(pbx)["intervals"] == ["Christmas", "Night"]


@pytest.mark.long  # the molecule scenario default takes down a tenant with its queues
@pytest.mark.parametrize("keeps", [pytest.param(["agents"], id="agents stay"), pytest.param([], id="agents go")])
def test_taking_a_queue_down(keeps: list[str], playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    nothing = _play(playbooks, "--check", queue_state="absent", queue_absent_keeps=keeps)
    assert nothing.recap["changed"] == 0, "there is nothing yet of what is named"
    _made(playbooks, pbx)
    _crowd(pbx)
    (agent,) = _held(pbx, 201)["agents"]
    pbx.add_queue_agent(902, int(agent), 5, 6)
    pbx.clear_log()
    wanted: Json = {"queue_state": "absent", "queue_absent_keeps": keeps}
    predicted = _play(playbooks, "--check", **wanted)
    assert pbx.writes() == []
    made = _play(playbooks, **wanted)
    assert _outcomes(made) == _outcomes(predicted)
    held = _held(pbx)
    assert (held["queue_agents"], held["remote_queue_agents"]) == ([], [])
    left = [len(_held(pbx, extension)["agents"]) for extension in (201, 202, 203)]
    assert left == ([1, 1, 1] if keeps else [0, 0, 0])
    assert _places(pbx, 902) == ({"Support 1": (5, 6)} if keeps else {})
    assert _names(pbx) == {
        "incoming_rules": ["At the weekend", "Kept by hand"],
        "intervals": ["Weekend"],
        "events": ["dial-in", "voicemail"],
    }
    pbx.clear_log()
    assert _play(playbooks, **wanted).recap["changed"] == 0
    assert pbx.writes() == []


def test_tags_choose_parts(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _play(playbooks, "--tags", "intervals,incoming_rules")
    assert _names(pbx) == {
        "incoming_rules": ["Withheld numbers", "Holidays", "Closed"],
        "intervals": ["Christmas", "Night"],
        "events": [],
    }
    assert _places(pbx) == {}
    assert _held(pbx)["queue"]["max_wait_time"] != 600


def test_a_key_that_no_module_knows_is_refused_before_the_first_request(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    unknown = {
        **OWN,
        "colour": "red",
        "agents": [{"extension_id": 201, "name": "Support 1", "queue_level": 2}],
        "intervals": [{"name": "Night", "zone": "UTC"}],
        "incoming_rules": [{"name": "Closed", "type": "playfile", "sound_file": "Closed"}],
        "events": [{"event_type": "hangup", "url": HOOK, "target": "x"}],
        "rules": [],
    }
    run = _play(playbooks, succeed=False, queue_definition=unknown)
    (said,) = (entry["result"]["msg"] for entry in run.entries if entry.get("status") == "failed")
    for key in ("rules", "colour", "agents[0].queue_level", "intervals[0].zone", "incoming_rules[0].sound_file"):
        assert f"queue_definition.{key}: unknown key" in said
    assert said.endswith("\nand 1 more")  # events[0].target
    assert shared_simulator.requests() == []


def test_what_is_exclusive_has_to_be_listed(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    run = _play(playbooks, succeed=False, queue_definition=OWN, queue_exclusive=["events"])
    assert "queue_definition does not say which events to keep" in " ".join(run.output.split())
    assert shared_simulator.requests() == []


@pytest.mark.parametrize(
    ("in_process", "runs"),
    [
        pytest.param("1", [({"queue_exclusive": EXCLUSIVE}, ())], id="made"),
        pytest.param(
            "1",
            [({"queue_exclusive": EXCLUSIVE}, ("--check",)), ({"queue_state": "absent"}, ("--check",)), ({"queue_state": "absent"}, ())],
            id="taken down",
            marks=pytest.mark.long,
        ),
        # As modules they take long, and hide secrets in one way whatever the run is for.
        pytest.param("0", [({"queue_exclusive": EXCLUSIVE}, ())], id="as modules", marks=pytest.mark.long),
    ],
)
def test_secrets_are_not_shown(
    in_process: str, runs: list[tuple[Json, tuple[str, ...]]], playbooks: Playbooks, shared_simulator: Simulator
) -> None:
    pbx = shared_simulator
    connection = {
        "extension_api_url": pbx.extension_api_url,
        "extension_client_id": "sim-client",
        "extension_client_secret": "Sim-Client-Secret-2026",
    }
    secrets = (connection["extension_client_secret"], "Sim-Hook-2026", "Sim-Extra-2026")
    playbooks.environment["PORTSIP_IN_PROCESS"] = in_process
    for name in [name for name in playbooks.environment if name.startswith("PORTSIP_EXTENSION")]:
        del playbooks.environment[name]
    shown = []
    for wanted, mode in runs:
        run = _play(playbooks, "-vvv", "--diff", *mode, queue_connection=connection, **wanted)
        shown += [secret for secret in secrets if secret in run.output]
    refused = _with(extra={"later_token": "Sim-Extra-2026"})
    run = _play(playbooks, "-vvv", "--diff", succeed=False, queue_connection=connection, queue_definition=refused)
    assert "later_token" in run.output
    assert shown + [secret for secret in secrets if secret in run.output] == []
