# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The files of documents: which they are, and what of them can be read where."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from ansible.parsing import vault
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible.template import Templar
from ansible_collections.portsip.pbx.plugins.module_utils.base.yaml_files import yaml_read_by
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.sources import Source, document_files, read_source
from ansible_collections.portsip.pbx.plugins.plugin_utils.document_files import ControllerFiles

SECRETS = [("default", VaultSecret(b"vault password"))]
VAULT = VaultLib(SECRETS)
ENCRYPTED = VAULT.encrypt("Secret-Pass-1").decode()
DOCUMENT = """
tenants:
  - domain: north.example.net
    name: !unsafe "{{ braces }}"
    ring_groups:
      - extension_number: "8100"
        name: "{{ ring_name }}"
        agents: ["101", "{{ missing }}"]
    ivrs:
      defaults: {password: "{{ vault_password }}"}
      items:
        - extension_number: "8000"
          custom_pin: !vault |
            VAULT
""".replace("VAULT", ENCRYPTED.replace("\n", "\n            "))


def on_controller(path: Path, *, password: bool = True, **variables: Any) -> Source:
    """A document as a task on the controller reads it."""
    loader = DataLoader()
    secrets = SECRETS if password else []
    loader.set_vault_secrets(secrets)
    with _known_to_core(secrets), yaml_read_by(ControllerFiles(loader, Templar(loader, variables=variables))):
        return read_source(str(path))


def _known_to_core(secrets: list[Any]) -> AbstractContextManager[Any]:
    """Let ansible-core 2.19 and later decrypt values with these, as its command line does."""
    context = getattr(vault, "VaultSecretsContext", None)
    return nullcontext() if context is None else mock.patch.object(context, "_current", context(secrets))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one tenant."""
    path = tmp_path / "north.yml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_the_controller_reads_everything(file: Path) -> None:
    source = on_controller(file, ring_name="Sales", missing="102", vault_password="Pass-2", braces="evaluated")
    assert source.document == {
        "tenants": [
            {
                "domain": "north.example.net",
                "name": "{{ braces }}",
                "ring_groups": [{"extension_number": "8100", "name": "Sales", "agents": ["101", "102"]}],
                "ivrs": {
                    "defaults": {"password": "Pass-2"},
                    "items": [{"extension_number": "8000", "custom_pin": "Secret-Pass-1"}],
                },
            }
        ]
    }
    assert source.unreadable == {}
    assert source.hidden_in("tenants[0].ivrs.items[0]") == {"password", "custom_pin"}
    assert source.hidden_in("tenants[0].ring_groups[0]") == set()


def test_what_cannot_be_read_is_left_out_whole_and_named(file: Path) -> None:
    source = on_controller(file, password=False, ring_name="Sales")
    assert source.document["tenants"][0]["ring_groups"] == [{"extension_number": "8100", "name": "Sales"}]
    assert source.document["tenants"][0]["ivrs"] == {"defaults": {}, "items": [{"extension_number": "8000"}]}
    reasons = source.unreadable_in("tenants[0].ivrs.items[0]")
    assert set(reasons) == {"password", "custom_pin"}
    assert reasons["custom_pin"] == "it is encrypted with ansible-vault, and cannot be decrypted here"
    assert set(source.unreadable_in("tenants[0].ring_groups[0]")) == {"agents"}
    assert source.unreadable_in("tenants[0]") == {}


def test_elsewhere_neither_vault_nor_templates_are_read(file: Path) -> None:
    source = read_source(str(file))
    assert source.document == {
        "tenants": [
            {
                "domain": "north.example.net",
                "name": "{{ braces }}",
                "ring_groups": [{"extension_number": "8100"}],
                "ivrs": {"defaults": {}, "items": [{"extension_number": "8000"}]},
            }
        ]
    }
    assert set(source.unreadable) == {
        "tenants[0].ring_groups[0].name",
        "tenants[0].ring_groups[0].agents",
        "tenants[0].ivrs.defaults.password",
        "tenants[0].ivrs.items[0].custom_pin",
    }


def test_a_list_that_is_a_template_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "north.yml"
    path.write_text("tenants: [{domain: a.example.net, ivrs: '{{ common }}'}, '{{ other }}']", encoding="utf-8")
    source = on_controller(path, common=[{"extension_number": "8000"}], other={"domain": "b.example.net"})
    assert [tenant["domain"] for tenant in source.document["tenants"]] == ["a.example.net", "b.example.net"]
    assert source.document["tenants"][0]["ivrs"] == [{"extension_number": "8000"}]
    assert set(read_source(str(path)).unreadable) == {"tenants[0].ivrs", "tenants[1]"}


def test_what_identifies_an_object_has_to_be_readable(tmp_path: Path) -> None:
    path = tmp_path / "north.yml"
    path.write_text("tenants: [{domain: '{{ domain }}'}]", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"north.yml: tenants\[0\].domain: it is a template.*nothing tells which object is meant"):
        read_source(str(path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tenants: [\n", "north.yml, line 2, column 1: is not valid YAML: "),
        ("password: Top-Secret-1: x\n", "north.yml, line 1, column 23: is not valid YAML: mapping values are not allowed"),
        ("- domain: a\n", "north.yml: must be a mapping with the keys system, tenants, queues"),
        (ENCRYPTED, "north.yml: the file is encrypted with ansible-vault, and cannot be decrypted here"),
        ("a: \x07", "north.yml: is not valid YAML"),
    ],
)
def test_what_is_no_document_is_refused_without_quoting_it(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "north.yml"
    path.write_text(text, encoding="utf-8")
    for read in (lambda: read_source(str(path)), lambda: on_controller(path, password=False)):
        with pytest.raises(InvalidInput) as refused:
            read()
        assert said in str(refused.value)
        assert "Top-Secret" not in str(refused.value)


def test_a_file_encrypted_as_a_whole_is_read_on_the_controller(tmp_path: Path) -> None:
    path = tmp_path / "north.yml"
    path.write_bytes(VAULT.encrypt("tenants: [{domain: a.example.net}]"))
    assert on_controller(path).document == {"tenants": [{"domain": "a.example.net"}]}


def test_dates_and_numbers_have_the_types_of_json(tmp_path: Path) -> None:
    path = tmp_path / "north.yml"
    path.write_text("tenants: [{domain: a.example.net, name: 2026-01-31, custom: {1: 2}}]", encoding="utf-8")
    expected = {"tenants": [{"domain": "a.example.net", "name": "2026-01-31", "custom": {"1": 2}}]}
    assert read_source(str(path)).document == on_controller(path).document == expected


def test_a_directory_means_its_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yaml", "c.json", ".hidden.yml", "notes.txt"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "d.yml").mkdir()
    assert [Path(path).name for path in document_files(str(tmp_path))] == ["a.yaml", "b.yml", "c.json"]
    assert document_files(str(tmp_path / "notes.txt")) == [str(tmp_path / "notes.txt")]
    with pytest.raises(InvalidInput, match="path: there is no file or directory"):
        document_files(str(tmp_path / "missing"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="path: there is no file that ends with .yml, .yaml, .json in"):
        document_files(str(tmp_path / "empty"))


def test_a_path_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="path: .* can't be read: File name too long"):
        document_files(str(tmp_path / ("x" * 300)))
