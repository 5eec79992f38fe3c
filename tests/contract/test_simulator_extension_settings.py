# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What extensions have once or several of: settings, events, notifications, users, and the sounds and aliases they share."""

from __future__ import annotations

from typing import Any

import pytest
from contract.clients import ExtensionClient, reasons

from simulator import Simulator

EVENT = {"event_type": "hangup", "url": "https://crm.example.com/hangup", "method": "POST"}
USER = {"login": "anna", "password": "User-Pass-2", "name": "Anna", "email": "anna@example.net"}


def _state(pbx: Simulator, extension_id: int) -> dict[str, Any]:
    found: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension_id)]
    return found


@pytest.fixture(autouse=True)
def _plain(pbx: Simulator) -> None:
    pbx.configure(later_release_fields=False)


def test_seed(pbx: Simulator) -> None:
    extensions = pbx.state()["extension"]["extensions"]
    types = {
        kind: [key for key, row in extensions.items() if row["type"] == kind] for kind in ("phone", "fax", "conference", "ivr", "queue")
    }
    assert {kind: (keys[0], keys[-1], len(keys)) for kind, keys in types.items()} == {
        "phone": ("201", "220", 20),
        "fax": ("601", "603", 3),
        "conference": ("701", "703", 3),
        "ivr": ("801", "803", 3),
        "queue": ("901", "905", 5),
    }
    assert {key: row["title"] for key, row in pbx.state()["extension"]["sounds"].items()} == {
        "3001": "Welcome",
        "3002": "Main menu",
        "3003": "Hold music",
        "3004": "Closed",
        "3005": "Goodbye",
    }


SETTINGS = [("phone", 201, 701), ("conference", 701, 201), ("fax", 601, 201), ("queue", 901, 201), ("ivr", 801, 901)]


@pytest.mark.parametrize(("kind", "own", "other"), SETTINGS)
def test_settings_are_there_for_their_type(extension: ExtensionClient, kind: str, own: int, other: int) -> None:
    assert extension.get(f"/extension/{own}/{kind}/").status_code == 200
    for method in ("GET", "PUT"):
        answer = extension.request(method, f"/extension/{other}/{kind}/", {})
        assert (answer.status_code, answer.json()) == (404, {"message": "not_found"})
    assert extension.request("POST", f"/extension/{own}/{kind}/", {}).status_code == 405


@pytest.mark.parametrize(("mode", "kept"), [("partial", True), ("replace", False)])
def test_phone(pbx: Simulator, extension: ExtensionClient, mode: str, kept: bool) -> None:
    pbx.configure(update_mode=mode)
    path = "/extension/201/phone/"
    first = extension.request("PUT", path, {"password": "Phone-Pass-1", "hangup_timeout": 20, "conference_end_on_exit": False})
    assert first.status_code == 200 and "password" not in first.json() and first.json()["name"] == "201"
    second = extension.request("PUT", path, {"vm_enabled": True})
    assert second.json() == extension.get(path).json()
    assert (second.json()["hangup_timeout"], second.json()["conference_end_on_exit"]) == ((20, False) if kept else (60, True))
    assert _state(pbx, 201)["phone"]["password"] == "Phone-Pass-1", "what cannot be read is kept either way"
    for field in ("name", "label"):
        assert extension.request("PUT", path, {field: "x"}).status_code == 400


