# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a module ends with: the same keys whatever it did, and a failure that says what kind it is."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.modules import NAMES, module, run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_ID, CLIENT_SECRET, PASSWORD, USERNAME, calls, connection

from simulator import Simulator

OBJECTS: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "portsip_tenant": (
        "tenant",
        {"domain": "school.example.net"},
        {"name": "School", "timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"},
        {"max_extensions": 5},
    ),
    "portsip_ivr": ("ivr", {"tenant": "Clinic", "extension_number": "8002"}, {"name": "Night", "pin": "284193"}, {"language": "de-DE"}),
    "portsip_ivr_action_url": (
        "action_url",
        {"tenant": "Clinic", "ivr": "Reception", "name": "lookup"},
        {"type": "DTMF", "method": "GET", "url": "https://x.example", "dtmf_mask": "1"},
        {"headers": {"Accept": "json"}},
    ),
    "portsip_ip_rule": ("ip_rule", {"cidr": "10.0.0.0/24"}, {"target": "DENY"}, {"description": "x"}),
    "portsip_transport": ("transport", {"protocol": "TLS", "port": 5061}, {}, {"verification": "OPTIONAL"}),
    "portsip_queue_agent": ("agent", {"extension_id": 201, "name": "Anna"}, {"queues": [{"queue": 901}]}, {"call_timeout": 5}),
}
INFO = {"portsip_tenant": "tenants", "portsip_ivr": "ivrs", "portsip_ivr_action_url": "action_urls", "portsip_ip_rule": "ip_rules"}
INFO |= {"portsip_transport": "transports", "portsip_queue_agent": "agents"}
ERROR_KEYS = {"kind", "status", "code", "detail", "method", "path"}


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX with a tenant and a receptionist."""
    shared_simulator.configure(deletion_delay=0)
    shared_simulator.add_ivr(shared_simulator.add_tenant("clinic.example.net", "Clinic"), "8001", "Reception")
    return shared_simulator


@pytest.mark.parametrize("name", OBJECTS)
def test_the_keys_are_the_same_whatever_a_module_did(name: str, pbx: Simulator) -> None:
    noun, key, new, change = OBJECTS[name]
    base = {**connection(pbx), **key}
    story = [
        (True, {**new}, True),
        (False, {**new}, True),
        (True, {**new}, False),
        (False, {**new}, False),
        (True, {**new, **change}, True),
        (False, {**new, **change}, True),
        (False, {**new, **change}, False),
        (True, {"state": "absent"}, True),
        (False, {"state": "absent"}, True),
        (False, {"state": "absent"}, False),
    ]
    for check, options, changed in story:
        pbx.clear_log()
        done = run(name, {**base, **options}, check=check, diff=True)
        assert not done.failed, done.text
        assert {"changed", "diff", noun} <= set(done.result)
        assert set(done.result) <= {"changed", "diff", noun, "invocation", "warnings"}
        assert done.result["changed"] is changed
        assert set(done.result["diff"]) == {"before", "after"}
        assert (done.result["diff"]["before"] != done.result["diff"]["after"]) is changed
        assert (done.result[noun] is None) is ("state" in options)
        assert bool(pbx.writes()) is (changed and not check)
    assert pbx.state()["sessions"] == 0


@pytest.mark.parametrize("name", OBJECTS)
def test_a_diff_is_shown_where_it_is_asked_for(name: str, pbx: Simulator) -> None:
    _noun, key, new, _change = OBJECTS[name]
    assert "diff" not in run(name, {**connection(pbx), **key, **new}).result


@pytest.mark.parametrize("name", OBJECTS)
def test_information_modules_tell_what_the_others_tell(name: str, pbx: Simulator) -> None:
    noun, key, new, _change = OBJECTS[name]
    made = run(name, {**connection(pbx), **key, **new}).result[noun]
    place = {option: value for option, value in key.items() if option in ("tenant", "ivr", "extension_id")}
    if noun == "agent":
        place["queues"] = [901]
    for check in (False, True):
        pbx.clear_log()
        told = run(f"{name}_info", {**connection(pbx), **place}, check=check)
        assert not told.failed, told.text
        assert told.result["changed"] is False
        assert told.result["count"] == len(told.result[INFO[name]])
        assert made in told.result[INFO[name]]
        assert pbx.writes() == []


@pytest.mark.parametrize("name", OBJECTS)
def test_options_may_come_from_the_environment(name: str, pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    _noun, key, new, _change = OBJECTS[name]
    for variable, value in {
        "PORTSIP_API_URL": pbx.api_url,
        "PORTSIP_USERNAME": USERNAME,
        "PORTSIP_PASSWORD": PASSWORD,
        "PORTSIP_EXTENSION_API_URL": pbx.extension_api_url,
        "PORTSIP_EXTENSION_CLIENT_ID": CLIENT_ID,
        "PORTSIP_EXTENSION_CLIENT_SECRET": CLIENT_SECRET,
        "PORTSIP_RETRIES": "1",
    }.items():
        monkeypatch.setenv(variable, value)
    done = run(name, {**key, **new})
    assert done.result["changed"] is True
    assert PASSWORD not in done.text and CLIENT_SECRET not in done.text
    assert done.result["invocation"]["module_args"]["retries"] == 1


# Failures


def failure(name: str, options: dict[str, Any]) -> dict[str, Any]:
    done = run(name, options)
    assert done.failed
    assert isinstance(done.result["msg"], str)
    assert set(done.result["error"]) == ERROR_KEYS
    return done.result


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"tenant": "nowhere"}, {"kind": "not_found"}),
        ({"pin": "111222"}, {"kind": "input"}),
        ({"api_password": "wrong-one"}, {"kind": "authentication", "status": 400, "code": "UNAUTHORIZED", "method": "POST"}),
        ({"api_url": "http://127.0.0.1:9/api"}, {"kind": "connection", "method": "POST", "path": "/api/login/oauth/token"}),
        ({"extra": {"colour": "red"}}, {"kind": "refused", "status": 400, "code": "VALIDATE_FAILED", "method": "POST", "path": "/ivrs"}),
        ({"id": "99", "extension_number": None}, {"kind": "not_found"}),
        ({"api_token": "long-gone"}, {"kind": "authentication", "status": 401, "method": "GET", "path": "/tenant"}),
    ],
)
def test_a_failure_says_what_kind_it_is(options: dict[str, Any], error: dict[str, Any], pbx: Simulator) -> None:
    base = {**connection(pbx), "retries": 0, "tenant": "Clinic", "extension_number": "8002", "name": "Night", "pin": "284193"}
    result = failure("portsip_ivr", {**base, **options})
    assert {name: result["error"][name] for name in error} == error
    assert pbx.state()["sessions"] == 0


@pytest.mark.parametrize(
    ("status", "kind"), [(404, "not_found"), (409, "conflict"), (429, "rate_limited"), (500, "unexpected"), (403, "authentication")]
)
def test_what_the_pbx_answers_decides_the_kind(status: int, kind: str, pbx: Simulator) -> None:
    pbx.inject("GET", "/ip_filters", status=status, times=None)
    result = failure("portsip_ip_rule", {**connection(pbx), "retries": 0, "cidr": "10.0.0.0/24", "target": "DENY"})
    assert (result["error"]["kind"], result["error"]["status"], result["error"]["path"]) == (kind, status, "/ip_filters")


def test_several_matches_are_their_own_kind(pbx: Simulator) -> None:
    pbx.add_tenant("clinic2.example.net", "Clinic")
    assert failure("portsip_ivr_info", {**connection(pbx), "tenant": "Clinic"})["error"]["kind"] == "ambiguous"


def test_what_should_not_happen_is_a_failure_too(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    definition = module("portsip_ip_rule").MODULE

    def stumble(*_arguments: Any) -> Any:
        raise RuntimeError("never thought of")

    monkeypatch.setattr(module("portsip_ip_rule"), "MODULE", type(definition)(definition.spec, stumble))
    result = failure("portsip_ip_rule", {**connection(pbx), "cidr": "10.0.0.0/24", "target": "DENY"})
    assert result["error"]["kind"] == "unexpected"
    assert "never thought of" in result["msg"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.removesuffix("_info") in OBJECTS])
def test_an_incomplete_connection_is_said_before_any_request(name: str, pbx: Simulator) -> None:
    _noun, key, new, _change = OBJECTS[name.removesuffix("_info")]
    place = {option: value for option, value in {**key, **new}.items() if option in module(name).MODULE.spec and option != "queues"}
    result = failure(name, place)
    assert result["error"]["kind"] == "input"
    assert result["msg"].startswith(("api_url: ", "extension_api_url: "))
    assert calls(pbx) == []


# Sessions


def test_a_play_signs_in_and_out(pbx: Simulator) -> None:
    opened = run("portsip_login", {**connection(pbx), "tenant": "Clinic"}, check=True)
    assert not opened.failed
    assert opened.result["changed"] is False
    assert opened.result["tenant"]["domain"] == "clinic.example.net"
    assert opened.result["expires_in"] > 0
    token = opened.result["token"]

    pbx.clear_log()
    used = run("portsip_ivr_info", {"api_url": pbx.api_url, "api_token": token})
    assert used.result["count"] == 1
    assert token not in used.text
    assert LOGIN not in calls(pbx) and REVOKE not in calls(pbx)

    closed = run("portsip_logout", {"api_url": pbx.api_url, "api_token": token}, check=True)
    assert (closed.failed, closed.result["changed"]) == (False, False)
    assert pbx.state()["sessions"] == 0
    assert token not in closed.text


def test_logging_in_with_a_wrong_password(pbx: Simulator) -> None:
    result = failure("portsip_login", {**connection(pbx), "api_password": "wrong-one"})
    assert result["error"]["kind"] == "authentication"
    assert calls(pbx) == [LOGIN]
