# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Contacts and lists of numbers in the role ``tenant``: what is not named goes, and what the tree names goes with ``absent``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

DOMAIN = "clinics.example.net"
CLARA = {"name": "Clara Weiss", "email": "clara@example.net", "business": "+493055502000"}
DEFINITION: dict[str, Any] = {
    "domain": DOMAIN,
    "contacts": [CLARA, {"name": "Clara Weiss", "mobile_phone": "+491705550200"}, {**CLARA, "name": "Ben Kurz", "state": "absent"}],
    "blacklisted_numbers": [{"number": "+493055501999", "description": "Nuisance calls"}],
    "disallowed_codes": [{"number_prefix": "0900"}],
    "allowed_country_codes": {"codes": ["49", "41"]},
}
KINDS = ("contacts", "blacklisted_numbers", "disallowed_codes")


def _provision(playbooks: Playbooks, *arguments: str, **variables: Any) -> Run:
    given = {"tenant_definition": DEFINITION, "tenant_exclusive": KINDS, "tenant_exclusive_protected": ["Supplies", "110"], **variables}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=given))


@pytest.mark.long
def test_contacts_and_numbers_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(DOMAIN, "Clinics")
    for name, fields in {
        "Clara Weiss": {"business": "+493055502000"},
        "Ben Kurz": {"email": "clara@example.net"},
        "Dora": {"other": "4"},
        "Supplies": {"other": "5"},
        "From elsewhere": {"other": "6", "sync_type": "Microsoft 365"},
    }.items():
        pbx.add_object("contacts", tenant, name=name, **fields)
    pbx.add_object("contacts", tenant, company="Without a name")
    pbx.add_object("blacklisted_numbers", tenant, number="110")
    pbx.add_object("disallowed_codes", tenant, number_prefix="118")

    _provision(playbooks, "--check")
    assert pbx.writes() == []
    _provision(playbooks)
    found = pbx.state()["tenants"][tenant]
    assert {(row["name"], row["email"], row["mobile_phone"]) for row in found["contacts"].values()} == {
        ("Clara Weiss", "clara@example.net", None),
        ("Clara Weiss", None, "+491705550200"),
        ("Supplies", None, None),
        ("From elsewhere", None, None),
    }
    assert sorted(row["number"] for row in found["blacklisted_numbers"].values()) == ["+493055501999", "110"]
    assert [row["number_prefix"] for row in found["disallowed_codes"].values()] == ["0900"]
    assert sorted(found["allowed_country_codes"]["items"]) == ["41", "49"]
    pbx.clear_log()
    assert _provision(playbooks).recap["changed"] == 0
    assert pbx.writes() == []
    _provision(playbooks, "--tags", ",".join(KINDS), tenant_state="absent", tenant_exclusive=[])
    found = pbx.state()["tenants"][tenant]
    assert sorted(row["name"] for row in found["contacts"].values()) == ["From elsewhere", "Supplies"]
    assert "disallowed_codes" not in found
