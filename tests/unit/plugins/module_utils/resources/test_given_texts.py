# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What no text that is given may contain, wherever it stands, and the form that it is brought into."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.actions.pbx.test_mail import TestMail as Mail
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ip_rule import IP_RULE
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.settings import SETTINGS
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.tenant import TENANT
from ansible_collections.portsip.pbx.plugins.module_utils.run.desired import desired_from
from ansible_collections.portsip.pbx.plugins.module_utils.schema.extension_requests import (
    CallOrder,
    ChatOrder,
    ExtensionQuestion,
    FaxOrder,
    FileOrder,
    RegistrationOrder,
)
from ansible_collections.portsip.pbx.plugins.module_utils.schema.given_texts import regular_texts
from ansible_collections.portsip.pbx.plugins.module_utils.schema.model import validate
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.each import for_each
from ansible_collections.portsip.pbx.tests.unit.support.options import refusal
from ansible_collections.portsip.pbx.tests.unit.support.resources import every_resource
from ansible_collections.portsip.pbx.tests.unit.support.texts import holding, texts_in, written

SEVERAL_LINES = {
    *("crt", "key", "license_key", "stir_shaken_cert", "stir_shaken_key"),  # PEM, and keys as they are handed out
    *("custom_options", "extra_params"),  # JSON
    *("content", "advanced_routing"),  # of a mail, and of a rule as it is exported
    *("transfer_dst",),  # numbers with spaces of any kind between them
}
"""Options that may have several lines, and spaces around them, by their last name."""
ONE_LINE = {"blfs[].key"}
"""Options that have one line all the same, by their paths."""
LISTS = {"email_recipients[]", "recipients[]", "did_numbers[]", "exclude_list[]", "blocked_user_agents[]", "additional_ips[]"}
LISTS |= {"cid_number_mask[]", "number_prefix[]", "number_length[]", "number_mask[]", "codes[]"}
"""Options whose items may be joined in one text, and are split and stripped."""
SECRETS = {
    *("password", "extension_password", "token", "pin", "voicemail_pin", "moderator_pin", "conference_pin", "replace_pin"),
    *("door_password1", "door_password2"),
}
"""Options that are secret: a space at their ends may belong to them."""

CALLED = {
    "avatar_file_id": "avatar_file",
    **{f"{name}prompt_file_id": f"{name}prompt_file" for name in ("", "moh_", "intro_")},
    "transfer_prompt_file_id": "transfer_prompt_file",
    "provider_id": "trunk",
    "ring_group_id": "ring_group",
}
"""Options that have another name than their fields, by that of the field."""

TEXTS = [(resource, path) for resource in every_resource() for path in texts_in(resource.model)]
ORDERS = [CallOrder, ChatOrder, ExtensionQuestion, FaxOrder, FileOrder, RegistrationOrder, Mail]
ORDER_TEXTS = [(model, path) for model in ORDERS for path in texts_in(model)]


def _last(path: str) -> str:
    return path.rpartition(".")[2].rstrip("[]")


def _where(holder: Any, _path: str) -> str:
    return str(holder.collection) if isinstance(holder, Resource) else str(holder.__name__)


