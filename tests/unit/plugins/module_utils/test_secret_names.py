# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What looks like a secret: names, URLs, JSON in texts, keys."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.secret_names import (
    looks_secret,
    redacted,
    redacted_text,
    secrets_in_text,
    secrets_within,
)

SECRET = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "pass",
    "pin",
    "token",
    "key",
    "secret",
    "auth",
    "jwt",
    "credential",
    "credentials",
    "tokens",
    "api_key",
    "api-key",
    "apiKey",
    "APIKey",
    "apikey",
    "X-Pin",
    "X-Pwd",
    "X-Passphrase",
    "X-Jwt",
    "X-Pass",
    "X-Api-Key",
    "X-Auth-Code",
    "Authorization",
    "Cookie",
    "Set-Cookie",
    "sip_pwd",
    "web_pin",
    "smtp_password",
    "smtpPassword",
    "smtppassword",
    "client_secret",
    "clientSecret",
    "access_token",
    "accessToken",
    "refresh_token",
    "private_key",
    "privateKey",
    "password2",
    "passwords",
    "conference_pin",
    "sip.password",
    "X_PIN_CODE",
    "MYTOKEN",
    "reset_token",
]
PLAIN = [
    "user_input",
    "caller_id",
    "monkey",
    "update_password",
    "keyword",
    "authorized",
    "author",
    "authority",
    "spinner",
    "opinion",
    "shipping",
    "bypass",
    "compass",
    "passenger",
    "turkey",
    "keyboard",
    "hotkeys",
    "token_lifetime",
    "password_policy",
    "pin_length",
    "key_type",
    "auth_method",
    "enable_pin",
    "has_password",
    "require_token",
    "tokenizer",
    "secretary",
    "session",
    "sid",
    "name",
    "id",
    "url",
    "domain",
    "extension_number",
    "pass_through",
    "max_tokens",
]


@pytest.mark.parametrize("name", SECRET)
def test_names_of_secrets(name: str) -> None:
    assert looks_secret(name)


@pytest.mark.parametrize("name", PLAIN)
def test_names_of_other_things(name: str) -> None:
    assert not looks_secret(name)


@pytest.mark.parametrize("name", ["session", "X-Session", "sig", "X-Amz-Signature", "sid"])
def test_more_names_are_secrets_where_they_are_the_users_own(name: str) -> None:
    assert looks_secret(name, free=True)
    assert not looks_secret(name)


TEXTS = [
    ("https://h/x?api_key=A1b2&b=2", "https://h/x?api_key=********&b=2", {"A1b2"}),
    ("https://h/x?a=1&token=A%2Fb#pin=4071", "https://h/x?a=1&token=********#pin=********", {"A%2Fb", "A/b", "4071"}),
    ("https://h/x?api%5Fkey=A1b2", "https://h/x?api%5Fkey=********", {"A1b2"}),
    ("https://user:pw@h:8443/x", "https://user:********@h:8443/x", {"pw"}),
    ("http://TOKEN@h", "http://********@h", {"TOKEN"}),
    ("https://sk_live:@h/", "https://********:@h/", {"sk_live"}),
    ("https://user:p@w@h/", "https://user:********@h/", {"p@w"}),
    ("https://user:p/w@h/x", "https://user:********@h/x", {"p/w"}),
    ("https://user:p#w@h/x", "https://user:********@h/x", {"p#w"}),
    ("http://[user:pw@h", "http://[user:********@h", {"pw"}),
    ("https://user:p w@h/x", "https://user:********@h/x", {"p w"}),
    ("see https://u:pw@h, and https://h/?token=t", "see https://u:********@h, and https://h/?token=********", {"pw", "t"}),
    ('{"smtp_password": "S", "x": 1}', '{"smtp_password": "********", "x": 1}', {"S"}),
    ('{"x": {"tokens": ["S", "T"]}}', '{"x": {"tokens": "********"}}', {"S", "T"}),
    ('{"pin": 4071, "enable_pin": true, "password": null}', '{"pin": "********", "enable_pin": true, "password": null}', {"4071"}),
    ('said \'{"credentials": {"a": "S"}}\'', 'said \'{"credentials": "********"}\'', {"S"}),
    ("{'pin': '4071', 'a': 'b'}", "{'pin': '********', 'a': 'b'}", {"4071"}),
    ('{"pin": "4071", "broken', '{"pin": "********", "broken', {"4071"}),
    ("a=b;sip_pwd=xyz;c=d", "a=b;sip_pwd=********;c=d", {"xyz"}),
    ("{a=b,password='x y'}", "{a=b,password='********'}", {"x y"}),
    ("-----BEGIN PRIVATE KEY-----\nAB\n-----END PRIVATE KEY-----\nrest", "********\nrest", None),
    ("-----BEGIN RSA PRIVATE KEY-----\nAB", "********", None),
]


@pytest.mark.parametrize(("text", "shown", "secrets"), TEXTS)
def test_secrets_inside_texts(text: str, shown: str, secrets: set[str] | None) -> None:
    assert redacted_text(text) == shown
    assert redacted_text(shown) == shown
    if secrets is not None:
        assert secrets_in_text(text) == secrets
        assert secrets_in_text(shown) == set()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://h:8443/x/@me?caller=1&b=2",
        "http://[::1]:80/@x",
        "https://h/a:b@c",
        "NzAwNTUxOTA5NzczMTQ4MTYx==",
        '{"x": 1,   "y": [1, 2]}',
        "-----BEGIN CERTIFICATE-----\nAB\n-----END CERTIFICATE-----\n",
        "pin: three equal digits",
        "mail someone@example.net",
        "10:30",
    ],
)
def test_texts_without_secrets_stay_as_they_are(text: str) -> None:
    assert redacted_text(text) == text
    assert secrets_in_text(text) == set()


def test_values_that_nothing_describes() -> None:
    value: Any = {
        **{"id": "7004071", "web_pin": "4071", "has_token": True, "password": None, "extension_number": "4071", "port": 4071},
        "deep": [{"sipPassword": "pw-1", "url": "https://u:pw-2@h"}],
    }
    assert redacted(value) == {
        **{"id": "7004071", "has_token": True, "password": None, "extension_number": "4071", "port": 4071},
        "deep": [{"url": "https://u:********@h"}],
    }
    assert secrets_within(value) == {"4071", "pw-1", "pw-2"}
