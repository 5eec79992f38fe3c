# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No secret stands in anything that a module writes: given, in extra, in headers, in a URL, or read from the PBX."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import CLIENT_SECRET, PASSWORD, connection

from simulator import Simulator

EVENT = {"enabled": True, "auth": "BASIC", "username": "cdruser1", "password": "given1password", "token": "given-2-token"}
EXTRA = {
    "smtp_password": "given-3-extra",
    "later": {"client_secret": "given-4-nested", "tokens": ["given-5-list"]},
    "webhook": "https://user:given-6-url@hook.example.net/x",
}
HEADERS = {"Accept": "application/json", "X-Api-Key": "given-7-key", "Authorization": "Bearer given-8-auth", "Cookie": "sid=given-9-cookie"}

CASES: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "tenant": (
        "portsip_tenant",
        {
            "domain": "clinic.example.net",
            "cdr_event": {**EVENT, "url": "https://user:given-0-url@x.example/cdr"},
            "extension_event": EVENT,
            "extra": EXTRA,
        },
        ("given1password", "given-2-token", "given-0-url", "stored1password", "stored-2-token"),
    ),
    "ivr": ("portsip_ivr", {"tenant": "Clinic", "extension_number": "8001", "pin": "957364", "extra": EXTRA}, ("957364", "284193")),
    "action_url": (
        "portsip_ivr_action_url",
        {
            "tenant": "Clinic",
            "ivr": "8001",
            "name": "lookup",
            "headers": HEADERS,
            "password": "given1password",
            "token": "given-2-token",
            "url": "https://user:given-0-url@x.example/",
            "extra": EXTRA,
        },
        (
            *("given1password", "given-2-token", "given-0-url", "given-7-key", "given-8-auth"),
            *("stored1password", "stored-2-token", "stored-7-key"),
        ),
    ),
    "agent": ("portsip_queue_agent", {"extension_id": 201, "name": "Anna", "extra": EXTRA}, ()),
    "ip_rule": ("portsip_ip_rule", {"cidr": "10.0.0.0/24", "target": "DENY", "extra": EXTRA}, ()),
}
IN_EXTRA = ("given-3-extra", "given-4-nested", "given-5-list", "given-6-url")


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Simulator:
    """A PBX that holds secrets, and takes the fields of a later release."""
    stored = {
        "enabled": True,
        "auth": "BASIC",
        "username": "cdruser1",
        "password": "stored1password",
        "token": "stored-2-token",
        "url": "https://x",
    }
    later = ["smtp_password", "later", "webhook"]
    shared_simulator.configure(accepted_extra_fields={name: later for name in ("tenants", "ivrs", "action_urls", "ip_filters")})
    tenant = shared_simulator.add_tenant("clinic.example.net", "Clinic", cdr_event=stored, extension_event=stored)
    ivr = shared_simulator.add_ivr(tenant, "8001", "Reception", pin="284193")
    shared_simulator.add_action_url(ivr, "lookup", headers="X-Api-Key:stored-7-key", password="stored1password", token="stored-2-token")
    return shared_simulator


def assert_clean(text: str, secrets: tuple[str, ...]) -> None:
    for secret in (*secrets, *IN_EXTRA, "given-9-cookie", PASSWORD, CLIENT_SECRET):
        assert secret not in text


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_a_change_shows_none(case: str, check: bool, pbx: Simulator) -> None:
    name, options, secrets = CASES[case]
    if case == "agent":  # the extension API has no fields that a later release could add here
        options = {key: value for key, value in options.items() if key != "extra"}
    done = run(name, {**connection(pbx), **options}, check=check, diff=True)
    assert not done.failed, done.text
    assert done.result["changed"] is True
    assert_clean(done.text, secrets)
    again = run(name, {**connection(pbx), **options}, diff=True)
    assert again.result["changed"] is check
    assert_clean(again.text, secrets)


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 400}, {"garbage": True}, {"drop": "before"}, {"status": 403}], ids=str)
@pytest.mark.parametrize("case", CASES)
def test_a_failure_shows_none(case: str, fault: dict[str, Any], pbx: Simulator) -> None:
    name, options, secrets = CASES[case]
    pbx.inject(None, "/(tenants|ivrs|ip_filters|agent)(/|$)", times=None, after=2 if case == "action_url" else 1, **fault)
    done = run(name, {**connection(pbx), "retries": 0, **options}, diff=True)
    assert done.failed
    assert_clean(done.text, secrets)


