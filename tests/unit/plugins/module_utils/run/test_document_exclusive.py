# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a document does not name is removed only where it is told to, within limits, and never by accident."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.apply.scheduler import run_works
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.document import carry_out
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents

from simulator import Simulator

DOMAIN = "north.example.net"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant of four receptionists and another one of two."""
    north = shared_simulator.add_tenant(DOMAIN, "North", id="101")
    for number in ("8000", "8001", "8002", "8003"):
        shared_simulator.add_ivr(north, number, name=f"Line {number}")
    south = shared_simulator.add_tenant("south.example.net", "South", id="102")
    for number in ("8000", "8001"):
        shared_simulator.add_ivr(south, number, name=f"Line {number}")
    return shared_simulator


@pytest.fixture
def documents(pbx: Simulator) -> Documents:
    """Runs against it."""
    return Documents(pbx, {"exclusive": ["ivrs"]})


def tenant(**lists: Any) -> dict[str, Any]:
    """The tenant as a document has it."""
    return {"tenants": [{"domain": DOMAIN, **lists}]}


def numbers(pbx: Simulator, tenant_id: str = "101") -> set[str]:
    """The extension numbers of the receptionists of a tenant."""
    return {ivr["extension_number"] for ivr in pbx.state()["tenants"][tenant_id]["ivrs"].values()}


def removed(plan: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Kind, tenant and name of what a plan removes."""
    going = [step for step in plan if step["action"] == "remove"]
    return [(step["kind"], "".join(holder["name"] for holder in step["within"][:1]), step["name"]) for step in going]


def test_a_list_that_is_absent_removes_nothing(documents: Documents) -> None:
    documents.still(tenant())
    documents.still({})


def test_an_empty_list_removes_all_within_the_limits(documents: Documents, pbx: Simulator) -> None:
    done = documents.settle(tenant(ivrs=[]), exclusive_limit_percent=100)
    assert removed(done.result["plan"]) == [("ivr", DOMAIN, number) for number in ("8003", "8002", "8001", "8000")]
    assert numbers(pbx) == set()
    assert numbers(pbx, "102") == {"8000", "8001"}


def test_four_of_four_trip_the_limit_and_the_error_says_what_raises_it(documents: Documents, pbx: Simulator) -> None:
    for check in (True, False):
        error = documents.run(tenant(ivrs=[]), check=check).error
        assert isinstance(error, InvalidInput)
        assert str(error) == (
            "ivr: 4 of 4 would be removed (8003, 8002, 8001, 8000), and exclusive_limit_percent allows 50 percent; raise "
            "exclusive_limit_percent to 100 if all of them should be removed. Nothing was written."
        )
    error = documents.run(tenant(ivrs=[]), exclusive_limit=3, exclusive_limit_percent=100).error
    assert "exclusive_limit allows 3; raise exclusive_limit to 4" in str(error)
    assert pbx.writes() == []


def test_the_limit_counts_a_whole_run(documents: Documents) -> None:
    document = {"tenants": [{"domain": DOMAIN, "ivrs": [{"extension_number": "8000"}]}, {"domain": "south.example.net", "ivrs": []}]}
    error = documents.run(document, exclusive_limit=4, exclusive_limit_percent=100).error
    assert "5 of 6 would be removed" in str(error)


def test_what_is_named_stays_and_what_is_protected(documents: Documents, pbx: Simulator) -> None:
    protected = [{"kind": "ivrs", "name": "8001", "within": [{"kind": "tenant", "name": DOMAIN}]}, {"kind": "ivr", "name": "8002"}]
    elsewhere = [{"kind": "ivr", "name": "8003", "within": [{"kind": "tenant", "name": "south.example.net"}]}]
    done = documents.settle(tenant(ivrs=[{"extension_number": "8000"}]), exclusive_protected=[*protected, *elsewhere])
    assert removed(done.result["plan"]) == [("ivr", DOMAIN, "8003")]
    assert numbers(pbx) == {"8000", "8001", "8002"}
    assert "  - remove ivr 8003\n" in done.result["diff"]["prepared"]


