# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Comparing, merging and showing documents, without any API."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan import documents
from ansible_collections.portsip.pbx.plugins.module_utils.schema import forms as shapes
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

BLANKS = [None, "", [], {}, {"mode": None}, {"mode": "", "url": None}, {"a": {"b": []}}]


def same(one: Any, other: Any) -> bool:
    return bool(documents.canonical(THING, one) == documents.canonical(THING, other))


@pytest.mark.parametrize("value", BLANKS)
def test_blanks_mean_nothing(value: Any) -> None:
    assert documents.is_blank(value)
    assert same({"options": value, "name": "a"}, {"name": "a"})
    assert documents.read(THING, {"options": value, "name": "a"}) == {"name": "a"}


@pytest.mark.parametrize("value", [0, False, 0.0, "0", " ", [None], [""], {"mode": 0}, {"mode": False}])
def test_these_are_no_blanks(value: Any) -> None:
    assert not documents.is_blank(value)
    assert not same({"options": value}, {})


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ({"tags": ["a", "b"]}, {"tags": ["b", "a"]}, True),
        ({"tags": ["a", "b"]}, {"tags": ["a"]}, False),
        ({"tags": ["a", "a"]}, {"tags": ["a"]}, False),
        ({"steps": ["a", "b"]}, {"steps": ["b", "a"]}, False),
        ({"name": "Clinic"}, {"name": "clinic"}, True),
        ({"kind": "Clinic"}, {"kind": "clinic"}, False),
        ({"menu": [{"digit": "1"}, {"digit": "2"}]}, {"menu": [{"digit": "2"}, {"digit": "1"}]}, True),
        ({"menu": [{"digit": "1", "days": ["x", "y"]}]}, {"menu": [{"digit": "1", "days": ["y", "x"], "target": None}]}, True),
        ({"menu": [{"digit": "1", "target": "5"}]}, {"menu": [{"digit": "1"}]}, False),
        ({"size": 1}, {"size": 2}, False),
        ({"enabled": False}, {}, False),
        ({"note": "a"}, {"note": "a", "later": ""}, True),
    ],
)
def test_what_is_equal(one: Any, other: Any, equal: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert same(*pair) is equal


def test_wire_form_to_option_form_and_back() -> None:
    wire = {"name": "a", "mails": "x@y,z@y", "menu": [{"digit": "1", "target": None, "days": []}], "later": {"x": 1, "y": None}}
    document = documents.read(THING, wire)
    assert document == {"name": "a", "mails": ["x@y", "z@y"], "menu": [{"digit": "1"}], "later": {"x": 1}}
    assert documents.write(THING, document)["mails"] == "x@y,z@y"


def test_blanks_are_written_as_they_are() -> None:
    blanks = {"mails": [], "note": "", "size": None, "options": {"url": ""}}
    assert documents.write(THING, blanks) == {"mails": "", "note": "", "size": None, "options": {"url": ""}}


# Merging


@pytest.mark.parametrize(
    ("current", "wanted", "merged"),
    [
        ({"note": "a", "size": 1}, {"size": 2}, {"note": "a", "size": 2}),
        ({"note": "a"}, {"note": ""}, {"note": ""}),
        ({"options": {"mode": "x", "url": "y"}}, {"options": {"url": "z"}}, {"options": {"mode": "x", "url": "z"}}),
        ({"options": {"mode": "x", "url": "y"}}, {"options": {"url": ""}}, {"options": {"mode": "x", "url": ""}}),
        ({"options": {"mode": "x"}}, {"options": {}}, {"options": {}}),
        ({}, {"options": {"url": "z"}}, {"options": {"url": "z"}}),
        ({"tags": ["a", "b"]}, {"tags": ["c"]}, {"tags": ["c"]}),
        ({"steps": ["a", "b"]}, {"steps": []}, {"steps": []}),
        ({"headers": {"A": "1", "B": "2"}}, {"headers": {"A": "3"}}, {"headers": {"A": "3"}}),
        (
            {"menu": [{"digit": "1", "target": "10", "days": ["x"]}, {"digit": "2", "target": "20"}]},
            {"menu": [{"digit": "3"}, {"digit": "1", "target": "11"}]},
            {"menu": [{"digit": "3"}, {"digit": "1", "target": "11", "days": ["x"]}]},
        ),
        ({"menu": [{"digit": "1", "days": ["x", "y"]}]}, {"menu": [{"digit": "1", "days": []}]}, {"menu": [{"digit": "1", "days": []}]}),
        ({"later": {"a": 1, "b": 2}}, {"later": {"b": 3}}, {"later": {"a": 1, "b": 3}}),
    ],
)
def test_merging(current: Any, wanted: Any, merged: Any) -> None:
    before = copy.deepcopy((current, wanted))
    assert documents.merge(THING, current, wanted) == merged
    assert (current, wanted) == before, "the inputs stay as they are"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("note", {"note": None, "options": {"mode": "x", "url": "y"}}),
        ("options.url", {"note": "a", "options": {"mode": "x", "url": None}}),
        ("options", {"note": "a", "options": None}),
        ("size", {"note": "a", "options": {"mode": "x", "url": "y"}, "size": None}),
        ("menu.x", {"note": "a", "options": {"mode": "x", "url": "y"}}),
    ],
)
def test_clearing_by_path(path: str, left: Any) -> None:
    document = {"note": "a", "options": {"mode": "x", "url": "y"}}
    before = copy.deepcopy(document)
    assert documents.cleared(document, path) == left
    assert document == before


