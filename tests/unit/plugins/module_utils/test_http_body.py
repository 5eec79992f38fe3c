# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Bodies as they come over the wire: compressed, damaged, and too large."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed, UnexpectedAnswer
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_body
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

MEGABYTE = 1_000_000
TEXT = b'{"text": "' + b"abcdefghij" * 30_000 + b'"}'


def raw_deflate(data: bytes) -> bytes:
    compress = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compress.compress(data) + compress.flush()


def ask(reply: Reply, **settings: Any) -> Answer:
    with ScriptedServer(reply) as server:
        return Transport(server.url, HttpSettings(**{"retries": 0, "timeout": 20, **settings})).send("GET", "/things", repeatable=True)


def bomb(megabytes: int) -> bytes:
    """Some kilobytes that decompress to so many megabytes."""
    compress = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    return b"".join([*(compress.compress(bytes(MEGABYTE)) for _each in range(megabytes)), compress.flush()])


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        (" GZIP ", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("gzip", gzip.compress(TEXT) + bytes(50)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("identity", TEXT),
        ("", TEXT),
    ],
)
def test_a_compressed_body(encoding: str, body: bytes) -> None:
    answer = ask(Reply(200, body, {"Content-Encoding": encoding}))
    assert answer.content == TEXT
    assert answer.json() == {"text": "abcdefghij" * 30_000}


def test_only_encodings_that_are_understood_are_asked_for() -> None:
    with ScriptedServer(Reply(200, {})) as server:
        Transport(server.url, HttpSettings()).send("GET", "/things", repeatable=True)
    assert server.received[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "rot13"])
def test_another_encoding_is_said(encoding: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=f"encoding '{encoding}', which was not asked for") as caught:
        ask(Reply(200, TEXT, {"Content-Encoding": encoding}))
    assert caught.value.as_result() | {"detail": None} == {
        "kind": "unexpected",
        "status": 200,
        "code": None,
        "detail": None,
        "method": "GET",
        "path": "/things",
    }


@pytest.mark.parametrize(
    "body",
    [gzip.compress(TEXT)[:-9], gzip.compress(TEXT)[:5], b"sound", b"\x1f\x8bnonsense"],
    ids=["cut", "header cut", "plain", "nonsense"],
)
def test_a_damaged_body_is_a_broken_connection(body: bytes) -> None:
    with pytest.raises(ConnectionFailed, match="compressed body is (damaged|incomplete)") as caught:
        ask(Reply(200, body, {"Content-Encoding": "gzip"}))
    assert caught.value.delivered


@pytest.mark.slow
def test_a_success_that_is_too_large_is_not_read() -> None:
    body = bomb(300)
    assert len(body) < MEGABYTE
    tracemalloc.start()
    try:
        with pytest.raises(UnexpectedAnswer, match="more than 32 MB") as caught:
            ask(Reply(200, body, {"Content-Encoding": "gzip"}), timeout=60)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60 * MEGABYTE
    assert caught.value.status == 200


def test_what_is_not_compressed_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_body, "LARGEST_BODY", 100_000)
    assert len(ask(Reply(200, "x" * 100_000)).content) == 100_000
    with pytest.raises(UnexpectedAnswer):
        ask(Reply(200, "x" * 100_001))


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
def test_an_error_with_a_large_body_stays_what_it_is(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_body, "LARGEST_BODY", 100_000)
    answer = ask(Reply(status, bomb(10), {"Content-Encoding": "gzip", "Location": "http://[", "Retry-After": "99999"}))
    assert answer.status == status
    assert len(answer.content) < 200_000


def test_a_body_shorter_than_announced_is_broken() -> None:
    with pytest.raises(ConnectionFailed, match="broke"):
        ask(Reply(raw=b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"a": 1}'))
