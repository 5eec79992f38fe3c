# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Plugins that are no modules connect as the modules do, and their documentation says what they take."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.doc_fragments.plugin_connection import ModuleDocFragment
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import EXTENSION_OPTIONS, HTTP_OPTIONS, PBX_OPTIONS
from ansible_collections.portsip.pbx.plugins.module_utils.run.fleet import INCLUDED
from ansible_collections.portsip.pbx.plugins.plugin_utils.tenant_hosts import HOSTNAMES
from ansible_collections.portsip.pbx.plugins.plugin_utils.tenant_sources import READING
from ansible_collections.portsip.pbx.tests.unit.support.plugins import documented

CHECKOUT = Path(__file__).resolve().parents[2]


def _told(options: dict[str, Any]) -> dict[str, Any]:
    return {name: (option["type"], option.get("default"), [each["name"] for each in option["env"]]) for name, option in options.items()}


def _of_modules(spec: dict[str, Any]) -> dict[str, Any]:
    return {name: (option["type"], option.get("default"), list(option["fallback"][1])) for name, option in spec.items()}


@pytest.mark.parametrize(("page", "spec"), [("DOCUMENTATION", {**PBX_OPTIONS, **HTTP_OPTIONS}), ("EXTENSION", EXTENSION_OPTIONS)])
def test_plugins_connect_as_modules_do(page: str, spec: dict[str, Any]) -> None:
    assert _told(yaml.safe_load(getattr(ModuleDocFragment, page))["options"]) == _of_modules(spec)


def test_the_inventory_documents_what_it_takes() -> None:
    module = importlib.import_module("ansible_collections.portsip.pbx.plugins.inventory.tenants")
    options = documented(module)["options"]
    assert options["include"]["choices"] == INCLUDED
    assert options["hostname"]["choices"] == HOSTNAMES
    assert {name: options[name]["type"] for name in READING} == {name: option["type"] for name, option in READING.items()}
    for document in yaml.safe_load_all(module.EXAMPLES):
        assert document["plugin"] == module.InventoryModule.NAME
        assert [name for name in document if name not in options] == []


def test_the_lookup_documents_what_it_takes() -> None:
    module = importlib.import_module("ansible_collections.portsip.pbx.plugins.lookup.objects")
    options = documented(module)["options"]
    told = {name: (option["type"], option.get("default")) for name, option in options.items() if name != "_terms"}
    assert told == {name: (option["type"], option.get("default")) for name, option in module.SPEC.items() if name != "kinds"}


def test_every_plugin_is_listed() -> None:
    page = (CHECKOUT / "docs" / "modules.md").read_text(encoding="utf-8").partition("## Other plugins")[2]
    rows = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in page.splitlines() if row.startswith("| `")]
    listed = {name for names in rows for name in names}
    plugins = [path for kind in ("inventory", "lookup", "filter") for path in (CHECKOUT / "plugins" / kind).glob("*.py")]
    assert listed == {path.stem for path in plugins}
