# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Reading objects: which, how many, in how many requests, and without their secrets."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import ENTER, LOGIN, REVOKE, TENANTS, Bench
from ansible_collections.portsip.pbx.tests.unit.support.modules import run as run_module
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with two tenants, one of which has three receptionists."""
    clinic = shared_simulator.add_tenant("clinic.example.net", "Clinic", id="101", website="https://clinic.example.net", max_extensions=7)
    shared_simulator.add_tenant("school.example.net", "School", id="102")
    for number, name in (("8001", "Reception"), ("8002", "Night"), ("8003", "Reception")):
        shared_simulator.add_ivr(clinic, number, name, language="de-DE", id=f"ivr-{number}")
    return shared_simulator


def names(outcome: Any, plural: str, field: str = "name") -> list[Any]:
    assert outcome.error is None
    assert outcome.result["changed"] is False
    assert outcome.result["count"] == len(outcome.result[plural])
    return [item[field] for item in outcome.result[plural]]


def test_all_tenants_with_all_their_fields(pbx: Simulator) -> None:
    outcome = Bench(pbx, TENANT).info()
    assert names(outcome, "tenants") == ["Clinic", "School"]
    first = outcome.result["tenants"][0]
    assert (first["id"], first["website"], first["max_extensions"], first["recording_retention"]) == (
        "101",
        "https://clinic.example.net",
        7,
        180,
    )
    assert sorted(outcome.calls) == sorted([LOGIN, TENANTS, "GET /api/tenants/101", "GET /api/tenants/102", REVOKE])
    assert pbx.state()["sessions"] == 0


def test_summaries_take_no_request_for_each(pbx: Simulator) -> None:
    outcome = Bench(pbx, TENANT).info(details=False)
    assert names(outcome, "tenants") == ["Clinic", "School"]
    assert "recording_retention" not in outcome.result["tenants"][0]
    assert outcome.calls == [LOGIN, TENANTS, REVOKE]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"domain": "Clinic.example.net"}, ["Clinic"]),
        ({"name": "School"}, ["School"]),
        ({"name": "school"}, []),
        ({"domain": "clinic.example.net", "name": "School"}, []),
        ({"id": "102"}, ["School"]),
        ({"id": "nothing"}, []),
        ({"filter": "max_extensions eq 7"}, ["Clinic"]),
        ({"search": "school"}, ["School"]),
        ({"search": "example", "name": "Clinic"}, ["Clinic"]),
    ],
)
def test_some_tenants(options: dict[str, Any], found: list[str], pbx: Simulator) -> None:
    outcome = Bench(pbx, TENANT).info(**options)
    assert names(outcome, "tenants") == found
    if found:
        assert "recording_retention" in outcome.result["tenants"][0]


@pytest.mark.parametrize("support", ["full", "ignore", "refuse"])
def test_an_exact_value_is_matched_here_whatever_the_pbx_does(support: str, pbx: Simulator) -> None:
    for number in range(130):
        pbx.add_ip_filter(f"10.0.{number}.0/24", "DENY")
    pbx.configure(filter_support=support)
    assert names(Bench(pbx, IP_RULE).info(cidr="10.0.128.9/24"), "ip_rules", "cidr") == ["10.0.128.0/24"]


def test_all_pages_are_told_in_their_order(pbx: Simulator) -> None:
    for number in range(230):
        pbx.add_ip_filter(f"10.0.{number}.0/24", "DENY")
    assert names(Bench(pbx, IP_RULE).info(), "ip_rules", "cidr") == [f"10.0.{number}.0/24" for number in range(230)]


def test_a_filter_that_the_pbx_refuses_is_its_business(pbx: Simulator) -> None:
    outcome = Bench(pbx, IP_RULE).info(filter="colour eq 'red'")
    assert isinstance(outcome.error, errors.Refused)
    assert "colour" in str(outcome.error)


@pytest.mark.parametrize("other", [{"name": "Clinic"}, {"filter": "name eq 'x'"}, {"search": "x"}])
def test_an_id_excludes_other_ways_to_pick_objects(other: dict[str, str], pbx: Simulator) -> None:
    pbx.clear_log()
    result = run_module("portsip_tenant_info", {**connection(pbx), "id": "101", **other}).result
    assert (result["failed"], result["error"]["kind"]) == (True, "input")
    assert result["msg"] == f"parameters are mutually exclusive: id|{next(iter(other))}"
    assert pbx.requests() == []


@pytest.mark.parametrize("given", [{}, {"port": 5070}, {"protocol": "TCP"}])
def test_an_object_needs_its_id_or_its_whole_key(given: dict[str, object], pbx: Simulator) -> None:
    pbx.clear_log()
    result = run_module("portsip_transport", {**connection(pbx), "state": "absent", **given}).result
    assert (result["failed"], result["error"]["kind"]) == (True, "input")
    assert result["msg"].startswith("one of the following is required: id, ")
    assert pbx.requests() == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["8001", "8002", "8003"]),
        ({"name": "Reception"}, ["8001", "8003"]),
        ({"extension_number": "8002"}, ["8002"]),
        ({"id": "ivr-8003"}, ["8003"]),
    ],
)
def test_receptionists_of_a_tenant(options: dict[str, Any], found: list[str], pbx: Simulator) -> None:
    outcome = Bench(pbx, IVR, {"tenant": "clinic.example.net"}).info(**options)
    assert names(outcome, "ivrs", "extension_number") == found
    assert outcome.calls[:4] == ENTER
    for item in outcome.result["ivrs"]:
        assert (item["language"], "pin" in item) == ("de-DE", False)
    assert outcome.context.secrets == {"284193"}


def test_a_tenant_that_does_not_exist(pbx: Simulator) -> None:
    outcome = Bench(pbx, IVR, {"tenant": "nowhere"}).info()
    assert isinstance(outcome.error, errors.NotFound)
    assert pbx.state()["sessions"] == 0


def test_action_urls_of_a_receptionist(pbx: Simulator) -> None:
    for name in ("one", "two"):
        pbx.add_action_url("ivr-8001", name, headers="Accept:json&X-Api-Key:key-1", password="geheim123")
    bench = Bench(pbx, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "8001"})
    assert names(bench.info(), "action_urls") == ["one", "two"]
    outcome = bench.info(name="two")
    assert names(outcome, "action_urls") == ["two"]
    assert outcome.result["action_urls"][0]["headers"] == {"Accept": "json"}
    assert "key-1" not in repr(outcome.result) and "geheim123" not in repr(outcome.result)
    assert outcome.context.secrets == {"key-1", "geheim123"}
    missing = Bench(pbx, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "9999"}).info()
    assert isinstance(missing.error, errors.NotFound)
    assert str(missing.error).startswith("ivr: ")
    several = Bench(pbx, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "Reception"}).info()
    assert isinstance(several.error, errors.Ambiguous)
    assert "ivr-8001" in str(several.error) and "ivr-8003" in str(several.error)


@pytest.mark.parametrize(
    ("options", "found"),
    [({}, [5060, 5061, 5060]), ({"protocol": "TCP"}, [5060]), ({"port": 5060}, [5060, 5060]), ({"protocol": "TLS", "port": 1}, [])],
)
def test_transports(options: dict[str, Any], found: list[int], pbx: Simulator) -> None:
    pbx.add_transport("TLS", 5061)
    pbx.add_transport("TCP", 5060)
    assert names(Bench(pbx, TRANSPORT).info(**options), "transports", "port") == found


def test_agents_and_their_places(pbx: Simulator) -> None:
    anna, bert = pbx.add_agent(201, "Anna"), pbx.add_agent(201, "Bert")
    pbx.add_queue_agent(901, anna, level=1, position=2)
    pbx.add_queue_agent(902, anna, level=3, position=4, remote=True)
    pbx.add_queue_agent(901, pbx.add_agent(202, "Else"))
    bench = Bench(pbx, QUEUE_AGENT, {"extension_id": 201})
    to_builtin = bench.info()
    assert names(to_builtin, "agents") == ["Anna", "Bert"]
    assert all("queues" not in agent for agent in to_builtin.result["agents"])
    outcome = bench.info(queues=[901, 902])
    places = [
        [{key: place[key] for key in ("queue", "type", "level", "position")} for place in agent["queues"]]
        for agent in outcome.result["agents"]
    ]
    first = {"queue": 901, "type": "local", "level": 1, "position": 2}
    second = {"queue": 902, "type": "remote", "level": 3, "position": 4}
    assert places == [[first, second], []]
    assert names(bench.info(id=str(bert), queues=[901]), "agents") == ["Bert"]


def test_reading_writes_nothing(pbx: Simulator) -> None:
    for resource, options in (
        (TENANT, {}),
        (IVR, {"tenant": "Clinic"}),
        (IP_RULE, {}),
        (TRANSPORT, {}),
        (QUEUE_AGENT, {"extension_id": 201}),
    ):
        assert Bench(pbx, resource, options).info().bodies == []
