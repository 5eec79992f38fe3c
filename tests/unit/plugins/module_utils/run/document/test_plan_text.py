# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan as ``--diff`` shows it: which part of a field differs, rather than the field as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.text import as_text

DAY = {"enabled": True, "ranges": [{"from": "09:00", "to": "17:00"}]}
LATE = {"enabled": True, "ranges": [{"from": "09:00", "to": "20:00"}]}
TWO = {"enabled": True, "ranges": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]}


def shown(before: Any, after: Any) -> list[str]:
    """The lines of one change."""
    step = {"action": "update", "kind": "ivr", "name": "8000", "within": [], "changes": [{"field": "f", "before": before, "after": after}]}
    head, place, title, *lines = as_text([step], {"update": 1}).splitlines()
    assert (head, place, title) == ("Plan: 1 to update.", "PBX", "  ~ update ivr 8000")
    return [line.removeprefix("      ") for line in lines]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a", "b", ['f: "a" -> "b"']),
        (None, "b", ['f: "b"']),
        ("a", None, ['f: "a" -> null']),
        (None, {"a": 1, "b": 2}, ['f: {"a": 1, "b": 2}']),
        ({"a": 1, "b": 2}, None, ['f: {"a": 1, "b": 2} -> null']),
        ({"action": "X", "number": "1"}, {"action": "X", "number": "2"}, ['f.number: "1" -> "2"']),
        ({"monday": DAY, "friday": DAY}, {"monday": DAY, "friday": LATE}, ['f.friday.ranges[0].to: "17:00" -> "20:00"']),
        ({"monday": DAY}, {"monday": DAY, "friday": {"enabled": False}}, ['f.friday: {"enabled": false}']),
        ({"a": 1, "b": 2}, {"a": 1}, ["f.b: 2 -> null"]),
        (["a", "b"], ["a", "c"], ['f: ["a", "b"] -> ["a", "c"]']),
        ([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 3}], ["f[1].a: 2 -> 3"]),
        ([{"a": 1}], [{"a": 1}, {"a": 2}], ['f: [{"a": 1}] -> [{"a": 1}, {"a": 2}]']),
        ({"token": "(hidden)", "x": 1}, {"token": "(changes)", "x": 1}, ['f.token: "(hidden)" -> "(changes)"']),
        ({"a": "(hidden)"}, {"a": "(hidden)"}, ['f: {"a": "(hidden)"} -> {"a": "(hidden)"}']),
    ],
)
def test_what_differs_is_named(before: Any, after: Any, lines: list[str]) -> None:
    assert shown(before, after) == lines


def test_a_list_of_another_length_is_shown_as_a_whole() -> None:
    (line,) = shown({"monday": DAY}, {"monday": TWO})
    assert line.startswith('f.monday.ranges: [{"from": "09:00", "to": "17:00"}] -> [{"from"')
