# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks of the project for AWX, as AWX runs them: by ansible-runner, with the environment of the credential types, a vault
password that is typed in, and extra variables that are marked as unsafe.

AWX hands a job to another node by ``transmit``, ``worker`` and ``process``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from awx_plugins.interfaces._temporary_private_credential_api import Credential
from awx_plugins.interfaces._temporary_private_inject_api import inject_credential
from functional.running import access

if TYPE_CHECKING:
    from simulator import Simulator

CHECKOUT = Path(__file__).parents[2]
FLEET = CHECKOUT / "examples" / "fleet"
TYPES = CHECKOUT / "roles" / "awx" / "files" / "credential_types"
VAULT_PASSWORD = "of the vault"
CASTLEPARK = "castlepark-dental.example.net"
NEW, OTHER = "castlepark.example.net", "harbour.example.net"
LOCAL = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
BASE = {"timezone": "Europe/Dublin", "currency": "EUR", "region": "IRL"}
RECEPTIONIST = {"extension_number": "8000", "name": "Front desk", "pin": "{{ vault_front_desk_pin }}"}


class Unsafe(str):
    """Written as ``!unsafe``, as AWX writes every text of the extra variables of a launch."""


class Dumper(yaml.SafeDumper):
    """Knows them."""


Dumper.add_representer(Unsafe, lambda dumper, data: dumper.represent_scalar("!unsafe", str(data)))


def unsafe(value: Any) -> Any:
    """A value whose texts are unsafe, at any depth."""
    if isinstance(value, dict):
        return {name: unsafe(item) for name, item in value.items()}
    if isinstance(value, list):
        return [unsafe(item) for item in value]
    return Unsafe(value) if isinstance(value, str) else value


