# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Ring groups of the simulator: the whole ordered list of members, and the numbers that a tenant shares."""

from __future__ import annotations

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator


@pytest.fixture
def client(pbx: Simulator) -> PbxClient:
    """A session in a tenant with two users and a receptionist."""
    tenant = pbx.add_tenant("clinic.example.com")
    for number, name in (("2001", "Anna Berg"), ("2002", "Ben Kurz")):
        pbx.add_user(tenant, number, name)
    pbx.add_ivr(tenant, "8000", "Reception")
    client = PbxClient(pbx).sign_in()
    client.enter(tenant)
    return client


def _create(client: PbxClient, number: str = "8600") -> str:
    answer = client.post("/ring_groups", {"name": "Front desk", "extension_number": number})
    assert answer.status_code == 200
    return f"/ring_groups/{answer.json()['id']}"


def test_members_are_a_whole_ordered_list(client: PbxClient) -> None:
    group = _create(client)
    assert client.get(f"{group}/agents").json() == {"items": []}
    for numbers in (["2002", "2001"], ["2001", "2002"], ["2002"]):
        body = {"items": [{"extension_number": number, "display_name": "Ignored"} for number in numbers]}
        assert client.post(f"{group}/agents", body).status_code == 200
        assert [item["extension_number"] for item in client.get(f"{group}/agents").json()["items"]] == numbers
    member = client.get(f"{group}/agents/2002").json()
    assert (member["display_name"], member["skill_level"]) == ("Ben Kurz", 1)
    assert client.get(f"{group}/agents/2001").status_code == 404


@pytest.mark.parametrize("numbers", [["2001", "2999"], ["2001", "2001"], ["8000"]], ids=["nobody", "twice", "receptionist"])
def test_members_that_cannot_be(client: PbxClient, numbers: list[str]) -> None:
    group = _create(client)
    answer = client.post(f"{group}/agents", {"items": [{"extension_number": number} for number in numbers]})
    assert answer.status_code == 400
    assert "extension_number" in reasons(answer)
    assert client.get(f"{group}/agents").json() == {"items": []}


def test_a_number_is_taken_once_in_a_tenant(client: PbxClient) -> None:
    _create(client)
    for number in ("8000", "2001", "8600"):
        answer = client.post("/ring_groups", {"name": "Other", "extension_number": number})
        assert (answer.status_code, "extension_number" in reasons(answer)) == (400, True)


def test_fields_of_later_releases(pbx: Simulator, client: PbxClient) -> None:
    group = _create(client)
    assert client.post(group, {"enable_night_mode": True}).status_code == 200
    assert client.post(group, {"enable_audio_recording": True}).status_code == 400
    pbx.configure(release="22.6")
    assert client.post(group, {"enable_audio_recording": True}).status_code == 200
    pbx.configure(release="22.2")
    assert client.post(group, {"enable_night_mode": True}).status_code == 400
