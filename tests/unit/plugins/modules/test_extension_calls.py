# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Calls that are made and controlled through the extension API, looked at in the state and the log of the simulator."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.extension import BASE, LOGIN, LOST, PHONE, at
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator


@pytest.fixture
def call(shared_simulator: Simulator) -> str:
    """A call that a phone has."""
    return str(shared_simulator.add_call(PHONE, "5f1c-07"))


def call_task(pbx: Simulator, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_call", {"extension_id": PHONE, **options})


def test_a_callback(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    task = call_task(pbx, action="callback", src_num=["201", "+4930111"], dst_num="202", wait_for_pickup=20, caller_id_name="Shop")
    tried = task.run(check=True)
    assert tried.calls == []
    assert (tried.changed, tried.result["done"]) == (True, False)
    assert (
        tried.result["summary"] == "Nothing was sent. The API would be asked to call 201, +4930111, and connect the answered call to 202."
    )
    assert tried.result["call"] == {"extension_id": PHONE, "action": "callback", "call_api_id": None, "call_id": None, "answer": None}

    done = task.run()
    assert done.calls == [LOGIN, f"POST {BASE}/201/callback/"]
    assert done.bodies == [{"src_num": ["201", "+4930111"], "dst_num": "202", "wait_for_pickup": 20, "caller_id_name": "Shop"}]
    (action,) = at(pbx, PHONE)["actions"]
    assert (done.changed, done.result["done"]) == (True, True)
    assert done.result["call"]["call_api_id"] == action["call_api_id"] == "callback-20001"
    assert done.result["call"]["call_id"] == action["call_id"]
    assert "diff" not in done.result

    task.run()
    assert len(at(pbx, PHONE)["actions"]) == 2


MOVES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"action": "transfer", "send_dst": "777"}, "current_calls", {"action": "transfer", "send_dst": "777"}),
    (
        {"action": "attended_transfer", "send_dst": "777", "caller_id_name": "Shop", "caller_id_number": "30"},
        "current_calls",
        {"action": "attended_transfer", "send_dst": "777", "caller_id_name": "Shop", "caller_id_number": "30"},
    ),
    *(
        ({"action": action}, "current_calls", {"action": action})
        for action in ("park", "pickup", "hold", "offhold", "eavesdrop", "whisper", "conference")
    ),
    ({"action": "eavesdrop", "send_dst": "202"}, "current_calls", {"action": "eavesdrop", "send_dst": "202"}),
    ({"action": "valet_park", "slot": 7}, "valet_park", {"action": "park", "slot": 7}),
    (
        {"action": "speech_to_text_start", "direction": "in", "url": "https://crm.example.net/text"},
        "speech_to_text",
        {"action": "start", "direction": "in", "url": "https://crm.example.net/text"},
    ),
    ({"action": "speech_to_text_stop", "direction": "out"}, "speech_to_text", {"action": "stop", "direction": "out"}),
]


@pytest.mark.parametrize(("options", "path", "body"), MOVES)
def test_what_becomes_of_a_call(options: dict[str, Any], path: str, body: dict[str, Any], call: str, shared_simulator: Simulator) -> None:
    task = call_task(shared_simulator, call_api_id=call, **options)
    tried = task.run(check=True)
    assert (tried.changed, tried.calls, tried.result["done"]) == (True, [], False)
    assert call in tried.result["summary"]
    done = task.run()
    assert done.calls == [LOGIN, f"PUT {BASE}/201/{path}/{call}"]
    assert done.bodies == [body]
    assert (done.changed, done.result["done"], done.result["call"]["call_api_id"]) == (True, True, call)
    (action,) = at(shared_simulator, PHONE)["actions"]
    assert action["call_api_id"] == call
    assert body.items() <= action.items()


