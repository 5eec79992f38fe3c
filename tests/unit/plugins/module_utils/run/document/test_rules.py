# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules in documents: numbers that a tenant does not have, rules in each other's way, ranges, and the order of creation and removal."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, PortsipError
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.export import loaded
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

NORTH = "north.example.net"
DESK = {"action": "FORWARD_TO_NUMBER", "number": "8600"}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a trunk and a tenant."""
    shared_simulator.add_tenant(NORTH, "North", id="101")
    shared_simulator.add_provider("City Telecom", id="trunk-1", shared=False)
    return shared_simulator


def rule(name: str, did: str, **fields: Any) -> dict[str, Any]:
    """An inbound rule as a document has it."""
    return {"name": name, "trunk": "City Telecom", "did_numbers": did, "office_hours_forward_rule": DESK, **fields}


def document(*rules: dict[str, Any], **lists: Any) -> dict[str, Any]:
    """A tenant with a hundred numbers, a ring group and some rules."""
    north = {
        "domain": NORTH,
        "trunk_assignments": [{"trunk": "City Telecom", "did_numbers": ["4930100-4930149", "4930150-4930199"]}],
        "ring_groups": [{"extension_number": "8600", "name": "Desk"}],
        "inbound_rules": list(rules),
        **lists,
    }
    return {"tenants": [north]}


@pytest.mark.parametrize("did", ["4930200", "4930099", "4930190-4930200", "493010"])
def test_a_rule_takes_numbers_of_the_tenant_alone(pbx: Simulator, did: str) -> None:
    for options in ({}, {"validate_only": True}):
        error = Documents(pbx).run(document(rule("Main", did)), **options).error
        assert isinstance(error, InvalidInput)
        assert (
            f"tenants[0].inbound_rules[0].did_numbers: {did} is not in the tenant's numbers on the trunk 'City Telecom': 4930100-4930199"
            in str(error)
        )
        assert pbx.writes() == []
    definition = document(rule("Main", did))["tenants"][0]
    error = Task(pbx, "portsip_validate").run(kind="tenant", definition=definition).error
    assert f"tenant_definition.inbound_rules[0].did_numbers: {did} is not in" in str(error)


def test_a_rule_may_reach_over_the_seam_of_two_ranges(pbx: Simulator) -> None:
    Documents(pbx).settle(document(rule("Main", "4930140-4930160")))


def test_of_numbers_that_the_document_does_not_give_the_pbx_decides(pbx: Simulator) -> None:
    unknown = document(rule("Main", "4989100"), trunk_assignments=[{"trunk": "City Telecom"}])
    Documents(pbx).settle(unknown)
    (stored,) = pbx.state()["tenants"]["101"]["inbound_rules"].values()
    assert stored["did_numbers"] == "4989100"


def test_a_caller_id_that_the_tenant_does_not_have_is_warned_of(pbx: Simulator) -> None:
    callers = [{"trunk": "City Telecom", "caller_id": number} for number in ("+4930100", "4989100")]
    wanted = document(ring_groups=[{"extension_number": "8600", "name": "Desk", "outbound_caller_ids": callers}])
    done = Documents(pbx).run(wanted)
    assert done.error is None
    assert done.context.warnings == [
        "tenants[0].ring_groups[0].outbound_caller_ids[1].caller_id: 4989100 is not in the tenant's numbers on the trunk 'City Telecom'; "
        "the carrier may refuse or replace it"
    ]


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        ({"did": "4930105"}, True),
        ({"did": "4930110"}, False),
        ({"did": "4930105", "cid_number_mask": ["0049*******"]}, False),
    ],
)
def test_two_rules_for_the_same_calls_are_warned_of(pbx: Simulator, second: dict[str, Any], warned: bool) -> None:
    did = second.pop("did")
    wanted = document(rule("First", "4930100-4930109"), rule("Second", did, **second))
    warnings = Documents(pbx).run(wanted, validate_only=True).context.warnings
    assert [text.partition(":")[0] for text in warnings] == (["tenants[0].inbound_rules[1].did_numbers"] if warned else [])
    assert all("4930105 is in the rule First too, for the same callers" in text for text in warnings)


def test_a_range_leads_to_a_range_as_long(pbx: Simulator) -> None:
    target = {"action": "FORWARD_TO_NUMBER", "number": "1100-1149"}
    wanted = document(rule("Direct", "4930100-4930149", office_hours_forward_rule=target))
    Documents(pbx).settle(wanted)
    (stored,) = pbx.state()["tenants"]["101"]["inbound_rules"].values()
    assert (stored["did_numbers"], stored["office_hours_forward_rule"]["number"]) == ("4930100-4930149", "1100-1149")
    shorter = copy.deepcopy(wanted)
    shorter["tenants"][0]["inbound_rules"][0]["did_numbers"] = "4930100-4930148"
    error = Documents(pbx).run(shorter, validate_only=True).error
    assert "office_hours_forward_rule.number: 1100-1149 has 50 numbers, and did_numbers 4930100-4930148 has 49" in str(error)
    # What one task leaves out is on the PBX.
    task = Task(pbx, "portsip_inbound_rule", {"tenant": NORTH, "name": "Direct"})
    assert "1100-1149 has 50 numbers, and did_numbers 4930100 has 1" in str(task.fails(did_numbers="4930100"))


def test_inbound_rules_come_last_and_go_first(pbx: Simulator) -> None:
    runs = Documents(pbx)
    wanted = document(rule("Main", "4930100"))
    done = runs.settle(wanted)
    assert [step["kind"] for step in done.result["plan"]] == ["trunk_assignment", "ring_group", "inbound_rule"]
    gone = copy.deepcopy(wanted)
    for name, key in (("trunk_assignments", "trunk"), ("ring_groups", "extension_number"), ("inbound_rules", "name")):
        gone["tenants"][0][name] = [{key: entry[key], "state": "absent"} for entry in gone["tenants"][0][name]]
    done = runs.settle(gone)
    assert [step["kind"] for step in done.result["plan"]] == ["inbound_rule", "ring_group", "trunk_assignment"]


def test_a_trunk_stays_assigned_where_a_rule_that_uses_it_could_not_be_removed(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(rule("Main", "4930100")))
    gone = document({"name": "Main", "state": "absent"}, trunk_assignments=[{"trunk": "City Telecom", "state": "absent"}])
    pbx.inject("POST", "/inbound_rules/.*destroy$", status=400)
    failed = runs.run(gone).error
    assert isinstance(failed, PortsipError)
    assert [(one["path"], one["reason"], one["msg"].partition(" ")[0]) for one in failed.results["not_done"]] == [
        ("tenants[0].inbound_rules[0]", "failed", "The"),
        ("tenants[0].trunk_assignments[0]", "skipped", "depends"),
    ]
    assert [write["path"] for write in pbx.writes() if "assignees" in write["path"]] == []
    runs.settle(gone)


def test_a_number_leaves_the_pool_after_its_rule(pbx: Simulator) -> None:
    runs = Documents(pbx)
    runs.settle(document(rule("Main", "4930100"), rule("Old", "4930199")))
    fewer = document(rule("Main", "4930100"), {"name": "Old", "state": "absent"})
    fewer["tenants"][0]["trunk_assignments"][0]["did_numbers"] = ["4930100-4930149"]
    assert runs.run(fewer).error is None
    (old, pool) = [write["path"].split("/")[2] for write in pbx.writes() if "rules" in write["path"] or "assignees" in write["path"]]
    assert (old, pool) == ("inbound_rules", "providers")
    runs.still(fewer)


def out(name: str, **fields: Any) -> dict[str, Any]:
    """An outbound rule as a document has it."""
    return {"name": name, "routes": [{"trunk": "City Telecom", "enabled": True}], **fields}


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        ({"number_prefix": ["004"], "priority": 20}, True),
        ({"number_prefix": ["0", "1"], "priority": 20}, True),
        ({"number_prefix": ["1"], "priority": 20}, False),
        ({"number_prefix": ["00"], "priority": 21}, False),
        ({"number_prefix": ["00"], "number_length": ["9"], "priority": 20}, False),
        ({"number_prefix": ["00"], "number_mask": ["2100-2200"], "priority": 20}, False),
        ({"number_prefix": ["00"], "number_mask": ["2050"], "priority": 20}, True),
        ({"number_prefix": ["00"], "groups": ["Nurses"], "priority": 20}, False),
        ({"number_prefix": ["00"], "groups": ["Nurses", "Doctors"], "priority": 20}, True),
    ],
)
def test_two_outbound_rules_of_one_priority_are_warned_of(pbx: Simulator, second: dict[str, Any], warned: bool) -> None:
    first = {"number_prefix": ["00"], "number_length": ["10", "11"], "number_mask": ["2001-2099"], "groups": ["Doctors"], "priority": 20}
    wanted = document(outbound_rules=[out("First", **first), out("Second", **second)])
    warnings = Documents(pbx).run(wanted, validate_only=True).context.warnings
    assert warnings == (
        [
            "tenants[0].outbound_rules[1].priority: 20 is that of the rule First too, which applies to the same calls; the PBX may use "
            "either. Give each its own priority"
        ]
        if warned
        else []
    )


def test_an_outbound_rule_without_a_condition_is_warned_of(pbx: Simulator) -> None:
    runs = Documents(pbx)
    done = runs.run(document(outbound_rules=[out("All"), out("Long distance", number_prefix=["00"], priority=20)]))
    assert done.error is None
    assert [text[:80] for text in done.context.warnings] == [
        "tenants[0].outbound_rules[0]: The outbound rule All has none of number_prefix, n"
    ]
    task = Task(pbx, "portsip_outbound_rule", {"tenant": NORTH, "name": "Long distance"})
    assert task.settle(number_prefix=[]).context.warnings != []
    assert task.settle(number_length=["8"]).context.warnings == []


def test_an_outbound_rule_applies_to_groups_of_the_same_document(pbx: Simulator) -> None:
    runs = Documents(pbx)
    wanted = document(
        groups=[{"name": "Doctors"}, {"name": "Nurses"}],
        outbound_rules=[out("Out", number_prefix=["00"], groups=["Doctors", "Nurses"])],
    )
    done = runs.settle(wanted)
    assert [step["kind"] for step in done.result["plan"]][-1] == "outbound_rule"
    north = pbx.state()["tenants"]["101"]
    names = {identifier: group["name"] for identifier, group in north["groups"].items()}
    (stored,) = north["outbound_rules"].values()
    assert [names[identifier] for identifier in stored["applied_groups"]] == ["Doctors", "Nurses"]
    wanted["tenants"][0]["outbound_rules"][0]["groups"] = ["Nurses"]
    runs.settle(wanted)
    (stored,) = pbx.state()["tenants"]["101"]["outbound_rules"].values()
    assert [names[identifier] for identifier in stored["applied_groups"]] == ["Nurses"]
    wanted["tenants"][0]["groups"][1] = {"name": "Nurses", "state": "absent"}
    assert "tenants[0].groups[1], which the document removes" in str(runs.run(wanted).error)
    wanted["tenants"][0]["outbound_rules"] = [{"name": "Out", "state": "absent"}]
    done = runs.settle(wanted)
    assert [step["kind"] for step in done.result["plan"]] == ["outbound_rule", "group"]


def test_an_update_of_an_outbound_rule_has_its_id(pbx: Simulator) -> None:
    task = Task(pbx, "portsip_outbound_rule", {"tenant": NORTH, "name": "Out"})
    task.run(number_prefix=["00"])
    (identifier,) = pbx.state()["tenants"]["101"]["outbound_rules"]
    task.run(priority=7)
    assert [write["body"] for write in pbx.writes() if "outbound_rules" in write["path"]] == [
        {"id": identifier, "name": "Out", "enabled": True, "number_prefix": "00", "priority": 7, "routing_strategy": "PRIORITIZED"}
    ]


def test_what_is_exported_is_what_is_there(pbx: Simulator, tmp_path: Path) -> None:
    runs = Documents(pbx)
    runs.settle(document(rule("Main", "4930100", cid_number_mask=["0049*******"]), rule("Direct", "4930110-4930119")))
    runs.settle(document(groups=[{"name": "Doctors"}], outbound_rules=[out("Out", number_prefix=["00"], groups=["Doctors"])]))
    exported = Task(pbx, "portsip_export").run(dest=str(tmp_path), tenants=[NORTH])
    assert (exported.error, exported.result["notes"]) == (None, [])
    found = loaded(tmp_path / f"{NORTH}.yml")
    assert [(one["name"], one["trunk"]) for one in found["tenants"][0]["inbound_rules"]] == [
        ("Direct", "City Telecom"),
        ("Main", "City Telecom"),
    ]
    routes = [{"trunk": "City Telecom", "enabled": True}]
    assert found["tenants"][0]["outbound_rules"] == [{"name": "Out", "number_prefix": ["00"], "groups": ["Doctors"], "routes": routes}]
    runs.still(found)
