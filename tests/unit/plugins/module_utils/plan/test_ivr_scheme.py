# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IVR, wanted and current, becomes the fewest writes, in an order in which each can be made."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Step, UnknownId, parents_in, within
from ansible_collections.portsip.pbx.plugins.module_utils.run.ivr.contexts import check_named
from ansible_collections.portsip.pbx.plugins.module_utils.run.ivr.planner import SchemePlan, plan_scheme

Json = dict[str, Any]
EXTENSION = within({"extension_id": 801})
STANDARD = ("start", "timeout", "invalid")


def jump(context: Any, **more: Any) -> Json:
    return {"action": "jump_to_context", "context": context, **more}


def context(name: str, _id: int | None = None, **options: list[Json]) -> Json:
    """A wanted context, or one of the PBX where it has an id; ``_1`` is the option 1."""
    listed = {digits.removeprefix("_"): rules for digits, rules in options.items()}
    if _id is None:
        return {"name": name, "options": [{"digits": digits, "rules": rules} for digits, rules in listed.items()]}
    numbers = count(_id * 10)
    numbered = {digits: [{"id": next(numbers), **rule} for rule in rules] for digits, rules in listed.items()}
    everything = {**{digits: [] for digits in STANDARD}, **numbered}
    return {"id": _id, "name": name, "timeout": 5000, "options": [{"digits": d, "rules": rules} for d, rules in everything.items()]}


def planned(wanted: list[Json] | None, current: list[Json], *, exclusive: bool = True, **settings: Any) -> SchemePlan:
    values = {**settings, **({} if wanted is None else {"contexts": wanted})}
    here = {name: value for name, value in {"contexts": current, "entry_context": None}.items() if value is not None}
    return plan_scheme(Desired(values), here, EXTENSION, exclusive=exclusive)


def body(step: Step) -> Json:
    """What the API is sent."""
    return step.create_body() if step.action == "create" else step.update_body()


HANGUP = {"action": "hangup"}
MAIL = {"action": "voicemail"}
SOUND = {"action": "play_sound", "sound": 3001}


def test_nothing_is_to_be_done_about_what_is_there() -> None:
    here = [context("Main", 1, start=[SOUND, HANGUP], _1=[jump(2)]), context("Other", 2)]
    assert planned([context("Other"), context("Main", _1=[jump("Other")], start=[SOUND, HANGUP])], here).steps == ()
    assert planned([context("Main", _1=[jump("2")], start=[SOUND, HANGUP]), context("Other")], here).steps == ()
    assert planned(None, here).steps == ()
    # What is left out is left alone.
    assert planned([{"name": "Main"}, {"name": "Other", "options": [{"digits": "start"}]}], here).steps == ()


def test_defaults_of_the_api_are_nothing_to_write() -> None:
    defaults = {"final": True, "call_status": "any", "caller_id_action": "any", "hangup_cause": "normal", "max_rate": 5}
    here = [context("Main", 1, start=[{**HANGUP, **defaults, "transfer_timeout": 30, "sound_type": "None", "context_option": "start"}])]
    assert planned([context("Main", start=[HANGUP])], here).steps == ()
    assert planned([context("Main", start=[{**HANGUP, **defaults}])], [context("Main", 1, start=[HANGUP])]).steps == ()


@pytest.mark.parametrize("field", [{"final": False}, {"caller_id_action": "anonymous"}, {"interval": 7}, {"match_variable_name": "x"}])
def test_what_a_rule_does_not_say_is_taken_back(field: Json) -> None:
    (name, _value) = next(iter(field.items()))
    (step,) = planned([context("Main", start=[HANGUP])], [context("Main", 1, start=[{**HANGUP, **field}])]).steps
    assert (step.action, step.identifier) == ("update", 10)
    assert body(step)[name] == {"final": True, "caller_id_action": "any"}.get(name)


