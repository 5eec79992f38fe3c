# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Extension numbers given by name: in single objects and in documents."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ring_group import RING_GROUP
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench, only

from simulator import Simulator

TENANT = {"domain": "clinic.example.net", "name": "Clinic", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}


@pytest.fixture
def tenant(shared_simulator: Simulator) -> str:
    """The id of a tenant with a receptionist."""
    identifier = str(shared_simulator.add_tenant("clinic.example.net", "Clinic"))
    shared_simulator.add_ivr(identifier, "8001", "Reception")
    return identifier


@pytest.fixture
def group(shared_simulator: Simulator, tenant: str) -> Bench:
    """Runs for the ring group 8600."""
    return Bench(shared_simulator, RING_GROUP, {"tenant": "Clinic", "extension_number": "8600", "name": "Front desk"})


@pytest.fixture
def documents(shared_simulator: Simulator) -> Documents:
    """Runs of documents."""
    return Documents(shared_simulator)


def to(target: str) -> dict[str, str]:
    """Where a call goes."""
    return {"action": "FORWARD_TO_NUMBER", "number": target}


def ring_groups(pbx: Simulator, tenant: str) -> dict[str, Any]:
    """The ring groups of a tenant, by number."""
    return {row["extension_number"]: row for row in pbx.state()["tenants"][tenant]["ring_groups"].values()}


# A single object


def test_a_name_stands_for_its_number(group: Bench, tenant: str) -> None:
    group.run()
    assert group.both(no_answer_forward_rule=to("Reception")).changed
    assert only(ring_groups(group.pbx, tenant))["no_answer_forward_rule"]["number"] == "8001"
    assert not group.both(no_answer_forward_rule=to("Reception")).changed
    assert not group.both(no_answer_forward_rule=to("8001")).changed


def test_a_diff_calls_it_as_it_was_given(group: Bench) -> None:
    group.run()
    diff = group.both(no_answer_forward_rule=to("Reception")).result["diff"]
    assert diff["after"]["no_answer_forward_rule"]["number"] == "Reception"


def test_a_number_is_not_looked_up(group: Bench) -> None:
    group.run(no_answer_forward_rule=to("8001"))
    calls = group.run(no_answer_forward_rule=to("+4130555")).calls
    assert not [call for call in calls if call.startswith(("GET /api/ivrs", "GET /api/users"))]


def test_the_number_of_the_group_itself_in_a_menu(shared_simulator: Simulator, tenant: str, group: Bench) -> None:
    group.run()
    ivr = Bench(shared_simulator, IVR, {"tenant": "Clinic", "extension_number": "8001"})
    menu = [{"user_input": key, "office_hours_forward_rule": to(name)} for key, name in (("1", "Front desk"), ("2", "Reception"))]
    done = ivr.both(custom_forward_rules=menu)
    row = only(shared_simulator.state()["tenants"][tenant]["ivrs"])
    assert {rule["user_input"]: rule["office_hours_forward_rule"]["number"] for rule in row["custom_forward_rules"]} == {
        "1": "8600",
        "2": "8001",
    }
    assert len([call for call in done.calls if call == "GET /api/ring_groups"]) <= 2  # each name is looked up once


def test_a_name_that_nothing_has(group: Bench) -> None:
    group.run()
    error = group.run(no_answer_forward_rule=to("Recepcion")).error
    assert isinstance(error, errors.NotFound)
    assert str(error).startswith("no_answer_forward_rule.number: there is no ")
    assert "ring group" in str(error)
    assert "receptionist named 'Recepcion'" in str(error)
    tried = group.run(check=True, no_answer_forward_rule=to("Recepcion"))
    assert tried.changed
    assert "Recepcion" in " ".join(tried.context.warnings)


def test_a_name_that_several_have(group: Bench, tenant: str) -> None:
    group.pbx.add_ivr(tenant, "8002", "Front desk")
    group.run()
    error = group.run(no_answer_forward_rule=to("Front desk")).error
    assert isinstance(error, errors.Ambiguous)
    assert "2 objects are named 'Front desk': receptionist 8002, ring group 8600." in str(error)


