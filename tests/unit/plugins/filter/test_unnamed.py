"""The filter ``unmanaged``."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.unmanaged import FilterModule

unmanaged = FilterModule().filters()["unmanaged"]


def _labels(found: list[dict[str, Any]], *arguments: Any) -> list[str]:
    numbered = [{"id": number, **item} for number, item in enumerate(found)]
    return [item["label"] for item in unmanaged(numbered, *arguments)]


def test_what_has_no_entry_is_told_with_its_id() -> None:
    found = [{"id": 7, "protocol": "UDP", "port": 5060, "verification": None}, {"id": 8, "protocol": "TCP", "port": 5060}]
    entries = [{"protocol": "TCP", "port": "5060", "state": "absent"}]
    assert unmanaged(found, entries, ["protocol", "port"]) == [{"id": "7", "label": "UDP 5060"}]


def test_networks_are_the_same_in_any_spelling() -> None:
    found = [{"cidr": cidr} for cidr in ("192.0.2.0/28", "2001:db8::/48", "198.51.100.7/32", "203.0.113.0/24", "203.0.113.0/25")]
    entries = [{"cidr": "192.0.2.9/28"}, {"cidr": "2001:DB8:0::/48"}]
    assert _labels(found, entries, ["cidr"], ["198.51.100.7", " 203.0.113.1/24"]) == ["203.0.113.0/25"]


@pytest.mark.parametrize("stored", ["M\u00fcller", "Mu\u0308ller", " Mu\u0308ller "], ids=ascii)
def test_names_are_the_same_however_they_are_composed(stored: str) -> None:
    for name in ("M\u00fcller", "Mu\u0308ller"):
        assert _labels([{"name": stored}], [{"name": name}], ["name"]) == []
        assert _labels([{"name": stored}], [], ["name"], [name]) == []


def test_entries_may_have_another_name_for_a_key() -> None:
    found = [{"ivr_number": "8000", "name": "lookup"}, {"ivr_number": "8001", "name": "lookup"}]
    entries = [{"extension_number": 8000, "name": "lookup"}]
    assert _labels(found, entries, {"extension_number": "ivr_number", "name": "name"}) == ["8001 lookup"]


def test_protected_names_stay_and_similar_ones_do_not() -> None:
    found = [{"name": name} for name in ("copperstate", "Copperstate", "copper state")]
    assert _labels(found, [], ["name"], ["copperstate", "copper  state"]) == ["Copperstate"]


@pytest.mark.parametrize("password", ["Sim-Hook-2026", "crm.", "https"])
def test_an_object_is_named_though_a_password_in_it_is_hidden(password: str) -> None:
    url = f"https://crm:{password}@crm.example.net/calls"
    found = [{"url": url.replace(password, "********")}, {"url": "https://crm:********@other.example.net/calls"}]
    assert _labels(found, [{"url": url}], ["url"]) == ["https://crm:********@other.example.net/calls"]
    assert _labels(found, [], ["url"], [url, found[1]["url"]]) == []
    assert _labels(found[:1], [{"url": f"{url}/old"}], ["url"]) == [found[0]["url"]]
    assert _labels([{"name": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}], [{"name": password}], ["name"]) == []


@pytest.mark.parametrize(("found", "entries"), [([{"name": None}], []), ([], [{"nmae": "copperstate"}])])
def test_without_its_key_nothing_is_compared(found: list[dict[str, Any]], entries: list[dict[str, Any]]) -> None:
    with pytest.raises(AnsibleFilterError, match="needs name"):
        _labels(found, entries, ["name"])


@pytest.mark.parametrize("mac", ["CC-5E-F8-41-B7-A1", "cc5ef841b7a1"])
def test_addresses_of_phones_are_compared_in_their_normal_form(mac: str) -> None:
    found = [{"id": "p1", "number": "2001", "mac": "cc:5e:f8:41:b7:a1"}, {"id": "p2", "number": "2001", "mac": "cc:5e:f8:41:b7:a2"}]
    keys = {"extension_number": "number", "mac": "mac"}
    assert unmanaged(found, [{"extension_number": "2001", "mac": mac}], keys) == [{"id": "p2", "label": "2001 cc:5e:f8:41:b7:a2"}]
    assert [item["id"] for item in unmanaged(found, [], keys, [f"2001 {mac}"])] == ["p2"]


CONTACTS = [
    {"id": "1", "name": "Clara Weiss", "email": "clara@example.net", "business": "2"},
    {"id": "2", "name": "Clara Weiss", "email": "", "business": "3"},
    {"id": "3", "name": "Ben Kurz", "email": "clara@example.net", "business": None},
    {"id": "4", "name": None, "email": None, "business": "2"},
    {"id": "5", "name": None, "email": None, "business": None},
]


@pytest.mark.parametrize(
    ("entries", "protected", "left"),
    [
        ([], [], {"1": "Clara Weiss clara@example.net", "2": "Clara Weiss 3", "3": "Ben Kurz clara@example.net", "4": "2", "5": "5"}),
        # One value in common is enough, in the same field.
        ([{"name": "Clara Weiss", "email": "new@example.net", "business": "2"}], [], {"2", "3", "4", "5"}),
        ([{"name": "Clara Weiss", "email": "2"}], [], {"1", "2", "3", "4", "5"}),
        ([{"name": "Ben  Kurz", "email": " clara@example.net", "state": "absent"}], [], {"1", "2", "4", "5"}),
        # Protected by the name alone, or with any value beside it.
        ([], ["Clara Weiss", "Ben Kurz clara@example.net"], {"4", "5"}),
        ([], ["Clara Weiss 2"], {"2", "3", "4", "5"}),
    ],
)
def test_objects_that_their_key_does_not_tell_apart(entries: Any, protected: list[str], left: Any) -> None:
    found = unmanaged(CONTACTS, entries, ["name"], protected, ["email", "business"])
    labels = {item["id"]: item["label"] for item in found}
    assert labels == left if isinstance(left, dict) else labels.keys() == left


def test_an_entry_beside_needs_its_key() -> None:
    with pytest.raises(AnsibleFilterError, match="each object and entry needs name"):
        unmanaged(CONTACTS, [{"email": "clara@example.net"}], ["name"], [], ["email"])
