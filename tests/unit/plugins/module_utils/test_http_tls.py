# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whom a connection trusts, and with what it shows who it is."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed
from ansible_collections.portsip.pbx.plugins.module_utils.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.http_transport import HttpSettings, Transport
from ansible_collections.portsip.pbx.tests.unit.support.server import Reply, ScriptedServer


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Signs the certificates of server and client."""
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """File with the authority's certificate."""
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> str:
    """File with the certificate of an authority that signed nothing here."""
    path = tmp_path_factory.mktemp("foreign") / "ca.pem"
    trustme.CA().cert_pem.write_to_path(path)
    return str(path)


def _context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[ScriptedServer]:
    """A server whose certificate the authority has signed."""
    with ScriptedServer(Reply(200, {}), context=_context(authority)) as running:
        yield running


@pytest.fixture
def strict_server(authority: trustme.CA) -> Iterator[ScriptedServer]:
    """A server that wants a certificate of its clients too."""
    context = _context(authority)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    with ScriptedServer(Reply(200, {}), context=context) as running:
        yield running


def ask(server: ScriptedServer, pauses: list[float] | None = None, **settings: Any) -> Answer:
    sleep = pauses.append if pauses is not None else lambda seconds: None
    return Transport(server.url, HttpSettings(timeout=5, **settings), sleep=sleep).send("GET", "/", repeatable=True)


def test_an_unknown_authority_is_not_trusted(server: ScriptedServer) -> None:
    pauses: list[float] = []
    with pytest.raises(ConnectionFailed, match="ca_path") as caught:
        ask(server, pauses)
    assert not caught.value.delivered
    assert pauses == [], "another attempt would fail in the same way"
    assert server.received == []


def test_ca_path_names_the_authority(server: ScriptedServer, trusted: str) -> None:
    assert ask(server, ca_path=trusted).ok


def test_a_foreign_ca_path_does_not_help(server: ScriptedServer, foreign: str) -> None:
    with pytest.raises(ConnectionFailed, match="certificate verify failed"):
        ask(server, ca_path=foreign)
    assert server.received == []


def test_a_certificate_of_another_host_is_not_trusted(authority: trustme.CA, trusted: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("pbx.example.net").configure_cert(context)
    with ScriptedServer(Reply(200, {}), context=context) as server, pytest.raises(ConnectionFailed):
        ask(server, ca_path=trusted)
    assert server.received == []


def test_without_validation_every_certificate_will_do(server: ScriptedServer) -> None:
    assert ask(server, validate_certs=False).ok


def test_without_validation_nothing_is_said_past_ansible(server: ScriptedServer) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        ask(server, validate_certs=False)
    assert said == []


def test_validate_certs_false_wins_over_ca_path(server: ScriptedServer, foreign: str) -> None:
    assert ask(server, validate_certs=False, ca_path=foreign).ok


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_environment_does_not_override_the_options(
    variable: str, server: ScriptedServer, trusted: str, foreign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, foreign)
    assert ask(server, validate_certs=False).ok
    assert ask(server, ca_path=trusted).ok
    monkeypatch.setenv(variable, trusted)
    with pytest.raises(ConnectionFailed):
        ask(server, ca_path=foreign)


def test_a_client_certificate_in_one_file(strict_server: ScriptedServer, authority: trustme.CA, trusted: str, tmp_path: Path) -> None:
    path = tmp_path / "client.pem"
    authority.issue_cert("automation@example.net").private_key_and_cert_chain_pem.write_to_path(path)
    assert ask(strict_server, ca_path=trusted, client_cert=str(path)).ok


def test_a_client_certificate_with_its_key_apart(
    strict_server: ScriptedServer, authority: trustme.CA, trusted: str, tmp_path: Path
) -> None:
    issued = authority.issue_cert("automation@example.net")
    certificate, key = tmp_path / "client.crt", tmp_path / "client.key"
    issued.cert_chain_pems[0].write_to_path(certificate)
    issued.private_key_pem.write_to_path(key)
    assert ask(strict_server, ca_path=trusted, client_cert=str(certificate), client_key=str(key)).ok


def test_a_missing_client_certificate_is_said(strict_server: ScriptedServer, trusted: str) -> None:
    with pytest.raises(ConnectionFailed, match="TLS.*client_cert"):
        ask(strict_server, ca_path=trusted)
    assert strict_server.received == []


@pytest.mark.parametrize("option", ["ca_path", "client_cert"])
def test_a_file_that_does_not_exist_is_said_at_once(option: str, server: ScriptedServer, trusted: str) -> None:
    pauses: list[float] = []
    with pytest.raises(ConnectionFailed, match="/nowhere/file.pem") as caught:
        ask(server, pauses, **{"ca_path": trusted, option: "/nowhere/file.pem"})
    assert pauses == []
    assert not caught.value.delivered
