# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is known of a write that failed: whether it may have taken effect."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply.creation import once
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import stopped_by
from ansible_collections.portsip.pbx.plugins.module_utils.base.writes import Writes, watched
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient, ExtensionCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.read import waiting
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

OK, LOST, TROUBLE, REFUSED = Reply(200, {"id": "1"}), Reply(drop=True), Reply(500, {}), Reply(400, {})
VERBS = {
    "create": lambda client: client.create("/x", {}),
    "update": lambda client: client.update("/x/1", {}),
    "remove": lambda client: client.remove("/x/1"),
    "read": lambda client: client.get("/x"),
}


def client_of(api: str, url: str) -> Any:
    settings = HttpSettings(timeout=5, retries=1)
    if api == "pbx":
        return PbxClient(url, PbxCredentials(token="t"), settings)
    return ExtensionClient(url, ExtensionCredentials(token="t"), settings)


@pytest.mark.parametrize("api", ["pbx", "extension"])
@pytest.mark.parametrize(
    ("verb", "replies", "unsettled"),
    [
        ("create", [OK], True),
        ("create", [REFUSED], False),
        ("create", [LOST], True),
        ("create", [TROUBLE], True),
        ("create", [Reply(429)], False),
        ("update", [REFUSED], False),
        ("update", [LOST, LOST], True),
        ("update", [TROUBLE, TROUBLE], True),
        ("update", [Reply(404, {})], False),
        ("remove", [LOST, LOST], True),
        ("remove", [Reply(403, {})], False),
        ("read", [LOST, LOST], False),
        ("read", [OK], False),
    ],
)
def test_a_write_is_unsettled_unless_it_was_surely_refused(api: str, verb: str, replies: list[Reply], unsettled: bool) -> None:
    writes = Writes()
    with ScriptedServer(*replies) as server, watched(writes), contextlib.suppress(errors.PortsipError):
        VERBS[verb](client_of(api, server.url))
    assert writes.unsettled is unsettled


def test_a_write_that_never_arrived_has_no_effect() -> None:
    writes = Writes()
    with ScriptedServer(OK) as server:
        url = server.url
    with watched(writes), pytest.raises(errors.ConnectionFailed):
        client_of("pbx", url).update("/x/1", {})
    assert not writes.unsettled


def test_what_was_lost_once_stays_unsettled_where_it_is_not_sent_again() -> None:
    asked: list[None] = []

    def check() -> None:
        asked.append(None)
        if len(asked) > 1:
            raise errors.Interrupted("over")

    writes = Writes()
    with ScriptedServer(LOST, OK) as server, watched(writes), stopped_by(check), pytest.raises(errors.Interrupted) as caught:
        client_of("pbx", server.url).update("/x/1", {})
    assert (writes.unsettled, caught.value.delivered) == (True, True)
    with ScriptedServer(OK) as server, watched(Writes()) as _none, stopped_by(check), pytest.raises(errors.Interrupted) as caught:
        client_of("pbx", server.url).update("/x/1", {})
    assert caught.value.delivered is False


def test_a_lost_write_stays_so_where_the_server_is_gone_by_the_next_attempt() -> None:
    """The second attempt surely never arrived; the first may have."""
    writes = Writes()
    with ScriptedServer(LOST) as server:
        client = client_of("pbx", server.url)
        client.transport._sleep = lambda seconds: server.__exit__()
        with watched(writes), pytest.raises(errors.ConnectionFailed) as caught:
            client.update("/x/1", {})
    assert (caught.value.delivered, writes.unsettled) == (True, True)


@pytest.mark.parametrize(("replies", "unsettled"), [([TROUBLE, TROUBLE], False), ([LOST, LOST], True), ([Reply(502), Reply(502)], True)])
def test_a_creation_that_the_server_failed_at_and_that_left_nothing_is_settled(replies: list[Reply], unsettled: bool) -> None:
    writes = Writes()
    with ScriptedServer(*replies) as server, watched(writes), pytest.raises(errors.PortsipError):
        once(client_of("pbx", server.url), "/x", {}, lambda: None, unique=False)
    assert writes.unsettled is unsettled


LATE = errors.ConnectionFailed("no answer in time", delivered=True, late=True)


@pytest.mark.parametrize("late", [LATE, errors.UnexpectedAnswer("gateway", status=504)])
@pytest.mark.parametrize(("appears", "unique", "sent"), [(3, False, 1), (None, False, 1), (None, True, 2)])
def test_a_creation_without_an_answer_in_time_is_waited_for_and_not_sent_again(
    late: errors.PortsipError, appears: int | None, unique: bool, sent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The API may be at work on it: sent again, it would create a second object, unless the API refuses that."""
    monkeypatch.setattr(waiting, "pause", lambda seconds: None)
    posts: list[str] = []
    looks: list[None] = []

    def create(path: str, body: Any) -> Any:
        posts.append(path)
        raise type(late)(*late.args, **({"delivered": True, "late": True} if late is LATE else {"status": 504}))

    def look_up() -> str | None:
        looks.append(None)
        return "it" if len(looks) == appears else None

    settings = SimpleNamespace(retries=1)
    client: Any = SimpleNamespace(create=create, transport=SimpleNamespace(settings=settings, pause=lambda attempt: None))
    if appears:
        assert once(client, "/x", {}, look_up, unique=unique) == (None, "it")
    else:
        with pytest.raises(errors.PortsipError, match="Whether it was created" if not unique else "no answer|gateway"):
            once(client, "/x", {}, look_up, unique=unique)
    assert len(posts) == sent
