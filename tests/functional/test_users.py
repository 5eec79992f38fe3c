# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users in the role ``tenant``: rules that lead round in a circle, members of groups, holidays, and what is not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from functional.running import Playbooks, Run

    from simulator import Simulator

TENANT = {"domain": "clinics.example.net", "name": "Clinics", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
SECRETS = {"password": "Web-Pass-4711", "extension_password": "Sip-Pass-4712", "voicemail_pin": "739512"}
CHRISTMAS = {"name": "Christmas", "region": "DEU", "consecutive": False, "every_year": True, "month_start": 12, "day_start": 25}
ANNA: dict[str, Any] = {
    **SECRETS,
    **{"extension_number": "1001", "name": "anna.berg", "display_name": "Anna Berg", "email": "anna@example.net", "role": "StandardUser"},
    "available_no_answer_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "7010", "timeout": 20},
    "blfs": [{"key": "BLF", "value": "1002"}],
    "global_holidays": ["Christmas"],
    "holidays": [{**CHRISTMAS, "name": "Leave", "month_start": 8}],
}
BEN = {
    **SECRETS,
    "extension_number": "1002",
    "name": "ben.kurz",
    "display_name": "Ben Kurz",
    "email": "b@example.net",
    "role": "Night desk",
}
DEFINITION = {
    **TENANT,
    "roles": [{"name": "Night desk", "permissions": {"policies": {"internal_calls": True}}}],
    "holidays": [CHRISTMAS],
    "users": [ANNA, BEN],
    "groups": [{"name": "Desk", "members": ["1001", "Ben Kurz"]}],
    "ring_groups": [{"extension_number": "7010", "name": "Desk", "agents": [{"extension_number": "1001"}, {"extension_number": "1002"}]}],
    "call_pickup_groups": [{"name": "Desk", "members": ["1001", "Ben Kurz"]}],
    "call_park_groups": [{"name": "Desk", "recall_to": "RING_GROUP_ONLY", "ring_group": "7010", "members": ["1001"]}],
    "monitor_groups": [{"name": "Training", "enabled": True, "members": ["Ben Kurz"], "managers": ["1001"]}],
    "feature_access_codes": {"codes": [{"feature": "SILENT_CALL_MONITORING", "code": "*33"}]},
}


def _provision(playbooks: Playbooks, *arguments: str, **variables: Any) -> Run:
    given = {"tenant_definition": DEFINITION, **variables}
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *arguments, variables=given), succeed=True)


@pytest.mark.long  # the example of the README does it, too
def test_a_user_forwards_to_a_group_of_which_the_user_is_a_member(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    """The rule is written by the second task for users, when the ring group exists."""
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"])
    _provision(playbooks, "--check")
    assert pbx.writes() == []
    shown = _provision(playbooks, "-vv").output
    assert [secret for secret in SECRETS.values() if secret in shown] == []
    state = pbx.state()["tenants"][tenant]
    users = {row["extension_number"]: row for row in state["users"].values()}
    assert users["1001"]["available_no_answer_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "7010", "timeout": 20}
    assert [key["value"] for key in users["1001"]["blfs"]] == ["1002"]
    assert users["1001"]["global_holidays"] == list(state["holidays"])
    assert [row["name"] for row in users["1001"]["user_holidays"].values()] == ["Leave"]
    assert [row["members"] for row in state["groups"].values()] == [["1001", "1002"]]
    assert [agent["extension_number"] for row in state["ring_groups"].values() for agent in row["agents"]] == ["1001", "1002"]
    (pickup,), (park,), (monitor,) = (state[f"{name}_groups"].values() for name in ("call_pickup", "call_park", "monitor"))
    assert (users["1002"]["role"], pickup["members"]) == ("Night desk", ["1001", "1002"])
    assert (park["members"], [park["ring_group_id"]]) == (["1001"], list(state["ring_groups"]))
    assert (monitor["members"], monitor["managers"]) == (["1002"], ["1001"])
    codes = {item["feature"]: item["code"] for item in state["feature_access_codes"]["items"]}
    assert (codes["SILENT_CALL_MONITORING"], codes["CALL_PARK"]) == ("*33", "*68")
    pbx.clear_log()
    assert _provision(playbooks).recap["changed"] == 0
    assert pbx.writes() == []


def test_what_is_not_named_goes(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    tenant = pbx.add_tenant(TENANT["domain"], TENANT["name"])
    user = pbx.add_user(tenant, "1001", "Anna Berg", name="anna.berg")
    pbx.add_user_holiday(user, "Old leave")
    pbx.add_user(tenant, "1008", "Unmanaged")
    pbx.add_user(tenant, "1009", "From elsewhere", sync_type="Microsoft 365")
    pbx.add_object("groups", tenant, name="Old desk")
    pbx.add_object("roles", tenant, name="Old desk", permissions={})
    pbx.add_object("call_pickup_groups", tenant, name="Old desk", members=["1001"])
    emptied: dict[str, Any] = {"groups": [], "roles": [], "call_pickup_groups": []}
    definition = {**TENANT, "users": [{"extension_number": "1001", "holidays": []}], **emptied}
    _provision(playbooks, tenant_definition=definition, tenant_exclusive=["users", "user_holidays", *emptied])
    state = pbx.state()["tenants"][tenant]
    assert sorted(row["extension_number"] for row in state["users"].values()) == ["1001", "1009"]
    assert state["users"][user].get("user_holidays") is None
    assert [name for name in emptied if name in state] == []
