"""Write the files that follow from the descriptions of resources, or tell which of them are out of date.

``python tools/generate.py`` writes them; with ``--check`` nothing is written, and the exit status is 1 where a file differs
from what would be written. What is generated says so in its first lines and is never edited.
"""

from __future__ import annotations

import difflib
import importlib
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import yaml
from checkout import ROOT, linked_collections
from generator.descriptors import faults
from generator.json_schema import DocumentSchema
from generator.modules import PACKAGE, ModuleFiles, shim
from generator.registry import addresses_text, registry_text
from generator.role_files import role_files
from generator.role_specs import documented_options, role_spec, secret_names
from generator.roles import ROLES
from generator.specs import Options

PLUGINS = ROOT / "plugins"
RESOURCES = PLUGINS / "module_utils" / "resources"
EXAMPLES = ROOT / "examples"
RUNTIME = ROOT / "meta" / "runtime.yml"
SCHEMA = ROOT / "docs" / "schema" / "portsip.schema.json"
SHOWN_LINES = 30


def main() -> int:
    """Return the exit status for the command line."""
    if sys.argv[1:] not in ([], ["--check"]):
        print("usage: generate.py [--check]", file=sys.stderr)
        return 2
    sys.path.insert(0, str(linked_collections()))
    found = list(every_resource())
    # The tree imports what these files name, so that a new start reads them.
    stale = brought_up_to_date(dict(names(found)))
    if stale:
        return 1 if sys.argv[1:] == ["--check"] else subprocess.run([sys.executable, *sys.argv], check=False).returncode
    files = dict(wanted(found))
    stale = brought_up_to_date(files)
    if sys.argv[1:] == ["--check"]:
        return 1 if stale else 0
    print(f"{len(files) + 2} generated files, {len(stale)} of them written")
    return 0


