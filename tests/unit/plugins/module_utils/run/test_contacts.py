# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Contacts, which no field identifies and no search finds: known by their name with an email address or a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.com"
CLARA = {"name": "Clara Weiss", "email": "clara@example.net", "business": "+493055502000"}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    shared_simulator.add_tenant(DOMAIN, "Clinic", id="tenant-1")
    return shared_simulator


@pytest.fixture
def task(pbx: Simulator) -> Task:
    return Task(pbx, "portsip_contact", {"tenant": DOMAIN})


def _add(pbx: Simulator, identifier: str, **fields: Any) -> None:
    pbx.add_object("contacts", "tenant-1", id=identifier, **fields)


def _contacts(pbx: Simulator) -> dict[str, Any]:
    return dict(pbx.state()["tenants"]["tenant-1"].get("contacts", {}))


def _document(*contacts: dict[str, Any]) -> dict[str, Any]:
    return {"tenants": [{"domain": DOMAIN, "contacts": list(contacts)}]}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"email": "clara@example.net"}, "contact-1"),
        ({"business": "+493055502000"}, "contact-1"),
        ({"email": "new@example.net", "business": "+493055502000"}, "contact-1"),
        ({"email": "clara@example.net", "business": "+493055509999"}, "contact-1"),
        ({"other": "77"}, "contact-2"),
        # The first of them that a contact has counts.
        ({"email": "clara@example.net", "other": "77"}, "contact-1"),
        # A number in another field is another number.
        ({"mobile_phone": "+493055502000"}, None),
        ({"email": "new@example.net"}, None),
    ],
)
def test_which_contact_is_meant(pbx: Simulator, task: Task, options: dict[str, str], found: str | None) -> None:
    _add(pbx, "contact-1", **CLARA)
    _add(pbx, "contact-2", name="Clara Weiss", other="77")
    _add(pbx, "contact-3", name="Ben Kurz", email="new@example.net", other="77")
    before = _contacts(pbx)
    task.settle(name="Clara Weiss", company="Supplies", **options)
    changed = {identifier for identifier, row in _contacts(pbx).items() if row != before.get(identifier)}
    assert changed == ({found} if found else _contacts(pbx).keys() - before.keys())


def test_several_of_one_name_and_number(pbx: Simulator, task: Task) -> None:
    _add(pbx, "contact-1", **CLARA)
    _add(pbx, "contact-2", **{**CLARA, "email": "other@example.net"})
    error = task.fails(name="Clara Weiss", business="+493055502000", company="Supplies")
    assert isinstance(error, errors.Ambiguous)
    assert "contact Clara Weiss +493055502000; their ids are contact-1, contact-2" in str(error)
    task.settle(id="contact-2", email="second@example.net")


def test_equal_contacts_count_as_one(pbx: Simulator, task: Task) -> None:
    """Two runs at the same time may create a contact twice: the API refuses no second one."""
    for identifier in ("contact-1", "contact-2"):
        _add(pbx, identifier, **CLARA)
    assert "differ only in their ids" in task.still(**CLARA).context.warnings[0]
    task.run(**CLARA, state="absent")
    assert _contacts(pbx) == {}


@pytest.mark.parametrize("beside", [{}, {"email": ""}, {"home_fax": "5"}])
def test_a_name_is_not_enough(pbx: Simulator, beside: dict[str, str]) -> None:
    said = str(Documents(pbx).run(_document({"name": "Clara Weiss", **beside})).error)
    assert "tenants[0].contacts[0]" in said
    assert "one of them is required to identify the contact together with name (or id)" in said
    assert pbx.requests() == []


def test_contacts_from_elsewhere_are_left_alone(pbx: Simulator, task: Task) -> None:
    _add(pbx, "contact-1", **CLARA, sync_type="Microsoft 365")
    task.still(**CLARA)
    for options in ({"company": "Else"}, {"state": "absent"}):
        error = task.fails(**CLARA, **options)
        assert "contact Clara Weiss clara@example.net is synchronised from Microsoft 365" in str(error)
    assert Documents(pbx).still(_document(), exclusive=["contacts"]).error is None
    _add(pbx, "contact-2", name="Ben Kurz", email="ben@example.net")
    exported = Task(pbx, "portsip_export").run(only=["contacts"], secrets="omit", extension_api_url=None)
    assert [contact["name"] for contact in exported.result["definition"]["tenants"][0]["contacts"]] == ["Ben Kurz"]
    assert ["synchronised" in note["message"] for note in exported.result["notes"]] == [True]


def test_exclusive_removes_what_nobody_names(pbx: Simulator) -> None:
    _add(pbx, "contact-1", **CLARA)
    _add(pbx, "contact-2", name="Clara Weiss", email="other@example.net")
    _add(pbx, "contact-3", company="Without a name")
    _add(pbx, "contact-4", name="Ben Kurz", mobile_phone="3")
    entry = {"name": "Clara Weiss", "email": "new@example.net", "business": "+493055502000"}
    protected = [{"kind": "contacts", "within": [{"kind": "tenant", "name": DOMAIN}], "name": "Ben Kurz 3"}]
    options = {"exclusive": ["contacts"], "exclusive_protected": protected}
    done = Documents(pbx).settle(_document(entry), **options)
    assert {(step["action"], step["name"]) for step in done.result["plan"]} == {
        ("update", "Clara Weiss new@example.net"),
        ("remove", "Clara Weiss other@example.net"),
        ("remove", "contact-3"),
    }
    assert _contacts(pbx).keys() == {"contact-1", "contact-4"}