def test_removals_begin_once_everything_else_has_ended(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    last: list[bool] = []

    def noted(works: Any, *rest: Any, **more: Any) -> Any:
        last.extend(work.last for work in works)
        return run_works(works, *rest, **more)

    monkeypatch.setattr(carry_out, "run_works", noted)
    document = tenant(ivrs=[{"extension_number": "8000", "name": "New"}])
    assert documents.run(document, exclusive_limit_percent=100).error is None
    assert last == [False, True, True, True]


def test_only_kinds_that_are_exclusive_are_touched(documents: Documents, pbx: Simulator) -> None:
    documents.still(tenant(ivrs=[{"extension_number": "8000"}]), exclusive=["ring_groups"])
    documents.still(tenant(ivrs=[]), only=["ring_groups"])
    documents.still({"tenants": [{"domain": DOMAIN, "ivrs": []}, {"domain": "south.example.net"}]}, tenants=["south.example.net"])


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("tenants", "exclusive[0]: 'tenants' can't be exclusive, tenants are removed by entries with state absent"),
        ("trunk_assignments", "exclusive[0]: 'trunk_assignments' can't be exclusive, what is not named of it is never removed"),
        ("tenants.ip_rules", "exclusive[0]: 'tenants.ip_rules' can't be exclusive"),
        ("ivr", "exclusive[0]: 'ivr' is no kind of a document; did you mean ivrs?"),
    ],
)
def test_kinds_that_are_never_exclusive(kind: str, says: str, documents: Documents) -> None:
    outcome = documents.run(tenant(ivrs=[]), exclusive=[kind])
    assert str(outcome.error).startswith(says)
    assert outcome.calls == []


def test_of_the_pbx_goes_what_nobody_names_but_not_what_it_made_by_itself(documents: Documents, pbx: Simulator) -> None:
    pbx.add_ip_filter("192.0.2.0/24")
    pbx.add_ip_filter("198.51.100.0/24")
    pbx.add_ip_filter("203.0.113.7/32", target="DENY", expire_at="2031-03-31T23:59:59Z")
    document = {"system": {"ip_rules": [{"cidr": "192.0.2.0/24"}], "ivr_servers": []}, "tenants": [{"domain": DOMAIN, "ip_rules": []}]}
    done = documents.settle(document, exclusive=["ip_rules", "ivr_servers"])
    assert removed(done.result["plan"]) == [("ip_rule", "", "198.51.100.0/24")]


def test_what_is_protected_may_be_spelled_in_another_way(documents: Documents, pbx: Simulator) -> None:
    pbx.add_ip_filter("198.51.100.7/32")
    pbx.add_transport("TLS", 5099)
    protected = [{"kind": "ip_rules", "name": "198.51.100.7"}, {"kind": "transport", "name": "TLS 5099"}]
    transports = [{"protocol": one["protocol"], "port": one["port"]} for one in pbx.state()["transports"].values() if one["port"] != 5099]
    document = {"system": {"ip_rules": [], "transports": transports}}
    documents.still(document, exclusive=["ip_rules", "transports"], exclusive_protected=protected)


def test_what_a_tenant_names_stays_in_the_pbx(documents: Documents, pbx: Simulator) -> None:
    rule = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
    document = {"system": {"ip_rules": []}, "tenants": [{"domain": DOMAIN, "ip_rules": [rule]}]}
    documents.settle(document, exclusive=["ip_rules"])
    documents.still(
        {**document, "tenants": [*document["tenants"], {"domain": "south.example.net"}]}, exclusive=["ip_rules"], only=["system"]
    )


def test_one_transport_remains(documents: Documents, pbx: Simulator) -> None:
    for outcome in (documents.run({"system": {"transports": []}}, exclusive=["transports"], check=check) for check in (True, False)):
        assert "system.transports: no transport would remain, and the PBX needs at least one" in str(outcome.error)
        assert pbx.writes() == []
    one = {"system": {"transports": [{"protocol": "UDP", "port": 5070}]}}
    done = documents.settle(one, exclusive=["transports"])
    assert [step["action"] for step in done.result["plan"]][0] == "create"
    assert [(item["protocol"], item["port"]) for item in pbx.state()["transports"].values()] == [("UDP", 5070)]


def test_a_number_moves_to_another_kind_once_it_is_free(documents: Documents, pbx: Simulator) -> None:
    group = {"extension_number": "8003", "name": "Sales", "agents": []}
    document = tenant(ivrs=[{"extension_number": number} for number in ("8000", "8001", "8002")], ring_groups=[group])
    done = documents.settle(document)
    assert [(step["action"], step["kind"]) for step in done.result["plan"]] == [("remove", "ivr"), ("create", "ring_group")]


