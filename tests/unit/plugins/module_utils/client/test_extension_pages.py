# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Lists of the extension API that come in pages, of which nobody says how many there are or how large they can be."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import heard_by
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient, ExtensionCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

SOUNDS = "/extension/201/sound/"


def rows(first: int, count: int) -> list[dict[str, Any]]:
    return [{"id": number, "title": f"Sound {number}"} for number in range(first, first + count)]


def read(*replies: Reply) -> tuple[list[dict[str, Any]], list[str]]:
    """The list, and the queries that it took."""
    with ScriptedServer(*replies, Reply(200, [])) as server:
        client = ExtensionClient(server.url, ExtensionCredentials(token="token-1"), HttpSettings(retries=0))
        found = client.list_all(SOUNDS, paged=True, query={"title": ["a", "b"]})
    return found, [request.path.partition("?")[2] for request in server.received]


def asked(*pages: int) -> list[str]:
    return [f"title=a&title=b&page={page}&per_page=100" for page in pages]


@pytest.mark.parametrize("count", range(10))
def test_a_few_entries_are_all(count: int) -> None:
    assert read(Reply(200, rows(1, count))) == (rows(1, count), asked(1))


@pytest.mark.parametrize("size", [10, 20, 25, 50, 99, 100])
def test_a_page_may_be_shorter_than_asked_for(size: int) -> None:
    """A server may limit pages to fewer entries than are asked for, which must not look like the end."""
    whole = [Reply(200, rows(1, size)), Reply(200, rows(1 + size, size)), Reply(200, rows(1 + 2 * size, 3))]
    assert read(*whole) == (rows(1, 2 * size + 3), asked(1, 2, 3))


def test_an_empty_page_is_the_end() -> None:
    assert read(Reply(200, rows(1, 100))) == (rows(1, 100), asked(1, 2))


@pytest.mark.parametrize("count", [10, 100, 250])
def test_an_api_that_knows_no_pages_answers_the_same_again(count: int) -> None:
    assert read(Reply(200, rows(1, count)), Reply(200, rows(1, count))) == (rows(1, count), asked(1, 2))


def test_a_page_beyond_the_last_may_not_be_found() -> None:
    assert read(Reply(200, rows(1, 20)), Reply(404, {"message": "not_found"})) == (rows(1, 20), asked(1, 2))


def test_a_list_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(errors.NotFound):
        read(Reply(404, {"message": "not_found"}))


def test_what_moves_to_the_next_page_meanwhile_comes_once() -> None:
    """Something new at the front pushes the last entry of a page to the next."""
    assert read(Reply(200, rows(1, 20)), Reply(200, rows(20, 20)), Reply(200, rows(40, 2))) == (rows(1, 41), asked(1, 2, 3))


def test_entries_without_an_id_come_once_each_too() -> None:
    records = [{"record_uuid": f"r{number}"} for number in range(15)]
    assert read(Reply(200, records), Reply(200, records[14:]))[0] == records


@pytest.mark.parametrize("page", [{"items": []}, None, ["x"]])
def test_a_later_page_that_is_no_list_is_unexpected(page: Any) -> None:
    with pytest.raises(errors.UnexpectedAnswer, match="without a list"):
        read(Reply(200, rows(1, 20)), Reply(200, page), Reply(200, page))


@pytest.mark.parametrize("page", [{}, {"items": []}, None, ["x"]])
def test_a_page_that_is_no_list_once_is_read_again(page: Any) -> None:
    assert read(Reply(200, rows(1, 20)), Reply(200, page), Reply(200, rows(21, 3))) == (rows(1, 23), asked(1, 2, 2))


def test_long_lists_tell_how_far_they_are() -> None:
    told: list[str] = []
    with heard_by(told.append):
        read(Reply(200, rows(1, 100)), Reply(200, rows(101, 100)), Reply(200, rows(201, 7)))
    assert told == [f"200 entries of {SOUNDS} read", f"207 entries of {SOUNDS} read"]
