# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Misspelt options: the message names the one that was meant, not all that there are, and is the same however the module runs."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support import modules

Options = dict[str, Any]
RULE: Options = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
IVR: Options = {"tenant": "lac.example.net", "extension_number": "8000"}

EXTRA = "fields that this collection does not know yet go into extra"

CASES: list[tuple[str, Options, list[str]]] = [
    ("portsip_ip_rule", {**RULE, "descripton": "x"}, ["descripton: unknown option; did you mean description? ({doc})"]),
    ("portsip_settings", {"xyzzy": 1}, [f"xyzzy: unknown option; {EXTRA} ({{doc}})"]),
    ("portsip_license", {"api_ulr": "x"}, ["api_ulr: unknown option; did you mean api_url? ({doc})"]),
    (
        "portsip_ivr",
        {**IVR, "custom_forward_rules": [{"user_input": "1"}, {"user_input": "2", "office_hours_forward_rule": {"nummer": "1"}}]},
        ["custom_forward_rules[1].office_hours_forward_rule.nummer: unknown key; did you mean number? ({doc})"],
    ),
    (
        "portsip_ivr",
        {**IVR, "failure_forward_rule": '{"to": "1"}'},
        ["failure_forward_rule.to: unknown key; allowed are action, number ({doc})"],
    ),
    (
        "portsip_ip_rule",
        {**RULE, **{f"option_{number}": number for number in range(7)}},
        [
            "7 options are unknown:",
            f"option_0: unknown option; {EXTRA} ({{doc}})",
            *(f"option_{number}: unknown option; {EXTRA}" for number in range(1, 5)),
            "and 2 more",
        ],
    ),
]


def _in_process(name: str, options: Options) -> Options:
    """The result of an action plugin in this process."""
    task = SimpleNamespace(
        **{"action": f"portsip.pbx.{name}", "args": options, "check_mode": False, "diff": False, "environment": []},
        **{"async_val": 0, "loop": None, "loop_with": None, "no_log": False, "_uuid": "one"},
    )
    connection = SimpleNamespace(become=None, transport="local", has_native_async=False, _shell=SimpleNamespace(), close=lambda: None)
    connection._shell = SimpleNamespace(tmpdir="", env_prefix=lambda **names: "")
    templar, loader = SimpleNamespace(template=lambda value: value), SimpleNamespace(get_basedir=lambda: ".")
    action = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.action.{name}").ActionModule
    result: Options = action(task, connection, None, loader, templar, None).run(task_vars={"inventory_hostname": "one"})
    return result


def _both(name: str, options: Options) -> Options:
    """The failure of a module, which is that of the action in process, too."""
    as_module, here = modules.run(name, options).result, _in_process(name, options)
    assert (as_module["msg"], as_module["error"]) == (here["msg"], here["error"])
    assert as_module["invocation"] == here["invocation"]
    return here


@pytest.mark.parametrize(("name", "options", "lines"), CASES, ids=[str(number) for number, _case in enumerate(CASES)])
def test_the_message_names_what_was_meant(name: str, options: Options, lines: list[str]) -> None:
    failure = _both(name, options)
    shows_all = f"ansible-doc portsip.pbx.{name} shows all options"
    assert failure["msg"].splitlines() == [line.format(doc=shows_all) for line in lines]
    assert failure["error"]["kind"] == "input"


@pytest.mark.parametrize("name", modules.NAMES)
def test_every_module_answers_in_one_line(name: str) -> None:
    failure = _both(name, {"misspelt_option": 1})
    (line,) = failure["msg"].splitlines()
    assert line.startswith("misspelt_option: unknown option")
    assert line.endswith(f"(ansible-doc portsip.pbx.{name} shows all options)")


@pytest.mark.parametrize(
    "options",
    [
        {**RULE, "target": "MAYBE"},
        {**RULE, "timeout": "soon"},
        {"state": "sideways"},
        {**RULE, "unset": {"a": 1}},
        {**RULE, "extra": [1]},
        {**RULE, "cidr": True},
        {**RULE, "timeout": 2**70},
    ],
    ids=["choice", "number", "state", "list", "mapping", "boolean", "too large"],
)
def test_each_argument_error_is_of_kind_input(options: Options) -> None:
    assert _both("portsip_ip_rule", options)["error"] == {
        "kind": "input",
        "status": None,
        "code": None,
        "detail": None,
        "method": None,
        "path": None,
    }


def test_a_missing_option_is_of_kind_input() -> None:
    failure = _both("portsip_ivr_action_url", {"name": "lookup"})
    assert failure["msg"] == "missing required arguments: ivr"
    assert failure["error"]["kind"] == "input"


def test_a_long_name_is_cut() -> None:
    failure = _both("portsip_license", {"k" * 5000: 1})
    assert len(failure["msg"]) < 400
