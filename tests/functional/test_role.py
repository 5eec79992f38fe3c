# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The role ``tenant`` by its playbook ``portsip.pbx.provision``: the example customer, from nothing to nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from functional.running import Json, Playbooks, Run

    from simulator import Simulator

EXAMPLE = Path(__file__).parents[2] / "playbooks" / "vars"
DEFERRED = {"timeout_forward_rule", "failure_forward_rule", "night_mode_forward_rule", "custom_forward_rules"}
FILES = ("-e", f"@{EXAMPLE / 'clinics.yml'}", "-e", f"@{EXAMPLE / 'clinics_secrets.yml'}")


def _provision(playbooks: Playbooks, *arguments: str, succeed: bool = True, **settings: Any) -> Run:
    return playbooks.finish(playbooks.start_playbook("portsip.pbx.provision", *FILES, *arguments, **settings), succeed=succeed)


def _outcomes(run: Run) -> list[tuple[str, bool, Any]]:
    """Task, ``changed`` and ``diff`` of each object, in order; a loop's items first, then the loop."""
    results = [entry for entry in run.entries if "task" in entry and entry["status"] == "ok" and "changed" in entry["result"]]
    return [(entry["task"], entry["result"]["changed"], _shown(entry["task"], entry["result"].get("diff"))) for entry in results]


def _shown(task: str, diff: Any) -> Any:
    """A difference; of a second step only what it sets, since in check mode an object of the first step does not exist yet."""
    if diff is None or "Set the deferred fields" not in task:
        return diff
    return {name: value for name, value in diff["after"].items() if name in DEFERRED}


def _counts(state: Json) -> dict[str, int]:
    ivrs = [ivr for tenant in state["tenants"].values() for ivr in tenant["ivrs"].values()]
    extensions = state["extension"]["extensions"].values()
    parts = ("incoming_rules", "intervals", "events")
    return {
        "tenants": len(state["tenants"]),
        "transports": len(state["transports"]),
        "ip_rules": len(state["ip_filters"]),
        "ivrs": len(ivrs),
        "action_urls": sum(len(ivr["action_urls"]) for ivr in ivrs),
        "agents": sum(len(extension["agents"]) for extension in extensions),
        "places": sum(len(extension["queue_agents"]) for extension in extensions),
        **{name: sum(len(extension[name]) for extension in extensions) for name in parts},
    }


def _expected(definition: Json, queues: list[Json]) -> dict[str, int]:
    """What the definitions of a tenant and its queues put on an empty PBX."""
    parts = ("incoming_rules", "intervals", "events")
    return {
        "tenants": 1,
        **{name: len(definition[name]) for name in ("transports", "ip_rules", "ivrs")},
        "action_urls": sum(len(ivr.get("action_urls", [])) for ivr in definition["ivrs"]),
        "agents": len({agent["extension_id"] for queue in queues for agent in queue["agents"]}),
        "places": sum(len(queue["agents"]) for queue in queues),
        **{name: sum(len(queue.get(name, [])) for queue in queues) for name in parts},
    }


def _secrets() -> list[str]:
    values = yaml.safe_load((EXAMPLE / "clinics_secrets.yml").read_text(encoding="utf-8"))
    return [*_leaves(values), "Sim-Admin-2026", "Sim-Client-Secret-2026"]


