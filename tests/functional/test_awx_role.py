# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The role ``awx`` with the real modules of awx.awx, on a stand-in for AWX: what it sets up, and that a second run writes nothing."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from functional.running import Playbooks

from awx_api.server import Awx

if TYPE_CHECKING:
    from functional.running import Run

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples" / "fleet" / "awx"
ROLE = "portsip.pbx.awx"
CREDENTIALS = ["PortSIP PBX", "PortSIP extension API", "PortSIP vault"]
TENANTS = ["castlepark.example.net", "harbour.example.net"]
EXTENSION = {"extension_api_url": "https://api.example.net", "client_id": "id", "client_secret": "extension-secret", "insecure": True}
GUIDE = CHECKOUT / "docs" / "awx.md"
SECRETS = {"vault_portsip_password": "pbx-secret", "vault_of_the_project": "vault-secret", "vault_chat_password": "chat-secret"}
PLACES = (
    *os.environ.get("ANSIBLE_COLLECTIONS_PATH", "").split(":"),
    *sys.path,
    str(CHECKOUT / ".cache" / "awx"),
)
INSTALLED = [place for place in PLACES if place and Path(place, "ansible_collections", "awx", "awx", "MANIFEST.json").is_file()][:1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout of the project, with two tenants."""
    shutil.copytree(EXAMPLE, tmp_path / "project" / "awx")
    (tmp_path / "project" / "tenants").mkdir()
    (tmp_path / "project" / "awx_secrets.yml").write_text(yaml.safe_dump(SECRETS), encoding="utf-8")
    for name in (*TENANTS, "system", "queues"):
        (tmp_path / "project" / "tenants" / f"{name}.yml").write_text("---\n", encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def awx(project: Path) -> Iterator[Awx]:
    """AWX, with nothing in it."""
    with Awx(project) as server:
        yield server


@pytest.fixture
def shell(project: Path, ansible_environment: dict[str, str]) -> Playbooks:
    """Runs playbooks in the project."""
    return Playbooks(project, ansible_environment)


def _command() -> list[str]:
    """The command of the guide, without the program."""
    (command,) = re.findall(r"^\$ ansible-playbook (.*)$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return shlex.split(command)


def test_the_collection_it_needs_is_named(shell: Playbooks) -> None:
    run = shell.finish(shell.start_playbook(*_command()), succeed=False)
    assert run.failed == [f"{ROLE} : Look for the collection awx.awx", f"{ROLE} : Report that the collection awx.awx is not installed"]
    assert "ansible-galaxy collection install awx.awx" in run.result(run.failed[-1])["msg"]


@pytest.fixture
def configure(shell: Playbooks, awx: Awx) -> Any:
    """Runs the command of the guide, and returns the run and what it wrote."""
    path = ":".join([shell.environment["ANSIBLE_COLLECTIONS_PATH"], *INSTALLED])
    shell.environment |= {**awx.environment, "ANSIBLE_COLLECTIONS_PATH": path}

    def run(**variables: Any) -> tuple[Run, list[str]]:
        awx.writes.clear()
        variables["awx_extension_credential"] = EXTENSION
        finished = shell.finish(shell.start_playbook(*_command(), variables=variables), patience=600)
        for secret in (*SECRETS.values(), EXTENSION["client_secret"]):
            assert secret not in finished.output
        return finished, [f"{write.method} {write.path}" for write in awx.writes]

    return run


@pytest.mark.long
@pytest.mark.skipif(not INSTALLED, reason="awx.awx is not installed: make awx-collection fetches it")
def test_everything_is_set_up_and_a_second_run_writes_nothing(configure: Any, project: Path, awx: Awx) -> None:
    first, written = configure()
    assert first.recap["changed"] > 10
    _assert_objects(awx)
    _assert_templates(awx)
    _assert_workflow(awx)

    again, written = configure()
    assert (written, again.recap["changed"]) == ([], 0), again.output

    # Only a survey knows the tenants of the project, and AWX can't tell that a secret has changed.
    (project / "tenants" / "quay.example.net.yml").write_text("---\n", encoding="utf-8")
    _run, written = configure(vault_portsip_password="another-secret")
    assert written
    assert [one for one in written if not one.endswith("/survey_spec")] == []
    assert {tuple(choices) for choices in _choices(awx)} == {(*TENANTS, "quay.example.net")}

    _run, written = configure(vault_portsip_password="another-secret", awx_update_secrets=True)
    assert {one.rpartition("/")[0] for one in written} == {"PATCH credentials", "PATCH notification_templates"}
    assert awx.state.named("credentials", "PortSIP PBX")["inputs"]["password"] == "another-secret"


def _assert_objects(awx: Awx) -> None:
    state = awx.state
    named = {table: {row["name"] for row in rows.values() if "name" in row} for table, rows in state.rows.items()}
    assert named["credentials"] == set(CREDENTIALS)
    assert state.named("credentials", "PortSIP extension API")["inputs"] == EXTENSION
    assert named["credential_types"] >= {"PortSIP PBX", "PortSIP extension API"}
    assert state.named("credentials", "PortSIP vault")["inputs"] == {"vault_password": "vault-secret"}
    injectors = state.named("credential_types", "PortSIP PBX")["injectors"]["env"]
    assert injectors["PORTSIP_API_URL"] == "{{ api_url }}"  # AWX's template, not Ansible's
    source = state.named("inventory_sources", "PortSIP tenants")
    assert (EXAMPLE.parent / source["source_path"]).is_file()
    assert source["credential"] == state.named("credentials", "PortSIP PBX")["id"]
    assert json.loads(state.named("hosts", "localhost")["variables"]) == {
        "ansible_connection": "local",
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
    }
    assert state.named("projects", "PortSIP")["scm_update_on_launch"] is True


def _assert_templates(awx: Awx) -> None:
    state = awx.state
    templates = {row["name"].removeprefix("PortSIP "): row for row in state.rows["job_templates"].values()}
    assert {Path(row["playbook"]).stem for row in templates.values()} == {path.stem for path in EXAMPLE.glob("*.yml")} - {
        "configure",
        "prepare",
    }
    assert all(row["allow_simultaneous"] for row in templates.values())
    fleet = state.named("inventories", "PortSIP tenants")["id"]
    assert {name for name, row in templates.items() if row["inventory"] == fleet} == {"provision the fleet", "drift of the fleet"}
    assert {row["job_slice_count"] for row in templates.values() if row["inventory"] == fleet} == {2}
    assert {row["job_slice_count"] for row in templates.values() if row["inventory"] != fleet} == {1}
    for name in ("PortSIP drift", "PortSIP drift of the fleet"):
        assert state.linked("job_templates", name, "notification_templates_error") == ["PortSIP drift"]
    for name in templates:
        assert sorted(state.linked("job_templates", f"PortSIP {name}", "credentials")) == sorted(CREDENTIALS)
    assert {tuple(choices) for choices in _choices(awx)} == {tuple(TENANTS)}
    (question,) = state.surveys["job_templates", templates["take down a tenant"]["id"]]["spec"]
    assert (question["type"], question["required"]) == ("text", True)
    (schedule,) = state.rows["schedules"].values()
    assert schedule["unified_job_template"] == templates["drift"]["id"]


def _assert_workflow(awx: Awx) -> None:
    state = awx.state
    order = ["validate", "plan", "approve", "provision", "verify"]
    assert [row["identifier"] for row in state.rows["workflow_job_template_nodes"].values()] == order
    assert [state.linked("workflow_job_template_nodes", name, "success_nodes") for name in order] == [*([name] for name in order[1:]), []]
    assert state.named("workflow_approval_templates", "PortSIP approve the plan")["timeout"] == 86400
    plan, provision = (state.named("workflow_job_template_nodes", name) for name in ("plan", "provision"))
    assert plan["unified_job_template"] == provision["unified_job_template"]
    assert (plan["job_type"], provision["job_type"]) == ("check", "run")


def _choices(awx: Awx) -> list[list[str]]:
    questions = [question for survey in awx.state.surveys.values() for question in survey["spec"]]
    return [question["choices"] for question in questions if "choices" in question]
