# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Signing in and out, tokens that run out, and tenants that belong to sessions."""

from __future__ import annotations

import time
from typing import Any

import pytest
from contract.clients import CLIENT_ID, ExtensionClient, PbxClient, reasons

from simulator import Simulator


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["code"]


def test_login_answers_a_token_pair(pbx: Simulator) -> None:
    answer = PbxClient(pbx).login("admin", "Sim-Admin-2026").json()
    assert set(answer) == {"access_token", "refresh_token", "expires_in", "token_type"}
    assert (answer["expires_in"], answer["token_type"]) == (1800, "Bearer")
    assert pbx.state()["sessions"] == 1


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "authorization_code"},
        {"client_id": "another"},
        {"scope": "some"},
        {"scope": ""},
        {"username": ""},
        {"colour": "red"},
        {"refresh_token": "x"},
    ],
)
def test_login_form_is_exact(pbx: Simulator, form: dict[str, str]) -> None:
    good = {"client_id": CLIENT_ID, "grant_type": "password", "scope": "all", "username": "admin", "password": "Sim-Admin-2026"}
    answer = PbxClient(pbx).post_form("/login/oauth/token", good | form)
    assert _code(answer) == (400, "VALIDATE_FAILED")
    assert next(iter(form)) in reasons(answer)


def test_login_is_form_encoded(pbx: Simulator) -> None:
    body = {"client_id": CLIENT_ID, "grant_type": "password", "scope": "all", "username": "admin", "password": "Sim-Admin-2026"}
    assert _code(PbxClient(pbx).post("/login/oauth/token", body)) == (400, "VALIDATE_FAILED")


def test_wrong_credentials_lock_the_address_out(pbx: Simulator) -> None:
    client = PbxClient(pbx)
    first = client.login("admin", "wrong")
    assert _code(first) == (400, "UNAUTHORIZED")
    for _attempt in range(4):
        client.login("nobody", "Sim-Admin-2026")
    locked = client.login("admin", "Sim-Admin-2026")
    assert _code(locked) == (400, "UNAUTHORIZED")
    assert "locked out" in reasons(locked) and reasons(locked) != reasons(first)
    assert [entry["is_login"] for entry in pbx.requests()] == [True] * 6


def test_lockout_ends_and_a_good_login_clears_the_count(pbx: Simulator) -> None:
    pbx.configure(lockout_after=2, lockout_seconds=0.2)
    client = PbxClient(pbx)
    for _attempt in range(3):
        assert client.login("admin", "wrong").status_code == 400
        assert client.login("admin", "Sim-Admin-2026").status_code == 200
    client.login("admin", "wrong")
    client.login("admin", "wrong")
    assert client.login("admin", "Sim-Admin-2026").status_code == 400
    time.sleep(0.25)
    assert client.login("admin", "Sim-Admin-2026").status_code == 200


@pytest.mark.parametrize("path", ["/login/oauth/revoke", "/auth/sign_out"])
def test_sign_out_ends_the_session(pbx: Simulator, admin: PbxClient, path: str) -> None:
    assert admin.post(path).status_code == 200
    assert _code(admin.get("/transports")) == (401, "UNAUTHORIZED")
    assert _code(admin.token(grant_type="refresh_token", refresh_token=admin.refresh_token)) == (400, "UNAUTHORIZED")
    assert pbx.state()["sessions"] == 0


def test_token_runs_out_and_is_refreshed_once(pbx: Simulator) -> None:
    pbx.configure(token_lifetime=0.2)
    client = PbxClient(pbx).sign_in()
    assert client.get("/transports").status_code == 200
    time.sleep(0.25)
    assert _code(client.get("/transports")) == (401, "UNAUTHORIZED")
    answer = client.token(grant_type="refresh_token", refresh_token=client.refresh_token)
    assert answer.status_code == 200
    client.use(answer.json()["access_token"])
    assert client.get("/transports").status_code == 200
    assert client.token(grant_type="refresh_token", refresh_token=client.refresh_token).status_code == 400
    assert [entry["is_login"] for entry in pbx.requests() if "oauth" in entry["path"]] == [True, False, False]


def test_expire_tokens_leaves_refresh_tokens(pbx: Simulator, admin: PbxClient, extension: ExtensionClient) -> None:
    pbx.expire_tokens()
    assert admin.get("/transports").status_code == 401
    assert (answer := extension.get("/extension/201/agent/")).status_code == 401
    assert answer.json() == {"message": "unauthorized", "status": 401}
    assert admin.post("/auth/refresh_token", {"refresh_token": admin.refresh_token}).status_code == 200


