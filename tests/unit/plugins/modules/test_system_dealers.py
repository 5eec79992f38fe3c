# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Dealers, their passwords, their tenants, and what they say of themselves."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, TENANTS, only
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

LIST = "GET /api/dealers"
RELEASE = "GET /api/admin/status"
NEW = {"level": "RESELLER", "password": "Dealer-Secret-1", "update_password": "on_create"}


def test_password_has_a_path_of_its_own(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    identifier = pbx.add_dealer("northside", "Dealer-Secret-1")
    task = Task(pbx, "portsip_dealer", {"name": "northside"})
    task.still(password="Dealer-Secret-2", update_password="on_create")
    tried = task.run(check=True, password="Dealer-Secret-2")
    assert (tried.changed, pbx.writes()) == (True, [])
    done = task.run(password="Dealer-Secret-2")
    assert done.changed
    assert done.calls == [LOGIN, LIST, f"POST /api/dealers/{identifier}/password", f"GET /api/dealers/{identifier}", REVOKE]
    assert done.bodies == [{"password": "Dealer-Secret-2"}]
    assert "Dealer-Secret" not in shown(done)
    assert Task(pbx, "portsip_dealer_self_info").run(api_username="northside", api_password="Dealer-Secret-2").error is None


def test_level_only_changes_with_recreate(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    old = pbx.add_dealer("northside", "Dealer-Secret-1", level="RESELLER", phone="+15550100")
    task = Task(pbx, "portsip_dealer", {"name": "northside", "level": "DISTRIBUTOR"})
    error = task.fails()
    assert isinstance(error, Conflict)
    assert "recreate" in str(error)
    error = task.fails(recreate=True)
    assert isinstance(error, InvalidInput)
    assert "password" in str(error), "without its password the removal would be for good"
    task.settle(recreate=True, password="Dealer-Secret-2", update_password="on_create")
    new = only(pbx.state()["dealers"])
    assert (new["level"], new["password"], new["phone"]) == ("DISTRIBUTOR", "Dealer-Secret-2", "+15550100")
    assert new["id"] != old


def test_name_changes_by_id_with_recreate(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    old = pbx.add_dealer("northside", "Dealer-Secret-1")
    task = Task(pbx, "portsip_dealer", {"id": old, "name": "southside"})
    assert isinstance(task.fails(), Conflict)
    done = task.run(recreate=True, password="Dealer-Secret-2")
    assert done.changed
    assert only(pbx.state()["dealers"])["name"] == "southside"


def test_creation_says_what_is_missing(shared_simulator: Simulator) -> None:
    error = Task(shared_simulator, "portsip_dealer").fails(name="northside")
    assert isinstance(error, InvalidInput)
    assert "level and password are required" in str(error)


def test_newer_releases_want_mail_address_and_name() -> None:
    with Simulator(release="22.6") as pbx:
        task = Task(pbx, "portsip_dealer", {"name": "northside", **NEW})
        error = task.fails()
        assert isinstance(error, InvalidInput)
        assert "email" in str(error)
        task.settle(email="office@northside.example.com", display_name="Northside")


def test_a_dealer_with_tenants_stays() -> None:
    with Simulator(release="22.8") as pbx:
        clinic = pbx.add_tenant("clinic.example.net")
        pbx.add_dealer("northside", "Dealer-Secret-1", tenants=[clinic])
        outcome = Task(pbx, "portsip_dealer").run(name="northside", state="absent")
        assert isinstance(outcome.error, Conflict)
        assert outcome.error.code == "RESOURCE_IN_USE"
        assert len(pbx.state()["dealers"]) == 1


def test_info(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    for name in ("northside", "southside"):
        pbx.add_dealer(name, "Dealer-Secret-1")
    task = Task(pbx, "portsip_dealer_info")
    every = task.run()
    assert [dealer["name"] for dealer in every.result["dealers"]] == ["northside", "southside"]
    assert "Dealer-Secret-1" not in shown(every)
    (one,) = task.run(name="southside").result["dealers"]
    assert one["level"] == "DISTRIBUTOR"
    assert task.run(id=one["id"]).result["count"] == 1


@pytest.mark.parametrize("name", ["admin", "ROOT", ".north", "north.", "north side", "n" * 65])
def test_names_that_the_pbx_does_not_take(shared_simulator: Simulator, name: str) -> None:
    error = Task(shared_simulator, "portsip_dealer").fails(requests=[], name=name)
    assert isinstance(error, InvalidInput)


def test_tenants_of_a_dealer(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    clinic = pbx.add_tenant("clinic.example.net", "Clinic")
    dealer = pbx.add_dealer("northside", "Dealer-Secret-1")
    path = f"/api/tenants/{clinic}/dealers"
    task = Task(pbx, "portsip_tenant_dealer", {"tenant": "clinic.example.net", "dealer": "northside"})

    done = task.settle()
    assert done.calls == [LOGIN, TENANTS, LIST, f"GET {path}", f"POST {path}/{dealer}", f"GET {path}", REVOKE]
    assert done.bodies == [None]
    assert done.result["tenant_dealer"]["dealer"] == dealer
    assert done.result["tenant_dealer"]["name"] == "northside"
    assert pbx.state()["tenants"][clinic]["dealers"] == [dealer]
    Task(pbx, "portsip_tenant_dealer").still(tenant=clinic, dealer=dealer)

    (shown_dealer,) = Task(pbx, "portsip_tenant_dealer_info").run(tenant="Clinic").result["tenant_dealers"]
    assert shown_dealer["name"] == "northside"

    gone = task.settle(state="absent")
    assert gone.calls == [LOGIN, TENANTS, LIST, f"GET {path}", f"POST {path}/{dealer}/destroy", REVOKE]
    assert gone.result["tenant_dealer"] is None
    assert not pbx.state()["tenants"][clinic]["dealers"]


@pytest.mark.parametrize("missing", ["tenant", "dealer"])
def test_an_assignment_to_nobody(shared_simulator: Simulator, missing: str) -> None:
    pbx = shared_simulator
    pbx.add_tenant("clinic.example.net", "Clinic")
    pbx.add_dealer("northside", "Dealer-Secret-1")
    options: dict[str, Any] = {"tenant": "Clinic", "dealer": "northside", missing: "nobody"}
    task = Task(pbx, "portsip_tenant_dealer", options)
    assert isinstance(task.run().error, NotFound)
    assert pbx.writes() == []
    tried = task.run(check=True)
    assert tried.changed, "an earlier task may create it"
    assert any("nobody" in warning for warning in tried.context.warnings)
    absent = task.still(state="absent")
    assert any("nobody" in warning for warning in absent.context.warnings)


SELF = {"api_username": "northside", "api_password": "Dealer-Secret-1"}


def test_what_a_dealer_says_of_itself(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    identifier = pbx.add_dealer("northside", "Dealer-Secret-1", address="1 North Street")
    before = pbx.state()["dealers"][identifier]
    task = Task(pbx, "portsip_dealer_self", SELF)
    done = task.settle(email="office@northside.example.com", phone="+15550100")
    assert done.calls == [LOGIN, "GET /api/dealer", "GET /api/dealer/status", "POST /api/dealer", "GET /api/dealer", REVOKE]
    assert pbx.state()["dealers"][identifier] == {**before, "email": "office@northside.example.com", "phone": "+15550100"}
    assert done.result["dealer"]["name"] == "northside"
    task.settle(address="")

    info = Task(pbx, "portsip_dealer_self_info", SELF).run()
    assert info.calls == [LOGIN, "GET /api/dealer", "GET /api/dealer/status", REVOKE]
    assert info.result["dealer"]["phone"] == "+15550100"
    assert info.result["status"]["version"].startswith("22.3")
