# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every module, old or new: its life, its documented examples and options that do not fit come out the same both ways."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.parameters import PASS_VARS

from parity.cases import described, first_of, life_of
from parity.examples import CONNECTION, MODULES, NORTHSIDE, examples_of
from parity.harness import CHECKOUT, WAYS, Json
from parity.smoke import FEW, SMOKE, by_module, marks_of
from parity.twins import Twins
from parity.variables import filled, secrets_hidden

RUNS: tuple[Json, ...] = ({"check": True}, {}, {"diff": False})
EXAMPLES = [
    pytest.param(module, args, id=f"{module}-{number}", marks=marks_of(module))
    for module in MODULES
    for number, args in enumerate(examples_of(module))
]


def _compare(twins: Twins, runs: list[Json], polls: str | None = None) -> list[Json]:
    """Run, and compare results, requests, and what then is on the PBX and in files; the results.

    :param polls: an expression for the paths that are asked again and again until something has happened.
    """
    here, there = twins.run(runs)
    for run, one, other in zip(runs, here, there, strict=True):
        assert one == other, run
    here_asked, there_asked = twins.requests(polls)
    assert here_asked == there_asked
    here_left, there_left = twins.states()
    assert here_left == there_left
    return here


def test_every_module_has_an_example() -> None:
    assert {parameters.values[0] for parameters in EXAMPLES} == set(MODULES)
    assert described().keys() <= set(MODULES)


def test_the_smoke_set_names_modules() -> None:
    assert set(MODULES) >= SMOKE | FEW


def test_every_module_has_its_cases() -> None:
    groups = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["action_groups"]
    assert [module for module in groups["portsip"] if module not in described()] == [], "add tests/parity/modules/NAME.yml"


@pytest.mark.skipif("inject_invocation" not in PASS_VARS, reason="before ansible-core 2.21 each result has its options")
@pytest.mark.parametrize("args", [{"cidr": "192.0.2.0/24", "action": "ALLOW"}, {"cidr": "nowhere"}, {"cdir": "192.0.2.0/24"}])
def test_options_are_in_the_result_only_where_a_setting_asks(twins: Twins, args: Json) -> None:
    runs: list[Json] = [{"module": "portsip.pbx.portsip_ip_rule", "args": args, "invocation": wanted} for wanted in (True, False)]
    with_options, without = _compare(twins, runs)
    assert "invocation" in with_options
    assert "invocation" not in without


@pytest.mark.parametrize(("module", "args"), EXAMPLES)
def test_examples(twins: Twins, module: str, args: Json) -> None:
    twins.prepare(NORTHSIDE)
    one_by_one = {"parallel": 1} if module == "portsip_config" else {}  # ids are given in the order in which objects are created
    _compare(twins, [{"module": f"portsip.pbx.{module}", "args": {**args, **one_by_one}, **how} for how in RUNS])


@by_module(described())
def test_a_life(twins: Twins, module: str) -> None:
    about = described()[module]
    twins.prepare(filled(about.get("prepare", [])))
    life = life_of(module, about)
    runs = [{"module": f"portsip.pbx.{module}", "args": filled(args), **how} for args, how, _expect in life]
    results = _compare(twins, runs, about.get("polls"))
    found = ["failed" if result.get("failed") else "changed" if result["changed"] else "ok" for result in results]
    assert found == [expect for _args, _how, expect in life], results
    shown = json.dumps(results)
    assert [name for name, secret in secrets_hidden().items() if secret in shown] == []


def test_a_life_is_the_same_however_long_a_removal_takes(twins: Twins) -> None:
    about = described()["portsip_tenant"]
    for way, seconds in zip(WAYS, (0.05, 0.9), strict=True):
        twins.simulators[way].configure(deletion_delay=seconds)
    runs = [
        {"module": "portsip.pbx.portsip_tenant", "args": filled(args), **how} for args, how, _expect in life_of("portsip_tenant", about)
    ]
    _compare(twins, runs, about["polls"])


@by_module(described())
def test_what_is_not_allowed_makes_no_request(twins: Twins, module: str) -> None:
    about = described()[module]
    args = filled({**about.get("common", {}), **about["refused"]})
    here, there = twins.run([{"module": f"portsip.pbx.{module}", "args": args}])
    assert here == there
    assert here[0]["failed"]
    assert here[0]["error"]["kind"] == "input"
    assert re.search(about["says"], here[0]["msg"])
    assert twins.requests() == [[], []]


@by_module(module for module, about in described().items() if about["trouble"])
def test_trouble(twins: Twins, module: str) -> None:
    about = described()[module]
    twins.prepare([*filled(about.get("prepare", [])), {"call": "faults", **about["trouble"]}])
    (result,) = _compare(twins, [{"module": f"portsip.pbx.{module}", "args": filled(first_of(about))}])
    assert result.get("failed"), result
    assert result["error"]["status"] == about["trouble"]["status"]


WRONG: dict[str, list[Any]] = {
    "int": ["soon", {"odd": "thing"}],
    "float": ["soon"],
    "bool": ["perhaps", {}],
    "dict": [-86420, "no mapping", ["odd"]],
    "list": [{"odd": "thing"}, -86420, [{"odd": None}, -86420]],
    "str": [{"odd": "thing"}, ["odd"], -86420, True],
    "path": [["odd"], -86420],
}


def _misfits(spec: Json) -> Iterator[Json]:
    """Options that do not fit an argument spec, each in one way: one for each type, choice and mapping that there is."""
    yield {}
    yield {"no_such_option": 1}
    yield dict.fromkeys(spec)
    types: set[str] = set()
    for name, option in spec.items():
        kind = option.get("type", "str") + (" secret" if option.get("no_log") else "")
        if kind not in types:
            yield from ({name: value} for value in WRONG.get(option.get("type", "str"), []))
        types.add(kind)
        if "choices" in option:
            yield {name: "NEVER"}
        if "options" in option:
            inner = {"no_such_option": 1, **dict.fromkeys(option["options"], {"odd": "thing"})}
            yield from ({name: [value] if option.get("type") == "list" else value} for value in (inner, -86420))


@by_module(MODULES, FEW)
def test_options_that_do_not_fit(twins: Twins, module: str) -> None:
    spec = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{module}").MODULE.spec
    own = spec if module == "portsip_ip_rule_info" else {name: option for name, option in spec.items() if not CONNECTION.fullmatch(name)}
    required = {name: "word" for name, option in own.items() if option.get("required")}
    given = [args for misfit in _misfits(own) for args in ([misfit, {**required, **misfit}] if required else [misfit])]
    _compare(twins, [{"module": f"portsip.pbx.{module}", "args": args} for args in given])
