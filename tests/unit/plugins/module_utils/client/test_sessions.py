# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which tenant is meant, and that a session works in that one and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.client.sessions import Sessions
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME, calls
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer

from simulator import Simulator

ADMIN = PbxCredentials(USERNAME, PASSWORD)
SWITCH = "POST /api/tenants/switch"


def sessions(pbx: Simulator, credentials: PbxCredentials = ADMIN) -> Sessions:
    return Sessions(HttpSettings(retries=0), pbx=(pbx.api_url, credentials))


def token(pbx: Simulator, tenant: str | None = None) -> str:
    """A token that somebody else has signed in for, inside a tenant or not."""
    client = PbxClient(pbx.api_url, ADMIN, HttpSettings())
    if tenant is not None:
        client.enter_tenant(tenant)
    given, _lifetime = client.hand_over()
    pbx.clear_log()
    return given


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Iterator[Simulator]:
    """A PBX with two tenants; whatever a test does, no write and no session are left behind."""
    shared_simulator.add_tenant("clinic.example.net", "Clinic", id="101")
    shared_simulator.add_tenant("school.example.net", "School", id="102")
    yield shared_simulator
    assert shared_simulator.writes() == []


# Which tenant


@pytest.mark.parametrize("reference", ["clinic.example.net", "Clinic.Example.NET", "Clinic", "101"])
def test_a_tenant_is_named_by_domain_name_or_id(reference: str, pbx: Simulator) -> None:
    opened = sessions(pbx)
    client, tenant = opened.tenant(reference)
    assert (tenant["id"], tenant["domain"]) == ("101", "clinic.example.net")
    assert client.get("/tenant")["id"] == "101"
    opened.close()
    assert pbx.state()["sessions"] == 0


def test_the_case_of_a_name_means_something(pbx: Simulator) -> None:
    with pytest.raises(errors.NotFound):
        sessions(pbx).tenant("clinic")


def test_a_tenant_that_does_not_exist_is_said_with_what_comes_close(pbx: Simulator) -> None:
    with pytest.raises(errors.NotFound, match=r"^tenant: .*'clinc\.example\.net'.*Did you mean 'clinic\.example\.net'") as caught:
        sessions(pbx).tenant("clinc.example.net")
    assert caught.value.status is None
    assert SWITCH not in calls(pbx)


def test_nothing_is_suggested_where_nothing_comes_close(pbx: Simulator) -> None:
    with pytest.raises(errors.NotFound) as caught:
        sessions(pbx).tenant("xyz")
    assert "Did you mean" not in str(caught.value)


def test_several_tenants_of_that_name_are_listed_with_their_ids(pbx: Simulator) -> None:
    pbx.add_tenant("clinic2.example.net", "Clinic", id="103")
    with pytest.raises(errors.Ambiguous) as caught:
        sessions(pbx).tenant("Clinic")
    message = str(caught.value)
    assert "clinic.example.net (id 101)" in message
    assert "clinic2.example.net (id 103)" in message
    assert "School" not in message and "102" not in message


def test_an_id_wins_over_a_name(pbx: Simulator) -> None:
    pbx.add_tenant("other.example.net", "101", id="103")
    assert sessions(pbx).tenant("101")[1]["domain"] == "clinic.example.net"


def test_a_tenant_beyond_the_first_page_is_found(pbx: Simulator) -> None:
    for number in range(210):
        pbx.add_tenant(f"t{number}.example.net", f"Tenant {number}")
    assert sessions(pbx).tenant("T209.example.net")[1]["name"] == "Tenant 209"


@pytest.mark.parametrize("reference", [None, ""])
def test_an_administrator_must_say_which_tenant(reference: str | None, pbx: Simulator) -> None:
    with pytest.raises(errors.InvalidInput, match="^tenant: "):
        sessions(pbx).tenant(reference)
    assert calls(pbx) == []


def test_a_dealer_works_in_its_own_tenants_only(pbx: Simulator) -> None:
    pbx.add_dealer("reseller", "geheim-77", tenants=["101"])
    credentials = PbxCredentials("reseller", "geheim-77")
    assert sessions(pbx, credentials).tenant("Clinic")[1]["id"] == "101"
    with pytest.raises(errors.NotFound):
        sessions(pbx, credentials).tenant("School")


# A session for each place


def test_each_place_has_a_session_of_its_own(pbx: Simulator) -> None:
    opened = sessions(pbx)
    for _round in range(2):
        opened.system().get("/transports")
        opened.tenant("Clinic")[0].get("/ivrs")
        opened.tenant("School")[0].get("/ivrs")
    places = {(request["session"], request["tenant"]) for request in pbx.requests() if request["path"] in ("/api/transports", "/api/ivrs")}
    assert {tenant for _session, tenant in places} == {None, "clinic.example.net", "school.example.net"}
    assert len(places) == len({session for session, _tenant in places}) == 3
    opened.close()
    assert pbx.state()["sessions"] == 0


def test_a_session_enters_its_tenant_once_and_looks_where_it_is(pbx: Simulator) -> None:
    opened = sessions(pbx)
    opened.tenant("clinic.example.net")[0].get("/ivrs")
    opened.tenant("clinic.example.net")[0].get("/ivrs")
    assert calls(pbx)[2:] == [SWITCH, "GET /api/tenant", "GET /api/ivrs", "GET /api/ivrs"]
    (switch,) = (request for request in pbx.requests() if request["path"] == "/api/tenants/switch")
    assert switch["query"] == {"id": "101"}
    assert switch["body"] is None


