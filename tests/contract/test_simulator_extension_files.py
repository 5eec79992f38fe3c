# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Recordings, voicemail, faxes and sounds; and what may go wrong on their way."""

from __future__ import annotations

import base64
import hashlib
import http.client
from typing import Any

import pytest
from contract.clients import Answer, ExtensionClient, reasons

from simulator import Simulator

RECORDS = "/extension/201/record/"
PERIOD = {"start_datetime": "2026-03-01 00:00:00", "end_datetime": "2026-03-31 23:59:59"}
FAXES = "/extension/601/fax/out/"
PAGE = b"%PDF-1.4\r\n\x00\xff--\r\n"


@pytest.fixture(autouse=True)
def _plain(pbx: Simulator) -> None:
    pbx.configure(later_release_fields=False)


def _state(pbx: Simulator, extension_id: int) -> dict[str, Any]:
    found: dict[str, Any] = pbx.state()["extension"]["extensions"][str(extension_id)]
    return found


def test_records_of_a_period(pbx: Simulator, extension: ExtensionClient) -> None:
    days = ("2026-02-28 23:59:59", "2026-03-01 00:00:00", "2026-03-31 23:59:59", "2026-04-01 00:00:00")
    before, first, last, after = (pbx.add_record(201, start=day, size=100) for day in days)

    def found(**query: Any) -> list[str]:
        return [row["record_uuid"] for row in extension.get(RECORDS, **PERIOD | query).json()]

    assert found() == [last, first], "the latest comes first"
    assert found(order="asc") == [first, last]
    assert found(end_datetime="2026-12-31 00:00:00", per_page=2, page=2) == [first]
    assert extension.get(f"{RECORDS}stats/", **PERIOD).json() == {"records_count": 2, "files_size": 200}
    for name in PERIOD:
        without = {key: value for key, value in PERIOD.items() if key != name}
        for query in (without, PERIOD | {name: "2026-03-05"}, PERIOD | {name: "2026-13-01 00:00:00"}):
            for path in (RECORDS, f"{RECORDS}stats/"):
                answer = extension.get(path, **query)
                assert answer.status_code == 400 and name in reasons(answer), query
    backwards = {"start_datetime": PERIOD["end_datetime"], "end_datetime": PERIOD["start_datetime"]}
    assert extension.get(RECORDS, **backwards).status_code == 400
    assert extension.get(RECORDS, **PERIOD, order="random").status_code == 400
    assert set(_state(pbx, 201)["records"]) == {before, first, last, after}


def test_files_are_sent(pbx: Simulator, extension: ExtensionClient) -> None:
    record, voicemail, fax = pbx.add_record(201, content=b"\x00\xffRecord"), pbx.add_voicemail(201, content="Voice"), pbx.add_fax_in(601)
    pbx.set_sound_file(3001, content=b"Sound")
    for path, content, media_type in (
        (f"{RECORDS}{record}", b"\x00\xffRecord", "audio/mpeg"),
        (f"/extension/201/voicemail/{voicemail}", b"Voice", "audio/mpeg"),
        ("/extension/202/sound/3001/download/", b"Sound", "audio/mpeg"),
    ):
        answer = extension.get(path)
        assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, content, media_type)
        assert answer.headers["Content-Length"] == str(len(content))
    assert len(extension.get(f"/extension/601/fax/in/{fax}").content) == 4096
    stored = _state(pbx, 201)["files"][f"record/{record}"]
    assert (stored["size"], stored["sha256"]) == (8, hashlib.sha256(b"\x00\xffRecord").hexdigest())


def test_missing_files(pbx: Simulator, extension: ExtensionClient) -> None:
    voicemail = pbx.add_voicemail(201)
    for path in (
        f"{RECORDS}{voicemail}",
        f"{RECORDS}none/storage_url/",
        f"/extension/202/voicemail/{voicemail}",
        "/extension/201/voicemail/none/storage_url/",
        "/extension/201/sound/1/download/",
        "/extension/201/sound/x/download/",
        "/extension/601/fax/in/none",
    ):
        assert (extension.get(path).status_code, extension.get(path).json()) == (404, {"message": "not_found"}), path


def test_storage_url(pbx: Simulator, extension: ExtensionClient) -> None:
    record, voicemail = pbx.add_record(201), pbx.add_voicemail(201)
    for path in (f"{RECORDS}{record}/storage_url/", f"/extension/201/voicemail/{voicemail}/storage_url/"):
        assert set(extension.get(path).json()) == {"record_url"}


def test_download_takes_name_and_password(pbx: Simulator, extension: ExtensionClient) -> None:
    record = pbx.add_record(201, content=b"Record")
    pbx.add_extension_user(201, "anna", "User-Pass-2")
    pbx.add_extension_user(201, "bert", "User-Pass-3", status="blocked")
    pbx.add_extension_user(202, "carl", "User-Pass-4")
    path = f"{RECORDS}{record}/download/"
    refused = extension.get(path)
    assert refused.status_code == 401 and refused.headers["WWW-Authenticate"].startswith("Basic")

    def status(name: str, password: str) -> int:
        extension.headers["Authorization"] = "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
        return extension.get(path).status_code

    assert status("sim-client", "Sim-Client-Secret-2026") == status("anna", "User-Pass-2") == 200
    assert status("anna", "other") == status("bert", "User-Pass-3") == status("carl", "User-Pass-4") == status("", "") == 401
    assert extension.get(f"{RECORDS}{record}").status_code == 401, "only there"


