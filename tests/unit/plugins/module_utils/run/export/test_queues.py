# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Queues of the extension API: found, read with their agents and rules, and applied again without a change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.export import with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

URL = "https://crm.example.net/calls?token=sentinel-of-an-event"


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """Two queues with agents of two extensions."""
    pbx = shared_simulator
    desk, home = pbx.add_agent(201, "Desk", wrap_up_time=15), pbx.add_agent(202, "Home")
    pbx.add_queue_agent(901, home, level=2, position=1)
    pbx.add_queue_agent(901, desk, level=1, position=3)
    pbx.add_queue_agent(902, home, level=1, position=1, remote=True)
    pbx.set_extension(901, sound=3003, announce_sound=3001, exit_key="0", max_wait_time=300)
    night = pbx.add_interval(901, "Nacht {{ x }}")
    for name in ("Third", "First"):
        pbx.add_incoming_rule(901, name, type="busy", interval=night)
    pbx.add_event(901, "dial-in", URL, "POST")
    pbx.add_event(901, "hangup", "https://crm.example.net/calls", "POST")
    return pbx


def run(pbx: Simulator, **options: Any) -> Outcome:
    """An export of queues alone."""
    return Task(pbx, "portsip_export", {"api_url": None}).run(only=["queues"], **options)


def test_a_queue_is_exported_with_everything_of_it(pbx: Simulator) -> None:
    result = run(pbx, queues=[901]).result
    assert (result["notes"], result["incomplete"]) == ([], [])
    (queue,) = result["definition"]["queues"]
    assert (queue["extension_id"], queue["sound"], queue["announce_sound"]) == (901, "Hold music", "Welcome")
    desk, home = queue["agents"]
    assert (desk["extension_id"], desk["name"], desk["level"], desk["position"], desk["wrap_up_time"]) == (201, "Desk", 1, 3, 15)
    assert (home["extension_id"], home["name"], home["level"], home["position"]) == (202, "Home", 2, 1)
    assert [rule["name"] for rule in queue["incoming_rules"]] == ["Third", "First"]
    assert queue["incoming_rules"][0]["interval"] == queue["intervals"][0]["name"] == "Nacht {{ x }}"
    assert [event["event_type"] for event in queue["events"]] == ["dial-in", "hangup"]
    assert "sentinel" not in str(result)


def test_what_is_exported_changes_nothing(pbx: Simulator) -> None:
    result = run(pbx).result
    assert [queue["extension_id"] for queue in result["definition"]["queues"]] == [901, 902, 903, 904, 905]
    (secret,) = result["secrets"]
    assert secret["path"] == "queues[0].events[0].url"
    Documents(pbx).still(with_values(result["definition"], {secret["placeholder"][3:-3]: URL}))


def test_remote_agents_say_so(pbx: Simulator) -> None:
    (queue,) = run(pbx, queues=[902]).result["definition"]["queues"]
    assert [(agent["name"], agent["type"]) for agent in queue["agents"]] == [("Home", "remote")]


def test_rules_stand_in_the_order_in_which_they_are_tried(pbx: Simulator) -> None:
    rules = pbx.state()["extension"]["extensions"]["901"]["incoming_rules"]
    assert Task(pbx, "portsip_extension_incoming_rule_order").run(extension_id=901, rules=["First", "Third"]).changed
    (queue,) = run(pbx, queues=[901]).result["definition"]["queues"]
    assert [rule["name"] for rule in queue["incoming_rules"]] == ["First", "Third"] == [rule["name"] for rule in reversed(rules)]


def test_named_queues_and_extensions_take_few_requests(pbx: Simulator) -> None:
    calls = [call.partition("extension/")[2] for call in run(pbx, queues=[902], agent_extensions=[202]).calls[1:]]
    places = ("902/queue/agents/local/", "902/queue/agents/remote/")
    assert sorted(calls) == sorted(["902/queue/", "902/interval/", "902/incom_rule/", "902/event/", *places, "202/agent/"])


def test_variables_of_keys_that_differ_in_a_secret_alone_differ(pbx: Simulator) -> None:
    for token in ("first-token", "second-token"):
        pbx.add_event(902, "answer", f"https://crm.example.net/?token={token}", "POST")
    result = run(pbx, queues=[902]).result
    assert len({item["placeholder"] for item in result["secrets"]}) == 2
    assert "-token" not in str(result)
    assert "first_token" not in str(result)


def test_an_agent_whose_extension_is_not_looked_at_is_missing_and_named(pbx: Simulator) -> None:
    outcome = run(pbx, queues=[901], agent_extensions=[201])
    (queue,) = outcome.result["definition"]["queues"]
    assert [agent["name"] for agent in queue["agents"]] == ["Desk"]
    assert not outcome.result["summary"]["complete"]
    (missing,) = outcome.result["incomplete"]
    assert missing["path"] == "queues[0].agents"
    assert "agent_extensions" in missing["message"]


def test_queues_are_left_out_where_there_is_no_extension_api_or_none_is_wanted(pbx: Simulator) -> None:
    for options in ({"extension_api_url": None}, {"queues": []}, {"only": ["system", "tenants"]}):
        outcome = Task(pbx, "portsip_export").run(**options)
        assert "queues" not in outcome.result["definition"]
        assert not [call for call in outcome.calls if "extension" in call]


def test_rules_of_one_name_fail_the_export(pbx: Simulator) -> None:
    pbx.add_incoming_rule(902, "First", type="busy")
    pbx.add_incoming_rule(902, "First", type="hangup")
    outcome = run(pbx, queues=[902])
    assert isinstance(outcome.error, errors.Ambiguous)
    assert "'First'" in str(outcome.error)
    assert "902" in str(outcome.error)
    assert run(pbx, queues=[902], exclude=["incoming_rules:First"]).error is None


def test_queues_have_a_file_of_their_own(pbx: Simulator, tmp_path: Path) -> None:
    assert run(pbx, queues=[901, 902], dest=str(tmp_path)).changed
    assert [path.name for path in tmp_path.iterdir()] == ["queues.yml"]
    assert not run(pbx, queues=[902, 901], dest=str(tmp_path)).changed


def test_an_extension_that_is_no_queue_is_reported(pbx: Simulator) -> None:
    outcome = run(pbx, queues=[201])
    assert outcome.error is None
    assert not outcome.result["summary"]["complete"]
    assert outcome.result["incomplete"][0]["path"].startswith("queues[0]")


def test_extensions_that_can_not_be_listed_are_told(pbx: Simulator) -> None:
    pbx.inject("GET", r"/extension/registration/$", status=403, message="app_access_type_deny", times=None)
    outcome = run(pbx)
    assert outcome.error is None
    assert outcome.result["definition"] == {}
    (missing,) = outcome.result["incomplete"]
    assert missing["path"] == "queues"
    assert "name the queues in queues" in missing["message"]


def test_one_extension_that_is_refused_leaves_the_queues_that_are_not(pbx: Simulator) -> None:
    pbx.inject("GET", r"/extension/902/extension/$", status=403, message="app_access_type_deny", times=None)
    result = run(pbx).result
    assert [queue["extension_id"] for queue in result["definition"]["queues"]] == [901, 903, 904, 905]
    (missing,) = result["incomplete"]
    assert missing["path"] == "queues"
    assert "902" in missing["message"]
