# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which current item of a list stands for which wanted one."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan.sequence import align, falls_into_place, left_over


def by_letter(item: str) -> str | None:
    """Items are a letter and a digit; those of one letter resemble each other, a question mark resembles nothing."""
    return None if item[0] == "?" else item[0]


def aligned(wanted: str, current: str) -> list[int | None]:
    return align(wanted.split(), current.split(), lambda one, other: one == other, (by_letter,))


@pytest.mark.parametrize(
    ("wanted", "current", "partners"),
    [
        ("", "", []),
        ("a1 b1", "", [None, None]),
        ("", "a1", []),
        ("a1 b1 c1", "a1 b1 c1", [0, 1, 2]),
        ("c1 a1 b1", "a1 b1 c1", [2, 0, 1]),
        ("a1 b2 c1", "a1 b1 c1", [0, 1, 2]),
        ("b2 a1", "a1 b1", [1, 0]),
        ("a1 c1", "a1 b1 c1", [0, 2]),
        ("a1 x1", "a1 b1", [0, None]),
        ("a1 a1", "a1", [0, None]),
        ("a2 a1", "a1 a3", [1, 0]),
        # Equal ones stay where they are, so that what differs falls to the other.
        ("a2 a1", "a1 a1", [0, 1]),
        ("a1 a1 a1", "a1 a1", [0, 1, None]),
        ("?1 ?2", "?3 ?2", [None, 1]),
    ],
)
def test_partners(wanted: str, current: str, partners: list[int | None]) -> None:
    assert aligned(wanted, current) == partners


def test_the_surest_likeness_decides() -> None:
    wanted, current = [{"name": "x", "kind": 1}, {"kind": 2}], [{"name": "y", "kind": 1}, {"name": "x", "kind": 2}]
    likenesses = (lambda item: item.get("name"), lambda item: item.get("kind"), lambda item: True)
    assert align(wanted, current, lambda one, other: False, likenesses[:2]) == [1, None]
    assert align(wanted, current, lambda one, other: False, likenesses) == [1, 0]


def test_what_is_left_over() -> None:
    assert left_over([2, None, 0], ["a", "b", "c", "d"]) == ["b", "d"]


@pytest.mark.parametrize(
    ("partners", "right"),
    [
        ([], True),
        ([0, 1, 2], True),
        ([0, 2], True),
        ([0, 2, None, None], True),
        ([None, None], True),
        ([1, 0], False),
        ([0, None, 1], False),
        ([None, 0], False),
    ],
)
def test_whether_an_order_is_to_be_written(partners: list[int | None], right: bool) -> None:
    assert falls_into_place(partners) is right
