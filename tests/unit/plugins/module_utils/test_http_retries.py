# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is sent again, how often, and after which pause."""

from __future__ import annotations

import datetime
import email.utils
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed
from ansible_collections.portsip.pbx.plugins.module_utils.transport import http_transport as http
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

FINE = Reply(200, {"fine": True})
HTML = Reply(200, "<html>It works.</html>", {"Content-Type": "text/html"})
SERVER_TROUBLE = (500, 502, 503, 504)
LOST = {"drop": Reply(drop=True), "timeout": Reply(silent=True), "garbage": HTML, **{str(code): Reply(code) for code in SERVER_TROUBLE}}


class Pauses(list[float]):
    """Stands in for time.sleep."""

    __call__ = list.append


def patience(what: str) -> float:
    """Seconds to wait for an answer: few only where none comes, as a busy machine may be slow."""
    return 0.5 if what == "timeout" else 10


@pytest.fixture
def pauses() -> Pauses:
    """The pauses that were made, in seconds."""
    return Pauses()


def transport(server: ScriptedServer, pauses: Pauses, **settings: Any) -> Transport:
    return Transport(server.url, HttpSettings(**{"timeout": 10, "retries": 3, **settings}), sleep=pauses)


def read(client: Transport) -> Answer:
    return client.send("GET", "/things", repeatable=True)


def create(client: Transport) -> Answer:
    return client.send("POST", "/things", repeatable=False, body={"name": "x"})


@pytest.mark.parametrize("what", LOST)
def test_a_read_is_sent_again(what: str, pauses: Pauses) -> None:
    with ScriptedServer(LOST[what], FINE) as server:
        assert read(transport(server, pauses, timeout=patience(what))).json() == {"fine": True}
    assert [request.method for request in server.received] == ["GET", "GET"]
    assert len(pauses) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("what", LOST)
def test_a_repeatable_write_is_sent_again_unchanged(what: str, method: str, pauses: Pauses) -> None:
    with ScriptedServer(LOST[what], FINE) as server:
        assert transport(server, pauses, timeout=patience(what)).send(method, "/things/1", repeatable=True, body={"port": 5061}).ok
    assert [(request.method, request.path, request.json) for request in server.received] == [(method, "/things/1", {"port": 5061})] * 2


@pytest.mark.parametrize("status", SERVER_TROUBLE)
def test_a_creation_is_not_sent_again_after_a_server_error(status: int, pauses: Pauses) -> None:
    with ScriptedServer(Reply(status), FINE) as server:
        assert create(transport(server, pauses)).status == status
    assert len(server.received) == 1
    assert not pauses


def test_a_creation_is_not_sent_again_after_an_answer_that_is_not_json(pauses: Pauses) -> None:
    with ScriptedServer(HTML, FINE) as server:
        assert create(transport(server, pauses)).text.startswith("<html>")
    assert len(server.received) == 1


@pytest.mark.parametrize("what", ["drop", "timeout"])
def test_a_creation_is_not_sent_again_once_it_may_have_arrived(what: str, pauses: Pauses) -> None:
    with ScriptedServer(LOST[what], FINE) as server, pytest.raises(ConnectionFailed) as caught:
        create(transport(server, pauses, timeout=patience(what)))
    assert caught.value.delivered
    assert len(server.received) == 1
    assert not pauses


def test_a_creation_that_never_arrived_is_sent_again() -> None:
    with ScriptedServer(FINE, listening=False) as server:
        assert create(Transport(server.url, HttpSettings(), sleep=server.listen)).ok
    assert len(server.received) == 1


@pytest.mark.parametrize("send", [read, create])
@pytest.mark.parametrize("retries", [0, 1, 3])
def test_a_refused_connection_is_tried_as_often_as_allowed(send: Any, retries: int, pauses: Pauses) -> None:
    with ScriptedServer(listening=False) as server, pytest.raises(ConnectionFailed) as caught:
        send(transport(server, pauses, retries=retries))
    assert len(pauses) == retries
    assert not caught.value.delivered
    assert f"127.0.0.1:{server.port}" in str(caught.value)
    assert caught.value.as_result() == {
        "kind": "connection",
        "status": None,
        "code": None,
        "detail": None,
        "method": "GET" if send is read else "POST",
        "path": "/things",
    }


@pytest.mark.parametrize("send", [read, create])
def test_429_is_tried_again_for_every_verb(send: Any, pauses: Pauses) -> None:
    with ScriptedServer(Reply(429), FINE) as server:
        assert send(transport(server, pauses)).ok
    assert len(server.received) == 2


