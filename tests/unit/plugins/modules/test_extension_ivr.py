# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension as one document: created, changed, put in order, left alone, removed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.ivr import EXTENSION, IVR, LOGIN, READ, context, contexts, jump, menu, wanted
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

Json = dict[str, Any]
SOUNDS = f"GET /api/ver1.0/extension/{EXTENSION}/sound/"
INTERVALS = f"GET /api/ver1.0/extension/{EXTENSION}/interval/"
HANGUP = {"action": "hangup"}
MAIL = {"action": "voicemail"}
TO_SALES = {"action": "transfer", "transfer_dst": "201 202", "transfer_timeout": 20, "final": False}
WELCOME = {"action": "play_sound", "sound": "Welcome"}

MENU = [
    context("English", {"start": [WELCOME], "1": [TO_SALES, MAIL], "2": [jump("Deutsch")]}, timeout=8000, description="First"),
    context("Deutsch", {"#": [jump("English", context_option="1")], "invalid": [HANGUP]}),
]


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """Tasks for the IVR 801."""
    return Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})


def test_life(task: Task) -> None:
    pbx = task.pbx
    task.still()
    created = task.settle(contexts=MENU, entry_context="English", lifetime=600)
    assert contexts(pbx) == wanted(MENU)
    held = menu(pbx)
    english, german = (int(key) for key in held["contexts"])
    assert (held["settings"]["entry_context"], held["settings"]["lifetime"]) == (english, 600)
    assert (held["contexts"][str(english)]["timeout"], held["contexts"][str(german)]["timeout"]) == (8000, 5000)
    assert created.calls == [
        LOGIN,
        READ,
        SOUNDS,
        f"POST {IVR}context/",
        f"POST {IVR}context/",
        f"POST {IVR}context/{english}/options/",
        f"POST {IVR}context/{english}/options/",
        f"POST {IVR}context/{german}/options/",
        f"POST {IVR}context/{english}/options/start/rules/",
        f"POST {IVR}context/{english}/options/1/rules/",
        f"POST {IVR}context/{english}/options/1/rules/",
        f"POST {IVR}context/{english}/options/2/rules/",
        f"POST {IVR}context/{german}/options/invalid/rules/",
        f"POST {IVR}context/{german}/options/#/rules/",
        f"PUT {IVR}",
        READ,
    ]
    assert created.bodies[:2] == [{"name": "English", "description": "First", "timeout": 8000}, {"name": "Deutsch"}]
    assert created.context.warnings == []

    assert task.still(contexts=MENU, entry_context="English").calls == [LOGIN, READ, SOUNDS]
    changed = [context("English", {"start": [WELCOME], "1": [{**TO_SALES, "transfer_dst": "203"}, MAIL], "2": [jump("Deutsch")]}), MENU[1]]
    done = task.settle(contexts=changed, lifetime=300)
    assert contexts(pbx) == wanted(changed)
    (sale, _mail) = menu(pbx)["contexts"][str(english)]["options"]["1"]
    assert done.calls[3:-1] == [f"PUT {IVR}context/{english}/options/1/rules/{sale['id']}", f"PUT {IVR}"]
    assert menu(pbx)["contexts"][str(english)]["description"] == "First", "left out, left alone"

    fewer = [context("English", {"1": [MAIL]}, description="")]
    task.settle(contexts=fewer)
    assert contexts(pbx) == wanted(fewer)
    assert (menu(pbx)["contexts"][str(english)]["description"], menu(pbx)["settings"]["lifetime"]) == (None, 300)

    gone = task.settle(contexts=[])
    assert menu(pbx)["contexts"] == {}
    assert menu(pbx)["settings"]["entry_context"] is None
    assert [call.partition(" ")[0] for call in gone.calls[2:]] == ["PUT", "DELETE", "GET"]
    assert gone.result["ivr"]["contexts"] == []


def test_settings(task: Task) -> None:
    pbx = task.pbx
    task.settle(
        lifetime=900,
        lifetime_exp_action="transfer",
        lifetime_exp_transfer_dst="201",
        sleep_time=0,
        vm_enabled=True,
        vm_greeting="Goodbye",
        vm_profile="record_silence",
        vm_attach_file=False,
        vm_mailto="office@example.net",
    )
    before = menu(pbx)["settings"]
    assert before == {
        "entry_context": None,
        "lifetime": 900,
        "lifetime_exp_action": "transfer",
        "lifetime_exp_transfer_dst": "201",
        "sleep_time": 0,
        "vm_enabled": True,
        "vm_greeting": 3005,
        "vm_profile": "record_silence",
        "vm_attach_file": False,
        "vm_mailto": "office@example.net",
    }
    task.settle(vm_mailto="", vm_greeting="", unset=["lifetime"])
    assert menu(pbx)["settings"] == {**before, "vm_mailto": None, "vm_greeting": None, "lifetime": None}
    error = task.fails(requests=[LOGIN, READ], lifetime_exp_transfer_dst="")
    assert isinstance(error, InvalidInput)
    assert "lifetime_exp_action transfer needs lifetime_exp_transfer_dst" in str(error)
    home = pbx.add_context(EXTENSION, "Home")
    task.settle(entry_context="Home")
    task.still(entry_context=str(home))
    assert menu(pbx)["settings"]["entry_context"] == home
    task.settle(entry_context="")
    assert menu(pbx)["settings"]["entry_context"] is None
    task.settle(unset=["vm_profile"])


