# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A plan and a drift report say which calls end elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.document import config
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import drift
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.practice import HANGUP, VOICEMAIL, to
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

CLOSED = "Mondays to Fridays 00:00 to 09:00 and 17:00 to 24:00; Saturdays and Sundays"
MAIN = {"name": "Main", "trunk": "Line", "did_numbers": "4930100"}
DOMAIN = "practice.example.net"


def document(**tenant: Any) -> dict[str, Any]:
    return {"tenants": [{"domain": DOMAIN, **tenant}]}


def planned(simulated: Simulator, definition: dict[str, Any], **options: Any) -> Outcome:
    outcome = Task(simulated, "portsip_config", {"extension_api_url": None}).run(check=True, definition=definition, **options)
    assert outcome.error is None, outcome.error
    return outcome


def test_a_plan_says_which_calls_end_elsewhere(pbx: Simulator) -> None:
    outcome = planned(pbx, document(inbound_rules=[{**MAIN, "non_office_hours_forward_rule": HANGUP}]))
    line = f"{CLOSED}, 4930100: hang up, before voicemail 7900"
    assert outcome.result["moved_calls"] == [{"tenant": DOMAIN, "text": line}]
    assert outcome.result["diff"]["prepared"].endswith(f"Calls that will end elsewhere:\n  {line}\n")


def test_a_change_of_what_is_made_of_outside_numbers_moves_calls(pbx: Simulator) -> None:
    processed = {"enabled": True, "country": "49", "national_code": "0", "international_code": "00"}
    rules = {
        "inbound_rules": [{**MAIN, "office_hours_forward_rule": to("+33123456789")}],
        "outbound_rules": [{"name": "Everywhere", "number_prefix": ["00"], "routes": [{"trunk": "Line"}]}],
    }
    applied = Task(pbx, "portsip_config", {"extension_api_url": None}).run(definition=document(e164=processed, **rules))
    assert applied.error is None, applied.error
    moved = planned(pbx, document(e164={**processed, "enabled": False}, **rules)).result["moved_calls"]
    assert [call["text"] for call in moved] == [
        "Mondays to Fridays 09:00 to 17:00, 4930100: +33123456789, no outbound rule, before +33123456789 through Line"
    ]


def test_what_the_document_names_has_its_name(pbx: Simulator) -> None:
    boxes = [{"extension_number": "7900", "name": "Box"}]
    changed = document(shared_voicemails=boxes, users=[{"extension_number": "1010", "available_non_office_hours_forward_rule": VOICEMAIL}])
    assert [call["text"] for call in planned(pbx, changed).result["moved_calls"]] == [
        f"{CLOSED}, user 1010 Anna Berg, available: voicemail 1010 Anna Berg, before hang up"
    ]


@pytest.mark.parametrize(
    "tenant",
    [
        {"inbound_rules": [{**MAIN, "play_recording_disclaimer": True}]},
        {"name": "Renamed"},
        {"shared_voicemails": [{"extension_number": "7900", "name": "Mailbox"}]},
        {"ip_rules": [{"cidr": "192.0.2.0/24", "target": "ACCEPT"}]},
        {"ring_groups": [{"extension_number": "7010", "name": "New", "agents": [{"extension_number": "1010"}]}]},
    ],
)
def test_a_change_that_moves_no_call_says_nothing(pbx: Simulator, tenant: dict[str, Any]) -> None:
    outcome = planned(pbx, document(**tenant))
    assert outcome.result["plan"] != []
    assert outcome.result["moved_calls"] == []
    assert "Calls that will end elsewhere" not in outcome.result["diff"]["prepared"]


def test_a_new_tenant_has_no_calls_to_move(shared_simulator: Simulator) -> None:
    new = {"domain": "new.example.net", "name": "New", "website": "https://new.example.net", "timezone": "Europe/Berlin", "currency": "EUR"}
    outcome = planned(shared_simulator, {"tenants": [{**new, "region": "DEU", "holidays": []}]})
    assert outcome.result["moved_calls"] == []


def test_the_plan_file_has_the_calls_and_the_digest_does_not(pbx: Simulator, tmp_path: Path) -> None:
    changed = document(inbound_rules=[{**MAIN, "non_office_hours_forward_rule": HANGUP}])
    outcome = planned(pbx, changed, plan_file=str(tmp_path / "plan.json"))
    whole = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert whole["moved_calls"] == outcome.result["moved_calls"]
    applied = Task(pbx, "portsip_config", {"extension_api_url": None}).run(definition=changed, plan_digest=whole["plan_digest"])
    assert applied.error is None, applied.error
    assert applied.result["moved_calls"] == outcome.result["moved_calls"]


def test_a_plan_does_without_where_that_fails(pbx: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any) -> Any:
        raise KeyError("odd")

    monkeypatch.setattr(config, "moved_calls", fail)
    outcome = planned(pbx, document(inbound_rules=[{**MAIN, "non_office_hours_forward_rule": HANGUP}]))
    assert outcome.result["moved_calls"] == []
    assert "Which calls will end elsewhere could not be computed: KeyError." in outcome.context.warnings


def test_the_reports_of_drift_tell_of_calls(pbx: Simulator, tmp_path: Path) -> None:
    changed = document(inbound_rules=[{**MAIN, "office_hours_forward_rule": to("7900")}])
    (tmp_path / "practice.yml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    task = Task(pbx, "portsip_drift", {"extension_api_url": None, "fail_on": "never", "path": str(tmp_path / "practice.yml")})
    outcome = task.run(dest=str(tmp_path / "reports"), report=["json", "markdown", "html", "junit"])
    assert outcome.error is None, outcome.error
    line = "Mondays to Fridays 09:00 to 17:00, 4930100: 7900, before 1010"
    (section,) = json.loads((tmp_path / "reports" / "drift.json").read_text(encoding="utf-8"))["sections"]
    assert section["calls"] == [line]
    assert line in (tmp_path / "reports" / "drift.md").read_text(encoding="utf-8").replace("\\", "").replace("`", "")
    assert f"<li>{line}</li>" in (tmp_path / "reports" / "drift.html").read_text(encoding="utf-8")


def test_no_report_needs_no_calls(pbx: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any, **_more: Any) -> Any:
        raise KeyError("not to be asked")

    monkeypatch.setattr(drift, "moved_calls", fail)
    changed = document(inbound_rules=[{**MAIN, "office_hours_forward_rule": to("7900")}])
    (tmp_path / "practice.yml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    task = Task(pbx, "portsip_drift", {"extension_api_url": None, "fail_on": "never", "path": str(tmp_path / "practice.yml")})
    assert task.run().context.warnings == []
    told = task.run(dest=str(tmp_path / "reports"), report=["json"]).context.warnings
    assert [text for text in told if "could not be computed: KeyError" in text] != []
