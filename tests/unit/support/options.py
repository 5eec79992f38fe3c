# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Option values, as a module hands them to the engine, and what becomes of them before the first request."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.desired import desired_from
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource


def nested(path: str, value: Any) -> dict[str, Any]:
    """``a.b[0].c`` and a value as options: ``{a: {b: [{c: value}]}}``."""
    for part in reversed(path.split(".")):
        name, bracket, _index = part.partition("[")
        value = {name: [value] if bracket else value}
    return dict(value)


def accepted(resource: Resource, **options: Any) -> dict[str, Any]:
    """The wanted values that valid options lead to."""
    return desired_from(resource, {"id": "1", **options}).values


def refusal(resource: Resource, **options: Any) -> str:
    """What the user reads about options that are not valid."""
    with pytest.raises(InvalidInput) as caught:
        desired_from(resource, {"id": "1", **options})
    return str(caught.value)


def value_at(values: Any, path: str) -> Any:
    """The value at a path as in ``nested``."""
    for part in path.split("."):
        name, bracket, _index = part.partition("[")
        values = values[name][0] if bracket else values[name]
    return values


def warned(resource: Resource, **options: Any) -> list[str]:
    """What the user is warned of about valid options."""
    warnings: list[str] = []
    desired_from(resource, {"id": "1", **options}, warnings.append)
    return warnings
