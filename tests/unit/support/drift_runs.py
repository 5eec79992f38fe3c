# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Runs of drift against a simulated PBX, and the tenant that they compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.drift import run_drift

from .engine import Recorder
from .pbx import connection

if TYPE_CHECKING:
    from simulator import Simulator

DOMAIN = "north.example.net"
TENANT = {"domain": DOMAIN, "name": "North", "timezone": "Europe/Zurich", "currency": "CHF", "region": "CHE"}
URL = {"name": "look up", "type": "DTMF", "method": "GET", "url": "https://crm.example.net/", "dtmf_mask": "1"}
GROUPS = [{"extension_number": f"860{number}", "name": f"Group {number}"} for number in range(5)]
RULE = {"cidr": "192.0.2.0/24", "target": "ACCEPT"}
HOURS = ("office_hours", "non_office_hours")
IVR = {"extension_number": "8000", "name": "Main", "pin": "284193", "action_urls": [URL]}


def apply(pbx: Simulator, document: dict[str, Any]) -> None:
    """Make the PBX as the document says."""
    run_config({**connection(pbx), "definition": document, "parallel": 1}, Recorder())


class Drift:
    """Runs of the module.

    :ivar findings: what each section was found to be in the last run, but for what is unchanged.
    """

    def __init__(self, pbx: Simulator, directory: Path) -> None:
        self.pbx = pbx
        self.path = directory / "documents"
        self.path.mkdir()
        self.dest = directory / "reports"
        self.context = Recorder()
        self.findings: list[dict[str, Any]] = []

    def write(self, document: dict[str, Any], name: str = "document.yml") -> None:
        """Write a document; JSON is YAML."""
        (self.path / name).write_text(json.dumps(document), encoding="utf-8")

    def run(self, document: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        """One run; what it returned, also where it failed on drift."""
        if document is not None:
            self.write(document)
        self.pbx.clear_log()
        self.context = Recorder()
        given = {"path": str(self.path), "report": ["json"], "dest": str(self.dest), "fail_on": "never", **options}
        try:
            result = run_drift({**connection(self.pbx), **given}, self.context)
        except errors.Drifted as error:
            result = {**error.results, "failed": str(error)}
        assert self.pbx.writes() == []
        report = json.loads((self.dest / "drift.json").read_text(encoding="utf-8"))
        self.findings = [finding for section in report["sections"] for finding in section["findings"]]
        return dict(result)

    def fields(self) -> dict[str, tuple[Any, Any]]:
        """Wanted and actual value of each field that differs, by kind, name and field."""
        return {
            f"{found['kind']} {found['name']}.{each['field']}": (each["wanted"], each["actual"])
            for found in self.findings
            for each in found["differences"]
        }
