# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Rules for incoming calls, intervals, and interactive menus with their contexts, options and rules."""

from __future__ import annotations

from typing import Any

import pytest
from contract.clients import ExtensionClient, reasons

from simulator import Simulator

RULES = "/extension/201/incom_rule/"
INTERVALS = "/extension/201/interval/"
CONTEXTS = "/extension/801/ivr/context/"
HOURS = {"name": "Office", "timezone": "Europe/Berlin", "conditions": [{"start_dow": 2, "end_dow": 6}]}


@pytest.fixture(autouse=True)
def _plain(pbx: Simulator) -> None:
    pbx.configure(later_release_fields=False)


def _names(pbx: Simulator) -> list[str]:
    return [rule["name"] for rule in pbx.state()["extension"]["extensions"]["201"]["incoming_rules"]]


def _menu(pbx: Simulator) -> dict[str, Any]:
    found: dict[str, Any] = pbx.state()["extension"]["extensions"]["801"]["ivr"]
    return found


def test_a_new_rule_is_the_last(pbx: Simulator, extension: ExtensionClient) -> None:
    ids = [extension.post(RULES, {"type": "voicemail", "name": name}).json()["id"] for name in "abc"]
    assert extension.get(RULES + "order/").json() == {"rules_ids": ids}
    answer = extension.request("PUT", RULES + "order/", {"rules_ids": ids[::-1]})
    assert (answer.status_code, answer.json()) == (200, {"rules_ids": ids[::-1]})
    extension.post(RULES, {"type": "voicemail", "name": "d"})
    extension.request("PUT", f"{RULES}{ids[0]}", {"enabled": False})
    assert _names(pbx) == ["c", "b", "a", "d"]
    assert [rule["name"] for rule in extension.get(RULES).json()] == ["c", "b", "a", "d"]
    assert extension.request("DELETE", f"{RULES}{ids[1]}").status_code == 204
    assert _names(pbx) == ["c", "a", "d"]


@pytest.mark.parametrize(
    "change", [lambda ids: ids[:-1], lambda ids: [*ids, ids[0]], lambda ids: [*ids, 1], lambda ids: [], lambda ids: None]
)
def test_an_order_names_each_rule_once(pbx: Simulator, extension: ExtensionClient, change: Any) -> None:
    ids = [pbx.add_incoming_rule(201, name) for name in "abc"]
    pbx.add_incoming_rule(202, "other")
    answer = extension.request("PUT", RULES + "order/", {"rules_ids": change(ids)})
    assert answer.status_code == 400 and "rules_ids" in reasons(answer)
    assert _names(pbx) == ["a", "b", "c"]


def test_the_order_of_no_rules_is_an_empty_list(pbx: Simulator, extension: ExtensionClient) -> None:
    for blank in ("null", "empty", "absent"):
        pbx.configure(blank_as=blank)
        assert extension.get(RULES + "order/").json() == {"rules_ids": []}


BAD_RULES: list[tuple[dict[str, Any], str]] = [
    ({"type": "cascade"}, "cascade_numbers"),
    ({"type": "cascade", "cascade_numbers": []}, "cascade_numbers"),
    ({"type": "cascade", "cascade_numbers": [{"delay": 5}]}, "cascade_numbers.0.number"),
    ({"type": "cascade", "cascade_numbers": [{"delay": "5", "number": "201"}]}, "cascade_numbers.0.delay"),
    ({"type": "busy", "caller_id_action": "matches"}, "caller_id"),
    ({"type": "busy", "caller_id_action": "not_matches", "caller_id": ""}, "caller_id"),
    ({"type": "busy", "caller_id_action": "matches", "caller_id": "(49"}, "caller_id"),
    ({"type": "transfer", "transfer_dst": " ".join(map(str, range(11)))}, "transfer_dst"),
    ({"type": "playfile", "playfile_sound": 1}, "playfile_sound"),
    ({"type": "busy", "interval": 1}, "interval"),
    ({"type": "busy", "id": 1}, "id"),
    ({"name": "a"}, "type"),
]


