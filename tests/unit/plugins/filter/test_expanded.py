# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``expanded``: each list of entries is a plain list, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.filter.expanded import FilterModule

expanded = FilterModule().filters()["expanded"]
SENTINEL = object()
TEXT = "__omit_place_holder__97c9768a8c1e2d6e9dc476c465bf04572a3660b6"


@pytest.mark.parametrize("omit", [SENTINEL, TEXT])
def test_defaults_of_lists_and_of_lists_inside(omit: Any) -> None:
    urls = {"defaults": {"method": "POST"}, "items": [{"name": "a"}, {"name": "b", "method": None}]}
    ivrs = {
        "defaults": {"language": "de-DE", "pin": omit},
        "items": [{"extension_number": "8000", "language": omit, "literal": ["name"], "action_urls": urls}, omit],
    }
    definition = {
        "domain": "a.example.net",
        "ivrs": ivrs,
        "dealers": {"defaults": {"state": "absent"}, "items": ["northern"]},
        "ip_rules": omit,
    }
    assert expanded(definition, "tenant", omit) == {
        "domain": "a.example.net",
        "ivrs": [
            {
                "extension_number": "8000",
                "language": "de-DE",
                "action_urls": [{"name": "a", "method": "POST"}, {"name": "b", "method": None}],
            },
            omit,
        ],
        "dealers": [{"dealer": "northern", "state": "absent"}],
        "ip_rules": omit,
    }


@pytest.mark.parametrize(
    ("role", "definition"),
    [
        ("system", {"settings": {"items": [1], "defaults": {"a": 1}}, "ip_rules": [{"cidr": "192.0.2.0/24"}]}),
        ("tenant", {"domain": "a.example.net", "custom_options": {"items": [], "defaults": {}}, "ivrs": {"items": None}, "dealers": "x"}),
        ("queue", {"extension_id": 901, "agents": {"defaults": {"level": 1}}}),
    ],
)
def test_nothing_else_is_touched(role: str, definition: dict[str, Any]) -> None:
    assert expanded(definition, role, TEXT) == {name: [] if value == {"items": None} else value for name, value in definition.items()}
