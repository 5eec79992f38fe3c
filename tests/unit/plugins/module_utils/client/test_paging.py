# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Collections are read whole, each object once, whatever pages and filters do."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME
from ansible_collections.portsip.pbx.tests.unit.support.server import Received, Reply, ScriptedServer

from simulator import Simulator


def cidr(number: int) -> str:
    return f"10.{number // 250}.{number % 250}.0/24"


def fill(pbx: Simulator, count: int) -> None:
    for number in range(count):
        pbx.add_ip_filter(cidr(number))


def client(pbx: Simulator) -> PbxClient:
    signed_in = PbxClient(pbx.api_url, PbxCredentials(USERNAME, PASSWORD), HttpSettings(retries=0))
    signed_in.get("/auth/user")
    pbx.clear_log()
    return signed_in


def queries(pbx: Simulator) -> list[dict[str, str]]:
    return [request["query"] for request in pbx.requests()]


@pytest.mark.parametrize(
    ("count", "skips"), [(0, [0]), (1, [0]), (99, [0]), (100, [0]), (101, [0, 100]), (200, [0, 100]), (250, [0, 100, 200])]
)
def test_every_page_is_read_once(count: int, skips: list[int], shared_simulator: Simulator) -> None:
    fill(shared_simulator, count)
    found = client(shared_simulator).list_all("/ip_filters", paged=True)
    assert [item["cidr"] for item in found] == [cidr(number) for number in range(count)]
    assert queries(shared_simulator) == [{"skip": str(skip), "top": "100"} for skip in skips]


def test_a_query_goes_with_every_page(shared_simulator: Simulator) -> None:
    fill(shared_simulator, 260)
    found = client(shared_simulator).list_all("/ip_filters", paged=True, query={"search": "10.0."})
    assert len(found) == 250
    assert {query["search"] for query in queries(shared_simulator)} == {"10.0."}


# Looking for one object


@pytest.mark.parametrize("support", ["full", "ignore", "refuse"])
@pytest.mark.parametrize("wanted", [0, 99, 100, 129, 249])
def test_an_object_is_found_whatever_filters_do(support: str, wanted: int, shared_simulator: Simulator) -> None:
    fill(shared_simulator, 250)
    shared_simulator.configure(filter_support=support)
    found = client(shared_simulator).find("/ip_filters", paged=True, wanted=f"cidr eq '{cidr(wanted)}'")
    assert [item["cidr"] for item in found].count(cidr(wanted)) == 1


def test_few_objects_take_one_request(shared_simulator: Simulator) -> None:
    fill(shared_simulator, 100)
    found = client(shared_simulator).find("/ip_filters", paged=True, wanted="cidr eq '10.0.7.0/24'")
    assert len(found) == 100
    assert len(queries(shared_simulator)) == 1


def test_a_filter_saves_pages(shared_simulator: Simulator) -> None:
    fill(shared_simulator, 900)
    client(shared_simulator).find("/ip_filters", paged=True, wanted=f"cidr eq '{cidr(850)}'")
    assert len(queries(shared_simulator)) == 2


@pytest.mark.parametrize("support", ["full", "ignore", "refuse"])
def test_a_filter_that_finds_nothing_is_not_believed(support: str, shared_simulator: Simulator) -> None:
    fill(shared_simulator, 130)
    shared_simulator.add_ip_filter("2001:db8:0:0::/64")
    shared_simulator.configure(filter_support=support)
    found = client(shared_simulator).find("/ip_filters", paged=True, wanted="cidr eq '2001:db8::/64'")
    assert len({item["id"] for item in found}) == len(found) == 131


def test_a_filter_that_the_pbx_cannot_stand_is_given_up(shared_simulator: Simulator) -> None:
    fill(shared_simulator, 130)
    shared_simulator.inject("GET", "/ip_filters", after=1, status=500)
    found = client(shared_simulator).find("/ip_filters", paged=True, wanted=f"cidr eq '{cidr(129)}'")
    assert cidr(129) in [item["cidr"] for item in found]


def test_without_a_filter_all_pages_are_read(shared_simulator: Simulator) -> None:
    fill(shared_simulator, 130)
    assert len(client(shared_simulator).find("/ip_filters", paged=True, wanted=None)) == 130


