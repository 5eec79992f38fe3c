# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Whole documents in tests: the examples of the collection as documents, and runs of them against a simulated PBX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import PortsipError
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.config import run_config

from .engine import Outcome, Recorder
from .pbx import calls, connection

if TYPE_CHECKING:
    from simulator import Simulator

VARS = Path(__file__).resolve().parents[3] / "playbooks/vars"
WHOLE_TEMPLATE = re.compile(r"{{ ([\w.\[\]']+) }}")
UNCHANGED = {"create": 0, "update": 0, "remove": 0, "recreate": 0}


def clinics() -> dict[str, Any]:
    """The example of a tenant and its queues, with its secrets, as a document."""
    variables = _variables("clinics")
    return {"tenants": [variables["tenant_definition"]], "queues": variables["queue_definitions"]}


def baseline(certificates: Path) -> dict[str, Any]:
    """The example of a whole PBX, with its secrets, as a document.

    :param certificates: a directory with certificate and key.
    """
    variables = _variables("baseline", {"crt": ".pem", "key": ".key"}, certificates)
    return {"system": variables["system_definition"]}


def _variables(name: str, files: dict[str, str] | None = None, directory: Path = Path()) -> dict[str, Any]:
    found = yaml.safe_load((VARS / f"{name}.yml").read_text(encoding="utf-8"))
    secrets = yaml.safe_load((VARS / f"{name}_secrets.yml").read_text(encoding="utf-8"))

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(item) for key, item in value.items()}
        if isinstance(value, list):
            return [filled(item) for item in value]
        if isinstance(value, str) and value.startswith("files/"):
            return str(VARS.parent / value)
        if not isinstance(value, str) or "{{" not in value:
            return value
        ending = next((end for end in (files or {}).values() if end in value), None)
        if ending is not None:
            return next(directory.glob(f"*{ending}")).read_text(encoding="utf-8")
        template = WHOLE_TEMPLATE.fullmatch(value)
        assert template is not None, value
        known: Any = secrets
        for part in re.findall(r"\w+", template[1]):
            known = known[part]
        return known

    return dict(filled(found))


@dataclass
class Documents:
    """Runs of whole documents against a simulated PBX.

    :param options: given with every run.
    """

    pbx: Simulator
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, document: Any, *, check: bool = False, **options: Any) -> Outcome:
        """One run; a failure is part of the outcome."""
        self.pbx.clear_log()
        context = Recorder(check)
        params = {**connection(self.pbx), "timeout": 20, "retries": 0, "parallel": 4, **self.options, "definition": document, **options}
        result, error = {}, None
        try:
            result = run_config(params, context)
        except PortsipError as caught:
            error = caught
        return Outcome(result, error, calls(self.pbx), [write["body"] for write in self.pbx.writes()], context)

    def settle(self, document: Any, **options: Any) -> Outcome:
        """Check mode tells the plan and writes nothing, the real run carries it out, and then there is nothing to do.

        :returns: the run that made the changes.
        """
        before = self.state()
        tried = self.run(document, check=True, **options)
        assert tried.error is None, tried.error
        assert (self.pbx.writes(), self.state()) == ([], before)
        done = self.run(document, **options)
        assert done.error is None, done.error
        assert {**tried.result, "changed": True} == {**done.result, "changed": True}
        self.still(document, **options)
        return done

    def still(self, document: Any, **options: Any) -> Outcome:
        """A run that changes nothing, and writes nothing."""
        again = self.run(document, **options)
        assert again.error is None, again.error
        assert again.result["plan"] == []
        assert {name: again.result["summary"][name] for name in UNCHANGED} == UNCHANGED
        assert (again.result["changed"], self.pbx.writes()) == (False, [])
        return again

    def state(self) -> dict[str, Any]:
        """What the PBX holds, without what signing in changes."""
        return {name: value for name, value in self.pbx.state().items() if name != "sessions"}
