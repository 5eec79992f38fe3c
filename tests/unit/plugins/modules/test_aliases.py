# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An option of a reference has two names, and a task may use either of them, but not both."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.host.raw_options import check_raw
from ansible_collections.portsip.pbx.plugins.module_utils.schema.aliases import option_name
from ansible_collections.portsip.pbx.plugins.modules import portsip_ivr
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

IVR = {"tenant": "a.example.net", "extension_number": "8000"}
NEW = {"name": "Desk", "pin": "794613"}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    tenant = shared_simulator.add_tenant(domain="a.example.net", name="A")
    shared_simulator.add_file(tenant, "hello.wav", id="file-1")
    shared_simulator.add_provider("Carrier", id="trunk-1")
    return shared_simulator


@pytest.mark.parametrize(
    ("name", "to", "option"),
    [
        ("provider_id", "trunk", "trunk"),
        ("provider", "trunk", "trunk"),
        ("prompt_file_id", "file", "prompt_file"),
        ("transfer_prompt_file_id", "file", "transfer_prompt_file"),
        ("ivr", "ivr", "ivr"),
        ("interval", "extension_interval", "interval"),
        ("caller_id", "", "caller_id"),
        ("auth_id", "", "auth_id"),
    ],
)
def test_the_name_follows_from_the_reference(name: str, to: str, option: str) -> None:
    assert option_name(name, to) == option


@pytest.mark.parametrize(("file", "trunk"), [("prompt_file", "trunk"), ("prompt_file_id", "provider_id")])
def test_either_name_leads_to_the_same_object(pbx: Simulator, file: str, trunk: str) -> None:
    task = Task(pbx, "portsip_ivr", IVR)
    numbers = [{trunk: "Carrier", "caller_id": "+4930123"}]
    done = task.settle(**NEW, **{file: "hello.wav", "outbound_caller_ids": numbers})
    (tenant,) = pbx.state()["tenants"].values()
    (made,) = tenant["ivrs"].values()
    assert (made["prompt_file_id"], made["outbound_caller_ids"][0]["provider_id"]) == ("file-1", "trunk-1")
    assert [sorted(item) for item in done.result["ivr"]["outbound_caller_ids"]] == [["caller_id", "provider_id"]]


@pytest.mark.parametrize("name", ["prompt_file", "prompt_file_id"])
def test_either_name_can_be_unset(pbx: Simulator, name: str) -> None:
    task = Task(pbx, "portsip_ivr", IVR)
    task.run(**NEW, prompt_file="hello.wav")
    assert task.run(unset=[name]).changed
    assert not task.run(unset=[name]).changed
    assert f"unset: '{name}' is given as an option too" in str(task.fails(unset=[name], prompt_file="hello.wav"))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"prompt_file": "a", "prompt_file_id": "a"}, "prompt_file: is mutually exclusive with prompt_file_id"),
        (
            {"outbound_caller_ids": [{"trunk": "a", "provider_id": "b", "caller_id": "1"}]},
            "outbound_caller_ids[0].trunk: is mutually exclusive with provider_id",
        ),
    ],
)
def test_both_names_at_once_are_refused(given: dict[str, Any], text: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(text)):
        check_raw(portsip_ivr.MODULE.spec, {**IVR, **NEW, **given}, (), lambda text: None)


@pytest.mark.parametrize("name", ["prompt_file", "prompt_file_id"])
def test_neither_name_belongs_into_extra(pbx: Simulator, name: str) -> None:
    failed = Task(pbx, "portsip_ivr", IVR).fails(**NEW, extra={name: "hello.wav"})
    assert str(failed) == f"extra: {name} is an option of the module; give it there"


@pytest.mark.parametrize("name", ["trunk", "provider"])
def test_a_parent_has_two_names_too(pbx: Simulator, name: str) -> None:
    Task(pbx, "portsip_trunk_assignment", {name: "Carrier", "tenant": "a.example.net"}).settle(did_numbers=["3000"])
    (listed,) = Task(pbx, "portsip_trunk_assignment_info").run(**{name: "Carrier"}).result["trunk_assignments"]
    assert listed["did_numbers"] == ["3000"]
    lost = Task(pbx, "portsip_trunk_assignment_info").fails(**{name: "Nobody"})
    assert str(lost).startswith("trunk: there is no trunk")
