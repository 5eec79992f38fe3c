# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The role ``system`` by its playbook ``portsip.pbx.baseline``: the example PBX, and what becomes of what it does not name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme
import yaml

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

    from simulator import Simulator

EXAMPLE = Path(__file__).parents[2] / "playbooks" / "vars"
FILES = ("-e", f"@{EXAMPLE / 'baseline.yml'}", "-e", f"@{EXAMPLE / 'baseline_secrets.yml'}")
HOST = "pbx.northside.example.net"
ROLE = "portsip.pbx.system : "


def _baseline(playbooks: Playbooks, *arguments: str, succeed: bool = True, **settings: Any) -> Run:
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.baseline", *arguments, **settings), succeed=succeed)


@pytest.fixture
def example(tmp_path: Path) -> tuple[str, ...]:
    """Arguments for the example: its files, and where its certificate is, which is made here."""
    pair = trustme.CA().issue_cert(HOST)
    pair.cert_chain_pems[0].write_to_path(str(tmp_path / f"{HOST}.pem"))
    pair.private_key_pem.write_to_path(str(tmp_path / f"{HOST}.key"))
    return (*FILES, "-e", f"baseline_certificates={tmp_path}")


def _changed(run: Run) -> list[str]:
    """Names of the tasks that changed something, in their order."""
    names = (entry["task"] for entry in run.entries if "task" in entry and not entry["item"] and entry["result"].get("changed"))
    return [name.removeprefix(ROLE) for name in names]


def _outcomes(run: Run) -> list[tuple[str, bool, Any]]:
    results = [entry for entry in run.entries if "task" in entry and entry["status"] == "ok" and "changed" in entry["result"]]
    return [(entry["task"], entry["result"]["changed"], entry["result"].get("diff")) for entry in results]


def test_the_example_pbx_is_foretold_made_and_then_as_it_should_be(
    playbooks: Playbooks, shared_simulator: Simulator, example: tuple[str, ...], tmp_path: Path
) -> None:
    pbx = shared_simulator
    before = pbx.state()
    predicted = _baseline(playbooks, *example, "--check", "--diff", "-vvv")
    assert pbx.writes() == []
    assert pbx.state() == before

    made = _baseline(playbooks, *example, "--diff", "-vvv")
    assert _outcomes(made) == _outcomes(predicted)
    assert predicted.recap == made.recap
    parts = yaml.safe_load((EXAMPLE / "baseline.yml").read_text(encoding="utf-8"))["system_definition"]
    assert len(_changed(made)) == len(parts), "each part has its task"
    state = pbx.state()
    assert {name: len(state[name]) for name in ("transports", "ip_filters", "ivr_servers", "dealers")} == {
        "transports": len(parts["transports"]),
        "ip_filters": len(parts["ip_rules"]),
        "ivr_servers": len(parts["ivr_servers"]) + 1,  # the PBX brings one along
        "dealers": len(parts["dealers"]),
    }
    assert state["system"]["network"]["web_domain"] == parts["network"]["web_domain"]
    assert state["system"]["settings"]["register_expiration_time"] == 600
    secrets = yaml.safe_load((EXAMPLE / "baseline_secrets.yml").read_text(encoding="utf-8"))
    key = (tmp_path / f"{HOST}.key").read_text(encoding="utf-8")
    hidden = [*secrets.pop("vault_baseline_dealer_passwords").values(), *secrets.values(), key.splitlines()[1]]
    assert len(hidden) == 5
    assert state["system"]["key"] == {"crt": (tmp_path / f"{HOST}.pem").read_text(encoding="utf-8").rstrip(), "key": key.rstrip()}
    assert [secret for run in (predicted, made) for secret in hidden if secret in run.output] == []

    pbx.clear_log()
    again = _baseline(playbooks, *example)
    assert _changed(again) == ["Configure the brand"], "which can't be read"
    assert [write["path"] for write in pbx.writes()] == ["/api/brand"]
    pbx.clear_log()
    quiet = _baseline(playbooks, *example, "--skip-tags", "brand")
    assert quiet.recap["changed"] == 0
    assert pbx.writes() == []
    assert pbx.requests(), "nothing was even read"


EXCLUSIVE = ["transports", "ip_rules", "ivr_servers", "dealers"]
SMALL = {
    "transports": [{"protocol": "TLS", "port": 5061}],
    "ip_rules": [{"cidr": "2001:DB8:0::/48", "target": "ACCEPT"}, {"cidr": "198.51.100.7", "target": "DENY"}],
    "ivr_servers": [],
    "dealers": [],
}


