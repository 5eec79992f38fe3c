# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Calls and what is done to them: callbacks, transfers, parking, recognition, conferences, chats (extension API)."""

from __future__ import annotations

from typing import Any, Literal

from ..call import Answer
from ..extension_call import EMPTY, GONE, OWN, Operation, Query, Visit, bad, missing
from ..extension_state import Row
from ..models.extension_actions import Callback, CallChange, ChatMessages, ConferenceControl, SpeechToText, ValetPark

# What a call has beside the fields that are answered.
INTERNAL = ("state", "speech_to_text")
# Of a single call these are not answered either.
_LISTED_ONLY = ("called_extension", "caller_extension")
_STATES = {"hold": "held", "offhold": "active", "park": "parked", "pickup": "active"}
_CALL = "/current_calls/{call_api_id}"


class ConferenceQuery(Query):
    """The parameters of ``GET .../conference/status/``."""

    action: Literal["show_members", "is_locked", "max_members", "count", "run_time"]


def _call(visit: Visit) -> Row:
    call = visit.extension.tables["calls"].get(visit.path["call_api_id"])
    if call is None:
        raise missing()
    return call


def _calls(visit: Visit) -> Row:
    calls = [visit.shown(row, INTERNAL) for row in visit.extension.tables["calls"].values()]
    return {"call_list": calls}


def _one_call(visit: Visit) -> Row:
    return visit.shown(_call(visit), INTERNAL + _LISTED_ONLY)


def _change_call(visit: Visit) -> Answer:
    call, given = _call(visit), visit.given()
    action = given["action"]
    if action in ("transfer", "attended_transfer"):
        if given.get("send_dst") is None:
            raise bad("send_dst", f"is required for {action}")
        call["called_number"] = given["send_dst"]
    call["state"] = _STATES.get(action, call["state"])
    visit.done(**given)
    return EMPTY


def _end_call(visit: Visit) -> Answer:
    call = _call(visit)
    del visit.extension.tables["calls"][call["call_api_id"]]
    for slot in [slot for slot, parked in visit.state.slots.items() if parked == call["call_api_id"]]:
        del visit.state.slots[slot]
    visit.done()
    return GONE


def _call_back(visit: Visit) -> Answer:
    given = visit.given()
    number = visit.state.next_id("callbacks")
    answer = {"call_api_id": f"callback-{number}", "call_id": f"{number}@sim.example.net"}
    visit.done(**given, **answer)
    return Answer(201, visit.shown(answer))


def _recognise(visit: Visit) -> Answer:
    call, given = _call(visit), visit.given()
    if given["action"] == "start":
        call["speech_to_text"][given["direction"]] = given.get("url")
    else:
        call["speech_to_text"].pop(given["direction"], None)
    visit.done(**given)
    return EMPTY


def _valet(visit: Visit) -> Answer:
    call, given, slots = _call(visit), visit.given(), visit.state.slots
    action, slot = given["action"], given.get("slot")
    answer: Row | None = None
    if action == "slots":
        answer = {"slots": sorted(slots)}
    elif action == "park":
        slot = next(free for free in range(1, len(slots) + 2) if free not in slots) if slot is None else slot
        if slot in slots:
            raise bad("slot", f"{slot} is taken")
        slots[slot], call["state"] = call["call_api_id"], "parked"
        answer = {"slot": slot}
    else:
        if slot not in slots:
            raise bad("slot", f"{slot} is empty")
        del slots[slot]
        call["state"] = "active"
    visit.done(**given)
    return EMPTY if answer is None else Answer(200, answer)


def _conference(visit: Visit) -> Row:
    extension, action = visit.extension, visit.query().action
    members = list(extension.tables["conference_members"].values())
    settings = extension.settings or {}
    values: Row = {
        "show_members": members,
        "count": len(members),
        "max_members": settings["max_members"],
        "is_locked": extension.conference_status["is_locked"],
        "run_time": extension.conference_status["run_time"],
    }
    return {action: values[action]}


def _control(visit: Visit) -> Answer:
    given, status, members = visit.given(), visit.extension.conference_status, visit.extension.tables["conference_members"]
    member = given.get("member_id")
    if member is not None and member not in members:
        raise bad("member_id", f"{member} is not in the conference")
    if given.get("play_file") is not None and given["play_file"] not in visit.state.sounds:
        raise bad("play_file", f"sound {given['play_file']} does not exist")
    for key, row in members.items():
        if member in (None, key):
            row.update({name: given[name] for name in ("mute", "deaf") if given.get(name) is not None})
    status.update(_changes(given))
    visit.done(**given)
    return EMPTY


def _changes(given: Row) -> dict[str, Any]:
    changes: Row = {} if given.get("lock") is None else {"is_locked": given["lock"]}
    if given.get("enter_sound") is not None:
        changes["enter_sound"] = given["enter_sound"]
    if given.get("stop_play"):
        changes["playing"] = None
    if given.get("play_file") is not None:
        changes["playing"] = given["play_file"]
    return changes


def _chat(visit: Visit) -> Row:
    chat = visit.extension.tables["chats"].get(visit.path["chat_id"])
    if chat is None:
        raise missing()
    return chat


def _mark(visit: Visit) -> Row:
    chat, read = _chat(visit), visit.given().get("read")
    if read is not None:
        for message in chat["messages"]:
            message["read"] = read
    return visit.shown({"id": chat["id"], "read": read})


def _empty(visit: Visit) -> Answer:
    _chat(visit)["messages"] = []
    return GONE


def operations() -> list[Operation]:
    """Return the operations on calls, conferences and chats."""
    return [
        Operation("POST", f"{OWN}/callback/", _call_back, body=Callback),
        Operation("GET", f"{OWN}/current_calls/", _calls, only="phone"),
        Operation("GET", OWN + _CALL, _one_call, only="phone"),
        Operation("PUT", OWN + _CALL, _change_call, body=CallChange, only="phone"),
        Operation("DELETE", OWN + _CALL, _end_call, only="phone"),
        Operation("PUT", f"{OWN}/speech_to_text/{{call_api_id}}", _recognise, body=SpeechToText),
        Operation("PUT", f"{OWN}/valet_park/{{call_api_id}}", _valet, body=ValetPark),
        Operation("GET", f"{OWN}/conference/status/", _conference, query=ConferenceQuery, only="conference"),
        Operation("PUT", f"{OWN}/conference/status/", _control, body=ConferenceControl, only="conference"),
        Operation("PUT", f"{OWN}/chat/{{chat_id}}/messages/", _mark, body=ChatMessages),
        Operation("DELETE", f"{OWN}/chat/{{chat_id}}/messages/", _empty),
    ]
