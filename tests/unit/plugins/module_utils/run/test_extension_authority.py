# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whom the extension API is trusted by: ``extension_ca_path``, and ``ca_path`` where that is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from ansible_collections.portsip.pbx.tests.unit.support.modules import run
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection

from simulator import Simulator

PHONE = 201


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An authority that signed the certificate of the server, another one, and that certificate."""
    directory = tmp_path_factory.mktemp("authorities")
    right = trustme.CA()
    issued = right.issue_cert("127.0.0.1")
    blobs = {
        "right": right.cert_pem,
        "wrong": trustme.CA().cert_pem,
        "certificate": issued.cert_chain_pems[0],
        "key": issued.private_key_pem,
    }
    for name, blob in blobs.items():
        blob.write_to_path(str(directory / name))
    return {name: str(Path(directory) / name) for name in blobs}


@pytest.fixture(scope="module")
def secure(files: dict[str, str]) -> Iterator[Simulator]:
    """Both APIs behind TLS."""
    with Simulator(tls_cert=files["certificate"], tls_key=files["key"]) as pbx:
        yield pbx


@pytest.mark.parametrize(
    ("given", "trusted"),
    [
        ({"extension_ca_path": "right"}, True),
        ({"ca_path": "wrong", "extension_ca_path": "right"}, True),
        ({"ca_path": "right"}, True),
        ({"ca_path": "right", "extension_ca_path": ""}, True),
        ({"ca_path": "right", "extension_ca_path": "wrong"}, False),
        ({}, False),
    ],
)
def test_which_authority_counts(given: dict[str, str], *, trusted: bool, secure: Simulator, files: dict[str, str]) -> None:
    options = {name: files.get(value, value) for name, value in given.items()}
    result = run("portsip_queue_agent_info", {**connection(secure), "extension_id": PHONE, "retries": 0, **options}).result
    assert result.get("failed", False) is not trusted, result.get("msg")
    if not trusted:
        assert result["error"]["kind"] == "connection"
        assert "extension_ca_path" in result["msg"]


@pytest.mark.parametrize(
    ("given", "trusted"),
    [({"ca_path": "right", "extension_ca_path": "wrong"}, True), ({"extension_ca_path": "right"}, False)],
)
def test_the_pbx_has_an_option_of_its_own(given: dict[str, str], *, trusted: bool, secure: Simulator, files: dict[str, str]) -> None:
    options = {name: files[value] for name, value in given.items()}
    result = run("portsip_transport_info", {**connection(secure), "retries": 0, **options}).result
    assert result.get("failed", False) is not trusted, result.get("msg")


def test_a_certificate_in_place_of_its_path(secure: Simulator) -> None:
    given = {"extension_ca_path": "-----BEGIN CERTIFICATE-----", "extension_id": PHONE}
    result = run("portsip_queue_agent_info", {**connection(secure), **given}).result
    assert result["msg"] == "extension_ca_path: must be the path of a file, not its content"
