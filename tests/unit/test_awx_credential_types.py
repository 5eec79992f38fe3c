# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The credential types of AWX: accepted by AWX's rules, and what they give a job, by AWX's own code for that."""

from __future__ import annotations

import copy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import CONNECTION_OPTIONS, EXTENSION_OPTIONS, PBX_OPTIONS
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential

from awx_api import checks

Texts = dict[str, str]

FILES = Path(__file__).parents[2] / "roles" / "awx" / "files" / "credential_types"
PBX, EXTENSION = (yaml.safe_load((FILES / f"{name}.yml").read_text(encoding="utf-8")) for name in ("portsip_pbx", "portsip_extension_api"))
ENTERED: dict[str, dict[str, Any]] = {
    PBX["name"]: {"api_url": "https://pbx.example.net:8887/api", "username": "admin", "password": "secret"},
    EXTENSION["name"]: {"extension_api_url": "https://api.example.net", "client_id": "id", "client_secret": "secret"},
}
BOTH = pytest.mark.parametrize(("kind", "prefix"), [(PBX, "PORTSIP"), (EXTENSION, "PORTSIP_EXTENSION")], ids=["pbx", "extension"])
SECRETS = ("password", "client_secret", "client_key")
NOT_ENTERED = {"api_token", "extension_token", "use_proxy", "retries"}
"""Options of the connection that no credential has: tokens end soon, and the others are not those of one server."""


@pytest.fixture
def job(tmp_path: Path) -> Any:
    """Gives a job a credential, as AWX does; returns its environment, and the contents of the files that it names."""
    (tmp_path / "env").mkdir()

    def inject(
        kind: dict[str, Any], inputs: dict[str, Any], environment: dict[str, str] | None = None
    ) -> tuple[dict[str, str], dict[str, str]]:
        assert checks.credential(inputs, kind) == []
        given = {} if environment is None else environment
        shown: Texts = {}
        arguments: list[str] = []
        managed = SimpleNamespace(**kind, managed=False, custom_injectors=None)
        inject_credential(managed, Credential(inputs), given, shown, arguments, str(tmp_path))
        assert arguments == []
        assert not any(
            value in str(shown) for name, value in inputs.items() if name in ("password", "client_secret", "client_key") and value
        )
        files = {name: value for name, value in given.items() if value.startswith("/runner/")}
        return given, {name: (tmp_path / value.removeprefix("/runner/")).read_text(encoding="utf-8") for name, value in files.items()}

    return inject


@BOTH
def test_awx_accepts_the_type(kind: dict[str, Any], prefix: str) -> None:
    assert checks.credential_type(kind) == []
    assert [name for name in kind["injectors"]["env"] if not name.startswith(f"{prefix}_")] == []
    assert kind["inputs"]["required"] == list(ENTERED[kind["name"]])


def test_the_rules_find_what_awx_refuses() -> None:
    """The checks of this test, held against what is known to be refused."""

    def refused(change: Any) -> list[str]:
        wrong = copy.deepcopy(PBX)
        change(wrong)
        return checks.credential_type(wrong)

    fields = PBX["inputs"]["fields"]
    assert refused(lambda kind: kind.update(kind="vault"))
    assert refused(lambda kind: kind["inputs"].update(dependencies={}))
    assert refused(lambda kind: kind["inputs"]["fields"].append(dict(fields[0])))
    assert refused(lambda kind: kind["inputs"]["fields"].append({"id": "x", "label": "x", "type": "integer"}))
    assert refused(lambda kind: kind["inputs"]["fields"].append({"id": "x", "label": "x", "type": "boolean", "secret": True}))
    assert refused(lambda kind: kind["injectors"]["env"].update(X="{{ unknown }}"))
    assert refused(lambda kind: kind["injectors"]["env"].update(X="{{ tower.filename.unknown }}"))
    assert refused(lambda kind: kind["injectors"]["env"].update(X="{{ api_url"))
    assert refused(lambda kind: kind["injectors"]["env"].update(ANSIBLE_CONFIG="x"))
    assert refused(lambda kind: kind["injectors"]["file"].update(template="x"))