# A collection that does not hold still


class Pages(ScriptedServer):
    """A collection of numbered objects, changed by the test between two requests.

    :param changes: request number -> the numbers from then on.
    """

    def __init__(self, changes: dict[int, list[int]], largest: int = 100, **extra: Any) -> None:
        self._changes = changes
        self._largest = largest
        self._extra = extra
        self._numbers: list[int] = []
        super().__init__()

    def next_reply(self, request: Received) -> Reply:
        self._numbers = self._changes.get(len(self.received), self._numbers)
        self.received.append(request)
        query = parse_qs(urlsplit(request.path).query)
        skip, top = int(query["skip"][0]), min(int(query["top"][0]), self._largest)
        items = [{"id": str(number)} for number in self._numbers[skip : skip + top]]
        return Reply(200, {"count": len(self._numbers), "items": items, **self._extra})


def read(server: ScriptedServer) -> list[int]:
    pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
    return [int(item["id"]) for item in pbx.list_all("/things", paged=True)]


def test_shorter_pages_than_asked_for_are_no_end() -> None:
    with Pages({0: list(range(70))}, largest=30) as server:
        assert read(server) == list(range(70))
    assert len(server.received) == 3


def test_an_object_that_vanishes_between_pages_hides_none() -> None:
    with Pages({0: list(range(150)), 1: list(range(1, 150))}) as server:
        assert sorted(read(server)) == list(range(1, 150))


def test_objects_that_vanish_from_both_pages_hide_none() -> None:
    with Pages({0: list(range(250)), 1: list(range(10, 250)), 2: list(range(10, 245))}) as server:
        assert sorted(read(server)) == list(range(10, 245))


def test_an_object_that_appears_between_pages_doubles_none() -> None:
    with Pages({0: list(range(150)), 1: [999, *range(150)]}) as server:
        assert sorted(read(server)) == [*range(150), 999]


def test_a_collection_that_shrinks_below_the_next_page_is_read_again() -> None:
    with Pages({0: list(range(150)), 1: list(range(100, 150))}) as server:
        assert read(server) == list(range(100, 150))


def test_a_collection_that_never_holds_still_does_not_hold_up_the_run() -> None:
    with Pages({number: list(range(150 + number)) for number in range(1000)}) as server:
        found = read(server)
    assert len(server.received) <= 10
    assert len(set(found)) == len(found) >= 150


# Other shapes


@pytest.mark.parametrize("body", [{"items": [{"id": "1"}, {"id": "2"}]}, [{"id": "1"}, {"id": "2"}]])
def test_collections_without_pages(body: Any) -> None:
    with ScriptedServer(Reply(200, body)) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert pbx.list_all("/ivrs/7/action_urls", paged=False) == [{"id": "1"}, {"id": "2"}]
    assert server.received[0].path == "/api/ivrs/7/action_urls"


@pytest.mark.parametrize("body", [{"count": 0, "items": None}, {"count": 0}])
def test_an_empty_collection_in_any_shape(body: Any) -> None:
    with ScriptedServer(Reply(200, body)) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert pbx.list_all("/things", paged=True) == []


NO_LISTS = [
    {},
    {"items": None},
    {"count": 3},
    {"items": {"id": "1"}},
    {"items": "text"},
    {"items": ["1"]},
    "text",
    5,
    None,
    {"items": [None]},
]


@pytest.mark.parametrize("body", NO_LISTS)
@pytest.mark.parametrize("paged", [True, False])
def test_what_is_no_list_of_objects_is_unexpected(body: Any, paged: bool) -> None:
    with ScriptedServer(Reply(200, body if body != "text" else '"text"')) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        with pytest.raises(errors.UnexpectedAnswer, match="without a list of objects"):
            pbx.list_all("/things", paged=paged)
    assert len(server.received) == 2


@pytest.mark.parametrize("paged", [True, False])
def test_what_is_no_list_once_is_read_again(paged: bool) -> None:
    with ScriptedServer(Reply(200, {}), Reply(200, {"count": 1, "items": [{"id": "1"}]})) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert pbx.list_all("/things", paged=paged) == [{"id": "1"}]
    assert len(server.received) == 2


