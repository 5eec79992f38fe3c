# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What ``only`` and ``exclude`` mean: kinds with everything inside them, and objects by name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, full_clinic
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a full tenant, another one, and a dealer."""
    full_clinic(shared_simulator)
    other = shared_simulator.add_tenant("other.example.net")
    shared_simulator.add_ivr(other, "8000", "Other")
    shared_simulator.add_dealer("northern", "Dealer-Pass-1", tenants=[other])
    return shared_simulator


def outline(pbx: Simulator, **options: Any) -> tuple[dict[str, Any], list[str]]:
    """What an export contains: of each object its key alone; and the requests."""
    outcome = Task(pbx, "portsip_export", {"extension_api_url": None}).run(**options)
    assert outcome.error is None, outcome.error

    def keys(value: Any) -> Any:
        if isinstance(value, list):
            return [keys(item) for item in value]
        if not isinstance(value, dict):
            return value
        name = next((str(value[key]) for key in ("domain", "extension_number", "trunk", "name", "port") if key in value), "")
        inside = {key: keys(item) for key, item in value.items() if key in LISTS}
        return {name: inside} if inside else name

    document = outcome.result["definition"]
    found = {name: keys(item) for name, item in document.items() if name != "system"}
    return {**found, **({"system": sorted(document["system"])} if "system" in document else {})}, outcome.calls


LISTS = ("ivrs", "action_urls", "ring_groups", "dealers", "trunk_assignments")
URLS = ["by caller", "lookup", "url with a password"]
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one kind": (
        {"only": ["ivrs"]},
        {"tenants": [{CLINIC: {"ivrs": [{"8000": {"action_urls": URLS}}, "8001"]}}, {"other.example.net": {"ivrs": ["8000"]}}]},
    ),
    "one object": ({"only": ["ivrs:8001"]}, {"tenants": [{CLINIC: {"ivrs": ["8001"]}}]}),
    "objects by a pattern": (
        {"only": ["action_urls:*u*"]},
        {"tenants": [{CLINIC: {"ivrs": [{"8000": {"action_urls": ["lookup", "url with a password"]}}]}}]},
    ),
    "a kind without another": (
        {"only": ["ivrs"], "exclude": ["action_urls", "tenants:other*"]},
        {"tenants": [{CLINIC: {"ivrs": ["8000", "8001"]}}]},
    ),
    "a tenant": (
        {"only": ["tenants:other.example.net"]},
        {"tenants": [{"other.example.net": {"ivrs": ["8000"], "dealers": ["northern"]}}]},
    ),
    "dealers of the system": ({"only": ["system.dealers"]}, {"system": ["dealers"]}),
    "dealers of tenants": ({"only": ["tenants.dealers"]}, {"tenants": [{"other.example.net": {"dealers": ["northern"]}}]}),
    "an object by the name that its id means": ({"only": ["tenants.dealers"], "exclude": ["tenants.dealers:north*"]}, {}),
    "trunks by name": ({"only": ["trunk_assignments:Main*"]}, {"tenants": [{CLINIC: {"trunk_assignments": ["Main trunk"]}}]}),
    "parts of the system": ({"only": ["network", "transports:UDP 5060"]}, {"system": ["network", "transports"]}),
    "the system without parts": (
        {"only": ["system"], "exclude": ["transports", "trunks", "dealers", "notification"]},
        {"system": ["im_server", "network"]},
    ),
}


@pytest.mark.parametrize(("options", "expected"), CASES.values(), ids=CASES.keys())
def test_an_export_contains_what_is_selected(pbx: Simulator, options: dict[str, Any], expected: dict[str, Any]) -> None:
    assert outline(pbx, **options)[0] == expected


def test_nothing_is_asked_for_that_is_not_exported(pbx: Simulator) -> None:
    _found, calls = outline(pbx, only=["ring_groups"], tenants=[CLINIC])
    paths = {call.partition("/api")[2].split("/")[1] for call in calls}
    assert paths == {"login", "tenants", "tenant", "ring_groups", "providers"}
    _found, calls = outline(pbx, only=["network"])
    assert [call for call in calls if "login" not in call] == ["GET /api/network"]


def test_own_fields_of_a_tenant_are_left_out_with_a_kind_inside_it(pbx: Simulator) -> None:
    result = Task(pbx, "portsip_export", {"extension_api_url": None}).run(only=["ring_groups"]).result
    assert [sorted(tenant) for tenant in result["definition"]["tenants"]] == [["domain", "ring_groups"]]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"only": ["ivr"]}, r"only\[0\]: 'ivr' is not allowed; did you mean ivrs\?"),
        ({"exclude": ["ivrs", "people"]}, r"exclude\[1\]: 'people' is not allowed; .*ivrs"),
        ({"only": ["ivrs:"]}, r"only\[0\]: 'ivrs:' is not allowed"),
        ({"only": ["system.ivrs"]}, r"only\[0\]"),
        ({"tenants": [" clinic"]}, r"tenants\[0\]: ' clinic' is not allowed"),
        ({"secrets": "include"}, "secrets_file: is required"),
        ({"secrets_file": "secrets.yml"}, "secrets_file: goes with secrets=include"),
        ({"only": ["queues"], "extension_api_url": None}, "extension_api_url: is required"),
    ],
)
def test_options_are_refused_before_the_first_request(shared_simulator: Simulator, options: dict[str, Any], text: str) -> None:
    outcome = Task(shared_simulator, "portsip_export", {"extension_api_url": None}).run(**options)
    assert isinstance(outcome.error, errors.InvalidInput)
    assert outcome.calls == []
    assert re.search(text, str(outcome.error)), str(outcome.error)


def test_a_tenant_that_does_not_exist_is_named(shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(CLINIC)
    outcome = Task(shared_simulator, "portsip_export").run(tenants=[CLINIC, "cliniq.example.net"])
    assert isinstance(outcome.error, errors.NotFound)
    assert "tenants[1]" in str(outcome.error)
