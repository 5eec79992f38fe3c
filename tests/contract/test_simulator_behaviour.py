# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How objects are written, kept and shown: what no schema says."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator

TENANT = {"name": "A", "domain": "a.example.com", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
IVR = {"name": "Main", "extension_number": "8000", "pin": "284193"}
NUMBER = {"action": "FORWARD_TO_NUMBER", "number": "100"}


@pytest.fixture
def tenant(pbx: Simulator) -> str:
    return pbx.add_tenant("clinic.example.com")


@pytest.fixture
def inside(admin: PbxClient, tenant: str) -> PbxClient:
    """The system administrator, in the tenant."""
    return admin.enter(tenant)


def test_creation_answers_only_the_id(pbx: Simulator, admin: PbxClient) -> None:
    created = admin.post("/tenants", TENANT)
    assert created.status_code == 201 and set(created.json()) == {"id"}
    rule = admin.post("/ip_filters", {"cidr": "10.0.0.0/8", "target": "DENY"})
    assert rule.status_code == 200 and set(rule.json()) == {"id"}
    updated = admin.post(f"/ip_filters/{rule.json()['id']}", {"target": "ACCEPT"})
    assert (updated.status_code, updated.content) == (200, b"")
    assert admin.post(f"/ip_filters/{rule.json()['id']}/destroy").status_code == 204


def test_ids_are_opaque(pbx: Simulator) -> None:
    ids = [pbx.add_ip_filter(f"10.0.{number}.0/24") for number in range(20)]
    numeric = [key for key in ids if key.isdigit()]
    assert len(set(ids)) == 20 and len(numeric) == 10
    assert all(len(key) == 18 and int(key) > 2**53 for key in numeric) and any(int(float(key)) != int(key) for key in numeric)
    assert all(re.fullmatch(r"[A-Za-z0-9]{24}", key) for key in ids if key not in numeric)


def test_times(pbx: Simulator, admin: PbxClient) -> None:
    created = admin.get(f"/tenants/{pbx.add_tenant('t.example.com')}").json()["created_at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", created)
    sent = {"2031-05-04T03:02:01Z": "2031-05-04T03:02:01.000Z", "2031-05-04T05:02:01.5+02:00": "2031-05-04T03:02:01.500Z"}
    for number, (text, shown) in enumerate(sent.items()):
        body = {"cidr": f"10.0.{number}.0/24", "target": "DENY", "expire_at": text}
        rule = admin.post("/ip_filters", body).json()["id"]
        assert admin.get(f"/ip_filters/{rule}").json()["expire_at"] == shown


def test_cidr_is_kept_as_written(pbx: Simulator, admin: PbxClient) -> None:
    for written in ("192.0.2.7/24", "2001:DB8::/32", "2001:db8:0:0::1/64"):
        rule = admin.post("/ip_filters", {"cidr": written, "target": "DENY"}).json()["id"]
        assert pbx.state()["ip_filters"][rule]["cidr"] == written.lower()
    assert admin.get("/ip_filters/export").text.splitlines() == ["192.0.2.7/24,DENY,,", "2001:db8::/32,DENY,,", "2001:db8:0:0::1/64,DENY,,"]


def test_duplicates(pbx: Simulator, admin: PbxClient, tenant: str) -> None:
    pbx.add_ip_filter("10.0.0.0/8")
    pbx.add_ivr(tenant, "8000", "Main")
    other = pbx.add_tenant("other.example.com")
    tcp = pbx.add_transport("TCP", 5080)
    refused = [
        admin.post("/tenants", {**TENANT, "domain": "Clinic.example.com"}),
        admin.post(f"/tenants/{other}", {"domain": "clinic.example.com"}),
        admin.post("/ip_filters", {"cidr": "10.0.0.0/8", "target": "DENY"}),
        admin.post("/transports", {"protocol": "UDP", "port": 5060}),
        admin.enter(tenant).post("/ivrs", {**IVR, "name": "Second"}),
    ]
    assert [(answer.status_code, answer.json()["errors"][0]["code"]) for answer in refused] == [(400, "VALIDATE_FAILED")] * 5
    assert admin.enter(other).post("/ivrs", IVR).status_code == 201
    system = PbxClient(pbx).sign_in()
    assert system.post("/transports", {"protocol": "UDP", "port": 5080}).status_code == 201
    assert system.post(f"/transports/{tcp}", {"port": 5080}).status_code == 200


def test_one_transport_must_remain(pbx: Simulator, admin: PbxClient) -> None:
    second = pbx.add_transport("TLS", 5061)
    first = next(iter(pbx.state()["transports"]))
    assert admin.post(f"/transports/{first}/destroy").status_code == 204
    assert admin.post(f"/transports/{second}/destroy").status_code == 400
    assert list(pbx.state()["transports"]) == [second]


@pytest.mark.parametrize(("blank_as", "shown"), [("null", (None, None, None)), ("empty", ("", None, [])), ("absent", ("-", "-", "-"))])
def test_blank_as(pbx: Simulator, inside: PbxClient, blank_as: str, shown: tuple[Any, ...]) -> None:
    pbx.configure(blank_as=blank_as)
    ivr = inside.post("/ivrs", {**IVR, "custom_forward_rules": []}).json()["id"]
    answer = inside.get(f"/ivrs/{ivr}").json()
    assert tuple(answer.get(name, "-") for name in ("language", "timeout_forward_rule", "custom_forward_rules")) == shown
    day = {"office_hours": {"monday": {"enabled": True, "ranges": []}}}
    inside.post("/tenant", day)
    assert inside.get("/tenant").json()["office_hours"]["monday"].get("ranges", "-") == shown[2]
    stored = pbx.state()["tenants"][inside.get("/tenant").json()["id"]]
    assert stored["ivrs"][ivr]["language"] is None and stored["office_hours"]["monday"]["ranges"] == []


def test_later_release_fields(pbx: Simulator, admin: PbxClient) -> None:
    (key,) = pbx.state()["transports"]
    assert "x_release_note" in admin.get(f"/transports/{key}").json() and "x_release_note" in admin.get("/transports").json()["items"][0]
    pbx.configure(later_release_fields=False)
    assert "x_release_note" not in admin.get(f"/transports/{key}").json()


def test_accepted_extra_fields(pbx: Simulator, inside: PbxClient) -> None:
    assert inside.post("/ivrs", {**IVR, "new_field": 1}).status_code == 400
    pbx.configure(accepted_extra_fields={"ivrs": ["new_field"]})
    ivr = inside.post("/ivrs", {**IVR, "new_field": 1}).json()["id"]
    assert inside.post(f"/ivrs/{ivr}", {"new_field": {"a": 2}}).status_code == 200
    assert inside.get(f"/ivrs/{ivr}").json()["new_field"] == {"a": 2}


@pytest.mark.parametrize(("mode", "expected"), [("partial", ("Desk", 5, "en-US")), ("replace", ("Desk", 2, None))])
def test_update_mode(pbx: Simulator, inside: PbxClient, tenant: str, mode: str, expected: tuple[Any, ...]) -> None:
    pbx.configure(update_mode=mode)
    file = pbx.add_file(tenant, "welcome.wav")
    extra = {"dtmf_interval": 5, "language": "en-US", "timeout_forward_rule": NUMBER, "prompt_file_id": file}
    ivr = inside.post("/ivrs", {**IVR, **extra, "name": "Desk"}).json()["id"]
    assert inside.post(f"/ivrs/{ivr}", {"timeout_forward_rule": {"action": "HANGUP"}}).status_code == 200
    row = pbx.state()["tenants"][tenant]["ivrs"][ivr]
    assert (row["name"], row["dtmf_interval"], row["language"]) == expected
    assert (row["pin"], row["extension_number"], row["prompt_file_id"]) == ("284193", "8000", file)
    assert row["timeout_forward_rule"] == {"action": "HANGUP", "number": None, "timeout": 30, "repeat_times": 3}


@pytest.mark.parametrize(("mode", "kept"), [("partial", True), ("replace", False)])
def test_update_mode_of_the_own_tenant(pbx: Simulator, admin: PbxClient, mode: str, kept: bool) -> None:
    pbx.configure(update_mode=mode)
    tenant = pbx.add_tenant("a.example.com", website="https://a.example.com", max_extensions=7)
    assert admin.enter(tenant).post("/tenant", {"name": "New name"}).status_code == 200
    row = pbx.state()["tenants"][tenant]
    assert (row["name"], row["domain"], row["max_extensions"]) == ("New name", "a.example.com", 7)
    assert (row["website"] is not None) is kept


IMMUTABLE = [
    ("/tenants/{tenant}", "name"),
    ("/transports/{transport}", "protocol"),
    ("/dealers/{dealer}", "name"),
    ("/dealers/{dealer}", "level"),
]


@pytest.mark.parametrize(("path", "field"), IMMUTABLE)
def test_immutable_fields(pbx: Simulator, admin: PbxClient, tenant: str, path: str, field: str) -> None:
    (transport,) = pbx.state()["transports"]
    refused = admin.post(path.format(tenant=tenant, transport=transport, dealer=pbx.add_dealer("d", "Dealer-Pass-1")), {field: "TLS"})
    assert refused.status_code == 400 and "unknown field" in reasons(refused)


def test_extension_number_is_immutable(pbx: Simulator, inside: PbxClient, tenant: str) -> None:
    refused = inside.post(f"/ivrs/{pbx.add_ivr(tenant, '100', 'A')}", {"extension_number": "101"})
    assert refused.status_code == 400 and "extension_number: unknown field" in reasons(refused)


def test_releases_differ(pbx: Simulator, inside: PbxClient, tenant: str) -> None:
    assert inside.post("/ivrs", {**IVR, "pin": "2841", "enable_night_mode": True, "exclude_list": "1001-1005"}).status_code == 201
    pbx.configure(release="22.2")
    refused = inside.post("/ivrs", {**IVR, "extension_number": "8001", "pin": "2841", "enable_night_mode": True, "exclude_list": "1001"})
    assert [error["detail"] for error in refused.json()["errors"]] == ["pin", "enable_night_mode", "exclude_list"]
    ivr = inside.post("/ivrs", {**IVR, "extension_number": "8001"}).json()["id"]
    assert "enable_night_mode" not in inside.get(f"/ivrs/{ivr}").json()
    assert inside.get("/tenant/status").json()["version"].startswith("22.2.")
    pbx.configure(release="22.3")
    assert inside.get("/tenant/status").json()["version"].startswith("22.3.")


def test_pins(inside: PbxClient) -> None:
    bad = ["284", "111222", "012849", "987284", "28419O", "2345", "55528"]
    taken = ["2841", "284193", "112233", "135792", "9" * 2 + "8" * 2, "2841932841930"]
    assert [pin for pin in bad if inside.post("/ivrs", {**IVR, "pin": pin}).status_code != 400] == []
    for number, pin in enumerate(taken):
        assert inside.post("/ivrs", {**IVR, "extension_number": f"900{number}", "pin": pin}).status_code == 201, pin


@pytest.mark.parametrize("number", [{}, {"number": None}, {"number": ""}])
@pytest.mark.parametrize("where", ["timeout_forward_rule", "failure_forward_rule", "night_mode_forward_rule", "holiday_forward_rule"])
def test_forwarding_needs_a_number(inside: PbxClient, where: str, number: dict[str, Any]) -> None:
    rule = {"action": "FORWARD_TO_NUMBER", **number}
    body = {"custom_forward_rules": [{"user_input": "1", where: rule}]} if where == "holiday_forward_rule" else {where: rule}
    refused = inside.post("/ivrs", {**IVR, **body})
    assert refused.status_code == 400 and where in reasons(refused) and "number is required" in reasons(refused)


def test_action_url_needs_the_mask_of_its_type(pbx: Simulator, inside: PbxClient, tenant: str) -> None:
    ivr = pbx.add_ivr(tenant, "100", "A")
    base = {"name": "u", "method": "GET", "url": "https://crm.example.com"}
    path = f"/ivrs/{ivr}/action_urls"
    assert "dtmf_mask" in reasons(inside.post(path, {**base, "type": "DTMF", "caller_mask": "1"}))
    assert "caller_mask" in reasons(inside.post(path, {**base, "type": "CALLER", "dtmf_mask": "1"}))
    action = inside.post(path, {**base, "type": "DTMF", "dtmf_mask": "1"}).json()["id"]
    assert inside.post(f"{path}/{action}", {"type": "CALLER"}).status_code == 400
    assert inside.post(f"{path}/{action}", {"dtmf_mask": None}).status_code == 400
    assert inside.post(f"{path}/{action}", {"type": "CALLER", "caller_mask": "0049*"}).status_code == 200


def test_references_are_written_as_ids_and_read_as_objects(pbx: Simulator, inside: PbxClient, tenant: str) -> None:
    holiday, file = pbx.add_holiday(tenant, "Easter"), pbx.add_file(tenant, "welcome.wav", 4711)
    body = {**IVR, "prompt_file_id": file, "custom_forward_rules": [{"user_input": "1", "holidays": [holiday]}]}
    ivr = inside.post("/ivrs", body).json()["id"]
    answer = inside.get(f"/ivrs/{ivr}").json()
    assert "prompt_file_id" not in answer
    assert [answer[f"prompt_file_{part}"] for part in ("name", "size")] == ["welcome.wav", 4711]
    assert inside.get(answer["prompt_file_url"].removeprefix("/api")).content == bytes(4711)
    assert answer["custom_forward_rules"][0]["holidays"][0]["name"] == "Easter"
    assert answer["pin"] == "284193"
    assert inside.post(f"/holidays/{holiday}/destroy").status_code == 204
    assert not inside.get(f"/ivrs/{ivr}").json()["custom_forward_rules"][0]["holidays"]


def test_removing_a_receptionist_removes_its_action_urls(pbx: Simulator, inside: PbxClient, tenant: str) -> None:
    ivr = pbx.add_ivr(tenant, "100", "A")
    action = pbx.add_action_url(ivr)
    assert inside.post(f"/ivrs/{ivr}/destroy").status_code == 204
    assert inside.get(f"/ivrs/{ivr}/action_urls/{action}").status_code == 404
    assert pbx.state()["tenants"][tenant]["ivrs"] == {}


def test_tenant_is_deleted_later(pbx: Simulator, admin: PbxClient, tenant: str) -> None:
    pbx.configure(deletion_delay=0.4)
    pbx.add_ivr(tenant, "100", "A")
    visitor = PbxClient(pbx).sign_in().enter(tenant)
    assert admin.post(f"/tenants/{tenant}/destroy").status_code == 204
    assert admin.get("/tenants").json()["count"] == 1 and admin.get(f"/tenants/{tenant}").status_code == 200
    assert pbx.state()["tenants"][tenant]["being_deleted"] is True
    assert admin.post("/tenants", {**TENANT, "domain": "clinic.example.com"}).status_code == 400
    assert admin.post(f"/tenants/{tenant}", {"website": "x"}).status_code == 400
    assert visitor.get("/ivrs").json()["count"] == 1 and visitor.post("/ivrs", IVR).status_code == 400
    time.sleep(0.45)
    assert admin.get(f"/tenants/{tenant}").status_code == 404
    assert visitor.get("/ivrs").status_code == 403
    again = admin.post("/tenants", {**TENANT, "domain": "clinic.example.com"})
    assert again.status_code == 201
    assert pbx.state()["tenants"][again.json()["id"]]["ivrs"] == {}


def test_fields_named_in_refusals(admin: PbxClient) -> None:
    hours = {"monday": {"enabled": True, "ranges": [{"from": "18:00", "to": "08:00"}]}}
    refused = admin.post("/tenants", {**TENANT, "max_extensions": "5", "office_hours": hours, "colour": "red"}).json()
    assert {error["code"] for error in refused["errors"]} == {"VALIDATE_FAILED"}
    assert {error["detail"] for error in refused["errors"]} == {"max_extensions", "office_hours.monday.ranges.0", "colour"}


@pytest.mark.parametrize("body", ["[]", "nonsense", '"text"', ""])
def test_body_must_be_an_object(admin: PbxClient, body: str) -> None:
    refused = admin.send("POST", "/api/ip_filters", body, "application/json")
    assert refused.status_code == 400 and "body" in reasons(refused)


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("PUT", "/tenants", 405), ("DELETE", "/transports/1", 405)]
)
def test_no_such_route(admin: PbxClient, method: str, path: str, status: int) -> None:
    answer = admin.request(method, path)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, "UNKNOWN")