# Shapes of real fields


@pytest.mark.parametrize(
    ("shape", "one", "other", "equal"),
    [
        (shapes.instant, "2027-06-30T22:00:00Z", "2027-06-30T22:00:00.000Z", True),
        (shapes.instant, "2027-06-30T22:00:00Z", "2027-07-01T00:00:00+02:00", True),
        (shapes.instant, "2027-06-30T22:00:00Z", "2027-06-30T22:00:01Z", False),
        (shapes.instant, "soon", "soon", True),
        (shapes.network, "10.0.0.7/24", "10.0.0.0/24", True),
        (shapes.network, "10.0.0.7", "10.0.0.7/32", True),
        (shapes.network, "2001:DB8:0::1", "2001:db8::1/128", True),
        (shapes.network, "10.0.0.0/24", "10.0.0.0/25", False),
        (shapes.network, "unknown", "unknown", True),
        (shapes.mask, "1000;2000-3000", "2000-3000; 1000;", True),
        (shapes.mask, "1000;2000", "1000", False),
        (shapes.time_of_day, "9:00", "09:00:00", True),
        (shapes.time_of_day, "09:00", "09:01", False),
        (shapes.upper, "eur", "EUR", True),
        (shapes.upper, None, None, True),
        (shapes.comma_list, "a, b;c", ["a", "b", "c"], True),
        (shapes.comma_list, "", [], True),
    ],
)
def test_spellings(shape: Any, one: Any, other: Any, equal: bool) -> None:
    assert (shape(one) == shape(other)) is equal


@pytest.mark.parametrize(
    ("mapping", "text"),
    [
        ({}, ""),
        ({"k1": "v1"}, "k1:v1"),
        ({"k1": "v1", "k2": "v2"}, "k1:v1&k2:v2"),
        ({"Back": "https://x:8443/y"}, "Back:https://x:8443/y"),
    ],
)
def test_headers_are_one_string(mapping: dict[str, str], text: str) -> None:
    assert shapes.headers_to_text(mapping) == text
    assert shapes.headers_from_text(text) == mapping


@pytest.mark.parametrize("value", [{"id": 700551909773148161, "name": "Easter"}, {"id": "700551909773148161"}, "700551909773148161"])
def test_a_reference_is_read_as_an_object_or_an_id(value: Any) -> None:
    assert shapes.object_id(value) == "700551909773148161"
