# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What ansible-doc tells about each module is what the module takes and returns."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.basic import PASSWORD_MATCH
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.run.extension_subsets import SUBSETS
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource

import quick_yaml

COLLECTION = "portsip.pbx"
CHECKOUT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (CHECKOUT / "plugins" / "modules").glob("portsip_*.py"))
OWN_RESULTS: dict[str, set[str]] = {
    "portsip_login": {"token", "expires_in", "tenant"},
    "portsip_logout": set(),
    "portsip_server_token": {"server_token", "diff"},
    "portsip_admin_account": {"account", "diff"},
    "portsip_dealer_account": {"account", "diff"},
    "portsip_notification_test": {"sent"},
    "portsip_call_queue_agent_status": {"call_queue_agent", "diff"},
    "portsip_tenant_notification_test": {"sent"},
    "portsip_phone_control": {"done", "summary", "phone"},
    "portsip_phone_info": {"phones", "phone_models"},
    "portsip_ip_rule_export": {"dest", "checksum", "size", "diff"},
    "portsip_system_info": {"system"},
    "portsip_dealer_self_info": {"dealer", "status"},
    "portsip_extension_call": {"done", "summary", "call"},
    "portsip_extension_chat": {"done", "summary", "chat"},
    "portsip_extension_conference_control": {"done", "summary", "conference"},
    "portsip_extension_file": {"dest", "checksum", "size", "url", "diff"},
    "portsip_extension_info": set(SUBSETS),
    "portsip_extension_fax_send": {"done", "summary", "fax"},
    "portsip_extension_registration": {"registration", "diff"},
    "portsip_validate": {"entries", "references"},
    "portsip_config": {"plan", "plan_digest", "summary", "moved_calls", "entries", "diff", "done", "not_done"},
    "portsip_drift": {"summary", "totals", "reports"},
    "portsip_call_path": {"path", "ends_at", "at"},
    "portsip_verify": {"calls", "findings", "expectations", "totals"},
    "portsip_export": {"definition", "secrets", "summary", "incomplete", "notes", "files", "stale", "diff"},
}
"""What modules return that are not about objects of one kind."""
TELLS_BY_SECTION = {"portsip_drift"}
"""Modules for which a document that is not valid is one of the things that they report."""
OFFLINE = {"portsip_validate"}
"""Modules that make no request."""
OFFLINE_AT_TIMES = {"portsip_call_path", "portsip_verify"}
"""Modules that make none where they are given a definition."""
SHOWN = {"update_password", "secrets"}
"""Options that say how secrets are dealt with, and hold none."""
FAILURE_KEYS = {"msg", "error"}
OWN_KINDS = {"portsip_drift": {errors.Drifted.kind}, "portsip_verify": {errors.Unmet.kind}}
"""Kinds of failures that only one module has."""
KINDS = {error.kind for error in errors.PortsipError.__subclasses__()} - set.union(*OWN_KINDS.values())
TEMPLATE = re.compile(r"\{\{.*\}\}", re.DOTALL)


@pytest.fixture(scope="session")
def documentation(collections_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Output of ansible-doc by the module's short name: ``doc``, ``examples`` and ``return``."""
    home = tmp_path_factory.mktemp("ansible")
    settings = home / "ansible.cfg"
    settings.write_text("")
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(collections_path),
        "ANSIBLE_HOME": str(home),
        "ANSIBLE_CONFIG": str(settings),
    }
    program = str(Path(sys.executable).with_name("ansible-doc"))
    command = [program, "--json", "--type", "module", *(f"{COLLECTION}.{name}" for name in MODULES)]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert not output.stderr, "ansible-doc has something to complain about"
    return {name.rpartition(".")[2]: entry for name, entry in json.loads(output.stdout).items()}


def _argument_spec(name: str) -> dict[str, Any]:
    """The argument spec with which a module starts."""
    spec = _module(name).MODULE.spec
    assert isinstance(spec, dict)
    return spec


def _module(name: str) -> Any:
    return importlib.import_module(f"ansible_collections.portsip.pbx.plugins.modules.{name}")