def test_slots(call: str, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    task = call_task(pbx, call_api_id=call)
    assert task.run(action="valet_park").result["call"]["answer"] == {"slot": 1}
    assert pbx.state()["extension"]["slots"] == {"1": call}
    asked = task.run(action="valet_slots")
    assert (asked.changed, asked.result["done"], asked.result["call"]["answer"]) == (False, True, {"slots": [1]})
    assert task.run(action="valet_slots", check=True).changed is False
    assert task.run(action="valet_bridge", slot=1).changed
    assert pbx.state()["extension"]["slots"] == {}
    refused = task.run(action="valet_bridge", slot=1)
    assert isinstance(refused.error, errors.Refused)
    assert "slot: 1 is empty" in str(refused.error)


def test_hanging_up(call: str, shared_simulator: Simulator) -> None:
    task = call_task(shared_simulator, action="hangup", call_api_id=call)
    tried = task.run(check=True)
    assert (tried.changed, tried.result["done"], tried.calls) == (True, False, [LOGIN, f"GET {BASE}/201/current_calls/{call}"])
    done = task.run()
    assert (done.changed, done.calls) == (True, [LOGIN, f"DELETE {BASE}/201/current_calls/{call}"])
    assert at(shared_simulator, PHONE)["calls"] == {}
    again = task.run()
    assert (again.changed, again.result["done"]) == (False, False)
    assert again.result["summary"] == f"There is no call {call} any more, so nothing was to be ended."
    tried = task.run(check=True)
    assert (tried.changed, tried.result) == (False, again.result)


@pytest.mark.parametrize("lost", LOST)
def test_a_callback_is_not_made_twice(lost: str, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.inject("POST", "/callback/", times=None, **LOST[lost])
    outcome = call_task(pbx, action="callback", src_num=["201"], dst_num="202", retries=5).run()
    assert isinstance(outcome.error, (errors.ConnectionFailed, errors.UnexpectedAnswer))
    assert "may have taken place nevertheless, so the request was not repeated" in str(outcome.error)
    assert "portsip_extension_info" in str(outcome.error)
    assert outcome.error.as_result()["path"].endswith("/extension/201/callback/")
    assert outcome.calls == [LOGIN, f"POST {BASE}/201/callback/"]
    assert len(at(pbx, PHONE)["actions"]) <= 1


@pytest.mark.parametrize("lost", LOST)
def test_a_call_is_not_transferred_twice(lost: str, call: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("PUT", "/current_calls/", times=None, **LOST[lost])
    outcome = call_task(shared_simulator, action="transfer", send_dst="777", call_api_id=call, retries=5).run()
    assert "so the request was not repeated" in str(outcome.error)
    assert outcome.calls == [LOGIN, f"PUT {BASE}/201/current_calls/{call}"]


def test_a_callback_that_never_arrived_is_tried_again(shared_simulator: Simulator) -> None:
    shared_simulator.inject("POST", "/callback/", status=429, headers={"Retry-After": "1"})
    done = call_task(shared_simulator, action="callback", src_num=["201"], dst_num="202").run()
    assert done.changed
    assert done.calls == [LOGIN, *[f"POST {BASE}/201/callback/"] * 2]
    assert len(at(shared_simulator, PHONE)["actions"]) == 1


def test_a_call_that_is_gone_was_ended_whatever_became_of_the_answer(call: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("DELETE", "/current_calls/", drop="after")
    done = call_task(shared_simulator, action="hangup", call_api_id=call).run()
    assert done.changed
    assert done.calls == [LOGIN, f"DELETE {BASE}/201/current_calls/{call}", f"GET {BASE}/201/current_calls/{call}"]


def test_a_call_that_is_still_there_may_end_yet(call: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("DELETE", "/current_calls/", drop="before")
    outcome = call_task(shared_simulator, action="hangup", call_api_id=call).run()
    assert "The call may have been ended" in str(outcome.error)


def test_a_call_that_is_not_there(shared_simulator: Simulator) -> None:
    outcome = call_task(shared_simulator, action="hold", call_api_id="nobody").run()
    assert isinstance(outcome.error, errors.NotFound)
    assert f"/extension/{PHONE}/current_calls/nobody: not_found." in str(outcome.error)
    assert "or it has nothing with the other ids in this path" in str(outcome.error), "what a 404 may mean"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"action": "callback", "dst_num": "202"}, "src_num: is required with action=callback"),
    ({"action": "callback", "src_num": [], "dst_num": "202"}, "src_num: "),
    ({"action": "callback", "src_num": ["201"], "dst_num": ""}, "dst_num: '' is not allowed"),
    ({"action": "transfer", "call_api_id": "x"}, "send_dst: is required with action=transfer"),
    ({"action": "transfer", "send_dst": "777"}, "call_api_id: is required with action=transfer"),
    ({"action": "hangup"}, "call_api_id: is required with action=hangup"),
    ({"action": "hangup", "call_api_id": ""}, "call_api_id: '' is not allowed, it must not be empty"),
    ({"action": "hangup", "call_api_id": ".."}, "call_api_id: '..' is not allowed, it must be an id"),
    ({"action": "hangup", "call_api_id": "x", "send_dst": "1"}, "send_dst: cannot be used with action=hangup, only with transfer, "),
    ({"action": "valet_bridge", "call_api_id": "x"}, "slot: is required with action=valet_bridge"),
    ({"action": "speech_to_text_start", "call_api_id": "x", "direction": "in"}, "url: is required with action=speech_to_text_start"),
    ({"action": "speech_to_text_start", "call_api_id": "x", "direction": "in", "url": "ftp://x"}, "url: 'ftp://x' is not allowed"),
    ({"action": "speech_to_text_stop", "call_api_id": "x"}, "direction: is required with action=speech_to_text_stop"),
    ({"action": "callback", "src_num": ["201"], "dst_num": "202", "wait_for_pickup": -1}, "wait_for_pickup: -1 is not allowed"),
    ({"action": "hold", "call_api_id": "x", "extension_id": 0}, "extension_id: 0 is not allowed"),
    ({"action": "hold", "call_api_id": "x", "rate_limit_wait": -1}, "rate_limit_wait: -1 is not allowed"),
    ({"action": "hold", "call_api_id": "x", "extension_client_secret": ""}, "extension_client_id and extension_client_secret"),
]


@pytest.mark.parametrize(("options", "says"), WRONG)
def test_wrong_options_make_no_request(options: dict[str, Any], says: str, shared_simulator: Simulator) -> None:
    error = call_task(shared_simulator).fails(requests=[], **options)
    assert isinstance(error, errors.InvalidInput)
    assert str(error).startswith(says)


def test_ids_cannot_lead_elsewhere(shared_simulator: Simulator) -> None:
    outcome = call_task(shared_simulator, action="hold", call_api_id="../../202/current_calls/x").run()
    assert isinstance(outcome.error, errors.InvalidInput)
    assert outcome.calls == []
    assert at(shared_simulator, 202)["actions"] == []


def test_no_secret_is_shown(call: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("PUT", "/current_calls/", status=500, body="Authorization: Bearer abc")
    assert "Sim-Client-Secret" not in shown(call_task(shared_simulator, action="hold", call_api_id=call).run())
    answer = '{"call_api_id": "5f1c-07", "sip_password": "pw-4711", "recording": "https://crm.example.net/r1?token=tok-4712"}'
    shared_simulator.inject("PUT", "/current_calls/", status=200, body=answer)
    done = call_task(shared_simulator, action="hold", call_api_id=call).run()
    assert done.result["call"]["answer"] == {"call_api_id": "5f1c-07", "recording": "https://crm.example.net/r1?token=********"}
    assert "pw-4711" not in shown(done) and "tok-4712" not in shown(done)
