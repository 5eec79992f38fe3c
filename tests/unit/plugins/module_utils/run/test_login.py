# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Sessions that a play opens and ends itself."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.login import run_login, run_logout
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.tests.unit.support.engine import ENTER, LOGIN, REVOKE, TENANT, TENANTS, Bench, Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import calls, connection

from simulator import Simulator


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with two tenants."""
    shared_simulator.add_tenant("clinic.example.net", "Clinic", id="101")
    shared_simulator.add_tenant("school.example.net", "School", id="102")
    return shared_simulator


def login(pbx: Simulator, **options: Any) -> dict[str, Any]:
    pbx.clear_log()
    return run_login({**connection(pbx), **options}, Recorder())


def with_token(pbx: Simulator, resource: Any, token: str, **options: Any) -> Bench:
    return Bench(pbx, resource, {"api_username": None, "api_password": None, "api_token": token, **options})


def test_a_session_of_the_system(pbx: Simulator) -> None:
    pbx.configure(token_lifetime=1234)
    result = login(pbx)
    assert calls(pbx) == [LOGIN]
    assert (result["changed"], result["tenant"]) == (False, None)
    assert 1230 <= result["expires_in"] <= 1234
    assert pbx.state()["sessions"] == 1

    outcome = with_token(pbx, TRANSPORT, result["token"]).both(protocol="TCP", port=5060)
    assert outcome.changed
    assert not any("login" in call for call in outcome.calls), "neither signed in nor out"


@pytest.mark.parametrize("reference", ["clinic.example.net", "Clinic", "101"])
def test_a_session_inside_a_tenant(reference: str, pbx: Simulator) -> None:
    result = login(pbx, tenant=reference)
    assert [call for call in calls(pbx) if call != TENANTS] == [call for call in ENTER if call != TENANTS]
    assert result["tenant"] == {"id": "101", "name": "Clinic", "domain": "clinic.example.net"}
    assert pbx.state()["sessions"] == 1

    options = {"extension_number": "8001", "name": "Reception", "pin": "284193"}
    outcome = with_token(pbx, IVR, result["token"], tenant="Clinic").both(**options)
    assert outcome.changed
    assert outcome.calls[:2] == [TENANT, "GET /api/ivrs"]
    assert not with_token(pbx, IVR, result["token"]).both(**options).changed
    elsewhere = with_token(pbx, IVR, result["token"], tenant="School").both(**options)
    assert isinstance(elsewhere.error, errors.Conflict)
    assert elsewhere.calls == [TENANT]
    assert pbx.state()["tenants"]["102"]["ivrs"] == {}


def test_a_session_of_a_tenants_own_user(pbx: Simulator) -> None:
    pbx.add_tenant_user("101", "ops", "geheim-77")
    result = login(pbx, api_username="ops", api_password="geheim-77", api_domain="clinic.example.net")
    assert calls(pbx) == [LOGIN, TENANT]
    assert result["tenant"]["id"] == "101"


def test_a_token_at_hand_is_no_reason_not_to_sign_in(pbx: Simulator) -> None:
    result = login(pbx, api_token="older-token")
    assert result["token"] != "older-token"
    assert calls(pbx) == [LOGIN]


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"api_password": "wrong-one"}, errors.AuthenticationFailed),
        ({"api_username": None}, errors.InvalidInput),
        ({"tenant": "nowhere"}, errors.NotFound),
        ({"api_url": None}, errors.InvalidInput),
    ],
)
def test_a_login_that_fails_leaves_no_session(options: dict[str, Any], kind: type[Exception], pbx: Simulator) -> None:
    with pytest.raises(kind):
        login(pbx, **options)
    assert pbx.state()["sessions"] == 0


def logout(pbx: Simulator, **options: Any) -> dict[str, Any]:
    pbx.clear_log()
    return run_logout({"api_url": pbx.api_url, **options}, Recorder())


def test_logging_out_ends_the_session(pbx: Simulator) -> None:
    token = login(pbx)["token"]
    assert logout(pbx, api_token=token) == {"changed": False}
    assert calls(pbx) == [REVOKE]
    assert pbx.state()["sessions"] == 0


def test_a_session_that_has_ended_is_fine(pbx: Simulator) -> None:
    token = login(pbx)["token"]
    logout(pbx, api_token=token)
    assert logout(pbx, api_token=token, api_username="admin", api_password="unused") == {"changed": False}
    assert calls(pbx) == [REVOKE]


@pytest.mark.parametrize("token", [None, ""])
def test_logging_out_needs_a_token(token: str | None, pbx: Simulator) -> None:
    with pytest.raises(errors.InvalidInput, match="^api_token: "):
        logout(pbx, api_token=token, api_username="admin", api_password="unused")
    assert calls(pbx) == []


def test_logging_out_of_a_pbx_in_trouble_fails(pbx: Simulator) -> None:
    token = login(pbx)["token"]
    pbx.inject("POST", "/revoke$", status=500, times=None)
    with pytest.raises(errors.UnexpectedAnswer):
        logout(pbx, api_token=token, retries=1)


# Connection options, before any request


@pytest.mark.parametrize(
    ("resource", "options", "named"),
    [
        (TRANSPORT, {"api_url": None}, "api_url: "),
        (TRANSPORT, {"api_url": "pbx.example.net"}, "api_url: "),
        (TRANSPORT, {"api_username": None}, "api_username and api_password"),
        (TRANSPORT, {"api_password": ""}, "api_username and api_password"),
        (TRANSPORT, {"timeout": 0}, "timeout: 0"),
        (TRANSPORT, {"timeout": -1}, "timeout: -1"),
        (TRANSPORT, {"retries": -1}, "retries: -1"),
        (TRANSPORT, {"client_key": "/x.key"}, "client_cert: "),
        (IVR, {"tenant": None, "extension_number": "8001"}, "tenant: "),
    ],
)
def test_connection_options_that_are_refused(resource: Any, options: dict[str, Any], named: str, pbx: Simulator) -> None:
    bench = Bench(pbx, resource, {"protocol": "UDP", "port": 5060} if resource is TRANSPORT else {})
    outcome = bench.both(**options)
    assert isinstance(outcome.error, errors.InvalidInput)
    assert str(outcome.error).startswith(named)
    assert outcome.calls == []


def test_retries_may_be_none_at_all(pbx: Simulator) -> None:
    pbx.inject("GET", "/transports", status=503, times=1)
    outcome = Bench(pbx, TRANSPORT).run(protocol="UDP", port=5060, retries=0)
    assert isinstance(outcome.error, errors.UnexpectedAnswer)
