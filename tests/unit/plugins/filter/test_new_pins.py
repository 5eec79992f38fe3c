# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``new_pins``: PINs that the PBX accepts, and no others."""

from __future__ import annotations

import itertools
import re
import secrets
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.new_pins import FilterModule

new_pins = FilterModule().filters()["new_pins"]
REFUSED = [f"{n}{n}{n}" for n in range(10)] + [f"{n}{n + 1}{n + 2}" for n in range(8)] + [f"{n + 2}{n + 1}{n}" for n in range(8)]
"""What no PIN has in it (PortSIP PBX REST API 22.2 and 22.3, pin)."""


@pytest.mark.parametrize("length", [4, 6, 10, 64])
def test_each_name_gets_a_pin_of_its_own(length: int) -> None:
    names = [str(number) for number in range(2000, 2300)]
    pins = new_pins(names, length)
    assert list(pins) == names
    assert len(set(pins.values())) == len(names)
    assert [pin for pin in pins.values() if not re.fullmatch(rf"\d{{{length}}}", pin) or any(part in pin for part in REFUSED)] == []


def test_pins_are_drawn_anew_until_the_pbx_accepts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    digits = itertools.chain("111407", "012407", "987407", "407193", "407193", "629315")
    monkeypatch.setattr(secrets, "choice", lambda _choices: next(digits))
    assert sorted(new_pins(["8000", "8001"]).values()) == ["407193", "629315"]


def test_nothing_is_drawn_for_nobody() -> None:
    assert new_pins([]) == {}


@pytest.mark.parametrize(
    ("names", "length", "says"),
    [
        ("8000", 6, "a list of names is needed"),
        (None, 6, "a list of names is needed"),
        (["8000", "8001", "8000"], 6, "8000 is given more than once"),
        (["8000"], 3, "length: must be from 4 to 64 digits, and is 3"),
        (["8000"], 65, "length: must be from 4 to 64"),
        (["8000"], "6", "length: must be from 4 to 64"),
        (range(1001), 4, "1001 different PINs are too many for 4 digits"),
    ],
)
def test_what_cannot_be_drawn_is_said(names: Any, length: Any, says: str) -> None:
    with pytest.raises(AnsibleFilterError, match=says):
        new_pins(names, length)