def _crowd(pbx: Simulator) -> None:
    """Put on a PBX what nobody is going to name."""
    pbx.add_transport("TCP", 5060)
    pbx.add_ip_filter("2001:db8::/48")
    pbx.add_ip_filter("192.0.2.0/28", description="left over")
    pbx.add_ip_filter("192.0.2.64/28", description="protected")
    pbx.add_ip_filter("203.0.113.9/32", "DENY", expire_at="2035-01-01T00:00:00Z", description="blocked by the PBX itself")
    pbx.add_ivr_server("receptionists-2")
    pbx.add_dealer("copperstate", "Sim-Dealer-2026")
    pbx.add_dealer("rimcountry", "Sim-Dealer-2026")


def _held(pbx: Simulator) -> dict[str, set[str]]:
    state = pbx.state()
    return {
        "transports": {f"{item['protocol']} {item['port']}" for item in state["transports"].values()},
        "ip_rules": {item["cidr"] for item in state["ip_filters"].values()},
        "ivr_servers": {item["name"] for item in state["ivr_servers"].values()},
        "dealers": {item["name"] for item in state["dealers"].values()},
    }


@pytest.mark.long  # the molecule scenario system plays it, too
def test_what_nobody_named_goes_only_where_that_is_asked_for(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    _crowd(pbx)
    _baseline(playbooks, variables={"system_definition": SMALL})
    everything = _held(pbx)
    assert all(len(names) > 1 for names in everything.values())

    wanted = {"system_definition": SMALL, "system_exclusive": EXCLUSIVE, "system_exclusive_protected": ["192.0.2.70/28", "TCP  5060"]}
    pbx.clear_log()
    predicted = _baseline(playbooks, "--check", variables=wanted)
    assert pbx.writes() == []
    assert _held(pbx) == everything
    made = _baseline(playbooks, variables=wanted)
    assert _outcomes(made) == _outcomes(predicted)
    assert _changed(made) == [f"Remove unmanaged {kind}" for kind in ("dealers", "IP rules", "transports", "servers for receptionists")]
    assert _held(pbx) == {
        "transports": {"TLS 5061", "TCP 5060"},
        "ip_rules": {"2001:db8::/48", "198.51.100.7/32", "192.0.2.64/28", "203.0.113.9/32"},
        "ivr_servers": {"Built-in"},
        "dealers": set(),
    }
    pbx.clear_log()
    assert _baseline(playbooks, variables=wanted).recap["changed"] == 0
    assert pbx.writes() == []


@pytest.mark.long
def test_nothing_is_removed_where_too_much_would_be(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    for number in range(12):
        pbx.add_ip_filter(f"192.0.2.{number}/32", "DENY")
    pbx.add_dealer("copperstate", "Sim-Dealer-2026")
    before = pbx.state()
    wanted: Json = {"system_definition": {"ip_rules": [], "dealers": []}, "system_exclusive": ["dealers", "ip_rules"]}
    run = _baseline(playbooks, succeed=False, variables=wanted)
    said = run.items(f"{ROLE}Check the removal limit")[-1]["msg"]
    assert "12 IP rules would be removed" in said
    assert "system_exclusive_limit" in said
    assert said.count("/32") == 5, "not all of them"
    # A check that is skipped along with a kind's tag would be none.
    _baseline(playbooks, "--skip-tags", "dealers", succeed=False, variables=wanted)
    assert pbx.state() == before

    _baseline(playbooks, variables=wanted | {"system_exclusive_limit": 12})
    assert _held(pbx)["ip_rules"] | _held(pbx)["dealers"] == set()


@pytest.mark.parametrize(
    ("definition", "exclusive", "said"),
    [
        ({"transports": []}, ["transports"], "Not enough transports would remain"),
        ({"ip_rules": []}, ["ip_rules", "dealers"], "system_definition does not say which dealers to keep"),
        ({"ip_rules": []}, ["tenants"], "tenants"),
        ({"networks": {}}, [], "networks"),
    ],
)
def test_an_order_that_cannot_be_meant_is_refused(
    playbooks: Playbooks, shared_simulator: Simulator, definition: Json, exclusive: list[str], said: str
) -> None:
    pbx = shared_simulator
    before = pbx.state()
    run = _baseline(playbooks, succeed=False, variables={"system_definition": definition, "system_exclusive": exclusive})
    assert said in " ".join(run.output.split())
    assert pbx.state() == before