@pytest.mark.parametrize("number", ["+49 30", "24/7", "030 555", "1-2", "#1;2", "+Reception"])
def test_what_is_neither_a_number_nor_a_name(number: str, group: Bench) -> None:
    outcome = group.run(no_answer_forward_rule=to(number))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "no_answer_forward_rule.number" in str(outcome.error)
    assert "or a name" in str(outcome.error)
    assert outcome.calls == []


def test_names_are_found_beyond_the_first_page(group: Bench, tenant: str) -> None:
    for number in range(101, 260):
        group.pbx.add_ivr(tenant, f"9{number}", f"Line {number}")
    group.run()
    assert group.both(no_answer_forward_rule=to("Line 259")).changed
    assert only(ring_groups(group.pbx, tenant))["no_answer_forward_rule"]["number"] == "9259"


# Documents


def of(**kinds: Any) -> dict[str, Any]:
    """A document of one tenant."""
    return {"tenants": [{**TENANT, **kinds}]}


def desk(number: str, name: str, target: str, **more: Any) -> dict[str, Any]:
    """A ring group that forwards."""
    return {"extension_number": number, "name": name, "no_answer_forward_rule": to(target), **more}


def line(number: str, name: str, target: str) -> dict[str, Any]:
    """A receptionist that forwards."""
    return {"extension_number": number, "name": name, "pin": "407193", "timeout_forward_rule": to(target)}


def test_names_of_what_is_only_in_the_plan(documents: Documents) -> None:
    document = of(
        ring_groups=[desk("8600", "Desk", "Night line"), desk("8601", "Second", "Desk")], ivrs=[line("8001", "Night line", "Desk")]
    )
    done = documents.settle(document)
    tenant = only(documents.pbx.state()["tenants"])
    groups = {row["name"]: row["no_answer_forward_rule"]["number"] for row in tenant["ring_groups"].values()}
    assert groups == {"Desk": "8001", "Second": "8600"}
    assert only(tenant["ivrs"])["timeout_forward_rule"]["number"] == "8600"
    assert done.context.warnings == []


def test_names_of_what_is_on_the_pbx_already(documents: Documents, tenant: str) -> None:
    documents.settle(of(ring_groups=[desk("8600", "Desk", "Reception")]))
    assert only(ring_groups(documents.pbx, tenant))["no_answer_forward_rule"]["number"] == "8001"


def test_a_name_that_the_plan_gives_to_another_object(documents: Documents, tenant: str) -> None:
    document = of(
        ring_groups=[desk("8600", "Desk", "Reception")], ivrs=[line("8001", "Old reception", "8600"), line("8002", "Reception", "8600")]
    )
    documents.settle(document)
    assert only(ring_groups(documents.pbx, tenant))["no_answer_forward_rule"]["number"] == "8002"


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        (
            {"ring_groups": [desk("8600", "Desk", "Hall"), desk("8601", "Hall", "8600")], "ivrs": [line("8001", "Hall", "8600")]},
            "'Hall' is the name of tenants[0].ring_groups[1] and tenants[0].ivrs[0]; give the extension number instead",
        ),
        (
            {"ring_groups": [desk("8600", "Desk", "Hall"), {"extension_number": "8601", "name": "Hall", "state": "absent"}]},
            "'Hall' is the ring group at tenants[0].ring_groups[1], which the document removes",
        ),
    ],
)
def test_names_that_the_document_itself_shows_to_be_wrong(kinds: dict[str, Any], message: str, documents: Documents) -> None:
    error = documents.run(of(**kinds)).error
    assert isinstance(error, errors.InvalidInput)
    assert f"tenants[0].ring_groups[0].no_answer_forward_rule.number: {message}" in str(error)
    assert documents.pbx.requests() == []


