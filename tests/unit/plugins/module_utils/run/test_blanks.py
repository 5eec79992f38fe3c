# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is left out stays, what is given blank is cleared: however a PBX writes blanks, and whether it takes a part for the whole."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import Bench

from simulator import Simulator

HOURS = {"enabled": True, "ranges": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]}
WEEK = {day: None for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")} | {"monday": HOURS}
EVENT = {
    "enabled": True,
    "auth": "BASIC",
    "username": "cdruser1",
    "password": "geheim123",
    "token": "tok-1",
    "url": "https://x.example/cdr",
}
E164 = {
    "enabled": True,
    "international_code": "00",
    "country": "49",
    "area_code": "30",
    "national_code": "0",
    "prefix": "9",
    "remove_special_chars": True,
    "remove_duplicate_countries": False,
    "remove_duplicate_area_codes": False,
}

TENANT_FIELDS: dict[str, Any] = {
    "website": "https://clinic.example.net",
    "enabled": False,
    "enable_billing": True,
    "enable_feature_trunks": False,
    "custom_options": '{"a": 1}',
    "max_extensions": 33,
    "disk_quota": "10GB",
    "extension_im_disk_quota": "5GB",
    "recording_retention": 7,
    "office_hours": WEEK,
    "e164": E164,
    "cdr_event": EVENT,
    "extension_event": EVENT,
    "contact_match_type": "MATCH_LENGTH",
    "contact_match_length": 9,
    "email_recipients": "a@b.example,c@d.example",
    "password_force_reset": True,
}
FORWARD = {"action": "FORWARD_TO_NUMBER", "number": "2000"}
ACTION_URL_FIELDS: dict[str, Any] = {
    "enabled": True,
    "type": "CALLER",
    "method": "POST",
    "headers": "A:1&B:2",
    "caller_mask": "+49",
    "dtmf_mask": "1000;2000",
    "connection_timeout": 7,
    "request_timeout": 8,
    "url": "https://crm.example/x",
    "auth": "BASIC",
    "username": "crmuser1",
    "password": "geheim123",
    "token": "tok-1",
}
AGENT_FIELDS: dict[str, Any] = {
    "status": "logged_out",
    "agent_sound_id": 5,
    "busy_delay_time": 1,
    "no_answer_delay_time": 2,
    "reject_delay_time": 3,
    "wrap_up_time": 4,
    "call_timeout": 5,
    "extra_params": "x=1",
}


PARTIAL, EMPTY, ABSENT = ("null", "partial"), ("empty", "replace"), ("absent", "replace")


@pytest.fixture(params=[PARTIAL, pytest.param(EMPTY, marks=pytest.mark.long), ABSENT], ids=["null", "empty", "absent"])
def pbx(request: pytest.FixtureRequest, shared_simulator: Simulator) -> Simulator:
    """A PBX for each way to write blanks, which takes a part for a part or for the whole."""
    blank_as, update_mode = request.param
    shared_simulator.configure(blank_as=blank_as, update_mode=update_mode)
    return shared_simulator


def seeded(pbx: Simulator, kind: str) -> tuple[Bench, Any]:
    """An object with all its fields filled, and how to look it up in the state."""
    if kind == "ip_rule":
        rule = pbx.add_ip_filter("198.51.100.0/24", "DENY", expire_at="2027-06-30T22:00:00.000Z", description="scanner")
        return Bench(pbx, IP_RULE, {"cidr": "198.51.100.0/24"}), lambda: pbx.state()["ip_filters"][rule]
    if kind == "transport":
        transport = pbx.add_transport("TLS", 5061, verification="OPTIONAL")
        return Bench(pbx, TRANSPORT, {"protocol": "TLS", "port": 5061}), lambda: pbx.state()["transports"][transport]
    if kind == "agent":
        agent = pbx.add_agent(201, "Anna", **AGENT_FIELDS)
        return (
            Bench(pbx, QUEUE_AGENT, {"extension_id": 201, "name": "Anna"}),
            lambda: pbx.state()["extension"]["extensions"]["201"]["agents"][str(agent)],
        )
    tenant = pbx.add_tenant("clinic.example.net", "Clinic", **(TENANT_FIELDS if kind == "tenant" else {}))
    if kind == "tenant":
        return Bench(pbx, TENANT, {"domain": "clinic.example.net"}), lambda: pbx.state()["tenants"][tenant]
    holiday, file, trunk = pbx.add_holiday(tenant, "Easter"), pbx.add_file(tenant, "hello.wav"), pbx.add_provider("Trunk")
    ivr = pbx.add_ivr(
        tenant,
        "8001",
        "Reception",
        language="de-DE",
        dtmf_interval=4,
        prompt_file_id=file,
        transfer_prompt_file_id=file,
        enable_pin=False,
        enable_night_mode=True,
        exclude_list="3000-3999,4000",
        timeout_forward_rule={"timeout": 9, "repeat_times": 2, **FORWARD},
        failure_forward_rule=FORWARD,
        night_mode_forward_rule=FORWARD,
        custom_forward_rules=[
            {
                "user_input": "1",
                "office_hours": {"mode": "CUSTOM", **WEEK},
                "office_hours_forward_rule": FORWARD,
                "non_office_hours_forward_rule": {"action": "HANGUP", "number": None},
                "holidays": [holiday],
                "holiday_forward_rule": FORWARD,
            }
        ],
        outbound_caller_ids=[{"provider_id": trunk, "caller_id": "+4930123", "description": "main"}],
    )
    if kind == "ivr":
        return Bench(pbx, IVR, {"tenant": "Clinic", "extension_number": "8001"}), lambda: pbx.state()["tenants"][tenant]["ivrs"][ivr]
    url = pbx.add_action_url(ivr, "lookup", **ACTION_URL_FIELDS)
    return (
        Bench(pbx, IVR_ACTION_URL, {"tenant": "Clinic", "ivr": "Reception", "name": "lookup"}),
        lambda: pbx.state()["tenants"][tenant]["ivrs"][ivr]["action_urls"][url],
    )


ONE_CHANGE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("tenant", {"max_extensions": 34}, {"max_extensions": 34}),
    ("tenant", {"name": "Clinic West"}, {"name": "Clinic West"}),
    ("tenant", {"cdr_event": {"enabled": False}}, {"cdr_event": {**EVENT, "enabled": False}}),
    ("tenant", {"e164": {"prefix": "8"}}, {"e164": {**E164, "prefix": "8"}}),
    ("tenant", {"office_hours": {"sunday": {"enabled": False}}}, {"office_hours": {**WEEK, "sunday": {"enabled": False, "ranges": None}}}),
    ("ivr", {"name": "Front desk"}, {"name": "Front desk"}),
    ("ivr", {"timeout_forward_rule": {"timeout": 10}}, {"timeout_forward_rule": {"timeout": 10, "repeat_times": 2, **FORWARD}}),
    ("action_url", {"request_timeout": 9}, {"request_timeout": 9}),
    ("ip_rule", {"target": "ACCEPT"}, {"target": "ACCEPT"}),
    ("transport", {"verification": "MANDATORY"}, {"verification": "MANDATORY"}),
    ("agent", {"call_timeout": 6}, {"call_timeout": 6}),
]


