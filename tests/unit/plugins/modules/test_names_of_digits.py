# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Objects whose names are digits, and tenants whose name is another one's domain: who is written, as the simulator holds it."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import NotFound
from ansible_collections.portsip.pbx.tests.unit.support.ivr import EXTENSION, context, contexts, jump, menu
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

PHONE = 201


def _phone(pbx: Simulator) -> dict[str, Any]:
    found: dict[str, Any] = pbx.state()["extension"]["extensions"][str(PHONE)]
    return found


def _task(pbx: Simulator, module: str, extension: int = PHONE) -> Task:
    return Task(pbx, module, {"extension_id": extension})


def test_an_interval_of_digits(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    office = pbx.add_interval(PHONE, "Office hours")
    year, other = pbx.add_interval(PHONE, "2026"), pbx.add_interval(PHONE, str(office))
    task = _task(pbx, "portsip_extension_incoming_rule")
    task.settle(name="7", type="busy", interval="2026")
    done = task.settle(name="8", type="busy", interval=str(office))
    assert [(row["name"], row["interval"]) for row in _phone(pbx)["incoming_rules"]] == [("7", year), ("8", other)]
    assert [text for text in done.context.warnings if text.startswith(f"interval: '{office}' is the name of")]
    assert isinstance(task.run(name="8", interval="99999").error, NotFound)
    assert pbx.writes() == []


def test_an_interval_of_digits_that_an_earlier_task_creates(shared_simulator: Simulator) -> None:
    task = _task(shared_simulator, "portsip_extension_incoming_rule")
    tried = task.run(check=True, name="7", type="busy", interval="2026")
    year = shared_simulator.add_interval(PHONE, "2026")
    done = task.run(name="7", type="busy", interval="2026")
    assert (tried.changed, tried.result["diff"]) == (True, done.result["diff"])
    assert _phone(shared_simulator)["incoming_rules"][0]["interval"] == year


def test_rules_of_digits_in_an_order(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    first = pbx.add_incoming_rule(PHONE, "7")
    second, third = pbx.add_incoming_rule(PHONE, str(first)), pbx.add_incoming_rule(PHONE, "8")
    order = _task(pbx, "portsip_extension_incoming_rule_order")
    done = order.settle(rules=["8", str(first), "7"])
    assert [row["id"] for row in _phone(pbx)["incoming_rules"]] == [third, second, first]
    assert any(text.startswith(f"rules[1]: '{first}' is the name of") for text in done.context.warnings)
    order.settle(rules=[7, 8])
    assert [row["id"] for row in _phone(pbx)["incoming_rules"]] == [first, third, second]


@pytest.mark.parametrize(
    ("module", "extension", "option"),
    [("portsip_queue", 901, "sound"), ("portsip_extension_phone", 201, "hold_music"), ("portsip_extension_fax", 601, "fax_out_greeting")],
)
def test_a_sound_of_digits(shared_simulator: Simulator, module: str, extension: int, option: str) -> None:
    pbx = shared_simulator
    titled = pbx.add_sound("3001")
    task = _task(pbx, module, extension)
    done = task.settle(**{option: "3001"})
    assert done.bodies[-1][option] == titled
    assert any("'3001' is the title of" in text for text in done.context.warnings)
    done = task.settle(**{option: "3002"})
    assert (done.bodies[-1][option], done.context.warnings) == (3002, [])
    assert isinstance(task.fails(**{option: "3999"}), NotFound)


def test_contexts_of_digits(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    ivr = _task(pbx, "portsip_extension_ivr", EXTENSION)
    main = pbx.add_context(EXTENSION, "Main")
    pbx.add_context(EXTENSION, str(main))
    task = {"exclusive": False, "contexts": [context("Start", {"1": [jump(str(main))], "2": [jump("Main")]})]}
    done = ivr.settle(**task, entry_context=str(main))
    held = {row["name"]: row for row in menu(pbx)["contexts"].values()}
    leads = [held["Start"]["options"][digits][0]["context"] for digits in "12"]
    assert leads == [held[str(main)]["id"], main]
    assert menu(pbx)["settings"]["entry_context"] == held[str(main)]["id"]
    where = "contexts[0].options[0].rules[0].context"
    assert f"{where}: '{main}' is the name of one context and the id of another one; the name counts." in done.context.warnings


def test_a_context_by_an_id_that_is_nobodys_name(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    ivr = _task(pbx, "portsip_extension_ivr", EXTENSION)
    main = pbx.add_context(EXTENSION, "Main")
    done = ivr.settle(exclusive=False, contexts=[context("Start", {"1": [jump(str(main))]})])
    assert contexts(pbx)["Start"]["1"][0]["context"] == "Main"
    assert done.context.warnings == []
    assert isinstance(ivr.fails(exclusive=False, entry_context="99999"), NotFound)


def test_an_action_url_for_a_number_that_is_another_receptionists_name(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant("clinic.example.net", "Clinic")
    first, second = pbx.add_ivr(tenant, "8000", "8001"), pbx.add_ivr(tenant, "8001", "Main")
    task = Task(pbx, "portsip_ivr_action_url", {"tenant": "clinic.example.net", "ivr": "8001"})
    task.settle(name="hook", type="DTMF", dtmf_mask="1", method="GET", url="https://crm.example.net/")
    ivrs = pbx.state()["tenants"][tenant]["ivrs"]
    assert [len(ivrs[identifier]["action_urls"]) for identifier in (first, second)] == [0, 1]


@pytest.mark.parametrize("exists", [True, False])
def test_a_trunk_for_a_domain_that_is_another_tenants_name(shared_simulator: Simulator, exists: bool) -> None:
    pbx = shared_simulator
    trunk = pbx.add_provider("Carrier One")
    pbx.add_tenant("a.example.net", "b.example.net")
    meant = pbx.add_tenant("b.example.net", "Clinic") if exists else None
    task = Task(pbx, "portsip_trunk_assignment", {"provider": "Carrier One", "tenant": "b.example.net"})
    if not exists:
        assert isinstance(task.run(did_numbers=["3000"]).error, NotFound)
    else:
        task.settle(did_numbers=["3000"])
    assert [row["tenant_id"] for row in pbx.state()["providers"][trunk]["assignees"]] == ([meant] if exists else [])


def test_a_trunk_of_digits_among_more_trunks_than_a_page_holds(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    for number in range(100):
        pbx.add_provider(f"Carrier {number}")
    other = pbx.add_provider("Carrier One", id="700551909773195999")
    meant = pbx.add_provider(other)
    tenant = pbx.add_tenant("a.example.net", "Clinic")
    done = Task(pbx, "portsip_trunk_assignment", {"provider": other, "tenant": "a.example.net"}).settle(did_numbers=["3000"])
    assert [row["tenant_id"] for row in pbx.state()["providers"][meant]["assignees"]] == [tenant]
    assert [text for text in done.context.warnings if f"'{other}' is the name of" in text]


@pytest.mark.parametrize("exists", [True, False])
def test_a_dealer_for_a_domain_that_is_another_tenants_name(shared_simulator: Simulator, exists: bool) -> None:
    pbx = shared_simulator
    pbx.add_dealer("partner", "Partner-Pass-1")
    pbx.add_tenant("a.example.net", "b.example.net")
    meant = pbx.add_tenant("b.example.net", "Clinic") if exists else None
    task = Task(pbx, "portsip_tenant_dealer", {"dealer": "partner", "tenant": "B.example.net"})
    done = task.run()
    assert (done.error is None) == exists
    assert [path for path in done.calls if path.startswith("POST /api/tenants/")] == (
        [f"POST /api/tenants/{meant}/dealers/{_dealer(pbx)}"] if exists else []
    )


def _dealer(pbx: Simulator) -> str:
    return next(identifier for identifier, row in pbx.state()["dealers"].items() if row["name"] == "partner")