def test_a_name_that_neither_the_document_nor_the_pbx_has(documents: Documents, tenant: str) -> None:
    outcome = documents.run(of(ring_groups=[desk("8600", "Desk", "Nowhere")]))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "tenants[0].ring_groups[0].no_answer_forward_rule.number: there is no " in str(outcome.error)
    assert documents.pbx.writes() == []


def test_a_name_that_leads_to_what_the_document_removes(documents: Documents, tenant: str) -> None:
    absent = {"extension_number": "8001", "state": "absent"}
    outcome = documents.run(of(ring_groups=[desk("8600", "Desk", "Reception")], ivrs=[absent]))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "named 'Reception'" in str(outcome.error)
    assert documents.pbx.writes() == []


@pytest.mark.parametrize("members", [["Anna Berg", "2001"], ["2001", "Anna Berg"], ["anna", "Anna Berg"]])
def test_a_member_that_is_given_twice(members: list[str], group: Bench, tenant: str) -> None:
    documents = Documents(group.pbx)
    person = user("2001", "anna", display_name="Anna Berg")
    assert documents.run(of(users=[person])).error is None
    outcome = group.run(agents=[{"extension_number": member} for member in members])
    assert isinstance(outcome.error, errors.InvalidInput)
    assert f"agents[1].extension_number: {members[1]!r} is 2001, as is agents[0].extension_number" in str(outcome.error)
    assert group.pbx.writes() == []


# Targets and members that nothing has