@pytest.mark.parametrize(
    ("kind", "options", "changes"), ONE_CHANGE, ids=[f"{kind}-{next(iter(options))}" for kind, options, _changes in ONE_CHANGE]
)
def test_what_is_left_out_stays(kind: str, options: dict[str, Any], changes: dict[str, Any], pbx: Simulator) -> None:
    bench, row = seeded(pbx, kind)
    before = row()
    assert bench.both(**options).changed
    after = row()
    assert {name: after[name] for name in changes} == changes
    unchanged = {name: value for name, value in before.items() if name not in changes and name != "expire_at"}
    assert {name: after[name] for name in unchanged} == unchanged
    assert str(after.get("expire_at"))[:19] == str(before.get("expire_at"))[:19], "fractions of a second aside"
    assert not bench.both(**options).changed


CLEARED: list[tuple[str, dict[str, Any], str]] = [
    *(("tenant", {name: ""}, name) for name in ("website", "custom_options", "disk_quota", "extension_im_disk_quota")),
    *(("tenant", {"unset": [name]}, name) for name in ("website", "extension_im_disk_quota", "office_hours", "cdr_event", "e164")),
    ("tenant", {"email_recipients": []}, "email_recipients"),
    ("tenant", {"office_hours": {}}, "office_hours"),
    ("tenant", {"office_hours": {"monday": {"ranges": []}}}, "office_hours.monday.ranges"),
    ("tenant", {"cdr_event": {"token": "", "auth": "BASIC"}}, "cdr_event.token"),
    ("tenant", {"unset": ["cdr_event.token", "cdr_event.password"]}, "cdr_event.password"),
    ("tenant", {"unset": ["office_hours.monday.ranges"]}, "office_hours.monday.ranges"),
    ("tenant", {"extra": {"custom_flag": None}, "website": ""}, "website"),
    *(("ivr", {name: ""}, name) for name in ("language", "prompt_file_id", "transfer_prompt_file_id")),
    *(("ivr", {name: []}, name) for name in ("exclude_list", "custom_forward_rules", "outbound_caller_ids")),
    *(("ivr", {name: {}}, name) for name in ("failure_forward_rule", "night_mode_forward_rule", "timeout_forward_rule")),
    *(("ivr", {"unset": [name]}, name) for name in ("dtmf_interval", "prompt_file_id", "exclude_list", "custom_forward_rules")),
    ("ivr", {"failure_forward_rule": {"action": "HANGUP", "number": ""}}, "failure_forward_rule.number"),
    ("ivr", {"custom_forward_rules": [{"user_input": "1", "holidays": []}]}, "custom_forward_rules.0.holidays"),
    ("ivr", {"custom_forward_rules": [{"user_input": "1", "holiday_forward_rule": {}}]}, "custom_forward_rules.0.holiday_forward_rule"),
    *(("action_url", {name: ""}, name) for name in ("dtmf_mask", "username", "password", "token")),
    ("action_url", {"headers": {}}, "headers"),
    ("action_url", {"unset": ["headers"]}, "headers"),
    *(("action_url", {"unset": [name]}, name) for name in ("connection_timeout", "token")),
    ("ip_rule", {"expire_at": ""}, "expire_at"),
    ("ip_rule", {"unset": ["expire_at"]}, "expire_at"),
    ("ip_rule", {"description": ""}, "description"),
    ("transport", {"unset": ["verification"]}, "verification"),
    ("agent", {"extra_params": ""}, "extra_params"),
    ("agent", {"unset": ["agent_sound_id"]}, "agent_sound_id"),
]  # fmt: skip


