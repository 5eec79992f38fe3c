# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A document becomes entries, each with the options that its module would be given."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.entries import Entry, Reading, distinct

OMIT = "__omit_place_holder__97c9768a8c1e2d6e9dc476c465bf04572a3660b6"
DOCUMENT: dict[str, Any] = {
    "system": {
        "settings": {"blocked_user_agents": ["friendly-scanner"]},
        "transports": [{"protocol": "UDP", "port": "5060"}],
        "dealers": [{"name": "northside", "password": "dealer-1-pass", "update_password": "on_create"}],
    },
    "tenants": [
        {
            "domain": "Lac.example.net",
            "renamed_from": "see.example.net",
            "name": "Lac",
            "ip_rules": [{"cidr": "192.0.2.7/24", "target": "ACCEPT"}],
            "dealers": ["northside"],
            "trunk_assignments": [{"trunk": "Carrier", "concurrency": 10}],
            "ring_groups": [],
            "ivrs": [
                {"extension_number": 8000, "name": "Main", "prompt_file": "hello.wav", "action_urls": [{"name": "lookup"}]},
                {"extension_number": "8001", "state": "absent", "action_urls": [{"name": "gone"}]},
            ],
            "queue_agents": [{"extension_id": "201", "name": "Desk", "queues": [{"queue": 902, "level": 1}]}],
        },
        {"domain": "gone.example.net", "state": "absent", "ivrs": [{"extension_number": "8000"}]},
    ],
    "queues": [
        {
            "extension_id": "901",
            "strategy": "random",
            "agents": [{"extension_id": 211, "name": "Night", "level": 2, "type": "remote"}],
            "intervals": [{"name": "Day"}],
            "incoming_rules": [{"name": "Closed", "type": "hangup", "interval": "Day"}],
        },
        {"extension_id": 902, "state": "absent", "agents": [{"extension_id": 211, "name": "Night", "position": 3}]},
    ],
}


def reading_of(document: dict[str, Any]) -> Reading:
    """What is read of a document in which nothing is wrong."""
    found = read_document(document)
    assert [str(finding) for finding in found.findings] == []
    return found


def entry_at(path: str, document: dict[str, Any] | None = None) -> Entry:
    """The entry with this path."""
    (found,) = (entry for entry in reading_of(document or DOCUMENT).entries if entry.path == path)
    return found


def test_entries_come_in_the_order_of_the_document_each_after_what_it_stands_in() -> None:
    entries = reading_of(DOCUMENT).entries
    assert [(entry.path, ".".join(entry.kind_path), entry.name) for entry in entries][:9] == [
        ("system.settings", "system.settings", ""),
        ("system.transports[0]", "system.transports", "UDP 5060"),
        ("system.dealers[0]", "system.dealers", "northside"),
        ("tenants[0]", "tenants", "Lac.example.net"),
        ("tenants[0].ip_rules[0]", "tenants.ip_rules", "192.0.2.0/24"),
        ("tenants[0].dealers[0]", "tenants.dealers", "northside"),
        ("tenants[0].trunk_assignments[0]", "tenants.trunk_assignments", "Carrier"),
        ("tenants[0].ivrs[0]", "tenants.ivrs", "8000"),
        ("tenants[0].ivrs[0].action_urls[0]", "tenants.ivrs.action_urls", "lookup"),
    ]
    for number, entry in enumerate(entries):
        assert entry.owner is None or entry.owner in entries[:number]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("system.transports[0]", {"protocol": "UDP", "port": 5060}),
        ("system.dealers[0]", {"name": "northside", "password": "dealer-1-pass", "update_password": "on_create"}),
        ("tenants[0]", {"domain": "Lac.example.net", "name": "Lac"}),
        ("tenants[0].ip_rules[0]", {"cidr": "192.0.2.0/24", "target": "ACCEPT"}),
        ("tenants[0].dealers[0]", {"tenant": "Lac.example.net", "dealer": "northside"}),
        ("tenants[0].trunk_assignments[0]", {"tenant": "Lac.example.net", "provider": "Carrier", "concurrency": 10}),
        (
            "tenants[0].ivrs[0]",
            {"tenant": "Lac.example.net", "extension_number": "8000", "name": "Main", "prompt_file_id": "hello.wav"},
        ),
        ("tenants[0].ivrs[0].action_urls[0]", {"tenant": "Lac.example.net", "ivr": "8000", "name": "lookup"}),
        ("tenants[0].ivrs[1]", {"tenant": "Lac.example.net", "extension_number": "8001", "state": "absent"}),
        ("tenants[0].queue_agents[0]", {"extension_id": 201, "name": "Desk", "queues": [{"queue": 902, "level": 1}]}),
        ("queues[0]", {"extension_id": 901, "strategy": "random"}),
        (
            "queues[0].agents[0]",
            {"extension_id": 211, "name": "Night", "queues": [{"queue": 901, "level": 2, "type": "remote"}]},
        ),
        ("queues[0].intervals[0]", {"extension_id": 901, "name": "Day"}),
        ("queues[0].incoming_rules[0]", {"extension_id": 901, "name": "Closed", "type": "hangup", "interval": "Day"}),
    ],
)
def test_the_options_that_a_module_is_given(path: str, params: dict[str, Any]) -> None:
    assert entry_at(path).params() == params


