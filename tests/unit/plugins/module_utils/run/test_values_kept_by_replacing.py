# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No field with a described default falls back to it at an update of another field, on a PBX that takes the body for the whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

FACTS = json.loads((Path(__file__).parents[4] / "contract" / "facts.json").read_text(encoding="utf-8"))
Document = dict[str, Any]


class Case(NamedTuple):
    """An object of a resource, and a change to it.

    :param seed: adds it with these values.
    :param find: the object in the state.
    :param options: of the module, to name it.
    """

    operation: str
    module: str
    options: Document
    change: Document
    seed: Callable[[Simulator, Document], Any]
    find: Callable[[Document], Document]


def _only(rows: Document) -> Document:
    (row,) = rows.values()
    return dict(row)


def _tenant(state: Document) -> Document:
    return _only(state["tenants"])


def _system(name: str, **there: Any) -> tuple[Callable[[Simulator, Document], Any], Callable[[Document], Document]]:
    return lambda pbx, values: pbx.set_system(name, **there, **values), lambda state: dict(state["system"][name])


def _in_tenant(collection: str, **fields: Any) -> tuple[Callable[[Simulator, Document], Any], Callable[[Document], Document]]:
    def seed(pbx: Simulator, values: Document) -> Any:
        return pbx.add_object(collection, pbx.add_tenant("clinic.example.com", "Clinic"), **fields, **values)

    return seed, lambda state: _only(_tenant(state)[collection])


def _add_tenant(pbx: Simulator, values: Document) -> str:
    return pbx.add_tenant("clinic.example.com", "Clinic", **values)


def _add_action_url(pbx: Simulator, values: Document) -> str:
    return pbx.add_action_url(pbx.add_ivr(_add_tenant(pbx, {}), "8001", "Front desk"), "lookup", **values)


def _of_tenant(name: str, **there: Any) -> tuple[Callable[[Simulator, Document], Any], Callable[[Document], Document]]:
    def seed(pbx: Simulator, values: Document) -> Any:
        pbx.set_tenant(_add_tenant(pbx, {}), name, **there, **values)

    return seed, lambda state: dict(_tenant(state)[name])


def _add_inbound_rule(pbx: Simulator, values: Document) -> str:
    tenant = _add_tenant(pbx, {})
    fields = {"did_numbers": "4930100", "provider_id": pbx.add_provider("Carrier", tenant)}
    return pbx.add_object("inbound_rules", tenant, name="Main", **fields, **values)


def _server(kind: str, **there: Any) -> tuple[Callable[[Simulator, Document], Any], Callable[[Document], Document]]:
    def find(state: Document) -> Document:
        return dict(next(row for row in state[kind].values() if row["type"] == "EXTERNAL"))

    return lambda pbx, values: pbx.add_object(kind, name="second", **there, **values), find