def test_a_setting_leaves_contexts_alone(task: Task) -> None:
    task.run(contexts=MENU)
    before = menu(task.pbx)["contexts"]
    done = task.settle(lifetime=10)
    assert menu(task.pbx)["contexts"] == before
    assert "contexts" not in done.result["diff"]["after"]
    assert [entry["name"] for entry in done.result["ivr"]["contexts"]] == ["English", "Deutsch"]


def test_what_is_left_out_inside_a_context_is_left_alone(task: Task) -> None:
    task.run(contexts=MENU)
    before = contexts(task.pbx)
    task.still(contexts=[context("Deutsch"), context("English")])
    task.still(contexts=[{"name": "English", "options": [{"digits": digits} for digits in ("1", "2", "start")]}, context("Deutsch")])
    done = task.settle(contexts=[{"name": "English", "options": [{"digits": "1"}, {"digits": "2", "rules": [MAIL]}]}, context("Deutsch")])
    assert contexts(task.pbx) == {**before, "English": {"1": before["English"]["1"], "2": [MAIL]}}
    assert done.bodies == [None, {**done.bodies[1], "action": "voicemail", "context": None}]


def test_what_a_rule_leaves_out_is_taken_back(task: Task) -> None:
    pbx = task.pbx
    rule = {
        "action": "transfer",
        "transfer_dst": "201",
        "caller_id_action": "matches",
        "caller_id": "^49",
        "final": False,
        "name": "Sales",
        "transfer_timeout": 20,
        "match_variable_name": "vip",
        "match_variable_value": "1",
    }
    task.settle(contexts=[context("Main", {"1": [rule]})])
    assert contexts(pbx) == {"Main": {"1": [rule]}}
    task.settle(contexts=[context("Main", {"1": [{"action": "transfer", "transfer_dst": "201"}]})])
    # The API may have a default of its own for the time it rings.
    assert contexts(pbx) == {"Main": {"1": [{"action": "transfer", "transfer_dst": "201", "transfer_timeout": 20}]}}


def test_every_field_of_a_rule(task: Task) -> None:
    pbx = task.pbx
    interval = pbx.add_interval(EXTENSION, "Working days")
    rule = {
        "action": "voice_helper",
        "name": "All",
        "final": False,
        "call_status": "busy",
        "caller_id_action": "not_matches",
        "caller_id": "^0",
        "interval": "Working days",
        "match_variable_name": "a",
        "match_variable_value": "b",
        "transfer_dst": "201",
        "transfer_timeout": 5,
        "transfer_variable": "c",
        "is_simple_transfer": True,
        "hangup_cause": "busy",
        "sound": "Welcome",
        "sound_type": "foreground",
        "play_sound_from_variable": True,
        "silence_time": 100,
        "context": "Main",
        "context_option": "1",
        "digits": "12",
        "play_digits_method": "iterated",
        "play_digits_variable": "d",
        "call_interactive_url": "https://crm.example.net/ask",
        "call_interactive_method": "POST",
        "call_interactive_timeout": 3,
        "set_variable_name": "e",
        "set_variable_value": "f",
        "caller_id_name": "g",
        "caller_id_number": "h",
        "record_digits_variable": "i",
        "record_digits_max": 4,
        "record_digits_timeout": 300,
        "record_digits_sound": "Closed",
        "max_rate": 10,
        "voice_helper_rules": [{"to_option": "1", "transcription": "sales|buy"}],
        "voice_helper_timeout": 400,
        "voice_helper_digits_max": 2,
        "voice_helper_classic_term": False,
    }
    done = task.settle(contexts=[context("Main", {"1": [rule]})])
    ((main, entry),) = menu(pbx)["contexts"].items()
    (held,) = entry["options"]["1"]
    assert held.pop("id") in [item["id"] for option in done.result["ivr"]["contexts"][0]["options"] for item in option["rules"]]
    ids = {"interval": interval, "sound": 3001, "record_digits_sound": 3004, "context": int(main)}
    assert held == {**rule, **ids}
    assert done.calls[:4] == [LOGIN, READ, INTERVALS, SOUNDS]
    shown_rule = done.result["diff"]["after"]["contexts"][0]["options"][0]["rules"][0]
    assert shown_rule == rule, "a diff shows names"
    # Back to nothing of it, which the API takes as null.
    task.settle(contexts=[context("Main", {"1": [HANGUP]})])
    task.still(contexts=[context("Main", {"1": [{**HANGUP, "sound_type": "foreground"}]})])


