# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents and definitions of the roles: what is wrong with one is told at once, with its path, and before any request."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.tree import TREES
from ansible_collections.portsip.pbx.tests.unit.support.task import Task
from jinja2 import Environment, StrictUndefined

from simulator import Simulator

EXAMPLES = Path(__file__).resolve().parents[5] / "examples"
OMIT = "__omit_place_holder__97c9768a8c1e2d6e9dc476c465bf04572a3660b6"
TENANT: dict[str, Any] = {
    "domain": "lac.example.net",
    "name": "Lac",
    "timezone": "Europe/Zurich",
    "currency": "CHF",
    "region": "CHE",
    "custom_options": {"smtp": {"port": 25}},
    "office_hours": {"monday": {"enabled": "yes", "ranges": [{"from": "08:00", "to": "12:00"}]}},
    "wait_timeout": "60",
    "transports": [{"protocol": "UDP", "port": "5060"}, {"protocol": "TCP", "port": 5060}],
    "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}, {"cidr": "192.0.2.0/25", "target": "DENY", "state": "absent"}],
    "ivrs": [
        {
            "extension_number": 8000,
            "name": "Main",
            "pin": "508294",
            "custom_forward_rules": [
                {"user_input": 1, "holidays": "Easter, Christmas", "office_hours_forward_rule": {"action": "HANGUP"}},
            ],
            "action_urls": [{"name": "lookup", "type": "CALLER", "headers": {"X-Id": 5}, "url": "https://crm.example.net/"}],
        },
        {"extension_number": "8001", "state": "absent"},
    ],
    "dealers": [{"dealer": "southern", "state": "absent"}, "northern"],
    "trunk_assignments": [{"trunk": "Carrier", "did_numbers": ["4930100-4930199"], "concurrency": 10}, {"provider": "Other"}],
    "queue_agents": [{"extension_id": "201", "name": "Desk", "queues": [{"queue": "901", "level": 1}]}],
}
SYSTEM: dict[str, Any] = {
    "settings": {},
    "dealers": [{"name": "northside", "password": "dealer-1-pass", "update_password": "on_create"}],
    "ivr_servers": [{"name": "receptionists-2"}],
}
QUEUE: dict[str, Any] = {
    "extension_id": 901,
    "strategy": "random",
    "agents": [{"extension_id": 201, "name": "Desk", "level": 2, "position": "1"}, {"extension_id": 202, "name": "Desk"}],
    "intervals": [{"name": "Day", "conditions": [{"start_dow": 1, "end_dow": 5}]}],
    "incoming_rules": [{"name": "On duty", "type": "hangup"}, {"name": "Night", "state": "absent"}],
    "events": [{"event_type": "hangup", "url": "https://crm.example.net/", "method": "POST"}],
}
DEFINITIONS = {"tenant": TENANT, "system": SYSTEM, "queue": QUEUE}
NO_KEY = object()


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX that nobody asks."""
    return shared_simulator


def run(pbx: Simulator, kind: str, definition: Any) -> Any:
    outcome = Task(pbx, "portsip_validate", {"kind": kind, "definition": definition}).run()
    assert outcome.calls == []
    return outcome


def valid(pbx: Simulator, kind: str, definition: Any) -> dict[str, int]:
    outcome = run(pbx, kind, definition)
    assert outcome.error is None, outcome.error
    assert outcome.result["changed"] is False
    entries: dict[str, int] = outcome.result["entries"]
    return entries


def faults(pbx: Simulator, kind: str, definition: Any) -> list[str]:
    """The lines about what is wrong."""
    error = run(pbx, kind, definition).error
    assert isinstance(error, InvalidInput)
    lines = str(error).splitlines()
    return lines[1:] if "errors, and no request was made:" in lines[0] else lines


def changed(kind: str, path: str, value: Any) -> dict[str, Any]:
    """A valid definition with another value at a path; NO_KEY takes the key away."""
    definition = copy.deepcopy(DEFINITIONS[kind])
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    place: Any = definition
    for step in way:
        place = place[step]
    if value is NO_KEY:
        del place[last]
    elif isinstance(place, list):
        place.insert(last, value)
    else:
        place[last] = value
    return definition


def test_valid_definitions(pbx: Simulator) -> None:
    assert valid(pbx, "tenant", TENANT) == {
        "tenant": 1,
        "transports": 2,
        "ip_rules": 2,
        "ivrs": 2,
        "ivrs.action_urls": 1,
        "dealers": 2,
        "trunk_assignments": 2,
        "queue_agents": 1,
    }
    assert valid(pbx, "system", SYSTEM) == {"settings": 1, "dealers": 1, "ivr_servers": 1}
    assert valid(pbx, "queue", QUEUE) == {"queue": 1, "agents": 2, "intervals": 1, "incoming_rules": 2, "events": 1}


@pytest.mark.parametrize(
    ("kind", "path", "value", "says"),
    [
        # Keys that nothing knows, with the nearest one that is known, at every depth.
        ("tenant", "ivr", [], "tenant_definition.ivr: unknown key; did you mean ivrs?"),
        ("system", "licence", {}, "system_definition.licence: unknown key; did you mean license?"),
        ("tenant", "nmae", "x", "tenant_definition.nmae: unknown key; did you mean name?"),
        ("tenant", "office_hours.mondey", {}, "tenant_definition.office_hours.mondey: unknown key; did you mean monday?"),
        ("tenant", "ivrs.0.action_urls.0.Url", "x", "tenant_definition.ivrs[0].action_urls[0].Url: unknown key; did you mean url?"),
        (
            "tenant",
            "ivrs.0.custom_forward_rules.0.office_hours_forward_rule.to",
            "1000",
            "tenant_definition.ivrs[0].custom_forward_rules[0].office_hours_forward_rule.to: unknown key; allowed are action, number",
        ),
        ("tenant", "xyzzy", 1, "tenant_definition.xyzzy: unknown key; fields of newer releases go into extra"),
        # What the role or the place in the tree says.
        (
            "tenant",
            "tenant",
            {"domain": "lac.example.net"},
            "tenant_definition.tenant: unknown key; the tenant's own fields belong directly into tenant_definition, such as "
            "tenant_definition: {domain: ..., transports: [...]}",
        ),
        (
            "queue",
            "queue",
            {"extension_id": 901},
            "queue_definition.queue: unknown key; the queue's own fields belong directly into queue_definition, such as "
            "queue_definition: {extension_id: ..., agents: [...]}",
        ),
        (
            "queue",
            "extension_number",
            "8100",
            "queue_definition.extension_number: unknown key; a queue of the extension API is known by its extension_id; the queues of "
            "the PBX itself are the call_queues of a tenant",
        ),
        ("tenant", "trunk_assignments.0.tenant", "x", "tenant_definition.trunk_assignments[0].tenant: unknown key"),
        ("tenant", "trunk_assignments.0.trunk", NO_KEY, "tenant_definition.trunk_assignments[0].trunk: is required"),
        ("tenant", "trunk_assignments.0.did_numbers", ["x"], "tenant_definition.trunk_assignments[0].did_numbers"),
        (
            "tenant",
            "trunk_assignments.0.provider",
            "x",
            "tenant_definition.trunk_assignments[0].trunk: is mutually exclusive with provider",
        ),
        ("tenant", "dealers.0", ["x"], "tenant_definition.dealers[0]: must be a mapping"),
        ("tenant", "state", "absent", "tenant_definition.state: unknown key; the variable tenant_state says"),
        ("tenant", "ivrs.0.tenant", "x", "tenant_definition.ivrs[0].tenant: unknown key"),
        ("tenant", "ivrs.0.api_url", "x", "tenant_definition.ivrs[0].api_url: unknown key"),
        ("queue", "agents.0.queues", [], "queue_definition.agents[0].queues: unknown key"),
        ("queue", "incoming_rules.0.position", 1, "queue_definition.incoming_rules[0].position: unknown key"),
        ("queue", "events.0.all", True, "queue_definition.events[0].all: unknown key"),
        # Keys that are missing.
        ("tenant", "domain", NO_KEY, "tenant_definition.domain: is required"),
        ("tenant", "ivrs.1.extension_number", NO_KEY, "tenant_definition.ivrs[1].extension_number: is required"),
        ("queue", "extension_id", NO_KEY, "queue_definition.extension_id: is required"),
        ("queue", "events.0.url", NO_KEY, "queue_definition.events[0].url: is required"),
        (
            "tenant",
            "ivrs.0.custom_forward_rules.0.user_input",
            NO_KEY,
            "tenant_definition.ivrs[0].custom_forward_rules[0].user_input: is required",
        ),
        # Types.
        ("tenant", "ivrs", {"extension_number": "8000"}, "tenant_definition.ivrs: must be a list of mappings"),
        ("tenant", "ivrs", "8000", "tenant_definition.ivrs: must be a list of mappings"),
        ("tenant", "ivrs.0", "8000", "tenant_definition.ivrs[0]: must be a mapping"),
        ("tenant", "office_hours", "always", "tenant_definition.office_hours: the value given must be a mapping"),
        ("tenant", "name", ["x"], "tenant_definition.name: the value given must be text"),
        ("tenant", "name", True, "tenant_definition.name: True is not allowed, it must be text"),
        ("tenant", "transports.0.port", "SIP", "tenant_definition.transports[0].port: 'SIP' is not allowed, it must be a whole number"),
        ("tenant", "queue_agents.0.extension_id", "x", "tenant_definition.queue_agents[0].extension_id: 'x' is not allowed"),
        ("queue", "extension_id", float("inf"), "queue_definition.extension_id: inf is not allowed"),
        # Choices, limits, and what does not fit together.
        (
            "tenant",
            "ip_rules.0.target",
            "ALLOW",
            "tenant_definition.ip_rules[0].target: 'ALLOW' is not allowed, it must be 'ACCEPT' or 'DENY'",
        ),
        ("tenant", "ip_rules.0.state", "gone", "tenant_definition.ip_rules[0].state: 'gone' is not allowed"),
        ("tenant", "wait_timeout", -1, "tenant_definition.wait_timeout: -1 is not allowed, it must be 0 or more"),
        ("queue", "agents.0.level", -1, "queue_definition.agents[0].level: -1 is not allowed, it must be 0 or more"),
        ("tenant", "transports.1.port", 0, "tenant_definition.transports[1]: port 0 is reserved for TCP"),
        (
            "tenant",
            "ivrs.0.custom_forward_rules.0.office_hours_forward_rule.number",
            "1000",
            "tenant_definition.ivrs[0].custom_forward_rules[0].office_hours_forward_rule: number goes with",
        ),
        ("tenant", "ivrs.0.unset", ["nothing"], "tenant_definition.ivrs[0].unset: 'nothing' is not a field of ivr"),
        (
            "tenant",
            "ivrs.0.unset",
            ["custom_forward_rules"],
            "tenant_definition.ivrs[0].unset: 'custom_forward_rules' is given as an option too",
        ),
        (
            "tenant",
            "ivrs.0.outbound_caller_ids",
            [{"trunk": "Carrier", "provider_id": "Carrier", "caller_id": "1"}],
            "tenant_definition.ivrs[0].outbound_caller_ids[0].trunk: is mutually exclusive with provider_id",
        ),
        (
            "tenant",
            "ivrs.0.outbound_caller_ids",
            [{"trnk": "Carrier", "caller_id": "1"}],
            "tenant_definition.ivrs[0].outbound_caller_ids[0].trnk: unknown key; did you mean trunk?",
        ),
        (
            "tenant",
            "ivrs.0.outbound_caller_ids",
            [{"caller_id": "1"}],
            "tenant_definition.ivrs[0].outbound_caller_ids[0].trunk: is required",
        ),
        ("tenant", "ivrs.0.prompt_flie", "x", "tenant_definition.ivrs[0].prompt_flie: unknown key; did you mean prompt_file?"),
        ("tenant", "name", "{{ x }}", "tenant_definition.name: contains the template {{ x }}, which Ansible did not evaluate"),
        ("queue", "agents.0.name", "********", "queue_definition.agents[0].name: ******** is what Ansible or AWX shows"),
        ("tenant", "ivrs.0.extra", {"name": "x"}, "tenant_definition.ivrs[0].extra: name is an option of the module; give it there"),
    ],
)
def test_a_fault_is_told_with_its_path(kind: str, path: str, value: Any, says: str, pbx: Simulator) -> None:
    (line,) = faults(pbx, kind, changed(kind, path, value))
    assert line.startswith(says)


@pytest.mark.parametrize("trunk", ["trunk", "provider_id"])
@pytest.mark.parametrize("file", ["prompt_file", "prompt_file_id"])
def test_an_entry_may_have_either_name_of_an_option(file: str, trunk: str, pbx: Simulator) -> None:
    entry = {"extension_number": "8002", file: "hello.wav", "outbound_caller_ids": [{trunk: "Carrier", "caller_id": "1"}]}
    valid(pbx, "tenant", changed("tenant", "ivrs.2", entry))


@pytest.mark.parametrize(
    ("kind", "path", "entry", "says"),
    [
        ("tenant", "ip_rules.2", {"cidr": "192.0.2.17/24"}, "ip_rules[2]: has the same cidr as {0}.ip_rules[0] (192.0.2.0/24)"),
        ("tenant", "transports.2", {"protocol": "UDP", "port": 5060}, "transports[2]: has the same protocol and port as {0}.transports[0]"),
        ("tenant", "ivrs.2", {"extension_number": "8000"}, "ivrs[2]: has the same extension_number as {0}.ivrs[0] (8000)"),
        ("tenant", "ivrs.2", {"extension_number": 8001}, "ivrs[2]: has the same extension_number as {0}.ivrs[1] (8001)"),
        (
            "tenant",
            "ivrs.0.action_urls.1",
            {"name": "lookup", "state": "absent"},
            "ivrs[0].action_urls[1]: has the same name as {0}.ivrs[0].action_urls[0]",
        ),
        (
            "tenant",
            "queue_agents.1",
            {"extension_id": 201, "name": "Desk"},
            "queue_agents[1]: has the same extension_id and name as {0}.queue_agents[0] (201 Desk)",
        ),
        (
            "system",
            "ip_rules",
            [{"cidr": "2001:DB8::/32"}, {"cidr": "2001:db8:0::1/32"}],
            "ip_rules[1]: has the same cidr as {0}.ip_rules[0]",
        ),
        ("tenant", "dealers.2", "northern", "dealers[2]: has the same dealer as {0}.dealers[1] (northern)"),
        (
            "tenant",
            "trunk_assignments.2",
            {"provider": "Carrier"},
            "trunk_assignments[2]: has the same trunk as {0}.trunk_assignments[0] (Carrier)",
        ),
        ("system", "ivr_servers.1", {"name": "receptionists-2"}, "ivr_servers[1]: has the same name as {0}.ivr_servers[0]"),
        ("system", "dealers.1", {"name": "northside"}, "dealers[1]: has the same name as {0}.dealers[0]"),
        ("queue", "agents.2", {"extension_id": "201", "name": "Desk"}, "agents[2]: has the same extension_id and name as {0}.agents[0]"),
        ("queue", "intervals.1", {"name": "Day", "timezone": "UTC"}, "intervals[1]: has the same name as {0}.intervals[0]"),
        ("queue", "incoming_rules.2", {"name": "On duty"}, "incoming_rules[2]: has the same name as {0}.incoming_rules[0]"),
        (
            "queue",
            "events.1",
            {"event_type": "hangup", "url": "https://crm.example.net/"},
            "events[1]: has the same event_type and url as {0}.events[0] (hangup)",
        ),
    ],
)
def test_a_key_that_is_given_twice(kind: str, path: str, entry: Any, says: str, pbx: Simulator) -> None:
    (line,) = faults(pbx, kind, changed(kind, path, entry))
    name = f"{kind}_definition"
    assert line.startswith(f"{name}.{says.format(name)}")


def test_a_key_that_is_given_twice_is_found_beside_other_faults(pbx: Simulator) -> None:
    lines = faults(pbx, "tenant", changed("tenant", "ip_rules.2", {"cidr": "192.0.2.17/24", "target": "ALLOW"}))
    assert len(lines) == 2
    assert "tenant_definition.ip_rules[2]: has the same cidr as tenant_definition.ip_rules[0] (192.0.2.0/24); keep one of them" in lines


def test_equal_names_below_different_receptionists(pbx: Simulator) -> None:
    valid(pbx, "tenant", changed("tenant", "ivrs.1", {"extension_number": "8002", "action_urls": [{"name": "lookup"}]}))


def test_what_was_omitted_was_not_given(pbx: Simulator) -> None:
    definition = {
        "domain": "lac.example.net",
        "website": OMIT,
        "office_hours": {"monday": {"enabled": True, "ranges": OMIT}, "tuesday": OMIT},
        "transports": OMIT,
        "ip_rules": None,
        "ivrs": [
            OMIT,
            {
                "extension_number": "8000",
                "language": OMIT,
                "exclude_list": [OMIT, "1000"],
                "custom_forward_rules": [{"user_input": "1", "office_hours_forward_rule": {"action": "HANGUP", "number": OMIT}}],
                "action_urls": OMIT,
            },
        ],
    }
    assert valid(pbx, "tenant", definition) == {"tenant": 1, "ivrs": 1}
    assert faults(pbx, "tenant", {"domain": OMIT}) == ["tenant_definition.domain: is required"]


def test_an_entry_that_is_to_go_needs_its_key_only(pbx: Simulator) -> None:
    for kind, root in TREES.items():
        for part in root.parts:
            if part.single:
                continue
            key = (
                {part.called(name): DEFINITIONS[kind][part.name][0][part.called(name)] for name in part.keys}
                if part.name in DEFINITIONS[kind]
                else {}
            )
            if key:
                valid(
                    pbx,
                    kind,
                    {**{name: DEFINITIONS[kind][name] for name in root.keys}, part.name: [{**key, "state": "absent"}]},
                )


def test_all_faults_are_told_at_once_in_few_lines(pbx: Simulator) -> None:
    definition = {**TENANT, "ivrs": [{"extension_number": f"80{number:02}", "nmae": "x" * 5000} for number in range(40)]}
    text = str(run(pbx, "tenant", definition).error)
    lines = text.splitlines()
    assert lines[0] == "tenant_definition: 40 errors, and no request was made:"
    assert [line.split(":")[0] for line in lines[1:-1]] == [f"tenant_definition.ivrs[{number}].nmae" for number in range(5)]
    assert lines[-1] == "and 35 more"
    long = str(run(pbx, "tenant", {"domain": "x", "region": "DEU" * 3000}).error)
    assert len(long) < 600


def test_no_fault_shows_a_secret(pbx: Simulator) -> None:
    secret = "9-Secret-9"
    for definition in (
        changed("tenant", "ivrs.0.pin", secret),
        changed("tenant", "ivrs.0.pni", secret),
        changed("tenant", "ivrs.0.pin", [secret]),
        changed("tenant", "ivrs.0.action_urls.0.password", secret),
        changed("tenant", "ivrs.0.action_urls.0.url", f"ftp://user:{secret}@crm.example.net/?token={secret}"),
        changed("tenant", "cdr_event", {"password": secret}),
        changed("tenant", "cdr_event", secret),
    ):
        assert secret not in str(run(pbx, "tenant", definition).error)
    twice = {"event_type": "hangup", "url": f"https://user:{secret}@crm.example.net/"}
    assert secret not in str(run(pbx, "queue", {**QUEUE, "events": [twice, twice]}).error)


def test_a_document_is_validated_as_well(pbx: Simulator) -> None:
    document = {"system": SYSTEM, "tenants": [TENANT], "queues": [{"extension_id": 902, "intervals": QUEUE["intervals"]}]}
    entries = valid(pbx, "document", document)
    assert entries["tenants.ivrs"] == 2
    assert entries["system.settings"] == 1
    lines = faults(pbx, "document", {**document, "tenant": []})
    assert lines == ["tenant: unknown key; did you mean tenants?"]


def test_what_the_pbx_must_already_have(pbx: Simulator) -> None:
    document = {"system": SYSTEM, "tenants": [TENANT]}
    found = run(pbx, "document", document).result["references"]
    assert {"path": "tenants[0].trunk_assignments[0].trunk", "kind": "trunk", "name": "Carrier"} in found
    assert {"path": "tenants[0].dealers[1]", "kind": "dealer", "name": "northern"} in found
    assert "references" not in run(pbx, "tenant", TENANT).result


def test_what_may_be_wrong_about_a_document_is_a_warning(pbx: Simulator) -> None:
    rules = [{"cidr": "192.0.2.0/24", "target": "DENY", "expire_at": "2001-01-01T00:00:00Z"}]
    outcome = run(pbx, "document", {"system": {"ip_rules": rules}})
    assert outcome.error is None
    assert outcome.context.warnings == ["system.ip_rules[0].expire_at: 2001-01-01T00:00:00Z has passed already"]
    assert run(pbx, "system", {"ip_rules": rules}).context.warnings == []


def test_the_example_of_a_document_is_valid(pbx: Simulator) -> None:
    variables = yaml.safe_load((EXAMPLES / "vault" / "clinics.yml").read_text(encoding="utf-8"))
    text = (EXAMPLES / "documents" / "clinics.yml").read_text(encoding="utf-8")
    document = yaml.safe_load(Environment(undefined=StrictUndefined).from_string(text).render(variables))
    assert valid(pbx, "document", document)["tenants.ivrs"] == 3
    left = run(pbx, "document", yaml.safe_load(text)).error
    assert isinstance(left, InvalidInput)
    assert len(left.findings) == 5
    assert all("was not evaluated: define vault_clinics_" in finding["message"] for finding in left.findings)
