# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a tenant can only be given from inside: caller ids, its picture, and its certificate for STIR/SHAKEN (POST /tenant)."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, NotFound, Refused
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

NEW = {"domain": "clinic.example.com", "name": "Clinic", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nR0VIRUlN\n-----END PRIVATE KEY-----\n"
SIGNING = {"stir_shaken_cert": CERTIFICATE, "stir_shaken_key": KEY}


@pytest.fixture(params=["partial", "replace"])
def pbx(request: pytest.FixtureRequest, shared_simulator: Simulator) -> Simulator:
    """A PBX, for each way to take an update."""
    shared_simulator.configure(update_mode=request.param)
    return shared_simulator


@pytest.fixture
def tenant(pbx: Simulator) -> str:
    """A tenant that is there."""
    return pbx.add_tenant("clinic.example.com", "Clinic", website="https://clinic.example.com", recording_retention=7)


@pytest.fixture
def task(pbx: Simulator, tenant: str) -> Task:
    """The module for that tenant."""
    return Task(pbx, "portsip_tenant", {"domain": "clinic.example.com"})


def _only(pbx: Simulator) -> dict[str, Any]:
    (tenant,) = pbx.state()["tenants"].values()
    return dict(tenant)


def test_caller_ids_name_a_trunk_of_the_tenants_own(pbx: Simulator, tenant: str, task: Task) -> None:
    trunk = pbx.add_provider("Carrier", tenant)
    before = _only(pbx)
    done = task.settle(outbound_caller_ids=[{"trunk": "Carrier", "caller_id": "+493055501000", "description": "Main"}])
    caller = {"provider_id": trunk, "caller_id": "+493055501000", "description": "Main"}
    (kept,) = _only(pbx)["outbound_caller_ids"]
    assert kept.items() >= caller.items()
    assert {**_only(pbx), "outbound_caller_ids": None} == {**before, "outbound_caller_ids": None}
    assert done.result["tenant"]["outbound_caller_ids"][0]["provider_id"] == trunk
    task.settle(outbound_caller_ids=[])
    assert not _only(pbx)["outbound_caller_ids"]


def test_a_picture_is_found_among_the_files_of_the_tenant(pbx: Simulator, tenant: str, task: Task) -> None:
    pbx.add_file(pbx.add_tenant("other.example.com"), "logo.png")
    file = pbx.add_file(tenant, "logo.png")
    done = task.settle(avatar_file="logo.png")
    assert pbx.state()["tenants"][tenant]["avatar_file_id"] == file
    assert done.result["tenant"]["avatar_file_name"] == "logo.png"
    # A change of another field that is written in the same place keeps it.
    task.settle(avatar_file="logo.png", name="Clinic West")
    assert pbx.state()["tenants"][tenant]["avatar_file_id"] == file
    task.settle(avatar_file="")
    assert pbx.state()["tenants"][tenant]["avatar_file_id"] is None
    missing = {"avatar_file": "missing.png"}
    assert "an earlier task creates it" in task.run(check=True, **missing).context.warnings[0]
    assert isinstance(task.run(**missing).error, NotFound)


def test_a_certificate_and_its_key(pbx: Simulator, task: Task) -> None:
    before = _only(pbx)
    done = task.settle(**SIGNING)
    assert _only(pbx) == {**before, **SIGNING}
    assert done.result["tenant"]["stir_shaken_cert"] == CERTIFICATE
    assert "R0VIRUlN" not in shown(done)
    task.settle(unset=["stir_shaken_key"], stir_shaken_cert="")
    assert _only(pbx) == before


def test_they_are_read_only_where_they_are_given(pbx: Simulator, task: Task) -> None:
    task.settle(**SIGNING)
    outcome = task.run(recording_retention=9)
    assert "GET /api/tenant" not in outcome.calls
    assert "stir_shaken_cert" not in outcome.result["tenant"]
    assert _only(pbx).items() >= {**SIGNING, "recording_retention": 9}.items()


def test_a_new_name_keeps_them(pbx: Simulator, tenant: str, task: Task) -> None:
    trunk = pbx.add_provider("Carrier", tenant)
    task.settle(**SIGNING, outbound_caller_ids=[{"trunk": trunk, "caller_id": "100"}])
    before = _only(pbx)
    task.settle(name="Clinic West")
    assert _only(pbx) == {**before, "name": "Clinic West"}


def test_creation_writes_them_once_the_tenant_exists(pbx: Simulator) -> None:
    trunk = pbx.add_provider("Carrier")
    done = Task(pbx, "portsip_tenant", NEW).settle(**SIGNING, outbound_caller_ids=[{"trunk": "Carrier", "caller_id": "100"}])
    creation, update = done.bodies
    assert not {"stir_shaken_cert", "stir_shaken_key", "outbound_caller_ids"} & creation.keys()
    assert update.items() >= SIGNING.items()
    assert _only(pbx).items() >= {**NEW, **SIGNING}.items()
    assert [entry["provider_id"] for entry in _only(pbx)["outbound_caller_ids"]] == [trunk]


def test_what_is_refused_after_creation_says_that_the_tenant_is_there(pbx: Simulator) -> None:
    pbx.inject("POST", "/api/tenant$", status=400)
    outcome = Task(pbx, "portsip_tenant", NEW).run(**SIGNING)
    assert isinstance(outcome.error, Refused)
    assert "Written before, and still in place: tenant clinic.example.com" in str(outcome.error)
    assert "R0VIRUlN" not in shown(outcome)
    Task(pbx, "portsip_tenant", NEW).settle(**SIGNING)


def test_a_tenant_that_does_not_exist_yet_has_no_file(pbx: Simulator) -> None:
    error = Task(pbx, "portsip_tenant", NEW).fails(avatar_file="logo.png")
    assert isinstance(error, InvalidInput)
    assert str(error).startswith("avatar_file: tenant clinic.example.com does not exist yet, so no file can be in it")


def test_the_name_beside_a_number_from_22_6_on(shared_simulator: Simulator) -> None:
    caller = {"trunk": "Carrier", "caller_id": "100", "display_name": "Clinic"}
    for release in ("22.3", "22.6"):
        shared_simulator.reset()
        shared_simulator.configure(release=release)
        tenant = shared_simulator.add_tenant("clinic.example.com", "Clinic", website="https://clinic.example.com")
        shared_simulator.add_provider("Carrier", tenant)
        task = Task(shared_simulator, "portsip_tenant", {"domain": "clinic.example.com"})
        if release == "22.6":
            task.settle(outbound_caller_ids=[caller])
        else:
            refused = str(task.fails(outbound_caller_ids=[caller]))
            assert refused.startswith("outbound_caller_ids.display_name: the PBX has release 22.3.")
            assert refused.endswith(", and knows it from 22.6 on; leave it out. Nothing was written.")
