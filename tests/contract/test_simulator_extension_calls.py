# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is done to calls, conferences and chats, and how queues are at work."""

from __future__ import annotations

from typing import Any

import pytest
from contract.clients import ExtensionClient, reasons

from simulator import Simulator

CALLS = "/extension/201/current_calls/"


@pytest.fixture(autouse=True)
def _plain(pbx: Simulator) -> None:
    pbx.configure(later_release_fields=False)


def _state(pbx: Simulator, extension_id: int) -> dict[str, Any]:
    found: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension_id)]
    return found


def test_calls_are_shown(pbx: Simulator, extension: ExtensionClient) -> None:
    call = pbx.add_call(201, caller_id_number="+4930111")
    listed = extension.get(CALLS).json()["call_list"]
    assert [entry["caller_id_number"] for entry in listed] == ["+4930111"]
    one = extension.get(f"{CALLS}{call}").json()
    assert set(listed[0]) - set(one) == {"called_extension", "caller_extension"} and not {"state", "speech_to_text"} & set(listed[0])
    assert extension.get("/extension/202/current_calls/").json() == {"call_list": []}
    assert extension.get("/extension/901/current_calls/").status_code == 404, "only phones have calls"
    assert extension.get(f"{CALLS}other").status_code == 404


@pytest.mark.parametrize(
    ("action", "more", "state", "called"),
    [
        ("hold", {}, "held", "201"),
        ("offhold", {}, "active", "201"),
        ("park", {}, "parked", "201"),
        ("pickup", {}, "active", "201"),
        ("eavesdrop", {"send_dst": "202"}, "active", "201"),
        ("transfer", {"send_dst": "202"}, "active", "202"),
        ("attended_transfer", {"send_dst": "202", "caller_id_name": "Desk"}, "active", "202"),
    ],
)  # fmt: skip
def test_changing_a_call(pbx: Simulator, extension: ExtensionClient, action: str, more: dict[str, str], state: str, called: str) -> None:
    call = pbx.add_call(201)
    answer = extension.request("PUT", f"{CALLS}{call}", {"action": action, **more})
    assert (answer.status_code, answer.content) == (200, b"")
    stored = _state(pbx, 201)
    assert (stored["calls"][call]["state"], stored["calls"][call]["called_number"]) == (state, called)
    operation = "PUT /extension/{extension_id}/current_calls/{call_api_id}"
    assert stored["actions"] == [{"operation": operation, "call_api_id": call, "action": action, **more}]


def test_refused_changes_of_a_call(pbx: Simulator, extension: ExtensionClient) -> None:
    call = pbx.add_call(201)
    for body in ({}, {"action": "sing"}, {"action": "transfer"}, {"action": "hold", "slot": 1}):
        assert extension.request("PUT", f"{CALLS}{call}", body).status_code == 400, body
    assert extension.request("PUT", f"{CALLS}other", {"action": "hold"}).status_code == 404
    assert _state(pbx, 201)["actions"] == []


def test_ending_a_call(pbx: Simulator, extension: ExtensionClient) -> None:
    call = pbx.add_call(201)
    assert extension.request("PUT", f"/extension/201/valet_park/{call}", {"action": "park"}).status_code == 200
    assert extension.request("DELETE", f"{CALLS}{call}").status_code == 204
    assert (_state(pbx, 201)["calls"], pbx.state()["extension"]["slots"]) == ({}, {})
    assert extension.request("DELETE", f"{CALLS}{call}").status_code == 404