@pytest.mark.parametrize("keeps", [False, True])
def test_refresh_and_the_tenant(pbx: Simulator, admin: PbxClient, keeps: bool) -> None:
    pbx.configure(refresh_keeps_tenant=keeps)
    admin.enter(pbx.add_tenant("a.example.com"))
    admin.use(admin.token(grant_type="refresh_token", refresh_token=admin.refresh_token).json()["access_token"])
    assert admin.get("/tenant").status_code == (200 if keeps else 403)


def test_sign_in_with_json(pbx: Simulator) -> None:
    client = PbxClient(pbx)
    answer = client.post("/auth/sign_in", {"username": "admin", "password": "Sim-Admin-2026"})
    client.use(answer.json()["access_token"])
    assert client.get("/auth/user").json()["role"] == "SystemAdmin"
    assert _code(client.post("/auth/sign_in", {"username": "admin", "password": "x"})) == (400, "UNAUTHORIZED")
    assert _code(client.post("/auth/sign_in", {"username": "admin", "password": "x", "qr": True})) == (400, "VALIDATE_FAILED")
    pbx.configure(two_factor=True)
    second = client.post("/auth/sign_in", {"username": "admin", "password": "Sim-Admin-2026"}).json()
    assert second["two_factor_enabled"] is True and "access_token" not in second
    assert _code(client.login("admin", "Sim-Admin-2026")) == (400, "UNAUTHORIZED")
    pbx.configure(sign_in_endpoint=False)
    assert client.post("/auth/sign_in", {"username": "admin", "password": "Sim-Admin-2026"}).status_code == 404


def test_tenant_user_lives_in_the_tenant(pbx: Simulator) -> None:
    tenant = pbx.add_tenant("a.example.com")
    other = pbx.add_tenant("b.example.com")
    pbx.add_tenant_user(tenant, "desk", "Desk-Pass-1")
    user = PbxClient(pbx).sign_in("desk", "Desk-Pass-1", domain="A.example.com")
    assert user.get("/tenant").json()["id"] == tenant
    assert user.get("/ivrs").json()["count"] == 0
    assert _code(user.get("/tenants")) == (403, "UNKNOWN")
    assert _code(user.post("/tenants/switch", id=other)) == (403, "UNKNOWN")
    for domain in ({}, {"domain": "b.example.com"}, {"domain": "nowhere.example.com"}):
        assert PbxClient(pbx).login("desk", "Desk-Pass-1", **domain).status_code == 400
    assert PbxClient(pbx).login("admin", "Sim-Admin-2026", domain="a.example.com").status_code == 400


def test_dealer_sees_only_its_tenants(pbx: Simulator, admin: PbxClient) -> None:
    mine, other = pbx.add_tenant("a.example.com"), pbx.add_tenant("b.example.com")
    dealer_id = pbx.add_dealer("reseller", "Dealer-Pass-1", [mine])
    dealer = PbxClient(pbx).sign_in("reseller", "Dealer-Pass-1")
    assert [row["id"] for row in dealer.get("/tenants").json()["items"]] == [mine]
    assert dealer.get(f"/tenants/{other}").status_code == 404
    assert dealer.post("/tenants/switch", id=other).status_code == 404
    assert dealer.get("/transports").status_code == 403
    assert admin.get("/dealer/status").status_code == 403
    base = {"name": "C", "domain": "c.example.com", "timezone": "Europe/Paris", "currency": "EUR", "region": "FRA"}
    created = dealer.post("/tenants", base).json()["id"]
    assert pbx.state()["tenants"][created]["dealers"] == [dealer_id]
    assert dealer.enter(created).get("/tenant").json()["domain"] == "c.example.com"


def test_dealer_account_follows_its_password_and_removal(pbx: Simulator, admin: PbxClient) -> None:
    dealer = admin.post(
        "/dealers", {"level": "RESELLER", "name": "new", "password": "Old-Pass-1", "max_tenants": 1, "max_extensions": 1}
    ).json()["id"]
    assert "password" not in admin.get(f"/dealers/{dealer}").json()
    assert PbxClient(pbx).login("new", "Old-Pass-1").status_code == 200
    assert admin.post(f"/dealers/{dealer}/password", {"password": "New-Pass-2"}).status_code == 200
    assert PbxClient(pbx).login("new", "Old-Pass-1").status_code == 400
    assert PbxClient(pbx).login("new", "New-Pass-2").status_code == 200
    tenant = pbx.add_tenant("a.example.com")
    assert admin.post(f"/tenants/{tenant}/dealers/{dealer}").status_code == 200
    assert [row["id"] for row in admin.get(f"/tenants/{tenant}/dealers").json()["items"]] == [dealer]
    assert admin.post(f"/dealers/{dealer}/destroy").status_code == 204
    assert PbxClient(pbx).login("new", "New-Pass-2").status_code == 400
    assert pbx.state()["tenants"][tenant]["dealers"] == []


