# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents without secrets: for results, for diffs, and the values that quotes are searched for."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan import secrecy
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

SECRETS = {
    "pin": "pin-284193",
    "password": "pw-geheim",
    "options": {"mode": "x", "token": "tok-options", "client_secret": "sec-later"},
    "headers": {
        "Accept": "json",
        "X-Api-Key": "key-header",
        "Authorization": "Bearer tok-bearer",
        "Cookie": "sid=1",
        "X-Auth": "auth-hd",
        "X-Session": "ses-header",
        "X-Signature": "sig-header",
    },
    "smtp": {"user": "mailer", "password": "pw-smtp"},
    "api_keys": ["key-list-1", "key-list-2"],
    "credentials": {"user": "root", "key": "key-map"},
    "note": "plain",
    "url": "https://user:pw-url@example.net/x",
}


def test_secrets_are_found_wherever_they_stand() -> None:
    assert secrecy.secrets_in(THING, SECRETS) >= {
        "pin-284193",
        "pw-geheim",
        "tok-options",
        "sec-later",
        "key-header",
        "Bearer tok-bearer",
        "tok-bearer",
        "sid=1",
        "auth-hd",
        "ses-header",
        "sig-header",
        "pw-smtp",
        "key-list-1",
        "key-list-2",
        "key-map",
        "pw-url",
    }


def test_what_is_no_secret_is_not_taken_for_one() -> None:
    assert secrecy.secrets_in(THING, SECRETS).isdisjoint({"plain", "json", "x", "mailer"})
    assert secrecy.secrets_in(THING, {"password": "", "pin": None, "options": {"token": ""}}) == set()
    assert secrecy.secrets_in(THING, {"enabled": True, "size": 5, "steps": ["password"]}) == set()


def test_shown_documents_hold_no_secret() -> None:
    shown = repr(secrecy.shown(THING, {name: value for name, value in SECRETS.items() if name != "url"}))
    assert "Accept" in shown and "mailer" in shown
    for secret in secrecy.secrets_in(THING, {name: value for name, value in SECRETS.items() if name != "url"}):
        assert secret not in shown


def test_a_diff_tells_that_a_secret_differs_and_no_more() -> None:
    before = {"pin": "pin-1", "options": {"token": "tok-1", "mode": "x"}, "headers": {"X-Api-Key": "key-1", "Accept": "json"}, "note": ""}
    after = {"pin": "pin-1", "options": {"token": "tok-2", "mode": "y"}, "headers": {"X-Api-Key": "key-2"}, "size": 5}
    assert secrecy.masked(THING, before, after, "(old)") == {
        "headers": {"Accept": "json", "X-Api-Key": "(hidden) (old)"},
        "options": {"mode": "x", "token": "(hidden) (old)"},
        "pin": "(hidden)",
    }
    assert secrecy.masked(THING, after, before, "(new)") == {
        "headers": {"X-Api-Key": "(hidden) (new)"},
        "options": {"mode": "y", "token": "(hidden) (new)"},
        "pin": "(hidden)",
        "size": 5,
    }


def test_a_note_that_is_empty_leaves_no_blank() -> None:
    assert secrecy.masked(THING, {"pin": "pin-1"}, {}, "") == {"pin": "(hidden)"}


URLS = ("https://h/?token=tok-1&b=2", "https://h/?token=tok-2&b=2")


def test_a_diff_tells_that_a_secret_inside_a_text_differs() -> None:
    before, after = (
        {"options": {"url": url}, "note": url.replace("https://h/?token=", '{"smtp_pwd": "').replace("&b=2", '"}')} for url in URLS
    )
    assert secrecy.masked(THING, before, after, "(to be replaced)") == {
        "note": '{"smtp_pwd": "********"} (to be replaced)',
        "options": {"url": "https://h/?token=********&b=2 (to be replaced)"},
    }
    assert secrecy.masked(THING, after, before, "(new)")["options"]["url"] == "https://h/?token=********&b=2 (new)"
    same = secrecy.masked(THING, after, after, "(new)")
    assert same["options"]["url"] == "https://h/?token=********&b=2"


def test_a_diff_tells_that_a_secret_in_a_list_differs() -> None:
    before = {"menu": [{"digit": "1", "target": "https://a:pw-1@h"}, {"digit": "2", "target": "https://a:pw-2@h"}], "later": [{"pin": "1"}]}
    after = {"menu": [{"digit": "2", "target": "https://a:pw-2@h"}, {"digit": "1", "target": "https://a:pw-3@h"}], "later": [{"pin": "2"}]}
    assert secrecy.masked(THING, after, before, "(new)") == {
        "menu": [{"digit": "2", "target": "https://a:********@h"}, {"digit": "1", "target": "https://a:********@h (new)"}],
        "later": [{"pin": "(hidden) (new)"}],
    }
    assert secrecy.shown(THING, after)["menu"][0]["target"] == "https://a:********@h"
    assert secrecy.shown(THING, after)["later"] == [{}]


def test_parts_without_a_description_are_compared_by_their_names() -> None:
    before = [{"name": "a", "rules": [{"url": "https://u:pw-1@h"}]}, {"name": "b", "rules": [{"url": "https://u:pw-2@h"}]}]
    after = [{"name": "b", "rules": [{"url": "https://u:pw-2@h"}]}, {"name": "a", "rules": [{"url": "https://u:pw-3@h"}]}]
    assert secrecy.masked_parts(after, before, "(new)", ("name",)) == [
        {"name": "b", "rules": [{"url": "https://u:********@h"}]},
        {"name": "a", "rules": [{"url": "https://u:********@h (new)"}]},
    ]


@pytest.mark.parametrize("name", ["web_pin", "sip_pwd", "passphrase", "sip_password", "jwt", "tokens", "apiKey"])
def test_unknown_names_that_say_so_are_secret(name: str) -> None:
    assert secrecy.shown(THING, {"later": {name: "secret-1", "x": 1}, name: "secret-2"}) == {"later": {"x": 1}}
    assert secrecy.secrets_in(THING, {"later": {name: "secret-1"}}) == {"secret-1"}


@pytest.mark.parametrize("name", ["user_input", "caller_id", "monkey", "keyword", "authorized"])
def test_unknown_names_that_only_sound_like_it_are_shown(name: str) -> None:
    assert secrecy.shown(THING, {"later": {name: "value"}, name: "value"}) == {"later": {name: "value"}, name: "value"}


def test_what_equals_a_secret_elsewhere_stays() -> None:
    document = {"id": "7004071", "name": "4071", "pin": "4071", "size": 4071, "file_id": "4071"}
    assert secrecy.shown(THING, document) == {"id": "7004071", "name": "4071", "size": 4071, "file_id": "4071"}
    assert secrecy.masked(THING, document, {}, "(new)") == {**document, "pin": "(hidden) (new)"}


def test_a_diff_has_no_control_character() -> None:
    assert secrecy.masked(THING, {"note": "a\x1b[31m\x9b\u202e"}, {}, "(new)") == {"note": "a\\x1b[31m\\x9b\\u202e"}
