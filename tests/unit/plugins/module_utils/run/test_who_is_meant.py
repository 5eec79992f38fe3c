# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which object a value refers to: a natural key before a name, a name before an id, and a tenant's name only where it is no domain."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.read.place import Place
from ansible_collections.portsip.pbx.plugins.module_utils.read.references import References
from ansible_collections.portsip.pbx.plugins.module_utils.schema.address import Address
from ansible_collections.portsip.pbx.plugins.module_utils.schema.addresses import ADDRESSES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.reference import Reference
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.resources import every_reference

FILE, RECEPTIONIST, TENANT = ADDRESSES["file"], ADDRESSES["ivr"], ADDRESSES["tenant"]
REFERENCES = {where: reference.address for where, reference in every_reference().items()}
BY_NAME = {where: address for where, address in REFERENCES.items() if not address.id_first}


class Lists:
    """An API that has one list.

    :ivar asked: paths and filters of its requests.
    """

    def __init__(self, items: list[dict[str, Any]], *, filters: bool = False) -> None:
        self.items = items
        self.filters = filters
        self.asked: list[tuple[str, str | None]] = []

    def list_all(self, path: str, *, paged: bool, query: Any = None) -> list[dict[str, Any]]:
        """The whole list."""
        self.asked.append((path, None))
        return self.items

    def find(self, path: str, *, paged: bool, wanted: str | None, **_confirmation: Any) -> list[dict[str, Any]]:
        """The whole list too: a filter only saves pages."""
        self.asked.append((path, wanted))
        return self.items


def thing(address: Address, identifier: Any, *names: str) -> dict[str, Any]:
    """An item of the list that a reference looks into."""
    return {"id": identifier, **dict(zip(address.by, names, strict=False))}


def found(address: Address, items: list[dict[str, Any]], value: Any) -> tuple[Any, list[str]]:
    """The id of what is found, and the warnings."""
    warnings: list[str] = []
    item = References(Lists(items)).find(address, value, "option", warnings.append)  # type: ignore[arg-type]
    return item["id"], warnings


def test_there_are_references() -> None:
    assert {"order.rules.*", "ivr_rule.interval", "queue.sound", "action_url.ivr", "trunk_assignment.tenant"} <= set(REFERENCES)


@pytest.mark.parametrize("where", BY_NAME)
@pytest.mark.parametrize("value", ["136", 136])
def test_a_name_of_digits_comes_before_an_id(where: str, value: Any) -> None:
    reference = BY_NAME[where]
    named, other = (900, 136) if reference.integer else ("900", "136")
    identifier, warnings = found(reference, [thing(reference, other, "Other"), thing(reference, named, "136")], value)
    assert identifier == named
    (warning,) = warnings
    assert warning.startswith("option: '136' is the ")
    assert "id of another" in warning


@pytest.mark.parametrize("where", BY_NAME)
def test_an_id_that_is_nobodys_name(where: str) -> None:
    reference = BY_NAME[where]
    items = [thing(reference, 136, "Other"), thing(reference, 137, "Another")]
    assert found(reference, items, "136") == (136, [])
    with pytest.raises(errors.NotFound, match=r"^option: there is no .* or id '138'"):
        found(reference, items, "138")


def referring(**fields: Attribute) -> Resource:
    """A resource with fields that refer to others."""
    return Resource(name="thing", plural="things", model=None, collection="/things", key=("name",), level="extension", overrides=fields)


@pytest.mark.parametrize("where", REFERENCES)
def test_an_id_is_looked_up_in_the_list_that_is_read_once(where: str) -> None:
    reference = REFERENCES[where]
    one = Attribute(reference=every_reference()[where])
    client = Lists([thing(reference, number, f"Name {number}") for number in range(1, 120)])
    resource = referring(one=one)
    references = References(client)  # type: ignore[arg-type]
    for number in range(1, 120):
        for value in (str(number), f"Name {number}"):
            resolved = references.resolve(resource, {"one": value}, Place({"extension_id": 1}, lambda error: None))
            told = f"Name {number}" if one.reference.by_name else str(number)
            assert resolved == {"one": number if reference.integer else told}
    assert len(client.asked) == 1


