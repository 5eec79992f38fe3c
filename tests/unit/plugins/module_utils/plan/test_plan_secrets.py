# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Secrets in a plan: those that cannot be read back, those that can, and none in a diff."""

from __future__ import annotations

from ansible_collections.portsip.pbx.tests.unit.support.things import step


def test_write_only_secrets_are_written_always_unless_told_otherwise() -> None:
    assert step({"password": "pw-1"}).fields == ("password",)
    assert step({"password": "pw-1"}).update_body()["password"] == "pw-1"
    assert not step({"password": "pw-1"}, update_password="on_create").changed


def test_on_create_leaves_the_secret_out_of_other_updates() -> None:
    planned = step({"password": "pw-1", "size": 6}, update_password="on_create")
    assert planned.fields == ("size",)
    assert "password" not in planned.update_body()
    assert "pw-1" not in repr(planned.diff())


def test_on_create_creates_with_the_secret() -> None:
    assert step({"kind": "big", "password": "pw-1"}, None, update_password="on_create").create_body()["password"] == "pw-1"


def test_a_secret_that_was_not_given_is_never_sent() -> None:
    assert "password" not in step({"size": 6}).update_body()


def test_secrets_that_can_be_read_are_compared() -> None:
    assert not step({"pin": "1357", "options": {"token": "tok-1"}}).changed
    assert step({"pin": "2468"}).changed


def test_diffs_hold_no_secret() -> None:
    shown = repr(step({"pin": "2468", "password": "pw-1", "options": {"token": "tok-2"}, "x_secret": "sec-1"}).diff())
    for secret in ("1357", "2468", "pw-1", "tok-1", "tok-2", "sec-1"):
        assert secret not in shown
    assert "(hidden)" in shown
