# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The accounts of the system administrator and of dealers: names, passwords, and the paths of each release."""

from __future__ import annotations

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator

OLD, NEW = "Sim-Admin-2026", "Other-Secret-2027"
PATHS = {"22.2": "/admin", "22.3": "/admin/user", "22.6": "/admin/user", "22.8": "/admin/user"}


@pytest.mark.parametrize("release", PATHS)
def test_administrator_changes_name_and_password(pbx: Simulator, release: str) -> None:
    pbx.configure(release=release)
    admin, base = PbxClient(pbx).sign_in(), PATHS[release]
    assert admin.post(f"{base}/username", {"name": "operator"}).status_code == 200
    assert admin.post(f"{base}/password", {"old_password": OLD, "new_password": NEW}).status_code == 200
    assert pbx.state()["system"]["admin"] == {"username": "operator", "password": NEW}
    assert PbxClient(pbx).login("admin", OLD).status_code == 400
    assert PbxClient(pbx).login("operator", OLD).status_code == 400
    assert PbxClient(pbx).login("operator", NEW).status_code == 200
    assert admin.get("/admin/status").status_code == 200  # the session at hand stays good


@pytest.mark.parametrize("release", PATHS)
def test_the_paths_of_other_releases_do_not_exist(pbx: Simulator, release: str) -> None:
    pbx.configure(release=release)
    admin = PbxClient(pbx).sign_in()
    other = "/admin/user" if PATHS[release] == "/admin" else "/admin"
    assert admin.post(f"{other}/username", {"name": "operator"}).status_code == 404
    assert admin.post(f"{other}/password", {"old_password": OLD, "new_password": NEW}).status_code == 404
    assert pbx.state()["system"]["admin"] == {"username": "admin", "password": OLD}


@pytest.mark.parametrize(("role", "path", "old"), [("admin", "/admin/user", OLD), ("dealer", "/dealer", "Dealer-Pass-1")])
@pytest.mark.parametrize("field", ["old_password", "new_password"])
@pytest.mark.parametrize("value", ["", None, 5, "missing"])
def test_both_passwords_are_needed(pbx: Simulator, role: str, path: str, old: str, field: str, value: object) -> None:
    pbx.add_dealer("reseller", "Dealer-Pass-1")
    client = PbxClient(pbx).sign_in(*({"admin": ("admin", OLD), "dealer": ("reseller", old)}[role]))
    body = {"old_password": old, "new_password": NEW, field: value}
    if value == "missing":
        del body[field]
    answer = client.post(f"{path}/password", body)
    assert (answer.status_code, field in reasons(answer)) == (400, True)
    assert client.post(f"{path}/password", {"old_password": old, "new_password": NEW}).status_code == 200


def test_a_wrong_old_password_is_refused(pbx: Simulator, admin: PbxClient) -> None:
    answer = admin.post("/admin/user/password", {"old_password": "wrong", "new_password": NEW})
    assert (answer.status_code, "old_password" in reasons(answer)) == (400, True)
    assert pbx.state()["system"]["admin"]["password"] == OLD


def test_dealer_changes_its_name_and_password(pbx: Simulator) -> None:
    dealer = pbx.add_dealer("reseller", "Dealer-Pass-1")
    client = PbxClient(pbx).sign_in("reseller", "Dealer-Pass-1")
    assert client.post("/dealer/username", {"name": "partner"}).status_code == 200
    assert client.post("/dealer/password", {"old_password": "Dealer-Pass-1", "new_password": NEW}).status_code == 200
    stored = pbx.state()["dealers"][dealer]
    assert (stored["name"], stored["password"]) == ("partner", NEW)
    assert PbxClient(pbx).login("partner", NEW).status_code == 200
    assert PbxClient(pbx).login("reseller", "Dealer-Pass-1").status_code == 400


def test_the_administrator_gives_a_dealer_another_password(pbx: Simulator, admin: PbxClient) -> None:
    dealer = pbx.add_dealer("reseller", "Dealer-Pass-1")
    assert admin.post(f"/dealers/{dealer}/password", {"password": NEW}).status_code == 200
    assert PbxClient(pbx).login("reseller", "Dealer-Pass-1").status_code == 400
    assert PbxClient(pbx).login("reseller", NEW).status_code == 200


def test_names_of_accounts_are_taken_once(pbx: Simulator, admin: PbxClient) -> None:
    pbx.add_dealer("reseller", "Dealer-Pass-1")
    dealer = PbxClient(pbx).sign_in("reseller", "Dealer-Pass-1")
    limits = {"level": "RESELLER", "password": "p", "max_tenants": 1, "max_extensions": 1}
    for answer in (
        admin.post("/admin/user/username", {"name": "Reseller"}),
        dealer.post("/dealer/username", {"name": "admin"}),
        admin.post("/dealers", {"name": "admin", **limits}),
    ):
        assert (answer.status_code, "name: is taken" in reasons(answer)) == (400, True)
    assert dealer.post("/dealer/username", {"name": "RESELLER"}).status_code == 200  # its own, written otherwise


@pytest.mark.parametrize(
    "operation", ["GET /dealer", "POST /dealer", "GET /dealer/status", "POST /dealer/username", "POST /dealer/password"]
)
def test_what_is_a_dealers_is_no_administrators(admin: PbxClient, operation: str) -> None:
    method, path = operation.split()
    assert admin.request(method, path, {}).status_code == 403


def test_a_deleted_dealer_is_nobody(pbx: Simulator, admin: PbxClient) -> None:
    dealer = pbx.add_dealer("reseller", "Dealer-Pass-1")
    client = PbxClient(pbx).sign_in("reseller", "Dealer-Pass-1")
    assert admin.post(f"/dealers/{dealer}/destroy").status_code == 204
    assert client.get("/dealer").status_code == 401
    assert PbxClient(pbx).login("reseller", "Dealer-Pass-1").status_code == 400