class Jobs:
    """Runs playbooks of a project as jobs of AWX.

    :param directory: for the private data of the jobs.
    :param environment: of ansible-runner.
    :ivar environment: the same.
    :ivar hosts: of the inventory, with their variables.
    """

    def __init__(self, directory: Path, environment: dict[str, str], simulator: Simulator) -> None:
        self._directory = directory
        self.environment = environment
        self._simulator = simulator
        self._count = 0
        self.project = directory / "project"
        self.hosts: dict[str, Any] = {"localhost": LOCAL}

    def private(self, arguments: str, extra_vars: dict[str, Any]) -> Path:
        """The private data of a job, as AWX writes it."""
        self._count += 1
        private = self._directory / f"job-{self._count}"
        shutil.copytree(self.project, private / "project")
        (private / "env").mkdir()
        (private / "inventory").mkdir()
        (private / "inventory" / "hosts.json").write_text(json.dumps({"all": {"hosts": self.hosts}}), encoding="utf-8")
        (private / "env" / "extravars").write_text(yaml.dump(unsafe(extra_vars), Dumper=Dumper), encoding="utf-8")
        (private / "env" / "passwords").write_text(yaml.safe_dump({r"Vault password.*:\s*?$": VAULT_PASSWORD}), encoding="utf-8")
        (private / "env" / "cmdline").write_text(f"--ask-vault-pass {arguments}", encoding="utf-8")
        (private / "env" / "envvars").write_text(yaml.safe_dump(self._credentials(private)), encoding="utf-8")
        return private

    def _credentials(self, private: Path) -> dict[str, str]:
        """The environment that AWX gives a job with a credential of each type."""
        environment: dict[str, str] = {}
        wanted = access(self._simulator)
        entered: dict[str, Any] = {
            "portsip_pbx": {"api_url": "API_URL", "username": "USERNAME", "password": "PASSWORD"},
            "portsip_extension_api": {
                "extension_api_url": "EXTENSION_API_URL",
                "client_id": "EXTENSION_CLIENT_ID",
                "client_secret": "EXTENSION_CLIENT_SECRET",
            },
        }
        for name, fields in entered.items():
            kind = yaml.safe_load((TYPES / f"{name}.yml").read_text(encoding="utf-8"))
            inputs = {field: wanted[f"PORTSIP_{variable}"] for field, variable in fields.items()}
            managed = SimpleNamespace(**kind, managed=False, custom_injectors=None)
            inject_credential(managed, Credential(inputs), environment, {}, [], str(private))
        return environment

    def run(self, playbook: str, arguments: str = "", *, succeed: bool = True, **extra_vars: Any) -> str:
        """Run a playbook as ``ansible-runner run`` does; returns what it printed."""
        return self._finish(["run", str(self.private(arguments, extra_vars)), "-p", f"awx/{playbook}.yml"], succeed=succeed)

    def run_elsewhere(self, playbook: str, arguments: str = "", *, succeed: bool = True, **extra_vars: Any) -> str:
        """Run a playbook on another node; returns what the node reported."""
        private = self.private(arguments, extra_vars)
        sent = self._call(["transmit", str(private), "-p", f"awx/{playbook}.yml"]).stdout
        shutil.rmtree(private / "project")  # the node has its own
        returned = self._call(["worker", "--private-data-dir", str(self._directory / f"node-{self._count}")], sent).stdout
        return self._finish(["process", str(private)], returned, succeed=succeed)

    def inventory(self, source: str) -> subprocess.CompletedProcess[str]:
        """Update an inventory from a source in the project; it has the credential of the PBX alone."""
        self._count += 1
        private = self._directory / f"update-{self._count}"
        (private / "env").mkdir(parents=True)
        environment = self.environment | self._credentials(private) | {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
        command = ["ansible-inventory", "-i", source, "--list", "--export"]
        return subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True, timeout=180, check=False)

    def encrypt(self, file: Path) -> None:
        """Encrypt a file as ansible-vault does."""
        password = self._directory / "vault-password"
        password.write_text(VAULT_PASSWORD, encoding="utf-8")
        command = ["ansible-vault", "encrypt", "--vault-password-file", str(password), str(file)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)
        password.unlink()

    def artifacts(self) -> dict[str, Any]:
        """What the last job handed on to other nodes of a workflow."""
        events = sorted((self._directory / f"job-{self._count}" / "artifacts").glob("*/job_events/*.json"))
        found = [json.loads(event.read_text(encoding="utf-8")) for event in events]
        (last,) = (event["event_data"] for event in found if event["event"] == "playbook_on_stats")
        return dict(last["artifact_data"])

    def _finish(self, arguments: list[str], data: bytes = b"", *, succeed: bool) -> str:
        finished = self._call(arguments, data)
        output = (finished.stdout + finished.stderr).decode()
        (returncode,) = (self._directory / f"job-{self._count}" / "artifacts").rglob("rc")
        assert (returncode.read_text(encoding="utf-8").strip() == "0") is succeed, output
        assert VAULT_PASSWORD not in output
        return output

    def _call(self, arguments: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["ansible-runner", *arguments], input=data, env=self.environment, capture_output=True, timeout=180, check=False
        )