def test_an_agent_that_is_to_go_is_given_no_place() -> None:
    agent = {"extension_id": 211, "name": "Night", "level": 2, "state": "absent"}
    entry = entry_at("queues[0].agents[0]", {"queues": [{"extension_id": 901, "agents": [agent]}]})
    assert entry.params() == {"extension_id": 211, "name": "Night", "state": "absent"}


def test_what_an_entry_says_of_itself() -> None:
    tenant = entry_at("tenants[0]")
    assert tenant.renamed_from == "see.example.net"
    assert tenant.tenant is tenant
    assert tenant.listed == {"ip_rules", "dealers", "trunk_assignments", "ring_groups", "ivrs", "queue_agents"}
    url = entry_at("tenants[0].ivrs[0].action_urls[0]")
    assert (url.tenant or url).path == "tenants[0]"
    assert (url.owner or url).path == "tenants[0].ivrs[0]"
    assert entry_at("queues[0].agents[0]").tenant is None
    assert entry_at("queues[0]").listed == {"agents", "intervals", "incoming_rules"}


def test_what_stands_in_something_that_is_to_go_is_to_go() -> None:
    absent = {entry.path for entry in reading_of(DOCUMENT).entries if entry.absent}
    assert absent == {
        "tenants[0].ivrs[1]",
        "tenants[0].ivrs[1].action_urls[0]",
        "tenants[1]",
        "tenants[1].ivrs[0]",
        "queues[1]",
        "queues[1].agents[0]",
    }


def test_counts() -> None:
    counts = reading_of(DOCUMENT).counts
    assert counts["tenants"] == 2
    assert counts["tenants.ivrs"] == 3
    assert counts["tenants.ring_groups"] == 0
    assert counts["system.settings"] == 1


def test_a_list_with_defaults() -> None:
    document = {
        "tenants": {
            "defaults": {"timezone": "Europe/Zurich", "currency": "CHF"},
            "items": [{"domain": "a.example.net", "currency": "EUR"}, {"domain": "b.example.net", "timezone": None, "currency": OMIT}],
        },
        "queues": {"items": None},
        "system": {"ip_rules": {"defaults": {"target": "DENY"}, "items": [{"cidr": "192.0.2.0/25"}]}},
    }
    found = reading_of(document)
    assert [(entry.path, entry.params()) for entry in found.entries] == [
        ("system.ip_rules.items[0]", {"cidr": "192.0.2.0/25", "target": "DENY"}),
        ("tenants.items[0]", {"domain": "a.example.net", "timezone": "Europe/Zurich", "currency": "EUR"}),
        ("tenants.items[1]", {"domain": "b.example.net", "currency": "CHF"}),
    ]
    assert found.counts == {"system.ip_rules": 1, "tenants": 2, "queues": 0}


def test_defaults_of_lists_inside_and_of_names() -> None:
    action_urls = {"defaults": {"method": "POST"}, "items": [{"name": "a"}, {"name": "b", "method": "GET"}]}
    ivrs = {"defaults": {"language": "en-US", "action_urls": action_urls}, "items": [{"extension_number": "8000"}]}
    dealers = {"defaults": {"state": "absent"}, "items": ["northern", {"dealer": "southern"}]}
    entries = reading_of({"tenants": [{"domain": "a.example.net", "ivrs": ivrs, "dealers": dealers}]}).entries
    found = {entry.path: entry.params() for entry in entries}
    assert found["tenants[0].ivrs.items[0].action_urls.items[1]"] == {
        "tenant": "a.example.net",
        "ivr": "8000",
        "name": "b",
        "method": "GET",
    }
    assert found["tenants[0].dealers.items[0]"] == {"tenant": "a.example.net", "dealer": "northern", "state": "absent"}


def test_equal_entries_of_different_tenants_are_one_object() -> None:
    rule = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
    tenants = [
        {"domain": "a.example.net", "ip_rules": [rule], "ivrs": [{"extension_number": "8000"}]},
        {
            "domain": "b.example.net",
            "ip_rules": [{**rule, "cidr": "192.0.2.9/24", "state": "present"}],
            "ivrs": [{"extension_number": "8000"}],
        },
    ]
    entries = reading_of({"system": {"ip_rules": [rule]}, "tenants": tenants}).entries
    assert [entry.path for entry in distinct(entries)] == [
        "system.ip_rules[0]",
        "tenants[0]",
        "tenants[0].ivrs[0]",
        "tenants[1]",
        "tenants[1].ivrs[0]",
    ]


def test_an_agent_of_several_queues_is_one_agent() -> None:
    agent = {"extension_id": 211, "name": "Night", "call_timeout": 20}
    queues = [{"extension_id": number, "agents": [{**agent, "level": level}]} for number, level in ((901, 1), (902, 2))]
    (found,) = (entry for entry in distinct(reading_of({"queues": queues}).entries) if entry.part.name == "agents")
    assert found.params() == {**agent, "queues": [{"queue": 901, "level": 1}, {"queue": 902, "level": 2}]}
