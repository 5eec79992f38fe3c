# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No secret is shown, whichever option it stands in and however the task ends; what only equals a secret is not touched."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from parity.cases import described, first_of
from parity.examples import MODULES
from parity.harness import Json
from parity.sentinels import few_of_each_shape, sentinels_in, variants
from parity.smoke import FEW, by_module
from parity.twins import Twins
from parity.variables import filled

WRITES = "/(?!login|auth|oauth|tenants/switch)"
LOGIN = ("login", "logout")


def _spec(module: str) -> Json:
    spec: Json = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{module}").MODULE.spec
    return spec


@by_module(MODULES, FEW)
@pytest.mark.parametrize("options", ["few", pytest.param("all", marks=pytest.mark.long)])
def test_no_option_shows_a_secret(twins: Twins, module: str, options: str) -> None:
    """In the gate some options of each shape stand for the others; every secret one is tried."""
    about = described()[module]
    twins.prepare(filled(about.get("prepare", [])))
    spec = _spec(module)
    if module not in ("portsip_login", "portsip_ip_rule"):  # the options of the connection are the same in all
        spec = {name: option for name, option in spec.items() if not name.startswith(("api_", "extension_api", "extension_t", "client_"))}
    spec = few_of_each_shape(spec) if options == "few" else spec
    first = filled(first_of(about))
    given = [{**first, **variant, "timeout": 5} for variant in variants(spec)]
    here, there = twins.run([{"module": f"portsip.pbx.{module}", "args": args, "check": True} for args in given])
    for args, one, other in zip(given, here, there, strict=True):
        assert one == other, args
        shown = json.dumps(one)
        assert {secret for secret in sentinels_in(args) if secret in shown} == set(), (args, one)


QUOTING = sorted(module for module in described() if (described()[module].get("trouble") or {}).get("method") in ("POST", "PUT"))
HARD = "Pa\"s\\s'w ü/=&%é漢"


@pytest.mark.parametrize("form", ["plain", "json", "repr", "percent"])
@by_module(QUOTING)
def test_an_api_that_quotes_the_request_shows_none(twins: Twins, module: str, form: str) -> None:
    about = described()[module]
    first = filled(first_of(about))
    secrets = _secrets(_spec(module), first)
    twins.prepare([*filled(about.get("prepare", [])), {"call": "faults", "method": "POST", "path": WRITES, "quote": form, "times": None}])
    twins.prepare([{"call": "faults", "method": "PUT", "path": WRITES, "quote": form, "times": None}])
    here, there = twins.run([{"module": f"portsip.pbx.{module}", "args": first}])
    assert here == there
    shown = json.dumps(here[0], ensure_ascii=False)
    for secret in secrets:
        for part in secret.splitlines():
            if len(part) >= 4 and not part.startswith("-----"):
                assert {spelling for spelling in (part, quote(part, safe=""), json.dumps(part)[1:-1]) if spelling in shown} == set()


def _secrets(spec: Json, args: Json) -> set[str]:
    """The values of secret options."""
    found: set[str] = set()
    for name, value in args.items():
        option = spec.get(name, {})
        if option.get("no_log") and isinstance(value, str):
            found.add(value)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "options" in option:
                found |= _secrets(option["options"], item)
    return found


EVENT: Json = {
    **{"enabled": True, "url": "https://h.example.net/", "auth": "BASIC"},
    **{"username": "user01", "password": "pa55word", "token": f"{HARD}-2"},
}
QUOTED: dict[str, Json] = {
    "portsip_tenant": {"domain": "t.example.net", "cdr_event": EVENT, "max_extensions": 7},
    "portsip_ivr_action_url": {
        **{"tenant": "t.example.net", "ivr": "8000", "name": "n", "type": "CALLER", "caller_mask": "*", "method": "GET"},
        **{"url": f"https://h.example.net/?token={quote(HARD)}", "headers": {"X-Api-Key": 'Hdr/s"3é'}, "token": f"{HARD}-2"},
        "password": "pa55word",
    },
}


@pytest.mark.parametrize("form", ["plain", "json", "repr", "percent"])
@pytest.mark.parametrize("module", QUOTED)
def test_hard_secrets_in_a_quote(twins: Twins, module: str, form: str) -> None:
    twins.prepare([{"call": "seed/add_tenant", "domain": "t.example.net", "name": "T", "id": "tenant-1"}])
    twins.prepare([{"call": "seed/add_ivr", "tenant_id": "tenant-1", "extension_number": "8000", "name": "R"}])
    twins.prepare([{"call": "faults", "method": "POST", "path": WRITES, "quote": form, "times": None}])
    here, there = twins.run([{"module": f"portsip.pbx.{module}", "args": QUOTED[module]}])
    assert here == there
    assert here[0]["error"]["status"] == 400, here[0]["msg"]
    assert "********" in here[0]["error"]["detail"]
    shown = json.dumps(here[0], ensure_ascii=False)
    for part in ("Pa", "pa55word", "漢", "Hdr", "%E6%BC%A2", "\\u6f22"):
        assert part not in shown, here[0]


