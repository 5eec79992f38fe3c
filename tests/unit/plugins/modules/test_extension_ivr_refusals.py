# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""IVRs that are refused before anything is sent, or written."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.ivr import (
    EXTENSION,
    HANGUP,
    LOGIN,
    READ,
    context,
    jump,
)
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

Json = dict[str, Any]


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR 801."""
    return Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})


BAD: list[tuple[Json, str, str]] = [
    ({"contexts": [context("A"), context("A")]}, "contexts", "duplicate name 'A'"),
    ({"contexts": [context("A", id=3), context("B", id=3)]}, "contexts", "duplicate id 3"),
    (
        {"contexts": [{"name": "A", "options": [{"digits": "1"}, {"digits": "1"}]}]},
        "contexts[0].options",
        "digits '1' stand in the list more than once",
    ),
    ({"contexts": [context("A", timeout=-1)]}, "contexts[0].timeout", "0 or more"),
    ({"contexts": [context("")]}, "contexts[0].name", "must not be empty"),
    ({"contexts": [context("A", {"1": [jump("B")]})]}, "contexts[0].options[0].rules[0].context", "'B'"),
    ({"contexts": [context("A")], "entry_context": "B"}, "entry_context", "'B'"),
    ({"unset": ["contexts"]}, "unset", "empty list"),
    ({"unset": ["colour"]}, "unset", "not a field"),
    ({"vm_mailto": "nobody"}, "vm_mailto", "email address"),
    ({"lifetime": -5}, "lifetime", "0 or more"),
]
RULES: list[tuple[Json, str]] = [
    ({"action": "transfer"}, "action transfer needs transfer_dst"),
    ({"action": "simple_transfer", "transfer_dst": ""}, "action simple_transfer needs transfer_dst"),
    ({"action": "play_sound"}, "action play_sound needs sound"),
    ({"action": "play_silence"}, "needs silence_time"),
    ({"action": "jump_to_context"}, "needs context"),
    ({"action": "play_digits"}, "needs digits"),
    ({"action": "play_digits_from_variable"}, "needs play_digits_variable"),
    ({"action": "call_interactive"}, "needs call_interactive_url"),
    ({"action": "transfer_from_variable"}, "needs transfer_variable"),
    ({"action": "set_variable", "set_variable_value": "1"}, "needs set_variable_name"),
    ({"action": "set_caller_id_name"}, "needs caller_id_name"),
    ({"action": "set_caller_id_number"}, "needs caller_id_number"),
    ({"action": "record_digits"}, "needs record_digits_variable"),
    ({"action": "voice_helper"}, "needs voice_helper_rules"),
    ({"action": "voice_helper", "voice_helper_rules": []}, "needs voice_helper_rules"),
    ({"action": "voice_helper", "voice_helper_rules": [{"to_option": "1", "transcription": "a||b"}]}, "separated by |"),
    ({"action": "voice_helper", "voice_helper_rules": [{"to_option": "", "transcription": "a"}]}, "to_option"),
    ({"action": "hangup", "caller_id_action": "matches"}, "caller_id_action matches needs caller_id"),
    ({"action": "hangup", "caller_id_action": "not_matches", "caller_id": ""}, "caller_id_action not_matches needs caller_id"),
    ({"action": "hangup", "caller_id_action": "matches", "caller_id": "("}, "regular expression"),
    ({"action": "hangup", "match_variable_value": "1"}, "match_variable_value needs match_variable_name"),
    ({"action": "hangup", "context_option": "1"}, "context_option needs context"),
    ({"action": "transfer", "transfer_dst": " ".join(map(str, range(201, 212)))}, "at most 10"),
    ({"action": "transfer", "transfer_dst": "201", "transfer_timeout": -1}, "transfer_timeout"),
]


@pytest.mark.parametrize(
    ("options", "option", "text"),
    [*BAD, *(({"contexts": [context("A", {"1": [HANGUP, rule]})]}, "contexts[0].options[0].rules[1]", text) for rule, text in RULES)],
)
def test_what_is_wrong_is_said_before_the_first_request(options: Json, option: str, text: str, task: Task) -> None:
    error = task.fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert str(error).startswith(option)
    assert text in str(error)


@pytest.mark.parametrize(
    ("rule", "kind", "text"),
    [
        (jump("99"), NotFound, "contexts[0].options[0].rules[0].context: there is no context"),
        (jump("A", context_option="7"), InvalidInput, "rule 1 of option '1' of context 'A' leads to the option '7'"),
    ],
)
def test_where_a_rule_leads_is_checked_before_the_first_write(rule: Json, kind: type, text: str, task: Task) -> None:
    error = task.fails(requests=[LOGIN, READ], contexts=[context("A", {"1": [rule]})])
    assert isinstance(error, kind)
    assert str(error).startswith((text, f"contexts: {text}"))