@pytest.mark.parametrize("echo", ['{"errors": [{"code": "UNKNOWN", "message": "refused: %s"}]}', "<p>%s</p>"])
def test_a_secret_that_the_pbx_repeats_is_not_shown(echo: str, pbx: Simulator) -> None:
    for case in ("tenant", "ivr", "action_url"):
        name, options, secrets = CASES[case]
        pbx.inject(
            "POST",
            "/(tenants|ivrs|action_urls)/(?!switch)[^/]+$",
            status=400,
            body=echo % " ".join([*secrets, *IN_EXTRA]),
        )
        done = run(name, {**connection(pbx), **options})
        assert done.failed
        assert "********" in done.text
        assert_clean(done.text, secrets)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "gone"},
        {"timeout": "soon"},
        {"colour": "red"},
        {"api_url": "nowhere", "extension_api_url": "nowhere"},
        {"unset": ["nothing"]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_options_that_are_not_valid_show_none(wrong: dict[str, Any], case: str, pbx: Simulator) -> None:
    name, options, secrets = CASES[case]
    done = run(name, {**connection(pbx), **options, **wrong}, diff=True)
    assert done.failed
    assert_clean(done.text, secrets)
    assert pbx.requests() == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("portsip_tenant_info", {}),
        ("portsip_ivr_info", {"tenant": "Clinic"}),
        ("portsip_ivr_action_url_info", {"tenant": "Clinic", "ivr": "8001"}),
    ],
)
def test_information_modules_show_none(name: str, options: dict[str, Any], pbx: Simulator) -> None:
    done = run(name, {**connection(pbx), **options})
    assert done.result["count"] == 1
    assert_clean(done.text, ("stored1password", "stored-2-token", "stored-7-key", "284193"))


@pytest.mark.parametrize("check", [True, False])
def test_a_password_in_a_url_is_not_shown_where_the_url_is_no_field_of_an_object(check: bool, pbx: Simulator) -> None:
    pbx.add_call(201, "call-1")
    url = "https://user:given-0-url@x.example/"
    talk = {"extension_id": 201, "action": "speech_to_text_start", "call_api_id": "call-1", "direction": "in", "url": url}
    done = run("portsip_extension_call", {**connection(pbx), **talk}, check=check, diff=True)
    assert not done.failed, done.text
    assert "x.example" in done.text
    assert_clean(done.text, ("given-0-url",))
    for place in ("api_url", "extension_api_url"):
        done = run("portsip_queue", {**connection(pbx), "extension_id": 901, place: url}, check=check)
        assert_clean(done.text, ("given-0-url",))


def test_a_password_in_a_url_that_an_information_module_reads_is_not_shown(pbx: Simulator) -> None:
    context = pbx.add_context(801, "Main")
    pbx.add_context_rule(801, context, "start", "call_interactive", call_interactive_url="https://user:stored-0-url@x.example/")
    done = run("portsip_extension_info", {**connection(pbx), "extension_id": 801, "subsets": ["ivr_scheme", "ivr_contexts"]})
    assert "x.example" in done.text
    assert_clean(done.text, ("stored-0-url",))


def test_what_is_no_secret_is_shown(pbx: Simulator) -> None:
    name, options, _secrets = CASES["action_url"]
    done = run(name, {**connection(pbx), **options}, diff=True)
    assert done.result["action_url"]["headers"] == {"Accept": "application/json"}
    assert done.result["action_url"]["method"] == "GET"
    assert done.result["diff"]["after"]["headers"]["X-Api-Key"] == "(hidden) (to be replaced)" or "(hidden)" in str(done.result["diff"])
    assert done.result["invocation"]["module_args"]["api_username"] == "admin"


@pytest.mark.parametrize("case", CASES)
def test_what_a_result_shows_in_place_of_a_secret_is_not_written(case: str, pbx: Simulator) -> None:
    name, options, _secrets = CASES[case]
    done = run(name, {**connection(pbx), **options, "extra": {"smtp_password": "********"}})
    assert done.result["error"]["kind"] == "input"
    assert done.result["msg"].startswith("extra.smtp_password: contains ********")
    assert pbx.requests() == []