def brought_up_to_date(wanted_files: dict[pathlib.Path, str]) -> list[pathlib.Path]:
    """Write the files that differ, or with ``--check`` tell how; returns them."""
    files = formatted(wanted_files)
    stale = {path: text for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    for path, text in stale.items():
        if sys.argv[1:] == ["--check"]:
            print(f"{path.relative_to(ROOT)} is out of date; run make generate")
            before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            print("\n".join(list(difflib.unified_diff(before, text.splitlines(), "as it is", "as generated", lineterm=""))[:SHOWN_LINES]))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return list(stale)


def names(found: list[tuple[str, str, Any]]) -> Iterator[tuple[pathlib.Path, str]]:
    """The files that name every resource."""
    schema = f"{PACKAGE}.module_utils.schema"
    unmanaged = importlib.import_module(f"{schema}.address").UNMANAGED
    kinds = {*unmanaged, *(resource.id for _home, _constant, resource in found)}
    wrong = [text for _home, _constant, resource in found for text in faults(resource, kinds)]
    if wrong:
        raise SystemExit("\n".join(wrong))
    yield RESOURCES / "registry.py", registry_text(found)
    address = importlib.import_module(f"{schema}.address").Address
    yield PLUGINS / "module_utils" / "schema" / "addresses.py", addresses_text((resource for _home, _constant, resource in found), address)


def wanted(found: list[tuple[str, str, Any]]) -> Iterator[tuple[pathlib.Path, str]]:
    """Every other generated file with its text, Python not yet formatted."""
    of_all = {path.stem.removeprefix("portsip_") for path in (PLUGINS / "modules").glob("portsip_*.py")}
    options = Options(*(importlib.import_module(f"{PACKAGE}.module_utils.schema.{name}") for name in ("attribute", "aliases")))
    modules = ModuleFiles(options)
    documents: dict[str, Any] = {}
    secrets: dict[str, set[str]] = {}
    for path, constant, resource in described():
        name, source = path.stem, str(path.relative_to(PLUGINS / "module_utils"))
        of_all |= {name, *([f"{name}_info"] if resource.info_page is not None else [])}
        text = modules.object_module(name, constant, resource, source, examples(name))
        documents[name], secrets[name] = documented_options(text), secret_names(options.spec(resource.model))
        yield PLUGINS / "modules" / f"portsip_{name}.py", text
        if resource.info_page is not None:
            text = modules.info_module(name, constant, resource, source, examples(f"{name}_info"))
            yield PLUGINS / "modules" / f"portsip_{name}_info.py", text
    for name in sorted(of_all):
        yield PLUGINS / "action" / f"portsip_{name}.py", shim(name)
    yield RUNTIME, with_action_group(RUNTIME.read_text(encoding="utf-8"), of_all)
    yield SCHEMA, schema_text()
    trees = importlib.import_module(f"{PACKAGE}.module_utils.run.tree").TREES
    beside = options.documented(importlib.import_module(f"{PACKAGE}.module_utils.schema.controls").EntryControls)
    for role in ROLES:
        text = role_spec(role, trees[role.name], documents, secrets, beside)
        yield ROOT / "roles" / role.name / "meta" / "argument_specs.yml", text
    yield from role_files(ROOT, ROLES, trees, {resource.id: resource for _home, _constant, resource in found})


def schema_text() -> str:
    """The JSON Schema of documents."""
    utils = f"{PACKAGE}.module_utils"
    controls = importlib.import_module(f"{utils}.schema.controls")
    tree = importlib.import_module(f"{utils}.run.tree")
    common = yaml.safe_load(importlib.import_module(f"{PACKAGE}.doc_fragments.options").ModuleDocFragment.DOCUMENTATION)["options"]
    schema = DocumentSchema(
        importlib.import_module(f"{utils}.schema.attribute"),
        importlib.import_module(f"{utils}.schema.aliases"),
        {"controls": controls.Controls, "parents": controls.ParentIds, "entry_only": controls.EntryControls},
        {name: option["description"][0] for name, option in common.items() if isinstance(option["description"], list)},
    )
    return schema.text(tree.DOCUMENT_PARTS, tree.TREES)


def with_action_group(text: str, names: set[str]) -> str:
    """The collection's runtime file with every module in its action group."""
    group = "".join(f"    - portsip_{name}\n" for name in sorted(names))
    return re.sub(r"(?<=\n  portsip:\n)(?:    - \w+\n)+", group, text)


def described() -> Iterator[tuple[pathlib.Path, str, Any]]:
    """Each file of a resource with a module of its own, the name of the resource in it, and the resource."""
    for path in sorted(RESOURCES.glob("*/*.py")):
        home = importlib.import_module(f"{PACKAGE}.module_utils.resources.{path.parent.name}.{path.stem}")
        for constant, value in vars(home).items():
            if getattr(value, "page", None) is not None and value.model.__module__ == home.__name__:
                yield path, constant, value
                break


def every_resource() -> Iterator[tuple[str, str, Any]]:
    """Each resource once: its module below ``resources``, the name of the constant there, and the resource."""
    resource_type = importlib.import_module(f"{PACKAGE}.module_utils.schema.resource").Resource
    seen: dict[str, Any] = {}
    for path in sorted(RESOURCES.glob("*/*.py")):
        home = importlib.import_module(f"{PACKAGE}.module_utils.resources.{path.parent.name}.{path.stem}")
        for constant, value in vars(home).items():
            if not isinstance(value, resource_type) or seen.get(value.id) is value or _imported(value, constant, home):
                continue
            if seen.setdefault(value.id, value) is not value:
                raise SystemExit(f"{path.relative_to(ROOT)}: {constant} needs an id of its own; {value.id} is taken")
            yield f"{path.parent.name}.{path.stem}", constant, value


def _imported(resource: Any, constant: str, home: Any) -> bool:
    """Whether a module has a resource from the one that defines its model."""
    defined = resource.model.__module__
    return bool(defined != home.__name__ and getattr(importlib.import_module(defined), constant, None) is resource)


def examples(name: str) -> str:
    """The examples of a module: a file holds those of a module and of its information module."""
    text = (EXAMPLES / f"portsip_{name.removesuffix('_info')}.yml").read_text(encoding="utf-8").removeprefix("---\n")
    tasks, reading = re.split(r"(?m)^(?=- name: )", text), False
    chosen = []
    for task in tasks:
        called = re.search(r"(?m)^  portsip\.pbx\.portsip_\w+?(_info)?:$", task)
        # What follows a task and calls no module of the collection belongs to that task.
        reading = bool(called[1]) if called else reading
        chosen += [task] if reading == name.endswith("_info") else []
    return "".join(chosen).rstrip("\n") + "\n"


def formatted(files: dict[pathlib.Path, str]) -> dict[pathlib.Path, str]:
    """The same with Python as the formatter leaves it."""
    with tempfile.TemporaryDirectory() as directory:
        copies = {pathlib.Path(directory) / path.relative_to(ROOT): text for path, text in files.items() if path.suffix == ".py"}
        for copy, text in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
        for command in (["check", "--fix-only", "--select", "I", "--quiet"], ["format", "--quiet"]):
            subprocess.run([sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), directory], check=True)
        done = {ROOT / copy.relative_to(directory): copy.read_text(encoding="utf-8") for copy in copies}
    return {**files, **done}


if __name__ == "__main__":
    sys.exit(main())
