# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is read of an extension: every subset, all pages, no secret, and no request for what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.run.extension_subsets import SUBSETS
from ansible_collections.portsip.pbx.tests.unit.support.extension import BASE, CONFERENCE, FAX, LOGIN, MENU, PHONE, QUEUE, at
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

Ids = dict[str, Any]
DAY = {"start_datetime": "2026-03-02 00:00:00", "end_datetime": "2026-03-03 00:00:00"}


def info(pbx: Simulator, extension: int | None, *subsets: str, **options: Any) -> Task:
    return Task(pbx, "portsip_extension_info", {"extension_id": extension, "subsets": list(subsets), **options})


@pytest.fixture
def ids(shared_simulator: Simulator) -> Ids:
    """An extension of each type with something of everything."""
    pbx = shared_simulator
    pbx.configure(later_release_fields=False)
    ids: Ids = {}
    ids["agent"] = pbx.add_agent(PHONE, "Anna")
    pbx.add_queue_agent(QUEUE, ids["agent"], 1, 2)
    ids["call"] = pbx.add_call(PHONE)
    ids["event"] = pbx.add_event(PHONE)
    ids["interval"] = pbx.add_interval(PHONE, "Office hours")
    ids["notification"] = pbx.add_mail_notification(PHONE, "desk@example.net")
    ids["user"] = pbx.add_extension_user(PHONE, "anna", password="User-Secret-9")
    ids["rules"] = [pbx.add_incoming_rule(PHONE, name) for name in ("First", "Second")]
    ids["registration"] = pbx.add_registration(PHONE)
    ids["records"] = [pbx.add_record(PHONE, start=f"2026-03-02 1{hour}:00:00") for hour in range(3)]
    ids["context"] = pbx.add_context(MENU, "Main")
    ids["menu_rules"] = [pbx.add_context_rule(MENU, ids["context"], "1") for _number in range(2)]
    pbx.add_queue_member(QUEUE, "+4930", state="waiting")
    pbx.add_conference_member(CONFERENCE, 3)
    pbx.set_extension(PHONE, ani="+493055501000", conference_pin="Phone-Pin-4711", replace_pin="Replace-Pin-4712")
    pbx.set_extension(CONFERENCE, pin="Conf-Pin-4713", moderator_pin="Mod-Pin-4714")
    return ids


def options_for(name: str, ids: Ids) -> dict[str, Any]:
    """What a subset needs."""
    known = {
        "agent_id": ids["agent"],
        "call_api_id": ids["call"],
        "context_id": ids["context"],
        "event_id": ids["event"],
        "interval_id": ids["interval"],
        "notification_id": ids["notification"],
        "option_digits": "1",
        "rule_id": ids["menu_rules" if name.startswith("ivr") else "rules"][0],
        "user_id": ids["user"],
        **DAY,
    }
    return {option: known[option] for option in SUBSETS[name].needs}


def extension_of(name: str) -> int:
    """The extension that has a subset."""
    by_type = {"conference": CONFERENCE, "fax": FAX, "ivr": MENU, "queue": QUEUE}
    return next((extension for kind, extension in by_type.items() if name.startswith(kind)), PHONE)