def test_names_that_lead_to_nothing_or_to_several(task: Task) -> None:
    pbx = task.pbx
    where = "contexts[0].options[0].rules[0]"
    error = task.fails(requests=[LOGIN, READ, SOUNDS], contexts=[context("Main", {"1": [{**WELCOME, "sound": "Nothing"}]})])
    assert isinstance(error, NotFound)
    assert str(error).startswith(f"{where}.sound: there is no sound")
    pbx.add_sound("Welcome")
    error = task.fails(requests=[LOGIN, READ, SOUNDS], contexts=[context("Main", {"1": [WELCOME]})])
    assert isinstance(error, Ambiguous)
    assert str(error).startswith(f"{where}.sound: 2 sounds")
    assert "3001" in str(error)
    done = task.settle(contexts=[context("Main", {"1": [{**WELCOME, "sound": "3001"}]})], vm_greeting="3002")
    assert SOUNDS not in done.calls, "an id needs no list"

    timed = [context("Main", {"1": [{**HANGUP, "interval": "Holidays"}]})]
    assert isinstance(task.run(contexts=timed).error, NotFound)
    tried = task.run(check=True, contexts=timed)
    assert tried.changed, "an earlier task may create it"
    assert any("Holidays" in text for text in tried.context.warnings)
    pbx.add_interval(EXTENSION, "Holidays")
    done = task.run(contexts=timed)
    assert done.result["diff"] == tried.result["diff"]

    pbx.add_context(EXTENSION, "Twin")
    pbx.add_context(EXTENSION, "Twin")
    error = task.fails(requests=[LOGIN, READ], contexts=[context("Twin")])
    assert isinstance(error, Ambiguous)
    one, other = (key for key, row in menu(pbx)["contexts"].items() if row["name"] == "Twin")
    assert one in str(error) and other in str(error)
    task.settle(contexts=[context("Twin", id=int(one))])
    assert list(menu(pbx)["contexts"]) == [one]
    task.settle(contexts=[context("Single", id=int(one))])
    assert menu(pbx)["contexts"][one]["name"] == "Single"


def test_contexts_that_are_not_listed(task: Task) -> None:
    task.run(contexts=MENU)
    more = [context("More", {"1": [jump("English")]})]
    done = task.settle(contexts=more, exclusive=False, entry_context="Deutsch")
    assert contexts(task.pbx) == {**wanted(MENU), **wanted(more)}
    assert {entry["name"] for entry in done.result["diff"]["after"]["contexts"]} == {"English", "Deutsch", "More"}
    error = task.fails(requests=[], contexts=more)
    assert isinstance(error, InvalidInput)
    assert "'English' is not allowed" in str(error)
    error = task.fails(requests=[LOGIN, READ], contexts=[context("More", {})])
    assert isinstance(error, InvalidInput)
    assert "entry_context: is needed" in str(error)
    gone = task.settle(contexts=[context("More", {})], entry_context="More")
    assert contexts(task.pbx) == {"More": {}}
    assert {entry["name"] for entry in gone.result["diff"]["before"]["contexts"]} == {"English", "Deutsch", "More"}


