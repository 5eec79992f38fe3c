# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A name that a module had before the first release leads to the one that it has now."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
ROUTING = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["plugin_routing"]
RENAMED = {
    "portsip_call": "portsip_extension_call",
    "portsip_chat": "portsip_extension_chat",
    "portsip_conference_control": "portsip_extension_conference_control",
    "portsip_fax_send": "portsip_extension_fax_send",
    "portsip_provider_assignment": "portsip_trunk_assignment",
    "portsip_provider_assignment_info": "portsip_trunk_assignment_info",
    "portsip_registration": "portsip_extension_registration",
}


@pytest.mark.parametrize("kind", ["modules", "action"])
def test_an_old_name_leads_to_the_new_one(kind: str) -> None:
    told = {old: entry["tombstone"]["warning_text"] for old, entry in ROUTING[kind].items()}
    assert told == {old: f"Use portsip.pbx.{new} instead." for old, new in RENAMED.items()}


@pytest.mark.parametrize("old", RENAMED)
def test_only_the_new_name_is_a_module(old: str) -> None:
    modules = CHECKOUT / "plugins" / "modules"
    assert ((modules / f"{old}.py").exists(), (modules / f"{RENAMED[old]}.py").exists()) == (False, True)
