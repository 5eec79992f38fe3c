# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Record the facts of the API descriptions that the simulator must agree with.

``python tests/contract/record_facts.py DESCRIPTION...`` writes ``facts.json`` beside itself. It understands the
vendor's OpenAPI files (JSON), the list of operations of the extension API (JSON) and the text of the page on virtual
receptionists of a later release, whose name ends in its release. Only facts are kept: names, types, limits, statuses.

    {"pbx": {"POST /ivrs": {"query": [...], "statuses": [...], "body": {field: FACT}, "answer": {field: FACT}}},
     "extension": {...}, "later": {"22.3": {...}}, "offered": ["GET /ivrs", ...],
     "offered_extension": ["GET /extension/{extension_id}/ani/", ...], "shapes": {"s1": {field: FACT}}}

``offered`` names every operation of the first OpenAPI file, and those below FURTHER that tell something of their own;
``offered_extension`` every one of the extension API: what has to be offered whole. Of the extension API, ``form`` stands in the
place of ``body`` where a file is sent.

A FACT has ``type`` and, where there is one, ``required``, ``enum``, ``min``, ``max``, ``minLength``, ``maxLength``,
``pattern``, ``default``; an object's fields are in ``fields`` and a list's entry is in ``items``, where ``{"shape": "s1"}``
names an entry of ``shapes``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

Fact = dict[str, Any]
Fields = dict[str, Fact]

OPERATIONS = """
    POST /auth/sign_in | POST /auth/sign_out | POST /auth/refresh_token | GET /auth/user
    GET /tenants | POST /tenants | GET /tenants/{id} | POST /tenants/{id} | POST /tenants/{id}/destroy | POST /tenants/switch
    GET /tenants/{id}/dealers | POST /tenants/{id}/dealers/{dealer_id} | POST /tenants/{id}/dealers/{dealer_id}/destroy
    GET /tenant | POST /tenant | GET /tenant/status | GET /admin/status | GET /dealer/status
    GET /dealers | POST /dealers | GET /dealers/{id} | POST /dealers/{id} | POST /dealers/{id}/password | POST /dealers/{id}/destroy
    GET /ip_filters | POST /ip_filters | GET /ip_filters/{id} | POST /ip_filters/{id} | POST /ip_filters/{id}/destroy
    GET /ip_filters/export
    GET /transports | POST /transports | GET /transports/{id} | POST /transports/{id} | POST /transports/{id}/destroy
    GET /transports/{id}/status
    GET /ivrs | POST /ivrs | GET /ivrs/{id} | POST /ivrs/{id} | POST /ivrs/{id}/destroy | GET /ivrs/{id}/status
    GET /ivrs/{id}/action_urls | POST /ivrs/{id}/action_urls | GET /ivrs/{id}/action_urls/{url_id}
    POST /ivrs/{id}/action_urls/{url_id} | POST /ivrs/{id}/action_urls/{url_id}/destroy
    GET /holidays | POST /holidays | GET /holidays/{id} | POST /holidays/{id} | POST /holidays/{id}/destroy
    GET /files | GET /files/{id} | GET /providers | GET /providers/{id}
    GET /providers/{id}/assignees | GET /providers/{id}/assignees/{tenant_id} | POST /providers/{id}/assignees/{tenant_id}
    POST /providers/{id}/assignees/{tenant_id}/destroy
    GET /network | POST /network | GET /sbc | POST /sbc | GET /sbc/token | POST /sbc/token | POST /sbc/token/destroy
    GET /im | POST /im | GET /im/token | POST /im/token | POST /im/token/destroy
    GET /admin/settings | POST /admin/settings | GET /admin/notification | POST /admin/notification
    POST /admin/notification/test_email | POST /admin/username | POST /admin/password
    GET /ivr_servers | POST /ivr_servers | GET /ivr_servers/{id} | POST /ivr_servers/{id} | POST /ivr_servers/{id}/destroy
    GET /ivr_servers/{id}/status
    GET /license | POST /license | GET /key | POST /key | POST /brand
    GET /dealer | POST /dealer | POST /dealer/username | POST /dealer/password
"""

