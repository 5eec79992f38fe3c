# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Everything that is wrong with a document is found at once, with its path, and before any request."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document

RULE = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}


def found_in(document: Any) -> list[tuple[str, str]]:
    """Path and message of each finding."""
    return [(finding.path, finding.message) for finding in read_document(document).findings]


def tenant(**values: Any) -> dict[str, Any]:
    """A document with one tenant."""
    return {"tenants": [{"domain": "a.example.net", **values}]}


def two_tenants(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """A document with two tenants."""
    return {"tenants": [{"domain": "a.example.net", **first}, {"domain": "b.example.net", **second}]}


@pytest.mark.parametrize(
    ("document", "path", "message"),
    [
        # Keys.
        ({"tenant": []}, "tenant", "unknown key; did you mean tenants?"),
        ({"ivrs": []}, "ivrs", "unknown key; allowed are system, tenants, queues"),
        ({"transports": []}, "transports", "unknown key; did you mean system.transports?"),
        ({"tenant_definition": {}}, "tenant_definition", "unknown key; a definition of the role tenant is an entry of tenants"),
        ({"system": {"licence": {}}}, "system.licence", "unknown key; did you mean license?"),
        ({"system": []}, "system", "must be a mapping"),
        ({"tenants": {"domain": "a.example.net"}}, "tenants", "must be a list of mappings"),
        (tenant(nmae="x"), "tenants[0].nmae", "unknown key; did you mean name?"),
        (tenant(ivrs=[{"extension_number": "8000", "renamed_from": "x"}]), "tenants[0].ivrs[0].renamed_from", "unknown key"),
        (tenant(state="gone"), "tenants[0].state", "'gone' is not allowed, it must be 'present' or 'absent'"),
        ({"tenants": [{"name": "x"}]}, "tenants[0].domain", "is required"),
        (
            {"queues": [{"extension_id": 901, "extension_number": "8100"}]},
            "queues[0].extension_number",
            "unknown key; a queue of the extension API",
        ),
        # Values, limits, and rules over several of them.
        (tenant(ivrs=[{"extension_number": "8000", "pin": "012345"}]), "tenants[0].ivrs[0].pin", "must not have three digits in sequence"),
        ({"system": {"transports": [{"protocol": "TCP", "port": 0}]}}, "system.transports[0]", "port 0 is reserved"),
        (tenant(unset=["nothing"]), "tenants[0].unset", "'nothing' is not a field of tenant"),
        (
            tenant(ivrs=[{"extension_number": "8000", "extra": {"name": "x"}}]),
            "tenants[0].ivrs[0].extra",
            "name is an option of the module",
        ),
        # Keys given twice, in normal form.
        ({"tenants": [{"domain": "a.example.net"}, {"domain": "A.example.NET"}]}, "tenants[1]", "has the same domain as tenants[0]"),
        (
            tenant(ip_rules=[RULE, {**RULE, "cidr": "192.0.2.9/24"}]),
            "tenants[0].ip_rules[1]",
            "has the same cidr as tenants[0].ip_rules[0]",
        ),
        ({"queues": [{"extension_id": 901}, {"extension_id": "901"}]}, "queues[1]", "has the same extension_id as queues[0] (901)"),
        # Lists with defaults.
        ({"tenants": {"defaults": {}}}, "tenants", "must be a list of mappings, or {defaults: {...}, items: [...]}"),
        ({"tenants": {"items": {}}}, "tenants.items", "must be a list of mappings"),
        ({"tenants": {"items": [], "defaults": []}}, "tenants.defaults", "must be a mapping"),
        ({"tenants": {"items": [], "default": {}}}, "tenants.default", "unknown key; beside items there is only defaults"),
        (
            {"tenants": {"defaults": {"regoin": "CHE"}, "items": [{"domain": "a.example.net"}, {"domain": "b.example.net"}]}},
            "tenants.defaults.regoin",
            "unknown key; did you mean region?",
        ),
        (
            {"tenants": {"defaults": {"regoin": "CHE"}, "items": [{"domain": "a.example.net", "regoin": "DEU"}]}},
            "tenants.items[0].regoin",
            "unknown key; did you mean region?",
        ),
        # One object, asked for in two ways.
        (
            two_tenants({"ip_rules": [RULE]}, {"ip_rules": [{**RULE, "target": "DENY"}]}),
            "tenants[1].ip_rules[0]",
            "ip rule 192.0.2.0/24 stands at tenants[0].ip_rules[0] too, with another target",
        ),
        (
            two_tenants({"ip_rules": [RULE]}, {"ip_rules": [{**RULE, "state": "absent"}]}),
            "tenants[1].ip_rules[0]",
            "ip rule 192.0.2.0/24 stands at tenants[0].ip_rules[0] too, with another state",
        ),
        (
            {
                "system": {"transports": [{"protocol": "TLS", "port": 5061}]},
                **tenant(transports=[{"protocol": "TLS", "port": "5061", "verification": "MANDATORY"}]),
            },
            "tenants[0].transports[0]",
            "transport TLS 5061 stands at system.transports[0] too, with another verification",
        ),
        (
            {
                **tenant(queue_agents=[{"extension_id": 201, "name": "Desk"}]),
                "queues": [{"extension_id": 901, "agents": [{"extension_id": "201", "name": "Desk"}]}],
            },
            "queues[0].agents[0]",
            "agent Desk stands at tenants[0].queue_agents[0] too; keep it in the tenant or in the queue",
        ),
        (
            {
                "queues": [
                    {"extension_id": 901, "agents": [{"extension_id": 201, "name": "Desk", "call_timeout": 20}]},
                    {"extension_id": 902, "agents": [{"extension_id": 201, "name": "Desk", "call_timeout": 30}]},
                ]
            },
            "queues[1].agents[0]",
            "agent Desk stands at queues[0].agents[0] too, with another call_timeout",
        ),
        # Renaming.
        (tenant(renamed_from="A.example.net"), "tenants[0].renamed_from", "A.example.net is its domain already"),
        (
            two_tenants({}, {"renamed_from": "a.example.net"}),
            "tenants[1].renamed_from",
            "a.example.net is the domain of tenants[0]",
        ),
        (
            two_tenants({"renamed_from": "c.example.net"}, {"renamed_from": "c.example.net"}),
            "tenants[1].renamed_from",
            "c.example.net is given at tenants[0] too",
        ),
        (tenant(renamed_from=["a"]), "tenants[0].renamed_from", "the value given must be text"),
        # What the document itself removes.
        (
            {"system": {"dealers": [{"name": "northern", "state": "absent"}]}, **tenant(dealers=["northern"])},
            "tenants[0].dealers[0]",
            "'northern' is the dealer at system.dealers[0], which the document removes",
        ),
        (
            {
                "queues": [
                    {
                        "extension_id": 901,
                        "intervals": [{"name": "Day", "state": "absent"}],
                        "incoming_rules": [{"name": "Closed", "type": "hangup", "interval": "Day"}],
                    }
                ]
            },
            "queues[0].incoming_rules[0].interval",
            "'Day' is the interval at queues[0].intervals[0], which the document removes",
        ),
        # What only stands for a value.
        (tenant(name="{{ tenant_name }}"), "tenants[0].name", "contains the template {{ tenant_name }}, which Ansible did not evaluate"),
        (tenant(ivrs="{{ receptionists }}"), "tenants[0].ivrs", "contains the template {{ receptionists }}"),
        (tenant(dealers=["{{ dealer }}"]), "tenants[0].dealers[0]", "contains the template {{ dealer }}"),
        (tenant(ip_rules=["{{ office }}"]), "tenants[0].ip_rules[0]", "contains the template {{ office }}"),
        ({"system": "{{ system }}"}, "system", "contains the template {{ system }}"),
        (tenant(max_extensions="{{ size }}"), "tenants[0].max_extensions", "contains the template {{ size }}"),
        (tenant(office_hours="{% if x %}{}{% endif %}"), "tenants[0].office_hours", "contains a template, which Ansible did not evaluate"),
        (tenant(custom_options={"a": [{"b": "x {{ c }}"}]}), "tenants[0].custom_options.a[0].b", "contains a template"),
        (tenant(custom_options={"{{ name }}": 1}), "tenants[0].custom_options.{{ name }}", "contains the template {{ name }}"),
        (
            {"system": {"license": {"license_key": " $encrypted$"}}},
            "system.license.license_key",
            "$encrypted$ is what Ansible or AWX shows",
        ),
        (tenant(extra={"new": "{{ x }}"}), "tenants[0].extra.new", "contains the template {{ x }}"),
        (
            tenant(ivrs=[{"extension_number": "8000", "pin": "{{ vault_pins.main }}"}]),
            "tenants[0].ivrs[0].pin",
            "contains the template {{ vault_pins.main }}, which was not evaluated: define vault_pins.main",
        ),
        (tenant(ivrs=[{"extension_number": "8000", "pin": "********"}]), "tenants[0].ivrs[0].pin", "******** is what Ansible or AWX shows"),
        (
            {"system": {"dealers": [{"name": "a", "password": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}]}},
            "system.dealers[0].password",
            "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER is what Ansible or AWX shows in place of a secret",
        ),
    ],
)
def test_a_fault_is_found_once_with_its_path(document: Any, path: str, message: str) -> None:
    ((where, text),) = found_in(document)
    assert where == path
    assert text.startswith(message)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"system": None, "tenants": None, "queues": []},
        two_tenants({"ip_rules": [RULE]}, {"ip_rules": [{**RULE, "cidr": "192.0.2.5/24"}]}),
        two_tenants({"ivrs": [{"extension_number": "8000"}]}, {"ivrs": [{"extension_number": "8000", "name": "Main"}]}),
        {
            "queues": [
                {"extension_id": number, "intervals": [{"name": "Day", "timezone": zone}]} for number, zone in ((1, "UTC"), (2, "Etc/UTC"))
            ]
        },
        tenant(name="{{ Braces }}", literal=["name"]),
        tenant(custom_options={"a": [{"b": "x {{ c }}"}]}, literal=["custom_options.a.*.b"]),
        tenant(custom_options={"a": [{"b": "x {{ c }}"}]}, literal=["custom_options"]),
        tenant(name="a } and { b", website="https://a.example.net/{id}"),
        {**tenant(dealers=["northern"]), "system": {"dealers": [{"name": "northern"}, {"name": "southern", "state": "absent"}]}},
        {**tenant(state="absent", dealers=["northern"]), "system": {"dealers": [{"name": "northern", "state": "absent"}]}},
    ],
)
def test_what_is_right(document: Any) -> None:
    assert found_in(document) == []