@pytest.mark.parametrize("count", [None, 1e9, -1, "3", True, [], {}])
def test_a_count_that_is_none_is_unexpected(count: Any) -> None:
    with ScriptedServer(Reply(200, {"count": count, "items": []})) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        with pytest.raises(errors.UnexpectedAnswer, match="without a count"):
            pbx.list_all("/things", paged=True)
    assert len(server.received) == 2


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize(("count", "items"), [(10**9, []), (2, [{"id": "1"}]), (10**9, [{"id": str(number)} for number in range(100)])])
def test_a_count_that_is_not_met_is_unexpected(count: int, items: list[Any], paged: bool) -> None:
    """The server answers every page with the same objects."""
    with ScriptedServer(Reply(200, {"count": count, "items": items})) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        with pytest.raises(errors.UnexpectedAnswer, match=f"the count is {count}, the answer has {len(items)}"):
            pbx.list_all("/things", paged=paged)
    assert len(server.received) <= 4


@pytest.mark.parametrize("paged", [True, False])
def test_a_count_that_is_not_met_once_is_read_again(paged: bool) -> None:
    whole = Reply(200, {"count": 1, "items": [{"id": "1"}]})
    with ScriptedServer(Reply(200, {"count": 1, "items": []}), whole) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert pbx.list_all("/things", paged=paged) == [{"id": "1"}]


@pytest.mark.parametrize("body", [[], [{"id": "1"}], [{"id": str(number)} for number in range(100)]])
def test_a_list_without_a_count_is_no_page(body: Any) -> None:
    """No collection of the PBX is described as a bare list (22.2): what it does not name may exist all the same."""
    with ScriptedServer(Reply(200, body)) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        with pytest.raises(errors.UnexpectedAnswer, match="without items and a count"):
            pbx.list_all("/things", paged=True)
    assert len(server.received) == 2


class Changing(ScriptedServer):
    """A collection that counts other objects with each answer, and never returns them."""

    def next_reply(self, request: Received) -> Reply:
        self.received.append(request)
        return Reply(200, {"count": 10**9 + len(self.received), "items": [{"id": "1"}]})


def test_a_count_that_changes_and_is_never_met_is_unexpected() -> None:
    with Changing() as server, pytest.raises(errors.UnexpectedAnswer, match="the count is 1000000"):
        read(server)
    assert len(server.received) <= 6


# A server that knows no pages


class Strict(ScriptedServer):
    """Refuses parameters that it does not know."""

    def __init__(self, known: set[str], count: int = 3) -> None:
        self._known = known
        self._items = [{"id": str(number)} for number in range(count)]
        super().__init__()

    def next_reply(self, request: Received) -> Reply:
        self.received.append(request)
        unknown = parse_qs(urlsplit(request.path).query).keys() - self._known
        if unknown:
            return Reply(400, {"errors": [{"code": "VALIDATE_FAILED", "message": f"unknown parameter {min(unknown)}"}]})
        return Reply(200, {"count": len(self._items), "items": self._items})


def strict_queries(server: ScriptedServer) -> list[list[str]]:
    return [sorted(parse_qs(urlsplit(request.path).query)) for request in server.received]


def test_a_collection_is_read_without_pages_where_these_are_refused() -> None:
    with Strict(set(), 250) as server:
        assert read(server) == list(range(250))
    assert strict_queries(server) == [["skip", "top"], []]


def test_a_query_stays_where_pages_are_refused() -> None:
    with Strict({"search"}) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert len(pbx.list_all("/dealers", paged=True, query={"search": "x"})) == 3
    assert strict_queries(server) == [["search", "skip", "top"], ["search"]]


def test_an_object_is_found_where_pages_are_refused() -> None:
    with Strict(set()) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        assert len(pbx.find("/dealers", paged=True, wanted="name eq 'x'")) == 3
        assert len(pbx.find("/tenants", paged=True, wanted="name eq 'x'", search="x")) == 3


def test_a_refusal_of_the_query_itself_stays_one() -> None:
    with Strict({"skip", "top"}) as server:
        pbx = PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))
        with pytest.raises(errors.Refused, match="unknown parameter filter"):
            pbx.list_all("/dealers", paged=True, query={"filter": "nonsense"})
