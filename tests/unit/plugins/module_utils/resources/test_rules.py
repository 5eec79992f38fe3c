# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules that are more than a limit: PINs, networks, times, forward rules, lists."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension.queue_agent import QUEUE_AGENT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.options import accepted, refusal

# PIN (22.2: 6 to 10 digits; 22.3: 4 or more, as the tenant's policy says)


@pytest.mark.parametrize("pin", ["284193", "1357908642", "1357", "112244", "990099", "135790135790"])
def test_a_pin(pin: str) -> None:
    assert accepted(IVR, pin=pin)["pin"] == pin


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("111222", "same digit three times"),
        ("284000", "same digit three times"),
        ("012846", "sequence"),
        ("284789", "sequence"),
        ("123456", "sequence"),
        ("135", "digits"),
        ("28419a", "digits"),
        ("2841 93", "digits"),
        ("٢٨٤١٩٣", "digits"),
    ],
)
def test_a_pin_against_the_policy_is_refused_without_showing_it(pin: str, why: str) -> None:
    message = refusal(IVR, pin=pin)
    assert message.startswith("pin: ")
    assert why in message
    assert pin not in message


# Forward rules

RULES = ("timeout_forward_rule", "failure_forward_rule", "night_mode_forward_rule")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("number", [{}, {"number": ""}])
def test_forwarding_to_a_number_needs_one(rule: str, number: dict[str, str]) -> None:
    message = refusal(IVR, **{rule: {"action": "FORWARD_TO_NUMBER", **number}})
    assert message.startswith(f"{rule}: ")
    assert "needs number" in message


def test_forwarding_to_a_number_needs_one_in_a_menu_too() -> None:
    entries = [
        {"user_input": "1", "holiday_forward_rule": {"action": "HANGUP"}},
        {"user_input": "2", "office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER"}},
    ]
    message = refusal(IVR, custom_forward_rules=entries)
    assert message.startswith("custom_forward_rules[1].office_hours_forward_rule: ")


@pytest.mark.parametrize("action", ["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL"])
def test_a_number_goes_with_forwarding(action: str) -> None:
    rule = {"action": action, "number": "2000"}
    assert accepted(IVR, failure_forward_rule=rule)["failure_forward_rule"] == rule


@pytest.mark.parametrize("action", ["REPEAT", "HANGUP"])
def test_a_number_goes_with_nothing_else(action: str) -> None:
    message = refusal(IVR, failure_forward_rule={"action": action, "number": "2000"})
    assert message.startswith("failure_forward_rule: ")
    assert action in message


def test_a_number_alone_may_change() -> None:
    assert accepted(IVR, failure_forward_rule={"number": "2000"})["failure_forward_rule"] == {"number": "2000"}


def test_each_input_stands_in_a_menu_once() -> None:
    message = refusal(IVR, custom_forward_rules=[{"user_input": "1"}, {"user_input": "2"}, {"user_input": "1"}])
    assert message.startswith("custom_forward_rules: ")
    assert "'1'" in message


def test_a_menu_entry_needs_its_input() -> None:
    assert refusal(IVR, custom_forward_rules=[{"holidays": []}]).startswith("custom_forward_rules[0].user_input: ")


# Networks, times, ports


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("192.0.2.0/24", "192.0.2.0/24"),
        ("192.0.2.7/24", "192.0.2.0/24"),
        ("192.0.2.7", "192.0.2.7/32"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("2001:DB8::1/32", "2001:db8::/32"),
        ("2001:db8:0:0:0:0:0:1", "2001:db8::1/128"),
        ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
    ],
)
def test_networks_are_brought_into_one_form(given: str, means: str) -> None:
    assert accepted(IP_RULE, cidr=given)["cidr"] == means


@pytest.mark.parametrize(
    "cidr", ["300.1.2.3/24", "192.0.2.0/33", "192.0.2", "2001:db8::/129", "2001:db8:::/32", "example.net", "", "10.0.0.0/8/8"]
)
def test_what_is_no_network(cidr: str) -> None:
    message = refusal(IP_RULE, cidr=cidr)
    assert message.startswith("cidr: ")
    assert repr(cidr) in message


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("2027-06-30T22:00:00Z", "2027-06-30T22:00:00Z"),
        ("2027-07-01T00:00:00+02:00", "2027-06-30T22:00:00Z"),
        ("2027-06-30T22:00:00.000Z", "2027-06-30T22:00:00Z"),
        ("2027-06-30 22:00:00+00:00", "2027-06-30T22:00:00Z"),
        ("2027-06-30t22:00:00z", "2027-06-30T22:00:00Z"),
        ("", ""),
    ],
)
def test_times_are_brought_into_one_form(given: str, means: str) -> None:
    assert accepted(IP_RULE, expire_at=given)["expire_at"] == means


