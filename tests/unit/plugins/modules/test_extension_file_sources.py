# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of the extension API that come from elsewhere than from the API itself, and the address they have there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.libraries import requests
from ansible_collections.portsip.pbx.tests.unit.support.extension import BASE, LOGIN, PHONE
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_ID, CLIENT_SECRET
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

ONE = f"GET {BASE}/201/record/r1"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a recording."""
    shared_simulator.add_record(PHONE, "r1", content="recorded")
    return shared_simulator


def save(pbx: Simulator, dest: Path, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_file", {"extension_id": PHONE, "kind": "recording", "id": "r1", "dest": str(dest), **options})


def test_with_a_password(pbx: Simulator, tmp_path: Path) -> None:
    task = save(pbx, tmp_path / "r1.mp3", source="password", download_username=CLIENT_ID, download_password=CLIENT_SECRET)
    done = task.run()
    assert done.calls == [f"GET {BASE}/201/record/r1/download/"]
    assert (tmp_path / "r1.mp3").read_bytes() == b"recorded"
    assert CLIENT_SECRET not in shown(done)


def test_a_wrong_password_is_tried_once(pbx: Simulator, tmp_path: Path) -> None:
    task = save(pbx, tmp_path / "r1.mp3", source="password", download_username="user", download_password="Wrong-Pass-1")
    refused = task.run()
    assert isinstance(refused.error, errors.AuthenticationFailed)
    assert "refused download_username and download_password" in str(refused.error)
    assert refused.calls == [f"GET {BASE}/201/record/r1/download/"]
    assert "Wrong-Pass-1" not in shown(refused)


@pytest.mark.parametrize("field", ["record_url", "storage_url", "url", "location"])
def test_from_the_storage_without_the_token(field: str, pbx: Simulator, tmp_path: Path) -> None:
    with ScriptedServer(Reply(200, "stored", {"Content-Type": "audio/mpeg"})) as storage:
        address = f"{storage.url}/r1.mp3?signature=s3cr3t-signature"
        pbx.inject("GET", "/storage_url/", status=200, body=f'{{"{field}": "{address}"}}')
        done = save(pbx, tmp_path / "r1.mp3", source="storage").run()
    assert done.calls == [LOGIN, f"{ONE}/storage_url/"]
    assert (tmp_path / "r1.mp3").read_bytes() == b"stored"
    (request,) = storage.received
    assert request.path == "/r1.mp3?signature=s3cr3t-signature"
    assert "authorization" not in request.headers


def test_a_storage_that_refuses(pbx: Simulator, tmp_path: Path) -> None:
    with ScriptedServer(Reply(403, "expired")) as storage:
        address = f"{storage.url}/r1.mp3?signature=s3cr3t-signature"
        pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{address}"}}')
        outcome = save(pbx, tmp_path / "r1.mp3", source="storage").run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "answered 403 instead of the file" in str(outcome.error)
    assert "s3cr3t-signature" not in shown(outcome)


@pytest.mark.parametrize(("kind", "path"), [("recording", "record/r1"), ("voicemail", "voicemail/v1")])
def test_the_address_only(kind: str, path: str, pbx: Simulator) -> None:
    pbx.add_voicemail(PHONE, "v1")
    task = Task(pbx, "portsip_extension_file", {"extension_id": PHONE, "kind": kind, "id": path[-2:], "url_only": True})
    for check in (True, False):
        outcome = task.run(check=check)
        assert outcome.calls == [LOGIN, f"GET {BASE}/201/{path}/storage_url/"]
        assert outcome.result == {"changed": False, "url": f"https://storage.sim.example.net/{path}"}


@pytest.mark.parametrize("body", ["{}", "[]", '{"record_url": null}', '{"record_url": "file:///etc/passwd"}', '"//x"'])
def test_no_address(body: str, pbx: Simulator, tmp_path: Path) -> None:
    pbx.inject("GET", "/storage_url/", status=200, body=body, times=None)
    outcome = save(pbx, tmp_path / "r1.mp3", source="storage").run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "without an address" in str(outcome.error)


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "0.0.0.0", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_storage_on_this_machine_or_its_link_is_not_asked(host: str, pbx: Simulator, tmp_path: Path) -> None:
    with ScriptedServer(Reply(200, "inner", {"Content-Type": "audio/mpeg"})) as inner:
        address = f"http://user:S3cret-Pass@{host}:{inner.url.rpartition(':')[2]}/latest/meta-data"
        pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{address}"}}', times=None)
        task = save(pbx, tmp_path / "r1.mp3", source="storage")
        for check in (True, False):
            outcome = task.run(check=check)
            assert isinstance(outcome.error, errors.UnexpectedAnswer)
            assert "storage_hosts" in str(outcome.error)
            assert "S3cret-Pass" not in shown(outcome)
        assert inner.received == []
    assert list(tmp_path.iterdir()) == []


def test_a_storage_that_is_allowed(pbx: Simulator, tmp_path: Path) -> None:
    with ScriptedServer(Reply(200, "stored", {"Content-Type": "audio/mpeg"})) as storage:
        address = f"http://user:S3cret-Pass@localhost:{storage.url.rpartition(':')[2]}/r1.mp3"
        pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{address}"}}')
        done = save(pbx, tmp_path / "r1.mp3", source="storage", storage_hosts=["localhost"]).run()
    assert (tmp_path / "r1.mp3").read_bytes() == b"stored"
    (request,) = storage.received
    assert request.headers["authorization"] == "Basic dXNlcjpTM2NyZXQtUGFzcw=="
    assert "S3cret-Pass" not in shown(done)


def test_the_address_is_told_without_user_name_and_password(pbx: Simulator) -> None:
    address = "https://user:S3cret-Pass@storage.example.net/r1.mp3?signature=1"
    pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{address}"}}')
    task = Task(pbx, "portsip_extension_file", {"extension_id": PHONE, "kind": "recording", "id": "r1", "url_only": True})
    told = task.run()
    assert told.result == {"changed": False, "url": "https://storage.example.net/r1.mp3?signature=1"}
    assert "S3cret-Pass" not in shown(told)
    assert any("user name" in text for text in told.context.warnings)


@pytest.mark.parametrize(
    "address", ["http://user:S3cret-Pass@[::1/x", "https://user:S3cret-Pass@host:port/x", "http://user:S3cret-Pass@/x"]
)
def test_an_address_that_can_not_be_parsed(address: str, pbx: Simulator, tmp_path: Path) -> None:
    pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{address}"}}')
    outcome = save(pbx, tmp_path / "r1.mp3", source="storage").run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
    assert "not the address of a file" in str(outcome.error)
    assert "S3cret-Pass" not in shown(outcome)


def test_a_storage_never_sees_the_client_certificate(pbx: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate goes to the host and port of the API only."""
    shown_to = {}
    send = requests.Session.send

    def noting(session: Any, request: Any, **options: Any) -> Any:
        shown_to[request.path_url] = options.pop("cert")
        return send(session, request, **options)

    monkeypatch.setattr(requests.Session, "send", noting)
    with ScriptedServer(Reply(200, "stored", {"Content-Type": "audio/mpeg"})) as storage:
        for url, saved in ((f"{storage.url}/other", "other"), (f"{pbx.url}/own", "own")):
            pbx.inject("GET", "/storage_url/", status=200, body=f'{{"record_url": "{url}"}}', times=1)
            save(pbx, tmp_path / saved, source="storage", client_cert="/tls/client.pem", client_key="/tls/client.key").run()
    both = ("/tls/client.pem", "/tls/client.key")
    assert (shown_to["/other"], shown_to["/own"], shown_to["/oauth/token"]) == (None, both, both)