def test_entries_that_share_a_number(pbx: Simulator) -> None:
    said = str(Documents(pbx).run(_document(CLARA, {**CLARA, "email": "other@example.net"}, {**CLARA, "name": "Ben Kurz"})).error)
    assert "tenants[0].contacts[1]: has the same name and business as tenants[0].contacts[0] (Clara Weiss +493055502000)" in said
    assert "contacts[2]" not in said


def test_entries_that_lead_to_one_contact(pbx: Simulator) -> None:
    _add(pbx, "contact-1", **CLARA)
    entries = [{"name": "Clara Weiss", "email": "clara@example.net"}, {"name": "Clara Weiss", "business": "+493055502000"}]
    said = str(Documents(pbx).run(_document(*entries)).error)
    assert "tenants[0].contacts[1]: leads to contact Clara Weiss clara@example.net (id contact-1), as tenants[0].contacts[0] does" in said
    assert pbx.writes() == []


def test_an_export_leaves_out_what_cannot_be_told_apart(pbx: Simulator) -> None:
    _add(pbx, "contact-1", **CLARA)
    _add(pbx, "contact-2", name="Clara Weiss", mobile_phone="3", business="+493055502000")
    _add(pbx, "contact-3", name="Clara Weiss", mobile_phone="3", home_phone="4")
    for identifier in ("contact-4", "contact-11"):
        _add(pbx, identifier, name="Without a number", company=identifier)
    for identifier in ("contact-9", "contact-10"):
        _add(pbx, identifier, company=identifier)
    _add(pbx, "contact-5", **{**CLARA, "email": "other@example.net"})
    _add(pbx, "contact-6", name="Clara Weiss", home_phone="5")
    for identifier in ("contact-7", "contact-8"):
        _add(pbx, identifier, name="Ben Kurz", home_phone="4")
    exported = Task(pbx, "portsip_export").run(only=["contacts"], secrets="omit", extension_api_url=None)
    (tenant,) = exported.result["definition"]["tenants"]
    assert tenant["contacts"] == [
        {"name": "Ben Kurz", "home_phone": "4"},
        {"name": "Clara Weiss", "home_phone": "5"},
        CLARA,
    ]
    notes = [note["message"] for note in exported.result["notes"]]
    said = (
        "3 objects match contact Clara Weiss +493055502000; their ids are contact-1, contact-2, contact-5",
        "2 objects match contact Clara Weiss 3; their ids are contact-2, contact-3",
        "one of them is required to identify the contact",
        "name: is required to identify the contact (or id)",
        "have the same business (ids contact-1, contact-5), and no document can tell them apart; the first one is exported",
        "2 contacts are called 'Ben Kurz 4' (ids contact-7, contact-8) and differ in nothing but the id",
    )
    assert [len([text for text in notes if part in text]) for part in said] == [1, 1, 2, 2, 1, 1]
    Documents(pbx).still({"tenants": [{"domain": DOMAIN, "contacts": tenant["contacts"]}]})


def test_one_that_comes_from_elsewhere_stands_beside_one_that_does_not(pbx: Simulator, task: Task) -> None:
    _add(pbx, "contact-1", **CLARA, sync_type="Microsoft 365")
    _add(pbx, "contact-2", **CLARA)
    task.settle(**CLARA, company="Supplies")
    assert {identifier for identifier, row in _contacts(pbx).items() if row["company"]} == {"contact-2"}


def test_drift_finds_a_contact_by_what_is_left_of_it(pbx: Simulator, tmp_path: Path) -> None:
    (tmp_path / "clinic.yml").write_text(yaml.safe_dump(_document(CLARA, {"name": "Ben Kurz", "other": "5"})), encoding="utf-8")
    _add(pbx, "contact-1", **{**CLARA, "email": "other@example.net"})
    _add(pbx, "contact-2", name="Dora", other="6")
    _add(pbx, "contact-3", name="Emil", other="7", sync_type="Microsoft 365")
    task = Task(pbx, "portsip_drift", {"extension_api_url": None})
    totals = task.run(path=str(tmp_path / "clinic.yml"), fail_on="never").result["totals"]
    assert {name: totals[name] for name in ("differs", "missing", "unmanaged")} == {"differs": 1, "missing": 1, "unmanaged": 1}


def test_thousands_are_read_once(pbx: Simulator) -> None:
    """Pages of 100: once for the plan, and not again for each contact that is created or changed."""
    some = [{"name": f"Contact {number}", "business": str(number)} for number in range(250)]
    for number, contact in enumerate(some[:210]):
        _add(pbx, f"contact-{number}", **contact, email=f"{number}@example.net")
    some[5] = {**some[5], "email": "new@example.net"}
    done = Documents(pbx).run(_document(*some))
    assert done.error is None
    assert {name: done.result["summary"][name] for name in ("create", "update")} == {"create": 40, "update": 1}
    assert done.calls.count("GET /api/contacts") == 3
    Documents(pbx).still(_document(*some))
