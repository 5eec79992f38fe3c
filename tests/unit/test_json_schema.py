# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The published JSON Schema takes what the collection takes, and refuses what is wrong with a message that says so."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((CHECKOUT / "docs" / "schema" / "portsip.schema.json").read_text(encoding="utf-8"))
VARIABLES = CHECKOUT / "playbooks" / "vars"
DOCUMENTS = CHECKOUT / "examples" / "documents"
EXAMPLES = [*sorted(VARIABLES.glob("*.yml")), *sorted(DOCUMENTS.glob("*.yml"))]
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
DEFINITIONS = ("tenant_definition", "system_definition", "queue_definition", "queue_definitions")
LATER_KEYWORDS = {"unevaluatedProperties", "unevaluatedItems", "dependentRequired", "dependentSchemas", "prefixItems", "$defs", "$anchor"}
"""Keywords of drafts after draft-07, which editors ignore."""


class Loader(yaml.SafeLoader):
    """Reads values that are encrypted where they stand as editors and pipelines do: as the text that they are."""


Loader.add_constructor("!vault", lambda loader, node: loader.construct_scalar(node))
Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


class Unmerged(Loader):
    """Leaves ``<<`` as a key, as YAML 1.2 does."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:merge"]
        for first, found in Loader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> Any:
    """A file of variables, or a document."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 (a safe loader)


def faults(value: Any) -> list[tuple[str, str]]:
    """Where something is wrong, and what."""
    return [(error.json_path, error.message) for error in VALIDATOR.iter_errors(value)]


