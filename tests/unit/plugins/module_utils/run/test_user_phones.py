# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Phones of users: their addresses, the values that their template allows, and who has a phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.user_phone import USER_PHONE
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

if TYPE_CHECKING:
    from simulator import Simulator

TENANT = "clinic.example.com"
MAC = "cc:5e:f8:41:b7:a1"
PHONE: dict[str, Any] = {
    **{"mac": MAC, "filename": "fanvil.ph.xml", "vendor": "Fanvil", "model": "X303", "password": "Phone-Web-Pass", "language": "GERMAN"},
    **{"transfer": "BLIND", "timezone": "GMT+1 Germany(Berlin)", "codecs": ["PCMA", "PCMU"]},
    **{"interface": "WEB_DOMAIN", "preferred_transport": "TLS"},
}


@pytest.fixture
def bench(shared_simulator: Simulator) -> Bench:
    tenant = shared_simulator.add_tenant(TENANT, id="tenant-1")
    for number in ("2001", "2002"):
        shared_simulator.add_user(tenant, number, f"User {number}", id=f"user-{number}")
    return Bench(shared_simulator, USER_PHONE, {"tenant": TENANT, "user": "2001"})


def phones(pbx: Simulator, user: str = "2001") -> list[dict[str, Any]]:
    return list(pbx.state()["tenants"]["tenant-1"]["users"][f"user-{user}"].get("phones", {}).values())


@pytest.mark.parametrize("mac", ["CC-5E-F8-41-B7-A1", "cc5ef841b7a1", "CC:5e:F8:41:b7:A1", "cc5e.f841.b7a1"])
def test_an_address_is_one_however_it_is_written(bench: Bench, mac: str) -> None:
    assert bench.both(**{**PHONE, "mac": mac}).changed
    assert [phone["mac"] for phone in phones(bench.pbx)] == [MAC]
    assert not bench.both(**PHONE).changed
    assert bench.both(mac=mac, state="absent").changed
    assert phones(bench.pbx) == []


def test_an_address_that_the_pbx_writes_with_hyphens_is_found(bench: Bench) -> None:
    bench.pbx.add_phone("user-2001", "cc-5e-f8-41-b7-a1")
    assert not bench.run(mac=MAC, language="ENGLISH").changed
    assert bench.run(mac=MAC, language="FRENCH").changed


@pytest.mark.parametrize("mac", ["cc:5e:f8:41:b7", "cc:5e:f8:41:b7:a1:00", "2011155", "zz:5e:f8:41:b7:a1", ""])
def test_what_is_no_address_is_refused_before_the_first_request(bench: Bench, mac: str) -> None:
    outcome = bench.run(**{**PHONE, "mac": mac})
    assert "mac: " in str(outcome.error)
    assert outcome.calls == []


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"timezone": "GMT+1 Germany(Berlim)"}, "timezone: 'GMT+1 Germany(Berlim)' is not allowed by the phone template 'fanvil.ph.xml'"),
        ({"codecs": ["PCMA", "opus"]}, "codecs: 'opus' is not allowed by the phone template 'fanvil.ph.xml'; allowed are PCMU, PCMA"),
        ({"language": "GREEK"}, "language: 'GREEK' is not allowed by the phone template 'fanvil.ph.xml'; allowed are ENGLISH, GERMAN"),
        ({"ringtone": "Ring 9"}, "ringtone: 'Ring 9' is not allowed by the phone template 'fanvil.ph.xml'; similar are Ring 1, Ring 2"),
        ({"filename": "fanvill.ph.xml"}, "filename: the PBX has no phone template 'fanvill.ph.xml'; similar are fanvil.ph.xml"),
    ],
)
def test_what_the_template_does_not_allow_is_refused_before_the_first_write(
    bench: Bench, check: bool, wrong: dict[str, Any], says: str
) -> None:
    outcome = bench.run(check=check, **{**PHONE, **wrong})
    assert says in str(outcome.error)
    assert bench.pbx.writes() == []


