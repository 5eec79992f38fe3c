# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Documents without secrets: for results, for diffs, and the values that quotes are searched for."""

from __future__ import annotations

from ansible_collections.portsip.pbx.plugins.module_utils.reconcile import secrecy
from ansible_collections.portsip.pbx.tests.unit.support.things import THING

SECRETS = {
    "pin": "pin-284193",
    "password": "pw-geheim",
    "options": {"mode": "x", "token": "tok-options", "client_secret": "sec-later"},
    "headers": {"Accept": "json", "X-Api-Key": "key-header", "Authorization": "Bearer tok-bearer", "Cookie": "sid=1", "X-Auth": "auth-hd"},
    "smtp": {"user": "mailer", "password": "pw-smtp"},
    "api_keys": ["key-list-1", "key-list-2"],
    "credentials": {"user": "root", "key": "key-map"},
    "note": "plain",
    "url": "https://user:pw-url@example.net/x",
}  # fmt: skip


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
