# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What happens to calls that come in for an extension, and when: intervals, rules, and the order of the rules."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.apply import objects
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Ambiguous, ConnectionFailed, InvalidInput, NotFound, Refused
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

LOGIN = "POST /oauth/token"
BASE = "/api/ver1.0/extension/201"
INTERVALS, RULES, ORDER, SOUNDS = (f"{BASE}/{name}/" for name in ("interval", "incom_rule", "incom_rule/order", "sound"))


def _rules(pbx: Simulator) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pbx.state()["extension"]["extensions"]["201"]["incoming_rules"]
    return rows


def _names(pbx: Simulator) -> list[Any]:
    return [row["name"] for row in _rules(pbx)]


@pytest.fixture
def rule(shared_simulator: Simulator) -> Task:
    """A rule of a phone."""
    return Task(shared_simulator, "portsip_extension_incoming_rule", {"extension_id": 201})


@pytest.fixture
def order(shared_simulator: Simulator) -> Task:
    """The order of the rules of a phone."""
    return Task(shared_simulator, "portsip_extension_incoming_rule_order", {"extension_id": 201})


# Rules


def test_numbers_are_compared_without_their_spaces(rule: Task) -> None:
    hours = rule.pbx.add_interval(201, "Office hours")
    rule.settle(name="Night", type="transfer", transfer_dst="301 302", interval="Office hours")
    rule.still(name="Night", transfer_dst="  301   302 ", interval=str(hours))
    rule.settle(name="Night", type="voicemail", transfer_dst="")


def test_a_cascade(rule: Task) -> None:
    first, second = {"number": "301", "delay": 0}, {"number": "+15550101", "delay": 20}
    rule.settle(name="Stand-by", type="cascade", cascade_numbers=[first, second])
    rule.settle(name="Stand-by", cascade_numbers=[second, first])
    rule.settle(name="Stand-by", cascade_numbers=[second])
    assert _rules(rule.pbx)[0]["cascade_numbers"] == [second]
    error = rule.fails(name="Stand-by", cascade_numbers=[])
    assert "cascade_numbers is required" in str(error)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("pattern", ["^[[:digit:]]+$", r"^(?<country>49)", r"^\p{L}+$", "^0++[1-9]", "anon(?i)ymous", r"^\+49"])
def test_regular_expressions_of_other_flavours_than_pythons(pattern: str, rule: Task) -> None:
    tried = rule.run(check=True, name="Callers", type="hangup", caller_id_action="matches", caller_id=pattern)
    assert tried.changed
    assert tried.result["diff"]["after"]["caller_id"] == pattern


@pytest.mark.parametrize("pattern", ["(", ")", "[0-9", "*", "a|*b", "[9-0]"])
def test_what_is_no_regular_expression_in_any_flavour(pattern: str, rule: Task) -> None:
    error = rule.fails(requests=[], name="Callers", type="hangup", caller_id_action="matches", caller_id=pattern)
    assert f"caller_id: {pattern!r} is not allowed, it must be a regular expression" in str(error)


@pytest.mark.slow
def test_a_rule_that_can_not_be_moved_is_there_all_the_same(rule: Task) -> None:
    rule.pbx.add_incoming_rule(201, "Other")
    rule.pbx.inject("PUT", "/incom_rule/order/", status=400, message="no_more", times=None)
    error = rule.run(name="Night", type="voicemail", position=1).error
    assert "incoming rule Night" in str(error).partition("no_more")[2]
    assert "incoming rule Night" not in str(rule.run(name="Night", position=1).error), "nothing was written"
    rule.pbx.clear_faults()
    rule.settle(name="Night", position=1)
    assert _names(rule.pbx) == ["Night", "Other"]


def test_a_number_of_a_cascade_is_called_at_once_unless_a_delay_is_given(rule: Task) -> None:
    made = rule.settle(name="Stand-by", type="cascade", cascade_numbers=[{"number": "301"}, {"number": "302", "delay": 10}])
    assert made.context.warnings == []
    assert _rules(rule.pbx)[0]["cascade_numbers"] == [{"number": "301", "delay": 0}, {"number": "302", "delay": 10}]
    rule.settle(name="Stand-by", type="busy", cascade_numbers=[])


def test_a_sound_by_its_title(rule: Task) -> None:
    sound = rule.pbx.add_sound("Evening")
    done = rule.settle(name="Closed now", type="playfile", playfile_sound="Evening")
    assert done.calls[1] == f"GET {SOUNDS}"
    assert _rules(rule.pbx)[0]["playfile_sound"] == sound


def test_several_rules_of_one_name(rule: Task) -> None:
    ids = [rule.pbx.add_incoming_rule(201, "Twice"), rule.pbx.add_incoming_rule(201, "Twice", type="busy")]
    error = rule.fails(name="Twice", final=False)
    assert isinstance(error, Ambiguous)
    assert all(str(identifier) in str(error) for identifier in ids)
    rule.settle(id=str(ids[1]), final=False)
    assert [row["final"] for row in _rules(rule.pbx)] == [True, False]


