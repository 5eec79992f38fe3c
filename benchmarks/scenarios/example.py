"""The example customer of the documentation, as a user provisions it: first run, and second run with nothing to do."""

from __future__ import annotations

import pathlib
import tempfile
from typing import Any

from ..figures import ratio, table
from ..pbx import ROOT, Json, Pbx, simulated
from ..play import Failed, Played, command, play

TITLE = "The example tenant"
WAYS: dict[str, dict[str, str]] = {"in process": {}, "as modules": {"PORTSIP_IN_PROCESS": "0"}}
VARIABLES = ROOT / "playbooks" / "vars"
FILES = ROOT / "playbooks" / "files"
DOCUMENT = "as a document"
"""The same in one task of portsip_config."""


def measure(quick: bool) -> Json:
    """Both runs, by the role both ways, and as a document."""
    runs: list[Json] = []
    with simulated() as pbx:
        for way, env in [*list(WAYS.items())[: 1 if quick else None], (DOCUMENT, {})]:
            pbx.reset()
            for name in ("first", "second"):
                pbx.clear_log()
                played = _apply(pbx) if way == DOCUMENT else _provision(pbx, env)
                writes = sum(entry["is_write"] for entry in pbx.requests())
                if bool(writes) != (name == "first") or bool(played.changed) != (name == "first"):
                    raise Failed(f"the {name} run changed {played.changed} objects with {writes} writes")
                whole = {"way": way, "name": name, "command": played.command_seconds, "play": played.seconds}
                runs.append({**whole, "changed": played.changed, "requests": len(pbx.requests()), "writes": writes})
    return {"runs": runs}


def _provision(pbx: Pbx, env: dict[str, str]) -> Played:
    with tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as directory:
        return command(pathlib.Path(directory), ["portsip.pbx.provision", *_options()], pbx.environment | env)


def _apply(pbx: Pbx) -> Played:
    definition = {"tenants": ["{{ tenant_definition }}"], "queues": "{{ queue_definitions }}"}
    task = {"name": "Apply", "portsip.pbx.portsip_config": {"definition": definition}}
    return play([task], pbx.environment, options=_options(), files=FILES)


def _options() -> list[str]:
    return [option for name in ("clinics", "clinics_secrets") for option in ("-e", f"@{VARIABLES / name}.yml")]


def render(data: Json) -> str:
    """A row for each run."""
    base = {run["name"]: run["play"] for run in data["runs"] if run["way"] == "in process"}
    rows: list[list[Any]] = [
        [
            f"{run['way']}, {run['name']} run",
            f"{run['command']:.1f}",
            f"{run['play']:.1f}",
            ratio(run["play"], base[run["name"]]),
            run["changed"],
            run["requests"],
            run["writes"],
        ]
        for run in data["runs"]
    ]
    head = ["run", "whole command, s", "tasks, s", "to in process", "changed", "requests", "writes"]
    return (
        f"`ansible-playbook portsip.pbx.provision` with the example customer, and one task of "
        f"`portsip_config` with the same variables; no latency, one run each.\n\n{table(head, rows)}"
    )