def small() -> Any:
    """A document that is read fast, with something of each kind."""
    return {
        "system": {
            "transports": [{"protocol": "UDP", "port": 5060}],
            "ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}],
            "settings": {},
            "notification": {},
        },
        "tenants": [
            {
                "domain": "a.example.net",
                "ivrs": [{"extension_number": "8000", "custom_forward_rules": [{"user_input": "1"}]}],
                "queue_agents": [],
            }
        ],
        "queues": [
            {
                "extension_id": 901,
                "agents": [{"extension_id": 201, "name": "Desk"}],
                "incoming_rules": [{"name": "Closed", "type": "hangup"}],
            }
        ],
    }


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    used = set(re.findall(r'"(\$?\w+)":', json.dumps(SCHEMA)))
    assert not used & LATER_KEYWORDS


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every part of a schema that lists properties."""
    inner = list(schema.values()) if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    here = [schema] if isinstance(schema, dict) and schema.get("type") == "object" and isinstance(schema.get("properties"), dict) else []
    return [*here, *(found for item in inner for found in objects(item))]


def test_every_mapping_of_known_keys_is_closed() -> None:
    found = objects(SCHEMA["definitions"])
    assert len(found) > 50
    assert [one for one in found if one["additionalProperties"] is not False] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_it_takes_the_examples(path: Path) -> None:
    assert faults(read(path)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_begin_with_the_line_that_names_it_to_an_editor(path: Path) -> None:
    line = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
    assert found is not None
    assert (path.parent / found[1]).resolve() == CHECKOUT / "docs" / "schema" / "portsip.schema.json"


@pytest.mark.parametrize("page", ["README.md", *sorted(path.name for path in (CHECKOUT / "docs").glob("*.md"))])
def test_it_takes_what_the_pages_show(page: str) -> None:
    path = CHECKOUT / page if page == "README.md" else CHECKOUT / "docs" / page
    for block in re.findall(r"(?ms)^```ya?ml\n(.*?)^```$", path.read_text(encoding="utf-8")):
        shown = yaml.load(block, Loader)  # noqa: S506 (a safe loader)
        inventory = "hosts:" in block
        if isinstance(shown, dict) and not inventory and shown.keys() & {"system", "tenants", "queues", *DEFINITIONS}:
            assert faults(shown) == [], block


def test_the_definitions_of_the_examples_are_a_document_too() -> None:
    clinics = read(VARIABLES / "clinics.yml")
    queue = clinics["queue_definitions"][1]
    assert faults({"system": read(VARIABLES / "baseline.yml")["system_definition"], "queues": [queue]}) == []


def callers(document: Any, **trunk: str) -> None:
    """Give a receptionist a number to show."""
    document["tenants"][0]["ivrs"][0]["outbound_caller_ids"] = [{"caller_id": "+16025550100", **trunk}]


FORMS: dict[str, Callable[[Any], Any]] = {
    "a number for text": lambda document: document["tenants"][0]["ivrs"][0].update(extension_number=8000),
    "text for a number": lambda document: document["system"]["transports"][0].update(port="5060"),
    "a template for a number": lambda document: document["system"]["transports"][0].update(port="{{ sip_port }}"),
    "a template for a boolean": lambda document: document["tenants"][0].update(enabled="{{ active }}"),
    "a template for a list": lambda document: document["tenants"][0].update(ivrs="{{ receptionists }}"),
    "a template for an entry": lambda document: document["system"]["ip_rules"].append("{{ office }}"),
    "a template for a mapping": lambda document: document["tenants"][0].update(office_hours="{{ hours }}"),
    "a template for a choice": lambda document: document["system"]["ip_rules"][0].update(target="{{ target }}"),
    "a template that is longer than the value may be": lambda document: document["system"]["ip_rules"][0].update(
        description="{{ sites | map(attribute='name') | join(', ') }}" + " " * 255
    ),
    "yes": lambda document: document["tenants"][0].update(enabled="yes"),
    "null": lambda document: document["system"].update(dealers=None, brand=None),
    "a list in one text": lambda document: document["system"]["settings"].update(blocked_user_agents="a;b"),
    "an entry that is to go": lambda document: document["tenants"].append({"domain": "gone.example.net", "state": "absent"}),
    "a queue that is to go": lambda document: document["queues"].append({"extension_id": 902, "state": "absent"}),
    "a tenant with a new domain": lambda document: document["tenants"][0].update(renamed_from="old.example.net"),
    "braces that are meant": lambda document: document["tenants"][0].update(name="{{ a }}", literal=["name"]),
    "fields of a newer release": lambda document: document["tenants"][0].update(extra={"new": [1]}),
    "a dealer by name": lambda document: document["tenants"][0].update(dealers=["copperstate", {"dealer": "rimcountry"}]),
    "a ring group": lambda document: document["tenants"][0].update(ring_groups=[{"extension_number": "7000", "name": "Desk"}]),
    "a name of an option": lambda document: callers(document, trunk="Carrier A"),
    "a name of the API": lambda document: callers(document, provider_id="Carrier A"),
    "an agent's place": lambda document: document["queues"][0]["agents"][0].update(type="remote", level=2),
    "values that entries share": lambda document: document["system"].update(
        transports={"defaults": {"protocol": "TLS"}, "items": [{"port": 5061}, {"port": 5063, "verification": "DISABLE"}]}
    ),
    "values that names share": lambda document: document["tenants"][0].update(
        dealers={"defaults": {"state": "absent"}, "items": ["copperstate", {"dealer": "rimcountry"}]}
    ),
    "values that tenants share": lambda document: document.update(
        tenants={"defaults": {"timezone": "UTC", "ivrs": {"items": []}}, "items": document["tenants"]}
    ),
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS.keys())
def test_it_takes_every_form(change: Callable[[Any], None]) -> None:
    document = small()
    change(document)
    assert faults(document) == []


SHARED = """
tenants:
  - &first
    domain: a.example.net
    timezone: UTC
    ivrs:
      - &menu
        extension_number: "8000"
        timeout_forward_rule: &rule {timeout: 5, action: HANGUP}
        custom_forward_rules:
          - &choice {user_input: "1"}
          - {<<: *choice, user_input: "2"}
      - <<: [*menu]
        extension_number: "8001"
        timeout_forward_rule: {<<: *rule, timeout: 9}
  - <<: *first
    domain: b.example.net
system:
  transports:
    - &udp {protocol: UDP, port: 5060}
    - {<<: *udp, protocol: TCP}
  dealers:
    - name: northern
      password: !vault |
        $ANSIBLE_VAULT;1.1;AES256
        6132
  license:
    license_key: !unsafe "{{"
  notification:
    port: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      6132
  network: {}
