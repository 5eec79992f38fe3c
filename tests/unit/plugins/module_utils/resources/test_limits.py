# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each limit that the APIs document: a value at the limit passes, one beyond is refused with the option's path.

PortSIP PBX REST API 22.2 and 22.3; extension API.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.options import accepted, nested, refusal, value_at

AUTH = ("DISABLE", "BASIC", "DIGEST", "BEARER")
EVENTS = ("cdr_event", "extension_event")
COUNTS = ("extensions", "concurrent_calls", "ring_groups", "virtual_receptionists", "call_queues", "conference_rooms")
RETENTIONS = ("recording", "call_report", "log", "temp_file")
URL_1024 = "https://" + "x" * (1024 - len("https://"))

Case = tuple[Resource, str, tuple[Any, ...], tuple[Any, ...]]

CASES: list[Case] = [
    (TENANT, "domain", ("a", "x" * 280, "192.0.2.1"), ("x" * 281,)),
    (TENANT, "name", ("a", "x" * 1024), ("x" * 1025,)),
    (TENANT, "website", ("", "x" * 255), ("x" * 256,)),
    (TENANT, "timezone", ("Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"), ("Europe/ Zurich", "GMT+1 (Berlin)")),
    (TENANT, "currency", ("EUR", "XXX", "XCG"), ("EU", "EURO", "E1R", "€", "EUX", "XXQ")),
    (TENANT, "region", ("DEU", "SSD"), ("DE", "DEUT", "049", "DUE")),
    (TENANT, "custom_options", ("", "{}", '{"a": [1]}', "null"), ("{", "{'a': 1}", "a=1")),
    *((TENANT, f"max_{name}", (0, 1, 2**31 - 1), (-1, 2**31)) for name in COUNTS),
    *((TENANT, f"{name}_retention", (1, 3650), (0, -1, 2**31)) for name in RETENTIONS),
    *(
        (TENANT, name, ("", "1KB", "100MB", "1000GB", "2PB"), ("100", "MB", "0MB", "-1GB", "100TB", "100 MB", "100mb", "1GB2"))
        for name in ("disk_quota", "im_disk_quota", "extension_im_disk_quota")
    ),
    (TENANT, "contact_match_type", ("DISABLE", "MATCH_EXACTLY", "MATCH_LENGTH"), ("match_exactly", "EXACT")),
    (TENANT, "contact_match_length", (0, 9), (-1,)),
    (TENANT, "contact_append_type", ("DISABLE", "APPEND", "PREPEND"), ("NONE",)),
    (TENANT, "contact_update_interval", (1, 43200), (0, 43201)),
    *((TENANT, f"{event}.auth", AUTH, ("NONE", "basic")) for event in EVENTS),
    *((TENANT, f"{event}.username", ("", "abc123", "a" * 64), ("abc12", "a" * 65)) for event in EVENTS),
    *((TENANT, f"{event}.url", ("", "http://x", URL_1024), (URL_1024 + "x", "crm.example.com/cdr", "ftp://x/y")) for event in EVENTS),
    (TRANSPORT, "protocol", ("UDP", "TCP", "TLS"), ("udp", "SCTP", "WS")),
    (TRANSPORT, "port", (0, 1, 65535), (-1, 65536, 70000)),
    (TRANSPORT, "verification", ("DISABLE", "OPTIONAL", "MANDATORY"), ("NONE",)),
    (IP_RULE, "target", ("ACCEPT", "DENY"), ("ALLOW", "accept")),
    (IP_RULE, "description", ("", "x" * 255), ("x" * 256,)),
    (IVR, "name", ("a", "x" * 64), ("x" * 65,)),
    (IVR, "extension_number", ("100", "8" * 64, "5555", "0555"), ("12", "8" * 65, "80a1", "+4930", "555", "666", "777", "888")),
    (IVR, "language", ("", "de", "de-DE", "zh-Hant-TW", "es-419"), ("german!", "d", "de-", "de DE")),
    (IVR, "dtmf_interval", (1, 10), (0, -1)),
    (IVR, "timeout_forward_rule.repeat_times", (0, 3), (-1,)),
    (IVR, "timeout_forward_rule.action", ("FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"), ("DISA", "TRANSFER")),
    (IVR, "failure_forward_rule.action", ("FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"), ("DISA", "hangup")),
    (IVR, "night_mode_forward_rule.action", ("FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"), ("DISA",)),
    (IVR, "failure_forward_rule.number", ("2000", "+493012345", "00493012345", "reception"), ("20 00", "24/7", "49+30")),
    (IVR_ACTION_URL, "name", ("a", "x" * 64), ("x" * 65,)),
    (IVR_ACTION_URL, "type", ("DTMF", "CALLER"), ("dtmf", "DID")),
    (IVR_ACTION_URL, "method", ("GET", "POST"), ("PUT", "get")),
    (IVR_ACTION_URL, "caller_mask", ("", "+4930*", "x" * 255), ("x" * 256,)),
    (IVR_ACTION_URL, "dtmf_mask", ("", "1", "1000;2000;3000-4000", "*98;#", "1" * 255), ("1" * 256, "4000-3000", "1000,2000", "a", "1;;2")),
    (IVR_ACTION_URL, "connection_timeout", (0, 2), (-1,)),
    (IVR_ACTION_URL, "request_timeout", (0, 2), (-1,)),
    (IVR_ACTION_URL, "url", ("http://x", "https://crm.example.com:8443/a?b=c", URL_1024), (URL_1024 + "x", "crm.example.com", "ftp://x", "https://")),
    (IVR_ACTION_URL, "auth", AUTH, ("NONE",)),
    (IVR_ACTION_URL, "username", ("", "abc123", "a" * 64, "Abc 12!"), ("abc12", "a" * 65)),
    (QUEUE_AGENT, "status", ("available", "logged_out"), ("AVAILABLE", "busy")),
]  # fmt: skip

