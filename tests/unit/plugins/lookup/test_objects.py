# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The lookup ``objects``: every kind, the conditions, and what cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from ansible.errors import AnsibleError
from ansible_collections.portsip.pbx.plugins.module_utils.run.objects import KINDS
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_SECRET, PASSWORD, calls, connection, logins
from ansible_collections.portsip.pbx.tests.unit.support.plugins import plugin

if TYPE_CHECKING:
    from simulator import Simulator

DOMAIN = "clinic.example.net"


def looked_up(pbx: Simulator, *kinds: str, **options: Any) -> list[Any]:
    """What the lookup returns; the log then has its requests alone."""
    pbx.clear_log()
    found: list[Any] = plugin("lookup", "objects").run(list(kinds), {}, **connection(pbx), **options)
    return found


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A tenant with receptionists, users and a trunk, and an extension with a webhook."""
    clinic = shared_simulator.add_tenant(DOMAIN, "Clinic")
    shared_simulator.add_tenant("dental.example.net", "Dental")
    for number, name, language in (("8000", "Front desk", "de-DE"), ("8001", "Night desk", "en-US"), ("8002", "Pharmacy", "de-DE")):
        identifier = shared_simulator.add_ivr(clinic, number, name, pin="284193", language=language)
        shared_simulator.add_action_url(identifier, name=f"Look up {number}", password="Url-Pass-2026")
    shared_simulator.add_user(clinic, "101", "Ada")
    shared_simulator.add_provider("Carrier", assignees=[{"tenant_id": clinic, "did_numbers": "3000", "concurrency": 2}])
    shared_simulator.add_event(201, "hangup", "https://hooks.example.net/hangup", "POST")
    return shared_simulator


def test_every_kind_can_be_read(pbx: Simulator) -> None:
    places = {"ivr": "8000", "user": "101", "provider": "Carrier"}
    extensions = {"queue": 901, "extension_conference": 701, "extension_fax": 601, "extension_ivr_context": 801}
    seen = set()
    for kind, resource in KINDS.items():
        names = {parent.option: parent for parent in resource.parents}
        if {"shared_voicemail", "context_id"} & names.keys():
            continue  # below something that nothing has seeded
        options: dict[str, Any] = {"tenant": DOMAIN} if resource.level == "tenant" or "tenant" in names else {}
        options |= {"trunk" if name == "provider" else name: place for name, place in places.items() if name in names}
        options |= {"extension_id": extensions.get(kind, 201)} if "extension_id" in names else {}
        if kind == "dealer_self":
            continue  # of a dealer alone
        found = looked_up(pbx, kind, **options)
        assert isinstance(found, list), kind
        assert resource.kind != "singleton" or len(found) == 1, kind
        assert pbx.writes() == [], kind
        seen.add(kind)
    assert len(seen) > 45


def test_objects_are_those_of_the_information_module(pbx: Simulator) -> None:
    module = run("portsip_ivr_info", {**connection(pbx), "tenant": DOMAIN}).result
    assert looked_up(pbx, "ivr", tenant=DOMAIN) == module["ivrs"]
    assert {"ivr", "ivr_action_url"} <= KINDS.keys()
    text = json.dumps(looked_up(pbx, "ivr", tenant=DOMAIN) + looked_up(pbx, "ivr_action_url", tenant=DOMAIN, ivr="8000"))
    assert "Look up 8000" in text
    assert [secret for secret in ("284193", "Url-Pass-2026", PASSWORD, CLIENT_SECRET) if secret in text] == []


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ({"name": "Front desk"}, ["8000"]),
        ({"name": ["Front desk", "Pharmacy"]}, ["8000", "8002"]),
        ({"language": "de-DE"}, ["8000", "8002"]),
        ({"language": "de-DE", "name": "Night desk"}, []),
        ({"extension_number": 8001}, ["8001"]),
        ({"prompt_file": None, "enable_pin": [True, False, None], "extension_number": "8001"}, ["8001"]),
    ],
)
def test_where_selects_by_fields(pbx: Simulator, where: dict[str, Any], numbers: list[str]) -> None:
    assert [item["extension_number"] for item in looked_up(pbx, "ivr", tenant=DOMAIN, where=where)] == numbers


def test_what_is_exact_is_looked_up_rather_than_read(pbx: Simulator) -> None:
    clinic = next(key for key, tenant in pbx.state()["tenants"].items() if tenant["domain"] == DOMAIN)
    for number in range(300):
        pbx.add_user(clinic, str(2000 + number), f"User {number}")
    (found,) = looked_up(pbx, "user", tenant=DOMAIN, where={"extension_number": "2222"})
    assert found["extension_number"] == "2222"
    assert len(calls(pbx)) < 12


def test_several_kinds_share_one_session(pbx: Simulator) -> None:
    found = looked_up(pbx, "trunk", "ip_rule", "transport")
    assert found[0]["name"] == "Carrier"
    assert logins(pbx) == 1


def test_a_list_has_a_value_where_an_item_has_it(pbx: Simulator) -> None:
    assert [item["tenant"] for item in looked_up(pbx, "trunk_assignment", trunk="Carrier", where={"did_numbers": "3000"})]
    assert looked_up(pbx, "trunk_assignment", trunk="Carrier", where={"did_numbers": "3001"}) == []


@pytest.mark.parametrize(
    ("kinds", "options", "says"),
    [
        (["ivrs"], {}, "'ivrs' is not a kind that can be read; did you mean ivr?"),
        (["brand"], {}, "'brand' is not a kind that can be read; the API has no way to read it"),
        (["extension_ivr"], {}, "portsip_extension_info reads it"),
        (["ivr"], {"tennant": DOMAIN}, "tennant: unknown option; did you mean tenant?"),
        (["ip_rule"], {"tenant": DOMAIN}, "tenant: objects of the kind ip_rule belong to no tenant"),
        (["ivr_action_url"], {"tenant": DOMAIN}, "ivr: is required for the kind ivr_action_url"),
        (["ivr"], {"tenant": DOMAIN, "user": "101"}, "user: objects of the kind ivr are in none"),
        (["ivr"], {"tenant": DOMAIN, "where": {"nmae": "x"}}, "where.nmae: unknown field; did you mean name?"),
        (["ivr"], {"tenant": DOMAIN, "where": {"pin": "284193"}}, "where.pin: is secret"),
        (["extension_event"], {"extension_id": 201, "filter": "x eq 1"}, "filter: the API cannot apply it to the kind extension_event"),
        (["network"], {"id": "1"}, "id: objects of the kind network have none"),
        (["user"], {"tenant": DOMAIN, "parallel": 0}, "parallel: 0 is not allowed"),
    ],
)
def test_what_cannot_be_is_told_before_a_request(pbx: Simulator, kinds: list[str], options: dict[str, Any], says: str) -> None:
    with pytest.raises(AnsibleError) as caught:
        looked_up(pbx, *kinds, **options)
    assert says in str(caught.value)
    assert calls(pbx) == []
    assert "284193" not in str(caught.value)


def test_a_field_that_only_details_have_is_told(pbx: Simulator) -> None:
    with pytest.raises(AnsibleError, match="where.language: the list of the PBX does not have this field; leave out details=false"):
        looked_up(pbx, "ivr", tenant=DOMAIN, where={"language": "de-DE"}, details=False)


def test_credentials_come_from_the_environment_of_the_modules(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("API_URL", pbx.api_url), ("USERNAME", "admin"), ("PASSWORD", PASSWORD)):
        monkeypatch.setenv(f"PORTSIP_{name}", value)
    found = plugin("lookup", "objects").run(["tenant"], {}, where={"name": "Clinic"}, details=False)
    assert [item["domain"] for item in found] == [DOMAIN]


def test_a_refused_password_is_told_without_it(pbx: Simulator) -> None:
    with pytest.raises(AnsibleError, match="refused the login of 'admin'") as caught:
        plugin("lookup", "objects").run(["tenant"], {}, **{**connection(pbx), "api_password": "Wrong-Pass-2026"})
    assert "Wrong-Pass-2026" not in str(caught.value)
