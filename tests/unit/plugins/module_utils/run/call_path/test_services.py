# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where a call to a receptionist, a ring group or a queue ends."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.practice import KEY_1, MONDAY, SUNDAY, TO_BOX, group, menu, through, where

WITHOUT_INPUT = {"timeout_forward_rule": {"timeout": 5, "repeat_times": 2, "action": "HANGUP"}}
URL = {"name": "Look up", "enabled": True, "type": "DTMF", "dtmf_mask": "10-19", "method": "GET", "url": "https://a.example.net"}
SERVICES = [
    ("a receptionist answers", through(menu()), MONDAY, {}, ("ivr", "8000")),
    ("a key in office hours", through(menu(custom_forward_rules=[KEY_1])), MONDAY, {"keys": ("1",)}, ("user", "1010")),
    ("a key at other times", through(menu(custom_forward_rules=[KEY_1])), SUNDAY, {"keys": ("1",)}, ("shared_voicemail", "7900")),
    ("no input", through(menu(**WITHOUT_INPUT)), MONDAY, {"keys": ("timeout",)}, ("hangup", "")),
    ("a failed transfer", through(menu(failure_forward_rule=TO_BOX)), MONDAY, {"keys": ("failure",)}, ("shared_voicemail", "7900")),
    ("a known extension", through(menu()), MONDAY, {"keys": ("1010",)}, ("user", "1010")),
    ("an extension that is kept from callers", through(menu(exclude_list=["1000-1999"])), MONDAY, {"keys": ("1010",)}, ("ivr", "8000")),
    ("a wrong key, then a right one", through(menu(custom_forward_rules=[KEY_1])), MONDAY, {"keys": ("9", "1")}, ("user", "1010")),
    ("an action URL overrides the menu", through(menu(action_urls=[URL])), MONDAY, {"keys": ("12",)}, ("action_url", "")),
    (
        "an action URL that is switched off",
        through(menu(action_urls=[{**URL, "enabled": False}])),
        MONDAY,
        {"keys": ("12",)},
        ("ivr", "8000"),
    ),
    (
        "dialling out",
        through(menu(custom_forward_rules=[{"user_input": "5", "office_hours_forward_rule": {"action": "DISA"}}])),
        MONDAY,
        {"keys": ("5",)},
        ("dial_out", ""),
    ),
    (
        "a key with a number sign",
        through(menu(custom_forward_rules=[{**KEY_1, "user_input": "1#"}])),
        MONDAY,
        {"keys": ("1",)},
        ("user", "1010"),
    ),
    (
        "night mode of the receptionist",
        through(menu(enable_night_mode=True, night_mode_forward_rule=TO_BOX)),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "night mode of the tenant",
        through(menu(night_mode_forward_rule=TO_BOX), enable_night_mode=True),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    ("night mode without a rule", through(menu(), enable_night_mode=True), MONDAY, {}, ("nowhere", "")),
    ("a ring group", through(group("7010", "1010"), "ring_groups"), MONDAY, {}, ("ring_group", "7010")),
    (
        "a ring group that nobody answers",
        through(group("7010", "1010", no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {"answered": False},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group that is offline",
        through(group("7010", "1010", no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {"status": (("1010", "offline"),)},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group without members",
        through(group(no_answer_forward_rule=TO_BOX), "ring_groups"),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "a ring group that repeats",
        through(group("7010", "1010", no_answer_forward_rule={"action": "REPEAT"}), "ring_groups"),
        MONDAY,
        {"answered": False},
        ("loop", "7010"),
    ),
    ("a queue", through(group("7040", "1010"), "call_queues"), MONDAY, {}, ("call_queue", "7040")),
    (
        "a queue after waiting",
        through(group("7040", "1010", no_answer_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"answered": False},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue without agents",
        through(group("7040", no_answer_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue that waits for agents",
        through(group("7040", wait_when_no_agents_online=True), "call_queues"),
        MONDAY,
        {},
        ("call_queue", "7040"),
    ),
    (
        "leaving a queue",
        through(group("7040", "1010", enable_exit_forward_rule=True, exit_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"keys": ("exit",)},
        ("shared_voicemail", "7900"),
    ),
    (
        "a queue that cannot be left",
        through(group("7040", "1010", exit_forward_rule=TO_BOX), "call_queues"),
        MONDAY,
        {"keys": ("exit",)},
        ("call_queue", "7040"),
    ),
]


@pytest.mark.parametrize(("name", "definition", "at", "call", "expected"), SERVICES, ids=[case[0] for case in SERVICES])
def test_services(name: str, definition: Any, at: str, call: dict[str, Any], expected: tuple[str, str]) -> None:
    assert where(definition, at, **call) == expected