def test_a_large_file_breaks_off(pbx: Simulator, extension: ExtensionClient) -> None:
    record = pbx.add_record(201, size=3_000_000)
    pbx.inject("GET", f"/record/{record}$", drop="during")
    with pytest.raises(http.client.IncompleteRead) as broken:
        extension.get(f"{RECORDS}{record}")
    assert len(broken.value.partial) == 1_500_000
    assert pbx.requests()[-1]["dropped"] == "during"
    fresh = ExtensionClient(pbx).sign_in()
    assert len(fresh.get(f"{RECORDS}{record}").content) == 3_000_000


def _send(client: ExtensionClient, path: str, parts: list[tuple[str, str, bytes]]) -> Answer:
    """Send a form: (name, more of the disposition, content)."""
    lines = [
        f'--b1\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n" for name, more, content in parts
    ]
    return client.send_bytes("POST", path, b"".join(lines) + b"--b1--\r\n", "multipart/form-data; boundary=b1")


NUMBER = ("dst_num", "", b"+4930111")
LETTER = ("file", '; filename="letter.pdf"', PAGE)


def test_sending_a_fax(pbx: Simulator, extension: ExtensionClient) -> None:
    answer = _send(extension, FAXES, [NUMBER, LETTER])
    fax = answer.json()
    assert answer.status_code == 201 and (fax["dst_num"], fax["status"]) == ("+4930111", "queued")
    checksum = hashlib.sha256(PAGE).hexdigest()
    sent = pbx.writes()[-1]["body"]
    assert (sent["dst_num"], sent["file"]["filename"], sent["file"]["size"], sent["file"]["sha256"]) == (
        "+4930111", "letter.pdf", len(PAGE), checksum,
    )  # fmt: skip
    stored = _state(pbx, 601)
    assert stored["faxes_out"][str(fax["id"])]["filename"] == "letter.pdf"
    assert stored["files"][f"fax_out/{fax['id']}"]["sha256"] == checksum


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([LETTER], "dst_num"),
        ([("dst_num", "", b""), LETTER], "dst_num"),
        ([NUMBER], "file"),
        ([NUMBER, ("file", '; filename="empty.pdf"', b"")], "file"),
        ([NUMBER, ("file", "", b"text")], "file"),
        ([NUMBER, LETTER, ("subject", "", b"Hello")], "subject"),
    ],
)
def test_forms_that_are_no_fax(pbx: Simulator, extension: ExtensionClient, parts: list[tuple[str, str, bytes]], field: str) -> None:
    answer = _send(extension, FAXES, parts)
    assert answer.status_code == 400 and field in reasons(answer)
    assert _state(pbx, 601)["faxes_out"] == {}


def test_a_fax_is_a_form_and_needs_a_fax(pbx: Simulator, extension: ExtensionClient) -> None:
    assert extension.post(FAXES, {"dst_num": "1", "file": "x"}).status_code == 400
    assert _send(extension, "/extension/201/fax/out/", [NUMBER, LETTER]).status_code == 404


def test_cancelling_and_retrying_a_fax(pbx: Simulator, extension: ExtensionClient) -> None:
    queued, failed, sent = (pbx.add_fax_out(601, "1", status) for status in ("queued", "failed", "sent"))

    def change(fax: int, **query: str) -> int:
        return extension.request("PUT", f"{FAXES}{fax}", **query).status_code

    assert (change(queued, action="retry"), change(queued, action="cancel"), change(queued, action="cancel")) == (400, 200, 400)
    assert (change(failed, action="cancel"), change(failed, action="retry")) == (400, 200)
    assert (change(sent, action="retry"), change(sent), change(sent, action="burn"), change(1, action="retry")) == (400, 400, 400, 404)
    assert [row["status"] for row in _state(pbx, 601)["faxes_out"].values()] == ["cancelled", "queued", "sent"]


@pytest.mark.parametrize("message", [None, "app_access_type_deny"])
def test_access_denied(pbx: Simulator, extension: ExtensionClient, message: str | None) -> None:
    pbx.inject("PUT", "/phone/", status=403, message=message)
    answer = extension.request("PUT", "/extension/201/phone/", {"vm_enabled": True})
    assert (answer.status_code, answer.json()) == (403, {"message": message or "access_denied", "status": 403})
    assert _state(pbx, 201)["phone"]["vm_enabled"] is False


def test_a_write_that_arrived_without_an_answer(pbx: Simulator, extension: ExtensionClient) -> None:
    pbx.inject("POST", "/callback/", drop="after")
    with pytest.raises(http.client.RemoteDisconnected):
        extension.post("/extension/201/callback/", {"src_num": ["201"], "dst_num": "202"})
    assert len(_state(pbx, 201)["actions"]) == 1 and pbx.writes()[-1]["status"] is None
