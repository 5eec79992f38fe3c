# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Phones of users in the role ``tenant``: assigned with the users, left alone, and removed where they are unmanaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

TENANT = {"domain": "clinics.example.net", "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
PHONE: dict[str, Any] = {
    **{"mac": "CC-5E-F8-41-B7-A1", "filename": "fanvil.ph.xml", "vendor": "Fanvil", "model": "X303", "password": "Phone-Web-Pass"},
    **{"language": "GERMAN", "transfer": "BLIND", "timezone": "GMT", "codecs": ["PCMA"]},
    **{"interface": "WEB_DOMAIN", "preferred_transport": "TLS"},
}
USERS = {
    "defaults": {"role": "StandardUser", "password": "Web-Pass-1", "extension_password": "Sip-Pass-1", "voicemail_pin": "284193"},
    "items": [
        {"extension_number": "2001", "name": "anna", "display_name": "Anna", "email": "anna@example.com", "phones": [PHONE]},
        {"extension_number": "2002", "name": "ben", "display_name": "Ben", "email": "ben@example.com", "phones": []},
    ],
}


def _provision(playbooks: Playbooks, *arguments: str) -> Run:
    given = {"tenant_definition": {**TENANT, "users": USERS}, "tenant_exclusive": ["phones"], "tenant_update_password": "on_create"}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=given))


@pytest.mark.long
def test_phones_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"])
    pbx.add_user(tenant, "2002", "Ben", id="user-2", name="ben", email="ben@example.com")
    pbx.add_phone("user-2", "cc:5e:f8:41:b7:a2")
    run = _provision(playbooks)
    assert "Phone-Web-Pass" not in run.output
    users = pbx.state()["tenants"][tenant]["users"].values()
    found = {user["extension_number"]: [phone["mac"] for phone in user.get("phones", {}).values()] for user in users}
    assert found == {"2001": ["cc:5e:f8:41:b7:a1"], "2002": []}
    pbx.clear_log()
    assert _provision(playbooks).recap["changed"] == 0
    assert pbx.writes() == []
