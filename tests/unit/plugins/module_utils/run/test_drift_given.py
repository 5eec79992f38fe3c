# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Drift from a document that is no file: the same findings as from one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.drift import run_drift
from ansible_collections.portsip.pbx.tests.unit.support.engine import Recorder
from ansible_collections.portsip.pbx.tests.unit.support.pbx import connection

if TYPE_CHECKING:
    from simulator import Simulator

TENANT = {"domain": "north.example.net", "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
IVR = {"extension_number": "8000", "name": "Main", "pin": "284193"}


def compared(pbx: Simulator, directory: Path, **given: Any) -> dict[str, Any]:
    """The report of a run, without what tells where the document was."""
    options = {**connection(pbx), "report": ["json"], "dest": str(directory / "reports"), "fail_on": "never", **given}
    run_drift(options, Recorder())
    report: dict[str, Any] = json.loads((directory / "reports" / "drift.json").read_text(encoding="utf-8"))
    for section in report["sections"]:
        del section["source"]
    return {"sections": report["sections"], "totals": report["totals"]}


@pytest.mark.parametrize("ivr", [IVR, {**IVR, "name": "Other", "pin": "958371"}, {**IVR, "extension_number": "8001"}, {**IVR, "nmae": "x"}])
def test_a_given_document_is_compared_like_a_file(shared_simulator: Simulator, tmp_path: Path, ivr: dict[str, Any]) -> None:
    run_config({**connection(shared_simulator), "definition": {"tenants": [{**TENANT, "ivrs": [IVR]}]}, "parallel": 1}, Recorder())
    document = {"tenants": [{**TENANT, "ivrs": [ivr]}]}
    (tmp_path / "north.yml").write_text(json.dumps(document), encoding="utf-8")
    outcomes = []
    for given in ({"path": str(tmp_path / "north.yml")}, {"definition": document}):
        shared_simulator.clear_log()
        try:
            outcomes.append(compared(shared_simulator, tmp_path, **given))
        except PortsipError as error:
            outcomes.append({"error": str(error)})
        assert shared_simulator.writes() == []
    assert outcomes[0] == outcomes[1]
    assert "958371" not in json.dumps(outcomes)