def test_number_is_written_and_read_under_two_names(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/201/ani/"
    assert extension.get(path).json() == {"default": None}
    answer = extension.request("PUT", path, {"ani_number": "+4930555201"})
    assert (answer.status_code, answer.json()) == (200, {"default": "+4930555201"})
    assert _state(pbx, 201)["ani"] == "+4930555201"
    for body in ({}, {"default": "1"}, {"ani_number": ""}):
        assert extension.request("PUT", path, body).status_code == 400


def test_ringing_queue_has_no_music(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/901/queue/"
    assert extension.request("PUT", path, {"sound": 3003}).json()["sound"] == 3003
    assert extension.request("PUT", path, {"sound_type": "ring"}).json()["sound"] is None
    assert extension.request("PUT", path, {"sound": 3003}).json()["sound"] is None
    assert extension.request("PUT", path, {"sound_type": "music", "sound": 3003}).json()["sound"] == 3003
    assert extension.request("PUT", path, {"agent_hangup_action": "None"}).json()["agent_hangup_action"] == "None"


def test_event_life(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/201/event/"
    created = [extension.post(path, EVENT | {"event_type": kind}).json() for kind in ("hangup", "answer", "hangup")]
    assert [set(event) for event in created] == [{"id", *EVENT}] * 3
    assert extension.get(path).json() == created
    one = f"{path}{created[0]['id']}"
    updated = extension.request("PUT", one, {"method": "GET"})
    assert (updated.status_code, updated.json()) == (200, created[0] | {"method": "GET"})
    assert (extension.request("DELETE", one).status_code, extension.get(one).status_code) == (204, 404)
    assert set(_state(pbx, 201)["events"]) == {str(event["id"]) for event in created[1:]}
    assert extension.request("DELETE", path).status_code == 204
    assert extension.get(path).json() == [] and _state(pbx, 201)["events"] == {}


def test_objects_belong_to_their_extension(pbx: Simulator, extension: ExtensionClient) -> None:
    event = pbx.add_event(201)
    assert extension.get("/extension/202/event/").json() == []
    assert extension.request("DELETE", f"/extension/202/event/{event}").status_code == 404
    assert str(event) in _state(pbx, 201)["events"]


def test_notification_life(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/801/mail_notification/"
    created = extension.post(path, {"mail": "noc@example.com", "event_type": "call_failed_mail"})
    one = f"{path}{created.json()['id']}"
    assert created.status_code == 201 and extension.get(path).json() == [created.json()]
    assert extension.request("PUT", one, {"mail": "desk@example.com"}).json()["mail"] == "desk@example.com"
    assert extension.request("DELETE", one).status_code == 204
    assert _state(pbx, 801)["notifications"] == {}


def test_user_life(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/201/user/extension/"
    created = extension.post(path, USER | {"email_notify": True, "email_for_notify": "desk@example.net"})
    user = created.json()
    assert created.status_code == 201 and not {"password", "email_notify", "email_for_notify"} & set(user)
    assert (user["status"], user["access"], user["extension_id"]) == ("active", "full", 201)
    stored = _state(pbx, 201)["users"][str(user["id"])]
    assert (stored["password"], stored["email_notify"], stored["email_for_notify"]) == ("User-Pass-2", True, "desk@example.net")
    again = extension.post("/extension/202/user/extension/", USER)
    assert again.status_code == 400 and reasons(again).startswith("login")
    one = f"{path}{user['id']}"
    for field, value in (("login", "bert"), ("email_notify", True), ("email_for_notify", "x@example.net")):
        assert extension.request("PUT", one, {field: value}).status_code == 400, field
    assert extension.request("PUT", one, {"status": "blocked", "password": "User-Pass-3"}).json() == user | {"status": "blocked"}
    assert extension.request("DELETE", one).status_code == 204
    assert extension.post("/extension/202/user/extension/", USER).status_code == 201, "the login is free again"


def test_users_are_found_by_their_fields(pbx: Simulator, extension: ExtensionClient) -> None:
    path = "/extension/201/user/extension/"
    ids = [pbx.add_extension_user(201, login, access=access) for login, access in (("a", "full"), ("b", "read_only"), ("c", "full"))]

    def found(query: str) -> list[int]:
        return [user["id"] for user in extension.get(f"{path}?{query}").json()]

    assert found("login=a&login=b") == found("login=a,b") == ids[:2]
    assert found(f"id={ids[2]}") == ids[2:]
    assert found("access=full&status=active") == [ids[0], ids[2]]
    assert found("login=a&access=read_only") == []
    assert extension.get(f"{path}?password=x").status_code == 400


@pytest.mark.parametrize("name", ["alias", "sound"])
def test_pages(pbx: Simulator, extension: ExtensionClient, name: str) -> None:
    for count in range(30):
        if name == "alias":
            pbx.add_alias(201, f"more{count}")
        else:
            pbx.add_sound(f"more {count}")
    path, total = f"/extension/201/{name}/", 31 if name == "alias" else 35

    def ids(**query: Any) -> list[int]:
        return [row["id"] for row in extension.get(path, **query).json()]

    everything = ids(per_page=100)
    assert len(everything) == total
    assert ids() == everything[:20], "a page has 20 rows unless asked"
    assert ids(page=2, per_page=25) == everything[25:]
    assert ids(page=9) == []
    pbx.configure(extension_per_page_max=10)
    assert ids(per_page=100) == everything[:10], "a page that is too long is cut down"
    for query in ({"page": 0}, {"per_page": 0}, {"page": "x"}, {"top": 5}):
        assert extension.get(path, **query).status_code == 400, query


def test_sounds_are_shared_and_found_by_title(pbx: Simulator, extension: ExtensionClient) -> None:
    twin = pbx.add_sound("Welcome")
    for number in (201, 801, 901):
        assert [row["id"] for row in extension.get(f"/extension/{number}/sound/", title="Welcome").json()] == [3001, twin]
    assert [row["title"] for row in extension.get("/extension/201/sound/?id=3002&id=3004").json()] == ["Main menu", "Closed"]


def test_nothing_else_is_paged(extension: ExtensionClient) -> None:
    for path in (
        "/extension/201/event/",
        "/extension/201/incom_rule/",
        "/extension/901/queue/agents/local/",
        "/extension/201/user/extension/",
    ):
        answer = extension.get(path, page=1)
        assert answer.status_code == 400 and "page" in reasons(answer), path


def test_registrations(pbx: Simulator, extension: ExtensionClient) -> None:
    first, second = pbx.add_registration(201), pbx.add_registration(201)
    path = "/extension/201/registration/"
    assert extension.get("/extension/202/registration/").json() == {"extension_id": 202, "registered": False, "registrations": []}
    shown = extension.get(path).json()
    assert shown["registered"] and [entry["registration_id"] for entry in shown["registrations"]] == [first, second]
    assert extension.get("/extension/registration/?extension_id=201&extension_id=202&extension_id=999").json() == [
        shown,
        {"extension_id": 202, "registered": False, "registrations": []},
    ]
    assert pbx.requests()[-1]["query"] == {"extension_id": ["201", "202", "999"]}
    assert len(extension.get("/extension/registration/").json()) == len(pbx.state()["extension"]["extensions"])
    assert extension.request("DELETE", path + first).status_code == 204
    assert extension.request("DELETE", path + first).status_code == 404
    assert extension.request("DELETE", path).status_code == 204
    assert _state(pbx, 201)["registrations"] == {}


def test_everything_asks_for_a_token(pbx: Simulator, extension: ExtensionClient) -> None:
    extension.headers = {}
    for path in ("/extension/registration/", "/extension/201/phone/", "/extension/999/phone/", "/extension/801/ivr/scheme/"):
        answer = extension.get(path)
        assert (answer.status_code, answer.json()["message"]) == (401, "unauthorized"), path
