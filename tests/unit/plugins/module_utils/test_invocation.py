# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The options that a result shows, and the placeholders that are refused."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.host.invocation import NOT_SHOWN, ShownOptions, refuse_unusable

SPEC: dict[str, Any] = {
    "name": {"type": "str", "aliases": ["title"]},
    "count": {"type": "int"},
    "pin": {"type": "str", "no_log": True},
    "update_password": {"type": "str", "no_log": False},
    "client_key": {"type": "path", "no_log": False},
    "url": {"type": "str"},
    "headers": {"type": "dict", "no_log": False},
    "extra": {"type": "dict"},
    "event": {"type": "dict", "options": {"auth": {"type": "str"}, "token": {"type": "str", "no_log": True}}},
    "queues": {"type": "list", "elements": "dict", "options": {"queue": {"type": "int"}}},
    "tags": {"type": "list", "elements": "str"},
}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"name": "8020", "count": 8020, "pin": "8020"}, {"name": "8020", "count": 8020, "pin": NOT_SHOWN}),
        ({"title": "a", "pin": None}, {"title": "a", "pin": None}),
        ({"update_password": "on_create"}, {"update_password": "on_create"}),
        ({"client_key": "/etc/key.pem"}, {"client_key": "/etc/key.pem"}),
        ({"client_key": "two\nlines"}, {"client_key": NOT_SHOWN}),
        ({"client_key": "-----BEGIN PRIVATE KEY-----AB"}, {"client_key": "********"}),
        ({"url": "https://u:pw@h/?token=t"}, {"url": "https://u:********@h/?token=********"}),
        ({"headers": {"Accept": "json", "X-Pin": "1"}}, {"headers": {"Accept": "json", "X-Pin": NOT_SHOWN}}),
        ({"headers": "X-Pin:1&Accept:json"}, {"headers": NOT_SHOWN}),
        ({"extra": {"a": {"sip_pwd": "x", "b": 1}}}, {"extra": {"a": {"sip_pwd": NOT_SHOWN, "b": 1}}}),
        ({"event": {"auth": "BASIC", "token": "t"}}, {"event": {"auth": "BASIC", "token": NOT_SHOWN}}),
        ({"event": {"auth": "BASIC", "tokn": "t"}}, {"event": {"auth": "BASIC", "tokn": NOT_SHOWN}}),
        ({"event": [{"token": "t"}]}, {"event": NOT_SHOWN}),
        ({"queues": [{"queue": 901, "pin": "1"}, "x"]}, {"queues": [{"queue": 901, "pin": NOT_SHOWN}, NOT_SHOWN]}),
        ({"queues": {"queue": 901}}, {"queues": NOT_SHOWN}),
        ({"queues": "queue:901&pin:1"}, {"queues": NOT_SHOWN}),
        ({"tags": ["a", {"token": "t"}]}, {"tags": ["a", NOT_SHOWN]}),
        ({"name": {"token": "t"}}, {"name": NOT_SHOWN}),
        ({"api_pasword": "pw", "itms": [{"token": "t"}], "flag": True}, {"api_pasword": NOT_SHOWN, "itms": NOT_SHOWN, "flag": True}),
        ({"_ansible_check_mode": True, "name": "a"}, {"name": "a"}),
    ],
)
def test_what_is_shown(given: dict[str, Any], shown: dict[str, Any]) -> None:
    assert ShownOptions(SPEC, given).args == shown


def test_the_secrets_in_options() -> None:
    given = {"pin": "4071", "headers": {"X-Pin": "9092"}, "url": "https://u:p%20w@h", "name": "plain", "itms": [{"token": "tok"}]}
    shown = ShownOptions(SPEC, given)
    assert shown.secrets == {"4071", "9092", "p%20w", "p w", "tok"}
    assert shown.embedded == {"p%20w", "p w", "tok"}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"pin": "********"}, "pin"),
        ({"url": "https://u:********@h/"}, "url"),
        ({"extra": {"a": [{"b": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}]}}, "extra.a[0].b"),
        ({"tags": ["x", "(hidden)"]}, "tags[1]"),
        ({"event": {"token": "(hidden) (to be replaced)"}}, "event.token"),
        ({"name": "(changes)"}, "name"),
        ({"headers": {"********": "x"}}, "headers"),
    ],
)
def test_placeholders_are_refused(given: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        refuse_unusable(given)
    assert str(caught.value).startswith(f"{path}: contains ")


@pytest.mark.parametrize("value", ["*", "*******", "*********", "hidden", "a (hidden) place", "(changes) soon", 8, None])
def test_what_is_no_placeholder(value: Any) -> None:
    refuse_unusable({"name": value, "tags": [value]})
