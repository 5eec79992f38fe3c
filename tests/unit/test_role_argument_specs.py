"""The roles' argument specifications and tasks, held against the modules that they lead to."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.tree import TREES, Part
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import QUEUES, TENANTS
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import SYSTEM as WHOLE_PBX

import quick_yaml

CHECKOUT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(CHECKOUT / "tools"))

from generator.role_specs import modules_of  # noqa: E402
from generator.roles import QUEUE, ROLES, SYSTEM, TENANT, Role  # noqa: E402

KINDS = {"system": WHOLE_PBX, "tenant": TENANTS, "queue": QUEUES}
EACH_ROLE = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)


def _file(role: Role, path: str) -> Any:
    return _loaded(CHECKOUT / "roles" / role.name / path)


@cache
def _loaded(path: Path) -> Any:
    return quick_yaml.load(path.read_text(encoding="utf-8"))


@EACH_ROLE
def test_the_defaults_are_those_of_the_specification(role: Role) -> None:
    options = _file(role, "meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    documented = {name: option["default"] for name, option in options.items() if "default" in option}
    assert documented == _file(role, "defaults/main.yml")


@pytest.mark.parametrize(
    ("role", "tasks"),
    [(TENANT, "present.yml"), (TENANT, "absent.yml"), (SYSTEM, "present.yml"), (QUEUE, "present.yml"), (QUEUE, "absent.yml")],
)
def test_every_part_of_the_definition_has_a_task(role: Role, tasks: str) -> None:
    used = {key for task in _file(role, f"tasks/{tasks}") for key in task if key.startswith("portsip.")}
    # What there is one of, and an extension, can't be removed.
    kept = {kind.resource for _path, kind in KINDS[role.name].within() if kind.absence == "stays"} if tasks == "absent.yml" else set()
    assert {f"portsip.pbx.portsip_{name}" for name in modules_of(TREES[role.name]) if name not in kept} <= used


@EACH_ROLE
def test_the_variables_name_the_kinds_of_the_tree(role: Role) -> None:
    kinds = [kind for _path, kind in KINDS[role.name].within()][1:]
    options = _file(role, "meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    own = {
        ("users", "greetings"): "user_greetings",
        ("users", "holidays"): "user_holidays",
        ("shared_voicemails", "greetings"): "shared_voicemail_greetings",
    }
    named = [(own.get(path[-2:], path[-1]), kind) for path, kind in KINDS[role.name].within()][1:]
    assert options[f"{role.name}_exclusive"]["choices"] == [name for name, kind in named if kind.exclusive]
    kept = [kind.name for kind in kinds if kind.absence in ("kept", "detached")]
    assert options.get(f"{role.name}_absent_keeps", {}).get("choices", []) == kept


@EACH_ROLE
def test_the_tasks_follow_the_order_of_the_tree(role: Role) -> None:
    kinds = list(dict.fromkeys(kind.name for _path, kind in KINDS[role.name].within()))[1:]
    tags = [task["tags"][0] for task in _file(role, "tasks/present.yml")]
    assert [name for name in dict.fromkeys(tags) if name in kinds] == list(dict.fromkeys(kinds))


def test_every_role_is_described() -> None:
    of_a_tree = {path.name for path in (CHECKOUT / "roles").iterdir() if path.is_dir()} - {"awx"}
    assert {role.name for role in ROLES} == of_a_tree == TREES.keys()


@EACH_ROLE
def test_the_called_specification_is_shallow(role: Role) -> None:
    """ansible-core shows it with each failure, and before 2.19 it can't look for hidden options in encrypted values."""
    path = f"roles/{role.name}/meta/argument_specs.yml"
    main = quick_yaml.load((CHECKOUT / path).read_text(encoding="utf-8"))["argument_specs"]["main"]
    assert {key for option in main["options"].values() for key in option} <= {
        "type",
        "elements",
        "choices",
        "default",
        "required",
        "description",
    }
    assert len(str(main)) < 4000


def _assert_documented(part: Part, documented: dict[str, Any]) -> None:
    own = part.options if part.module else frozenset()
    assert set(documented) == own | {below.name for below in part.parts}
    assert {name for name, option in documented.items() if option.get("required")} == {part.called(key) for key in part.keys}
    for below in part.parts:
        _assert_documented(below, documented[below.name]["options"])


@EACH_ROLE
def test_what_is_documented_is_what_is_checked(role: Role) -> None:
    """An entry may hold what its module documents, and the check before the first request knows the same names."""
    options = _file(role, "meta/argument_specs.yml")["argument_specs"]["definition"]["options"]
    documented = options[f"{role.name}_definition"]["options"]
    _assert_documented(TREES[role.name], documented)


@EACH_ROLE
def test_the_first_task_validates(role: Role) -> None:
    first = _file(role, "tasks/main.yml")[0]
    assert first["portsip.pbx.portsip_validate"] == {"kind": role.name, "definition": f"{{{{ {role.name}_definition }}}}"}
    assert first["tags"] == ["always"]