@pytest.mark.parametrize("send", [read, create])
@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 405, 409, 422, 501])
def test_other_answers_are_final(status: int, send: Any, pauses: Pauses) -> None:
    with ScriptedServer(Reply(status, {"errors": []}), FINE) as server:
        assert send(transport(server, pauses)).status == status
    assert len(server.received) == 1


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_the_last_answer_is_given_back_when_attempts_are_used_up(retries: int, pauses: Pauses) -> None:
    with ScriptedServer(Reply(503, {"n": 1})) as server:
        assert read(transport(server, pauses, retries=retries)).status == 503
    assert len(server.received) == retries + 1
    assert len(pauses) == retries


def test_an_answer_that_is_not_json_is_fine_where_none_is_expected(pauses: Pauses) -> None:
    with ScriptedServer(HTML, FINE) as server:
        answer = transport(server, pauses).send("GET", "/export", repeatable=True, expect_json=False)
    assert answer.text == "<html>It works.</html>"
    assert len(server.received) == 1


def test_an_empty_answer_is_fine(pauses: Pauses) -> None:
    with ScriptedServer(Reply(204)) as server:
        answer = transport(server, pauses).send("POST", "/things/1/destroy", repeatable=True)
    assert (answer.ok, answer.json()) == (True, None)
    assert len(server.received) == 1


# Pauses


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", [0, 1, 7, 60])
def test_retry_after_in_seconds_is_honoured(status: int, asked: int, pauses: Pauses) -> None:
    with ScriptedServer(Reply(status, headers={"Retry-After": str(asked)}), FINE) as server:
        assert read(transport(server, pauses)).ok
    assert len(pauses) == 1
    assert asked <= pauses[0] <= asked + 1


def test_retry_after_as_a_date_is_honoured(pauses: Pauses) -> None:
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=30)
    with ScriptedServer(Reply(503, headers={"Retry-After": email.utils.format_datetime(when, usegmt=True)}), FINE) as server:
        assert read(transport(server, pauses)).ok
    assert 27 <= pauses[0] <= 31


def test_retry_after_in_the_past_means_now(pauses: Pauses) -> None:
    with ScriptedServer(Reply(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), FINE) as server:
        assert read(transport(server, pauses)).ok
    assert 0 <= pauses[0] <= 1


@pytest.mark.parametrize("value", ["soon", "", "-5x"])
def test_retry_after_that_makes_no_sense_is_ignored(value: str, pauses: Pauses) -> None:
    with ScriptedServer(Reply(503, headers={"Retry-After": value}), FINE) as server:
        assert read(transport(server, pauses)).ok
    assert 0 < pauses[0] <= 8


@pytest.mark.parametrize("header", ["Retry-After", "X-RateLimit-Reset"])
def test_a_wait_beyond_a_minute_is_left_to_the_user(header: str, pauses: Pauses) -> None:
    with ScriptedServer(Reply(429, headers={header: "61"}), FINE) as server:
        assert read(transport(server, pauses)).status == 429
    assert len(server.received) == 1
    assert not pauses


def test_the_rate_limit_of_the_extension_api_tells_the_seconds(pauses: Pauses) -> None:
    with ScriptedServer(Reply(429, headers={"X-RateLimit-Reset": "5"}), FINE) as server:
        assert create(transport(server, pauses)).ok
    assert 5 <= pauses[0] <= 6


def test_retry_after_counts_more_than_the_rate_limit_window(pauses: Pauses) -> None:
    with ScriptedServer(Reply(429, headers={"Retry-After": "2", "X-RateLimit-Reset": "40"}), FINE) as server:
        assert create(transport(server, pauses)).ok
    assert 2 <= pauses[0] <= 3


def test_the_rate_limit_window_means_nothing_after_another_error(pauses: Pauses) -> None:
    with ScriptedServer(Reply(503, headers={"X-RateLimit-Reset": "3000"}), FINE) as server:
        assert read(transport(server, pauses)).ok
    assert pauses[0] <= 8


@pytest.mark.parametrize("luck", [0.0, 0.5, 1.0])
def test_pauses_double_up_to_a_limit_and_vary(luck: float, pauses: Pauses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http.random, "uniform", lambda low, high: low + luck * (high - low))
    with ScriptedServer(Reply(503)) as server:
        read(transport(server, pauses, retries=7))
    assert pauses == [pytest.approx(seconds * (0.5 + luck / 2)) for seconds in (0.5, 1, 2, 4, 8, 8, 8)]


def test_two_runs_do_not_come_back_together() -> None:
    runs = []
    for _run in range(2):
        pauses = Pauses()
        with ScriptedServer(Reply(429, headers={"Retry-After": "2"}), Reply(503)) as server:
            read(transport(server, pauses))
        runs.append(list(pauses))
    assert runs[0][0] != runs[1][0]
    assert runs[0][1] != runs[1][1]