PATHS: dict[str, list[str]] = {
    "agent": ["agent/{agent}"],
    "agents": ["agent/"],
    "aliases": ["alias/"],
    "ani": ["ani/"],
    "call": ["current_calls/{call}"],
    "conference": ["conference/"],
    "conference_status": ["conference/status/"] * 5,
    "current_calls": ["current_calls/"],
    "event": ["event/{event}"],
    "events": ["event/"],
    "extension": ["extension/"],
    "fax": ["fax/"],
    "incoming_rule": ["incom_rule/{rules[0]}"],
    "incoming_rule_order": ["incom_rule/order/"],
    "incoming_rules": ["incom_rule/", "incom_rule/order/"],
    "interval": ["interval/{interval}"],
    "intervals": ["interval/"],
    "ivr": ["ivr/"],
    "ivr_context": ["ivr/context/{context}"],
    "ivr_contexts": ["ivr/context/"],
    "ivr_options": ["ivr/context/{context}/options/"],
    "ivr_rule": ["ivr/context/{context}/options/1/rules/{menu_rules[0]}"],
    "ivr_rule_order": ["ivr/context/{context}/options/1/rules/order/"],
    "ivr_rules": ["ivr/context/{context}/options/1/rules/", "ivr/context/{context}/options/1/rules/order/"],
    "ivr_scheme": ["ivr/scheme/"],
    "notification": ["mail_notification/{notification}"],
    "notifications": ["mail_notification/"],
    "phone": ["phone/"],
    "queue": ["queue/"],
    "queue_agent": ["queue/agents/local/{agent}", "queue/agents/remote/{agent}"],
    "queue_agents": ["queue/agents/local/", "queue/agents/remote/"],
    "queue_status": ["queue/status/"],
    "queue_status_agents": ["queue/status/agents/"],
    "queue_status_members": ["queue/status/members/"],
    "record_statistics": ["record/stats/"],
    "records": ["record/"],
    "registration": ["registration/"],
    "registrations": [],
    "sounds": ["sound/"],
    "user": ["user/extension/{user}"],
    "users": ["user/extension/"],
}
"""From the API's description: the paths below the extension that each subset takes."""


def test_every_subset_is_tested() -> None:
    assert set(PATHS) == set(SUBSETS)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("check", [False, True])
def test_each_subset_has_its_paths(name: str, check: bool, ids: Ids, shared_simulator: Simulator) -> None:
    extension = extension_of(name)
    read = info(shared_simulator, extension, name, **options_for(name, ids)).run(check=check)
    paths = [f"{BASE}/{extension}/{path.format(**ids)}" for path in PATHS[name]] or [f"{BASE}/registration/"]
    assert read.calls == [LOGIN, *(f"GET {path}" for path in paths)]
    assert set(read.result) == {"changed", name}
    assert read.result["changed"] is False
    assert read.result[name] not in (None, [], {})
    assert shared_simulator.writes() == []


SECRETS = ("User-Secret-9", "Phone-Pin-4711", "Replace-Pin-4712", "Conf-Pin-4713", "Mod-Pin-4714")


@pytest.mark.parametrize("name", ["conference", "phone", "user", "users"])
def test_no_secret_is_shown(name: str, ids: Ids, shared_simulator: Simulator) -> None:
    read = info(shared_simulator, extension_of(name), name, **options_for(name, ids)).run()
    assert [secret for secret in SECRETS if secret in shown(read)] == []
    if name == "conference":
        assert {"Conf-Pin-4713", "Mod-Pin-4714"} <= read.context.secrets


def test_several_subsets_at_once(ids: Ids, shared_simulator: Simulator) -> None:
    names = ["phone", "agents", "records", "record_statistics", "sounds", "phone"]
    read = info(shared_simulator, PHONE, *names, **DAY).run()
    assert list(read.result) == ["changed", "phone", "agents", "records", "record_statistics", "sounds"]
    assert [agent["name"] for agent in read.result["agents"]] == ["Anna"]
    assert [record["record_uuid"] for record in read.result["records"]] == ids["records"][::-1]
    assert read.result["record_statistics"] == {"records_count": 3, "files_size": 3 * 4096}
    assert read.context.steps[-1] == "5 of 5 subsets read"
    assert read.calls[0] == LOGIN
    assert len(read.calls) == 6


