# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out steps, against an API that is a dictionary: the order of calls, and nothing in check mode."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.apply.objects import apply
from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy
from ansible_collections.portsip.pbx.plugins.module_utils.read.lookup import odata_filter
from ansible_collections.portsip.pbx.plugins.module_utils.read.site import Site
from ansible_collections.portsip.pbx.tests.unit.support.things import SELF, THING

CURRENT = {"id": "7", "name": "main", "kind": "big", "size": 5, "note": "kept"}


class Api:
    """Things by id; a client as the engine uses it.

    :param answers_id: whether a creation tells the id of what it made.
    """

    name = "The API"
    transport = SimpleNamespace(settings=SimpleNamespace(retries=2), pause=lambda attempt: None)

    def __init__(self, *things: dict[str, Any], answers_id: bool = True) -> None:
        self.things = {thing["id"]: dict(thing) for thing in things}
        self.own = {"title": "Main", "note": "there"}
        self.calls: list[str] = []
        self._answers_id = answers_id

    def get(self, path: str, query: Any = None) -> Any:
        self.calls.append(f"GET {path}")
        if path == SELF.path:
            return dict(self.own)
        if path.rpartition("/")[2] not in self.things:
            raise errors.NotFound("gone", status=404)
        return dict(self.things[path.rpartition("/")[2]])

    def get_object(self, path: str, query: Any = None, *, odd: Any = None) -> dict[str, Any]:
        return dict(self.get(path, query))

    def list_all(self, path: str, *, paged: bool, query: Any = None) -> list[dict[str, Any]]:
        self.calls.append(f"LIST {path}")
        return [dict(thing) for thing in self.things.values()]

    def find(self, path: str, *, paged: bool, wanted: str | None, search: str | None = None) -> list[dict[str, Any]]:
        return self.list_all(path, paged=paged)

    def create(self, path: str, body: Any) -> Any:
        self.calls.append(f"CREATE {path}")
        self.things["8"] = {"id": "8", **body}
        return {"id": "8"} if self._answers_id else None

    def update(self, path: str, body: Any) -> Any:
        self.calls.append(f"UPDATE {path}")
        (self.own if path == SELF.path else self.things[path.rpartition("/")[2]]).update(body)

    def remove(self, path: str, query: Any = None) -> None:
        self.calls.append(f"REMOVE {path}")
        del self.things[path.rpartition("/")[2]]


def carry_out(api: Api, values: dict[str, Any], current: Any = ..., *, check: bool = False, **options: Any) -> Any:
    current = CURRENT if current is ... else current
    recreate = options.pop("recreate", False)
    step = plan_one(THING, Desired({"name": "main", **values}, **options), current, Policy(recreate=recreate))
    site: Any = Site(api, endpoint_client=lambda endpoint, document: api)  # type: ignore[arg-type]
    return apply(site, step, check_mode=check).after


STEPS: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any], list[str]]] = [
    ({"size": 5}, CURRENT, {}, []),
    ({"size": 6}, CURRENT, {}, ["UPDATE /things/7", "GET /things/7"]),
    ({"title": "Other"}, CURRENT, {}, ["GET /thing", "UPDATE /thing", "GET /things/7"]),
    ({"title": "Other", "size": 6}, CURRENT, {}, ["UPDATE /things/7", "GET /thing", "UPDATE /thing", "GET /things/7"]),
    ({"kind": "big"}, None, {}, ["CREATE /things", "LIST /things"]),
    ({}, CURRENT, {"absent": True}, ["REMOVE /things/7"]),
    ({}, None, {"absent": True}, []),
    # Only one thing can have the name: the old one goes first.
    ({"kind": "small"}, CURRENT, {"recreate": True}, ["REMOVE /things/7", "CREATE /things", "LIST /things"]),
    # Under another name both can exist: the new one comes first.
    (
        {"name": "other", "kind": "small"},
        CURRENT,
        {"recreate": True, "identifier": "7"},
        ["LIST /things", "CREATE /things", "LIST /things", "REMOVE /things/7"],
    ),
]


@pytest.mark.parametrize(("values", "current", "options", "calls"), STEPS)
def test_the_calls_of_a_step(values: dict[str, Any], current: dict[str, Any] | None, options: dict[str, Any], calls: list[str]) -> None:
    api = Api(*([current] if current else []))
    carry_out(api, values, current, **options)
    assert api.calls == calls


@pytest.mark.parametrize(("values", "current", "options", "calls"), STEPS)
def test_check_mode_writes_nothing(
    values: dict[str, Any], current: dict[str, Any] | None, options: dict[str, Any], calls: list[str]
) -> None:
    api = Api(*([current] if current else []))
    carry_out(api, values, current, check=True, **options)
    assert [call for call in api.calls if not call.startswith(("GET", "LIST"))] == []


def test_a_field_with_a_path_of_its_own_is_written_with_what_stands_there() -> None:
    api = Api(CURRENT)
    carry_out(api, {"title": "Other"})
    assert api.own == {"title": "Other", "note": "there"}


def test_a_creation_that_tells_no_id_is_looked_up() -> None:
    api = Api({**CURRENT, "name": "another"}, answers_id=False)
    after = carry_out(api, {"kind": "big", "size": 3}, None)
    assert api.calls == ["CREATE /things", "LIST /things"]
    assert (after["id"], after["size"]) == ("8", 3)


def test_what_cannot_be_read_back_is_an_error() -> None:
    class Forgetful(Api):
        def create(self, path: str, body: Any) -> Any:
            return {"id": "9"}

    with pytest.raises(errors.UnexpectedAnswer, match="odd thing main was written, but cannot be read back"):
        carry_out(Forgetful(), {"kind": "big"}, None)


def test_recreation_under_a_name_that_is_taken_writes_nothing() -> None:
    for check in (True, False):
        api = Api(CURRENT, {**CURRENT, "id": "9", "name": "Other"})
        with pytest.raises(errors.Conflict, match=r"odd thing other exists already \(id 9\)"):
            carry_out(api, {"name": "other", "kind": "small"}, check=check, recreate=True, identifier="7")
        assert api.calls == ["LIST /things"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"cidr": "10.0.0.0/8"}, "cidr eq '10.0.0.0/8'"),
        ({"protocol": "TLS", "port": 5061}, "protocol eq 'TLS' and port eq 5061"),
        ({"name": "O'Neill"}, "name eq 'O''Neill'"),
        ({"protocol": "TLS", "port": None}, None),
        ({"name": ""}, None),
    ],
)
def test_filters(values: dict[str, Any], expected: str | None) -> None:
    assert odata_filter(values) == expected


def test_a_secret_that_is_not_stored_is_not_told() -> None:
    class Changing(Api):
        def update(self, path: str, body: Any) -> Any:
            super().update(path, {**body, "pin": "9753", "size": 9})

    warnings: list[str] = []
    site = Site(Changing(CURRENT), warn=warnings.append)  # type: ignore[arg-type]
    step = plan_one(THING, Desired({"name": "main", "pin": "8642", "size": 6}), dict(CURRENT), Policy())
    apply(site, step, check_mode=False)
    assert [text.partition(" of ")[0] for text in warnings] == ["The API did not store pin", "The API did not store size"]
    assert "Its value is 9 now" in warnings[1]
    assert not [text for text in warnings if "9753" in text or "8642" in text]
    assert "Its value" not in warnings[0]