def test_everything_is_found_at_once() -> None:
    document = {
        "system": {"settngs": {}, "transports": [{"protocol": "udp", "port": "sip"}]},
        "tenants": [
            {"domain": "a.example.net", "region": "Mars", "ivrs": [{"extension_number": "8000", "nmae": "x"}, {"name": "y"}]},
            {"domain": "a.example.net", "ip_rules": [{"cidr": "x"}]},
        ],
        "queues": [{"extension_id": "x", "agents": [{"extension_id": 1, "name": "a", "level": -1}]}],
    }
    assert sorted(path for path, _message in found_in(document)) == [
        "queues[0].agents[0].level",
        "queues[0].extension_id",
        "system.settngs",
        "system.transports[0].port",
        "system.transports[0].protocol",
        "tenants[0].ivrs[0].nmae",
        "tenants[0].ivrs[1].extension_number",
        "tenants[0].region",
        "tenants[1]",
        "tenants[1].ip_rules[0].cidr",
    ]


def test_the_error_has_all_findings_and_a_text_of_few_lines() -> None:
    reading = read_document(tenant(ivrs=[{"extension_number": f"80{number:02}", "nmae": "x"} for number in range(40)]))
    with pytest.raises(InvalidInput) as refused:
        reading.check("definition")
    lines = str(refused.value).splitlines()
    assert lines[0] == "definition: 40 errors, and no request was made:"
    assert lines[-1] == "and 35 more"
    findings = refused.value.as_result()["findings"]
    assert len(findings) == 40
    assert findings[39] == {"path": "tenants[0].ivrs[39].nmae", "message": "unknown key; did you mean name?"}