def test_a_value_that_is_there_already_is_not_compared(bench: Bench) -> None:
    bench.pbx.add_phone("user-2001", MAC, filename="fanvil.ph.xml", timezone="as an older template called it")
    assert not bench.run(mac=MAC, timezone="as an older template called it").changed
    outcome = bench.run(mac=MAC, timezone="as an older template called it", language="GERMAN")
    assert outcome.changed


def test_what_the_pbx_does_not_tell_is_left_to_it(bench: Bench) -> None:
    bench.pbx.inject("GET", r"/phone_models", status=403, times=None)
    assert bench.run(**{**PHONE, "timezone": "Mars"}).changed


def test_the_templates_are_read_once_for_a_document(bench: Bench) -> None:
    users = [{"extension_number": f"200{number}", "phones": [{**PHONE, "mac": f"cc:5e:f8:41:b7:0{number}"}]} for number in (1, 2)]
    outcome = Documents(bench.pbx).run({"tenants": [{"domain": TENANT, "users": users}]})
    assert outcome.error is None, outcome.error
    assert outcome.calls.count("GET /api/phone_models/fanvil.ph.xml") == 1
    assert len(phones(bench.pbx, "2001")) == len(phones(bench.pbx, "2002")) == 1


def test_a_document_tells_which_phone_is_wrong(bench: Bench) -> None:
    users = [{"extension_number": "2001", "phones": [{**PHONE, "timezone": "Mars"}]}]
    outcome = Documents(bench.pbx).run({"tenants": [{"domain": TENANT, "users": users}]}, check=True)
    assert "tenants[0].users[0].phones[0].timezone: 'Mars' is not allowed" in str(outcome.error)


def test_a_refused_phone_tells_whose_it_is(bench: Bench) -> None:
    bench.pbx.add_phone("user-2002", MAC)
    outcome = bench.run(**PHONE)
    assert "The phone cc:5e:f8:41:b7:a1 is assigned to the extension 2002." in str(outcome.error)
    assert phones(bench.pbx) == []


def test_the_address_of_the_configuration_never_shows(bench: Bench) -> None:
    secret = "-4fd02c/"
    outcomes = [bench.run(**PHONE), bench.run(mac=MAC, language="FRENCH"), bench.info(), bench.info(mac=MAC)]
    assert outcomes[2].result["user_phones"][0]["mac"] == MAC
    for outcome in outcomes:
        assert outcome.error is None
        shown = json.dumps(outcome.result)
        assert secret not in shown
        assert "Phone-Web-Pass" not in shown
        assert any(secret in text for text in outcome.context.secrets)


def test_another_template_needs_recreate(bench: Bench) -> None:
    bench.run(**PHONE)
    other = {"filename": "yealink_t4x.ph.xml", "vendor": "Yealink", "model": "SIP-T46U"}
    assert "recreate" in str(bench.run(**{**PHONE, **other}).error)
    assert bench.run(**{**PHONE, **other}, recreate=True).changed
    assert [phone["model"] for phone in phones(bench.pbx)] == ["SIP-T46U"]


# What phones are told


def orders(pbx: Simulator) -> list[tuple[str, Any]]:
    found = pbx.state()["tenants"]["tenant-1"].get("phone_orders", {}).values()
    return [(order["order"], order["mac"]) for order in found]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({"mac": "CC-5E-F8-41-B7-A1"}, ("reprovision", MAC)),
        ({"mac": "CC5EF841B7A1", "action": "reboot"}, ("reboot", MAC)),
        ({"all": True}, ("reprovision", None)),
    ],
)
def test_a_phone_is_told_what_to_do(bench: Bench, options: dict[str, Any], order: tuple[str, Any]) -> None:
    bench.pbx.add_phone("user-2001", MAC)
    control = Task(bench.pbx, "portsip_phone_control", {"tenant": TENANT})
    tried = control.run(check=True, **options)
    assert tried.result["changed"] is True
    assert tried.result["done"] is False
    assert orders(bench.pbx) == []
    done = control.run(**options)
    assert (done.result["changed"], done.result["done"]) == (True, True)
    assert orders(bench.pbx) == [order]


