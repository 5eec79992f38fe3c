# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks for documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from functional.running import Playbooks

    from simulator import Simulator

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples" / "documents" / "clinics.yml"
SECRETS = CHECKOUT / "examples" / "vault" / "clinics.yml"


def test_validate_tells_of_each_document_that_is_not_valid(bare_playbooks: Playbooks, tmp_path: Path) -> None:
    tenants = tmp_path / "tenants"
    tenants.mkdir()
    (tenants / "a.yml").write_text("tenants: [{domain: a.example.net, nmae: Lac}]\n", encoding="utf-8")
    (tenants / "b.yml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    started = bare_playbooks.start_playbook("portsip.pbx.validate", "-e", f"document_path={tenants}", "-e", f"@{SECRETS}")
    first, second = bare_playbooks.finish(started, succeed=False).items("Validate each document")
    assert first["error"]["findings"] == [{"path": "tenants[0].nmae", "message": "unknown key; did you mean name?"}]
    assert second["entries"]["tenants"] == 3


@pytest.mark.long
def test_a_placeholder_that_is_not_defined_fails(bare_playbooks: Playbooks) -> None:
    run = bare_playbooks.finish(bare_playbooks.start_playbook("portsip.pbx.validate", "-e", f"document_path={EXAMPLE}"), succeed=False)
    assert "'vault_clinics_dealer_password' is undefined" in run.output


def test_validate_names_a_file_that_is_missing(bare_playbooks: Playbooks) -> None:
    started = bare_playbooks.start_playbook("portsip.pbx.validate", "-e", "document_path=tenants/x.yml")
    assert "No file tenants/x.yml" in bare_playbooks.finish(started, succeed=False).result("Check that the documents exist")["msg"]


def test_provision_validates_queues_before_it_sets_up_the_tenant(bare_playbooks: Playbooks) -> None:
    queues = [{"extension_id": 901}, {"extension_id": 902, "agnets": []}]
    variables = {"tenant_definition": {"domain": "a.example.net"}, "queue_definitions": queues}
    run = bare_playbooks.finish(bare_playbooks.start_playbook("portsip.pbx.provision", variables=variables), succeed=False)
    first, second = run.items("Validate the definitions of the queues")
    assert first["entries"] == {"queue": 1}
    assert second["msg"] == "queue_definition.agnets: unknown key; did you mean agents?"


def test_what_is_applied_and_exported_is_valid_changes_nothing_and_has_no_drift(
    playbooks: Playbooks, shared_simulator: Simulator, tmp_path: Path
) -> None:
    target, plan = tmp_path / "pbx", tmp_path / "plan.json"
    example = ("-e", f"document_path={EXAMPLE}", "-e", f"@{SECRETS}")
    planned = playbooks.finish(playbooks.start_playbook("portsip.pbx.apply", *example, "-e", f"apply_plan_file={plan}", "--check"))
    digest = planned.result("Apply the documents")["plan_digest"]
    assert digest in plan.read_text(encoding="utf-8")
    assert shared_simulator.state()["tenants"] == {}

    # Several playbooks in one process.
    places = ("-e", f"export_dest={target}", "-e", f"export_secrets_file={tmp_path / 'vault.yml'}")
    options = ("-e", '{"export_queues": [901], "export_secrets": "include"}', "-e", f"apply_plan_digest={digest}")
    applied = playbooks.finish(playbooks.start_playbook("portsip.pbx.apply", "portsip.pbx.export", *example, *places, *options))
    assert applied.result("Apply the documents")["summary"]["create"] > 10
    assert len(shared_simulator.state()["tenants"]) == 2
    names = ["mesa-dental.example.net.yml", "queues.yml", "saguaro-clinics.example.net.yml", "system.yml"]
    assert [path.name for path in sorted(target.iterdir())] == names

    # What the API never shows is defined by whoever applies the export.
    unseen = {"vault_system_dealer_copperstate_password": "another-2026"}
    exported = ("-e", f"document_path={target}", "-e", f"@{tmp_path / 'vault.yml'}", "-e", f"drift_dest={tmp_path / 'reports'}")
    others = ("portsip.pbx.apply", "portsip.pbx.drift")
    again = playbooks.finish(playbooks.start_playbook("portsip.pbx.validate", *others, *exported, variables=unseen))
    assert again.recap["changed"] == 0
    assert again.result("Validate the documents together")["entries"]["tenants"] == 2
    totals = again.result("Compare the documents with the PBX")["totals"]
    assert {name: totals[name] for name in ("differs", "missing", "unmanaged")} == {"differs": 0, "missing": 0, "unmanaged": 0}
    assert (tmp_path / "reports" / "drift.html").exists()


def test_verify_says_where_calls_go_and_fails_where_they_should_not(bare_playbooks: Playbooks, tmp_path: Path) -> None:
    """One run for a document and for expectations; what is found is tried elsewhere."""
    box = {"extension_number": "7900", "name": "Box"}
    rule = {"name": "Main", "trunk": "Line", "did_numbers": "4930100", "office_hours_forward_rule": {"action": "HANGUP"}}
    closed = {"office_hours": {"mode": "GLOBAL"}, "non_office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "7900"}}
    day = {"enabled": True, "ranges": [{"from": "09:00", "to": "17:00"}]}
    tenant = {
        **{"domain": "a.example.net", "office_hours": {"monday": day, "sunday": {"enabled": False}}},
        **{"trunks": [{"name": "Line", "did_numbers": ["4930100"]}], "shared_voicemails": [box], "inbound_rules": [{**rule, **closed}]},
    }
    (tmp_path / "a.yml").write_text(yaml.safe_dump({"tenants": [tenant]}), encoding="utf-8")
    expected = [
        {"number": "4930100", "at": "2026-11-30T10:00", "ends_at": "hangup"},
        {"number": "4930100", "at": "2026-11-29T10:00", "ends_at": "receptionist 8000"},
    ]
    variables = {"document_path": str(tmp_path), "verify_expect": expected, "verify_first_day": "2027-01-01"}
    run = bare_playbooks.finish(bare_playbooks.start_playbook("portsip.pbx.verify", variables=variables), succeed=False)
    result = run.result("Verify the calls")
    assert result["msg"] == (
        "1 of 2 expectations is not met:\n4930100 at 2026-11-29T10:00 ends at voicemail 7900 Box, not at receptionist 8000"
    )
    assert [(call["times"], call["text"]) for call in result["calls"]] == [
        ("Mondays 00:00 to 09:00 and 17:00 to 24:00; Tuesdays to Sundays", "voicemail 7900 Box"),
        ("Mondays 09:00 to 17:00", "hang up"),
    ]
