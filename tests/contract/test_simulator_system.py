# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The system's own objects: settings, tokens, trunk assignments, servers, certificate and brand, by level and release."""

from __future__ import annotations

from typing import Any

import pytest
from contract import facts
from contract.clients import PbxClient, reasons
from contract.values import CERTIFICATE, PRIVATE_KEY

from simulator import Simulator
from simulator.resources import OF_SYSTEM

READABLE = [singleton.path for singleton in OF_SYSTEM if singleton.readable]
OF_THE_ADMINISTRATOR = [
    operation
    for operation in sorted(facts.OFFERED)
    if operation.split()[1].split("/")[1] in ("network", "sbc", "im", "admin", "license", "key", "brand", "ivr_servers")
    or "/assignees" in operation
]


def system(pbx: Simulator) -> dict[str, Any]:
    """Return the state of the system's own objects."""
    found: dict[str, Any] = pbx.state()["system"]
    return found


@pytest.mark.parametrize("path", READABLE)
def test_a_new_pbx_has_the_described_defaults(pbx: Simulator, path: str) -> None:
    pbx.configure(release="22.2")
    shown = PbxClient(pbx).sign_in().get(path).json()
    described = facts.PBX[f"GET {path}"]["answer"]
    defaults = {name: fact["default"] for name, fact in described.items() if "default" in fact}
    assert {name: shown[name] for name in defaults} == defaults


@pytest.mark.parametrize("operation", OF_THE_ADMINISTRATOR)
def test_the_system_is_the_administrators(pbx: Simulator, operation: str) -> None:
    """Neither dealers nor sessions inside a tenant get at it."""
    tenant = pbx.add_tenant("inside.example.com")
    pbx.add_dealer("reseller", "Dealer-Pass-1", [tenant])
    method, path = operation.split()
    assert PbxClient(pbx).request(method, path, {}).status_code == 401
    assert PbxClient(pbx).sign_in("reseller", "Dealer-Pass-1").request(method, path, {}).status_code == 403
    assert PbxClient(pbx).sign_in().enter(tenant).request(method, path, {}).status_code == 403
    assert [entry["status"] for entry in pbx.writes()] == ([401, 403, 403] if method == "POST" else [])


def test_update_of_settings_is_partial(pbx: Simulator, admin: PbxClient) -> None:
    before = system(pbx)["settings"]
    assert admin.post("/admin/settings", {"flow_timer": 20, "user_agent": ""}).status_code == 200
    assert system(pbx)["settings"] == {**before, "flow_timer": 20, "user_agent": None}


def test_update_of_settings_replaces(pbx: Simulator, admin: PbxClient) -> None:
    before = system(pbx)["settings"]
    pbx.set_system("settings", flow_timer=20, enable_prack=True)
    pbx.configure(update_mode="replace")
    assert admin.post("/admin/settings", {"enable_prack": True}).status_code == 200
    assert system(pbx)["settings"] == {**before, "enable_prack": True}


def test_the_mail_password_is_written_only(pbx: Simulator, admin: PbxClient) -> None:
    needed = {"type": "SMTP", "username": "pbx"}
    assert admin.post("/admin/notification", {**needed, "password": "mail-secret"}).status_code == 200
    assert "password" not in admin.get("/admin/notification").json()
    pbx.configure(update_mode="replace")
    assert admin.post("/admin/notification", {**needed, "cpu_threshold": 90}).status_code == 200
    assert (system(pbx)["notification"]["password"], system(pbx)["notification"]["cpu_threshold"]) == ("mail-secret", 90)


def test_an_event_is_renamed(pbx: Simulator) -> None:
    old, new = "notify_service_disconnected", "notify_service_status_changed"
    needed = {"type": "SMTP", "username": "pbx"}
    for release, name, other in (("22.2", old, new), ("22.3", old, new), ("22.6", new, old), ("22.8", new, old)):
        pbx.reset()
        pbx.configure(release=release)
        admin = PbxClient(pbx).sign_in()
        assert admin.post("/admin/notification", {**needed, name: True}).status_code == 200
        refused = admin.post("/admin/notification", {**needed, other: True})
        assert (refused.status_code, other in reasons(refused)) == (400, True)
        shown = admin.get("/admin/notification").json()
        assert shown[name] is True and other not in shown


def test_test_emails_are_recorded(pbx: Simulator, admin: PbxClient) -> None:
    mail = {"recipient": "noc@example.com", "subject": "Test", "content": "It works."}
    assert admin.post("/admin/notification/test_email", mail).status_code == 200
    assert system(pbx)["test_emails"] == [mail]
    assert [entry["path"] for entry in pbx.writes()] == ["/api/admin/notification/test_email"]


@pytest.mark.parametrize("host", ["sbc", "im"])
def test_token_of_a_server(pbx: Simulator, admin: PbxClient, host: str) -> None:
    path, name = f"/{host}/token", f"{host}_token"
    assert admin.get(path).json() == {"token": None}
    pbx.configure(absent_token="not_found")
    assert admin.get(path).status_code == 404
    first = admin.post(path).json()["token"]
    assert (admin.get(path).json()["token"], system(pbx)[name]) == (first, first)
    assert admin.post(path).json()["token"] not in (first, "", None)
    assert admin.post(f"{path}/destroy").status_code == 204
    assert system(pbx)[name] is None
    assert admin.post(f"{path}/destroy").status_code == 404