def _refused(resource: Resource, path: str, value: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        desired_from(resource, {"id": "1", **holding(path, value)})
    head, dot, last = written(path).rpartition(".")
    assert f"{head}{dot}{CALLED.get(last, last)}: " in str(caught.value)
    return str(caught.value)


def test_the_walk_sees_every_depth() -> None:
    paths = {path for _resource, path in TEXTS}
    assert {
        "domain",
        "headers{}",
        "cdr_event.token",
        "custom_forward_rules[].office_hours.monday.ranges[].from",
        "custom_forward_rules[].holidays[]",
        "contexts[].options[].rules[].voice_helper_rules[].transcription",
        "email_to_fax_accept[]",
    } <= paths
    assert len(TEXTS) > 200


@for_each(TEXTS, _where)
def test_control_characters_and_halves_of_surrogate_pairs(resource: Resource, path: str) -> None:
    for value, said in (
        ("a\x00b", "U+0000"),
        ("\x1b]0;title\x07", "U+001B"),
        ("a\x7f", "U+007F"),
        ("a\x9b31m", "U+009B"),
        ("a\ud800b", "surrogate"),
        ("\udfff", "surrogate"),
    ):
        text = _refused(resource, path, value)
        assert said in text
        assert all(character.isprintable() for character in text)
        text.encode()


@for_each(TEXTS, _where)
def test_line_breaks(resource: Resource, path: str) -> None:
    allowed = _last(path) in SEVERAL_LINES and path not in ONE_LINE
    for value in ("a\nb", "a\r\nX-Injected: b", "a\tb", "a\u2028b"):
        _values, faults = regular_texts(resource.model, holding(path, value), lambda path: False)
        assert [fault.text for fault in faults if not fault.text.startswith("must be on one line")] == []
        assert bool(faults) != allowed
        if not allowed:
            assert "must be on one line" in _refused(resource, path, value)


@for_each(TEXTS, _where)
def test_surrounding_spaces(resource: Resource, path: str) -> None:
    tolerated = path not in ONE_LINE and (_last(path) in SEVERAL_LINES | SECRETS or path in LISTS)
    for value in (" a", "a ", "\u00a0a", "a\u3000", " "):
        secret = _last(path) in SECRETS
        _values, faults = regular_texts(resource.model, holding(path, value), lambda path, secret=secret: secret)  # type: ignore[misc]
        assert bool(faults) != tolerated
        if not tolerated:
            text = _refused(resource, path, value)
            assert "must not begin or end with a space" in text
            assert repr(value) in text


@for_each(TEXTS, _where)
def test_what_passes_is_composed(resource: Resource, path: str) -> None:
    given = holding(path, "Mu\u0308nchen \u212b")
    composed, faults = regular_texts(resource.model, given, lambda path: False)
    assert (composed, faults) == (holding(path, "M\u00fcnchen \u00c5"), [])
    assert regular_texts(resource.model, given, lambda path: True) == (given, [])


@for_each(ORDER_TEXTS, _where)
def test_what_is_no_object(model: Any, path: str) -> None:
    for value in ("a\x1bb", "a\ud800", *(() if path in SEVERAL_LINES else (" a", "a\r\nb"))):
        with pytest.raises(InvalidInput, match=written(path).replace("[", r"\[")):
            validate(model, holding(path, value), lambda path: False)


@pytest.mark.parametrize(
    ("resource", "options", "said"),
    [
        (TENANT, {"domain": "Lac.Example.NET "}, "domain: 'Lac.Example.NET ' is not allowed, it must not begin or end with a space"),
        (
            IVR_ACTION_URL,
            {"headers": {"X-Site": " north "}},
            "headers.X-Site: ' north ' is not allowed, it must not begin or end with a space",
        ),
        (
            IVR_ACTION_URL,
            {"headers": {"X-Site ": "north"}},
            "headers: the name 'X-Site ' is not allowed, it must not begin or end with a space",
        ),
        (IVR_ACTION_URL, {"headers": {"X-A\r\nX-B": "1"}}, r"headers: the name 'X-A\r\nX-B' is not allowed, it must be on one line"),
        (IVR_ACTION_URL, {"headers": {"Authorization": "Basic abc "}}, "headers.Authorization: the value given must not begin"),
        (IVR_ACTION_URL, {"headers": {"Authorization": "Basic abc\r\nX: y"}}, "headers.Authorization: the value given must be on one line"),
        (IVR_ACTION_URL, {"url": "https://a.example.net/\r\nX: y"}, "url: the value given must be on one line, and contains a carriage"),
        (IVR_ACTION_URL, {"password": "abc\x00def"}, "password: the value given must not contain the control character U+0000"),
        (IP_RULE, {"cidr": " 192.0.2.0/24 "}, "cidr: ' 192.0.2.0/24 ' is not allowed"),
        (IP_RULE, {"description": "x\x1b[2J"}, r"description: 'x\x1b[2J' is not allowed, it must not contain the control character U+001B"),
        (IP_RULE, {"extra": {"note": "x "}}, "extra.note: 'x ' is not allowed, it must not begin or end with a space"),
        (IP_RULE, {"extra": {"a": [{"b": "x\x00"}]}}, r"extra.a[0].b: 'x\x00' is not allowed, it must not contain the control character"),
        (IP_RULE, {"extra": {" a": 1}}, "extra: the name ' a' is not allowed"),
        (IP_RULE, {"extra": {"limit": float("nan")}}, "extra.limit: nan is not allowed, it must be a finite number"),
        (IP_RULE, {"extra": {"limit": [float("-inf")]}}, "extra.limit[0]: -inf is not allowed, it must be a finite number"),
        (IP_RULE, {"extra": {"api_token": "x\x00"}}, "extra.api_token: the value given must not contain"),
    ],
)
def test_what_is_said(resource: Resource, options: dict[str, Any], said: str) -> None:
    assert refusal(resource, **options).startswith(said)


def test_every_text_at_fault_is_named() -> None:
    text = refusal(TENANT, domain=" a", name="b ", website="c\x00")
    assert text.startswith("3 options are not valid:\n")
    assert all(f"{name}: " in text for name in ("domain", "name", "website"))


PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def test_several_lines_where_the_api_has_them() -> None:
    assert desired_from(SETTINGS, {"stir_shaken_cert": PEM}).values == {"stir_shaken_cert": PEM}
    assert desired_from(TENANT, {"id": "1", "custom_options": '{\n\t"a": 1\n}\n'}).values["custom_options"] == '{\n\t"a": 1\n}\n'
    assert desired_from(TENANT, {"id": "1", "stir_shaken_cert": PEM}).values["stir_shaken_cert"] == PEM
    assert desired_from(TENANT, {"id": "1", "extra": {"later_cert": PEM}}).values["later_cert"] == PEM
    assert desired_from(TENANT, {"id": "1", "email_recipients": [" a@example.net ; b@example.net\n"]}).values["email_recipients"] == [
        "a@example.net",
        "b@example.net",
    ]


def test_a_secret_stays_as_it_is() -> None:
    given = {"name": "hook", "extra": {"new_password": " Mu\u0308 "}, "headers": {"X-Note": "Mu\u0308"}}
    values = desired_from(IVR_ACTION_URL, given).values
    assert values["new_password"] == " Mu\u0308 "
    assert values["headers"] == {"X-Note": "M\u00fc"}