@pytest.mark.parametrize("value", ["2027-06-30", "2027-06-30T22:00:00", "tomorrow", "2027-13-01T00:00:00Z", "1830290400"])
def test_what_is_no_point_in_time(value: str) -> None:
    message = refusal(IP_RULE, expire_at=value)
    assert message.startswith("expire_at: ")
    assert "offset" in message


@pytest.mark.parametrize("protocol", ["TCP", "TLS"])
def test_port_0_is_reserved(protocol: str) -> None:
    message = refusal(TRANSPORT, protocol=protocol, port=0)
    assert "port 0" in message
    assert protocol in message
    assert accepted(TRANSPORT, protocol="UDP", port=0) == {"protocol": "UDP", "port": 0}


# Lists, mappings, combinations


@pytest.mark.parametrize(
    ("given", "means"),
    [
        (["a@example.net", "b@example.net"], ["a@example.net", "b@example.net"]),
        ("a@example.net, b@example.net", ["a@example.net", "b@example.net"]),
        (["a@example.net,b@example.net"], ["a@example.net", "b@example.net"]),
        ([], []),
        ([""], []),
        ("", []),
        ([f"user{number}@example.net" for number in range(15)], [f"user{number}@example.net" for number in range(15)]),
    ],
)
def test_mail_recipients(given: Any, means: list[str]) -> None:
    assert accepted(TENANT, email_recipients=given)["email_recipients"] == means


@pytest.mark.parametrize(
    ("given", "named"),
    [([f"user{number}@example.net" for number in range(16)], "15"), (["a@b.c", "nobody"], "'nobody'"), (["a b@c"], "'a b@c'")],
)
def test_mail_recipients_that_are_refused(given: Any, named: str) -> None:
    message = refusal(TENANT, email_recipients=given)
    assert message.startswith("email_recipients: ")
    assert named in message


@pytest.mark.parametrize(
    ("given", "means"),
    [
        (["1001-2001", "3000"], ["1001-2001", "3000"]),
        ("1001-2001;3000", ["1001-2001", "3000"]),
        (["1001-2001,3000", " 4000"], ["1001-2001", "3000", "4000"]),
        (["3000-3000"], ["3000-3000"]),
        ([], []),
    ],
)
def test_excluded_numbers(given: Any, means: list[str]) -> None:
    assert accepted(IVR, exclude_list=given)["exclude_list"] == means


@pytest.mark.parametrize("value", ["2001-1001", "10-20-30", "abc", "-5"])
def test_excluded_numbers_that_are_refused(value: str) -> None:
    message = refusal(IVR, exclude_list=["1000", value])
    assert message.startswith("exclude_list: ")
    assert repr(value) in message


@pytest.mark.parametrize(
    ("headers", "means"),
    [
        ({"Accept": "application/json", "X-Number": 5}, {"Accept": "application/json", "X-Number": "5"}),
        ({"X-Back": "https://crm.example.com:8443/x"}, {"X-Back": "https://crm.example.com:8443/x"}),
        ({}, {}),
    ],
)
def test_headers(headers: Any, means: Any) -> None:
    assert accepted(IVR_ACTION_URL, headers=headers)["headers"] == means


@pytest.mark.parametrize("headers", [{"X-Query": "geheim1&b=2"}, {"X:Y": "geheim1"}, {"X&Y": "geheim1"}, {"": "geheim1"}])
def test_headers_that_one_string_cannot_hold(headers: dict[str, str]) -> None:
    message = refusal(IVR_ACTION_URL, headers=headers)
    assert message.startswith("headers: ")
    assert "geheim1" not in message


def test_a_match_length_needs_its_match_type() -> None:
    for match_type in ("DISABLE", "MATCH_EXACTLY"):
        assert "contact_match_length" in refusal(TENANT, contact_match_type=match_type, contact_match_length=7)
    given = {"contact_match_type": "MATCH_LENGTH", "contact_match_length": 7}
    assert accepted(TENANT, **given) == given


@pytest.mark.parametrize("kinds", [({}, {}), ({}, {"type": "local"}), ({"type": "remote"}, {"type": "remote"})])
def test_a_queue_is_joined_once(kinds: tuple[dict[str, str], dict[str, str]]) -> None:
    message = refusal(QUEUE_AGENT, queues=[{"queue": 901, **kind} for kind in kinds])
    assert message.startswith("queues: ")
    assert "901" in message


def test_a_queue_may_be_joined_in_both_of_its_lists() -> None:
    queues = [{"queue": 901, "type": "local"}, {"queue": 901, "type": "remote"}]
    assert accepted(QUEUE_AGENT, queues=queues)["queues"] == queues