def test_no_finding_shows_a_secret() -> None:
    secret = "9-Secret-{{9}}"
    for pin in (secret, [secret], {"a": secret}):
        assert secret not in str(found_in(tenant(ivrs=[{"extension_number": "8000", "pin": pin}])))
    events = [{"event_type": "hangup", "url": f"https://user:9-Secret-9@crm.example.net/{number}"} for number in (1, 1)]
    assert "9-Secret-9" not in str(found_in({"queues": [{"extension_id": 901, "events": events}]}))


def elsewhere(document: Any) -> list[tuple[str, str, Any]]:
    """What a document refers to and does not create."""
    return [(named.path, named.to, named.value) for named in read_document(document).named_elsewhere]


def test_values_that_the_document_itself_gives_a_meaning() -> None:
    queue = {
        "extension_id": 901,
        "intervals": [{"name": "Closed"}],
        "incoming_rules": [
            {"name": "a", "interval": "Closed"},
            {"name": "b", "interval": "closed"},
            {"name": "d", "interval": ""},
            {"name": "e", "interval": "Nowhere", "state": "absent"},
        ],
    }
    other = {"extension_id": 902, "incoming_rules": [{"name": "a", "interval": "Closed"}]}
    assert elsewhere({"queues": [queue, other]}) == [
        ("queues[0].incoming_rules[1].interval", "extension_interval", "closed"),
        ("queues[1].incoming_rules[0].interval", "extension_interval", "Closed"),
    ]