MENU = "custom_forward_rules[0]"
LONG = 300
"""Of a value with more characters a message leaves the middle out, and never what is wrong with it."""
MENU_RULES = ("office_hours_forward_rule", "non_office_hours_forward_rule", "holiday_forward_rule")


def _ids(case: Case) -> str:
    return f"{case[0].name}.{case[1]}"


@pytest.mark.parametrize("case", CASES, ids=_ids)
def test_values_at_the_limit_pass(case: Case) -> None:
    resource, path, good, _bad = case
    for value in good:
        assert value_at(accepted(resource, **nested(path, value)), path) == value


@pytest.mark.parametrize("case", CASES, ids=_ids)
def test_values_beyond_are_refused_and_named(case: Case) -> None:
    resource, path, _good, bad = case
    for value in bad:
        message = refusal(resource, **nested(path, value))
        assert message.startswith(f"{path}: ")
        if len(repr(value)) <= LONG:
            assert repr(value) in message
            continue
        begun, _left_out, ended = message.removeprefix(f"{path}: ").partition("…")
        assert len(begun) > LONG / 2
        assert repr(value).startswith(begun)
        assert re.fullmatch(r"x+' is not allowed, it must \S.*", ended)


@pytest.mark.parametrize("rule", MENU_RULES)
def test_a_menu_entry_can_lead_to_disa(rule: str) -> None:
    entry = {"user_input": "9", rule: {"action": "DISA"}}
    assert accepted(IVR, custom_forward_rules=[entry])["custom_forward_rules"] == [entry]


@pytest.mark.parametrize("rule", MENU_RULES)
def test_a_menu_entry_leads_nowhere_else(rule: str) -> None:
    message = refusal(IVR, custom_forward_rules=[{"user_input": "9", rule: {"action": "TRANSFER"}}])
    assert message.startswith(f"{MENU}.{rule}.action: 'TRANSFER'")


@pytest.mark.parametrize("mode", ["GLOBAL", "CUSTOM"])
def test_modes_of_office_hours(mode: str) -> None:
    entry = {"user_input": "1", "office_hours": {"mode": mode}}
    assert accepted(IVR, custom_forward_rules=[entry])["custom_forward_rules"] == [entry]


def test_no_other_mode_of_office_hours() -> None:
    message = refusal(IVR, custom_forward_rules=[{"user_input": "1", "office_hours": {"mode": "OWN"}}])
    assert message.startswith(f"{MENU}.office_hours.mode: 'OWN'")


@pytest.mark.parametrize(("field", "limit"), [("caller_id", 64), ("description", 1024)])
def test_limits_of_outbound_caller_ids(field: str, limit: int) -> None:
    entry = {"provider_id": "7", "caller_id": "+4930123", field: "1" * limit}
    assert accepted(IVR, outbound_caller_ids=[entry])["outbound_caller_ids"] == [entry]
    message = refusal(IVR, outbound_caller_ids=[{**entry, field: "1" * (limit + 1)}])
    assert message.startswith(f"outbound_caller_ids[0].{field}: ")


@pytest.mark.parametrize("name", ["domain", "name"])
def test_what_must_not_be_empty(name: str) -> None:
    assert refusal(TENANT, **{name: ""}).startswith(f"{name}: ")
