# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What differs by release: what one needs, does not know or calls otherwise, and what 22.8 says in codes of its own."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import AuthenticationFailed, Conflict, InvalidInput, Refused
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR as IVR_RESOURCE
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.loop import Loop
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator
from simulator.releases import VERSIONS, Release

RELEASES: tuple[Release, ...] = get_args(Release)
TENANT = {"domain": "clinic.example.com", "name": "Clinic", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
DEALER = {"name": "northside", "level": "RESELLER", "password": "Dealer-Pass-1"}
IVR = {"tenant": "clinic.example.com", "extension_number": "8001", "name": "Front desk", "pin": "407193"}


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> Release:
    """Each release in turn."""
    found: Release = request.param
    return found


@pytest.fixture
def pbx(release: Release, shared_simulator: Simulator) -> Simulator:
    """A PBX of that release."""
    shared_simulator.configure(release=release)
    return shared_simulator


NEEDED = [
    ("portsip_tenant", TENANT, {"website": "https://clinic.example.com"}),
    ("portsip_dealer", DEALER, {"email": "office@example.com", "display_name": "Northside"}),
]


@pytest.mark.parametrize(("module", "base", "more"), NEEDED, ids=[module for module, _base, _more in NEEDED])
def test_what_is_needed_from_22_6_on_is_named_with_the_release(
    pbx: Simulator, release: Release, module: str, base: dict[str, Any], more: dict[str, Any]
) -> None:
    if release in ("22.2", "22.3"):
        assert Task(pbx, module, base).run().changed
        return
    error = Task(pbx, module, base).fails()
    assert isinstance(error, InvalidInput)
    for name in more:
        assert f"{name}: the PBX has release {VERSIONS[release]}, and needs it from 22.6 on" in str(error)
    kind = module.removeprefix("portsip_") + "s"
    assert pbx.state()[kind] == {}
    Task(pbx, module, {**base, "update_password": "on_create"} if "password" in base else base).settle(**more)
    (made,) = pbx.state()[kind].values()
    assert {name: made[name] for name in more} == more


def test_a_refusal_for_another_reason_is_told_as_it_is(pbx: Simulator) -> None:
    pbx.inject("POST", "/tenants$", status=400)
    outcome = Task(pbx, "portsip_tenant", TENANT).run(website="https://clinic.example.com")
    assert isinstance(outcome.error, Refused)
    assert "release" not in str(outcome.error)


@pytest.mark.parametrize("given", [{"exclude_list": ["3000-3999"]}, {"enable_night_mode": True}])
def test_what_22_2_does_not_know_is_named_with_the_release(pbx: Simulator, release: Release, given: dict[str, Any]) -> None:
    pbx.add_tenant("clinic.example.com", "Clinic")
    task = Task(pbx, "portsip_ivr", IVR)
    if release != "22.2":
        task.settle(**given)
        return
    (name,) = given
    error = task.fails(**given)
    assert isinstance(error, InvalidInput)
    assert f"{name}: the PBX has release {VERSIONS['22.2']}, and knows it from 22.3 on" in str(error)


def test_what_a_release_does_not_know_is_refused_before_a_trunk_is_removed_to_be_created_again(pbx: Simulator, release: Release) -> None:
    pbx.add_provider("Carrier")
    task = Task(pbx, "portsip_trunk", {"name": "Carrier", "brand": "Another", "recreate": True})
    if release not in ("22.2", "22.3"):
        task.settle(sdp_codecs=["PCMA"])
        return
    error = task.fails(sdp_codecs=["PCMA"])
    assert isinstance(error, InvalidInput)
    assert f"sdp_codecs: the PBX has release {VERSIONS[release]}, and knows it from 22.6 on" in str(error)


# The one look at the release


def _looks(outcome: Outcome) -> list[str]:
    return [call for call in outcome.calls if call.endswith("/status")]


def test_check_mode_knows_the_release_before_the_tenant_exists(pbx: Simulator, release: Release) -> None:
    outcome = Task(pbx, "portsip_ivr", IVR).run(check=True, enable_night_mode=True)
    assert _looks(outcome) == ["GET /api/admin/status"]
    assert pbx.writes() == []
    if release == "22.2":
        assert isinstance(outcome.error, InvalidInput)
        assert str(outcome.error).startswith("enable_night_mode: the PBX has release 22.2.")
    else:
        assert outcome.changed


def test_an_object_that_every_release_takes_costs_no_request(pbx: Simulator) -> None:
    pbx.add_tenant("clinic.example.com", "Clinic", website="https://clinic.example.com")
    for module, options in (
        ("portsip_ivr", IVR),
        ("portsip_tenant", {**TENANT, "max_extensions": 5}),
        ("portsip_dealer", {**DEALER, "email": "office@example.com", "display_name": "Northside"}),
    ):
        outcome = Task(pbx, module, options).run()
        assert outcome.changed
        assert _looks(outcome) == []


def test_a_run_that_writes_nothing_does_not_ask_for_the_release(pbx: Simulator, release: Release) -> None:
    pbx.add_tenant("clinic.example.com", "Clinic", timezone="Europe/Berlin", currency="EUR", region="DEU")
    assert _looks(Task(pbx, "portsip_tenant", TENANT).still()) == []
    assert _looks(Task(pbx, "portsip_tenant", {"domain": "clinic.example.com", "state": "absent"}).run(check=True)) == []
    if release != "22.2":
        Task(pbx, "portsip_ivr", IVR).run(enable_night_mode=True)
        again = Task(pbx, "portsip_ivr", IVR).still(enable_night_mode=True)
        assert _looks(again) == []


def test_a_field_that_the_pbx_answers_is_known_to_it(pbx: Simulator, release: Release) -> None:
    if release == "22.2":
        return
    task = Task(pbx, "portsip_ivr", IVR)
    pbx.add_tenant("clinic.example.com", "Clinic")
    assert _looks(task.run(enable_night_mode=True)) == ["GET /api/tenant/status"]
    assert _looks(task.run(enable_night_mode=False)) == []


@pytest.mark.parametrize("module", ["portsip_tenant", "portsip_dealer"])
def test_an_update_without_what_later_releases_need_warns(pbx: Simulator, release: Release, module: str) -> None:
    later = {} if release in ("22.2", "22.3") else {"website": None}
    pbx.add_tenant("clinic.example.com", "Clinic", timezone="Europe/Berlin", currency="EUR", region="DEU", **later)
    pbx.add_dealer("northside", "Dealer-Pass-1", level="RESELLER", **({"email": None} if later else {}))
    if module == "portsip_tenant":
        task, change, name = Task(pbx, module, TENANT), {"max_extensions": 5}, "website"
    else:
        task, change, name = Task(pbx, module, {"name": "northside"}), {"description": "North"}, "email"
    for check in (True, False):
        outcome = task.run(check=check, **change)
        assert outcome.changed
        warned = [text for text in outcome.context.warnings if text.startswith(f"{name}: the PBX has release {VERSIONS[release]}")]
        assert len(warned) == (release not in ("22.2", "22.3"))


def test_what_a_release_needs_can_not_be_cleared(pbx: Simulator, release: Release) -> None:
    pbx.add_tenant("clinic.example.com", "Clinic", website="https://clinic.example.com")
    task = Task(pbx, "portsip_tenant", {"domain": "clinic.example.com", "unset": ["website"]})
    if release in ("22.2", "22.3"):
        task.settle()
    else:
        error = task.fails()
        assert isinstance(error, InvalidInput)
        assert str(error).startswith("website: ")


def test_a_pin_has_six_digits_in_22_2(pbx: Simulator, release: Release) -> None:
    pbx.add_tenant("clinic.example.com", "Clinic")
    task = Task(pbx, "portsip_ivr", {**IVR, "pin": "4071"})
    if release != "22.2":
        task.settle()
        return
    error = task.fails()
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(f"pin: the PBX has release {VERSIONS[release]}, in which it must have 6 to 10 digits")
    assert "4071" not in str(error)


def test_a_website_has_128_characters_from_22_6_on(pbx: Simulator, release: Release) -> None:
    task = Task(pbx, "portsip_tenant", {**TENANT, "website": "https://" + "x" * 121})
    if release in ("22.2", "22.3"):
        task.settle()
    else:
        assert str(task.fails()).startswith("website: ")


@pytest.mark.parametrize("fault", [{"status": 403}, {"status": 500}, {"status": 200, "body": '["22.2"]'}, {"status": 200, "body": "{}"}])
@pytest.mark.parametrize("version", [None, "", 22, "new", "9" * 5000, ["22", "2"]])
def test_where_the_release_can_not_be_read_the_pbx_decides(shared_simulator: Simulator, fault: dict[str, Any], version: Any) -> None:
    pbx = shared_simulator
    pbx.configure(release="22.2")
    pbx.add_tenant("clinic.example.com", "Clinic")
    if version is not None:
        fault = {"status": 200, "body": json.dumps({"version": version})}
    pbx.inject("GET", "/tenant/status$", times=None, **fault)
    outcome = Task(pbx, "portsip_ivr", IVR).run(enable_night_mode=True)
    assert isinstance(outcome.error, Refused), "as the PBX says"
    assert Task(pbx, "portsip_ivr", IVR).run(check=True, enable_night_mode=True).changed


def test_a_dealer_reads_the_release_too(pbx: Simulator, release: Release) -> None:
    pbx.add_dealer("northside", "Dealer-Pass-1", email="office@example.com", display_name="Northside")
    outcome = Task(pbx, "portsip_tenant", {**TENANT, "api_username": "northside", "api_password": "Dealer-Pass-1"}).run(check=True)
    assert _looks(outcome) == ["GET /api/admin/status", "GET /api/dealer/status"]
    assert isinstance(outcome.error, InvalidInput) == (release not in ("22.2", "22.3"))


def test_the_items_of_a_loop_ask_once(shared_simulator: Simulator) -> None:
    shared_simulator.configure(release="22.3")
    tenants = [shared_simulator.add_tenant(f"{name}.example.com") for name in "ab"]
    loop = Loop(shared_simulator, IVR_RESOURCE, name="Front desk", pin="407193", enable_night_mode=True)
    for tenant in tenants:
        for number in ("8001", "8002"):
            loop.item(tenant=tenant, extension_number=number)
    assert [call for call in loop.calls() if call.endswith("/status")] == ["GET /api/tenant/status"]


@pytest.mark.parametrize("asked", ["notify_service_disconnected", "notify_service_status_changed"])
def test_the_renamed_notification_is_cleared_under_either_name(pbx: Simulator, release: Release, asked: str) -> None:
    own = "notify_service_disconnected" if release in ("22.2", "22.3") else "notify_service_status_changed"
    task = Task(pbx, "portsip_notification", {"type": "SMTP", "username": "pbx@example.net"})
    task.settle(**{own: True})
    task.settle(unset=[asked])
    notification = pbx.state()["system"]["notification"]
    assert notification[own] is None
    task.settle(server="mail.example.net", unset=[asked])
    assert pbx.state()["system"]["notification"] == {**notification, "server": "mail.example.net"}


def test_one_name_cannot_be_set_and_the_other_cleared(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_notification")
    error = task.fails(requests=[], notify_service_disconnected=True, unset=["notify_service_status_changed"])
    assert isinstance(error, InvalidInput)
    assert "notify_service_status_changed" in str(error)


def test_the_account_is_changed_where_the_release_has_it(pbx: Simulator, release: Release) -> None:
    outcome = Task(pbx, "portsip_admin_account").run(name="operator", password="Sim-Other-2026")
    assert outcome.error is None
    above = "/api/admin" if release == "22.2" else "/api/admin/user"
    assert [write["path"] for write in pbx.writes()] == [f"{above}/username", f"{above}/password"]
    assert pbx.state()["system"]["admin"] == {"username": "operator", "password": "Sim-Other-2026"}


# Codes of 22.8


def test_a_dealer_in_use_stays_and_the_text_says_what_to_do(pbx: Simulator, release: Release) -> None:
    tenant = pbx.add_tenant("clinic.example.com")
    dealer = pbx.add_dealer("northside", "Dealer-Pass-1", [tenant])
    outcome = Task(pbx, "portsip_dealer").run(name="northside", state="absent")
    if release != "22.8":
        assert outcome.changed
        return
    assert isinstance(outcome.error, Conflict)
    assert outcome.error.as_result()["code"] == "RESOURCE_IN_USE"
    assert "remove or change that first" in str(outcome.error)
    assert list(pbx.state()["dealers"]) == [dealer]
    Task(pbx, "portsip_tenant_dealer").settle(tenant="clinic.example.com", dealer="northside", state="absent")
    Task(pbx, "portsip_dealer").settle(name="northside", state="absent")


@pytest.mark.parametrize("status", [400, 402, 403, 409])
def test_what_the_license_does_not_allow(shared_simulator: Simulator, status: int) -> None:
    body = {"errors": [{"code": "LICENSE_LIMIT_EXCEEDED", "message": "10 tenants are licensed"}]}
    shared_simulator.inject("POST", "/tenants$", status=status, body=json.dumps(body))
    outcome = Task(shared_simulator, "portsip_tenant", TENANT).run()
    assert isinstance(outcome.error, Refused)
    assert outcome.error.as_result()["code"] == "LICENSE_LIMIT_EXCEEDED"
    assert "10 tenants are licensed" in str(outcome.error)
    assert "portsip_license" in str(outcome.error)
    assert "role" not in str(outcome.error)


def test_a_role_that_is_missing_is_no_matter_of_the_license(shared_simulator: Simulator) -> None:
    shared_simulator.inject("POST", "/tenants$", status=403)
    outcome = Task(shared_simulator, "portsip_tenant", TENANT).run()
    assert isinstance(outcome.error, AuthenticationFailed)
    assert "license" not in str(outcome.error)