def test_what_is_shown(ids: Ids, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    read = info(pbx, PHONE, "ani", "extension", "user", "agents", "current_calls", user_id=ids["user"]).run().result
    assert read["ani"] == {"ani_number": "+493055501000"}
    assert read["extension"]["type"] == "phone"
    assert (read["user"]["login"], read["user"]["id"]) == ("anna", ids["user"])
    assert read["agents"][0]["id"] == ids["agent"]
    assert [call["call_api_id"] for call in read["current_calls"]] == [ids["call"]]
    menu = info(pbx, MENU, "ivr_options", "ivr_rules", "ivr_scheme", context_id=ids["context"], option_digits="1").run().result
    assert [option["digits"] for option in menu["ivr_options"]] == ["start", "timeout", "invalid", "1"]
    assert [rule["id"] for rule in menu["ivr_rules"]] == ids["menu_rules"]
    assert [context["name"] for context in menu["ivr_scheme"]["contexts"]] == ["Main"]
    queue = info(pbx, QUEUE, "queue_agents", "queue_agent", "queue_status", agent_id=ids["agent"]).run().result
    place = {"agent_id": ids["agent"], "level": 1, "position": 2}
    assert queue["queue_agents"] == {"local": [place], "remote": []}
    assert queue["queue_agent"] == {"local": place, "remote": None}
    assert queue["queue_status"] == {"waiting_members": 1, "trying_members": 0, "answered_members": 0}


def test_rules_come_in_their_order(ids: Ids, shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/order/", status=200, body=f'{{"rules_ids": {ids["rules"][::-1]}}}')
    read = info(shared_simulator, PHONE, "incoming_rules").run().result
    assert [rule["name"] for rule in read["incoming_rules"]] == ["Second", "First"]
    read = info(shared_simulator, PHONE, "incoming_rule_order").run().result
    assert read["incoming_rule_order"] == ids["rules"]


def test_the_conference_that_is_under_way(ids: Ids, shared_simulator: Simulator) -> None:
    facts = ["is_locked", "count"]
    read = info(shared_simulator, CONFERENCE, "conference_status", conference_facts=facts).run()
    assert read.result["conference_status"] == {"is_locked": {"is_locked": False}, "count": {"count": 1}}
    assert [request["query"] for request in shared_simulator.requests()[1:]] == [{"action": fact} for fact in facts]
    shared_simulator.inject("GET", "/conference/status/", status=404, times=None)
    read = info(shared_simulator, CONFERENCE, "conference_status", conference_facts=facts).run()
    assert read.result["conference_status"] == {"is_locked": None, "count": None}


BY_ID = [name for name, subset in SUBSETS.items() if subset.by_id]


@pytest.mark.parametrize("name", BY_ID)
def test_what_is_not_there_is_null(name: str, ids: Ids, shared_simulator: Simulator) -> None:
    options = {option: 99 for option in SUBSETS[name].needs} | {"call_api_id": "none", "option_digits": "9"}
    read = info(shared_simulator, extension_of(name), name, **options).run()
    assert read.result[name] == ({"local": None, "remote": None} if name == "queue_agent" else None)


@pytest.mark.parametrize("name", sorted(set(PATHS) - set(BY_ID) - {"registrations", "conference_status"}))
def test_an_extension_that_is_not_there_is_a_failure(name: str, ids: Ids, shared_simulator: Simulator) -> None:
    outcome = info(shared_simulator, 9999, name, **options_for(name, ids)).run()
    assert isinstance(outcome.error, errors.NotFound)


def test_the_registrations_of_several_extensions(ids: Ids, shared_simulator: Simulator) -> None:
    read = info(shared_simulator, None, "registrations", extension_ids=[201, 202]).run()
    assert [(item["extension_id"], item["registered"]) for item in read.result["registrations"]] == [(201, True), (202, False)]
    assert len(info(shared_simulator, None, "registrations").run().result["registrations"]) > 20


# Pages and filters


@pytest.mark.parametrize(("count", "limit"), [(100, 100), (101, 100), (250, 100), (57, 20), (40, 20), (9, 100)])
def test_lists_are_complete(count: int, limit: int, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.configure(extension_per_page_max=limit)
    try:
        names = [pbx.add_record(202, start=f"2026-03-02 {number // 60:02}:{number % 60:02}:00") for number in range(count)]
        read = info(pbx, 202, "records", order="asc", **DAY).run()
    finally:
        pbx.configure(extension_per_page_max=100)
    assert [record["record_uuid"] for record in read.result["records"]] == names
    pages = [request["query"]["page"] for request in pbx.requests()[1:]]
    assert pages == [str(number + 1) for number in range(len(pages))]
    assert {request["query"]["per_page"] for request in pbx.requests()[1:]} == {"100"}


def test_filters_go_to_the_api(shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_extension_user(PHONE, "anna")
    pbx.add_extension_user(PHONE, "berta")
    pbx.add_alias(PHONE, "desk")
    read = info(
        pbx,
        PHONE,
        "sounds",
        "users",
        "aliases",
        sound_filter={"title": ["Welcome", "Closed"]},
        user_filter={"login": ["berta"], "status": None},
        alias_filter={"name": ["desk", "door"]},
    ).run()
    assert [sound["title"] for sound in read.result["sounds"]] == ["Welcome", "Closed"]
    assert [user["login"] for user in read.result["users"]] == ["berta"]
    assert [alias["name"] for alias in read.result["aliases"]] == ["desk"]


# Troubles


@pytest.mark.parametrize("name", [name for name in PATHS if name not in ("incoming_rule_order", "ivr_rule_order", "record_statistics")])
def test_garbage_is_unexpected(name: str, ids: Ids, shared_simulator: Simulator) -> None:
    shared_simulator.inject("GET", "/extension/", garbage=True, times=None)
    outcome = info(shared_simulator, extension_of(name), name, **options_for(name, ids)).run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)


@pytest.mark.parametrize("name", [name for name, subset in SUBSETS.items() if subset.shape != "any" and not subset.facts])
def test_an_answer_of_another_shape_is_unexpected(name: str, ids: Ids, shared_simulator: Simulator) -> None:
    body = '"odd"' if SUBSETS[name].shape == "list" else '["odd"]'
    shared_simulator.inject("GET", "/extension/", status=200, body=body, times=None)
    outcome = info(shared_simulator, extension_of(name), name, **options_for(name, ids)).run()
    assert isinstance(outcome.error, errors.UnexpectedAnswer)


WRONG: list[tuple[list[str], dict[str, Any], str]] = [
    (["phone"], {"extension_id": None}, "extension_id: is required with the subset phone"),
    (["records"], {}, "start_datetime, end_datetime: are required with the subset records"),
    (["records"], {**DAY, "end_datetime": DAY["start_datetime"]}, "end_datetime: '2026-03-02 00:00:00' is not allowed, it must be after"),
    (["records"], {**DAY, "end_datetime": "2026-02-30 00:00:00"}, "end_datetime: '2026-02-30 00:00:00' is not allowed"),
    (["records"], {**DAY, "start_datetime": "2026-03-02"}, "start_datetime: '2026-03-02' is not allowed, it must be a point in time"),
    (["record_statistics"], {**DAY, "start_datetime": "yesterday"}, "start_datetime: 'yesterday' is not allowed"),
    (["ivr_rules"], {"context_id": 1}, "option_digits: is required with the subset ivr_rules"),
    (["agents", "agent"], {}, "agent_id: is required with the subset agent"),
    (["call"], {"call_api_id": ".."}, "call_api_id: '..' is not allowed"),
    (["phone"], {"extension_id": -1}, "extension_id: -1 is not allowed"),
]


@pytest.mark.parametrize(("subsets", "options", "says"), WRONG)
def test_wrong_options_make_no_request(subsets: list[str], options: dict[str, Any], says: str, shared_simulator: Simulator) -> None:
    error = info(shared_simulator, PHONE, *subsets).fails(requests=[], **options)
    assert isinstance(error, errors.InvalidInput)
    assert str(error).startswith(says)


def test_a_time_that_yaml_has_read(ids: Ids, shared_simulator: Simulator) -> None:
    period = {name: moment.replace(" ", "T") for name, moment in DAY.items()}
    assert len(info(shared_simulator, PHONE, "records", **period).run().result["records"]) == 3
    assert at(shared_simulator, PHONE)["records"].keys() == set(ids["records"])