def test_what_leads_to_a_number_that_goes_gives_a_warning(documents: Documents) -> None:
    forward = {"timeout_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "8003"}}
    ivrs = [{"extension_number": "8000", **forward}, {"extension_number": "8001"}, {"extension_number": "8002"}]
    outcome = documents.run(tenant(ivrs=ivrs), check=True)
    assert outcome.context.warnings == ["tenants[0].ivrs[0]: leads to 8003, which this plan removes"]
    moved = tenant(ivrs=ivrs, ring_groups=[{"extension_number": "8003", "name": "Sales", "agents": []}])
    assert documents.run(moved, check=True).context.warnings == []


def test_a_number_that_stays_taken_is_named(documents: Documents, pbx: Simulator) -> None:
    group = {"extension_number": "8003", "name": "Sales", "agents": []}
    ivrs = [{"extension_number": "8000"}]
    for check in (True, False):
        error = documents.run(tenant(ivrs=ivrs, ring_groups=[group]), exclusive=[], check=check).error
        assert isinstance(error, InvalidInput)
        assert "tenants[0].ring_groups[0].extension_number: 8003 belongs to ivr 8003 Line 8003 (id " in str(error)
    assert pbx.writes() == []


def test_action_urls_of_receptionists_that_list_them(documents: Documents, pbx: Simulator) -> None:
    ivr = next(key for key, found in pbx.state()["tenants"]["101"]["ivrs"].items() if found["extension_number"] == "8000")
    for name in ("one", "two"):
        pbx.add_action_url(ivr, name)
    listing = tenant(ivrs=[{"extension_number": "8000", "action_urls": [{"name": "one"}]}, {"extension_number": "8001"}])
    done = documents.settle(listing, exclusive=["ivrs.action_urls"])
    within = [{"kind": "tenant", "name": DOMAIN}, {"kind": "ivr", "name": "8000"}]
    assert [(step["kind"], step["within"], step["name"]) for step in done.result["plan"]] == [("action_url", within, "two")]


def test_what_is_protected_in_one_receptionist_is_not_in_another_tenants(documents: Documents, pbx: Simulator) -> None:
    for tenant_id in ("101", "102"):
        ivrs = pbx.state()["tenants"][tenant_id]["ivrs"]
        pbx.add_action_url(next(key for key, found in ivrs.items() if found["extension_number"] == "8000"), "old")
    listing = {"ivrs": [{"extension_number": "8000", "action_urls": []}]}
    document = {"tenants": [{"domain": domain, **listing} for domain in (DOMAIN, "south.example.net")]}
    within = [{"kind": "tenant", "name": DOMAIN}, {"kind": "ivr", "name": "8000"}]
    protected = [{"kind": "action_urls", "name": "old", "within": within}]
    done = documents.settle(document, exclusive=["action_urls"], exclusive_protected=protected)
    assert removed(done.result["plan"]) == [("action_url", "south.example.net", "old")]


def test_only_the_action_urls_of_receptionists(documents: Documents, pbx: Simulator) -> None:
    pbx.add_action_url(next(iter(pbx.state()["tenants"]["101"]["ivrs"])), "old")
    listing = tenant(ivrs=[{"extension_number": "8000", "action_urls": []}])
    done = documents.settle(listing, exclusive=["action_urls"], only=["action_urls"])
    assert [step["name"] for step in done.result["plan"]] == ["old"]
    missing = tenant(ivrs=[{"extension_number": "8009", "name": "New", "pin": "407193", "action_urls": []}])
    error = documents.run(missing, exclusive=["action_urls"], only=["action_urls"]).error
    assert isinstance(error, InvalidInput)
    assert [finding["path"] for finding in error.findings] == ["tenants[0].ivrs[0].action_urls"]


def test_of_a_queue_what_is_left_over_goes_before_what_it_refers_to(documents: Documents, pbx: Simulator) -> None:
    pbx.add_interval(901, name="Day")
    pbx.add_incoming_rule(901, name="Kept")
    night = pbx.add_interval(901, name="Night")
    pbx.add_incoming_rule(901, name="Old", interval=night)
    document = {"queues": [{"extension_id": 901, "incoming_rules": [{"name": "Kept"}], "intervals": [{"name": "Day"}], "events": []}]}
    done = documents.settle(document, exclusive=["incoming_rules", "intervals", "events"], parallel=8)
    assert removed(done.result["plan"]) == [("incoming_rule", "901", "Old"), ("interval", "901", "Night")]


def test_what_is_still_referred_to_is_not_removed(documents: Documents, pbx: Simulator) -> None:
    pbx.add_interval(901, name="Night")
    document = {
        "queues": [{"extension_id": 901, "incoming_rules": [{"name": "New", "type": "busy", "interval": "Night"}], "intervals": []}]
    }
    for check in (True, False):
        error = documents.run(document, check=check, exclusive=["intervals"]).error
        says = "names the interval Night, which queues[0].intervals does not, so that it would be removed"
        assert str(error) == f"queues[0].incoming_rules[0].interval: {says}"
    assert pbx.writes() == []