@pytest.mark.parametrize(("body", "field"), BAD_RULES)
def test_bad_rules(pbx: Simulator, extension: ExtensionClient, body: dict[str, Any], field: str) -> None:
    answer = extension.post(RULES, body)
    assert answer.status_code == 400 and reasons(answer).startswith(f"{field}:"), answer.text
    assert _names(pbx) == []


def test_an_update_must_leave_a_rule_that_is_valid(pbx: Simulator, extension: ExtensionClient) -> None:
    rule = pbx.add_incoming_rule(201, "a", caller_id="^49", caller_id_action="matches")
    path = f"{RULES}{rule}"
    for body in ({"type": "cascade"}, {"caller_id": None}, {"type": None}):
        assert extension.request("PUT", path, body).status_code == 400, body
    good = {"type": "cascade", "cascade_numbers": [{"delay": 10, "number": "202"}]}
    assert extension.request("PUT", path, good).json()["cascade_numbers"] == good["cascade_numbers"]
    assert extension.request("PUT", path, {"transfer_dst": " ".join(map(str, range(10)))}).status_code == 200


def test_interval_life(pbx: Simulator, extension: ExtensionClient) -> None:
    created = extension.post(INTERVALS, HOURS)
    interval = created.json()
    assert created.status_code == 201 and (interval["extension_id"], interval["client_id"], interval["dealer_id"]) == (201, 1, None)
    assert {name: value for name, value in interval["conditions"][0].items() if value is not None} == HOURS["conditions"][0]
    path = f"{INTERVALS}{interval['id']}"
    for name in HOURS:
        short = {key: value for key, value in HOURS.items() if key != name}
        answer = extension.request("PUT", path, short)
        assert answer.status_code == 400 and name in reasons(answer)
    new = HOURS | {"conditions": [{"month": 12, "start_mday": 24, "end_mday": 26}, {"start_time": "08:00:00", "end_time": "12:00:00"}]}
    assert [entry["month"] for entry in extension.request("PUT", path, new).json()["conditions"]] == [12, None]
    rule = pbx.add_incoming_rule(201, "a", interval=interval["id"])
    answer = extension.request("DELETE", path)
    assert answer.status_code == 400 and str(rule) in reasons(answer)
    extension.request("PUT", f"{RULES}{rule}", {"interval": None})
    assert extension.request("DELETE", path).status_code == 204


GOOD_CONDITIONS = [
    {"start_dow": 7, "end_dow": 2},
    {"start_datetime": "2026-12-24 00:00:00", "end_datetime": "2026-12-26 23:59:59"},
    {"sched_start_date": "2026-01-01", "sched_active_days": 2, "sched_skip_days": 2},
    {"month": 2},
]
BAD_CONDITIONS = [
    {"start_dow": 2},
    {"end_time": "12:00:00"},
    {"start_dow": 0, "end_dow": 3},
    {"start_dow": 1, "end_dow": 8},
    {"start_mday": 1, "end_mday": 32},
    {"start_time": "8:00", "end_time": "12:00:00"},
    {"start_time": "08:00:00", "end_time": "24:00:01"},
    {"start_datetime": "2026-02-30 00:00:00", "end_datetime": "2026-03-01 00:00:00"},
    {"start_datetime": "2026-02-03T00:00:00", "end_datetime": "2026-03-01T00:00:00"},
    {"sched_start_date": "2026-01-01", "sched_active_days": 2},
    {"month": 13},
    {"start_day": 1, "end_day": 2},
]


@pytest.mark.parametrize("condition", GOOD_CONDITIONS)
def test_good_conditions(extension: ExtensionClient, condition: dict[str, Any]) -> None:
    assert extension.post(INTERVALS, HOURS | {"conditions": [condition]}).status_code == 201


