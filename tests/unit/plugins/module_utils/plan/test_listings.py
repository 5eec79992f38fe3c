# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Lists that are kept in step with what is written, and which of them is let go first."""

from __future__ import annotations

import time
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan.index import Index
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings as reading
from ansible_collections.portsip.pbx.plugins.module_utils.read.listings import Listing, Listings
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

CLIENT: Any = object()


def named(name: str) -> Desired:
    return Desired({"name": name})


def listing(*names: str) -> Listing:
    return Listing(Index(THING, [{"id": name, "name": name} for name in names]), 0)


def test_an_object_that_was_renamed_is_not_found_under_its_old_key() -> None:
    index = Index(THING, [{"id": 7, "name": "old", "kind": "big"}])
    index.put({"id": "7", "name": "new", "kind": "big"})
    assert index.find(named("old")) is None
    assert index.find(named("new")) == {"id": "7", "name": "new", "kind": "big"}
    assert len(index) == 1


def test_an_object_that_was_dropped_is_not_found_at_all() -> None:
    index = Index(THING, [{"id": 7, "name": "main"}, {"id": 8, "name": "other"}])
    index.drop("7")
    index.drop("99")
    assert index.find(named("main")) is None
    assert index.find(Desired({}, identifier="7", absent=True)) is None
    assert index.find(named("other")) == {"id": 8, "name": "other"}


def test_the_key_of_a_renamed_object_is_free_for_another() -> None:
    index = Index(THING, [{"id": 7, "name": "old"}])
    index.put({"id": 7, "name": "new"})
    index.put({"id": 8, "name": "old"})
    assert index.find(named("old")) == {"id": 8, "name": "old"}


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> Listings:
    """Room for two lists of two objects each."""
    monkeypatch.setattr(reading, "OBJECTS_KEPT", 6)
    return Listings(keep=True)


def kept(listings: Listings) -> set[str]:
    return {path for path in ("/a", "/b", "/c") if listings.get(CLIENT, path) is not None}


def test_the_list_that_was_read_longest_ago_is_let_go_first(listings: Listings) -> None:
    for path in ("/a", "/b", "/c"):
        listings.put(CLIENT, path, listing("one", "two"))
    assert kept(listings) == {"/b", "/c"}


def test_a_list_that_was_read_again_is_the_newest(listings: Listings) -> None:
    for path in ("/a", "/b", "/a", "/c"):
        listings.put(CLIENT, path, listing("one", "two"))
    assert kept(listings) == {"/a", "/c"}


def test_the_newest_list_stays_however_long_it_is(listings: Listings) -> None:
    listings.put(CLIENT, "/a", listing("one"))
    listings.put(CLIENT, "/b", listing(*"abcdefghij"))
    assert kept(listings) == {"/b"}


def test_lists_of_other_sessions_are_others(listings: Listings) -> None:
    listings.put(CLIENT, "/a", listing("one"))
    assert listings.get(object(), "/a") is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "fresh"), [(1, True), (30, False)])
def test_a_list_is_fresh_for_some_seconds(seconds: float, fresh: bool) -> None:
    assert Listing(Index(THING), time.monotonic() - seconds).fresh is fresh


def test_lists_of_a_session_are_forgotten_one_by_one_or_with_it() -> None:
    other: Any = object()
    lists = Listings(keep=True)
    for client, path in ((CLIENT, "/a"), (CLIENT, "/b"), (CLIENT, "/c"), (other, "/a")):
        lists.put(client, path, listing("one"))
    lists.forget(CLIENT, "/a")
    assert kept(lists) == {"/b", "/c"}
    lists.leave(CLIENT)
    assert kept(lists) == set()
    assert lists.get(other, "/a") is not None