BAD: list[tuple[Json, str, str]] = [
    ({"contexts": [context("A"), context("A")]}, "contexts", "'A' stands in the list more than once"),
    ({"contexts": [context("A", id=3), context("B", id=3)]}, "contexts", "id 3 stands in the list more than once"),
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
    ({"vm_mailto": "nobody"}, "vm_mailto", "mail address"),
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
    ({"action": "voice_helper", "voice_helper_rules": [{"to_option": "1", "transcription": "a||b"}]}, "divided by |"),
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


def test_the_result_is_the_whole_ivr(task: Task) -> None:
    tried = task.run(check=True, contexts=MENU, entry_context="English").result["ivr"]
    done = task.run(contexts=MENU, entry_context="English").result["ivr"]
    again = task.run(contexts=MENU).result["ivr"]
    assert done == again
    assert tried["entry_context"] is None
    assert done["entry_context"] == done["contexts"][0]["id"] == int(next(iter(menu(task.pbx)["contexts"])))
    assert [entry["name"] for entry in tried["contexts"]] == [entry["name"] for entry in done["contexts"]] == ["English", "Deutsch"]
    assert [option["digits"] for option in done["contexts"][1]["options"]] == ["start", "timeout", "invalid", "#"]
    for entry, made in zip(tried["contexts"], done["contexts"], strict=True):
        assert entry["id"] is None
        assert entry["timeout"] == made["timeout"]
        for option, same in zip(entry["options"], made["options"], strict=True):
            assert option["digits"] == same["digits"]
            for foreseen, rule in zip(option["rules"], same["rules"], strict=True):
                assert foreseen["id"] is None
                unforeseen = ("id", "context", "x_release_note")
                assert {key: value for key, value in rule.items() if key not in unforeseen}.items() <= foreseen.items()


@pytest.mark.parametrize("mode", ["partial", "replace"])
@pytest.mark.parametrize("blank", ["null", "empty", "absent"])
def test_however_the_api_says_nothing(mode: str, blank: str, shared_simulator: Simulator) -> None:
    shared_simulator.configure(update_mode=mode, blank_as=blank)
    task = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": EXTENSION})
    task.settle(contexts=[context("Empty")])
    task.settle(contexts=MENU, lifetime=5)
    keep = menu(task.pbx)["contexts"]
    task.settle(contexts=[context("English", timeout=1), context("Deutsch")], sleep_time=5)
    first = next(iter(keep))
    assert menu(task.pbx)["contexts"] == {**keep, first: {**keep[first], "timeout": 1}}
    assert menu(task.pbx)["settings"]["lifetime"] == 5
    assert contexts(task.pbx) == wanted(MENU)
    changed = [context("English", {"start": [WELCOME], "1": [{**TO_SALES, "final": True}, HANGUP], "2": [jump("Deutsch")]}), MENU[1]]
    task.settle(contexts=changed)
    said = {"action": "transfer", "transfer_dst": "201 202", "transfer_timeout": 20}
    assert contexts(task.pbx)["English"]["1"] == [said, HANGUP]
    task.settle(contexts=[])


def test_a_scheme_that_does_not_tell_all(task: Task) -> None:
    pbx = task.pbx
    task.run(contexts=MENU)
    ids = list(menu(pbx)["contexts"])
    for told in ("null", "[1]", '[{"id": 1}]', '[{"id": 1, "name": "English", "timeout": 1, "options": [{"digits": "1"}]}]'):
        pbx.inject("GET", "/ivr/scheme/", status=200, body=f'{{"lifetime": 600, "contexts": {told}}}')
        outcome = task.run(contexts=[{**entry} for entry in MENU])
        assert not outcome.changed
        assert outcome.calls[:4] == [LOGIN, READ, f"GET {IVR}context/", f"GET {IVR}context/{ids[0]}/options/"]
        assert outcome.calls[4] == f"GET {IVR}context/{ids[0]}/options/start/rules/"
        assert [entry["id"] for entry in outcome.result["ivr"]["contexts"]] == [int(key) for key in ids]


def test_what_the_api_does_not_keep_is_said(task: Task) -> None:
    pbx = task.pbx
    task.run(contexts=MENU)
    stored = '{"id": 1}'
    pbx.inject("PUT", "/context/", status=200, body=stored)
    outcome = task.run(contexts=[context("English", timeout=1), context("Deutsch")])
    (warning,) = outcome.context.warnings
    assert "did not keep these as written: context 'English'." in warning


def test_words_that_lead_nowhere_are_a_warning(task: Task) -> None:
    rule = {"action": "voice_helper", "voice_helper_rules": [{"to_option": "9", "transcription": "operator"}]}
    outcome = task.run(contexts=[context("Main", {"start": [rule]})])
    assert outcome.changed
    assert any("'9'" in text for text in outcome.context.warnings)


def test_no_secret_is_shown(task: Task) -> None:
    asked = {"action": "call_interactive", "call_interactive_url": "https://crm:Menu-Secret-1@crm.example.net/"}
    done = task.settle(contexts=[context("Main", {"1": [asked]})], vm_mailto="a@example.net")
    assert "Menu-Secret-1" in done.context.secrets
    assert "Menu-Secret-1" in task.run(lifetime=1).context.secrets
    assert "Sim-Client-Secret-2026" not in shown(done)


@pytest.mark.parametrize("extension", [201, 999])
def test_an_extension_without_an_ivr(extension: int, shared_simulator: Simulator) -> None:
    error = Task(shared_simulator, "portsip_extension_ivr", {"extension_id": extension}).fails(contexts=[])
    assert isinstance(error, NotFound)
    assert error.path == f"/extension/{extension}/ivr/scheme/"


def test_fields_of_a_later_release(task: Task) -> None:
    error = task.fails(requests=[], contexts=[], extra={"lifetime": 3})
    assert "an option of its own" in str(error)
    outcome = task.run(extra={"later": 1})
    assert outcome.error is not None, "the API has its say"
    assert outcome.bodies[0]["later"] == 1
