# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every resource that the collection describes, and what each refers to."""

from __future__ import annotations

import importlib
import pkgutil

from ansible_collections.portsip.pbx.plugins.module_utils import resources
from ansible_collections.portsip.pbx.plugins.module_utils.schema.reference import Reference
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource


def every_resource() -> list[Resource]:
    """Each description once."""
    modules = (importlib.import_module(info.name) for info in pkgutil.walk_packages(resources.__path__, f"{resources.__name__}."))
    found = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Resource)}
    return sorted(found.values(), key=lambda resource: (resource.level, resource.name, resource.collection))


def every_reference() -> dict[str, Reference]:
    """Resource and option -> what the option refers to."""
    found = {}
    for resource in every_resource():
        for path, described in resource.fields.items():
            if described.reference is not None:
                found[f"{resource.name}.{path}"] = described.reference
        for parent in resource.parents:
            if parent.to:
                found[f"{resource.name}.{parent.option}"] = Reference(parent.to)
    return found
