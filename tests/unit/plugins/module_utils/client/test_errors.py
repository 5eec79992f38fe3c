# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which error an answer becomes, and what it tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.client.base import ApiClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.extension import ExtensionClient, ExtensionCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer


def pbx(server: ScriptedServer) -> PbxClient:
    return PbxClient(f"{server.url}/api", PbxCredentials(token="token-1"), HttpSettings(retries=0))


def extension(server: ScriptedServer) -> ExtensionClient:
    return ExtensionClient(server.url, ExtensionCredentials(token="token-1"), HttpSettings(retries=0))


def problem(code: str, message: str, detail: Any = None) -> dict[str, Any]:
    entry = {"code": code, "message": message}
    return {"errors": [entry if detail is None else {**entry, "detail": detail}]}


def failure(reply: Reply, client: Any = pbx, verb: str = "get") -> errors.PortsipError:
    """The error that an answer leads to."""
    with ScriptedServer(reply) as server:
        session: ApiClient = client(server)
        with pytest.raises(errors.PortsipError) as caught:
            session.create("/things", {"pin": "284193"}) if verb == "create" else session.get("/things")
    assert "token-1" not in str(caught.value)
    assert "284193" not in str(caught.value)
    return caught.value


CLASSES = [
    (400, errors.Refused, "refused"),
    (401, errors.AuthenticationFailed, "authentication"),
    (403, errors.AuthenticationFailed, "authentication"),
    (404, errors.NotFound, "not_found"),
    (405, errors.Refused, "refused"),
    (409, errors.Conflict, "conflict"),
    (422, errors.Refused, "refused"),
    (429, errors.RateLimited, "rate_limited"),
    (301, errors.UnexpectedAnswer, "unexpected"),
    (302, errors.UnexpectedAnswer, "unexpected"),
    (500, errors.UnexpectedAnswer, "unexpected"),
    (503, errors.UnexpectedAnswer, "unexpected"),
]


@pytest.mark.parametrize("verb", ["get", "create"])
@pytest.mark.parametrize("client", [pbx, extension])
@pytest.mark.parametrize(("status", "kind", "name"), CLASSES)
def test_each_status_has_its_class(status: int, kind: type[errors.PortsipError], name: str, client: Any, verb: str) -> None:
    body = problem("UNKNOWN", "no") if client is pbx else {"message": "no", "status": status}
    error = failure(Reply(status, body), client, verb)
    assert error.__class__ is kind
    assert error.as_result()["kind"] == name
    assert error.status == status
    assert error.method == ("POST" if verb == "create" else "GET")
    assert error.path == "/things"
    assert str(status) in str(error)


def test_what_the_pbx_says_is_passed_on() -> None:
    error = failure(Reply(400, problem("VALIDATE_FAILED", "pin: must be 6 to 10 digits", "pin")))
    assert error.as_result() == {
        "kind": "refused",
        "status": 400,
        "code": "VALIDATE_FAILED",
        "detail": "VALIDATE_FAILED: pin: must be 6 to 10 digits (pin)",
        "method": "GET",
        "path": "/things",
    }
    assert "pin: must be 6 to 10 digits" in str(error)


def test_all_problems_are_told() -> None:
    body = {
        "errors": [{"code": "VALIDATE_FAILED", "message": "first"}, {"code": "VALIDATE_FAILED", "message": "second"}, {"code": "THIRD"}]
    }
    error = failure(Reply(400, body))
    assert all(word in str(error) for word in ("first", "second", "THIRD"))
    assert error.code == "VALIDATE_FAILED"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(400, "LICENSE_EXPIRED", errors.Refused), (409, "RESOURCE_IN_USE", errors.Conflict), (400, "WHO_KNOWS", errors.Refused)],
)
def test_a_code_of_another_release_is_treated_by_its_status(status: int, code: str, kind: type[errors.PortsipError]) -> None:
    error = failure(Reply(status, problem(code, "something new")))
    assert error.__class__ is kind
    assert error.code == code
    assert "something new" in str(error)


@pytest.mark.parametrize(
    "body",
    [
        "<html><h1>Bad Gateway</h1></html>",
        '{"errors": []}',
        '{"errors": null}',
        '{"errors": {"code": "X"}}',
        '{"errors": ["X"]}',
        '{"error": "other shape"}',
        '["a list"]',
        '"a text"',
        "not json {",
    ],
)
@pytest.mark.parametrize("client", [pbx, extension])
def test_the_raw_text_of_anything_else_is_kept(body: str, client: Any) -> None:
    error = failure(Reply(502, body), client)
    assert error.__class__ is errors.UnexpectedAnswer
    assert error.detail == body
    assert error.code is None


def test_a_long_text_is_cut_and_put_on_one_line() -> None:
    error = failure(Reply(500, "line one\n\n  line two" + " x" * 2000))
    assert error.detail is not None
    assert error.detail.startswith("line one line two x")
    assert len(error.detail) == 2000
    assert len(str(error)) < 400


def test_control_characters_are_escaped() -> None:
    said = "\x1b]0;title\x07 \x9b31m \u202eover \x7f\r"
    body = json.dumps({"errors": [{"code": "VALIDATE\x1b", "message": said}]})
    error = failure(Reply(400, body))
    for text in (str(error), error.detail, error.code):
        assert text is not None and text.isprintable()
    assert "\\x1b]0;title\\x07 \\x9b31m \\u202eover \\x7f\\x0d" in str(error)
    assert error.code == "VALIDATE\\x1b"


@pytest.mark.parametrize("client", [pbx, extension])
def test_an_empty_error_body_is_fine(client: Any) -> None:
    error = failure(Reply(400), client)
    assert error.__class__ is errors.Refused
    assert error.detail is None


def test_a_success_that_is_not_json_is_unexpected() -> None:
    error = failure(Reply(200, "<html>Welcome</html>"), verb="create")
    assert isinstance(error, errors.UnexpectedAnswer)
    assert error.delivered, "the write may have taken effect"
    assert error.detail == "<html>Welcome</html>"


def test_a_redirect_did_not_take_effect() -> None:
    error = failure(Reply(307, headers={"Location": "https://elsewhere.example.net/"}), verb="create")
    assert isinstance(error, errors.UnexpectedAnswer)
    assert not error.delivered
    assert "correct the URL" in str(error)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize("body", [None, {"id": "7"}])
def test_every_2xx_is_a_success(status: int, body: Any) -> None:
    body = None if status == 204 else body
    with ScriptedServer(Reply(status, body)) as server:
        assert pbx(server).create("/things", {}) == body


# The extension API


@pytest.mark.parametrize("word", ["access_denied", "app_access_type_deny", "not_found", "rate_limit_exceeded"])
def test_words_of_the_extension_api_are_codes(word: str) -> None:
    error = failure(Reply(403, {"message": word, "status": 403}), extension)
    assert error.code == word
    assert word in str(error)


def test_sentences_of_the_extension_api_are_messages() -> None:
    error = failure(Reply(400, {"message": "agent_id: agent 5 does not exist"}), extension)
    assert error.code is None
    assert "agent 5 does not exist" in str(error)


def test_the_hourly_limit_tells_how_long_to_wait() -> None:
    error = failure(Reply(429, {"message": "rate_limit_exceeded"}, {"X-RateLimit-Reset": "1800"}), extension)
    assert error.__class__ is errors.RateLimited
    assert "1800 seconds" in str(error)