def test_a_tenant_that_was_left_is_entered_anew_whatever_it_is_called(pbx: Simulator) -> None:
    references = ("clinic.example.net", "Clinic", "101")
    opened = sessions(pbx)
    for reference in references:
        opened.tenant(reference)
    opened.leave("101")
    pbx.clear_log()
    for reference in references:
        assert opened.tenant(reference)[0].get("/tenant")["id"] == "101"
    assert calls(pbx).count(SWITCH) == 1
    opened.close()
    assert pbx.state()["sessions"] == 0


def test_closing_signs_out_everywhere_also_after_a_failure(pbx: Simulator) -> None:
    opened = sessions(pbx)
    opened.system().get("/transports")
    opened.tenant("Clinic")
    with pytest.raises(errors.NotFound):
        opened.tenant("nowhere")
    with pytest.raises(errors.NotFound):
        opened.tenant("999", known=True)
    opened.close()
    assert pbx.state()["sessions"] == 0


def test_a_switch_that_takes_no_effect_stops_the_run(pbx: Simulator) -> None:
    pbx.inject("POST", "/tenants/switch$", status=200, body="")
    with pytest.raises(errors.PortsipError):
        sessions(pbx).tenant("Clinic")


def test_a_session_in_another_tenant_stops_the_run() -> None:
    login = Reply(200, {"access_token": "access-1", "expires_in": 1800})
    tenants = Reply(200, {"count": 1, "items": [{"id": "101", "name": "Clinic", "domain": "clinic.example.net"}]})
    elsewhere = Reply(200, {"id": "102", "name": "School", "domain": "school.example.net"})
    with ScriptedServer(login, tenants, Reply(200), elsewhere, Reply(200)) as server:
        opened = Sessions(HttpSettings(retries=0), pbx=(f"{server.url}/api", ADMIN))
        with pytest.raises(errors.Conflict, match=r"did not switch.*101.*Nothing was written"):
            opened.tenant("clinic.example.net")
        opened.close()
    assert [request.path.partition("?")[0] for request in server.received][2:] == [
        "/api/tenants/switch",
        "/api/tenant",
        "/api/login/oauth/revoke",
    ]


@pytest.mark.parametrize("answer", [{}, [], None, {"name": "Clinic"}])
def test_an_answer_without_a_tenant_stops_the_run(answer: Any) -> None:
    with ScriptedServer(Reply(200, {"access_token": "access-1"}), Reply(200), Reply(200, answer)) as server:
        opened = Sessions(HttpSettings(retries=0), pbx=(f"{server.url}/api", ADMIN))
        with pytest.raises(errors.UnexpectedAnswer, match="without a tenant"):
            opened.tenant("101", known=True)


# Credentials that have a tenant of their own


@pytest.mark.parametrize("reference", [None, "Clinic", "CLINIC.example.net", "101"])
def test_a_tenants_own_user_is_there_already(reference: str | None, pbx: Simulator) -> None:
    pbx.add_tenant_user("101", "ops", "geheim-77")
    opened = sessions(pbx, PbxCredentials("ops", "geheim-77", "clinic.example.net"))
    assert opened.tenant(reference)[1]["id"] == "101"
    assert calls(pbx) == ["POST /api/login/oauth/token", "GET /api/tenant"]
    opened.close()
    assert pbx.state()["sessions"] == 0


def test_a_tenants_own_user_has_no_other_tenant(pbx: Simulator) -> None:
    pbx.add_tenant_user("101", "ops", "geheim-77")
    opened = sessions(pbx, PbxCredentials("ops", "geheim-77", "clinic.example.net"))
    with pytest.raises(errors.Conflict, match=r"'School'.*api_domain belongs to the tenant 'clinic\.example\.net'"):
        opened.tenant("School")


@pytest.mark.parametrize("reference", [None, "Clinic", "clinic.example.net", "101"])
def test_a_token_inside_the_tenant_is_used_there(reference: str | None, pbx: Simulator) -> None:
    opened = sessions(pbx, PbxCredentials(token=token(pbx, "101")))
    pbx.clear_log()
    assert opened.tenant(reference)[1]["id"] == "101"
    opened.close()
    assert calls(pbx) == ["GET /api/tenant"]
    assert pbx.state()["sessions"] == 1


def test_a_token_inside_the_wrong_tenant_is_never_switched(pbx: Simulator) -> None:
    opened = sessions(pbx, PbxCredentials(token=token(pbx, "102")))
    pbx.clear_log()
    with pytest.raises(errors.Conflict, match=r"'Clinic'.*api_token belongs to the tenant 'school\.example\.net'.*Nothing was written"):
        opened.tenant("Clinic")
    assert calls(pbx) == ["GET /api/tenant"]


@pytest.mark.parametrize("reference", [None, "Clinic"])
def test_a_token_outside_of_tenants_is_never_switched(reference: str | None, pbx: Simulator) -> None:
    opened = sessions(pbx, PbxCredentials(token=token(pbx)))
    pbx.clear_log()
    with pytest.raises(errors.Conflict, match="does not belong to a session inside a tenant.*portsip_login"):
        opened.tenant(reference)
    assert calls(pbx) == ["GET /api/tenant"]


def test_a_token_that_has_ended_is_said(pbx: Simulator) -> None:
    with pytest.raises(errors.AuthenticationFailed, match="api_token was refused"):
        sessions(pbx, PbxCredentials(token="long-gone")).tenant("Clinic")