def test_what_equals_a_secret_stays(twins: Twins) -> None:
    for pbx in twins.simulators.values():
        pbx.configure(ids="digits")
    twins.prepare([{"call": "seed/add_tenant", "domain": "lac.example.net", "name": "Lac", "id": "tenant-1"}])
    common: Json = {"tenant": "lac.example.net"}
    made = [{**common, "name": f"Desk {number}", "extension_number": str(number), "pin": str(number)} for number in (8020, 8135, 9092)]
    module = "portsip.pbx.portsip_ivr"
    here, there = twins.run([{"module": module, "args": args} for args in made])
    assert here == there
    ids = {ivr["extension_number"]: identifier for identifier, ivr in _ivrs(twins).items()}
    for args, result in zip(made, here, strict=True):
        ivr = result["ivr"]
        number = args["extension_number"]
        assert (ivr["id"], ivr["extension_number"], ivr["name"]) == (ids[number], number, args["name"])
        assert "pin" not in ivr
        assert result["diff"]["after"]["extension_number"] == number
        assert result["diff"]["after"]["pin"] == "(hidden) (new)"
        assert result["invocation"]["module_args"]["extension_number"] == number
        assert result["invocation"]["module_args"]["pin"] == "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"


def test_ids_that_contain_a_pin_are_removed_for_real(twins: Twins) -> None:
    for pbx in twins.simulators.values():
        pbx.configure(ids="digits")
    twins.prepare([{"call": "seed/add_tenant", "domain": "lac.example.net", "name": "Lac", "id": "tenant-1"}])
    module = "portsip.pbx.portsip_ivr"
    common: Json = {"tenant": "lac.example.net"}
    # Nobody knows the ids before; the PINs are taken from those that the next receptionists will get.
    probe, _other = twins.run([{"module": module, "args": {**common, "name": "Probe", "extension_number": "8000", "pin": "508294"}}])
    first = int(probe[0]["ivr"]["id"])
    made = []
    for number in range(1, 12):
        pin = next(text for text in _parts(str(first + 7919 * number)) if _is_pin(text))
        made.append({**common, "name": f"Desk {number}", "extension_number": str(8000 + number), "pin": pin})
    here, there = twins.run([{"module": module, "args": args} for args in made])
    assert here == there
    ids = {ivr["extension_number"]: identifier for identifier, ivr in _ivrs(twins).items()}
    assert [result["ivr"]["id"] for result in here] == [ids[args["extension_number"]] for args in made]
    assert sum(args["pin"] in result["ivr"]["id"] for args, result in zip(made, here, strict=True)) == len(made)
    gone = [{**common, "id": result["ivr"]["id"], "pin": args["pin"], "state": "absent"} for args, result in zip(made, here, strict=True)]
    here, there = twins.run([{"module": module, "args": args} for args in gone])
    assert here == there
    assert all(result["changed"] for result in here)
    assert [ivr["extension_number"] for ivr in _ivrs(twins).values()] == ["8000"]


def test_an_unknown_id_is_absent_with_a_warning(twins: Twins) -> None:
    twins.prepare([{"call": "seed/add_tenant", "domain": "lac.example.net", "name": "Lac", "id": "tenant-1"}])
    for module, args in (("portsip_ivr", {"tenant": "lac.example.net"}), ("portsip_ip_rule", {}), ("portsip_tenant", {})):
        for check in (False, True):
            run = {"module": f"portsip.pbx.{module}", "args": {**args, "id": "793360425061680", "state": "absent"}, "check": check}
            here, there = twins.run([run])
            assert here == there
            assert here[0]["changed"] is False
            assert any("793360425061680" in text for text in here[0]["warnings"])


PLACEHOLDERS = ("********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "(hidden)", "(changes)", "(hidden) (new)")


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_placeholders_are_refused(twins: Twins, placeholder: str) -> None:
    ivr = {"module": "portsip.pbx.portsip_ivr", "args": {"tenant": "lac.example.net", "extension_number": "8000", "name": "A"}}
    runs: list[Json] = [
        {**ivr, "args": {**ivr["args"], "pin": placeholder}},
        {**ivr, "args": {**ivr["args"], "extra": {"deep": {"list": ["a", placeholder]}}}},
        {"module": "portsip.pbx.portsip_login", "args": {"api_token": placeholder}},
        {"module": "portsip.pbx.portsip_tenant", "args": {"domain": "lac.example.net", "cdr_event": {"password": placeholder}}},
    ]
    here, there = twins.run(runs)
    assert here == there
    names = ("pin", "extra.deep.list[1]", "api_token", "cdr_event.password")
    for name, result in zip(names, here, strict=True):
        assert result["error"]["kind"] == "input"
        assert result["msg"].startswith(f"{name}: contains ")
    assert twins.requests() == [[], []]


def _ivrs(twins: Twins) -> dict[str, Any]:
    state = twins.simulators["in_process"].state()
    ivrs: dict[str, Any] = next(iter(state["tenants"].values()))["ivrs"]
    return ivrs


def _parts(text: str) -> Iterator[str]:
    for at in range(len(text) - 3):
        yield text[at : at + 4]


def _is_pin(text: str) -> bool:
    """No three equal digits running, nor three that go up or down by one."""
    steps = [int(after) - int(before) for before, after in zip(text, text[1:], strict=False)]
    return not any(one == other and one in (-1, 0, 1) for one, other in zip(steps, steps[1:], strict=False))