FURTHER = (
    *("/call_queue_servers", "/conference_servers", "/media_servers", "/providers"),
    *("/tenant/password_policy", "/tenant/notification", "/tenant/billing", "/tenant/custom_headers"),
    *("/voicemail", "/acb", "/call_park", "/monitor", "/extension_numbers"),
    *("/holidays", "/blobs", "/files", "/users", "/phones", "/phone_models", "/groups"),
    *("/roles", "/feature_access_codes", "/call_pickup_groups", "/call_park_groups", "/monitor_groups"),
    *("/ring_groups", "/call_queues", "/shared_voicemails", "/emergency_numbers", "/outbound_rules", "/inbound_rules"),
    *("/blacklisted_numbers", "/disallowed_codes", "/allowed_country_codes", "/moh_server", "/contacts"),
)
"""Collections beyond the first description that modules manage: every operation below these paths."""
OUT = (
    "/providers/{id}/assignees",  # in the first description
    *("/providers/export", "/inbound_rules/export", "/outbound_rules/export"),  # files of the portal; lists hold the same
    *("/blacklisted_numbers/export", "/disallowed_codes/export", "/contacts/export"),
    *("/users/profile", "/users/{id}/ms365_binding", "/users/{id}/balance", "/users/{id}/call_queues", "/users/{id}/speed_dial"),
    *(
        "/users/{id}/status",
        "/users/{id}/profile",
        "/phones/{mac}/reject",
        "/call_queues/{id}/waiting",
        "/shared_voicemails/{id}/voicemails",
    ),
)
"""Not of FURTHER, although below its paths: what happens, what costs, and what is a user's own."""

# The objects that the list of operations of the extension API names without showing them. The names of their fields and
# the limits of days are known; the other types are taken from what the fields hold, not from a description.
_INTEGER, _TEXT = {"type": "integer"}, {"type": "string"}
_DAY, _MDAY = {"type": "integer", "min": 1, "max": 7}, {"type": "integer", "min": 1, "max": 31}
_CONDITION = {
    **{f"{end}_{unit}": fact for unit, fact in (("dow", _DAY), ("mday", _MDAY), ("time", _TEXT)) for end in ("start", "end")},
    "month": _INTEGER,
    **{name: _TEXT for name in ("start_datetime", "end_datetime", "sched_start_date")},
    **{name: _INTEGER for name in ("sched_active_days", "sched_skip_days")},
}
_CALL_TEXTS = """
    answer_time_gmt call_api_id call_flow callback_id called_did called_extension called_number caller_extension
    caller_id_name caller_id_number init_time_gmt record_uuid
"""
NESTED: dict[str, Fields] = {
    "cascade_number": {"delay": _INTEGER, "number": _TEXT},
    "condition": _CONDITION,
    "interval_condition": _CONDITION,
    "voice_helper_rules": {"to_option": _TEXT, "transcription": _TEXT},
    "registration": {
        **{name: _TEXT for name in ("contact_address", "device", "real_address", "registration_id")},
        "expires": _INTEGER,
    },
    "call_mdl": {**{name: _TEXT for name in _CALL_TEXTS.split()}, "extension_id": _INTEGER, "real_call": {"type": "boolean"}},
    "context_model": {},  # not described: a context with its options
}

_LIMITS = {"minimum": "min", "maximum": "max", "minLength": "minLength", "maxLength": "maxLength", "pattern": "pattern", "enum": "enum"}


class Shapes:
    """Nested objects by content, so that each is written once."""

    def __init__(self) -> None:
        self.known: dict[str, Fields] = {}

    def name(self, fields: Fields) -> Fact:
        """Return a reference to a shape."""
        for name, known in self.known.items():
            if known == fields:
                return {"shape": name}
        name = f"s{len(self.known) + 1}"
        self.known[name] = fields
        return {"shape": name}