def value_at(row: Any, path: str) -> Any:
    for part in path.split("."):
        row = row[int(part)] if part.isdigit() else row[part]
    return row


@pytest.mark.parametrize(("kind", "options", "path"), CLEARED, ids=[f"{kind}-{path}-{next(iter(given))}" for kind, given, path in CLEARED])
def test_what_is_given_blank_is_cleared(kind: str, options: dict[str, Any], path: str, pbx: Simulator) -> None:
    bench, row = seeded(pbx, kind)
    before = row()
    assert value_at(before, path) not in (None, "", [])
    assert bench.both(**options).changed
    after = row()
    assert value_at(after, path) in (None, "", [])
    name = path.partition(".")[0]
    others = {other: value for other, value in before.items() if other not in (name, "expire_at")}
    assert {other: after[other] for other in others} == others
    again = bench.both(**options)
    assert not again.changed
    assert again.bodies == []


@pytest.mark.parametrize("kind", ["tenant", "ivr", "action_url", "ip_rule", "transport", "agent"])
def test_a_change_beside_a_cleared_field_keeps_it_clear(kind: str, pbx: Simulator) -> None:
    clear, change = {
        "tenant": ({"extension_im_disk_quota": "", "office_hours": {}}, {"website": "https://other.example.net"}),
        "ivr": ({"unset": ["dtmf_interval"], "language": ""}, {"name": "Front desk"}),
        "action_url": ({"unset": ["connection_timeout"]}, {"request_timeout": 9}),
        "ip_rule": ({"expire_at": ""}, {"target": "ACCEPT"}),
        "transport": ({"unset": ["verification"]}, {"port": 5061}),
        "agent": ({"unset": ["agent_sound_id"]}, {"call_timeout": 6}),
    }[kind]
    bench, row = seeded(pbx, kind)
    assert bench.run(**clear).changed
    cleared = {name: value for name, value in row().items() if value is None}
    assert bench.both(**clear, **change).changed is (kind != "transport")
    assert {name: row()[name] for name in cleared} == cleared
    assert not bench.both(**clear, **change).changed
