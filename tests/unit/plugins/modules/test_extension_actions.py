# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Conferences, faxes, chats and registrations of the extension API, looked at in the state and the log of the simulator."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.extension import BASE, CONFERENCE, FAX, LOGIN, LOST, PHONE, at
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

# Conferences


def conference(pbx: Simulator, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_conference_control", {"extension_id": CONFERENCE, **options})


STATUS = f"{BASE}/701/conference/status/"


def test_a_conference_is_locked_once(shared_simulator: Simulator) -> None:
    task = conference(shared_simulator, lock=True)
    tried = task.run(check=True)
    assert (tried.changed, tried.calls) == (True, [LOGIN, f"GET {STATUS}"])
    done = task.run()
    assert (done.changed, done.calls, done.bodies) == (True, [LOGIN, f"GET {STATUS}", f"PUT {STATUS}"], [{"lock": True}])
    assert at(shared_simulator, CONFERENCE)["conference_status"]["is_locked"] is True
    for check in (True, False):
        again = task.run(check=check)
        assert (again.changed, again.calls, again.result["done"]) == (False, [LOGIN, f"GET {STATUS}"], False)
    assert again.result["conference"]["asked"] == {}
    assert task.run(lock=False).changed


def test_the_other_orders_are_given_each_time(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_conference_member(CONFERENCE, 3)
    task = conference(pbx, member_id=3, mute=True, deaf=False, enter_sound=True, play_file=3001)
    assert (task.run(check=True).changed, pbx.requests()) == (True, [])
    for _time in range(2):
        done = task.run()
        assert done.calls == [LOGIN, f"PUT {STATUS}"]
        assert done.bodies == [{"member_id": 3, "mute": True, "deaf": False, "enter_sound": True, "play_file": 3001}]
        assert (done.changed, done.result["done"]) == (True, True)
    assert at(pbx, CONFERENCE)["conference_members"]["3"]["mute"] is True
    assert at(pbx, CONFERENCE)["conference_status"]["playing"] == 3001
    conference(pbx, stop_play=True).run()
    assert at(pbx, CONFERENCE)["conference_status"]["playing"] is None


def test_a_lock_that_holds_goes_without_saying(shared_simulator: Simulator) -> None:
    shared_simulator.set_conference_status(CONFERENCE, is_locked=True)
    done = conference(shared_simulator, lock=True, stop_play=True).run()
    assert done.bodies == [{"stop_play": True}]
    assert done.result["conference"]["asked"] == {"stop_play": True}


@pytest.mark.parametrize(
    ("body", "locked"),
    [
        ("true", True),
        ("false", False),
        ('{"is_locked": true}', True),
        ('{"result": "false"}', False),
        ('"locked"', True),
        ('{"state": "open", "since": 4}', None),
        ("null", None),
        ("[]", None),
    ],
)
def test_whatever_way_the_api_says_that_it_is_locked(body: str, locked: bool | None, shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/conference/status/", status=200, body=body)
    assert conference(shared_simulator, lock=True).run(check=True).changed is (locked is not True)


@pytest.mark.parametrize("lost", LOST)
def test_nothing_is_played_twice(lost: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("PUT", "/conference/status/", times=None, **LOST[lost])
    outcome = conference(shared_simulator, play_file=3001).run()
    assert "so the request was not repeated" in str(outcome.error)
    assert outcome.calls == [LOGIN, f"PUT {STATUS}"]


def test_a_conference_without_an_order(shared_simulator: Simulator) -> None:
    error = conference(shared_simulator, member_id=3).fails(requests=[])
    assert str(error) == "mute, deaf, lock, enter_sound, stop_play, play_file: one of these is required"


# Faxes


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file to send."""
    path = tmp_path / "letter ä.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)))
    return path


def fax(pbx: Simulator, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_fax_send", {"extension_id": FAX, **options})


def test_a_fax_is_sent(letter: Path, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    task = fax(pbx, file=str(letter), dst_num="+493055501000")
    tried = task.run(check=True)
    assert (tried.changed, tried.calls, tried.result["done"]) == (True, [], False)
    assert tried.result["summary"].endswith("send the file letter ä.pdf of 265 bytes to +493055501000.")
    assert tried.result["fax"] == {"id": None, "dst_num": "+493055501000", "status": None, "datetime": None}

    done = task.run()
    assert (done.changed, done.calls) == (True, [LOGIN, f"POST {BASE}/601/fax/out/"])
    ((key, sent),) = at(pbx, FAX)["faxes_out"].items()
    assert done.result["fax"] == {name: sent[name] for name in ("id", "dst_num", "status", "datetime")}
    stored = at(pbx, FAX)["files"][f"fax_out/{key}"]
    assert (stored["size"], stored["sha256"]) == (265, hashlib.sha256(letter.read_bytes()).hexdigest())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "application/pdf"), ("a.tiff", "image/tiff"), ("a.txt", "text/plain"), ("a.later", "application/octet-stream")],
)
def test_a_fax_says_what_kind_of_file_it_is(name: str, kind: str, tmp_path: Path, shared_simulator: Simulator) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    done = fax(shared_simulator, file=str(tmp_path / name), dst_num="1").run(action="send")
    assert [body["file"]["content_type"] for body in done.bodies] == [kind]


def test_a_fax_is_cancelled_and_sent_again(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    number = pbx.add_fax_out(FAX, "+493055501000")
    task = fax(pbx, message_id=number)
    assert task.run(check=True, action="cancel").calls == []
    done = task.run(action="cancel")
    assert done.calls == [LOGIN, f"PUT {BASE}/601/fax/out/{number}"]
    assert pbx.writes()[-1]["query"] == {"action": "cancel"}
    assert (done.changed, done.result["fax"]["status"], done.result["fax"]["id"]) == (True, "cancelled", number)
    assert task.run(action="retry").result["fax"]["status"] == "queued"
    assert at(pbx, FAX)["faxes_out"][str(number)]["status"] == "queued"
    assert isinstance(task.run(action="retry").error, errors.Refused)


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("action", ["send", "retry"])
def test_no_fax_is_sent_twice(action: str, lost: str, letter: Path, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    number = pbx.add_fax_out(FAX, "+493055501000", status="failed")
    options = {"file": str(letter), "dst_num": "+4930"} if action == "send" else {"message_id": number}
    pbx.inject(None, "/fax/out/", times=None, **LOST[lost])
    outcome = fax(pbx, action=action, retries=5, **options).run()
    assert "The fax may have been sent nevertheless, so the request was not repeated" in str(outcome.error)
    assert len(outcome.calls) == 2
    assert len(at(pbx, FAX)["faxes_out"]) <= 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"dst_num": "30"}, "file: is required with action=send"),
        ({"file": "LETTER"}, "dst_num: is required with action=send"),
        ({"file": "/nowhere/letter.pdf", "dst_num": "30"}, "file: '/nowhere/letter.pdf' cannot be read: No such file or directory"),
        ({"file": "/dev/null", "dst_num": "30"}, "file: '/dev/null' is not a regular file"),
        ({"file": "/tmp", "dst_num": "30"}, "file: '/tmp' is not a regular file"),
        ({"action": "cancel"}, "message_id: is required with action=cancel"),
        ({"action": "retry", "message_id": 4, "dst_num": "30"}, "dst_num: cannot be used with action=retry, only with send"),
        ({"action": "cancel", "message_id": 0}, "message_id: 0 is not allowed"),
    ],
)
def test_wrong_faxes_make_no_request(options: dict[str, Any], says: str, letter: Path, shared_simulator: Simulator) -> None:
    given = {name: str(letter) if value == "LETTER" else value for name, value in options.items()}
    error = fax(shared_simulator).fails(requests=[], **given)
    assert isinstance(error, errors.InvalidInput)
    assert str(error).startswith(says)


# Chats


def test_messages_are_marked_and_deleted(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_chat(PHONE, "9b1f", ["One", "Two"])
    task = Task(pbx, "portsip_extension_chat", {"extension_id": PHONE, "chat_id": "9b1f"})

    def read() -> list[bool]:
        return [message["read"] for message in at(pbx, PHONE)["chats"]["9b1f"]["messages"]]

    for action, body, then in (("read", True, [True, True]), ("unread", False, [False, False])):
        done = task.run(action=action)
        assert (done.changed, done.calls) == (True, [LOGIN, f"PUT {BASE}/201/chat/9b1f/messages/"])
        assert (done.bodies, read()) == ([{"read": body}], then)
        assert done.result["chat"] == {"extension_id": PHONE, "id": "9b1f", "read": body}
    assert task.run(check=True, action="delete").calls == []
    done = task.run(action="delete")
    assert (done.changed, done.calls) == (True, [LOGIN, f"DELETE {BASE}/201/chat/9b1f/messages/"])
    assert (read(), done.result["chat"]["read"]) == ([], None)


def test_marking_survives_a_lost_answer(shared_simulator: Simulator) -> None:
    shared_simulator.add_chat(PHONE, "9b1f")
    shared_simulator.inject("PUT", "/messages/", drop="after")
    assert Task(shared_simulator, "portsip_extension_chat", {"extension_id": PHONE, "chat_id": "9b1f", "action": "read"}).run().changed


def test_a_chat_that_is_not_there(shared_simulator: Simulator) -> None:
    outcome = Task(shared_simulator, "portsip_extension_chat", {"extension_id": PHONE, "chat_id": "none", "action": "delete"}).run()
    assert isinstance(outcome.error, errors.NotFound)


@pytest.mark.parametrize("chat", ["", ".", ".."])
def test_no_chat(chat: str, shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_extension_chat", {"extension_id": PHONE, "chat_id": chat, "action": "delete"})
    assert str(task.fails(requests=[])).startswith("chat_id: ")


# Registrations


def registration(pbx: Simulator, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_registration", {"extension_id": PHONE, "all": False, **options})


def test_one_registration_is_dropped(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    first, second = pbx.add_registration(PHONE), pbx.add_registration(PHONE, "with space/3")
    task = registration(pbx, registration_id=first)
    done = task.settle()
    assert done.calls == [LOGIN, f"GET {BASE}/201/registration/", f"DELETE {BASE}/201/registration/{first}"]
    assert list(at(pbx, PHONE)["registrations"]) == [second]
    result = done.result["registration"]
    assert [item["registration_id"] for item in result["dropped"]] == [first]
    assert [item["registration_id"] for item in result["registrations"]] == [second]
    assert (result["registered"], result["extension_id"]) == (True, PHONE)


def test_all_registrations_are_dropped(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    registration(pbx, all=True).still()
    for _number in range(2):
        pbx.add_registration(PHONE)
    done = registration(pbx, all=True).settle()
    assert done.calls == [LOGIN, f"GET {BASE}/201/registration/", f"DELETE {BASE}/201/registration/"]
    assert at(pbx, PHONE)["registrations"] == {}
    assert (done.result["registration"]["registered"], done.result["registration"]["registrations"]) == (False, [])


@pytest.mark.parametrize("blank_as", ["null", "empty", "absent"])
def test_no_registration_however_it_is_said(blank_as: Any) -> None:
    with Simulator(blank_as=blank_as) as pbx:
        registration(pbx, all=True).still()


def test_a_registration_that_goes_meanwhile(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    key = pbx.add_registration(PHONE)
    pbx.inject("DELETE", "/registration/", status=404)
    assert registration(pbx, registration_id=key).run().changed
    pbx.inject("DELETE", "/registration/", drop="after")
    assert registration(pbx, registration_id=key).run().changed
    assert at(pbx, PHONE)["registrations"] == {}


@pytest.mark.parametrize("body", ["[]", "null", '{"registrations": {}}', '{"registrations": [1]}'])
def test_an_answer_without_registrations(body: str, shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/registration/", status=200, body=body, times=None)
    outcome = registration(shared_simulator, all=True).run()
    if body == '{"registrations": {}}':
        assert outcome.changed is False
    else:
        assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert shared_simulator.writes() == []


@pytest.mark.parametrize("options", [{}, {"registration_id": "x", "all": True}])
def test_either_one_or_all(options: dict[str, Any], shared_simulator: Simulator) -> None:
    error = registration(shared_simulator).fails(requests=[], **options)
    assert str(error).startswith("registration_id, all: exactly one of these is required")


def test_an_empty_id_does_not_mean_all(shared_simulator: Simulator) -> None:
    shared_simulator.add_registration(PHONE)
    assert isinstance(registration(shared_simulator, registration_id="").fails(requests=[]), errors.InvalidInput)