def test_what_was_found_by_its_name_is_not_found_by_its_id_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that was seen is remembered apart from the names that were asked for."""
    monkeypatch.setitem(ADDRESSES, "thing", Address("thing", "/things", "extension", integer=True))
    client = Lists([{"id": 136, "name": "Day"}, {"id": 900, "name": "136"}])
    resource = referring(one=Attribute(reference=Reference("thing")))
    references = References(client, keep=True)  # type: ignore[arg-type]
    place = Place({}, lambda error: None)
    for value, identifier in (("136", 900), ("Day", 136), ("136", 900)):
        assert references.resolve(resource, {"one": value}, place) == {"one": identifier}


@pytest.mark.parametrize("where", [where for where, reference in REFERENCES.items() if not reference.newest])
def test_several_of_one_name(where: str) -> None:
    reference = REFERENCES[where]
    with pytest.raises(errors.Ambiguous, match=r"^option: 2 .*their ids are 1, 2"):
        found(reference, [thing(reference, 1, "Twin"), thing(reference, 2, "Twin"), thing(reference, 3, "Other")], "Twin")


@pytest.mark.parametrize("where", [where for where, reference in REFERENCES.items() if reference.newest])
def test_the_newest_of_several_files_counts(where: str) -> None:
    reference = REFERENCES[where]
    made = {1: "2026-03-01T08:00:00Z", 2: "2026-03-01T08:00:00.25Z", 3: "2026-02-28T23:59:59.9Z"}
    items = [{**thing(reference, number, "Twin"), "created_at": moment} for number, moment in made.items()]
    assert found(reference, items, "Twin") == (2, ["option: 3 files have the name 'Twin'; the newest one counts."])


@pytest.mark.parametrize("where", REFERENCES)
@pytest.mark.parametrize("stored", ["Mu\u0308nchen", "M\u00fcnchen", " M\u00fcnchen ", "M\u00fcnchen"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_compared_in_their_normal_form(where: str, stored: str, form: Any) -> None:
    reference = REFERENCES[where]
    assert found(reference, [thing(reference, 1, stored)], unicodedata.normalize(form, "M\u00fcnchen")) == (1, [])


def test_the_extension_number_comes_before_the_receptionists_name() -> None:
    items = [
        {"id": "a", "extension_number": "8000", "name": "8001"},
        {"id": "b", "extension_number": "8001", "name": "Main"},
        {"id": "8000", "extension_number": "8002", "name": "8003"},
    ]
    assert found(RECEPTIONIST, items, "8001")[0] == "b"
    assert found(RECEPTIONIST, items, "8000")[0] == "a"
    assert found(RECEPTIONIST, items, "Main")[0] == "b"
    assert found(RECEPTIONIST, items, "8003")[0] == "8000"


A = {"id": "1", "domain": "a.example.net", "name": "b.example.net"}
B = {"id": "2", "domain": "b.example.net", "name": "Clinic"}


@pytest.mark.parametrize(
    ("tenants", "value", "identifier"),
    [
        ([A, B], "b.example.net", "2"),
        ([A, B], "B.Example.NET", "2"),
        ([A, B], "1", "1"),
        ([A, B], "Clinic", "2"),
        ([A, {"id": "a.example.net", "domain": "c.example.net", "name": "C"}], "a.example.net", "a.example.net"),
        ([{"id": "3", "domain": "c.example.net", "name": "St. Gallen"}], "St. Gallen", "3"),
        ([{"id": "4", "domain": "pbx", "name": "Clinic"}, {"id": "5", "domain": "d.example.net", "name": "pbx"}], "pbx", "4"),
        ([{"id": "5", "domain": "d.example.net", "name": "pbx"}], "pbx", "5"),
    ],
)
def test_a_tenant_is_its_id_then_its_domain_then_its_name(tenants: list[dict[str, Any]], value: str, identifier: str) -> None:
    assert found(TENANT, tenants, value)[0] == identifier


def test_a_domain_is_never_a_tenants_name() -> None:
    with pytest.raises(errors.NotFound, match=r"option: there is no tenant with the domain 'b\.example\.net'"):
        found(TENANT, [A], "b.example.net")


@pytest.mark.parametrize(
    ("address", "value", "wanted"),
    [
        (RECEPTIONIST, "8001", "extension_number eq '8001'"),
        (TENANT, "a.example.net", "domain eq 'a.example.net'"),
        (FILE, "Welcome", "name eq 'Welcome'"),
        (FILE, "136", None),
    ],
)
def test_one_look_takes_a_filter_unless_another_objects_id_may_be_the_name(address: Address, value: str, wanted: str | None) -> None:
    items = [thing(address, "1", value)]
    client = Lists(items, filters=True)
    References(client).find(address, value, "option")  # type: ignore[arg-type]
    assert client.asked == [(address.path, wanted)]
