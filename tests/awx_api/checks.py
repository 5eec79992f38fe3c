# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the API of AWX refuses: credential types, credentials, surveys and schedules.

Each function returns what is wrong, an empty list where nothing is. The schemas in ``facts.json`` are recorded from AWX 24.6.1; the other
rules are those of ``awx/main/fields.py``, ``awx/api/serializers.py`` and ``JobTemplateSurveySpec`` in ``awx/api/views``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlparse

import jinja2
import jsonschema
from jinja2.sandbox import ImmutableSandboxedEnvironment

Json = dict[str, Any]

FACTS: Json = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
PYTHON_TYPES: dict[str, type] = {"str": str, "int": int, "float": float}
ENCRYPTED = "$encrypted$"
"""What AWX shows in place of a secret."""


def credential_type(value: Json) -> list[str]:
    """A credential type, as it is created."""
    inputs, injectors = value["inputs"], value["injectors"]
    found = _by_schema(inputs, "credential_type_inputs") + _by_schema(injectors, "credential_type_injectors")
    if found:
        return found
    if value["kind"] not in ("cloud", "net"):
        found.append(f"kind: {value['kind']} is reserved for types of AWX")
    names = [field["id"] for field in inputs["fields"]]
    found += [f"{name}: twice" for name in names if names.count(name) > 1 or name == "tower"]
    for field in inputs["fields"]:
        text = field.get("type", "string") == "string"
        found += [f"{field['id']}: {key} is for texts" for key in ("choices", "multiline", "format", "secret") if key in field and not text]
        if "default" in field and not isinstance(field["default"], str if text else bool):
            found.append(f"{field['id']}: odd default")
        if field.get("ask_at_runtime"):
            found.append(f"{field['id']}: ask_at_runtime")
    return found + _injectors(injectors, names)


def _injectors(injectors: Json, names: list[str]) -> list[str]:
    """Every template is rendered with a value in each field."""
    files = [label.partition(".")[2] for label in injectors.get("file", {})]
    if "" in files and len(files) > 1:
        return ["file: template and template.NAME together"]
    filename: Any = SimpleNamespace(**dict.fromkeys(files, "EXAMPLE_FILENAME")) if "" not in files else "EXAMPLE_FILENAME"
    namespace = {**dict.fromkeys(names, "EXAMPLE"), "tower": SimpleNamespace(filename=filename)}
    environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    found = [f"{name}: not allowed" for name in injectors.get("env", {}) if name.startswith("ANSIBLE_") or name in ("PATH", "PYTHONPATH")]
    for kind in ("file", "env"):
        for name, text in injectors.get(kind, {}).items():
            try:
                environment.from_string(text).render(namespace)
            except jinja2.TemplateError as error:
                found.append(f"{name}: {error}")
    return found


def credential(inputs: Json, of_type: Json) -> list[str]:
    """What is entered for a credential of a type."""
    fields = {field["id"]: field for field in of_type["inputs"]["fields"]}
    found = [f"{name}: not a field" for name in inputs if name not in fields]
    found += [f"{name}: required" for name in of_type["inputs"].get("required", []) if not inputs.get(name)]
    for name, value in inputs.items():
        field = fields.get(name, {})
        if field.get("type") == "boolean":
            found += [] if isinstance(value, bool) else [f"{name}: no boolean"]
        elif not isinstance(value, str):
            found.append(f"{name}: no text")
        elif field.get("format") == "url" and not (urlparse(value).scheme and urlparse(value).netloc):
            found.append(f"{name}: invalid URL")
        elif field.get("format") == "ssh_private_key" and value not in ("", ENCRYPTED) and "PRIVATE KEY-----" not in value:
            found.append(f"{name}: no private key")
    return found


def survey(value: Json) -> list[str]:
    """A survey, as it is posted to ``survey_spec``."""
    found = [f"{name} is missing" for name in ("name", "description") if not isinstance(value.get(name), str)]
    if not isinstance(value.get("spec"), list) or not value["spec"]:
        return [*found, "spec has no questions"]
    variables: list[str] = []
    for question in value["spec"]:
        for name, kind in (("type", str), ("question_name", str), ("variable", str), ("required", bool)):
            if not isinstance(question.get(name), kind):
                return [*found, f"{name} is missing in {question}"]
        if question["variable"] in variables:
            found.append(f"{question['variable']}: asked twice")
        variables.append(question["variable"])
        found += _question(question)
    return found


def _question(question: Json) -> list[str]:
    if question["type"] not in FACTS["survey_types"]:
        return [f"{question['variable']}: no type {question['type']}"]
    kinds = tuple(PYTHON_TYPES[name] for name in FACTS["survey_types"][question["type"]])
    default = question.get("default", "")
    found = [f"{question['variable']}: default is no {question['type']}"] if default != "" and not isinstance(default, kinds) else []
    found += [f"{question['variable']}: {name}" for name in ("min", "max") if not isinstance(question.get(name), int | None)]
    if question["type"] in ("multiplechoice", "multiselect"):
        if "choices" not in question:
            return [*found, f"{question['variable']}: no choices"]
        choices = question["choices"].splitlines() if isinstance(question["choices"], str) else question["choices"]
        chosen = str(default).splitlines()
        if question["type"] == "multiplechoice" and len(chosen) > 1:
            found.append(f"{question['variable']}: several defaults")
        found += [f"{question['variable']}: {one} is not among the choices" for one in chosen if one not in choices]
    return found


def answers(spec: Json, given: Json) -> list[str]:
    """What a launch with these answers is refused for."""
    found = []
    for question in spec["spec"]:
        name = question["variable"]
        if name not in given:
            found += [f"{name}: value missing"] if question["required"] else []
            continue
        value = given[name]
        if question["type"] == "multiplechoice":
            found += [f"{name}: not among the choices"] if value not in question["choices"] else []
        elif question["type"] in ("text", "textarea", "password"):
            short = isinstance(value, str) and question.get("min") is not None and len(value) < question["min"]
            found += [f"{name}: no text"] if not isinstance(value, str) else [f"{name}: too short"] if short else []
    return found


def rule(value: str) -> list[str]:
    """The rule of a schedule."""
    found = [] if re.match(r"DTSTART(;[^:]+)?:\d+T\d+Z?", value) else ["DTSTART is missing"]
    found += ["DTSTART without a time zone"] if re.match(r"DTSTART:\d+T\d+ ", value) else []
    rules = re.findall(r"RULE:[^\s]*", value)
    found += [] if rules else ["no RRULE"]
    return found + [f"{one}: INTERVAL is missing" for one in rules if "INTERVAL" not in one]


def _by_schema(value: Json, name: str) -> list[str]:
    errors = jsonschema.Draft4Validator(FACTS[name]).iter_errors(value)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]
