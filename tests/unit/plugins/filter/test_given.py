# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``given``: nothing that was omitted is left, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.filter.given import FilterModule

given = FilterModule().filters()["given"]
SENTINEL = object()
TEXT = "__omit_place_holder__97c9768a8c1e2d6e9dc476c465bf04572a3660b6"


class Untouched:
    """What is not looked at."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("omit", [SENTINEL, TEXT])
def test_what_was_omitted_is_dropped_at_every_depth(omit: Any) -> None:
    value = {"a": omit, "b": None, "c": [omit, 1, {"d": omit, "e": False}, None], "f": {"g": omit}, "h": ""}
    assert given(value, omit) == {"c": [1, {"e": False}, None], "f": {}, "h": ""}
    assert given(omit, omit) is omit


def test_only_so_many_levels() -> None:
    value = {"a": TEXT, "b": {"c": TEXT, "d": [TEXT]}}
    assert given(value, TEXT, 1) == {"b": {"c": TEXT, "d": [TEXT]}}
    assert given(value, TEXT, 2) == {"b": {"d": [TEXT]}}
    assert given([TEXT, value], TEXT, 1) == [value]


def test_only_some_keys() -> None:
    assert given({"a": 1, "b": TEXT, "c": 3, "d": 4}, TEXT, 1, ["a", "b", "d", "e"]) == {"a": 1, "d": 4}


def test_encrypted_values_are_not_decrypted() -> None:
    secret = Untouched()
    assert given({"pin": secret}, TEXT)["pin"] is secret
