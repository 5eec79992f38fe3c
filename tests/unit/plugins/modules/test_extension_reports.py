# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who is told of what happens on an extension: URLs for events, mail addresses for notifications."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LOGIN = "POST /oauth/token"
EVENTS = "/api/ver1.0/extension/201/event/"
CALLS = {"event_type": "dial-in", "url": "https://crm.example.net/calls"}
FAILED = {"event_type": "call_failed_mail", "mail": "noc@example.net"}


def _rows(pbx: Simulator, name: str, extension: int = 201) -> dict[str, Any]:
    rows: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension)][name]
    return rows


@pytest.fixture
def event(shared_simulator: Simulator) -> Task:
    """Events of a phone."""
    return Task(shared_simulator, "portsip_extension_event", {"extension_id": 201})


@pytest.fixture
def notification(shared_simulator: Simulator) -> Task:
    """Notifications of a phone."""
    return Task(shared_simulator, "portsip_extension_notification", {"extension_id": 201})


def test_an_event_by_its_id(event: Task) -> None:
    pbx = event.pbx
    identifier = pbx.add_event(201, **CALLS)
    event.settle(id=str(identifier), url="https://crm.example.net/other", event_type="answer")
    row = _rows(pbx, "events")[str(identifier)]
    assert (row["url"], row["event_type"], row["method"]) == ("https://crm.example.net/other", "answer", "GET")
    assert isinstance(event.fails(id="1", method="GET"), NotFound)
    event.settle(id=str(identifier), state="absent")


@pytest.mark.slow
def test_several_events_alike(event: Task) -> None:
    ids = [event.pbx.add_event(201, **CALLS), event.pbx.add_event(201, **{**CALLS, "method": "POST"})]
    error = event.fails(**CALLS, method="POST")
    assert isinstance(error, Ambiguous)
    assert all(str(identifier) in str(error) for identifier in ids)
    assert isinstance(event.fails(**CALLS, state="absent"), Ambiguous)


def test_all_events_go_at_once(event: Task) -> None:
    pbx = event.pbx
    for kind in ("dial-in", "hangup", "answer"):
        pbx.add_event(201, kind, "https://user:url-secret@crm.example.net/calls")
    kept = pbx.add_event(202, **CALLS)
    done = event.settle(all=True, state="absent")
    assert done.calls == [LOGIN, f"GET {EVENTS}", f"DELETE {EVENTS}"]
    assert done.result["event"] is None
    assert [item["event_type"] for item in done.result["diff"]["before"]["events"]] == ["dial-in", "hangup", "answer"]
    assert "url-secret" in done.context.secrets
    assert _rows(pbx, "events") == {}
    assert list(_rows(pbx, "events", 202)) == [str(kept)]


@pytest.mark.parametrize(
    "options",
    [
        {"all": True},
        {"all": True, "state": "absent", "url": CALLS["url"]},
        {"all": True, "state": "absent", "id": "5"},
        {"all": True, "state": "absent", "extra": {"a": 1}},
        {"event_type": "dial-in"},
        {"state": "absent"},
        {**CALLS, "url": "crm.example.net"},
        {**CALLS, "url": ""},
    ],
)
def test_events_that_are_not_valid(event: Task, options: dict[str, Any]) -> None:
    event.pbx.add_event(201, **CALLS)
    assert isinstance(event.fails(requests=[], **options), InvalidInput)


def test_an_event_needs_a_method(event: Task) -> None:
    error = event.fails(**CALLS)
    assert isinstance(error, InvalidInput)
    assert "method is required" in str(error)


def test_a_password_in_a_url_is_not_shown(event: Task) -> None:
    done = event.run(event_type="dial-in", url="https://user:url-secret@crm.example.net/", method="GET")
    assert done.changed
    assert "url-secret" in done.context.secrets


def test_a_notification_by_its_id(notification: Task) -> None:
    identifier = notification.pbx.add_mail_notification(201, "noc@example.net")
    changed = notification.settle(id=str(identifier), mail="desk@example.net")
    assert changed.bodies == [{**FAILED, "mail": "desk@example.net"}]


def test_a_notification_that_is_not_valid(notification: Task) -> None:
    assert isinstance(notification.fails(requests=[], **{**FAILED, "mail": "noc"}), InvalidInput)


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("missing", ["event_type", "mail"])
def test_a_notification_is_known_by_both(missing: str, state: str, shared_simulator: Simulator) -> None:
    given = {name: value for name, value in FAILED.items() if name != missing}
    result = run("portsip_extension_notification", {**connection(shared_simulator), "extension_id": 201, "state": state, **given}).result
    assert result["msg"] == f"one of the following is required: id, {missing}"
    assert result["error"]["kind"] == "input"
    assert shared_simulator.requests() == []


@pytest.mark.parametrize("module", ["portsip_extension_event", "portsip_extension_notification"])
def test_an_extension_that_does_not_exist(shared_simulator: Simulator, module: str) -> None:
    options = {**CALLS, "method": "GET"} if module.endswith("event") else FAILED
    assert isinstance(Task(shared_simulator, module, {"extension_id": 999}).fails(**options), NotFound)