@pytest.mark.parametrize("condition", BAD_CONDITIONS)
def test_bad_conditions(extension: ExtensionClient, condition: dict[str, Any]) -> None:
    answer = extension.post(INTERVALS, HOURS | {"conditions": [condition]})
    assert answer.status_code == 400 and "conditions.0" in reasons(answer)


def _context(extension: ExtensionClient, name: str) -> int:
    return int(extension.post(CONTEXTS, {"name": name}).json()["id"])


def test_context_life(pbx: Simulator, extension: ExtensionClient) -> None:
    context = extension.post(CONTEXTS, {"name": "Main"}).json()
    path = f"{CONTEXTS}{context['id']}"
    assert context["timeout"] == 5000 and extension.get(path).json() == context
    assert [option["digits"] for option in extension.get(f"{path}/options/").json()] == ["start", "timeout", "invalid"]
    assert extension.request("PUT", path, {"digit_len": 4}).json() == context | {"digit_len": 4}
    assert extension.request("PUT", path, {"name": ""}).status_code == 400
    assert extension.request("DELETE", path).status_code == 204
    assert _menu(pbx)["contexts"] == {}


def test_options(pbx: Simulator, extension: ExtensionClient) -> None:
    context = _context(extension, "Main")
    path = f"{CONTEXTS}{context}/options/"
    created = extension.post(path, {"digits": "*#"})
    assert (created.status_code, created.json()) == (201, {"digits": "*#"})
    for digits in ("*#", "start", ""):
        assert extension.post(path, {"digits": digits}).status_code == 400, digits
    assert extension.post(f"{path}%2A%23/rules/", {"action": "hangup"}).status_code == 201
    assert len(_menu(pbx)["contexts"][str(context)]["options"]["*#"]) == 1
    assert extension.get(f"{path}9/rules/").status_code == 404
    assert extension.request("DELETE", f"{path}%2A%23").status_code == 204
    assert extension.request("DELETE", f"{path}%2A%23").status_code == 404
    assert extension.request("DELETE", f"{path}timeout").status_code == 400
    assert list(_menu(pbx)["contexts"][str(context)]["options"]) == ["start", "timeout", "invalid"]


def test_rules_of_an_option(pbx: Simulator, extension: ExtensionClient) -> None:
    context = _context(extension, "Main")
    path = f"{CONTEXTS}{context}/options/start/rules/"
    first = extension.post(path, {"action": "play_sound", "sound": 3001, "record_digits_max": 4, "is_simple_transfer": True}).json()
    assert (first["record_digits_max"], first["max_rate"], first["voice_helper_classic_term"]) == ("4", 5, True)
    assert "order_position" not in first
    second = extension.post(path, {"action": "hangup", "order_position": "1"}).json()
    third = extension.post(path, {"action": "hangup", "hangup_cause": "busy"}).json()
    order = [second["id"], first["id"], third["id"]]
    assert extension.get(path + "order/").json() == {"rules_ids": order}
    assert [rule["id"] for rule in extension.get(path).json()] == order
    for position in ("0", "5", "last", "-1"):
        assert extension.post(path, {"action": "hangup", "order_position": position}).status_code == 400, position
    stored = _menu(pbx)["contexts"][str(context)]["options"]["start"]
    assert [rule["id"] for rule in stored] == order and stored[1]["record_digits_max"] == 4
    left_out = extension.request("PUT", f"{path}{first['id']}", {"final": False}).json()
    assert (left_out["is_simple_transfer"], left_out["final"], left_out["sound"]) == (False, False, 3001)
    assert extension.request("PUT", path + "order/", {"rules_ids": order[:2]}).status_code == 400
    assert extension.request("PUT", path + "order/", {"rules_ids": order[::-1]}).json() == {"rules_ids": order[::-1]}
    assert extension.request("DELETE", f"{path}{third['id']}").status_code == 204
    assert extension.get(f"{CONTEXTS}{context}/options/timeout/rules/").json() == []


