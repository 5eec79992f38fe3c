# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is to be done so that the PBX holds what is wanted, and what it is sent for that."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy
from ansible_collections.portsip.pbx.tests.unit.support.things import CURRENT, SELF, THING, step

# Nothing to do


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"size": 5},
        {"name": "MAIN"},
        {"tags": ["b", "a"]},
        {"mails": ["z@y", "x@y"]},
        {"menu": [{"digit": "2"}, {"digit": "1", "target": "10"}]},
        {"options": {"url": "https://x"}},
        {"steps": []},
        {"file_id": ""},
        {"x_later": {"since": "99.1"}},
        {"x_other": None},
        {"password": ""},
    ],
)
def test_what_is_so_already_is_left_alone(values: dict[str, Any]) -> None:
    planned = step(values)
    assert (planned.action, planned.changed, planned.fields) == ("none", False, ())
    assert planned.after == CURRENT
    diff = planned.diff()
    assert diff["before"] == diff["after"]


@pytest.mark.parametrize("unset", ["steps", "file_id", "options.other", "steps.x"])
def test_what_is_blank_already_is_not_cleared_again(unset: str) -> None:
    assert not step({}, unset=(unset,)).changed


# Updates


@pytest.mark.parametrize(
    ("values", "unset", "fields"),
    [
        ({"size": 6}, (), ("size",)),
        ({"size": 0}, (), ("size",)),
        ({"enabled": False}, (), ("enabled",)),
        ({"note": ""}, (), ("note",)),
        ({"tags": ["a"]}, (), ("tags",)),
        ({"tags": []}, (), ("tags",)),
        ({"steps": ["one"]}, (), ("steps",)),
        ({"menu": [{"digit": "1"}]}, (), ("menu",)),
        ({"menu": [{"digit": "1"}, {"digit": "2", "days": []}]}, (), ("menu",)),
        ({"options": {}}, (), ("options",)),
        ({"options": {"token": "tok-2"}}, (), ("options",)),
        ({"headers": {}}, (), ("headers",)),
        ({"pin": "2468"}, (), ("pin",)),
        ({"file_id": "55"}, (), ("file_id",)),
        ({"title": "Other"}, (), ("title",)),
        ({"x_later": {"since": "100"}}, (), ("x_later",)),
        ({"x_later": None}, (), ("x_later",)),
        ({"x_new": 1}, (), ("x_new",)),
        ({}, ("note",), ("note",)),
        ({}, ("options.token",), ("options",)),
        ({"size": 6}, ("note", "options"), ("size", "note", "options")),
    ],
)
def test_what_differs_is_changed(values: dict[str, Any], unset: tuple[str, ...], fields: tuple[str, ...]) -> None:
    planned = step(values, unset=unset)
    assert planned.action == "update"
    assert planned.fields == fields
    assert planned.identifier == "7"


WHOLE = {
    "name": "main",
    "size": 5,
    "enabled": True,
    "note": "kept",
    "tags": ["a", "b"],
    "mails": "x@y,z@y",
    "menu": CURRENT["menu"],
    "options": CURRENT["options"],
    "headers": {"A": "1"},
    "pin": "1357",
    "level": 3,
}


def test_an_update_sends_the_whole_writable_object() -> None:
    assert step({"size": 6}).update_body() == {**WHOLE, "size": 6}


def test_an_update_sends_fields_of_newer_releases_where_given() -> None:
    assert step({"size": 6, "x_new": 1}).update_body() == {**WHOLE, "size": 6, "x_new": 1}
    assert step({"size": 6, "x_new": None}).update_body() == {**WHOLE, "size": 6}
    assert step({"size": 6, "x_later": {"since": "99.1"}}).update_body() == {**WHOLE, "size": 6, "x_later": {"since": "99.1"}}


@pytest.mark.parametrize(
    ("values", "unset", "name", "sent"),
    [
        ({"note": ""}, (), "note", ""),
        ({"tags": []}, (), "tags", []),
        ({"mails": []}, (), "mails", ""),
        ({"options": {}}, (), "options", None),
        ({"headers": {}}, (), "headers", None),
        ({}, ("size",), "size", None),
        ({}, ("tags",), "tags", None),
        ({}, ("options.url",), "options", {"mode": "on", "url": None, "token": "tok-1"}),
        ({"options": {"url": ""}}, (), "options", {"mode": "on", "url": "", "token": "tok-1"}),
    ],
)
def test_how_something_is_cleared(values: dict[str, Any], unset: tuple[str, ...], name: str, sent: Any) -> None:
    assert step(values, unset=unset).update_body() == {**WHOLE, name: sent}


def test_an_object_known_by_its_id_alone_keeps_what_is_not_cleared() -> None:
    planned = plan_one(THING, Desired({}, unset=("note",), identifier="1"), CURRENT, Policy())
    assert planned.fields == ("note",)
    assert planned.after == {**CURRENT, "note": None}
    assert planned.update_body() == {**WHOLE, "note": None}


def test_what_is_to_stay_blank_is_said_with_every_update() -> None:
    body = step({"size": 6, "steps": []}, unset=("file_id",)).update_body()
    assert body == {**WHOLE, "size": 6, "steps": []}
    current = {name: value for name, value in CURRENT.items() if name not in ("level", "note")}
    body = step({"size": 6, "note": ""}, current, unset=("level",)).update_body()
    assert body == {**WHOLE, "size": 6, "note": "", "level": None}