def test_every_option_of_the_connection_can_be_entered() -> None:
    """A type that is in use takes no new fields, so that none may be missing."""
    variables = {option["fallback"][1][0]: name for name, option in CONNECTION_OPTIONS.items()}
    pbx, extension = ({variables[name] for name in kind["injectors"]["env"]} for kind in (PBX, EXTENSION))
    assert pbx == CONNECTION_OPTIONS.keys() - EXTENSION_OPTIONS.keys() - NOT_ENTERED
    assert extension == EXTENSION_OPTIONS.keys() - NOT_ENTERED
    assert PBX_OPTIONS.keys() - NOT_ENTERED < pbx


@BOTH
def test_what_is_left_empty_is_not_set(kind: dict[str, Any], prefix: str, job: Any) -> None:
    least = ENTERED[kind["name"]]
    assert job(kind, least) == job(kind, {**{field["id"]: "" for field in kind["inputs"]["fields"] if field["type"] == "string"}, **least})
    environment, files = job(kind, least)
    assert files == {}
    assert {name: value for name, value in environment.items() if value and name != f"{prefix}_VALIDATE_CERTS"} == dict(
        zip(list(kind["injectors"]["env"])[: len(least)], least.values(), strict=True)
    )
    # A boolean that a request to the API leaves out becomes false.
    assert environment[f"{prefix}_VALIDATE_CERTS"] == "true"


@BOTH
def test_what_is_entered_arrives(kind: dict[str, Any], prefix: str, job: Any) -> None:
    issued = trustme.CA().issue_cert("client.example.net")
    certificate, key = issued.cert_chain_pems[0].bytes().decode(), issued.private_key_pem.bytes().decode()
    entered = {"ca_certificate": certificate, "ca_path": "/not/this", "client_certificate": certificate, "client_key": key}
    environment, files = job(kind, {**ENTERED[kind["name"]], **entered, "insecure": True, "timeout": "7", "rate_limit_wait": "3600"})
    assert files == {f"{prefix}_CA_PATH": certificate, f"{prefix}_CLIENT_CERT": certificate, f"{prefix}_CLIENT_KEY": key}
    numbers = {name: environment[f"{prefix}_{name}"] for name in ("VALIDATE_CERTS", "TIMEOUT", "RATE_LIMIT_WAIT")}
    assert numbers == {"VALIDATE_CERTS": "false", "TIMEOUT": "7", "RATE_LIMIT_WAIT": "3600"}
    environment, files = job(kind, {**ENTERED[kind["name"]], "ca_path": "/etc/pki/ca.pem", "insecure": False})
    assert (environment[f"{prefix}_CA_PATH"], files) == ("/etc/pki/ca.pem", {})


def test_two_credentials_of_a_job_do_not_meet(job: Any) -> None:
    assert not PBX["injectors"]["env"].keys() & EXTENSION["injectors"]["env"].keys()
    environment, _files = job(PBX, {**ENTERED[PBX["name"]], "insecure": True, "timeout": "5"})
    job(EXTENSION, ENTERED[EXTENSION["name"]], environment)
    assert (environment["PORTSIP_VALIDATE_CERTS"], environment["PORTSIP_EXTENSION_VALIDATE_CERTS"]) == ("false", "true")
    assert (environment["PORTSIP_TIMEOUT"], environment["PORTSIP_EXTENSION_TIMEOUT"]) == ("5", "")


@BOTH
def test_secrets_are_stored_encrypted(kind: dict[str, Any], prefix: str) -> None:
    secret = {field["id"] for field in kind["inputs"]["fields"] if field.get("secret")}
    assert secret == {"client_key", "password" if prefix == "PORTSIP" else "client_secret"}
