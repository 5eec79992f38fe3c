# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Fields that are left out stay, fields that are emptied are cleared, and what cannot be changed says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator

LEFT_ALONE = """
- name: tenant, left alone
  portsip.pbx.portsip_tenant: {domain: clinic.example.net, name: Clinic, website: null, disk_quota: "{{ omit }}"}
- name: receptionist, left alone
  portsip.pbx.portsip_ivr:
    tenant: Clinic
    extension_number: "8001"
    timeout_forward_rule: {timeout: 8}
- name: action url, left alone
  portsip.pbx.portsip_ivr_action_url: {tenant: Clinic, ivr: "8001", name: lookup, enabled: true}
- name: rule, left alone
  portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24}
"""

CLEARED = """
- name: tenant, cleared{again}
  portsip.pbx.portsip_tenant:
    {{domain: clinic.example.net, website: "", email_recipients: [], disk_quota: "", unset: [contact_match_length, office_hours.monday]}}
- name: receptionist, cleared{again}
  portsip.pbx.portsip_ivr:
    tenant: Clinic
    extension_number: "8001"
    language: ""
    exclude_list: []
    custom_forward_rules: []
    unset: [timeout_forward_rule.number]
- name: action url, cleared{again}
  portsip.pbx.portsip_ivr_action_url: {{tenant: Clinic, ivr: "8001", name: lookup, headers: {{}}, username: "", unset: [token]}}
- name: rule, cleared{again}
  portsip.pbx.portsip_ip_rule: {{cidr: 192.0.2.0/24, expire_at: "", description: ""}}
"""

RULE = {"timeout": 8, "repeat_times": 2, "action": "FORWARD_TO_VOICEMAIL", "number": "1000"}
DAY = {"enabled": True, "ranges": [{"from": "08:00", "to": "18:00"}]}


def _seed(pbx: Simulator) -> None:
    clinic = pbx.add_tenant(
        "clinic.example.net",
        "Clinic",
        website="https://clinic.example.net",
        email_recipients="it@clinic.example.net",
        disk_quota="10GB",
        contact_match_type="MATCH_LENGTH",
        contact_match_length=7,
        office_hours={"monday": DAY, "tuesday": DAY},
    )
    ivr = pbx.add_ivr(
        clinic,
        "8001",
        "Main line",
        language="de-DE",
        exclude_list="1000,1900-1999",
        timeout_forward_rule=RULE,
        custom_forward_rules=[{"user_input": "1", "office_hours_forward_rule": {"action": "HANGUP"}}],
    )
    pbx.add_action_url(ivr, "lookup", enabled=True, headers="X-Clinic:hill", username="crmuser1", token="crm-token-1")
    pbx.add_ip_filter("192.0.2.0/24", "DENY", expire_at="2031-03-31T22:00:00Z", description="kept out")


def _fields(state: Json) -> Json:
    (tenant,) = state["tenants"].values()
    (ivr,) = tenant["ivrs"].values()
    (action_url,) = ivr["action_urls"].values()
    (rule,) = state["ip_filters"].values()
    return {
        "tenant": {name: tenant[name] for name in ("website", "email_recipients", "disk_quota", "contact_match_length", "timezone")},
        "days": {day: (tenant["office_hours"] or {}).get(day) for day in ("monday", "tuesday")},
        "ivr": {name: ivr[name] for name in ("language", "exclude_list", "custom_forward_rules", "name", "pin")},
        "rule": ivr["timeout_forward_rule"],
        "action_url": {name: action_url[name] for name in ("headers", "username", "token", "dtmf_mask", "enabled")},
        "ip_rule": {name: rule[name] for name in ("expire_at", "description", "target")},
    }


@pytest.mark.parametrize(
    ("blank_as", "update_mode"), [("null", "partial"), pytest.param("empty", "replace", marks=pytest.mark.long), ("absent", "replace")]
)
def test_left_out_is_left_alone_and_empty_clears(
    playbooks: Playbooks, shared_simulator: Simulator, blank_as: str, update_mode: str
) -> None:
    pbx = shared_simulator
    pbx.configure(blank_as=blank_as, update_mode=update_mode)
    _seed(pbx)
    before = _fields(pbx.state())

    run = playbooks.run(LEFT_ALONE + CLEARED.format(again="") + CLEARED.format(again=" again"))

    assert {name for name, (changed, _diff) in run.outcomes().items() if changed} == {
        "tenant, cleared",
        "receptionist, cleared",
        "action url, cleared",
        "rule, cleared",
    }
    assert len(pbx.writes()) == 4
    after = _fields(pbx.state())
    cleared = {
        "tenant": ("website", "email_recipients", "disk_quota", "contact_match_length"),
        "days": ("monday",),
        "ivr": ("language", "exclude_list", "custom_forward_rules"),
        "rule": ("number",),
        "action_url": ("headers", "username", "token"),
        "ip_rule": ("expire_at", "description"),
    }
    for part, names in cleared.items():
        assert {name: after[part].get(name) for name in names if after[part].get(name)} == {}, part
        kept = {name: value for name, value in before[part].items() if name not in names}
        assert {name: after[part][name] for name in kept} == kept, part


def test_what_the_api_cannot_change_fails_unless_it_may_be_made_anew(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    clinic = pbx.add_tenant("clinic.example.net", "Clinic")
    ivr = pbx.add_ivr(clinic, "8001", "Main line", language="de-DE")
    transport = pbx.add_transport("TCP", 5070)
    variables = {"ivr": ivr, "transport": transport}
    tasks = """
        - name: transport
          portsip.pbx.portsip_transport: {id: "{{ transport }}", protocol: TLS, recreate: "{{ recreate }}"}
        - name: receptionist
          portsip.pbx.portsip_ivr: {tenant: Clinic, id: "{{ ivr }}", extension_number: "8010", pin: "407193", recreate: "{{ recreate }}"}
        """

    refused = playbooks.run(tasks, ignore_errors=True, variables=variables | {"recreate": False})
    assert pbx.writes() == []
    assert {name: refused.result(name)["error"]["kind"] for name in refused.names} == {"transport": "conflict", "receptionist": "conflict"}
    assert all(word in refused.result("transport")["msg"] for word in ("protocol", "'TCP'", "'TLS'", "recreate"))
    assert all(
        word in refused.result("receptionist")["msg"] for word in ("extension_number", "'8001'", "'8010'", "recreate", "action URLs")
    )

    playbooks.run(tasks, variables=variables | {"recreate": True})
    state = pbx.state()
    assert sorted((item["protocol"], item["port"]) for item in state["transports"].values()) == [("TLS", 5070), ("UDP", 5060)]
    (tenant,) = state["tenants"].values()
    assert [(item["extension_number"], item["name"], item["language"]) for item in tenant["ivrs"].values()] == [
        ("8010", "Main line", "de-DE")
    ]
