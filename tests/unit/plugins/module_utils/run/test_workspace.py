# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A loop's items share sessions and lists, and still see what they and others have written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.read import listings
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.run.single import run
from ansible_collections.portsip.pbx.plugins.module_utils.run.workspace import Workspace
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, Recorder, only
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection, logins

from simulator import Simulator


class Loop:
    """Items of one task's loop."""

    def __init__(self, pbx: Simulator, resource: Any, **options: Any) -> None:
        self.workspace = Workspace(keep=True)
        self._pbx = pbx
        self._resource = resource
        self._options = {**connection(pbx), **options}

    def item(self, check: bool = False, **options: Any) -> bool:
        """One item: whether it changed something."""
        return bool(run(self._resource, {**self._options, **options}, Recorder(check), self.workspace)["changed"])


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with 250 IP rules."""
    for number in range(250):
        shared_simulator.add_ip_filter(f"10.0.{number}.0/24", "DENY")
    return shared_simulator


@pytest.fixture
def loop(pbx: Simulator) -> Iterator[Loop]:
    """A loop over IP rules; closing it leaves no session."""
    items = Loop(pbx, IP_RULE)
    yield items
    items.workspace.close()
    assert pbx.state()["sessions"] == 0


def test_unchanged_items_take_one_login_and_one_reading_of_the_list(loop: Loop, pbx: Simulator) -> None:
    assert not any(loop.item(cidr=f"10.0.{number}.0/24", target="DENY") for number in range(250))
    loop.workspace.close()
    assert calls(pbx) == [LOGIN, *["GET /api/ip_filters"] * 3, REVOKE]


def test_a_change_looks_at_the_object_first(loop: Loop, pbx: Simulator) -> None:
    assert not loop.item(cidr="10.0.1.0/24", target="DENY")
    identifier = next(key for key, row in pbx.state()["ip_filters"].items() if row["cidr"] == "10.0.2.0/24")
    pbx.clear_log()
    assert loop.item(cidr="10.0.2.0/24", target="ACCEPT")
    item = f"/api/ip_filters/{identifier}"
    assert calls(pbx) == [f"GET {item}", f"POST {item}", f"GET {item}"]
    assert not loop.item(cidr="10.0.2.0/24", target="ACCEPT")


def test_what_somebody_else_changed_meanwhile_is_not_undone(loop: Loop, pbx: Simulator) -> None:
    assert not loop.item(cidr="10.0.1.0/24", target="DENY")
    other = Loop(pbx, IP_RULE)
    other.item(cidr="10.0.2.0/24", description="from somebody else")
    other.workspace.close()
    assert loop.item(cidr="10.0.2.0/24", target="ACCEPT")
    (row,) = (row for row in pbx.state()["ip_filters"].values() if row["cidr"] == "10.0.2.0/24")
    assert (row["target"], row["description"]) == ("ACCEPT", "from somebody else")


def test_what_an_item_created_the_next_one_finds(loop: Loop, pbx: Simulator) -> None:
    assert loop.item(cidr="192.0.2.0/24", target="DENY")
    assert not loop.item(cidr="192.0.2.7/24", target="DENY")
    assert loop.item(cidr="192.0.2.0/24", target="ACCEPT")
    assert loop.item(cidr="192.0.2.0/24", state="absent")
    assert not loop.item(cidr="192.0.2.0/24", state="absent")
    assert loop.item(cidr="192.0.2.0/24", target="DENY")
    assert len(pbx.state()["ip_filters"]) == 251
    assert logins(pbx) == 1


def test_before_a_creation_an_older_list_is_read_again(loop: Loop, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not loop.item(cidr="10.0.1.0/24", target="DENY")
    pbx.add_ip_filter("192.0.2.0/24", "DENY")
    monkeypatch.setattr(listings, "FRESH_SECONDS", -1)
    assert not loop.item(cidr="192.0.2.0/24", target="DENY")
    assert len(pbx.state()["ip_filters"]) == 251
    assert pbx.writes() == []


def test_what_somebody_else_removed_meanwhile_is_created_again(loop: Loop, pbx: Simulator) -> None:
    assert not loop.item(cidr="10.0.1.0/24", target="DENY")
    other = Loop(pbx, IP_RULE)
    other.item(cidr="10.0.2.0/24", state="absent")
    other.workspace.close()
    assert loop.item(cidr="10.0.2.0/24", target="ACCEPT")
    assert len(pbx.state()["ip_filters"]) == 250
    assert not loop.item(cidr="10.0.2.0/24", target="ACCEPT")


def test_check_mode_writes_nothing(loop: Loop, pbx: Simulator) -> None:
    assert loop.item(check=True, cidr="10.0.2.0/24", target="ACCEPT")
    assert loop.item(check=True, cidr="192.0.2.0/24", target="ACCEPT")
    assert loop.item(check=True, cidr="10.0.3.0/24", state="absent")
    assert pbx.writes() == []


def test_items_of_several_tenants_stay_apart(pbx: Simulator) -> None:
    ids = {name: pbx.add_tenant(f"{name}.example.net", name) for name in ("clinic", "school")}
    loop = Loop(pbx, IVR, extension_number="8001", pin="284193")
    for name in ("clinic", "school", "clinic", "school"):
        loop.item(tenant=name, name=f"at {name}")
    loop.workspace.close()
    assert {write["tenant"] for write in pbx.writes()} == {"clinic.example.net", "school.example.net"}
    for name, identifier in ids.items():
        assert only(pbx.state()["tenants"][identifier]["ivrs"])["name"] == f"at {name}"
    assert logins(pbx) == 2
    assert pbx.state()["sessions"] == 0


def test_items_with_other_credentials_have_other_sessions(pbx: Simulator) -> None:
    clinic, school = (pbx.add_tenant(f"{name}.example.net", name) for name in ("clinic", "school"))
    pbx.add_tenant_user(clinic, "ops", "geheim-77")
    pbx.add_tenant_user(school, "ops", "geheim-88")
    loop = Loop(pbx, IVR, api_username="ops", extension_number="8001", name="Reception", pin="284193")
    assert loop.item(api_domain="clinic.example.net", api_password="geheim-77")
    assert loop.item(api_domain="school.example.net", api_password="geheim-88")
    loop.workspace.close()
    assert [write["tenant"] for write in pbx.writes()] == ["clinic.example.net", "school.example.net"]
    assert pbx.state()["sessions"] == 0


def test_agents_of_one_queue(pbx: Simulator) -> None:
    loop = Loop(pbx, QUEUE_AGENT, queues=[{"queue": 901, "level": 1}])
    names = {201: "Anna", 202: "Bert", 203: "Carla"}
    assert all(loop.item(extension_id=extension, name=name) for extension, name in names.items())
    assert not any(loop.item(extension_id=extension, name=name) for extension, name in names.items())
    assert len(pbx.state()["extension"]["extensions"]["901"]["queue_agents"]) == 3
    loop.workspace.close()
