# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""License, certificate and brand of the system."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base import certificates
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.host.invocation import ShownOptions
from ansible_collections.portsip.pbx.tests.unit.support.engine import LOGIN, REVOKE
from ansible_collections.portsip.pbx.tests.unit.support.modules import module
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from simulator import Simulator

NOW = datetime.datetime.now(datetime.timezone.utc)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key."""

    crt: str
    key: str
    private: Any

    @property
    def options(self) -> dict[str, str]:
        """As the module takes it."""
        return {"crt": self.crt, "key": self.key}


def _pair(days: float = 365) -> Pair:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pbx.example.net")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(NOW - datetime.timedelta(days=400))
    signed = builder.not_valid_after(NOW + datetime.timedelta(days=days)).sign(private, hashes.SHA256())
    return Pair(signed.public_bytes(Encoding.PEM).decode(), _key(private, PrivateFormat.PKCS8), private)


def _key(private: Any, form: Any) -> str:
    return str(private.private_bytes(Encoding.PEM, form, NoEncryption()).decode())


@pytest.fixture
def task(shared_simulator: Simulator) -> Task:
    """The certificate of a PBX."""
    return Task(shared_simulator, "portsip_certificate")


@pytest.fixture(params=[True, False], ids=["cryptography", "without"])
def inspects(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the optional library is there."""
    monkeypatch.setattr(certificates, "INSPECTS", request.param)
    return bool(request.param)


def test_license(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_license")
    done = task.settle(license_key="LICENSE-KEY-1234")
    assert done.calls == [LOGIN, "GET /api/license", "POST /api/license", "GET /api/license", REVOKE]
    assert shared_simulator.state()["system"]["license"]["license_key"] == "LICENSE-KEY-1234"
    assert done.result["license"]["product_name"] == "PortSIP PBX"
    assert "LICENSE-KEY-1234" not in shown(done)
    read = task.still()
    assert "LICENSE-KEY-1234" not in shown(read)
    assert "LICENSE-KEY-1234" in read.context.secrets


def test_certificate(shared_simulator: Simulator, task: Task, inspects: bool) -> None:
    first, second = _pair(), _pair()
    done = task.settle(**first.options)
    assert done.calls == [LOGIN, "GET /api/key", "POST /api/key", "GET /api/key", REVOKE]
    assert shared_simulator.state()["system"]["key"] == first.options
    assert done.result["certificate"]["crt"] == first.crt
    assert len(done.result["certificate"]["fingerprint"]) == 64
    assert (done.result["certificate"]["expires_at"] is not None) == inspects
    assert first.key.splitlines()[1] not in shown(done)
    assert done.context.warnings == []

    task.still(crt="\n".join(f"  {line}" for line in first.crt.splitlines()), key=first.key.replace("\n", "\r\n"))
    task.still(crt=first.crt)
    assert "key" not in task.still().result["certificate"]
    task.settle(**second.options)
    assert shared_simulator.state()["system"]["key"] == second.options


def test_the_fingerprint_is_the_usual_one(task: Task) -> None:
    pair = _pair()
    told = task.settle(**pair.options).result["certificate"]["fingerprint"]
    assert told == x509.load_pem_x509_certificate(pair.crt.encode()).fingerprint(hashes.SHA256()).hex()


def test_the_same_key_in_another_encoding(task: Task) -> None:
    pair = _pair()
    task.settle(**pair.options)
    task.still(key=_key(pair.private, PrivateFormat.TraditionalOpenSSL))


def test_a_chain_counts_as_a_whole(task: Task) -> None:
    pair, issuer = _pair(), _pair()
    task.settle(**pair.options)
    task.settle(crt=pair.crt + issuer.crt, key=pair.key)
    root = _pair()
    task.settle(crt=pair.crt + root.crt + issuer.crt, key=pair.key)
    task.settle(crt=pair.crt + issuer.crt + root.crt, key=pair.key)


def test_a_key_of_another_certificate(task: Task) -> None:
    mine, other = _pair(), _pair()
    error = task.fails(requests=[], crt=mine.crt, key=other.key)
    assert isinstance(error, InvalidInput)
    assert "does not belong" in str(error)
    task.settle(**mine.options)
    error = task.fails(crt=other.crt)
    assert "does not belong" in str(error), "the key on the PBX stays, and does not fit"


def _broken(pem: str) -> str:
    lines = pem.splitlines()
    return "\n".join([lines[0], "%%%%", *lines[2:]])


def _locked(pair: Pair) -> str:
    return str(pair.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"phrase")).decode())


BAD: list[tuple[str, Callable[[Pair], str], str]] = [
    ("crt", lambda pair: "certificate", "PEM"),
    ("crt", lambda pair: pair.key, "certificate"),
    ("crt", lambda pair: pair.crt + pair.key, "certificate"),
    ("crt", lambda pair: _broken(pair.crt), "damaged"),
    ("key", lambda pair: pair.crt, "private key"),
    ("key", _locked, "passphrase"),
    ("key", lambda pair: pair.key + pair.key, "one private key"),
]


@pytest.mark.parametrize(("option", "text", "named"), BAD)
def test_what_is_no_certificate_or_key(task: Task, inspects: bool, option: str, text: Callable[[Pair], str], named: str) -> None:
    pair = _pair()
    options = {**pair.options, option: text(pair)}
    error = task.fails(requests=[], **options)
    assert isinstance(error, InvalidInput)
    assert named in str(error)
    assert "PRIVATE KEY" not in str(ShownOptions(module("portsip_certificate").MODULE.spec, options).args), "a failure shows the options"
    assert pair.key.splitlines()[1] not in str(error)


@pytest.mark.parametrize(("days", "warning"), [(31, None), (29.5, "expires in 29 days"), (-1, "has expired")])
def test_the_end_of_a_certificate_is_near(task: Task, days: float, warning: str | None) -> None:
    pair = _pair(days)
    runs = [task.run(check=True, **pair.options), task.run(**pair.options), task.still(**pair.options), task.still()]
    for run in runs:
        assert len(run.context.warnings) == (warning is not None)
        assert warning is None or warning in run.context.warnings[0]


def test_half_a_pair_is_not_enough(task: Task) -> None:
    error = task.fails(crt=_pair().crt)
    assert isinstance(error, InvalidInput)
    assert "key is required" in str(error)


def test_brand_is_written_in_every_run(shared_simulator: Simulator) -> None:
    task = Task(shared_simulator, "portsip_brand", {"theme": "BLUE", "title": "Northside"})
    tried = task.run(check=True)
    assert (tried.changed, shared_simulator.writes()) == (True, [])
    for _again in range(2):
        done = task.run()
        assert done.changed, "the API can't be asked whether anything differs"
        assert done.calls == [LOGIN, "POST /api/brand", REVOKE]
        assert done.bodies == [{"theme": "BLUE", "title": "Northside"}]
        assert done.result["diff"] == tried.result["diff"] == {"before": {}, "after": {"theme": "BLUE", "title": "Northside"}}
        assert done.result["brand"]["title"] == "Northside"
    task.run(title="", unset=["copyright"])
    assert shared_simulator.state()["system"]["brand"]["title"] is None
    Task(shared_simulator, "portsip_brand").still()


@pytest.mark.parametrize("options", [{"bottom_text": "x" * 257}])
def test_brands_that_are_not_valid(shared_simulator: Simulator, options: dict[str, Any]) -> None:
    assert isinstance(Task(shared_simulator, "portsip_brand").fails(requests=[], **options), InvalidInput)
