# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The published JSON Schema takes what the collection takes, and refuses what is wrong about it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((CHECKOUT / "docs" / "schema" / "portsip.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted((CHECKOUT / "playbooks" / "vars").glob("*.yml"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def example(name: str) -> Any:
    """An example file of variables."""
    return yaml.safe_load((CHECKOUT / "playbooks" / "vars" / name).read_text(encoding="utf-8"))


def as_document() -> Any:
    """The examples as one document."""
    system, clinics = example("baseline.yml")["system_definition"], example("clinics.yml")
    return {
        "system": system,
        "tenants": [clinics["tenant_definition"]],
        "queues": clinics["queue_definitions"],
    }


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


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
    assert [error.json_path for error in VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))] == []


def test_it_takes_a_document() -> None:
    assert [error.json_path for error in VALIDATOR.iter_errors(as_document())] == []


def callers(document: Any, **trunk: str) -> None:
    """Give a receptionist a number to show."""
    document["tenants"][0]["ivrs"][0]["outbound_caller_ids"] = [{"caller_id": "+16025550100", **trunk}]


FORMS = {
    "a number for text": lambda document: document["tenants"][0]["ivrs"][0].update(extension_number=8000),
    "text for a number": lambda document: document["system"]["transports"][0].update(port="5060"),
    "a template for a number": lambda document: document["system"]["transports"][0].update(port="{{ sip_port }}"),
    "a template for a list": lambda document: document["tenants"][0].update(ivrs="{{ receptionists }}"),
    "a template for an entry": lambda document: document["system"]["ip_rules"].append("{{ office }}"),
    "a template for a choice": lambda document: document["system"]["ip_rules"][0].update(target="{{ target }}"),
    "yes": lambda document: document["tenants"][0].update(enabled="yes"),
    "null": lambda document: document["system"].update(dealers=None, brand=None),
    "a list in one text": lambda document: document["system"]["settings"].update(blocked_user_agents="a;b"),
    "an entry that is to go": lambda document: document["tenants"].append({"domain": "gone.example.net", "state": "absent"}),
    "fields of a newer release": lambda document: document["tenants"][0].update(extra={"new": [1]}),
    "a dealer by name": lambda document: document["tenants"][0].update(dealers=["copperstate", {"dealer": "rimcountry"}]),
    "a ring group": lambda document: document["tenants"][0].update(ring_groups=[{"extension_number": "7000", "name": "Desk"}]),
    "a name of an option": lambda document: callers(document, trunk="Carrier A"),
    "a name of the API": lambda document: callers(document, provider_id="Carrier A"),
    "an agent's place": lambda document: document["queues"][0]["agents"][0].update(type="remote", level=2),
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS.keys())
def test_it_takes_every_form(change: Callable[[Any], None]) -> None:
    document = as_document()
    change(document)
    assert [error.json_path for error in VALIDATOR.iter_errors(document)] == []


WRONG: dict[str, Callable[[Any], Any]] = {
    "a misspelt kind": lambda document: document.update(tenantz=[]),
    "a misspelt key of a tenant": lambda document: document["tenants"][0].update(timezome="Europe/Berlin"),
    "a misspelt key inside a list": lambda document: document["tenants"][0]["ivrs"][0]["custom_forward_rules"][0].update(user_imput="1"),
    "no key of a tenant": lambda document: document["tenants"][0].pop("domain"),
    "no key of an IP rule": lambda document: document["system"]["ip_rules"][0].pop("cidr"),
    "half a key": lambda document: document["system"]["transports"][0].pop("port"),
    "an unknown choice": lambda document: document["system"]["ip_rules"][0].update(target="REJECT"),
    "a choice in lower case": lambda document: document["system"]["transports"][0].update(protocol="udp"),
    "text that is no number": lambda document: document["system"]["transports"][0].update(port="sip"),
    "a number above its limit": lambda document: document["system"]["notification"].update(cpu_threshold=101),
    "text that is too long": lambda document: document["system"]["ip_rules"][0].update(description="x" * 256),
    "text that is no boolean": lambda document: document["tenants"][0].update(enabled="maybe"),
    "a mapping for a list": lambda document: document["tenants"][0].update(ivrs={"extension_number": "8000"}),
    "a list for a mapping": lambda document: document["system"].update(network=[{"web_domain": "a.example.net"}]),
    "text for a mapping": lambda document: document["tenants"][0].update(office_hours="always"),
    "a position that the order says": lambda document: document["queues"][0]["incoming_rules"][0].update(position=1),
    "a name alone for an entry of many fields": lambda document: document["system"].update(dealers=["copperstate"]),
    "neither name of what is needed": callers,
    "an option of another kind": lambda document: document["tenants"][0]["queue_agents"].append(
        {"extension_id": 1, "name": "a", "level": 1}
    ),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_it_refuses_what_is_wrong(change: Callable[[Any], Any]) -> None:
    document = as_document()
    document["tenants"][0].setdefault("queue_agents", [])
    change(document)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("role", ["tenant", "system"])
def test_it_refuses_what_is_wrong_about_a_definition(role: str) -> None:
    variables = copy.deepcopy(example({"tenant": "clinics.yml", "system": "baseline.yml"}[role]))
    variables[f"{role}_definition"]["ip_rules"][0]["cidrr"] = "192.0.2.0/24"
    assert not VALIDATOR.is_valid(variables)
    assert not VALIDATOR.is_valid({f"{role}_defintion": {}})


def test_only_an_entry_of_a_document_takes_a_state() -> None:
    gone = {"domain": "gone.example.net", "state": "absent"}
    assert VALIDATOR.is_valid({"tenants": [gone]})
    assert not VALIDATOR.is_valid({"tenant_definition": gone})