IN_CLINIC = {"tenant": "clinic.example.com", "extension_number": "8001"}
CLINIC = {"tenant": "clinic.example.com"}
RECEPTIONIST = {"extension_number": "8001", "name": "Front desk", "pin": "284193"}
CASES = {
    "tenant": Case("POST /tenants", "tenant", {"domain": "clinic.example.com"}, {"website": "https://x.example"}, _add_tenant, _tenant),
    "tenant itself": Case("POST /tenant", "tenant", {"domain": "clinic.example.com"}, {"name": "Clinic West"}, _add_tenant, _tenant),
    "ivr": Case("POST /ivrs", "ivr", IN_CLINIC, {"name": "Door"}, *_in_tenant("ivrs", **RECEPTIONIST)),
    "ring_group": Case(
        "POST /ring_groups",
        "ring_group",
        IN_CLINIC,
        {"name": "Door"},
        *_in_tenant("ring_groups", extension_number="8001", name="Nurses", ring_strategy="CYCLIC_HUNT"),
    ),
    "call_queue": Case(
        "POST /call_queues",
        "call_queue",
        IN_CLINIC,
        {"name": "Door"},
        *_in_tenant("call_queues", extension_number="8001", name="Nurses"),
    ),
    "shared_voicemail": Case(
        "POST /shared_voicemails", "shared_voicemail", IN_CLINIC, {"name": "Door"}, *_in_tenant("shared_voicemails", **RECEPTIONIST)
    ),
    "user": Case(
        "POST /users",
        "user",
        IN_CLINIC,
        {"department": "West"},
        lambda pbx, values: pbx.add_user(_add_tenant(pbx, {}), "8001", "Anna Berg", **values),
        lambda state: _only(_tenant(state)["users"]),
    ),
    "trunk": Case(
        "POST /providers",
        "trunk",
        {"name": "Carrier"},
        {"concurrency": 7},
        lambda pbx, values: pbx.add_provider("Carrier", **values),
        lambda state: _only(state["providers"]),
    ),
    "outbound_rule": Case(
        "POST /outbound_rules",
        "outbound_rule",
        {**CLINIC, "name": "Out"},
        {"number_prefix": "00"},
        *_in_tenant("outbound_rules", name="Out"),
    ),
    "inbound_rule": Case(
        "POST /inbound_rules",
        "inbound_rule",
        {**CLINIC, "name": "Main"},
        {"cid_number_mask": "0049*"},
        _add_inbound_rule,
        lambda state: _only(_tenant(state)["inbound_rules"]),
    ),
    "ivr_action_url": Case(
        "POST /ivrs/{id}/action_urls",
        "ivr_action_url",
        {"tenant": "clinic.example.com", "ivr": "8001", "name": "lookup"},
        {"method": "POST"},
        _add_action_url,
        lambda state: _only(_only(_tenant(state)["ivrs"])["action_urls"]),
    ),
    "dealer": Case(
        "POST /dealers",
        "dealer",
        {"name": "northside", "update_password": "on_create"},
        {"description": "North"},
        lambda pbx, values: pbx.add_dealer("northside", "Dealer-Pass-1", **values),
        lambda state: _only(state["dealers"]),
    ),
    "settings": Case("POST /admin/settings", "settings", {}, {"trace_server_host": "trace.example.net"}, *_system("settings")),
    "notification": Case(
        "POST /admin/notification", "notification", {}, {"port": 25}, *_system("notification", type="SMTP", username="pbx@example.net")
    ),
    "password_policy": Case("POST /tenant/password_policy", "password_policy", CLINIC, {"min_length": 9}, *_of_tenant("password_policy")),
    "tenant_notification": Case(
        "POST /tenant/notification",
        "tenant_notification",
        CLINIC,
        {"port": 25},
        *_of_tenant("notification", type="SMTP", username="pbx@example.net"),
    ),
    "billing": Case("POST /tenant/billing", "billing", CLINIC, {"account": "TENANT"}, *_of_tenant("billing")),
    "conference_server": Case(
        "POST /conference_servers",
        "conference_server",
        {"name": "second"},
        {"max_rooms": 9},
        *_server("conference_servers", ipv4="192.0.2.33", max_rooms=5, max_participants=50),
    ),
    "media_server": Case(
        "POST /media_servers", "media_server", {"name": "second"}, {"custom_options": '{"a": 1}'}, *_server("media_servers")
    ),
    "network": Case("POST /network", "network", {}, {"web_domain": "voice.example.net"}, *_system("network")),
    "sbc": Case("POST /sbc", "sbc", {}, {"domain": "sbc.example.net"}, *_system("sbc")),
}


def _other(fact: Document) -> Any:
    """A value that is not the default."""
    default = fact["default"]
    if isinstance(default, bool):
        return not default
    if isinstance(default, int):
        return default - 1 if default == fact.get("max") else default + 1
    return next((value for value in fact.get("enum", ()) if value != default), "3GB")


def _others(fields: Document) -> Document:
    """Such values of all fields with a default, those inside mappings included."""
    found: Document = {}
    for name, fact in fields.items():
        if "default" in fact:
            found[name] = _other(fact)
        elif "fields" in fact and (inside := _others(FACTS["shapes"][fact["fields"]["shape"]])):
            found[name] = inside
    return found


def _without_nulls(value: Any) -> Any:
    return {name: _without_nulls(item) for name, item in value.items() if item is not None} if isinstance(value, dict) else value


def _described(case: Case) -> Document:
    return _others(FACTS["pbx"]["POST /tenants" if case.operation == "POST /tenant" else case.operation]["body"])


def test_there_is_a_case_for_each_resource_with_defaults() -> None:
    """Of an IVR server, the one field that can be changed is the one with a default; items of lists and parts are given as a whole."""
    pbx = {
        name: known
        for name, known in RESOURCES.items()
        if known.level != "extension" and not known.parts and any("*" not in path for path in known.defaulted)
    }
    concerned = {name for name, known in pbx.items() if set(known.own_fields) - set(known.immutable) - set(known.defaulted)}
    assert concerned <= set(CASES)


@pytest.mark.parametrize("blank_as", ["null", "absent"])
@pytest.mark.parametrize("name", CASES)
def test_it_keeps_what_it_has(shared_simulator: Simulator, name: str, blank_as: str) -> None:
    case = CASES[name]
    shared_simulator.configure(update_mode="replace", blank_as=blank_as)
    values = _described(case)
    assert values
    case.seed(shared_simulator, values)
    before = _without_nulls(case.find(shared_simulator.state()))
    assert before.items() >= {field: value for field, value in values.items() if not isinstance(value, dict)}.items()
    Task(shared_simulator, f"portsip_{case.module}", case.options).settle(**case.change)
    assert _without_nulls(case.find(shared_simulator.state())) == {**before, **case.change}