def user(number: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A user of a document."""
    name = name or f"user{number}"
    secrets = {"password": "Pa55-word-2026", "extension_password": "Ext-55-word", "voicemail_pin": "407193"}
    return {
        "extension_number": number,
        "name": name,
        "display_name": f"User {number}",
        "email": f"{name}@example.net",
        "role": "StandardUser",
        **secrets,
        **more,
    }


def unknown(outcome: Any) -> list[str]:
    """The warnings about targets."""
    return [text for text in outcome.context.warnings if "neither the document nor the PBX" in text]


def test_a_target_that_nothing_has_is_told_once_with_its_paths(documents: Documents) -> None:
    groups = [desk(f"86{number:02}", f"Desk {number}", "9999") for number in range(5)]
    outcome = documents.run(of(users=[user("2001")], ring_groups=groups), check=True)
    paths = ", ".join(f"tenants[0].ring_groups[{number}].no_answer_forward_rule.number" for number in range(3))
    assert unknown(outcome) == [
        f"{paths} and 2 more: leads to 9999, which neither the document nor the PBX has; it may be an outside number"
    ]


def test_of_very_many_targets_some_are_told(documents: Documents) -> None:
    groups = [desk(f"86{number:02}", f"Desk {number}", f"99{number:02}") for number in range(23)]
    outcome = documents.run(of(users=[user("2001")], ring_groups=groups), check=True)
    assert len(unknown(outcome)) == 20
    assert outcome.context.warnings[-1] == "3 more numbers that forward rules lead to are neither in the document nor on the PBX"


@pytest.mark.parametrize("target", ["2001", "8600", "8001", "+4930555", "0301234", "0301234567", "777", "2002", "12"])
def test_targets_that_are_known_or_outside(target: str, documents: Documents) -> None:
    assert documents.run(of(users=[user("2002")])).error is None
    kinds = {"users": [user("2001")], "ring_groups": [desk("8600", "Desk", target)], "ivrs": [line("8001", "Night", "8600")]}
    outcome = documents.run(of(**kinds))
    assert outcome.error is None
    assert unknown(outcome) == []


def test_numbers_of_services_and_of_queues_of_the_extension_api_are_known(documents: Documents) -> None:
    groups = [desk(f"86{number}", f"Desk {number}", number) for number in ("901", "999", "998")]
    document = of(users=[user("2001")], service_numbers={"voicemail": {"extension_number": "999"}}, ring_groups=groups)
    document["queues"] = [{"extension_id": 901}]
    (warning,) = unknown(documents.run(document, check=True, only=["tenants"]))
    assert "leads to 998" in warning


def test_targets_of_what_the_document_does_not_manage_take_no_request(documents: Documents, tenant: str) -> None:
    documents.settle(of(ring_groups=[desk("8600", "Desk", "2001")]))
    outcome = documents.still(of(ring_groups=[desk("8600", "Desk", "2001")]))
    assert unknown(outcome) == []
    assert not [call for call in outcome.calls if call.startswith(("GET /api/users", "GET /api/extension_numbers"))]


def test_what_was_not_read_is_told(documents: Documents, tenant: str) -> None:
    document = of(users=[user("2001")], ring_groups=[desk("8600", "Desk", "9999")])
    (warning,) = unknown(documents.run(document))
    assert "receptionists" in warning
    assert "were not looked at" in warning
    documents.pbx.add_ivr(tenant, "8700", "Night")
    assert unknown(documents.run(of(**{**document["tenants"][0], "ivrs": [line("8001", "Hall", "8700")]}))) != []


def test_members_that_are_only_in_the_plan(documents: Documents) -> None:
    groups = [{"extension_number": "8600", "name": "Desk", "agents": [{"extension_number": "2001"}, {"extension_number": "User 2002"}]}]
    documents.settle(of(users=[user("2001"), user("2002")], ring_groups=groups), parallel=20)
    row = only(only(documents.pbx.state()["tenants"])["ring_groups"])
    assert [agent["extension_number"] for agent in row["agents"]] == ["2001", "2002"]


def test_a_member_that_neither_the_plan_nor_the_pbx_has(documents: Documents, tenant: str) -> None:
    documents.pbx.add_user(tenant, "2001", "Anna Berg")
    members = [{"extension_number": number} for number in ("2001", "2002", "8001")]
    outcome = documents.run(of(ring_groups=[{"extension_number": "8600", "name": "Desk", "agents": members}]))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert {finding["path"]: finding["message"] for finding in outcome.error.findings} == {
        "tenants[0].ring_groups[0].agents[1].extension_number": "there is no user with the extension number 2002, "
        "neither on the PBX nor in the plan",
        "tenants[0].ring_groups[0].agents[2].extension_number": "there is no user with the extension number 8001; "
        "the number belongs to the receptionist 'Reception'",
    }
    assert documents.pbx.writes() == []


def test_members_that_are_there_already_take_no_request(documents: Documents, tenant: str) -> None:
    documents.pbx.add_user(tenant, "2001", "Anna Berg")
    group = {"extension_number": "8600", "name": "Desk", "agents": [{"extension_number": "2001"}]}
    documents.settle(of(ring_groups=[group]))
    assert "GET /api/users" not in documents.still(of(ring_groups=[group])).calls


def test_a_member_that_the_plan_removes(documents: Documents, tenant: str) -> None:
    documents.pbx.add_user(tenant, "2001", "Anna Berg")
    group = {"extension_number": "8600", "name": "Desk", "agents": [{"extension_number": "2001"}]}
    assert documents.run(of(ring_groups=[group])).error is None
    outcome = documents.run(of(users=[{"extension_number": "2001", "state": "absent"}], ring_groups=[group]))
    assert isinstance(outcome.error, errors.InvalidInput)
    assert "agents[0].extension_number: 2001 is the user at tenants[0].users[0], which this plan removes" in str(outcome.error)


def test_a_forward_rule_that_stays_leads_to_what_the_plan_removes(documents: Documents, tenant: str) -> None:
    assert documents.run(of(ring_groups=[desk("8600", "Desk", "8001")])).error is None
    outcome = documents.run(of(ivrs=[{"extension_number": "8001", "state": "absent"}], ring_groups=[desk("8600", "Desk", "8001")]))
    assert outcome.error is None
    assert outcome.context.warnings == ["tenants[0].ring_groups[0]: leads to 8001, which this plan removes"]