def _leaves(value: Any) -> list[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [leaf for item in inner for leaf in _leaves(item)] if isinstance(value, (dict, list)) else [str(value)]


def _check_hidden(*runs: Run) -> None:
    secrets = _secrets()
    assert len(secrets) > 15
    assert [secret for run in runs for secret in secrets if secret in run.output] == []


@pytest.mark.long
def test_the_example_customer_comes_changes_and_goes(playbooks: Playbooks, shared_simulator: Simulator) -> None:
    pbx = shared_simulator
    pbx.add_tenant("neighbour.example.net", "Neighbour")
    pbx.add_ip_filter("203.0.113.200/32", "DENY", description="blocked by the PBX itself")
    untouched = pbx.state()
    variables = yaml.safe_load((EXAMPLE / "clinics.yml").read_text(encoding="utf-8"))
    definition = variables["tenant_definition"]
    whole = _expected(definition, variables["queue_definitions"])
    # The neighbour and the PBX's own rule come on top; the transport that is there already is one of the example's.
    whole |= {"tenants": 2, "ip_rules": whole["ip_rules"] + 1}

    _make_so(playbooks, pbx)
    assert _counts(pbx.state()) == whole
    _nothing_is_left_to_do(playbooks, pbx)

    definition["ivrs"][3]["name"] = "Renamed"
    pbx.clear_log()
    changed = _provision(playbooks, variables=variables)
    (write,) = pbx.writes()
    assert (write["body"]["name"], write["tenant"]) == ("Renamed", definition["domain"])
    title = "portsip.pbx.tenant : Configure receptionists"
    assert [task for task, changed, _diff in _outcomes(changed) if changed] == [title] * 2, "item and loop"
    (tenant,) = (tenant for tenant in pbx.state()["tenants"].values() if tenant["domain"] == definition["domain"])
    renamed = [ivr["extension_number"] for ivr in tenant["ivrs"].values() if ivr["name"] == "Renamed"]
    assert renamed == [definition["ivrs"][3]["extension_number"]]

    _make_so(playbooks, pbx, "-e", "tenant_state=absent")
    # Transports may serve other tenants, agents other queues: both stay by default.
    assert _counts(pbx.state()) == _counts(untouched) | {name: whole[name] for name in ("transports", "agents")}
    _nothing_is_left_to_do(playbooks, pbx, "-e", "tenant_state=absent")

    kept = {"domain": definition["domain"], "transports": [item for item in definition["transports"] if item["protocol"] != "UDP"]}
    everything = {"tenant_definition": kept, "tenant_absent_keeps": [], "queue_absent_keeps": []}
    _provision(playbooks, "-e", "tenant_state=absent", variables=everything)
    left = pbx.state()
    for queue in ("901", "902"):  # an extension and its settings can't be removed
        settings = left["extension"]["extensions"][queue].pop("queue")
        assert settings != untouched["extension"]["extensions"][queue].pop("queue")
    assert left == untouched


def _make_so(playbooks: Playbooks, pbx: Simulator, *arguments: str) -> None:
    """Foretold without a write, made as foretold, and no secret on the screen either time."""
    before = pbx.state()
    pbx.clear_log()
    predicted = _provision(playbooks, "--check", "--diff", "-vvv", *arguments)
    assert pbx.writes() == []
    assert pbx.state() == before
    made = _provision(playbooks, "--diff", "-vvv", *arguments)
    assert _outcomes(made) == _outcomes(predicted)
    assert sum(changed for _task, changed, _diff in _outcomes(made)) > 60
    assert predicted.recap == made.recap
    _check_hidden(predicted, made)


def _nothing_is_left_to_do(playbooks: Playbooks, pbx: Simulator, *arguments: str) -> None:
    pbx.clear_log()
    again = _provision(playbooks, *arguments)
    assert again.recap["changed"] == 0
    assert pbx.writes() == []
    assert pbx.requests(), "nothing was even read"


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ({"domain": "new.example.net", "nmae": "New"}, "nmae"),
        ({"domain": "new.example.net", "ivrs": [{"name": "Main line"}]}, "extension_number"),
        ({"domain": "new.example.net", "transports": [{"protocol": "SCTP", "port": 5060}]}, "SCTP"),
    ],
)
def test_a_definition_that_cannot_be_right_is_refused_as_a_whole(
    playbooks: Playbooks, shared_simulator: Simulator, definition: Json, said: str
) -> None:
    secret = {"cdr_event": {"token": "token-of-a-refused-definition"}, "extra": {"client_secret": "secret-of-a-refused-definition"}}
    variables = {"tenant_definition": definition | secret}
    run = _provision(playbooks, "-vvv", succeed=False, variables=variables)
    assert said in run.output
    assert "of-a-refused-definition" not in run.output
    assert shared_simulator.requests() == []