def test_a_file_id_goes_along_where_it_is_given() -> None:
    current = {**CURRENT, "file_id": "55"}  # known from the name and the size of the file
    assert "file_id" not in step({"size": 6}, current).update_body()
    assert step({"size": 6, "file_id": "55"}, current).update_body()["file_id"] == "55"
    assert step({"size": 6, "file_id": "56"}, current).update_body()["file_id"] == "56"


def test_other_spellings_are_not_written() -> None:
    assert step({"name": "MAIN", "size": 6}).update_body()["name"] == "main"
    assert step({"tags": ["b", "a"], "size": 6}).update_body()["tags"] == ["a", "b"]


# Fields with a path of their own


def test_a_field_with_a_path_of_its_own_is_sent_there_alone() -> None:
    planned = step({"title": "Other"})
    assert planned.endpoints() == [SELF]
    assert (planned.fields_of(None), planned.fields_of(SELF)) == ((), ("title",))
    assert "title" not in planned.update_body()
    there = {"title": "Main", "note": "kept there", "size": 5}
    assert planned.update_body(SELF, there) == {"title": "Other", "note": "kept there"}


def test_both_paths_share_a_change() -> None:
    planned = step({"title": "Other", "size": 6})
    assert (planned.fields_of(None), planned.fields_of(SELF)) == (("size",), ("title",))


# Creation


def test_a_creation_sends_what_is_wanted_and_defaults_that_are_not_reliable() -> None:
    values = {"kind": "big", "tags": ["a"], "mails": ["x@y"], "password": "pw-1", "title": "Main", "x_new": 1, "note": ""}
    planned = step(values, None)
    assert planned.action == "create"
    assert planned.create_body() == {"name": "main", "level": 1, **values, "mails": "x@y"}
    assert planned.diff()["before"] == {}


def test_what_is_unset_is_created_blank() -> None:
    assert step({"kind": "big"}, None, unset=("size", "level")).create_body() == {
        "name": "main",
        "kind": "big",
        "size": None,
        "level": None,
    }


def test_an_empty_mapping_is_created_blank() -> None:
    assert step({"kind": "big", "options": {}, "headers": {}}, None).create_body() == {
        "name": "main",
        "kind": "big",
        "level": 1,
        "options": None,
        "headers": None,
    }


def test_a_creation_needs_its_required_fields() -> None:
    with pytest.raises(errors.InvalidInput, match=r"^odd thing main does not exist yet.*kind is required"):
        step({"size": 5}, None)
    with pytest.raises(errors.InvalidInput, match="kind is required"):
        step({"kind": ""}, None)


def test_a_whole_object_is_checked_as_one() -> None:
    with pytest.raises(errors.InvalidInput, match=r"^odd thing main: size 13 needs note"):
        step({"kind": "big", "size": 13}, None)
    with pytest.raises(errors.InvalidInput, match="size 13 needs note"):
        step({"size": 13, "note": ""})
    assert step({"size": 13}).changed, "the current note counts"


def test_an_object_that_is_wrong_as_a_whole_already_can_be_left_alone() -> None:
    current = {name: value for name, value in CURRENT.items() if name != "note"} | {"size": 13}
    assert not step({"tags": ["a", "b"]}, current).changed


# Diffs


def test_a_diff_tells_what_changes() -> None:
    diff = step({"size": 6, "tags": [], "x_new": 1}, unset=("note",)).diff()
    assert (diff["before"]["size"], diff["after"]["size"]) == (5, 6)
    assert (diff["before"]["note"], "note" in diff["after"]) == ("kept", False)
    assert (diff["before"]["tags"], "tags" in diff["after"]) == (["a", "b"], False)
    assert ("x_new" in diff["before"], diff["after"]["x_new"]) == (False, 1)
    assert "x_later" not in diff["before"], "what the collection does not know and nobody gave is no part of it"
    assert "id" not in diff["before"]


# What cannot be changed


def test_what_the_api_cannot_change_is_refused() -> None:
    with pytest.raises(
        errors.Conflict, match=r"can't change kind from 'big' to 'small'.*recreate.*The new object does not keep its history"
    ):
        step({"kind": "small", "size": 6})


def test_unless_the_object_may_be_created_anew() -> None:
    planned = step({"kind": "small", "size": 6}, recreate=True)
    assert planned.action == "recreate"
    body = planned.create_body()
    assert (body["kind"], body["size"], body["note"], body["tags"]) == ("small", 6, "kept", ["a", "b"])
    assert "id" not in body and "x_later" not in body


def test_recreation_is_for_that_alone() -> None:
    assert step({"size": 6}, recreate=True).action == "update"
    assert step({"kind": "big"}, recreate=True).action == "none"


# Removal


def test_removal() -> None:
    planned = step({}, absent=True)
    assert (planned.action, planned.identifier, planned.after) == ("remove", "7", None)
    assert planned.diff()["after"] == {}
    assert planned.diff()["before"]["pin"] == "(hidden)"
    assert step({}, None, absent=True).action == "none"