def test_a_phone_that_the_pbx_spells_otherwise_is_told(bench: Bench) -> None:
    bench.pbx.add_phone("user-2001", "cc-5e-f8-41-b7-a1")
    assert Task(bench.pbx, "portsip_phone_control", {"tenant": TENANT}).run(mac=MAC).error is None
    assert orders(bench.pbx) == [("reprovision", "cc-5e-f8-41-b7-a1")]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "mac, all: one of these is required"),
        ({"mac": MAC, "all": True}, "mac, all: one of these is required"),
        ({"all": True, "action": "reboot"}, "all: cannot be used with action=reboot"),
        ({"mac": "nonsense"}, "mac: 'nonsense' is not allowed"),
    ],
)
def test_orders_that_make_no_sense_are_refused(bench: Bench, options: dict[str, Any], says: str) -> None:
    outcome = Task(bench.pbx, "portsip_phone_control", {"tenant": TENANT}).run(**options)
    assert says in str(outcome.error)
    assert outcome.calls == []


def test_a_phone_that_is_not_there(bench: Bench) -> None:
    control = Task(bench.pbx, "portsip_phone_control", {"tenant": TENANT})
    assert "mac: the PBX knows no phone cc:5e:f8:41:b7:a1" in str(control.run(mac=MAC).error)
    tried = control.run(check=True, mac=MAC)
    assert tried.error is None
    assert any("Assuming an earlier task assigns it" in text for text in tried.context.warnings)


def test_a_tenant_that_an_earlier_task_creates(shared_simulator: Simulator) -> None:
    control = Task(shared_simulator, "portsip_phone_control", {"tenant": "new.example.com"})
    tried = control.run(check=True, all=True)
    assert tried.error is None
    assert any("assuming an earlier task creates it" in text.lower() for text in tried.context.warnings)
    assert control.run(all=True).error is not None


def test_what_is_known_of_phones_is_read_without_passwords(bench: Bench) -> None:
    bench.pbx.add_phone("user-2001", "cc-5e-f8-41-b7-a1")
    found = Task(bench.pbx, "portsip_phone_info", {"tenant": TENANT}).run(mac=MAC, filename="fanvil.ph.xml").result
    (phone,) = found["phones"]
    assert (phone["mac"], phone["extension_number"]) == (MAC, "2001")
    assert not {"password", "vm_pin"} & phone.keys()
    assert "GMT" in found["phone_models"][0]["time_zones"]
    everything = Task(bench.pbx, "portsip_phone_info", {"tenant": TENANT}).run().result
    assert {model["filename"] for model in everything["phone_models"]} == {"fanvil.ph.xml", "yealink_t4x.ph.xml"}


# What is not named


@pytest.mark.parametrize("protected", [[], [{"kind": "phones", "name": "CC-5E-F8-41-B7-A2"}]])
def test_phones_that_are_not_named_are_removed(bench: Bench, protected: list[dict[str, str]]) -> None:
    for last in ("1", "2"):
        bench.pbx.add_phone("user-2001", f"cc:5e:f8:41:b7:a{last}")
    users = [{"extension_number": "2001", "phones": [{"mac": "CC-5E-F8-41-B7-A1"}]}, {"extension_number": "2002"}]
    options = {"exclusive": ["phones"], "exclusive_protected": protected}
    outcome = Documents(bench.pbx).run({"tenants": [{"domain": TENANT, "users": users}]}, **options)
    assert outcome.error is None, outcome.error
    assert [phone["mac"] for phone in phones(bench.pbx)] == ["cc:5e:f8:41:b7:a1", *(["cc:5e:f8:41:b7:a2"] if protected else [])]


def test_a_user_and_the_phone_of_the_user_go_together(bench: Bench) -> None:
    bench.run(**PHONE)
    document = {"tenants": [{"domain": TENANT, "users": [{"extension_number": "2001", "phones": [{"mac": MAC}]}]}]}
    outcome = Documents(bench.pbx).run(document, state="absent", only=["users"])
    assert outcome.error is None, outcome.error
    assert list(bench.pbx.state()["tenants"]["tenant-1"]["users"]) == ["user-2002"]
