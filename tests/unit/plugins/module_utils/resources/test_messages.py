# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a user reads about options that are not valid: every option at fault, its value, and no secret."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.transport import TRANSPORT
from ansible_collections.portsip.pbx.plugins.module_utils.run.desired import desired_from
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.options import accepted, nested, refusal


def test_all_options_at_fault_are_named_at_once() -> None:
    message = refusal(
        TENANT,
        currency="EURO",
        max_extensions=-1,
        cdr_event={"url": "crm.example.com", "auth": "BASIC"},
        office_hours={"sunday": {"ranges": [{"from": 1080, "to": "19:00"}]}},
    )
    assert message.startswith("4 options are not valid:\n")
    for part in ("currency: 'EURO'", "max_extensions: -1", "cdr_event.url: 'crm.example.com'", "office_hours.sunday.ranges[0].from: 1080"):
        assert part in message


@pytest.mark.parametrize(
    ("resource", "path", "secret"),
    [
        (TENANT, "cdr_event.password", "GEHEI"),
        (TENANT, "extension_event.password", "GEHEI"),
        (IVR_ACTION_URL, "password", "GEHEI"),
        (IVR, "pin", "987654x"),
        (TENANT, "cdr_event.token", ["GEHEIM-1"]),
        (IVR_ACTION_URL, "token", {"x": "GEHEIM-1"}),
        (IVR, "pin", ["987654x"]),
    ],
)
def test_the_value_of_a_secret_is_not_shown(resource: Resource, path: str, secret: Any) -> None:
    message = refusal(resource, **nested(path, secret))
    assert message.startswith(f"{path}: ")
    assert "GEHEI" not in message
    assert "987654" not in message


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("max_extensions", "many", "whole number"),
        ("max_extensions", 1.5, "whole number"),
        ("enabled", "perhaps", "true or false"),
        ("name", ["Clinic"], "text"),
        ("email_recipients", {"a": 1}, "list"),
        ("office_hours", "always", "mapping"),
        ("office_hours.monday", "closed", "mapping"),
        ("office_hours.monday.ranges", "09:00", "list"),
        ("cdr_event", "https://x", "mapping"),
    ],
)
def test_the_wrong_kind_of_value(path: str, value: Any, rule: str) -> None:
    message = refusal(TENANT, **nested(path, value))
    assert message.startswith(f"{path}: ")
    assert rule in message


def test_an_unknown_key_inside_an_option_is_named() -> None:
    message = refusal(TENANT, cdr_event={"link": "https://x"})
    assert message.startswith("cdr_event.link: ")
    assert "extra" in message


def test_numbers_and_truth_values_may_come_as_text() -> None:
    assert accepted(TENANT, max_extensions="50", enabled="yes") == {"max_extensions": 50, "enabled": True}


def test_only_what_was_given_is_wanted() -> None:
    given = {"id": "1", "name": "Clinic", "website": None, "cdr_event": {"url": None, "auth": "BASIC"}, "office_hours": {"monday": None}}
    assert desired_from(TENANT, given).values == {"name": "Clinic", "cdr_event": {"auth": "BASIC"}, "office_hours": {}}


# Which object


@pytest.mark.parametrize(
    ("resource", "options", "missing"),
    [
        (TENANT, {"name": "Clinic"}, "domain: "),
        (IVR, {"name": "Main"}, "extension_number: "),
        (TRANSPORT, {"port": 5061}, "protocol: "),
        (TRANSPORT, {}, "protocol, port: "),
        (IVR_ACTION_URL, {"type": "DTMF"}, "name: "),
    ],
)
def test_the_key_is_needed_where_there_is_no_id(resource: Resource, options: dict[str, Any], missing: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        desired_from(resource, {**options, "state": "absent"})
    assert str(caught.value).startswith(missing)
    assert desired_from(resource, {**options, "id": "7"}).identifier == "7"


# unset and extra


@pytest.mark.parametrize("name", ["disk_quota", "office_hours", "cdr_event.token", "office_hours.monday.ranges"])
def test_fields_that_can_be_unset(name: str) -> None:
    assert desired_from(TENANT, {"id": "1", "unset": [name]}).unset == (name,)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("domain", "can't be empty"),
        ("timezone", "can't be empty"),
        ("website", "given as an option"),
        ("quota", "not a field"),
        ("quota.x", "not a field"),
    ],
)
def test_fields_that_cannot_be_unset(name: str, why: str) -> None:
    message = refusal(TENANT, website="https://example.net", unset=[name])
    assert message.startswith("unset: ")
    assert repr(name) in message
    assert why in message


@pytest.mark.parametrize("name", ["cdr_event.tokn", "cdr_event.token.x", "office_hours.moonday", "email_recipients.0", "cdr_event.", ""])
def test_a_path_that_leads_nowhere_cannot_be_unset(name: str) -> None:
    message = refusal(TENANT, unset=[name])
    assert message.startswith("unset: ")
    assert repr(name) in message


def test_a_value_inside_a_mapping_is_either_given_or_unset() -> None:
    message = refusal(TENANT, cdr_event={"token": "abc-1234"}, unset=["cdr_event.token"])
    assert message.startswith("unset: 'cdr_event.token'")
    assert "abc-1234" not in message


def test_fields_of_newer_releases_pass_as_they_are() -> None:
    extra = {"sso_mode": "SAML", "limits": {"calls": 5}, "blank": ""}
    assert accepted(TENANT, name="Clinic", extra=extra) == {"name": "Clinic", **extra}


def test_a_known_field_does_not_go_into_extra() -> None:
    message = refusal(TENANT, extra={"website": "https://example.net", "sso_mode": "SAML"})
    assert message.startswith("extra: website ")


def test_headers_are_given_as_a_whole() -> None:
    message = refusal(IVR_ACTION_URL, unset=["headers.Accept"])
    assert message.startswith("unset: 'headers.Accept'")
