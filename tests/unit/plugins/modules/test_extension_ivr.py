# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension as one document: created, changed, put in order, left alone, removed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.portsip.pbx.tests.unit.support.ivr import (
    EXTENSION,
    HANGUP,
    IVR,
    LOGIN,
    MAIL,
    MENU,
    READ,
    TO_SALES,
    WELCOME,
    context,
    contexts,
    jump,
    menu,
    wanted,
)
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

Json = dict[str, Any]
SOUNDS = f"GET /api/ver1.0/extension/{EXTENSION}/sound/"
INTERVALS = f"GET /api/ver1.0/extension/{EXTENSION}/interval/"


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
    assert done.calls.count(SOUNDS) == 1, "ids are looked up too, in one list"

    timed = [context("Main", {"1": [{**HANGUP, "interval": "Holidays"}]})]
    assert isinstance(task.run(contexts=timed).error, NotFound)
    tried = task.run(check=True, contexts=timed)
    assert tried.changed, "an earlier task may create it"
    assert any("Holidays" in text for text in tried.context.warnings)
    pbx.add_interval(EXTENSION, "Holidays")
    done = task.run(contexts=timed)
    assert done.result["diff"] == tried.result["diff"]

    pbx.add_context(EXTENSION, "Twin")
    pbx.add_context(EXTENSION, "Twin", timeout=9000)
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
    assert "entry_context: is required" in str(error)
    gone = task.settle(contexts=[context("More", {})], entry_context="More")
    assert contexts(task.pbx) == {"More": {}}
    assert {entry["name"] for entry in gone.result["diff"]["before"]["contexts"]} == {"English", "Deutsch", "More"}


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
