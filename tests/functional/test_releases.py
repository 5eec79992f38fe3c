# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One description of a PBX and of a tenant, brought about on a PBX of each release, side by side in one run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
import trustme
import yaml
from contract.changes import CHANGES

from simulator import Simulator
from simulator.releases import Release

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

pytestmark = pytest.mark.long
EXAMPLE = Path(__file__).parents[2] / "playbooks" / "vars"
RELEASES: tuple[Release, ...] = get_args(Release)
ACTION = {"action": "FORWARD_TO_NUMBER", "number": "2000"}
TENANT: Json = {
    "domain": "practice.example.net",
    "name": "Practice",
    "website": "https://practice.example.net",
    "timezone": "Europe/Dublin",
    "currency": "EUR",
    "region": "IRL",
    "office_hours": {"monday": {"enabled": True, "ranges": [{"from": "09:00", "to": "17:30"}]}, "sunday": {"enabled": False}},
    "cdr_event": {"enabled": True, "auth": "BEARER", "url": "https://cdr.example.net/in", "token": "practice-token"},
    "ip_rules": [{"cidr": "192.0.2.128/29", "target": "ACCEPT", "description": "Practice"}],
    "ivrs": [
        {
            "extension_number": "8000",
            "name": "Front desk",
            "pin": "407193",
            "failure_forward_rule": {"action": "HANGUP"},
            "custom_forward_rules": [{"user_input": "1", "office_hours": {"mode": "GLOBAL"}, "office_hours_forward_rule": ACTION}],
            "action_urls": [
                {"name": "Lookup", "type": "DTMF", "dtmf_mask": "1000-1999", "method": "GET", "url": "https://crm.example.net"}
            ],
        }
    ],
    "queue_agents": [{"extension_id": 201, "name": "Desk", "queues": [{"queue": 901, "level": 1, "position": 1}]}],
}
"""What every release takes; a website is required from 22.6 on."""


def _later(operation: str) -> set[str]:
    """Names of the fields that later releases add to the body of an operation."""
    added = {path.partition(".")[0] for operations in CHANGES.values() for path in operations.get(operation, {})}
    return added - {"website", "outbound_caller_ids"}


DIFFERENT = {
    "system": {"notification", "admin", "key"},
    "settings": _later("POST /admin/settings"),
    "tenants": {"created_at", "feature_access_codes", "notification", "service_numbers", *_later("POST /tenants")},
    "ivrs": {"enable_night_mode", "exclude_list", *_later("POST /ivrs")},
}
"""What of the state differs by release, or by the moment it was made: looked at on its own, or a tenant has it from the PBX."""


@pytest.fixture
def releases() -> Iterator[dict[Release, Simulator]]:
    """A PBX of each release."""
    with ExitStack() as stack:
        yield {release: stack.enter_context(Simulator(release=release)) for release in RELEASES}


@pytest.fixture
def inventory(releases: dict[Release, Simulator], tmp_path: Path) -> str:
    """A host for each of them, named as the release."""
    hosts = {}
    for release, pbx in releases.items():
        access = {
            "api_url": pbx.api_url,
            "api_username": "admin",
            "api_password": "Sim-Admin-2026",
            "extension_api_url": pbx.extension_api_url,
            "extension_client_id": "sim-client",
            "extension_client_secret": "Sim-Client-Secret-2026",
        }
        hosts[_host(release)] = {"system_connection": access, "tenant_connection": access}
    here = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    path = tmp_path / "inventory.yml"
    path.write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": here}}), encoding="utf-8")
    return str(path)


def _host(release: str) -> str:
    return f"pbx_{release.replace('.', '_')}"


def _without(row: Json, kind: str) -> Json:
    return {name: value for name, value in row.items() if name not in DIFFERENT[kind]}


def _common(pbx: Simulator) -> Json:
    """The state as far as it has to be the same in each release."""
    state = pbx.state()
    tenants = []
    for tenant in state["tenants"].values():
        ivrs = [_without(ivr, "ivrs") for ivr in tenant.pop("ivrs").values()]
        tenants.append({**_without(tenant, "tenants"), "ivrs": ivrs})
    system = _without(state["system"], "system")
    return {**state, "system": {**system, "settings": _without(system["settings"], "settings")}, "tenants": tenants}


def _changes(run: Run) -> dict[str, int]:
    return {host: numbers["changed"] for host, numbers in run.entries[-1]["recap"].items()}