def merged(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with references followed and ``allOf`` folded in."""
    while "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/")]
        schema = target
    result = {key: value for key, value in schema.items() if key != "allOf"}
    for part in schema.get("allOf", []):
        part = merged(part, document)
        properties = {**part.get("properties", {}), **result.get("properties", {})}
        required = [*part.get("required", []), *result.get("required", [])]
        result = {**part, **result}
        if properties:
            result["properties"] = properties
        if required:
            result["required"] = required
    return result


def fact_of(schema: dict[str, Any], document: dict[str, Any], shapes: Shapes) -> Fact:
    """Return the facts about one schema."""
    schema = merged(schema, document)
    kind = schema.get("type") or ("object" if "properties" in schema else "string")
    fact: Fact = {"type": kind}
    fact |= {short: schema[name] for name, short in _LIMITS.items() if name in schema}
    if "default" in schema:
        fact["default"] = schema["default"]
    if kind == "object" and "properties" in schema:
        fact["fields"] = shapes.name(fields_of(schema, document, shapes))
    if kind == "array":
        fact["items"] = fact_of(schema.get("items", {}), document, shapes)
    return fact


def fields_of(schema: dict[str, Any], document: dict[str, Any], shapes: Shapes) -> Fields:
    """Return the facts about the fields of an object; of alternatives, all fields."""
    schema = merged(schema, document)
    fields: Fields = {}
    for alternative in schema.get("oneOf", []):
        fields |= fields_of(alternative, document, shapes)
    for name, part in schema.get("properties", {}).items():
        fields[name] = fact_of(part, document, shapes)
        if name in schema.get("required", []):
            fields[name]["required"] = True
    return fields


def operation_names() -> list[str]:
    """Return OPERATIONS one by one."""
    return re.split(r"\s*[|\n]\s*", OPERATIONS.strip())


def further_operations(document: dict[str, Any]) -> list[str]:
    """Return the operations below FURTHER that an OpenAPI document describes."""
    return [f"{verb.upper()} {path}" for path in filter(is_further, document["paths"]) for verb in document["paths"][path]]


def is_further(path: str) -> bool:
    """Return whether a path beyond the first description belongs to what modules manage."""
    return is_below(path, FURTHER) and not path.startswith(OUT)


def is_below(path: str, collections: tuple[str, ...]) -> bool:
    """Return whether a path is one of these collections, or leads into one."""
    return path in collections or path.startswith(tuple(f"{collection}/" for collection in collections))


def useful(name: str, facts: dict[str, Fact]) -> bool:
    """Return whether an operation tells something: one item of a list that is read as a whole tells what it has besides."""
    if name.startswith("GET ") and name.endswith("}") and "body" not in facts.get(f"POST {name.partition(' ')[2]}", {"body": {}}):
        return False
    whole = facts.get(f"POST {name.partition(' ')[2].rpartition('/')[0]}", {}).get("body", {})
    return "items" not in whole or "status" in {*facts[name].get("body", {}), *facts[name].get("answer", {})}


def openapi_facts(document: dict[str, Any], shapes: Shapes) -> dict[str, Fact]:
    """Return the facts about those of OPERATIONS, and of those below FURTHER, that an OpenAPI document describes."""
    facts: dict[str, Fact] = {}
    for name in [*operation_names(), *further_operations(document)]:
        method, path = name.split()
        operation = document["paths"].get(path, {}).get(method.lower())
        if operation is None:
            continue
        fact: Fact = {"statuses": sorted(operation["responses"])}
        parameters = [merged(parameter, document) for parameter in operation.get("parameters", [])]
        query = {part["name"]: fact_of(part.get("schema", {}), document, shapes) for part in parameters if part["in"] == "query"}
        if query:
            fact["query"] = query
        body = merged(operation.get("requestBody", {}), document).get("content", {}).get("application/json")
        if body:
            fact["body"] = fields_of(body["schema"], document, shapes)
        for status, response in operation["responses"].items():
            answer = merged(response, document).get("content", {}).get("application/json")
            if status.startswith("2") and answer:
                fact["answer"] = fields_of(answer["schema"], document, shapes)
        facts[name] = fact
    return facts


def extension_facts(operations: list[dict[str, Any]], shapes: Shapes) -> dict[str, Fact]:
    """Return the facts about every operation of the extension API."""
    facts: dict[str, Fact] = {}
    for operation in operations:
        fact: Fact = {}
        parts = (("query_parameters", "query"), ("json_body", "body"), ("form_body", "form"), ("response_fields", "answer"))
        for source, target in parts:
            if source in operation:
                fact[target] = {field["name"]: _extension_fact(field, shapes) for field in operation[source]}
        facts[f"{operation['method']} {operation['path']}"] = fact
    return facts


def _extension_fact(field: dict[str, Any], shapes: Shapes) -> Fact:
    fact = {key: field[key] for key in ("type", "required", "enum", "default") if key in field}
    if match := re.fullmatch(r"array \[(\w+)\]", fact["type"]):
        entry = match[1]
        fact["type"], fact["items"] = "array", {"type": "object" if entry in NESTED else entry}
        if NESTED.get(entry):
            fact["items"]["fields"] = shapes.name(NESTED[entry])
    if "default" in fact and fact["type"] != "string":
        fact["default"] = {"True": True, "False": False, "[]": []}.get(fact["default"], fact["default"])
        if fact["type"] == "integer":
            fact["default"] = int(fact["default"])
    return fact


_FIELD = re.compile(r"([a-z_0-9]+?)(string|integer|boolean)((?: · [^·]+?)*?)(Read-only)?(Required|Optional)")


def page_facts(text: str) -> dict[str, Fact]:
    """Return the body fields that the text of a page shows; nested objects are folded on it and stay unknown."""
    facts: dict[str, Fact] = {}
    fields: Fields = {}
    section, last = "", ""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line in ("Body", "Query parameters", "Path parameters", "Authorizations", "Responses"):
            section = line
        if match := _FIELD.fullmatch(line.strip()):
            last = match[1]
            if section == "Body":
                fields[last] = {"type": match[2], **_page_limits(match[3])} | ({"required": True} if match[5] == "Required" else {})
        elif section == "Body" and last in fields and (match := re.match(r"(Default|Pattern): (\S+?)(Possible values:)?$", line)):
            fact = fields[last]
            fact[match[1].lower()] = match[2] if fact["type"] == "string" else json.loads(match[2])
        elif line in ("get", "post") and number + 1 < len(lines) and lines[number + 1].startswith("/"):
            name = f"{line.upper()} {lines[number + 1]}"
            if fields and name in operation_names():
                facts[name] = {"body": fields}
            fields, section = {}, ""
    return facts


def _page_limits(text: str) -> Fact:
    limits: Fact = {}
    suffix = "" if "int" in text else "Length"
    for name, value in re.findall(r"(min|max): (\d+)", text):
        limits[name + suffix] = int(value)
    return limits


def main(paths: list[str]) -> None:
    """Read the descriptions and write facts.json; of two that describe an operation, the first counts."""
    shapes = Shapes()
    facts: dict[str, Any] = {"pbx": {}, "extension": {}, "later": {}}
    for path in map(Path, paths):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".txt":
            facts["later"][re.findall(r"\d+\.\d+", path.stem)[-1]] = page_facts(text)
            continue
        document = json.loads(text)
        if isinstance(document, list):
            facts["extension"] |= extension_facts(document, shapes)
            facts["offered_extension"] = list(facts["extension"])
        else:
            facts["pbx"] = openapi_facts(document, shapes) | facts["pbx"]
            facts.setdefault("offered", [f"{verb.upper()} {path}" for path, verbs in document["paths"].items() for verb in verbs])
    further = [name for name in facts["pbx"] if is_further(name.partition(" ")[2])]
    facts["offered"] += [name for name in further if useful(name, facts["pbx"]) and name not in facts["offered"]]
    if missing := [name for name in operation_names() if name not in facts["pbx"]]:
        raise SystemExit(f"not described: {', '.join(missing)}")
    facts["shapes"] = shapes.known
    if left_out := set(facts["offered"]) - set(facts["pbx"]):
        raise SystemExit(f"left out: {', '.join(sorted(left_out))}")
    lines = json.dumps(facts, indent=1, ensure_ascii=False)
    # One line per field: small enough to review, and a change shows as the field it is.
    compact = re.sub(r"\n {4,}\s*|\n {3}(?=[\]}])", " ", lines)
    Path(__file__).with_name("facts.json").write_text(compact + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