BAD_MENU_RULES: list[tuple[dict[str, Any], str]] = [
    ({}, "action"),
    ({"action": "sing"}, "action"),
    ({"action": "jump_to_context", "context": 1}, "context"),
    ({"action": "play_sound", "sound": 1}, "sound"),
    ({"action": "record_digits", "record_digits_sound": 1}, "record_digits_sound"),
    ({"action": "hangup", "interval": 1}, "interval"),
    ({"action": "hangup", "caller_id_action": "matches"}, "caller_id"),
    ({"action": "transfer", "transfer_dst": " ".join("1" * 11)}, "transfer_dst"),
    ({"action": "voice_helper", "voice_helper_rules": [{"to_option": "1"}]}, "voice_helper_rules.0.transcription"),
]


@pytest.mark.parametrize(("body", "field"), BAD_MENU_RULES)
def test_bad_rules_of_an_option(pbx: Simulator, extension: ExtensionClient, body: dict[str, Any], field: str) -> None:
    answer = extension.post(f"{CONTEXTS}{_context(extension, 'Main')}/options/start/rules/", body)
    assert answer.status_code == 400 and reasons(answer).startswith(f"{field}:"), answer.text


def test_what_is_jumped_to_stays(pbx: Simulator, extension: ExtensionClient) -> None:
    main, side = _context(extension, "Main"), _context(extension, "Side")
    there = pbx.add_context_rule(801, main, "1", "jump_to_context", context=side)
    back = pbx.add_context_rule(801, side, "1", "jump_to_context", context=main)
    pbx.add_context_rule(801, side, "2", "jump_to_context", context=side)
    for context, rule in ((main, back), (side, there)):
        answer = extension.request("DELETE", f"{CONTEXTS}{context}")
        assert answer.status_code == 400 and str(rule) in reasons(answer)
    assert extension.request("PUT", "/extension/801/ivr/", {"entry_context": side}).status_code == 200
    assert extension.request("DELETE", f"{CONTEXTS}{main}/options/1").status_code == 204
    assert "entry" in reasons(extension.request("DELETE", f"{CONTEXTS}{side}"))
    assert extension.request("PUT", "/extension/801/ivr/", {"entry_context": None}).status_code == 200
    assert extension.request("DELETE", f"{CONTEXTS}{side}").status_code == 204, "its jumps to itself go with it"
    assert extension.request("PUT", "/extension/801/ivr/", {"entry_context": side}).status_code == 400
    assert list(_menu(pbx)["contexts"]) == [str(main)]


@pytest.mark.parametrize("blank", ["null", "empty", "absent"])
def test_scheme_is_the_whole_tree(pbx: Simulator, extension: ExtensionClient, blank: str) -> None:
    pbx.configure(blank_as=blank)
    assert extension.get("/extension/801/ivr/scheme/").json() == {**extension.get("/extension/801/ivr/").json(), "contexts": []}
    main = _context(extension, "Main")
    rule = pbx.add_context_rule(801, main, "5", "play_sound", sound=3002)
    scheme = extension.get("/extension/801/ivr/scheme/").json()
    assert [context["name"] for context in scheme["contexts"]] == ["Main"]
    options = scheme["contexts"][0]["options"]
    assert [option["digits"] for option in options] == ["start", "timeout", "invalid", "5"]
    assert options[3]["rules"] == extension.get(f"{CONTEXTS}{main}/options/5/rules/").json()
    assert options[3]["rules"][0]["id"] == rule and options[0]["rules"] == []


@pytest.mark.parametrize(("mode", "final"), [("partial", False), ("replace", True)])
def test_update_mode(pbx: Simulator, extension: ExtensionClient, mode: str, final: bool) -> None:
    pbx.configure(update_mode=mode)
    rule = pbx.add_incoming_rule(201, "a", "busy", final=False)
    answer = extension.request("PUT", f"{RULES}{rule}", {"name": "b"}).json()
    assert (answer["type"], answer["name"], answer["final"]) == ("busy", "b", final)
