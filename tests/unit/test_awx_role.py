# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The role ``awx``, held against what is recorded of AWX and of the modules of awx.awx, without either of them.

``tests/functional/test_awx_role.py`` runs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from awx_api import checks
from awx_api.record_modules import options_of
from awx_api.state import State

CHECKOUT = Path(__file__).parents[2]
ROLE = CHECKOUT / "roles" / "awx"
PROJECT = CHECKOUT / "examples" / "fleet"
TENANTS = ["castlepark.example.net", "harbour.example.net"]
RECORDED: dict[str, Any] = json.loads((CHECKOUT / "tests" / "awx_api" / "modules.json").read_text(encoding="utf-8"))["modules"]


class Loader(yaml.SafeLoader):
    """Knows ``!unsafe``."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def _read(path: str) -> Any:
    return yaml.load((ROLE / path).read_text(encoding="utf-8"), Loader=Loader)


VARIABLES = _read("vars/main.yml")


def _tasks(found: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tasks that use a module of awx.awx, those in blocks included."""
    for task in found:
        yield from _tasks(task.get("block", []))
        yield from ((name.removeprefix("awx.awx."), task) for name in task if name.startswith("awx.awx."))


TASKS = [(module, task) for file in ("objects", "templates") for module, task in _tasks(_read(f"tasks/{file}.yml"))]


@pytest.mark.parametrize(("module", "task"), TASKS, ids=[task["name"] for _module, task in TASKS])
def test_the_modules_have_the_options(module: str, task: dict[str, Any]) -> None:
    options, given = RECORDED[module], task[f"awx.awx.{module}"]
    assert given.keys() <= options.keys()
    assert {name for name, option in options.items() if option.get("required")} <= given.keys()
    for name, value in given.items():
        choices = options[name].get("choices")
        assert choices is None or "{{" in str(value) or value in choices, name


def test_the_recorded_options_are_those_that_are_used() -> None:
    assert {module for module, _task in TASKS} == RECORDED.keys()
    mocked = yaml.safe_load((CHECKOUT / ".ansible-lint").read_text(encoding="utf-8"))["mock_modules"]
    assert mocked == sorted(f"awx.awx.{module}" for module in RECORDED)


def test_options_are_read_from_the_source_of_a_module() -> None:
    source = (
        "def main():\n    argument_spec = dict(name=dict(required=True), kind=dict(choices=['a'], no_log=True), x=dict(choices=list(Y)))\n"
    )
    assert options_of(source) == {"name": {"required": True}, "kind": {"choices": ["a"]}, "x": {}}


def test_the_first_tasks_name_no_module_of_another_collection() -> None:
    """Ansible reads a file of tasks as a whole, and can't where a module is missing."""
    assert list(_tasks(_read("tasks/main.yml"))) == []
    assert yaml.safe_load((CHECKOUT / "galaxy.yml").read_text(encoding="utf-8"))["dependencies"] == {}


def test_the_defaults_are_those_of_the_specification() -> None:
    options = _read("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    defaults = _read("defaults/main.yml")
    computed = {"awx_project_directory", "awx_tenants"}
    assert {name: option["default"] for name, option in options.items() if "default" in option} == {
        name: value for name, value in defaults.items() if name not in computed
    }
    assert defaults.keys() | {name for name, option in options.items() if option.get("required")} == options.keys()
    assert options["awx_templates"]["choices"] == options["awx_templates"]["default"] == list(VARIABLES["awx_job_templates"])


def test_secrets_are_not_written_again() -> None:
    (credential,) = (task["awx.awx.credential"] for module, task in TASKS if module == "credential")
    assert credential["update_secrets"] == "{{ awx_update_secrets }}"
    assert _read("defaults/main.yml")["awx_update_secrets"] is False
    (notification,) = (task for module, task in TASKS if module == "notification_template")
    assert "'exists'" in notification["awx.awx.notification_template"]["state"]
    assert notification["no_log"] is True


@pytest.mark.parametrize("name", VARIABLES["awx_surveys"])
def test_awx_accepts_the_survey(name: str) -> None:
    survey = VARIABLES["awx_surveys"][name]
    for question in survey["spec"]:
        if question.get("choices") == "{{ awx_tenants }}":
            question["choices"] = TENANTS
    assert checks.survey(survey) == []
    # AWX takes the default of a question only where an answer is not required.
    assert [question["variable"] for question in survey["spec"] if question["required"] and "default" in question] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "choice"}, "no type"),
        ({"required": "true"}, "required is missing"),
        ({"type": "multiplechoice"}, "no choices"),
        ({"type": "multiplechoice", "choices": ["a", "b"], "default": "c"}, "not among the choices"),
        ({"type": "integer", "default": "1"}, "default is no integer"),
        ({"min": "1"}, "min"),
    ],
)
def test_the_rules_for_surveys_find_what_awx_refuses(change: dict[str, Any], said: str) -> None:
    question = {"question_name": "Tenant", "variable": "tenant_domain", "type": "text", "required": True, **change}
    (found,) = checks.survey({"name": "", "description": "", "spec": [question]})
    assert said in found
    assert checks.survey({"name": "", "description": "", "spec": []})