def _run(playbooks: Playbooks, inventory: str, playbook: str, *arguments: str, succeed: bool = True, **settings: Any) -> Run:
    everywhere = ("-i", inventory, "-e", "system_hosts=all", "-e", "tenant_hosts=all", "--forks", str(len(RELEASES)))
    started = playbooks.start_playbook(f"portsip.pbx.{playbook}", *everywhere, *arguments, **settings)
    return playbooks.finish(started, succeed=succeed)


@pytest.mark.long
def test_each_release_becomes_the_same(
    bare_playbooks: Playbooks, releases: dict[Release, Simulator], inventory: str, tmp_path: Path
) -> None:
    pair = trustme.CA().issue_cert("pbx.northside.example.net")
    pair.cert_chain_pems[0].write_to_path(str(tmp_path / "pbx.northside.example.net.pem"))
    pair.private_key_pem.write_to_path(str(tmp_path / "pbx.northside.example.net.key"))
    files = ["-e", f"@{EXAMPLE / 'baseline.yml'}", "-e", f"@{EXAMPLE / 'baseline_secrets.yml'}", "-e", f"baseline_certificates={tmp_path}"]

    def baseline(*arguments: str) -> Run:
        return _run(bare_playbooks, inventory, "baseline", *files, *arguments)

    def provision(*arguments: str) -> Run:
        return _run(bare_playbooks, inventory, "provision", *arguments, variables={"tenant_definition": TENANT})

    made = (_changes(baseline()), _changes(provision()))
    for changes in made:
        assert len(set(changes.values())) == 1, changes
        assert set(changes) == {_host(release) for release in RELEASES}
        assert min(changes.values()) > 0

    states = {release: _common(pbx) for release, pbx in releases.items()}
    assert len(states["22.2"]["tenants"]) == 1
    assert len(states["22.2"]["dealers"]) == 2
    for release in RELEASES:
        assert states[release] == states["22.2"], release
        system = releases[release].state()["system"]
        renamed = release in ("22.6", "22.8")
        assert system["notification"]["notify_service_status_changed" if renamed else "notify_service_disconnected"] is True
        assert "BEGIN CERTIFICATE" in system["key"]["crt"]

    for pbx in releases.values():
        pbx.clear_log()
    again = (_changes(baseline("--skip-tags", "brand")), _changes(provision()))
    assert [set(changes.values()) for changes in again] == [{0}, {0}]
    for release, pbx in releases.items():
        assert pbx.writes() == [], release
        assert pbx.requests(), "nothing was even read"


def test_check_mode_refuses_what_the_real_run_would(bare_playbooks: Playbooks, releases: dict[Release, Simulator], inventory: str) -> None:
    """A receptionist with night mode, before its tenant exists."""
    given = {"tenant_definition": {**TENANT, "ivrs": [{**TENANT["ivrs"][0], "enable_night_mode": True}]}}
    limits = ("--check", "--limit", "pbx_22_2,pbx_22_6")
    run = _run(bare_playbooks, inventory, "provision", *limits, succeed=False, variables=given)
    assert "enable_night_mode: the PBX has release 22.2.13.1503, and knows it from 22.3 on" in " ".join(run.output.split())
    assert {host: numbers["failures"] for host, numbers in run.entries[-1]["recap"].items()} == {"pbx_22_2": 1, "pbx_22_6": 0}
    assert [pbx.writes() for pbx in releases.values()] == [[], [], [], []]


def test_what_a_release_needs_or_does_not_know_is_named(
    bare_playbooks: Playbooks, releases: dict[Release, Simulator], inventory: str
) -> None:
    tenant = {name: value for name, value in TENANT.items() if name != "website"}
    ivr = {**TENANT["ivrs"][0], "exclude_list": ["3000-3999"]}
    definition = {**tenant, "ivrs": [ivr]}
    run = _run(bare_playbooks, inventory, "provision", succeed=False, variables={"tenant_definition": definition})
    text = " ".join(run.output.split())
    assert "exclude_list: the PBX has release 22.2.13.1503, and knows it from 22.3 on" in text
    for version in ("22.6.4.2012", "22.8.1.2207"):
        assert f"website: the PBX has release {version}, and needs it from 22.6 on" in text
    recap = run.entries[-1]["recap"]
    assert {host: numbers["failures"] for host, numbers in recap.items()} == {_host(each): int(each != "22.3") for each in RELEASES}
    assert {release: len(pbx.state()["tenants"]) for release, pbx in releases.items()} == {"22.2": 1, "22.3": 1, "22.6": 0, "22.8": 0}
