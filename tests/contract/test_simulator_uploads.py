# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Uploads in pieces and downloads (PortSIP PBX REST API 22.2, /blobs), with the statuses that the description has."""

from __future__ import annotations

import hashlib

import pytest
from contract import facts
from contract.clients import Answer, PbxClient, reasons

from simulator import Simulator

UPLOADS = "/blobs/uploads"


@pytest.fixture
def client(pbx: Simulator) -> PbxClient:
    """A session inside a tenant."""
    tenant = pbx.add_tenant("clinic.example.com", id="tenant-1")
    session = PbxClient(pbx).sign_in()
    session.enter(tenant)
    return session


def begun(client: PbxClient, name: str = "menu.wav") -> str:
    answer = client.post(UPLOADS, filename=name)
    assert str(answer.status_code) in facts.PBX[f"POST {UPLOADS}"]["statuses"]
    assert answer.content == b""
    client.headers["PortSIP-Upload-Token"] = str(answer.headers["PortSIP-Upload-Token"])
    return f"{UPLOADS}/{answer.headers['PortSIP-Upload-ID']}"


def appended(client: PbxClient, upload: str, content: bytes) -> Answer:
    return client.send_bytes("POST", f"{upload}/append", content, "application/octet-stream")


def test_a_file_is_made_of_pieces(pbx: Simulator, client: PbxClient) -> None:
    upload = begun(client)
    for content, arrived in ((b"RIFF", "0-3"), (b"WAVE", "0-7")):
        answer = appended(client, upload, content)
        assert str(answer.status_code) in facts.PBX[f"POST {UPLOADS}/{{id}}/append"]["statuses"]
        assert answer.headers["Range"] == arrived
    state = client.get(f"{upload}/status")
    assert (state.status_code, state.headers["Range"]) == (204, "0-7")
    digest = hashlib.sha256(b"RIFFWAVE").hexdigest()
    done = client.post(f"{upload}/complete", digest=digest)
    assert done.status_code == 201
    file = client.get(f"/files/{done.json()['id']}").json()
    assert (file["name"], file["size"], "sha256" in file) == ("menu.wav", 8, False)
    assert client.get(f"/blobs/{digest}").content == b"RIFFWAVE"
    assert client.get(f"{upload}/status").status_code == 404
    assert client.post(f"/files/{file['id']}/destroy").status_code == 204
    assert pbx.state()["tenants"]["tenant-1"]["files"] == {}


def test_what_is_refused(pbx: Simulator, client: PbxClient) -> None:
    assert "filename" in reasons(client.post(UPLOADS))
    upload = begun(client)
    assert appended(client, upload, b"RIFF").status_code == 203
    assert "digest" in reasons(client.post(f"{upload}/complete", digest=hashlib.sha256(b"RIFFRIFF").hexdigest()))
    assert "digest" in reasons(client.post(f"{upload}/complete", digest="84d8"))
    assert client.post(f"{upload}/append", {"a": 1}).status_code == 400
    client.headers["PortSIP-Upload-Token"] = "another"
    assert appended(client, upload, b"WAVE").status_code == 403
    assert client.get("/blobs/84d8").status_code == 404
    other = PbxClient(pbx).sign_in()
    assert other.get(f"{upload}/status").status_code == 404
    assert client.post(f"{upload}/destroy").status_code == 204
    assert (pbx.state()["uploads"], client.post(f"{upload}/destroy").status_code) == ({}, 404)


def test_a_token_may_count_for_one_piece(pbx: Simulator, client: PbxClient) -> None:
    pbx.configure(upload_token="renewed", upload_range=False)
    upload = begun(client)
    answer = appended(client, upload, b"RIFF")
    assert "Range" not in answer.headers
    assert appended(client, upload, b"WAVE").status_code == 403
    client.headers["PortSIP-Upload-Token"] = str(answer.headers["PortSIP-Upload-Token"])
    assert appended(client, upload, b"WAVE").status_code == 203


@pytest.mark.slow
def test_a_connection_may_break_in_the_middle_of_a_piece(pbx: Simulator, client: PbxClient) -> None:
    upload = begun(client)
    pbx.inject(path="/append$", keep=3)
    with pytest.raises(OSError):  # noqa: PT011  whichever way the connection ends
        appended(client, upload, b"RIFFWAVE")
    assert client.get(f"{upload}/status").headers["Range"] == "0-2"
    (broken,) = [request for request in pbx.requests() if request["path"].endswith("/append")]
    assert (broken["status"], broken["dropped"], broken["body"]["size"]) == (None, "during", 8)
