# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What stands where a mapping should, and characters that no text has: the failure names the option, however the module runs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.interruption import Lifeline
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.host.invocation import ShownOptions
from ansible_collections.portsip.pbx.plugins.module_utils.host.outcome import TaskContext, outcome
from ansible_collections.portsip.pbx.plugins.module_utils.host.raw_options import check_raw
from ansible_collections.portsip.pbx.tests.unit.support import modules
from ansible_collections.portsip.pbx.tests.unit.support.each import for_each


class Quiet(TaskContext):
    """A context that shows nothing."""

    check_mode = False

    def __init__(self) -> None:
        super().__init__(ShownOptions({}, {}), Lifeline())

    def progress(self, text: str) -> None:
        """Show nothing."""


NAMES = sorted(path.stem for path in (Path(__file__).resolve().parents[4] / "plugins" / "modules").glob("portsip_*.py"))
WRONG = {"text": "x", "a number": 7, "a boolean": True, "a list": [1]}


def _mappings(spec: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """Path and type of each option that holds mappings, at every depth."""
    for name, option in spec.items():
        path = f"{place}{name}"
        if option.get("type") == "dict" or option.get("elements") == "dict":
            yield path, option["type"]
            below = f"{path}[0]." if option["type"] == "list" else f"{path}."
            yield from _mappings(option.get("options") or {}, below)


SPECS = {name: modules.module(name).MODULE for name in NAMES}
MAPPINGS = [(name, path, kind) for name, definition in SPECS.items() for path, kind in _mappings(definition.spec)]


def _given(path: str, value: Any) -> dict[str, Any]:
    for part in reversed(path.split(".")):
        name = part.removesuffix("[0]")
        value = {name: [value] if part.endswith("[0]") else value}
    return dict(value)


def _refusal(name: str, given: Any) -> str:
    with pytest.raises(InvalidInput) as caught:
        check_raw(SPECS[name].spec, given, (), lambda text: None)
    return str(caught.value)


def test_the_specs_have_mappings() -> None:
    assert {("portsip_queue_agent", "queues", "list"), ("portsip_ivr", "timeout_forward_rule", "dict")} <= set(MAPPINGS)
    assert len(MAPPINGS) > 70


@for_each(MAPPINGS, lambda name, _path, _kind: name)
def test_something_else_in_place_of_a_mapping(name: str, path: str, kind: str) -> None:
    for said, value in WRONG.items():
        if kind == "dict":
            assert _refusal(name, _given(path, value)) == f"{path}: given as {said}, not as a mapping."
        else:
            assert _refusal(name, _given(path, [{}, value])) == f"{path}[1]: given as {said}, not as a mapping."
            if said != "a list":
                assert _refusal(name, _given(path, value)) == f"{path}: given as {said}, not as a list of mappings."
    if kind == "list":
        assert _refusal(name, _given(path, {})) == f"{path}: given as a mapping, not as a list of mappings."


@pytest.mark.parametrize("text", ["[{'queue': 901}]", '[{"queue": 901, "level": 1}]', "[...]", " [{queue: 901}]"])
def test_a_list_as_text_on_a_command_line(text: str) -> None:
    said = _refusal("portsip_queue_agent", {"extension_id": "201", "queues": text})
    assert said.startswith("queues: given as text, not as a list of mappings. On a command line, give all options as one JSON text: ")
    assert said.endswith("-a '{\"queues\": ...}'.")


@pytest.mark.parametrize("value", [None, {}, {"action": "HANGUP"}, '{"action": "HANGUP"}', "action=HANGUP"])
def test_what_ansible_takes_for_a_mapping(value: Any) -> None:
    check_raw(SPECS["portsip_ivr"].spec, {"failure_forward_rule": value}, (), lambda text: None)


@for_each(itertools.product(NAMES, [("a\x00b", "U+0000"), ("\x1b]0;x\x07", "U+001B"), ("a\ud800", "surrogate")]), lambda name, _text: name)
def test_characters_that_no_text_has(name: str, text: tuple[str, str]) -> None:
    value, said = text
    spec = SPECS[name].spec
    texts = [option for option, described in spec.items() if described.get("type", "str") in ("str", "path") and "choices" not in described]
    lists = [option for option, described in spec.items() if described.get("elements") == "str" and "choices" not in described]
    free = [option for option, described in spec.items() if described.get("type") == "dict" and "options" not in described]
    cases = {
        **{option: (option, value) for option in texts},
        **{f"{option}[1]": (option, ["x", value]) for option in lists},
        **{f"{option}.a": (option, {"a": value}) for option in free},
    }
    assert "ca_path" in cases
    for path, (option, given) in cases.items():
        result = outcome(SPECS[name], {**dict.fromkeys(spec), option: given}, Quiet(), None, diff=False)
        assert result["error"]["kind"] == "input"
        assert result["msg"].startswith(f"{path}: the value given must")
        assert said in result["msg"]
        assert all(character.isprintable() for character in result["msg"])