def test_an_interval_that_is_still_to_come(rule: Task) -> None:
    tried = rule.run(check=True, name="Night", type="busy", interval="Office hours")
    assert tried.changed
    assert "earlier task" in tried.context.warnings[0]
    assert rule.pbx.writes() == []
    error = rule.run(name="Night", type="busy", interval="Office hours").error
    assert isinstance(error, NotFound)
    assert "interval: there is no interval" in str(error)
    assert rule.pbx.writes() == []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"type": "transfer"}, "transfer_dst is required"),
        ({"type": "simple_transfer"}, "transfer_dst is required"),
        ({"type": "cascade"}, "cascade_numbers is required"),
        ({"type": "busy", "caller_id_action": "matches"}, "caller_id is required"),
        ({"type": "busy", "caller_id_action": "not_matches"}, "caller_id is required"),
        ({}, "type is required"),
    ],
)
def test_what_a_rule_needs(rule: Task, options: dict[str, Any], named: str) -> None:
    error = rule.fails(name="New", **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"caller_id": "(", "type": "busy"}, "caller_id"),
        ({"transfer_dst": " ".join(str(number) for number in range(300, 311)), "type": "transfer"}, "at most 10"),
        ({"transfer_timeout": -1}, "transfer_timeout"),
        ({"cascade_numbers": [{"number": ""}]}, "cascade_numbers[0].number"),
        ({"cascade_numbers": [{"number": "1", "delay": -1}]}, "cascade_numbers[0].delay"),
        ({"position": 0}, "position"),
        ({"unset": ["type"]}, "type"),
    ],
)
def test_rules_that_are_not_valid(rule: Task, options: dict[str, Any], named: str) -> None:
    error = rule.fails(requests=[], name="New", **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)


def test_ten_destinations_are_allowed(rule: Task) -> None:
    rule.settle(name="Ten", type="transfer", transfer_dst=" ".join(str(number) for number in range(300, 310)))


# Position


def test_a_new_rule_at_its_place(rule: Task) -> None:
    pbx = rule.pbx
    for name in ("A", "B"):
        pbx.add_incoming_rule(201, name)
    done = rule.settle(name="First", type="busy", position=1)
    # One plan: the order is read before the first write.
    assert [call for call in done.calls if call.endswith(ORDER) or call.startswith("POST")][1:] == [
        f"GET {ORDER}",
        f"POST {RULES}",
        f"PUT {ORDER}",
        f"GET {ORDER}",
    ]
    assert _names(pbx) == ["First", "A", "B"]
    assert done.result["incoming_rule"]["position"] == 1
    assert done.result["diff"]["after"]["position"] == 1
    assert rule.still(name="First", position=1).calls == [LOGIN, f"GET {RULES}", f"GET {ORDER}"]


def test_a_rule_moves(rule: Task) -> None:
    pbx = rule.pbx
    for name in ("A", "B", "C"):
        pbx.add_incoming_rule(201, name)
    done = rule.settle(name="A", position=2)
    assert _names(pbx) == ["B", "A", "C"]
    assert (done.result["diff"]["before"]["position"], done.result["diff"]["after"]["position"]) == (1, 2)
    ids = [row["id"] for row in _rules(pbx)]
    assert done.bodies == [{"rules_ids": ids}]
    done = rule.settle(name="B", position=99)
    assert _names(pbx) == ["A", "C", "B"]
    assert done.result["incoming_rule"]["position"] == 3
    rule.still(name="B")
    rule.settle(name="C", final=False, position=1)
    assert _names(pbx) == ["C", "A", "B"]
    rule.settle(name="C", state="absent", position=1)


def test_an_order_that_is_lost_is_made_up_for(rule: Task) -> None:
    pbx = rule.pbx
    pbx.add_incoming_rule(201, "A")
    pbx.inject(method="PUT", path="/order/$", drop="before", times=3)
    outcome = rule.run(name="First", type="busy", position=1)
    assert isinstance(outcome.error, ConnectionFailed)
    assert _names(pbx) == ["A", "First"]
    rule.settle(name="First", type="busy", position=1)
    assert _names(pbx) == ["First", "A"]


# Order


def test_some_rules_come_first(order: Task) -> None:
    pbx = order.pbx
    a, b, c, d = (pbx.add_incoming_rule(201, name) for name in "ABCD")
    assert order.still().result["order"]["rules"] == [a, b, c, d]
    done = order.settle(rules=["C", str(a)])
    assert done.calls == [LOGIN, f"GET {RULES}", f"GET {ORDER}", f"PUT {ORDER}", f"GET {ORDER}"]
    assert done.bodies == [{"rules_ids": [c, a, b, d]}]
    assert _names(pbx) == ["C", "A", "B", "D"]
    assert done.result["order"]["rules"] == [c, a, b, d]
    # A diff calls what was given by its name by that name.
    assert done.result["diff"] == {"before": {"rules": [a, b, "C", d]}, "after": {"rules": ["C", a, b, d]}}
    order.still(rules=["C"])
    order.still(rules=[])
    assert order.still(rules=[str(c), str(a)]).calls == [LOGIN, f"GET {RULES}", f"GET {ORDER}"]
    order.settle(rules=["D", "C", "B", "A"])


