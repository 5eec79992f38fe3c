# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a tenant has one of in the role ``tenant``: set up, left alone, and released before the ring groups are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

DEFINITION: dict[str, Any] = {
    **{"domain": "clinics.example.net", "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"},
    "password_policy": {"min_length": 12},
    "notification": {"type": "SMTP", "username": "clinics@example.net", "password": "Mail-Secret-4071", "update_password": "on_create"},
    "billing": {"enabled": True},
    "custom_headers": {"add": [{"name": "X-Site", "value": "North"}]},
    "ring_groups": [{"extension_number": "8600", "name": "Front desk"}],
    "service_numbers": {"park": {"recall_to": "RING_GROUP_ONLY", "ring_group": "Front desk"}, "voicemail": {"retain_days": 90}},
}


def _provision(playbooks: Playbooks, *arguments: str, **variables: Any) -> Run:
    given = {"tenant_definition": DEFINITION, **variables}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=given))


@pytest.mark.long
def test_settings_of_a_tenant(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _provision(playbooks, "--check")
    assert pbx.writes() == []
    assert "Mail-Secret-4071" not in _provision(playbooks, "-vv", "--diff").output
    (tenant,) = pbx.state()["tenants"].values()
    (group,) = tenant["ring_groups"]
    assert tenant["password_policy"]["min_length"] == 12
    assert (tenant["notification"]["password"], tenant["billing"]["enabled"]) == ("Mail-Secret-4071", True)
    assert tenant["custom_headers"]["add"] == [{"name": "X-Site", "value": "North", "scope": "TRUNK"}]
    assert tenant["service_numbers"]["call_park"]["ring_group_id"] == group
    pbx.clear_log()
    assert _provision(playbooks).recap["changed"] == 0
    assert pbx.writes() == []
    _provision(playbooks, "--tags", "ring_groups,service_numbers", tenant_state="absent")
    (tenant,) = pbx.state()["tenants"].values()
    assert "ring_groups" not in tenant
    assert tenant["service_numbers"]["call_park"]["recall_to"] == "USER_ONLY"
    assert tenant["service_numbers"]["voicemail"]["retain_days"] == 90
    _provision(playbooks, tenant_state="absent")
    assert pbx.state()["tenants"] == {}
