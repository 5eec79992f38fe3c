# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Options as YAML reads them without quotes: numbers and booleans where text is meant, and numbers that are none."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.host.raw_options import check_raw
from ansible_collections.portsip.pbx.tests.unit.support import modules

CONNECTION = {"api_url": "http://127.0.0.1:9/api", "api_username": "admin", "api_password": "Sim-Admin-2026", "retries": 0}
ABSURD = [float("inf"), float("-inf"), float("nan"), "inf", "nan", 10**30, -(10**30), 1e300, "1e999999999", 2**64]


def _check(name: str, written: str) -> list[str]:
    """The warnings about a module's options as they are written in YAML."""
    definition = modules.module(name).MODULE
    warnings: list[str] = []
    check_raw(definition.spec, yaml.safe_load(written), definition.identifiers, warnings.append)
    return warnings


@pytest.mark.parametrize(
    ("name", "written", "named"),
    [
        ("portsip_ivr", "{tenant: lac.example.net, name: A, extension_number: 01000, pin: 0246135}", "extension_number, pin"),
        ("portsip_ivr", "{name: 0070, extension_number: '8001', pin: '508294'}", "name"),
        ("portsip_ivr", "{extension_number: 8002, pin: 508_294}", "extension_number, pin"),
        (
            "portsip_ivr",
            "{custom_forward_rules: [{user_input: '0'}, {user_input: 01, holiday_forward_rule: {number: 0100}}], exclude_list: [0100]}",
            "custom_forward_rules[1].user_input, custom_forward_rules[1].holiday_forward_rule.number, exclude_list[0]",
        ),
        ("portsip_ivr_action_url", "{ivr: 01000, name: '1'}", "ivr"),
        ("portsip_trunk_assignment", "{provider: Carrier, tenant: A, did_numbers: 49301234}", "did_numbers"),
        ("portsip_ivr_info", "{extension_number: 01000}", "extension_number"),
        ("portsip_tenant", "{name: 1.10}", "name"),
    ],
)
def test_numbers_where_text_is_meant_are_named(name: str, written: str, named: str) -> None:
    (warning,) = _check(name, written)
    assert warning.startswith(f"{named}: given as a number")
    assert "quotes" in warning
    for value in ("512", "246135", "508294", "64"):
        assert value not in warning.replace("0100 as 64", ""), "a PIN may be among them"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("portsip_ivr", "{tenant: 'lac.example.net', name: 'yes', extension_number: '01000', pin: '0246135', dtmf_interval: 3}"),
        ("portsip_ivr", "{id: 700551909773163999, state: absent}"),
        ("portsip_extension_incoming_rule", "{extension_id: 201, name: Night, interval: 136, playfile_sound: 3001}"),
        ("portsip_extension_incoming_rule_order", "{extension_id: 201, rules: [12, 14]}"),
        ("portsip_extension_phone", "{extension_id: 201, record_stereo: yes, announce_sound_upon_incoming_call: 3001}"),
        ("portsip_tenant", "{domain: a.example.net, enabled: yes, extra: {later: 5, other: yes}}"),
    ],
)
def test_what_is_meant_as_it_is_written_gives_no_warning(name: str, written: str) -> None:
    assert _check(name, written) == []


@pytest.mark.parametrize(
    ("name", "written", "path"),
    [
        ("portsip_ivr", "{tenant: lac.example.net, name: yes, extension_number: '8002'}", "name"),
        ("portsip_ivr", "{tenant: no, extension_number: on}", "tenant, extension_number"),
        ("portsip_ivr", "{custom_forward_rules: [{user_input: no}]}", "custom_forward_rules[0].user_input"),
        ("portsip_transport", "{protocol: TCP, port: yes}", "port"),
        ("portsip_tenant", "{domain: off, email_recipients: [true]}", "domain, email_recipients[0]"),
    ],
)
def test_booleans_where_text_is_meant_are_refused(name: str, written: str, path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        _check(name, written)
    assert str(caught.value).startswith(f"{path}: given as a boolean")
    assert "quotes" in str(caught.value)


@pytest.mark.parametrize("value", ABSURD, ids=str)
@pytest.mark.parametrize(
    ("name", "options", "path"),
    [
        ("portsip_queue_agent", {"extension_id": 1, "name": "A"}, "extension_id"),
        ("portsip_tenant", {"domain": "a.example.net"}, "max_extensions"),
        ("portsip_tenant", {"domain": "a.example.net"}, "timeout"),
        ("portsip_tenant", {}, "max_extensions"),
    ],
)
def test_absurd_numbers_are_refused_by_name(name: str, options: dict[str, Any], path: str, value: Any) -> None:
    result = modules.run(name, {**CONNECTION, **options, path: value})
    assert result.failed
    assert result.result["error"]["kind"] == "input"
    assert result.result["msg"].startswith(f"{path}: ")


def test_a_threshold_is_a_finite_number() -> None:
    for value in (float("inf"), float("nan"), "nan"):
        result = modules.run("portsip_notification", {**CONNECTION, "cpu_threshold": value})
        assert result.result["msg"].startswith("cpu_threshold: ")


def test_as_a_module_the_warning_and_the_refusal_reach_the_user() -> None:
    options = {**CONNECTION, "tenant": "lac.example.net", "name": "A", "pin": 508294, "extension_number": 8002}
    warned = modules.run("portsip_ivr", options)
    (warning,) = warned.result["warnings"]
    assert "pin, extension_number: given as a number" in str(warning)
    assert "508294" not in str(warned.result["warnings"])
    refused = modules.run("portsip_ivr", {**options, "name": True})
    assert refused.result["msg"].startswith("name: given as a boolean")
    assert refused.result["error"]["kind"] == "input"
    assert "508294" not in refused.text