@pytest.fixture
def jobs(tmp_path: Path, ansible_environment: dict[str, str], shared_simulator: Simulator) -> Jobs:
    """A project with two tenants, whose secrets are encrypted."""
    found = Jobs(tmp_path, ansible_environment, shared_simulator)
    shutil.copytree(FLEET / "awx", found.project / "awx")
    tenants, variables = found.project / "tenants", found.project / "inventory" / "group_vars" / "all"
    tenants.mkdir()
    variables.mkdir(parents=True)
    for domain, more in ((NEW, {"ivrs": [RECEPTIONIST]}), (OTHER, {})):
        document = {"tenants": [{"domain": domain, "name": domain.partition(".")[0], **BASE, **more}]}
        (tenants / f"{domain}.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    (variables / "vault.yml").write_text("vault_front_desk_pin: '407193'\n", encoding="utf-8")
    found.encrypt(variables / "vault.yml")
    return found


def _tenants(simulator: Simulator) -> dict[str, Any]:
    return {tenant["domain"]: tenant for tenant in simulator.state()["tenants"].values()}


def _pins(simulator: Simulator) -> list[str]:
    """The PINs of all receptionists."""
    return [ivr["pin"] for tenant in _tenants(simulator).values() for ivr in tenant["ivrs"].values()]


def test_a_tenant_is_provisioned(jobs: Jobs, shared_simulator: Simulator) -> None:
    output = jobs.run("provision", tenant_domain=NEW)
    assert "2 created" in output
    assert _tenants(shared_simulator)[NEW]["timezone"] == "Europe/Dublin"
    assert _pins(shared_simulator) == ["407193"]


@pytest.mark.long
def test_the_workflow_applies_the_plan_that_was_approved(jobs: Jobs, shared_simulator: Simulator) -> None:
    jobs.run("validate", tenant_domain=NEW)
    assert shared_simulator.requests() == []
    planned = jobs.run("provision", "--check --diff", tenant_domain=NEW)
    assert "+ create ivr 8000" in planned
    assert shared_simulator.writes() == []
    # What a node hands on arrives among the extra variables of the next ones.
    digest = jobs.artifacts()["apply_plan_digest"]
    refused = jobs.run("provision", succeed=False, tenant_domain=NEW, apply_plan_digest="0" * len(digest))
    assert "plan_digest" in refused
    assert shared_simulator.writes() == []
    assert "2 created" in jobs.run("provision", tenant_domain=NEW, apply_plan_digest=digest)
    jobs.run("drift", tenant_domain=NEW)

    file = jobs.project / "tenants" / f"{NEW}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("Front desk", "Reception"), encoding="utf-8")
    shared_simulator.clear_log()
    report = jobs.run("drift", succeed=False)
    assert "Front desk" in report, report
    assert "name: Front desk" in jobs.run("export", tenant_domain=NEW)
    assert shared_simulator.writes() == []
    jobs.run("take_down", tenant_domain=NEW)
    shared_simulator.wait_until_idle()
    assert NEW not in _tenants(shared_simulator)


@pytest.mark.long
def test_the_example_is_provisioned(jobs: Jobs, shared_simulator: Simulator) -> None:
    shutil.rmtree(jobs.project)
    shutil.copytree(FLEET, jobs.project)
    jobs.encrypt(jobs.project / "inventory" / "group_vars" / "all" / "vault.yml")
    jobs.environment.pop("ANSIBLE_CONFIG")  # that of the project counts
    jobs.run("validate")
    jobs.run("baseline")
    jobs.run("provision", tenant_domain=CASTLEPARK)
    jobs.run("drift", tenant_domain=CASTLEPARK)
    shared_simulator.clear_log()
    jobs.run("provision", tenant_domain=CASTLEPARK)
    assert shared_simulator.writes() == []
    document = jobs.project / "tenants" / f"{CASTLEPARK}.yml"
    document.write_text(document.read_text(encoding="utf-8").replace("name: Castlepark Dental", "name: Castle Park"), encoding="utf-8")
    report = jobs.run("drift", succeed=False, tenant_domain=CASTLEPARK)
    assert re.search(r"name.*Castlepark Dental", report), report
    assert "name: Castlepark Dental" in jobs.run("export", tenant_domain=CASTLEPARK)


@pytest.mark.long
def test_a_fleet_is_provisioned_on_another_node(jobs: Jobs, shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(NEW)
    shared_simulator.add_tenant(OTHER)
    shared_simulator.add_tenant("without-a-file.example.net")
    jobs.hosts = {domain: {"portsip_tenant": {"domain": domain}, **LOCAL} for domain in _tenants(shared_simulator)}
    output = jobs.run_elsewhere("provision_fleet", "--forks 2")
    for domain in (NEW, OTHER):
        assert re.search(rf"^{domain} .* changed=1 .* failed=0", output, flags=re.MULTILINE), output
    assert re.search(r"^without-a-file.example.net .* changed=0 .* failed=0", output, flags=re.MULTILINE), output
    assert "TASK [Apply the documents]" in output
    assert {_tenants(shared_simulator)[domain]["currency"] for domain in (NEW, OTHER)} == {"EUR"}
    assert _pins(shared_simulator) == ["407193"]
    shared_simulator.clear_log()
    jobs.run_elsewhere("drift_fleet", "--forks 2")
    assert shared_simulator.writes() == []
    jobs.run_elsewhere("provision_fleet", "--forks 2")
    assert shared_simulator.writes() == []


@pytest.mark.long
def test_the_source_of_the_inventory_is_read_as_awx_reads_it(jobs: Jobs, shared_simulator: Simulator) -> None:
    shared_simulator.add_tenant(NEW)
    found = jobs.inventory("awx/inventory/tenants.portsip.yml")
    exported = json.loads(found.stdout)
    tenants = {name: host["portsip_tenant"] for name, host in exported["_meta"]["hostvars"].items()}
    assert {name: tenant["id"] is not None for name, tenant in tenants.items()} == {NEW: True, OTHER: False}
    assert exported["tenants"]["vars"] == LOCAL
    # Beside encrypted variables it would fail, which is why it is in a directory of its own.
    (jobs.project / "inventory" / "tenants.portsip.yml").write_text("plugin: portsip.pbx.tenants\n", encoding="utf-8")
    refused = jobs.inventory("inventory/tenants.portsip.yml")
    assert "no vault secrets found" in refused.stderr


@pytest.mark.long
@pytest.mark.parametrize("playbook", ["validate", "provision", "take_down", "drift"])
def test_a_missing_file_is_named(jobs: Jobs, shared_simulator: Simulator, playbook: str) -> None:
    output = jobs.run(playbook, succeed=False, tenant_domain="nobody.example.net")
    assert "No file tenants/nobody.example.net.yml in the project" in output
    assert shared_simulator.requests() == []


@pytest.mark.long
def test_other_files_that_are_missing_are_named(jobs: Jobs, shared_simulator: Simulator) -> None:
    assert "No file tenants/system.yml in the project" in jobs.run("baseline", succeed=False)
    assert f"No file users/{NEW}.csv in the project" in jobs.run("users", succeed=False, tenant_domain=NEW)
    assert "is no domain" in jobs.run("take_down", succeed=False, tenant_domain="../vault")
    (jobs.project / "tenants" / "system.yml").write_text("system: {ip_rules: [{cidr: 192.0.2.0/24}]}\n", encoding="utf-8")
    (jobs.project / "tenants" / "both.yml").write_text("tenants: [{domain: both}, {domain: other}]\n", encoding="utf-8")
    for name in ("system", "both"):
        output = jobs.run("take_down", succeed=False, tenant_domain=name)
        assert f"tenants/{name}.yml must have the tenant {name}, and nothing else" in output
    assert shared_simulator.requests() == []


@pytest.mark.long
def test_baseline_and_users(jobs: Jobs, shared_simulator: Simulator) -> None:
    system = {"system": {"ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT", "description": "Office"}]}}
    (jobs.project / "tenants" / "system.yml").write_text(yaml.safe_dump(system), encoding="utf-8")
    assert "1 created" in jobs.run("baseline")
    shared_simulator.add_tenant(NEW)
    (jobs.project / "users").mkdir()
    users = (
        "extension_number,name,display_name,email,password,extension_password,voicemail_pin,role,voicemail_prompt\n"
        "2001,ann,Ann,ann@castlepark.example.net,Example-2001-a5cd68,sip-4df2a74de4,601815,StandardUser,en-GB\n"
    )
    (jobs.project / "users" / f"{NEW}.csv").write_text(users, encoding="utf-8")
    assert "1 created" in jobs.run_elsewhere("users", tenant_domain=NEW)
    users_there = _tenants(shared_simulator)[NEW]["users"].values()
    assert [user["extension_number"] for user in users_there if user["name"] == "ann"] == ["2001"]


@pytest.mark.long
def test_a_definition_among_the_extra_variables_is_refused_where_it_has_templates(jobs: Jobs, shared_simulator: Simulator) -> None:
    definition = {"domain": NEW, "name": "{{ vault_front_desk_pin }}", **BASE}
    output = jobs.run_elsewhere("validate", succeed=False, tenant_definition=definition)
    assert "tenant_definition.name: contains the template {{ vault_front_desk_pin }}, which was not evaluated" in output
    assert "in a variable file rather than in the extra variables of a launch" in output
    literal = {"domain": NEW, "name": "{{ two braces }}", "literal": ["name"], **BASE}
    jobs.run_elsewhere("validate", tenant_definition=literal)
    assert shared_simulator.requests() == []
