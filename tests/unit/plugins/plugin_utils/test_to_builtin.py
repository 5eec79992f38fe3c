# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Option values become what a module would read from JSON."""

from __future__ import annotations

from collections import OrderedDict, UserDict
from datetime import date, datetime, timezone
from typing import Any

import pytest
from ansible.utils.unsafe_proxy import wrap_var
from ansible_collections.portsip.pbx.plugins.plugin_utils.to_builtin import to_builtin


class Encrypted:
    """Reads like Ansible's encrypted values: its text is the plain one."""

    def __str__(self) -> str:
        return "decrypted"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"a": [1, 2.5, None, True, "ü"]}, {"a": [1, 2.5, None, True, "ü"]}),
        ({7: "seven", True: "yes", None: "null"}, {"7": "seven", "true": "yes", "null": "null"}),
        ((1, 2), [1, 2]),
        ({"a"}, ["a"]),
        (OrderedDict(a=1), {"a": 1}),
        (UserDict(a=UserDict(b=1)), {"a": {"b": 1}}),
        (date(2030, 1, 2), "2030-01-02"),
        (datetime(2030, 1, 2, 3, 4, 5, tzinfo=timezone.utc), "2030-01-02T03:04:05+00:00"),
        (b"bytes", "bytes"),
        ({"pin": Encrypted()}, {"pin": "decrypted"}),
        (2**63 + 1, 2**63 + 1),
    ],
)
def test_values(value: Any, wanted: Any) -> None:
    assert to_builtin(value) == wanted


def test_types_are_the_plain_ones() -> None:
    found = to_builtin(wrap_var({"text": "unsafe", "list": ["unsafe"]}))
    assert found.__class__ is dict
    assert found["text"].__class__ is str
    assert found["list"].__class__ is list
    assert found["list"][0].__class__ is str


def test_it_is_a_copy() -> None:
    given = {"list": [1]}
    to_builtin(given)["list"].append(2)
    assert given == {"list": [1]}