def test_an_order_is_made_again_where_a_rule_has_come_meanwhile(order: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    """The API takes an order only with all rules in it, and other runs create and remove some at the same time."""
    pbx = order.pbx
    a, b = (pbx.add_incoming_rule(201, name) for name in "AB")
    update, came = ExtensionClient.update, []

    def late(client: ExtensionClient, path: str, body: Any) -> Any:
        if len(came) < 2:
            came.append(pbx.add_incoming_rule(201, f"late {len(came)}"))
        return update(client, path, body)

    monkeypatch.setattr(ExtensionClient, "update", late)
    done = order.run(rules=["B", "A"])
    assert done.error is None
    assert [int(rule) for rule in done.result["order"]["rules"]] == [b, a, *came]
    pbx.inject("PUT", "/order/$", status=400, times=None)
    refused = order.run(rules=["A", "B"])
    assert isinstance(refused.error, Refused)
    assert len(pbx.writes()) == 1, "nothing has changed, so that it is not tried again"


def test_a_rule_keeps_its_place_where_others_come_and_go_meanwhile(rule: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    pbx = rule.pbx
    for name in ("A", "B"):
        pbx.add_incoming_rule(201, name)
    update, came = ExtensionClient.update, []

    def late(client: ExtensionClient, path: str, body: Any) -> Any:
        if path.endswith("/order/") and len(came) < 2:
            came.append(pbx.add_incoming_rule(201, f"late {len(came)}"))
        return update(client, path, body)

    monkeypatch.setattr(ExtensionClient, "update", late)
    done = rule.run(name="New", type="busy", position=2)
    assert done.error is None, done.error
    assert _names(pbx) == ["A", "New", "B", "late 0", "late 1"]
    # What came and went between the two requests shows nowhere, so that a refusal is no answer yet.
    monkeypatch.setattr(objects, "PAUSES", (0, 0, 0, 0, 0))
    pbx.inject("PUT", "/order/$", status=400, times=2)
    assert rule.run(name="New", position=1).changed
    assert _names(pbx)[0] == "New"
    pbx.inject("PUT", "/order/$", status=400, times=None)
    refused = rule.run(name="New", position=3)
    assert isinstance(refused.error, Refused)
    assert _names(pbx)[0] == "New"


@pytest.mark.parametrize("number", [1, 101])
def test_names_are_looked_up_in_one_list(number: int, order: Task) -> None:
    names = [f"Rule {count}" for count in range(number)]
    for name in ("Last", *names):
        order.pbx.add_incoming_rule(201, name)
    done = order.settle(rules=names)
    assert done.calls == [LOGIN, f"GET {RULES}", f"GET {ORDER}", f"PUT {ORDER}", f"GET {ORDER}"]
    assert _names(order.pbx) == [*names, "Last"]


def test_rules_named_twice(order: Task) -> None:
    pbx = order.pbx
    a, _b = (pbx.add_incoming_rule(201, name) for name in "AB")
    assert isinstance(order.fails(requests=[], rules=["A", "A"]), InvalidInput)
    error = order.fails(rules=["A", str(a), "B"])
    assert isinstance(error, InvalidInput)
    assert str(a) in str(error)
    assert isinstance(order.fails(requests=[], rules=[""]), InvalidInput)


def test_rules_that_are_not_there(order: Task) -> None:
    pbx = order.pbx
    pbx.add_incoming_rule(201, "A")
    tried = order.run(check=True, rules=["New", "A"])
    assert tried.changed
    assert "earlier task" in tried.context.warnings[0]
    assert pbx.writes() == []
    assert isinstance(order.run(rules=["New", "A"]).error, NotFound)
    assert pbx.writes() == []
    pbx.add_incoming_rule(201, "A")
    assert isinstance(order.fails(rules=["A"]), Ambiguous)


def test_check_mode_foretells_the_order_of_rules_that_are_still_to_come(order: Task) -> None:
    pbx = order.pbx
    pbx.add_incoming_rule(201, "A")
    foretold = {rules: order.run(check=True, rules=list(rules)) for rules in ("BC", "ABC")}
    pbx.add_incoming_rule(201, "B")
    pbx.add_incoming_rule(201, "C")
    for rules in ("ABC", "BC"):
        made = order.run(rules=list(rules))
        assert (made.changed, made.result["diff"]) == (foretold[rules].changed, foretold[rules].result["diff"])
    assert foretold["ABC"].changed is False
    assert _names(pbx) == ["B", "C", "A"]


def test_the_diff_is_the_same_before_and_after_the_interval_exists(rule: Task) -> None:
    wanted = {"name": "Night", "type": "busy", "interval": "Office hours"}
    foretold = rule.run(check=True, **wanted)
    rule.pbx.add_interval(201, "Office hours")
    made = rule.run(**wanted)
    assert made.result["diff"] == foretold.result["diff"]
    assert made.result["diff"]["after"]["interval"] == "Office hours"


def test_an_id_that_no_rule_has(order: Task) -> None:
    order.pbx.add_incoming_rule(201, "A")
    assert isinstance(order.run(rules=["99"]).error, NotFound)
    assert order.pbx.writes() == []
