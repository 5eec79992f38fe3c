# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Plugins that are no modules as Ansible loads them, in this process: their documentation says which options there are."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import yaml
from ansible import constants as C
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader

COLLECTION = "ansible_collections.portsip.pbx.plugins"
ANSIBLE = "ansible.plugins.doc_fragments"


def plugin(kind: str, name: str) -> Any:
    """A new plugin with its options known to Ansible.

    :param kind: ``inventory`` or ``lookup``.
    """
    module = importlib.import_module(f"{COLLECTION}.{kind}.{name}")
    full_name = f"portsip.pbx.{name}"
    if not C.config.has_configuration_definition(kind, full_name):
        C.config.initialize_plugin_configuration_definitions(kind, full_name, documented(module)["options"])
    made = getattr(module, f"{kind.capitalize()}Module")()
    made._load_name = full_name
    made._redirected_names = [full_name]
    made.ansible_name = full_name
    return made


def documented(module: Any) -> dict[str, Any]:
    """The documentation of a plugin with its fragments; what it says itself takes precedence."""
    page: dict[str, Any] = yaml.safe_load(module.DOCUMENTATION)
    options: dict[str, Any] = {}
    for named in page.get("extends_documentation_fragment", ()):
        options.update(_fragment(named).get("options", {}))
    return {**page, "options": {**options, **page["options"]}}


def _fragment(named: str) -> Any:
    parts = named.removeprefix("portsip.pbx.").split(".")
    package = f"{COLLECTION}.doc_fragments" if named.startswith("portsip.pbx.") else ANSIBLE
    fragments = importlib.import_module(f"{package}.{parts[0]}").ModuleDocFragment
    return yaml.safe_load(getattr(fragments, parts[1].upper() if len(parts) > 1 else "DOCUMENTATION"))


def inventory_from(path: Path, config: dict[str, Any], *, into: InventoryData | None = None, cache: bool = True) -> InventoryData:
    """What the plugin ``tenants`` makes of a file.

    :param path: of the file, which is written.
    :param into: what other sources have made before.
    :param cache: False as for ``--flush-cache``.
    """
    path.write_text(yaml.safe_dump({"plugin": "portsip.pbx.tenants", **config}), encoding="utf-8")
    inventory = InventoryData() if into is None else into
    made = plugin("inventory", "tenants")
    assert made.verify_file(str(path))
    made.parse(inventory, DataLoader(), str(path), cache)
    if config.get("cache"):
        made.update_cache_if_changed()
    return inventory