def test_tenant_belongs_to_the_session_not_to_the_account(pbx: Simulator, admin: PbxClient) -> None:
    first, second = pbx.add_tenant("a.example.com"), pbx.add_tenant("b.example.com")
    other = PbxClient(pbx).sign_in()
    admin.enter(first)
    other.enter(second)
    admin.post("/ivrs", {"name": "A", "extension_number": "100", "pin": "284193"})
    other.post("/ivrs", {"name": "B", "extension_number": "100", "pin": "284193"})
    state = pbx.state()["tenants"]
    assert [[row["name"] for row in state[tenant]["ivrs"].values()] for tenant in (first, second)] == [["A"], ["B"]]
    assert [(entry["tenant"], entry["path"]) for entry in pbx.writes()] == [("a.example.com", "/api/ivrs"), ("b.example.com", "/api/ivrs")]
    assert len({entry["session"] for entry in pbx.writes()}) == 2


def test_objects_of_another_tenant_are_not_there(pbx: Simulator, admin: PbxClient) -> None:
    first, second = pbx.add_tenant("a.example.com"), pbx.add_tenant("b.example.com")
    ivr = pbx.add_ivr(first, "100", "A")
    action = pbx.add_action_url(ivr)
    admin.enter(second)
    for path in (f"/ivrs/{ivr}", f"/ivrs/{ivr}/action_urls", f"/ivrs/{ivr}/action_urls/{action}", f"/ivrs/{ivr}/status"):
        assert _code(admin.get(path)) == (404, "UNKNOWN")
    assert _code(admin.post(f"/ivrs/{ivr}/destroy")) == (404, "UNKNOWN")
    foreign = {"name": "B", "extension_number": "101", "pin": "284193", "prompt_file_id": pbx.add_file(first, "a.wav")}
    assert _code(admin.post("/ivrs", foreign)) == (400, "VALIDATE_FAILED")


def test_levels(pbx: Simulator, admin: PbxClient) -> None:
    tenant = pbx.add_tenant("a.example.com")
    for path in ("/tenant", "/ivrs", "/holidays", "/files", "/tenant/status"):
        assert _code(admin.get(path)) == (403, "UNKNOWN")
    assert _code(admin.post("/tenant", {"name": "x"})) == (403, "UNKNOWN")
    admin.enter(tenant)
    for path in ("/tenants", "/ip_filters", "/transports", "/dealers", "/admin/status"):
        assert _code(admin.get(path)) == (403, "UNKNOWN")
    assert admin.get("/providers").status_code == 200
    pbx.configure(system_routes_inside_tenant="allow")
    assert admin.get("/transports").status_code == 200


def test_switching_without_id(pbx: Simulator, admin: PbxClient) -> None:
    admin.enter(pbx.add_tenant("a.example.com"))
    assert admin.post("/tenants/switch").status_code == 400
    assert admin.get("/tenant").status_code == 200
    pbx.configure(switch_without_id="system")
    assert admin.post("/tenants/switch").status_code == 200
    assert admin.get("/tenant").status_code == 403


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic YWRtaW46eA=="])
def test_no_session_without_a_bearer(pbx: Simulator, header: str) -> None:
    client = PbxClient(pbx)
    client.headers["Authorization"] = header
    for path in ("/tenants", "/auth/user", "/ivrs"):
        assert _code(client.get(path)) == (401, "UNAUTHORIZED")


def test_tokens_of_one_api_are_nothing_to_the_other(pbx: Simulator, admin: PbxClient, extension: ExtensionClient) -> None:
    crossed = PbxClient(pbx)
    crossed.headers["Authorization"] = extension.headers["Authorization"]
    assert crossed.get("/transports").status_code == 401
    extension.headers["Authorization"] = admin.headers["Authorization"]
    assert extension.get("/extension/201/agent/").status_code == 401


def test_extension_login(pbx: Simulator) -> None:
    client = ExtensionClient(pbx)
    answer = client.login("sim-client", "Sim-Client-Secret-2026").json()
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "all")
    refused = client.login("sim-client", "wrong")
    assert (refused.status_code, refused.json()) == (401, {"message": "invalid_client", "status": 401})
