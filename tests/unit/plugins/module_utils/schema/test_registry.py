# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every resource has a unique name, references lead to one, and a module reaches no other resource than its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.resources.registry import RESOURCES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.address import UNMANAGED
from ansible_collections.portsip.pbx.plugins.module_utils.schema.addresses import ADDRESSES
from ansible_collections.portsip.pbx.tests.unit.support.resources import every_reference, every_resource
from ansible_collections.portsip.pbx.tests.unit.test_layers import imports_of

PLUGINS = Path(__file__).resolve().parents[5] / "plugins"
SEVERAL = {
    "portsip_extension_ivr",
    "portsip_extension_info",
    "portsip_system_info",
    "portsip_dealer_self_info",
    "portsip_validate",
    "portsip_config",
    "portsip_export",
    "portsip_file",
    "portsip_drift",
    "portsip_call_path",
    "portsip_verify",
}
"""Modules whose work concerns several resources."""
SHARED = {
    "portsip_call_queue_agent_status": {"call_queue", "file"},  # names its queue
    "portsip_dealer": {"dealer_self"},  # what a dealer can set about itself
    "portsip_dealer_info": {"dealer_self"},
    "portsip_extension_incoming_rule": {"extension_incoming_rule_order"},  # an option of the module
}


def test_the_registry_has_every_resource_under_its_own_name() -> None:
    assert {id(resource) for resource in RESOURCES.values()} == {id(resource) for resource in every_resource()}
    assert [name for name, resource in RESOURCES.items() if resource.id != name] == []


@pytest.mark.parametrize("name", [name for name, resource in RESOURCES.items() if resource.page is not None])
def test_a_resource_is_named_after_its_file_and_its_module(name: str) -> None:
    assert [path.stem for path in PLUGINS.glob(f"module_utils/resources/*/{name}.py")] == [name]
    assert (PLUGINS / "modules" / f"portsip_{name}.py").exists()


def test_two_resources_of_one_noun_have_names_of_their_own() -> None:
    assert (RESOURCES["notification"].name, RESOURCES["extension_notification"].name) == ("notification", "notification")
    assert RESOURCES["notification"] is not RESOURCES["extension_notification"]


def test_references_lead_somewhere() -> None:
    assert [f"{where}: {reference.to}" for where, reference in every_reference().items() if reference.to not in ADDRESSES] == []
    assert every_reference()["ivr.custom_forward_rules.*.holidays.*"].address.path == "/holidays"


def test_what_no_module_manages_is_referred_to() -> None:
    assert UNMANAGED.keys() & RESOURCES.keys() == set()
    assert UNMANAGED.keys() - {reference.to for reference in every_reference().values()} == set()


@cache
def imported_by(file: str) -> tuple[str, ...]:
    """The files of the plugins that a file imports."""
    return tuple({imported for imported in imports_of(file, PLUGINS) if (PLUGINS / imported).is_file()})


def reached(file: str, seen: set[str]) -> set[str]:
    """Every file of the plugins that is imported by one, directly or not."""
    for imported in imported_by(file):
        if imported not in seen:
            seen.add(imported)
            reached(imported, seen)
    return seen


@pytest.mark.parametrize("module", sorted(path.stem for path in PLUGINS.glob("modules/portsip_*.py") if path.stem not in SEVERAL))
def test_a_module_reaches_its_own_resource_alone(module: str) -> None:
    name = module.removeprefix("portsip_")
    files = {Path(file).stem for file in reached(f"modules/{module}.py", set()) if file.startswith("module_utils/resources/")}
    resources = {name for name, resource in RESOURCES.items() if resource.page is not None}
    own = RESOURCES.get(name.removesuffix("_info"))
    references = [known.reference for known in own.fields.values()] if own is not None else []
    uploaded = {reference.to for reference in references if reference is not None and reference.local_file is not None}
    assert files & resources <= {name, name.removesuffix("_info")} | uploaded | SHARED.get(module, set())


def test_nothing_is_imported_by_a_string() -> None:
    """A module that runs elsewhere is packed with what ``import`` statements reach, and with nothing else."""
    names = {path.relative_to(PLUGINS).as_posix(): path.read_text(encoding="utf-8") for path in PLUGINS.glob("module*/**/*.py")}
    assert len(names) > 100
    assert [name for name, text in names.items() if "importlib" in text or "__import__" in text] == []


def test_a_whole_document_reaches_all() -> None:
    files = {Path(file).stem for file in reached("module_utils/resources/registry.py", set())}
    assert {name for name, resource in RESOURCES.items() if resource.page is not None} <= files
