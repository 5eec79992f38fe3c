# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan is carried out step by step, with the ids of what was created on the way."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply.objects import Applied
from ansible_collections.portsip.pbx.plugins.module_utils.apply.plans import carry_out
from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy, Step, UnknownId, Within
from ansible_collections.portsip.pbx.plugins.module_utils.read.site import Site
from ansible_collections.portsip.pbx.tests.unit.support.things import CURRENT, THING

PART = replace(THING, name="odd_part", plural="odd_parts", collection="/things/{thing_id}/parts")


class Store:
    """Objects by their paths; a client as the engine uses it.

    :param refused: the number of the write that is refused, counted from 0.
    """

    name = "The API"
    transport = SimpleNamespace(settings=SimpleNamespace(retries=0), pause=lambda attempt: None)

    def __init__(self, refused: int | None = None) -> None:
        self.objects: dict[str, dict[str, Any]] = {"/things/7": dict(CURRENT)}
        self.writes: list[str] = []
        self.reads = 0
        self._ids = count(100)
        self._refused = refused

    def get_object(self, path: str, query: Any = None, *, odd: Any = None) -> dict[str, Any]:
        self.reads += 1
        if path not in self.objects:
            raise errors.NotFound("gone", status=404)
        return dict(self.objects[path])

    def find(self, path: str, *, paged: bool, wanted: str | None, search: str | None = None) -> list[dict[str, Any]]:
        return self.list_all(path, paged=paged)

    def list_all(self, path: str, *, paged: bool) -> list[dict[str, Any]]:
        self.reads += 1
        return [dict(item) for place, item in self.objects.items() if place.rpartition("/")[0] == path]

    def create(self, path: str, body: Any) -> Any:
        self._write(f"CREATE {path}")
        number = str(next(self._ids))
        self.objects[f"{path}/{number}"] = {"id": number, **body}
        return {"id": number}

    def update(self, path: str, body: Any) -> None:
        self._write(f"UPDATE {path}")
        self.objects[path].update(body)

    def remove(self, path: str, query: Any = None) -> None:
        self._write(f"REMOVE {path}")
        del self.objects[path]

    def _write(self, text: str) -> None:
        if len(self.writes) == self._refused:
            raise errors.Refused("no_more")
        self.writes.append(text)


def site(store: Store, progress: list[str] | None = None) -> Site:
    return Site(store, progress=[].append if progress is None else progress.append)  # type: ignore[arg-type]


def planned(**values: Any) -> Step:
    return plan_one(THING, Desired(values), CURRENT if values["name"] == "main" else None, Policy())


def new_thing(name: str) -> Step:
    return replace(planned(name=name, kind="big"), creates=UnknownId(name))


def part_of(thing: Step, **values: Any) -> Step:
    step = plan_one(PART, Desired({"kind": "small", **values}), None, Policy())
    return replace(step, within=(Within("odd_thing", thing.name, "thing_id", thing.known_id),))


def linked() -> list[Step]:
    """A thing, a part of it, and another thing that names the first."""
    first = new_thing("first")
    return [first, part_of(first, name="inside"), planned(name="other", kind="big", file_id=first.creates)]


@pytest.mark.parametrize("parts", [None, ()])
def test_an_id_that_was_unknown_is_used(parts: Any) -> None:
    store = Store()
    carry_out(site(store), linked(), check_mode=False, parts=parts)
    assert store.writes == ["CREATE /things", "CREATE /things/100/parts", "CREATE /things"]
    assert store.objects["/things/100/parts/101"]["name"] == "inside"
    assert store.objects["/things/102"]["file_id"] == "100"
    assert bool(store.reads) is (parts is None), "parts are read back by the caller, all at once"


@pytest.mark.parametrize("parts", [None, ()])
def test_check_mode_writes_nothing_and_knows_no_new_id(parts: Any) -> None:
    store, told = Store(), list[Applied]()
    applied = carry_out(site(store), linked(), check_mode=True, parts=parts, done=told.append)
    assert (store.writes, store.reads) == ([], 0)
    assert [item.step.action for item in applied] == ["create"] * 3
    assert (applied[2].after or {})["file_id"] is None
    assert told == applied


def test_all_kinds_of_changes_to_parts() -> None:
    store = Store()
    plan = [planned(name="main", size=6), plan_one(THING, Desired({"name": "main"}, absent=True), CURRENT, Policy())]
    updated, removed = carry_out(site(store), plan, check_mode=False, parts=())
    assert store.writes == ["UPDATE /things/7", "REMOVE /things/7"]
    assert ((updated.after or {})["size"], removed.after) == (6, None)


def test_what_is_gone_already_counts_as_removed() -> None:
    store = Store()
    store.remove = lambda path, query=None: store.get_object("/nothing")  # type: ignore[method-assign]
    (removed,) = carry_out(site(store), [plan_one(THING, Desired({}, absent=True), CURRENT, Policy())], check_mode=False, parts=())
    assert removed.after is None


def test_progress_counts_the_changes() -> None:
    told: list[str] = []
    plan = [new_thing("a"), planned(name="main", size=5), new_thing("b"), new_thing("c")]
    carry_out(site(Store(), told), plan, check_mode=False)
    assert told == ["0 of 3 changes made", "1 of 3 changes made", "2 of 3 changes made"]
    told.clear()
    carry_out(site(Store(), told), plan, check_mode=True)
    carry_out(site(Store(), told), plan[:2], check_mode=False)
    assert told == [], "nothing is to be waited for"


@pytest.mark.parametrize("parts", [None, ()])
@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (0, "This was about odd thing a (create). Nothing was written before."),
        (1, "This was about odd thing b (create). Written before, and still in place: odd thing a (1 of 8 changes)."),
        (5, "odd thing a, odd thing b, odd thing c, odd thing d, odd thing e (5 of 8 changes)."),
        (7, "This was about odd thing main (update). Written before, and still in place: 7 odd things created (7 of 8 changes)."),
    ],
)
def test_a_failure_says_what_was_written_before(refused: int, said: str, parts: Any) -> None:
    plan = [planned(name="main", size=5), *map(new_thing, "abcdefg"), planned(name="main", size=6)]
    with pytest.raises(errors.Refused) as caught:
        carry_out(site(Store(refused)), plan, check_mode=False, parts=parts)
    assert said in str(caught.value)
    assert str(caught.value).endswith("The next run continues from there.") is bool(refused)


def test_a_failure_of_the_only_change_says_no_more_than_the_api() -> None:
    with pytest.raises(errors.Refused) as caught:
        carry_out(site(Store(0)), [planned(name="main", size=5), new_thing("a")], check_mode=False)
    assert str(caught.value) == "no_more"