def _resource(name: str) -> Resource:
    (resource,) = (value for value in vars(_module(name)).values() if isinstance(value, Resource))
    return resource


def _shape(options: Mapping[str, Any], below: str) -> dict[str, Any]:
    """Options, as far as an argument spec and its documentation both tell about them.

    :param below: what the options of a mapping are called there.
    """
    return {
        name: {
            "type": option.get("type", "str"),
            "elements": option.get("elements"),
            "choices": sorted(option.get("choices") or []),
            "default": option.get("default"),
            "required": option.get("required", False),
            "aliases": option.get("aliases", []),
            "options": _shape(option.get(below) or {}, below),
        }
        for name, option in options.items()
    }


def _text(description: str | list[str]) -> str:
    return description if isinstance(description, str) else " ".join(description)


def test_every_module_is_in_the_action_group() -> None:
    runtime = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text())
    assert MODULES
    assert sorted(runtime["action_groups"]["portsip"]) == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_options_are_those_the_module_takes(name: str, documentation: dict[str, Any]) -> None:
    assert _shape(documentation[name]["doc"]["options"], "suboptions") == _shape(_argument_spec(name), "options")


@pytest.mark.parametrize("name", MODULES)
def test_environment_variables_are_those_the_module_reads(name: str, documentation: dict[str, Any]) -> None:
    options = documentation[name]["doc"]["options"]
    documented = {option: re.findall(r"E\((PORTSIP_\w+)\)", _text(options[option]["description"])) for option in options}
    read = {option: list(spec["fallback"][1]) if "fallback" in spec else [] for option, spec in _argument_spec(name).items()}
    assert documented == read


@pytest.mark.parametrize("name", MODULES)
def test_ansible_does_not_take_an_option_for_a_password_by_its_name(name: str) -> None:
    """Without ``no_log`` it warns of each option that is called like one, whenever the module runs."""
    assert [option for option, spec in _argument_spec(name).items() if PASSWORD_MATCH.search(option) and "no_log" not in spec] == []


