# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What came back is checked before anything rests on it: an answer that is odd once is read again, one that stays odd stops the run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DOMAIN = "clinic.example.net"
HOURS = {"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [{"from": "09:00", "to": "17:00"}]}}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with one object of each kind, with settings that an update must keep."""
    pbx = shared_simulator
    pbx.add_tenant(DOMAIN, "Clinic", id="101", timezone="Europe/Zurich", currency="CHF", region="CHE", office_hours=HOURS)
    pbx.add_ivr("101", "8001", name="Reception", id="ivr-1", pin="284193")
    pbx.add_action_url("ivr-1", "look up", id="url-1", password="geheim123")
    pbx.add_provider("carrier", id="trunk-1")
    pbx.add_transport("TLS", 5061, id="transport-1")
    pbx.add_ip_filter("192.0.2.0/24", id="rule-1", description="Site")
    return pbx


INSIDE = {"tenant": DOMAIN}
OBJECTS: list[tuple[str, dict[str, Any], str]] = [
    ("portsip_tenant", {"domain": DOMAIN, "max_extensions": 90}, "/tenants/101$"),
    ("portsip_ivr", {**INSIDE, "extension_number": "8001", "name": "Desk"}, "/ivrs/ivr-1$"),
    ("portsip_settings", {"user_agent": "PBX"}, "/admin/settings$"),
    ("portsip_network", {"web_domain": "voice.example.net"}, "/network$"),
    ("portsip_sbc", {"domain": "sbc.example.net"}, "/sbc$"),
    ("portsip_im_server", {"public_ipv4": "203.0.113.20"}, "/im$"),
    ("portsip_queue", {"extension_id": 901, "max_wait_time": 300}, "/extension/901/queue/$"),
    ("portsip_extension_phone", {"extension_id": 201, "hold_music": ""}, "/extension/201/phone/$"),
    ("portsip_extension_fax", {"extension_id": 601, "email_to_fax_accept": ["anna@example.net"]}, "/extension/601/fax/$"),
    ("portsip_extension_ivr", {"extension_id": 801, "lifetime": 60}, "/extension/801/ivr/scheme/$"),
]
LISTS: list[tuple[str, dict[str, Any], str]] = [
    ("portsip_tenant", {"domain": DOMAIN, "max_extensions": 90}, "/tenants$"),
    ("portsip_ivr", {**INSIDE, "extension_number": "8001", "name": "Desk"}, "/ivrs$"),
    ("portsip_ivr_action_url", {**INSIDE, "ivr": "8001", "name": "look up", "url": "https://crm.example.net/"}, "/action_urls$"),
    ("portsip_transport", {"protocol": "TLS", "port": 5061, "verification": "OPTIONAL"}, "/transports$"),
    ("portsip_ip_rule", {"cidr": "192.0.2.0/24", "description": "Office"}, "/ip_filters$"),
    ("portsip_trunk_assignment", {"provider": "carrier", "tenant": DOMAIN, "did_numbers": ["4131000"]}, "/providers$"),
    ("portsip_extension_interval", {"extension_id": 201, "name": "Night", "state": "absent"}, "/interval/$"),
    ("portsip_queue_agent", {"extension_id": 201, "name": "Desk", "status": "available"}, "/agent/$"),
]
ANOTHER = '{"id": "another", "domain": "other.example.net", "extension_number": "8009", "name": "Other"}'
EMPTY_OBJECTS = ["{}", "[]", "null", '{"x_later": 1}', '{"id": "another"}', '{"id": null}', '{"id": {"a": 1}}', ANOTHER]
ODD_LISTS = ["{}", "null", '{"items": [{}]}', '{"items": [{"name": "x"}]}', '{"items": [{"id": null}]}', '{"items": 5}', "[[]]"]


def clear(pbx: Simulator) -> dict[str, Any]:
    return {name: value for name, value in pbx.state().items() if name != "sessions"}


def once_and_for_ever(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    """An odd answer stops a run that goes on being given it, and does no harm to one that is given it once."""
    before = clear(pbx)
    pbx.inject("GET", path, status=200, body=body, times=None)
    for check in (True, False):
        outcome = Task(pbx, module).run(check=check, **options)
        assert isinstance(outcome.error, errors.UnexpectedAnswer), outcome.error
        assert "without" in str(outcome.error)
        assert pbx.writes() == []
    assert clear(pbx) == before
    pbx.clear_faults()
    expected = Task(pbx, module).run(check=True, **options)
    pbx.inject("GET", path, status=200, body=body)
    found = Task(pbx, module).run(check=True, **options)
    assert found.error is None, found.error
    assert found.result == expected.result


@pytest.mark.parametrize(("module", "options", "path"), OBJECTS, ids=[f"{module}{path}" for module, _options, path in OBJECTS])
@pytest.mark.parametrize("body", EMPTY_OBJECTS[:4])
def test_an_object_without_its_fields_is_none(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    once_and_for_ever(module, options, path, body, pbx)


@pytest.mark.parametrize("body", EMPTY_OBJECTS[4:])
@pytest.mark.parametrize(("module", "options", "path"), [OBJECTS[0], OBJECTS[2]], ids=["tenant", "ivr"])
def test_an_object_without_its_id_or_key_is_none(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    once_and_for_ever(module, options, path, body, pbx)


@pytest.mark.parametrize("name", ["custom_forward_rules", "outbound_caller_ids"])
@pytest.mark.parametrize("item", [None, "1", []])
def test_an_object_with_a_list_of_something_else_is_none(name: str, item: Any, pbx: Simulator) -> None:
    body = json.dumps({"id": "ivr-1", "extension_number": "8001", "name": "Reception", name: [item]})
    module, options, path = OBJECTS[1]
    once_and_for_ever(module, options, path, body, pbx)


@pytest.mark.parametrize(("module", "options", "path"), LISTS, ids=[module for module, _options, _path in LISTS])
@pytest.mark.parametrize("body", ODD_LISTS)
def test_a_list_with_an_object_without_an_id_is_none(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    once_and_for_ever(module, options, path, body, pbx)


@pytest.mark.parametrize("count", [1, 10**9])
@pytest.mark.parametrize(("module", "options", "path"), LISTS[:6], ids=[module for module, _options, _path in LISTS[:6]])
def test_a_count_without_the_objects_is_no_empty_list(module: str, options: dict[str, Any], path: str, count: int, pbx: Simulator) -> None:
    once_and_for_ever(module, options, path, json.dumps({"count": count, "items": []}), pbx)


PAGED = [(module, options, path) for module, options, path in LISTS if module != "portsip_ivr_action_url"]
"""Those that come in pages; the action URLs of a receptionist come in one answer, which has no count (22.2)."""


@pytest.mark.parametrize("body", ['{"items": []}', '{"count": null, "items": []}', '{"count": NaN, "items": []}'])
@pytest.mark.parametrize(("module", "options", "path"), PAGED, ids=[module for module, _options, _path in PAGED])
def test_no_objects_without_a_count_are_no_empty_list(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    once_and_for_ever(module, options, path, body, pbx)


@pytest.mark.parametrize("fault", [{"times": 1}, {"times": None, "after": 1}])
def test_a_tenants_own_settings_are_kept(fault: dict[str, Any], pbx: Simulator) -> None:
    """What is written inside the tenant rests on ``GET /tenant``, which the switch has read before."""
    before = pbx.state()["tenants"]["101"]
    pbx.inject("GET", "/api/tenant$", status=200, body="{}", **fault)
    Task(pbx, "portsip_tenant").run(domain=DOMAIN, name="Clinic West")
    after = pbx.state()["tenants"]["101"]
    assert {**after, "name": None} == {**before, "name": None}


@pytest.mark.parametrize(
    ("module", "options", "path"),
    [
        ("portsip_tenant_info", {"domain": DOMAIN}, "/tenants$"),
        ("portsip_ivr_info", INSIDE, "/ivrs$"),
        ("portsip_ip_rule_info", {}, "/ip_filters$"),
        ("portsip_system_info", {"subset": ["status"]}, "/admin/status$"),
        ("portsip_system_info", {"subset": ["settings"]}, "/admin/settings$"),
        ("portsip_system_info", {"subset": ["network"]}, "/network$"),
    ],
)
@pytest.mark.parametrize("body", ["[]", "null", "5", '"text"', '[{"id": 5}]', "[[]]"])
def test_information_is_no_exception(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    pbx.inject("GET", path, status=200, body=body, times=None)
    outcome = Task(pbx, module).run(**options)
    if body == "[]" and outcome.error is None:
        assert outcome.result["count"] == 0
        return
    assert isinstance(outcome.error, errors.UnexpectedAnswer), outcome.error


@pytest.mark.parametrize("blank", ["null", "empty", "absent"])
@pytest.mark.parametrize(("module", "options", "path"), OBJECTS, ids=[f"{module}{path}" for module, _options, path in OBJECTS])
def test_what_was_never_set_is_no_odd_answer(module: str, options: dict[str, Any], path: str, blank: str, pbx: Simulator) -> None:
    pbx.configure(blank_as=blank)
    outcome = Task(pbx, module).run(check=True, **options)
    assert outcome.error is None, outcome.error


SHAPES = [
    ("portsip_tenant", {"domain": DOMAIN, "max_extensions": 90}, "/tenants$", '{"items": [{"id": "101", "domain": {"a": [1]}}]}'),
    ("portsip_transport", {"protocol": "TLS", "port": 5061}, "/transports$", '{"items": [{"id": "1", "protocol": [], "port": 5061}]}'),
    ("portsip_extension_incoming_rule", {"extension_id": 201, "name": "A", "type": "busy", "position": 1}, "/order/$", '{"rules_ids": 5}'),
    ("portsip_extension_ivr", {"extension_id": 801, "lifetime": 60}, "/scheme/$", '{"lifetime": 5, "entry_context": [[]], "contexts": []}'),
]


@pytest.mark.parametrize(("module", "options", "path", "body"), SHAPES, ids=[module for module, *_others in SHAPES])
def test_a_value_of_another_shape_is_no_exception(module: str, options: dict[str, Any], path: str, body: str, pbx: Simulator) -> None:
    """``Task.run`` lets everything through that is none of the collection's own errors."""
    pbx.inject("GET", path, status=200, body=body, times=None)
    outcome = Task(pbx, module).run(check=True, **options)
    assert outcome.error is None or isinstance(outcome.error, errors.UnexpectedAnswer)


def test_a_scheme_whose_ids_are_none_is_read_part_by_part(pbx: Simulator) -> None:
    task = Task(pbx, "portsip_extension_ivr", {"extension_id": 801})
    task.settle(contexts=[{"name": "Main", "options": [{"digits": "1", "rules": [{"action": "hangup"}]}]}])
    expected = task.still(contexts=[{"name": "Main", "options": [{"digits": "1", "rules": [{"action": "hangup"}]}]}]).result["ivr"]
    for contexts in (
        '[{"id": [], "name": "Main", "timeout": 1, "options": [{"digits": "1"}]}]',
        '[{"id": 1, "name": "M", "timeout": 1, "options": 5}]',
    ):
        pbx.inject("GET", "/scheme/$", status=200, body=f'{{"lifetime": null, "contexts": {contexts}}}')
        found = task.still(contexts=[{"name": "Main", "options": [{"digits": "1", "rules": [{"action": "hangup"}]}]}]).result["ivr"]
        assert found["contexts"] == expected["contexts"]


def test_what_the_pbx_does_not_keep_is_told(pbx: Simulator) -> None:
    (rule,) = (row for row in pbx.state()["ip_filters"].values() if row["cidr"] == "192.0.2.0/24")
    pbx.inject("GET", "/ip_filters/[^/]+$", status=200, body=json.dumps(rule), times=None)
    outcome = Task(pbx, "portsip_ip_rule").run(cidr=rule["cidr"], description="Another office")
    assert outcome.result["changed"] is True
    (warning,) = outcome.context.warnings
    assert "description of ip rule 192.0.2.0/24" in warning
    assert repr(rule["description"]) in warning