def test_contexts_come_first_and_go_last() -> None:
    here = [context("Old", 1, _1=[jump(2)]), context("Gone", 2, start=[HANGUP])]
    wanted = [context("Old", _7=[jump("New", context_option="5")]), context("New", _5=[jump("Old", context_option="7")])]
    plan = planned(wanted, here, entry_context="New")
    assert [(step.action, step.resource.name) for step in plan.steps] == [
        ("create", "ivr_context"),
        ("create", "ivr_option"),
        ("create", "ivr_option"),
        ("create", "ivr_rule"),
        ("create", "ivr_rule"),
        ("update", "ivr"),
        ("remove", "ivr_option"),
        ("remove", "ivr_context"),
    ]
    new, old = body(plan.steps[3])["context"], body(plan.steps[4])["context"]
    assert isinstance(new, UnknownId)
    assert plan.steps[0].creates is new
    assert parents_in(plan.steps[4].within)["context_id"] is new
    assert body(plan.steps[5])["entry_context"] is new
    assert old == 1
    assert plan.steps[-1].identifier == 2


def rules_of(plan: SchemePlan) -> list[tuple[Any, ...]]:
    return [
        (step.action, step.identifier) if step.resource.name == "ivr_rule" else ("order", body(step)["rules_ids"]) for step in plan.steps
    ]


@pytest.mark.parametrize(
    ("wanted", "writes"),
    [
        ([HANGUP, MAIL, SOUND], [("order", [11, 12, 10])]),
        ([SOUND, HANGUP], [("remove", 12)]),
        ([SOUND, MAIL], [("remove", 11)]),
        ([SOUND, {**HANGUP, "hangup_cause": "busy"}, MAIL], [("update", 11)]),
        ([MAIL, {**SOUND, "sound": 3002}, HANGUP], [("update", 10), ("order", [12, 10, 11])]),
        ([{"action": "quality_rate"}, HANGUP, MAIL], [("update", 10)]),
        ([], [("remove", 10), ("remove", 11), ("remove", 12)]),
    ],
)
def test_rules_keep_their_ids(wanted: list[Json], writes: list[Any]) -> None:
    assert rules_of(planned([context("Main", start=wanted)], [context("Main", 1, start=[SOUND, HANGUP, MAIL])])) == writes


def test_a_new_rule_is_put_in_its_place() -> None:
    here = [context("Main", 1, start=[SOUND, HANGUP])]
    assert rules_of(planned([context("Main", start=[SOUND, HANGUP, MAIL])], here)) == [("create", None)]
    plan = planned([context("Main", start=[SOUND, MAIL, HANGUP])], here)
    assert [action for action, _what in rules_of(plan)] == ["create", "order"]
    assert body(plan.steps[1])["rules_ids"] == [10, plan.steps[0].creates, 11]


def test_a_rule_is_recognised_by_its_name() -> None:
    here = [context("Main", 1, start=[{**HANGUP, "name": "End"}, {**MAIL, "name": "Box"}])]
    wanted = [{**MAIL, "name": "End"}, {**HANGUP, "name": "Box"}]
    assert rules_of(planned([context("Main", start=wanted)], here)) == [("update", 10), ("update", 11)]


def test_standard_options_stay_without_rules() -> None:
    here = [context("Main", 1, start=[HANGUP], timeout=[MAIL], _1=[HANGUP])]
    plan = planned([context("Main", _2=[HANGUP])], here)
    assert [(step.action, step.resource.name, step.identifier) for step in plan.steps] == [
        ("create", "ivr_option", None),
        ("remove", "ivr_rule", 10),
        ("remove", "ivr_rule", 11),
        ("create", "ivr_rule", None),
        ("remove", "ivr_option", "1"),
    ]


def test_contexts_that_are_not_listed() -> None:
    here = [context("Main", 1), context("Other", 2)]
    (step,) = planned([context("Main")], here).steps
    assert (step.action, step.identifier) == ("remove", 2)
    assert planned([context("Main")], here, exclusive=False).steps == ()
    plan = planned([context("Main", _1=[jump("Other")])], here, exclusive=False)
    assert body(plan.steps[-1])["context"] == 2


