# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Who signs in, where the collection learns it from, and which session a task works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functional.running import Json, Playbooks

    from simulator import Simulator


def _ivrs(pbx: Simulator) -> dict[str, list[str]]:
    tenants = pbx.state()["tenants"].values()
    return {tenant["domain"]: [ivr["extension_number"] for ivr in tenant["ivrs"].values()] for tenant in tenants}


def _logins(pbx: Simulator) -> int:
    return sum(request["is_login"] for request in pbx.requests())


def test_module_defaults_of_the_group_reach_every_module(bare_playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    clinic = pbx.add_tenant("clinic.example.net", "Clinic")
    pbx.add_action_url(pbx.add_ivr(clinic, "8000", "Old line"), "lookup")
    run = bare_playbooks.run(
        """
        - portsip.pbx.portsip_tenant: {domain: new.example.net, name: New, timezone: Europe/Berlin, currency: EUR, region: DEU}
        - portsip.pbx.portsip_tenant_info:
        - portsip.pbx.portsip_transport: {protocol: TCP, port: 5060}
        - portsip.pbx.portsip_transport_info:
        - portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, target: ACCEPT}
        - portsip.pbx.portsip_ip_rule_info:
        - portsip.pbx.portsip_ivr: {tenant: Clinic, extension_number: "8001", name: Main line, pin: "407193"}
        - portsip.pbx.portsip_ivr_info: {tenant: Clinic}
        - portsip.pbx.portsip_ivr_action_url: {tenant: Clinic, ivr: Old line, name: lookup, enabled: true}
        - portsip.pbx.portsip_ivr_action_url_info: {tenant: Clinic, ivr: "8000"}
        - portsip.pbx.portsip_queue_agent: {extension_id: 201, name: Desk}
        - portsip.pbx.portsip_queue_agent_info: {extension_id: 201}
        - portsip.pbx.portsip_login: {tenant: Clinic}
          register: session
        - portsip.pbx.portsip_logout: {api_token: "{{ session.token }}"}
        """,
        module_defaults={
            "group/portsip.pbx.portsip": {
                "api_url": pbx.api_url,
                "api_username": "admin",
                "api_password": "Sim-Admin-2026",
                "extension_api_url": pbx.extension_api_url,
                "extension_client_id": "sim-client",
                "extension_client_secret": "Sim-Client-Secret-2026",
                "timeout": 20,
            }
        },
    )
    assert run.recap["ok"] == 14
    assert run.recap["changed"] == 6
    assert pbx.state()["sessions"] == 0


def test_options_come_before_the_environment(bare_playbooks: Playbooks, shared_simulator: Simulator) -> None:
    run = bare_playbooks.run(
        """
        - name: environment
          portsip.pbx.portsip_ip_rule_info:
        - name: option
          portsip.pbx.portsip_ip_rule_info: {api_username: nobody}
        - name: task environment
          portsip.pbx.portsip_ip_rule_info:
          environment: {PORTSIP_USERNAME: somebody}
        - name: nothing
          portsip.pbx.portsip_ip_rule_info:
          environment: {PORTSIP_API_URL: ""}
        """,
        ignore_errors=True,
        environment={
            "PORTSIP_API_URL": shared_simulator.api_url,
            "PORTSIP_USERNAME": "admin",
            "PORTSIP_PASSWORD": "Sim-Admin-2026",
        },
    )
    assert run.result("environment")["count"] == 0
    assert "'nobody'" in run.result("option")["msg"]
    assert "'somebody'" in run.result("task environment")["msg"]
    assert run.result("nothing")["error"]["kind"] == "input"
    assert "api_url: " in run.result("nothing")["msg"] and "PORTSIP_API_URL" in run.result("nothing")["msg"]


def test_a_session_of_ones_own(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_tenant("north.example.net", "North")
    pbx.add_tenant("south.example.net", "South")
    run = playbooks.run(
        """
        - name: sign in at the system
          portsip.pbx.portsip_login:
          register: system
          no_log: true
        - name: sign in at a tenant
          portsip.pbx.portsip_login: {tenant: North}
          register: north
          no_log: true
        - name: who
          ansible.builtin.debug: {msg: "{{ {'system': system.tenant, 'north': north.tenant.domain, 'seconds': north.expires_in} }}"}

        - name: rule
          portsip.pbx.portsip_ip_rule: {api_token: "{{ system.token }}", cidr: 192.0.2.0/24, target: ACCEPT}
        - name: receptionist
          portsip.pbx.portsip_ivr: &receptionist
            {api_token: "{{ north.token }}", tenant: north.example.net, extension_number: "8001", name: Main line, pin: "407193"}
        - name: receptionist where the session is
          portsip.pbx.portsip_ivr: {<<: *receptionist, tenant: "{{ omit }}", extension_number: "8002"}
        - name: receptionist of another tenant
          portsip.pbx.portsip_ivr: {<<: *receptionist, tenant: south.example.net}
          ignore_errors: true
        - name: receptionist from the system
          portsip.pbx.portsip_ivr: {<<: *receptionist, api_token: "{{ system.token }}"}
          ignore_errors: true

        - name: sign out
          portsip.pbx.portsip_logout: {api_token: "{{ item }}"}
          loop: ["{{ system.token }}", "{{ north.token }}"]
          no_log: true
        - name: after the end
          portsip.pbx.portsip_ip_rule_info: {api_token: "{{ system.token }}"}
          ignore_errors: true
        """,
    )
    who: Json = run.result("who")["msg"]
    assert (who["system"], who["north"]) == (None, "north.example.net")
    assert 0 < who["seconds"] <= 1800
    assert _logins(pbx) == 2
    assert _ivrs(pbx) == {"north.example.net": ["8001", "8002"], "south.example.net": []}
    assert [request["path"] for request in pbx.requests()].count("/api/tenants/switch") == 1, "a session handed in is never switched"

    other, system = run.result("receptionist of another tenant"), run.result("receptionist from the system")
    assert (other["error"]["kind"], system["error"]["kind"]) == ("conflict", "conflict")
    assert "south.example.net" in other["msg"] and "north.example.net" in other["msg"]
    assert "portsip_login" in system["msg"]
    ended = run.result("after the end")
    assert (ended["error"]["kind"], ended["error"]["status"]) == ("authentication", 401)
    assert "api_token" in ended["msg"]
    assert pbx.state()["sessions"] == 0, "everybody has signed out"


def test_a_tenants_own_user(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    north = pbx.add_tenant("north.example.net", "North")
    pbx.add_tenant("south.example.net", "South")
    pbx.add_tenant_user(north, "boss", "North-Boss-2026")
    run = playbooks.run(
        """
        - name: own tenant
          portsip.pbx.portsip_ivr: {extension_number: "8001", name: Main line, pin: "407193"}
        - name: own tenant by name
          portsip.pbx.portsip_ivr: {tenant: North, extension_number: "8002", name: Night line, pin: "407193"}
        - name: other tenant
          portsip.pbx.portsip_ivr: {tenant: South, extension_number: "8001", name: Main line, pin: "407193"}
          ignore_errors: true
        - name: system
          portsip.pbx.portsip_ip_rule: {cidr: 192.0.2.0/24, target: ACCEPT}
          ignore_errors: true
        """,
        module_defaults={
            "group/portsip.pbx.portsip": {"api_username": "boss", "api_password": "North-Boss-2026", "api_domain": "north.example.net"}
        },
    )
    assert _ivrs(pbx) == {"north.example.net": ["8001", "8002"], "south.example.net": []}
    assert not any(request["path"].endswith("/switch") for request in pbx.requests())
    assert run.result("other tenant")["error"]["kind"] == "conflict"
    assert "api_domain" in run.result("other tenant")["msg"]
    assert (run.result("system")["error"]["kind"], run.result("system")["error"]["status"]) == ("authentication", 403)
    assert "role" in run.result("system")["msg"]
    assert pbx.state()["sessions"] == 0


def test_a_dealer(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    mine = pbx.add_tenant("mine.example.net", "Mine")
    pbx.add_tenant("other.example.net", "Other")
    dealer = pbx.add_dealer("reseller", "Dealer-Pass-2026", tenants=[mine])
    run = playbooks.run(
        """
        - name: new tenant
          portsip.pbx.portsip_tenant: {domain: new.example.net, name: New, timezone: Europe/Berlin, currency: EUR, region: DEU}
        - name: own tenant
          portsip.pbx.portsip_ivr: {tenant: Mine, extension_number: "8001", name: Main line, pin: "407193"}
        - name: other tenant
          portsip.pbx.portsip_ivr: {tenant: Other, extension_number: "8001", name: Main line, pin: "407193"}
          ignore_errors: true
        - name: tenants
          portsip.pbx.portsip_tenant_info:
        """,
        module_defaults={"group/portsip.pbx.portsip": {"api_username": "reseller", "api_password": "Dealer-Pass-2026"}},
    )
    tenants = {tenant["domain"]: tenant["dealers"] for tenant in pbx.state()["tenants"].values()}
    assert tenants == {"mine.example.net": [dealer], "other.example.net": [], "new.example.net": [dealer]}
    assert _ivrs(pbx) == {"mine.example.net": ["8001"], "other.example.net": [], "new.example.net": []}
    assert run.result("other tenant")["error"]["kind"] == "not_found"
    assert {tenant["domain"] for tenant in run.result("tenants")["tenants"]} == {"mine.example.net", "new.example.net"}