def test_names_that_stand_for_numbers_of_other_objects() -> None:
    def to(target: str) -> dict[str, Any]:
        return {"no_answer_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": target}}

    groups = [
        {
            "extension_number": "8600",
            "name": "Desk",
            "agents": [{"extension_number": "Anna Berg"}, {"extension_number": "2002"}],
            **to("Hall"),
        },
        {"extension_number": "8601", "name": "Hall", **to("Nowhere")},
        {"extension_number": "8602", "name": "Last", **to("2002")},
    ]
    (member, target) = elsewhere(tenant(ring_groups=groups))
    assert member == ("tenants[0].ring_groups[0].agents[0].extension_number", "user", "Anna Berg")
    assert (target[0], target[2]) == ("tenants[0].ring_groups[1].no_answer_forward_rule.number", "Nowhere")
    assert {"user", "ring group"} <= set(target[1].replace(" or ", ", ").split(", "))


def test_references_are_found_in_lists_and_told_as_the_options_are_called() -> None:
    callers = [{"trunk": "Carrier", "caller_id": "+16025550100"}]
    rules = [{"user_input": "1", "holidays": ["Christmas"]}, {"user_input": "2"}]
    ivr = {"extension_number": "8000", "custom_forward_rules": rules, "prompt_file_id": "welcome.wav", "outbound_caller_ids": callers}
    assert sorted(elsewhere(tenant(ivrs=[ivr], dealers=["other"], trunk_assignments=[{"provider": "Carrier"}]))) == [
        ("tenants[0].dealers[0]", "dealer", "other"),
        ("tenants[0].ivrs[0].custom_forward_rules[0].holidays[0]", "holiday", "Christmas"),
        ("tenants[0].ivrs[0].outbound_caller_ids[0].trunk", "trunk", "Carrier"),
        ("tenants[0].ivrs[0].prompt_file", "file", "welcome.wav"),
        ("tenants[0].trunk_assignments[0].trunk", "trunk", "Carrier"),
    ]


def test_what_the_system_creates_is_there_for_tenants() -> None:
    document = {"system": {"dealers": [{"name": "northern"}]}, **tenant(dealers=["northern", "other"])}
    assert elsewhere(document) == [("tenants[0].dealers[1]", "dealer", "other")]
