"""RESULTS.md, from what the scenarios measured."""

from __future__ import annotations

import json
import pathlib
from types import ModuleType

from .figures import machine, table
from .pbx import ROOT, Json
from .targets import checks

RESULTS = pathlib.Path(__file__).parent / "RESULTS.md"
KEPT = ROOT / ".cache" / "benchmarks" / "results"
BUSY = 0.2
"""From so many cores on that others keep busy, figures may be worse than on a quiet machine."""


def keep(name: str, data: Json) -> None:
    """Keep the figures of a scenario, so that scenarios can be measured again one at a time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}.json").write_text(json.dumps(data, indent=1), encoding="utf-8")


def kept(names: list[str]) -> dict[str, Json]:
    """The figures that there are, by scenario."""
    files = {name: KEPT / f"{name}.json" for name in names}
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items() if file.exists()}


def write(scenarios: dict[str, ModuleType]) -> None:
    """Write the report about all scenarios with figures."""
    everything = kept(list(scenarios))
    results = {name: data["figures"] for name, data in everything.items()}
    parts = [
        "# Results\n\nWritten by `make benchmarks`; how to read and repeat it stands in [README.md](README.md).",
        f"Machine: {machine()}. The simulated PBX runs on it too, as a process of its own.",
        "## Targets",
        table(["target", "measured", "met", "remark"], [check.row for check in checks(results)]),
    ]
    for name, data in everything.items():
        scenario = scenarios[name]
        measured = f"Measured on {data['day']} in {data['seconds']:.0f} s."
        if data["others"] > BUSY:
            measured += f" **Others kept {data['others']:.1f} of the cores busy meanwhile.**"
        parts.append(f"## {scenario.TITLE}\n\n{measured} {scenario.render(data['figures'])}")
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
