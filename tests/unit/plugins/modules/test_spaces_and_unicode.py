# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Surrounding spaces, control characters and Unicode: refused as input before the first request, tolerated where a PBX has them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

URL = {"type": "CALLER", "caller_mask": "*", "method": "POST", "url": "https://a.example.net/"}
NFC, NFD = "M\u00fcller", "Mu\u0308ller"


@pytest.fixture
def tenant(shared_simulator: Simulator) -> str:
    """The id of a tenant with a receptionist."""
    tenant = str(shared_simulator.add_tenant("lac.example.net", "Lac"))
    shared_simulator.add_ivr(tenant, "8000", "Main")
    return tenant


@pytest.mark.parametrize(
    ("module", "options", "said"),
    [
        ("portsip_tenant", {"domain": "Lac.Example.NET ", "name": "Lac"}, "domain: 'Lac.Example.NET ' is not allowed"),
        ("portsip_tenant", {"domain": "new.example.net", "name": "Lac "}, "name: 'Lac ' is not allowed"),
        ("portsip_ivr", {"tenant": "lac.example.net ", "extension_number": "8001"}, "tenant: 'lac.example.net ' is not allowed"),
        ("portsip_ivr", {"tenant": "lac\ud800", "extension_number": "8001"}, "tenant: 'lac\\ud800' is not allowed, it must be valid"),
        ("portsip_ivr", {"tenant": "Lac", "name": " Main", "extension_number": "8000"}, "name: ' Main' is not allowed"),
        ("portsip_ivr", {"tenant": "Lac", "extension_number": " 8000"}, "extension_number: ' 8000' is not allowed"),
        ("portsip_ivr_action_url", {"tenant": "Lac", "ivr": "8000", "name": "hook ", **URL}, "name: 'hook ' is not allowed"),
        ("portsip_ivr_action_url", {"tenant": "Lac", "ivr": " 8000", "name": "hook"}, "ivr: ' 8000' is not allowed"),
        (
            "portsip_ivr_action_url",
            {"tenant": "Lac", "ivr": "8000", "name": "hook", **URL, "headers": {"X-Site": " north "}},
            "headers.X-Site: ' north ' is not allowed",
        ),
        ("portsip_ip_rule", {"cidr": " 192.0.2.0/24 ", "target": "DENY"}, "cidr: ' 192.0.2.0/24 ' is not allowed"),
        ("portsip_ip_rule", {"cidr": "192.0.2.0/24", "description": "x "}, "description: 'x ' is not allowed"),
        ("portsip_trunk_assignment", {"provider": "Carrier ", "tenant": "Lac"}, "trunk: 'Carrier ' is not allowed"),
        ("portsip_trunk_assignment", {"provider": "Carrier", "tenant": " Lac"}, "tenant: ' Lac' is not allowed"),
        ("portsip_ivr_info", {"tenant": "Lac "}, "tenant: 'Lac ' is not allowed"),
        ("portsip_ivr_info", {"tenant": "Lac", "name": " Main"}, "name: ' Main' is not allowed"),
        ("portsip_ivr_info", {"tenant": "Lac", "search": "Main\x00"}, "search: 'Main\\x00' is not allowed"),
        ("portsip_ivr_action_url_info", {"tenant": "Lac", "ivr": "8000 "}, "ivr: '8000 ' is not allowed"),
        ("portsip_login", {"tenant": "Lac "}, "tenant: 'Lac ' is not allowed"),
        ("portsip_tenant_info", {"api_username": "admin\n"}, "api_username: 'admin\\n' is not allowed, it must be on one line"),
        ("portsip_tenant_info", {"api_token": "abc\r\nX-Injected: 1"}, "api_token: "),
        ("portsip_tenant_info", {"api_token": "abc "}, "api_token: "),
        ("portsip_tenant_info", {"api_password": "abc\x00"}, "api_password: the value given must not contain the control character"),
        (
            "portsip_extension_info",
            {"extension_id": 201, "subsets": ["phone"], "extension_token": "a\nb"},
            "extension_token: ",
        ),
    ],
)
def test_what_is_refused_makes_no_request(
    shared_simulator: Simulator, tenant: str, module: str, options: dict[str, Any], said: str
) -> None:
    error = Task(shared_simulator, module).run(**options).error
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(said)
    assert shared_simulator.requests() == []
    assert "Injected" not in str(error)


@pytest.mark.parametrize("stored", [f"{NFC} ", NFD, f" {NFD}"], ids=ascii)
def test_an_action_url_that_stands_there_in_another_form(shared_simulator: Simulator, tenant: str, stored: str) -> None:
    pbx = shared_simulator
    (ivr,) = pbx.state()["tenants"][tenant]["ivrs"]
    pbx.add_action_url(ivr, stored, **URL, headers="X-Site: north &X-Name:Mu\u0308")
    task = Task(pbx, "portsip_ivr_action_url", {"tenant": "Lac", "ivr": "8000", "name": NFC})
    task.still(**URL, headers={"X-Site": "north", "X-Name": "M\u00fc"})
    info = Task(pbx, "portsip_ivr_action_url_info", {"tenant": "Lac", "ivr": "8000", "name": NFD}).run()
    assert info.result["count"] == 1
    task.settle(state="absent")
    assert pbx.state()["tenants"][tenant]["ivrs"][ivr]["action_urls"] == {}


def test_two_forms_of_one_name_are_one_object(shared_simulator: Simulator, tenant: str) -> None:
    task = Task(shared_simulator, "portsip_ivr_action_url", {"tenant": "Lac", "ivr": "8000"})
    task.settle(name=NFD, **URL)
    task.still(name=NFC, **URL)
    (ivr,) = shared_simulator.state()["tenants"][tenant]["ivrs"].values()
    assert [row["name"] for row in ivr["action_urls"].values()] == [NFC]


@pytest.mark.parametrize(
    ("module", "extra"),
    [
        ("portsip_extension_incoming_rule", {"type": "busy"}),
        ("portsip_queue_agent", {}),
        ("portsip_extension_interval", {"timezone": "Europe/Zurich", "conditions": [{"start_dow": 1, "end_dow": 2}]}),
    ],
)
def test_names_of_the_extension_api(shared_simulator: Simulator, module: str, extra: dict[str, Any]) -> None:
    task = Task(shared_simulator, module, {"extension_id": 201, **extra})
    task.settle(name=NFD)
    task.still(name=NFC)


def test_contexts_of_an_ivr(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_context(801, f"{NFD} ")
    task = Task(pbx, "portsip_extension_ivr", {"extension_id": 801})
    task.settle(contexts=[{"name": NFC}], entry_context=NFD)
    assert len(pbx.state()["extension"]["extensions"]["801"]["ivr"]["contexts"]) == 1