def test_sbc_listens_nowhere_twice(admin: PbxClient) -> None:
    one = {"protocol": "TLS", "port": 5061}
    assert admin.post("/sbc", {"transports": [one, {"protocol": "TCP", "port": 5061}]}).status_code == 200
    refused = admin.post("/sbc", {"transports": [one, one]})
    assert (refused.status_code, "transports" in reasons(refused)) == (400, True)


def test_license_shows_in_the_status(admin: PbxClient) -> None:
    assert admin.post("/license", {"license_key": "AAAA-BBBB"}).status_code == 200
    assert admin.get("/license").json()["license_key"] == admin.get("/admin/status").json()["license_key"] == "AAAA-BBBB"


def test_certificate_and_key_come_together(pbx: Simulator, admin: PbxClient) -> None:
    for body in ({"crt": CERTIFICATE}, {"key": PRIVATE_KEY}):
        assert admin.post("/key", body).status_code == 400
    assert admin.post("/key", {"crt": CERTIFICATE, "key": PRIVATE_KEY}).status_code == 204
    assert system(pbx)["key"] == {"crt": CERTIFICATE, "key": PRIVATE_KEY}


def test_brand_takes_files_of_the_system_only(pbx: Simulator, admin: PbxClient) -> None:
    logo, prompt = pbx.add_file(None, "logo.png"), pbx.add_file(pbx.add_tenant("a.example.com"), "welcome.wav")
    assert admin.post("/brand", {"logo": prompt}).status_code == 400
    assert admin.post("/brand", {"logo": logo, "theme": "DARK"}).status_code == 200
    assert (system(pbx)["brand"]["logo"], system(pbx)["brand"]["theme"]) == (logo, "DARK")
    assert admin.get("/brand").status_code == 405
    assert list(system(pbx)["files"]) == [logo]


def test_pools_of_numbers_do_not_overlap(pbx: Simulator, admin: PbxClient) -> None:
    carrier, other = pbx.add_provider("Carrier"), pbx.add_provider("Other")
    first, second = pbx.add_tenant("a.example.com"), pbx.add_tenant("b.example.com")
    path = f"/providers/{carrier}/assignees"
    assert admin.post(f"{path}/{first}", {"did_numbers": "3000;12000-18000", "concurrency": 5}).status_code == 204
    for taken in ("3000", "18000-19000", "11000-20000", "1;12001"):
        refused = admin.post(f"{path}/{second}", {"did_numbers": taken})
        assert (refused.status_code, "did_numbers" in reasons(refused)) == (400, True), taken
    assert admin.get(f"{path}/{second}").status_code == 404
    assert admin.post(f"{path}/{second}", {"did_numbers": "18001-19000;4000"}).status_code == 204
    assert admin.post(f"/providers/{other}/assignees/{second}", {"did_numbers": "3000"}).status_code == 204  # another trunk's numbers
    assert admin.post(f"{path}/{first}", {"did_numbers": "3000-3009"}).status_code == 204  # its own may be its own again
    assert pbx.state()["providers"][carrier]["assignees"][0] == {"tenant_id": first, "did_numbers": "3000-3009", "concurrency": 5}


def test_what_a_trunk_is_assigned_to_exists(pbx: Simulator, admin: PbxClient) -> None:
    carrier, tenant = pbx.add_provider("Carrier"), pbx.add_tenant("a.example.com")
    assert admin.post(f"/providers/{carrier}/assignees/nobody", {}).status_code == 404
    assert admin.post(f"/providers/nothing/assignees/{tenant}", {}).status_code == 404
    pbx.configure(update_mode="replace")
    assert admin.post(f"/providers/{carrier}/assignees/{tenant}", {"did_numbers": "1", "concurrency": 2}).status_code == 204
    assert admin.post(f"/providers/{carrier}/assignees/{tenant}", {"concurrency": 3}).status_code == 204
    assert pbx.state()["providers"][carrier]["assignees"] == [{"tenant_id": tenant, "did_numbers": None, "concurrency": 3}]


def test_servers_of_receptionists(pbx: Simulator, admin: PbxClient) -> None:
    built_in = admin.get("/ivr_servers", filter="type eq 'INTERNAL'").json()["items"]
    assert len(built_in) == 1
    assert admin.post(f"/ivr_servers/{built_in[0]['id']}/destroy").status_code == 400
    assert "ipv4" in reasons(admin.post("/ivr_servers", {"name": "Second"}))
    second = admin.post("/ivr_servers", {"name": "Second", "ipv6": "2001:db8::2"}).json()["id"]
    assert pbx.state()["ivr_servers"][second]["type"] == "EXTERNAL"
    assert admin.post("/ivr_servers", {"name": "second", "ipv4": "192.0.2.2"}).status_code == 400
    assert admin.get(f"/ivr_servers/{second}/status").json()["status"] == "ONLINE"
    assert admin.post(f"/ivr_servers/{second}", {"enabled": False}).status_code == 200
    assert admin.get(f"/ivr_servers/{second}/status").json()["status"] == "OFFLINE"
    for fixed in ({"name": "Third"}, {"ipv4": "192.0.2.3"}, {"type": "EXTERNAL"}):
        assert admin.post(f"/ivr_servers/{second}", fixed).status_code == 400
