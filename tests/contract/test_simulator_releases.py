# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What differs by release beyond the recorded facts: required fields, versions, conflicts."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator
from simulator.releases import Release

RELEASES = get_args(Release)
TENANT = {"name": "T", "domain": "t.example.com", "timezone": "Europe/Paris", "currency": "EUR", "region": "FRA"}
DEALER = {"level": "RESELLER", "name": "reseller", "password": "Dealer-Pass-1", "max_tenants": 1, "max_extensions": 10}


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest, pbx: Simulator) -> str:
    """Each release in turn; the PBX is of it."""
    pbx.configure(release=request.param)
    return str(request.param)


def _needs_more(release: str) -> bool:
    return release in ("22.6", "22.8")


@pytest.mark.parametrize(
    ("path", "base", "more"),
    [("/tenants", TENANT, {"website": "https://example.com"}), ("/dealers", DEALER, {"email": "a@example.com", "display_name": "A"})],
)
def test_creation_needs_more(pbx: Simulator, release: str, path: str, base: dict[str, Any], more: dict[str, str]) -> None:
    admin = PbxClient(pbx).sign_in()
    for name in more if _needs_more(release) else ():
        without = {**base, **{key: value for key, value in more.items() if key != name}}
        for body in (without, {**without, name: None}, {**without, name: ""}):
            refused = admin.post(path, body)
            assert (refused.status_code, name in reasons(refused)) == (400, True), body
    created = admin.post(path, {**base, **more} if _needs_more(release) else base)
    assert created.status_code == 201
    for name in more:
        blanked = admin.post(f"{path}/{created.json()['id']}", {name: ""})
        assert blanked.status_code == (400 if _needs_more(release) else 200)


def test_own_tenant_and_own_dealer_keep_it(pbx: Simulator, release: str) -> None:
    tenant = pbx.add_tenant("own.example.com")
    pbx.add_dealer("own", "Dealer-Pass-1")
    expected = 400 if _needs_more(release) else 200
    assert PbxClient(pbx).sign_in().enter(tenant).post("/tenant", {"website": None}).status_code == expected
    assert PbxClient(pbx).sign_in("own", "Dealer-Pass-1").post("/dealer", {"email": None}).status_code == expected
    pbx.configure(update_mode="replace")
    assert PbxClient(pbx).sign_in().enter(tenant).post("/tenant", {"currency": "USD"}).status_code == 200
    assert PbxClient(pbx).sign_in("own", "Dealer-Pass-1").post("/dealer", {"phone": "1"}).status_code == 200
    assert (pbx.state()["tenants"][tenant]["website"] is not None) == _needs_more(release)


def test_version_stands_in_each_status(pbx: Simulator, release: str) -> None:
    tenant = pbx.add_tenant("own.example.com")
    pbx.add_dealer("own", "Dealer-Pass-1")
    for client, path in (
        (PbxClient(pbx).sign_in(), "/admin/status"),
        (PbxClient(pbx).sign_in().enter(tenant), "/tenant/status"),
        (PbxClient(pbx).sign_in("own", "Dealer-Pass-1"), "/dealer/status"),
    ):
        assert client.get(path).json()["version"].startswith(f"{release}.")


@pytest.mark.parametrize("child", ["none", "tenant", "dealer"])
def test_a_dealer_with_children_stays(pbx: Simulator, release: str, child: str) -> None:
    dealer = pbx.add_dealer("above", "Dealer-Pass-1", [pbx.add_tenant("a.example.com")] if child == "tenant" else [])
    if child == "dealer":
        pbx.add_dealer("below", "Dealer-Pass-2", parent=dealer, level="RESELLER")
    answer = PbxClient(pbx).sign_in().post(f"/dealers/{dealer}/destroy")
    stays = child != "none" and release == "22.8"
    assert answer.status_code == (409 if stays else 204)
    assert (dealer in pbx.state()["dealers"]) == stays
    if stays:
        assert answer.json()["errors"][0]["code"] == "RESOURCE_IN_USE"


def test_receptionists_of_later_releases_are_those_of_22_3(pbx: Simulator, release: str) -> None:
    tenant = pbx.add_tenant("own.example.com")
    body = {"name": "Main", "extension_number": "8001", "pin": "5063", "enable_night_mode": True}
    answer = PbxClient(pbx).sign_in().enter(tenant).post("/ivrs", body)
    assert answer.status_code == (400 if release == "22.2" else 201)
