# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the documentation of the extension API's modules shows works, and what it says of results is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.tests.unit.support.modules import module
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

WEEK = [{"start_dow": 2, "end_dow": 6, "start_time": "09:00:00", "end_time": "18:00:00"}]
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "portsip_queue": ("queue", {"extension_id": 901, "sound": "Welcome", "agent_hangup_action": "transfer"}),
    "portsip_queue_agent": ("agent", {"extension_id": 201, "name": "Desk", "queues": [{"queue": 901}]}),
    "portsip_extension_phone": ("phone", {"extension_id": 201, "hold_music": "Hold music", "password": "Phone-Secret-1"}),
    "portsip_extension_conference": ("conference", {"extension_id": 701, "enter_sound": "Welcome", "pin": "840271"}),
    "portsip_extension_fax": ("fax", {"extension_id": 601, "email_to_fax_accept": ["anna@example.net"]}),
    "portsip_extension_ani": ("ani", {"extension_id": 201, "ani_number": "+15550100"}),
    "portsip_extension_event": (
        "event",
        {"extension_id": 201, "event_type": "answer", "url": "https://crm.example.net/", "method": "GET"},
    ),
    "portsip_extension_notification": (
        "notification",
        {"extension_id": 201, "event_type": "call_failed_mail", "mail": "noc@example.net"},
    ),
    "portsip_extension_interval": ("interval", {"extension_id": 201, "name": "Hours", "timezone": "UTC", "conditions": WEEK}),
    "portsip_extension_incoming_rule": (
        "incoming_rule",
        {
            "extension_id": 201,
            "name": "Cascade",
            "type": "cascade",
            "position": 1,
            "interval": "Office hours",
            "cascade_numbers": [{"number": "202", "delay": 5}],
        },
    ),
    "portsip_extension_incoming_rule_order": ("order", {"extension_id": 201, "rules": ["Night"]}),
    "portsip_extension_user": (
        "user",
        {"extension_id": 201, "login": "carla", "name": "Carla", "email": "carla@example.net", "password": "User-Secret-1"},
    ),
}
TYPES = {"str": str, "int": int, "bool": bool, "list": list, "dict": dict}
TEMPLATE = re.compile(r"\{\{.*\}\}")


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """Extensions with what the examples refer to."""
    shared_simulator.configure(later_release_fields=False)
    shared_simulator.add_interval(201, "Office hours")
    shared_simulator.add_interval(201, "Outside office hours")
    shared_simulator.add_interval(201, "Christmas")
    for name in ("Stand-by", "Nuisance", "Night"):
        shared_simulator.add_incoming_rule(201, name)
    shared_simulator.add_agent(201, "Reception Northside 1")
    shared_simulator.add_extension_user(201, "anna")
    return shared_simulator


@pytest.mark.parametrize("name", CASES)
def test_examples_work(name: str, pbx: Simulator) -> None:
    for task in yaml.safe_load(module(name).EXAMPLES):
        options = {
            option: "Some-Secret-1" if TEMPLATE.search(str(value)) else value
            for option, value in task[f"portsip.pbx.{name}"].items()
            if not option.startswith("extension_") or option == "extension_id"
        }
        for check in (True, False):
            outcome = Task(pbx, name, options).run(check=check)
            assert outcome.error is None, task["name"]
            assert outcome.context.warnings == [], task["name"]
        again = Task(pbx, name, {**options, "update_password": "on_create"} if "password" in options else options).run()
        assert not again.changed, task["name"]


@pytest.mark.parametrize("name", CASES)
def test_results_are_what_is_documented(name: str, pbx: Simulator) -> None:
    noun, options = CASES[name]
    described = yaml.safe_load(module(name).RETURN)
    for check in (True, False):
        result = Task(pbx, name, options).run(check=check).result
        assert set(result) == {"changed", "diff", noun}
        complaints = list(_differences(noun, described[noun]["contains"], result[noun], set(module(name).OPTIONS)))
        assert complaints == []


def _differences(where: str, described: Mapping[str, Any], result: Mapping[str, Any], options: set[str]) -> Iterator[str]:
    """What is documented and not there, there and not documented, or of another type."""
    for key, value in described.items():
        if value["returned"] == "always" and key not in result:
            yield f"{where}: {key} is documented and missing"
        if result.get(key) is None:
            continue
        if not isinstance(result[key], TYPES[value["type"]]):
            yield f"{where}: {key} is {type(result[key]).__name__}"
        for item in result[key] if "contains" in value else ():
            yield from _differences(f"{where}.{key}", value["contains"], item, set())
    yield from (f"{where}: {key} is not documented" for key in set(result) - set(described) - options)
