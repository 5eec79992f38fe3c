# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whatever a server sends, what comes of it is an answer or an error of a kind, never anything else."""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer, retry_after
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b'{"id": "1"}'
END = b"Content-Length: 11\r\n\r\n" + BODY

BROKEN = {
    "nothing": b"",
    "line break": b"\r\n",
    "garbage": b"\x00\xff\x16\x03 garbage \x1b]0;title\x07",
    "long garbage": b"x" * 300_000,
    "a banner": b"220 mail.example.net ESMTP\r\n",
    "no status": b"HTTP/1.1\r\n\r\n",
    "a status of letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "a status of two digits": b"HTTP/1.1 20 OK\r\n" + END,
    "a negative status": b"HTTP/1.1 -20 OK\r\n" + END,
    "a status too large": b"HTTP/1.1 20000 OK\r\n" + END,
    "another version": b"HTTP/9.9 200 OK\r\n" + END,
    "a long header": OK + b"X: " + b"y" * 70_000 + b"\r\n" + END,
    "many headers": OK + b"X: y\r\n" * 200 + END,
    "endless 100": b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    "cut in the body": OK + b"Content-Length: 50\r\n\r\n" + BODY,
    "chunks without a size": OK + b"Transfer-Encoding: chunked\r\n\r\nzzz\r\n" + BODY,
    "a negative chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "a cut chunk": OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhello",
    "a huge chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 4000 + b"\r\nhello",
    "damaged gzip": OK + b"Content-Encoding: gzip\r\n" + END,
    "cut gzip": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-4],
}
"""Answers that are no HTTP, or end early: the connection broke."""

UNEXPECTED = {
    "no JSON": OK + b"\r\n<html>",
    "bytes that are no text": OK + b'\r\n{"name": "\xff\xfe"}',
    "deep JSON": OK + b"\r\n" + b"[" * 200_000,
    "deep JSON that ends": OK + b"\r\n" + b'{"a":' * 500 + b"1" + b"}" * 500,
    "a number of 5000 digits": OK + b'\r\n{"id": ' + b"1" * 5000 + b"}",
    "a list": OK + b"\r\n[]",
    "a text": OK + b'\r\n"id"',
    "null": OK + b"\r\nnull",
    "nothing": OK + b"Content-Length: 0\r\n\r\n",
    "no end of headers": OK + b"X: y",
    "204": b"HTTP/1.1 204 No Content\r\nContent-Length: 500\r\n\r\n",
    "another encoding": OK + b"Content-Encoding: compress\r\n" + END,
    "a redirect": b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    "a redirect to itself": b"HTTP/1.1 302 Found\r\nLocation: /things\r\n\r\n",
    "a redirect of odd bytes": b"HTTP/1.1 307 x\r\nLocation: \xff\xfe\x00//[::1\r\n\r\n",
    "500 with deep JSON": b"HTTP/1.1 500 x\r\n\r\n" + b"[" * 200_000,
    "999": b"HTTP/1.1 999 x\r\n\r\n",
}
"""Answers that are HTTP, but not what the API describes."""

TAKEN = {
    "odd headers": OK + b"Set-Cookie: ;;;=\xff; expires=never; domain=[\r\nX-\xff: \x00\r\nno header\r\n" + END,
    "two lengths": OK + b"Content-Length: 11\r\n" + END,
    "a negative length": OK + b"Content-Length: -5\r\n\r\n" + BODY,
    "a length of letters": OK + b"Content-Length: many\r\n\r\n" + BODY,
    "a length of other digits": OK + b"Content-Length: \xc2\xb2\r\n\r\n" + BODY,
    "a byte order mark": OK + b"\r\n\xef\xbb\xbf" + BODY,
    "UTF-16": OK + b"\r\n" + BODY.decode().encode("utf-16"),
    "HTTP/1.0": b"HTTP/1.0 200\r\n\r\n" + BODY,
    "compressed chunks": OK
    + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(gzip.compress(BODY))
    + gzip.compress(BODY)
    + b"\r\n0\r\n\r\n",
}
"""Answers that are odd, and mean what they say."""


def client(url: str, retries: int = 0) -> PbxClient:
    return PbxClient(url, PbxCredentials(token="token-1"), HttpSettings(retries=retries, timeout=10))


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_http_is_a_broken_connection(what: str) -> None:
    with ScriptedServer(Reply(raw=BROKEN[what])) as server, pytest.raises(errors.ConnectionFailed) as caught:
        client(server.url).create("/things", {})
    assert caught.value.delivered, "it may have been created"
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("what", UNEXPECTED)
def test_what_is_not_described_is_an_unexpected_answer(what: str) -> None:
    with ScriptedServer(Reply(raw=UNEXPECTED[what])) as server, pytest.raises(errors.UnexpectedAnswer) as caught:
        # What is read again may find the connection closed.
        client(server.url, retries=3).get_object("/things")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_only_odd_is_taken(what: str) -> None:
    with ScriptedServer(Reply(raw=TAKEN[what])) as server:
        assert client(server.url).get_object("/things") == {"id": "1"}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 503])
