# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whom a connection trusts, and with what it shows who it is."""

from __future__ import annotations

import datetime
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from ansible_collections.portsip.pbx.plugins.module_utils.base.libraries import requests
from ansible_collections.portsip.pbx.plugins.module_utils.errors import ConnectionFailed
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings, Transport
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


def _context(authority: trustme.CA, name: str = "127.0.0.1", **validity: datetime.datetime) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **validity).configure_cert(context)
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


def test_advice_for_a_certificate_of_another_host(authority: trustme.CA, trusted: str) -> None:
    with ScriptedServer(Reply(200, {}), context=_context(authority, "pbx.example.net")) as server:
        assert "not valid for this host name" in advice(server, ca_path=trusted)
    # A name, not an address, is looked at in another way.
    with ScriptedServer(Reply(200, {}), context=_context(authority, "pbx.example.net")) as server:
        named = Transport(f"https://localhost:{server.port}", HttpSettings(timeout=5, ca_path=trusted, retries=0))
        with pytest.raises(ConnectionFailed, match="not valid for this host name"):
            named.send("GET", "/", repeatable=True)


def test_advice_for_a_certificate_that_has_expired(authority: trustme.CA, trusted: str) -> None:
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    with ScriptedServer(Reply(200, {}), context=_context(authority, not_before=past, not_after=past.replace(year=2021))) as server:
        text = advice(server, ca_path=trusted)
    assert "has expired" in text
    assert "ca_path" not in text


def test_advice_for_a_certificate_that_is_not_valid_yet(authority: trustme.CA, trusted: str) -> None:
    future = datetime.datetime(2090, 1, 1, tzinfo=datetime.timezone.utc)
    with ScriptedServer(Reply(200, {}), context=_context(authority, not_before=future, not_after=future.replace(year=2091))) as server:
        assert "clocks" in advice(server, ca_path=trusted)


def test_advice_for_an_unknown_authority(server: ScriptedServer, foreign: str) -> None:
    text = advice(server, ca_path=foreign)
    assert "authority" in text
    assert "ca_path" in text


def test_advice_for_a_port_without_tls() -> None:
    with ScriptedServer(Reply(200, {})) as to_builtin:
        client = Transport(to_builtin.url.replace("http:", "https:"), HttpSettings(timeout=5, retries=0))
        with pytest.raises(ConnectionFailed, match="does not speak TLS at this port.*http://") as caught:
            client.send("POST", "/", repeatable=False)
    assert (caught.value.final, caught.value.delivered) == (True, False)


def advice(server: ScriptedServer, **settings: Any) -> str:
    """What is said of a certificate that is not accepted."""
    pauses: list[float] = []
    with pytest.raises(ConnectionFailed) as caught:
        ask(server, pauses, **settings)
    assert (pauses, caught.value.delivered, server.received) == ([], False, [])
    return str(caught.value)


# Whom to trust where no option says so


@pytest.fixture
def hashed(trusted: str, tmp_path: Path) -> str:
    """Directory with the authority's certificate, under the name by which OpenSSL looks for it."""
    digest = subprocess.run(["openssl", "x509", "-hash", "-noout", "-in", trusted], capture_output=True, text=True, check=True)
    directory = tmp_path / "certs"
    directory.mkdir()
    (directory / f"{digest.stdout.strip()}.0").write_text(Path(trusted).read_text(encoding="utf-8"), encoding="utf-8")
    return str(directory)


def test_the_file_of_the_system_is_trusted(server: ScriptedServer, trusted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", trusted)
    assert ask(server).ok


def test_the_directory_of_the_system_is_trusted(server: ScriptedServer, hashed: str, foreign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", hashed)
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/file.pem")
    assert ask(server).ok
    monkeypatch.setenv("SSL_CERT_FILE", foreign)
    assert ask(server).ok, "both are trusted, as OpenSSL does"


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_variables_of_requests_come_before_the_system(
    variable: str, server: ScriptedServer, trusted: str, foreign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, foreign)
    monkeypatch.setenv("SSL_CERT_FILE", trusted)
    with pytest.raises(ConnectionFailed, match="authority"):
        ask(server)
    monkeypatch.setenv(variable, trusted)
    monkeypatch.setenv("SSL_CERT_FILE", foreign)
    assert ask(server).ok


@pytest.mark.parametrize("empty", [True, False])
def test_where_the_system_has_no_store_certifi_is_trusted(
    empty: bool, server: ScriptedServer, trusted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README").touch()
    (tmp_path / "empty.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem") if empty else "/nowhere/file.pem")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path) if empty else "/nowhere")
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", trusted)
    assert ask(server).ok


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
    with pytest.raises(ConnectionFailed, match="client_cert"):
        ask(strict_server, ca_path=trusted)
    assert strict_server.received == []


def test_a_tls_connection_that_ends_without_a_word_may_miss_a_certificate(authority: trustme.CA, trusted: str) -> None:
    with ScriptedServer(Reply(drop=True), context=_context(authority)) as server:
        with pytest.raises(ConnectionFailed, match="broke.*client_cert") as caught:
            ask(server, ca_path=trusted, retries=0)
    assert caught.value.delivered


@pytest.mark.parametrize("option", ["ca_path", "client_cert"])
def test_a_file_that_does_not_exist_is_said_at_once(option: str, server: ScriptedServer, trusted: str) -> None:
    pauses: list[float] = []
    with pytest.raises(ConnectionFailed, match="/nowhere/file.pem") as caught:
        ask(server, pauses, **{"ca_path": trusted, option: "/nowhere/file.pem"})
    assert pauses == []
    assert not caught.value.delivered
