# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Fields that the collection does not know, inside mappings and lists that an option describes (option ``extra``)."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

LATER = {
    "tenants": ["office_hours.lunch", "office_hours.monday.note", "cdr_event.signing_secret"],
    "ivrs": ["custom_forward_rules.[].whisper", "outbound_caller_ids.[].group", "timeout_forward_rule.music"],
}
MENU = [{"user_input": "1", "office_hours_forward_rule": {"action": "HANGUP"}}, {"user_input": "2"}]
DAY = {"enabled": True}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX that has these fields."""
    shared_simulator.configure(accepted_extra_fields=LATER)
    return shared_simulator


@pytest.fixture
def tenant(pbx: Simulator) -> str:
    """Its one tenant."""
    return pbx.add_tenant("clinic.example.com", "Clinic", office_hours={"monday": DAY, "tuesday": DAY})


@pytest.fixture
def tenant_task(pbx: Simulator, tenant: str) -> Task:
    """The tenant's module."""
    return Task(pbx, "portsip_tenant", {"domain": "clinic.example.com"})


@pytest.fixture
def ivr_task(pbx: Simulator, tenant: str) -> Task:
    """The module of a receptionist that is there."""
    pbx.add_ivr(tenant, "8001", "Front desk")
    return Task(pbx, "portsip_ivr", {"tenant": "Clinic", "extension_number": "8001"})


def _menu(pbx: Simulator) -> dict[str, Any]:
    (tenant,) = pbx.state()["tenants"].values()
    (ivr,) = tenant["ivrs"].values()
    return {entry["user_input"]: entry for entry in ivr["custom_forward_rules"]}


def test_inside_a_mapping(pbx: Simulator, tenant: str, tenant_task: Task) -> None:
    tenant_task.settle(extra={"office_hours": {"lunch": "12:00", "monday": {"note": "short"}}})
    hours = pbx.state()["tenants"][tenant]["office_hours"]
    assert (hours["lunch"], hours["monday"]["note"], hours["monday"]["enabled"], hours["tuesday"]["enabled"]) == (
        "12:00",
        "short",
        True,
        True,
    )
    tenant_task.settle(office_hours={"monday": {"enabled": False}}, extra={"office_hours": {"lunch": "13:00"}})
    hours = pbx.state()["tenants"][tenant]["office_hours"]
    assert (hours["lunch"], hours["monday"]["note"], hours["monday"]["enabled"]) == ("13:00", "short", False)


def test_inside_an_item_of_a_list_by_its_key(pbx: Simulator, ivr_task: Task) -> None:
    ivr_task.settle(custom_forward_rules=MENU, extra={"custom_forward_rules": [{"user_input": "1", "whisper": "hello"}]})
    assert (_menu(pbx)["1"]["whisper"], _menu(pbx)["1"]["office_hours_forward_rule"]["action"]) == ("hello", "HANGUP")
    assert "whisper" not in _menu(pbx)["2"]
    ivr_task.settle(custom_forward_rules=list(reversed(MENU)), extra={"custom_forward_rules": [{"user_input": "1", "whisper": "bye"}]})
    assert _menu(pbx)["1"]["whisper"] == "bye"


def test_an_option_alone_leaves_them_alone(pbx: Simulator, ivr_task: Task) -> None:
    ivr_task.settle(custom_forward_rules=MENU, extra={"custom_forward_rules": [{"user_input": "1", "whisper": "hello"}]})
    ivr_task.settle(custom_forward_rules=[{"user_input": "1", "office_hours_forward_rule": {"action": "REPEAT"}}])
    assert _menu(pbx)["1"]["whisper"] == "hello"


def test_by_a_key_of_two_fields_and_in_the_words_of_options(pbx: Simulator, tenant: str, ivr_task: Task) -> None:
    trunk = pbx.add_provider("Carrier", tenant)
    ids = [{"trunk": "Carrier", "caller_id": "100"}, {"trunk": "Carrier", "caller_id": "200"}]
    ivr_task.run(outbound_caller_ids=ids, extra={"outbound_caller_ids": [{"trunk": "Carrier", "caller_id": "200", "group": "night"}]})
    (ivr,) = pbx.state()["tenants"][tenant]["ivrs"].values()
    assert [entry["provider_id"] for entry in ivr["outbound_caller_ids"]] == [trunk, trunk]
    assert [entry.get("group") for entry in ivr["outbound_caller_ids"]] == [None, "night"]


def test_on_creation(pbx: Simulator, tenant: str) -> None:
    options = {"tenant": "Clinic", "extension_number": "8002", "name": "Night", "pin": "407193"}
    Task(pbx, "portsip_ivr", options).settle(extra={"timeout_forward_rule": {"music": "jazz"}})
    (ivr,) = pbx.state()["tenants"][tenant]["ivrs"].values()
    assert ivr["timeout_forward_rule"]["music"] == "jazz"


def test_what_looks_secret_there_is_hidden(tenant_task: Task) -> None:
    done = tenant_task.settle(extra={"cdr_event": {"signing_secret": "GEHEIM-4071"}})
    assert "GEHEIM" not in shown(done)


REFUSED = [
    ({"extra": {"office_hours": {"monday": {"enabled": True}}}}, "extra: office_hours.monday.enabled is an option of the module"),
    ({"extra": {"office_hours": {"monday": 1}}}, "extra: office_hours.monday is an option of the module"),
    ({"extra": {"office_hours": "closed"}}, "extra: office_hours is an option of the module"),
    ({"extra": {"office_hours": {"monday": {"ranges": [{"from": "08:00", "x": 1}]}}}}, "extra: office_hours.monday.ranges: items of"),
]
NO_ITEM = "extra: custom_forward_rules[0]: there is no item of custom_forward_rules with the same user_input"
REFUSED_OF_IVR = [
    (
        {"user_input": "3", "whisper": "x"},
        "extra: custom_forward_rules[0]: there is no item of custom_forward_rules with the same user_input",
    ),
    ({"whisper": "x"}, NO_ITEM),
    ({"user_input": "1", "holidays": ["x"]}, "extra: custom_forward_rules[0].holidays is an option of the module"),
    ("1", "extra: custom_forward_rules[0]: must be a mapping"),
]


@pytest.mark.parametrize(("options", "text"), REFUSED)
def test_what_is_refused(tenant_task: Task, options: dict[str, Any], text: str) -> None:
    error = tenant_task.fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(text)


@pytest.mark.parametrize(("entry", "text"), REFUSED_OF_IVR)
def test_what_is_refused_in_a_list(ivr_task: Task, entry: Any, text: str) -> None:
    error = ivr_task.fails(requests=[], custom_forward_rules=MENU, extra={"custom_forward_rules": [entry]})
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(text)


def test_a_list_that_is_not_given_is_not_guessed(ivr_task: Task) -> None:
    error = ivr_task.fails(requests=[], extra={"custom_forward_rules": [{"user_input": "1", "whisper": "x"}]})
    assert "custom_forward_rules[0]" in str(error)
