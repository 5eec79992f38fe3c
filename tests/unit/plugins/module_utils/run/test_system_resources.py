# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""IP rules and transports: many of them, other spellings, and what cannot be changed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE, Bench

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX as new, with one transport (UDP 5060)."""
    return shared_simulator


# IP rules


@pytest.mark.parametrize("support", ["full", "ignore", "refuse"])
@pytest.mark.parametrize("number", [0, 129])
def test_a_rule_among_130_is_found_and_not_doubled(number: int, support: str, pbx: Simulator) -> None:
    for index in range(130):
        pbx.add_ip_filter(f"10.0.{index}.0/24", "DENY")
    pbx.configure(filter_support=support)
    bench = Bench(pbx, IP_RULE, {"cidr": f"10.0.{number}.0/24"})
    assert not bench.both(target="DENY").changed
    assert bench.both(target="ACCEPT").changed
    rows = pbx.state()["ip_filters"].values()
    assert [row["cidr"] for row in rows if row["target"] == "ACCEPT"] == [f"10.0.{number}.0/24"]
    assert len(rows) == 130
    assert bench.both(state="absent").changed
    assert len(pbx.state()["ip_filters"]) == 129


@pytest.mark.parametrize(
    ("stored", "given"),
    [
        ("10.0.0.7/24", "10.0.0.0/24"),
        ("10.0.0.0/24", "10.0.0.99/24"),
        ("10.0.0.7/32", "10.0.0.7"),
        ("2001:db8:0:0:0::/64", "2001:DB8::/64"),
    ],
)
@pytest.mark.parametrize("others", [0, 120])
def test_other_spellings_of_a_network_are_the_same_rule(stored: str, given: str, others: int, pbx: Simulator) -> None:
    for index in range(others):
        pbx.add_ip_filter(f"172.16.{index}.0/24", "DENY")
    identifier = pbx.add_ip_filter(stored, "DENY")
    bench = Bench(pbx, IP_RULE, {"cidr": given})
    assert not bench.both(target="DENY").changed
    assert bench.both(description="x").bodies[0]["cidr"] == stored, "the PBX keeps its spelling"
    assert pbx.state()["ip_filters"][identifier]["description"] == "x"


def test_two_rules_that_mean_the_same_are_an_error_with_their_ids(pbx: Simulator) -> None:
    ids = [pbx.add_ip_filter(cidr, "DENY") for cidr in ("10.0.0.1/24", "10.0.0.2/24")]
    outcome = Bench(pbx, IP_RULE).both(cidr="10.0.0.0/24", target="ACCEPT")
    assert isinstance(outcome.error, errors.Ambiguous)
    assert all(identifier in str(outcome.error) for identifier in ids)
    assert Bench(pbx, IP_RULE).both(id=ids[1], target="ACCEPT").changed
    assert [pbx.state()["ip_filters"][identifier]["target"] for identifier in ids] == ["DENY", "ACCEPT"]


@pytest.mark.parametrize("same", ["2027-06-30T22:00:00Z", "2027-07-01T00:00:00+02:00", "2027-06-30T22:00:00.000000Z"])
def test_other_spellings_of_a_time_are_no_change(same: str, pbx: Simulator) -> None:
    pbx.add_ip_filter("10.0.0.0/24", "DENY", expire_at="2027-06-30T22:00:00.000Z")
    assert not Bench(pbx, IP_RULE).both(cidr="10.0.0.0/24", expire_at=same).changed
    assert Bench(pbx, IP_RULE).both(cidr="10.0.0.0/24", expire_at="2027-06-30T22:00:01Z").changed


def test_rules_that_nobody_named_stay(pbx: Simulator) -> None:
    pbx.add_ip_filter("203.0.113.9/32", "DENY", description="blocked by the PBX")
    Bench(pbx, IP_RULE).run(cidr="10.0.0.0/24", target="ACCEPT")
    Bench(pbx, IP_RULE).run(cidr="10.0.0.0/24", state="absent")
    assert [row["cidr"] for row in pbx.state()["ip_filters"].values()] == ["203.0.113.9/32"]


def test_a_rule_needs_its_target(pbx: Simulator) -> None:
    outcome = Bench(pbx, IP_RULE).both(cidr="10.0.0.0/24")
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "target is required" in str(outcome.error)


def test_another_network_for_the_rule_with_an_id(pbx: Simulator) -> None:
    identifier = pbx.add_ip_filter("10.0.0.0/24", "DENY")
    assert Bench(pbx, IP_RULE).both(id=identifier, cidr="10.0.0.0/25").changed
    assert pbx.state()["ip_filters"][identifier]["cidr"] == "10.0.0.0/25"


# Transports


def test_another_protocol_is_refused(pbx: Simulator) -> None:
    identifier = pbx.add_transport("TLS", 5061)
    outcome = Bench(pbx, TRANSPORT).both(id=identifier, protocol="TCP")
    assert isinstance(outcome.error, errors.Conflict)
    assert "protocol from 'TLS' to 'TCP'" in str(outcome.error)
    assert "recreate" in str(outcome.error)
    assert outcome.bodies == []


def test_another_protocol_with_recreate(pbx: Simulator) -> None:
    identifier = pbx.add_transport("TLS", 5061, verification="OPTIONAL")
    outcome = Bench(pbx, TRANSPORT).both(id=identifier, protocol="TCP", recreate=True)
    item = f"/api/transports/{outcome.result['transport']['id']}"
    old = f"/api/transports/{identifier}"
    listing = "GET /api/transports"
    # The new one first: at least one transport must remain, and a refusal loses nothing.
    assert outcome.calls == [LOGIN, f"GET {old}", listing, "POST /api/transports", f"GET {item}", f"POST {old}/destroy", REVOKE]
    rows = {row["protocol"]: row for row in pbx.state()["transports"].values()}
    assert sorted(rows) == ["TCP", "UDP"]
    assert (rows["TCP"]["port"], rows["TCP"]["verification"]) == (5061, "OPTIONAL")
    assert not Bench(pbx, TRANSPORT).both(protocol="TCP", port=5061).changed


def test_recreating_the_only_transport(pbx: Simulator) -> None:
    (identifier,) = pbx.state()["transports"]
    assert Bench(pbx, TRANSPORT).both(id=identifier, protocol="TCP", recreate=True).changed
    assert [row["protocol"] for row in pbx.state()["transports"].values()] == ["TCP"]


def test_recreation_that_the_pbx_refuses_loses_nothing(pbx: Simulator) -> None:
    identifier = pbx.add_transport("TLS", 5061)
    pbx.inject("POST", "/transports$", status=400)
    outcome = Bench(pbx, TRANSPORT).run(id=identifier, protocol="TCP", recreate=True)
    assert isinstance(outcome.error, errors.Refused)
    assert identifier in pbx.state()["transports"]


@pytest.mark.parametrize("fault", [{"drop": "after"}, {"error_after_write": 500}, {"drop": "before"}])
def test_recreation_in_trouble(fault: dict[str, Any], pbx: Simulator) -> None:
    identifier = pbx.add_transport("TLS", 5061)
    pbx.inject("POST", "/transports$", **fault)
    assert Bench(pbx, TRANSPORT).run(id=identifier, protocol="TCP", recreate=True).changed
    assert sorted(row["protocol"] for row in pbx.state()["transports"].values()) == ["TCP", "UDP"]


def test_the_last_transport_stays(pbx: Simulator) -> None:
    outcome = Bench(pbx, TRANSPORT).run(protocol="UDP", port=5060, state="absent")
    assert isinstance(outcome.error, errors.Refused)
    assert "At least one transport must remain" in str(outcome.error)
    assert len(pbx.state()["transports"]) == 1


def test_the_same_port_with_another_protocol_is_another_transport(pbx: Simulator) -> None:
    assert Bench(pbx, TRANSPORT).both(protocol="TCP", port=5060).changed
    assert sorted(row["protocol"] for row in pbx.state()["transports"].values()) == ["TCP", "UDP"]


def test_a_dealer_lacks_the_role(pbx: Simulator) -> None:
    pbx.add_dealer("reseller", "geheim-77")
    bench = Bench(pbx, TRANSPORT, {"api_username": "reseller", "api_password": "geheim-77"})
    outcome = bench.run(protocol="TCP", port=5060)
    assert isinstance(outcome.error, errors.AuthenticationFailed)
    assert outcome.error.status == 403
    assert "role" in str(outcome.error)
    assert pbx.state()["sessions"] == 0
