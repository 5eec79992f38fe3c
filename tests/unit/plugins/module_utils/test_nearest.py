# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Suggestions for misspelt names: a typo or two is near, another word is not."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.nearest import did_you_mean, distance, nearest


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("nmae", ["name", "domain", "timezone"], "name"),
        ("ivr", ["ivrs", "ip_rules"], "ivrs"),
        ("licence", ["license", "notification"], "license"),
        ("extensionNumber", ["extension_number", "name"], "extension_number"),
        ("extension-numbr", ["extension_number", "extension_id"], "extension_number"),
        ("Url", ["url", "auth"], "url"),
        ("clinc.example.net", ["clinic.example.net", "praxis.example.net"], "clinic.example.net"),
        ("Europe/Berln", ["Europe/Berlin", "Europe/Bern"], "Europe/Berlin"),
        ("USB", ["USD", "EUR"], "USD"),
    ],
)
def test_a_typo_is_near(name: str, known: list[str], meant: str) -> None:
    assert nearest(name, known) == [meant]
    assert did_you_mean(name, known) == f"did you mean {meant}?"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("port", ["protocol"]),
        ("number", ["extension_number"]),
        ("id", ["pin", "name"]),
        ("x", ["y", "port"]),
        ("color", ["domain", "currency", "region"]),
        ("south.example.net", ["north.example.net", "example.net"]),
        ("Europe/Rome", ["Europe/Oslo"]),
        ("name", ["name"]),
        ("", ["id"]),
        ("___", ["id"]),
    ],
)
def test_another_word_is_not(name: str, known: list[str]) -> None:
    assert nearest(name, known) == []
    assert did_you_mean(name, known) == ""


def test_the_nearest_comes_first() -> None:
    assert nearest("UDS", ["UDX", "USD", "UAS", "EUR"], most=3) == ["USD", "UAS", "UDX"]
    assert nearest("extensionss", ["extension", "extensions"], most=2) == ["extensions", "extension"]
    assert nearest("tennants", ["tenant", "tenants"], most=2) == ["tenants"], "two typos are too many for six letters"


@pytest.mark.parametrize(
    ("one", "other", "typos"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "abcd", 1), ("kitten", "sitting", 3)],
)
def test_typos_are_counted(one: str, other: str, typos: int) -> None:
    assert distance(one, other) == distance(other, one) == typos