def test_callbacks_are_counted(pbx: Simulator, extension: ExtensionClient) -> None:
    body = {"src_num": ["201", "202"], "dst_num": "+4930111", "call_duration": 60}
    answers = [extension.post("/extension/201/callback/", each) for each in (body, body)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({answer.json()["call_api_id"] for answer in answers}) == 2 and set(answers[0].json()) == {"call_api_id", "call_id"}
    noted = _state(pbx, 201)["actions"]
    assert [{name: entry[name] for name in body} for entry in noted] == [body, body]
    for bad in ({"src_num": ["201"]}, {"src_num": [], "dst_num": "1"}, {"src_num": "201", "dst_num": "1"}):
        assert extension.post("/extension/201/callback/", bad).status_code == 400, bad


def test_parking_in_slots(pbx: Simulator, extension: ExtensionClient) -> None:
    first, second = pbx.add_call(201), pbx.add_call(202)
    one, two = f"/extension/201/valet_park/{first}", f"/extension/202/valet_park/{second}"
    assert extension.request("PUT", one, {"action": "park"}).json() == {"slot": 1}
    assert "taken" in reasons(extension.request("PUT", two, {"action": "park", "slot": 1}))
    assert extension.request("PUT", two, {"action": "park", "slot": 7}).json() == {"slot": 7}
    assert extension.request("PUT", two, {"action": "slots"}).json() == {"slots": [1, 7]}
    assert pbx.state()["extension"]["slots"] == {"1": first, "7": second}
    assert extension.request("PUT", two, {"action": "bridge", "slot": 1}).status_code == 200
    for body in ({"action": "bridge", "slot": 1}, {"action": "bridge"}, {"action": "stack"}, {"action": "park", "slot": "2"}, {}):
        assert extension.request("PUT", two, body).status_code == 400, body
    assert pbx.state()["extension"]["slots"] == {"7": second}
    assert [entry["action"] for entry in _state(pbx, 202)["actions"]] == ["park", "slots", "bridge"]


def test_speech_to_text(pbx: Simulator, extension: ExtensionClient) -> None:
    call = pbx.add_call(201)
    path = f"/extension/201/speech_to_text/{call}"
    assert extension.request("PUT", path, {"action": "start", "direction": "in", "url": "https://crm.example.com"}).status_code == 200
    assert extension.request("PUT", path, {"action": "start", "direction": "out"}).status_code == 200
    assert _state(pbx, 201)["calls"][call]["speech_to_text"] == {"in": "https://crm.example.com", "out": None}
    assert extension.request("PUT", path, {"action": "stop", "direction": "in"}).status_code == 200
    assert _state(pbx, 201)["calls"][call]["speech_to_text"] == {"out": None}
    assert extension.request("PUT", path, {"action": "stop"}).status_code == 400
    assert extension.request("PUT", "/extension/201/speech_to_text/other", {"action": "stop", "direction": "in"}).status_code == 404


def test_conference(pbx: Simulator, extension: ExtensionClient) -> None:
    for member in (1, 2):
        pbx.add_conference_member(701, member)
    pbx.set_extension(701, max_members=8)
    pbx.set_conference_status(701, run_time=90)
    path = "/extension/701/conference/status/"

    def asked(action: str) -> Any:
        answer = extension.get(path, action=action)
        assert answer.status_code == 200 and set(answer.json()) == {action}
        return answer.json()[action]

    assert (asked("count"), asked("max_members"), asked("run_time"), asked("is_locked")) == (2, 8, 90, False)
    assert extension.request("PUT", path, {"lock": True, "member_id": 2, "mute": True, "play_file": 3001}).status_code == 200
    assert asked("is_locked") is True
    assert [(member["member_id"], member["mute"], member["deaf"]) for member in asked("show_members")] == [
        (1, False, False),
        (2, True, False),
    ]
    assert _state(pbx, 701)["conference_status"]["playing"] == 3001
    assert extension.request("PUT", path, {"deaf": True, "stop_play": True}).status_code == 200
    assert [member["deaf"] for member in asked("show_members")] == [True, True]
    assert _state(pbx, 701)["conference_status"]["playing"] is None
    for body in ({"member_id": 9}, {"play_file": 1}, {"lock": "yes"}, {"kick": 1}):
        assert extension.request("PUT", path, body).status_code == 400, body
    for query in ({}, {"action": "members"}):
        assert extension.get(path, **query).status_code == 400, query


def test_chat(pbx: Simulator, extension: ExtensionClient) -> None:
    chat = pbx.add_chat(201, "chat-1", texts=["Hello", "Are you there?"])
    path = f"/extension/201/chat/{chat}/messages/"
    answer = extension.request("PUT", path, {"read": True})
    assert (answer.status_code, answer.json()) == (200, {"id": "chat-1", "read": True})
    assert [message["read"] for message in _state(pbx, 201)["chats"][chat]["messages"]] == [True, True]
    assert extension.request("DELETE", path).status_code == 204
    assert _state(pbx, 201)["chats"][chat]["messages"] == []
    assert extension.request("DELETE", "/extension/202/chat/chat-1/messages/").status_code == 404


def test_queue_at_work(pbx: Simulator, extension: ExtensionClient) -> None:
    agent = pbx.add_agent(201, "Anna", status="logged_out")
    pbx.add_queue_agent(901, agent)
    pbx.add_queue_agent(901, 4711, remote=True)
    for number, state in (("1", "waiting"), ("2", "waiting"), ("3", "answered")):
        pbx.add_queue_member(901, number, state)
    path = "/extension/901/queue/status/"
    assert extension.get(path).json() == {"answered_members": 1, "waiting_members": 2, "trying_members": 0}
    agents = extension.get(f"{path}agents/").json()
    assert [(row["name"], row["extension_name"], row["status"]) for row in agents] == [("Anna", "201", "logged_out")]
    assert [(row["number"], row["state"]) for row in extension.get(f"{path}members/").json()] == [
        ("1", "waiting"),
        ("2", "waiting"),
        ("3", "answered"),
    ]
    assert extension.get("/extension/201/queue/status/").status_code == 404