@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"errors": []}', b'{"errors": {"a": 1}}', b'{"errors": [null]}', b"[1]", b"\xff", b""])
def test_an_odd_error_body_is_an_error_of_its_status(status: int, body: bytes) -> None:
    with ScriptedServer(Reply(status, body)) as server, pytest.raises(errors.PortsipError) as caught:
        client(server.url).get_object("/things")
    assert caught.value.status == status


def test_a_half_of_a_pair_reaches_nobody() -> None:
    body = rb'{"id": "1", "name": "a\ud83d", "\udc00": ["\ud800"]}'
    with ScriptedServer(Reply(200, body), Reply(400, rb'{"errors": [{"code": "\ud800", "message": "\udfff"}]}')) as server:
        assert client(server.url).get_object("/things") == {"id": "1", "name": "a\ufffd", "\ufffd": ["\ufffd"]}
        with pytest.raises(errors.Refused) as caught:
            client(server.url).get_object("/things")
    f"{caught.value} {caught.value.as_result()}".encode()


# TLS


@pytest.fixture(scope="module")
def context() -> Iterator[ssl.SSLContext]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("what", BROKEN)
def test_the_same_over_tls(what: str, context: ssl.SSLContext) -> None:
    with ScriptedServer(Reply(raw=BROKEN[what]), context=context) as server, pytest.raises(errors.ConnectionFailed) as caught:
        settings = HttpSettings(retries=0, timeout=10, validate_certs=False)
        Transport(server.url, settings).send("POST", "/things", repeatable=False, body={})
    assert caught.value.delivered


# What a server asks to wait


@pytest.mark.parametrize(
    "value",
    [
        "1e20", "inf", "-inf", "nan", "Infinity", "9" * 400, "31622401", "1e999", "0x10", "\u00b2", "12:00", "Wed",
        "Wed, 21 Oct 99999 07:28:00 GMT", "Wed, 21 Oct 9999 07:28:00 GMT", "Wed, 32 Oct 2030 07:28:00 GMT",
        "Wed, 21 Oct 2030 99:28:00 GMT", "Wed, 21 Oct 2030 07:28:00 +99999999", ",", "a b c d e f",
    ],
)  # fmt: skip
def test_a_wait_that_makes_no_sense_is_none(value: str) -> None:
    for status in (429, 503):
        assert retry_after(Answer(status, {"Retry-After": value}, b"")) is None


@pytest.mark.parametrize(("value", "seconds"), [("0", 0), ("-5", 0), ("2.5", 2.5), ("31622400", http_answer.LONGEST_WAIT)])
def test_a_wait_that_does(value: str, seconds: float) -> None:
    assert retry_after(Answer(429, {"Retry-After": value}, b"")) == seconds


@pytest.mark.parametrize("value", ["1e20", "inf", "nan", "86401", "31622400"])
def test_a_limit_of_requests_is_told_whatever_the_wait(value: str) -> None:
    slept: list[float] = []
    with ScriptedServer(Reply(429, {}, {"Retry-After": value})) as server, pytest.raises(errors.RateLimited) as caught:
        api = PbxClient(server.url, PbxCredentials(token="token-1"), HttpSettings(retries=1))
        api.transport._sleep = slept.append
        api.get_object("/things")
    assert caught.value.status == 429
    assert all(0 < seconds <= 8 for seconds in slept)


# What is sent


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"body": {"name": "a\ud83d"}}, "^name: contains half of a surrogate pair"),
        ({"body": {"x": [float("nan")]}}, r"^x\[0\]: nan is not a number"),
        ({"query": {"search": "\udc80"}}, "^search: contains half"),
        ({"form": {"password": "\ud800"}}, "^password: contains half"),
        ({"query": {"id": 10**5000}}, "^id: is larger"),
    ],
)
def test_what_cannot_be_sent_is_an_input(content: dict[str, Any], words: str) -> None:
    with ScriptedServer(Reply(200, {})) as server, pytest.raises(errors.InvalidInput, match=words):
        Transport(server.url, HttpSettings()).send("POST", "/things", repeatable=True, **content)
    assert server.received == []
