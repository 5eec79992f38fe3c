# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How long a request may take: timeout bounds all of it, and with a file the time without progress."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.client import pbx
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

pytestmark = pytest.mark.slow

TIMEOUT = 0.6
SOME_TIME = 0.1
"""Seconds between two bytes: a server that sends so seldom never lets a timeout between bytes pass."""
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n" + b'{"a": "' + 31 * b"x" + b'"}'
DRIPPING = {
    "headers": Reply(raw=WHOLE, drip=SOME_TIME),
    "body": Reply(200, "x" * 1000, drip=SOME_TIME),
    "body of an error": Reply(404, "x" * 1000, drip=SOME_TIME),
    "chunks": Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + 100 * b"1\r\nx\r\n", drip=0.02),
    "continue": Reply(raw=1000 * b"HTTP/1.1 100 Continue\r\n\r\n", drip=0.005),
}


class Bucket:
    """Takes everything."""

    def __init__(self) -> None:
        self.content = b""

    def begin(self, content_type: str, size: int | None) -> None:
        self.content = b""

    def write(self, piece: bytes) -> None:
        self.content += piece


def transport(url: str, **settings: Any) -> Transport:
    return Transport(url, HttpSettings(**{"timeout": TIMEOUT, "retries": 0, **settings}))


@contextmanager
def ends_in_time() -> Iterator[None]:
    begin = time.monotonic()
    yield
    assert TIMEOUT * 0.9 <= time.monotonic() - begin < TIMEOUT + 3  # the machine may be busy


@pytest.mark.parametrize("what", DRIPPING)
def test_an_answer_that_comes_byte_by_byte_ends_at_the_timeout(what: str) -> None:
    with ScriptedServer(DRIPPING[what]) as server, ends_in_time(), pytest.raises(ConnectionFailed, match=r"within 0\.6 seconds") as caught:
        transport(server.url).send("POST", "/things", repeatable=False, body={})
    assert caught.value.delivered


def test_each_request_has_the_whole_time() -> None:
    with ScriptedServer(Reply(200, {})) as server:
        client = transport(server.url)
        for _request in range(3):
            assert client.send("GET", "/", repeatable=True).ok
            time.sleep(TIMEOUT / 2)
    assert len({request.client for request in server.received}) == 1


def test_a_name_that_is_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(10) and [])
    with ends_in_time(), pytest.raises(ConnectionFailed, match="did not accept a connection") as caught:
        transport("http://pbx.example.net").send("POST", "/things", repeatable=False)
    over.set()
    assert not caught.value.delivered


@pytest.fixture
def mute() -> Iterator[str]:
    """Host and port of a server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_a_tls_handshake_that_does_not_end(mute: str) -> None:
    with ends_in_time(), pytest.raises(ConnectionFailed, match="did not accept a connection") as caught:
        transport(f"https://{mute}").send("POST", "/things", repeatable=False)
    assert not caught.value.delivered


@pytest.mark.parametrize("reply", [Reply(silent=True), Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 30, drip=0.02)])
def test_a_proxy_that_does_not_connect(reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(reply) as proxy, ends_in_time(), pytest.raises(ConnectionFailed, match="by way of the proxy") as caught:
        monkeypatch.setenv("https_proxy", proxy.url)
        transport("https://pbx.example.net").send("POST", "/things", repeatable=False)
    assert not caught.value.delivered


def test_a_sign_out_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pbx, "SIGN_OUT_SECONDS", TIMEOUT)
    with ScriptedServer(Reply(200, {"access_token": "token-1"}), DRIPPING["body"]) as server:
        client = pbx.PbxClient(server.url, pbx.PbxCredentials("admin", "geheim1"), HttpSettings())
        client.sign_in()
        with ends_in_time():
            client.sign_out()
    assert server.received[-1].path == "/login/oauth/revoke"


# Files


def test_a_file_may_take_longer_as_long_as_it_comes() -> None:
    bucket = Bucket()
    with ScriptedServer(Reply(200, "sound" * 3, drip=SOME_TIME)) as server:
        assert transport(server.url).send("GET", "/file", repeatable=True, sink=bucket).ok
    assert bucket.content == b"soundsoundsound"


def test_a_file_that_stops_coming_ends_at_the_timeout() -> None:
    stalled = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nsou", drip=0)
    with ScriptedServer(Reply(200, "x" * 5, drip=100)) as server, ends_in_time():
        with pytest.raises(ConnectionFailed, match=r"sent nothing more of the file for 0\.6 seconds"):
            transport(server.url).send("GET", "/file", repeatable=True, sink=Bucket())
    with ScriptedServer(stalled) as server, pytest.raises(ConnectionFailed, match="3 of 50|broke"):
        transport(server.url).send("GET", "/file", repeatable=True, sink=Bucket())


def test_the_headers_of_a_file_are_bounded() -> None:
    with ScriptedServer(DRIPPING["headers"]) as server, ends_in_time(), pytest.raises(ConnectionFailed):
        transport(server.url).send("GET", "/file", repeatable=True, sink=Bucket())


def test_the_answer_to_a_file_is_bounded() -> None:
    answer = Reply(200, "x" * 30, drip=SOME_TIME)
    with ScriptedServer(answer) as server, ends_in_time(), pytest.raises(ConnectionFailed, match=r"within 0\.6 seconds") as caught:
        transport(server.url).send("POST", "/append", repeatable=False, content=b"RIFF")
    assert caught.value.delivered


@pytest.mark.parametrize("what", ["headers", "continue"])
@pytest.mark.parametrize("content", [{"content": b"RIFF"}, {"form": {}, "files": {"file": ("a.wav", b"RIFF", "audio/wav")}}])
def test_what_comes_before_the_answer_to_a_file_is_bounded(what: str, content: dict[str, Any]) -> None:
    with ScriptedServer(DRIPPING[what]) as server, ends_in_time(), pytest.raises(ConnectionFailed, match=r"within 0\.6 seconds"):
        transport(server.url).send("POST", "/append", repeatable=False, **content)


def test_an_upload_that_is_not_taken_ends_at_the_timeout() -> None:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with ends_in_time(), pytest.raises(ConnectionFailed, match=r"took nothing more of the file for 0\.6 seconds"):
            transport(url).send("POST", "/file", repeatable=False, content=bytes(SIZE))


@pytest.fixture
def slow_reader() -> Iterator[str]:
    """URL of a server that takes a request in two seconds, whatever its size, and answers it."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def serve() -> None:
            connection, _address = listening.accept()
            with connection:
                size = 0
                while size < SIZE:
                    time.sleep(2 / 20)
                    wanted = SIZE // 20
                    while wanted > 0:
                        piece = connection.recv(min(wanted, 65536))
                        if not piece:
                            return
                        size += len(piece)
                        wanted -= len(piece)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


SIZE = 20_000_000


def test_an_upload_may_take_longer_as_long_as_it_goes(slow_reader: str) -> None:
    begin = time.monotonic()
    files = {"file": ("sound.wav", bytes(SIZE), "audio/wav")}
    assert transport(slow_reader).send("POST", "/file", repeatable=False, form={}, files=files).ok
    assert time.monotonic() - begin > TIMEOUT * 2


def test_a_large_body_is_no_file(slow_reader: str) -> None:
    with pytest.raises(ConnectionFailed, match=r"0\.6 seconds"):
        transport(slow_reader).send("POST", "/things", repeatable=False, body={"text": "x" * SIZE})