def test_awx_finds_the_playbooks_in_the_project() -> None:
    found = State(PROJECT).playbooks()
    assert {f"awx/{name}.yml" for name in VARIABLES["awx_job_templates"]} <= set(found)
    for name, template in VARIABLES["awx_job_templates"].items():
        text = (PROJECT / "awx" / f"{name}.yml").read_text(encoding="utf-8")
        assert ("fleet_hosts: all" in text) is (template.get("inventory") == "tenants"), name
        assert ("survey" in template) is ("tenant_domain" in text), name


def test_what_removes_is_a_template_of_its_own_and_asks_for_the_domain() -> None:
    templates = VARIABLES["awx_job_templates"]
    removing = [name for name in templates if "absent" in (PROJECT / "awx" / f"{name}.yml").read_text(encoding="utf-8")]
    assert removing == ["take_down"]
    (question,) = VARIABLES["awx_surveys"][templates["take_down"]["survey"]]["spec"]
    assert (question["type"], question["variable"], question["required"]) == ("text", "tenant_domain", True)
    assert checks.answers({"spec": [question]}, {})
    assert checks.answers({"spec": [question]}, {"tenant_domain": ""})
    assert checks.answers({"spec": [question]}, {"tenant_domain": "clinic.example.net"}) == []


def test_the_source_of_the_inventory_is_where_the_role_says() -> None:
    (source,) = (task["awx.awx.inventory_source"] for module, task in TASKS if module == "inventory_source")
    path = PROJECT / source["source_path"].replace("{{ awx_playbooks }}", _read("defaults/main.yml")["awx_playbooks"])
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert given.keys() == {"plugin", "tenants_path"}
    assert given["plugin"] == "portsip.pbx.tenants"
    assert (path.parent / given["tenants_path"]).resolve() == PROJECT / _read("defaults/main.yml")["awx_documents"]
    assert not (path.parent / "group_vars").exists()


def test_the_schedule_is_one_for_awx() -> None:
    rule = _read("defaults/main.yml")["awx_drift_rule"]
    assert checks.rule(rule) == []
    assert checks.rule(rule.replace(";INTERVAL=1", ""))
    assert checks.rule(rule.replace("Z RRULE", " RRULE"))
    assert checks.rule(rule.partition(" ")[2])


def test_the_page_of_the_role_shows_what_the_test_runs() -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", (ROLE / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert yaml.safe_load(shown) == yaml.safe_load((PROJECT / "awx" / "configure.yml").read_text(encoding="utf-8"))
    options = _read("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    table = re.findall(r"^\| (`awx_.*?) \|", (ROLE / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {name for cell in table for name in re.findall(r"awx_\w+", cell)} == options.keys()


def test_the_guide_lists_the_templates() -> None:
    guide = (CHECKOUT / "docs" / "awx.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w ]+) \| `(\w+)[.]yml` \|", guide, flags=re.MULTILINE)
    assert rows == [(template["name"], name) for name, template in VARIABLES["awx_job_templates"].items()]
