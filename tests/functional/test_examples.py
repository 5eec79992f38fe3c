# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The repositories in ``examples`` that are there to be copied: as they are, against a simulated PBX."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from functional.running import access

from simulator import Simulator

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FLEET = EXAMPLES / "fleet"
DOMAINS = sorted(path.stem for path in (FLEET / "tenants").glob("*.yml") if path.stem != "system")
TRUNK = "Liffey Telecom"


@pytest.fixture
def environment(ansible_environment: dict[str, str], shared_simulator: Simulator) -> dict[str, str]:
    """An environment that leads to ``shared_simulator``, and in which the ``ansible.cfg`` of a copy counts."""
    return {name: value for name, value in ansible_environment.items() if name != "ANSIBLE_CONFIG"} | access(shared_simulator)


def copied(name: str, tmp_path: Path) -> Path:
    """A copy of an example, as somebody has it in a home of their own."""
    return Path(shutil.copytree(EXAMPLES / name, tmp_path / name))


def play(directory: Path, environment: dict[str, str], *arguments: str, succeed: bool = True) -> str:
    """Run ansible-playbook in a directory, and return what it printed."""
    command = ["ansible-playbook", *arguments]
    given = environment | {"PWD": str(directory)}  # as a shell has it
    done = subprocess.run(command, cwd=directory, env=given, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is succeed, done.stdout + done.stderr
    return done.stdout


def test_fleet_is_valid_and_planned(tmp_path: Path, environment: dict[str, str], shared_simulator: Simulator) -> None:
    fleet = copied("fleet", tmp_path)
    output = play(fleet, environment, "validate.yml", "site.yml", "--check", "-e", "apply_plan_file=plan.json")
    assert "failed=0" in output
    planned = json.loads((fleet / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert [step["name"] for step in planned if (step["kind"], step["action"]) == ("tenant", "create")] == DOMAINS
    assert shared_simulator.writes() == []


@pytest.mark.long
def test_fleet_is_provisioned(tmp_path: Path, environment: dict[str, str], shared_simulator: Simulator) -> None:
    pbx, fleet = shared_simulator, copied("fleet", tmp_path)
    play(fleet, environment, "site.yml")
    state = pbx.state()
    (trunk,) = (row for row in state["providers"].values() if row["name"] == TRUNK)
    lent = {state["tenants"][row["tenant_id"]]["domain"]: row["did_numbers"] for row in trunk["assignees"]}
    assert sorted(lent) == sorted(row["domain"] for row in state["tenants"].values()) == DOMAINS
    documents = {domain: yaml.safe_load((FLEET / "tenants" / f"{domain}.yml").read_text(encoding="utf-8")) for domain in DOMAINS}
    for row in state["tenants"].values():
        (wanted,) = documents[row["domain"]]["tenants"]
        users = [user["extension_number"] for user in wanted["users"]["items"]]
        assert sorted(user["extension_number"] for user in row["users"].values()) == users
        assert lent[row["domain"]] == wanted["trunk_assignments"][0]["did_numbers"][0]

    pbx.clear_log()
    output = play(fleet, environment, "site.yml", "tenants.yml", "drift.yml")
    assert pbx.writes() == []
    assert set(re.findall(r"changed=(\d+)", output)) == {"0"}
    assert [domain for domain in DOMAINS if not re.search(rf"^{re.escape(domain)} .*ok=[1-9].*failed=0 ", output, re.MULTILINE)] == []
    assert sorted(path.name for path in (fleet / "reports").iterdir()) == ["drift.html", "drift.md", "drift.xml"]

    hotel = next(row for row in pbx.state()["tenants"].values() if row["domain"] == "quay-hotel.example.net")
    (receptionist,) = hotel["ivrs"]
    pbx.clear_log()
    changed = FLEET / "tenants" / "quay-hotel.example.net.yml"
    text = changed.read_text(encoding="utf-8").replace("name: Welcome", "name: Good evening")
    (fleet / "tenants" / changed.name).write_text(text, encoding="utf-8")
    assert "quay-hotel.example.net" in play(fleet, environment, "drift.yml", succeed=False)
    play(fleet, environment, "tenants.yml", "--limit", "hotels")
    assert {write["path"].rpartition("/")[2] for write in pbx.writes()} == {receptionist}


def test_practice_is_valid_and_planned(tmp_path: Path, environment: dict[str, str], shared_simulator: Simulator) -> None:
    practice = copied("practice", tmp_path)
    shared_simulator.add_provider(TRUNK)
    given = ("-e", "document_path=pbx/", "-e", "@vault.yml")
    output = play(practice, environment, "portsip.pbx.validate", "portsip.pbx.apply", *given, "--check")
    assert "Planned: 9 created" in output
    assert shared_simulator.writes() == []


@pytest.mark.long
def test_practice_is_provisioned(tmp_path: Path, environment: dict[str, str], shared_simulator: Simulator) -> None:
    pbx, practice = shared_simulator, copied("practice", tmp_path)
    pbx.add_provider(TRUNK)
    given = ("portsip.pbx.apply", "-e", "document_path=pbx/", "-e", "@vault.yml")
    play(practice, environment, *given)
    (tenant,) = pbx.state()["tenants"].values()
    assert sorted(user["extension_number"] for user in tenant["users"].values()) == ["2001", "2002", "2003"]
    pbx.clear_log()
    play(practice, environment, *given)
    assert pbx.writes() == []


def pipelines() -> list[Any]:
    """The pipelines of the fleet, by their names."""
    return [FLEET / ".gitlab-ci.yml", *sorted((FLEET / ".github" / "workflows").iterdir())]


@pytest.mark.parametrize("path", pipelines(), ids=lambda path: path.name)
def test_pipelines_run_what_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    played = re.findall(r"ansible-playbook (\S+)", text)
    assert {"validate.yml", "drift.yml"} <= set(played)
    assert [name for name in (*played, *re.findall(r"-r (\S+)", text)) if not (FLEET / name).is_file()] == []


def test_each_tenant_has_a_host() -> None:
    hosts = yaml.safe_load((FLEET / "inventory" / "tenants.yml").read_text(encoding="utf-8"))["tenants"]["children"]
    assert sorted(host for group in hosts.values() for host in group["hosts"]) == DOMAINS


@pytest.mark.parametrize("readme", sorted(EXAMPLES.glob("*/README.md")), ids=lambda path: path.parent.name)
def test_readme_names_files_that_are_there(readme: Path) -> None:
    block = re.search(r"^```\n\w+/\n(.*?)^```", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert block is not None
    names = re.findall(r"[├└]── (\S+)", block[1])
    there = {path.name for path in readme.parent.rglob("*")}
    assert [name for name in names if Path(name.rstrip("/")).name not in there and "<" not in name] == []
