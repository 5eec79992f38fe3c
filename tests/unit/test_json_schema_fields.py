# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A document with every field of every kind is valid for the collection, and for the published JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document
from ansible_collections.portsip.pbx.plugins.module_utils.run.tree import DOCUMENT_PARTS, Part

from .support.every_field import every_option

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "portsip.schema.json"
RELEASE = "22.8"
GIVEN: dict[str, dict[str, Any]] = {
    "certificate": {"crt": None, "key": None},
    "dealer": {"name": "northern", "phone": "+4930"},
    "notification": {"notify_service_disconnected": None},
    "allowed_country_codes": {"codes": ["49", "1-264"]},
    "blacklisted_number": {"number": "+493055501999"},
    "disallowed_code": {"number_prefix": "0900"},
    "emergency_number": {"number_prefix": "112"},
    "extension_event": {"url": "https://crm.example.net/"},
    "extension_incoming_rule": {"name": "Closed"},
    "inbound_rule": {"name": "Main number", "did_numbers": "4930100-4930119"},
    "ip_rule": {"cidr": "192.0.2.0/24", "expire_at": "2036-12-31T23:59:59Z"},
    "ivr": {"extension_number": "8000"},
    "outbound_rule": {"name": "Out"},
    "ring_group": {"extension_number": "8600"},
    "call_queue": {"extension_number": "8700"},
    "shared_voicemail": {"extension_number": "8900"},
    "tenant": {"domain": "a.example.net"},
    "transport": {"protocol": "TLS", "port": 5061},
    "trunk": {"name": "Carrier", "auth_mode": "REGISTER_AUTH"},
    "trunk_assignment": {"provider": "Carrier"},
    **dict.fromkeys(("group", "call_pickup_group", "call_park_group", "monitor_group", "role"), {"name": "Desk"}),
    "user_holiday": {"name": "Leave"},
    "user": {"extension_number": "2001", "name": "anna.berg"},
    "queue": {"extension_id": 901},
    "queue_agent": {"extension_id": 201, "name": "Desk"},
}
"""What identifies an object, and what no file of the tests is there for."""


def entry_of(part: Part) -> dict[str, Any]:
    """An entry with every option of its kind under the name that a user gives it, and with an entry of each kind inside."""
    own: dict[str, Any] = {}
    if part.module:
        options = every_option(part.resource, RELEASE, GIVEN.get(part.module, {}))
        lifted = {"level": 2, "position": 1, "type": "remote"} if part.lifted else {}
        allowed = part.fields | part.parents.keys()
        own = {part.called(name): value for name, value in options.items() if name in allowed}
        own |= {**lifted, "literal": sorted(own), **({"extra": {"new": 1}} if "extra" in part.controls else {})}
    return own | {below.name: entry_of(below) if below.single else [entry_of(below)] for below in part.parts}


def test_every_field_of_every_kind() -> None:
    document = {part.name: entry_of(part) if part.single else [entry_of(part)] for part in DOCUMENT_PARTS}
    document["queues"][0]["agents"][0]["extension_id"] = 202
    reading = read_document(document)
    assert [str(finding) for finding in reading.findings] == []
    left_out = {name for options in GIVEN.values() for name, value in options.items() if value is None}
    for entry in reading.entries:
        own = {name for name in entry.part.resource.own_fields if name in entry.part.fields}
        assert own - left_out - entry.values.keys() == set(), entry.path
    errors = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(document)
    assert [(error.json_path, error.message) for error in errors] == []
