# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Bodies that are taken piece by piece, and forms with files."""

from __future__ import annotations

import email.parser
import email.policy
import gzip
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.libraries import requests
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed, InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_body import PIECE_SIZE
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_files import drain
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import Basic, HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

AUDIO = Reply(200, "sound" * 100_000, {"Content-Type": "audio/mpeg"})


class Bucket:
    """Takes everything, and notes each beginning."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, int | None]] = []
        self.pieces: list[bytes] = []

    def begin(self, content_type: str, size: int | None) -> None:
        self.begun.append((content_type, size))
        self.pieces = []

    def write(self, piece: bytes) -> None:
        self.pieces.append(piece)


def transport(server: ScriptedServer, **settings: Any) -> Transport:
    return Transport(server.url, HttpSettings(**{"retries": 1, "timeout": 5, **settings}), sleep=lambda seconds: None)


def test_a_body_comes_in_pieces() -> None:
    bucket = Bucket()
    with ScriptedServer(AUDIO) as server:
        answer = transport(server).send("GET", "/file", repeatable=True, sink=bucket)
    assert (answer.status, answer.content) == (200, b"")
    assert bucket.begun == [("audio/mpeg", 500_000)]
    assert b"".join(bucket.pieces) == b"sound" * 100_000
    assert max(map(len, bucket.pieces)) <= PIECE_SIZE
    assert server.received[0].headers["accept"] == "*/*"
    assert server.received[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 401, 404, 429, 500])
def test_only_a_success_goes_into_the_sink(status: int) -> None:
    bucket = Bucket()
    with ScriptedServer(Reply(status, {"message": "no"})) as server:
        answer = transport(server, retries=0).send("GET", "/file", repeatable=True, sink=bucket)
    assert (answer.status, answer.json()) == (status, {"message": "no"})
    assert bucket.begun == []


def test_a_file_that_is_html_is_a_file() -> None:
    """What is a file is for the sink to say: nothing is read again."""
    bucket = Bucket()
    with ScriptedServer(Reply(200, "<html>", {"Content-Type": "text/html"})) as server:
        transport(server).send("GET", "/file", repeatable=True, sink=bucket)
    assert (bucket.begun, len(server.received)) == ([("text/html", 6)], 1)


def test_a_sink_that_has_enough_ends_the_request() -> None:
    class Full(Bucket):
        def write(self, piece: bytes) -> None:
            raise InvalidInput("full")

    with ScriptedServer(AUDIO) as server:
        with pytest.raises(InvalidInput, match="full"):
            transport(server).send("GET", "/file", repeatable=True, sink=Full())
        # The connection with the rest of the file is not used again.
        assert transport(server).send("GET", "/file", repeatable=True, sink=Bucket()).ok
    assert len(server.received) == 2


class Cut:
    """An answer whose connection ends early, as older releases of urllib3 hand it over: without a word."""

    def __init__(self, content: bytes, **headers: str) -> None:
        self.headers = headers
        self.status_code = 200
        self.raw = self
        self._content = content

    def tell(self) -> int:
        return len(self._content)

    def stream(self, size: int, *, decode_content: bool) -> list[bytes]:
        assert not decode_content
        return [self._content]


def test_a_body_shorter_than_announced_is_broken() -> None:
    with pytest.raises(requests.RequestException, match="ended after 5 of 6 bytes"):
        drain(Cut(b"sound", **{"Content-Length": "6"}), Bucket())
    drain(Cut(b"sound", **{"Content-Length": "5"}), Bucket())
    drain(Cut(b"sound"), Bucket())


@pytest.mark.parametrize(
    ("headers", "size"),
    [
        ({}, None),
        ({"Content-Length": "5"}, 5),
        ({"Content-Length": "odd"}, None),
        ({"Content-Length": "9" * 5000}, None),
        ({"Content-Length": "7", "Transfer-Encoding": "chunked"}, None),
        ({"Content-Length": str(len(gzip.compress(b"sound"))), "Content-Encoding": "gzip"}, None),
    ],
)
def test_the_size_that_is_announced(headers: dict[str, str], size: int | None) -> None:
    bucket = Bucket()
    drain(Cut(gzip.compress(b"sound") if "Content-Encoding" in headers else b"sound", **headers), bucket)
    assert bucket.begun == [("", size)]
    assert b"".join(bucket.pieces) == b"sound"


def test_a_connection_that_breaks_is_a_connection_that_failed() -> None:
    with ScriptedServer(Reply(drop=True)) as server, pytest.raises(ConnectionFailed):
        transport(server).send("GET", "/file", repeatable=True, sink=Bucket())
    assert len(server.received) == 2


def test_a_form_with_a_file() -> None:
    with ScriptedServer(Reply(201, {"id": 1})) as server:
        form, files = {"dst_num": "+4930"}, {"file": ("prices ä.pdf", b"%PDF \x00\xff", "application/pdf")}
        assert transport(server).send("POST", "/fax/out/", repeatable=False, form=form, files=files).ok
    (request,) = server.received
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts = list(email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + request.body).iter_parts())
    assert [part.get_param("name", header="content-disposition") for part in parts] == ["dst_num", "file"]
    assert [part.get_payload(decode=True) for part in parts] == [b"+4930", b"%PDF \x00\xff"]
    assert parts[1].get_filename() == "prices ä.pdf"


def test_a_name_and_a_password() -> None:
    with ScriptedServer(AUDIO) as server:
        transport(server).send("GET", "/file", repeatable=True, auth=Basic("anna", "pässword:1"), sink=Bucket())
    # RFC 7617: base64 of "anna:pässword:1" in UTF-8.
    assert server.received[0].headers["authorization"] == "Basic YW5uYTpww6Rzc3dvcmQ6MQ=="


def test_content_goes_as_it_is_with_secret_headers() -> None:
    """What stands in further headers is not quoted, where a server repeats it in its refusal."""
    with ScriptedServer(Reply(400, {"message": "no such upload: token-4711"})) as server:
        answer = transport(server, retries=0).send(
            "POST", "/append", repeatable=False, content=b"RIFF\x00", headers={"PortSIP-Upload-Token": "token-4711"}
        )
    received = server.received[0]
    assert (received.headers["content-type"], received.headers["portsip-upload-token"]) == ("application/octet-stream", "token-4711")
    assert "token-4711" not in answer.public_text
    assert "no such upload: ****" in answer.public_text