def test_circles_are_broken_before_they_are_removed() -> None:
    here = [context("A", 1, _1=[jump(2)]), context("B", 2, _1=[jump(3)], _2=[jump(2)]), context("C", 3, _1=[jump(1), jump(3)])]
    removals = [(step.resource.name, step.identifier) for step in planned([], here).steps]
    assert removals == [("ivr_rule", 30), ("ivr_context", 1), ("ivr_context", 2), ("ivr_context", 3)]
    chain = [context("A", 1), context("B", 2, _1=[jump(1)]), context("C", 3, _1=[jump(2)])]
    assert [step.identifier for step in planned([], chain).steps] == [3, 2, 1]


def test_renaming_by_id() -> None:
    here = [context("A", 1), context("B", 2, _1=[jump(1)])]
    plan = planned([{"id": 1, "name": "C"}, context("B", _1=[jump("C")])], here)
    assert [(step.action, step.identifier, body(step)["name"]) for step in plan.steps] == [("update", 1, "C")]
    swapped = planned([{"id": 1, "name": "B"}, {"id": 2, "name": "A"}], here)
    assert [(step.identifier, body(step)["name"]) for step in swapped.steps] == [(1, "B"), (2, "A")]
    freed = planned([{"id": 1, "name": "C"}, context("A"), context("B")], here)
    assert [(step.action, step.identifier, body(step)["name"]) for step in freed.steps[:2]] == [("create", None, "A"), ("update", 1, "C")]
    with pytest.raises(NotFound, match=r"contexts\[0\].id: there is no context with the id 7"):
        planned([{"id": 7, "name": "C"}], here)
    with pytest.raises(NotFound, match="name or id 'A'"):
        planned([{"id": 1, "name": "C"}, context("B", _1=[jump("A")])], here)


def test_a_name_that_several_contexts_have() -> None:
    here = [context("Main", 1), {**context("Main", 2), "timeout": 9}, context("Other", 3)]
    with pytest.raises(Ambiguous, match=r"contexts\[0\].name: 2 contexts have the name 'Main'; their ids are 1, 2"):
        planned([context("Main")], here)
    (step,) = planned([{"id": 2, "name": "Main"}, context("Other")], here).steps
    assert (step.action, step.identifier) == ("remove", 1)
    # Nobody has to say which is meant of those that nothing is said about.
    assert planned([context("Other")], here, exclusive=False).steps == ()
    with pytest.raises(Ambiguous, match=r"contexts\[0\].options\[0\].rules\[0\].context: 2 contexts .* 1, 2"):
        planned([context("Other", _1=[jump("Main")])], here, exclusive=False)
    assert body(planned([context("Other", _1=[jump("2")])], here, exclusive=False).steps[-1])["context"] == 2


def test_contexts_that_differ_only_in_ids_count_as_the_one_with_the_lowest() -> None:
    here = [context("Main", 10), context("Main", 9), context("Other", 3)]
    (step,) = planned([context("Main"), context("Other")], here).steps
    assert (step.action, step.identifier) == ("remove", 10)
    assert planned([context("Main"), context("Other")], here, exclusive=False).steps == ()


def test_a_name_in_the_list_comes_before_an_id() -> None:
    plan = planned([context("1", _1=[jump("1")]), context("Main", _1=[jump("1")])], [context("Main", 1)])
    assert [body(step)["context"] for step in plan.steps if step.resource.name == "ivr_rule"] == [plan.steps[0].creates] * 2


@pytest.mark.parametrize("target", ["Nowhere", "99"])
@pytest.mark.parametrize("exclusive", [True, False])
def test_a_jump_to_nowhere(target: str, exclusive: bool) -> None:
    with pytest.raises(NotFound, match=rf"contexts\[0\].options\[0\].rules\[0\].context: there is no context .*'{target}'"):
        planned([context("Main", _1=[jump(target)])], [], exclusive=exclusive)
    with pytest.raises(NotFound, match="^entry_context: "):
        planned([context("Main")], [], exclusive=exclusive, entry_context=target)