"""


@pytest.mark.parametrize("loader", [Loader, Unmerged])
def test_anchors_merge_keys_and_encrypted_values(loader: type[yaml.SafeLoader]) -> None:
    document = yaml.load(SHARED, loader)  # noqa: S506 (a safe loader)
    assert ("<<" in document["tenants"][1]) == (loader is Unmerged)
    assert faults(document) == []
    misspelt = yaml.load(SHARED.replace("{<<: *udp, protocol: TCP}", "{<<: *udp, protocl: TCP}"), loader)  # noqa: S506 (a safe loader)
    (found,) = faults(misspelt)
    assert found == ("$.system.transports[1]", "Additional properties are not allowed ('protocl' was unexpected)")


def added(key: str) -> str:
    """The message about a key that nothing knows."""
    return f"Additional properties are not allowed ('{key}' was unexpected)"


def missing(key: str) -> str:
    """The message about a key that is needed."""
    return f"'{key}' is a required property"


WRONG: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "a misspelt kind": (lambda document: document.update(tenantz=[]), "$", added("tenantz")),
    "a misspelt key of a tenant": (lambda document: document["tenants"][0].update(timezome="UTC"), "$.tenants[0]", added("timezome")),
    "a misspelt key inside a list": (
        lambda document: document["tenants"][0]["ivrs"][0]["custom_forward_rules"][0].update(user_imput="1"),
        "$.tenants[0].ivrs[0].custom_forward_rules[0]",
        added("user_imput"),
    ),
    "a misspelt kind of the system": (lambda document: document["system"].update(licence={}), "$.system", added("licence")),
    "a misspelt value that all share": (
        lambda document: document["system"].update(ip_rules={"defaults": {"targte": "DENY"}, "items": []}),
        "$.system.ip_rules.defaults",
        added("targte"),
    ),
    "no key of a tenant": (lambda document: document["tenants"][0].pop("domain"), "$.tenants[0]", missing("domain")),
    "no key of an IP rule": (lambda document: document["system"]["ip_rules"][0].pop("cidr"), "$.system.ip_rules[0]", missing("cidr")),
    "half a key": (lambda document: document["system"]["transports"][0].pop("port"), "$.system.transports[0]", missing("port")),
    "a contact with its name alone": (
        lambda document: document["tenants"][0].update(contacts=[{"name": "Anna"}, {"name": "Ben", "email": "b@example.net"}]),
        "$.tenants[0].contacts[0]",
        "{'name': 'Anna'} is not valid under any of the given schemas",
    ),
    "no entries beside what they share": (
        lambda document: document["system"].update(ip_rules={"defaults": {}}),
        "$.system.ip_rules",
        missing("items"),
    ),
    "an unknown choice": (
        lambda document: document["system"]["ip_rules"][0].update(target="REJECT"),
        "$.system.ip_rules[0].target",
        "'REJECT' is not one of ['ACCEPT', 'DENY', None]",
    ),
    "a choice in lower case": (
        lambda document: document["system"]["transports"][0].update(protocol="udp"),
        "$.system.transports[0].protocol",
        "'udp' is not one of ['UDP', 'TCP', 'TLS', None]",
    ),
    "an unknown state": (
        lambda document: document["tenants"][0].update(state="gone"),
        "$.tenants[0].state",
        "'gone' is not one of ['present', 'absent', None]",
    ),
    "text that is no number": (
        lambda document: document["system"]["transports"][0].update(port="sip"),
        "$.system.transports[0].port",
        "'sip' is not of type 'integer', 'null'",
    ),
    "a number with a fraction": (
        lambda document: document["system"]["transports"][0].update(port=5060.5),
        "$.system.transports[0].port",
        "5060.5 is not of type 'integer', 'null'",
    ),
    "a number above its limit": (
        lambda document: document["system"]["notification"].update(cpu_threshold=101),
        "$.system.notification.cpu_threshold",
        "101 is greater than the maximum of 100",
    ),
    "no port": (
        lambda document: document["system"]["transports"][0].update(port=70000),
        "$.system.transports[0].port",
        "70000 is greater than the maximum of 65535",
    ),
    "a number that is too short": (
        lambda document: document["tenants"][0]["ivrs"][0].update(extension_number="12"),
        "$.tenants[0].ivrs[0].extension_number",
        "'12' does not match '^([0-9]{3,64})?$'",
    ),
    "a time without quotes": (
        lambda document: document["tenants"][0].update(office_hours={"monday": {"ranges": [yaml.safe_load("{from: 18:30, to: '19:00'}")]}}),
        "$.tenants[0].office_hours.monday.ranges[0].from",
        "1110 is not of type 'string', 'null'",
    ),
    "text that is too long": (
        lambda document: document["system"]["ip_rules"][0].update(description="x" * 256),
        "$.system.ip_rules[0].description",
        "is too long",
    ),
    "text that is no boolean": (
        lambda document: document["tenants"][0].update(enabled="maybe"),
        "$.tenants[0].enabled",
        "'maybe' is not of type 'boolean', 'null'",
    ),
    "a mapping for a list": (
        lambda document: document["tenants"][0].update(ivrs={"extension_number": "8000"}),
        "$.tenants[0].ivrs",
        "is not of type 'array', 'null'",
    ),
    "a list for a mapping": (
        lambda document: document["system"].update(network=[{"web_domain": "a.example.net"}]),
        "$.system.network",
        "is not of type 'object'",
    ),
    "text for a mapping": (
        lambda document: document["tenants"][0].update(office_hours="always"),
        "$.tenants[0].office_hours",
        "'always' is not of type 'object'",
    ),
    "a position that the order says": (
        lambda document: document["queues"][0]["incoming_rules"][0].update(position=1),
        "$.queues[0].incoming_rules[0]",
        added("position"),
    ),
    "a name alone for an entry of many fields": (
        lambda document: document["system"].update(dealers=["copperstate"]),
        "$.system.dealers[0]",
        "'copperstate' is not of type 'object'",
    ),
    "neither name of what is needed": (callers, "$.tenants[0].ivrs[0].outbound_caller_ids[0]", missing("trunk")),
    "an option of another kind": (
        lambda document: document["tenants"][0]["queue_agents"].append({"extension_id": 1, "name": "a", "level": 1}),
        "$.tenants[0].queue_agents[0]",
        added("level"),
    ),
    "a receptionist with a former name": (
        lambda document: document["tenants"][0]["ivrs"][0].update(renamed_from="7999"),
        "$.tenants[0].ivrs[0]",
        added("renamed_from"),
    ),
}


@pytest.mark.parametrize(("change", "path", "message"), WRONG.values(), ids=WRONG.keys())
def test_it_refuses_what_is_wrong_with_one_message(change: Callable[[Any], Any], path: str, message: str) -> None:
    document = small()
    change(document)
    ((where, text),) = faults(document)
    assert where == path
    assert text.endswith(message)


@pytest.mark.parametrize("role", ["tenant", "system"])
def test_it_refuses_what_is_wrong_about_a_definition(role: str) -> None:
    definition = copy.deepcopy(small()["tenants"][0] if role == "tenant" else small()["system"])
    definition["ip_rules"] = [{"cidrr": "192.0.2.0/24", "cidr": "192.0.2.0/24"}]
    assert faults({f"{role}_definition": definition}) == [(f"$.{role}_definition.ip_rules[0]", added("cidrr"))]
    assert faults({f"{role}_defintion": {}}) == [("$", added(f"{role}_defintion"))]


@pytest.mark.parametrize(
    ("target", "valid"),
    [
        *((target, True) for target in ("8600", "+493055501000", "Front desk", "\u00c4rzte", "\u53d7\u4ed8", "Line 2", "{{ target }}", "")),
        *((target, False) for target in ("24/7", "030 555", "+49 30", "8600-8610")),
    ],
)
def test_it_takes_names_in_place_of_numbers(target: str, valid: bool) -> None:
    document = small()
    rule = {"action": "FORWARD_TO_NUMBER", "number": target}
    document["tenants"][0]["ring_groups"] = [{"extension_number": "8600", "name": "Desk", "no_answer_forward_rule": rule}]
    assert (faults(document) == []) is valid


def test_only_an_entry_of_a_document_takes_a_state_and_a_former_name() -> None:
    gone = {"domain": "gone.example.net", "state": "absent"}
    assert faults({"tenants": [gone]}) == []
    assert faults({"tenant_definition": gone}) == [("$.tenant_definition", added("state"))]
    assert faults({"tenant_definition": {"domain": "a.example.net", "renamed_from": "b"}}) == [
        ("$.tenant_definition", added("renamed_from"))
    ]
    assert faults({"queue_definitions": [{"extension_id": 901, "state": "absent"}]}) == [("$.queue_definitions[0]", added("state"))]
