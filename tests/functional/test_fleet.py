# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks over an inventory of tenants: a definition for each, and requests that do not grow with their number."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

SECRET = "284193"
OF_TENANT = {"timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
HOSTS = ("-i", "tenants.portsip.yml", "-e", "tenant_hosts=tenants")


def definition(domain: str) -> dict[str, Any]:
    """A tenant with a receptionist, whose PIN is a variable."""
    receptionist = {"extension_number": "8000", "name": "Front desk", "pin": "{{ vault_pin }}"}
    return {"domain": domain, "name": domain.partition(".")[0].title(), **OF_TENANT, "ivrs": [receptionist]}


def write(path: Path, content: Any) -> None:
    """A file of YAML, with the directories around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, shared_simulator: Simulator) -> Path:
    """Three tenants that are defined in three ways, and one that is not."""
    for domain in ("host.example.net", "variables.example.net", "document.example.net", "nowhere.example.net"):
        shared_simulator.add_tenant(domain, domain.partition(".")[0].title())
    write(tmp_path / "tenants.portsip.yml", {"plugin": "portsip.pbx.tenants"})
    write(tmp_path / "group_vars" / "tenants.yml", {"vault_pin": SECRET})
    write(tmp_path / "host_vars" / "host.example.net.yml", {"tenant_definition": definition("host.example.net")})
    tenants = tmp_path / "tenants"
    write(tenants / "variables.example.net.yml", {"tenant_definition": definition("variables.example.net") | {"name": "{{ title }}"}})
    write(tenants / "variables.example.net_secrets.yml", {"title": "Variables"})
    write(tenants / "document.example.net.yml", {"tenants": [definition("document.example.net")]})
    return tmp_path


def of_hosts(output: str) -> dict[str, dict[str, int]]:
    """The recap by host."""
    lines = re.findall(r"^(\S+) +: (ok=.*)$", output, re.MULTILINE)
    return {host: {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", counts)} for host, counts in lines}


@pytest.mark.parametrize("playbook", ["apply", pytest.param("provision", marks=pytest.mark.long)])
def test_each_host_has_the_definition_of_its_tenant(
    playbooks: Playbooks, shared_simulator: Simulator, project: Path, playbook: str
) -> None:
    run = playbooks.finish(
        playbooks.start_playbook("portsip.pbx.provision", *HOSTS, "-e", '{"tenants_serial": [1, "100%"]}'), succeed=False
    )
    recap = of_hosts(run.output)
    assert {host: (counts["changed"], counts["failed"]) for host, counts in recap.items()} == {
        "host.example.net": (1, 0),
        "variables.example.net": (1, 0),
        "document.example.net": (1, 0),
        "nowhere.example.net": (0, 1),
    }
    assert f"No file tenants/nowhere.example.net.yml in the project (looked for in {project}/)" in run.output
    assert len(re.findall(r"^PLAY \[", run.output, re.MULTILINE)) == 2
    # The titles are those of all hosts.
    assert re.findall(r"^(?:TASK|PLAY|RUNNING HANDLER) \[.*example\.net.*\]", run.output, re.MULTILINE) == []
    tenants = shared_simulator.state()["tenants"].values()
    assert sorted(tenant["domain"] for tenant in tenants if tenant["ivrs"]) == sorted(set(recap) - {"nowhere.example.net"})
    assert SECRET not in run.output

    shared_simulator.clear_log()
    places = ("--limit", "!nowhere.example.net", "-e", "drift_dest=reports")
    again = playbooks.finish(playbooks.start_playbook("portsip.pbx.drift", *HOSTS, *places))
    assert {host: (counts["changed"], counts["failed"]) for host, counts in of_hosts(again.output).items()} == {
        host: (0, 0) for host in recap if host != "nowhere.example.net"
    }
    assert shared_simulator.writes() == []
    reports = sorted(path.relative_to(project).as_posix() for path in project.glob("reports/*/drift.json"))
    assert reports == [f"reports/{host}/drift.json" for host in sorted(set(recap) - {"nowhere.example.net"})]


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"tenants": [definition("other.example.net")]}, "must have the tenant nowhere.example.net, and nothing else"),
        ({"tenants": [definition("nowhere.example.net")], "system": {}}, "must have the tenant nowhere.example.net, and nothing else"),
        pytest.param(
            {"tenant_definition": {"domain": "a.example.net"}}, "must have the variable tenant_definition", marks=pytest.mark.long
        ),
    ],
)
def test_a_file_of_another_tenant_is_refused(
    playbooks: Playbooks, shared_simulator: Simulator, project: Path, content: Any, says: str
) -> None:
    write(project / "tenants" / "nowhere.example.net.yml", content)
    limit = ("--limit", "nowhere.example.net")
    run = playbooks.finish(playbooks.start_playbook("portsip.pbx.validate", *HOSTS, *limit), succeed=False)
    assert says in run.output
    assert shared_simulator.writes() == []


@pytest.mark.long
@pytest.mark.parametrize("playbook", ["provision", "apply", "drift"])
def test_requests_of_a_host_do_not_grow_with_the_tenants(
    playbooks: Playbooks, shared_simulator: Simulator, project: Path, playbook: str
) -> None:
    limit = ("--limit", "document.example.net")
    playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *HOSTS, *limit))

    def requests() -> int:
        """All but those of the inventory, which has one request for a hundred tenants."""
        shared_simulator.clear_log()
        playbooks.finish(playbooks.start_playbook(f"portsip.pbx.{playbook}", *HOSTS, *limit))
        log = shared_simulator.requests()
        pages = [request for request in log if request["path"] == "/api/tenants" and set(request["query"]) == {"skip", "top"}]
        return len(log) - len(pages)

    few = requests()
    for number in range(250):
        shared_simulator.add_tenant(f"t{number:03}.example.net")
    assert requests() == few