@pytest.mark.parametrize("target", ["Other", "2"])
def test_a_jump_to_what_goes(target: str) -> None:
    here = [context("Main", 1), context("Other", 2)]
    with pytest.raises(InvalidInput, match=r"contexts\[0\].options\[0\].rules\[0\].context: .* would be removed"):
        planned([context("Main", _1=[jump(target)])], here)
    with pytest.raises(InvalidInput, match="entry_context: .* would be removed"):
        planned([context("Main")], here, entry_context=target)


def test_a_rule_that_is_left_alone_and_leads_to_what_goes() -> None:
    here = [context("Main", 1, _1=[HANGUP, jump(2)]), context("Other", 2)]
    for wanted in ({"name": "Main"}, {"name": "Main", "options": [{"digits": "1"}]}):
        with pytest.raises(InvalidInput, match="rule 2 of option '1' of context 'Main' is left alone .* 'Other', which would be removed"):
            planned([wanted], here)
    assert [step.resource.name for step in planned([context("Main", _1=[HANGUP])], here).steps] == ["ivr_rule", "ivr_context"]


def test_a_jump_to_an_option_that_is_not_there() -> None:
    with pytest.raises(InvalidInput, match="rule 1 of option '1' of context 'Main' leads to the option '5'"):
        planned([context("Main", _1=[jump("Main", context_option="5")])], [])
    assert planned([context("Main", _1=[jump("Main", context_option="timeout")])], []).steps
    here = [context("Main", 1, _1=[jump(2, context_option="5")]), context("Other", 2, _5=[])]
    with pytest.raises(InvalidInput, match="leads to the option '5'"):
        planned([{"name": "Main"}, context("Other")], here)
    # What was so before is not for this run to judge.
    assert planned([{"name": "Main"}], [context("Main", 1, _1=[jump(1, context_option="5")])]).steps == ()


def test_the_context_in_which_calls_enter_goes() -> None:
    here = {"entry_context": 2, "contexts": [context("Main", 1), context("Other", 2)]}
    place = EXTENSION
    with pytest.raises(InvalidInput, match="entry_context: is required, because calls enter in the context 'Other'"):
        plan_scheme(Desired({"contexts": [context("Main")]}), here, place, exclusive=True)
    moved = plan_scheme(Desired({"contexts": [context("Main")], "entry_context": "Main"}), here, place, exclusive=True)
    assert [(step.action, step.resource.name) for step in moved.steps] == [("update", "ivr"), ("remove", "ivr_context")]
    for desired in (
        Desired({"contexts": []}),
        Desired({"contexts": [], "entry_context": ""}),
        Desired({"contexts": []}, ("entry_context",)),
    ):
        cleared = plan_scheme(desired, here, place, exclusive=True)
        assert body(cleared.steps[0])["entry_context"] is None
        assert [step.action for step in cleared.steps] == ["update", "remove", "remove"]


def test_words_that_lead_to_no_option() -> None:
    rule = {
        "action": "voice_helper",
        "voice_helper_rules": [{"to_option": "1", "transcription": "a"}, {"to_option": "2", "transcription": "b"}],
    }
    plan = planned([context("Main", start=[rule], _1=[HANGUP])], [])
    (text,) = plan.advice
    assert "option '2'" in text and "rule 1 of option 'start' of context 'Main'" in text


@pytest.mark.parametrize(
    ("values", "option"),
    [
        ({"contexts": [context("A", _1=[jump("B")])]}, "contexts[0].options[0].rules[0].context"),
        ({"contexts": [context("A")], "entry_context": "B"}, "entry_context"),
    ],
)
def test_what_can_be_known_without_asking(values: Json, option: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_named(values)
    assert str(caught.value).startswith(f"{option}: 'B' ")
    check_named({"contexts": [context("A", _1=[jump("17"), jump("A"), HANGUP])], "entry_context": ""})