@pytest.mark.parametrize("name", MODULES)
def test_secret_options_are_kept_out_of_logs(name: str) -> None:
    def secrets(options: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for option, spec in options.items():
            if spec.get("type", "str") == "str" and re.search(r"password|secret|token|^pin$", option):
                yield option, spec.get("no_log")
            yield from secrets(spec.get("options") or {})

    assert [option for option, no_log in secrets(_argument_spec(name)) if no_log is not True and option not in SHOWN] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_reader_finds_everything_about_a_module(name: str, documentation: dict[str, Any]) -> None:
    doc = documentation[name]["doc"]
    for part in ("short_description", "description", "author", "notes", "requirements", "seealso", "version_added"):
        assert doc.get(part), f"{part} is missing"
    assert doc["attributes"]["action_group"]["membership"] == [f"{COLLECTION}.portsip"]
    assert doc["attributes"]["check_mode"]["support"] == "full"
    says = "makes no request" if name in OFFLINE else "Uses C("
    assert any(says in note for note in doc["notes"]), "no note names the endpoints"
    assert any(note.startswith("Requires ") for note in doc["notes"]), "no note names the role"
    related = [entry["module"].removeprefix(f"{COLLECTION}.") for entry in doc["seealso"]]
    assert set(related) <= set(MODULES) - {name}


@pytest.mark.parametrize("name", MODULES)
def test_return_values_are_those_the_module_gives(name: str, documentation: dict[str, Any]) -> None:
    returned = documentation[name]["return"]
    if name in OWN_RESULTS:
        assert set(returned) == OWN_RESULTS[name] | FAILURE_KEYS
        return
    resource = _resource(name)
    info = name.endswith("_info")
    many = info and resource.kind != "singleton"
    key = resource.plural if many else resource.name
    assert set(returned) == {key, *(["count"] if many else []), *([] if info else ["diff"])} | FAILURE_KEYS
    assert returned[key]["type"] == ("list" if many else "dict")
    identity = set() if resource.kind == "singleton" else {resource.id_field}
    assert {*identity, *resource.key} <= set(returned[key]["contains"])
    unreadable = {field for field in resource.own_fields if resource.field((field,)).secret or not resource.field((field,)).readable}
    assert not unreadable & set(returned[key]["contains"]), "documents a value that is never returned"
    if not info:
        assert set(returned["diff"]["contains"]) == {"before", "after"}


@pytest.mark.parametrize("name", MODULES)
def test_failures_are_described_in_full(name: str, documentation: dict[str, Any]) -> None:
    error = documentation[name]["return"]["error"]
    whole = {"findings"} if "definition" in documentation[name]["doc"]["options"] and name not in TELLS_BY_SECTION else set()
    assert set(error["contains"]) == set(errors.PortsipError("text").as_result()) | whole
    described = set(re.findall(r"V\((\w+)\)", _text(error["contains"]["kind"]["description"])))
    # "library" comes from the Ansible layer itself, before there is an engine.
    assert described == KINDS | {"library"} | OWN_KINDS.get(name, set())
    assert error["contains"]["kind"]["sample"] in described


def _tasks(examples: list[dict[str, Any]], defaults: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each task of this collection, in plays too: its name, the module's short name, and its arguments with the defaults around it."""
    for task in examples:
        around = {**defaults, **task.get("module_defaults", {})}
        assert task["name"][0].isupper(), "ansible-lint wants names that begin with a capital"
        for section in ("block", "rescue", "always", "tasks", "handlers"):
            yield from _tasks(task.get(section, []), around)
        for action, arguments in task.items():
            if action.startswith(f"{COLLECTION}."):
                given = {**around.get(f"group/{COLLECTION}.portsip", {}), **around.get(action, {}), **(arguments or {})}
                yield task["name"], {"module": action.rpartition(".")[2]}, given


def _filled(value: Any, spec: Mapping[str, Any]) -> Any:
    """The value with something of the right type in place of a template, which is all that a spec can check."""
    if isinstance(value, str) and TEMPLATE.search(value):
        choices = spec.get("choices")
        return choices[0] if choices else {"int": 1, "bool": True, "dict": {}}.get(spec.get("type", "str"), "text")
    if isinstance(value, dict) and "options" in spec:
        return {name: _filled(item, spec["options"].get(name, {})) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, {**spec, "type": spec.get("elements", "str")}) for item in value]
    return value


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_tasks_that_the_modules_take(name: str, documentation: dict[str, Any]) -> None:
    shown = []
    for title, facts, arguments in _tasks(quick_yaml.load(documentation[name]["examples"]), {}):
        shown.append(facts["module"])
        spec = _argument_spec(facts["module"])
        given = {option: _filled(value, spec.get(option, {})) for option, value in arguments.items()}
        outcome = ArgumentSpecValidator(spec).validate(given)
        assert outcome.error_messages == [], f"{title}: {outcome.error_messages}"
        offline = name in OFFLINE or (name in OFFLINE_AT_TIMES and "definition" in arguments)
        connected = "api_url" in arguments or "extension_api_url" in arguments or offline
        assert connected, f"{title} lacks the connection"
    assert name in shown


@pytest.mark.parametrize("name", MODULES)
def test_examples_keep_secrets_in_the_vault(name: str, documentation: dict[str, Any]) -> None:
    for title, facts, arguments in _tasks(quick_yaml.load(documentation[name]["examples"]), {}):
        spec = _argument_spec(facts["module"])

        def written_out(options: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
            for option, value in values.items():
                if options[option].get("no_log") and not TEMPLATE.search(str(value)):
                    yield option
                if isinstance(value, dict) and "options" in options[option]:
                    yield from written_out(options[option]["options"], value)

        assert list(written_out(spec, arguments)) == [], title


def test_one_example_shows_defaults_for_all_modules(documentation: dict[str, Any]) -> None:
    assert any(f"group/{COLLECTION}.portsip" in documentation[name]["examples"] for name in MODULES)
