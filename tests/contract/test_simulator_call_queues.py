# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Call queues of the simulator: agents and what they are doing, prompts, and the fields of later releases."""

from __future__ import annotations

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator

QUEUE = {"name": "Appointments", "extension_number": "8700", "polling_strategy": "CYCLIC_HUNT"}


@pytest.fixture
def client(pbx: Simulator) -> PbxClient:
    """A session in a tenant with two users, on a PBX of release 22.2."""
    pbx.configure(release="22.2")
    tenant = pbx.add_tenant("clinic.example.com")
    for number, name in (("2001", "Anna Berg"), ("2002", "Ben Kurz")):
        pbx.add_user(tenant, number, name)
    client = PbxClient(pbx).sign_in()
    client.enter(tenant)
    return client


def _create(client: PbxClient, *agents: str, **fields: object) -> str:
    answer = client.post("/call_queues", {**QUEUE, **fields})
    assert answer.status_code == 200
    path = f"/call_queues/{answer.json()['id']}"
    assert client.post(f"{path}/agents", {"items": [{"extension_number": number} for number in agents]}).status_code == 200
    return path


def test_a_status_belongs_to_an_agent_of_a_queue(client: PbxClient) -> None:
    queue = _create(client, "2001", "2002")
    assert client.get(f"{queue}/agents/2002").json()["status"] == "LOGGED_OUT"
    assert client.post(f"{queue}/agents/2001", {"status": "READY"}).status_code == 200
    assert client.get(f"{queue}/agents/2001").json()["status"] == "READY"
    assert client.get(f"{queue}/agents/2002").json()["status"] == "LOGGED_OUT"
    assert "status" not in client.get(f"{queue}/agents").json()["items"][0]
    assert "agent_status" not in client.get(queue).json()
    assert client.post(f"{queue}/agents/2999", {"status": "READY"}).status_code == 404


@pytest.mark.parametrize(("at_once", "status"), [(True, "READY"), (False, "NOT_READY")])
def test_who_logs_in_is_ready_as_the_queue_says(client: PbxClient, at_once: bool, status: str) -> None:
    queue = _create(client, "2001", agent_auto_ready=at_once)
    assert client.post(f"{queue}/agents/2001", {"status": "LOGGED_IN"}).status_code == 200
    assert client.get(f"{queue}/agents/2001").json()["status"] == status


@pytest.mark.parametrize(
    "body", [{}, {"status": None}, {"status": "QUEUE_CALL"}, {"status": "READY", "reason": "Lunch"}, {"unknown_field": 1}]
)
def test_a_status_that_nobody_can_set(client: PbxClient, body: dict[str, object]) -> None:
    queue = _create(client, "2001")
    answer = client.post(f"{queue}/agents/2001", body)
    assert (answer.status_code, any(name in reasons(answer) for name in ("status", "reason"))) == (400, True)


def test_breaks_are_reasons_from_22_3_on(pbx: Simulator, client: PbxClient) -> None:
    queue = _create(client, "2001")
    assert client.post(f"{queue}/agents/2001", {"status": "LUNCH"}).status_code == 200
    pbx.configure(release="22.3")
    assert client.post(f"{queue}/agents/2001", {"status": "LUNCH"}).status_code == 400
    assert client.post(f"{queue}/agents/2001", {"status": "NOT_READY", "reason": "Lunch"}).status_code == 200
    assert "reason" not in client.get(f"{queue}/agents/2001").json()
    pbx.configure(release="22.6")
    assert client.get(f"{queue}/agents/2001").json()["reason"] == "Lunch"


def test_prompts_are_files_of_the_tenant(pbx: Simulator, client: PbxClient) -> None:
    other = pbx.add_tenant("other.example.com")
    mine, foreign = (pbx.add_file(tenant, "hold.wav", size=77) for tenant in (client.get("/tenant").json()["id"], other))
    queue = _create(client)
    assert client.post(queue, {"moh_prompt_file_id": foreign}).status_code == 400
    assert client.post(queue, {"moh_prompt_file_id": mine}).status_code == 200
    shown = client.get(queue).json()
    assert (shown["moh_prompt_file_name"], shown["moh_prompt_file_size"], "moh_prompt_file_id" in shown) == ("hold.wav", 77, False)


def test_a_queue_has_no_repetition(client: PbxClient) -> None:
    queue = _create(client)
    answer = client.post(queue, {"no_answer_forward_rule": {"action": "REPEAT"}})
    assert (answer.status_code, "action" in reasons(answer)) == (400, True)


def test_a_number_is_taken_once_in_a_tenant(client: PbxClient) -> None:
    _create(client)
    mailbox = {"name": "Mailbox", "extension_number": "8700", "pin": "284193"}
    assert client.post("/shared_voicemails", mailbox).status_code == 400
    assert client.post("/shared_voicemails", {**mailbox, "extension_number": "8900"}).status_code == 201
    assert client.post("/call_queues", {**QUEUE, "extension_number": "8900"}).status_code == 400


def test_fields_of_later_releases(pbx: Simulator, client: PbxClient) -> None:
    queue = _create(client)
    for release, body in (
        ("22.3", {"wrap_up_time": 30}),
        ("22.6", {"enable_audio_recording": True}),
        ("22.8", {"prompt_playback_delay": 1}),
    ):
        assert client.post(queue, body).status_code == 400
        pbx.configure(release=release)
        assert client.post(queue, body).status_code == 200
