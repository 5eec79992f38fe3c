# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The rulebook for events: which events start which playbook, and that nothing from an event can be a template.

The events have the fields that PortSIP's knowledge base documents: its event reference for ``cdr_event`` (direction ``in`` in older
releases, ``inbound`` in newer ones), and the messages of ``extension_events`` in releases 22.2 and 22.3. Conditions of
ansible-rulebook are Jinja expressions but for its own tests, of which ``match`` is the only one here.
"""

from __future__ import annotations

import ast
import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import ChainableUndefined, Environment

CHECKOUT = Path(__file__).resolve().parents[2]
RULEBOOK = CHECKOUT / "extensions" / "eda" / "rulebooks" / "events.yml"
(RULESET,) = yaml.safe_load(RULEBOOK.read_text(encoding="utf-8"))
RULES = {rule["name"]: rule for rule in RULESET["rules"]}
AWAY, BACK, MISSED = RULES

PRESENCE = {
    "event_type": "extension_presence",
    "extension": "sip:2001@clinic.example.net",
    "presence": "LUNCH",
    "presence_note": "{{ 7*7 }}",
    "tenant_id": "792406615960584192",
    "extension_id": "792406615960584220",
    "time": "1703690547",
}
STATUS = {
    "event_type": "extension_status",
    "status": [{"extension": "sip:2001@clinic.example.net", "presence": "AWAY", "online": False, "time": "1704186780"}],
    "tenant_id": "792406615960584192",
}
CALL = {
    "event_type": "call_cdr",
    "direction": "inbound",
    "call_status": "noanswer",
    "caller": "1888722",
    "caller_display_name": "{{ lookup('ansible.builtin.pipe', 'id') }}",
    "callee": "8000",
    "callee_domain": "clinic.example.net",
    "call_id": "zw6DDIua5lyVCtcLsI1Gnw..",
    "call_targets": [{"callee": "8000", "status": "noanswer", "status_code": 480}],
    "ended_time": "1725845669",
    "session_id": "885337248273272832",
    "status_code": "480",
    "tenant_id": "883611252155219968",
    "trunk_name": "122:883631675865563136",
}
START = {"event_type": "call_start", "direction": "in", "caller": "1888722", "callee": "8000", "tenant_id": "883611252155219968"}


def started(payload: dict[str, Any]) -> list[str]:
    """The names of the rules that an event meets."""
    environment = Environment(undefined=ChainableUndefined, autoescape=False)
    environment.tests["match"] = lambda value, pattern: isinstance(value, str) and re.match(pattern, value) is not None
    event = {"payload": payload, "meta": {"endpoint": "events"}}
    return [name for name, rule in RULES.items() if environment.compile_expression(rule["condition"])(event=event)]


@pytest.mark.parametrize(
    ("payload", "rules"),
    [
        (PRESENCE, [AWAY]),
        ({**PRESENCE, "presence": "DO_NOT_DISTURB"}, [AWAY]),
        ({**PRESENCE, "presence": "ONLINE"}, [BACK]),
        ({**PRESENCE, "presence": "AVAILABLE"}, [BACK]),
        ({**PRESENCE, "presence": "SOMETHING_NEW"}, []),
        (STATUS, []),
        (CALL, [MISSED]),
        ({**CALL, "direction": "in", "call_status": "fail", "caller": "+4930123456"}, [MISSED]),
        ({**CALL, "call_status": "answered"}, []),
        ({**CALL, "direction": "outbound"}, []),
        (START, []),
        ({}, []),
    ],
)
def test_events_start_what_they_are_to_start(payload: dict[str, Any], rules: list[str]) -> None:
    assert started(payload) == rules


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "1; rm -rf /", "101\n{{ x }}", "", None, 101, ["101"], "sip:{{ x }}@a", "sip:1@a/b"])
@pytest.mark.parametrize("event", [PRESENCE, CALL])
def test_nothing_else_than_numbers_and_addresses_becomes_a_variable(event: dict[str, Any], text: Any) -> None:
    (name,) = started(event)
    taken = _taken(RULES[name])
    assert taken
    for field in taken:
        assert started({**event, field: text}) == []


@pytest.mark.parametrize("name", RULES)
def test_every_variable_is_one_of_the_playbook(name: str) -> None:
    action = RULES[name]["action"]["run_playbook"]
    playbook = CHECKOUT / "playbooks" / f"{action['name'].removeprefix('portsip.pbx.')}.yml"
    comment, _play, play = playbook.read_text(encoding="utf-8").partition("\n- name:")
    assert [variable for variable in action["extra_vars"] if variable not in comment or variable not in play] == []


def test_the_webhook_asks_for_a_token_and_every_variable_is_described() -> None:
    (source,) = RULESET["sources"]
    webhook = source["ansible.eda.webhook"]
    assert webhook.keys() == {"host", "port", "token"}
    text = RULEBOOK.read_text(encoding="utf-8")
    comment, _play, rest = text.partition("\n- name:")
    assert [name for name in re.findall(r"\{\{ (events_\w+) \}\}", rest) if name not in comment] == []


@pytest.mark.parametrize("number", ["+4930123456", "0301234", "8000", "1888722"])
def test_numbers_of_calls_stay_as_they_are(number: str) -> None:
    """ansible-rulebook takes a value that reads as a number for one."""
    event = {**CALL, "caller": number, "callee": number}
    assert started(event) == [MISSED]
    for name, template in RULES[MISSED]["action"]["run_playbook"]["extra_vars"].items():
        value = Environment(autoescape=False).from_string(template).render(event={"payload": event}, events_calls="/calls.csv")
        with contextlib.suppress(ValueError, SyntaxError):
            assert str(ast.literal_eval(value)) == value, name


def _taken(rule: dict[str, Any]) -> list[str]:
    """The fields of an event that become variables."""
    values = rule["action"]["run_playbook"]["extra_vars"].values()
    return [field for value in values for field in re.findall(r"event\.payload\.(\w+)", value)]
